"""How the rows of a decision table that match become its answer, after DMN 1.3 section 8.2.10.

Numbers stay exact. A list of results is kept as facts keep lists: its members as texts, written as str(x) writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workflows import bounded, facts, functions
from workflows.bounded import Value, kind, show
from workflows.errors import NotSafe
from workflows.expressions import Program

SINGLE = ("UNIQUE", "ANY", "FIRST", "PRIORITY")
POLICIES = (*SINGLE, "RULE ORDER", "OUTPUT ORDER", "COLLECT")
BY_VALUES = ("PRIORITY", "OUTPUT ORDER")  # the order of the output values decides
AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")


@dataclass(frozen=True, slots=True)
class Column:
    """An output: the fact it sets, the values it may have, best first (none: any), and what it is if no row matches."""

    name: str
    values: tuple[Value, ...] = ()
    default: Program | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that matches, and its results by column."""

    row: int
    results: tuple[Value, ...]


def answer(
    policy: str, aggregation: str, outputs: Sequence[Column], hits: Sequence[Hit], env: dict[str, Value]
) -> dict[str, Any]:
    """The facts the table sets: one for each output column. NotSafe, naming rows, where the policy is broken."""
    ranks = {hit.row: _rank(outputs, hit) for hit in hits}
    if policy in BY_VALUES:
        hits = sorted(hits, key=lambda hit: ranks[hit.row])  # rows of the same rank stay as drawn
    if aggregation:
        found: list[Any] = [_aggregate(aggregation, [hit.results[0] for hit in hits])]
    elif policy not in SINGLE:
        found = [[_text(hit, hit.results[number]) for hit in hits] for number in range(len(outputs))]
    elif hits:
        _ONE.get(policy, _any_number)(hits)
        found = list(hits[0].results)
    else:
        found = [bounded.clean(column.default.value(env)) if column.default else None for column in outputs]
    return {column.name: _fact(column.name, value) for column, value in zip(outputs, found, strict=True)}


def same(a: Value, b: Value) -> bool:
    """Of one kind and equal: True is not 1 here."""
    return kind(a) == kind(b) and bounded.equal(a, b)


def _rank(outputs: Sequence[Column], hit: Hit) -> tuple[int, ...]:
    """Places of the results in the output values, column by column; columns without values do not count."""
    places = []
    for column, result in zip(outputs, hit.results, strict=True):
        if column.values:
            place = next((number for number, value in enumerate(column.values) if same(value, result)), None)
            if place is None:
                raise NotSafe(f"baris {hit.row}: {show(result)} bukan salah satu nilai keluaran {column.name}.")
            places.append(place)
    return tuple(places)


def _any_number(hits: Sequence[Hit]) -> None:
    """The first counts."""


def _unique(hits: Sequence[Hit]) -> None:
    if len(hits) > 1:
        raise NotSafe(f"hitPolicy UNIQUE, tetapi baris {_numbers(hits)} sama-sama cocok.")


def _agreed(hits: Sequence[Hit]) -> None:
    for hit in hits[1:]:
        if not all(same(a, b) for a, b in zip(hits[0].results, hit.results, strict=True)):
            raise NotSafe(f"hitPolicy ANY, tetapi hasil baris {hits[0].row} dan {hit.row} berbeda.")


_ONE: dict[str, Callable[[Sequence[Hit]], None]] = {"UNIQUE": _unique, "ANY": _agreed}


def _numbers(hits: Sequence[Hit]) -> str:
    return ", ".join(str(hit.row) for hit in hits[:10]) + (", …" if len(hits) > 10 else "")


def _aggregate(aggregation: str, results: list[Value]) -> Value:
    if aggregation == "COUNT":
        return len(results)
    if not results:
        return None
    if aggregation == "SUM":
        return functions.FUNCTIONS["sum"].call(results)
    return functions.FUNCTIONS[aggregation.lower()].call(results)


def _text(hit: Hit, result: Value) -> str:
    try:
        return str(functions.FUNCTIONS["str"].call(result))
    except NotSafe:
        raise NotSafe(f"baris {hit.row}: {kind(result)} tidak dapat menjadi butir daftar; pakai teks.") from None


def _fact(name: str, value: Any) -> Any:
    try:
        return facts.check_value(name, value)
    except ValueError as error:
        raise NotSafe(f"{error}.") from None
