"""Publishing and finding versions of a process. A version never changes; an instance stays with its own."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from workflows import checks, clock, codec, compiler, opening, schedule
from workflows import tables as t
from workflows.compiler import Compiled
from workflows.errors import NotFound, NotPublishable, NotSafe
from workflows.values import Definition, Version
from workflows.xml import parse

if TYPE_CHECKING:
    from workflows.checks import Catalogue

ERROR: Literal["galat"] = "galat"


def publish(
    session: Session,
    key: str,
    xml: bytes,
    *,
    by: str | None,
    decisions: Mapping[str, bytes] | None = None,
    catalogue: Catalogue | None = None,
    again: bool = False,
    now: datetime | None = None,
) -> Definition:
    """Publish a diagram as the next version of `key`; a text already published gives the version it has.

    Processes it calls are pinned to their newest version, so publish those first. If the newest version of `key` has
    this text but an older pin, a new version is made. `again`: the text of an older version becomes the newest again,
    as a version of its own. NotPublishable with the findings if the diagram has errors.
    """
    decisions = dict(decisions or {})
    text_sha = compiler.digest(key, xml, decisions, {})
    latest = _newest_row(session, key)
    same = latest if latest and latest.text_sha256 == text_sha else _row_with_text(session, key, text_sha)
    if same is not None and same is not latest:
        if not again:
            return definition(session, key, same.version)
        same = None
    called = _refuse_or_pin(session, xml, decisions, catalogue)
    if same is not None and codec.loads(same.called) == {name: version for name, (version, _) in called.items()}:
        return definition(session, key, same.version)
    version = latest.version + 1 if latest else 1
    root = parse(xml)
    values = _compile(key, xml, decisions, {name: one for name, (_, one) in called.items()})
    _refuse_without_party(root, values["sha256"])
    _refuse_taken_message(session, key, root)
    session.execute(
        insert(t.definition).values(
            key=key,
            version=version,
            text_sha256=text_sha,
            xml=xml,
            decisions=codec.dumps({name: base64.b64encode(text).decode() for name, text in decisions.items()}),
            called=codec.dumps({name: version for name, (version, _) in called.items()}),
            published_by=by,
            published_at=now or clock.now(),
            **values,
        )
    )
    schedule.take_over(session, key, version, root, now or clock.now())
    opening.take_over(session, key, version, root, now or clock.now())
    return definition(session, key, version)


def definition(session: Session, key: str, version: int | None = None) -> Definition:
    """One version (the newest by default) with its number of running instances; NotFound."""
    row = _newest_row(session, key) if version is None else _row(session, key, version)
    if row is None:
        raise NotFound(f"Proses {key} belum terbit.")
    running = session.scalar(
        select(func.count()).where(
            t.instance.c.process == key, t.instance.c.version == row.version, t.instance.c.ended_at.is_(None)
        )
    )
    return _definition(row, running or 0)


def definitions(session: Session) -> list[Definition]:
    """Every version of every process, by key and then newest first, with running instances counted."""
    counted = session.execute(
        select(t.instance.c.process, t.instance.c.version, func.count().label("many"))
        .where(t.instance.c.ended_at.is_(None))
        .group_by(t.instance.c.process, t.instance.c.version)
    )
    running = {(row.process, row.version): row.many for row in counted}
    rows = session.execute(select(t.definition).order_by(t.definition.c.key, t.definition.c.version.desc()))
    return [_definition(row, running.get((row.key, row.version), 0)) for row in rows]


def versions(session: Session, key: str | None = None) -> list[Version]:
    """Every version (of `key`), by key and then newest first, without its texts: two statements."""
    of = (t.definition.c.key == key,) if key is not None else ()
    running = select(t.instance.c.process, t.instance.c.version, func.count().label("many")).where(
        t.instance.c.ended_at.is_(None), *((t.instance.c.process == key,) if key is not None else ())
    )
    counted = session.execute(running.group_by(t.instance.c.process, t.instance.c.version))
    many = {(row.process, row.version): row.many for row in counted}
    d = t.definition.c
    columns = (d.key, d.version, d.name, d.sha256, d.lanes, d.called, d.published_by, d.published_at)
    rows = session.execute(select(*columns).where(*of).order_by(d.key, d.version.desc()))
    return [
        Version(
            key=row.key,
            version=row.version,
            name=row.name,
            sha256=row.sha256,
            lanes=tuple(codec.loads(row.lanes)),
            called=codec.loads(row.called),
            published_by=row.published_by,
            published_at=row.published_at,
            running=many.get((row.key, row.version), 0),
        )
        for row in rows
    ]


def sha_of(session: Session, key: str, version: int) -> str:
    """The hash that names a version's compiled form; NotFound."""
    query = select(t.definition.c.sha256).where(t.definition.c.key == key, t.definition.c.version == version)
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"Proses {key} versi {version} tidak ada.")
    return found


