"""Tables, one file per legal object. Importing this package registers them all in FAB's one metadata."""

from portal.models.akun import Pengguna
from portal.models.kehadiran import RekapAbsensi, Tarikan
from portal.models.organisasi import Gelombang, HariLibur, Jabatan, Opd, Unit
from portal.models.pegawai import Pegawai, Penempatan, Pengganti, Rantai, Verifikatur
from portal.models.realisasi import Banding, Bukti, NilaiBaris, Realisasi
from portal.models.sistem import (
    DrafTugas,
    KunciIdempoten,
    Parameter,
    Pekerjaan,
    Pemberitahuan,
    Peristiwa,
    TugasDitunda,
)
from portal.models.skp import CatatanSkp, Kegiatan, KegiatanBulan, Skp, SkpVersi

__all__ = [
    "Banding", "Bukti", "CatatanSkp", "DrafTugas", "Gelombang", "HariLibur", "Jabatan", "Kegiatan", "KegiatanBulan",
    "KunciIdempoten", "NilaiBaris", "Opd", "Parameter", "Pegawai", "Pekerjaan", "Pemberitahuan", "Penempatan",
    "Pengganti", "Pengguna", "Peristiwa", "Rantai", "Realisasi", "RekapAbsensi", "Skp", "SkpVersi", "Tarikan",
    "TugasDitunda", "Unit", "Verifikatur",
]  # fmt: skip
