"""What stands still: instances whose step failed, and system steps put aside for long. Found by partial indexes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows import tables as t
from workflows.store import INSTANCE_COLUMNS, instance_of, task_of
from workflows.values import Instance, Task

MOST = 2_000
"""Different causes that are looked at; beyond it something else is wrong."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Equal failures: `step` is None for instances that failed, `message` what was said, `since` the first of them
    (None for instances: the history of each says it), `name` what the step is called."""

    process: str
    step: str | None
    message: str
    count: int
    since: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """When an instance began to fail, at which element, and how often since."""

    element: str
    since: datetime
    times: int


def failed_causes(session: Session) -> list[Cause]:
    """Why instances stand still, the most frequent cause first. One statement over those that do."""
    column = t.instance.c
    rows = session.execute(
        select(column.process, func.coalesce(column.incident, ""), func.count())
        .where(t.FAILED)
        .group_by(column.process, column.incident)
        .order_by(func.count().desc(), column.process)
        .limit(MOST)
    )
    return [Cause(process, None, message, count) for process, message, count in rows]


def failed(
    session: Session,
    *,
    process: str | None = None,
    messages: Collection[str] | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[Instance]:
    """The instances whose step failed, next to be tried first, in one statement."""
    column = t.instance.c
    where: list[Any] = [t.FAILED]
    if process is not None:
        where.append(column.process == process)
    if messages is not None:
        where.append(func.coalesce(column.incident, "").in_(sorted(messages)))
    query = select(*INSTANCE_COLUMNS).where(*where).order_by(column.retry_at, column.id).limit(limit).offset(offset)
    return [instance_of(row) for row in session.execute(query)]


def failures(session: Session, ids: Collection[str]) -> dict[str, Failure]:
    """Since when each of these instances fails without having moved in between. One statement."""
    line, other = t.history, t.history.alias()
    moved = (
        select(func.coalesce(func.max(other.c.seq), -1))
        .where(other.c.instance_id == line.c.instance_id, other.c.what != "incident")
        .correlate(line)
        .scalar_subquery()
    )
    rows = session.execute(
        select(line.c.instance_id, func.min(line.c.at), func.count(), func.max(line.c.element))
        .where(line.c.instance_id.in_(sorted(ids)), line.c.what == "incident", line.c.seq > moved)
        .group_by(line.c.instance_id)
    )
    return {instance_id: Failure(element, since, times) for instance_id, since, times, element in rows}


def parked_causes(session: Session, *, before: datetime) -> list[Cause]:
    """Why system steps wait that were opened before that moment, the most frequent first. One statement."""
    column = t.task.c
    rows = session.execute(
        select(
            column.process, column.step, column.note, func.count(), func.min(column.created_at), func.max(column.name)
        )
        .where(t.PARKED, column.created_at < before)
        .group_by(column.process, column.step, column.note)
        .order_by(func.count().desc(), column.process, column.step)
        .limit(MOST)
    )
    return [Cause(*row) for row in rows]


def parked(
    session: Session,
    *,
    before: datetime,
    process: str | None = None,
    step: str | None = None,
    messages: Collection[str] | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[Task]:
    """These system steps, the oldest first, in one statement."""
    column = t.task.c
    where: list[Any] = [t.PARKED, column.created_at < before]
    where += [name == value for name, value in ((column.process, process), (column.step, step)) if value is not None]
    if messages is not None:
        where.append(column.note.in_(sorted(messages)))
    query = select(t.task).where(*where).order_by(column.created_at, column.id).limit(limit).offset(offset)
    return [task_of(row._mapping) for row in session.execute(query)]


def count_trouble(session: Session, *, before: datetime) -> tuple[int, int]:
    """(instances that failed, system steps put aside that were opened before that moment). Two statements."""
    failed_now = session.scalar(select(func.count()).select_from(t.instance).where(t.FAILED)) or 0
    waiting = session.scalar(select(func.count()).select_from(t.task).where(t.PARKED, t.task.c.created_at < before))
    return failed_now, waiting or 0
