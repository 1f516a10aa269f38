"""What moves without anybody: timers that are due and messages between instances. The worker calls this."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, update
from sqlalchemy.orm import Session

from workflows import clock, codec, plan, save
from workflows import tables as t
from workflows.errors import Incident, NotReady, StepLimit
from workflows.run import Done, Run
from workflows.values import Advance

RETRY_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message on its way to the event that waits for it."""

    id: int
    task_id: str
    element: str
    facts: dict[str, Any]


def tick(session: Session, now: datetime | None = None, *, limit: int = 50) -> list[Advance]:
    """Fire due timers and deliver messages, each instance at most once per call.

    A step that fails changes nothing but the instance's status: "incident", tried again after an hour. An instance
    another worker holds is skipped.
    """
    with clock.at(now) as moment:
        letters = _letters(session, moment, limit)
        ids = list(dict.fromkeys([*_with_timers(session, moment, limit), *letters]))[:limit]
        advances = [_advance(session, one, letters.get(one, []), moment) for one in ids]
    return [advance for advance in advances if advance is not None]


def due(session: Session, now: datetime | None = None, limit: int = 1000) -> int:
    """How many instances `tick` would move now, counted up to about `limit`."""
    with clock.at(now) as moment:
        return len({*_with_timers(session, moment, limit), *_letters(session, moment, limit)})


def again(session: Session, row: Row[Any], line: Done, moment: datetime) -> Advance:
    """Try one instance now, whatever its incident says; `line` is written either way. The caller has locked it."""
    letters = _letters(session, moment, 50, only=row.id).get(row.id, [])
    advance = _move(session, row, letters, moment, line)
    if advance is None:
        raise NotReady(None)
    return advance


def _can_move(moment: datetime) -> Any:
    return and_(t.instance.c.ended_at.is_(None), or_(t.instance.c.retry_at.is_(None), t.instance.c.retry_at <= moment))


def _with_timers(session: Session, moment: datetime, limit: int) -> list[str]:
    query = (
        select(t.wait.c.instance_id)
        .join(t.instance, t.instance.c.id == t.wait.c.instance_id)
        .where(t.wait.c.due_at <= moment, _can_move(moment))
        .group_by(t.wait.c.instance_id)
        .order_by(func.min(t.wait.c.due_at), t.wait.c.instance_id)
        .limit(limit)
    )
    return list(session.scalars(query))


def _letters(session: Session, moment: datetime, limit: int, only: str | None = None) -> dict[str, list[_Letter]]:
    """Messages by receiving instance. Each goes to one event: the one whose instance has waited longest."""
    query = (
        select(t.message.c.id, t.message.c.facts, t.wait.c.instance_id, t.wait.c.task_id, t.wait.c.element)
        .join(t.wait, and_(t.wait.c.message == t.message.c.name, t.wait.c.key == t.message.c.key))
        .join(t.instance, t.instance.c.id == t.wait.c.instance_id)
        .where(t.message.c.wanted.is_(True), _can_move(moment) if only is None else t.wait.c.instance_id == only)
        .order_by(t.message.c.id, t.instance.c.started_at, t.instance.c.id, t.wait.c.task_id)
        .limit(limit * 4)
    )
    found: dict[str, list[_Letter]] = defaultdict(list)
    taken: set[Any] = set()
    for row in session.execute(query):
        # A waiting event takes one message; the next finds it waiting again only after this advance.
        if row.id not in taken and (row.instance_id, row.task_id) not in taken:
            taken |= {row.id, (row.instance_id, row.task_id)}
            found[row.instance_id].append(_Letter(row.id, row.task_id, row.element, codec.loads(row.facts)))
    return dict(found)


def _advance(session: Session, instance_id: str, letters: list[_Letter], moment: datetime) -> Advance | None:
    row = save.lock(session, instance_id, skip_locked=True)
    if row is None or row.ended_at is not None or row.status == plan.SUSPENDED:
        return None
    return _move(session, row, letters, moment)


def _move(
    session: Session, row: Row[Any], letters: list[_Letter], moment: datetime, first: Done | None = None
) -> Advance | None:
    run: Run | None = None
    try:
        run = save.load(session, row)
        before = plan.Before(row, save.open_tasks(session, row.id), run.waits())
        run.done += [first] if first else []
        delivered = [letter.id for letter in letters if run.deliver(letter.task_id, letter.element, letter.facts)]
        run.settle()
        if not run.done:
            return None
        made = plan.make(before, run, moment)
    except (Incident, StepLimit) as error:
        # Nothing has been written yet: a diagram fails in memory only.
        return _record_incident(session, row, error, moment, first, run.led_to_failure() if run else None)
    if not _mark_delivered(session, delivered, row.id, moment):
        return None
    return save.write(session, made)


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
    first: Done | None,
    led: str | None,
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
