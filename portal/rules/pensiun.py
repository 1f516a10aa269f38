"""Batas usia pensiun dan TMT pensiun: tanggal 1 bulan sesudah bulan ulang tahun.

Sumber: UU 5/2014, PP 11/2017 [knowledge: high]. Fungsional sampai ahli muda 58, madya 60, utama 65.
"""

from datetime import date

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import Periode


def bup(jenis: str, jenjang: str = "", *, pada: date) -> int:
    """The age of retirement of a jenis jabatan; for fungsional the `jenjang` ("Ahli Madya") counts. Names `jabatan`."""
    umur = parameter("pensiun", "bup", pada)["umur"]
    tingkat = jenjang.lower().removeprefix("ahli ")
    kunci = f"{jenis} {tingkat}" if f"{jenis} {tingkat}" in umur else jenis
    if kunci not in umur:
        raise GalatMasukan("jabatan", "Jenis jabatan tidak dikenal.")
    return umur[kunci]


def tmt_pensiun(lahir: date, umur: int) -> date:
    """The first day of retirement for somebody born on `lahir`."""
    return Periode(lahir.year + umur, lahir.month).tambah(1).awal
