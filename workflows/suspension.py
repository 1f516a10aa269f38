"""Putting on hold: an instance, or a process that takes no new ones.

What an instance on hold waits for is not in the tables of what is due or awaited, so that it costs no tick anything;
the saved state knows it, and resuming writes it there again. Timers that came due meanwhile fire at the next tick.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, not_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflows import clock, save
from workflows import tables as t
from workflows.errors import NotPossible, Suspended
from workflows.operating import begin, line, reasoned
from workflows.plan import INCIDENT, OPEN, RUNNING, SUSPENDED
from workflows.values import Advance, Party, Task


@dataclass(frozen=True, slots=True)
class Suspension:
    """A process that takes no new instances: who said so, why and when."""

    key: str
    by: str
    reason: str
    at: datetime


def suspend(session: Session, instance_id: str, *, by: Party, reason: str, now: datetime | None = None) -> Advance:
    """Put an instance on hold: its tasks leave every inbox, and nothing moves it until `resume`.

    The advance's `ended` are the tasks put aside. NotReady if it has ended, NotPossible if it is on hold already.
    """
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        if row.status == SUSPENDED:
            raise NotPossible("Proses ini sudah ditangguhkan.")
        tasks = save.open_tasks(session, instance_id).values()
        advance = save.touch(session, row, {"status": SUSPENDED}, [line(row, "suspended", by, reason)], moment)
        _set_tasks(session, instance_id, OPEN, SUSPENDED)
        _stop_waiting(session, instance_id)
        return replace(advance, ended=_with_status(tasks, SUSPENDED))


def resume(session: Session, instance_id: str, *, by: Party, reason: str, now: datetime | None = None) -> Advance:
    """Let an instance on hold go on where it stood, in an incident too; the next tick fires what is due, once.

    The advance's `opened` are the tasks that are open again. NotPossible if it is not on hold.
    """
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        if row.status != SUSPENDED:
            raise NotPossible("Proses ini tidak sedang ditangguhkan.")
        tasks = save.open_tasks(session, instance_id).values()
        waits = save.load(session, row).waits()
        status = INCIDENT if row.incident else RUNNING
        advance = save.touch(session, row, {"status": status}, [line(row, "resumed", by, reason)], moment)
        _set_tasks(session, instance_id, SUSPENDED, OPEN)
        save.replace_waits(session, instance_id, tuple(waits.values()))
        return replace(advance, opened=_with_status(tasks, OPEN))


def suspend_process(session: Session, key: str, *, by: Party, reason: str, now: datetime | None = None) -> Suspension:
    """From now on nobody starts an instance of `key`; those that run go on. NotPossible if that is so already."""
    why = reasoned(reason)
    with clock.at(now) as moment:
        if session.scalar(select(t.definition.c.key).where(t.definition.c.key == key).limit(1)) is None:
            raise NotPossible(f"Proses {key} belum terbit.")
        made = Suspension(key, by.id, why, moment)
        try:
            with session.begin_nested():
                session.execute(insert(t.suspension).values(key=key, by=by.id, reason=why, at=moment))
        except IntegrityError as error:
            raise NotPossible(f"Proses {key} sudah ditangguhkan.") from error
        return made


def resume_process(session: Session, key: str, *, by: Party, reason: str, now: datetime | None = None) -> Suspension:
    """`key` may be started again; gives what is over, who and why is kept by the caller. NotPossible if not on hold."""
    reasoned(reason)
    over = is_suspended(session, key)
    if over is None:
        raise NotPossible(f"Proses {key} tidak sedang ditangguhkan.")
    session.execute(delete(t.suspension).where(t.suspension.c.key == key))
    return over


def is_suspended(session: Session, key: str) -> Suspension | None:
    """Why a process takes no new instances; None where it does."""
    row = session.execute(_ONE, {"process": key}).first()
    return Suspension(row.key, row.by, row.reason, row.at) if row is not None else None


def suspensions(session: Session) -> list[Suspension]:
    """Every process on hold, by key."""
    rows = session.execute(select(t.suspension).order_by(t.suspension.c.key))
    return [Suspension(row.key, row.by, row.reason, row.at) for row in rows]


def refuse(session: Session, key: str) -> None:
    """Suspended while `key` takes no new instances."""
    found = is_suspended(session, key)
    if found is not None:
        why = f"Proses {key} sedang ditangguhkan ({found.reason}). Mulai lagi setelah proses dilanjutkan."
        raise Suspended(why, process=key)


def _set_tasks(session: Session, instance_id: str, was: str, now: str) -> None:
    mine = (t.task.c.instance_id == instance_id, t.task.c.status == was)
    session.execute(update(t.task).where(*mine).values(status=now))


def _with_status(tasks: Iterable[Task], status: str) -> tuple[Task, ...]:
    return tuple(replace(task, status=status) for task in tasks)


def _stop_waiting(session: Session, instance_id: str) -> None:
    """Take what it waits for out of the tables; a message only it waited for is no longer looked at by ticks."""
    mine = select(t.wait.c.message, t.wait.c.key).where(t.wait.c.instance_id == instance_id)
    pairs = [tuple(row) for row in session.execute(mine) if row.message is not None]
    # A signal is for who waits when it is thrown, on hold or not; it stays on its way until the resuming.
    session.execute(delete(t.wait).where(t.wait.c.instance_id == instance_id, t.wait.c.signal.is_(None)))
    if pairs:
        message, wait = t.message.c, t.wait.c
        other = select(wait.task_id).where(wait.message == message.name, wait.key == message.key).exists()
        unwanted: tuple[Any, ...] = (message.wanted.is_(True), tuple_(message.name, message.key).in_(pairs))
        session.execute(update(t.message).where(*unwanted, not_(other)).values(wanted=False))


_ONE = select(t.suspension).where(t.suspension.c.key == bindparam("process"))
