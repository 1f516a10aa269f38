"""Reading: tasks, instances and their history. A list never loads an instance's state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import Session

from workflows import box, codec, counts
from workflows import tables as t
from workflows.bundle import Bundle, Unbundled
from workflows.errors import NotFound
from workflows.facets import Facets
from workflows.facets import count as count_open
from workflows.statement import Statement
from workflows.values import Instance, Step, Task, Waiting

Ids = Collection[str] | Select[tuple[str]] | None
INSTANCE_COLUMNS = [column for column in t.instance.c if column.name not in ("state", "sha256")]
TASK_COLUMNS = tuple(str(column.name) for column in t.task.c if column.name != "words")
_ONE_TASK = [t.task.c[name] for name in TASK_COLUMNS]
_task_values = Unbundled(_ONE_TASK)
_TASK = Statement(select(Bundle(*_ONE_TASK)).where(t.task.c.id == bindparam("task")))


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
    apart: box.Apart | None = None,
    sort: box.Sort = "due",
    limit: int = 25,
    offset: int = 0,
    of: int | Facets | None = None,
) -> list[Task]:
    """Tasks in one statement. A filter that is None does not filter; empty `parties` finds nothing.

    `instance`: one id or several. `only` and `without`: task ids, or a SELECT of them (what somebody has put aside).
    `apart`: of these parties, the lane whose tasks are left out. `of`: how many the same filters find, or the facets
    of the same parties, if known: then the last page is as quick as the first, and with facets every page by deadline.
    """
    in_days = of.by_day(process, step, due_before) if isinstance(of, Facets) and sort == "due" and not search else None
    many = of.count(process=process, step=step, soon=due_before is not None) if isinstance(of, Facets) else of
    rows = box.cut(limit, offset, many, in_days)
    if rows.limit == 0:
        return []
    if parties and _in_box(parties, instance, status, kind, only):
        given, more = _given(process, step, search, due_before, without)
        sorted_too = session.get_bind().dialect.name == "postgresql"
        query, values = box.page(parties, apart or {}, given, sort, rows, each_sorted=sorted_too, more=more)
    else:
        where = _where(parties, instance, status, process, step, kind, search, due_before, only, without, apart)
        query = select(t.task).where(*where).order_by(*box.order(sort, backward=rows.backward))
        query, values = query.limit(rows.limit).offset(rows.offset), {}
    found = [task_of(row._mapping) for row in session.execute(query, values)]
    return found[::-1] if rows.backward else found


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
    apart: box.Apart | None = None,
) -> int:
    """How many tasks the same filters of `tasks` find."""
    if parties and _listed(instance, status, kind, only):
        if box.pattern(search) is None and (due_before is None or counts.whole_days(due_before)):
            narrow: dict[str, Any] = {"process": process, "step": step, "due_before": due_before, "without": without}
            return count_open(session, parties, apart, **narrow)
        if len(parties) <= box.MOST_PARTIES:
            given, more = _given(process, step, search, due_before, without)
            query, values = box.count(parties, apart or {}, given, more)
            return int(session.scalar(query, values) or 0)
    where = _where(parties, instance, status, process, step, kind, search, due_before, only, without, apart)
    return session.scalar(select(func.count()).select_from(t.task).where(*where)) or 0


def task(session: Session, task_id: str) -> Task:
    """One task, whatever its status; NotFound."""
    told = _TASK.send(session.connection(), {"task": task_id}).scalar()
    if told is None:
        raise NotFound("Tugas tidak ditemukan.")
    return task_of(dict(zip(TASK_COLUMNS, _task_values(told), strict=True)))


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
    return [_step(row) for row in rows]


def last_step(session: Session, instance_id: str) -> Step | None:
    """The newest line of an instance's history."""
    query: Select[Any] = select(t.history).where(t.history.c.instance_id == instance_id)
    row = session.execute(query.order_by(t.history.c.seq.desc()).limit(1)).first()
    return _step(row) if row is not None else None


def _step(row: Any) -> Step:
    names = ("seq", "at", "element", "name", "kind", "lane", "by", "on_behalf_of", "what")
    return Step(facts=codec.loads(row.facts), **{name: getattr(row, name) for name in names})


def waits(session: Session, instance_id: str, *, limit: int = 50) -> list[Waiting]:
    """The timers, messages and signals an instance waits for, the first due first; what has no moment comes last."""
    column = t.wait.c
    query = select(column.element, column.due_at, column.message, column.key, column.signal).where(
        column.instance_id == instance_id
    )
    rows = session.execute(query.order_by(column.due_at.is_(None), column.due_at, column.element).limit(limit))
    return [Waiting(*row) for row in rows]


def task_of(columns: Mapping[Any, Any]) -> Task:
    """The value of a wf_task row, its columns by name."""
    values = {name: value for name, value in columns.items() if name != "words"}
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


def _in_box(parties: Collection[str], instance: Any, status: str | None, kind: str | None, only: Ids) -> bool:
    return _listed(instance, status, kind, only) and len(parties) <= box.MOST_WALKS


def _listed(instance: Any, status: str | None, kind: str | None, only: Ids) -> bool:
    return instance is None and only is None and (status, kind) == ("open", "user")


def _given(
    process: str | None, step: str | None, search: str | None, due_before: datetime | None, without: Ids
) -> tuple[dict[str, Any], tuple[ColumnElement[bool], ...]]:
    """What narrows a list by name, and what cannot be named: a SELECT of ids."""
    given = {"process": process, "step": step, "search": box.pattern(search), "due_before": due_before}
    if isinstance(without, Select):
        return given, (t.task.c.id.not_in(without),)
    return given | {"without": sorted(without) if without else None}, ()


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
    apart: box.Apart | None = None,
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
    for party, lane in (apart or {}).items():
        where.append(or_(column.owner != party, column.lane != lane))
    if search and search.strip():
        where.append(column.words.contains(search.strip().lower(), autoescape=True))
    if due_before is not None:
        where.append(column.due_at < due_before)
    return where
