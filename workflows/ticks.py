"""What moves without anybody: timers that are due and messages between instances. The worker calls this.

`pending` looks, `wake` moves one: a caller that gives each instance a transaction of its own loses nothing of the
others when one fails (`fail` puts that one aside). `tick` does both in the caller's one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import Row, and_, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workflows import begun, clock, codec, opening, plan, save, schedule
from workflows import tables as t
from workflows.errors import Incident, NewerState, NotReady, StepLimit
from workflows.run import Done, Run
from workflows.values import Advance, Due, Letter

RETRY_AFTER = timedelta(hours=1)
MOST_SIGNALS = 50  # to one instance in one advance


def tick(session: Session, now: datetime | None = None, *, limit: int = 50) -> list[Advance]:
    """Fire due timers and deliver messages, each instance at most once per call.

    A step that fails changes nothing but the instance's status: "incident", tried again after an hour. An instance
    another worker holds is skipped.
    """
    with clock.at(now) as moment:
        advances = [_one(session, one, moment) for one in pending(session, moment, limit)]
    return [advance for advance in advances if advance is not None]


def due(session: Session, now: datetime | None = None, limit: int = 1000) -> int:
    """How many instances `tick` would move now, counted up to about `limit`."""
    return len(pending(session, now, limit))


def _one(session: Session, due: Due, moment: datetime) -> Advance | None:
    if not due.process:
        return wake(session, due, moment)
    made = begun.begin(session, due, moment)
    return made.advance if made else None


def pending(session: Session, now: datetime | None = None, limit: int = 50) -> list[Due]:
    """What is due, at most `limit`, in turns: timers by moment, messages and signals by number. Locks nothing."""
    with clock.at(now) as moment:
        found = (look(session, moment, limit) for look in (_timers, _letters, _signals, schedule.due, opening.due))
        return _in_turns(tuple(found), limit)


def wake(session: Session, due: Due, now: datetime | None = None) -> Advance | None:
    """Move one instance; None if it is in other hands, has moved since the look, or does not want to move.

    A step that fails is written as an incident and tried again after an hour.
    """
    with clock.at(now) as moment:
        row = save.lock(session, due.instance_id, skip_locked=True)
        if row is None or row.ver != due.ver or row.status == plan.SUSPENDED:
            return None
        signals = _thrown_to(session, row.id) if due.signals else []
        if row.ended_at is not None:
            return _passed_by(session, row, signals)
        try:
            return _move(session, row, due.letters, moment, signals=signals)
        except NewerState:  # during an upgrade: a node of that release will move it
            return None


def fail(session: Session, instance_id: str, reason: str, now: datetime | None = None) -> Advance | None:
    """Put an instance aside whose advance could not be kept: an incident, tried again after an hour.

    For a caller whose own part failed after `wake`, in a new transaction. None if somebody holds it, or it
    has ended or is on hold.
    """
    with clock.at(now) as moment:
        row = save.lock(session, instance_id, skip_locked=True)
        if row is None or row.ended_at is not None or row.status == plan.SUSPENDED:
            return None
        return _record_incident(session, row, Incident(row.process, reason), moment)


def _in_turns(kinds: Sequence[Iterable[Due]], limit: int) -> list[Due]:
    """One of each kind after the other, so that thousands of one kind do not hold up another; an instance once."""
    found: dict[tuple[str, str, int], Due] = {}
    for one in chain.from_iterable(zip_longest(*kinds)):
        if one is not None:
            name = (one.instance_id, one.process, one.message)
            found[name] = one if name not in found else found[name].also(one)
    return list(found.values())[:limit]


def again(session: Session, row: Row[Any], line: Done, moment: datetime) -> Advance:
    """Try one instance now, whatever its incident says; `line` is written either way. The caller has locked it."""
    letters = tuple(letter for one in _letters(session, moment, 50, only=row.id) for letter in one.letters)
    advance = _move(session, row, letters, moment, line, _thrown_to(session, row.id))
    if advance is None:
        raise NotReady(None)
    return advance


def _can_move(moment: datetime) -> Any:
    rested = or_(t.instance.c.retry_at.is_(None), t.instance.c.retry_at <= moment)
    ours = t.instance.c.form <= codec.FORMAT  # what a newer release has saved, one of its nodes moves
    return and_(t.instance.c.ended_at.is_(None), t.instance.c.status != plan.SUSPENDED, rested, ours)


def _timers(session: Session, moment: datetime, limit: int) -> Iterator[Due]:
    """Read along the index of moments, as far as the limit: what sleeps is not touched."""
    query = (
        select(t.wait.c.instance_id, t.instance.c.ver)
        .join(t.instance, t.instance.c.id == t.wait.c.instance_id)
        .where(t.wait.c.due_at <= moment, _can_move(moment))
        .order_by(t.wait.c.due_at, t.wait.c.instance_id)
        .limit(limit)
    )
    for row in session.execute(query):
        yield Due(row.instance_id, row.ver)


def _letters(session: Session, moment: datetime, limit: int, only: str | None = None) -> Iterator[Due]:
    """Messages by receiving instance (`only` that one). Each goes to one event, whose instance has waited longest."""
    query = (
        select(
            *(t.message.c.id, t.message.c.facts, t.wait.c.task_id, t.wait.c.element),
            *(t.wait.c.instance_id, t.instance.c.ver),
        )
        .join(t.wait, and_(t.wait.c.message == t.message.c.name, t.wait.c.key == t.message.c.key))
        .join(t.instance, t.instance.c.id == t.wait.c.instance_id)
        .where(t.message.c.wanted.is_(True), _can_move(moment) if only is None else t.wait.c.instance_id == only)
        .order_by(t.message.c.id, t.instance.c.started_at, t.instance.c.id, t.wait.c.task_id)
        .limit(limit * 4)
    )
    found: dict[tuple[str, int], list[Letter]] = defaultdict(list)
    taken: set[Any] = set()
    for row in session.execute(query):
        # A waiting event takes one message; the next finds it waiting again only after this advance.
        if row.id not in taken and (row.instance_id, row.task_id) not in taken:
            taken |= {row.id, (row.instance_id, row.task_id)}
            letter = Letter(row.id, row.task_id, row.element, codec.loads(row.facts))
            found[row.instance_id, row.ver].append(letter)
    return (Due(instance_id, ver, tuple(letters)) for (instance_id, ver), letters in found.items())


def _signals(session: Session, moment: datetime, limit: int) -> Iterator[Due]:
    """Instances to which signals were thrown, also ended ones: there they only have to be forgotten."""
    query = (
        select(t.signal.c.instance_id, t.instance.c.ver)
        .join(t.instance, t.instance.c.id == t.signal.c.instance_id)
        .where(or_(t.instance.c.ended_at.is_not(None), and_(t.instance.c.status != plan.SUSPENDED, _can_move(moment))))
        .order_by(t.signal.c.id)
        .limit(limit)
    )
    for row in session.execute(query):
        yield Due(row.instance_id, row.ver, signals=True)


def _thrown_to(session: Session, instance_id: str) -> list[Letter]:
    query = select(t.signal).where(t.signal.c.instance_id == instance_id).order_by(t.signal.c.id).limit(MOST_SIGNALS)
    return [Letter(row.id, row.task_id, row.element, codec.loads(row.facts)) for row in session.execute(query)]


def _forget(session: Session, signals: Sequence[Letter]) -> None:
    if signals:
        session.execute(delete(t.signal).where(t.signal.c.id.in_([one.id for one in signals])))


def _passed_by(session: Session, row: Row[Any], signals: Sequence[Letter]) -> Advance | None:
    """Nothing waits for these signals any longer: they are forgotten, and the instance stays as it is."""
    if not signals:
        return None
    _forget(session, signals)
    return Advance(save.merged(row, {}))


def _move(
    session: Session,
    row: Row[Any],
    letters: Sequence[Letter],
    moment: datetime,
    first: Done | None = None,
    signals: Sequence[Letter] = (),
) -> Advance | None:
    """Advance a locked instance. What fails in memory has written nothing yet, and becomes an incident."""
    run: Run | None = None
    try:
        run = save.load(session, row)
        before = plan.Before(row, save.open_tasks(session, row.id), run.waits())
        run.done += [first] if first else []
        delivered = list(_deliver(run, letters))
        run.settle()
        run.receive(signals)
        if not run.done:
            return _passed_by(session, row, signals)
        made = plan.make(before, run, moment)
    except (Incident, StepLimit) as error:
        return _record_incident(session, row, error, moment, first, run.led_to_failure() if run else None)
    except (SQLAlchemyError, NewerState):
        raise
    except Exception as error:  # noqa: BLE001  its state cannot be read: this instance, not its neighbours
        told = Incident(row.process, f"simpanannya tidak dapat dibaca ({type(error).__name__})")
        return _record_incident(session, row, told, moment, first)
    if not _mark_delivered(session, delivered, row.id, moment):
        return None
    _forget(session, signals)
    return save.write(session, made)


def _deliver(run: Run, letters: Sequence[Letter]) -> Iterator[int]:
    """Hand them over; the numbers of those that were taken."""
    for letter in letters:
        if run.deliver(letter.task_id, letter.element, letter.facts):
            yield letter.id


def _mark_delivered(session: Session, ids: list[int], instance_id: str, moment: datetime) -> bool:
    """False if another worker was first with one of them: then this advance is not written."""
    if not ids:
        return True
    mine = update(t.message).where(t.message.c.id.in_(ids))
    marked = {"delivered": True, "wanted": False, "delivered_to": instance_id, "delivered_at": moment}
    done = session.execute(mine.where(t.message.c.delivered.is_(False)).values(marked))
    if done.rowcount == len(ids):  # type: ignore[attr-defined]
        return True
    unmarked = {"delivered": False, "wanted": True, "delivered_to": None, "delivered_at": None}
    session.execute(mine.where(t.message.c.delivered_to == instance_id).values(unmarked))
    return False


def _record_incident(
    session: Session,
    row: Row[Any],
    error: Incident | StepLimit,
    moment: datetime,
    first: Done | None = None,
    led: str | None = None,
) -> Advance:
    element = error.element if isinstance(error, Incident) else row.process
    said = {"pesan": str(error)[:500]} | ({"asal": led} if led else {})
    line = Done(element, element, "instance", "", "incident", facts=said)
    lines = [first, line] if first else [line]
    values = {
        "status": plan.INCIDENT,
        "incident": str(error)[:500],
        "retry_at": moment + RETRY_AFTER,
        "ver": row.ver + 1,
        "steps": row.steps + len(lines),
    }
    session.execute(update(t.instance).where(t.instance.c.id == row.id).values(values))
    save.write_history(session, row.id, row.steps, lines, moment)
    return Advance(save.merged(row, values), incidents=(error,))
