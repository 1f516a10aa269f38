"""Service tasks: the engine stops, a job works, the task is completed later."""

from datetime import timedelta
from decimal import Decimal

import pytest

import workflows
from tests.workflows.conftest import ANI, NOW, person
from tests.workflows.diagrams import Diagram


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
