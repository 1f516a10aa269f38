"""The worklist: who may take, give back, hand over; and what lists, counts and filters show."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, BUDI, CITRA, DODI, NOW
from tests.workflows.diagrams import Diagram, line


@pytest.fixture
def queue(desk):
    """An open task of the verifikatur's queue."""
    desk.start(line("periksa_skp", "periksa", "catat", lane="Verifikatur"))
    return desk.open()["periksa"]


def test_a_claimed_task_belongs_to_one_until_released(desk, queue):
    held = desk.call(workflows.claim, queue.id, by=CITRA, now=NOW)
    assert (held.claimed_by, held.claimed_at) == ("orang:3", NOW)
    assert desk.call(workflows.claim, queue.id, by=CITRA, now=desk.pass_time(hours=1)) == held
    with pytest.raises(workflows.NotReady) as refusal:
        desk.call(workflows.claim, queue.id, by=DODI)
    assert (refusal.value.by, refusal.value.at) == ("orang:3", NOW)
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.release, queue.id, by=DODI)
    assert desk.call(workflows.release, queue.id, by=CITRA) == queue
    assert desk.call(workflows.release, queue.id, by=CITRA) == queue
    assert desk.call(workflows.claim, queue.id, by=DODI).claimed_by == "orang:4"


def test_who_is_not_in_the_queue_cannot_claim_release_or_see(desk, queue):
    for verb in (workflows.claim, workflows.release):
        with pytest.raises(workflows.NotYours):
            desk.call(verb, queue.id, by=ANI)
    assert desk.call(workflows.tasks, parties=ANI.parties) == []
    assert desk.call(workflows.tasks, parties=()) == []
    assert desk.call(workflows.tasks, parties=CITRA.parties) == [queue]


def test_a_task_that_has_ended_cannot_be_claimed_or_assigned(desk, queue):
    desk.do("periksa", by=CITRA)
    for call in (
        lambda: desk.call(workflows.claim, queue.id, by=DODI),
        lambda: desk.call(workflows.release, queue.id, by=DODI),
        lambda: desk.call(workflows.assign, queue.id, to="orang:9", by=DODI, reason="cuti"),
    ):
        with pytest.raises(workflows.NotReady) as refusal:
            call()
        assert (refusal.value.by, refusal.value.at) == ("orang:3", NOW)


def test_of_two_claims_at_once_one_wins(desk, queue):
    gate, outcomes = threading.Barrier(2), []

    def claim(by):
        with Session(desk.engine) as session:
            gate.wait()
            try:
                with session.begin():
                    outcomes.append(workflows.claim(session, queue.id, by=by, now=NOW).claimed_by)
            except workflows.NotReady as refusal:
                outcomes.append(("ditolak", refusal.by))

    threads = [threading.Thread(target=claim, args=(by,)) for by in (CITRA, DODI)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    winner = desk.call(workflows.task, queue.id).claimed_by
    assert set(outcomes) == {winner, ("ditolak", winner)}


def test_an_assigned_task_changes_hands_and_the_history_keeps_both_names(desk, queue):
    desk.call(workflows.claim, queue.id, by=CITRA)
    moved = desk.call(workflows.assign, queue.id, to="orang:2", by=DODI, reason="cuti", now=NOW)
    assert (moved.owner, moved.claimed_by) == ("orang:2", None)
    assert desk.call(workflows.task, queue.id) == moved
    step = desk.call(workflows.history, queue.instance_id)[-1]
    assert (step.what, step.by) == ("assigned", "orang:4")
    assert step.facts == {"dari": "peran:verifikatur:BKD", "ke": "orang:2", "alasan": "cuti"}
    with pytest.raises(workflows.NotYours):
        desk.do("periksa", by=CITRA)
    desk.do("periksa", by=BUDI)
    seqs = [step.seq for step in desk.call(workflows.history, queue.instance_id)]
    assert seqs == list(range(1, len(seqs) + 1))
    assert desk.open()["catat"].owner == "peran:verifikatur:BKD", "only this task was handed over"


def test_handing_over_onward_takes_the_later_steps_of_the_lane_along(desk, queue):
    desk.call(workflows.assign, queue.id, to="orang:2", by=DODI, reason="pindah", onward=True, now=NOW)
    parties = desk.call(workflows.instance, queue.instance_id).parties
    assert parties[queue.lane] == "orang:2"
    desk.do("periksa", by=BUDI)
    assert desk.open()["catat"].owner == "orang:2"


def test_handing_over_needs_a_receiver_and_a_reason(desk, queue):
    for to, reason in (("", "cuti"), ("orang:2", " ")):
        with pytest.raises(ValueError, match="alasan"):
            desk.call(workflows.assign, queue.id, to=to, by=DODI, reason=reason)


def test_the_list_filters_sorts_counts_and_pages(desk):
    desk.publish(
        Diagram("a").start().user("isi", batas="batas", langkah="isi_skp").end().path("mulai", "isi", "selesai")
    )
    desk.publish(line("b", "tinjau"))
    lanes = {"pegawai": "orang:1"}
    for number in range(6):
        due = (NOW + timedelta(days=6 - number)).isoformat()
        desk.call(
            workflows.start, "a", lanes=lanes, facts={"batas": due}, business_key=f"a:{number}",
            title=f"Pegawai {number}%", now=desk.pass_time(minutes=1),
        )  # fmt: skip
    desk.call(workflows.start, "b", lanes=lanes, facts={}, business_key="b:1", title="Zeno_x", now=desk.now)

    def keys(**filters):
        found = [task.business_key for task in desk.call(workflows.tasks, **filters)]
        unpaged = {key: value for key, value in filters.items() if key not in ("sort", "limit", "offset")}
        assert len(found) == min(desk.call(workflows.count_tasks, **unpaged), filters.get("limit", 25))
        return found

    assert keys(sort="due") == ["a:5", "a:4", "a:3", "a:2", "a:1", "a:0", "b:1"], "no deadline comes last"
    assert keys(sort="received", limit=2)[0] in ("a:5", "b:1")
    assert keys(sort="name")[-1] == "b:1"
    assert keys(process="b") == ["b:1"]
    assert len(keys(step="isi_skp")) == 6
    assert keys(search="zeno_") == ["b:1"]
    assert keys(search="a_0") == [], "a wildcard is a letter here"
    assert keys(search="3%") == ["a:3"]
    assert keys(search="TINJAU") == ["b:1"]
    assert keys(due_before=NOW + timedelta(days=2, seconds=1)) == ["a:5", "a:4"]
    assert keys(status="done") == []
    assert [task.business_key for task in desk.call(workflows.tasks, limit=2, offset=2)] == ["a:3", "a:2"]
    facets = desk.call(workflows.facets, parties=ANI.parties)
    assert (facets.process, facets.step) == ({"a": 6, "b": 1}, {"isi_skp": 6, "tinjau": 1})
    assert desk.call(workflows.facets, parties=BUDI.parties).process == {}
