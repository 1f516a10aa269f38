"""One instance run side by side: with and without pruning, with and without saving and loading, and by tokens.

All make the same moves, chosen from a seed, and must show the same picture after each: open tasks with the facts they
see, timers and messages awaited, facts, history, and whether it has ended.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.workflows import token
from tests.workflows.conftest import NOW
from tests.workflows.ganti_nama import NEW
from tests.workflows.token_beside import Uncaught
from workflows import clock, codec
from workflows import tokens as tk
from workflows.compiler import Compiled
from workflows.errors import Incident
from workflows.event_subprocess import Listener
from workflows.kinds import EVENTS
from workflows.moving import reroute
from workflows.prune import prune
from workflows.run import Run, Wait
from workflows.scopes import address, view
from workflows.transplant import transplant
from workflows.values import Letter

CODE = "G1"
"""What a job fails with, where the diagram says that jobs fail (see JOBS_FAIL)."""
JOBS_FAIL = b'"gagal_'
"""In a diagram: an element of that name catches what jobs throw."""
ALL = ((False, False), (True, False), (False, True), (True, True))
COUNTED = ("user", "external", "script", *EVENTS, "end", "gateway", "decision")


@dataclass(frozen=True)
class Naskah:
    """What is run. `facts(choose, now)`: the facts given at the start and with every step; `judge`: ask the tokens."""

    spec: Compiled
    xml: bytes
    facts: Callable[[random.Random, datetime], Mapping[str, Any]]
    called: Mapping[str, bytes] = field(default_factory=dict)
    judge: bool = True
    decide: Callable[[str, dict[str, Any]], dict[str, Any]] | None = None


class Engine:
    """The engine in one of four ways."""

    def __init__(self, spec: Compiled, pruned: bool, saved: bool, facts: Mapping[str, Any]) -> None:
        self.spec, self.pruned, self.saved = spec, pruned, saved
        self.name = f"{'pruned' if pruned else 'whole'}, {'saved' if saved else 'kept'}"
        self.run = Run.begin(spec, facts, "k")
        self.run.settle()
        self.thrown: list[tuple[str, str]] = []
        self.note()

    def between(self) -> None:
        """What happens between two steps."""
        run = self.run
        if self.pruned:
            prune(run.workflow)
            state, facts = codec.encode(run.workflow, run.ended), codec.dumps(run.facts)
            self.run = Run.load(self.spec, state, codec.loads(facts), "k")
        else:
            self.run = Run(run.workflow, run.ended, run.facts, "k")

    def move(self, kind: str, place: Sequence[str], facts: Mapping[str, Any]) -> None:
        """kind: do, fail, message or tick; place: element and number among its like, ordered by what they see."""
        self.between()
        if kind == "do":
            found = [task for task in self.run.open_tasks() if plain(task.task_spec.bpmn_id) == place[0]]
            task = sorted(found, key=lambda one: seen(one.data))[int(place[1])]
            self.run.complete(task, facts, "orang:1", None)
        elif kind == "fail":
            found = [task for task in self.run.open_tasks() if plain(task.task_spec.bpmn_id) == place[0]]
            task = sorted(found, key=lambda one: seen(one.data))[int(place[1])]
            self.run.fail(task, CODE, facts)
        elif kind == "message":
            found = [wait for wait in self.run.waits().values() if plain(wait.element) == place[0]]
            tasks = self.run.workflow.event_manager.tasks.values()
            data = {address(task): seen(beside(task)) for task in tasks}
            wait = sorted(found, key=lambda one: data[one.task_id])[int(place[1])]
            assert self.run.deliver(wait.task_id, wait.element, {})
            self.run.settle()
        elif kind == "signal":
            self._hear(place[0])
        else:
            self.run.settle()

    def _hear(self, name: str) -> None:
        """A signal from outside, or (no name) those this instance has thrown to itself."""
        waits = self.run.waits().values()
        heard = [(wait.task_id, wait.signal) for wait in waits if wait.signal == name] if name else self.thrown
        self.thrown = self.thrown if name else []
        found = {(wait.task_id, wait.signal): wait.element for wait in waits}
        letters = [Letter(0, one[0], found[one], {}) for one in heard if one in found]
        self.run.settle()
        self.run.receive(letters)

    def note(self) -> None:
        """What the last move has thrown to events of its own."""
        self.thrown = [*self.thrown, *((task_id, one.name) for one in self.run.signals for task_id in one.own)]

    def standing(self) -> dict[str, list[tk.Token]]:
        """What could be led elsewhere, by its element; those of one element by what they see."""
        found: dict[str, list[tk.Token]] = {}
        for part in tk.parts(self.run.workflow):
            for one in tk.tokens(part):
                found.setdefault(plain(one.element), []).append(one)
        return {element: sorted(found[element], key=_token_sees) for element in sorted(found)}

    def lead(self, element: str, number: int, target: str, facts: Mapping[str, Any]) -> None:
        """As an operator does: a token is taken back and appears elsewhere."""
        self.between()
        one, run = self.standing()[element][number], self.run
        spec = tk.find_spec(one.part.spec, target) or tk.find_spec(one.part.spec, target + NEW)
        run.operate(one.task, lambda: reroute(run, one, spec, facts))
        run.settle()

    def renew(self, other: Compiled, mapping: Mapping[str, str]) -> None:
        """Into another version of the diagram."""
        done, outbox = self.run.done, self.run.outbox
        self.between()
        run, trouble = transplant(self.run, other, mapping, "k")
        assert run is not None, trouble.reasons()
        run.done, run.workflow.outbox = done, outbox  # what is compared is still the last move
        self.run, self.spec = run, other

    def picture(self, loose: bool = False) -> tuple[Any, ...]:
        """What anybody outside can see of it. `loose`: tasks without what scripts wrote, see `_compare`."""
        run = self.run
        return (
            Counter((plain(task.task_spec.bpmn_id), seen(task.data, loose)) for task in run.open_tasks()),
            Counter((plain(wait.element), wait.due_at) for wait in run.waits().values()),
            # In one advance, branches that do not know of each other may go in any order.
            Counter(plain(line.element) for line in run.done if line.kind in COUNTED),
            run.facts,
            run.is_done,
        )

    def exact(self) -> tuple[Any, ...]:
        """Also the facts of each line of the history, and the keys of messages; tokens do not know those."""
        lines = [(plain(line.element), line.what, seen(line.facts)) for line in self.run.done]
        waits = self.run.waits().values()
        return Counter(lines), Counter((plain(wait.element), wait.message, wait.key) for wait in waits), self.run.outbox


class Judge:
    """The token machine behind the same face."""

    name = "tokens"

    def __init__(self, script: Naskah, facts: Mapping[str, Any]) -> None:
        self.machine = token.Machine(script.xml, script.called, dict(facts), script.decide)

    def move(self, kind: str, place: Sequence[str], facts: Mapping[str, Any]) -> None:
        """As Engine.move."""
        if kind == "do":
            found = [one for one in self.machine.open() if one.node == place[0]]
            self.machine.complete(sorted(found, key=lambda one: seen(one.data))[int(place[1])], dict(facts))
        elif kind == "fail":
            found = [one for one in self.machine.open() if one.node == place[0]]
            self.machine.fail(sorted(found, key=lambda one: seen(one.data))[int(place[1])], CODE, dict(facts))
        elif kind == "signal":
            self.machine.hear(f"sinyal_{place[0]}" if place[0] else "")
        elif kind == "message":
            found = [one for one, name, _ in self.machine.waits() if name == place[0]]
            before = {"listener": lambda one: one.scope.begun, "multi": lambda one: one.found}
            told = [(seen(before.get(one.what, lambda one: one.data)(one)), one) for one in found]
            self.machine.deliver(sorted(told, key=lambda one: one[0])[int(place[1])][1], place[0])
        else:
            self.machine.tick()
            return
        self._due_at_once()

    def _due_at_once(self) -> None:
        """What has just been armed for a moment already past happens in the same advance."""
        done = self.machine.done
        self.machine.tick()
        self.machine.done = done + self.machine.done

    def lead(self, element: str, number: int, target: str, facts: Mapping[str, Any]) -> None:
        """As Engine.lead."""
        machine = self.machine
        apart = ("join", "listener")
        found = [one for one in machine.tokens if one.what not in apart and one.owner is None and one.node == element]
        found += [one for one in machine.tokens if one.what != "listener" and element in machine.beside(one)]
        token = sorted(found, key=lambda one: seen(one.found if one.what == "multi" else one.data))[number]
        machine.move(token, element, target, dict(facts))
        self._due_at_once()

    def picture(self, loose: bool = False) -> tuple[Any, ...]:
        """As Engine.picture."""
        machine = self.machine
        return (
            Counter((one.node, seen(one.data, loose)) for one in machine.open()),
            Counter((name, due) for _, name, due in machine.waits()),
            Counter(name for name in machine.done if machine.counts(name)),
            machine.facts,
            machine.ended,
        )


def beside(task: Any) -> Mapping[str, Any]:
    """What is known where an event waits: of an event sub-process, what its scope has come to know."""
    return view(task.workflow) if isinstance(task.task_spec, Listener) else task.parent.data


def _token_sees(token: tk.Token) -> str:
    """The facts it found where it stands."""
    return seen((token.split or token.task.parent).data)


def plain(element: str) -> str:
    """An element's name without the mark of the version in which all of them are called otherwise."""
    return element.removesuffix(NEW)


