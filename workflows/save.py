"""Loading an instance under lock, and writing a plan: a handful of statements, however long the history is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    Row,
    String,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    insert,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.orm import Session

from workflows import codec, held, rows
from workflows import tables as t
from workflows.bundle import Bundle, Unbundled
from workflows.definitions import compiled
from workflows.errors import NotReady
from workflows.plan import LIVE, Plan
from workflows.run import Done, Run
from workflows.statement import Statement
from workflows.store import TASK_COLUMNS, instance_of, task_of
from workflows.types import Waktu
from workflows.values import Advance, Instance, Task

# Built once: building a statement costs as much as running it on a small table.
_INSTANCE = select(t.instance).where(t.instance.c.id == bindparam("instance"))
_LOCK = _INSTANCE.with_for_update()
_LOCK_IF_FREE = _INSTANCE.with_for_update(skip_locked=True)
# A task and its instance in one question. Both rows are locked: whoever waited is told of both as they are now, but of
# what stands beside them as it was before, so two columns say whether to ask about that (`Found.alone`).
_MINE, _BESIDE, _SEEN = t.task.alias("mine"), t.task.alias("beside"), t.instance.alias("seen")
_INSTANCE_COLUMNS = tuple(str(column.name) for column in t.instance.c)
_SEEN_VERSION = select(_SEEN.c.ver).where(_SEEN.c.id == _MINE.c.instance_id).scalar_subquery()
_ANY_BESIDE = (
    select(literal_column("1"))
    .where(
        _BESIDE.c.instance_id == _MINE.c.instance_id,
        _BESIDE.c.status.in_([literal_column(f"'{status}'") for status in LIVE]),
        _BESIDE.c.id != _MINE.c.id,
    )
    .exists()
)
_BOTH = (*t.instance.c, *(_MINE.c[name] for name in TASK_COLUMNS))
_unbundled = Unbundled(_BOTH)
_WITH_INSTANCE = (
    select(Bundle(*_BOTH, _SEEN_VERSION, _ANY_BESIDE))
    .join_from(_MINE, t.instance, t.instance.c.id == _MINE.c.instance_id)
    .where(_MINE.c.id == bindparam("task"))
)
_OF_TASK = Statement(_WITH_INSTANCE)
_LOCK_OF_TASK = Statement(_WITH_INSTANCE.with_for_update(of=[t.instance, _MINE]))
# Two ways to a task, each along its index: an instance with a long history has many tasks that have ended.
_LIVE = t.task.c.status.in_([literal_column(f"'{status}'") for status in LIVE])
_TASKS = select(t.task).where(
    or_(and_(t.task.c.instance_id == bindparam("instance"), _LIVE), t.task.c.id == bindparam("also"))
)
_LABELS = ("step", "element", "name", "lane", "owner", "delegated_by", "claimed_by", "claimed_at", "due_at", "priority")
_RELABEL = (
    update(t.task)
    .where(t.task.c.id == bindparam("new_id"))
    .values({name: bindparam(f"new_{name}") for name in (*_LABELS, "properties", "words")})
)
_NEW_MESSAGES = insert(t.message)
_WANTED = (
    update(t.message)
    .where(
        t.message.c.delivered.is_(False),
        tuple_(t.message.c.name, t.message.c.key).in_(bindparam("pairs", expanding=True)),
        select(t.wait.c.task_id).where(t.wait.c.message == t.message.c.name, t.wait.c.key == t.message.c.key).exists(),
    )
    .values(wanted=True)
)
_BROADCAST = insert(t.signal).from_select(
    ["instance_id", "task_id", "element", "name", "facts", "sent_by", "sent_at"],
    select(
        *(t.wait.c.instance_id, t.wait.c.task_id, t.wait.c.element, t.wait.c.signal),
        *(cast(bindparam("facts"), Text), cast(bindparam("me"), String), bindparam("moment", type_=Waktu)),
    ).where(
        t.wait.c.signal == bindparam("name"),
        or_(t.wait.c.instance_id != bindparam("me"), t.wait.c.task_id.in_(bindparam("own", expanding=True))),
    ),
)
_QUEUE_UP = text("SELECT pg_advisory_xact_lock(hashtextextended(pair, 0)) FROM unnest(CAST(:pairs AS text[])) AS pair")


def lock(session: Session, instance_id: str, *, skip_locked: bool = False) -> Row[Any] | None:
    """The instance's row, locked on PostgreSQL until the transaction ends; None if absent (or skipped)."""
    return session.connection().execute(_LOCK_IF_FREE if skip_locked else _LOCK, {"instance": instance_id}).first()


@dataclass(frozen=True, slots=True)
class Found:
    """A task and its instance's row. `alone`: no other task of the instance is open."""

    row: Any
    task: Task
    alone: bool


def of_task(session: Session, task_id: str, *, locked: bool) -> Found | None:
    """A task and its instance as they are now, locked or only looked at; None if there is no such task."""
    if locked and (found := held.kept(session, task_id)) is not None:
        return found  # type: ignore[no-any-return]
    told = (_LOCK_OF_TASK if locked else _OF_TASK).send(session.connection(), {"task": task_id}).scalar()
    if told is None:
        return None
    values, end = _unbundled(told), len(_INSTANCE_COLUMNS)
    row = SimpleNamespace(**dict(zip(_INSTANCE_COLUMNS, values[:end], strict=True)))
    task = task_of(dict(zip(TASK_COLUMNS, values[end:-2], strict=True)))
    seen, beside = values[-2:]
    found = Found(row, task, seen == row.ver and not beside)
    if locked:
        held.keep(session, task_id, found)
    return found


