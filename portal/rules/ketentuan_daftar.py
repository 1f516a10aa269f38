"""The tables BKD may decide and why the law leaves them open; and the words for those that the law has fixed."""

from collections.abc import Mapping
from typing import Any

from portal.rules.eksak import GalatMasukan, baca
from portal.rules.ketentuan import PERSEN, Medan, Mulai, Tabel, Ukuran, jumlah

TPP, KEHADIRAN, NILAI, WAKTU = "TPP", "Kehadiran", "Nilai", "Jendela dan tenggat"
KELAS = range(1, 18)
"""Kelas jabatan, PermenPANRB 34/2011."""


def _bobot(nilai: Mapping[str, Any]) -> tuple[GalatMasukan, ...]:
    if jumlah(nilai["produktivitas"], nilai["disiplin"]) != 1:
        return (GalatMasukan("disiplin", "Bagian produktivitas dan bagian disiplin harus berjumlah 100 persen."),)
    return ()


def _tarif(nilai: Mapping[str, Any]) -> tuple[GalatMasukan, ...]:
    batas, potongan, salah = nilai["sampai_menit"], [baca(p) for p in nilai["potongan"]], []
    for n in (1, 2):
        if batas[n] <= batas[n - 1]:
            salah.append(
                GalatMasukan(f"sampai_{n + 1}", f"Batas menit tingkat {n + 1} harus lebih besar dari tingkat {n}.")
            )
    for n in (1, 2, 3):
        if potongan[n] < potongan[n - 1]:
            salah.append(
                GalatMasukan(f"potongan_{n + 1}", f"Potongan tingkat {n + 1} tidak boleh lebih kecil dari tingkat {n}.")
            )
    return tuple(salah)


def _kelas(nilai: Mapping[str, Any]) -> tuple[GalatMasukan, ...]:
    if not nilai.get("kelas"):
        return (GalatMasukan("kelas_1", "Isi rupiah paling sedikit satu kelas jabatan."),)
    return ()


def _jendela(nilai: Mapping[str, Any]) -> tuple[GalatMasukan, ...]:
    if nilai["hari_tutup"] < nilai["hari_buka"]:
        return (GalatMasukan("hari_tutup", "Hari terakhir tidak boleh sebelum hari pertama."),)
    return ()


def _pembukaan(nilai: Mapping[str, Any]) -> tuple[GalatMasukan, ...]:
    if nilai["hari_semua"] < nilai["hari_lengkap"]:
        return (
            GalatMasukan("hari_semua", "Tanggal untuk semua tidak boleh sebelum tanggal untuk yang sudah lengkap."),
        )
    return ()


def _hari(kunci: str, nama: str, satuan: str = "hari kerja", *lain: Medan) -> Tabel:
    """A deadline: the kind of its days stays, how many is open."""
    medan = Medan("hari", ("hari",), "Lama", satuan, 1, 90)
    guna = "Lewat tenggat hanya berarti diingatkan lalu dinaikkan, tidak pernah disetujui sendiri."
    return Tabel(f"tenggat.{kunci}", f"Tenggat: {nama}", WAKTU, guna, (*lain, medan), Mulai.HARI)


_KERJA, _KALENDER = "hari kerja", "hari kalender"

