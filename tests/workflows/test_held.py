"""Who holds a task and then completes it asks the database once, and still sees all that happened in between."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, BUDI, CITRA, DODI, NOW
from tests.workflows.diagrams import Diagram, line


@pytest.fixture
def queue(desk):
    """An open task of the verifikatur's queue."""
    desk.start(line("periksa_skp", "periksa", "catat", lane="Verifikatur"))
    return desk.open()["periksa"]


def done(session, task, by):
    return workflows.complete(session, task.id, by=by, facts={}, now=NOW)


def test_completing_what_is_held_reads_nothing_again(desk, queue):
    asked = []

    def see(_connection, _cursor, words, *_rest):
        asked.append(words)

    event.listen(desk.engine, "before_cursor_execute", see)
    try:
        with Session(desk.engine) as session, session.begin():
            workflows.hold(session, queue.id)
            asked.clear()
            done(session, queue, CITRA)
    finally:
        event.remove(desk.engine, "before_cursor_execute", see)
    assert asked and not [words for words in asked if words.lstrip().startswith("SELECT")]
    assert set(desk.open()) == {"catat"}


CHANGES = {
    "claimed by another": lambda session, task: workflows.claim(session, task.id, by=DODI, now=NOW),
    "given to another": lambda session, task: workflows.assign(
        session, task.id, to=ANI.id, by=BUDI, reason="cuti", now=NOW
    ),
    "delegated": lambda session, task: workflows.delegate(session, task.id, to=ANI.id, by=BUDI, reason="cuti", now=NOW),
    "on hold": lambda session, task: workflows.suspend(session, task.instance_id, by=BUDI, reason="periksa", now=NOW),
    "cancelled": lambda session, task: workflows.cancel(session, task.instance_id, by=BUDI, reason="keliru", now=NOW),
    "done": lambda session, task: done(session, task, CITRA),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_the_same_transaction_changes_is_seen(desk, queue, change):
    with Session(desk.engine) as session, session.begin():
        workflows.hold(session, queue.id)
        change(session, queue)
        with pytest.raises((workflows.NotReady, workflows.NotYours, workflows.Suspended)):
            done(session, queue, CITRA)


def test_a_release_is_seen(desk, queue):
    desk.call(workflows.claim, queue.id, by=DODI, now=NOW)
    with Session(desk.engine) as session, session.begin():
        workflows.hold(session, queue.id)
        workflows.release(session, queue.id, by=DODI, now=NOW)
        assert done(session, queue, CITRA).ended[0].ended_by == CITRA.id


def test_the_next_transaction_asks_anew(desk, queue):
    with Session(desk.engine) as session:
        with session.begin():
            workflows.hold(session, queue.id)
        desk.call(workflows.claim, queue.id, by=DODI, now=NOW)
        with session.begin(), pytest.raises(workflows.NotReady):
            done(session, queue, CITRA)


def test_a_lock_that_went_with_its_savepoint_is_taken_anew(desk, queue):
    with Session(desk.engine) as session, session.begin():
        inner = session.begin_nested()
        workflows.claim(session, queue.id, by=DODI, now=NOW)
        workflows.hold(session, queue.id)
        inner.rollback()
        assert done(session, queue, CITRA).ended[0].ended_by == CITRA.id


def test_a_branch_opened_by_the_same_transaction_is_seen(desk):
    drawn = Diagram("dua").start().gateway("parallel", "pisah").user("kiri").user("kanan")
    drawn = (
        drawn.gateway("parallel", "satu")
        .end()
        .path("mulai", "pisah", "kiri", "satu", "selesai")
        .path("pisah", "kanan", "satu")
    )
    desk.start(drawn)
    left, right = (desk.open()[name] for name in ("kiri", "kanan"))
    with Session(desk.engine) as session, session.begin():
        workflows.hold(session, left.id)
        done(session, right, ANI)
        assert done(session, left, ANI).instance.status == "done"
