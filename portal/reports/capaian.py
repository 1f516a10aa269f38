"""Capaian kinerja organisasi of all OPD as a workbook, with the predicates of their people counted."""

from collections.abc import Iterable

from portal.queries.capaian import Baris
from portal.reports.berkas import Berkas
from portal.reports.daftar import Sel, buku
from portal.rules import pola
from portal.rules.capaian import Masa

KOLOM = (
    ("Kode", 12), ("Perangkat daerah", 44), ("Capaian kinerja organisasi", 22), ("Dasar", 40), ("Catatan", 40),
    ("Ditetapkan oleh", 28), ("Pada", 18), *((kata, 14) for kata in pola.PREDIKAT), ("Belum dinilai", 14),
    ("Pola yang tidak terpenuhi", 60),
)  # fmt: skip


def berkas(masa: Masa, baris: Iterable[Baris]) -> Berkas:
    """One row per OPD; the numbers of people are of the year, empty for a quarter."""
    semua = (_baris(b, masa) for b in baris)
    keterangan = [("Masa", str(masa)), ("Pola", pola.dasar(pada=masa.akhir))]
    return buku("Capaian", KOLOM, semua, keterangan)


def _baris(b: Baris, masa: Masa) -> list[Sel]:
    orang: list[Sel] = [*(b.sebaran.jumlah.get(kata, 0) for kata in pola.PREDIKAT), b.sebaran.belum]
    if masa.triwulan:
        orang = [None] * len(orang)
    menyimpang = "; ".join(s.kalimat for s in b.syarat if s.keadaan == pola.MENYIMPANG)
    kini = b.kini
    return [
        b.kode, b.nama, kini.kata if kini else "belum ditetapkan", kini.dasar if kini else "",
        kini.catatan if kini else "", kini.oleh if kini else "", kini.pada if kini else None,
        *orang, menyimpang,
    ]  # fmt: skip
