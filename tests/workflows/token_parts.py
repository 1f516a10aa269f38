"""What the token machine moves about: diagrams as drawn, running scopes, tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
Data = dict[str, Any]


@dataclass(eq=False)
class Graph:
    """A process or sub-process as drawn."""

    element: Any
    nodes: dict[str, Any]
    out: dict[str, list[Any]] = field(default_factory=dict)
    into: dict[str, list[Any]] = field(default_factory=dict)

    def kind(self, name: str) -> str:
        return etree.QName(self.nodes[name]).localname

    def guards(self, name: str) -> list[str]:
        return [one for one, node in self.nodes.items() if node.get("attachedToRef") == name]


def graph(element: Any) -> Graph:
    """What is drawn directly in a process or sub-process."""
    drawn = Graph(element, {})
    for child in element.iterchildren(etree.Element):
        kind = etree.QName(child).localname
        if kind == "sequenceFlow":
            drawn.out.setdefault(child.get("sourceRef"), []).append(child)
            drawn.into.setdefault(child.get("targetRef"), []).append(child)
        elif child.get("id") and kind != "laneSet":
            drawn.nodes[child.get("id")] = child
    return drawn


@dataclass(eq=False)
class Scope:
    """A running process or sub-process, and the activity that waits for it."""

    graph: Graph
    owner: Token | None
    left: Data = field(default_factory=dict)
    in_loop: bool = False
    begun: Data = field(default_factory=dict)  # what it began with, and what its steps have set since
    depth: int = 0
    objects: Data = field(default_factory=dict)


@dataclass(eq=False)
class Token:
    """Something that waits at a node. `guards`: armed boundary events and their moments (None: a message).

    `catching`: events beside it that catch errors and escalations; `asked`: conditional ones, with what they were last.
    """

    scope: Scope
    node: str
    data: Data
    via: str = ""
    what: str = "task"  # task, join, catch, event gateway, scope, multi, listener, moving
    dues: dict[str, datetime | None] = field(default_factory=dict)
    guards: dict[str, datetime | None] = field(default_factory=dict)
    catching: set[str] = field(default_factory=set)
    asked: dict[str, bool] = field(default_factory=dict)
    owner: Token | None = None  # of one instance of a multi-instance activity
    left: int = 0
    coming: dict[str, list[datetime]] = field(default_factory=dict)  # by event: the moments of its cycle
    rest: list[Data] = field(default_factory=list)  # of a repeated activity: what instances to come get of their own
    aside: Data = field(default_factory=dict)  # what stood under the names of their items
    found: Data = field(default_factory=dict)  # by a multi-instance activity: what its boundary events go on with


def thrown_by(event: Any) -> tuple[str, str | None] | None:
    """("error", code) of an event that throws or catches one; no code: any."""
    for kind in ("error", "escalation"):
        definition = event.find(f"{BPMN}{kind}EventDefinition")
        if definition is not None:
            reference = definition.get(f"{kind}Ref")
            root = event.getroottree().getroot()
            named = [one for one in root.findall(f"{BPMN}{kind}") if one.get("id") == reference]
            return kind, named[0].get(f"{kind}Code") if reference else None
    return None


def signal_of(event: Any) -> str | None:
    """The signal an event throws or catches."""
    definition = event.find(f"{BPMN}signalEventDefinition")
    return None if definition is None else definition.get("signalRef")


def upstream(drawn: Graph, node: str, flows: set[str]) -> set[str]:
    """Nodes from which a token can come by one of these flows without passing the gateway."""
    seen: set[str] = set()
    todo = [flow.get("sourceRef") for flow in drawn.into[node] if flow.get("id") in flows]
    while todo:
        name = todo.pop()
        if name != node and name not in seen:
            seen.add(name)
            todo.extend(flow.get("sourceRef") for flow in drawn.into.get(name, []))
            todo.extend([drawn.nodes[name].get("attachedToRef")] if drawn.kind(name) == "boundaryEvent" else [])
    return seen
