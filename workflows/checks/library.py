"""The last word is the engine's own parser: what it cannot read may not be published either."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from workflows import xml
from workflows.checks.diagram import Diagram
from workflows.checks.finding import Report, local
from workflows.paper import without_paper

_NAMESPACE = re.compile(r"\{[^}]*\}")
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']*)'")


def check(diagram: Diagram, data: bytes, decisions: Mapping[str, bytes], report: Report) -> None:
    """Compare with the BPMN schema and parse as publishing will. Whatever goes wrong is a finding, never a trace."""
    at, what = diagram.key or "diagram", "diagram ini"
    try:
        # Here and not above: the engine's modules are slow to load, and they import this package.
        from SpiffWorkflow.spiff.parser.process import VALIDATOR

        from workflows.compiler import Parser

        root = xml.parse(data)
        _check_schema(root, VALIDATOR, report)
        if report.failed:
            return
        parser = Parser(validator=VALIDATOR)
        for name, text in decisions.items():
            at, what = name, f"tabel keputusan “{name[:60]}”"
            parser.add_dmn_xml(xml.parse(text, kind="dmn"), f"{name}.dmn")
        at, what = diagram.key, "diagram ini"
        parser.add_bpmn_xml(without_paper(root), f"{diagram.key}.bpmn")
        parser.get_subprocess_specs(diagram.key, require_call_activity_specs=False)
    except Exception as error:  # noqa: BLE001  the library raises whatever it meets
        report.error(at, f"Mesin alur kerja tidak dapat membaca {what}: {_plain(error)}.")


def _check_schema(root: etree._Element, validator: object, report: Report) -> None:
    schema = validator.validator  # type: ignore[attr-defined]
    if schema.validate(root):
        return
    for error in list(schema.error_log)[:10]:
        report.error(_place(root, error), f"susunan XML tidak sesuai skema BPMN ({_plain(error.message)}).")


def _place(root: etree._Element, error: etree._LogEntry) -> etree._Element | str:
    """The element the schema speaks of, the first of that name on that line; of a shape, the id of what it shows."""
    named = _ELEMENT.match(error.message)
    for element in root.iter(etree.Element):
        if element.sourceline == error.line and named is not None and local(element) == named[1]:
            shown = [place.get("bpmnElement") for place in (element, *element.iterancestors())]
            return next((name for name in shown if name), element)
    return root


def _plain(error: object) -> str:
    text = " ".join(_NAMESPACE.sub("", str(error)).split())
    return text.rstrip(".")[:300] or type(error).__name__
