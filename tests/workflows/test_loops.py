"""Loops, joins and multi-instance tasks: right in every round, and no dearer in the six hundredth than in the tenth."""

import time

import pytest
from sqlalchemy import event, select

import workflows
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, loop
from workflows import compiler, tables
from workflows.run import Run


def state_size(desk):
    with desk.engine.connect() as connection:
        return len(connection.scalar(select(tables.instance.c.state)))


def guarded_loop(key: str) -> Diagram:
    """A loop whose task has a deadline and a reminder."""
    drawn = Diagram(key).start().user("isi").timer("lewat", "P1D", on="isi").user("tinjau", "Pejabat penilai")
    drawn.timer("ingat", "P2D", on="tinjau", interrupting=False).script("catat", "lewat_n = 1")
    drawn.xor("putus", default="f_kembali").end().end("akhir").path("mulai", "isi", "tinjau", "putus")
    drawn.path("lewat", "tinjau").path("ingat", "catat", "akhir").flow("putus", "selesai", "setuju")
    return drawn.flow("putus", "isi", id="f_kembali")


@pytest.mark.parametrize(
    ("drawn", "rounds"), [(loop("putar"), 100), (guarded_loop("jaga"), 600)], ids=["bare", "with boundary timers"]
)
def test_hundreds_of_rounds_cost_no_more_than_the_first_ones(desk, drawn, rounds):
    if desk.engine.dialect.name == "postgresql":
        rounds //= 3
    (task,) = desk.start(drawn).opened
    statements = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: statements.append(args[2]), named=False)
    sizes, costs, counts = [], [], []
    for number in range(rounds):
        statements.clear()
        begun = time.process_time()  # the machine is shared; what others do does not count
        for facts in ({}, {"setuju": number == rounds - 1}):
            last = desk.call(workflows.complete, task.id, by=by(task), facts=facts, now=desk.now)
            task = last.opened[0] if last.opened else None
        costs.append(time.process_time() - begun)
        counts.append(len(statements))
        if number in (9, 59, rounds // 2, rounds - 2):
            sizes.append(state_size(desk))
    assert max(sizes) <= sizes[0] * 1.02, sizes
    assert len(set(counts[1:-1])) == 1, "the same statements in every round"
    early, late = sorted(costs[2:42])[10], sorted(costs[-40:])[10]
    assert late < early * 2, f"{early * 1000:.1f} ms then, {late * 1000:.1f} ms now"
    assert last.instance.status == "done"


def parallel_loop() -> Diagram:
    # Back to a task before the split: a parallel gateway with two flows coming in would wait for both.
    drawn = Diagram("bersama").start().script("siap", "x = 1").gateway("parallel", "bagi").user("kiri").user("kanan")
    drawn.gateway("parallel", "gabung").user("tinjau").xor("putus", default="f_lagi").end()
    drawn.path("mulai", "siap", "bagi", "kiri", "gabung", "tinjau", "putus").path("bagi", "kanan", "gabung")
    return drawn.flow("putus", "selesai", "cukup").flow("putus", "siap", id="f_lagi")


def test_a_parallel_join_in_a_loop_waits_for_both_branches_in_every_round(desk):
    desk.start(parallel_loop())
    sizes = []
    for number in range(12):
        first, second = ("kiri", "kanan") if number % 2 else ("kanan", "kiri")
        assert desk.do(first).opened == (), f"round {number}: the join waits"
        assert desk.open().keys() == {second}
        assert [task.element for task in desk.do(second).opened] == ["tinjau"]
        desk.do("tinjau", cukup=number == 11)
        sizes.append(state_size(desk))
    assert max(sizes[1:-1]) <= sizes[1] * 1.02
    assert desk.call(workflows.instances)[0].status == "done"


def test_an_inclusive_join_in_a_loop_waits_for_the_branches_that_run(desk):
    drawn = Diagram("sebagian").start().user("pilih").gateway("inclusive", "bagi", default="f_c").user("a").user("b")
    drawn.user("c").gateway("inclusive", "gabung").user("tinjau").xor("putus", default="f_lagi").end()
    drawn.path("mulai", "pilih", "bagi").flow("bagi", "a", "pakai_a").flow("bagi", "b", "pakai_b")
    drawn.flow("bagi", "c", id="f_c").path("a", "gabung").path("b", "gabung").path("c", "gabung", "tinjau", "putus")
    desk.start(drawn.flow("putus", "selesai", "cukup").flow("putus", "pilih", id="f_lagi"))
    for number, (a, b) in enumerate([(True, True), (True, False), (False, True), (False, False), (True, True)]):
        desk.do("pilih", pakai_a=a, pakai_b=b)
        branches = [name for name, runs in (("a", a), ("b", b), ("c", not a and not b)) if runs]
        for name in branches[:-1]:
            assert desk.do(name).opened == (), f"round {number}"
        assert [task.element for task in desk.do(branches[-1]).opened] == ["tinjau"], f"round {number}"
        desk.do("tinjau", cukup=number == 4)
    assert desk.call(workflows.instances)[0].status == "done"


def test_a_loop_inside_a_live_parallel_branch_leaves_the_other_branch_alone(desk):
    drawn = Diagram("sarang").start().script("siap", "x = 1").gateway("parallel", "bagi").user("kiri").user("kanan")
    drawn.xor("dalam", default="f_dalam").gateway("parallel", "gabung").user("tinjau").xor("putus", default="f_lagi")
    drawn.end().path("mulai", "siap", "bagi", "kiri", "dalam").flow("dalam", "kiri", id="f_dalam")
    drawn.flow("dalam", "gabung", "kiri_selesai").path("bagi", "kanan", "gabung", "tinjau", "putus")
    desk.start(drawn.flow("putus", "selesai", "cukup").flow("putus", "siap", id="f_lagi"))
    sizes = []
    for number in range(5):
        for _ in range(4):
            assert [task.element for task in desk.do("kiri", kiri_selesai=False).opened] == ["kiri"]
            assert desk.open().keys() == {"kiri", "kanan"}
        if number % 2:
            assert desk.do("kanan").opened == ()
            assert [task.element for task in desk.do("kiri", kiri_selesai=True).opened] == ["tinjau"]
        else:
            assert desk.do("kiri", kiri_selesai=True).opened == ()
            assert [task.element for task in desk.do("kanan").opened] == ["tinjau"]
        last = desk.do("tinjau", cukup=number == 4)
        sizes.append(state_size(desk))
    assert last.instance.status == "done"
    assert max(sizes[1:-1]) <= sizes[1] * 1.02


@pytest.mark.parametrize("last", ["kiri", "kanan"])
def test_a_join_keeps_what_each_branch_set_whichever_comes_last(desk, last):
    """The library's merge lets a branch that never touched a fact undo the other's change of it."""
    desk.start(parallel_loop(), status_kiri="awal", status_kanan="awal", daftar=["a", "b"])
    first = "kanan" if last == "kiri" else "kiri"
    desk.do(first, **{f"status_{first}": "baru"}, daftar=["c"])
    desk.do(last, **{f"status_{last}": "baru"})
    task = desk.open()["tinjau"]
    assert desk.call(workflows.preview, task.id, {"cukup": True}) == []
    facts = desk.do("tinjau", cukup=True).instance.facts
    assert (facts["status_kiri"], facts["status_kanan"], facts["daftar"]) == ("baru", "baru", ["c"])


def test_conditions_after_a_join_see_the_latest_facts(desk):
    drawn = Diagram("lihat").start().gateway("parallel", "bagi").user("kiri").user("kanan")
    drawn.gateway("parallel", "gabung").xor("putus", default="f_basi").user("segar").user("basi").end()
    drawn.path("mulai", "bagi", "kiri", "gabung", "putus").path("bagi", "kanan", "gabung")
    drawn.flow("putus", "segar", 'kiri == "baru" and kanan == "baru"').flow("putus", "basi", id="f_basi")
    desk.start(drawn.path("segar", "selesai").path("basi", "selesai"), kiri="lama", kanan="lama")
    desk.do("kiri", kiri="baru")
    assert [task.element for task in desk.do("kanan", kanan="baru").opened] == ["segar"]


MI = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
    '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">{many}</bpmn:loopCardinality>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)
GATHER = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
    '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality>'
    "<bpmn:loopDataOutputRef>jawaban</bpmn:loopDataOutputRef>"
    '<bpmn:outputDataItem id="jawab" name="jawab"/></bpmn:multiInstanceLoopCharacteristics>'
)


