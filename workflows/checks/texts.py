"""Every text of a diagram that the engine would ever evaluate is compiled here, wherever it stands in the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from workflows import clock, cycles, expressions, facts
from workflows.checks.diagram import ACTIVITIES, bpmn, spiff
from workflows.checks.finding import Report, local
from workflows.errors import NotSafe

MAX_REPEATS = 200
Place: TypeAlias = etree._Element | str  # what a finding is about: an element, or just a word for it
# Written without quotes a duration is the name of a fact (P14D), and a date is a subtraction (2026-10-31).
_BARE = re.compile(r"P(?=[0-9T])[0-9YMWDTHS.,]+\Z|R[0-9]*/.*|[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?\Z", re.DOTALL)
_QUOTED = re.compile(r"""(["'])([^"']*)\1\Z""")


def check(root: etree._Element, report: Report) -> None:
    """Compile all expressions, scripts, timers and names below the root."""
    for element in root.iter(etree.Element):
        rule = _RULES.get(element.tag)
        if rule is not None:
            rule(element, report)


def expression(element: Place, text: str | None, what: str, report: Report) -> bool:
    """One expression; a finding where it does not compile."""
    report.spend(text or "")
    try:
        possible(element, expressions.names(text or ""), what, report)
    except NotSafe as error:
        report.error(element, f"{what}: {error}")
        return False
    return True


def possible(element: Place, names: frozenset[str], what: str, report: Report) -> None:
    """Names that no fact can have are texts somebody forgot to quote."""
    for name in sorted(names):
        try:
            facts.check_key(name)
        except ValueError:
            report.error(
                element, f"{what}: data “{name}” tidak mungkin ada; nama data huruf kecil, teks dalam tanda kutip."
            )


def fact_name(element: Place, name: str | None, what: str, report: Report) -> None:
    """The name of a fact that the diagram sets; a finding where facts may not be called that."""
    try:
        facts.check_key(name)
        if name in expressions.RESERVED:
            raise ValueError
    except ValueError:
        report.error(
            element, f"{what}: “{(name or '')[:60]}” bukan nama data yang sah (huruf kecil, angka, garis bawah)."
        )


def moment(element: Place, text: str, what: str, report: Report) -> None:
    """An expression that gives a time or duration; where it is a constant, the constant is read now."""
    if _BARE.match(text):
        report.error(element, f'{what}: tulis dengan tanda kutip: "{text[:40]}".')
        return
    _constant(element, text, what, clock.moment, report)


def repetition(element: Place, text: str, what: str, report: Report) -> None:
    """An expression that gives a repetition (R3/PT1H); where it is a constant, the constant is read now."""
    if _BARE.match(text):
        report.error(element, f'{what}: tulis dengan tanda kutip: "{text[:40]}".')
        return
    _constant(element, text, what, cycles.rhythm, report)


def _constant(element: Place, text: str, what: str, read: Callable[[object], object], report: Report) -> None:
    quoted = _QUOTED.match(text)
    if not expression(element, text, what, report) or quoted is None:
        return
    try:
        read(quoted[2])
    except ValueError as error:
        report.error(element, f"{what}: {error}.")


def _expression(what: str) -> Callable[[etree._Element, Report], None]:
    def rule(element: etree._Element, report: Report) -> None:
        expression(element, element.text, what, report)

    return rule


def _condition(element: etree._Element, report: Report) -> None:
    """A conditional event is asked when facts change; the clock changes none."""
    compiled = expression(element, element.text, "syarat kejadian", report)
    if compiled and "sekarang" in expressions.names(element.text or ""):
        report.error(element, "syarat kejadian tidak dapat memakai “sekarang”; pakai timer untuk waktu.")


def _unused(what: str, instead: str) -> Callable[[etree._Element, Report], None]:
    def rule(element: etree._Element, report: Report) -> None:
        if expression(element, element.text, what, report):
            report.warn(element, f"{what} tidak dipakai mesin; {instead}.")

    return rule


def _script(element: etree._Element, report: Report) -> None:
    script(element, element.text or "", report)


def script(element: Place, text: str, report: Report) -> None:
    """The assignments of a script; a finding where they do not compile."""
    report.spend(text)
    try:
        possible(element, expressions.names(text, "script"), "skrip", report)
        for name in sorted(expressions.writes(text)):
            fact_name(element, name, "skrip", report)
    except NotSafe as error:
        report.error(element, f"skrip: {error}")


def _beside_task(element: etree._Element, report: Report) -> None:
    """Scripts before and after a task. The library forgets them elsewhere, and in loops the facts they set."""
    _script(element, report)
    holder = next(element.iterancestors(bpmn("extensionElements")), element).getparent()
    kind = "" if holder is None else local(holder)
    if kind not in ACTIVITIES - {"scriptTask"}:
        report.error(element, "skrip sebelum atau sesudah tidak dijalankan di sini; pakai tugas skrip tersendiri.")
    elif any(holder.find(bpmn(f"{loop}LoopCharacteristics")) is not None for loop in ("standard", "multiInstance")):
        report.error(element, "skrip sebelum atau sesudah tugas yang diulang tidak didukung; pakai tugas skrip.")


def _timer(element: etree._Element, report: Report) -> None:
    moment(element, (element.text or "").strip(), "waktu", report)


def _cycle(element: etree._Element, report: Report) -> None:
    repetition(element, (element.text or "").strip(), "pengulangan", report)


def _timer_event(element: etree._Element, report: Report) -> None:
    times = [one for name in ("timeDate", "timeDuration", "timeCycle") for one in element.findall(bpmn(name))]
    if len(times) != 1:
        report.error(element, "timer harus memiliki tepat satu waktu (timeDate, timeDuration atau timeCycle).")


def _cardinality(element: etree._Element, report: Report) -> None:
    text = (element.text or "").strip()
    if expression(element, text, "jumlah ulangan", report) and text.isdigit() and int(text) > MAX_REPEATS:
        report.error(element, f"jumlah ulangan {text[:20]} terlalu besar, paling banyak {MAX_REPEATS}.")


def _multi_instance(element: etree._Element, report: Report) -> None:
    ways = element.findall(bpmn("loopCardinality")) + element.findall(bpmn("loopDataInputRef"))
    if len(ways) != 1:
        report.error(element, "multi-instance membutuhkan tepat satu: jumlah ulangan atau daftar.")


def _standard_loop(element: etree._Element, report: Report) -> None:
    most = element.get("loopMaximum", "")
    if not re.fullmatch(r"[0-9]{1,3}", most) or not 1 <= int(most) <= MAX_REPEATS:
        report.error(element, f"pengulangan membutuhkan loopMaximum antara 1 dan {MAX_REPEATS}.")


def _name(what: str) -> Callable[[etree._Element, Report], None]:
    return lambda element, report: fact_name(element, element.text, what, report)


def _item(element: etree._Element, report: Report) -> None:
    fact_name(element, element.get("id"), "butir ulangan", report)


def _operator(element: etree._Element, report: Report) -> None:
    if element.get("resultVariable") is not None:
        fact_name(element, element.get("resultVariable"), "resultVariable", report)


def _parameter(element: etree._Element, report: Report) -> None:
    name = (element.get("id") or "")[:60]
    if not name or element.get("type") is None:
        report.error(element, f"parameter “{name}” membutuhkan id dan type.")
    if element.get("value") is None:
        report.error(element, f"parameter “{name}” tanpa nilai.")
    else:
        expression(element, element.get("value"), f"parameter “{name}”", report)


def _property(element: etree._Element, report: Report) -> None:
    name, value = element.get("name"), element.get("value")
    if name is None or value is None:
        report.error(element, "property membutuhkan name dan value.")
    elif name == "batas":
        moment(element, value.strip(), "batas", report)
    elif name == "kunci":
        expression(element, value, "kunci", report)
    elif name == "prioritas":
        if not re.fullmatch(r"-?[0-9]{1,6}", value.strip()):
            report.error(element, f"prioritas “{value[:20]}” harus bilangan bulat.")
    elif name == "fakta":
        fact_name(element, value, "fakta", report)
        fact_name(element, f"catatan_{value}", "fakta", report)
    elif name == "muatan":
        for part in value.replace(",", " ").split():
            fact_name(element, part, "muatan", report)


_PAYLOAD = "pakai properti muatan"
_CORRELATION = "pakai properti kunci"
_RULES: dict[str, Callable[[etree._Element, Report], None]] = {
    bpmn("conditionExpression"): _expression("syarat"),
    bpmn("script"): _script,
    bpmn("timeDate"): _timer,
    bpmn("timeDuration"): _timer,
    bpmn("timeCycle"): _cycle,
    bpmn("timerEventDefinition"): _timer_event,
    bpmn("loopCardinality"): _cardinality,
    bpmn("completionCondition"): _expression("syarat selesai ulangan"),
    bpmn("loopCondition"): _expression("syarat ulangan"),
    bpmn("condition"): _condition,
    bpmn("multiInstanceLoopCharacteristics"): _multi_instance,
    bpmn("standardLoopCharacteristics"): _standard_loop,
    bpmn("loopDataInputRef"): _name("daftar ulangan"),
    bpmn("loopDataOutputRef"): _name("hasil ulangan"),
    bpmn("inputDataItem"): _item,
    bpmn("outputDataItem"): _item,
    bpmn("messagePath"): _unused("korelasi", _CORRELATION),
    bpmn("formalExpression"): _unused("korelasi", _CORRELATION),
    spiff("expression"): _unused("korelasi", _CORRELATION),
    spiff("messagePayload"): _unused("muatan pesan", _PAYLOAD),
    spiff("messageVariable"): _unused("muatan pesan", _PAYLOAD),
    spiff("payloadExpression"): _expression("muatan"),
    spiff("variableName"): _name("variabel"),
    spiff("preScript"): _beside_task,
    spiff("postScript"): _beside_task,
    spiff("serviceTaskOperator"): _operator,
    spiff("parameter"): _parameter,
    spiff("property"): _property,
}
