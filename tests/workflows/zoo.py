"""One small diagram for each construct the engine supports, for the differential test.

What gateways choose are the facts p0, p1, …, as in tests/workflows/acak.py; each gives (diagram, called, decisions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.workflows.acak import MI, child
from tests.workflows.diagrams import Diagram, line, table
from tests.workflows.zoo_alat import EACH, LOOP, OPERATOR, UNTIL, Animal, again, inner, once, split
from tests.workflows.zoo_data import DATA
from tests.workflows.zoo_galat import FAILING_JOBS
from tests.workflows.zoo_kejadian import EVENTS
from tests.workflows.zoo_tabel import RULES, decided


def exclusive() -> Animal:
    drawn = Diagram("z").xor("g", default="f_g").xor("h").user("a").user("b").script("c", "c = p1 + 1")
    drawn.flow("g", "a", "p0 < 3").flow("g", "b", "p0 == 3").flow("g", "c", id="f_g")
    return once(drawn.path("a", "h").path("b", "h").path("c", "h"), "g", "h")


def nested_joins() -> Animal:
    drawn = split(Diagram("z"), "parallel", "a", "b", "c")
    split(drawn, "inclusive", "d", "e", "f", way_in="g2", way_out="h2").path("g", "g2").path("h2", "h")
    return again(drawn, "g", "h")


def back_over_two_joins() -> Animal:
    drawn = split(Diagram("z"), "parallel", "a", "b")
    split(drawn, "parallel", "c", "d", "e", way_in="g2", way_out="h2").path("h", "g2")
    return again(drawn, "g", "h2")


def loop_in_a_branch() -> Animal:
    drawn = split(Diagram("z"), "parallel", "a", "b").xor("m2").user("c").xor("x2", default="f_x2").path("g", "m2", "c")
    drawn.path("c", "x2").flow("x2", "m2", "p2 < 5").flow("x2", "h", id="f_x2")
    return again(drawn, "g", "h")


def leaving_an_inclusive_section() -> Animal:
    drawn = (
        Diagram("z").gateway("parallel", "g").gateway("inclusive", "h").user("a").user("b").xor("x2", default="f_x2")
    )
    drawn.end("keluar").path("g", "a", "h").path("g", "b", "x2").flow("x2", "keluar", "p2 < 6").flow(
        "x2", "h", id="f_x2"
    )
    return again(drawn, "g", "h")


def service_behind_an_inclusive_join() -> Animal:
    drawn = split(Diagram("z"), "inclusive", "a").service("j", "tarik").user("b").flow("g", "j", "p1 < 6")
    return again(drawn.path("j", "b", "h"), "g", "h")


def guard(event: str, interrupting: bool) -> Callable[[], Animal]:
    """A boundary timer or message on a task inside a parallel section, in a loop."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "a", "b", "c").user("d")
        if event == "timer":
            drawn.timer("lewat", "P1D", on="a", interrupting=interrupting)
        else:
            drawn.receive("lewat", "kabar", on="a", interrupting=interrupting)
        if interrupting:
            drawn.xor("temu")
            drawn._flows.remove(next(flow for flow in drawn._flows if 'id="f_a_h"' in flow))
            drawn.path("a", "temu", "h").path("lewat", "d", "temu")
        else:
            drawn.end("habis").path("lewat", "d", "habis")
        return again(drawn, "g", "h")

    return draw


def cycle(text: str, interrupting: bool = False, host: str = "task") -> Callable[[], Animal]:
    """A timer that comes again on an activity in a parallel section, in a loop; each time asks somebody."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "b", "c").user("d")
        if host == "task":
            drawn.user("a")
        elif host == "sub-process":
            drawn.sub("a", inner(mark="1"))
        else:
            drawn.user("a", mi=MI.format("false", 2))
        drawn.timer("lewat", text, on="a", interrupting=interrupting).path("g", "a")
        if interrupting:
            drawn.xor("temu").path("a", "temu", "h").path("lewat", "d", "temu")
        else:
            drawn.script("s", "diingat = 1").end("habis").path("a", "h").path("lewat", "s", "d", "habis")
        return again(drawn, "g", "h")

    return draw


def signal(interrupting: bool, host: str = "task") -> Callable[[], Animal]:
    """A signal that one branch throws at an activity of another, in a loop; and that may come from outside."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "c").user("b").signal("kirim", "s1").user("d").xor("temu")
        if host == "task":
            drawn.user("a")
        elif host == "sub-process":
            drawn.sub("a", inner(mark="1"))
        else:
            drawn.user("a", mi=MI.format("false", 2))
        drawn.event("lewat", "signal:s1", on="a", interrupting=interrupting).path("g", "a", "temu", "h")
        drawn.path("g", "b", "kirim", "h")
        if interrupting:
            drawn.path("lewat", "d", "temu")
        else:
            drawn.script("s", "didengar = 1").end("habis").path("lewat", "s", "d", "habis")
        return again(drawn, "g", "h")

    return draw