def seen(facts: Mapping[str, Any], loose: bool = False) -> str:
    """Facts as text that can be compared."""
    kept = {key: value for key, value in facts.items() if not (loose and key.startswith(("tulis_", "dari_")))}
    return codec.dumps(dict(sorted(kept.items())))


Meddler = Callable[[random.Random, datetime, Sequence[Engine], Sequence[Judge]], object]


def play(
    script: Naskah,
    seed: str,
    moves: int = 25,
    ways: Sequence[tuple[bool, bool]] = ALL,
    meddle: Meddler | None = None,
) -> tuple[int, bool]:
    """Run it to its end or so many moves; AssertionError where they part. Number of moves, and whether it ended.

    `meddle` may do something else than the diagram foresees before a move: see `leading`.
    """
    choose = random.Random(seed)
    now = NOW
    with clock.at(now):
        facts = script.facts(choose, now)
        engines = [Engine(script.spec, pruned, saved, facts) for pruned, saved in ways]
        judges = [Judge(script, facts)] if script.judge else []
    told: list[Any] = []
    loose = b"conditionalEventDefinition" in script.xml
    for number in range(moves + 1):
        with clock.at(now):
            _compare(engines, judges, told, loose)
            if meddle is not None and not engines[0].run.is_done:
                meddled = meddle(choose, now, engines, judges)
                told.append(meddled)
                if meddled == "stuck":
                    return number, True
                _compare(engines, judges, told, loose)
        if engines[0].run.is_done or number == moves:
            return number, engines[0].run.is_done
        if not _can_go_on(engines[0]):
            return number, True
        kind, place, now = _choose(engines[0], choose, now)
        if kind == "do" and JOBS_FAIL in script.xml and place[0].startswith("kerja") and choose.random() < 0.4:
            kind = "fail"
        with clock.at(now):
            facts = script.facts(choose, now) if kind in ("do", "fail") else {}
            told.append((kind, place, facts))
            if not _everybody(engines, judges, told, lambda one, at=(kind, place, facts): one.move(*at)):
                return number, True
    raise AssertionError("not reached")


