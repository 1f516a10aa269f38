"""The saved state: what it keeps and drops, and that saving at every step changes nothing."""

import json
import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from SpiffWorkflow.util.task import TaskState

from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, line, loop
from tests.workflows.test_loops import GATHER, MI, guarded_loop
from workflows import clock, codec, compiler
from workflows.errors import Incident, NewerState, StepLimit, WorkflowError
from workflows.run import Run
from workflows.script_engine import ENGINE, SafeScriptEngine


def compile_drawn(drawn, called=None):
    return compiler.compile_text(drawn.key, drawn.key * 8, drawn.xml(), {}, called or {})


def called_in_a_loop():
    inner = Diagram("anak").start().user("ajukan").user("putuskan").timer("lewat", "P3D", on="putuskan").end()
    inner.end("habis").path("mulai", "ajukan", "putuskan", "selesai").path("lewat", "habis")
    drawn = (
        Diagram("induk")
        .start()
        .call("panggil", "anak")
        .timer("batas", "P5D", on="panggil")
        .xor("putus", default="f_lagi")
    )
    drawn.end().path("mulai", "panggil", "putus").path("batas", "putus").flow("putus", "selesai", "setuju")
    return drawn.flow("putus", "panggil", id="f_lagi"), {"anak": compile_drawn(inner)}


def sub_process():
    inner = Diagram("x").start("m").user("a").user("b").xor("x", default="f_balik").end("s").path("m", "a", "b", "x")
    inner.flow("x", "s", "setuju").flow("x", "a", id="f_balik")
    drawn = Diagram("luar").start().sub("dalam", inner).timer("batas", "P3D", on="dalam", interrupting=False)
    drawn.user("ingat").user("c").end().end("h").path("mulai", "dalam", "c", "selesai").path("batas", "ingat", "h")
    return drawn, {}


def multi(sequential: str):
    drawn = Diagram("banyak").start().user("isi", mi=MI.format(sequential=sequential, many="3")).user("tinjau")
    drawn.xor("putus", default="f_lagi").end().path("mulai", "isi", "tinjau", "putus")
    return drawn.flow("putus", "selesai", "setuju").flow("putus", "isi", id="f_lagi"), {}


def event_gateway():
    drawn = Diagram("lomba").start().gateway("eventBased", "pilih").timer("satu", "P2D").timer("dua", "P3D").user("a")
    drawn.receive("kabar", "kabar").user("b").xor("putus", default="f_lagi").end()
    drawn.path("mulai", "pilih", "satu", "a", "putus").path("pilih", "dua", "b", "putus").path("pilih", "kabar", "b")
    return drawn.flow("putus", "selesai", "setuju").flow("putus", "pilih", id="f_lagi"), {}


def forks():
    drawn = Diagram("cabang").start().gateway("parallel", "bagi").user("a").user("b").user("c").user("d")
    drawn.timer("lewat", "P2D", on="c", interrupting=False).gateway("parallel", "gabung").user("e").end().end("h")
    drawn.path("mulai", "bagi", "a", "b", "gabung", "e", "selesai").path("bagi", "c", "gabung").path("lewat", "d", "h")
    return drawn, {}


def guarded_call():
    """Everything that can hang on one activity at once."""
    inner = Diagram("anak").start().user("a").service("s", "tarik").end().path("mulai", "a", "s", "selesai")
    drawn = Diagram("induk").start().call("panggil", "anak")
    drawn.timer("ingat", "P1D", on="panggil", interrupting=False).timer("habis", "P6D", on="panggil")
    drawn.receive("tanya", "tanya", on="panggil", interrupting=False).receive("batal", "batal", on="panggil")
    drawn.user("b").user("c").script("catat", "dicatat = 1").user("d").user("e").xor("putus", default="f_lagi")
    drawn.end().end("h1").end("h2").path("mulai", "panggil", "e", "putus").path("ingat", "b", "h1")
    drawn.path("tanya", "catat", "h2").path("habis", "c", "e").path("batal", "d", "e")
    drawn.flow("putus", "selesai", "setuju")
    return drawn.flow("putus", "panggil", id="f_lagi"), {"anak": compile_drawn(inner)}


