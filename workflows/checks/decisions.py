"""Decision tables (DMN): policy, columns and every cell, compiled as the engine will compile them.

A cell is `-` or empty (any value), a value (`"Baik"`, `5`), the right side of a comparison (`>= 91`), or an expression
in which `?` stands for the input (`? > 90 and ? <= 100`).
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from workflows import decision_table, expressions, xml
from workflows.checks import texts
from workflows.checks.finding import Report, local
from workflows.checks.overlaps import overlaps
from workflows.decision_table import AGGREGATIONS, ANYTHING, ASKED, COMPARISON, POLICIES
from workflows.errors import NotSafe
from workflows.expressions import Malformed
from workflows.hit_policies import BY_VALUES, SINGLE, same

MAX_CELL = 500
MAX_MARKS = 20  # question marks
_TABLE_PARTS = ("input", "output", "rule")


def check(name: str, data: bytes, report: Report) -> None:
    """The findings of one DMN text that is to be known as decision `name`."""
    try:
        root = xml.parse(data, kind="dmn")
    except NotSafe as error:
        report.error(name[:128], f"Tabel keputusan “{name[:60]}”: {error}")
        return
    space = {"d": str(etree.QName(root).namespace)}
    found = root.findall(".//d:decision", space)
    if len(found) != 1 or found[0].get("id") != name:
        report.error(name[:128], f"Berkas DMN harus memuat tepat satu keputusan dengan id “{name[:60]}”.")
        return
    tables = found[0].findall("d:decisionTable", space)
    if len(tables) != 1:
        report.error(found[0], "keputusan harus memuat tepat satu tabel.")
        return
    _Table(tables[0], space, report).check()


class _Table:
    """One decision table and the report on it."""

    def __init__(self, table: etree._Element, space: dict[str, str], report: Report) -> None:
        self._table, self._space, self._report = table, space, report
        self._inputs = table.findall("d:input", space)
        self._outputs = table.findall("d:output", space)
        self._policy = table.get("hitPolicy", "UNIQUE")
        self._listed: dict[etree._Element, tuple[Any, ...]] = {}

    def check(self) -> None:
        """Policy, columns and every cell."""
        self._parts()
        self._rules_of_the_policy()
        for column in self._inputs:
            self._input(column)
        for column in self._outputs:
            self._output(column)
        rules = self._table.findall("d:rule", self._space)
        open_ended = [self._rule(rule) for rule in rules]
        if self._report.failed:
            return
        if self._policy == "UNIQUE":
            self._overlaps(rules)
        without = not all(column.find("d:defaultOutputEntry", self._space) is not None for column in self._outputs)
        if self._policy in SINGLE and without and True not in open_ended:
            self._report.warn(
                self._table,
                "tidak ada baris yang berlaku untuk semua masukan; bila tidak ada yang cocok, hasilnya kosong.",
            )

    def _parts(self) -> None:
        report, table = self._report, self._table
        if not table.get("id"):
            report.error(table, "tabel keputusan tanpa id.")
        for child in table.iterchildren(etree.Element):
            if local(child) not in _TABLE_PARTS:
                report.error(table, f"bagian “{local(child)}” di dalam tabel keputusan tidak didukung.")
            elif not child.get("id"):
                report.error(table, f"bagian “{local(child)}” tanpa id.")
        if not self._outputs:
            report.error(table, "tabel keputusan tanpa keluaran.")
        names = [column.get("name") for column in self._outputs]
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            report.error(table, f"dua keluaran bernama “{name[:60]}”.")

    def _rules_of_the_policy(self) -> None:
        report, table, policy = self._report, self._table, self._policy
        aggregation = table.get("aggregation")
        if policy not in POLICIES:
            report.error(table, f"hitPolicy “{policy[:60]}” tidak dikenal; yang dikenal: {', '.join(POLICIES)}.")
        if policy in BY_VALUES and all(self._values(column) is None for column in self._outputs):
            report.error(table, f"hitPolicy {policy} membutuhkan nilai keluaran (outputValues), yang utama lebih dulu.")
        if aggregation is None:
            return
        if aggregation not in AGGREGATIONS:
            report.error(
                table, f"aggregation “{aggregation[:60]}” tidak dikenal; yang dikenal: {', '.join(AGGREGATIONS)}."
            )
        if policy != "COLLECT":
            report.error(table, "aggregation hanya untuk hitPolicy COLLECT.")
        if len(self._outputs) > 1:
            report.error(table, "aggregation hanya untuk tabel dengan satu keluaran.")

    def _values(self, column: etree._Element) -> str | None:
        return column.findtext("d:outputValues/d:text", None, self._space)

    def _input(self, column: etree._Element) -> None:
        found = column.findall("d:inputExpression", self._space)
        text = (found[0].findtext("d:text", None, self._space) or "") if len(found) == 1 else ""
        texts.expression(column, text, "masukan", self._report)
        if column.find("d:inputValues", self._space) is not None:
            self._report.warn(column, "daftar nilai masukan (inputValues) tidak diperiksa mesin.")

    def _output(self, column: etree._Element) -> None:
        texts.fact_name(column, column.get("name"), "keluaran", self._report)
        listed = self._values(column)
        if listed is not None:
            self._report.spend(listed)
            try:
                self._listed[column] = decision_table.values(listed)
            except NotSafe as error:
                self._report.error(column, f"nilai keluaran harus tetapan yang dipisah koma: {error}")
        default = column.find("d:defaultOutputEntry", self._space)
        if default is None:
            return
        if self._policy not in SINGLE:
            self._report.error(column, f"nilai baku (defaultOutputEntry) hanya untuk hitPolicy {', '.join(SINGLE)}.")
        self._result(column, default.findtext("d:text", "", self._space) or "", "nilai baku", column)

    def _rule(self, rule: etree._Element) -> bool:
        """Whether the row takes every input."""
        asked = rule.findall("d:inputEntry", self._space)
        given = rule.findall("d:outputEntry", self._space)
        if len(asked) != len(self._inputs) or len(given) != len(self._outputs):
            self._report.error(rule, "jumlah sel tidak sama dengan jumlah kolom.")
            return False
        for cell, column in zip(given, self._outputs, strict=True):
            text = self._text(cell)
            if text is not None:
                self._result(cell, text, "sel keluaran", column)
        cells = [self._text(cell) for cell in asked]
        for cell, entry in zip(cells, asked, strict=True):
            if cell is not None and cell.strip() not in ANYTHING:
                self._cell(entry, cell)
        return all(cell is not None and cell.strip() in ANYTHING for cell in cells)

    def _result(self, cell: etree._Element, text: str, what: str, column: etree._Element) -> None:
        """An output: it compiles, and a constant is one of the column's values."""
        if not texts.expression(cell, text, what, self._report) or column not in self._listed:
            return
        try:
            value = expressions.evaluate(text, {})
        except NotSafe:
            return  # it names facts
        if not any(same(value, one) for one in self._listed[column]):
            self._report.error(cell, f"{what} “{text[:60]}” bukan salah satu nilai keluaran kolomnya.")

    def _text(self, cell: etree._Element) -> str | None:
        """The cell's text as the engine reads it; None where it is too long to look at."""
        found = cell.findall("d:text", self._space)
        text = (found[0].text or "") if len(found) == 1 else ""
        if len(found) > 1 or not cell.get("id"):
            self._report.error(cell, "sel harus memiliki id dan paling banyak satu isi.")
        if len(text) > MAX_CELL or text.count("?") > MAX_MARKS:
            self._report.error(
                cell, f"isi sel terlalu panjang (paling banyak {MAX_CELL} huruf dan {MAX_MARKS} tanda tanya)."
            )
            return None
        return text

    def _cell(self, entry: etree._Element, cell: str) -> None:
        self._report.spend(cell)
        compared = COMPARISON.match(cell.strip()) or "?" in cell
        # Two habits of FEEL: lists without brackets, and not(…), which would be readable and mean something else.
        if not compared and ("," in _outside(cell) or re.match(r"\s*not\b", cell)):
            hint = 'pakai tanda tanya (? in ["a", "b"], ? != "a")'
            self._report.error(entry, f"sel masukan “{cell[:60]}” bukan satu nilai; {hint}.")
            return
        try:
            test = decision_table.test(cell)
        except Malformed as error:
            hint = 'pakai nilai, perbandingan (>= 91) atau tanda tanya (? in ["a", "b"])'
            reason = str(error) if compared else f"“{cell[:60]}” tidak dapat dibaca; {hint}."
            self._report.error(entry, f"sel masukan: {reason}")
        except NotSafe as error:
            self._report.error(entry, f"sel masukan: {error}")
        else:
            if test is not None:
                texts.possible(entry, test.program.reads - {ASKED}, "sel masukan", self._report)

    def _overlaps(self, rules: list[etree._Element]) -> None:
        """Two rows that match together, where it can be seen."""
        document = self._table.getroottree().getroot()
        cells = [[self._text(cell) or "" for cell in rule.findall("d:inputEntry", self._space)] for rule in rules]
        for first, second, example in overlaps(decision_table.read(document), cells):
            self._report.error(
                rules[second - 1],
                f"hitPolicy UNIQUE, tetapi baris {first} dan {second} sama-sama cocok ({example}); ubah selnya, atau "
                "pakai FIRST, ANY atau PRIORITY.",
            )


def _outside(text: str) -> str:
    """The text without quoted texts and without what stands in brackets."""
    words = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    while (inner := re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", "", words)) != words:
        words = inner
    return words
