"""Somebody else does a task for its owner, who stays responsible."""

from __future__ import annotations

import pytest

import workflows
from tests.workflows.conftest import ANI, BUDI, CITRA, Desk, person
from tests.workflows.diagrams import Diagram, line

EKA = person("orang:5")


def delegated(desk: Desk, to: str = "orang:5") -> workflows.Task:
    task = desk.start(line("baris", "isi")).opened[0]
    return desk.call(workflows.delegate, task.id, to=to, by=ANI, reason="dinas luar", now=desk.now)


def test_the_delegate_does_the_task_on_behalf_of_its_owner(desk: Desk) -> None:
    task = delegated(desk)
    assert (task.owner, task.delegated_by) == ("orang:5", "orang:1")
    assert desk.open()["isi"] == task
    assert [one.id for one in desk.call(workflows.tasks, parties=["orang:5"])] == [task.id]
    assert desk.call(workflows.tasks, parties=["orang:1"]) == []
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.complete, task.id, by=ANI, facts={})
    advance = desk.call(workflows.complete, task.id, by=EKA, facts={}, now=desk.now)
    assert (advance.ended[0].ended_by, advance.ended[0].on_behalf_of) == ("orang:5", "orang:1")
    lines = desk.history(advance)
    said = next(one for one in lines if one.what == "delegated")
    assert (said.by, said.facts) == ("orang:1", {"dari": "orang:1", "ke": "orang:5", "alasan": "dinas luar"})
    assert next((one.by, one.on_behalf_of) for one in lines if one.element == "isi" and one.what == "done") == (
        "orang:5",
        "orang:1",
    )


@pytest.mark.parametrize("who", [EKA, ANI], ids=["the delegate", "the owner"])
def test_the_delegate_gives_it_back_or_the_owner_takes_it_back(desk: Desk, who: object) -> None:
    task = delegated(desk)
    desk.call(workflows.claim, task.id, by=EKA, now=desk.now)
    back = desk.call(workflows.give_back, task.id, by=who, now=desk.now)
    assert (back.owner, back.delegated_by, back.claimed_by) == ("orang:1", None, None) and desk.open()["isi"] == back
    advance = desk.call(workflows.complete, task.id, by=ANI, facts={}, now=desk.now)
    assert advance.ended[0].on_behalf_of is None
    assert [one.what for one in desk.history(advance)][-4:-2] == ["delegated", "given_back"]


def test_a_delegate_may_delegate_and_the_first_owner_stays_responsible(desk: Desk) -> None:
    task = delegated(desk)
    again = desk.call(workflows.delegate, task.id, to="orang:2", by=EKA, reason="sakit", now=desk.now)
    assert (again.owner, again.delegated_by) == ("orang:2", "orang:1")
    advance = desk.call(workflows.complete, task.id, by=BUDI, facts={}, now=desk.now)
    assert advance.ended[0].on_behalf_of == "orang:1"


def test_a_reassigned_task_is_no_longer_delegated_and_later_steps_follow_the_owner(desk: Desk) -> None:
    task = desk.start(line("baris", "isi", "lagi")).opened[0]
    desk.call(workflows.delegate, task.id, to="orang:5", by=ANI, reason="dinas luar", now=desk.now)
    moved = desk.call(workflows.assign, task.id, to="orang:2", by=BUDI, reason="mutasi", onward=True, now=desk.now)
    assert (moved.owner, moved.delegated_by) == ("orang:2", None)
    desk.do("isi")
    assert desk.open()["lagi"].owner == "orang:2"


def test_a_task_of_a_queue_is_delegated_by_who_claimed_it(desk: Desk) -> None:
    task = desk.start(line("baris", "periksa", lane="Verifikatur")).opened[0]
    desk.call(workflows.claim, task.id, by=CITRA, now=desk.now)
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.delegate, task.id, to="orang:5", by=BUDI, reason="x")
    given = desk.call(workflows.delegate, task.id, to="orang:5", by=CITRA, reason="sakit", now=desk.now)
    assert (given.owner, given.delegated_by, given.claimed_by) == ("orang:5", "peran:verifikatur:BKD", None)


def test_delegations_that_make_no_sense_are_refused(desk: Desk) -> None:
    task = delegated(desk)
    with pytest.raises(workflows.NotYours):
        desk.call(workflows.give_back, task.id, by=BUDI)
    for to in ("orang:5", "orang:1", ""):
        with pytest.raises(workflows.NotPossible, match="orang lain"):
            desk.call(workflows.delegate, task.id, to=to, by=ANI, reason="x")
    with pytest.raises(ValueError, match="alasan"):
        desk.call(workflows.delegate, task.id, to="orang:2", by=ANI, reason="")
    desk.call(workflows.suspend, task.instance_id, by=BUDI, reason="x")
    for verb, more in ((workflows.delegate, {"to": "orang:2", "reason": "x"}), (workflows.give_back, {})):
        with pytest.raises(workflows.Suspended):
            desk.call(verb, task.id, by=EKA, **more)
    desk.call(workflows.resume, task.instance_id, by=BUDI, reason="x")
    desk.call(workflows.give_back, task.id, by=EKA)
    with pytest.raises(workflows.NotPossible, match="tidak sedang didelegasikan"):
        desk.call(workflows.give_back, task.id, by=ANI)
    desk.do("isi")
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.delegate, task.id, to="orang:2", by=ANI, reason="x")
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.give_back, "x", by=ANI)


def test_a_job_is_not_delegated(desk: Desk) -> None:
    drawn = Diagram("luar").start().service("layanan", "tarik").end().path("mulai", "layanan", "selesai")
    task = desk.start(drawn).opened[0]
    with pytest.raises(workflows.NotPossible, match="sistem"):
        desk.call(workflows.delegate, task.id, to="orang:2", by=ANI, reason="x")
