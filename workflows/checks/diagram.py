"""A diagram read once for all checks: its one process, the scopes in it, their nodes and flows, and who has which lane.

Read the way SpiffWorkflow reads it (lanes by the exact text of flowNodeRef, inherited by sub-processes), so that what
is checked is what will run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from workflows.checks.finding import local
from workflows.xml import BPMN

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"

TASKS = frozenset(
    {"userTask", "manualTask", "scriptTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask"}
)
ACTIVITIES = TASKS | {"subProcess", "callActivity"}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"})
EVENTS = frozenset({"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"})
NODES = ACTIVITIES | GATEWAYS | EVENTS
PEOPLE = frozenset({"userTask", "manualTask"})


def bpmn(name: str) -> str:
    """The tag of a BPMN element."""
    return f"{{{BPMN}}}{name}"


def spiff(name: str) -> str:
    """The tag of a SpiffWorkflow extension."""
    return f"{{{SPIFF}}}{name}"


def is_triggered(element: etree._Element) -> bool:
    """Whether a scope is an event sub-process."""
    return element.get("triggeredByEvent") == "true"


@dataclass
class Flow:
    """A sequence flow between two nodes of one scope."""

    element: etree._Element
    source: str
    target: str

    @property
    def condition(self) -> etree._Element | None:
        """The condition on it, if any."""
        return self.element.find(bpmn("conditionExpression"))


@dataclass
class Node:
    """A flow node. `lane` is the label of its lane, also where a sub-process around it is the one in the lane."""

    element: etree._Element
    id: str
    kind: str
    lane: etree._Element | None = None
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)

    @property
    def attached(self) -> str | None:
        """The activity a boundary event sits on."""
        return self.element.get("attachedToRef") if self.kind == "boundaryEvent" else None

    @property
    def interrupting(self) -> bool:
        """Whether a boundary event ends the activity it sits on."""
        return str(self.element.get("cancelActivity", "true")).lower() == "true"

    @property
    def triggered(self) -> bool:
        """Whether it is an event sub-process."""
        return is_triggered(self.element)

    def events(self) -> list[etree._Element]:
        """The event definitions of an event."""
        return [child for child in self.element.iterchildren(etree.Element) if local(child).endswith("EventDefinition")]

    def properties(self) -> dict[str, str]:
        """The extension properties, such as `langkah` and `batas`."""
        return {
            item.get("name", ""): item.get("value", "")
            for item in self.element.iterfind(f"{bpmn('extensionElements')}/{spiff('properties')}/{spiff('property')}")
        }


@dataclass
class Scope:
    """The process, or a sub-process in it. `stray` flows have an end outside the scope."""

    element: etree._Element
    nodes: dict[str, Node] = field(default_factory=dict)
    stray: list[Flow] = field(default_factory=list)

    @property
    def triggered(self) -> bool:
        """Whether it is an event sub-process."""
        return is_triggered(self.element)

    def takers(self) -> list[Node]:
        """Event sub-processes in it that end everything else in it when they begin."""
        return [node for node in self.nodes.values() if node.triggered and starts_interrupting(node.element)]


def starts_interrupting(element: etree._Element) -> bool:
    """Whether an event sub-process takes the place of what runs."""
    start = element.find(bpmn("startEvent"))
    return start is None or start.get("isInterrupting", "true") in ("true", "1")


@dataclass
class Diagram:
    """The whole of it; `process` is None where the file does not hold exactly one."""

    root: etree._Element
    process: etree._Element | None
    scopes: list[Scope] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The process id."""
        return "" if self.process is None else str(self.process.get("id") or "")

    def nodes(self) -> Iterator[Node]:
        """Every flow node of every scope."""
        for scope in self.scopes:
            yield from scope.nodes.values()


def read(root: etree._Element) -> Diagram:
    """The diagram of a root from workflows.xml."""
    processes = root.findall(bpmn("process"))
    diagram = Diagram(root, processes[0] if len(processes) == 1 else None)
    if diagram.process is not None:
        lanes = {ref.text: ref.getparent() for ref in root.iter(bpmn("flowNodeRef")) if ref.text}
        _read_scope(diagram, diagram.process, None, lanes)
    return diagram


def _read_scope(
    diagram: Diagram, element: etree._Element, lane: etree._Element | None, lanes: dict[str, etree._Element | None]
) -> None:
    scope = Scope(element)
    diagram.scopes.append(scope)
    for child in element.iterchildren(*(bpmn(name) for name in sorted(NODES))):
        name = child.get("id") or ""
        scope.nodes[name] = Node(child, name, local(child), lanes.get(name) if lane is None else lane)
    for child in element.iterchildren(bpmn("sequenceFlow")):
        flow = Flow(child, child.get("sourceRef") or "", child.get("targetRef") or "")
        if flow.source not in scope.nodes or flow.target not in scope.nodes:
            scope.stray.append(flow)
            continue
        scope.nodes[flow.source].outgoing.append(flow)
        scope.nodes[flow.target].incoming.append(flow)
    for node in list(scope.nodes.values()):
        if node.kind == "subProcess":
            _read_scope(diagram, node.element, node.lane, lanes)