def newest(session: Session, key: str) -> tuple[int, Compiled]:
    """Number and compiled form of the newest version, in one statement once compiled; NotFound."""
    row = session.execute(
        select(t.definition.c.version, t.definition.c.sha256)
        .where(t.definition.c.key == key)
        .order_by(t.definition.c.version.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(f"Proses {key} belum terbit.")
    return row.version, compiled(session, key, row.version, row.sha256)


def compiled(session: Session, key: str, version: int, sha256: str) -> Compiled:
    """The compiled form of a version: from memory, or from its text the first time. NotFound."""
    found = compiler.cached(sha256)
    if found is not None:
        return found
    row = _row(session, key, version)
    if row is None:
        raise NotFound(f"Proses {key} versi {version} tidak ada.")
    called = {}
    for name, pin in codec.loads(row.called).items():
        pinned = _row(session, name, pin)
        if pinned is None:
            raise NotFound(f"Proses {name} versi {pin} tidak ada.")
        called[name] = compiled(session, name, pin, pinned.sha256)
    return compiler.compiled(key, row.sha256, bytes(row.xml), _decisions(row), called)


def _refuse_or_pin(
    session: Session, xml: bytes, decisions: Mapping[str, bytes], catalogue: Catalogue | None
) -> dict[str, tuple[int, Compiled]]:
    texts: dict[str, bytes | None] = {}

    def called_text(key: str) -> bytes | None:
        if key not in texts:
            row = _newest_row(session, key)
            texts[key] = bytes(row.xml) if row is not None else None
        return texts[key]

    found = checks.findings(xml, decisions=decisions, catalogue=catalogue, called=called_text)
    errors = [finding for finding in found if finding.level == ERROR]
    if errors:
        raise NotPublishable(errors)
    return {key: newest(session, key) for key in compiler.called_keys(parse(xml))}


def _refuse_without_party(root: etree._Element, sha256: str) -> None:
    """A process that starts by itself names who does what, also for the processes it calls."""
    timed, opened, ready = schedule.timed_start(root), opening.opened_by(root), compiler.cached(sha256)
    start = timed if timed is not None else opened
    missing = set(ready.all_lanes) - schedule.parties(root).keys() if start is not None and ready is not None else set()
    if start is not None and missing:
        by = "waktu" if timed is not None else "pesan"
        told = f"proses yang dimulai oleh {by} tanpa pihak untuk lajur: {', '.join(sorted(missing))}."
        raise NotPublishable([checks.Finding(element=start.get("id") or "", level=ERROR, message=told)])


def _refuse_taken_message(session: Session, key: str, root: etree._Element) -> None:
    """A message starts one process: which of two would be chance."""
    start = opening.opened_by(root)
    if start is None:
        return
    message = opening.message_of(root, start)
    other = opening.other_opened_by(session, message, key)
    if other is not None:
        told = f"pesan “{message}” sudah memulai proses {other}; pakai nama pesan lain, atau kirim dari proses itu."
        raise NotPublishable([checks.Finding(element=start.get("id") or "", level=ERROR, message=told)])


def _compile(key: str, xml: bytes, decisions: Mapping[str, bytes], called: Mapping[str, Compiled]) -> dict[str, str]:
    """The columns that only the compiled form knows; NotPublishable if the library cannot run the text."""
    sha = compiler.digest(key, xml, decisions, {name: one.sha256 for name, one in called.items()})
    try:
        ready = compiler.compiled(key, sha, xml, decisions, called)
    except (ValidationException, NotSafe, etree.LxmlError, NotImplementedError) as error:
        element = getattr(error, "id", None) or key
        finding = checks.Finding(element=element, level=ERROR, message=" ".join(str(error).split())[:500])
        raise NotPublishable([finding]) from error
    return {
        "name": (ready.spec.description or key)[:200],
        "sha256": sha,
        "lanes": codec.dumps(list(ready.lanes)),
    }


def _newest_row(session: Session, key: str) -> Row[Any] | None:
    query = select(t.definition).where(t.definition.c.key == key).order_by(t.definition.c.version.desc()).limit(1)
    return session.execute(query).first()


def _row(session: Session, key: str, version: int) -> Row[Any] | None:
    query = select(t.definition).where(t.definition.c.key == key, t.definition.c.version == version)
    return session.execute(query).first()


def _row_with_text(session: Session, key: str, text_sha256: str) -> Row[Any] | None:
    query = select(t.definition).where(t.definition.c.key == key, t.definition.c.text_sha256 == text_sha256)
    return session.execute(query.order_by(t.definition.c.version.desc()).limit(1)).first()


def _decisions(row: Row[Any]) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in codec.loads(row.decisions).items()}


def _definition(row: Row[Any], running: int) -> Definition:
    return Definition(
        key=row.key,
        version=row.version,
        name=row.name,
        sha256=row.sha256,
        xml=bytes(row.xml),
        decisions=_decisions(row),
        lanes=tuple(codec.loads(row.lanes)),
        published_by=row.published_by,
        published_at=row.published_at,
        running=running,
        called=codec.loads(row.called),
    )
