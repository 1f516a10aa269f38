"""The functions a diagram may call: pure, bounded, without a clock. Dates travel as ISO texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from workflows import bounded
from workflows.bounded import Value, kind
from workflows.errors import NotSafe
from workflows.meter import spend

_WHOLE = re.compile(r"[+-]?[0-9]{1,40}\Z")
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?\Z")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)
_MAX_DAYS = 36_600  # a century; more is a slip of the pen
_MAX_ARGUMENTS = 20
_MEMBER = 8  # units of workflows.meter to go over one member


@dataclass(frozen=True)
class Function:
    """A callable with the least and the greatest number of arguments."""

    call: Callable[..., Any]
    least: int
    most: int


def _len(box: Value) -> int:
    if type(box) not in (str, list, dict):
        raise NotSafe(f"len tidak berlaku untuk {kind(box)}.")
    return len(box)


def _abs(x: Value) -> Value:
    _only("abs", x)
    return bounded.negative(x) if x < 0 else x


def _only(name: str, x: Value) -> None:
    if not bounded.is_number(x):
        raise NotSafe(f"{name} hanya untuk bilangan, bukan {kind(x)}.")


def _extreme(name: str, better: Callable[[Value, Value], bool]) -> Callable[..., Value]:
    def run(*values: Value) -> Value:
        members = values[0] if len(values) == 1 else list(values)
        if type(members) is not list or not members:
            raise NotSafe(f"{name} membutuhkan daftar yang berisi, atau beberapa nilai.")
        spend(len(members) * _MEMBER)
        best = members[0]
        for member in members[1:]:
            best = member if better(member, best) else best
        return best

    return run


def _round(x: Value, places: Value = None) -> Value:
    """Half up (away from zero), as printed results are; a whole number where no places are given."""
    _only("round", x)
    if places is not None and (type(places) is not int or not 0 <= places <= 12):
        raise NotSafe("round: jumlah angka di belakang koma antara 0 dan 12.")
    rounded = Decimal(x).quantize(Decimal(1).scaleb(-(places or 0)), ROUND_HALF_UP, bounded.CONTEXT)
    return bounded.number(int(rounded) if places is None else rounded)


def _members(name: str, box: Value) -> list[Value]:
    if type(box) is not list:
        raise NotSafe(f"{name} membutuhkan daftar, bukan {kind(box)}.")
    spend(len(box) * _MEMBER)
    return box


def _sum(box: Value) -> Value:
    total: Value = 0
    for member in _members("sum", box):
        _only("sum", member)
        total = bounded.add(total, member)
    return total


def _int(x: Value) -> int:
    if type(x) is str and _WHOLE.match(x):
        x = int(x)
    if not bounded.is_number(x):
        raise NotSafe(f'int: {bounded.show(x)} bukan bilangan bulat (contoh yang benar: "12").')
    return int(bounded.number(x if type(x) is int else int(x.to_integral_value(ROUND_DOWN))))


def _angka(x: Value) -> Decimal:
    """Text with a decimal point, or a number, as a Decimal."""
    if type(x) is str and _NUMBER.match(x):
        x = Decimal(x)
    if not bounded.is_number(x):
        raise NotSafe(f'angka: {bounded.show(x)} bukan bilangan (contoh yang benar: "98.33").')
    return Decimal(bounded.number(x))


def _str(x: Value) -> str:
    if type(x) in (date, datetime):
        return str(x.isoformat())
    if type(x) is Decimal:
        return format(x, "f")
    if type(x) not in (str, int):
        raise NotSafe(f"str tidak berlaku untuk {kind(x)}.")
    return str(x)


def _kolom(rows: Value, key: Value) -> list[Value]:
    return [bounded.index(row, key) for row in _members("kolom", rows)]


def _ambil(box: Value, key: Value, default: Value = None) -> Value:
    if type(box) is not dict or type(key) is not str:
        raise NotSafe("ambil membutuhkan kamus dan kunci teks.")
    return box.get(key, default)


def _date(name: str, x: Value) -> date:
    """The calendar day as written: no zone is converted."""
    if type(x) is datetime:
        return x.date()
    if type(x) is date:
        return x
    try:
        if type(x) is not str or not _MOMENT.match(x):  # what Python reads besides changes with its version
            raise ValueError
        datetime.fromisoformat(x)
        return date.fromisoformat(x[:10])
    except ValueError:
        raise NotSafe(f'{name}: {bounded.show(x)} bukan tanggal ISO (contoh: "2026-01-31").') from None


def _selisih_hari(later: Value, earlier: Value) -> int:
    return (_date("selisih_hari", later) - _date("selisih_hari", earlier)).days


def _tanggal_tambah(day: Value, days: Value) -> Value:
    """The day `days` later in the form it came in; the time and the offset of a text stay as written."""
    start = _date("tanggal_tambah", day)
    if type(days) is not int or abs(days) > _MAX_DAYS:
        raise NotSafe(f"tanggal_tambah: jumlah hari harus bilangan bulat, paling banyak {_MAX_DAYS}.")
    try:
        if type(day) is not str:
            return day + timedelta(days=days)
        return (start + timedelta(days=days)).isoformat() + day[10:]
    except OverflowError:
        raise NotSafe("tanggal_tambah: hasilnya di luar penanggalan.") from None


FUNCTIONS = {
    "len": Function(_len, 1, 1),
    "abs": Function(_abs, 1, 1),
    "min": Function(_extreme("min", bounded.less), 1, _MAX_ARGUMENTS),
    "max": Function(_extreme("max", bounded.greater), 1, _MAX_ARGUMENTS),
    "round": Function(_round, 1, 2),
    "sum": Function(_sum, 1, 1),
    "int": Function(_int, 1, 1),
    "angka": Function(_angka, 1, 1),
    "str": Function(_str, 1, 1),
    "bool": Function(bool, 1, 1),
    "any": Function(lambda box: any(_members("any", box)), 1, 1),
    "all": Function(lambda box: all(_members("all", box)), 1, 1),
    "kolom": Function(_kolom, 2, 2),
    "ambil": Function(_ambil, 2, 3),
    "selisih_hari": Function(_selisih_hari, 2, 2),
    "tanggal_tambah": Function(_tanggal_tambah, 2, 2),
}
