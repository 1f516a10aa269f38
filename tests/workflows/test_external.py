"""Service tasks: the engine stops, a job works, the task is completed later."""

from datetime import timedelta
from decimal import Decimal

import pytest

import workflows
from tests.workflows.conftest import ANI, NOW, person
from tests.workflows.diagrams import Diagram
from workflows import checks


@pytest.fixture
def drawn():
    """isi -> tarik (external, with a deadline of its own) -> tinjau; after the deadline: isi_manual"""
    drawn = Diagram("tarik").start().user("isi").service("tarik_rekap", "tarik_rekap_absensi", nip="nip", bulan="bulan")
    drawn.user("tinjau").user("manual").timer("lewat", '"P1D"', on="tarik_rekap").end()
    return drawn.path("mulai", "isi", "tarik_rekap", "tinjau", "selesai").path("lewat", "manual", "tinjau")


def test_a_service_task_waits_in_the_worklist_with_operation_and_arguments(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    opened = desk.do("isi").opened
    assert [(task.kind, task.operation, dict(task.arguments)) for task in opened] == [
        ("external", "tarik_rekap_absensi", {"nip": "1985", "bulan": "2026-03"})
    ]
    assert (opened[0].owner, opened[0].lane) == ("sistem", "sistem")
    assert desk.call(workflows.tasks) == [], "people do not see it"
    assert desk.call(workflows.tasks, kind="external") == list(opened)


def test_a_job_completes_it_with_facts(desk, drawn):
    first = desk.start(drawn, nip="1985", bulan="2026-03")
    desk.do("isi")
    done = desk.do("tarik_rekap", alpa=1, potongan=Decimal("2.5"))
    assert [task.element for task in done.opened] == ["tinjau"]
    assert done.instance.facts["potongan"] == Decimal("2.5")
    step = next(step for step in desk.history(first) if step.element == "tarik_rekap")
    assert (step.kind, step.by, step.facts) == ("external", None, {"alpa": 1, "potongan": Decimal("2.5")})
    assert desk.do("tinjau").instance.status == "done"


def test_a_job_that_runs_twice_is_told_that_it_is_done(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    task = desk.do("isi").opened[0]
    desk.do("tarik_rekap", alpa=1)
    with pytest.raises(workflows.NotReady) as refusal:
        desk.call(workflows.complete, task.id, by=None, facts={"alpa": 1})
    assert refusal.value.at == NOW


def test_a_person_cannot_complete_claim_or_assign_it(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    task = desk.do("isi").opened[0]
    by = person("orang:1", "sistem")
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.complete, task.id, by=by, facts={})
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.claim, task.id, by=by)
    with pytest.raises(ValueError, match="sistem"):
        desk.call(workflows.assign, task.id, to="orang:1", by=by, reason="x")


def test_a_partner_that_is_down_parks_the_step_with_reason_and_time(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    task = desk.do("isi").opened[0]
    later = NOW + timedelta(minutes=15)
    parked = desk.call(workflows.park, task.id, reason="e-absensi tidak menjawab", until=later)
    assert (parked.note, parked.retry_at, parked.status) == ("e-absensi tidak menjawab", later, "open")
    assert desk.call(workflows.task, task.id) == parked
    desk.do("tarik_rekap")
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.park, task.id, reason="x", until=None)


def test_only_an_external_task_can_be_parked(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    with pytest.raises(ValueError, match="sistem"):
        desk.call(workflows.park, desk.open()["isi"].id, reason="x", until=None)


def test_its_deadline_takes_it_back(desk, drawn):
    desk.start(drawn, nip="1985", bulan="2026-03")
    desk.do("isi")
    assert desk.tick(hours=23) == []
    (advance,) = desk.tick(hours=1)
    assert [(task.element, task.status) for task in advance.ended] == [("tarik_rekap", "cancelled")]
    assert [task.element for task in advance.opened] == ["manual"]
    assert desk.open().keys() == {"manual"}


def test_an_argument_that_is_no_fact_is_an_incident(desk):
    drawn = Diagram("coba").start().user("isi").service("x", "tarik", a='{"b": 1}').end()
    desk.start(drawn.path("mulai", "isi", "x", "selesai"))
    with pytest.raises(workflows.Incident, match="fakta a"):
        desk.call(workflows.complete, desk.open()["isi"].id, by=ANI, facts={})


def failing(trigger: str = "error:G1") -> Diagram:
    """isi -> tarik_rekap (external); where it ends with an error somebody does it by hand."""
    drawn = Diagram("tarik").start().user("isi").service("tarik_rekap", "tarik_rekap_absensi").user("tinjau")
    drawn.user("manual").event("gagal", trigger, on="tarik_rekap").end()
    return drawn.path("mulai", "isi", "tarik_rekap", "tinjau", "selesai").path("gagal", "manual", "tinjau")


@pytest.mark.parametrize("trigger", ["error:G1", "error:"])
def test_a_job_may_end_with_an_error_that_the_task_catches(desk, trigger):
    first = desk.start(failing(trigger))
    desk.do("isi")
    task = desk.open()["tarik_rekap"]
    done = desk.call(workflows.raise_error, task.id, code="G1", facts={"sebab": "NIP tidak dikenal"}, now=desk.now)
    assert [(one.element, one.status) for one in done.ended] == [("tarik_rekap", "cancelled")]
    assert [one.element for one in done.opened] == ["manual"]
    assert done.instance.facts == {"sebab": "NIP tidak dikenal"}
    told = [(step.element, step.kind, step.what) for step in desk.history(first)]
    assert ("tarik_rekap", "external", "error") in told and ("gagal", "error", "error") in told
    line = next(step for step in desk.history(first) if step.what == "error")
    assert line.facts == {"sebab": "NIP tidak dikenal", "kode error": "G1"}
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.complete, task.id, by=None, facts={})
    desk.do("manual")
    assert desk.do("tinjau").instance.status == "done"


def test_an_error_of_a_job_that_nobody_catches_changes_nothing(desk):
    first = desk.start(failing("error:G2"))
    desk.do("isi")
    task, before = desk.open()["tarik_rekap"], desk.history(first)
    with pytest.raises(workflows.Incident, match="“G1” tidak ditangkap"):
        desk.call(workflows.raise_error, task.id, code="G1", facts={"sebab": "x"}, now=desk.now)
    assert desk.open()["tarik_rekap"] == task and desk.history(first) == before
    assert desk.instance(first).facts == {}
    desk.do("tarik_rekap")
    assert desk.do("tinjau").instance.status == "done"


def test_only_the_open_task_of_a_job_ends_with_an_error(desk):
    first = desk.start(failing())
    person_s = desk.open()["isi"]
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.raise_error, person_s.id, code="G1", facts={}, now=desk.now)
    desk.do("isi")
    task = desk.open()["tarik_rekap"]
    with pytest.raises(ValueError, match="kode error"):
        desk.call(workflows.raise_error, task.id, code="", facts={}, now=desk.now)
    desk.call(workflows.suspend, first.instance.id, by=ANI, reason="x", now=desk.now)
    with pytest.raises(workflows.Suspended):
        desk.call(workflows.raise_error, task.id, code="G1", facts={}, now=desk.now)
    desk.call(workflows.resume, first.instance.id, by=ANI, reason="x", now=desk.now)
    desk.do("tarik_rekap")
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.raise_error, task.id, code="G1", facts={}, now=desk.now)
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.raise_error, "0" * 32, code="G1", facts={}, now=desk.now)


def test_whoever_catches_what_a_job_may_throw_is_not_warned_about():
    assert [one.message for one in checks.findings(failing().xml()) if "melemparnya" in one.message] == []
    calm = Diagram("p").start().script("s", "x = 1").event("gagal", "error:G1", on="s").end().end("e2")
    told = checks.findings(calm.path("mulai", "s", "selesai").path("gagal", "e2").xml())
    assert any("melemparnya" in one.message for one in told), "a script throws nothing"
