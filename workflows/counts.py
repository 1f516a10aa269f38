"""How many open tasks there are, by party, process, step, lane and day of the deadline, as the database keeps it.

Triggers of wf_task add and take away in the transaction that changes a task, whoever changes it and however: so nothing
is asked of those who write, a node of an older release counts too, and a count is as true as the rows. A group of a
hundred would wait for one another at one row, so on PostgreSQL each connection counts in rows of its own (`slot`: its
process id); no two transactions that run at the same time share one. `fold` adds them up in slot 0 now and then.
SQLite has one writer and so one slot, and drops what has come to nothing by itself.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import DDL, Column, Date, Integer, String, Table, event, text
from sqlalchemy.orm import Session

from workflows import tables as t
from workflows.clock import WITA

NEVER = date(9999, 12, 31)
"""The day of what has no deadline: after all others, as lists have it."""
FOLD = 20_000
"""Rows that one `fold` adds up at most."""

count = Table(
    "wf_task_count",
    t.metadata,
    Column("owner", String(100), primary_key=True),
    Column("process", String(64), primary_key=True),
    Column("step", String(128), primary_key=True),
    Column("lane", String(64), primary_key=True),
    Column("due_day", Date, primary_key=True),  # in WITA, where deadlines end with the day
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": "70"},  # room on each page, so that counting moves no entry of the key
)

_KEY = "owner, process, step, lane, due_day, slot"
_OF = "owner, process, step, lane, due_at, status, kind"
_OPEN = "{of}.status = 'open' AND {of}.kind = 'user'"


def day_sql(dialect: str, of: str) -> str:
    """The expression of the day under which a row of wf_task is counted."""
    if dialect == "sqlite":
        return f"coalesce(date({of}.due_at, '+8 hours'), '{NEVER}')"
    return f"coalesce(timezone(interval '8 hours', {of}.due_at)::date, date '{NEVER}')"


def _sqlite(of: str, change: int) -> str:
    day = day_sql("sqlite", of)
    if change > 0:
        row = f"{of}.owner, {of}.process, {of}.step, {of}.lane, {day}, 0, 1"
        return f"INSERT INTO wf_task_count ({_KEY}, n) VALUES ({row}) ON CONFLICT ({_KEY}) DO UPDATE SET n = n + 1;"
    same = " AND ".join(f"{name} = {of}.{name}" for name in ("owner", "process", "step", "lane"))
    same += f" AND due_day = {day} AND slot = 0"
    return f"UPDATE wf_task_count SET n = n - 1 WHERE {same}; DELETE FROM wf_task_count WHERE {same} AND n = 0;"


def _postgresql(of: str, change: int) -> str:
    day = day_sql("postgresql", of)
    row = f"{of}.owner, {of}.process, {of}.step, {of}.lane, {day}, pg_backend_pid(), {change}"
    return (
        f"INSERT INTO wf_task_count AS c ({_KEY}, n) VALUES ({row}) "
        f"ON CONFLICT ({_KEY}) DO UPDATE SET n = c.n + {change};"
    )


def triggers(dialect: str) -> list[str]:
    """The statements that make a database count."""
    old, new = _OPEN.format(of="OLD"), _OPEN.format(of="NEW")
    if dialect == "sqlite":
        parts = (
            ("opened", "INSERT", new, _sqlite("NEW", 1)),
            ("left", f"UPDATE OF {_OF}", old, _sqlite("OLD", -1)),
            ("came", f"UPDATE OF {_OF}", new, _sqlite("NEW", 1)),
            ("gone", "DELETE", old, _sqlite("OLD", -1)),
        )
        return [
            f"CREATE TRIGGER wf_task_{name} AFTER {what} ON wf_task WHEN {where} BEGIN {does} END"
            for name, what, where, does in parts
        ]
    function = (
        "CREATE FUNCTION wf_task_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' AND {old} THEN {_postgresql('OLD', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' AND {new} THEN {_postgresql('NEW', 1)} END IF; "
        "RETURN NULL; END $$"
    )
    made = (("opened", "INSERT", new), ("changed", f"UPDATE OF {_OF}", f"({old}) OR ({new})"), ("gone", "DELETE", old))
    return [function] + [
        f"CREATE TRIGGER wf_task_{name} AFTER {what} ON wf_task FOR EACH ROW WHEN ({where}) "
        "EXECUTE FUNCTION wf_task_counted()"
        for name, what, where in made
    ]


for _dialect in ("sqlite", "postgresql"):
    for _statement in triggers(_dialect):
        event.listen(count, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))


def day_of(due_at: datetime | None) -> date:
    """The day under which a task with that deadline is counted."""
    return NEVER if due_at is None else due_at.astimezone(WITA).date()


def begins(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time(), WITA).astimezone(UTC)


def whole_days(moment: datetime) -> bool:
    """Whether what is due before that moment is counted by days alone."""
    return begins(day_of(moment)) == moment


def fold(session: Session) -> int:
    """Add up what the connections of PostgreSQL have counted, and drop what has come to nothing; how many rows that
    were. Rows that somebody is counting in just now are left to the next time, so nobody is waited for."""
    if session.get_bind().dialect.name != "postgresql":
        return 0
    folded = session.execute(_ADD_UP, {"most": FOLD}).scalar_one()
    if folded:
        session.execute(_DROP)
    return int(folded)


_SAME = " AND ".join(f"c.{name} = taken.{name}" for name in _KEY.split(", "))
_BY = _KEY.removesuffix(", slot")
_ADD_UP = text(
    f"WITH alone AS (SELECT pg_try_advisory_xact_lock(hashtext('wf_task_count')) AS it), "
    f"taken AS MATERIALIZED (SELECT {_KEY} FROM wf_task_count, alone WHERE alone.it AND slot <> 0 LIMIT :most "
    "FOR UPDATE OF wf_task_count SKIP LOCKED), "
    f"gone AS (DELETE FROM wf_task_count AS c USING taken WHERE {_SAME} RETURNING c.*), "
    f"added AS (INSERT INTO wf_task_count AS c ({_KEY}, n) SELECT {_BY}, 0, sum(n) FROM gone GROUP BY {_BY} "
    f"HAVING sum(n) <> 0 ORDER BY {_BY} ON CONFLICT ({_KEY}) DO UPDATE SET n = c.n + excluded.n) "
    "SELECT count(*) FROM gone"
)
_DROP = text("DELETE FROM wf_task_count WHERE slot = 0 AND n = 0")
