"""Values of the reference and what can be done with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tests.workflows.rujukan.bilangan import (
    DIGITS,
    MEMBERS,
    TEXT,
    Pecah,
    Tanpa,
    bilangan_saja,
    hitung,
    pecah,
    sejajar,
    terbatas,
    tetapan,
)

CELLS, LEVELS = 10_000, 20


def benar(x: Any) -> bool:
    return x.c != 0 if type(x) is Pecah else bool(x)


def sama(a: Any, b: Any) -> bool:
    """Numbers by value, True as 1 and False as 0; lists and dicts member by member."""
    numbers = (int, Pecah, bool)
    if type(a) in numbers and type(b) in numbers:
        x, y, _ = sejajar(int(a) if type(a) is bool else a, int(b) if type(b) is bool else b)
        return x == y
    if type(a) is not type(b):
        return False
    if type(a) is list:
        return len(a) == len(b) and all(map(sama, a, b))
    if type(a) is dict:
        return a.keys() == b.keys() and all(sama(a[key], b[key]) for key in a)
    return bool(a == b)


def kecil(a: Any, b: Any) -> bool:
    if type(a) in (int, Pecah) and type(b) in (int, Pecah):
        x, y, _ = sejajar(a, b)
        return x < y
    if type(a) is not type(b) or type(a) not in (str, date, datetime):
        raise Tanpa
    return bool(a < b)


def memuat(a: Any, box: Any) -> bool:
    if type(box) is list:
        return any(sama(a, one) for one in box)
    if type(a) is str and type(box) in (str, dict):
        return a in box
    raise Tanpa


def isi(box: Any, key: Any) -> Any:
    if type(box) is dict and type(key) is str:
        if key not in box:
            raise Tanpa
        return box[key]
    if type(box) in (list, str) and type(key) is int:
        if not -len(box) <= key < len(box):
            raise Tanpa
        return box[key]
    raise Tanpa


def banding(sign: str, a: Any, b: Any) -> bool:
    if sign in ("is", "is not"):
        return (a is None) == (sign == "is")
    if sign in ("in", "not in"):
        return memuat(a, b) == (sign == "in")
    if sign in ("==", "!="):
        return sama(a, b) == (sign == "==")
    less, more = kecil(a, b), kecil(b, a)
    return {"<": less, "<=": not more, ">": more, ">=": not less}[sign]


def ukur(value: Any, left: list[int], level: int = 0) -> Any:
    """A copy within the limits."""
    left[0] -= 1
    if left[0] < 0 or level > LEVELS:
        raise Tanpa
    if type(value) in (int, Pecah):
        return terbatas(value)
    if type(value) is str:
        left[0] -= len(value) // 64
        if len(value) > TEXT:
            raise Tanpa
    if type(value) in (list, dict) and len(value) > MEMBERS:
        raise Tanpa
    if type(value) is list:
        return [ukur(one, left, level + 1) for one in value]
    if type(value) is dict:
        return {key: ukur(one, left, level + 1) for key, one in value.items()}
    return value


# Functions


def _f_round(x: Any, *given: Any) -> Any:
    bilangan_saja(x)
    places = given[0] if given else None
    if places is not None and (type(places) is not int or not 0 <= places <= 12):
        raise Tanpa
    x = pecah(x)
    digits = places or 0
    if x.e + digits >= 0:
        c = x.c * 10 ** (x.e + digits)
    else:
        unit = 10 ** -(x.e + digits)
        c = (2 * abs(x.c) + unit) // (2 * unit) * (-1 if x.c < 0 else 1)
    if len(str(abs(c))) > DIGITS:
        raise Tanpa
    return terbatas(c if places is None else Pecah(c, -digits))


def _f_int(x: Any) -> Any:
    if type(x) is str and re.fullmatch("[+-]?[0-9]{1,40}", x):
        x = int(x)
    bilangan_saja(x)
    if type(x) is Pecah:
        x = x.c * 10**x.e if x.e >= 0 else abs(x.c) // 10**-x.e * (-1 if x.c < 0 else 1)
    return terbatas(x)


def _f_angka(x: Any) -> Any:
    if type(x) is str and re.fullmatch("[+-]?[0-9]{1,40}([.][0-9]{1,40})?", x):
        sign, digits = (-1 if x[0] == "-" else 1), x.lstrip("+-")
        x = tetapan(digits) if "." in digits else Pecah(int(digits), 0)
        x = Pecah(sign * x.c, x.e)
    bilangan_saja(x)
    return pecah(terbatas(x))


def _f_str(x: Any) -> str:
    if type(x) is str:
        return x
    if type(x) is int:
        return str(x)
    if type(x) in (date, datetime):
        return str(x.isoformat())
    if type(x) is not Pecah:
        raise Tanpa
    digits = str(abs(x.c))
    if x.e >= 0:
        digits += "0" * x.e if x.c else ""
    else:
        digits = digits.zfill(1 - x.e)
        digits = f"{digits[: x.e]}.{digits[x.e :]}"
    return ("-" if x.c < 0 else "") + digits


def _pilih(better: Callable[[Any, Any], bool]) -> Callable[..., Any]:
    def run(*given: Any) -> Any:
        members = given[0] if len(given) == 1 else list(given)
        if type(members) is not list or not members:
            raise Tanpa
        best = members[0]
        for member in members[1:]:
            best = member if better(member, best) else best
        return best

    return run


def _daftar(x: Any) -> list[Any]:
    if type(x) is not list:
        raise Tanpa
    return x


def _f_sum(x: Any) -> Any:
    total: Any = 0
    for member in _daftar(x):
        bilangan_saja(member)
        total = hitung("+", total, member)
    return total


def _f_len(x: Any) -> int:
    if type(x) not in (str, list, dict):
        raise Tanpa
    return len(x)


def _f_abs(x: Any) -> Any:
    bilangan_saja(x)
    return hitung("-", 0, x) if pecah(x).c < 0 else x


def _f_ambil(box: Any, key: Any, default: Any = None) -> Any:
    if type(box) is not dict or type(key) is not str:
        raise Tanpa
    return box.get(key, default)


TIME = "[T ]([0-9]{2}):([0-9]{2})(:([0-9]{2})([.][0-9]{1,6})?)?(Z|[+-]([0-9]{2}):([0-9]{2}))?"


def _tanggal(x: Any) -> date:
    if type(x) is datetime:
        return x.date()
    if type(x) is date:
        return x
    found = re.fullmatch(f"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})({TIME})?", x) if type(x) is str else None
    if found is None:
        raise Tanpa
    hour, minute, second, ahead, minutes = (int(found[at] or 0) for at in (5, 6, 8, 11, 12))
    if hour > 23 or minute > 59 or second > 59 or ahead > 23 or minutes > 59:
        raise Tanpa
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Tanpa from None


def _f_tambah(day: Any, days: Any) -> Any:
    start = _tanggal(day)
    if type(days) is not int or abs(days) > 36_600:
        raise Tanpa
    try:
        moved = (day if type(day) in (date, datetime) else start) + timedelta(days=days)
    except OverflowError:
        raise Tanpa from None
    return moved if type(day) is not str else moved.isoformat() + day[10:]


CALLS: Mapping[str, Callable[..., Any]] = {
    "len": _f_len,
    "abs": _f_abs,
    "min": _pilih(kecil),
    "max": _pilih(lambda a, b: kecil(b, a)),
    "round": _f_round,
    "sum": _f_sum,
    "int": _f_int,
    "angka": _f_angka,
    "str": _f_str,
    "bool": benar,
    "any": lambda x: any(benar(one) for one in _daftar(x)),
    "all": lambda x: all(benar(one) for one in _daftar(x)),
    "kolom": lambda rows, key: [isi(row, key) for row in _daftar(rows)],
    "ambil": _f_ambil,
    "selisih_hari": lambda a, b: (_tanggal(a) - _tanggal(b)).days,
    "tanggal_tambah": _f_tambah,
}
