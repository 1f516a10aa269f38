"""Loading an instance under lock, and writing a plan: a handful of statements, however long the history is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session

from workflows import codec
from workflows import tables as t
from workflows.catalogue import lane_key
from workflows.definitions import compiled
from workflows.errors import NotReady
from workflows.plan import OPEN, Plan
from workflows.run import Done, Run
from workflows.store import instance_of, task_of
from workflows.values import Advance, Instance, Task


def lock(session: Session, instance_id: Any, *, skip_locked: bool = False) -> Row[Any] | None:
    """The instance's row, locked on PostgreSQL until the transaction ends; None if absent (or skipped)."""
    query = select(t.instance).where(t.instance.c.id == instance_id).with_for_update(skip_locked=skip_locked)
    return session.execute(query).first()


def open_tasks(session: Session, instance_id: str, also: str | None = None) -> dict[str, Task]:
    """The instance's open tasks by id, and the task `also` whatever its status."""
    wanted = t.task.c.status == OPEN
    if also is not None:
        wanted |= t.task.c.id == also
    query = select(t.task).where(t.task.c.instance_id == instance_id, wanted)
    return {row.id: task_of(row) for row in session.execute(query)}


def load(session: Session, row: Row[Any]) -> Run:
    """Bring an instance into memory."""
    spec = compiled(session, row.process, row.version, row.sha256)
    return Run.load(spec, row.state, codec.loads(row.facts), row.business_key)


def create(session: Session, plan: Plan) -> Advance:
    """Write the first advance of a new instance; IntegrityError if its business key is running."""
    session.execute(insert(t.instance).values(**vars(plan.row) | plan.values))
    return _write_rest(session, plan)


def write(session: Session, plan: Plan) -> Advance:
    """Write an advance; NotReady if somebody else saved the instance in between."""
    row = plan.row
    mine = (t.instance.c.id == row.id, t.instance.c.ver == row.ver)
    done = session.execute(update(t.instance).where(*mine).values(plan.values))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise NotReady(plan.ended)
    return _write_rest(session, plan)


def merged(row: Any, values: Mapping[str, Any]) -> Instance:
    """The instance's value after its row took these columns."""
    columns = vars(row) if isinstance(row, SimpleNamespace) else dict(row._mapping)
    return instance_of(SimpleNamespace(**{**columns, **values}))


def write_history(session: Session, instance_id: str, after: int, lines: Sequence[Done], moment: datetime) -> None:
    """Append lines numbered from after + 1."""
    rows = [
        {
            "instance_id": instance_id,
            "seq": after + number,
            "at": moment,
            "element": line.element,
            "name": line.name[:200],
            "kind": line.kind,
            "lane": lane_key(line.lane),
            "by": line.by,
            "on_behalf_of": line.on_behalf_of,
            "facts": codec.dumps(line.facts),
            "what": line.what,
        }
        for number, line in enumerate(lines, 1)
    ]
    if rows:
        session.execute(insert(t.history), rows)


def _write_rest(session: Session, plan: Plan) -> Advance:
    row, moment = plan.row, plan.moment
    write_history(session, row.id, row.steps, plan.lines, moment)
    if plan.ended is not None:
        by = {"ended_by": plan.ended.ended_by, "on_behalf_of": plan.ended.on_behalf_of}
        session.execute(_end([plan.ended]).values(**by))
    if plan.gone:
        session.execute(_end(plan.gone))
    if plan.fresh:
        session.execute(insert(t.task), [_task_row(task) for task in plan.fresh])
    if plan.waits_gone:
        gone = t.wait.c.task_id.in_(plan.waits_gone)
        session.execute(delete(t.wait).where(t.wait.c.instance_id == row.id, gone))
    if plan.waits_fresh:
        session.execute(insert(t.wait), [_wait_row(row.id, wait) for wait in plan.waits_fresh])
    if plan.outbox:
        common = {"sent_by": row.id, "sent_at": moment, "delivered": False}
        rows = [{"name": name, "key": key, "facts": codec.dumps(facts), **common} for name, key, facts in plan.outbox]
        session.execute(insert(t.message), rows)
    ended = (plan.ended,) if plan.ended else ()
    return Advance(merged(row, plan.values), plan.fresh, (*ended, *plan.gone))


def _end(tasks: Sequence[Task]) -> Any:
    where = t.task.c.id.in_([task.id for task in tasks])
    return update(t.task).where(where).values(status=tasks[0].status, ended_at=tasks[0].ended_at)


def _task_row(task: Task) -> dict[str, Any]:
    row = {column.name: getattr(task, column.name) for column in t.task.c}
    return row | {"properties": codec.dumps(task.properties), "arguments": codec.dumps(task.arguments)}


def _wait_row(instance_id: str, wait: Any) -> dict[str, Any]:
    columns = {name: getattr(wait, name) for name in ("task_id", "element", "due_at", "message", "key")}
    return {"instance_id": instance_id, **columns}
