"""Decision tables for tests: drawn from a seed with what each cell means said twice, and answered by brute force."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

POLICIES = ("UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT")
AGGREGATIONS = ("", "SUM", "MIN", "MAX", "COUNT")
Cell = tuple[str, Callable[[Any], bool]]


@dataclass(frozen=True)
class Gambar:
    """A table as drawn. `outputs`: name, output values in order, default; `rules`: cells and results."""

    policy: str
    aggregation: str
    inputs: Sequence[str]
    outputs: Sequence[tuple[str, Sequence[Any], Any]]
    rules: Sequence[tuple[Sequence[Cell], Sequence[Any]]]

    def xml(self, id: str = "putusan") -> bytes:
        rows = "".join(
            f'<rule id="r{number}">'
            + "".join(
                f'<inputEntry id="i{number}_{at}"><text>{escape(cell[0])}</text></inputEntry>'
                for at, cell in enumerate(cells)
            )
            + "".join(
                f'<outputEntry id="o{number}_{at}"><text>{escape(tulis(value))}</text></outputEntry>'
                for at, value in enumerate(results)
            )
            + "</rule>"
            for number, (cells, results) in enumerate(self.rules)
        )
        inputs = "".join(
            f'<input id="m{at}"><inputExpression id="e{at}"><text>{escape(text)}</text></inputExpression></input>'
            for at, text in enumerate(self.inputs)
        )
        aggregation = f'aggregation="{self.aggregation}"' if self.aggregation else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="def" name="def" '
            f'namespace="http://bkd.example/dmn"><decision id="{id}" name="{id}">'
            f'<decisionTable id="tabel_{id}" hitPolicy="{self.policy}" {aggregation}>{inputs}{self._columns()}{rows}'
            "</decisionTable></decision></definitions>"
        ).encode()

    def _columns(self) -> str:
        drawn = ""
        for at, (name, values, default) in enumerate(self.outputs):
            inside = ""
            if values:
                listed = escape(", ".join(map(tulis, values)))
                inside += f'<outputValues id="nk{at}"><text>{listed}</text></outputValues>'
            if default is not None:
                inside += f'<defaultOutputEntry id="nb{at}"><text>{escape(tulis(default))}</text></defaultOutputEntry>'
            drawn += f'<output id="k{at}" name="{name}">{inside}</output>'
        return drawn


def tulis(value: Any) -> str:
    """A constant of the language."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def _angka(choose: random.Random) -> Cell:
    low, high = sorted((choose.randrange(0, 8), choose.randrange(0, 8)))
    return choose.choice(
        [
            ("", lambda x: True),
            ("-", lambda x: True),
            (f"{low}", lambda x: x == low),
            (f" {low}.0 ", lambda x: x == low),
            (f">= {low}", lambda x: x >= low),
            (f"< {high}", lambda x: x < high),
            (f"<={high}", lambda x: x <= high),
            (f"> {low} and batas > 0", lambda x: x > low),
            (f"!= {low}", lambda x: x != low),
            (f"? >= {low} and ? < {high}", lambda x: low <= x < high),
            (f"{low} <= ? <= {high}", lambda x: low <= x <= high),
            (f"? in [{low}, {high}.00]", lambda x: x in (low, high)),
            ("batas", lambda x: x == 3),
            ("> batas", lambda x: x > 3),
            (f"not (? == {low})", lambda x: x != low),
        ]
    )


def _kata(choose: random.Random) -> Cell:
    one, other = choose.choice("abc"), choose.choice(["a", "b", "c?", "it's"])
    return choose.choice(
        [
            ("-", lambda x: True),
            (f'"{one}"', lambda x: x == one),
            (f"'{one}'", lambda x: x == one),
            (f'? in ["{one}", "{other}"]', lambda x: x in (one, other)),
            (f'!= "{other}"', lambda x: x != other),
            (f'? not in ["{other}"] and ? != "{one}"', lambda x: x not in (one, other)),
            ('? in "abcab"', lambda x: x in "abcab"),
            ("? == nama", lambda x: x == "b"),
        ]
    )


