"""The forms of the laws since July 2021: SKP and year of 2021; SKP, year and month of 2026; a conversion."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports.isi import Formulir, Indikator, Rinci
from portal.reports.isi_tahunan import Evaluasi, Semester, Tahunan, Unsur
from portal.rules import pp30
from portal.rules.eksak import bulat
from portal.rules.penilaian_tahunan import NILAI_DASAR
from tests.reports.contoh import ANGGARAN, PEGAWAI, PENILAI, formulir, kegiatan, nilai
from tests.reports.contoh_tahun import evaluasi, tahunan

PANJANG = (
    "Menyusun laporan pelaksanaan rehabilitasi sosial dasar anak terlantar di dalam panti pada dua puluh dua "
    "kabupaten/kota"
)
DUA = (
    kegiatan(nilai("12", "100", "6"), nilai("12", "92.5", "5.7"), PANJANG),
    kegiatan(nilai("480", "100", "6"), nilai("455", "95", "6"), "Memverifikasi berkas usulan"),
    ANGGARAN,
)
RINCI = Rinci(
    intervensi="Meningkatnya kualitas layanan rehabilitasi sosial anak",
    indikator={
        "kuantitas": Indikator("Jumlah laporan yang disusun", "10 - 12 Laporan"),
        "kualitas": Indikator("Persentase laporan tanpa revisi", "90 - 100 %"),
    },
    umpan_balik="Laporan tepat waktu; perhatikan lampiran data.",
)
UNSUR_II = ("orientasi_pelayanan", "100"), ("komitmen", "104"), ("inisiatif_kerja", "98"), ("kerja_sama", "101")


def skp30(*isi: Any, **lain: Any) -> Formulir:
    """The second half of 2021, five of its six months verified."""
    dasar: dict[str, Any] = {
        "nomor": "SKP-2021-000001", "tahun": 2021, "mulai": date(2021, 7, 1), "selesai": date(2021, 12, 31),
        "opd": "Dinas Sosial", "wajib": tuple(range(7, 13)), "sah": tuple(range(7, 12)),
        "kinerja_tambahan": Decimal(4),
    }  # fmt: skip
    return formulir(*(isi or DUA), **(dasar | lain))


def dokumen30(skp: Fraction = Fraction(292, 3), satu: Fraction | None = Fraction(10664, 100), **lain: Any) -> Tahunan:
    """2021: SKP 97.33 and perilaku 100.75 with 70/30, half a year before 106.64; final."""
    sikap = Fraction(sum(int(n) for _k, n in UNSUR_II), len(UNSUR_II))
    dua = skp * 70 / 100 + sikap * 30 / 100
    tahun = dua if satu is None else (satu + dua) / 2
    unsur = tuple(Unsur(f"Semester II: {k}", Decimal(n), kunci=f"ii_{k}") for k, n in UNSUR_II)
    dasar: dict[str, Any] = {
        "nomor": "PPK-2021-00001", "tahun": 2021, "profil": "PP46-PP30", "mulai": date(2021, 1, 1),
        "selesai": date(2021, 12, 31), "unsur": unsur, "bobot": None, "nilai_skp": None, "nilai_perilaku": None,
        "sebutan_perilaku": "", "nilai": bulat(tahun), "catatan": "Dua laporan terlambat karena banjir.",
        "predikat": pp30.predikat(tahun, ide_baru=False, pada=date(2021, 12, 31)), "skp": skp30(),
        "semester": Semester(satu, skp, sikap, dua, predikat="Baik"), "ketentuan": "pp30.bobot@2021-07-01",
    }  # fmt: skip
    return tahunan(**(dasar | lain))


def skp6(**lain: Any) -> Formulir:
    """An SKP of 2026; its second plan says more than its targets."""
    return formulir(DUA[0], replace(DUA[1], rinci=RINCI), ANGGARAN, **({"opd": "Dinas Sosial"} | lain))


def evaluasi6(**lain: Any) -> Tahunan:
    """The year of that SKP, with feedback on every second value."""
    unsur = tuple(Unsur(n, catatan="Terlihat di loket." if i % 2 else "") for i, n in enumerate(NILAI_DASAR.values()))
    return evaluasi(**({"skp": skp6(), "unsur": unsur, "ketentuan": "predikat.pan6@2022-01-01"} | lain))


def bulanan(**lain: Any) -> Evaluasi:
    """March 2026 of that SKP, not verified yet."""
    dasar: dict[str, Any] = {
        "nomor": "RB-2026-000007", "periode": "BULANAN: Maret 2026", "bulan": True, "sah": False, "penilai": PENILAI,
        "skp": skp6(mulai=date(2026, 3, 1), selesai=date(2026, 3, 31)),
        "keadaan": "bulan ini belum diverifikasi BKD; realisasinya menurut pegawai",
    }  # fmt: skip
    return Evaluasi(**(dasar | lain))


def konversi(jabatan: str = "Pekerja Sosial Ahli Muda", **lain: Any) -> Tahunan:
    """2026 of somebody with a jabatan fungsional: Baik."""
    return evaluasi(**({"pegawai": replace(PEGAWAI, jabatan=jabatan), "jenis": "fungsional"} | lain))


SEMUA = {
    "skp30": skp30, "dokumen30": dokumen30, "skp6": skp6, "evaluasi6": evaluasi6, "evaluasi6b": bulanan,
    "ak6": konversi,
}  # fmt: skip
"""Form -> an example of what it is written from."""
