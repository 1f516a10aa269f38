"""Data objects: every arrow leads between a step and an object in its scope, and no step speaks of an object it has no
arrow to. A name belongs to one thing: an object is called like no fact and no lane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from workflows import arrows, expressions, xml
from workflows.arrows import Arrow
from workflows.catalogue import lane_key
from workflows.checks import texts
from workflows.checks.diagram import NODES, TASKS, Diagram, bpmn, is_triggered, spiff
from workflows.checks.finding import Report, local
from workflows.errors import NotSafe

_BOTH = TASKS | {"callActivity"}
_CATCHES = frozenset({"intermediateCatchEvent", "boundaryEvent"})
_THROWS = frozenset({"intermediateThrowEvent", "endEvent"})
_IN_SCOPE = frozenset({bpmn("conditionExpression"), bpmn("condition")})
_OWN = frozenset(
    bpmn(name)
    for name in ("completionCondition", "loopCondition", "loopCardinality", "timeDate", "timeDuration", "timeCycle")
)
_SCRIPTS = frozenset({bpmn("script"), spiff("preScript"), spiff("postScript")})
_HOLDERS = frozenset({bpmn(name) for name in NODES} | {bpmn("sequenceFlow")})
_ONLY_SHOWN = "hanya keterangan: mesin tidak membaca dan tidak menulisnya"


def check(diagram: Diagram, decisions: Mapping[str, bytes], report: Report) -> None:
    """All of a diagram's data."""
    if diagram.process is None:
        return
    process, meant = diagram.process, arrows.references(diagram.root)
    drawn = arrows.drawn(diagram.root)
    _check_references(diagram.root, meant, drawn, report)
    for arrow in arrows.arrows(diagram.root):
        _check_arrow(arrow, diagram.root, meant, report)
    objects = {name: one for one in meant.values() if (name := one.get("id") or "") in drawn.homes}
    for name, one in objects.items():
        _check_name(name, one, diagram, drawn, report)
    if objects:
        for element in process.iter(etree.Element):
            _check_text(element, drawn, decisions, objects, report)
        for node in process.iter(*(bpmn(one) for one in sorted(NODES))):
            _check_answer(node, drawn, report)


def _check_references(root: etree._Element, meant: Mapping[str, Any], drawn: arrows.Drawn, report: Report) -> None:
    for store in root.iter(bpmn("dataStoreReference")):
        report.warn(store, f"{_ONLY_SHOWN}; data proses adalah fakta dan objek data.")
    for one in root.iter(bpmn("dataObjectReference")):
        name = one.get("id") or ""
        if name not in meant:
            report.error(one, "objek data yang dirujuknya (dataObjectRef) tidak ada.")
        elif meant[name].get("id") not in drawn.homes:
            report.warn(one, f"{_ONLY_SHOWN}, karena tidak ada panah dari atau ke langkah.")
        elif meant[name].get("isCollection") in ("true", "1"):
            report.warn(one, "tanda kumpulan tidak diperiksa mesin; isinya boleh satu nilai atau daftar teks.")


def _check_arrow(arrow: Arrow, root: etree._Element, meant: Mapping[str, etree._Element], report: Report) -> None:
    node, kind = arrow.node, local(arrow.node)
    if len(arrow.ends) != 1:
        report.error(node, "panah data harus menunjuk tepat satu objek data.")
        return
    (end,) = arrow.ends
    if end not in meant:
        shown = {one.get("id") for one in root.iter(bpmn("dataStoreReference"), bpmn("dataObjectReference"))}
        if end not in shown:
            report.error(node, f"panah data menunjuk “{end[:60]}”, yang bukan objek data di diagram ini.")
        return
    object_, home = meant[end], meant[end].getparent()
    if kind == "subProcess":
        report.error(node, "panah data ke atau dari subproses tidak dibaca; gambar dari langkah di dalamnya.")
    elif kind not in _BOTH | (_THROWS if arrow.reads else _CATCHES):
        report.error(node, f"{kind} tidak dapat {'membaca' if arrow.reads else 'menulis'} objek data.")
    elif home is not None and home not in node.iterancestors():
        report.error(node, f"objek data “{(object_.get('id') or '')[:60]}” milik bagian lain, di luar jangkauannya.")
    elif not arrow.reads and not _may_write(node, object_.get("id") or ""):
        told = "langkah multi-instance hanya dapat menulis daftar hasilnya (loopDataOutputRef)"
        report.error(node, f"{told}, bukan objek data “{(object_.get('id') or '')[:60]}”.")


def _may_write(node: etree._Element, name: str) -> bool:
    loop = node.find(bpmn("multiInstanceLoopCharacteristics"))
    return loop is None or (loop.findtext(bpmn("loopDataOutputRef")) or "").strip() == name


