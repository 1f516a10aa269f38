"""SKP tahunan: keadaannya, dan apa yang harus benar sebelum boleh diajukan.

Sumber: SKP Online (keadaan dan syarat pengajuan); PP 46/2011 Pasal 5 (bila tidak disetujui, atasan pejabat penilai
memutuskan dan putusannya final). Angka kredit hanya untuk jabatan fungsional; biaya hanya untuk kegiatan yang
beranggaran.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.rules import alur, rencana
from portal.rules.alur import ADMIN, ATASAN, PEGAWAI, PENILAI, SISTEM, VERIFIKATUR, lintasan
from portal.rules.bulanan import SISI, Nilai
from portal.rules.eksak import baca, cetak
from portal.rules.jabatan import fungsional
from portal.rules.periode import Periode
from portal.rules.temuan import BATAS, Temuan, kosong, temuan_angka

# keadaan -> sebutan
STATUS = {
    "draf": "Draf",
    "diajukan": "Diajukan kepada pejabat penilai",
    "dikembalikan": "Dikembalikan untuk diperbaiki",
    "disengketakan": "Menunggu putusan atasan pejabat penilai",
    "disetujui": "Disetujui, menunggu verifikasi BKD",
    "ditetapkan": "Ditetapkan",
    "ditutup": "Ditutup",
    "dibatalkan": "Dibatalkan",
}

LINTASAN = (
    lintasan("draf", "simpan", PEGAWAI, "draf"),
    lintasan("draf", "ajukan", PEGAWAI, "diajukan"),
    lintasan("draf", "batalkan", f"{PEGAWAI} {ADMIN} {SISTEM}", "dibatalkan"),
    lintasan("diajukan", "setujui", PENILAI, "disetujui"),
    lintasan("diajukan", "kembalikan", PENILAI, "dikembalikan"),
    lintasan("dikembalikan", "simpan", PEGAWAI, "dikembalikan"),
    lintasan("dikembalikan", "ajukan", PEGAWAI, "diajukan"),
    lintasan("dikembalikan", "sengketakan", PEGAWAI, "disengketakan"),
    lintasan("dikembalikan", "batalkan", f"{ADMIN} {SISTEM}", "dibatalkan"),
    lintasan("disengketakan", "putuskan", ATASAN, "ditetapkan"),
    lintasan("disetujui", "sahkan", VERIFIKATUR, "ditetapkan"),
    lintasan("disetujui", "tolak_bkd", VERIFIKATUR, "diajukan"),
    lintasan("ditetapkan", "tutup", f"{ADMIN} {SISTEM}", "ditutup"),
    # Pindah tugas sebelum ada bulan yang dijalani: tidak ada yang dapat dinilai (rules/mutasi.py).
    *(
        lintasan(status, "batalkan", SISTEM, "dibatalkan")
        for status in ("diajukan", "disengketakan", "disetujui", "ditetapkan")
    ),
)

KEMBALI: alur.Kembali = {
    "susun_skp": (frozenset({"diajukan", "disetujui"}), "dikembalikan"),
    "perbaiki_skp": (frozenset({"diajukan", "disetujui"}), "dikembalikan"),
    "tinjau_skp": (frozenset({"disetujui"}), "diajukan"),
}


def masa_bulan(mulai: date, selesai: date) -> tuple[int, ...]:
    """The months (1..12) an SKP is reported for: from the one it begins in; the last one counts when it is whole.

    A move in the middle of a month gives that month to the next SKP.
    """
    utuh = selesai == Periode.dari(selesai).akhir
    return tuple(range(mulai.month, selesai.month + utuh))


def lanjut(status: str, tindakan: str, peran: str) -> str:
    """The SKP's next state. alur.TindakanDitolak where not allowed."""
    return alur.lanjut(LINTASAN, status, tindakan, peran)


def boleh(status: str, tindakan: str, peran: str) -> bool:
    """True where `lanjut` would succeed."""
    return alur.boleh(LINTASAN, status, tindakan, peran)


