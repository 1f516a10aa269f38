"""Pruning changes nothing: the same instance with and without it, saved at every step and never, and by tokens.

Longer runs: `.venv/bin/python -m benchmarks.pemangkasan 5000`.
"""

from __future__ import annotations

import ast
import itertools
import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from tests.workflows import acak
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.kembar import Engine, Naskah, play
from tests.workflows.zoo import ZOO
from tests.workflows.zoo_alat import EACH, inner, split
from tests.workflows.zoo_tabel import decide
from workflows import clock, compiler
from workflows.bpmn import shipped
from workflows.run import Run

DIAGRAMS = 120
RUNS_OF_THE_ZOO = 5
RUNS_OF_THE_SHIPPED = 15


def compiled(drawn: Diagram, called: Mapping[str, Diagram] | None = None, decisions: Any = None) -> compiler.Compiled:
    others = {key: compiled(one) for key, one in (called or {}).items()}
    return compiler.compile_text(drawn.key, drawn.key * 8, drawn.xml(), decisions or {}, others)


def with_answer(choose: random.Random, now: datetime) -> Mapping[str, Any]:
    """Each step also answers; at the start there is no answer yet."""
    given = dict(acak.facts(choose, now))
    return given if now == NOW else given | {"jawab": f"j{choose.randrange(100)}"}


@pytest.mark.parametrize("name", ZOO)
def test_each_construct_goes_the_same_way_pruned_or_whole_saved_or_kept(name):
    draw, judge = ZOO[name]
    drawn, called, decisions = draw()
    facts = with_answer if "answers" in name else acak.facts
    texts = {key: one.xml() for key, one in called.items()}
    script = Naskah(compiled(drawn, called, decisions), drawn.xml(), facts, texts, judge, decide)
    ended = [play(script, f"{name} {seed}", moves=40)[1] for seed in range(RUNS_OF_THE_ZOO)]
    assert sum(ended) >= RUNS_OF_THE_ZOO // 2, "most runs must reach the end"


@pytest.mark.parametrize("part", range(10))
def test_random_diagrams_go_the_same_way_pruned_or_whole_saved_or_kept(part):
    moves = ended = 0
    for seed in range(part, DIAGRAMS, 10):
        drawn = acak.Pelukis(f"acak {seed}", depth=3 + seed % 3)
        texts = {key: one.xml() for key, one in drawn.called.items()}
        script = Naskah(compiled(drawn.main, drawn.called), drawn.main.xml(), acak.facts, texts)
        made, finished = play(script, f"langkah {seed}")
        moves, ended = moves + made, ended + finished
    assert moves > DIAGRAMS // 10, "nothing was tried"
    assert ended >= DIAGRAMS // 20, "most runs must reach the end"


class ShippedFacts:
    """Values for whatever a shipped diagram's expressions name, found by reading them."""

    def __init__(self, *texts: bytes) -> None:
        self.words: dict[str, set[Any]] = {}
        self.names: set[str] = set()
        for text in texts:
            for node in etree.fromstring(text).iter(etree.Element):
                if etree.QName(node).localname not in ("incoming", "outgoing", "flowNodeRef"):
                    for source in (node.text, node.get("value")):
                        self._read(source or "")

    def _read(self, source: str) -> None:
        try:
            tree = ast.parse(source.strip())
        except SyntaxError:
            return  # documentation
        self.names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name):
                for right in node.comparators:
                    values = right.elts if isinstance(right, ast.List | ast.Tuple) else [right]
                    found = {value.value for value in values if isinstance(value, ast.Constant)}
                    self.words.setdefault(node.left.id, set()).update(found)

    def __call__(self, choose: random.Random, now: datetime) -> Mapping[str, Any]:
        return {name: self._value(name, choose, now) for name in sorted(self.names) if re.fullmatch("[a-z_]+", name)}

    def _value(self, name: str, choose: random.Random, now: datetime) -> Any:
        if name.startswith("batas") or name.endswith("_pada"):
            return (now + timedelta(minutes=choose.randrange(10_000))).isoformat()
        if name in ("nilai", "angka"):
            return choose.choice(["98.33", "76.00", "61.10", "50.00", "12.5"])
        words = sorted(self.words.get(name, ()), key=str)
        if any(isinstance(word, str) for word in words):
            return choose.choice([*words, "lain"])
        if words:
            return choose.choice(words)
        return (
            choose.choice([True, False]) if name in ("disetujui", "setuju", "sah", "sepakat") else choose.randrange(50)
        )


