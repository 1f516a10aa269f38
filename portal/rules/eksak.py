"""Exact numbers: read without loss, round once, print the Indonesian way.

Dasar: kesepakatan pembulatan portal. Nilai dihitung sebagai pecahan penuh, dibulatkan satu kali (setengah ke atas) pada
dua angka di belakang koma, dan predikat dibaca dari angka yang tercetak itu.
"""

import re
from decimal import Decimal
from fractions import Fraction

Angka = str | int | Decimal | Fraction

_DESIMAL = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,20})?")
_PECAHAN = re.compile(r"-?[0-9]+/[1-9][0-9]*")
_EKSPONEN_TERBESAR = 40


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
    if minimum is not None and nilai < minimum:
        raise GalatMasukan(medan, f"Isi dengan angka paling kecil {minimum}.")
    if maksimum is not None and nilai > maksimum:
        raise GalatMasukan(medan, f"Isi dengan angka paling besar {maksimum}.")
    if desimal is not None and (nilai * 10**desimal).denominator != 1:
        raise GalatMasukan(medan, f"Isi paling banyak {desimal} angka di belakang koma.")
    return nilai


def _pecahan(angka: Angka, medan: str) -> Fraction:
    if isinstance(angka, bool) or not isinstance(angka, str | int | Decimal | Fraction):
        raise GalatMasukan(medan, f"Isi dengan angka; {type(angka).__name__} tidak dapat dibaca dengan tepat.")
    if isinstance(angka, str):
        teks = angka.strip()
        if not _DESIMAL.fullmatch(teks):
            raise GalatMasukan(medan, "Isi dengan angka, misalnya 98,33, tanpa pemisah ribuan.")
        return Fraction(teks.replace(",", "."))
    if isinstance(angka, Decimal) and (not angka.is_finite() or abs(angka.adjusted()) > _EKSPONEN_TERBESAR):
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    return Fraction(angka)


def bulat(nilai: Fraction | Decimal | int, desimal: int = 2) -> Decimal:
    """Rounds once, half away from zero, to `desimal` decimals; the trailing zeros are kept (98.30 stays 98.30)."""
    pecahan = _pecahan(nilai, "nilai")
    pembilang, penyebut = abs(pecahan.numerator) * 10**desimal, pecahan.denominator
    satuan = (2 * pembilang + penyebut) // (2 * penyebut)
    return Decimal((int(pecahan < 0 and satuan > 0), tuple(int(angka) for angka in str(satuan)), -desimal))


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
    penyebut, desimal = pecahan.denominator, 0
    while penyebut % 10 == 0 or penyebut % 5 == 0 or penyebut % 2 == 0:
        penyebut //= 10 if penyebut % 10 == 0 else 5 if penyebut % 5 == 0 else 2
        desimal += 1
    if penyebut != 1 or desimal > 20:
        return f"{pecahan.numerator}/{pecahan.denominator}"
    return f"{bulat(pecahan, desimal):f}" if desimal else str(pecahan.numerator)


def dari_teks(tulisan: str) -> Fraction | None:
    """What `teks` wrote, read back; None where the text is not a number."""
    if _PECAHAN.fullmatch(tulisan) or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", tulisan):
        return Fraction(tulisan)
    return None
