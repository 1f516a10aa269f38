"""Five thousand rounds of a loop end where the diagram says, and the last hundred cost what the first hundred did.

SpiffWorkflow 3.2 looks no deeper than a thousand tasks into its tree: what lies below does not exist for it, and an
instance whose only living task is there counts as finished. Pruning keeps our trees shallow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.util.task import TaskState

from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram
from workflows import clock, compiler, xml
from workflows.run import Run

ROUNDS = 5_000
SAMPLE = 100


def looped(*inside: str, drawn: Diagram) -> Diagram:
    """start -> the nodes -> enough? -> end, else back to the first of them."""
    drawn.start().xor("masuk").xor("putus", default="f_lagi").end().path("mulai", "masuk", *inside, "putus")
    return drawn.flow("putus", "selesai", "n >= batas").flow("putus", "masuk", id="f_lagi")


def by_a_person() -> Diagram:
    return looped("isi", "hitung", drawn=Diagram("z").user("isi").script("hitung", "n = n + 1"))


def by_a_timer() -> Diagram:
    return looped("tunggu", "hitung", drawn=Diagram("z").timer("tunggu", "PT1H").script("hitung", "n = n + 1"))


def by_a_message() -> Diagram:
    return looped("tunggu", "hitung", drawn=Diagram("z").receive("tunggu", "kabar").script("hitung", "n = n + 1"))


def much_by_itself() -> Diagram:
    """Two gateways that fork and join, a sub-process, and a wait in every round."""
    inner = Diagram("y").start("m1").script("s1", "dalam = n").end("e1").path("m1", "s1", "e1")
    drawn = Diagram("z").script("hitung", "n = n + 1").gateway("parallel", "bagi").gateway("parallel", "temu")
    drawn.script("a", "dari_a = n").script("b", "dari_b = n").sub("bagian", inner).timer("tunggu", "PT1H")
    drawn.path("bagi", "b", "bagian", "temu")
    return looped("tunggu", "hitung", "bagi", "a", "temu", drawn=drawn)


def answer(run: Run) -> None:
    (task,) = run.open_tasks()
    run.complete(task, {"isi": "x"}, "orang:1", None)


def wake(run: Run) -> None:
    ((_, wait),) = run.waits().items()
    if wait.message:
        assert run.deliver(wait.task_id, wait.element, {"isi": "x"})
    run.settle()


def calls(work: Callable[[], Any]) -> tuple[Any, int]:
    """The result, and how many functions were called on the way: a measure no other process can disturb."""
    count = 0

    def seen(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        return work(), count
    finally:
        sys.setprofile(before)


def one_round(spec: compiler.Compiled, state: str, facts: Mapping[str, Any], move: Callable[[Run], None]) -> Run:
    run = Run.load(spec, state, facts, "k")
    move(run)
    return run


@pytest.mark.parametrize(
    ("drawn", "move", "rounds"),
    [
        (by_a_person, answer, ROUNDS),
        (by_a_timer, wake, ROUNDS),
        (by_a_message, wake, ROUNDS // 4),
        (much_by_itself, wake, ROUNDS // 5),
    ],
    ids=["a person", "a timer", "a message", "much by itself"],
)
def test_thousands_of_rounds_end_rightly_and_the_last_cost_what_the_first_did(drawn, move, rounds):
    text = drawn()
    spec = compiler.compile_text("z", "z" * 64, text.xml(), {}, {})
    now, work, sizes = NOW, [], []
    with clock.at(now):
        run = Run.begin(spec, {"n": 0, "batas": rounds}, "k")
        run.settle()
    for number in range(1, rounds + 1):
        assert not run.is_done, f"ended after {number - 1} rounds"
        now += timedelta(hours=1)
        state, facts = run.saved(), run.facts
        with clock.at(now):
            if SAMPLE < number <= rounds - SAMPLE:
                run = one_round(spec, state, facts, move)
            else:
                run, count = calls(lambda state=state, facts=facts: one_round(spec, state, facts, move))
                work.append(count)
                sizes.append(len(state))
        assert run.facts["n"] == number
    assert run.is_done
    assert [line.element for line in run.done][-1] == "selesai"
    first, last = sum(work[:SAMPLE]), sum(work[-SAMPLE:])
    assert last <= first * 1.01, f"{first} calls for the first hundred rounds, {last} for the last"
    assert max(sizes) <= sizes[SAMPLE // 2] * 1.1, "the saved state must not grow"


def test_the_library_alone_reports_a_false_end_below_a_thousand_tasks():
    """What is avoided is really there; should a later release be cured, this tells."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_xml(xml.parse(by_a_person().xml()), "z.bpmn")
    workflow = BpmnWorkflow(parser.get_spec("z"))
    workflow.task_tree.data.update(n=0, batas=ROUNDS)
    workflow.do_engine_steps()
    rounds = 0
    while waiting := workflow.get_tasks(state=TaskState.READY, manual=True):
        waiting[0].run()
        workflow.do_engine_steps()
        rounds += 1
        assert rounds < ROUNDS, "no longer limited"
    ends = [task for task in workflow.tasks.values() if isinstance(task.task_spec, EndEvent)]
    assert rounds < 300, "it stops after a fraction of the rounds"
    assert workflow.is_completed(), "it says that it has ended"
    assert not any(task.state == TaskState.COMPLETED for task in ends), "although no end event was reached"
