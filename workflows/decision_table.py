"""A decision table as it is drawn, compiled: its columns, its rows, and what it answers to given facts.

Read from the XML here, not by the library: that knows two hit policies, repeats the input in every row, and asks
Python's parser. How rows that match become one answer is in hit_policies.py. Knows no library and no database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from workflows import bounded, expressions
from workflows.bounded import Value
from workflows.errors import NotSafe
from workflows.expressions import Program
from workflows.hit_policies import AGGREGATIONS, POLICIES, Column, Hit, answer
from workflows.meter import Evaluation

__all__ = ["AGGREGATIONS", "ANYTHING", "ASKED", "POLICIES", "Answer", "Row", "Table", "Test", "read", "test", "values"]

ASKED = "dmninputexpr"  # what `?` is called inside a compiled cell
ANYTHING = ("", "-")
COMPARISON = re.compile(r"<=|>=|<|>|==|!=")


@dataclass(frozen=True, slots=True)
class Test:
    """A cell of an input column. `alone`: its value must equal the input; else it must be true, `?` being the input."""

    program: Program
    alone: bool

    def holds(self, asked: Value, env: dict[str, Value]) -> bool:
        """Whether the cell takes this input; `env` holds the facts the cell names."""
        value = self.program.value({**env, ASKED: asked})
        return bounded.equal(asked, value) if self.alone else bool(value)


@dataclass(frozen=True, slots=True)
class Row:
    """A rule; a test that is None takes anything. `note` and `cells` are its description and its tests as written."""

    number: int
    tests: tuple[Test | None, ...]
    results: tuple[Program, ...]
    note: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """New facts, the numbers of the rows that gave them, counted from one, and the values of the input columns."""

    facts: Mapping[str, Any]
    rows: tuple[int, ...]
    asked: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One decision table, ready to be asked. `decision`, `name`, `basis`: of the decision around it; `labels`: what its
    input columns are called."""

    id: str
    policy: str
    aggregation: str
    inputs: tuple[Program, ...]
    outputs: tuple[Column, ...]
    rows: tuple[Row, ...]
    decision: str = ""
    name: str = ""
    basis: str = ""
    labels: tuple[str, ...] = ()

    def decide(self, facts: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> Answer:
        """What the table answers; the whole of it is one evaluation. NotSafe names its rows."""
        with Evaluation():
            env = expressions.facts_for(self._reads(), facts, extra)
            asked = [column.value(env) for column in self.inputs]
            hits = tuple(self._hits(asked, env))
            found = answer(self.policy, self.aggregation, self.outputs, hits, env)
        return Answer(found, tuple(hit.row for hit in hits), tuple(asked))

    def _reads(self) -> frozenset[str]:
        programs = [*self.inputs, *(column.default for column in self.outputs if column.default)]
        for row in self.rows:
            programs += [*(one.program for one in row.tests if one), *row.results]
        return frozenset().union(*(program.reads for program in programs)) - {ASKED}

    def _hits(self, asked: list[Value], env: dict[str, Value]) -> Iterator[Hit]:
        """The rows that match, in the order drawn, with their results; only one where the policy takes the first."""
        for row in self.rows:
            try:
                matches = all(one is None or one.holds(value, env) for one, value in zip(row.tests, asked, strict=True))
                if matches:
                    yield Hit(row.number, tuple(bounded.clean(result.value(env)) for result in row.results))
            except NotSafe as error:
                raise NotSafe(f"baris {row.number}: {error}") from None
            if matches and self.policy == "FIRST":
                return


def read(root: etree._Element) -> Table:
    """The one table of a DMN text that workflows.xml has parsed; NotSafe where a cell does not compile."""
    space = {"d": str(etree.QName(root).namespace)}
    table = root.find(".//d:decision/d:decisionTable", space)
    if table is None:
        raise NotSafe("Berkas DMN tanpa tabel keputusan.")
    decision, inputs = table.getparent(), table.findall("d:input", space)
    return Table(
        id=table.get("id") or "",
        policy=table.get("hitPolicy", "UNIQUE"),
        aggregation=table.get("aggregation", ""),
        inputs=tuple(expressions.program(one.findtext("d:inputExpression/d:text", "", space)) for one in inputs),
        outputs=tuple(_column(one, space) for one in table.findall("d:output", space)),
        rows=tuple(_row(number, one, space) for number, one in enumerate(table.findall("d:rule", space), 1)),
        decision=decision.get("id") or "",
        name=decision.get("name") or decision.get("id") or "",
        basis=_words(decision.findtext("d:description", "", space)),
        labels=tuple(one.get("label") or one.findtext("d:inputExpression/d:text", "", space).strip() for one in inputs),
    )


def _column(output: etree._Element, space: dict[str, str]) -> Column:
    listed = output.findtext("d:outputValues/d:text", None, space)
    default = output.findtext("d:defaultOutputEntry/d:text", None, space)
    return Column(
        output.get("name") or "", values(listed) if listed else (), expressions.program(default) if default else None
    )


def _row(number: int, rule: etree._Element, space: dict[str, str]) -> Row:
    cells = tuple((cell.findtext("d:text", "", space) or "").strip() for cell in rule.findall("d:inputEntry", space))
    results = tuple(
        expressions.program(cell.findtext("d:text", "", space) or "") for cell in rule.findall("d:outputEntry", space)
    )
    note = _words(rule.findtext("d:description", "", space))
    return Row(number, tuple(test(cell) for cell in cells), results, note, cells)


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def values(listed: str) -> tuple[Value, ...]:
    """The values of an output column, best first: constants separated by commas. NotSafe where they are not that."""
    with Evaluation():
        return tuple(bounded.clean(expressions.program(f"[{listed}]").value({})))


def test(cell: str) -> Test | None:
    """What a cell of an input column asks; None where it takes anything. NotSafe where it cannot be compiled."""
    text = cell.strip()
    if text in ANYTHING:
        return None
    marked = "".join(ASKED if char == "?" else char for char in _outside_quotes(text))
    if marked != text:
        return Test(expressions.program(marked), alone=False)
    if COMPARISON.match(text):
        return Test(expressions.program(f"{ASKED} {text}"), alone=False)
    return Test(expressions.program(text), alone=True)


def _outside_quotes(text: str) -> Iterator[str]:
    """Letter by letter; a quoted text comes whole."""
    place = 0
    while place < len(text):
        if text[place] in "\"'":
            end = text.find(text[place], place + 1)
            end = len(text) if end < 0 else end + 1
            yield text[place:end]
            place = end
        else:
            yield text[place]
            place += 1