def leading(script: Naskah, often: float) -> Meddler:
    """Now and then an operator leads a token elsewhere.

    Not where errors are thrown: led out of where it is caught, an error is an incident, and the run is over.
    """
    errors = b"errorEventDefinition" in script.xml

    def meddle(choose: random.Random, now: datetime, engines: Sequence[Engine], judges: Sequence[Judge]) -> object:
        if errors or choose.random() > often:
            return None
        # What catches an escalation waits in the token machine by another name.
        standing = {key: some for key, some in engines[0].standing().items() if some[0].kind != "escalation"}
        if not standing:  # only what would begin beside it
            return None
        element = choose.choice(list(standing))
        number = choose.randrange(len(standing[element]))
        can = [plain(spec.bpmn_id) for spec in tk.targets(standing[element][number].part.spec)]
        if not can:
            return None
        given = {key: value for key, value in script.facts(choose, now).items() if key != "jawab"}
        at = (element, number, choose.choice(sorted(can)), given)
        return at if _everybody(engines, judges, [at], lambda one: one.lead(*at)) else "stuck"

    return meddle


def renewing(other: Compiled, mapping: Mapping[str, str], often: float, then: Meddler | None = None) -> Meddler:
    """Now and then all go to another version of the same diagram, and back; perhaps something else happens besides."""
    firsts: list[Compiled] = []

    def meddle(choose: random.Random, now: datetime, engines: Sequence[Engine], judges: Sequence[Judge]) -> object:
        firsts.append(engines[0].spec)
        if choose.random() < often:
            there = engines[0].spec is firsts[0]
            to, names = (other, mapping) if there else (firsts[0], {new: old for old, new in mapping.items()})
            for one in engines:
                one.renew(to, names)
        return then(choose, now, engines, judges) if then is not None else "renewed"

    return meddle


