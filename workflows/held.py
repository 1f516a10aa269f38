"""The task this transaction has locked and read: who holds it and then completes it asks once.

It is true until the transaction ends, because nobody else can change it meanwhile, or until we change it ourselves.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

_KEY = "workflows.held"


def keep(session: Session, task_id: str, found: Any) -> None:
    """Remember what was read under lock."""
    session.info[_KEY] = (_now_in(session), task_id, found)


def kept(session: Session, task_id: str) -> Any | None:
    """What was read under lock in this very transaction; None if it must be asked."""
    within, of, found = session.info.get(_KEY, (None, "", None))
    return found if of == task_id and within is not None and within is _now_in(session) else None


def forget(session: Session) -> None:
    """We change a task or its instance."""
    session.info.pop(_KEY, None)


def _now_in(session: Session) -> Any:
    """The transaction, or the savepoint: a lock taken in one goes with it."""
    connection = session.connection()
    return connection.get_nested_transaction() or connection.get_transaction()
