"""The engine's tables. JSON is kept as text, never jsonb: the order of keys in a saved state matters."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from workflows.types import Waktu

metadata = MetaData()
# Everything a list of open tasks filters and sorts by, so that the list is read from an index alone.
_OPEN_USER = text("status = 'open' AND kind = 'user'")


def _box(name: str, *columns: str) -> Index:
    # The condition's own columns too: without them SQLite does not see that the index has all it needs.
    return Index(name, "owner", *columns, "status", "kind", sqlite_where=_OPEN_USER, postgresql_where=_OPEN_USER)


_WORDLESS = text("words = ''")
_FAILED = text("status = 'incident'")
_DELEGATED = text("delegated_by IS NOT NULL AND status = 'open'")
_PARKED = text("status = 'open' AND kind = 'external' AND note IS NOT NULL")
FAILED = text("wf_instance.status = 'incident'")
PARKED = text("wf_task.status = 'open' AND wf_task.kind = 'external' AND wf_task.note IS NOT NULL")
"""What stands still; written as the partial indexes are, or they are not used."""
DELEGATED = text("wf_task.delegated_by IS NOT NULL AND wf_task.status = 'open'")
"""What somebody does for another just now; the same is true of it."""

definition = Table(
    "wf_definition",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("xml", LargeBinary, nullable=False),
    Column("decisions", Text, nullable=False),
    Column("called", Text, nullable=False),
    Column("lanes", Text, nullable=False),
    Column("published_by", String(100)),
    Column("published_at", Waktu, nullable=False),
)

instance = Table(
    "wf_instance",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("process", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("business_key", String(200), nullable=False),
    Column("title", String(300), nullable=False),
    Column("status", String(10), nullable=False),
    Column("parties", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("waiting", Text, nullable=False),
    Column("state", Text, nullable=False),
    # The form of `state` (codec.FORMAT): a node of the release before finds its own work past what it cannot read.
    Column("form", Integer, nullable=False, server_default="1"),
    Column("ver", Integer, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("started_at", Waktu, nullable=False),
    Column("ended_at", Waktu),
    Column("retry_at", Waktu),
    Column("incident", Text),
    Index(
        "ux_wf_instance_running",
        "process",
        "business_key",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("ix_wf_instance_business_key", "business_key"),
    Index("ix_wf_instance_process", "process", "version", "status"),
    Index("ix_wf_instance_started", "started_at"),
    Index("ix_wf_instance_failed", "retry_at", "id", sqlite_where=_FAILED, postgresql_where=_FAILED),
)

task = Table(
    "wf_task",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("instance_id", String(32), nullable=False),
    Column("process", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("business_key", String(200), nullable=False),
    Column("title", String(300), nullable=False),
    Column("step", String(128), nullable=False),
    Column("element", String(128), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("owner", String(100), nullable=False),
    Column("claimed_by", String(100)),
    Column("claimed_at", Waktu),
    Column("created_at", Waktu, nullable=False),
    Column("due_at", Waktu),
    Column("priority", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("ended_at", Waktu),
    Column("ended_by", String(100)),
    Column("on_behalf_of", String(100)),
    Column("delegated_by", String(100)),
    Column("note", Text),
    Column("retry_at", Waktu),
    Column("properties", Text, nullable=False),
    Column("operation", String(128)),
    Column("arguments", Text, nullable=False),
    # What it is found by and sorted by as text: title, name and business key in small letters (box.words).
    Column("words", Text, nullable=False, server_default=""),
    _box("ix_wf_task_box_due", "due_at", "created_at", "id", "process", "step", "words"),
    _box("ix_wf_task_box_received", "created_at", "id", "due_at", "process", "step", "words"),
    _box("ix_wf_task_box_name", "words", "id", "due_at", "created_at", "process", "step"),
    _box("ix_wf_task_box_step", "step", "process", "due_at", "created_at", "id", "words"),
    # Whatever its status. Without the status: completing then moves no entry, and lists of open tasks do not take it.
    Index("ix_wf_task_owner", "owner", "created_at", "id"),
    Index("ix_wf_task_instance", "instance_id", "status"),
    # Empty in the state that a node of an older release writes during an upgrade: the worker's beat fills them in.
    Index("ix_wf_task_wordless", "id", sqlite_where=_WORDLESS, postgresql_where=_WORDLESS),
    Index("ix_wf_task_parked", "created_at", "id", sqlite_where=_PARKED, postgresql_where=_PARKED),
    Index("ix_wf_task_delegate", "owner", "instance_id", sqlite_where=_DELEGATED, postgresql_where=_DELEGATED),
    Index("ix_wf_task_delegated", "delegated_by", "id", sqlite_where=_DELEGATED, postgresql_where=_DELEGATED),
    Index("ix_wf_task_due", "due_at", "instance_id", sqlite_where=_OPEN_USER, postgresql_where=_OPEN_USER),
)

# What an instance waits for besides people and jobs: a moment (due_at), a message (message and key) or a signal.
wait = Table(
    "wf_wait",
    metadata,
    Column("instance_id", String(32), primary_key=True),
    Column("task_id", String(32), primary_key=True),
    Column("element", String(128), primary_key=True),
    Column("due_at", Waktu),
    Column("message", String(128)),
    Column("key", String(200)),
    Column("signal", String(128)),
    Index("ix_wf_wait_due", "due_at", "instance_id"),
    Index("ix_wf_wait_message", "message", "key"),
    Index("ix_wf_wait_signal", "signal"),
)

# Processes that take no new instances for now.
suspension = Table(
    "wf_suspension",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("by", String(100), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Waktu, nullable=False),
)

# An instance before it went to another version, so that it can go back. `ver` and `steps`: of the instance right after.
migration = Table(
    "wf_migration",
    metadata,
    Column("instance_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Waktu, nullable=False),
    Column("from_version", Integer, nullable=False),
    Column("to_version", Integer, nullable=False),
    Column("mapping", Text, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("saved", Text, nullable=False),
)

# `wanted`: an event waits for it, so the next tick delivers it. What nobody waits for (yet) costs no tick anything.
message = Table(
    "wf_message",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(128), nullable=False),
    Column("key", String(200), nullable=False),
    Column("facts", Text, nullable=False),
    Column("sent_by", String(32), nullable=False),
    Column("sent_at", Waktu, nullable=False),
    Column("wanted", Boolean, nullable=False),
    Column("delivered", Boolean, nullable=False),
    Column("delivered_to", String(32)),
    Column("delivered_at", Waktu),
    # Of one that should start a process and could not: why, and when it is tried again.
    Column("incident", Text),
    Column("retry_at", Waktu),
    Index("ix_wf_message_open", "delivered", "name", "key"),
    Index("ix_wf_message_wanted", "wanted"),
)

# A signal on its way to one event that waited for it when it was thrown; gone once that instance has been woken.
signal = Table(
    "wf_signal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("instance_id", String(32), nullable=False),
    Column("task_id", String(32), nullable=False),
    Column("element", String(128), nullable=False),
    Column("name", String(128), nullable=False),
    Column("facts", Text, nullable=False),
    Column("sent_by", String(32), nullable=False),
    Column("sent_at", Waktu, nullable=False),
    Index("ix_wf_signal_instance", "instance_id"),
)

# When a process starts by itself: its newest version's timer. `next_at` is empty once there is no further moment.
schedule = Table(
    "wf_schedule",
    metadata,
    Column("process", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("element", String(128), nullable=False),
    Column("rhythm", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("key", Text),
    Column("next_at", Waktu),
    Column("retry_at", Waktu),
    Column("incident", Text),
    Column("last_at", Waktu),
    Column("last_instance", String(32)),
    Index("ix_wf_schedule_due", "next_at"),
)

# Which message starts a process: its newest version's start event. Messages sent before `since` start nothing.
opening = Table(
    "wf_opening",
    metadata,
    Column("process", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("element", String(128), nullable=False),
    Column("message", String(128), nullable=False),
    Column("parties", Text, nullable=False),
    Column("since", Waktu, nullable=False),
    UniqueConstraint("message"),
)

history = Table(
    "wf_history",
    metadata,
    Column("instance_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Waktu, nullable=False),
    Column("element", String(128), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("by", String(100)),
    Column("on_behalf_of", String(100)),
    Column("facts", Text, nullable=False),
    Column("what", String(12), nullable=False),
)
