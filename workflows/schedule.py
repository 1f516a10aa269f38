"""Processes that start by the clock: the timer of their start event, each due moment once.

Publishing writes one row for a process, and a newer version takes it over; the tick starts what is due. Nobody is there
to fill the lanes, so the diagram names a party for each (property `pihak` of the lane, a queue such as
peran:admin_bkd), and `kunci` of the start event, with the moment, makes the business key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from workflows import clock, codec, expressions
from workflows import tables as t
from workflows.catalogue import SYSTEM_LANE, lane_key
from workflows.checks.diagram import bpmn, properties_of
from workflows.cycles import Rhythm, rhythm
from workflows.values import Due


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a process starts next by itself, and what came of the last time."""

    process: str
    version: int
    next_at: datetime | None
    retry_at: datetime | None
    incident: str | None
    last_at: datetime | None
    last_instance: str | None


def schedules(session: Session) -> list[Schedule]:
    """Every process that starts by the clock, by its key."""
    names = [t.schedule.c[name] for name in Schedule.__dataclass_fields__]
    return [Schedule(*row) for row in session.execute(select(*names).order_by(t.schedule.c.process))]


def take_over(session: Session, key: str, version: int, root: etree._Element, moment: datetime) -> None:
    """The newest version of a process decides. A moment that was due and missed under the one before still counts."""
    before = session.execute(select(t.schedule).where(t.schedule.c.process == key)).first()
    session.execute(delete(t.schedule).where(t.schedule.c.process == key))
    start = timed_start(root)
    if start is None:
        return
    rest = _rhythm(start, moment)
    missed = before is not None and before.next_at is not None and before.next_at <= moment
    session.execute(
        insert(t.schedule).values(
            process=key,
            version=version,
            element=start.get("id"),
            rhythm=codec.dumps(rest.saved() if rest else None),
            parties=codec.dumps(parties(root)),
            key=properties_of(start).get("kunci"),
            next_at=before.next_at if missed and before is not None else rest.due() if rest else None,
        )
    )


def timed_start(root: etree._Element) -> etree._Element | None:
    """The start event of the process, if it has a timer."""
    return root.find(f"{bpmn('process')}/{bpmn('startEvent')}[{bpmn('timerEventDefinition')}]")


def parties(root: etree._Element) -> dict[str, str]:
    """Who does the work of each lane, where the lane says so."""
    named = {lane_key(lane.get("name") or ""): properties_of(lane).get("pihak", "") for lane in root.iter(bpmn("lane"))}
    return {lane: party for lane, party in named.items() if party and lane != SYSTEM_LANE}


def due(session: Session, moment: datetime, limit: int) -> Iterator[Due]:
    """Processes whose moment has come and that are not on hold."""
    held = select(t.suspension.c.key).where(t.suspension.c.key == t.schedule.c.process).exists()
    query = (
        select(t.schedule.c.process, t.schedule.c.version)
        .where(t.schedule.c.next_at <= moment, may(moment), ~held)
        .order_by(t.schedule.c.next_at)
        .limit(limit)
    )
    for row in session.execute(query):
        yield Due("", row.version, process=row.process)


def _rhythm(start: etree._Element, moment: datetime) -> Rhythm | None:
    """The moments still to come of a start event's timer, from its publishing; a single one is the first of one."""
    (timer,) = start.iterfind(f"{bpmn('timerEventDefinition')}/*")
    given = {"sekarang": moment.astimezone(clock.WITA).isoformat(timespec="seconds")}
    value = expressions.evaluate((timer.text or "").strip(), {}, given)
    if timer.tag == bpmn("timeCycle"):
        first = rhythm(value, moment)
    else:
        first = Rhythm(clock.moment(value, moment), "P1D", 0, 0)
    return first if first.due() > moment else first.later(moment)


def may(moment: datetime) -> Any:
    """Not resting after a failure."""
    return or_(t.schedule.c.retry_at.is_(None), t.schedule.c.retry_at <= moment)