def signals_caught() -> Animal:
    """By a catch event, an event gateway and an event sub-process at once; thrown by an end event."""
    drawn = Diagram("z").start().gateway("parallel", "g").event("tunggu", "signal:s1").user("a").end("e1")
    drawn.gateway("eventBased", "pilih").event("satu", "signal:s1").event("dua", "signal:s2").timer("tiga", "P9D")
    drawn.user("b").user("c").end("e2", on="signal:s2").user("d").end("e3", on="signal:s1").user("e").end("e4").xor("x")
    drawn.path("mulai", "g", "tunggu", "a", "e1").path("g", "pilih", "satu", "b", "e2").path("pilih", "dua", "c", "x")
    drawn.path("pilih", "tiga", "x", "e", "e4").path("g", "d", "e3")
    handler = Diagram("x").start("mulai_e", on="signal:s1", interrupting=False).user("urus").end("akhir_e")
    return drawn.sub("E", handler.path("mulai_e", "urus", "akhir_e"), triggered=True), {}, {}


def signals_in_instances(sequential: str) -> Callable[[], Animal]:
    """Each instance waits for what another instance may throw."""

    def draw() -> Animal:
        part = Diagram("y").start("m1").gateway("parallel", "g1").user("p").signal("kirim", "s1").end("e1").user("q")
        part.event("dengar", "signal:s1").end("e2").path("m1", "g1", "p", "kirim", "e1").path("g1", "dengar", "q", "e2")
        return again(Diagram("z").sub("b", part, mi=MI.format(sequential, 2)), "b", "b")

    return draw


def delayed_by_a_cycle() -> Animal:
    return again(Diagram("z").timer("tunggu", "R3/PT5H").user("a").path("tunggu", "a"), "tunggu", "a")


def event_gateway() -> Animal:
    drawn = Diagram("z").gateway("eventBased", "g").timer("satu", "P2D").timer("dua", "P3D").receive("tiga", "kabar")
    drawn.user("a").user("b").xor("h").path("g", "satu", "a", "h").path("g", "dua", "b", "h").path("g", "tiga", "h")
    return again(drawn, "g", "h")


def sub_process() -> Animal:
    drawn = Diagram("z").sub("s", inner(mark="1")).timer("lewat", "P1D", on="s").user("d").xor("h")
    return again(drawn.path("s", "h").path("lewat", "d", "h"), "s", "h")


def call_activity() -> Animal:
    drawn = Diagram("z").call("k1", "anak1").call("k2", "anak2").gateway("parallel", "g").gateway("parallel", "h")
    drawn.receive("ingat", "kabar", on="k1", interrupting=False).user("d").end("habis").path("ingat", "d", "habis")
    drawn.user("a").path("g", "k1", "h").path("g", "k2", "h").path("g", "a", "h")
    return again(drawn, "g", "h")[0], {"anak1": child("anak1", "k1"), "anak2": child("anak2", "k2")}, {}


def multi(sequential: str, inside: bool = False) -> Callable[[], Animal]:
    """Three of a task, or of a sub-process, beside another branch, in a loop."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "a")
        if inside:
            drawn.sub("b", inner(mark="1"), mi=MI.format(sequential, 3))
        else:
            drawn.user("b", mi=MI.format(sequential, 3))
        return again(drawn.timer("lewat", "P1D", on="b").xor("t").path("g", "b", "t", "h").path("lewat", "t"), "g", "h")

    return draw


def gathering(sequential: str) -> Callable[[], Animal]:
    """Three answers gathered into a list while another branch runs, anew in each round."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "a").user("b", mi=EACH.format(sequential)).user("c")
        return again(drawn.path("g", "b", "h", "c"), "g", "c")

    return draw


def loop_of(sequential: str, items: str, until: str = "") -> str:
    """A multi-instance of so many, or of each in a list."""
    formal = 'xsi:type="bpmn:tFormalExpression"'
    many = f"<bpmn:loopCardinality {formal}>{items}</bpmn:loopCardinality>"
    if not items.isdigit():
        many = f'<bpmn:loopDataInputRef>{items}</bpmn:loopDataInputRef><bpmn:inputDataItem id="satu" name="satu"/>'
    end = f"<bpmn:completionCondition {formal}>{until}</bpmn:completionCondition>" if until else ""
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">{many}{end}'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )


