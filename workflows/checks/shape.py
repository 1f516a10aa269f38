"""Which elements a diagram may hold, and where. Whatever the engine does not do for certain is refused by name."""

from __future__ import annotations

import re

from lxml import etree

from workflows.checks.diagram import ACTIVITIES, EVENTS, NODES, SPIFF, Diagram, Node, Scope, bpmn
from workflows.checks.finding import Report, local
from workflows.xml import BPMN

MAX_NODES = 300
SUPPORTED = (
    "startEvent (polos, timer, pesan), endEvent (polos, pesan, sinyal, error, eskalasi, terminate), userTask, "
    "manualTask, scriptTask, serviceTask, businessRuleTask, sendTask, receiveTask, "
    "exclusive/parallel/inclusive/eventBasedGateway, boundaryEvent (timer, pesan, sinyal, error, eskalasi, syarat), "
    "intermediate event (timer, pesan, sinyal, eskalasi, syarat), subProcess, event sub-process (timer, pesan, sinyal, "
    "error, eskalasi, syarat), callActivity, multi-instance"
)
_EVENT_KINDS = {
    "startEvent": {"messageEventDefinition"},
    "endEvent": {
        "messageEventDefinition",
        "signalEventDefinition",
        "terminateEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
    },
    "boundaryEvent": {
        "timerEventDefinition",
        "messageEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "conditionalEventDefinition",
    },
    "intermediateCatchEvent": {
        "timerEventDefinition",
        "messageEventDefinition",
        "signalEventDefinition",
        "conditionalEventDefinition",
    },
    "intermediateThrowEvent": {"messageEventDefinition", "signalEventDefinition", "escalationEventDefinition"},
}
_TRIGGERS = {
    "timerEventDefinition",
    "messageEventDefinition",
    "signalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
}
_PLAIN_ALLOWED = frozenset({"startEvent", "endEvent"})
_BESIDES_NODES = """
    definitions collaboration participant messageFlow process laneSet lane flowNodeRef documentation extensionElements
    incoming outgoing sequenceFlow conditionExpression script message signal error escalation
    timerEventDefinition timeDate timeDuration timeCycle
    messageEventDefinition signalEventDefinition errorEventDefinition escalationEventDefinition terminateEventDefinition
    conditionalEventDefinition condition
    multiInstanceLoopCharacteristics standardLoopCharacteristics loopCardinality loopDataInputRef loopDataOutputRef
    inputDataItem outputDataItem completionCondition loopCondition
    textAnnotation text association group category categoryValue
    correlationKey correlationPropertyRef correlationProperty correlationPropertyRetrievalExpression
    messagePath formalExpression
    dataObject dataObjectReference dataStore dataStoreReference dataInputAssociation dataOutputAssociation property
    sourceRef targetRef dataState
"""
_OF_SPIFF = """
    properties property serviceTaskOperator parameters parameter calledDecisionId preScript postScript
    instructionsForEndUser variableName payloadExpression messagePayload messageVariable
    processVariableCorrelation propertyId expression
"""
_FURNITURE = frozenset(_BESIDES_NODES.split())
_EXTENSIONS = frozenset(_OF_SPIFF.split())
# Attributes with which an element means something else than the engine does, and what may stand there.
_PLAIN = {
    "instantiate": ("false", "0"),
    "eventGatewayType": ("Exclusive",),
    "parallelMultiple": ("false", "0"),
    "startQuantity": ("1",),
    "completionQuantity": ("1",),
    "behavior": ("All",),
}
_DI = ("http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/DD/20100524/D")
_KEY = re.compile(r"[a-z_][a-z0-9_]{0,63}\Z")
_TAKEN = frozenset({"Start", "End", "Root", "StartEventSplit", "StartEventJoin"})  # SpiffWorkflow's own nodes


def check(diagram: Diagram, report: Report) -> bool:
    """Elements, places, the process itself, kinds of events, number of nodes. False: too big to look at further."""
    for element in diagram.root.iter(etree.Element):
        _check_element(element, report)
    _check_process(diagram, report)
    count = 0
    for scope in diagram.scopes:
        count += len(scope.nodes)
        for node in scope.nodes.values():
            _check_node(node, scope, report)
    if count > MAX_NODES:
        report.error(diagram.key or "diagram", f"Terlalu banyak elemen alur: {count}, paling banyak {MAX_NODES}.")
    return count <= MAX_NODES


def _check_element(element: etree._Element, report: Report) -> None:
    space, name = etree.QName(element).namespace or "", local(element)
    parent = element.getparent()
    if space == BPMN:
        _check_bpmn(element, name, parent, report)
    elif space == SPIFF:
        if name not in _EXTENSIONS:
            report.error(element, f"ekstensi “{name}” tidak didukung.")
        elif not any(True for _ in element.iterancestors(bpmn("extensionElements"))):
            report.error(element, f"ekstensi “{name}” harus di dalam extensionElements.")
    elif space.startswith(_DI):
        if not any(place.getparent() is not None and local(place) == "BPMNDiagram" for place in _line(element)):
            report.error(element, f"elemen gambar “{name}” tidak pada tempatnya.")
    else:
        report.error(element, f"elemen asing “{name}” ({space[:80] or 'tanpa ruang nama'}) tidak diizinkan.")


