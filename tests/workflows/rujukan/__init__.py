"""A second interpreter of the diagram language, written from docs/expressions.md alone: plain, slow, its own parser.

It shares no code with workflows/: no Python parser, no decimal arithmetic. Numbers with a point are pairs of whole
numbers, and every rounding is written out. tests/workflows/test_expressions_fuzz.py compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests.workflows.rujukan.bilangan import Bukan, Pecah, Tanpa, bilangan_saja, hitung
from tests.workflows.rujukan.nilai import CALLS, CELLS, banding, benar, isi, sama, ukur
from tests.workflows.rujukan.urai import Pengurai

__all__ = ["Bukan", "Tanpa", "cocok", "evaluate", "execute", "keluar"]


def hasil(tree: Any, env: Mapping[str, Any]) -> Any:
    """The value of a tree, parts from left to right."""
    match tree:
        case ("tetap", value):
            return value
        case ("nama" | "lama", name):
            if name not in env:
                raise Tanpa
            return env[name]
        case ("jika", test, yes, no):
            return hasil(yes if benar(hasil(test, env)) else no, env)
        case ("and" | "or" as word, *parts):
            for part in parts:
                value = hasil(part, env)
                if benar(value) == (word == "or"):
                    break
            return value
        case ("not", part):
            return not benar(hasil(part, env))
        case ("banding", first, *rest):
            return _rantai(hasil(first, env), rest, env)
        case ("tanda", sign, part):
            return hitung(sign, 0, _satu(hasil(part, env)))
        case ("ambil", box, key):
            return isi(hasil(box, env), hasil(key, env))
        case ("daftar", *parts):
            return [hasil(part, env) for part in parts]
        case ("kamus", *pairs):
            return {key: hasil(part, env) for key, part in pairs}
        case ("panggil", name, *parts):
            return CALLS[name](*[hasil(part, env) for part in parts])
        case (sign, left, right):
            return hitung(sign, hasil(left, env), hasil(right, env))
    raise AssertionError(tree)


def _satu(value: Any) -> Any:
    bilangan_saja(value)
    return value


def _rantai(left: Any, rest: list[Any], env: Mapping[str, Any]) -> bool:
    for sign, part in rest:
        right = hasil(part, env)
        if not banding(sign, left, right):
            return False
        left = right
    return True


def masuk(value: Any) -> Any:
    """A fact as the reference holds it."""
    if type(value) is Decimal:
        sign, digits, exponent = value.as_tuple()
        c = int("".join(map(str, digits)))
        return Pecah(-c if sign else c, int(exponent))
    if type(value) in (list, tuple):
        return [masuk(one) for one in value]
    if type(value) is dict:
        return {key: masuk(one) for key, one in value.items()}
    return value


def keluar(value: Any) -> Any:
    """What can be compared with the other interpreter's: kind and value, and the digits of a Decimal."""
    if type(value) in (Pecah, Decimal):
        held = masuk(value)
        return ("pecah", held.c, held.e)
    if type(value) is list:
        return [keluar(one) for one in value]
    if type(value) is dict:
        return [(key, keluar(one)) for key, one in value.items()]
    return (type(value).__name__, value)


def evaluate(text: str, facts: Mapping[str, Any]) -> Any:
    """The value of an expression."""
    tree = Pengurai(text).whole()
    return ukur(hasil(tree, {key: masuk(value) for key, value in facts.items()}), [CELLS])


def execute(text: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts after a script."""
    env = {key: masuk(value) for key, value in facts.items()}
    for step in Pengurai(text).script():
        if step[0].startswith("hapus"):
            env.pop(step[1], None)
            continue
        key = step[3] if len(step) > 3 else None
        if key is not None and step[1] not in env:
            raise Tanpa
        at = hasil(key, env) if key is not None else None
        value = hasil(step[2], env)
        env[step[1]] = ukur(value if key is None else _isikan(env[step[1]], at, value), [CELLS])
    return env


def _isikan(box: Any, key: Any, value: Any) -> Any:
    if type(box) is dict and type(key) is str:
        return {**box, key: value}
    if type(box) is list and type(key) is int and -len(box) <= key < len(box):
        changed = list(box)
        changed[key] = value
        return changed
    raise Tanpa


def cocok(cell: str, asked: Any, facts: Mapping[str, Any]) -> bool:
    """Whether a cell of a decision table takes this input."""
    text = cell.strip()
    if text in ("", "-"):
        return True
    marked, quote = "", ""
    for char in text:
        quote = "" if char == quote else quote or (char if char in "\"'" else "")
        marked += "dmninputexpr" if char == "?" and not quote else char
    env = {**{key: masuk(value) for key, value in facts.items()}, "dmninputexpr": masuk(asked)}
    if marked == text and text[0] not in "<>" and text[:2] not in ("==", "!="):
        return sama(env["dmninputexpr"], hasil(Pengurai(text).whole(), env))
    begin = "dmninputexpr " if marked == text else ""
    return benar(hasil(Pengurai(begin + marked).whole(), env))
