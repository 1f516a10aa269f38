"""Where a diagram draws data objects: which step reads and writes which, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.xml import BPMN

_WAYS = {"dataInputAssociation": "sourceRef", "dataOutputAssociation": "targetRef"}


@dataclass(frozen=True, slots=True)
class Arrow:
    """One association. `at`: its element; `node`: the step it belongs to; `ends`: the references it names (one, where
    it is drawn well)."""

    at: etree._Element
    node: etree._Element
    reads: bool
    ends: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The objects of a text that an arrow leads to or from: by name, the process or sub-process that holds each; and by
    step, what it reads and writes."""

    homes: Mapping[str, str]
    reads: Mapping[str, tuple[str, ...]]
    writes: Mapping[str, tuple[str, ...]]


def _tag(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def arrows(root: etree._Element) -> Iterator[Arrow]:
    """Every association, in the order of the text."""
    for element in root.iter(*(_tag(name) for name in _WAYS)):
        name = str(etree.QName(element).localname)
        ends = tuple((one.text or "").strip() for one in element.findall(_tag(_WAYS[name])))
        node = element.getparent()
        if node is not None:
            yield Arrow(element, node, name == "dataInputAssociation", ends)


def references(root: etree._Element) -> dict[str, etree._Element]:
    """By the id of a reference, the object it stands for; one that names none is left out."""
    known = {one.get("id"): one for one in root.iter(_tag("dataObject"))}
    shown = ((one.get("id") or "", one.get("dataObjectRef")) for one in root.iter(_tag("dataObjectReference")))
    return {name: known[meant] for name, meant in shown if meant in known}


def drawn(root: etree._Element) -> Drawn:
    """What a text that has passed the checks draws."""
    meant = references(root)
    homes: dict[str, str] = {}
    ways: tuple[dict[str, list[str]], ...] = ({}, {})
    for arrow in arrows(root):
        for one in (meant[end] for end in arrow.ends if end in meant):
            name, home = one.get("id") or "", one.getparent()
            homes[name] = home.get("id") or "" if home is not None else ""
            ways[0 if arrow.reads else 1].setdefault(arrow.node.get("id") or "", []).append(name)
    reads, writes = ({node: tuple(dict.fromkeys(names)) for node, names in way.items()} for way in ways)
    return Drawn(homes, reads, writes)