def acak(choose: random.Random) -> tuple[Gambar, list[Mapping[str, Any]]]:
    """A table and facts to ask it; a policy that wants it has output values, an aggregation one number column."""
    policy = choose.choice(POLICIES)
    aggregation = choose.choice(AGGREGATIONS) if policy == "COLLECT" else ""
    width = choose.randrange(1, 3)
    many = 1 if aggregation else choose.randrange(1, 4)
    numeric = aggregation != "" or choose.random() < 0.3
    words: list[Any] = [1, 2, Decimal("0.1"), Decimal("0.20"), -3] if numeric else ["a", "b", "c", "d"]
    few = words[: choose.randrange(1, len(words) + 1)]
    outputs: list[tuple[str, Sequence[Any], Any]] = []
    for at in range(many):
        listed = choose.sample(words, len(words)) if policy in ("PRIORITY", "OUTPUT ORDER") else []
        if many > 1 and at and choose.random() < 0.3:
            listed = []
        elif choose.random() < 0.1:
            listed = words[:-1]
        default = choose.choice(listed or words) if policy in POLICIES[:4] and choose.random() < 0.3 else None
        outputs.append((f"hasil{at}", listed, default))
    kinds = [choose.choice((_angka, _kata)) for _ in range(width)]
    rules = [
        ([kind(choose) for kind in kinds], [choose.choice(few) for _ in outputs]) for _ in range(choose.randrange(0, 7))
    ]
    drawn = Gambar(policy, aggregation, ["x" if kind is _angka else "w" for kind in kinds], outputs, rules)
    asked = [
        {
            "x": choose.choice([*range(-1, 9), Decimal("2.5"), Decimal("4.00")]),
            "w": choose.choice(["a", "b", "c", "c?", "z", "it's"]),
            "batas": 3,
            "nama": "b",
        }
        for _ in range(8)
    ]
    return drawn, asked


class Menolak(Exception):
    """The policy is broken."""


def jawab(drawn: Gambar, facts: Mapping[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """What the table must answer, and the rows that matched, by the words of docs/expressions.md."""
    hits = [
        (number, results)
        for number, (cells, results) in enumerate(drawn.rules, 1)
        if all(cell[1](facts[asked]) for cell, asked in zip(cells, drawn.inputs, strict=True))
    ]
    if drawn.policy == "FIRST":
        hits = hits[:1]
    for _, results in hits:
        for (_, values, _), result in zip(drawn.outputs, results, strict=True):
            if values and result not in values:
                raise Menolak
    rows = [number for number, _ in hits]
    if drawn.policy == "UNIQUE" and len(hits) > 1:
        raise Menolak
    if drawn.policy == "ANY" and any(results != hits[0][1] for _, results in hits):
        raise Menolak
    names = [name for name, _, _ in drawn.outputs]
    if drawn.aggregation:
        return {names[0]: _satukan(drawn.aggregation, [results[0] for _, results in hits])}, rows
    if drawn.policy in ("PRIORITY", "OUTPUT ORDER"):
        hits.sort(
            key=lambda hit: [
                values.index(result) for (_, values, _), result in zip(drawn.outputs, hit[1], strict=True) if values
            ]
        )
    if drawn.policy in ("RULE ORDER", "OUTPUT ORDER", "COLLECT"):
        return {name: [str(results[at]) for _, results in hits] for at, name in enumerate(names)}, rows
    if not hits:
        return {name: default for name, _, default in drawn.outputs}, rows
    return dict(zip(names, hits[0][1], strict=True)), rows


def _satukan(aggregation: str, results: list[Any]) -> Any:
    if aggregation == "COUNT":
        return len(results)
    exact = [Fraction(result) for result in results]
    return {"SUM": sum, "MIN": min, "MAX": max}[aggregation](exact) if exact else None
