"""What an operation would do: done for once and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import tables as t
from workflows.errors import Incident, StepLimit
from workflows.store import instance as read_instance
from workflows.values import Advance


def foresee(session: Session, verb: Callable[..., Advance], *args: Any, **kwargs: Any) -> Advance:
    """The advance `verb(session, *args, **kwargs)` would make; nothing of it is kept. Its refusals are raised.

    What would fail is in `incidents`. It runs in a savepoint, so the session must be in a transaction that may write:
    on SQLite it holds the writer's lock, on PostgreSQL the instance's row until that transaction ends.
    """
    nested = session.begin_nested()
    try:
        return verb(session, *args, **kwargs)
    except (Incident, StepLimit) as error:
        failed = error
    finally:
        if nested.is_active:
            nested.rollback()
    return Advance(read_instance(session, _instance_id(session, str(args[0]))), incidents=(failed,))


def _instance_id(session: Session, id: str) -> str:
    """The instance an operation is about: named itself, or by one of its tasks."""
    return session.scalar(select(t.task.c.instance_id).where(t.task.c.id == id)) or id
