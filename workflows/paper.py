"""What a diagram may show that the engine does not run: data objects and data stores. Taken out before it is compiled.

The library would read and write them at run time, and stop where one has no value. Facts are the data of a process.
"""

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
