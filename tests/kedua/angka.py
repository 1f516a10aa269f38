"""Exact numbers of the second reading: fractions only, one half-up rounding at the end (regulations 0.3)."""

import re
from fractions import Fraction

POLA = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


class Tolak(Exception):
    """The input cannot be computed; `medan` is the top-level field to blame."""

    def __init__(self, medan: str):
        super().__init__(medan)
        self.medan = medan


def angka(x, medan: str, bawah=0, atas=None) -> Fraction:
    """A JSON number or the same number as a string, within [bawah, atas]."""
    if isinstance(x, bool) or not isinstance(x, int | Fraction | str):
        raise Tolak(medan)
    if isinstance(x, str):
        if len(x) > 60 or not POLA.fullmatch(x.strip()):  # 60 characters and 10**41: docs/nilai.md
            raise Tolak(medan)
        x = x.strip()
    if isinstance(x, str) and abs(int((re.split("[eE]", x) + ["0"])[1])) > 40:
        raise Tolak(medan)
    nilai = Fraction(x)
    if abs(nilai) >= 10**41:
        raise Tolak(medan)
    if (bawah is not None and nilai < bawah) or (atas is not None and nilai > atas):
        raise Tolak(medan)
    return nilai


def bulat(x, medan: str, bawah=0, atas=None) -> int:
    """A whole number."""
    nilai = angka(x, medan, bawah, atas)
    if nilai.denominator != 1:
        raise Tolak(medan)
    return int(nilai)


def logika(x, medan: str) -> bool:
    """True or false and nothing that merely resembles them."""
    if not isinstance(x, bool):
        raise Tolak(medan)
    return x


def pilih(x, medan: str, boleh):
    """One of the listed words."""
    if not isinstance(x, str) or x not in boleh:
        raise Tolak(medan)
    return x


def pasangan(x, medan: str, atas=None) -> tuple[Fraction, Fraction]:
    """[target, realisasi]: the target more than zero, the realisation not below it nor above `atas`."""
    if not isinstance(x, list) or len(x) != 2:
        raise Tolak(medan)
    target, realisasi = angka(x[0], medan), angka(x[1], medan, atas=atas)
    if target == 0:
        raise Tolak(medan)
    return target, realisasi


def setengah_ke_atas(x: Fraction, desimal: int = 0) -> int:
    """x * 10**desimal rounded half-up (ties away from zero)."""
    naik = abs(x) * 10**desimal + Fraction(1, 2)
    hasil = naik.numerator // naik.denominator
    return -hasil if x < 0 else hasil


def cetak(x: Fraction, desimal: int = 2) -> str:
    """The printed number: two decimals, half-up, once."""
    n = setengah_ke_atas(x, desimal)
    depan, belakang = divmod(abs(n), 10**desimal)
    return f"{'-' if n < 0 else ''}{depan}" + (f".{belakang:0{desimal}d}" if desimal else "")


def predikat(tercetak: str, tangga: list[tuple[int, str]], dasar: str) -> str:
    """The highest rung whose floor the printed value reaches (regulations 0.3 and 1.7)."""
    return next((nama for lantai, nama in tangga if Fraction(tercetak) >= lantai), dasar)
