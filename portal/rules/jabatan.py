"""Jenis jabatan dan eselon, dan apa artinya bagi penghitungan.

Sumber: UU 5/2014 (jenis jabatan), PP 13/2002 (rentang pangkat) [knowledge: high]. "Struktural" dalam rumus SKP (aspek
biaya, unsur kepemimpinan) = JPT, administrator, pengawas. Ketua tim pada jabatan fungsional tidak termasuk struktural
menurut PP 46.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.rules.eksak import GalatMasukan


class Kelompok(StrEnum):
    """The three groups the monthly score knows."""

    PELAKSANA = "pelaksana"
    STRUKTURAL = "struktural"
    JFT = "jft"


# jenis jabatan -> kelompok; the groups' own names are accepted too.
KELOMPOK = {
    "jpt": Kelompok.STRUKTURAL,
    "administrator": Kelompok.STRUKTURAL,
    "pengawas": Kelompok.STRUKTURAL,
    "fungsional": Kelompok.JFT,
    "pelaksana": Kelompok.PELAKSANA,
    "struktural": Kelompok.STRUKTURAL,
    "jft": Kelompok.JFT,
}

NAMA_JENIS = {
    "jpt": "Jabatan Pimpinan Tinggi",
    "administrator": "Administrator",
    "pengawas": "Pengawas",
    "pelaksana": "Pelaksana",
    "fungsional": "Jabatan Fungsional Tertentu",
}


@dataclass(frozen=True)
class Eselon:
    """One row of the table of eselon: code, jenis jabatan, and the lowest and highest golongan ruang."""

    kode: str
    jenis: str
    contoh: str
    golongan: tuple[str, str]


ESELON = (
    Eselon("I.b", "jpt", "Sekretaris Daerah provinsi", ("IV/d", "IV/e")),
    Eselon("II.a", "jpt", "Asisten, Staf Ahli, Kepala Dinas/Badan, Inspektur, Sekretaris DPRD", ("IV/c", "IV/d")),
    Eselon("II.b", "jpt", "Kepala Biro, Direktur RSUD", ("IV/b", "IV/c")),
    Eselon("III.a", "administrator", "Sekretaris, Kepala Bidang, Kepala Bagian, Inspektur Pembantu", ("IV/a", "IV/b")),
    Eselon("III.b", "administrator", "Kepala UPTD/cabang dinas kelas A, Kepala Bidang RS", ("III/d", "IV/a")),
    Eselon("IV.a", "pengawas", "Kepala Subbagian, Kepala Seksi", ("III/c", "III/d")),
    Eselon("IV.b", "pengawas", "Kepala Subbagian pada UPTD", ("III/b", "III/c")),
)


def kelompok(jenis: str) -> Kelompok:
    """The group of a jenis jabatan ("jpt", "administrator", ... or the group itself). GalatMasukan names `jabatan`."""
    try:
        return KELOMPOK[jenis]
    except (KeyError, TypeError):
        raise GalatMasukan("jabatan", f"Tidak dikenal; pilih salah satu dari {', '.join(KELOMPOK)}.") from None


def struktural(jenis: str) -> bool:
    """True for JPT, administrator and pengawas. GalatMasukan for an unknown jenis."""
    return kelompok(jenis) is Kelompok.STRUKTURAL


def fungsional(jenis: str) -> bool:
    """True for jabatan fungsional tertentu, whose kegiatan carry angka kredit. GalatMasukan for an unknown jenis."""
    return kelompok(jenis) is Kelompok.JFT


def eselon(kode: str) -> Eselon:
    """The row of an eselon ("III.a"). GalatMasukan names `eselon`; V.a is obsolete and not accepted."""
    for baris in ESELON:
        if baris.kode == kode:
            return baris
    raise GalatMasukan("eselon", f"Tidak dikenal; pilih salah satu dari {', '.join(satu.kode for satu in ESELON)}.")
