"""Tables, one file per legal object. Importing this package registers them all in FAB's one metadata."""

from portal.models.akun import Pengguna
from portal.models.capaian import CapaianOrganisasi
from portal.models.cetakan import Cetakan
from portal.models.disiplin import HukumanDisiplin, TemuanDisiplin
from portal.models.kehadiran import RekapAbsensi, Tarikan
from portal.models.ketentuan import HasilSimulasi, Ketentuan, SimulasiKetentuan, UsulanKetentuan
from portal.models.laporan import Laporan, SaringanTersimpan
from portal.models.operasi import ButirOperasi, Operasi
from portal.models.organisasi import Gelombang, HariLibur, Jabatan, Opd, Unit
from portal.models.pegawai import Pegawai, Penempatan, Pengganti, Rantai, Verifikatur
from portal.models.penilaian import (
    CatatanPerilaku,
    HasilPenilaian,
    Keberatan,
    Lampiran,
    NilaiPerilaku,
    Penilaian,
    TugasTambahan,
)
from portal.models.proses import DrafProses
from portal.models.realisasi import Banding, Bukti, NilaiBaris, Realisasi
from portal.models.revisi import RevisiSkp
from portal.models.sistem import (
    Denyut,
    DrafTugas,
    KunciIdempoten,
    Parameter,
    Pekerjaan,
    Pemberitahuan,
    Peristiwa,
    TugasDitunda,
)
from portal.models.skp import CatatanSkp, Kegiatan, KegiatanBulan, Skp, SkpVersi
from portal.models.tpp import TppBulan

__all__ = [
    "Banding", "Bukti", "ButirOperasi", "CapaianOrganisasi", "CatatanPerilaku", "CatatanSkp", "Cetakan", "Denyut",
    "DrafProses", "DrafTugas", "Gelombang", "HariLibur", "HasilPenilaian", "HasilSimulasi", "HukumanDisiplin",
    "Jabatan", "Keberatan", "Kegiatan", "KegiatanBulan", "Ketentuan", "KunciIdempoten", "Lampiran", "Laporan",
    "NilaiBaris", "NilaiPerilaku", "Opd", "Operasi", "Parameter", "Pegawai", "Pekerjaan", "Pemberitahuan",
    "Penempatan", "Pengganti", "Pengguna", "Penilaian", "Peristiwa", "Rantai", "Realisasi", "RekapAbsensi",
    "RevisiSkp", "SaringanTersimpan", "SimulasiKetentuan", "Skp", "SkpVersi", "Tarikan", "TemuanDisiplin", "TppBulan",
    "TugasDitunda", "TugasTambahan", "Unit", "UsulanKetentuan", "Verifikatur",
]  # fmt: skip
