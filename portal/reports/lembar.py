"""What every workbook has in common: safe text, exact numbers, sheet names and the look.

Text is written as text only (never through XlsxWriter's guessing `write`), with the quote prefix, so that it is not a
formula now nor after someone edits the cell. Numbers are Decimals to the end: XlsxWriter prints them into the file with
16 digits. Binary fractions begin in the spreadsheet, which has nothing else.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from babel.dates import format_date
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from portal.reports import halaman
from portal.reports.berkas import sementara
from portal.rules.eksak import bulat

OPSI: dict[str, Any] = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "default_format_properties": {"font_name": "Arial", "font_size": 9},
}  # fmt: skip
DIGIT = 15
"""Significant digits a spreadsheet keeps; a longer number is written as text, so that what is printed stays true."""
A4 = 9
BARIS = 13
"""Height of one line of text, in points."""
TABEL_PANJANG = 25
"""Rows that surely need a second page."""
BARIS_TERTINGGI = 409
"""The highest row a spreadsheet knows, in points."""
_KENDALI = re.compile("[\x00-\x09\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")


class Buku:
    """A workbook that is being written, its styles (each made once) and its sheet names."""

    def __init__(self, berkas: IO[bytes], judul: str, *, alir: bool = False, kerja: Path | None = None) -> None:
        self.asli = xlsxwriter.Workbook(berkas, {**OPSI, "constant_memory": alir, "tmpdir": kerja and str(kerja)})
        self.asli.set_properties({"title": bersih(judul), "author": "PPK Online"})
        self._gaya: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._nama: set[str] = set()

    def gaya(self, **sifat: Any) -> Format:
        """The style with these properties (XlsxWriter's names)."""
        kunci = tuple(sorted(sifat.items()))
        if kunci not in self._gaya:
            self._gaya[kunci] = self.asli.add_format({**OPSI["default_format_properties"], **sifat})
        return self._gaya[kunci]

    def lembar(self, nama: str, *, kaki: str = "", tegak: bool = False) -> "Lembar":
        """A new sheet on A4, across or (`tegak`) upright, one page wide; `kaki` and the page number below."""
        ws = self.asli.add_worksheet(nama_lembar(nama, self._nama))
        if not tegak:
            ws.set_landscape()
        ws.set_paper(A4)
        ws.fit_to_pages(1, 0)
        ws.center_horizontally()
        tepi = Decimal("0.4")  # inches
        ws.set_margins(left=tepi, right=tepi, top=tepi, bottom=Decimal("0.6"))
        ws.set_footer(f"&L&8{bersih(kaki).replace('&', '&&')}&R&8Halaman &P dari &N")
        ws.hide_gridlines(2)
        return Lembar(self, ws, tegak=tegak)


class Lembar:
    """A sheet as reports/kanvas.py describes it; `asli` is XlsxWriter's, for what only a workbook has."""

    def __init__(self, buku: Buku, asli: Worksheet, *, tegak: bool = False) -> None:
        self.buku, self.asli, self._tegak = buku, asli, tegak
        self._lebar: tuple[int, ...] = ()
        self._tinggi: dict[int, int] = {}
        self._kelompok: list[tuple[int, int]] = []
        self._judul: tuple[int, int] | None = None

    @property
    def nama(self) -> str:
        """The sheet's name, unlike every other's."""
        return str(self.asli.get_name())

    def kolom(self, lebar: Sequence[int]) -> None:
        """The widths of the columns from A on, in characters."""
        self._lebar = tuple(lebar)
        for k, satu in enumerate(lebar):
            self.asli.set_column(k, k, satu)

    def tinggi(self, r: int, titik: int) -> None:
        """The height of a row in points."""
        self._tinggi[r] = 1000 * min(titik, BARIS_TERTINGGI)
        self.asli.set_row(r, min(titik, BARIS_TERTINGGI))

    def ulangi(self, awal: int, akhir: int, hingga: int | None = None) -> None:
        """The heading rows that stand on top of every page. A spreadsheet knows no last row for them (`hingga`): it has
        them on every page of a long table, on none where the table ends on the page it begins on."""
        if hingga is None or hingga - akhir > TABEL_PANJANG:
            self._judul = (awal, akhir)
            self.asli.repeat_rows(awal, akhir)

    def satukan(self, awal: int, akhir: int) -> None:
        """Rows that stay on one page (reports/halaman.py)."""
        self._kelompok.append((awal, akhir))

    def batas(self, r: int, k: int) -> None:
        """The last row and column that are printed; where pages end."""
        self.asli.print_area(0, 0, r, k)
        muat = halaman.muat(self._lebar, tegak=self._tegak)
        if self._kelompok and (ganti := halaman.pecah(r, self._tinggi, self._kelompok, self._judul, muat)):
            self.asli.set_h_pagebreaks(ganti)

    def teks(self, r: int, k: int, isi: str, *, sampai: int | tuple[int, int] | None = None, **sifat: Any) -> None:
        """Text, whatever it looks like."""
        kiri = {"indent": 1} if "border" in sifat and sifat.get("align", "left") in ("left", "right") else {}
        dasar = {"quote_prefix": True, "text_wrap": True, "valign": "vcenter", **kiri}
        gaya = self._gabung(r, k, sampai, {**dasar, **sifat})
        bersihan = bersih(isi)
        if bersihan:
            self.asli.write_string(r, k, bersihan, gaya)
        else:
            self.asli.write_blank(r, k, None, gaya)

    def angka(
        self, r: int, k: int, isi: Decimal | Fraction | int | None, *, desimal: int = 2,
        sampai: int | tuple[int, int] | None = None, **sifat: Any,
    ) -> None:  # fmt: skip
        """A number, grouped, with `desimal` decimals unless it is whole; an empty cell for None."""
        if isi is None:
            self.teks(r, k, "", sampai=sampai, **sifat)
            return
        nilai = polos(isi)
        if not termuat(nilai):
            self.teks(r, k, f"{nilai:f}".replace(".", ","), sampai=sampai, **{"align": "right", **sifat})
            return
        utuh = nilai == nilai.to_integral_value()
        bentuk = "#,##0" if utuh or not desimal else f"#,##0.{'0' * desimal}"
        self.asli.write_number(r, k, nilai, self._gabung(r, k, sampai, {"num_format": bentuk, **_TENGAH, **sifat}))

    def rumus(
        self, r: int, k: int, rumus: str, nilai: Decimal | str, *, sampai: int | tuple[int, int] | None = None,
        **sifat: Any,
    ) -> None:  # fmt: skip
        """A live formula of ours with the value it has; never with a user's text inside."""
        isi = nilai if isinstance(nilai, str) else polos(nilai)
        gaya = self._gabung(r, k, sampai, {"num_format": "0.00", **_TENGAH, **sifat})
        self.asli.write_formula(r, k, rumus, gaya, isi)

    def _gabung(self, r: int, k: int, sampai: int | tuple[int, int] | None, sifat: dict[str, Any]) -> Format:
        gaya = self.buku.gaya(**sifat)
        akhir = (r, sampai) if isinstance(sampai, int) else sampai
        if akhir is not None and akhir != (r, k):
            self.asli.merge_range(r, k, *akhir, "", gaya)
        return gaya


_TENGAH: dict[str, Any] = {"valign": "vcenter", "align": "center"}


def tulis(isi: Callable[[Buku], object], judul: str, *, alir: bool = False) -> IO[bytes]:
    """Write a workbook into a temporary file without a name, at its beginning: gone when it is closed.

    `alir`: rows leave the memory as they are written (rows in order, no cell merged over two).
    """
    with sementara() as berkas:
        tulis_ke(berkas, isi, judul, alir=alir)
    return berkas


def tulis_ke(
    berkas: IO[bytes], isi: Callable[[Buku], object], judul: str, *, alir: bool = False, kerja: Path | None = None
) -> None:
    """Write a workbook into an open file, which is empty where that fails. `kerja`: the folder for XlsxWriter's own
    temporary files."""
    buku = Buku(berkas, judul, alir=alir, kerja=kerja)
    try:
        isi(buku)
    except BaseException:
        with suppress(Exception):
            buku.asli.close()  # lets go of its temporary files
        berkas.seek(0)
        berkas.truncate()
        raise
    buku.asli.close()


def bersih(teks: str) -> str:
    """Without the characters XML cannot hold; tabs and other controls become a blank, lines stay."""
    return _KENDALI.sub(" ", teks.replace("\r\n", "\n")).strip()


def nama_lembar(nama: str, terpakai: set[str]) -> str:
    """A sheet name a spreadsheet takes (31 characters, none of []:*?/\\), unlike all in `terpakai`, and added there."""
    dasar = " ".join(re.sub(r"[\[\]:*?/\\]", " ", bersih(nama)).split()).strip("'")[:31].strip(" '") or "Lembar"
    hasil, n = dasar, 1
    while hasil.casefold() in terpakai or hasil.casefold() == "history":
        n += 1
        ekor = f" ({n})"
        hasil = dasar[: 31 - len(ekor)].rstrip() + ekor
    terpakai.add(hasil.casefold())
    return hasil


def polos(nilai: Decimal | Fraction | int) -> Decimal:
    """The number without an exponent and zeros at the end; what goes on for ever to 12 decimals, half up."""
    desimal = bulat(nilai, 12)
    return desimal.quantize(Decimal(1)) if desimal == desimal.to_integral_value() else desimal.normalize()


def termuat(nilai: Decimal | None) -> bool:
    """A spreadsheet keeps every digit of it."""
    return nilai is None or len(nilai.normalize().as_tuple().digits) <= DIGIT


def tinggi(*isi: tuple[str, int]) -> int:
    """The height in points of a row that holds these texts in cells of so many characters."""
    return BARIS * max(1, *(sum(-(-max(1, len(b)) // max(1, lebar)) for b in t.split("\n")) for t, lebar in isi)) + 3


def tanggal(hari: date | datetime | None) -> str:
    """ "3 November 2026", dots to be filled in by hand for None. The forms are Indonesian in every language."""
    return "…………………………" if hari is None else format_date(hari, "d MMMM y", "id")


def bulan(nomor: int) -> str:
    """ "Januari"."""
    return format_date(date(2024, nomor, 1), "MMMM", "id")


def sel(r: int, k: int) -> str:
    """ "C7"."""
    return str(xl_rowcol_to_cell(r, k))