def _line(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def _check_bpmn(element: etree._Element, name: str, parent: etree._Element | None, report: Report) -> None:
    above = "" if parent is None else local(parent)
    if name not in NODES and name not in _FURNITURE:
        hint = "pakai userTask" if name == "task" else f"yang didukung: {SUPPORTED}"
        report.error(element, f"elemen “{name}” tidak didukung; {hint}.")
    elif name in NODES | {"sequenceFlow"} and above not in ("process", "subProcess"):
        report.error(element, f"elemen “{name}” harus langsung di dalam proses, bukan di dalam “{above}”.")
    elif name.endswith("EventDefinition") and above not in EVENTS:
        report.error(element, f"“{name}” harus langsung di dalam sebuah event.")
    elif name == "lane" and above == "childLaneSet":
        report.error(element, "lajur bertingkat tidak didukung.")
    elif name == "process" and above != "definitions":
        report.error(element, "proses harus langsung di dalam definitions.")
    elif name == "sequenceFlow" and not element.get("id"):
        report.error(element, "alur tanpa id tidak akan dibaca mesin.")
    for attribute, plain in _PLAIN.items():
        value = element.get(attribute)
        if value is not None and value not in plain:
            report.error(element, f"{attribute}=“{value[:40]}” pada {name} tidak didukung; hapus atribut itu.")


def _check_process(diagram: Diagram, report: Report) -> None:
    process = diagram.process
    if process is None:
        count = len(diagram.root.findall(bpmn("process")))
        hint = "; kolam mitra digambar tanpa proses (kolam kosong)" if count > 1 else ""
        report.error("definitions", f"Berkas harus memuat tepat satu proses, bukan {count}{hint}.")
        return
    if not _KEY.match(diagram.key):
        report.error(process, "id proses harus huruf kecil, angka dan garis bawah (contoh: skp_tahunan).")
    if process.get("isExecutable", "true") not in ("true", "1"):
        report.error(process, "proses harus ditandai dapat dijalankan (isExecutable).")
    if process.get("isExecutable") == "1":
        report.error(process, 'tuliskan isExecutable="true".')


def _check_node(node: Node, scope: Scope, report: Report) -> None:
    if not node.id or node.id in _TAKEN or "." in node.id:
        report.error(node.element, f"id elemen “{node.id}” kosong, memuat titik, atau dipakai mesin.")
    if node.kind in EVENTS:
        _check_event(node, scope, report)
    if node.kind == "subProcess":
        _check_sub_process(node, report)
    if node.kind in ACTIVITIES and len(node.element.findall(bpmn("multiInstanceLoopCharacteristics"))) > 1:
        report.error(node.element, "lebih dari satu multi-instance.")
    if node.element.get("isForCompensation", "false") != "false":
        report.error(node.element, "kompensasi tidak didukung.")


def _check_sub_process(node: Node, report: Report) -> None:
    """The engine takes any word for a yes where a sub-process says whether an event starts it."""
    if node.element.get("triggeredByEvent", "true") != "true":
        report.error(node.element, 'tuliskan triggeredByEvent="true", atau hapus atribut itu.')
    if node.triggered:
        for loop in ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"):
            if node.element.find(bpmn(loop)) is not None:
                report.error(node.element, "event sub-process tidak dapat diulang (multi-instance atau loop).")


def _check_event(node: Node, scope: Scope, report: Report) -> None:
    events = node.events()
    starts = node.kind == "startEvent" and scope.triggered
    allowed = _TRIGGERS if starts else _EVENT_KINDS[node.kind]
    if node.kind == "startEvent" and local(scope.element) == "process":
        allowed = allowed | {"timerEventDefinition"}
    place = "startEvent sebuah event sub-process" if starts else node.kind
    if len(events) > 1:
        report.error(node.element, "sebuah event hanya boleh memiliki satu jenis pemicu.")
    for event in events:
        if local(event) not in allowed:
            report.error(node.element, f"“{local(event)}” pada {place} tidak didukung; yang didukung: {SUPPORTED}.")
        elif event.find(bpmn("timeCycle")) is not None and not _recurs(node, starts):
            report.warn(node.element, "hanya saat pertama dari pengulangan yang dipakai di sini; tulis jangka waktu.")
    if not events and (starts or node.kind not in _PLAIN_ALLOWED):
        report.error(node.element, f"{place} tanpa pemicu tidak didukung.")
    if any(local(event) == "errorEventDefinition" for event in events) and not _interrupts(node):
        report.error(node.element, "error selalu menghentikan; tandai sebagai menghentikan (interrupting).")
    for event in events:
        if local(event) == "conditionalEventDefinition" and len(event.findall(bpmn("condition"))) != 1:
            report.error(node.element, "kejadian bersyarat harus memuat tepat satu syarat (condition).")


def _recurs(node: Node, starts: bool) -> bool:
    return (starts or node.kind == "boundaryEvent") and not _interrupts(node)


def _interrupts(node: Node) -> bool:
    if node.kind == "startEvent":
        return node.element.get("isInterrupting", "true") in ("true", "1")
    return node.kind != "boundaryEvent" or node.interrupting
