"""Exact numbers: read without loss, round once, print the Indonesian way.

Dasar: kesepakatan pembulatan portal. Nilai dihitung sebagai pecahan penuh, dibulatkan satu kali (setengah ke atas) pada
dua angka di belakang koma, dan predikat dibaca dari angka yang tercetak itu.
"""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Angka = str | int | Decimal | Fraction

_DESIMAL = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,20})?")
_TEPAT = re.compile(r"-?[0-9]+(/[1-9][0-9]*|\.[0-9]+)?")
_EKSPONEN_TERBESAR = 40
_BULAT_TERBESAR = 10 ** (_EKSPONEN_TERBESAR + 1)
_TEKS_TERPANJANG = 20
"""Decimals beyond which `teks` writes a fraction."""


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
    if minimum is not None and nilai.numerator < minimum * nilai.denominator:
        raise GalatMasukan(medan, f"Isi dengan angka paling kecil {minimum}.")
    if maksimum is not None and nilai.numerator > maksimum * nilai.denominator:
        raise GalatMasukan(medan, f"Isi dengan angka paling besar {maksimum}.")
    if desimal is not None and 10**desimal % nilai.denominator:
        raise GalatMasukan(medan, f"Isi paling banyak {desimal} angka di belakang koma.")
    return nilai


def _pecahan(angka: Angka, medan: str) -> Fraction:
    if isinstance(angka, Fraction):
        return angka
    if isinstance(angka, bool) or not isinstance(angka, str | int | Decimal):
        raise GalatMasukan(medan, "Isi dengan angka yang dapat dibaca dengan tepat.")
    if isinstance(angka, str):
        pecahan = _dari_tulisan(angka)
        if pecahan is None:
            raise GalatMasukan(medan, "Isi dengan angka, misalnya 98,33, tanpa pemisah ribuan.")
        return pecahan
    if isinstance(angka, Decimal) and (not angka.is_finite() or abs(angka.adjusted()) > _EKSPONEN_TERBESAR):
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    if isinstance(angka, int) and not -_BULAT_TERBESAR < angka < _BULAT_TERBESAR:
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    return Fraction(angka)


@lru_cache(maxsize=4096)
def _dari_tulisan(tulisan: str) -> Fraction | None:
    """The number a text says; None where it says none. Parameters and common marks come again and again."""
    teks = tulisan.strip()
    return Fraction(teks.replace(",", ".")) if _DESIMAL.fullmatch(teks) else None


def bulat(nilai: Fraction | Decimal | int, desimal: int = 2) -> Decimal:
    """Rounds once, half away from zero, to `desimal` decimals; the trailing zeros are kept (98.30 stays 98.30)."""
    pecahan = _pecahan(nilai, "nilai")
    atas, penyebut = pecahan.numerator, pecahan.denominator
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
    pecahan = _pecahan(nilai, "nilai")
    atas, penyebut = pecahan.numerator, pecahan.denominator
    if penyebut == 1:
        return str(atas)
    if 10**_TEKS_TERPANJANG % penyebut:
        return f"{atas}/{penyebut}"
    utuh, sisa = divmod(abs(atas), penyebut)
    ekor = f"{sisa * (10**_TEKS_TERPANJANG // penyebut):0{_TEKS_TERPANJANG}d}".rstrip("0")
    return f"{'-' if atas < 0 else ''}{utuh}.{ekor}"


def dari_teks(tulisan: str) -> Fraction | None:
    """What `teks` wrote, read back; None where the text is not a number."""
    return Fraction(tulisan) if _TEPAT.fullmatch(tulisan) else None