def shipped_script(key: str) -> Naskah:
    done: dict[str, compiler.Compiled] = {}
    texts = {one.key: one for one in shipped()}
    for one in texts.values():
        called = compiler.called_keys(etree.fromstring(one.xml))
        done[one.key] = compiler.compile_text(
            one.key, one.key * 8, one.xml, one.decisions, {name: done[name] for name in called}
        )
    called = {name: texts[name].xml for name in compiler.called_keys(etree.fromstring(texts[key].xml))}
    facts = ShippedFacts(texts[key].xml, *called.values(), *texts[key].decisions.values())
    return Naskah(done[key], texts[key].xml, facts, called, judge=not texts[key].decisions)


@pytest.mark.parametrize("key", [one.key for one in shipped()])
def test_each_shipped_diagram_goes_the_same_way_pruned_or_whole_saved_or_kept(key):
    script = shipped_script(key)
    ended = [play(script, f"{key} {seed}", moves=40)[1] for seed in range(RUNS_OF_THE_SHIPPED)]
    assert any(ended), "some runs must reach the end"


# What the runs above have shown to be wrong once, one by one.


def do(engine: Engine, element: str, **facts: Any) -> list[str]:
    """One step, pruned and saved before; the elements open afterwards."""
    engine.move("do", (element, "0"), facts)
    return sorted(task.task_spec.bpmn_id for task in engine.run.open_tasks())


def engine(drawn: Diagram, **facts: Any) -> Engine:
    return Engine(compiled(drawn), True, True, facts)


def chosen_by_all(drawn: Diagram, last: str) -> Diagram:
    """After `last`, a gateway that must see what each of three branches set."""
    drawn.xor("x", default="f_x").user("semua").user("kurang").end().path(last, "x").flow("x", "kurang", id="f_x")
    drawn.flow("x", "semua", "va == 1 and vb == 1 and vc == 1")
    return drawn.path("semua", "selesai").path("kurang", "selesai")


@pytest.mark.parametrize("order", list(itertools.permutations("abc")), ids="".join)
@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_a_join_of_three_branches_waits_for_the_third_and_knows_what_each_set(kind, order):
    drawn = split(Diagram("z").start(), kind, "a", "b", "c").path("mulai", "g")
    one = engine(chosen_by_all(drawn, "h"), p1=1, p2=1) if kind == "parallel" else None
    if one is None:
        drawn = Diagram("z").start().gateway("parallel", "g").gateway("inclusive", "h").path("mulai", "g")
        for name in "abc":
            drawn.user(name).path("g", name, "h")
        one = engine(chosen_by_all(drawn, "h"))
    first, second, third = order
    assert do(one, first, **{f"v{first}": 1}) == sorted([second, third])
    assert do(one, second, **{f"v{second}": 1}) == [third]
    assert do(one, third, **{f"v{third}": 1}) == ["semua"]


@pytest.mark.parametrize("order", list(itertools.permutations("pqr")), ids="".join)
def test_a_sub_process_with_three_ends_leaves_what_each_branch_set(order):
    drawn = chosen_by_all(Diagram("z").start().sub("s", inner()).path("mulai", "s"), "s")
    one = engine(drawn)
    for element, fact in zip(order, ("va", "vb", "vc"), strict=True):
        after = do(one, element, **{fact: 1})
    assert after == ["semua"]


def test_an_inclusive_join_goes_on_when_the_branch_it_waited_for_leaves():
    drawn = Diagram("z").start().gateway("parallel", "g").gateway("inclusive", "h").user("a").user("b").user("c").end()
    drawn.end("keluar").path("mulai", "g", "a", "h", "c", "selesai").path("g", "b", "x").xor("x", default="f_x")
    one = engine(drawn.flow("x", "keluar", "pergi").flow("x", "h", id="f_x"))
    assert do(one, "a") == ["b"]
    assert do(one, "b", pergi=True) == ["c"]


