"""Pemeringkatan PP 30/2019: paling banyak 20 persen di atas ekspektasi, 60-70 persen sesuai, paling banyak 20 persen di
bawah [knowledge: high]. Hanya anjuran: pada kelompok kecil tidak selalu ada pembagian yang memenuhi, dan sejak
PermenPANRB 6/2022 bukan kuota lagi. Tidak pernah menghalangi.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.rules.eksak import baca
from portal.rules.masa import bermasa


@dataclass(frozen=True)
class Kuota:
    """Whole persons: at most so many above and below, between so many as expected (`sesuai` empty: no number fits)."""

    di_atas: int
    sesuai: range
    di_bawah: int


def kuota(pegawai: int, *, pada: date) -> Kuota:
    """The bounds for a group of that size. GalatMasukan names `pegawai`; LookupError since 2022."""
    aturan = bermasa("pemeringkatan", "kuota", pada)
    banyak = int(baca(pegawai, "pegawai", minimum=1, desimal=0))
    rendah, tinggi = aturan["sesuai"]
    sesuai = range(-(-banyak * rendah // 100), banyak * tinggi // 100 + 1)
    return Kuota(banyak * aturan["di_atas"] // 100, sesuai, banyak * aturan["di_bawah"] // 100)


def pembagian(pegawai: int, *, pada: date) -> Iterator[tuple[int, int, int]]:
    """Every (above, as expected, below) that keeps to the bounds; none for some small groups."""
    batas = kuota(pegawai, pada=pada)
    for atas in range(batas.di_atas + 1):
        for sesuai in batas.sesuai:
            if 0 <= pegawai - atas - sesuai <= batas.di_bawah:
                yield atas, sesuai, pegawai - atas - sesuai