LOOPS: Mapping[str, str] = {
    "standard loop": LOOP,
    "standard loop, tested before": UNTIL,
    "each of a list at once": loop_of("false", "daftar"),
    "each of a list in turn": loop_of("true", "daftar"),
    "each of a list at once, until enough": loop_of("false", "daftar", "p1 &gt; 4"),
    "each of a list in turn, until enough": loop_of("true", "daftar", "p1 &gt; 4"),
    "none at once": loop_of("false", "0"),
    "none in turn": loop_of("true", "kosong"),
}
KINDS = ("user", "manual", "script", "service", "rule", "send", "receive", "sub", "call")


def repeated(kind: str, loop: str) -> Callable[[], Animal]:
    """Each way of repeating on each kind of activity, again and again."""

    def draw() -> Animal:
        drawn, called = Diagram("z").script("isi", 'daftar = ["x", "y", "z"]\nkosong = []'), {}
        decisions: Mapping[str, bytes] = {}
        if kind == "user":
            drawn.user("a", mi=loop)
        elif kind == "sub":
            inside = Diagram("y").start("m1").user("u1").script("s1", "di = p3").end("e1").path("m1", "u1", "s1", "e1")
            drawn.sub("a", inside, mi=loop)
        elif kind == "call":
            drawn._node("callActivity", "a", lane="Sistem", inside=loop, attributes='calledElement="anak"')
            called = {"anak": child("anak", "k")}
        elif kind == "rule":
            asked = "<spiffworkflow:calledDecisionId>putusan</spiffworkflow:calledDecisionId>"
            drawn._node("businessRuleTask", "a", lane="Sistem", inside=loop, extension=asked)
            decisions = {"putusan": table("putusan", "p0", "hasil", [("0", '"a"'), ("", '"b"')])}
        else:
            drawn._messages["kabar"] = "pesan_kabar"
            tag, attributes, inside, extension = {
                "manual": ("manualTask", "", "", ""),
                "script": ("scriptTask", "", "<bpmn:script>hitung = p2 + 1</bpmn:script>", ""),
                "service": (
                    "serviceTask",
                    "",
                    "",
                    OPERATOR,
                ),
                "send": ("sendTask", 'messageRef="pesan_kabar"', "", ""),
                "receive": ("receiveTask", 'messageRef="pesan_kabar"', "", ""),
            }[kind]
            drawn._node(tag, "a", lane="Pegawai", attributes=attributes, inside=loop + inside, extension=extension)
        return again(drawn.path("isi", "a"), "isi", "a")[0], called, decisions

    return draw


def terminated() -> Animal:
    drawn = Diagram("z").start().gateway("parallel", "g").user("a").user("b").user("c").end().end("s2").xor("x")
    drawn.xor("x2", default="f_x2").end("putus", terminate=True).path("mulai", "g", "a", "selesai").path("g", "c", "s2")
    return drawn.path("g", "x", "b", "x2").flow("x2", "putus", "p0 < 4").flow("x2", "x", id="f_x2"), {}, {}


def terminated_sub_process() -> Animal:
    part = Diagram("y").start("m1").gateway("parallel", "g1").user("a").user("b").xor("x1", default="f_x1").end("e1")
    part.end("e2").end("putus", terminate=True).path("m1", "g1", "a", "e1").path("g1", "b", "x1")
    return again(Diagram("z").sub("s", part.flow("x1", "putus", "p1 < 4").flow("x1", "e2", id="f_x1")), "s", "s")


def beside(trigger: str, interrupting: bool, inside: bool = False, mi: str = "") -> Callable[[], Animal]:
    """An event sub-process beside two branches: of the process, or of a sub-process in a loop."""

    def draw() -> Animal:
        body = Diagram("x").start("m9", on=trigger, interrupting=interrupting).user("d").end("e9").path("m9", "d", "e9")
        drawn = split(Diagram("z"), "parallel", "a", "b")
        if trigger.startswith("escalation"):
            drawn.xor("x8", default="f_x8").escalate("naik", "E1").end("e8").user("c").path("g", "c", "x8")
            drawn.flow("x8", "naik", "p1 % 2 == 1").path("naik", "e8").flow("x8", "e8", id="f_x8")
        if trigger.startswith("error"):
            drawn.xor("x8", default="f_x8").end("gagal", on="error:G1").end("e8").user("c").path("g", "c", "x8")
            drawn.flow("x8", "gagal", "p1 % 2 == 1").flow("x8", "e8", id="f_x8")
        if not inside:
            return again(drawn.sub("E", body, triggered=True), "g", "h")
        part = drawn.start("m1").end("e1").path("m1", "g").path("h", "e1").sub("E", body, triggered=True)
        return again(Diagram("z").sub("s", part, mi=mi), "s", "s")

    return draw


