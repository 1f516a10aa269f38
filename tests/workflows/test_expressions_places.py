"""Every text of a diagram that is ever evaluated was compiled when it was checked, wherever it stands.

Found from outside: the door of the language is watched while the zoo and the shipped diagrams are played, and what
was evaluated is looked up in the specs the compiler made and in the diagrams themselves.
"""

from __future__ import annotations

import builtins
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from tests.workflows import acak
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, line
from tests.workflows.kembar import Engine, Naskah, _choose, play
from tests.workflows.test_checks import DMN, LENGKAP
from tests.workflows.test_prune import compiled, shipped_script, with_answer
from tests.workflows.zoo import ZOO
from tests.workflows.zoo_alat import LOOP, inner
from tests.workflows.zoo_tabel import decide
from workflows import checks, clock, codec, compiler, expressions, plan
from workflows.bpmn import shipped
from workflows.checks.finding import Report, owner_id
from workflows.errors import Incident
from workflows.run import Run

RUNS = 2
SPOILED = "1 +"


class Pintu:
    """Watches one door of the language: what is compiled only, as checks do, and what is evaluated."""

    def __init__(self, door: Any) -> None:
        self._door = door
        self.compiled: set[str] = set()
        self.evaluated: set[str] = set()

    def __call__(self, text: str) -> Any:
        self.evaluated.add(text)
        return self._door(text)

    def __wrapped__(self, text: str) -> Any:
        self.compiled.add(text)
        return self._door.__wrapped__(text)


@dataclass
class Adegan:
    """What is played: the diagram, what it calls and decides, and its specs."""

    name: str
    xml: bytes
    called: Mapping[str, bytes]
    decisions: Mapping[str, bytes]
    script: Naskah
    elements: dict[str, str] = field(default_factory=dict)

    def findings(self, xml: bytes | None = None, decisions: Mapping[str, bytes] | None = None) -> list[checks.Finding]:
        return checks.findings(
            self.xml if xml is None else xml,
            decisions=self.decisions if decisions is None else decisions,
            called=self.called.get,
        )


def semua() -> Adegan:
    """Places that neither the zoo nor the shipped diagrams use."""
    drawn = Diagram("z").start().user("a", mi=_loop("loopCondition", "p0 < 9", 'testBefore="true" loopMaximum="2"'))
    drawn.user("b", batas='tanggal_tambah("2026-03-01", p0 + 1)', prioritas="3").user("d")
    beside_a_task(drawn, "sebelum = p0", "sesudah = sebelum + 1")
    drawn.user("c", mi=_multi("p1 % 2 + 2", "p0 > 8")).service("j", "tarik", satu="p0 + p1", dua='"x"')
    drawn.throw("kirim", "kabar", kunci='"k" + str(p0)', muatan="p0 p1").receive(
        "tunggu", "kabar", kunci='"j" + str(p1)'
    )
    drawn.script("s", "p2 = p0 * 2\np3 = p2").timer("t", 'tanggal_tambah("2026-03-01", 1)').end()
    drawn.path("mulai", "a", "b", "d", "c", "j", "kirim", "tunggu", "s", "t", "selesai")
    return Adegan("semua", drawn.xml(), {}, {}, Naskah(compiled(drawn), drawn.xml(), acak.facts, judge=False))


def beside_a_task(drawn: Diagram, before: str, after: str) -> Diagram:
    """The node drawn last gets scripts before and after it."""
    node, begin = drawn._nodes[-1], "<bpmn:extensionElements>"
    scripts = f"<spiffworkflow:preScript>{before}</spiffworkflow:preScript>"
    scripts += f"<spiffworkflow:postScript>{after}</spiffworkflow:postScript>"
    if begin in node:
        drawn._nodes[-1] = node.replace(begin, begin + scripts, 1)
    else:
        drawn._nodes[-1] = node.replace(">", f">{begin}{scripts}</bpmn:extensionElements>", 1)
    return drawn


def _loop(tag: str, text: str, attributes: str) -> str:
    inside = f'<bpmn:{tag} xsi:type="bpmn:tFormalExpression">{text.replace("<", "&lt;")}</bpmn:{tag}>'
    return f"<bpmn:standardLoopCharacteristics {attributes}>{inside}</bpmn:standardLoopCharacteristics>"


def _multi(many: str, until: str) -> str:
    return (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="true">'
        f'<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">{many}</bpmn:loopCardinality>'
        f'<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">{until.replace(">", "&gt;")}'
        "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>"
    )


