"""Putting instances and processes on hold: nothing moves them, nothing is lost, and what came due happens once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

import workflows
from tests.workflows.conftest import ANI, BUDI, NOW, Desk
from tests.workflows.diagrams import Diagram, line
from workflows import tables as t

WHY = {"by": BUDI, "reason": "menunggu keputusan"}


def reminded() -> Diagram:
    """A task with a reminder beside it, and a second branch that waits for a message."""
    drawn = Diagram("pengingat").start().gateway("parallel", "g").user("isi").receive("kabar", "kabar").user("baca")
    drawn.timer("ingat", "P1D", on="isi", interrupting=False).script("catat", "diingat = True").end("diingatkan")
    drawn.end().end("dibaca").path("mulai", "g", "isi", "selesai").path("g", "kabar", "baca", "dibaca")
    return drawn.path("ingat", "catat", "diingatkan")


def failing() -> Diagram:
    drawn = Diagram("macet").start().timer("tunggu", "P1D").script("hitung", "hasil = 10 // pembagi").user("baca").end()
    return drawn.path("mulai", "tunggu", "hitung", "baca", "selesai")


def suspended(desk: Desk, drawn: Diagram, **facts: object) -> workflows.Advance:
    begun = desk.start(drawn, **facts)
    return desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)


def test_a_suspended_instance_leaves_inboxes_and_counts_and_comes_back_as_it_was(desk: Desk) -> None:
    begun = desk.start(reminded())
    before = desk.open()
    advance = desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)
    assert advance.instance.status == "suspended"
    assert [(task.element, task.status) for task in advance.ended] == [("isi", "suspended")]
    assert desk.open() == {} and desk.call(workflows.count_tasks, parties=["orang:1"]) == 0
    assert desk.call(workflows.waits, begun.instance.id) == []
    again = desk.call(workflows.resume, begun.instance.id, now=desk.now, **WHY)
    assert again.instance.status == "running" and [task.element for task in again.opened] == ["isi"]
    assert desk.open() == before
    assert {wait.element for wait in desk.call(workflows.waits, begun.instance.id)} == {"ingat", "kabar"}
    lines = [(one.what, one.by, one.facts) for one in desk.history(begun)[-2:]]
    assert lines == [(what, "orang:2", {"alasan": "menunggu keputusan"}) for what in ("suspended", "resumed")]


@pytest.mark.parametrize("verb", ["complete", "claim", "release", "assign", "preview"])
def test_nobody_can_work_on_a_suspended_task_and_is_told_so(desk: Desk, verb: str) -> None:
    (task,) = suspended(desk, line("baris", "isi")).ended
    more = {
        "complete": {"by": ANI, "facts": {}},
        "claim": {"by": ANI},
        "release": {"by": ANI},
        "assign": {"to": "orang:2", "by": BUDI, "reason": "cuti"},
        "preview": {"facts": {}},
    }[verb]
    with pytest.raises(workflows.Suspended, match="ditangguhkan") as caught:
        desk.call(getattr(workflows, verb), task.id, **more)
    assert caught.value.task == task
    assert not isinstance(caught.value, workflows.NotReady), "a job would take NotReady for done"


def test_a_job_that_finishes_meanwhile_may_do_it_after_the_resuming(desk: Desk) -> None:
    drawn = Diagram("luar").start().service("layanan", "tarik").user("baca").end()
    begun = desk.start(drawn.path("mulai", "layanan", "baca", "selesai"))
    (task,) = begun.opened
    desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)
    for verb, more in (
        (workflows.complete, {"by": None, "facts": {}}),
        (workflows.park, {"reason": "x", "until": NOW}),
    ):
        with pytest.raises(workflows.Suspended):
            desk.call(verb, task.id, **more)
    desk.call(workflows.resume, begun.instance.id, now=desk.now, **WHY)
    desk.call(workflows.complete, task.id, by=None, facts={}, now=desk.now)
    assert list(desk.open()) == ["baca"]


def test_timers_that_came_due_while_suspended_fire_once_at_the_next_tick(desk: Desk) -> None:
    advance = suspended(desk, reminded())
    assert desk.tick(days=3) == [] and desk.call(workflows.due, desk.now) == 0
    desk.call(workflows.resume, advance.instance.id, now=desk.now, **WHY)
    assert "diingat" not in desk.instance(advance).facts, "resuming itself moves nothing"
    assert len(desk.tick()) == 1 and desk.tick(days=3) == []
    assert [one.element for one in desk.history(advance)].count("catat") == 1


def test_a_message_to_a_suspended_instance_waits_for_it(desk: Desk) -> None:
    advance = suspended(desk, reminded())
    sender = Diagram("pengirim").start().throw("kirim", "kabar").end().path("mulai", "kirim", "selesai")
    desk.start(sender, business_key=advance.instance.business_key)
    assert desk.tick(hours=1) == [] and desk.call(workflows.due, desk.now) == 0
    desk.call(workflows.resume, advance.instance.id, now=desk.now, **WHY)
    desk.tick()
    assert set(desk.open()) == {"isi", "baca"}


def test_a_message_that_had_come_before_the_suspension_is_delivered_after_it(desk: Desk) -> None:
    begun = desk.start(reminded())
    sender = Diagram("pengirim").start().throw("kirim", "kabar").end().path("mulai", "kirim", "selesai")
    desk.start(sender)
    assert desk.call(workflows.due, desk.now) == 1
    desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)
    with desk.engine.connect() as connection:
        assert connection.scalar(select(t.message.c.wanted)) is False, "no tick may look at it any longer"
    desk.call(workflows.resume, begun.instance.id, now=desk.now, **WHY)
    desk.tick()
    assert set(desk.open()) == {"isi", "baca"}


def test_a_tick_reads_nothing_of_suspended_instances_that_are_due(desk: Desk) -> None:
    for number in range(5):
        begun = desk.start(reminded(), business_key=f"skp:{number}")
        desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)
    desk.pass_time(days=9)
    with desk.engine.connect() as connection:
        assert connection.execute(select(t.wait)).all() == []


def test_an_instance_in_an_incident_is_suspended_and_resumed_back_into_it(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    (failed,) = desk.tick(days=1)
    assert failed.instance.status == "incident"
    desk.call(workflows.suspend, begun.instance.id, now=desk.now, **WHY)
    assert desk.tick(days=1) == []
    with pytest.raises(workflows.NotPossible, match="Lanjutkan"):
        desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    again = desk.call(workflows.resume, begun.instance.id, now=desk.now, **WHY)
    assert again.instance.status == "incident" and again.instance.incident == failed.instance.incident


def test_a_suspended_instance_can_be_cancelled_with_its_tasks(desk: Desk) -> None:
    advance = suspended(desk, reminded())
    ended = desk.call(workflows.cancel, advance.instance.id, by=BUDI, reason="keliru", now=desk.now)
    assert ended.instance.status == "cancelled"
    assert [(task.element, task.status) for task in ended.ended] == [("isi", "cancelled")]
    assert [one.status for one in desk.call(workflows.tasks, status=None)] == ["cancelled"]


def test_suspending_and_resuming_refuse_what_makes_no_sense(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi"))
    id = begun.instance.id
    with pytest.raises(workflows.NotPossible, match="tidak sedang"):
        desk.call(workflows.resume, id, **WHY)
    with pytest.raises(ValueError, match="alasan"):
        desk.call(workflows.suspend, id, by=BUDI, reason=" ")
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.suspend, "x", **WHY)
    desk.call(workflows.suspend, id, **WHY)
    with pytest.raises(workflows.NotPossible, match="sudah ditangguhkan"):
        desk.call(workflows.suspend, id, **WHY)
    desk.call(workflows.cancel, id, by=BUDI, reason="keliru")
    for verb in (workflows.suspend, workflows.resume):
        with pytest.raises(workflows.NotReady) as caught:
            desk.call(verb, id, **WHY)
        assert caught.value.at is not None


def test_a_suspended_process_takes_no_new_instances_and_lets_the_others_go_on(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi"))
    desk.call(workflows.suspend_process, "baris", now=desk.now, **WHY)
    with pytest.raises(workflows.Suspended, match="menunggu keputusan"):
        desk.begin("baris", "skp:2")
    with pytest.raises(workflows.NotPossible, match="sudah"):
        desk.call(workflows.suspend_process, "baris", **WHY)
    (found,) = desk.call(workflows.suspensions)
    assert found == desk.call(workflows.is_suspended, "baris")
    assert (found.key, found.by, found.reason, found.at) == ("baris", "orang:2", "menunggu keputusan", NOW)
    desk.do("isi")
    assert desk.instance(begun).status == "done"
    assert desk.call(workflows.resume_process, "baris", **WHY) == found
    assert desk.call(workflows.is_suspended, "baris") is None and desk.call(workflows.suspensions) == []
    desk.begin("baris", "skp:2")
    with pytest.raises(workflows.NotPossible, match="tidak sedang"):
        desk.call(workflows.resume_process, "baris", **WHY)
    with pytest.raises(workflows.NotPossible, match="belum terbit"):
        desk.call(workflows.suspend_process, "tidak_ada", **WHY)


def test_suspending_and_resuming_take_a_handful_of_statements(desk: Desk) -> None:
    begun = desk.start(reminded())
    for verb in (workflows.suspend, workflows.resume):
        seen: list[str] = []
        event.listen(desk.engine, "before_cursor_execute", lambda *a, seen=seen: seen.append(a[2]))
        desk.call(verb, begun.instance.id, now=desk.now + timedelta(hours=1), **WHY)
        assert len(seen) <= 12, seen