TRIGGERS = ("timer:P1D", "message:kabar", "condition:p2 > 3", "escalation:E1", "escalation:", "error:G1", "error:")
EVENT_SUB_PROCESSES: Mapping[str, tuple[Callable[[], Animal], bool]] = {
    f"event sub-process, {trigger}{'' if interrupting else ', beside'}{where}": (
        beside(trigger, interrupting, bool(where), mi),
        True,
    )
    for trigger in TRIGGERS
    for interrupting in (True, False)
    if interrupting or not trigger.startswith("error")
    for where, mi in (
        ("", ""),
        (", in a sub-process", ""),
        # Which of two instances that look the same got a message twice is not for a picture to tell.
        (", in a multi-instance sub-process", MI.format("true" if trigger == "message:kabar" else "false", 2)),
    )
}


# Decision tables, which the token machine does not read, are compared four ways only.
ZOO: Mapping[str, tuple[Callable[[], Animal], bool]] = {
    "line": (lambda: (line("z", "a", "b", "c"), {}, {}), True),
    "exclusive gateway": (exclusive, True),
    "parallel gateway": (lambda: once(split(Diagram("z"), "parallel", *"abcd"), "g", "h"), True),
    "inclusive gateway": (lambda: once(split(Diagram("z"), "inclusive", *"abcd"), "g", "h"), True),
    "parallel gateway in a loop": (lambda: again(split(Diagram("z"), "parallel", *"abc"), "g", "h"), True),
    "inclusive gateway in a loop": (lambda: again(split(Diagram("z"), "inclusive", *"abc"), "g", "h"), True),
    "nested joins in a loop": (nested_joins, True),
    "a loop back over two joins": (back_over_two_joins, True),
    "a loop in a live branch": (loop_in_a_branch, True),
    "a branch that leaves an inclusive section": (leaving_an_inclusive_section, True),
    "a service before an inclusive join": (service_behind_an_inclusive_join, True),
    "boundary timer": (guard("timer", True), True),
    "boundary timer, not interrupting": (guard("timer", False), True),
    "boundary message": (guard("message", True), True),
    "boundary message, not interrupting": (guard("message", False), True),
    "boundary cycle, three times": (cycle("R3/PT5H"), True),
    "boundary cycle without end": (cycle("R/PT7H"), True),
    "boundary cycle with a first moment": (cycle("R4/2026-03-02T12:00:00+08:00/P1D"), True),
    "boundary cycle on a sub-process": (cycle("R3/PT5H", host="sub-process"), True),
    "boundary cycle on a multi-instance task": (cycle("R3/PT5H", host="multi"), True),
    "boundary cycle, interrupting": (cycle("R3/PT5H", interrupting=True), True),
    "a cycle as a delay": (delayed_by_a_cycle, True),
    "boundary signal": (signal(True), True),
    "boundary signal, not interrupting": (signal(False), True),
    "boundary signal on a sub-process": (signal(True, "sub-process"), True),
    "boundary signal on a sub-process, not interrupting": (signal(False, "sub-process"), True),
    "boundary signal on a multi-instance task": (signal(False, "multi"), True),
    "signals caught by every kind of event": (signals_caught, True),
    "signals between parallel instances": (signals_in_instances("false"), True),
    "event-based gateway": (event_gateway, True),
    "sub-process with three ends": (sub_process, True),
    "call activities": (call_activity, True),
    "parallel multi-instance": (multi("false"), True),
    "sequential multi-instance": (multi("true"), True),
    "parallel multi-instance sub-process": (multi("false", inside=True), True),
    "sequential multi-instance sub-process": (multi("true", inside=True), True),
    "parallel multi-instance with answers": (gathering("false"), True),
    "sequential multi-instance with answers": (gathering("true"), True),
    **{f"{name}, {kind}": (repeated(kind, loop), kind != "rule") for name, loop in LOOPS.items() for kind in KINDS},
    "terminate": (terminated, True),
    "terminate in a sub-process": (terminated_sub_process, True),
    **EVENT_SUB_PROCESSES,
    **FAILING_JOBS,
    **EVENTS,
    **DATA,
    **{f"decision table, {policy.lower()}": (decided(policy), True) for policy in RULES},
}