def gathering():
    """A list one branch adds to while the other looks at its own."""
    old = '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality>'
    each = GATHER.format(sequential="false").replace('"jawab"', '"n"')
    each = each.replace(old, "<bpmn:loopDataInputRef>asal</bpmn:loopDataInputRef>")
    drawn = Diagram("kumpul").start().script("siap", 'jawaban = []\nasal = ["p", "q", "r"]').gateway("parallel", "bagi")
    drawn.user("isi", mi=each).user("lihat")
    drawn.script("hitung", "panjang = len(jawaban)").user("lagi").gateway("parallel", "gabung").user("akhir").end()
    drawn.path("mulai", "siap", "bagi", "isi", "gabung", "akhir", "selesai")
    return drawn.path("bagi", "lihat", "hitung", "lagi", "gabung"), {}


CASES = {
    "everything on one call": guarded_call,
    "gathering": gathering,
    "line": lambda: (line("satu", "a", "b", "c"), {}),
    "loop": lambda: (loop("putar"), {}),
    "boundary": lambda: (guarded_loop("jaga"), {}),
    "call": called_in_a_loop,
    "sub-process": sub_process,
    "parallel multi-instance": lambda: multi("false"),
    "sequential multi-instance": lambda: multi("true"),
    "event gateway": event_gateway,
    "forks": forks,
}


class Twin:
    """The same instance twice: once kept in memory untouched, once saved and loaded at every step."""

    def __init__(self, drawn, called):
        self.spec = compile_drawn(drawn, called)
        self.kept = Run.begin(self.spec, {}, "k")
        self.kept.settle()
        other = Run.begin(self.spec, {}, "k")
        other.settle()
        self.saved, self.facts, self.moved = other.saved(), other.facts, [done.element for done in other.done]
        self.compare(other)

    def step(self, move):
        """Make the same move with both: ("do", n, facts), ("wait", ...) or ("message", element)."""
        self.kept = Run(self.kept.workflow, self.kept.ended, self.kept.facts, "k")
        other = Run.load(self.spec, self.saved, self.facts, "k")
        for run in (self.kept, other):
            move(run)
        self.saved, self.facts = other.saved(), other.facts
        self.compare(other)

    def compare(self, other):
        assert picture(self.kept) == picture(other)
        assert self.kept.is_done == other.is_done


def picture(run):
    return (
        Counter(task.task_spec.bpmn_id for task in run.open_tasks()),
        Counter((wait.element, wait.due_at, wait.message, wait.key) for wait in run.waits().values()),
        # In one advance, branches that do not know of each other may go in any order.
        sorted((done.element, done.what, codec.dumps(done.facts)) for done in run.done),
        run.facts,
    )


def random_move(twin, choose):
    """A move both can make; with a time that has passed before it."""
    opened = sorted({task.task_spec.bpmn_id for task in twin.kept.open_tasks()})
    letters = sorted(wait.element for wait in twin.kept.waits().values() if wait.message)
    kind = choose.choice(["do"] * 3 * bool(opened) + ["tick"] + ["message"] * bool(letters))
    facts = {"setuju": choose.random() < 0.2, "n": choose.randrange(5)}
    element = choose.choice(opened) if kind == "do" else choose.choice(letters) if kind == "message" else ""

    def move(run):
        if kind == "do":
            item = next(task for task in run.open_tasks() if task.task_spec.bpmn_id == element)
            run.complete(item, facts, "orang:1", None)
        elif kind == "message":
            wait = next(wait for wait in run.waits().values() if wait.element == element)
            assert run.deliver(wait.task_id, element, facts)
            run.settle()
        else:
            run.settle()

    return move


@pytest.mark.parametrize("name", CASES)
def test_an_instance_saved_at_every_step_behaves_like_one_never_saved(name):
    drawn, called = CASES[name]()
    ended = 0
    for seed in range(25):
        choose = random.Random(f"{name} {seed}")
        moment = NOW
        with clock.at(moment):
            twin = Twin(drawn, called)
        for _ in range(30):
            if twin.kept.is_done:
                ended += 1
                break
            moment += timedelta(hours=choose.randrange(30))
            with clock.at(moment):
                twin.step(random_move(twin, choose))
    assert ended >= 5, "some runs must reach the end"


