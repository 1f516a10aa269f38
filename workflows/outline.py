"""What a diagram says, read for people: its lanes, elements, who does what until when, and the facts it speaks of.

Reads any text that passed workflows.xml, also one with findings: a draft on its way must be readable too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from workflows import expressions
from workflows.arrows import Drawn
from workflows.arrows import drawn as drawn_data
from workflows.checks import diagram
from workflows.checks.diagram import PEOPLE, Node, bpmn, spiff
from workflows.errors import NotSafe
from workflows.paper import SHOWN
from workflows.xml import parse

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
IMPLIED = {("cancelActivity", "true")}  # what BPMN means where nothing is written; modelers leave it out
_EXPRESSIONS = tuple(bpmn(name) for name in ("conditionExpression", "condition", "timeDate", "timeDuration"))
_SCRIPTS = (bpmn("script"), spiff("preScript"), spiff("postScript"))
_FURNITURE = frozenset({bpmn("incoming"), bpmn("outgoing"), bpmn("laneSet"), bpmn("sequenceFlow")})
_PARTS = _FURNITURE | {bpmn(name) for name in diagram.NODES}


@dataclass(frozen=True, slots=True)
class Element:
    """A node, a flow or a lane. `kind` is its BPMN name; `lane` its lane's label.

    `says` holds what a reader would call its content, by name: langkah, batas, waktu, operasi, syarat, ... `canon` is
    all of it in a form in which two texts that mean the same are equal. `ends`: what a flow's two ends are called.
    """

    id: str
    kind: str
    name: str
    lane: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    canon: Any = ()
    ends: tuple[str, str] = field(default=("", ""), compare=False)

    @property
    def step(self) -> str:
        """The step of a person's task."""
        return self.says.get("langkah") or self.id


@dataclass(frozen=True)
class Outline:
    """One diagram. `rest` is what stands outside its process (messages, pools), `layout` the picture, `drawn` the ids
    that have a place in it. `reads`: the facts each element asks for; `writes`: those the diagram itself brings."""

    key: str
    name: str
    says: Mapping[str, str]
    elements: Mapping[str, Element]
    facts: frozenset[str]
    rest: Any = ()
    layout: Any = ()
    drawn: frozenset[str] = frozenset()
    reads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()

    def people(self) -> tuple[Element, ...]:
        """The tasks of people, in the order of the text."""
        return tuple(one for one in self.elements.values() if one.kind in PEOPLE)


def outline(xml: bytes, decisions: Mapping[str, bytes] | None = None) -> Outline:
    """The outline of a BPMN text; NotSafe if it is none. `decisions`: DMN texts, for the facts they give."""
    root = parse(xml)
    drawn = diagram.read(root)
    process = drawn.process
    elements = {one.id: one for one in _elements(drawn) if one.id}
    given, reads, writes = _given(decisions or {}), _reads(root, elements), _writes(root) | {*drawn_data(root).homes}
    return Outline(
        key=drawn.key,
        name=_words(process.get("name")) if process is not None else "",
        says=_present({"dokumentasi": _documentation(process)}) if process is not None else {},
        elements=elements,
        facts=writes.union(given, *reads.values()),
        rest=tuple(_canon(child, frozenset()) for child in root if _outside(child)),
        layout=tuple(_canon(child, frozenset()) for child in root if _is(child, "BPMNDiagram")),
        drawn=frozenset(one.get("bpmnElement") or "" for one in root.iter("{*}BPMNShape", "{*}BPMNEdge")),
        reads=reads,
        writes=writes | given,
    )


def called(xml: bytes) -> tuple[str, ...]:
    """Keys of the processes a text calls, in its order; NotSafe."""
    return tuple(dict.fromkeys(node.get("calledElement") or "" for node in parse(xml).iter(bpmn("callActivity"))))


