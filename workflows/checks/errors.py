"""Errors: whatever is thrown is caught inside the process, or the process says that its callers must catch it.

A process says so in its property `kesalahan`, the codes that may leave it; who calls it must catch them, or say the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from workflows import xml
from workflows.checks.diagram import Diagram, bpmn, is_triggered, spiff, starts_interrupting
from workflows.checks.finding import Report
from workflows.errors import NotSafe

_DEFINITION = bpmn("errorEventDefinition")


_ANY = "\0"
"""What the job of a service task may end with is not in the diagram: any code, also none."""


@dataclass(frozen=True)
class _Error:
    """A code on its way out, and who threw it."""

    code: str
    element: etree._Element


def check(diagram: Diagram, called: Callable[[str], bytes | None], report: Report) -> None:
    """Errors that leave the process without being declared, and catching events that never will."""
    if diagram.process is None:
        return
    thrown = _Errors(diagram.root, called, report).leaving(diagram.process)
    leaving = [error for error in thrown if error.code != _ANY]
    declared = _declared(diagram.process)
    for error in leaving:
        if error.code not in declared:
            report.error(
                error.element,
                f"error “{error.code[:60]}” tidak ditangkap siapa pun; tangkap dengan boundary event atau event "
                "sub-process, atau sebutkan di properti “kesalahan” proses ini agar pemanggilnya menangkap.",
            )
    for code in sorted(declared - {error.code for error in leaving} if len(thrown) == len(leaving) else ()):
        report.warn(
            diagram.process, f"properti kesalahan menyebut “{code[:60]}”, yang tidak pernah keluar dari proses."
        )


class _Errors:
    def __init__(self, root: etree._Element, called: Callable[[str], bytes | None], report: Report) -> None:
        self._codes = {one.get("id"): (one.get("errorCode") or "").strip() for one in root.findall(bpmn("error"))}
        self._called, self._report = called, report
        self._known: dict[str, frozenset[str] | None] = {}

    def leaving(self, scope: etree._Element) -> list[_Error]:
        """What a scope does not catch itself."""
        catching = [one for one in scope.iterchildren(bpmn("subProcess")) if is_triggered(one)]
        inside = list(self._thrown(scope))
        beyond: list[_Error] = []
        for one in catching:  # one that has taken over has no event sub-process beside it any more
            (beyond if starts_interrupting(one) else inside).extend(self.leaving(one))
        starts = [start for one in catching for start in one.iterchildren(bpmn("startEvent"))]
        return self._without(inside, starts) + beyond

    def _thrown(self, scope: etree._Element) -> Iterator[_Error]:
        """By ends of the scope, and by the activities in it past their boundary events."""
        for end in scope.iterchildren(bpmn("endEvent")):
            for event in end.iterchildren(_DEFINITION):
                yield _Error(self._codes.get(event.get("errorRef"), ""), end)
        for activity in scope.iterchildren(bpmn("subProcess"), bpmn("callActivity"), *_SIMPLE):
            if not is_triggered(activity):
                guards = [
                    one
                    for one in scope.iterchildren(bpmn("boundaryEvent"))
                    if one.get("attachedToRef") == activity.get("id")
                ]
                known = self._of(activity)
                if known is not None:
                    yield from self._without(known, guards)

    def _of(self, activity: etree._Element) -> list[_Error] | None:
        """What an activity throws; None where that cannot be read. A simple task throws nothing, but its job may."""
        if activity.tag == bpmn("serviceTask"):
            return [_Error(_ANY, activity)]
        if activity.tag == bpmn("subProcess"):
            return self.leaving(activity)
        if activity.tag == bpmn("callActivity"):
            codes = self._from_call(activity.get("calledElement") or "")
            return None if codes is None else [_Error(code, activity) for code in sorted(codes)]
        return []

    def _without(self, thrown: list[_Error], catching: list[etree._Element]) -> list[_Error]:
        """What these events do not catch."""
        for event in catching:
            for definition in event.iterchildren(_DEFINITION):
                reference = definition.get("errorRef")
                code = None if reference is None else self._codes.get(reference)
                left = [error for error in thrown if code is not None and error.code != code]
                if len(left) == len(thrown) and not any(error.code == _ANY for error in thrown):
                    what = "error apa pun" if code is None else f"error “{code[:60]}”"
                    self._report.warn(event, f"menangkap {what}, tetapi tidak ada yang melemparnya.")
                thrown = left
        return thrown

    def _from_call(self, key: str) -> frozenset[str] | None:
        if key not in self._known:
            try:
                process = xml.parse(self._called(key) or b"").find(bpmn("process"))
            except NotSafe:
                process = None
            self._known[key] = None if process is None else _declared(process)
        return self._known[key]


_SIMPLE = tuple(
    bpmn(name)
    for name in ("userTask", "manualTask", "scriptTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask")
)


def _declared(process: etree._Element) -> frozenset[str]:
    properties = process.iterfind(f"{bpmn('extensionElements')}/{spiff('properties')}/{spiff('property')}")
    texts = [one.get("value") or "" for one in properties if one.get("name") == "kesalahan"]
    return frozenset(code for text in texts for code in text.replace(",", " ").split())