def test_a_parallel_multi_instance_task_opens_all_and_waits_for_all(desk):
    drawn = Diagram("banyak").start().user("isi", mi=MI.format(sequential="false", many="n")).user("tinjau").end()
    desk.start(drawn.path("mulai", "isi", "tinjau", "selesai"), n=3)
    waiting = desk.call(workflows.tasks)
    assert [task.element for task in waiting] == ["isi"] * 3
    compiler._cache.clear()
    for task in waiting:
        assert desk.open().get("tinjau") is None
        desk.call(workflows.complete, task.id, by=by(task), facts={}, now=NOW)
        compiler._cache.clear()
    assert desk.do("tinjau").instance.status == "done"


def test_a_sequential_multi_instance_task_opens_one_after_the_other(desk):
    drawn = Diagram("urut").start().user("isi", mi=MI.format(sequential="true", many="n")).end()
    desk.start(drawn.path("mulai", "isi", "selesai"), n=3)
    seen = set()
    for _ in range(3):
        (task,) = desk.call(workflows.tasks)
        seen.add(task.id)
        compiler._cache.clear()
        last = desk.call(workflows.complete, task.id, by=by(task), facts={}, now=NOW)
    assert (len(seen), last.instance.status) == (3, "done")


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_multi_instance_task_gathers_what_each_one_answered(desk, sequential):
    drawn = Diagram("tanya").start().gateway("parallel", "bagi").user("lain")
    drawn.user("isi", mi=GATHER.format(sequential=sequential))
    drawn.gateway("parallel", "gabung").user("tinjau").end().path("mulai", "bagi", "isi", "gabung", "tinjau", "selesai")
    desk.start(drawn.path("bagi", "lain", "gabung"))
    for number in range(3):
        task = desk.open()["isi"]
        desk.call(workflows.complete, task.id, by=by(task), facts={"jawab": f"j{number}"}, now=NOW)
    desk.do("lain")
    assert desk.do("tinjau").instance.facts["jawaban"] == ["j0", "j1", "j2"]