def _everybody(
    engines: Sequence[Engine], judges: Sequence[Judge], told: Sequence[Any], do: Callable[[Engine | Judge], None]
) -> bool:
    """False if nothing waits any longer and it has not ended: an operator may bring that about, and all must see it."""
    stuck = []
    for one in (*engines, *judges):
        try:
            do(one)
            if isinstance(one, Engine):
                one.note()
            else:
                stuck.append(not (one.machine.ended or one.machine.open() or one.machine.waits()))
        except (Incident, Uncaught) as error:
            if "macet" not in str(error) and "tidak ditangkap" not in str(error):
                raise AssertionError(f"{one.name} after {told}: {error!r}") from error
            stuck.append(True)
        except Exception as error:
            raise AssertionError(f"{one.name} after {told}: {error!r}") from error
        else:
            if isinstance(one, Engine):
                stuck.append(False)
    assert len(set(stuck)) == 1, f"not all of them are stuck after {told}: {stuck}"
    return not stuck[0]


def _can_go_on(engine: Engine) -> bool:
    """False where only conditions are waited for: nobody sets a fact any more."""
    return bool(engine.run.open_tasks()) or any(w.message or w.due_at for w in engine.run.waits().values())


def _choose(engine: Engine, choose: random.Random, now: datetime) -> tuple[str, tuple[str, int], datetime]:
    """A step of a person or job, a message, or the next timer; timers one at a time."""
    now += timedelta(seconds=1)
    opened = Counter(plain(task.task_spec.bpmn_id) for task in engine.run.open_tasks())
    waits = list(engine.run.waits().values())
    letters = Counter(plain(wait.element) for wait in waits if wait.message)
    due = min((wait.due_at for wait in waits if wait.due_at), default=None)
    if due is not None and due <= now:
        return "tick", ("", 0), now
    signals = sorted({wait.signal for wait in waits if wait.signal})
    can = ["do"] * 4 * bool(opened) + ["message"] * bool(letters) + ["tick"] * (due is not None)
    can += ["signal"] * bool(signals) + ["hear"] * 3 * bool(engine.thrown)
    if not can:  # only a condition is waited for
        return "tick", ("", 0), now
    kind = choose.choice(can)
    if kind in ("signal", "hear"):
        return "signal", (choose.choice(signals) if kind == "signal" else "", 0), now
    if kind == "tick":
        assert due is not None
        return kind, ("", 0), _outage(waits, due, choose)
    among = opened if kind == "do" else letters
    element = choose.choice(sorted(among))
    return kind, (element, choose.randrange(among[element])), now


def _outage(waits: Sequence[Wait], due: datetime, choose: random.Random) -> datetime:
    """Where only one timer runs, the worker may come long after its moment, so that a cycle misses some of its own."""
    alone = sum(wait.due_at is not None for wait in waits) == 1
    return due + choose.choice([timedelta(), timedelta(hours=2), timedelta(days=3, minutes=7)]) if alone else due


def _compare(engines: Sequence[Engine], judges: Sequence[Judge], told: object, loose: bool) -> None:
    """What starts on a condition that is true at once knows what scripts beside it wrote, or not yet: who was first is
    not for a diagram to say, so the tokens are asked loosely there."""
    first = engines[0]
    for one in engines[1:]:
        assert one.picture() == first.picture(), f"{one.name} against {first.name} after {told}"
        assert one.exact() == first.exact(), f"{one.name} against {first.name} after {told}"
    for judge in judges:
        assert first.picture(loose) == judge.picture(loose), f"{first.name} against {judge.name} after {told}"
