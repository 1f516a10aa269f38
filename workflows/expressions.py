"""The language of conditions, script assignments, timers, parameters and DMN cells.

It looks like Python and is not: the text is parsed, walked through against a list of what is allowed, and turned into
closures over the bounded operators. Nothing a diagram says is ever given to eval or exec.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import DivisionByZero, InvalidOperation
from functools import lru_cache, partial
from typing import Any, Literal, TypeAlias

from workflows.bounded import MAX_CELLS, Value, clean, put
from workflows.errors import NotSafe
from workflows.grammar import RESERVED, Grammar, Malformed, Run
from workflows.meter import Evaluation, spend

__all__ = [
    "MAX_SOURCE",
    "RESERVED",
    "Malformed",
    "Program",
    "check",
    "evaluate",
    "execute",
    "facts_for",
    "names",
    "program",
    "writes",
]

Mode = Literal["expression", "script"]
MAX_SOURCE = 4_000
MAX_STORED = 2 * MAX_CELLS  # by all assignments of one script together, also those that later ones replace
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # control, direction marks, surrogates, separators


_Step: TypeAlias = Callable[[list[int], dict[str, Value]], None]


@dataclass(frozen=True)
class Program:
    """A compiled expression and the names it reads."""

    run: Run
    reads: frozenset[str]
    units: int

    def value(self, env: dict[str, Value]) -> Value:
        """What it gives over what `facts_for` gave. NotSafe where it has none."""
        spend(self.units)
        return _guarded(self.run, env)


@dataclass(frozen=True)
class _Script:
    steps: tuple[_Step, ...]
    reads: frozenset[str]
    free: frozenset[str]
    writes: frozenset[str]
    units: int


def check(text: str, mode: Mode = "expression") -> None:
    """Raise NotSafe (Malformed where it cannot even be read) unless the text is of this language."""
    (_script if mode == "script" else _expression).__wrapped__(text)  # uncached: only what runs may fill the cache


def names(text: str, mode: Mode = "expression") -> frozenset[str]:
    """The facts the text needs: names read before the text itself sets them."""
    if mode == "script":
        return _script.__wrapped__(text).free
    return _expression.__wrapped__(text).reads


def writes(text: str) -> frozenset[str]:
    """The facts a script sets or deletes."""
    return _script.__wrapped__(text).writes


def evaluate(text: str, facts: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> Value:
    """The value of an expression; `extra` names (such as `sekarang`) win over facts. NotSafe where it has none.

    The value shares nothing with the facts. It is None, bool, int, Decimal, str, date, datetime, or a list or dict of
    those. Never a float: a float among the facts is read as the Decimal it prints as.
    """
    compiled = _expression(text)
    with Evaluation():
        return clean(compiled.value(facts_for(compiled.reads, facts, extra)))


def program(text: str) -> Program:
    """The compiled expression, for those who keep it; NotSafe where it is none."""
    return _expression.__wrapped__(text)


def execute(text: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """New facts after a script of assignments; `facts` itself is left as it was, and on an error nothing is new.

    `del x` of a fact that is not there is allowed: the first round of a loop has none yet.
    """
    script = _script(text)
    with Evaluation():
        spend(script.units)
        env = facts_for(script.reads, facts, None)
        stored = [MAX_STORED]
        for step in script.steps:
            _guarded(partial(step, stored), env)
        budget = [MAX_CELLS]
        changed = {name: clean(env[name], budget) for name in script.writes if name in env}
    return {**{name: value for name, value in facts.items() if name not in script.writes}, **changed}


def facts_for(
    wanted: frozenset[str], facts: Mapping[str, Any], extra: Mapping[str, Any] | None = None
) -> dict[str, Value]:
    """Only what the text names, copied and measured: no object of the caller's comes into reach of a diagram."""
    budget, env = [MAX_CELLS], {}
    for name in wanted:
        if extra is not None and name in extra:
            env[name] = clean(extra[name], budget)
        elif name in facts:
            env[name] = clean(facts[name], budget)
    return env


def _guarded(run: Callable[[dict[str, Value]], Any], env: dict[str, Value]) -> Any:
    try:
        return run(env)
    except NotSafe:
        raise
    except (ZeroDivisionError, DivisionByZero):
        raise NotSafe("Pembagian dengan nol.") from None
    except (ArithmeticError, InvalidOperation):
        raise NotSafe("Bilangan terlalu besar untuk dihitung.") from None
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise NotSafe(f"Tidak dapat dihitung ({type(error).__name__}).") from None


def _readable(text: str) -> str:
    """The text, looked at as characters before anything parses it."""
    if not isinstance(text, str) or not text.strip():
        raise Malformed("Ekspresi kosong.")
    if len(text) > MAX_SOURCE:
        raise NotSafe(f"Ekspresi terlalu panjang: {len(text)} huruf, paling banyak {MAX_SOURCE}.")
    plain = str.__str__(text).replace("\r\n", "\n")
    for char in plain:
        if char == "\\":
            raise NotSafe("Garis miring terbalik (\\) tidak diizinkan.")
        if char not in "\n\t" and unicodedata.category(char) in _HIDDEN:
            raise NotSafe(f"Karakter tersembunyi U+{ord(char):04X} tidak diizinkan.")
    return plain


@lru_cache(maxsize=2048)
def _expression(text: str) -> Program:
    grammar = Grammar(_readable(text).strip())
    run = grammar.expression()
    return Program(run, frozenset(grammar.reads), grammar.units)


@lru_cache(maxsize=1024)
def _script(text: str) -> _Script:
    grammar = Grammar(_readable(text).strip())
    steps: list[_Step] = []
    writes: set[str] = set()
    free: set[str] = set()
    for statement in grammar.statements():
        free |= statement.reads - writes
        writes.add(statement.name)
        steps.append(_step(statement.name, statement.key, statement.value))
    return _Script(tuple(steps), frozenset(grammar.reads), frozenset(free), frozenset(writes), grammar.units)


def _step(name: str, key: Run | None, value: Run | None) -> _Step:
    """One assignment; what is stored is measured, so that lists shared with themselves cannot grow."""

    def forget(stored: list[int], env: dict[str, Value]) -> None:
        env.pop(name, None)

    def store(stored: list[int], env: dict[str, Value]) -> None:
        assert value is not None
        env[name] = clean(value(env), stored)

    def replace(stored: list[int], env: dict[str, Value]) -> None:
        assert value is not None and key is not None
        if name not in env:
            raise NotSafe(f"Data “{name}” belum ada.")
        env[name] = clean(put(env[name], key(env), value(env)), stored)

    if value is None:
        return forget
    return store if key is None else replace