@cache
def adegan() -> tuple[Adegan, ...]:
    """The zoo, the shipped diagrams, and the one with everything."""
    found = [semua()]
    for name, (draw, _) in ZOO.items():
        drawn, called, decisions = draw()
        texts = {key: one.xml() for key, one in called.items()}
        facts = with_answer if "answers" in name else acak.facts
        script = Naskah(compiled(drawn, called, decisions), drawn.xml(), facts, texts, False, decide)
        found.append(Adegan(name, drawn.xml(), texts, decisions, script))
    everything = {one.key: one for one in shipped()}
    for key, one in everything.items():
        names = compiler.called_keys(etree.fromstring(one.xml))
        called = {name: everything[name].xml for name in names}
        found.append(Adegan(key, one.xml, called, one.decisions, shipped_script(key)))
    return tuple(found)


@pytest.fixture
def pintu(monkeypatch: pytest.MonkeyPatch) -> tuple[Pintu, Pintu]:
    """The doors for expressions and for scripts, watched."""
    doors = Pintu(expressions._expression), Pintu(expressions._script)
    monkeypatch.setattr(expressions, "_expression", doors[0])
    monkeypatch.setattr(expressions, "_script", doors[1])
    return doors


def mainkan(one: Adegan) -> None:
    for seed in range(RUNS):
        play(one.script, f"{one.name} {seed}", moves=40, ways=((True, True),))
        rencanakan(one, random.Random(f"rencana {seed}"))


def rencanakan(one: Adegan, choose: random.Random) -> None:
    """A run whose rows are worked out after each step, as the engine does: deadlines and owners of tasks."""
    lanes = dict.fromkeys(one.script.spec.all_lanes, "orang:1")
    columns = {"id": "i", "process": "z", "version": 1, "business_key": "k", "title": ""}
    row = SimpleNamespace(parties=codec.dumps(lanes), ver=0, steps=0, **columns)
    now = NOW
    with clock.at(now):
        engine = Engine(one.script.spec, True, True, one.script.facts(choose, now))
    for _ in range(30):
        with clock.at(now):
            plan.make(plan.Before(row, {}, {}), engine.run, now)
        if engine.run.is_done:
            return
        kind, place, now = _choose(engine, choose, now)
        try:
            with clock.at(now):
                engine.move(kind, place, one.script.facts(choose, now) if kind == "do" else {})
        except Incident:  # a branch that took another way leaves its join waiting: no more to evaluate
            return


@pytest.mark.parametrize("number", range(len(ZOO) + 1 + len(list(shipped()))))
def test_whatever_is_evaluated_while_a_diagram_runs_was_compiled_by_its_check(number, pintu):
    one = adegan()[number]
    one.findings()
    for text in one.called.values():
        checks.findings(text)
    checked = [set(door.compiled) for door in pintu]
    mainkan(one)
    for door, seen in zip(pintu, checked, strict=True):
        assert {text.strip() for text in door.evaluated} <= {text.strip() for text in seen}, one.name


def test_only_our_engine_ever_evaluates(monkeypatch):
    """Neither the library nor anything else gives a text of a diagram to Python while the diagrams are played."""
    asked: list[str] = []
    for name in ("eval", "exec", "compile"):
        real = getattr(builtins, name)

        def watched(*args: Any, real: Any = real, name: str = name, **kwargs: Any) -> Any:
            caller = sys._getframe(1)
            frames = [frame.f_globals.get("__name__", "") for frame in (caller, caller.f_back) if frame]
            if any(frame.startswith(("SpiffWorkflow", "workflows")) for frame in frames):
                asked.append(f"{name} in {frames}")
            return real(*args, **kwargs)

        monkeypatch.setattr(builtins, name, watched)
    for one in adegan():
        one.findings()
        mainkan(one)
    assert {line for line in asked if "workflows.grammar" not in line} == set()
    assert any("workflows.grammar" in line for line in asked), "the watch itself works"


