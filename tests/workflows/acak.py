"""Random structured diagrams: blocks in blocks, the same ones for the same seed.

A diagram is drawn by composing blocks that each have one way in and one way out. What a gateway chooses is a fact
`p<number>` that every step of a person sets anew; every script and every timer is one of a kind. A
script always writes the same: which of two branches runs its scripts first is not for a diagram to say.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.workflows.diagrams import Diagram

MI = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">'
    "{}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
)
CHOICES = 12
LANES = ("Pegawai", "Pejabat penilai")


def child(key: str, mark: str) -> Diagram:
    """A process that a call activity calls; its elements carry the mark, so that no two calls are taken for another."""
    drawn = Diagram(key).start(f"m_{mark}").user(f"u_{mark}").xor(f"x_{mark}", default=f"f_{mark}").end(f"e_{mark}")
    drawn.script(f"s_{mark}", f"dari_{mark} = 1").end(f"l_{mark}").path(f"m_{mark}", f"u_{mark}", f"x_{mark}")
    drawn.flow(f"x_{mark}", f"s_{mark}", "p0 % 2 == 1").flow(f"x_{mark}", f"l_{mark}", id=f"f_{mark}")
    return drawn.path(f"s_{mark}", f"e_{mark}")


def facts(choose: random.Random, _now: datetime) -> Mapping[str, Any]:
    """What every step gives: the choices of the gateways, and something of its own."""
    given: dict[str, Any] = {f"p{number}": choose.randrange(8) for number in range(CHOICES)}
    return given | {"isi": choose.randrange(1000)}


class Pelukis:
    """Draws one diagram from a seed: `main`, and the processes it calls."""

    def __init__(self, seed: str, depth: int = 3) -> None:
        self.choose = random.Random(seed)
        self.number = 0
        self.called: dict[str, Diagram] = {}
        self.main = Diagram("acak").start().end()
        self.plural = False  # inside a multi-instance activity, or behind what may happen more than once
        self.calm = False  # where a person may end everything: which of that and a condition comes first is not told
        first, last = self.block(self.main, depth)
        self.main.path("mulai", first).path(last, "selesai")
        if self.choose.random() < 0.25:
            self.handler(self.main, self.trigger(), depth - 2)

    def name(self, kind: str) -> str:
        self.number += 1
        return f"{kind}{self.number}"

    def user(self, drawn: Diagram, mi: str = "") -> str:
        name = self.name("u")
        drawn.user(name, self.choose.choice(LANES), mi=mi)
        return name

    def block(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """Draw a block; its first and last node."""
        simple: list[Callable[[Diagram, int], tuple[str, str]]] = [self.task, self.task, self.script, self.service]
        nested = [self.sequence, self.sequence, self.exclusive, self.parallel, self.parallel, self.inclusive]
        nested += [self.loop, self.loop, self.sub, self.guarded, self.reminded, self.race, self.multi, self.call]
        nested += [self.forked_sub, self.escape, self.wait, self.multi_sub, self.terminated]
        nested += [self.handled, self.handled, self.failing, self.failing, self.raising, self.raising, self.until]
        nested += [self.signalled, self.signalled]
        return self.choose.choice(nested if depth > 0 else simple)(drawn, depth - 1)

    def task(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        name = self.user(drawn)
        return name, name

    def script(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        name = self.name("s")
        drawn.script(name, f"tulis_{name} = {self.number}")
        return name, name

    def service(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        name = self.name("j")
        drawn.service(name, "tarik")
        return name, name

    def wait(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        name = self.name("t")
        drawn.timer(name, self.moment())
        first, last = self.block(drawn, depth)
        drawn.path(name, first)
        return name, last

    def moment(self) -> str:
        self.number += 1
        return f"PT{self.number * 37}M"

    def cycle(self) -> str:
        """Its seconds keep it from falling on another timer's moment."""
        moment = self.moment()
        return f"R{self.choose.choice(['', '1', '2', '4'])}/{moment}{self.number}S"

    def sequence(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        parts = [self.block(drawn, depth) for _ in range(self.choose.randint(2, 3))]
        for (_, last), (first, _) in zip(parts, parts[1:], strict=False):
            drawn.path(last, first)
        return parts[0][0], parts[-1][1]

    def fork(self, drawn: Diagram, kind: str, branches: list[tuple[str, str]], join: str) -> tuple[str, str]:
        """Branches between two gateways; kinds that choose read a fact of their own."""
        split, number = self.name("g"), self.choose.randrange(CHOICES)
        default = f"f_{split}" if kind in ("exclusive", "inclusive") else None
        drawn.gateway(kind, split, default=default)
        for index, (first, last) in enumerate(branches):
            if kind == "exclusive" and index:
                drawn.flow(split, first, f"p{number} % {len(branches)} == {index}")
            elif kind == "inclusive" and index:
                drawn.flow(split, first, f"p{number} // {2 ** (index - 1)} % 2 == 1")
            else:
                drawn.flow(split, first, id=default)
            drawn.path(last, join) if last else None
        return split, join

    def gather(self, drawn: Diagram, kind: str, depth: int, most: int) -> tuple[str, str]:
        join = self.name("h")
        branches = [self.block(drawn, depth) for _ in range(self.choose.randint(2, most))]
        result = self.fork(drawn, kind, branches, join)
        drawn.gateway(kind, join)
        return result

    def exclusive(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        return self.gather(drawn, "exclusive", depth, 3)

    def parallel(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        return self.gather(drawn, "parallel", depth, 4)

    def inclusive(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        return self.gather(drawn, "inclusive", depth, 4)

    def escape(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """An inclusive section one branch of which may leave before the join."""
        join, turn, out, number = self.name("h"), self.name("x"), self.name("e"), self.choose.randrange(CHOICES)
        asked = self.user(drawn)
        drawn.xor(turn, default=f"f_{turn}").end(out).path(asked, turn).flow(turn, out, f"p{number} % 2 == 1")
        drawn.flow(turn, join, id=f"f_{turn}")
        split, _ = self.fork(drawn, "parallel", [self.block(drawn, depth), (asked, "")], join)
        drawn.gateway("inclusive", join)
        return split, join

    def loop(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        enter, turn, leave = self.name("m"), self.name("x"), self.name("o")
        number = self.choose.randrange(CHOICES)
        first, last = self.block(drawn, depth)
        asked = self.user(drawn)  # a loop in which nobody is asked would spin
        drawn.xor(enter).xor(turn, default=f"f_{turn}").xor(leave).path(enter, first).path(last, asked, turn)
        drawn.flow(turn, enter, f"p{number} < 4").flow(turn, leave, id=f"f_{turn}")
        return enter, leave

    def sub(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        name, start, end = self.name("b"), self.name("m"), self.name("e")
        inner = Diagram("x").start(start).end(end)
        first, last = self.block(inner, depth)
        inner.path(start, first).path(last, end)
        drawn.sub(name, inner)
        return name, name

    def forked_sub(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process whose branches end each by itself."""
        name, start, split = self.name("b"), self.name("m"), self.name("g")
        inner = Diagram("x").start(start).gateway("parallel", split).path(start, split)
        for _ in range(self.choose.randint(2, 4)):
            end = self.name("e")
            first, last = self.block(inner.end(end), depth - 1)
            inner.path(split, first).path(last, end)
        drawn.sub(name, inner)
        return name, name

    def guarded(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A task or sub-process that a timer or message may take over."""
        hosts = [self.task, self.sub, self.call, self.service, self.multi, self.multi_sub]
        host = self.choose.choice(hosts)(drawn, depth)[0]
        guard, meet = self.name("i"), self.name("x")
        drawn.event(guard, self.trigger(), on=host)
        first, last = self.block(drawn, depth)
        drawn.xor(meet).path(host, meet).path(guard, first).path(last, meet)
        return host, meet

    def reminded(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A task or sub-process beside which a reminder goes its own way."""
        host = self.choose.choice([self.task, self.sub, self.call, self.multi, self.multi_sub])(drawn, depth)[0]
        guard, end = self.name("n"), self.name("e")
        trigger = f"timer:{self.cycle()}" if self.choose.random() < 0.3 else self.trigger()
        drawn.event(guard, trigger, on=host, interrupting=False)
        first, last = self.maybe_plural(drawn, depth - 1, True)
        drawn.end(end).path(guard, first).path(last, end)
        after = self.script(drawn, 0)[0]
        drawn.path(host, after)
        return host, after

    def race(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """An event-based gateway: a timer against a message, perhaps a second timer."""
        split, meet = self.name("g"), self.name("x")
        drawn.gateway("eventBased", split).xor(meet)
        for index in range(self.choose.randint(2, 3)):
            event = self.name("c")
            if index == 1:
                drawn.receive(event, f"pesan_{event}")
            else:
                drawn.timer(event, self.moment())
            first, last = self.block(drawn, depth - 1)
            drawn.path(split, event, first).path(last, meet)
        return split, meet

    def multi(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        name = self.user(drawn, MI.format(self.choose.choice(["true", "false"]), self.choose.randint(1, 3)))
        return name, name

    def call(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        name = self.name("k")
        self.called[f"anak_{name}"] = child(f"anak_{name}", name)
        drawn.call(name, f"anak_{name}")
        return name, name

    def multi_sub(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process for each of a number, at once or one after the other."""
        name, start, end = self.name("b"), self.name("m"), self.name("e")
        inner = Diagram("x").start(start).end(end)
        before, self.plural = self.plural, True
        first, last = self.block(inner, depth - 1)
        self.plural = before
        inner.path(start, first).path(last, end)
        drawn.sub(name, inner, mi=MI.format(self.choose.choice(["true", "false"]), self.choose.randint(1, 3)))
        return name, name

    def terminated(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process one branch of which may end all of it."""
        name, start, split, turn = self.name("b"), self.name("m"), self.name("g"), self.name("x")
        ends, number = [self.name("e") for _ in range(3)], self.choose.randrange(CHOICES)
        inner = Diagram("x").start(start).gateway("parallel", split).xor(turn, default=f"f_{turn}")
        inner.end(ends[0]).end(ends[1], terminate=True).end(ends[2])
        calm, self.calm = self.calm, True
        first, last = self.block(inner, depth - 1)
        self.calm = calm
        asked = self.user(inner)
        inner.path(start, split, first).path(last, ends[0]).path(split, asked, turn)
        inner.flow(turn, ends[1], f"p{number} % 2 == 1").flow(turn, ends[2], id=f"f_{turn}")
        drawn.sub(name, inner)
        return name, name

    def trigger(self) -> str:
        """A timer, a message, a signal or a condition."""
        kinds = [
            "timer:" + self.moment(),
            "message:" + self.name("pesan"),
            "signal:" + self.name("sinyal"),
            f"condition:p{self.fact()} > 5",
        ]
        return self.choose.choice(kinds[:3] if self.calm else kinds)

    def signalled(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """Somebody in one branch throws a signal at what waits in another."""
        name, throw, host = self.name("sinyal"), self.name("l"), self.user(drawn)
        split, join, asked = self.name("g"), self.name("h"), self.user(drawn)
        drawn.gateway("parallel", split).gateway("parallel", join).signal(throw, name).path(split, asked, throw, join)
        event, interrupting = self.name("d"), self.choose.random() < 0.5
        first, last = self.maybe_plural(drawn, depth - 1, not interrupting)
        if self.choose.random() < 0.3:
            drawn.event(event, f"signal:{name}").path(split, host, event, first).path(last, join)
            return split, join
        drawn.event(event, f"signal:{name}", on=host, interrupting=interrupting).path(event, first)
        if interrupting:
            meet = self.name("x")
            drawn.xor(meet).path(split, host, meet, join).path(last, meet)
        else:
            end = self.name("e")
            drawn.end(end).path(split, host, join).path(last, end)
        return split, join

    def fact(self) -> int:
        return self.choose.randrange(CHOICES)

    def maybe_plural(self, drawn: Diagram, depth: int, many: bool) -> tuple[str, str]:
        """A block that may run several times at once."""
        before, self.plural = self.plural, self.plural or many
        result = self.block(drawn, depth)
        self.plural = before
        return result

    def handler(self, scope: Diagram, trigger: str, depth: int, interrupting: bool | None = None) -> None:
        """An event sub-process."""
        start, end = self.name("m"), self.name("e")
        if interrupting is None:
            again = trigger.startswith(("message", "signal"))
            interrupting = self.choose.random() < 0.5 or (self.plural and again)
        body = Diagram("x").start(start, on=trigger, interrupting=interrupting).end(end)
        first, last = self.maybe_plural(body, depth, not interrupting)
        body.path(start, first).path(last, end)
        scope.sub(self.name("E"), body, triggered=True)

    def handled(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process with one or two event sub-processes of its own."""
        name, start, end = self.name("b"), self.name("m"), self.name("e")
        inner = Diagram("x").start(start).end(end)
        first, last = self.block(inner, depth)
        inner.path(start, first).path(last, end)
        for _ in range(self.choose.randint(1, 2)):
            self.handler(inner, self.trigger(), depth - 1)
        drawn.sub(name, inner)
        return name, name

    def thrower(self, inner: Diagram, what: str, depth: int) -> None:
        """A scope beside whose work somebody may throw, perhaps from a sub-process further in."""
        start, split, turn, number = self.name("m"), self.name("g"), self.name("x"), self.fact()
        ends = [self.name("e") for _ in range(3)]
        inner.start(start).gateway("parallel", split).end(ends[0])
        first, last = self.block(inner, depth - 1)
        inner.path(start, split, first).path(last, ends[0])
        place = inner if self.choose.random() < 0.6 else Diagram("x")
        asked = self.user(place)
        place.xor(turn, default=f"f_{turn}").end(ends[2]).path(asked, turn)
        if what.startswith("escalation") and self.choose.random() < 0.5:
            place.escalate(ends[1], what.partition(":")[2]).path(ends[1], ends[2])
        else:
            place.end(ends[1], on=what)
        place.flow(turn, ends[1], f"p{number} % 2 == 1").flow(turn, ends[2], id=f"f_{turn}")
        if place is inner:
            inner.path(split, asked)
        else:
            begin, further, out = self.name("m"), self.name("b"), self.name("e")
            inner.sub(further, place.start(begin).path(begin, asked)).end(out).path(split, further, out)

    def failing(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process out of which an error may come, or that handles it itself."""
        name, code, meet = self.name("b"), self.name("G"), self.name("x")
        many = self.choose.random() < 0.3
        mi = MI.format(self.choose.choice(["true", "false"]), self.choose.randint(1, 3)) if many else ""
        before, self.plural = self.plural, self.plural or many
        inner, calm = Diagram("x"), self.calm
        self.calm = True
        self.thrower(inner, f"error:{code}", depth)
        trigger = f"error:{self.choose.choice([code, ''])}"
        inside = self.choose.random() < 0.3
        if inside:
            self.handler(inner, trigger, depth - 1, interrupting=True)
        self.plural, self.calm = before, calm
        drawn.sub(name, inner, mi=mi).xor(meet).path(name, meet)
        if not inside:
            guard = self.name("i")
            first, last = self.block(drawn.event(guard, trigger, on=name), depth - 1)
            drawn.path(guard, first).path(last, meet)
        return name, meet

    def raising(self, drawn: Diagram, depth: int) -> tuple[str, str]:
        """A sub-process out of which an escalation may come, caught or not, interrupting or not."""
        name, code = self.name("b"), self.name("K")
        many = self.choose.random() < 0.3
        mi = MI.format(self.choose.choice(["true", "false"]), self.choose.randint(1, 3)) if many else ""
        before, self.plural = self.plural, self.plural or many
        inner, calm = Diagram("x"), self.calm
        self.calm = True
        self.thrower(inner, f"escalation:{code}", depth)
        trigger = f"escalation:{self.choose.choice([code, '', 'lain'])}"
        inside = self.choose.random() < 0.3
        if inside:
            self.handler(inner, trigger, depth - 1)
        self.plural, self.calm = before, calm
        drawn.sub(name, inner, mi=mi)
        if inside:
            return name, name
        guard, meet, interrupting = self.name("i"), self.name("x"), self.choose.random() < 0.5
        first, last = self.block(drawn.event(guard, trigger, on=name, interrupting=interrupting), depth - 1)
        drawn.xor(meet).path(name, meet).path(guard, first)
        if interrupting:
            drawn.path(last, meet)
        else:
            end = self.name("e")
            drawn.end(end).path(last, end)
        return name, meet

    def until(self, drawn: Diagram, _depth: int) -> tuple[str, str]:
        """Waiting until a condition is true, for some time at most."""
        if self.calm:
            return self.task(drawn, 0)
        name, start, end, until = self.name("b"), self.name("m"), self.name("e"), self.name("c")
        inner = Diagram("x").start(start).event(until, f"condition:p{self.fact()} > 5").end(end)
        guard, meet = self.name("i"), self.name("x")
        drawn.sub(name, inner.path(start, until, end)).timer(guard, self.moment(), on=name).xor(meet)
        drawn.path(name, meet).path(guard, meet)
        return name, meet