def _check_name(name: str, one: etree._Element, diagram: Diagram, drawn: arrows.Drawn, report: Report) -> None:
    shown = next(at for at in diagram.root.iter(bpmn("dataObjectReference")) if at.get("dataObjectRef") == name)
    texts.fact_name(shown, name, "nama data", report)
    if name in {lane_key(lane.get("name") or "") for lane in diagram.root.iter(bpmn("lane"))}:
        report.error(shown, f"nama data “{name[:60]}” sudah menjadi nama lajur; pakai nama lain.")
    home = one.getparent()
    if home is None or local(home) not in ("process", "subProcess") or is_triggered(home):
        report.error(shown, "objek data harus berada di proses atau subproses (bukan event sub-process).")
    if not any(name in names for names in drawn.writes.values()):
        report.error(shown, f"objek data “{name[:60]}” dibaca, tetapi tidak ada langkah yang menulisnya.")


def _check_text(
    element: etree._Element,
    drawn: arrows.Drawn,
    decisions: Mapping[str, bytes],
    objects: Mapping[str, etree._Element],
    report: Report,
) -> None:
    """What one text asks for and sets, against the arrows of the step it belongs to."""
    holder = next((up for up in (element, *element.iterancestors()) if up.tag in _HOLDERS), None)
    at = "" if holder is None else holder.get("id") or ""
    reads, writes = set(drawn.reads.get(at, ())), set(drawn.writes.get(at, ()))
    for name in sorted(_asked(element, decisions) & objects.keys()):
        if element.tag in _IN_SCOPE:
            if objects[name].getparent() not in element.iterancestors():
                report.error(element, f"objek data “{name}” milik bagian lain, di luar jangkauannya.")
        elif name not in reads and not (element.tag == bpmn("loopDataOutputRef") and name in writes):
            report.error(element, f"membaca objek data “{name}” tanpa panah dari objek itu.")
    for name in sorted(_set(element, decisions) & objects.keys()):
        if element.tag in (bpmn("inputDataItem"), bpmn("outputDataItem")):
            report.error(element, f"“{name}” sudah menjadi nama objek data; beri butir ulangan nama lain.")
        elif name not in writes:
            report.error(element, f"mengisi “{name}”, nama objek data, tanpa panah ke objek itu.")


def _asked(element: etree._Element, decisions: Mapping[str, bytes]) -> frozenset[str]:
    tag, text = element.tag, element.text or ""
    if tag in _SCRIPTS:
        return _names(text, "script")
    if tag in _IN_SCOPE | _OWN:
        return _names(text)
    if tag == bpmn("loopDataInputRef"):
        return frozenset({text.strip()})
    if tag == spiff("parameter") or (tag == spiff("property") and element.get("name") in ("batas", "kunci")):
        return _names(element.get("value") or "")
    if tag == spiff("property") and element.get("name") == "muatan":
        return frozenset((element.get("value") or "").replace(",", " ").split())
    if tag == spiff("calledDecisionId"):
        return _of_table(decisions.get(text), "{*}inputExpression", lambda one: _names(one.findtext("{*}text") or ""))
    return frozenset()


def _set(element: etree._Element, decisions: Mapping[str, bytes]) -> frozenset[str]:
    tag, text = element.tag, (element.text or "").strip()
    if tag in _SCRIPTS:
        return _written(text)
    if tag == spiff("serviceTaskOperator"):
        return frozenset({element.get("resultVariable") or ""})
    if tag == spiff("property") and element.get("name") == "fakta":
        return frozenset({element.get("value") or "", f"catatan_{element.get('value')}"})
    if tag in (bpmn("inputDataItem"), bpmn("outputDataItem")):
        return frozenset({element.get("id") or ""})
    if tag in (bpmn("loopDataOutputRef"), spiff("variableName")):
        return frozenset({text})
    if tag == spiff("calledDecisionId"):
        return _of_table(decisions.get(text), "{*}output", lambda one: frozenset({one.get("name") or ""}))
    return frozenset()


def _check_answer(node: etree._Element, drawn: arrows.Drawn, report: Report) -> None:
    """A script that never sets what its arrow says it writes would fail each time."""
    if local(node) != "scriptTask":
        return
    at = node.get("id") or ""
    given = {name for tag in _SCRIPTS for one in node.iter(tag) for name in _set(one, {})}
    for name in drawn.writes.get(at, ()):
        if name not in given and name not in drawn.reads.get(at, ()):
            report.error(node, f"panahnya menulis objek data “{name[:60]}”, tetapi skripnya tidak mengisinya.")


def _of_table(text: bytes | None, path: str, read: Any) -> frozenset[str]:
    try:
        found: Iterator[frozenset[str]] = map(read, xml.parse(text, kind="dmn").iter(path)) if text else iter(())
        return frozenset().union(*found)
    except NotSafe:
        return frozenset()


def _names(text: str, mode: Any = "expression") -> frozenset[str]:
    try:
        return expressions.names(text.strip(), mode)
    except NotSafe:
        return frozenset()


def _written(text: str) -> frozenset[str]:
    try:
        return expressions.writes(text)
    except NotSafe:
        return frozenset()
