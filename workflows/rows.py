"""The rows every advance writes: the instance, its history, the task that ended, tasks and waits that are new.

PostgreSQL gets all of them in one statement, so that the network is crossed once; for SQLite, which is in this process,
plain statements are the quickest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Table, bindparam, delete, insert, text, update
from sqlalchemy.orm import Session

from workflows import box, codec
from workflows import tables as t
from workflows.catalogue import lane_key
from workflows.plan import Plan
from workflows.run import Done, Wait
from workflows.statement import Statement
from workflows.values import Task

Row = Mapping[str, Any]
SAVED = ("status", "facts", "waiting", "state", "ver", "steps", "ended_at", "retry_at", "incident", "form")
_TASK = tuple(str(column.name) for column in t.task.c if column.name not in ("properties", "arguments", "words"))

# Built once: building a statement costs as much as running it on a small table.
NEW_LINES, NEW_WAITS = insert(t.history), insert(t.wait)
_EACH_LINE, _EACH_WAIT = Statement(NEW_LINES), Statement(NEW_WAITS)
_NEW_INSTANCE, _NEW_TASKS = Statement(insert(t.instance)), Statement(insert(t.task))
_SAVE = Statement(
    update(t.instance)
    .where(t.instance.c.id == bindparam("instance"), t.instance.c.ver == bindparam("was"))
    .values({name: bindparam(name) for name in SAVED})
)
END = (
    update(t.task)
    .where(t.task.c.id == bindparam("task"))
    .values({name: bindparam(f"task_{name}") for name in ("status", "ended_at", "ended_by", "on_behalf_of")})
)
_END = Statement(END)
_DROP_WAIT = Statement(
    delete(t.wait).where(t.wait.c.instance_id == bindparam("instance"), t.wait.c.task_id == bindparam("waiting_task"))
)


@dataclass(frozen=True, slots=True)
class Rows:
    """`instance`: its columns, all of them if it is new. `was`: the version it had. `ended`: what END takes."""

    instance: Row
    id: str
    was: int
    lines: Sequence[Row]
    ended: Row | None
    tasks: Sequence[Row]
    waits_gone: Sequence[str]
    waits: Sequence[Row]


def of(plan: Plan) -> Rows:
    """The rows of a plan."""
    row = plan.row
    return Rows(
        instance=plan.values,
        id=row.id,
        was=row.ver,
        lines=lines_of(row.id, row.steps, plan.lines, plan.moment),
        ended=end_of(plan.ended) if plan.ended is not None else None,
        tasks=[task_of(task) for task in plan.fresh],
        waits_gone=plan.waits_gone,
        waits=[wait_of(row.id, wait) for wait in plan.waits_fresh],
    )


def lines_of(instance_id: str, after: int, lines: Sequence[Done], moment: datetime) -> list[Row]:
    """Lines of the history, numbered from after + 1."""
    return [
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


def task_of(task: Task) -> dict[str, Any]:
    """A task of the worklist."""
    row = {name: getattr(task, name) for name in _TASK}
    row["properties"] = codec.dumps(task.properties)
    row["arguments"] = codec.dumps(task.arguments)
    row["words"] = box.words(task.title, task.name, task.business_key)
    return row


def end_of(task: Task) -> Row:
    """What END takes for a task that has ended."""
    return {
        "task": task.id,
        "task_status": task.status,
        "task_ended_at": task.ended_at,
        "task_ended_by": task.ended_by,
        "task_on_behalf_of": task.on_behalf_of,
    }


def wait_of(instance_id: str, wait: Wait) -> Row:
    """A moment, a message or a signal that is waited for."""
    return {
        "instance_id": instance_id,
        "task_id": wait.task_id,
        "element": wait.element,
        "due_at": wait.due_at,
        "message": wait.message,
        "key": wait.key,
        "signal": wait.signal,
    }


def send(session: Session, rows: Rows, *, new: Mapping[str, Any] | None = None) -> bool:
    """Write them; False, and nothing written, if the instance has another version by now.

    `new`: the other columns of an instance that begins; IntegrityError if its business key is running.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        return _at_once(connection, rows, new)
    return _one_by_one(connection, rows, new)


def _one_by_one(connection: Connection, rows: Rows, new: Row | None) -> bool:
    if new is not None:
        _NEW_INSTANCE.send(connection, {**new, **rows.instance})
    elif _SAVE.send(connection, {**rows.instance, "instance": rows.id, "was": rows.was}).rowcount != 1:
        return False
    if rows.lines:
        _EACH_LINE.send(connection, rows.lines)
    if rows.ended is not None:
        _END.send(connection, rows.ended)
    if rows.tasks:
        _NEW_TASKS.send(connection, rows.tasks)
    if rows.waits_gone:
        _DROP_WAIT.send(connection, [{"instance": rows.id, "waiting_task": task} for task in rows.waits_gone])
    if rows.waits:
        _EACH_WAIT.send(connection, rows.waits)
    return True


def _at_once(connection: Connection, rows: Rows, new: Row | None) -> bool:
    gone = list(rows.waits_gone)
    if any(wait["task_id"] in gone for wait in rows.waits):  # a row cannot go and come back in one statement
        _DROP_WAIT.send(connection, [{"instance": rows.id, "waiting_task": task} for task in gone])
        gone = []
    given = {
        "instance": rows.id,
        "lines": _json(rows.lines),
        "tasks": _json(rows.tasks),
        "gone": gone,
        "waits": _json(rows.waits),
        **(rows.ended or _NOTHING),
    }
    if new is not None:
        _BEGIN_AT_ONCE.send(connection, {"row": _json({**new, **rows.instance}), **given})
        return True
    return bool(_SAVE_AT_ONCE.send(connection, {**rows.instance, "was": rows.was, **given}).scalar())


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _names(table: Table, of: str = "") -> str:
    return ", ".join(f'{of}"{column.name}"' for column in table.c)


def _inserted(table: Table, given: str) -> str:
    """Rows of JSON; nothing where the instance was not saved."""
    return (
        f"(INSERT INTO {table.name} ({_names(table)}) SELECT {_names(table, 'one.')} FROM saved, "
        f"json_populate_recordset(CAST(NULL AS {table.name}), CAST(:{given} AS json)) AS one)"
    )


def _statement(saved: str) -> Statement:
    ended = ", ".join(f"{name} = :task_{name}" for name in ("status", "ended_at", "ended_by", "on_behalf_of"))
    words = (
        f"WITH saved AS ({saved} RETURNING id), "
        f"written AS {_inserted(t.history, 'lines')}, "
        f"ended AS (UPDATE wf_task SET {ended} FROM saved WHERE wf_task.id = :task), "
        f"opened AS {_inserted(t.task, 'tasks')}, "
        "gone AS (DELETE FROM wf_wait USING saved WHERE instance_id = saved.id AND task_id = ANY(:gone)), "
        f"waiting AS {_inserted(t.wait, 'waits')} "
        "SELECT count(*) FROM saved"
    )
    return Statement(text(words))


_NOTHING: Row = {f"task_{name}": None for name in ("status", "ended_at", "ended_by", "on_behalf_of")} | {"task": ""}
_SAVE_AT_ONCE = _statement(
    f"UPDATE wf_instance SET {', '.join(f'{name} = :{name}' for name in SAVED)} WHERE id = :instance AND ver = :was"
)
_BEGIN_AT_ONCE = _statement(
    f"INSERT INTO wf_instance ({_names(t.instance)}) SELECT {_names(t.instance, 'one.')} "
    "FROM json_populate_record(CAST(NULL AS wf_instance), CAST(:row AS json)) AS one"
)