def test_an_inclusive_join_waits_for_a_service_two_steps_away():
    drawn = Diagram("z").start().gateway("parallel", "g").gateway("inclusive", "h").user("a").service("j", "tarik")
    drawn.user("b").user("c").end().path("mulai", "g", "a", "h", "c", "selesai").path("g", "j", "b", "h")
    one = engine(drawn)
    assert do(one, "a") == ["j"]
    assert do(one, "j") == ["b"]
    assert do(one, "b") == ["c"]


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_multi_instance_task_may_follow_a_boundary_event(sequential):
    drawn = Diagram("z").start().user("a").timer("lewat", "P1D", on="a").end().end("s2")
    drawn.user("b", mi=acak.MI.format(sequential, 2)).path("mulai", "a", "selesai").path("lewat", "b", "s2")
    with clock.at(NOW):
        one = engine(drawn)
    with clock.at(NOW + timedelta(days=1)):
        one.move("tick", ("", "0"), {})
        assert [task.task_spec.bpmn_id for task in one.run.open_tasks()][:1] == ["b"]
        do(one, "b")
        assert do(one, "b") == [] and one.run.is_done


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_an_instance_does_not_undo_what_another_answered(sequential):
    drawn = Diagram("z").start().user("b", mi=acak.MI.format(sequential, 2)).xor("x", default="f_x").user("c").user("d")
    drawn.end().path("mulai", "b", "x").flow("x", "c", 'satu == "baru" and tiga == "baru"').flow("x", "d", id="f_x")
    one = engine(drawn.path("c", "selesai").path("d", "selesai"), satu="lama")
    do(one, "b", satu="baru", dua="baru")
    assert do(one, "b", tiga="baru") == ["c"]
    assert (one.run.facts["satu"], one.run.facts["dua"], one.run.facts["tiga"]) == ("baru", "baru", "baru")


def test_answers_are_gathered_while_another_branch_runs():
    drawn = ZOO["parallel multi-instance with answers"][0]()[0]
    assert EACH.format("false") in drawn.xml().decode()
    one = engine(drawn)
    for number in range(3):
        do(one, "b", jawab=f"j{number}")
    assert do(one, "a") == ["c"]
    assert one.run.facts["jawaban"] == ["j0", "j1", "j2"]


def test_a_terminated_sub_process_leaves_what_an_ended_branch_had_set():
    drawn = ZOO["terminate in a sub-process"][0]()[0]
    one = engine(drawn, p0=0, p1=0)
    do(one, "a", dari_a=1)
    assert do(one, "b", p1=0) == ["tanya"]
    (task,) = one.run.open_tasks()
    assert task.data["dari_a"] == 1


def test_a_multi_instance_sub_process_may_be_interrupted_and_nothing_in_it_waits_any_longer():
    part = inner(mark="1").timer("dalam", "P9D", on="p1")
    part.path("dalam", "ep1")
    drawn = Diagram("z").start().sub("s", part, mi=acak.MI.format("false", 2)).timer("lewat", "P1D", on="s").end()
    with clock.at(NOW):
        one = engine(drawn.user("b").end("s2").path("mulai", "s", "selesai").path("lewat", "b", "s2"))
    with clock.at(NOW + timedelta(days=1)):
        one.move("tick", ("", "0"), {})
        assert [task.task_spec.bpmn_id for task in one.run.open_tasks()] == ["b"]
        assert one.run.waits() == {} and one.run.workflow.subprocesses == {}
        assert do(one, "b") == [] and one.run.is_done


def test_branches_that_end_by_themselves_do_not_make_the_state_grow():
    drawn = Diagram("z").start().xor("m").user("a").timer("ingat", "PT1H", on="a", interrupting=False).end("diingat")
    drawn.xor("x", default="f_x").end().path("mulai", "m", "a", "x").path("ingat", "diingat")
    spec = compiled(drawn.flow("x", "selesai", "cukup").flow("x", "m", id="f_x"))
    sizes, now = [], NOW
    with clock.at(now):
        run = Run.begin(spec, {}, "k")
        run.settle()
    for _ in range(40):
        now += timedelta(hours=1)
        with clock.at(now):
            run = Run.load(spec, run.saved(), run.facts, "k")
            run.settle()
            run.complete(run.open_tasks()[0], {"cukup": False}, "orang:1", None)
            sizes.append(len(run.saved()))
    assert max(sizes[1:]) <= sizes[1] * 1.02
