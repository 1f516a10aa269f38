"""A diagram in which every node is called otherwise: another version to which instances go."""

from __future__ import annotations

from lxml import etree

from tests.workflows import token

NEW = "_baru"


def renamed(xml: bytes) -> tuple[bytes, dict[str, str]]:
    """The same diagram with every node called otherwise, and the mapping from the old names to the new."""
    root = etree.fromstring(xml)
    process = root.find(f"{token.BPMN}process")
    kinds = ("sequenceFlow", "laneSet", "lane", "process", "inputDataItem", "outputDataItem")
    nodes = [one for one in process.iter(etree.Element) if one.tag.startswith(token.BPMN) and one.get("id")]
    kinds += ("dataObject", "dataObjectReference", "dataInputAssociation", "dataOutputAssociation", "property")
    nodes = [one for one in nodes if etree.QName(one).localname not in kinds and "Definition" not in one.tag]
    mapping = {one.get("id"): one.get("id") + NEW for one in nodes}
    for one in process.iter(etree.Element):
        for name in ("id", "sourceRef", "targetRef", "attachedToRef"):
            if one.get(name) in mapping and one.tag.startswith(token.BPMN):
                one.set(name, mapping[one.get(name)])
        if one.tag == f"{token.BPMN}flowNodeRef":
            one.text = mapping[one.text]
    return etree.tostring(root), mapping