def petik(thing: Any, seen: set[int], path: str = "") -> Iterator[tuple[str, str]]:
    """Every text a spec holds, with the attribute it stands in."""
    if isinstance(thing, str):
        yield path, thing
    elif id(thing) not in seen:
        seen.add(id(thing))
        if isinstance(thing, Mapping):
            for key, value in thing.items():
                yield from petik(value, seen, f"{path.partition('[')[0]}[{key}]")
        elif isinstance(thing, list | tuple | set | frozenset):
            for value in thing:
                yield from petik(value, seen, path)
        elif type(thing).__module__.startswith(("SpiffWorkflow", "workflows")):
            names = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ())]
            for name, value in ((name, getattr(thing, name, None)) for name in names):
                yield from petik(value, seen, f"{type(thing).__name__}.{name}")


def test_every_attribute_of_the_specs_that_is_ever_evaluated_holds_only_what_was_compiled(pintu):
    evaluated: dict[str, set[str]] = {}
    held: list[tuple[str, str, str]] = []
    for one in adegan():
        one.findings()
        for text in one.called.values():
            checks.findings(text)
        compiled_here = {text.strip() for door in pintu for text in door.compiled}
        for door in pintu:
            door.evaluated.clear()
        mainkan(one)
        run = {text for door in pintu for text in door.evaluated}
        for place, text in petik([one.script.spec.spec, *one.script.spec.subs.values()], set()):
            if text in run and place not in NAMES:
                evaluated.setdefault(place, set()).add(one.name)
            held.append((one.name, place, text) if text.strip() not in compiled_here else (one.name, "", text))
    assert evaluated.keys() >= PLACES, sorted(evaluated)
    assert [line for line in held if line[1] in evaluated] == []


# Attributes that hold what is shown, or names of elements and facts: one may be written like an expression that is
# somewhere evaluated. What a row of a table tests is compiled; its cells are kept beside as they were written.
NAMES = frozenset({"TaskDataReference.bpmn_id", "TaskDataReference.bpmn_name", "Row.cells", "Row.note", "Table.labels"})
PLACES = frozenset(
    {
        "_BpmnCondition.args",
        "ScriptTask.script",
        "UserTask.prescript",
        "UserTask.postscript",
        "Timer.expression",
        "Message.key_expression",
        "Condition.expression",
        "EachInTurn.cardinality",
        "EachInTurn.condition",
        "StandardLoopTask.condition",
        "ServiceTask.operation_params[value]",
        "UserTask.extensions[batas]",
    }
)


def tempat(root: Any, texts: set[str]) -> Iterator[tuple[Any, str | None]]:
    """Elements whose text is one of these, and attributes that are."""
    for element in root.iter(etree.Element):
        kind = etree.QName(element).localname
        if (element.text or "").strip() in texts and kind not in ("flowNodeRef", "incoming", "outgoing"):
            yield element, None
        if kind in ("property", "parameter") and (element.get("value") or "").strip() in texts:
            yield element, "value"


@pytest.mark.parametrize("number", range(len(ZOO) + 1 + len(list(shipped()))))
def test_an_unreadable_text_at_any_place_that_is_evaluated_is_a_finding_that_names_its_element(number, pintu):
    one = adegan()[number]
    mainkan(one)
    texts = {text.strip() for door in pintu for text in door.evaluated}
    spoiled = 0
    many = len(list(tempat(etree.fromstring(one.xml), texts)))
    for place in range(many):
        root = etree.fromstring(one.xml)
        element, attribute = list(tempat(root, texts))[place]
        if attribute is None:
            element.text = SPOILED
        elif element.get("name") in ("langkah", "fakta", "muatan", "prioritas"):
            continue
        else:
            element.set(attribute, SPOILED)
        found = one.findings(etree.tostring(root))
        at = owner_id(element)
        assert any(f.level == "galat" and f.element == at for f in found), (at, etree.tostring(element))
        spoiled += 1
    assert spoiled or not texts or one.called, one.name


CELLS = ("inputEntry", "outputEntry", "inputExpression", "outputValues", "defaultOutputEntry")


def test_an_unreadable_text_in_any_cell_of_a_decision_table_is_a_finding_that_names_it():
    tables = [(one, name, text) for one in adegan() for name, text in one.decisions.items()]
    assert len(tables) > 10
    for one, name, text in tables:
        many = len(list(sel(etree.fromstring(text))))
        for place in range(many):
            root = etree.fromstring(text)
            cell = list(sel(root))[place]
            cell.text = SPOILED
            found = one.findings(decisions={**one.decisions, name: etree.tostring(root)})
            holder = cell.getparent() if etree.QName(cell.getparent()).localname in CELLS[:2] else _column(cell)
            assert any(f.level == "galat" and f.element == holder.get("id") for f in found), etree.tostring(holder)


