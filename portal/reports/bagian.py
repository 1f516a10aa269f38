"""Pieces that several forms share: titles, the particulars of a person, long text, signatures."""

import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports.f1 import PENGGANTI
from portal.reports.isi import Orang
from portal.reports.kanvas import Kanvas
from portal.reports.lembar import tanggal, tinggi
from portal.rules.eksak import bulat

JUDUL: dict[str, Any] = {"bold": True, "align": "center", "font_size": 12}
KIRI: dict[str, Any] = {"bold": True, "align": "left", "border": 1, "bg_color": "#E8E8E8"}
SEPENGGAL = 12
"""Lines of one cell of long text: more go on in the next, for a row does not grow beyond a page."""
TANDA = 7
"""Rows of a signature."""


def judul(lembar: Kanvas, r: int, akhir: int, *baris: str) -> int:
    """Title lines in the middle; the row after them."""
    for n, teks in enumerate(baris):
        lembar.teks(r + n, 0, teks, sampai=akhir, **JUDUL)
    return r + len(baris)


def butir(orang: Orang | None) -> tuple[str, ...]:
    """Name, NIP, pangkat, jabatan, unit; blanks for nobody."""
    if orang is None:
        return ("", "", "", "", "")
    return (orang.nama, orang.nip, orang.pangkat, orang.jabatan, orang.unit)


def pasangan(
    lembar: Kanvas, r: int, isi: Sequence[tuple[str, str]], *, label: tuple[int, int], nilai: tuple[int, int],
    lebar: Sequence[int],
) -> int:  # fmt: skip
    """Rows of label and value over these columns (first, last); the row after them."""
    kiri, kanan = (sum(lebar[awal : akhir + 1]) for awal, akhir in (label, nilai))
    for nama, teks in isi:
        lembar.tinggi(r, tinggi((teks, kanan), (nama, kiri)))
        lembar.teks(r, label[0], nama, sampai=label[1], border=1)
        lembar.teks(r, nilai[0], teks, sampai=nilai[1], border=1)
        r += 1
    return r


def paragraf(
    lembar: Kanvas, r: int, teks: str, *, dari: int, sampai: int, lebar: Sequence[int], **sifat: Any
) -> int:  # fmt: skip
    """Text of any length in a box: cell after cell, each not higher than a page; the row after them."""
    muat = max(10, sum(lebar[dari : sampai + 1]))
    semua = penggal(teks, muat)
    for n, satu in enumerate(semua):
        lembar.tinggi(r, tinggi((satu, muat)))
        tepi = {"left": 1, "right": 1, "top": int(n == 0), "bottom": int(n == len(semua) - 1)}
        lembar.teks(r, dari, satu, sampai=sampai, indent=1, **{"align": "left", "valign": "top", **tepi, **sifat})
        r += 1
    return r


def tanda_tangan(
    lembar: Kanvas, r: int, kolom: tuple[int, int], atas: str, sebutan: str, orang: Orang | None, *bawah: str
) -> None:
    """A signature over columns (first, last): a line above (a date), who signs, room, name, NIP, remarks below."""
    k, sampai = kolom
    tengah: dict[str, Any] = {"align": "center"}
    lembar.teks(r, k, atas, sampai=sampai, **tengah)
    lembar.teks(r + 1, k, sebutan, sampai=sampai, **tengah)
    if orang and orang.jabatan.startswith(PENGGANTI):
        lembar.teks(r + 2, k, orang.jabatan, sampai=sampai, **tengah)
    lembar.teks(r + 5, k, orang.nama if orang else "", sampai=sampai, bold=True, underline=1, **tengah)
    lembar.teks(r + 6, k, f"NIP {orang.nip}" if orang and orang.nip else "", sampai=sampai, **tengah)
    for n, teks in enumerate(bawah, TANDA):
        lembar.teks(r + n, k, teks, sampai=sampai, italic=True, font_size=8, **tengah)


def dua(nilai: Decimal | Fraction) -> str:
    """ "86,60": two decimals, half up, as the forms write them inside text."""
    return f"{bulat(nilai):f}".replace(".", ",")


def kupang(hari: date | None) -> str:
    """ "Kupang, 3 November 2026"."""
    return f"Kupang, {tanggal(hari)}"


def penggal(teks: str, muat: int, terbanyak: int = SEPENGGAL) -> list[str]:
    """The text in pieces of at most `terbanyak` lines of `muat` characters; its own line breaks stay."""
    hasil: list[str] = [""]
    banyak = 0
    for alinea in teks.split("\n"):
        for n, baris in enumerate(textwrap.wrap(alinea, muat) or [""]):
            if banyak == terbanyak:
                hasil.append(baris)
                banyak = 0
            elif banyak:
                hasil[-1] += (" " if n else "\n") + baris
            else:
                hasil[-1] = baris
            banyak += 1
    return hasil
