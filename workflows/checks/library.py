"""The last word is the engine's own parser: what it cannot read may not be published either."""

from __future__ import annotations

from collections.abc import Mapping

from workflows import xml
from workflows.checks.diagram import Diagram
from workflows.checks.finding import Report


def check(diagram: Diagram, data: bytes, decisions: Mapping[str, bytes], report: Report) -> None:
    """Parse as publishing will. Whatever goes wrong is a finding, never a trace."""
    try:
        # Here and not above: the engine's modules are slow to load, and they import this package.
        from SpiffWorkflow.spiff.parser.process import VALIDATOR

        from workflows.compiler import Parser

        parser = Parser(validator=VALIDATOR)
        for name, text in decisions.items():
            parser.add_dmn_xml(xml.parse(text, kind="dmn"), f"{name}.dmn")
        parser.add_bpmn_xml(xml.parse(data), f"{diagram.key}.bpmn")
        parser.get_subprocess_specs(diagram.key, require_call_activity_specs=False)
    except Exception as error:  # noqa: BLE001  the library raises whatever it meets
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        report.error(diagram.key or "diagram", f"Mesin alur kerja tidak dapat membaca diagram ini: {reason}")
