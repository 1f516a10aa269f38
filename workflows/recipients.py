"""Who would receive a message that is sent now: looked up, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import opening
from workflows import tables as t
from workflows.plan import SUSPENDED
from workflows.store import instances
from workflows.values import Instance

MOST = 50


@dataclass(frozen=True, slots=True)
class Recipients:
    """`kind`: an instance that waits takes it ("waits"; the first of `instances`, as long as it is not on hold), it
    starts `process` ("starts"), it is kept because an instance of `process` runs for its key ("runs") or because the
    process takes no new ones ("held"), or nobody knows it ("nobody"); kept, it goes to the first who comes to ask."""

    kind: Literal["waits", "starts", "runs", "held", "nobody"]
    instances: tuple[Instance, ...] = ()
    process: str = ""


def recipients(session: Session, message: str, key: str) -> Recipients:
    """In the order in which the tick asks: who has waited longest, else the process that the message starts."""
    w, i = t.wait.c, t.instance.c
    waiting = (
        select(i.id, i.status)
        .join(t.wait, w.instance_id == i.id)
        .where(w.message == message, w.key == key, i.ended_at.is_(None))
        .order_by(i.started_at, i.id)
        .limit(MOST)
    )
    found = [row.id for row in session.execute(waiting) if row.status != SUSPENDED]
    if found:
        known = {one.id: one for one in instances(session, ids=found, limit=len(found))}
        return Recipients("waits", tuple(known[one] for one in dict.fromkeys(found)))
    process = session.scalar(select(t.opening.c.process).where(t.opening.c.message == message))
    if process is None:
        return Recipients("nobody")
    runs = select(i.id).where(i.process == process, i.business_key == key, i.ended_at.is_(None))
    running = list(session.scalars(runs))
    if running:
        return Recipients("runs", tuple(instances(session, ids=running, limit=len(running))), process)
    return Recipients("starts" if opening.listening(session, process) else "held", (), process)


def message_names(session: Session, limit: int = 200) -> list[str]:
    """Messages that somebody waits for just now, or that start a process."""
    waited = select(t.wait.c.message).where(t.wait.c.message.is_not(None)).distinct().limit(limit)
    return sorted({*session.scalars(waited), *session.scalars(select(t.opening.c.message))})
