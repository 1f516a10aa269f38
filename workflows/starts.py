"""Starts that failed: what the clock or a message should have begun, with why; each tried again by itself, at once by
an operator, or given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, literal, null, select, union_all, update
from sqlalchemy.orm import Session

from workflows import clock, codec
from workflows import tables as t
from workflows.cycles import Rhythm
from workflows.errors import NotFound
from workflows.trouble import Cause

CLOCK, MESSAGE = "jadwal", "pesan"


@dataclass(frozen=True, slots=True)
class FailedStart:
    """`message`: number of the message that asks for it, None where the clock does; `key`: what it carries as its
    business key; `since`: the moment that was due, or when the message was sent."""

    process: str
    message: int | None
    name: str
    key: str
    incident: str
    since: datetime | None
    retry_at: datetime | None


def failed_start_causes(session: Session) -> list[Cause]:
    """By process, what asks for it and what was said; two statements."""
    s, m, o = t.schedule.c, t.message.c, t.opening.c
    clocks = session.execute(select(s.process, s.incident, s.next_at).where(s.incident.is_not(None)))
    found = [Cause(row.process, CLOCK, row.incident, 1, row.next_at) for row in clocks]
    letters = select(o.process, m.incident, func.count(), func.min(m.sent_at)).select_from(t.message)
    letters = letters.join(t.opening, _resting()).group_by(o.process, m.incident)
    return found + [Cause(row[0], MESSAGE, row[1], row[2], row[3]) for row in session.execute(letters)]


def count_failed_starts(session: Session) -> int:
    """How many there are; one statement."""
    clocks = select(func.count().label("n")).select_from(t.schedule).where(t.schedule.c.incident.is_not(None))
    letters = select(func.count().label("n")).select_from(t.message).join(t.opening, _resting())
    return int(session.scalar(select(func.sum(union_all(clocks, letters).subquery().c.n))) or 0)


def failed_starts(
    session: Session,
    *,
    process: str = "",
    step: str | None = None,
    messages: Sequence[str] = (),
    number: int | None = None,
    limit: int = 25,
    offset: int = 0,
) -> list[FailedStart]:
    """Of a process and cause, or the one of that message; the oldest first."""
    s, m, o = t.schedule.c, t.message.c, t.opening.c
    query: Any
    if step == CLOCK:
        query = select(s.process, null(), literal(""), s.process, s.incident, s.next_at, s.retry_at)
        query = query.where(s.incident.is_not(None), s.process == process).order_by(s.process)
        said = s.incident
    else:
        query = select(o.process, m.id, m.name, m.key, m.incident, m.sent_at, m.retry_at).select_from(t.message)
        query = query.join(t.opening, _resting()).order_by(m.id)
        query = query.where(m.id == number if number is not None else o.process == process)
        said = m.incident
    if messages:
        query = query.where(said.in_(messages))
    return [FailedStart(*row) for row in session.execute(query.limit(limit).offset(offset))]


def give_up(session: Session, *, process: str = "", message: int | None = None, now: datetime | None = None) -> None:
    """The message is taken as done, or the moment as past: nothing begins for it. NotFound where it has not failed."""
    with clock.at(now) as moment:
        if message is not None:
            mine = (t.message.c.id == message, t.message.c.delivered.is_(False), t.message.c.incident.is_not(None))
            done: Any = session.execute(update(t.message).where(*mine).values(delivered=True, wanted=False))
            if done.rowcount != 1:
                raise NotFound("Pesan ini tidak lagi gagal memulai proses.")
            return
        of = (t.schedule.c.process == process, t.schedule.c.incident.is_not(None))
        row = session.execute(select(t.schedule).where(*of).with_for_update()).first()
        if row is None:
            raise NotFound("Jadwal ini tidak lagi gagal.")
        saved = codec.loads(row.rhythm)
        rest = Rhythm.restored(saved).later(moment) if saved else None
        values = {"next_at": rest.due() if rest else None, "incident": None, "retry_at": None}
        session.execute(update(t.schedule).where(*of).values(values))


def _resting() -> Any:
    """Of a message and the process it should start."""
    m, o = t.message.c, t.opening.c
    return and_(m.delivered.is_(False), m.name == o.message, m.sent_at >= o.since, m.incident.is_not(None))
