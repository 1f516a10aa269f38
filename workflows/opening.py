"""Processes that a message starts: a message nobody waits for, of the name their start event has, each once.

Publishing writes one row for a process, and a newer version takes it over; the tick starts what has been asked for. The
key of the message is the business key of the new instance and what it carries its first facts. Nobody is there to fill
the lanes, so the diagram names a party for each, as where the clock starts (workflows.schedule).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lxml import etree
from sqlalchemy import Row, Select, and_, delete, func, insert, literal, or_, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflows import codec
from workflows import tables as t
from workflows.checks.diagram import bpmn
from workflows.schedule import parties
from workflows.values import Due
from workflows.xml import parse

_UPGRADE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """Which message starts a process, `since` when; how many messages rest because their start failed (`failed`), and
    what was said of one of them."""

    process: str
    version: int
    message: str
    since: datetime
    failed: int
    incident: str | None


def openings(session: Session) -> list[Opening]:
    """Every process that a message starts, by its key."""
    o, m = t.opening.c, t.message.c
    resting = and_(m.delivered.is_(False), m.name == o.message, m.sent_at >= o.since, m.incident.is_not(None))
    rows = session.execute(
        select(o.process, o.version, o.message, o.since, func.count(m.id), func.max(m.incident))
        .outerjoin(t.message, resting)
        .group_by(o.process, o.version, o.message, o.since)
        .order_by(o.process)
    )
    return [Opening(*row) for row in rows]


def take_over(session: Session, key: str, version: int, root: etree._Element, moment: datetime) -> None:
    """The newest version of a process decides. What was sent before a process began to listen does not start it."""
    before = session.execute(select(t.opening).where(t.opening.c.process == key)).first()
    session.execute(delete(t.opening).where(t.opening.c.process == key))
    start = opened_by(root)
    if start is None:
        return
    message = message_of(root, start)
    session.execute(
        insert(t.opening).values(
            process=key,
            version=version,
            element=start.get("id"),
            message=message,
            parties=codec.dumps(parties(root)),
            since=before.since if before is not None and before.message == message else moment,
        )
    )


def catch_up(session: Session, read: set[tuple[str, int]], moment: datetime) -> list[str]:
    """Processes whose newest version was published without this being looked at: before a message could start one, or
    by a node of the release before during an upgrade. Their keys, where that changed something.

    `read`: versions this process has looked at; only newer ones are read again, so that nothing new costs one statement
    along the primary key. What was sent earlier than a day ago starts nothing: nobody expects that any more.
    """
    d = t.definition.c
    newest = select(d.key, func.max(d.version).label("version")).group_by(d.key).subquery().c
    known = select(newest.key, newest.version).outerjoin(t.opening, t.opening.c.process == newest.key)
    rows = session.execute(known.where(or_(t.opening.c.version.is_(None), t.opening.c.version < newest.version)))
    changed = []
    for key, version in sorted({(row.key, row.version) for row in rows} - read):
        row = session.execute(select(d.xml, d.published_at).where(d.key == key, d.version == version)).one()
        root = parse(bytes(row.xml))
        try:
            with session.begin_nested():
                was = session.execute(select(t.opening.c.version).where(t.opening.c.process == key)).first()
                if _may_open(session, key, root):
                    since = row.published_at if row.published_at > moment - _UPGRADE else moment
                    take_over(session, key, version, root, since)
                    changed += [key] if was is not None or opened_by(root) is not None else []
        except IntegrityError:
            continue  # another worker, or a version published just now; looked at again
        read.add((key, version))
    return changed


def _may_open(session: Session, key: str, root: etree._Element) -> bool:
    """Not where the message starts another process already: an old release refused no second one."""
    start = opened_by(root)
    return start is None or other_opened_by(session, message_of(root, start), key) is None


def opened_by(root: etree._Element) -> etree._Element | None:
    """The start event of the process, if it waits for a message."""
    return root.find(f"{bpmn('process')}/{bpmn('startEvent')}[{bpmn('messageEventDefinition')}]")


def message_of(root: etree._Element, event: etree._Element) -> str:
    """The name of the message an event waits for."""
    asked = event.find(bpmn("messageEventDefinition")).get("messageRef")
    return next(one.get("name") for one in root.iterfind(bpmn("message")) if one.get("id") == asked)


def other_opened_by(session: Session, message: str, key: str) -> str | None:
    """Another process that this message starts: each message goes to one receiver."""
    return session.scalar(select(t.opening.c.process).where(t.opening.c.message == message, t.opening.c.process != key))


def due(session: Session, moment: datetime, limit: int) -> Iterator[Due]:
    """Messages that start a process now, in the order in which they were sent."""
    held = select(t.suspension.c.key).where(t.suspension.c.key == t.opening.c.process).exists()
    opened = session.execute(select(t.opening).where(~held)).all()
    if not opened:
        return
    # Each by its own values: joined, a database may rather walk along all messages that nobody waits for.
    asked = union_all(*(asking(one, moment) for one in opened)).subquery().c
    query = select(asked.id, asked.process, asked.version).order_by(asked.sent_at, asked.id).limit(limit)
    for row in session.execute(query):
        yield Due("", row.version, process=row.process, message=row.id)


def asking(opening: Row[Any], moment: datetime) -> Select[Any]:
    """The messages for which this process starts: sent since it listens, nobody waits for them, and no instance of it
    runs for their key. What failed rests for a while."""
    m, one = t.message.c, t.instance.c
    runs = select(one.id).where(one.process == opening.process, one.business_key == m.key, one.ended_at.is_(None))
    awaited = select(t.wait.c.task_id).where(t.wait.c.message == opening.message, t.wait.c.key == m.key)
    rested = or_(m.retry_at.is_(None), m.retry_at <= moment)
    process, version = literal(opening.process).label("process"), literal(opening.version).label("version")
    return select(m.id, m.key, m.facts, m.sent_at, process, version).where(
        *(m.delivered.is_(False), m.name == opening.message, m.sent_at >= opening.since, rested),
        *(~runs.exists(), ~awaited.exists()),
    )


def listening(session: Session, process: str) -> Row[Any] | None:
    """What starts this process, unless it is on hold."""
    held = select(t.suspension.c.key).where(t.suspension.c.key == process).exists()
    return session.execute(select(t.opening).where(t.opening.c.process == process, ~held)).first()
