"""What a form is drawn on: a workbook or a PDF, told apart by nothing that a form can see.

A form is written once, as cells in rows and columns; reports/lembar.py makes a sheet of it, reports/pdf/ pages.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol


class Kanvas(Protocol):
    """A sheet; rows and columns are counted from 0. `sampai`: the last column (and row) of a merged cell; `sifat`: the
    look, in XlsxWriter's names (bold, italic, underline, align, border, bg_color, font_size, font_strikeout)."""

    @property
    def nama(self) -> str:
        """The sheet's name, unlike every other's."""

    def teks(self, r: int, k: int, isi: str, *, sampai: int | tuple[int, int] | None = None, **sifat: Any) -> None:
        """Text, whatever it looks like."""

    def angka(
        self, r: int, k: int, isi: Decimal | Fraction | int | None, *, desimal: int = 2,
        sampai: int | tuple[int, int] | None = None, **sifat: Any,
    ) -> None:  # fmt: skip
        """A number, grouped, with `desimal` decimals unless it is whole; an empty cell for None."""

    def rumus(
        self, r: int, k: int, rumus: str, nilai: Decimal | str, *, sampai: int | tuple[int, int] | None = None,
        **sifat: Any,
    ) -> None:  # fmt: skip
        """A live formula of ours with the value it has; on paper the value, with two decimals."""

    def kolom(self, lebar: Sequence[int]) -> None:
        """The widths of the columns from A on, in characters."""

    def tinggi(self, r: int, titik: int) -> None:
        """The height of a row in points; paper makes it as high as its text needs."""

    def ulangi(self, awal: int, akhir: int, hingga: int | None = None) -> None:
        """The heading rows that stand on top of every page, or of those that begin up to row `hingga`."""

    def satukan(self, awal: int, akhir: int) -> None:
        """Rows that stay on one page, as signatures with what they sign."""

    def batas(self, r: int, k: int) -> None:
        """The last row and column that are printed."""


class Wadah(Protocol):
    """What holds sheets."""

    def lembar(self, nama: str, *, kaki: str = "", tegak: bool = False) -> Kanvas:
        """A new sheet on A4, across or (`tegak`) upright, one page wide; `kaki` and the page number below."""
