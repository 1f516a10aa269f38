"""Exact numbers: read without loss, round once, print the Indonesian way.

Dasar: kesepakatan pembulatan portal. Nilai dihitung sebagai pecahan penuh, dibulatkan satu kali (setengah ke atas) pada
dua angka di belakang koma, dan predikat dibaca dari angka yang tercetak itu.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd

Angka = str | int | Decimal | Fraction
Rasio = tuple[int, int]
"""Numerator and denominator (above 0), not necessarily in lowest terms: exact, and several times faster than Fraction
where one number is computed from a few others."""
_JENIS = (str, int, Decimal, Fraction)

_DESIMAL = re.compile(r"(?=.{1,60}$)[+-]?[0-9]+([.,][0-9]+)?")
"""As long as a number in JSON may be (portal/hitung/aliran.py): the same number is read in either form."""
_TEPAT = re.compile(r"-?[0-9]+(/[1-9][0-9]*|\.[0-9]+)?")
_TULISAN_TERPANJANG = 100
"""With the blanks around it."""
_EKSPONEN_TERBESAR = 40
_BULAT_TERBESAR = 10 ** (_EKSPONEN_TERBESAR + 1)
_TAK_TERTULIS = 1 << 12_000
_DESIMAL_TEKS = 20
"""A number that needs more decimals than these is written by `teks` as a fraction."""
_LETAK = {
    2**dua * 5**lima: (10 ** max(dua, lima) // (2**dua * 5**lima), max(dua, lima))
    for dua in range(_DESIMAL_TEKS + 1)
    for lima in range(_DESIMAL_TEKS + 1)
}
"""Denominator of a finite decimal -> what makes it a power of ten, and which."""


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


def rasio(angka: Angka, medan: str = "angka", *, maksimum: int | None = None) -> Rasio:
    """The same number as `baca`, as two integers in lowest terms; with `maksimum` it lies between 0 and that."""
    jenis = type(angka)
    nilai: Rasio
    if jenis is int and -_BULAT_TERBESAR < angka < _BULAT_TERBESAR:  # type: ignore[operator]
        nilai = angka, 1  # type: ignore[assignment]
    elif jenis is Decimal and -_EKSPONEN_TERBESAR <= angka.adjusted() <= _EKSPONEN_TERBESAR and angka.is_finite():  # type: ignore[union-attr]
        nilai = angka.as_integer_ratio()  # type: ignore[union-attr]
    elif jenis is str:
        nilai = _dari_tulisan_sah(angka, medan)  # type: ignore[arg-type]
    else:
        nilai = _pecahan(angka, medan).as_integer_ratio()
    if maksimum is not None and not 0 <= nilai[0] <= maksimum * nilai[1]:
        pesan = "Isi dengan angka paling kecil 0." if nilai[0] < 0 else f"Isi dengan angka paling besar {maksimum}."
        raise GalatMasukan(medan, pesan)
    return nilai


def tidak_negatif(angka: Angka, medan: str) -> Rasio:
    """As `rasio`, at least 0."""
    nilai = rasio(angka, medan)
    if nilai[0] < 0:
        raise GalatMasukan(medan, "Isi dengan angka paling kecil 0.")
    return nilai


def cacah(angka: Angka, medan: str) -> int:
    """A count: a whole number, at least 0."""
    if type(angka) is int and 0 <= angka < _BULAT_TERBESAR:
        return angka
    return int(baca(angka, medan, minimum=0, desimal=0))


def sederhana(atas: int, penyebut: int) -> Rasio:
    """The same ratio in lowest terms."""
    pembagi = gcd(atas, penyebut)
    return (atas, penyebut) if pembagi == 1 else (atas // pembagi, penyebut // pembagi)


def jumlah(semua: Iterable[Rasio]) -> Rasio:
    """The exact sum, not reduced."""
    atas, penyebut = 0, 1
    for a, p in semua:
        if p == penyebut:
            atas += a
        else:
            atas, penyebut = atas * p + a * penyebut, penyebut * p
    return atas, penyebut


def _pecahan(angka: Angka, medan: str) -> Fraction:
    jenis = type(angka)  # the common types first: this is the innermost line of every computation
    if jenis is Fraction:
        return angka  # type: ignore[return-value]
    if jenis is int and -_BULAT_TERBESAR < angka < _BULAT_TERBESAR:  # type: ignore[operator]
        return Fraction(angka)
    if jenis is str:
        return Fraction(*_dari_tulisan_sah(angka, medan))  # type: ignore[arg-type]
    if isinstance(angka, bool) or not isinstance(angka, _JENIS):
        raise GalatMasukan(medan, "Isi dengan angka yang dapat dibaca dengan tepat.")
    if isinstance(angka, str):
        return Fraction(*_dari_tulisan_sah(angka, medan))
    if isinstance(angka, Decimal) and (not angka.is_finite() or abs(angka.adjusted()) > _EKSPONEN_TERBESAR):
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    if isinstance(angka, int) and abs(angka) >= _BULAT_TERBESAR:
        raise GalatMasukan(medan, "Isi dengan angka yang berhingga.")
    if isinstance(angka, Decimal):
        return Fraction(*angka.as_integer_ratio())
    return Fraction(angka)


def _dari_tulisan_sah(tulisan: str, medan: str) -> Rasio:
    pecahan = _dari_tulisan(tulisan) if len(tulisan) <= _TULISAN_TERPANJANG else None  # nothing long is remembered
    if pecahan is None:
        raise GalatMasukan(medan, "Isi dengan angka, misalnya 98,33, tanpa pemisah ribuan.")
    return pecahan


@lru_cache(maxsize=4096)
def _dari_tulisan(tulisan: str) -> Rasio | None:
    """The number a text says; None where it says none. Parameters and common marks come again and again."""
    teks = tulisan.strip()
    if not _DESIMAL.fullmatch(teks):
        return None
    atas, penyebut = Decimal(teks.replace(",", ".")).as_integer_ratio()
    return (atas, penyebut) if abs(atas) < _BULAT_TERBESAR * penyebut else None


def bulat(nilai: Fraction | Decimal | int, desimal: int = 2) -> Decimal:
    """Rounds once, half away from zero, to `desimal` decimals; the trailing zeros are kept (98.30 stays 98.30)."""
    return bulat_rasio(_pecahan(nilai, "nilai").as_integer_ratio(), desimal)


def bulat_rasio(nilai: Rasio, desimal: int = 2) -> Decimal:
    """The same for a ratio, in lowest terms or not."""
    atas, penyebut = nilai
    satuan = (2 * abs(atas) * 10**desimal + penyebut) // (2 * penyebut)
    tanda = "-" if atas < 0 < satuan else ""
    return Decimal(f"{tanda}{satuan}E{-desimal}")


def rupiah_rasio(nilai: Rasio) -> int:
    """Whole rupiah of a ratio that is not below 0, half up."""
    atas, penyebut = nilai
    return (2 * atas + penyebut) // (2 * penyebut)


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
    return teks_sederhana(_pecahan(nilai, "nilai").as_integer_ratio())


def teks_rasio(nilai: Rasio) -> str:
    """The same for a ratio, which need not be in lowest terms.

    A mean over denominators nobody means, thousands of digits long, is said with 40 decimals and a sign that it is.
    """
    atas, penyebut = nilai
    if penyebut == 1:
        return f"{atas}"
    pembagi = gcd(atas, penyebut)
    return teks_sederhana(nilai if pembagi == 1 else (atas // pembagi, penyebut // pembagi))


def teks_sederhana(nilai: Rasio) -> str:
    """The same for a ratio that is in lowest terms."""
    return _tulisan(*nilai)


def json_sederhana(semua: Iterable[Rasio]) -> list[str]:
    """The same for many, each in quotes: the innermost line of a year's trace. ASCII but for what is not exact."""
    tulis = _tulisan
    return [f'"{atas}"' if penyebut == 1 else f'"{tulis(atas, penyebut)}"' for atas, penyebut in semua]


def _tulisan(atas: int, penyebut: int) -> str:
    letak = _LETAK.get(penyebut)
    if letak is None:
        return f"{atas}/{penyebut}" if penyebut < _TAK_TERTULIS else f"≈ {bulat_rasio((atas, penyebut), 40):f}"
    kali, desimal = letak
    if not desimal:
        return f"{atas}"
    angka = str(abs(atas) * kali)
    if len(angka) <= desimal:
        angka = angka.zfill(desimal + 1)
    return f"{'-' if atas < 0 else ''}{angka[:-desimal]}.{angka[-desimal:]}"


def dari_teks(tulisan: str) -> Fraction | None:
    """What `teks` wrote, read back; None where the text is not a number."""
    return Fraction(tulisan) if _TEPAT.fullmatch(tulisan) else None
