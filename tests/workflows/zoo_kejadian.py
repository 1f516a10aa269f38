"""Animals of the zoo for each kind of event at each place where it may stand (see test_daftar_bpmn)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.workflows.diagrams import Diagram
from tests.workflows.zoo_alat import Animal, again, split

TIMES = {"date": "2026-03-04T08:00:00+08:00", "duration": "P1D", "cycle": "R3/PT5H"}


def in_the_flow(trigger: str) -> Callable[[], Animal]:
    """An event that is waited for between two steps, beside another branch."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "b").event("tunggu", trigger).user("a").path("g", "tunggu", "a", "h")
        return again(drawn, "g", "h")

    return draw


def on_a_task(trigger: str, interrupting: bool) -> Callable[[], Animal]:
    """An event on a task of one of two branches."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "b", "c").user("a").user("d").path("g", "a")
        drawn.event("lewat", trigger, on="a", interrupting=interrupting)
        if interrupting:
            return again(drawn.xor("temu").path("a", "temu", "h").path("lewat", "d", "temu"), "g", "h")
        return again(drawn.end("habis").path("a", "h").path("lewat", "d", "habis"), "g", "h")

    return draw


def behind_a_gateway(trigger: str) -> Callable[[], Animal]:
    """An event that may be the one chosen by an event-based gateway."""

    def draw() -> Animal:
        drawn = Diagram("z").gateway("eventBased", "g").event("satu", trigger).event("dua", "message:lain").xor("h")
        return again(drawn.user("a").path("g", "satu", "a", "h").path("g", "dua", "h"), "g", "h")

    return draw


def beside_the_process(trigger: str, interrupting: bool) -> Callable[[], Animal]:
    """An event that starts an event sub-process."""

    def draw() -> Animal:
        body = Diagram("x").start("m9", on=trigger, interrupting=interrupting).user("d").end("e9").path("m9", "d", "e9")
        return again(split(Diagram("z"), "parallel", "a", "b").sub("E", body, triggered=True), "g", "h")

    return draw


def thrown_inside(trigger: str, interrupting: bool, called: bool = False) -> Callable[[], Animal]:
    """An error or escalation that comes out of a sub-process or called process, or does not."""

    def draw() -> Animal:
        part = Diagram("anak").start("m1").user("kerjakan").xor("x1", default="f_x1").end("e1")
        part.end("keluar", on=trigger).path("m1", "kerjakan", "x1")
        part.flow("x1", "keluar", "p1 % 2 == 1").flow("x1", "e1", id="f_x1")
        drawn = (
            split(Diagram("z"), "parallel", "b").user("d").event("lewat", trigger, on="s", interrupting=interrupting)
        )
        if called:
            drawn.call("s", "anak")
            part = part.leaving(trigger.partition(":")[2]) if trigger.startswith("error") else part
        else:
            drawn.sub("s", part)
        if interrupting:
            drawn.xor("temu").path("s", "temu", "h").path("lewat", "d", "temu")
        else:
            drawn.end("habis").path("s", "h").path("lewat", "d", "habis")
        return again(drawn.path("g", "s"), "g", "h")[0], {"anak": part} if called else {}, {}

    return draw


def messages_sent() -> Animal:
    """By a throw event, a send task, and the ends of a sub-process."""
    part = Diagram("y").start("m1").gateway("parallel", "g1").user("p").end("e1", message="tiga").user("q").end("e2")
    drawn = Diagram("z").throw("satu", "satu").task("send", "dua", "dua")
    drawn.sub("s", part.path("m1", "g1", "p", "e1").path("g1", "q", "e2"))
    return again(drawn.path("satu", "dua", "s"), "satu", "s")


def _beside(interrupting: bool) -> str:
    return "" if interrupting else ", beside"


EVENTS: Mapping[str, tuple[Callable[[], Animal], bool]] = {
    **{f"timer, {word}, in the flow": (in_the_flow(f"timer:{text}"), True) for word, text in TIMES.items()},
    **{f"timer, {word}, behind a gateway": (behind_a_gateway(f"timer:{text}"), True) for word, text in TIMES.items()},
    **{
        f"timer, {word}, {where}{_beside(way)}": (draw(f"timer:{text}", way), True)
        for word, text in TIMES.items()
        for where, draw in (("on a task", on_a_task), ("event sub-process", beside_the_process))
        for way in (True, False)
    },
    **{f"{kind}, in the flow": (in_the_flow(f"{kind}:kabar"), True) for kind in ("message", "signal")},
    **{f"{kind}, behind a gateway": (behind_a_gateway(f"{kind}:kabar"), True) for kind in ("message", "signal")},
    "condition, in the flow": (in_the_flow("condition:p2 > 3"), True),
    **{f"condition, on a task{_beside(way)}": (on_a_task("condition:p2 > 3", way), True) for way in (True, False)},
    **{
        f"signal, event sub-process{_beside(way)}": (beside_the_process("signal:kabar", way), True)
        for way in (True, False)
    },
    "messages, thrown": (messages_sent, True),
    "error, out of a sub-process": (thrown_inside("error:G1", True), True),
    "error, out of a called process": (thrown_inside("error:G1", True, called=True), True),
    **{
        f"escalation, out of a {what}{_beside(way)}": (thrown_inside("escalation:E1", way, called), True)
        for what, called in (("sub-process", False), ("called process", True))
        for way in (True, False)
    },
}
