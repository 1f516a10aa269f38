"""Reading: tasks, instances and their history. A list never loads an instance's state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, false, func, or_, select
from sqlalchemy.orm import Session

from workflows import codec
from workflows import tables as t
from workflows.errors import NotFound
from workflows.values import Instance, Step, Task, Waiting

Sort = Literal["due", "received", "name"]
Ids = Collection[str] | Select[tuple[str]] | None
INSTANCE_COLUMNS = [column for column in t.instance.c if column.name not in ("state", "sha256")]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many tasks there are by process key and by step."""

    process: dict[str, int]
    step: dict[str, int]


def tasks(
    session: Session,
    *,
    parties: Collection[str] | None = None,
    instance: str | Collection[str] | None = None,
    status: str | None = "open",
    process: str | None = None,
    step: str | None = None,
    kind: str | None = "user",
    search: str | None = None,
    due_before: datetime | None = None,
    only: Ids = None,
    without: Ids = None,
    sort: Sort = "due",
    limit: int = 25,
    offset: int = 0,
) -> list[Task]:
    """Tasks in one statement. A filter that is None does not filter; empty `parties` finds nothing.

    `instance`: one id or several. `only` and `without`: task ids, or a SELECT of them (what somebody has put aside).
    """
    where = _where(parties, instance, status, process, step, kind, search, due_before, only, without)
    query = select(t.task).where(*where).order_by(*_ORDER[sort]).limit(limit).offset(offset)
    return [task_of(row) for row in session.execute(query)]


def count_tasks(
    session: Session,
    *,
    parties: Collection[str] | None = None,
    instance: str | Collection[str] | None = None,
    status: str | None = "open",
    process: str | None = None,
    step: str | None = None,
    kind: str | None = "user",
    search: str | None = None,
    due_before: datetime | None = None,
    only: Ids = None,
    without: Ids = None,
) -> int:
    """How many tasks the same filters of `tasks` find."""
    where = _where(parties, instance, status, process, step, kind, search, due_before, only, without)
    return session.scalar(select(func.count()).select_from(t.task).where(*where)) or 0


def facets(session: Session, *, parties: Collection[str] | None = None, without: Ids = None) -> Facets:
    """Open user tasks of these parties counted by process and by step, two statements."""
    where = _where(parties, None, "open", None, None, "user", None, None, None, without)
    counts = []
    for column in (t.task.c.process, t.task.c.step):
        rows = session.execute(select(column, func.count()).where(*where).group_by(column).order_by(column))
        counts.append({row[0]: row[1] for row in rows})
    return Facets(process=counts[0], step=counts[1])


def task(session: Session, task_id: str) -> Task:
    """One task, whatever its status; NotFound."""
    row = session.execute(select(t.task).where(t.task.c.id == task_id)).first()
    if row is None:
        raise NotFound("Tugas tidak ditemukan.")
    return task_of(row)


def instance(session: Session, instance_id: str) -> Instance:
    """One instance; NotFound."""
    row = session.execute(select(*INSTANCE_COLUMNS).where(t.instance.c.id == instance_id)).first()
    if row is None:
        raise NotFound("Proses tidak ditemukan.")
    return instance_of(row)


def instances(
    session: Session,
    *,
    ids: Collection[str] | None = None,
    business_keys: Collection[str] | None = None,
    process: str | None = None,
    status: str | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[Instance]:
    """Instances, the newest first, in one statement."""
    query = select(*INSTANCE_COLUMNS)
    if ids is not None:
        query = query.where(_within(t.instance.c.id, ids))
    if business_keys is not None:
        query = query.where(_within(t.instance.c.business_key, business_keys))
    if process is not None:
        query = query.where(t.instance.c.process == process)
    if status is not None:
        query = query.where(t.instance.c.status == status)
    query = query.order_by(t.instance.c.started_at.desc(), t.instance.c.id).limit(limit).offset(offset)
    return [instance_of(row) for row in session.execute(query)]


def history(session: Session, instance_id: str, *, limit: int = 200, offset: int = 0) -> list[Step]:
    """What happened in an instance, oldest first; empty if there is no such instance."""
    query: Select[Any] = select(t.history).where(t.history.c.instance_id == instance_id)
    rows = session.execute(query.order_by(t.history.c.seq).limit(limit).offset(offset))
    return [
        Step(
            seq=row.seq,
            at=row.at,
            element=row.element,
            name=row.name,
            kind=row.kind,
            lane=row.lane,
            by=row.by,
            on_behalf_of=row.on_behalf_of,
            facts=codec.loads(row.facts),
            what=row.what,
        )
        for row in rows
    ]


def waits(session: Session, instance_id: str, *, limit: int = 50) -> list[Waiting]:
    """The timers and messages an instance waits for, the first due first; what has no moment comes last."""
    column = t.wait.c
    query = select(column.element, column.due_at, column.message, column.key).where(column.instance_id == instance_id)
    rows = session.execute(query.order_by(column.due_at.is_(None), column.due_at, column.element).limit(limit))
    return [Waiting(*row) for row in rows]


def task_of(row: Row[Any] | Any) -> Task:
    """The value of a wf_task row."""
    values = dict(row._mapping)
    values["properties"] = codec.loads(values["properties"])
    values["arguments"] = codec.loads(values["arguments"])
    return Task(**values)


def instance_of(row: Row[Any] | Any) -> Instance:
    """The value of a wf_instance row."""
    return Instance(
        id=row.id,
        process=row.process,
        version=row.version,
        business_key=row.business_key,
        title=row.title,
        status=row.status,
        parties=codec.loads(row.parties),
        facts=codec.loads(row.facts),
        started_at=row.started_at,
        ended_at=row.ended_at,
        waiting=tuple(codec.loads(row.waiting)),
        incident=getattr(row, "incident", None),
        retry_at=getattr(row, "retry_at", None),
    )


_ORDER: dict[str, Sequence[ColumnElement[Any]]] = {
    # NULL sorts first on one database and last on the other, so say it.
    "due": (t.task.c.due_at.is_(None), t.task.c.due_at, t.task.c.created_at, t.task.c.id),
    "received": (t.task.c.created_at.desc(), t.task.c.id),
    "name": (func.lower(t.task.c.title), t.task.c.name, t.task.c.id),
}


def _within(column: Any, values: Collection[str]) -> ColumnElement[bool]:
    return column.in_(sorted(values)) if values else false()


def _where(
    parties: Collection[str] | None,
    instance: str | Collection[str] | None,
    status: str | None,
    process: str | None,
    step: str | None,
    kind: str | None,
    search: str | None,
    due_before: datetime | None,
    only: Ids,
    without: Ids,
) -> list[ColumnElement[bool]]:
    column = t.task.c
    where: list[ColumnElement[bool]] = []
    if parties is not None:
        where.append(_within(column.owner, parties))
    if instance is not None and not isinstance(instance, str):
        where.append(_within(column.instance_id, instance))
        instance = None
    if only is not None:
        where.append(column.id.in_(only))
    if without is not None:
        where.append(column.id.not_in(without))
    for name, value in (
        (column.instance_id, instance),
        (column.status, status),
        (column.process, process),
        (column.step, step),
        (column.kind, kind),
    ):
        if value is not None:
            where.append(name == value)
    if search and search.strip():
        words = [func.lower(name).contains(search.strip().lower(), autoescape=True) for name in _SEARCHED]
        where.append(or_(*words))
    if due_before is not None:
        where.append(column.due_at < due_before)
    return where


_SEARCHED = (t.task.c.title, t.task.c.name, t.task.c.business_key)
