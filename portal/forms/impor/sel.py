"""A cell: where it stands, what a person sees in it, and the exact number behind that."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from portal.forms.impor.gaya import Bentuk
from portal.forms.isian import ARAH

DIGIT = Context(prec=15, rounding=ROUND_HALF_UP)
"""What a spreadsheet keeps of a number; the digits beyond are its own binary dust."""
MAKS_TEKS = 4_000
_NOMOR = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_SEL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_KENDALI = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")
_LOLOS = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Sel:
    """`teks`: as a person reads it. `angka`: the number as plain decimal text ("1234.5"), None where there is none.
    `jenis`: "teks", "angka", "persen" (`angka` in percent), "tanggal", "galat". `rumus`: computed by the spreadsheet;
    with nothing stored, `teks` is empty."""

    alamat: str
    teks: str
    jenis: str = "teks"
    angka: str | None = None
    akhiran: str = ""
    rumus: bool = False


def dari_berkas(
    jenis: str, isi: str | None, bentuk: Bentuk, *, rumus: bool, kelahiran_1904: bool, alamat: str
) -> Sel | None:
    """The cell as the file has it (`t` and `v` of SpreadsheetML); None where it is empty."""
    if isi is None or not isi.strip():
        return Sel(alamat, "", rumus=True) if rumus else None
    if jenis == "e":
        return Sel(alamat, isi.strip()[:40], "galat", rumus=rumus)
    if jenis == "b":
        return Sel(alamat, "BENAR" if isi.strip() == "1" else "SALAH", rumus=rumus)
    if jenis == "d":
        return Sel(alamat, isi.strip()[:40], "tanggal", rumus=rumus)
    nilai = _desimal(isi) if jenis == "n" else None
    if nilai is None:
        return Sel(alamat, rapi(isi), rumus=rumus)
    if bentuk.jenis == "tanggal":
        hari = _hari(nilai, kelahiran_1904)
        return Sel(alamat, polos(nilai) if hari is None else f"{hari:%d/%m/%Y}", "tanggal", rumus=rumus)
    if bentuk.jenis == "persen":
        angka = polos(nilai * 100)
        return Sel(alamat, f"{angka.replace('.', ',')}%", "persen", angka, rumus=rumus)
    angka = polos(nilai)
    teks = " ".join(filter(None, (angka.replace(".", ","), bentuk.akhiran)))
    return Sel(alamat, teks, "angka", angka, bentuk.akhiran, rumus)


def polos(nilai: Decimal) -> str:
    """The number without exponent and without zeros at the end: "1234.5"."""
    teks = f"{nilai:f}"
    teks = teks.rstrip("0").rstrip(".") if "." in teks else teks
    return "0" if teks in ("-0", "") else teks


def rapi(teks: str) -> str:
    """Text as it was meant: Excel's own escapes undone, no marks of control or direction, lines kept, not endless."""
    utuh = _LOLOS.sub(lambda c: chr(int(c[1], 16)), teks) if "_x" in teks else teks
    return _KENDALI.sub(" ", utuh.replace("\r\n", "\n").translate(ARAH))[:MAKS_TEKS].strip()


def letak(nama: str) -> tuple[int, int]:
    """ "C7" -> (7, 3). ValueError where it is no cell."""
    cocok = _SEL.fullmatch(nama)
    if not cocok:
        raise ValueError(nama)
    kolom = 0
    for huruf in cocok[1]:
        kolom = kolom * 26 + ord(huruf) - 64
    return int(cocok[2]), kolom


def alamat(baris: int, kolom: int) -> str:
    """(7, 3) -> "C7"."""
    huruf = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return f"{huruf}{baris}"


def _desimal(isi: str) -> Decimal | None:
    """The number of `v`, to 15 digits; None where it is none, or one that no field could hold."""
    if not _NOMOR.fullmatch(isi.strip()):
        return None
    try:
        nilai = DIGIT.create_decimal(isi.strip())
    except InvalidOperation:
        return None
    return nilai if nilai.is_finite() and (not nilai or -30 <= nilai.adjusted() <= 30) else None


def _hari(nilai: Decimal, kelahiran_1904: bool) -> date | None:
    awal = date(1904, 1, 1) if kelahiran_1904 else date(1899, 12, 30)
    return awal + timedelta(days=int(nilai)) if 0 <= nilai < 2_900_000 else None