@pytest.mark.parametrize("many", ["201", "1000000", '"tiga"', "-1"])
def test_a_multi_instance_task_has_a_limit(desk, many):
    drawn = Diagram("banyak").start().user("a").user("isi", mi=MI.format(sequential="false", many="n")).end()
    desk.start(drawn.path("mulai", "a", "isi", "selesai"))
    with pytest.raises(workflows.Incident, match="ulangan"):
        desk.do("a", n=many.strip('"') if '"' in many else int(many))


OVER = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}">'
    "<bpmn:loopDataInputRef>daftar</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>jawaban</bpmn:loopDataOutputRef>"
    '<bpmn:inputDataItem id="butir" name="butir"/><bpmn:outputDataItem id="jawab" name="jawab"/>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def over_a_list(desk, sequential):
    """A person gives the list, then there is a task for each of its members."""
    drawn = Diagram("daftar").start().user("a").user("isi", mi=OVER.format(sequential=sequential)).user("b").end()
    return desk.start(drawn.path("mulai", "a", "isi", "b", "selesai"))


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_multi_instance_task_goes_over_a_list(desk, sequential):
    first = over_a_list(desk, sequential)
    desk.do("a", daftar=["x", "y"])
    for number in range(2):
        desk.do("isi", jawab=number)
    assert desk.open().keys() == {"b"}
    assert desk.instance(first).facts["jawaban"] == [0, 1]


@pytest.mark.parametrize("sequential", ["true", "false"])
@pytest.mark.parametrize("value", ["dua ratus huruf lebih" * 20, "ab", 7, None])
def test_what_is_no_list_is_not_gone_over_letter_by_letter(desk, sequential, value):
    over_a_list(desk, sequential)
    with pytest.raises(workflows.Incident, match="daftar ulangan daftar harus daftar"):
        desk.do("a", daftar=value)
    with pytest.raises(workflows.Incident, match="bukan daftar"):
        desk.do("a")


def test_a_list_of_instances_has_the_limit_of_counted_ones(desk):
    over_a_list(desk, "false")
    with pytest.raises(ValueError, match="paling banyak 200"):
        desk.do("a", daftar=["x"] * 201)
    assert len(desk.do("a", daftar=["x"] * 200).opened) == 200


def test_a_longer_list_that_no_door_would_let_in_is_an_incident_too():
    drawn = (
        Diagram("daftar").start().user("isi", mi=OVER.format(sequential="false")).end().path("mulai", "isi", "selesai")
    )
    run = Run.begin(compiler.compile_text("daftar", "d" * 8, drawn.xml(), {}, {}), {"daftar": ["x"] * 201}, "k")
    with pytest.raises(workflows.Incident, match="201 butir"):
        run.settle()


def test_lists_are_not_gathered_into_lists(desk):
    over_a_list(desk, "true")
    desk.do("a", daftar=["x"])
    with pytest.raises(workflows.Incident, match="jawab harus satu nilai"):
        desk.do("isi", jawab=["x"] * 200)


def by(task):
    from tests.workflows.conftest import person

    return person(task.owner)
