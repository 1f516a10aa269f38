"""A process that starts by the clock or for a message: nobody is there to say who does what, so the diagram must."""

from __future__ import annotations

import re

from workflows import expressions
from workflows.catalogue import SYSTEM_LANE, lane_key
from workflows.checks.diagram import Diagram, Node, bpmn, properties_of
from workflows.checks.finding import Report, local
from workflows.errors import NotSafe

_PARTY = re.compile(r"peran:[a-z_]+(:[A-Za-z0-9_.-]+)?\Z")
_STARTED_BY = {"timerEventDefinition": "waktu", "messageEventDefinition": "pesan"}


def check(diagram: Diagram, report: Report) -> None:
    """Parties of the lanes, and texts that can be worked out before there is any fact."""
    start = next((one for one in diagram.scopes[0].nodes.values() if one.kind == "startEvent"), None)
    by = _STARTED_BY.get(local(start.events()[0]), "") if start is not None and start.events() else ""
    for lane in diagram.root.iter(bpmn("lane")):
        party = properties_of(lane).get("pihak")
        if party is not None and not _PARTY.match(party):
            report.error(lane, "pihak harus sebuah antrean peran, misalnya peran:admin_bkd.")
        elif by and not party and lane_key(lane.get("name") or "") != SYSTEM_LANE:
            report.error(
                lane, f"proses yang dimulai oleh {by} memerlukan properti pihak pada lajur ini (peran:admin_bkd)."
            )
    if start is not None and by == "waktu":
        _check_texts(start, report)
    elif start is not None and by == "pesan":
        _check_message(start, report)


def _check_message(start: Node, report: Report) -> None:
    """The key and the facts of the message are what the process begins with."""
    for name in ("kunci", "muatan"):
        if start.properties().get(name):
            report.error(
                start.element,
                f"properti {name} tidak dibaca pada start event pesan: kunci pesan menjadi kunci perkara, dan yang "
                "dibawa pesan menjadi fakta pertama. Hapus properti itu.",
            )


def _check_texts(start: Node, report: Report) -> None:
    texts = [element.text for element in start.element.iterfind(f"{bpmn('timerEventDefinition')}/*")]
    for text in (*texts, start.properties().get("kunci")):
        try:
            asked = expressions.names((text or "").strip()) - {"sekarang"} - expressions.RESERVED if text else set()
        except NotSafe:
            continue  # told where all texts are compiled
        if asked:
            names = ", ".join(sorted(asked))
            report.error(start.element, f"belum ada data saat proses dimulai oleh waktu: {names}.")
