"""Somebody else does a task for its owner, who stays responsible for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, select, update
from sqlalchemy.orm import Session

from workflows import clock, save
from workflows import tables as t
from workflows.errors import NotFound, NotPossible, NotYours
from workflows.kinds import USER
from workflows.operating import reasoned
from workflows.run import Done
from workflows.store import task_of
from workflows.values import Party, Task, What
from workflows.worklist import ready


def delegate(session: Session, task_id: str, *, to: str, by: Party, reason: str, now: datetime | None = None) -> Task:
    """Let `to` do a task on its owner's behalf. The caller has checked the right to say so.

    A task that was delegated before goes on to `to`; the first owner stays responsible. NotReady if it has ended or
    somebody else has claimed it; Suspended; NotPossible to who owns it, or for an external task.
    """
    why = reasoned(reason)
    row, task = _locked(session, task_id)
    ready(task, by)
    responsible = task.delegated_by or task.owner
    if task.kind != USER:
        raise NotPossible("Tugas sistem tidak dapat didelegasikan.")
    if not to or to in (task.owner, responsible):
        raise NotPossible("Pilih orang lain: penerima sudah memegang atau bertanggung jawab atas tugas ini.")
    details = {"dari": task.owner, "ke": to, "alasan": why}
    return _hand(session, row, task, "delegated", by, details, {"owner": to, "delegated_by": responsible}, now)


def give_back(session: Session, task_id: str, *, by: Party, now: datetime | None = None) -> Task:
    """The delegate, or who is responsible, ends a delegation: the task is its owner's again.

    NotYours for anybody else; NotPossible if it is not delegated; NotReady if it has ended; Suspended.
    """
    row, task = _locked(session, task_id)
    if not by.parties & {task.owner, task.delegated_by or task.owner}:
        raise NotYours(task)
    ready(task, None)
    if task.delegated_by is None:
        raise NotPossible("Tugas ini tidak sedang didelegasikan.")
    details = {"dari": task.owner, "ke": task.delegated_by}
    back = {"owner": task.delegated_by, "delegated_by": None}
    return _hand(session, row, task, "given_back", by, details, back, now)


def delegated(session: Session, *, by: Collection[str], limit: int = 25) -> list[Task]:
    """Open tasks of these parties that others do for them just now, the first due first. One statement."""
    rows = session.execute(_DELEGATED, {"by": sorted(by), "limit": limit})
    return [task_of(row._mapping) for row in rows]


# Built once: the inbox asks it each time, and building it takes longer than running it.
_DELEGATED = (
    select(t.task)
    .where(t.task.c.delegated_by.in_(bindparam("by", expanding=True)), t.DELEGATED)
    .order_by(t.task.c.due_at.is_(None), t.task.c.due_at, t.task.c.id)
    .limit(bindparam("limit", type_=Integer))
)


def held_for_others(party: str | ColumnElement[str]) -> Select[tuple[str]]:
    """Ids of the instances in which this party (a name, or an expression that gives it) does an open task for somebody
    else, as a SELECT to build on."""
    return select(t.task.c.instance_id).where(t.task.c.owner == party, t.DELEGATED)


def _locked(session: Session, task_id: str) -> tuple[Any, Task]:
    """The instance's row, locked, and the task as it is then; NotFound."""
    found = save.of_task(session, task_id, locked=True)
    if found is None:
        raise NotFound("Tugas tidak ditemukan.")
    return found.row, found.task


def _hand(
    session: Session,
    row: Any,
    task: Task,
    what: What,
    by: Party,
    details: dict[str, Any],
    holder: dict[str, Any],
    now: datetime | None,
) -> Task:
    line = Done(task.element, task.name, task.kind, task.lane, what, by.id, None, details)
    with clock.at(now) as moment:
        save.touch(session, row, {}, [line], moment)
    values = {**holder, "claimed_by": None, "claimed_at": None}
    session.execute(update(t.task).where(t.task.c.id == task.id).values(values))
    return replace(task, **values)