@dataclass(frozen=True)
class KegiatanSkp:
    """One row of the SKP with its yearly targets (`waktu` in months) and its months (1..12 -> targets, `waktu` in
    days).
    """

    uraian: str | None
    satuan: str | None
    kuantitas: object
    kualitas: object
    waktu: object
    biaya: object = None
    ak: object = None
    bulan: Mapping[int, Nilai] | None = None
    rinci: rencana.Rinci | None = None


@dataclass(frozen=True)
class Pengajuan:
    """What is submitted: the person's jenis jabatan, the stretch of time, the three other parties, and the rows.
    `kualitatif`: expectations are described, indicators need no numbers (PermenPANRB 6/2022)."""

    jabatan: str
    mulai: date
    selesai: date
    penilai: object
    atasan_banding: object
    verifikatur: object
    kegiatan: Sequence[KegiatanSkp]
    kualitatif: bool = False


def periksa_pengajuan(skp: Pengajuan) -> tuple[Temuan, ...]:
    """All that stands in the way of submitting, in the order of the form; empty: it may be submitted."""
    temuan = [
        Temuan(medan, None, f"{sebutan} belum ditetapkan. Hubungi admin OPD Anda.")
        for medan, sebutan in (
            ("penilai", "Pejabat penilai"),
            ("atasan_banding", "Atasan banding"),
            ("verifikatur", "Verifikatur"),
        )
        if getattr(skp, medan) is None
    ]
    if not skp.kegiatan:
        temuan.append(Temuan("kegiatan", None, "Belum ada kegiatan. Tambahkan paling sedikit satu."))
    for nomor, satu in enumerate(skp.kegiatan, start=1):
        temuan += periksa_kegiatan(
            satu, nomor, jabatan=skp.jabatan, mulai=skp.mulai, selesai=skp.selesai, kualitatif=skp.kualitatif
        )
    return tuple(temuan)


def periksa_kegiatan(
    satu: KegiatanSkp, nomor: int, *, jabatan: str, mulai: date, selesai: date, kualitatif: bool = False,
    pada: date | None = None,
) -> tuple[Temuan, ...]:  # fmt: skip
    """What is wrong with one row (counted from 1): its texts, its numbers, what the law of `pada` (the first day of the
    SKP, or the day a revision begins) asks besides, and then its months."""
    temuan = [
        Temuan(medan, nomor, f"{sebutan} belum diisi.")
        for medan, sebutan in (("uraian", "Uraian kegiatan"), ("satuan", "Satuan output"))
        if kosong(getattr(satu, medan))
    ]
    bulan = masa_bulan(mulai, selesai)
    angka = [*temuan_angka(satu.waktu, "waktu", nomor, minimum=1, maksimum=len(bulan), desimal=0)]
    for medan in ("kuantitas", "kualitas", "biaya", "ak"):
        nilai = getattr(satu, medan)
        if medan not in ("biaya", "ak") or not kosong(nilai):
            angka += temuan_angka(nilai, medan, nomor, **BATAS[medan]) or _nol(nilai, medan, nomor)
    if not kosong(satu.ak) and not fungsional(jabatan):
        angka.append(Temuan("ak", nomor, "Angka kredit hanya untuk jabatan fungsional. Kosongkan."))
    if satu.rinci is not None:
        bentuk = rencana.bentuk(pada or mulai, jabatan)
        salah = {t.medan for t in (*temuan, *angka)}
        semua = rencana.periksa(satu.rinci, nomor, bentuk, angka=not kualitatif)
        temuan += [t for t in semua if not _gema(t, satu, salah)]
    return (*temuan, *angka, *(() if angka else _bulan(satu, nomor, bulan)))


