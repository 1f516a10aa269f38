"""Realisasi bulanan: keadaannya, siapa boleh berbuat apa, dan syarat di luar tabel keadaan.

Sumber: SKP Online Jawa Barat, ditiru PPK Online; surat BKD NTT 2021 (verifikatur tidak menolak lagi pada verifikasi
BKD). Banding di sini adalah langkah di dalam bulan sebelum verifikasi, bukan keberatan menurut peraturan. Putusannya
final dalam bulan itu, satu kali untuk satu bulan. Syarat atas nilai yang diisi: rules/isian.py.
"""

from datetime import date
from enum import StrEnum

from portal.rules import alur
from portal.rules.alur import ADMIN, ATASAN, PEGAWAI, PENILAI, SISTEM, VERIFIKATUR, lintasan
from portal.rules.berlaku import parameter
from portal.rules.temuan import Temuan


class Status(StrEnum):
    """The states, spelled as in SKP Online."""

    DRAFT = "draft"
    REALISASI = "realisasi"
    PROPOSE = "propose"
    REJECTED_MANAGER = "rejected_manager"
    APPEAL = "appeal"
    EVALUATED = "evaluated"
    REJECTED_BKD = "rejected_bkd"
    DONE = "done"
    CANCELLED = "cancelled"


LABEL = {
    Status.DRAFT: "Belum dibuka",
    Status.REALISASI: "Sedang diisi",
    Status.PROPOSE: "Menunggu pejabat penilai",
    Status.REJECTED_MANAGER: "Ditolak pejabat penilai",
    Status.APPEAL: "Banding",
    Status.EVALUATED: "Menunggu verifikasi BKD",
    Status.REJECTED_BKD: "Dikembalikan BKD",
    Status.DONE: "Selesai diverifikasi",
    Status.CANCELLED: "Dibatalkan",
}

# percent of the way, for a progress bar
KEMAJUAN = {
    Status.DRAFT: 0,
    Status.REALISASI: 20,
    Status.PROPOSE: 60,
    Status.REJECTED_MANAGER: 30,
    Status.APPEAL: 50,
    Status.EVALUATED: 85,
    Status.REJECTED_BKD: 70,
    Status.DONE: 100,
    Status.CANCELLED: 0,
}

# whose turn it is
GILIRAN = {
    Status.DRAFT: PEGAWAI,
    Status.REALISASI: PEGAWAI,
    Status.PROPOSE: PENILAI,
    Status.REJECTED_MANAGER: PEGAWAI,
    Status.APPEAL: ATASAN,
    Status.EVALUATED: VERIFIKATUR,
    Status.REJECTED_BKD: PENILAI,
}

# `batalkan` oleh sistem: bulan yang belum dikirim menjadi milik SKP berikutnya karena pindah tugas.
# `terima` oleh sistem: pegawai diam sampai tenggat, nilai pejabat penilai yang berlaku.
LINTASAN = (
    lintasan(Status.DRAFT, "buka", f"{PEGAWAI} {SISTEM}", Status.REALISASI),
    lintasan(Status.REALISASI, "isi", PEGAWAI, Status.REALISASI),
    lintasan(Status.REALISASI, "ajukan", PEGAWAI, Status.PROPOSE),
    lintasan(Status.PROPOSE, "setujui", PENILAI, Status.EVALUATED),
    lintasan(Status.PROPOSE, "tolak", PENILAI, Status.REJECTED_MANAGER),
    lintasan(Status.REJECTED_MANAGER, "terima", f"{PEGAWAI} {SISTEM}", Status.EVALUATED),
    lintasan(Status.REJECTED_MANAGER, "banding", PEGAWAI, Status.APPEAL),
    lintasan(Status.APPEAL, "kabulkan", ATASAN, Status.EVALUATED),
    lintasan(Status.APPEAL, "tolak_banding", ATASAN, Status.EVALUATED),
    lintasan(Status.EVALUATED, "sahkan", VERIFIKATUR, Status.DONE),
    lintasan(Status.EVALUATED, "sahkan_target", VERIFIKATUR, Status.DONE),
    lintasan(Status.EVALUATED, "tolak_bkd", VERIFIKATUR, Status.REJECTED_BKD),
    lintasan(Status.REJECTED_BKD, "terima_bkd", PENILAI, Status.EVALUATED),
    lintasan(Status.REJECTED_BKD, "bantah_bkd", PENILAI, Status.EVALUATED),
    lintasan(Status.DONE, "hitung_ulang", f"{VERIFIKATUR} {ADMIN}", Status.EVALUATED),
    lintasan(Status.REALISASI, "batalkan", f"{ADMIN} {SISTEM}", Status.CANCELLED),
    *(
        lintasan(status, "batalkan", ADMIN, Status.CANCELLED)
        for status in Status
        if status not in (Status.REALISASI, Status.DONE, Status.CANCELLED)
    ),
)


KEMBALI: alur.Kembali = {
    "isi_realisasi": (
        frozenset({Status.PROPOSE, Status.REJECTED_MANAGER, Status.EVALUATED, Status.REJECTED_BKD}),
        Status.REALISASI,
    ),
    "tinjau_realisasi": (
        frozenset({Status.REJECTED_MANAGER, Status.EVALUATED, Status.REJECTED_BKD}),
        Status.PROPOSE,
    ),
    "tanggapi_penolakan": (frozenset({Status.EVALUATED}), Status.REJECTED_MANAGER),
    "tindak_lanjut_verifikasi": (frozenset({Status.EVALUATED}), Status.REJECTED_BKD),
}


def lanjut(status: str, tindakan: str, peran: str) -> Status:
    """The month's next state. alur.TindakanDitolak where the table does not allow it."""
    return Status(alur.lanjut(LINTASAN, status, tindakan, peran))


def boleh(status: str, tindakan: str, peran: str) -> bool:
    """True where `lanjut` would succeed."""
    return alur.boleh(LINTASAN, status, tindakan, peran)


def periksa_syarat(
    tindakan: str,
    *,
    pada: date,
    skp_ditetapkan: bool = True,
    penolakan_bkd: int = 0,
    jumlah_banding: int = 0,
    bkd_boleh_menolak: bool | None = None,
) -> tuple[Temuan, ...]:
    """What stands in the way of an action besides the table of states; `pada` is a day of the month.

    `skp_ditetapkan`: the yearly SKP is in force. `penolakan_bkd`, `jumlah_banding`: how many there have been.
    `bkd_boleh_menolak` overrides the parameter (the province's switch).
    """
    aturan = parameter("realisasi", "aturan", pada)
    if tindakan == "ajukan" and not skp_ditetapkan:
        return (Temuan("skp", None, "Realisasi baru dapat diajukan sesudah SKP tahun ini ditetapkan."),)
    if tindakan == "banding" and jumlah_banding >= aturan["banding_terbanyak"]:
        return (Temuan("banding", None, "Bulan ini sudah pernah dibanding. Banding hanya satu kali untuk satu bulan."),)
    if tindakan == "tolak_bkd":
        diizinkan = aturan["bkd_boleh_menolak"] if bkd_boleh_menolak is None else bkd_boleh_menolak
        if not diizinkan:
            return (Temuan("keputusan", None, "Verifikatur tidak menolak pada tahap verifikasi BKD."),)
        if penolakan_bkd >= aturan["penolakan_bkd_terbanyak"]:
            pesan = f"Bulan ini sudah {penolakan_bkd} kali ditolak. Penolakan berikutnya tidak dapat; sahkan bulan ini."
            return (Temuan("keputusan", None, pesan),)
    return ()