def _elements(drawn: diagram.Diagram) -> Iterator[Element]:
    for lane in drawn.root.iter(bpmn("lane")):
        party = diagram.properties_of(lane).get("pihak", "")
        yield Element(lane.get("id") or "", "lane", _words(lane.get("name")), says=_present({"pihak": party}))
    data = drawn_data(drawn.root)
    for node in drawn.nodes():
        yield _node(node, drawn.root, data)
    for note in drawn.root.iter(bpmn("textAnnotation")):
        yield Element(note.get("id") or "", "textAnnotation", _words(note.findtext(bpmn("text"))))
    for data in drawn.root.iter(*(bpmn(name) for name in SHOWN)):
        meant = data.get("dataObjectRef") or ""
        yield Element(
            data.get("id") or "", diagram.local(data), _words(data.get("name")), says=_present({"nama_data": meant})
        )
    for scope in drawn.scopes:
        names = {node.id: _words(node.element.get("name")) or node.id for node in scope.nodes.values()}
        defaults = {node.element.get("default") for node in scope.nodes.values()}
        for flow in scope.element.iterchildren(bpmn("sequenceFlow")):
            yield _flow(flow, names, defaults)


def _node(node: Node, root: etree._Element, data: Drawn) -> Element:
    lane = "" if node.lane is None else _words(node.lane.get("name"))
    said = node.properties() | _event(node, root) | _work(node.element) | {"dokumentasi": _documentation(node.element)}
    said |= {"membaca": ", ".join(data.reads.get(node.id, ())), "menulis": ", ".join(data.writes.get(node.id, ()))}
    if "signal" in said and "muatan" in said:
        said["muatan_sinyal"] = said.pop("muatan")
    if "waktu" in said and "kunci" in said:
        said["kunci_perkara"] = said.pop("kunci")
    if node.triggered:
        said["dipicu"] = "ya"
    if node.kind == "startEvent" and node.element.getparent().get("triggeredByEvent") == "true":  # type: ignore[union-attr]
        said["memotong"] = "ya" if node.element.get("isInterrupting", "true") in ("true", "1") else "tidak"
    if node.attached:
        said |= {"menempel": node.attached, "memotong": "ya" if node.interrupting else "tidak"}
    name = _words(node.element.get("name"))
    return Element(node.id, node.kind, name, lane, _present(said), _canon(node.element, _PARTS))


def _flow(flow: etree._Element, names: Mapping[str, str], defaults: set[str | None]) -> Element:
    source, target = flow.get("sourceRef") or "", flow.get("targetRef") or ""
    ends = (names.get(source, source), names.get(target, target))
    said = {
        "dari": source,
        "ke": target,
        "syarat": (flow.findtext(bpmn("conditionExpression")) or "").strip(),
        "baku": "ya" if flow.get("id") in defaults else "",
        "dokumentasi": _documentation(flow),
    }
    return Element(
        flow.get("id") or "", "sequenceFlow", _words(flow.get("name")), "", _present(said), _canon(flow, _PARTS), ends
    )


def _event(node: Node, root: etree._Element) -> dict[str, str]:
    """When an event happens: its moment, or the name of its message."""
    said: dict[str, str] = {}
    for event in node.events():
        for timer in event.iterchildren(bpmn("timeDate"), bpmn("timeDuration"), bpmn("timeCycle")):
            said["waktu"] = (timer.text or "").strip()
        for kind in ("message", "signal", "error", "escalation"):
            reference = event.get(f"{kind}Ref")
            named = [one.get("name") or "" for one in root.findall(bpmn(kind)) if one.get("id") == reference]
            if reference:
                said["pesan" if kind == "message" else kind] = named[0] if named else reference
        if event.tag == bpmn("conditionalEventDefinition"):
            said["syarat"] = (event.findtext(bpmn("condition")) or "").strip()
        if event.tag == bpmn("terminateEventDefinition"):
            said["mengakhiri"] = "ya"
    return said


