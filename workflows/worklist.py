"""Who holds a task: claim, release, assign; and a job's task put aside until later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from workflows import clock, codec, held, save
from workflows import tables as t
from workflows.errors import NotFound, NotReady, NotYours, Suspended
from workflows.kinds import EXTERNAL, USER
from workflows.plan import OPEN, SUSPENDED
from workflows.run import Done
from workflows.store import task as read
from workflows.values import Party, Task

MAX_NOTE = 500


def hold(session: Session, task_id: str) -> Task:
    """The task as it is now, its instance locked on PostgreSQL until the transaction ends. NotFound.

    Whoever changes rows of his own before `complete` begins here: a second one waits, and then sees who was first. So
    does every change of who holds a task: an instance changes for one at a time, and what one was told stays true.
    """
    found = save.of_task(session, task_id, locked=True)
    if found is None:
        raise NotFound("Tugas tidak ditemukan.")
    return found.task


def claim(session: Session, task_id: str, *, by: Party, now: datetime | None = None) -> Task:
    """Take a task for oneself. Claiming twice is claiming once.

    NotYours if its owner is nobody `by` acts for; NotReady if another has it or it has ended.
    """
    task = _mine(session, task_id, by)
    if task.claimed_by == by.id:
        return task
    return _change(session, task, by, claimed_by=by.id, claimed_at=_moment(now))


def release(session: Session, task_id: str, *, by: Party, now: datetime | None = None) -> Task:
    """Give a claimed task back. Releasing what nobody holds changes nothing; refusals as in `claim`."""
    task = _mine(session, task_id, by)
    if task.claimed_by is None:
        return task
    return _change(session, task, by, claimed_by=None, claimed_at=None)


def assign(
    session: Session,
    task_id: str,
    *,
    to: str,
    by: Party,
    reason: str,
    onward: bool = False,
    now: datetime | None = None,
) -> Task:
    """Give a task to another owner; the old one stays in the history. The caller has checked the right to do so.
    `onward`: later steps of the old owner's lane in this instance go to the new one too.

    NotReady if the task has ended; ValueError without a reason or for an external task.
    """
    if not reason.strip() or not to:
        raise ValueError("pengalihan perlu penerima dan alasan")
    found = save.of_task(session, task_id, locked=True)
    if found is None:
        raise NotFound("Tugas tidak ditemukan.")
    row, task = found.row, ready(found.task, None)
    if task.kind != USER:
        raise ValueError("tugas sistem tidak dapat dialihkan")
    moved = {"dari": task.owner, "ke": to, "alasan": reason.strip()}
    line = Done(task.element, task.name, task.kind, task.lane, "assigned", by.id, None, moved)
    changed: dict[str, Any] = {"steps": row.steps + 1, "ver": row.ver + 1}
    parties = codec.loads(row.parties)
    if onward and parties.get(task.lane) == (task.delegated_by or task.owner):
        changed["parties"] = codec.dumps({**parties, task.lane: to})
    session.execute(update(t.instance).where(t.instance.c.id == row.id).values(**changed))
    save.write_history(session, row.id, row.steps, [line], _moment(now))
    values: dict[str, Any] = {"owner": to, "delegated_by": None, "claimed_by": None, "claimed_at": None}
    session.execute(update(t.task).where(t.task.c.id == task_id).values(values))
    return replace(task, **values)


def park(session: Session, task_id: str, *, reason: str, until: datetime | None, now: datetime | None = None) -> Task:
    """An external task that cannot be done now: say why, and when it is tried again. NotReady if it has ended."""
    task = read(session, task_id)
    if task.kind != EXTERNAL:
        raise ValueError("hanya tugas sistem yang dapat ditunda")
    return _change(session, task, None, note=reason[:MAX_NOTE], retry_at=until)


def _moment(now: datetime | None) -> datetime:
    with clock.at(now) as moment:
        return moment


def _mine(session: Session, task_id: str, by: Party) -> Task:
    task = hold(session, task_id)
    if task.kind != USER or task.owner not in by.parties:
        raise NotYours(task)
    return ready(task, by)


def ready(task: Task, by: Party | None) -> Task:
    """The task if it is open and nobody but `by` has claimed it; else who was first, or that it is on hold."""
    if task.status == SUSPENDED:
        raise Suspended.of(task)
    if task.status != OPEN:
        raise NotReady(task, task.ended_by, task.ended_at)
    if by is not None and task.claimed_by not in (None, by.id):
        raise NotReady(task, task.claimed_by, task.claimed_at)
    return task


def _change(session: Session, task: Task, by: Party | None, **values: Any) -> Task:
    """Change the row only if it still is what was read, the last defence where no lock is; else say who was first."""
    held.forget(session)
    unchanged = [t.task.c.id == task.id, t.task.c.status == OPEN, t.task.c.owner == task.owner]
    if by is not None:
        unchanged.append(or_(t.task.c.claimed_by.is_(None), t.task.c.claimed_by == by.id))
    done = session.execute(update(t.task).where(*unchanged).values(values))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise lost(session, task.id)
    return replace(task, **values)


def lost(session: Session, task_id: str) -> NotReady | Suspended:
    """The refusal of who came second: it says who was first and when, as the row tells it now."""
    task = read(session, task_id)
    if task.status == SUSPENDED:
        return Suspended.of(task)
    if task.status == OPEN:
        return NotReady(task, task.claimed_by, task.claimed_at)
    return NotReady(task, task.ended_by, task.ended_at)
