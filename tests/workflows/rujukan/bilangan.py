"""Numbers of the reference: whole numbers, and pairs for those with a point; every rounding is written out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DIGITS, BITS, BEHIND = 60, 128, 120
TEXT, MEMBERS = 20_000, 5_000


class Bukan(Exception):
    """The text is not of the language."""


class Tanpa(Exception):
    """The text is of the language and has no value over these facts."""


@dataclass(frozen=True)
class Pecah:
    """A number with a point: c times ten to the power e."""

    c: int
    e: int


def tetapan(word: str) -> int | Pecah:
    if word.isdigit():
        return int(word)
    mantissa, _, power = word.lower().partition("e")
    before, _, behind = mantissa.partition(".")
    return Pecah(int(before + behind), int(power or 0) - len(behind))


def terbatas(x: Any, refusal: type[Exception] = Tanpa) -> Any:
    if type(x) is int:
        if abs(x) >= 2**BITS:
            raise refusal
        return x
    digits = len(str(abs(x.c)))
    if digits > DIGITS or abs(x.e) > BEHIND or abs(x.e + digits - 1) > DIGITS:
        raise refusal
    return x


def genap(x: Pecah) -> Pecah:
    """Rounded to sixty digits, a half to the even neighbour."""
    digits = len(str(abs(x.c)))
    if digits <= DIGITS:
        return x
    unit = 10 ** (digits - DIGITS)
    whole, rest = divmod(abs(x.c), unit)
    if 2 * rest > unit or 2 * rest == unit and whole % 2:
        whole += 1
    sign = -1 if x.c < 0 else 1
    return genap(Pecah(sign * whole, x.e + digits - DIGITS))


def pecah(x: Any) -> Pecah:
    return x if type(x) is Pecah else Pecah(x, 0)


def sejajar(a: Any, b: Any) -> tuple[int, int, int]:
    a, b = pecah(a), pecah(b)
    e = min(a.e, b.e)
    return a.c * 10 ** (a.e - e), b.c * 10 ** (b.e - e), e


def bilangan_saja(*values: Any) -> None:
    for value in values:
        if type(value) not in (int, Pecah):
            raise Tanpa


def hitung(sign: str, a: Any, b: Any) -> Any:
    """An arithmetic operator on two values."""
    if sign == "+" and type(a) is type(b) and type(a) in (str, list):
        if len(a) + len(b) > (TEXT if type(a) is str else MEMBERS):
            raise Tanpa
        return a + b
    bilangan_saja(a, b)
    if sign == "**":
        return _pangkat(a, b)
    if sign in ("/", "//", "%") and pecah(b).c == 0:
        raise Tanpa
    if sign == "/":
        return terbatas(_bagi(pecah(a), pecah(b)))
    x, y, e = sejajar(a, b)
    whole = type(a) is int and type(b) is int
    if sign == "*":
        product = Pecah(pecah(a).c * pecah(b).c, pecah(a).e + pecah(b).e)
        return terbatas(product.c if whole else genap(product))
    if sign == "//":
        return terbatas(x // y if whole else Pecah(x // y, 0))
    result = {"+": x + y, "-": x - y}[sign] if sign in "+-" else x - (x // y) * y
    return terbatas(result if whole else genap(Pecah(result, e)))


def _pangkat(a: Any, b: Any) -> Any:
    if type(b) is not int or abs(b) > 16 or (b < 0 and pecah(a).c == 0):
        raise Tanpa
    if type(a) is int and b >= 0:
        return terbatas(a**b)
    exact = Pecah(pecah(a).c ** abs(b), pecah(a).e * abs(b))
    return terbatas(genap(exact) if b >= 0 else _bagi(Pecah(1, 0), exact))


def _bagi(a: Pecah, b: Pecah) -> Pecah:
    """Sixty digits; where fewer are exact, no more behind the point than needed, and the ideal number if that does."""
    ideal = a.e - b.e
    if a.c == 0:
        return Pecah(0, ideal)
    shift = max(0, DIGITS + 2 + len(str(abs(b.c))) - len(str(abs(a.c))))
    whole, rest = divmod(abs(a.c) * 10**shift, abs(b.c))
    sign = -1 if (a.c < 0) != (b.c < 0) else 1
    if rest:
        # One more digit than any half can have decides the rounding.
        return genap(Pecah(sign * (whole * 10 + 1), ideal - shift - 1))
    e = ideal - shift
    while whole % 10 == 0 and e < ideal:
        whole, e = whole // 10, e + 1
    return genap(Pecah(sign * whole, e))
