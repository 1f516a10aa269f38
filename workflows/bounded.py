"""Values and operators of the diagram language: every size has a bound, nothing is shared, nothing is a float.

A value is None, bool, int, Decimal, str, date, datetime, or a list or dict (text keys) of values.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from typing import Any, TypeAlias

from workflows.errors import NotSafe
from workflows.meter import spend

Value: TypeAlias = Any

MAX_TEXT = 20_000  # characters of one text
MAX_ITEMS = 5_000  # members of one list or dict
MAX_CELLS = 10_000  # scalars of one value, counted as JSON would write it
MAX_LEVELS = 20  # lists in lists
MAX_BITS = 128  # of an int
MAX_DIGITS = 60  # of a Decimal, before and behind the point
MAX_POWER = 16

# Units of workflows.meter.
_DECIMAL = 20  # to calculate and to measure one
_CELL = 6  # to copy one
_BOX = 10  # more, where it is a list or dict
_LOOK = 6  # to compare one with another
_POWER = 100

# Own context: the result may not depend on what another library did to the thread's.
CONTEXT = Context(prec=MAX_DIGITS, Emin=-99, Emax=99, traps=[InvalidOperation, DivisionByZero, Overflow])
# Wide enough for anything between two roundings: quotients to the unit, and sixteen factors of sixty digits.
_EXACT = Context(prec=1_100, Emin=-9_999, Emax=9_999, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])

_PLAIN = frozenset({type(None), bool, date, datetime})
_SCALARS = _PLAIN | {int, Decimal, str}
_KINDS = {
    type(None): "kosong",
    bool: "benar/salah",
    int: "bilangan",
    Decimal: "bilangan",
    str: "teks",
    date: "tanggal",
    datetime: "waktu",
    list: "daftar",
    dict: "kamus",
}


def kind(value: Value) -> str:
    """The Indonesian word for the type of a value, for messages."""
    return _KINDS.get(type(value), type(value).__name__)


def show(value: Value) -> str:
    """A short form for messages; a list is only named, however big it is."""
    return repr(str(value)[:40]) if type(value) in _SCALARS else kind(value)


def number(value: int | Decimal) -> int | Decimal:
    """The number itself; NotSafe where it is not finite or has too many digits."""
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise NotSafe("Bilangan terlalu besar.")
        return value
    if not value.is_finite():
        raise NotSafe("Bilangan tak hingga atau bukan bilangan tidak diizinkan.")
    spend(_DECIMAL)
    # 0.0909… has its digits behind a zero: the exponent may be longer than the digits.
    digits = value.as_tuple()
    if (
        len(digits.digits) > MAX_DIGITS
        or abs(int(digits.exponent)) > 2 * MAX_DIGITS
        or abs(value.adjusted()) > MAX_DIGITS
    ):
        raise NotSafe("Bilangan terlalu besar atau terlalu banyak angka di belakang koma.")
    return value if value else value.copy_abs()  # no negative zero


def clean(value: Value, budget: list[int] | None = None) -> Value:
    """A copy that shares nothing with `value`: floats become Decimal, tuples become lists.

    `budget` is a one-element list of cells left, shared between calls. NotSafe for a foreign type or a value too big.
    """
    budget = [MAX_CELLS] if budget is None else budget
    before = budget[0]
    copied = _copy(value, budget, 0)
    spend((before - budget[0]) * _CELL)
    return copied


def _copy(value: Value, budget: list[int], level: int) -> Value:
    budget[0] -= 1
    if budget[0] < 0 or level > MAX_LEVELS:
        raise NotSafe("Data proses terlalu besar.")
    cls = type(value)
    if cls in _PLAIN:
        return value
    if cls is str:
        return text(value, budget)
    if cls is int or cls is Decimal:
        return number(value)
    if cls is list or cls is tuple:
        _length(value)
        return [_copy(item, budget, level + 1) for item in value]
    if cls is dict:
        _length(value)
        return {_key(key, budget): _copy(item, budget, level + 1) for key, item in value.items()}
    if cls is float:
        return number(Decimal(repr(value)))
    if isinstance(value, str):  # StrEnum, and lxml's strings that hold on to their document
        return text(str.__str__(value), budget)
    if isinstance(value, int):
        return number(int.__add__(value, 0))
    raise NotSafe(f"Tipe data {cls.__name__} tidak diizinkan.")


def text(value: str, budget: list[int]) -> str:
    """The text itself; NotSafe where it is too long. Long texts use up more of the budget."""
    if len(value) > MAX_TEXT:
        raise NotSafe("Teks terlalu panjang.")
    budget[0] -= len(value) >> 6
    return value


def _key(value: object, budget: list[int]) -> str:
    if not isinstance(value, str):
        raise NotSafe("Kunci kamus harus teks.")
    return text(str.__str__(value), budget)


def _length(value: Any) -> None:
    if len(value) > MAX_ITEMS:
        raise NotSafe("Daftar terlalu panjang.")
    spend(_BOX)


def measure(*values: Value) -> None:
    """NotSafe where the values together are too big to walk through; a list that is shared counts every time."""
    stack, left = list(values), MAX_CELLS
    while stack:
        value = stack.pop()
        left -= 1
        if left < 0:
            raise NotSafe("Data terlalu besar untuk dibandingkan.")
        if type(value) is list:
            left -= len(value) >> 6
            stack.extend(value)
        elif type(value) is dict:
            left -= len(value) >> 6
            stack.extend(value.values())
    spend((MAX_CELLS - left) * _LOOK)


def is_number(value: Value) -> bool:
    """True for int and Decimal, not for bool."""
    return type(value) is int or type(value) is Decimal


def _numbers(sign: str, a: Value, b: Value) -> bool:
    """Both are numbers; the answer is whether to calculate in Decimal."""
    if not (is_number(a) and is_number(b)):
        raise NotSafe(f"Operasi {sign} hanya untuk bilangan, bukan {kind(a)} dan {kind(b)}.")
    return type(a) is Decimal or type(b) is Decimal


def add(a: Value, b: Value) -> Value:
    """Sum of two numbers, or two texts or two lists one after the other."""
    if type(a) is type(b) and type(a) in (str, list):
        if len(a) + len(b) > (MAX_TEXT if type(a) is str else MAX_ITEMS):
            raise NotSafe("Hasil + terlalu panjang.")
        spend((len(a) + len(b)) >> (6 if type(a) is str else 2))
        return a + b
    return number(CONTEXT.add(a, b) if _numbers("+", a, b) else a + b)


def subtract(a: Value, b: Value) -> Value:
    """Difference of two numbers."""
    return number(CONTEXT.subtract(a, b) if _numbers("-", a, b) else a - b)


def multiply(a: Value, b: Value) -> Value:
    """Product of two numbers (never of a text or a list)."""
    return number(CONTEXT.multiply(a, b) if _numbers("*", a, b) else a * b)


def divide(a: Value, b: Value) -> Value:
    """Quotient of two numbers, always a Decimal (60 digits)."""
    _numbers("/", a, b)
    return number(CONTEXT.divide(Decimal(a), Decimal(b)))


def floor(a: Value, b: Value) -> Value:
    """Quotient rounded down, for int and Decimal alike (Decimal's own // rounds towards zero)."""
    return number(_divmod("//", a, b)[0])


def modulo(a: Value, b: Value) -> Value:
    """Rest of the division rounded down: it has the sign of the divisor."""
    return number(_divmod("%", a, b)[1])


def _divmod(sign: str, a: Value, b: Value) -> tuple[Value, Value]:
    if not _numbers(sign, a, b):
        return a // b, a % b
    quotient = _EXACT.divide_int(a, b)
    rest = _EXACT.subtract(a, _EXACT.multiply(quotient, b))
    if rest and (rest < 0) != (b < 0):
        quotient, rest = _EXACT.subtract(quotient, 1), _EXACT.add(rest, b)
    return Decimal(int(quotient)), CONTEXT.plus(rest)


def power(a: Value, b: Value) -> Value:
    """`a` to the whole power `b`, at most 16 either way."""
    decimal = _numbers("**", a, b)
    if type(b) is not int or abs(b) > MAX_POWER:
        raise NotSafe(f"Pangkat harus bilangan bulat antara -{MAX_POWER} dan {MAX_POWER}.")
    if b < 0 and a == 0:
        raise ZeroDivisionError
    spend(_POWER)
    if not (decimal or b < 0):
        return number(a**b)
    exact = Decimal(1)
    for _ in range(abs(b)):
        exact = _EXACT.multiply(exact, a)
    return number(CONTEXT.divide(1, exact) if b < 0 else CONTEXT.plus(exact))


def negative(a: Value) -> Value:
    """`-a`."""
    return subtract(0, a)


def positive(a: Value) -> Value:
    """`+a`."""
    return add(0, a)


def equal(a: Value, b: Value) -> bool:
    """Whether the values are the same; lists and dicts are measured first."""
    if type(a) not in _SCALARS and type(b) not in _SCALARS:
        measure(a, b)
    return bool(a == b)


def _ordered(compare: Callable[[Any, Any], Any]) -> Callable[[Value, Value], bool]:
    def run(a: Value, b: Value) -> bool:
        if not (is_number(a) and is_number(b)) and (type(a) is not type(b) or type(a) not in (str, date, datetime)):
            raise NotSafe(f"Tidak dapat membandingkan {kind(a)} dengan {kind(b)}.")
        return bool(compare(a, b))

    return run


less = _ordered(operator.lt)
less_equal = _ordered(operator.le)
greater = _ordered(operator.gt)
greater_equal = _ordered(operator.ge)


def within(a: Value, box: Value) -> bool:
    """Whether `a` is a member of a list, a key of a dict or a part of a text."""
    if type(box) is list:
        measure(a, box)
        return a in box
    if type(a) is str and type(box) is str:
        # Python looks for a short text letter by letter at every place, for a long one in one go.
        spend(len(box) * min(len(a), 100) >> 5)
        return a in box
    if type(a) is str and type(box) is dict:
        return a in box
    raise NotSafe(f"Tidak dapat mencari {kind(a)} di dalam {kind(box)}.")


def index(box: Value, key: Value) -> Value:
    """`box[key]`: a dict by text, a list or a text by whole number."""
    if type(box) is dict and type(key) is str or type(box) in (list, str) and type(key) is int:
        try:
            return box[key]
        except LookupError:
            raise NotSafe(f"Tidak ada isi dengan kunci {show(key)}.") from None
    raise NotSafe(f"Tidak dapat mengambil isi {kind(box)} dengan kunci {kind(key)}.")


def put(box: Value, key: Value, value: Value) -> Value:
    """A copy of the dict or list in which `key` has the new value: what history holds is never changed."""
    spend(len(box) if type(box) in (dict, list) else 0)
    if type(box) is dict and type(key) is str:
        return {**box, key: value}
    if type(box) is list and type(key) is int and -len(box) <= key < len(box):
        changed = list(box)
        changed[key] = value
        return changed
    raise NotSafe(f"Tidak dapat mengisi {kind(box)} dengan kunci {kind(key)}.")
