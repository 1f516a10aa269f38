"""Starting what nobody starts: what the clock has made due (workflows.schedule says what and why), and what a message
asks for (workflows.opening)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from workflows import clock, codec, engine, expressions, opening, suspension
from workflows import tables as t
from workflows.cycles import Rhythm
from workflows.errors import AlreadyRunning, NotFound, NotPossible, WorkflowError
from workflows.schedule import may
from workflows.starts import failed_starts
from workflows.values import Advance, Due

RETRY_AFTER = timedelta(hours=1)
MAX_KEY = 150


@dataclass(frozen=True, slots=True)
class Begun:
    """What came of a due start: an instance, or the reason why there is none (tried again after an hour)."""

    process: str
    advance: Advance | None = None
    incident: str | None = None


def begin(session: Session, due: Due, now: datetime | None = None) -> Begun | None:
    """Start the instance of a moment that has come (all that were missed as one), or of a message. None: in other
    hands, or not due."""
    with clock.at(now) as moment:
        return _for_message(session, due, moment) if due.message else _by_clock(session, due, moment)


def begin_again(session: Session, process: str, now: datetime | None = None) -> Begun:
    """Try at once the start that the clock could not make. NotFound where the clock starts no such process; NotPossible
    where none has failed; Suspended while it is on hold."""
    with clock.at(now) as moment:
        row = session.execute(select(t.schedule).where(t.schedule.c.process == process).with_for_update()).first()
        if row is None:
            raise NotFound("Proses ini tidak dimulai menurut jadwal.")
        if row.incident is None:
            raise NotPossible("Tidak ada yang gagal pada jadwal ini, jadi tidak ada yang perlu dicoba lagi.")
        suspension.refuse(session, process)
        _set(session, process, retry_at=None)
        return _by_clock(session, Due("", row.version, process=process), moment) or Begun(process)


def begin_letter_again(session: Session, number: int, now: datetime | None = None) -> Begun:
    """Try at once the start that a message asked for. NotFound where none of that number has failed; Suspended while
    the process is on hold."""
    with clock.at(now) as moment:
        (one,) = failed_starts(session, number=number) or (None,)
        if one is None:
            raise NotFound("Pesan ini tidak lagi gagal memulai proses.")
        suspension.refuse(session, one.process)
        _set_message(session, number, retry_at=None)
        return _for_message(session, Due("", 0, process=one.process, message=number), moment) or Begun(one.process)


def put_off(session: Session, due: Due, reason: str, now: datetime | None = None) -> Begun:
    """Not now: `reason` is kept, and the same moment or message tried again after an hour."""
    with clock.at(now) as moment:
        values = {"retry_at": moment + RETRY_AFTER, "incident": reason[:500]}
        if due.message:
            _set_message(session, due.message, **values)
        else:
            _set(session, due.process, **values)
        return Begun(due.process, incident=reason[:500])


def _by_clock(session: Session, due: Due, moment: datetime) -> Begun | None:
    process = due.process
    mine = select(t.schedule).where(t.schedule.c.process == process, t.schedule.c.next_at <= moment, may(moment))
    row = session.execute(mine.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    try:
        with session.begin_nested():
            advance = _start(session, row, moment)
    except AlreadyRunning:
        advance = None  # this moment has had its instance
    except (WorkflowError, ValueError) as error:
        return put_off(session, due, str(error), moment)
    saved = codec.loads(row.rhythm)
    rest = Rhythm.restored(saved).later(moment) if saved else None
    done = {"last_at": moment, "last_instance": advance.instance.id} if advance else {}
    _set(session, process, next_at=rest.due() if rest else None, retry_at=None, incident=None, **done)
    return Begun(process, advance)


def _for_message(session: Session, due: Due, moment: datetime) -> Begun | None:
    opened = opening.listening(session, due.process)
    if opened is None:
        return None
    mine = opening.asking(opened, moment).where(t.message.c.id == due.message)
    row = session.execute(mine.with_for_update(of=t.message, skip_locked=True)).first()
    if row is None:
        return None
    try:
        with session.begin_nested():
            advance = engine.start(
                session,
                row.process,
                lanes=codec.loads(opened.parties),
                facts=codec.loads(row.facts),
                business_key=row.key,
                title=row.key,
                for_message=True,
                now=moment,
            )
    except AlreadyRunning:
        return None  # somebody was first; the message waits until that one has ended, or for an event of it
    except (WorkflowError, ValueError) as error:
        return put_off(session, due, str(error), moment)
    taken = {"delivered": True, "wanted": False, "delivered_to": advance.instance.id, "delivered_at": moment}
    _set_message(session, due.message, **taken, retry_at=None, incident=None)
    return Begun(row.process, advance)


def _start(session: Session, row: Row[Any], moment: datetime) -> Advance:
    local = row.next_at.astimezone(clock.WITA)
    given = {"sekarang": local.isoformat(timespec="seconds")}
    key = str(expressions.evaluate(row.key, {}, given)) if row.key else row.process
    if not 0 < len(key) <= MAX_KEY:
        raise ValueError(f"kunci kosong atau lebih dari {MAX_KEY} huruf")
    return engine.start(
        session,
        row.process,
        lanes=codec.loads(row.parties),
        facts={},
        business_key=f"{key}@{local:%Y-%m-%dT%H:%M}",
        title=f"{local:%Y-%m-%d %H:%M}",
        now=moment,
    )


def _set(session: Session, process: str, **values: Any) -> None:
    session.execute(update(t.schedule).where(t.schedule.c.process == process).values(values))


def _set_message(session: Session, number: int, **values: Any) -> None:
    session.execute(update(t.message).where(t.message.c.id == number).values(values))
