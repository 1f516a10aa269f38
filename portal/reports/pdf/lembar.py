"""A form recorded as cells: what reports/kanvas.py asks for, kept until it is laid out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports.lembar import bersih, polos
from portal.rules.eksak import bulat


@dataclass(frozen=True)
class Sel:
    """Text in the cells from (r, k) to (r2, k2)."""

    r: int
    k: int
    r2: int
    k2: int
    teks: str
    sifat: dict[str, Any]


@dataclass
class LembarPdf:
    """One form. `kelompok`: rows that stay together; `kepala`: the rows on top of every page."""

    nama: str
    kaki: str
    tegak: bool
    sel: list[Sel] = field(default_factory=list)
    lebar: tuple[int, ...] = ()
    kelompok: list[tuple[int, int]] = field(default_factory=list)
    kepala: tuple[int, int] | None = None
    kepala_hingga: int | None = None

    def teks(self, r: int, k: int, isi: str, *, sampai: int | tuple[int, int] | None = None, **sifat: Any) -> None:
        """Text, whatever it looks like."""
        r2, k2 = (r, k) if sampai is None else (r, sampai) if isinstance(sampai, int) else sampai
        self.sel.append(Sel(r, k, r2, k2, bersih(isi), {"valign": "vcenter", **sifat}))

    def angka(
        self, r: int, k: int, isi: Decimal | Fraction | int | None, *, desimal: int = 2,
        sampai: int | tuple[int, int] | None = None, **sifat: Any,
    ) -> None:  # fmt: skip
        """A number the Indonesian way, with `desimal` decimals unless it is whole; an empty cell for None."""
        dua = sifat.pop("num_format", "") == "0.00"
        teks = "" if isi is None else cetak(isi, 2 if dua else desimal, selalu=dua)
        self.teks(r, k, teks, sampai=sampai, **{"align": "center", **sifat})

    def rumus(
        self, r: int, k: int, rumus: str, nilai: Decimal | str, *, sampai: int | tuple[int, int] | None = None,
        **sifat: Any,
    ) -> None:  # fmt: skip
        """The value of a formula."""
        teks = nilai if isinstance(nilai, str) else cetak(nilai, 2, selalu=True)
        self.teks(r, k, teks, sampai=sampai, **{"align": "center", **sifat})

    def kolom(self, lebar: Sequence[int]) -> None:
        """The widths of the columns from A on, in characters."""
        self.lebar = tuple(lebar)

    def tinggi(self, r: int, titik: int) -> None:
        """Paper measures its text itself."""

    def ulangi(self, awal: int, akhir: int, hingga: int | None = None) -> None:
        """The heading rows that stand on top of every page that begins up to row `hingga`."""
        self.kepala, self.kepala_hingga = (awal, akhir), hingga

    def satukan(self, awal: int, akhir: int) -> None:
        """Rows that stay on one page."""
        self.kelompok.append((awal, akhir))

    def batas(self, r: int, k: int) -> None:
        """Paper ends with the last cell."""

    def sidik(self, *tentang: str) -> str:
        """SHA-256 of all that stands on the form, and of what it is about: what a printed copy is checked by."""
        hasil = hashlib.sha256()
        for satu in (*tentang, *(f"{s.r},{s.k}:{s.teks}" for s in sorted(self.sel, key=lambda s: (s.r, s.k)))):
            hasil.update(len(satu.encode()).to_bytes(8, "big") + satu.encode())
        return hasil.hexdigest()


class BukuPdf:
    """Holds the recorded forms in the order in which they were drawn."""

    def __init__(self) -> None:
        self.semua: list[LembarPdf] = []

    def lembar(self, nama: str, *, kaki: str = "", tegak: bool = False) -> LembarPdf:
        """A new sheet on A4, across or (`tegak`) upright."""
        self.semua.append(LembarPdf(nama, kaki, tegak))
        return self.semua[-1]


def cetak(nilai: Decimal | Fraction | int, desimal: int, *, selalu: bool = False) -> str:
    """ "1.234,50"; whole numbers without decimals unless `selalu`."""
    angka = polos(nilai)
    utuh = angka == angka.to_integral_value() and not selalu
    teks = f"{angka.to_integral_value() if utuh else bulat(angka, desimal):,f}"
    return teks.translate(str.maketrans(",.", ".,"))
