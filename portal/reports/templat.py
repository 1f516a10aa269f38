"""What the two templates to fill in offline have in common: the mark that tells them apart, cells that may be typed
into, and rules that a spreadsheet checks while they are. portal/forms/impor/templat.py reads them back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.reports.lembar import Buku, Lembar, termuat
from portal.rules.eksak import GalatMasukan, baca, teks
from portal.rules.rencana import Bentuk
from portal.rules.temuan import BATAS

VERSI = 1
"""Of the layout; a newer one is refused, since an older portal would misread it."""
LEMBAR_TANDA = "_ppk"
TANDA = ("ppk-online", "templat")
MAKS_KEGIATAN = 60
MAKS_URAIAN, MAKS_SATUAN, MAKS_CATATAN = 500, 40, 4_000
ISI: dict[str, Any] = {"border": 1, "locked": False, "bg_color": "#FFFFFF"}
KUNCI: dict[str, Any] = {"border": 1, "bg_color": "#EFEFEF"}
KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E1E5F2"}
_PESAN = {
    "kuantitas": "Isi angka 0 atau lebih, paling banyak 2 angka di belakang koma.",
    "kualitas": "Isi angka 0 sampai 100.",
    "waktu": "Isi angka 0 atau lebih.",
    "biaya": "Isi rupiah bulat. Kosongkan bila tanpa anggaran.",
    "ak": "Isi angka kredit. Kosongkan bila tanpa angka kredit.",
}


@dataclass(frozen=True)
class Pemilik:
    """Whose template it is, and of what. `bulan`: 1..12 for a month, None for the year."""

    nomor: str
    tahun: int
    nama: str
    nip: str
    jabatan: str
    unit: str
    ak: bool
    bulan: int | None = None


@dataclass(frozen=True)
class TemplatSkp:
    """The SKP as its draft has it: `kegiatan` in the shape of the form, `bulan` the months of its stretch of time."""

    pemilik: Pemilik
    mulai: date
    selesai: date
    bulan: tuple[int, ...]
    kegiatan: Sequence[Mapping[str, Any]]
    bentuk: Bentuk | None = None


@dataclass(frozen=True)
class BarisRealisasi:
    """One kegiatan of a month: its target, and what the draft says so far."""

    kegiatan: int
    uraian: str
    satuan: str
    target: Mapping[str, str]
    isi: Mapping[str, str]


@dataclass(frozen=True)
class TemplatRealisasi:
    """A month to be reported."""

    pemilik: Pemilik
    baris: tuple[BarisRealisasi, ...]


def tanda(buku: Buku, jenis: str, p: Pemilik) -> None:
    """The sheet nobody sees that says what this is."""
    isi = (
        TANDA, ("jenis", jenis), ("versi", str(VERSI)), ("nip", p.nip), ("tahun", str(p.tahun)),
        ("bulan", str(p.bulan or "")), ("nomor", p.nomor),
    )  # fmt: skip
    lembar = buku.lembar(LEMBAR_TANDA)
    for r, (kunci, nilai) in enumerate(isi):
        lembar.teks(r, 0, kunci)
        lembar.teks(r, 1, nilai)
    lembar.asli.protect()
    lembar.asli.very_hidden()


def kepala(lembar: Lembar, judul: str, pengantar: str, orang: Iterable[tuple[str, str]], akhir: int) -> int:
    """Title, what to do, and whose it is; the next free row."""
    lembar.teks(0, 0, judul, sampai=akhir, bold=True, font_size=12)
    lembar.teks(1, 0, pengantar, sampai=akhir, italic=True)
    r = 3
    for label, isi in orang:
        lembar.teks(r, 0, label, sampai=1, bold=True)
        lembar.teks(r, 2, isi, sampai=akhir)
        r += 1
    return r + 1


def sel_angka(lembar: Lembar, r: int, k: int, isi: Any, *, desimal: int = 2, **sifat: Any) -> None:
    """A number to be typed over: as a number where a spreadsheet keeps every digit, else as the words it is."""
    nilai = _desimal(isi)
    if nilai is None or not termuat(nilai):
        lembar.teks(r, k, "" if isi is None else str(isi), **{**sifat, "align": "right"})
    else:
        lembar.angka(r, k, nilai, desimal=desimal, **sifat)


def aturan_angka(
    lembar: Lembar, medan: str, rentang: tuple[int, int, int, int], paling_banyak: int | None = None
) -> None:
    """What the spreadsheet lets into these cells (rules/temuan.py BATAS)."""
    batas = BATAS[medan]
    utuh = batas["desimal"] == 0 or paling_banyak is not None
    pesan = _PESAN[medan] if paling_banyak is None else f"Isi bilangan bulat 1 sampai {paling_banyak} (bulan)."
    lembar.asli.data_validation(
        *rentang,
        {
            "validate": "integer" if utuh else "decimal", "criteria": "between",
            "minimum": 1 if paling_banyak else batas["minimum"], "maximum": paling_banyak or batas["maksimum"],
            "error_title": "Periksa isian", "error_message": pesan, "ignore_blank": True,
        },
    )  # fmt: skip


def aturan_teks(lembar: Lembar, rentang: tuple[int, int, int, int], panjang: int) -> None:
    """No longer than the form takes."""
    lembar.asli.data_validation(
        *rentang,
        {
            "validate": "length", "criteria": "<=", "value": panjang, "error_title": "Terlalu panjang",
            "error_message": f"Paling banyak {panjang} huruf.",
        },
    )  # fmt: skip


def petunjuk(buku: Buku, kalimat: Sequence[str]) -> None:
    """The sheet that says how it is done."""
    lembar = buku.lembar("Petunjuk")
    lembar.asli.set_column(0, 0, 4)
    lembar.asli.set_column(1, 1, 100)
    lembar.teks(0, 0, "Petunjuk", sampai=1, bold=True, font_size=12)
    for n, satu in enumerate(kalimat, 1):
        lembar.teks(n, 0, f"{n}.", align="right", valign="top")
        lembar.teks(n, 1, satu)
    lembar.asli.protect()


def kunci(lembar: Lembar) -> None:
    """Only what is meant to be filled in can be; widths and heights may be changed, and nothing is secret."""
    lembar.asli.protect("", {"format_cells": True, "format_columns": True, "format_rows": True})


def _desimal(isi: Any) -> Decimal | None:
    try:
        return Decimal(teks(baca(isi))) if isi is not None and str(isi).strip() else None
    except (GalatMasukan, ArithmeticError):
        return None