def sel(root: Any) -> Iterator[Any]:
    for element in root.iter("{*}text"):
        if etree.QName(element.getparent()).localname in CELLS:
            yield element


def _column(cell: Any) -> Any:
    return cell.getparent().getparent()


@pytest.mark.parametrize("rule", sorted(checks.texts._RULES))
def test_each_place_the_check_knows_is_compiled_or_refused_wherever_it_stands(rule):
    """Also under an element that the engine never reads: what is drawn in the wrong place is not a way in."""
    element = etree.Element(rule)
    element.text = SPOILED
    for name, value in (("name", "batas"), ("value", SPOILED), ("id", SPOILED), ("type", "x"), ("resultVariable", "1")):
        element.set(name, value)
    report = Report()
    checks.texts._RULES[rule](element, report)
    assert report.failed


def test_the_diagram_with_every_element_is_compiled_at_every_place_too(pintu):
    assert checks.findings(LENGKAP.encode(), decisions={"predikat": DMN.encode()}) == []
    assert {"putaran = 1", "putaran += 1"} <= pintu[1].compiled
    assert {"batas_isi", "realisasi", "str(skp)"} <= pintu[0].compiled


WITH_SCRIPTS = {
    "user task": lambda d: d.user("x"),
    "manual task": lambda d: d._node("manualTask", "x", lane="Pegawai"),
    "service": lambda d: d.service("x", "tarik"),
    "call": lambda d: d.call("x", "anak"),
    "sub-process": lambda d: d.sub("x", inner(mark="1")),
    "send": lambda d: d._node("sendTask", "x", lane="Sistem", attributes=f'messageRef="{_kabar(d)}"'),
    "receive": lambda d: d._node("receiveTask", "x", lane="Sistem", attributes=f'messageRef="{_kabar(d)}"'),
}
WITHOUT_SCRIPTS = {
    "script task": lambda d: d.script("x", "a = 1"),
    "event": lambda d: d.throw("x", "kabar"),
    "timer": lambda d: d.timer("x", "P1D"),
    "gateway": lambda d: d.xor("x"),
    "standard loop": lambda d: d.user("x", mi=LOOP),
    "multi-instance": lambda d: d.user("x", mi=acak.MI.format("true", 2)),
}


def _kabar(drawn: Diagram) -> str:
    return drawn._messages.setdefault("kabar", "pesan_kabar")


def dengan_skrip(draw: Any) -> bytes:
    drawn = Diagram("z").start()
    draw(drawn)
    return beside_a_task(drawn, "sebelum = 1", "sesudah = 2").end().path("mulai", "x", "selesai").xml()


@pytest.mark.parametrize("name", WITH_SCRIPTS)
def test_scripts_before_and_after_a_task_run_where_they_may_stand(name):
    anak = line("anak", "u")
    xml = dengan_skrip(WITH_SCRIPTS[name])
    assert [f.message for f in checks.findings(xml, called=lambda key: anak.xml()) if f.level == "galat"] == []
    with clock.at(NOW):
        run = Run.begin(compiler.compile_text("z", "z" * 8, xml, {}, {"anak": compiled(anak)}), {}, "k")
        run.settle()
        for task in run.open_tasks():
            run.complete(task, {}, "orang:1", None)
        for wait in list(run.waits().values()):
            run.deliver(wait.task_id, wait.element, {})
            run.settle()
    assert run.is_done and (run.facts["sebelum"], run.facts["sesudah"]) == (1, 2)


@pytest.mark.parametrize("name", WITHOUT_SCRIPTS)
def test_scripts_before_and_after_are_refused_by_name_where_the_library_forgets_them(name):
    found = checks.findings(dengan_skrip(WITHOUT_SCRIPTS[name]))
    assert any(f.level == "galat" and f.element == "x" and "skrip" in f.message for f in found)


def test_a_priority_is_a_whole_number_when_published():
    drawn = Diagram("z").start().user("a", prioritas="tinggi").end().path("mulai", "a", "selesai")
    assert [f.element for f in checks.findings(drawn.xml()) if f.level == "galat"] == ["a"]


def test_dates_and_lists_of_the_facts_stay_what_they_are():
    assert expressions.evaluate("[a, b]", {"a": date(2026, 1, 1), "b": ("x",)}) == [date(2026, 1, 1), ["x"]]
