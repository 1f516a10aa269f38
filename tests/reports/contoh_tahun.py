"""An assessment of 2020 (numbers) and of 2026 (ratings), and a logbook, for the forms of the year's end."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports.isi import Orang
from portal.reports.isi_tahunan import BukuCatatan, Catatan, Sanggahan, Tahunan, Unsur
from tests.reports.contoh import PEGAWAI, PENILAI

ATASAN = Orang("Kabidia Atasan", "197001011995031002", "Pembina (IV/a)", "Kepala Bidang", "Bidang Rehabilitasi Sosial")
NAMA = ("Orientasi pelayanan", "Integritas", "Komitmen", "Disiplin", "Kerja sama")
UNSUR = tuple(
    Unsur(n, Decimal(x), s)
    for n, x, s in zip(NAMA, ("88", "90", "85", "80", "90"), ("Baik",) * 5, strict=True)
)  # fmt: skip
SANGGAHAN = Sanggahan(
    "Dua kegiatan tidak dihitung.", date(2021, 1, 20), "Sudah dihitung.", date(2021, 1, 25),
    "Hasil tetap.\nBuktinya ada.", date(2021, 1, 28),
)  # fmt: skip


def tahunan(**lain: Any) -> Tahunan:
    """F1 of the regulation's examples: SKP 89.36 (exact 3216.9.../36), perilaku 86.60, NPK 88.26, Baik; final."""
    dasar: dict[str, Any] = {
        "nomor": "PPK-2020-00001", "tahun": 2020, "profil": "PP46", "sah": True, "keadaan": "Sah",
        "mulai": date(2020, 1, 1), "selesai": date(2020, 12, 31), "opd": "Dinas Sosial", "pegawai": PEGAWAI,
        "penilai": PENILAI, "atasan": ATASAN, "unsur": UNSUR, "bobot": (Fraction(60), Fraction(40)),
        "nilai_skp": Fraction(268_0835, 3_0000), "nilai_perilaku": Fraction(433, 5), "sebutan_perilaku": "Baik",
        "nilai": Decimal("88.26"), "predikat": "Baik", "rekomendasi": "Bimbingan penyusunan laporan.",
        "dibuat": date(2021, 1, 15), "diterima": date(2021, 1, 16), "disahkan": date(2021, 1, 21),
        "sikap": "tandatangani",
    }  # fmt: skip
    return Tahunan(**(dasar | lain))


def evaluasi(**lain: Any) -> Tahunan:
    """The same person's year of ratings."""
    unsur = tuple(Unsur(n, catatan="Terlihat.") for n in ("Berorientasi pelayanan", "Akuntabel"))
    dasar: dict[str, Any] = {
        "nomor": "PPK-2026-00001", "tahun": 2026, "profil": "PAN6", "mulai": date(2026, 1, 1),
        "selesai": date(2026, 12, 31), "unsur": unsur, "bobot": None, "nilai_skp": None, "nilai_perilaku": None,
        "sebutan_perilaku": "", "nilai": None, "hasil_kerja": "Sesuai ekspektasi", "catatan": "Cukup.",
        "rating_perilaku": "Di atas ekspektasi", "predikat": "Baik", "rata_bulan": Decimal("98.33"),
    }  # fmt: skip
    return tahunan(**(dasar | lain))


def buku(*entri: Catatan, **lain: Any) -> BukuCatatan:
    """The logbook of 2020, closed by the assessment."""
    return BukuCatatan(**({
        "tahun": 2020, "pegawai": PEGAWAI, "penilai": PENILAI, "entri": entri or ENTRI, "penutup": tahunan(),
    } | lain))  # fmt: skip


ENTRI = (
    Catatan(date(2020, 3, 2), "positif", "Disiplin", "Menggantikan rekan yang sakit.", PENILAI.nama, PENILAI.nip),
    Catatan(
        date(2020, 4, 6), "perlu perbaikan", "", "Terlambat rapat.", PENILAI.nama, PENILAI.nip,
        "Kornelis Kasi, 07-04-2020: salah orang",
    ),
)  # fmt: skip
