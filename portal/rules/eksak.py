"""Exact numbers: read without loss, round once, print the Indonesian way.

Dasar: kesepakatan pembulatan portal. Nilai dihitung sebagai pecahan penuh, dibulatkan satu kali (setengah ke atas) pada
dua angka di belakang koma, dan predikat dibaca dari angka yang tercetak itu.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Angka = str | int | Decimal | Fraction
_JENIS = (str, int, Decimal, Fraction)

_DESIMAL = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,20})?")
_TEPAT = re.compile(r"-?[0-9]+(/[1-9][0-9]*|\.[0-9]+)?")
_EKSPONEN_TERBESAR = 40
_BULAT_TERBESAR = 10 ** (_EKSPONEN_TERBESAR + 1)
_BIT_TERTULIS = 12_000
_SKALA_TEKS = 10**20
"""A number that needs more decimals than these 20 is written by `teks` as a fraction."""


class GalatMasukan(ValueError):
    """An input that cannot be computed. `medan` names the field, `pesan` says what is wrong and what to do."""

    def __init__(self, medan: str, pesan: str):
        super().__init__(f"{medan}: {pesan}")
        self.medan = medan
        self.pesan = pesan


def baca(
    angka: Angka,
    medan: str = "angka",
    *,
    minimum: int | None = None,
    maksimum: int | None = None,
    desimal: int | None = None,
) -> Fraction:
    """Reads a number exactly.

    Text may use one comma or one dot as the decimal mark and never a thousands separator. float and bool are refused.
    `minimum`, `maksimum` (inclusive) and `desimal` (most decimals allowed) are checked when given.
    Raises GalatMasukan naming `medan`.
    """
    nilai = _pecahan(angka, medan)
    atas, penyebut = nilai.as_integer_ratio()
    if minimum is not None and atas < minimum * penyebut:
        raise GalatMasukan(medan, f"Isi dengan angka paling kecil {minimum}.")
    if maksimum is not None and atas > maksimum * penyebut:
        raise GalatMasukan(medan, f"Isi dengan angka paling besar {maksimum}.")
    if desimal is not None and 10**desimal % penyebut:
        raise GalatMasukan(medan, f"Isi paling banyak {desimal} angka di belakang koma.")
    return nilai


def _pecahan(angka: Angka, medan: str) -> Fraction:
    jenis = type(angka)  # the common types first: this is the innermost line of every computation
    if jenis is Fraction:
        return angka  # type: ignore[return-value]
    if jenis is int and -_BULAT_TERBESAR < angka < _BULAT_TERBESAR:  # type: ignore[operator]
        return Fraction(angka)
    if isinstance(angka, bool) or not isinstance(angka, _JENIS):
        raise GalatMasukan(medan, "Isi dengan angka yang dapat dibaca dengan tepat.")
    if isinstance(angka, str):
        pecahan = _dari_tulisan(angka)
        if pecahan is None:
            raise GalatMasukan(medan, "Isi dengan angka, misalnya 98,33, tanpa pemisah ribuan.")
        return pecahan
    if isinstance(angka, Decimal) and (not angka.is_finite() or abs(angka.adjusted()) > _EKSPONEN_TERBESAR):
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    if isinstance(angka, int) and abs(angka) >= _BULAT_TERBESAR:
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    if isinstance(angka, Decimal):
        return Fraction(*angka.as_integer_ratio())
    return Fraction(angka)


@lru_cache(maxsize=4096)
def _dari_tulisan(tulisan: str) -> Fraction | None:
    """The number a text says; None where it says none. Parameters and common marks come again and again."""
    teks = tulisan.strip()
    return Fraction(teks.replace(",", ".")) if _DESIMAL.fullmatch(teks) else None


def bulat(nilai: Fraction | Decimal | int, desimal: int = 2) -> Decimal:
    """Rounds once, half away from zero, to `desimal` decimals; the trailing zeros are kept (98.30 stays 98.30)."""
    atas, penyebut = _pecahan(nilai, "nilai").as_integer_ratio()
    satuan = (2 * abs(atas) * 10**desimal + penyebut) // (2 * penyebut)
    tanda = "-" if atas < 0 < satuan else ""
    return Decimal(f"{tanda}{satuan}E{-desimal}")


def rupiah(nilai: Fraction | Decimal | int) -> int:
    """Whole rupiah, half away from zero."""
    return int(bulat(nilai, 0))


def cetak(nilai: Fraction | Decimal | int, desimal: int = 2, *, ringkas: bool = False) -> str:
    """Indonesian text: comma for decimals, dot for thousands ("1.234,50").

    `ringkas` drops zeros at the end ("1.234,5").
    """
    utuh, _, pecahan = f"{bulat(nilai, desimal):,f}".partition(".")
    if ringkas:
        pecahan = pecahan.rstrip("0")
    utuh = utuh.replace(",", ".")
    return f"{utuh},{pecahan}" if pecahan else utuh


def teks(nilai: Fraction | Decimal | int) -> str:
    """The exact number as text for JSON: "98.33" where a finite decimal says it all, otherwise a fraction ("295/3")."""
    return teks_pecahan(*_pecahan(nilai, "nilai").as_integer_ratio())


def teks_pecahan(atas: int, penyebut: int) -> str:
    """The same for a fraction in lowest terms, its denominator above 0.

    A mean over denominators nobody means, thousands of digits long, is said with 40 decimals and a sign that it is.
    """
    if penyebut == 1:
        return str(atas)
    if penyebut.bit_length() > _BIT_TERTULIS:
        return f"≈ {bulat(Fraction(atas, penyebut), 40):f}"
    if _SKALA_TEKS % penyebut:
        return f"{atas}/{penyebut}"
    utuh, sisa = divmod(abs(atas), penyebut)
    ekor = f"{sisa * (_SKALA_TEKS // penyebut):020d}".rstrip("0")
    return f"{'-' if atas < 0 else ''}{utuh}.{ekor}"


def dari_teks(tulisan: str) -> Fraction | None:
    """What `teks` wrote, read back; None where the text is not a number."""
    return Fraction(tulisan) if _TEPAT.fullmatch(tulisan) else None
