"""From BPMN and its diagram interchange to what is drawn: boxes, lines, labels. Odd numbers are left out, not drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workflows.paper import SHOWN
from workflows.xml import BPMN

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
_WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_FLOW = ("Task", "task", "Gateway", "Event", "callActivity", "subProcess")
_LINES = ("sequenceFlow", "messageFlow")
LIMIT = 20_000  # units of the drawing, in each direction
MAX_POINTS = 40
MAX_SHAPES = 1_000
MAX_NAME = 80
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole units."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the flow. `event` is what triggers it ("timer", "message", ...), "" for none."""

    id: str
    kind: str
    name: str
    box: Box
    label: Box | None = None
    event: str = ""
    interrupting: bool = True
    triggered: bool = False  # an event sub-process

    @property
    def is_step(self) -> bool:
        """Whether it is work, not a sign on the way."""
        return not self.kind.endswith(("Gateway", "Event", "Reference"))


@dataclass(frozen=True, slots=True)
class Edge:
    """A sequence flow from `source` to `target`, or a message flow to or from another pool (`dashed`)."""

    id: str
    source: str
    target: str
    name: str
    points: tuple[Point, ...]
    label: Box | None = None
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane, or a pool without lanes."""

    name: str
    box: Box


@dataclass
class Drawing:
    """All of it, in the order of the text."""

    name: str
    lanes: list[Lane] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    calls: dict[str, str] = field(default_factory=dict)

    def bounds(self) -> tuple[int, int, int, int]:
        """x, y, width, height of everything drawn, with a margin; a small empty sheet if nothing is."""
        boxes = [lane.box for lane in self.lanes] + [one.box for one in self.nodes]
        boxes += [one.label for one in self.nodes if one.label and one.name]
        points = [point for edge in self.edges for point in edge.points]
        xs = [x for box in boxes for x in (box.x, box.x + box.width)] + [x for x, _ in points]
        ys = [y for box in boxes for y in (box.y, box.y + box.height)] + [y for _, y in points]
        if not xs:
            return 0, 0, 320, 80
        return min(xs) - 2, min(ys) - 2, max(xs) - min(xs) + 4, max(ys) - min(ys) + 4


def read(root: etree._Element) -> Drawing:
    """What is to be drawn, from a root of workflows.xml."""
    elements = {node.get("id"): node for node in root.iter(f"{{{BPMN}}}*") if node.get("id")}
    process = root.find(f"{{{BPMN}}}process")
    drawing = Drawing(_name(process) or "alur" if process is not None else "alur")
    for shape, element, box in _shapes(root, elements):
        kind = etree.QName(element).localname
        if kind == "lane" or (kind == "participant" and not _has_lanes(element, elements)):
            drawing.lanes.append(Lane(_name(element), box))
        elif kind.endswith(_FLOW) or kind in SHOWN:
            drawing.nodes.append(_node(element, kind, box, _label(shape)))
            if kind == "callActivity":
                drawing.calls[element.get("calledElement") or ""] = element.get("id") or ""
    for edge in root.iter(f"{_DI}BPMNEdge"):
        element = elements.get(edge.get("bpmnElement"))
        if element is not None and etree.QName(element).localname in _LINES and len(drawing.edges) < MAX_SHAPES:
            drawing.edges.append(_edge(edge, element))
    # A boundary event is drawn over the edge of its task, wherever it stands in the text.
    drawing.nodes.sort(key=lambda one: one.kind == "boundaryEvent")
    return drawing


def ids(root: etree._Element) -> frozenset[str]:
    """The ids of a diagram's own elements."""
    return frozenset(node.get("id") or "" for node in root.iter(f"{{{BPMN}}}*"))


def _shapes(
    root: etree._Element, elements: dict[str | None, etree._Element]
) -> Iterator[tuple[etree._Element, etree._Element, Box]]:
    for index, shape in enumerate(root.iter(f"{_DI}BPMNShape")):
        element, box = elements.get(shape.get("bpmnElement")), _box(shape.find(_BOUNDS))
        if element is not None and box is not None and index < MAX_SHAPES:
            yield shape, element, box


def _node(element: etree._Element, kind: str, box: Box, label: Box | None) -> Node:
    events = [etree.QName(child).localname for child in element if isinstance(child.tag, str)]
    event = next((name.removesuffix("EventDefinition") for name in events if name.endswith("EventDefinition")), "")
    calm = element.get("cancelActivity") == "false" or element.get("isInterrupting") == "false"
    triggered = element.get("triggeredByEvent") == "true"
    return Node(element.get("id") or "", kind, _name(element), box, label, event, not calm, triggered)


def _has_lanes(participant: etree._Element, elements: dict[str | None, etree._Element]) -> bool:
    process = elements.get(participant.get("processRef"))
    return process is not None and process.find(f".//{{{BPMN}}}lane") is not None


def _edge(edge: etree._Element, element: etree._Element) -> Edge:
    points = [_point(one) for one in edge.findall(_WAYPOINT)[:MAX_POINTS]]
    known = tuple(point for point in points if point is not None)
    return Edge(
        id=element.get("id") or "",
        source=element.get("sourceRef") or "",
        target=element.get("targetRef") or "",
        name=_name(element),
        points=known if len(known) > 1 else (),
        label=_label(edge),
        dashed=etree.QName(element).localname == "messageFlow",
    )


def _name(element: etree._Element | None) -> str:
    text = " ".join((element.get("name") or "").split()) if element is not None else ""
    return text if len(text) <= MAX_NAME else text[: MAX_NAME - 1] + "…"


def _label(shape: etree._Element) -> Box | None:
    label = shape.find(f"{_DI}BPMNLabel")
    return _box(label.find(_BOUNDS)) if label is not None else None


def _box(bounds: etree._Element | None) -> Box | None:
    if bounds is None:
        return None
    x, y, width, height = (_number(bounds.get(name)) for name in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None or width < 1 or height < 1:
        return None
    return Box(x, y, width, height)


def _point(waypoint: etree._Element) -> Point | None:
    x, y = _number(waypoint.get("x")), _number(waypoint.get("y"))
    return None if x is None or y is None else (x, y)


def _number(text: str | None) -> int | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return round(value) if math.isfinite(value) and abs(value) <= LIMIT else None
