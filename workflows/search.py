"""Finding instances among very many: by what they are, by when they began, and by ids the caller selects himself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import Session

from workflows import tables as t
from workflows.box import OPEN_USER
from workflows.store import INSTANCE_COLUMNS, instance_of
from workflows.values import Instance

Ids = Select[tuple[str]]
LIVE = ("running", "incident", "suspended")
"""A list, not `ended_at IS NULL`: the index by process and version has the status and not the end."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what is None does not narrow. `live`: not ended, whatever its status. `number`: a part of
    the business key, looked for in the processes `number_of`. `of`: ids that fit the same search word by other means,
    so that either is enough. `only`: ids all results are among. `since` and `before`: began in [since, before).
    `late_at`: running, and a person's open step was due before that moment."""

    process: str | None = None
    version: int | None = None
    status: str | None = None
    live: bool = False
    number: str | None = None
    number_of: Collection[str] = ()
    of: Ids | None = None
    only: Ids | None = None
    since: datetime | None = None
    before: datetime | None = None
    late_at: datetime | None = None


def find(session: Session, query: Query, *, limit: int = 25, offset: int = 0) -> list[Instance]:
    """The instances that fit, the newest first, in one statement."""
    rows = (
        select(*INSTANCE_COLUMNS)
        .where(*_where(query))
        .order_by(t.instance.c.started_at.desc(), t.instance.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [instance_of(row) for row in session.execute(rows)]


def numbers(session: Session, query: Query, *, limit: int) -> list[tuple[str, str]]:
    """(id, business key) of the instances that fit, the newest first, in one statement that reads nothing else."""
    column = t.instance.c
    rows = select(column.id, column.business_key).where(*_where(query))
    rows = rows.order_by(column.started_at.desc(), column.id).limit(limit)
    return [(row.id, row.business_key) for row in session.execute(rows)]


def count_found(session: Session, query: Query, *, most: int) -> int:
    """How many fit; counting stops at `most`."""
    some = select(t.instance.c.id).where(*_where(query)).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def process_names(session: Session) -> dict[str, str]:
    """What each process is called in its newest version, by key. One statement that reads no diagram."""
    columns = (t.definition.c.key, t.definition.c.name)
    rows = session.execute(select(*columns).order_by(t.definition.c.key, t.definition.c.version))
    return {row.key: row.name for row in rows}


def _where(query: Query) -> list[ColumnElement[bool]]:
    column = t.instance.c
    where: list[ColumnElement[bool]] = []
    words: list[Ids] = [] if query.of is None else [query.of]
    if query.number:
        numbered = t.instance.alias().c  # a subquery of its own: with OR both databases read every row
        fits = func.lower(numbered.business_key).contains(query.number.lower(), autoescape=True)
        words.append(select(numbered.id).where(numbered.process.in_(sorted(query.number_of)), fits))
    if words:
        where.append(column.id.in_(union_all(*words)))
    if query.only is not None:
        where.append(column.id.in_(query.only))
    pairs: tuple[tuple[Any, Any], ...] = (
        (column.process, query.process), (column.version, query.version), (column.status, query.status),
    )  # fmt: skip
    where += [name == value for name, value in pairs if value is not None]
    if query.live:
        where.append(column.status.in_(LIVE))
    if query.since is not None:
        where.append(column.started_at >= query.since)
    if query.before is not None:
        where.append(column.started_at < query.before)
    if query.late_at is not None:
        task = t.task.c
        late = select(task.instance_id).where(*OPEN_USER, task.due_at < query.late_at)
        where += [column.status == "running", column.id.in_(late)]
    return where
