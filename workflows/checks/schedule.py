"""A process that starts by the clock: nobody is there to say who does what, so the diagram must."""

from __future__ import annotations

import re

from workflows import expressions
from workflows.catalogue import SYSTEM_LANE, lane_key
from workflows.checks.diagram import Diagram, bpmn, properties_of
from workflows.checks.finding import Report
from workflows.errors import NotSafe

_PARTY = re.compile(r"peran:[a-z_]+(:[A-Za-z0-9_.-]+)?\Z")


def check(diagram: Diagram, report: Report) -> None:
    """Parties of the lanes, and texts that can be worked out before there is any fact."""
    start = next((one for one in diagram.scopes[0].nodes.values() if one.kind == "startEvent"), None)
    timed = start is not None and start.element.find(bpmn("timerEventDefinition")) is not None
    for lane in diagram.root.iter(bpmn("lane")):
        party = properties_of(lane).get("pihak")
        if party is not None and not _PARTY.match(party):
            report.error(lane, "pihak harus sebuah antrean peran, misalnya peran:admin_bkd.")
        elif timed and not party and lane_key(lane.get("name") or "") != SYSTEM_LANE:
            report.error(
                lane, "proses yang dimulai oleh waktu memerlukan properti pihak pada lajur ini (peran:admin_bkd)."
            )
    if not timed or start is None:
        return
    texts = [element.text for element in start.element.iterfind(f"{bpmn('timerEventDefinition')}/*")]
    for text in (*texts, start.properties().get("kunci")):
        try:
            asked = expressions.names((text or "").strip()) - {"sekarang"} - expressions.RESERVED if text else set()
        except NotSafe:
            continue  # told where all texts are compiled
        if asked:
            names = ", ".join(sorted(asked))
            report.error(start.element, f"belum ada data saat proses dimulai oleh waktu: {names}.")
