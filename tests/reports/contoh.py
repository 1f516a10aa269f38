"""A person, his superior and a few kegiatan for the forms."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.reports.isi import Formulir, Kegiatan, Nilai, Orang

D = Decimal
PENILAI = Orang("Kornelis Kasi", "198001012005011004", "Penata (III/c)", "Kepala Seksi", "Seksi Rehabilitasi Anak")
PEGAWAI = Orang("Lusia Pelaksana", "199101012015012007", "Penata Muda (III/a)", "Pengadministrasi Umum", "Seksi Anak")


def nilai(kuantitas: str, kualitas: str, waktu: str, biaya: str | None = None, ak: str | None = None) -> Nilai:
    return Nilai(D(kuantitas), D(kualitas), D(waktu), D(biaya) if biaya else None, D(ak) if ak else None)


def kegiatan(target: Nilai, realisasi: Nilai | None = None, uraian: str = "Menyusun laporan") -> Kegiatan:
    return Kegiatan(uraian, "Laporan", target, realisasi)


LAPORAN = kegiatan(nilai("5000", "100", "12"), nilai("4800", "85", "12"))
"""A1 of the regulation's examples: 257, 85.67."""
ANGGARAN = kegiatan(
    nilai("10", "100", "12", "50000000", "1.5"), nilai("10", "92", "11", "45000000", "1.375"), "Anggaran"
)
"""A6: 362.33, 90.58."""


def formulir(*isi: Kegiatan, **lain: Any) -> Formulir:
    """An SKP of 2026, in force since 28 January."""
    dasar: dict[str, Any] = {
        "nomor": "SKP-2026-000001", "tahun": 2026, "mulai": date(2026, 1, 1), "selesai": date(2026, 12, 31),
        "pegawai": PEGAWAI, "penilai": PENILAI, "kegiatan": isi, "ditetapkan": date(2026, 1, 28),
        "wajib": tuple(range(1, 13)), "sah": tuple(range(1, 13)),
    }  # fmt: skip
    return Formulir(**(dasar | lain))
