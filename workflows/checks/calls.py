"""Called processes: they exist, and no chain of calls comes back to where it began."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from workflows import xml
from workflows.checks.diagram import Diagram, bpmn
from workflows.checks.finding import Report
from workflows.errors import NotSafe

MAX_CALLED = 30


def check(diagram: Diagram, called: Callable[[str], bytes | None], report: Report) -> None:
    """`called` gives the text of the newest published version of a process, or None."""
    calls = _Calls(called)
    for element in diagram.root.iter(bpmn("callActivity")):
        key = element.get("calledElement") or ""
        if not key:
            report.error(element, "tidak menyebut proses yang dipanggil (calledElement).")
        elif key == diagram.key:
            report.error(element, "proses memanggil dirinya sendiri.")
        elif calls.of(key) is None:
            report.error(element, f"proses “{key[:60]}” yang dipanggil belum diterbitkan.")
        else:
            _check_chain(element, diagram.key, key, calls, report)


def _check_chain(element: etree._Element, start: str, key: str, calls: _Calls, report: Report) -> None:
    """Walk every chain from `key`: `path` is the chain so far, `done` are processes whose chains were walked."""
    done: set[str] = set()
    todo: list[tuple[str, tuple[str, ...]]] = [(key, (start, key))]
    while todo:
        name, path = todo.pop()
        if name in done:
            continue
        done.add(name)
        if len(done) > MAX_CALLED:
            report.error(element, f"terlalu banyak proses yang dipanggil, paling banyak {MAX_CALLED}.")
            return
        for target in calls.of(name) or ():
            if target in path:
                chain = " → ".join((*path, target))
                report.error(element, f"lingkaran pemanggilan proses: {chain[:300]}.")
                return
            todo.append((target, (*path, target)))


class _Calls:
    """What each process calls; every text is fetched and read once."""

    def __init__(self, called: Callable[[str], bytes | None]) -> None:
        self._called = called
        self._known: dict[str, tuple[str, ...] | None] = {}

    def of(self, key: str) -> tuple[str, ...] | None:
        """Keys that the process calls; None where it is not published."""
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def _read(self, key: str) -> tuple[str, ...] | None:
        text = self._called(key)
        if text is None:
            return None
        try:
            root = xml.parse(text)
        except NotSafe:
            return ()
        return tuple(dict.fromkeys(item.get("calledElement") or "" for item in root.iter(bpmn("callActivity"))))