DAFTAR: dict[str, Tabel] = {
    t.kunci: t
    for t in (
        Tabel(
            "tpp.bobot", "Bobot TPP", TPP,
            "Berapa bagian TPP yang menurut produktivitas dan berapa yang menurut disiplin; ditetapkan Pergub.",
            (
                Medan("produktivitas", ("produktivitas",), "Bagian produktivitas", "%", 0, 100, 2, PERSEN),
                Medan("disiplin", ("disiplin",), "Bagian disiplin", "%", 0, 100, 2, PERSEN),
                Medan(
                    "dasar_potongan", ("dasar_potongan",), "Dasar potongan kehadiran",
                    pilihan=(("disiplin", "bagian disiplin"), ("seluruh", "seluruh TPP")),
                    petunjuk="Daerah lain ada yang memotong dari seluruh TPP; bedanya besar, simulasikan dahulu.",
                ),
                Medan("capaian_terbanyak", ("capaian_terbanyak",), "Capaian yang dibayar paling banyak", "%", 50, 150),
            ),
            ukuran=Ukuran.TPP, silang=_bobot,
        ),
        Tabel(
            "tpp.kelas", "TPP per kelas jabatan", TPP,
            "Rupiah sebulan untuk setiap kelas jabatan. Kelas yang kosong tidak dapat dihitung TPP-nya.",
            tuple(
                Medan(f"kelas_{k}", ("kelas", str(k)), f"Kelas {k}", "rupiah", 0, 200_000_000, wajib=False)
                for k in KELAS
            ),
            ukuran=Ukuran.TPP, silang=_kelas,
        ),
        Tabel(
            "absensi.tarif", "Potongan kehadiran", KEHADIRAN,
            "Potongan untuk setiap kejadian terlambat (TL), pulang sebelum waktunya (PSW), dan tanpa keterangan (TK).",
            (
                *(
                    Medan(f"sampai_{n + 1}", ("sampai_menit", n), f"TL{n + 1}/PSW{n + 1} sampai", "menit", 1, 600)
                    for n in range(3)
                ),
                *(
                    Medan(f"potongan_{n + 1}", ("potongan", n), f"Potongan TL{n + 1}/PSW{n + 1}", "%", 0, 100, 2)
                    for n in range(4)
                ),
                Medan("tk", ("tk",), "Potongan TK sehari", "%", 0, 100, 2),
                Medan("terbanyak", ("terbanyak",), "Potongan sebulan paling banyak", "%", 1, 100),
            ),
            ukuran=Ukuran.TPP, silang=_tarif,
        ),
        Tabel(
            "bulanan.aturan", "Nilai SKP bulanan", NILAI,
            "Cara menghitung nilai bulan yang tidak diatur undang-undang. Rumus waktu tetap menurut Perka BKN 1/2013.",
            (
                Medan("batas_aspek", ("batas_aspek",), "Nilai satu aspek paling besar", "", 100, 200),
                Medan(
                    "belum_selesai", ("belum_selesai",), "Bila ada kegiatan yang belum selesai pada penutupan",
                    pilihan=(("nol", "nilai bulan 0"), ("rata", "hanya kegiatan itu yang 0")),
                ),
            ),
            ukuran=Ukuran.NILAI,
        ),
        Tabel(
            "realisasi.aturan", "Penolakan oleh verifikatur BKD", WAKTU,
            "Apakah verifikatur boleh mengembalikan SKP, revisi, dan realisasi yang sudah disetujui pejabat penilai. "
            "Di NTT tidak (surat BKD 800/194/BKD.3.3); paling banyak dua kali bila boleh.",
            (
                Medan(
                    "bkd_boleh_menolak", ("bkd_boleh_menolak",), "Verifikatur boleh menolak",
                    pilihan=(("ya", "boleh"), ("tidak", "tidak boleh")),
                ),
            ),
            Mulai.HARI, boleh_sama=True,
        ),
        Tabel(
            "jendela.realisasi", "Jendela pengisian realisasi", WAKTU,
            "Tanggal pertama dan terakhir pengisian realisasi, pada bulan berikutnya.",
            (
                Medan("hari_buka", ("hari_buka",), "Hari pertama", "tanggal", 1, 28),
                Medan("hari_tutup", ("hari_tutup",), "Hari terakhir", "tanggal", 1, 28),
            ),
            ukuran=Ukuran.TERLAMBAT, silang=_jendela,
        ),
        Tabel(
            "penilaian_tahunan.pembukaan", "Pembukaan penilaian tahunan", WAKTU,
            "Tanggal pada bulan Januari penilaian tahun lalu dibuka. Penilaian selesai paling lambat akhir Januari.",
            (
                Medan("hari_lengkap", ("hari_lengkap",), "Bagi yang sudah diverifikasi semua", "Januari", 1, 31),
                Medan("hari_semua", ("hari_semua",), "Bagi semua", "Januari", 1, 31),
            ),
            Mulai.TAHUN, silang=_pembukaan,
        ),
        _hari("tinjau_skp", "penilai meninjau SKP"),
        _hari("perbaiki_skp", "pegawai memperbaiki SKP"),
        _hari("putuskan_skp", "atasan memutus sengketa SKP"),
        _hari("verifikasi_skp", "BKD memverifikasi SKP"),
        _hari("susun_revisi", "pegawai menyusun revisi", _KALENDER),
        _hari("tinjau_revisi", "penilai meninjau revisi"),
        _hari("putuskan_revisi", "atasan memutus sengketa revisi"),
        _hari("verifikasi_revisi", "BKD memverifikasi revisi"),
        _hari("tinjau_realisasi", "penilai meninjau realisasi", _KALENDER),
        _hari("tanggapi_penolakan", "pegawai menanggapi penolakan", _KALENDER),
        _hari("putuskan_banding", "atasan memutus banding", _KALENDER),
        _hari(
            "verifikasi_realisasi", "BKD memverifikasi realisasi", _KALENDER,
            Medan("tanggal", ("tanggal",), "Sampai tanggal", "bulan berikutnya", 1, 28),
        ),
        _hari("tindak_lanjut_verifikasi", "penilai menindaklanjuti penolakan BKD", _KALENDER),
        _hari("catat_serah_terima", "penyerahan hasil di luar portal dicatat"),
        _hari("sahkan_penilaian", "atasan mengesahkan penilaian tahunan"),
        _hari("putuskan_keberatan", "atasan memutus keberatan"),
    )
}  # fmt: skip
"""What BKD may decide, by "berkas.tabel"."""

TETAP: dict[str, str] = {
    "tpp.pph21": "PPh 21 atas TPP",
    "disiplin.absen": "Hukuman disiplin karena tidak masuk kerja",
    "disiplin.menit": "Menit yang setara satu hari tidak masuk",
    "disiplin.beruntun": "Tidak masuk berturut-turut",
    "disiplin.hukuman": "Jenis hukuman disiplin",
    "pp46.aturan": "Rumus PP 46/2011",
    "pp46.hukuman_skp": "Hukuman karena capaian SKP (PP 53/2010)",
    "predikat.pp46": "Sebutan prestasi kerja PP 46/2011",
    "predikat.pan6": "Kuadran kinerja PermenPANRB 6/2022",
    "pp30.bobot": "Bobot PP 30/2019",
    "pp30.predikat": "Predikat PP 30/2019",
    "angka_kredit.aturan": "Angka kredit",
    "penilaian_tahunan.profil": "Peraturan yang dipakai menurut tahun",
    "tenggat.susun_skp": "Tenggat: menyusun SKP",
    "tenggat.ajukan_keberatan": "Tenggat: mengajukan keberatan",
    "tenggat.tanggapi_keberatan": "Tenggat: menanggapi keberatan",
    "tenggat.nilai_tahunan": "Tenggat: menilai setahun",
    "tenggat.terima_penilaian": "Tenggat: menyerahkan hasil penilaian",
}
"""What the law has fixed and the portal uses: shown with its article, changed by a release alone."""
