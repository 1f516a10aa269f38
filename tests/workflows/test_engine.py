"""Start, complete, cancel: what one advance does, with a save and a load between every two steps."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, BUDI, CITRA, DODI, NOW, person
from tests.workflows.diagrams import Diagram, line, loop


def test_an_instance_runs_from_its_start_to_its_end_event(desk):
    first = desk.start(line("satu", "isi", "tinjau"))
    assert [task.element for task in first.opened] == ["isi"]
    assert first.instance.waiting == ("Isi",)
    second = desk.do("isi", nilai=3)
    assert [task.element for task in second.opened] == ["tinjau"]
    assert [task.element for task in second.ended] == ["isi"]
    last = desk.do("tinjau")
    assert (last.instance.status, last.instance.ended_at) == ("done", NOW)
    assert last.instance.facts == {"nilai": 3}
    assert desk.instance(first) == last.instance
    assert desk.open() == {}


def test_the_history_tells_each_step_with_who_and_what_it_changed(desk):
    first = desk.start(line("satu", "isi", "tinjau"), bulan="2026-03")
    desk.do("isi", nilai=3)
    plt = person("orang:7", "orang:1")
    desk.do("tinjau", by=plt, nilai=3, setuju=True)
    steps = desk.history(first)
    assert [step.seq for step in steps] == [1, 2, 3, 4]
    assert [(step.element, step.kind) for step in steps] == [
        ("mulai", "start"),
        ("isi", "user"),
        ("tinjau", "user"),
        ("selesai", "end"),
    ]
    assert (steps[1].by, steps[1].on_behalf_of, steps[1].facts) == ("orang:1", None, {"nilai": 3})
    assert (steps[2].by, steps[2].on_behalf_of) == ("orang:7", "orang:1")
    assert steps[2].lane == "pegawai"


def test_a_task_carries_what_the_worklist_shows(desk):
    drawn = Diagram("satu").start().user("isi", langkah="isi_skp", batas='"P14D"', prioritas="2", catatan="x").end()
    desk.start(drawn.path("mulai", "isi", "selesai"), business_key="skp:77")
    task = desk.open()["isi"]
    assert (task.step, task.name, task.kind, task.lane, task.owner) == ("isi_skp", "Isi", "user", "pegawai", "orang:1")
    assert (task.business_key, task.title, task.process, task.version) == ("skp:77", "Ani", "satu", 1)
    assert (task.priority, task.status, task.created_at) == (2, "open", NOW)
    assert (task.due_at - NOW).days == 14
    assert task.properties["catatan"] == "x"


def test_facts_keep_their_types_across_a_save(desk):
    facts = {"capaian": Decimal("98.330"), "mulai": date(2026, 1, 5), "daftar": ["b", "a", "b"], "kosong": None, "n": 7}
    first = desk.start(line("satu", "isi", "tinjau"), **facts)
    desk.do("isi", ya=True)
    found = desk.instance(first).facts
    assert found == {**facts, "ya": True}
    assert str(found["capaian"]) == "98.330"


@pytest.mark.parametrize(
    "facts",
    [
        {"typename": "x"},
        {"Nilai": 1},
        {"a b": 1},
        {"1a": 1},
        {"x": 1.5},
        {"x": {"a": 1}},
        {"x": [1]},
        {"x": "a" * 2001},
        {"x": NOW},
        {"x": Decimal("NaN")},
        {"x": ["a"] * 201},
        {"x": 2**300},
    ],
    ids=lambda facts: f"{next(iter(facts))}={str(next(iter(facts.values())))[:12]}",
)
def test_what_is_not_a_fact_is_refused_by_name(desk, facts):
    desk.start(line("satu", "isi"))
    before = desk.open()["isi"]
    with pytest.raises(ValueError, match=next(iter(facts))):
        desk.do("isi", **facts)
    assert desk.open()["isi"] == before


def test_a_lane_without_a_party_is_refused_by_name(desk):
    desk.publish(loop("putar"))
    with pytest.raises(ValueError, match="pejabat_penilai"):
        desk.call(workflows.start, "putar", lanes={"pegawai": "orang:1"}, facts={}, business_key="a")


def test_an_unpublished_process_cannot_start(desk):
    with pytest.raises(workflows.NotFound):
        desk.begin("tidak_ada")


def test_one_business_key_runs_once_per_process_until_it_ends(desk):
    desk.start(line("satu", "isi"))
    desk.start(line("dua", "isi_dua"))
    with pytest.raises(workflows.AlreadyRunning):
        desk.begin("satu")
    desk.do("isi")
    assert desk.begin("satu").instance.status == "running"


def test_a_finished_task_says_who_finished_it_and_when(desk):
    desk.start(line("satu", "isi", "tinjau"))
    task = desk.open()["isi"]
    desk.do("isi")
    desk.pass_time(hours=1)
    with pytest.raises(workflows.NotReady) as refusal:
        desk.call(workflows.complete, task.id, by=ANI, facts={}, now=desk.now)
    assert (refusal.value.by, refusal.value.at) == ("orang:1", NOW)
    assert refusal.value.task.element == "isi"


def test_a_foreign_task_is_not_yours_whether_open_or_done(desk):
    desk.start(line("satu", "isi", "tinjau"))
    task = desk.open()["isi"]
    for _ in range(2):
        with pytest.raises(workflows.NotYours):
            desk.call(workflows.complete, task.id, by=BUDI, facts={})
        if desk.open().get("isi"):
            desk.do("isi")
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.complete, desk.open()["tinjau"].id, by=None, facts={})


def test_an_unknown_task_is_not_found(desk):
    for verb in (workflows.complete, workflows.preview):
        with pytest.raises(workflows.NotFound):
            desk.call(verb, "0" * 32, facts={}, **({"by": ANI} if verb is workflows.complete else {}))
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.task, "0" * 32)
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.instance, "0" * 32)
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.cancel, "0" * 32, by=ANI, reason="x")


def test_a_task_claimed_by_another_cannot_be_finished(desk):
    desk.start(line("satu", "periksa", lane="Verifikatur"))
    task = desk.call(workflows.claim, desk.open()["periksa"].id, by=CITRA, now=NOW)
    with pytest.raises(workflows.NotReady) as refusal:
        desk.call(workflows.complete, task.id, by=DODI, facts={})
    assert (refusal.value.by, refusal.value.at) == ("orang:3", NOW)
    done = desk.call(workflows.complete, task.id, by=CITRA, facts={})
    assert (done.ended[0].ended_by, done.ended[0].on_behalf_of) == ("orang:3", "peran:verifikatur:BKD")


def test_of_two_submits_at_once_one_wins_and_the_other_is_told(desk):
    desk.start(loop("putar"))
    for round in range(8):
        task = desk.open()["isi"]
        gate, outcomes = threading.Barrier(2), []

        def submit(task=task, gate=gate, outcomes=outcomes):
            with Session(desk.engine) as session:
                gate.wait()
                try:
                    with session.begin():
                        workflows.complete(session, task.id, by=ANI, facts={}, now=desk.now)
                    outcomes.append("menang")
                except workflows.NotReady as refusal:
                    outcomes.append(refusal.by)

        threads = [threading.Thread(target=submit) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(outcomes) == ["menang", "orang:1"], f"putaran {round}"
        desk.do("tinjau", setuju=False)


def test_two_branches_finished_at_once_both_count(desk):
    drawn = Diagram("dua").start().gateway("parallel", "bagi").user("a").user("b").gateway("parallel", "gabung")
    drawn.user("tinjau").end().path("mulai", "bagi", "a", "gabung", "tinjau", "selesai").path("bagi", "b", "gabung")
    desk.publish(drawn)
    for number in range(6):
        first = desk.begin("dua", f"skp:{number}")
        gate, outcomes = threading.Barrier(2), []

        def submit(task, gate=gate, outcomes=outcomes):
            with Session(desk.engine) as session:
                gate.wait()
                with session.begin():
                    done = workflows.complete(session, task.id, by=ANI, facts={task.element: 1}, now=desk.now)
                outcomes.append([task.element for task in done.opened])

        threads = [threading.Thread(target=submit, args=(task,)) for task in first.opened]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(outcomes) == [[], ["tinjau"]]
        assert desk.instance(first).facts == {"a": 1, "b": 1}
        assert [step.seq for step in desk.history(first)] == list(range(1, 6))


def test_many_instances_move_at_once_on_one_shared_version(desk):
    desk.publish(loop("putar"))

    def live(number):
        desk.begin("putar", f"skp:{number}")
        for setuju in (False, False, True):
            for element, facts in (("isi", {"n": number}), ("tinjau", {"setuju": setuju})):
                (task,) = desk.call(workflows.tasks, search=f"skp:{number}")
                assert task.element == element
                done = desk.call(workflows.complete, task.id, by=person(task.owner), facts=facts, now=desk.now)
        return done.instance.status, done.instance.facts["n"]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(live, range(10, 18))) == [("done", number) for number in range(10, 18)]


def test_a_saved_instance_refuses_an_advance_that_started_from_an_older_version(desk):
    """The last defence where no lock helps: the version check of the update."""
    from workflows import plan, save

    first = desk.start(line("satu", "isi", "tinjau"))
    with Session(desk.engine) as session, session.begin():
        row = save.lock(session, first.instance.id)
        tasks = save.open_tasks(session, row.id)
        run = save.load(session, row)
        before = plan.Before(row, tasks, run.waits())
        task = next(iter(tasks.values()))
        run.complete(run.find(task.id), {}, "orang:1", None)
        made = plan.make(before, run, NOW, ended=task)
        save.write(session, made)
        with pytest.raises(workflows.NotReady):
            save.write(session, made)
        session.rollback()


def test_a_failing_expression_is_an_incident_and_nothing_is_kept(desk):
    drawn = Diagram("gagal").start().user("isi").script("hitung", "hasil = nilai / pembagi").end()
    first = desk.start(drawn.path("mulai", "isi", "hitung", "selesai"), nilai=1)
    with pytest.raises(workflows.Incident) as incident:
        desk.do("isi", pembagi=0)
    assert incident.value.element == "hitung"
    assert "hitung" in str(incident.value)
    assert "Pembagian dengan nol" in str(incident.value)
    assert desk.open().keys() == {"isi"}
    assert desk.instance(first) == first.instance
    assert desk.do("isi", pembagi=2).instance.facts["hasil"] == Decimal("0.5")


def test_a_missing_fact_in_a_condition_is_an_incident_that_names_the_gateway(desk):
    desk.start(loop("putar"))
    desk.do("isi")
    with pytest.raises(workflows.Incident) as incident:
        desk.do("tinjau")
    assert incident.value.element == "putus"
    assert "setuju" in str(incident.value)


def test_a_script_cannot_store_what_is_not_a_fact(desk):
    drawn = Diagram("gagal").start().user("isi").script("hitung", 'hasil = {"a": 1}').end()
    desk.start(drawn.path("mulai", "isi", "hitung", "selesai"))
    with pytest.raises(workflows.Incident, match="hasil"):
        desk.do("isi")


def test_endless_automatic_work_is_stopped(desk):
    drawn = Diagram("endless").start().user("isi").script("tambah", "n = n + 1").xor("putus", default="f_lagi").end()
    drawn.path("mulai", "isi", "tambah", "putus").flow("putus", "selesai", "n < 0").flow("putus", "tambah", id="f_lagi")
    desk.start(drawn, n=0)
    with pytest.raises(workflows.StepLimit):
        desk.do("isi")
    assert desk.open().keys() == {"isi"}


def test_a_preview_names_what_opens_next_and_writes_nothing(desk):
    first = desk.start(loop("putar"))
    desk.do("isi")
    task = desk.open()["tinjau"]
    steps = desk.history(first)
    assert desk.call(workflows.preview, task.id, {"setuju": False}) == ["Isi"]
    assert desk.call(workflows.preview, task.id, {"setuju": True}) == []
    assert desk.open() == {"tinjau": task}
    assert desk.history(first) == steps
    assert desk.instance(first).status == "running"
    desk.do("tinjau", setuju=True)
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.preview, task.id, {"setuju": True})


def test_a_preview_sends_no_write_to_the_database(desk):
    desk.start(loop("putar"))
    task = desk.open()["isi"]
    statements = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: statements.append(args[2]), named=False)
    desk.call(workflows.preview, task.id, {})
    assert statements
    assert all(text.lstrip().upper().startswith(("SELECT", "BEGIN")) for text in statements)


def test_a_completion_takes_at_most_twelve_statements(desk):
    inner = Diagram("anak").start().user("jawab").end().path("mulai", "jawab", "selesai")
    desk.publish(inner)
    drawn = Diagram("sibuk").start().user("isi").gateway("parallel", "bagi").user("kiri").call("panggil", "anak")
    drawn.throw("kabari", "kabar").timer("lewat", '"P3D"', on="isi").timer("batas", '"P3D"', on="panggil")
    drawn.user("ingat").receive("tunggu", "jawaban").end().path("mulai", "isi", "kabari", "bagi")
    drawn.path("bagi", "kiri", "selesai").path("bagi", "panggil", "selesai").path("bagi", "tunggu", "selesai")
    drawn.path("batas", "ingat", "selesai").path("lewat", "ingat")
    desk.start(drawn)
    desk.do("isi")
    desk.call(workflows.cancel, desk.call(workflows.instances)[0].id, by=ANI, reason="ulang")
    desk.begin("sibuk")
    statements = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: statements.append(args[2]), named=False)
    with Session(desk.engine) as session, session.begin():
        task = workflows.tasks(session)[0]
        statements.clear()
        workflows.complete(session, task.id, by=ANI, facts={"a": 1}, now=NOW)
    assert 5 <= len(statements) <= 12, statements


def test_a_cancelled_instance_keeps_its_reason_and_no_open_work(desk):
    first = desk.start(loop("putar"))
    task = desk.open()["isi"]
    gone = desk.call(workflows.cancel, first.instance.id, by=BUDI, reason="salah orang", now=NOW)
    assert (gone.instance.status, gone.instance.ended_at, gone.instance.waiting) == ("cancelled", NOW, ())
    assert [(one.id, one.status) for one in gone.ended] == [(task.id, "cancelled")]
    assert desk.open() == {}
    last = desk.history(first)[-1]
    assert (last.what, last.by, last.facts) == ("cancelled", "orang:2", {"alasan": "salah orang"})
    with pytest.raises(workflows.NotReady) as refusal:
        desk.call(workflows.complete, task.id, by=ANI, facts={})
    assert (refusal.value.by, refusal.value.at) == ("orang:2", NOW)
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.cancel, first.instance.id, by=BUDI, reason="lagi")
    assert desk.begin("putar").instance.status == "running"


def test_a_cancellation_needs_a_reason(desk):
    first = desk.start(loop("putar"))
    with pytest.raises(ValueError, match="alasan"):
        desk.call(workflows.cancel, first.instance.id, by=BUDI, reason="  ")


def test_a_terminate_end_stops_the_other_branches(desk):
    drawn = Diagram("henti").start().gateway("parallel", "bagi").user("a").user("b").end().end("putus", terminate=True)
    drawn.path("mulai", "bagi", "a", "selesai").path("bagi", "b", "putus")
    desk.start(drawn)
    done = desk.do("b")
    assert done.instance.status == "done"
    assert {task.element: task.status for task in done.ended} == {"b": "done", "a": "cancelled"}


def test_an_instance_is_done_only_when_every_branch_has_ended(desk):
    drawn = Diagram("dua").start().gateway("parallel", "bagi").user("a").user("b").end().end("akhir")
    drawn.path("mulai", "bagi", "a", "selesai").path("bagi", "b", "akhir")
    desk.start(drawn)
    assert desk.do("a").instance.status == "running"
    assert desk.do("b").instance.status == "done"


def test_instances_are_found_by_business_key_process_and_status(desk):
    desk.start(line("satu", "isi"), business_key="a")
    desk.begin("satu", "b")
    desk.start(line("dua", "isi"), business_key="a")
    found = desk.call(workflows.instances, business_keys=["a"])
    assert {(one.process, one.business_key) for one in found} == {("satu", "a"), ("dua", "a")}
    assert len(desk.call(workflows.instances, process="satu")) == 2
    assert desk.call(workflows.instances, status="done") == []
    assert desk.call(workflows.instances, business_keys=[]) == []
    assert len(desk.call(workflows.instances, limit=1, offset=1)) == 1


def test_a_naive_now_is_refused(desk):
    desk.start(line("satu", "isi"))
    with pytest.raises(ValueError, match="zona"):
        desk.call(workflows.complete, desk.open()["isi"].id, by=ANI, facts={}, now=NOW.replace(tzinfo=None))