def test_values_without_a_json_form_survive():
    facts = {"a": Decimal("1.50"), "b": date(2026, 1, 5), "c": ["x", Decimal(2)], "d": None, "e": True, "f": "é"}
    assert codec.loads(codec.dumps(facts)) == facts
    assert str(codec.loads(codec.dumps(facts))["a"]) == "1.50"
    assert isinstance(codec.loads(codec.dumps({"n": 2**60}))["n"], int)


@pytest.mark.parametrize("value", [NOW, {1, 2}, object()])
def test_what_cannot_be_kept_is_refused_when_saving(value):
    with pytest.raises(TypeError):
        codec.dumps({"a": value})


def test_a_saved_state_holds_no_specs_and_no_script_text():
    spec = compile_drawn(loop("putar"))
    run = Run.begin(spec, {"rahasia": "x"}, "k")
    run.settle()
    text = run.saved()
    assert len(text) < 1500
    assert "setuju" not in text
    assert json.loads(text).keys() == {"v", "e", "w"}


def test_a_loaded_instance_has_the_safe_script_engine_and_so_have_its_sub_processes():
    drawn, called = called_in_a_loop()
    spec = compile_drawn(drawn, called)
    run = Run.begin(spec, {}, "k")
    run.settle()
    for workflow in (run.workflow, Run.load(spec, run.saved(), {}, "k").workflow):
        assert isinstance(workflow.script_engine, SafeScriptEngine)
        assert len(workflow.subprocesses) == 1
        for sub in workflow.subprocesses.values():
            assert sub.script_engine is ENGINE


@pytest.mark.parametrize(
    "text", ["__import__('os').getpid()", "(1).__class__", "open('/etc/passwd')", "[x for x in 1]"]
)
def test_the_script_engine_never_runs_python(text):
    run = Run.begin(compile_drawn(line("satu", "a")), {}, "k")
    run.settle()
    (task,) = run.open_tasks()
    with pytest.raises(Incident):
        ENGINE.evaluate(task, text)
    with pytest.raises(Incident):
        ENGINE.execute(task, f"x = {text}")
    assert "x" not in task.data
    with pytest.raises(WorkflowError):
        ENGINE.validate(text)
    with pytest.raises(WorkflowError):
        ENGINE.call_service(task, operation_name="a", operation_params={})


def test_a_state_of_an_unknown_form_is_refused():
    spec = compile_drawn(line("satu", "a"))
    run = Run.begin(spec, {}, "k")
    run.settle()
    with pytest.raises(ValueError, match="0"):
        Run.load(spec, run.saved().replace('"v":1', '"v":0'), {}, "k")
    with pytest.raises(NewerState, match="99"):
        Run.load(spec, run.saved().replace('"v":1', '"v":99'), {}, "k")


def test_a_task_with_events_keeps_all_of_them_until_it_is_over():
    drawn = Diagram("jaga").start().user("isi").timer("ingat", "P1D", on="isi", interrupting=False).end().end("h")
    spec = compile_drawn(drawn.path("mulai", "isi", "selesai").path("ingat", "h"))
    with clock.at(NOW):
        run = Run.begin(spec, {}, "k")
        run.settle()
    with clock.at(NOW + timedelta(days=1)):
        run = Run.load(spec, run.saved(), {}, "k")
        run.settle()
        run = Run.load(spec, run.saved(), {}, "k")
    names = {task.task_spec.name for task in run.workflow.tasks.values() if task.state == TaskState.COMPLETED}
    assert names >= {"isi.BoundaryEventSplit", "ingat"}


def test_work_the_library_no_longer_sees_is_not_waited_for_without_end():
    run = Run.begin(compile_drawn(line("satu", "a")), {}, "k")
    run.workflow.do_engine_steps = lambda *_: None
    with pytest.raises(StepLimit):
        run.settle()


def test_finished_parts_leave_the_state():
    spec = compile_drawn(line("satu", *"abcdefgh"))
    run = Run.begin(spec, {}, "k")
    run.settle()
    sizes = []
    for _ in range(7):
        (task,) = run.open_tasks()
        run.complete(task, {}, None, None)
        run = Run.load(spec, run.saved(), {}, "k")
        sizes.append(len([task for task in run.workflow.tasks.values() if task.state == TaskState.COMPLETED]))
    assert max(sizes) == 2, "the root and the last finished step"