def _work(element: etree._Element) -> dict[str, str]:
    """What a task does by itself."""
    said = {
        "panggil": element.get("calledElement") or "",
        "skrip": (element.findtext(bpmn("script")) or "").strip(),
        "keputusan": (element.findtext(f"{bpmn('extensionElements')}/{spiff('calledDecisionId')}") or "").strip(),
        "ulangan": " ".join(
            "".join(loop.itertext()).strip() or "ya"
            for loop in element.iterchildren(
                bpmn("multiInstanceLoopCharacteristics"), bpmn("standardLoopCharacteristics")
            )
        ),
    }
    operator = element.find(f"{bpmn('extensionElements')}/{spiff('serviceTaskOperator')}")
    if operator is not None:
        given = [f"{p.get('id') or ''} = {p.get('value') or ''}" for p in operator.iter(spiff("parameter"))]
        said |= {"operasi": operator.get("id") or "", "argumen": ", ".join(given)}
    return said


def _reads(root: etree._Element, elements: Mapping[str, Element]) -> dict[str, frozenset[str]]:
    """By element: the facts its texts ask for, as far as they can be read; what no element holds stands under ""."""
    found: dict[str, set[str]] = {}
    for element in root.iter(*_EXPRESSIONS, *_SCRIPTS, spiff("parameter"), spiff("property")):
        if element.tag in _SCRIPTS:
            asked = _names(element.text, "script")
        elif element.tag in _EXPRESSIONS:
            asked = _names(element.text)
        elif element.tag == spiff("parameter") or element.get("name") in ("batas", "kunci"):
            asked = _names(element.get("value"))
        elif element.get("name") == "muatan":
            asked = frozenset((element.get("value") or "").replace(",", " ").split())
        else:
            continue
        holder = next((up.get("id") for up in element.iterancestors() if up.get("id") in elements), None)
        found.setdefault(holder or "", set()).update(asked)
    return {holder: frozenset(names - expressions.RESERVED - {""}) for holder, names in found.items()}


def _writes(root: etree._Element) -> frozenset[str]:
    """Every fact that the diagram's own texts bring: scripts, answers, results of jobs, messages and loops."""
    found: set[str] = set()
    for element in root.iter(*_SCRIPTS):
        found |= _written(element.text)
    for element in root.iter(spiff("serviceTaskOperator")):
        found.add(element.get("resultVariable") or "")
    for element in root.iter(spiff("property")):
        if element.get("name") == "fakta":
            found |= {element.get("value") or "", f"catatan_{element.get('value')}"}
    for element in root.iter(bpmn("inputDataItem"), bpmn("outputDataItem")):
        found.add(element.get("id") or "")
    for element in root.iter(bpmn("loopDataOutputRef"), spiff("variableName")):
        found.add((element.text or "").strip())
    return frozenset(found - expressions.RESERVED - {""})


def _given(decisions: Mapping[str, bytes]) -> frozenset[str]:
    """What decision tables ask and answer."""
    found: set[str] = set()
    for text in decisions.values():
        try:
            root = parse(text, kind="dmn")
        except NotSafe:
            continue
        found |= {element.get("name") or "" for element in root.iter("{*}output")}
        for element in root.iter("{*}inputExpression"):
            found |= _names(element.findtext("{*}text"))
    return frozenset(found - expressions.RESERVED - {""})


def _names(text: str | None, mode: Any = "expression") -> frozenset[str]:
    try:
        return expressions.names((text or "").strip(), mode)
    except NotSafe:
        return frozenset()


def _written(script: str | None) -> frozenset[str]:
    try:
        return expressions.writes(script or "")
    except NotSafe:
        return frozenset()


def _documentation(element: etree._Element) -> str:
    return " ".join((element.findtext(bpmn("documentation")) or "").split())


def _present(said: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _is(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _outside(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and not _is(element, "process") and not _is(element, "BPMNDiagram")


def _canon(element: etree._Element, without: frozenset[str]) -> Any:
    """The element as nested tuples: no prefixes, no layout of the text, attributes sorted."""
    return (
        str(element.tag),
        tuple(sorted((str(k), str(v)) for k, v in element.attrib.items() if k != XSI_TYPE and (k, v) not in IMPLIED)),
        (element.text or "").strip(),
        tuple(_canon(child, without) for child in element if isinstance(child.tag, str) and child.tag not in without),
    )
