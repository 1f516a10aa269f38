"""Workbooks that people fill in beside the portal, read into answers of a form: the hardened reader (xlsx, gaya, sel),
what people write into cells (angka, kolom), the forms they keep (bebas) and ours (templat). Nothing here is stored.
"""

from collections.abc import Mapping

from portal.forms.impor import bebas, templat, xlsx
from portal.forms.impor.hasil import Impor

__all__ = ["baca_berkas"]


def baca_berkas(isi: bytes, milik: templat.Milik, kegiatan: Mapping[int, tuple[str, ...]]) -> Impor:
    """What a workbook says for this step; `kegiatan`: those of the month with their aspects, for a realisation.

    TidakSah and TerlaluBesar say what to do with the file.
    """
    buku = xlsx.buka(isi)
    if milik.jenis == "realisasi":
        return templat.baca_realisasi(buku, milik, kegiatan)
    tanda = templat.tanda(buku)
    if tanda is not None:
        return templat.baca_skp(buku, milik, tanda)
    return bebas.baca(buku, nip=milik.nip, tahun=milik.tahun)
