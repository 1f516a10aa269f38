"""What a diagram shows of its data. Taken out before it is compiled: data stores do not run, and data objects run by
workflows.objects, where the library would look for one without end in a sub-process of a sub-process."""

from __future__ import annotations

from lxml import etree

from workflows.xml import BPMN

SHOWN = ("dataObjectReference", "dataStoreReference")
UNREAD = frozenset({*SHOWN, "dataObject", "dataStore", "dataInputAssociation", "dataOutputAssociation", "property"})


def without_paper(root: etree._Element) -> etree._Element:
    """The same root, in place, without what is only documentation."""
    for element in list(root.iter(*(f"{{{BPMN}}}{name}" for name in sorted(UNREAD)))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return root
