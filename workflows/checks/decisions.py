"""Decision tables (DMN): what SpiffWorkflow's engine will put together from input and cell is compiled here.

A cell is `-` or empty (any value), a value (`"Baik"`, `5`), the right side of a comparison (`>= 91`), or an expression
in which `?` stands for the input (`? > 90 and ? <= 100`).
"""

from __future__ import annotations

import re

from lxml import etree

from workflows import expressions, xml
from workflows.checks import texts
from workflows.checks.finding import Report, local
from workflows.errors import NotSafe
from workflows.expressions import Malformed

MAX_CELL = 500
MAX_MARKS = 20  # question marks: the engine's search for them is quadratic
_POLICIES = ("UNIQUE", "FIRST")
_QUESTION = re.compile(r"""(\?)(?=(?:[^'"]|['"][^'"]*['"])*$)""")
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

    def check(self) -> None:
        """Policy, columns and every cell."""
        report, table = self._report, self._table
        if not table.get("id"):
            report.error(table, "tabel keputusan tanpa id.")
        if table.get("hitPolicy", "UNIQUE") not in _POLICIES or table.get("aggregation"):
            report.error(
                table, f"hitPolicy “{table.get('hitPolicy')}” tidak didukung; yang didukung: {', '.join(_POLICIES)}."
            )
        for child in table.iterchildren(etree.Element):
            if local(child) not in _TABLE_PARTS:
                report.error(table, f"bagian “{local(child)}” di dalam tabel keputusan tidak didukung.")
            elif not child.get("id"):
                report.error(table, f"bagian “{local(child)}” tanpa id.")
        inputs = [self._input(column) for column in self._inputs]
        for column in self._outputs:
            texts.fact_name(column, column.get("name"), "keluaran", report)
        if not self._outputs:
            report.error(table, "tabel keputusan tanpa keluaran.")
        rules = [self._rule(rule, inputs) for rule in table.findall("d:rule", self._space)]
        if True not in rules:
            report.warn(
                table, "tidak ada baris yang berlaku untuk semua masukan; bila tidak ada yang cocok, hasilnya kosong."
            )

    def _input(self, column: etree._Element) -> str:
        found = column.findall("d:inputExpression", self._space)
        text = (found[0].findtext("d:text", None, self._space) or "") if len(found) == 1 else ""
        return text if texts.expression(column, text, "masukan", self._report) else ""

    def _rule(self, rule: etree._Element, inputs: list[str]) -> bool:
        """Whether the row takes every input."""
        asked = rule.findall("d:inputEntry", self._space)
        given = rule.findall("d:outputEntry", self._space)
        if len(asked) != len(inputs) or len(given) != len(self._outputs):
            self._report.error(rule, "jumlah sel tidak sama dengan jumlah kolom.")
            return False
        for cell in given:
            text = self._text(cell)
            if text is not None:
                texts.expression(cell, text, "sel keluaran", self._report)
        cells = [self._text(cell) for cell in asked]
        for cell, entry, asks in zip(cells, asked, inputs, strict=True):
            if cell and cell != "-" and asks:
                self._cell(entry, asks, cell)
        return not any(cell and cell != "-" for cell in cells)

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

    def _cell(self, entry: etree._Element, asks: str, cell: str) -> None:
        self._report.spend(cell)
        marked = _QUESTION.sub("dmninputexpr", cell)
        if "dmninputexpr" in marked:
            texts.expression(entry, marked, "sel masukan", self._report)
            return
        try:
            expressions.check(cell)
        except Malformed:
            self._operator(entry, asks, cell)
        except NotSafe as error:
            self._report.error(entry, f"sel masukan: {error}")
        else:
            self._value(entry, asks, cell)

    def _value(self, entry: etree._Element, asks: str, cell: str) -> None:
        """A cell that stands alone. Two FEEL habits would be readable here and mean something else."""
        outside = _outside(cell)
        if "," in outside or re.match(r"\s*not\b", cell):
            hint = 'pakai tanda tanya (? in ["a", "b"], ? != "a")'
            self._report.error(entry, f"sel masukan “{cell[:60]}” bukan satu nilai; {hint}.")
        else:
            texts.expression(entry, f"({asks}) == ({cell})", "sel masukan", self._report)

    def _operator(self, entry: etree._Element, asks: str, cell: str) -> None:
        """A cell such as `>= 91`: the engine writes it behind the input, without a space and without brackets."""
        if not re.match(r"\s*(<=|>=|<|>|==|!=)", cell):
            hint = 'pakai nilai, perbandingan (>= 91) atau tanda tanya (? in ["a", "b"])'
            self._report.error(entry, f"sel masukan “{cell[:60]}” tidak dapat dibaca; {hint}.")
        elif texts.expression(entry, asks + cell, "sel masukan", self._report) and not _simple(asks):
            self._report.error(entry, f"masukan “{asks[:60]}” harus ditulis dalam kurung.")


def _simple(text: str) -> bool:
    """Whether a comparison written behind the text compares the whole of it."""
    return not re.search(r"[<>=!]|\b(and|or|not|if|else|in|is)\b", _outside(text))


def _outside(text: str) -> str:
    """The text without quoted texts and without what stands in brackets."""
    words = re.sub(r"\"[^\"]*\"|'[^']*'", "", text)
    while (inner := re.sub(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}", "", words)) != words:
        words = inner
    return words