def _gema(temuan: Temuan, satu: KegiatanSkp, salah: set[str]) -> bool:
    """It is about what an indicator took from its row (rencana.lengkapi), and of the row it is said already."""
    induk, _titik, sisa = temuan.medan.partition(".")
    aspek, _titik, akhir = sisa.partition(".")
    medan = {"minimum": aspek, "satuan": "satuan"}.get(akhir, "")
    if satu.rinci is None or induk != "indikator" or medan not in salah:
        return False
    return bool(satu.rinci.indikator.get(aspek, {}).get(akhir) == getattr(satu, medan))


def _nol(nilai: object, medan: str, nomor: int) -> tuple[Temuan, ...]:
    if baca(nilai) > 0:  # type: ignore[arg-type]
        return ()
    if medan == "biaya":
        pesan = "Untuk kegiatan yang tidak memakai anggaran, kosongkan; jangan diisi 0."
        return (Temuan(medan, nomor, pesan),)
    if medan == "ak":
        return (Temuan(medan, nomor, "Untuk kegiatan tanpa angka kredit, kosongkan; jangan diisi 0."),)
    return (Temuan(medan, nomor, "Target harus lebih dari 0."),)


def _bulan(satu: KegiatanSkp, nomor: int, boleh_bulan: tuple[int, ...]) -> tuple[Temuan, ...]:
    """The months of one row whose yearly numbers are good: which months, their numbers, and the sums."""
    if not satu.bulan:
        return (Temuan("bulan", nomor, "Target bulanan belum dibuat. Bagikan target ke dalam bulan."),)
    luar = sorted(set(satu.bulan) - set(boleh_bulan))
    if luar:
        return (Temuan("bulan", nomor, f"Bulan {', '.join(map(str, luar))} di luar masa SKP. Hapus target bulan itu."),)
    target = int(baca(satu.waktu))  # type: ignore[arg-type]
    temuan = []
    if len(satu.bulan) != target:
        pesan = f"Target waktu {target} bulan, tetapi ada target untuk {len(satu.bulan)} bulan. Samakan keduanya."
        temuan.append(Temuan("waktu", nomor, pesan))
    sel: list[Temuan] = []
    for bulan, nilai in sorted(satu.bulan.items()):
        sel += _sel(satu, nomor, bulan, nilai)
    return (*temuan, *(sel or _jumlah(satu, nomor)))


def _sel(satu: KegiatanSkp, nomor: int, bulan: int, nilai: Nilai) -> tuple[Temuan, ...]:
    temuan: list[Temuan] = []
    for medan in SISI:
        isi, tahunan = getattr(nilai, medan), getattr(satu, medan)
        nama = f"bulan.{bulan}.{medan}"
        if not kosong(tahunan):
            temuan += temuan_angka(isi, nama, nomor, **BATAS[medan])
        elif not kosong(isi):
            temuan.append(Temuan(nama, nomor, "Tidak ada target setahun. Kosongkan target bulan ini."))
    if not temuan and baca(nilai.waktu) == 0:  # type: ignore[arg-type]
        temuan.append(Temuan(f"bulan.{bulan}.waktu", nomor, "Isi hari kerja lebih dari 0."))
    if not temuan and baca(nilai.kualitas) == 0:  # type: ignore[arg-type]
        temuan.append(Temuan(f"bulan.{bulan}.kualitas", nomor, "Target harus lebih dari 0."))
    return tuple(temuan)


def _jumlah(satu: KegiatanSkp, nomor: int) -> tuple[Temuan, ...]:
    """The months must add up to the year, exactly."""
    temuan = []
    for medan in ("kuantitas", "biaya", "ak"):
        tahunan = getattr(satu, medan)
        if kosong(tahunan):
            continue
        jumlah = sum((baca(getattr(nilai, medan)) for nilai in (satu.bulan or {}).values()), Fraction(0))
        if jumlah != baca(tahunan):
            pesan = (
                f"Jumlah target bulanan {cetak(jumlah, 3, ringkas=True)}, target setahun "
                f"{cetak(baca(tahunan), 3, ringkas=True)}. Samakan keduanya."
            )
            temuan.append(Temuan(medan, nomor, pesan))
    return tuple(temuan)