def tasks_with(session: Session, found: Found) -> dict[str, Task]:
    """Its instance's open (or suspended) tasks by id, and the task itself whatever its status."""
    if found.alone:
        return {found.task.id: found.task}
    return open_tasks(session, found.row.id, also=found.task.id)


def open_tasks(session: Session, instance_id: str, also: str = "") -> dict[str, Task]:
    """The instance's open (or suspended) tasks by id, and the task `also` whatever its status."""
    found = session.connection().execute(_TASKS, {"instance": instance_id, "also": also})
    return {row.id: task_of(row._mapping) for row in found}


def load(session: Session, row: Row[Any]) -> Run:
    """Bring an instance into memory."""
    spec = compiled(session, row.process, row.version, row.sha256)
    return Run.load(spec, row.state, codec.loads(row.facts), row.business_key)


def create(session: Session, plan: Plan) -> Advance:
    """Write the first advance of a new instance; IntegrityError if its business key is running."""
    rows.send(session, rows.of(plan), new=vars(plan.row))
    return _write_rest(session, plan)


def write(session: Session, plan: Plan) -> Advance:
    """Write an advance; NotReady if somebody else saved the instance in between."""
    held.forget(session)
    if not rows.send(session, rows.of(plan)):
        raise NotReady(None)
    return _write_rest(session, plan)


def touch(
    session: Session, row: Row[Any], values: Mapping[str, Any], lines: Sequence[Done], moment: datetime
) -> Advance:
    """Change columns of an instance without moving it; NotReady if somebody else saved it in between."""
    changed = {**values, "ver": row.ver + 1, "steps": row.steps + len(lines)}
    mine = (t.instance.c.id == row.id, t.instance.c.ver == row.ver)
    done = session.execute(update(t.instance).where(*mine).values(changed))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise NotReady(None)
    write_history(session, row.id, row.steps, lines, moment)
    return Advance(merged(row, changed))


def add_waits(session: Session, instance_id: str, waits: Sequence[Any]) -> None:
    """Write what an instance waits for, and find the messages that have come for it."""
    if waits:
        session.execute(rows.NEW_WAITS, [rows.wait_of(instance_id, wait) for wait in waits])
    _meet(session, {(wait.message, wait.key or "") for wait in waits if wait.message})


def replace_waits(session: Session, instance_id: str, waits: Sequence[Any]) -> None:
    """What an instance waits for, in place of what is written."""
    session.execute(delete(t.wait).where(t.wait.c.instance_id == instance_id))
    add_waits(session, instance_id, waits)


def relabel(session: Session, instance_id: str, version: int, tasks: Sequence[Task]) -> None:
    """Its open tasks are of this version, and these are called, held and due otherwise."""
    mine = (t.task.c.instance_id == instance_id, t.task.c.status.in_(LIVE))
    session.execute(update(t.task).where(*mine).values(version=version))
    if tasks:
        session.execute(
            _RELABEL, [{f"new_{name}": value for name, value in rows.task_of(one).items()} for one in tasks]
        )


def post(session: Session, name: str, key: str, facts: Mapping[str, Any], sent_by: str, moment: datetime) -> None:
    """Write one message that no step sends, and find whether an event waits for it."""
    sent = {"sent_by": sent_by, "sent_at": moment, "delivered": False, "wanted": False}
    session.execute(_NEW_MESSAGES, [{"name": name, "key": key, "facts": codec.dumps(facts), **sent}])
    _meet(session, {(name, key)})


def merged(row: Any, values: Mapping[str, Any]) -> Instance:
    """The instance's value after its row took these columns."""
    columns = vars(row) if isinstance(row, SimpleNamespace) else dict(row._mapping)
    return instance_of(SimpleNamespace(**{**columns, **values}))


def write_history(session: Session, instance_id: str, after: int, lines: Sequence[Done], moment: datetime) -> None:
    """Append lines numbered from after + 1. All that changes an instance and is no advance comes by here."""
    held.forget(session)
    if lines:
        session.execute(rows.NEW_LINES, rows.lines_of(instance_id, after, lines, moment))


def _write_rest(session: Session, plan: Plan) -> Advance:
    """What few advances have: tasks taken back, messages and signals."""
    row, moment = plan.row, plan.moment
    if plan.gone:
        session.execute(rows.END, [rows.end_of(task) for task in plan.gone])
    if plan.outbox:
        common = {"sent_by": row.id, "sent_at": moment, "delivered": False, "wanted": False}
        sent = [{"name": name, "key": key, "facts": codec.dumps(facts), **common} for name, key, facts in plan.outbox]
        session.execute(_NEW_MESSAGES, sent)
    for one in plan.signals:  # whoever waits for it now; in this instance, who waited when it was thrown
        given = {"name": one.name, "facts": codec.dumps(one.facts), "own": one.own}
        session.execute(_BROADCAST, {**given, "me": row.id, "moment": moment})
    _meet(session, {(w.message, w.key or "") for w in plan.waits_fresh if w.message} | {box[:2] for box in plan.outbox})
    ended = (plan.ended,) if plan.ended else ()
    decided = tuple(line.decided for line in plan.lines if line.decided is not None)
    return Advance(merged(row, plan.values), plan.fresh, (*ended, *plan.gone), decided=decided, kept=plan.kept)


def _meet(session: Session, pairs: set[tuple[str, str]]) -> None:
    """Mark the messages that an event now waits for. On PostgreSQL a sender and a waiter of the same moment queue up,
    so that the second sees the first."""
    if not pairs:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_QUEUE_UP, {"pairs": sorted(f"{name} {key}" for name, key in pairs)})
    session.execute(_WANTED, {"pairs": sorted(pairs)})
