"""Rows of a UNIQUE table that match together, found by trying what the cells of a column name, and some between.

Nothing is proved by silence: a cell that asks other facts is not tried, nor is a table too big to try. What is
found is certain, for the example is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from workflows.decision_table import ASKED, Table, Test
from workflows.errors import NotSafe

MAX_ROWS = 300
MAX_TRIED = 30_000  # cells times values, by column
MAX_TOLD = 10
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[0-9]{1,30}(?:\.[0-9]{1,30})?(?![A-Za-z0-9_.])")
_TEXT = re.compile(r"\"([^\"]{0,200})\"|'([^']{0,200})'")


def overlaps(table: Table, cells: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Numbers of two rows and the inputs that both take, as text. `cells`: what is written, by row and column."""
    if not 2 <= len(table.rows) <= MAX_ROWS:
        return
    values = [_values([row[column] for row in cells]) for column in range(len(table.inputs))]
    if any(len(found) * len(table.rows) > MAX_TRIED for found in values):
        return
    known = [row for row in table.rows if all(one is None or one.program.reads <= {ASKED} for one in row.tests)]
    taken = {row.number: [_taken(one, found) for one, found in zip(row.tests, values, strict=True)] for row in known}
    told = 0
    for place, first in enumerate(known):
        for second in known[place + 1 :]:
            common = [a & b for a, b in zip(taken[first.number], taken[second.number], strict=True)]
            if all(common) and told < MAX_TOLD:
                told += 1
                yield first.number, second.number, _example(first.tests, second.tests, values, common)


def _values(cells: Sequence[str]) -> list[Any]:
    """What a column's cells name, and values beside and between those."""
    text = "\n".join(cells)
    numbers = sorted({Decimal(one) * sign for one in _NUMBER.findall(_TEXT.sub('""', text)) for sign in (1, -1)})
    between = [(low + high) / 2 for low, high in zip(numbers, numbers[1:], strict=False)]
    beside = [one + step for one in (*numbers[:1], *numbers[-1:]) for step in (-1, 1)]
    words = list(dict.fromkeys(a or b for a, b in _TEXT.findall(text)))
    return [*numbers, *words, *between, *beside, *(["…"] if words else []), True, False, None]


def _taken(one: Test | None, values: Sequence[Any]) -> int:
    """The places of the values a cell takes, as bits."""
    return sum(1 << place for place, value in enumerate(values) if one is None or _holds(one, value))


def _holds(one: Test, value: Any) -> bool:
    try:
        return one.holds(value, {})
    except NotSafe:
        return False


def _example(
    first: Sequence[Test | None], second: Sequence[Test | None], values: Sequence[Sequence[Any]], common: Sequence[int]
) -> str:
    """The inputs that at least one of the rows asks about, by number of the column."""
    asked = [
        f"masukan {column + 1} = {_shown(values[column][(bits & -bits).bit_length() - 1])}"
        for column, bits in enumerate(common)
        if first[column] is not None or second[column] is not None
    ]
    return ", ".join(asked) or "apa pun masukannya"


def _shown(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)[:40]
