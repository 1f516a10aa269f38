"""Who does what: lanes, forms, operations, decisions, messages and called processes behind the nodes."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from workflows.catalogue import SYSTEM_LANE, Catalogue, lane_key
from workflows.checks.diagram import PEOPLE, Diagram, Node, bpmn, spiff
from workflows.checks.finding import Report

_REFERENCES = {
    "messageEventDefinition": ("messageRef", "message", "pesan"),
    "signalEventDefinition": ("signalRef", "signal", "sinyal"),
    "errorEventDefinition": ("errorRef", "error", "error"),
    "escalationEventDefinition": ("escalationRef", "escalation", "eskalasi"),
}

_CODED = {"error": "errorCode", "eskalasi": "escalationCode"}


MAX_NAME = 128


def check(diagram: Diagram, decisions: Mapping[str, bytes], catalogue: Catalogue | None, report: Report) -> None:
    """Each node against the catalogue; without one, only what the diagram itself tells."""
    _check_lanes(diagram, catalogue, report)
    declared = _declared(diagram.root)
    for node in diagram.nodes():
        if node.kind in PEOPLE:
            _check_person(node, catalogue, report)
        elif node.kind == "serviceTask":
            _check_service(node, catalogue, report)
        elif node.kind == "businessRuleTask":
            _check_decision(node, decisions, report)
        elif node.kind == "scriptTask" and len(node.element.findall(bpmn("script"))) != 1:
            report.error(node.element, "tugas skrip harus memuat tepat satu skrip.")
        _check_references(node, declared, report)


def _check_lanes(diagram: Diagram, catalogue: Catalogue | None, report: Report) -> None:
    seen: set[str] = set()
    for ref in diagram.root.iter(bpmn("flowNodeRef")):
        name = ref.text or ""
        if name in seen:
            report.error(name[:128], f"Elemen “{name[:60]}” berada di dua lajur.")
        seen.add(name)
    for lane in diagram.root.iter(bpmn("lane")):
        key = lane_key(lane.get("name") or "")
        if not key:
            report.error(lane, "lajur tanpa nama.")
        elif catalogue is not None and key not in catalogue.lanes and key != SYSTEM_LANE:
            report.error(lane, f"lajur tidak dikenal; yang dikenal: {', '.join(sorted(catalogue.lanes))}.")


def _check_person(node: Node, catalogue: Catalogue | None, report: Report) -> None:
    if node.lane is None:
        report.error(node.element, "tugas di luar lajur: tidak ada yang mengerjakannya.")
    elif lane_key(node.lane.get("name") or "") == SYSTEM_LANE:
        report.error(node.element, "tugas orang tidak boleh di lajur Sistem.")
    documentation = node.element.findtext(bpmn("documentation")) or ""
    if not documentation.strip():
        report.warn(node.element, "tanpa dokumentasi (dasar hukum dan petunjuk).")
    if not (node.element.get("name") or "").strip():
        report.warn(node.element, "tugas tanpa nama.")
    step = node.properties().get("langkah") or node.id
    if (
        node.kind == "userTask"
        and catalogue is not None
        and catalogue.steps is not None
        and step not in catalogue.steps
    ):
        report.warn(node.element, f"langkah “{step[:60]}” tidak dikenal, memakai formulir umum.")


def _check_service(node: Node, catalogue: Catalogue | None, report: Report) -> None:
    operators = node.element.findall(f"{bpmn('extensionElements')}/{spiff('serviceTaskOperator')}")
    if len(operators) != 1 or not operators[0].get("id"):
        report.error(node.element, "tugas layanan harus memiliki tepat satu operasi (serviceTaskOperator).")
        return
    operation = operators[0].get("id", "")
    names = [parameter.get("id", "") for parameter in operators[0].iter(spiff("parameter"))]
    for name in sorted({name for name in names if names.count(name) > 1}):
        report.error(node.element, f"parameter “{name[:60]}” ditulis lebih dari satu kali.")
    if catalogue is None:
        return
    if operation not in catalogue.operations:
        known = ", ".join(sorted(catalogue.operations)) or "tidak ada"
        report.error(node.element, f"operasi “{operation[:60]}” tidak dikenal; yang dikenal: {known}.")
        return
    allowed = catalogue.operations[operation]
    for name in sorted(set(names) - allowed):
        known = ", ".join(sorted(allowed)) or "tidak ada"
        report.error(
            node.element, f"operasi {operation} tidak memiliki parameter “{name[:60]}”; yang dikenal: {known}."
        )


def _check_decision(node: Node, decisions: Mapping[str, bytes], report: Report) -> None:
    named = node.element.findall(f"{bpmn('extensionElements')}/{spiff('calledDecisionId')}")
    decision = (named[0].text or "") if len(named) == 1 else ""
    if not decision:
        report.error(node.element, "tugas aturan harus menyebut tepat satu keputusan (calledDecisionId).")
    elif decision not in decisions:
        report.error(node.element, f"keputusan “{decision[:60]}” tidak ada di antara tabel DMN yang disertakan.")


def _declared(root: etree._Element) -> dict[str, dict[str, etree._Element]]:
    kinds = ("message", "signal", "error", "escalation")
    return {kind: {item.get("id", ""): item for item in root.findall(bpmn(kind))} for kind in kinds}


def _check_references(node: Node, declared: Mapping[str, Mapping[str, etree._Element]], report: Report) -> None:
    """Messages, signals and errors an event names exist; a message has a name."""
    for event in node.events():
        attribute, kind, word = _REFERENCES.get(etree.QName(event).localname, ("", "", ""))
        if kind:
            _check_reference(node, event.get(attribute), declared[kind], word, report)
    if node.kind in ("sendTask", "receiveTask"):
        _check_reference(node, node.element.get("messageRef"), declared["message"], "pesan", report)


def _check_reference(
    node: Node, name: str | None, known: Mapping[str, etree._Element], word: str, report: Report
) -> None:
    throws = node.kind in ("endEvent", "intermediateThrowEvent")
    if name is None:
        if throws or word not in _CODED:  # who catches without a reference catches any
            report.error(node.element, f"tidak menyebut {word} mana.")
    elif name not in known:
        report.error(node.element, f"{word} “{name[:60]}” tidak ada di dalam diagram.")
    elif word in ("pesan", "sinyal") and not (known[name].get("name") or "").strip():
        report.error(known[name], f"{word} tanpa nama.")
    elif word in ("pesan", "sinyal") and len(known[name].get("name") or "") > MAX_NAME:
        report.error(known[name], f"nama {word} terlalu panjang, paling banyak {MAX_NAME} huruf.")
    elif word in _CODED and not (known[name].get(_CODED[word]) or "").strip():
        report.error(known[name], f"{word} tanpa kode ({_CODED[word]}); kode itu yang dicocokkan.")
