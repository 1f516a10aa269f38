"""What a check says: which element, how bad, and why, in words for the person who draws the diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from workflows.errors import NotSafe

Level = Literal["galat", "peringatan"]
MAX_FINDINGS = 200
MAX_MESSAGE = 600
MAX_LETTERS = 400_000  # of all expressions together, each counted with 100 more


@dataclass(frozen=True, slots=True)
class Finding:
    """`element` is an id of the diagram; "galat" forbids publishing, "peringatan" does not."""

    element: str
    level: Level
    message: str


class Report:
    """Collects findings once each; more than MAX_FINDINGS are only counted. Also holds the budget of compiling."""

    def __init__(self) -> None:
        self._found: dict[Finding, None] = {}
        self._more = 0
        self._letters = MAX_LETTERS

    def spend(self, text: str) -> None:
        """Pay for looking at one expression; NotSafe where a diagram holds more of them than anyone can review."""
        self._letters -= len(text) + 100
        if self._letters < 0:
            raise NotSafe("Terlalu banyak ekspresi di dalam diagram dan tabel keputusannya.")

    def error(self, element: etree._Element | str, message: str) -> None:
        """A finding that forbids publishing."""
        self._add(element, "galat", message)

    def warn(self, element: etree._Element | str, message: str) -> None:
        """A finding that does not."""
        self._add(element, "peringatan", message)

    @property
    def failed(self) -> bool:
        """Whether anything forbids publishing."""
        return any(finding.level == "galat" for finding in self._found)

    def __iter__(self) -> Iterator[Finding]:
        yield from sorted(self._found, key=lambda finding: finding.level)
        if self._more:
            yield Finding("diagram", "galat", f"… dan {self._more} temuan lain.")

    def _add(self, element: etree._Element | str, level: Level, message: str) -> None:
        if len(self._found) >= MAX_FINDINGS:
            self._more += 1
            return
        if not isinstance(element, str):
            element, message = owner_id(element), f"{label(element)}: {message}"
        if len(message) > MAX_MESSAGE:  # names inside it came from the file
            message = message[:MAX_MESSAGE] + "…"
        self._found[Finding(element[:128], level, message)] = None


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname)


def owner(element: etree._Element) -> etree._Element:
    """The element a user can click on: the nearest one around with an id of the diagram's own."""
    place: etree._Element | None = element
    while place is not None:
        if place.get("id") and etree.QName(place).namespace in _CLICKABLE and local(place) not in _PARTS:
            return place
        place = place.getparent()
    return element


def owner_id(element: etree._Element) -> str:
    """The id of that element."""
    return str(owner(element).get("id") or local(owner(element)))[:128]


def label(element: etree._Element) -> str:
    """“Tinjau SKP” (tinjau_skp), or the id alone where there is no name."""
    place = owner(element)
    name = " ".join((place.get("name") or "").split())[:80]
    return f"“{name}” ({owner_id(place)})" if name else owner_id(place)


_CLICKABLE = frozenset(
    {
        "http://www.omg.org/spec/BPMN/20100524/MODEL",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    }
)
_PARTS = frozenset(
    {
        "timerEventDefinition",
        "messageEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "conditionalEventDefinition",
        "condition",
        "terminateEventDefinition",
        "conditionExpression",
        "timeDate",
        "timeDuration",
        "timeCycle",
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "loopCardinality",
        "loopCondition",
        "completionCondition",
        "formalExpression",
        "documentation",
    }
)
