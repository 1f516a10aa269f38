"""Running instances on another version of their process: whether they fit, going there, and going back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.orm import Session

from workflows import clock, codec, save
from workflows import tables as t
from workflows.compiler import Compiled
from workflows.definitions import compiled, sha_of
from workflows.errors import Incident, NotPossible, Unfit
from workflows.operating import begin, line
from workflows.plan import SUSPENDED, Waits
from workflows.relabel import labelled, labels, relabelled
from workflows.run import Done, Run
from workflows.transplant import standing, transplant
from workflows.values import Advance, Party, Task, Verdict


@dataclass(frozen=True, slots=True)
class _Journey:
    """From an instance as it is to the same one in another version; `after` is None where it cannot go."""

    row: Row[Any]
    new: Compiled
    version: int
    before: Run
    after: Run | None
    verdict: Verdict


def fits(
    session: Session,
    key: str,
    *,
    to: int,
    mapping: Mapping[str, str] | None = None,
    since: int | None = None,
    after: str = "",
    limit: int = 200,
) -> list[Verdict]:
    """What would become of the live instances of other versions (or of version `since`) if they went to version `to`.

    A page of up to `limit`, by id, after the id `after`; nothing is written. NotFound if there is no such version.
    """
    new = compiled(session, key, to, sha_of(session, key, to))
    column = t.instance.c
    where = [column.process == key, column.ended_at.is_(None), column.version != to, column.id > after]
    where += [column.version == since] if since is not None else []
    rows = session.execute(select(t.instance).where(*where).order_by(column.id).limit(limit)).all()
    return [_journey(session, row, new, to, mapping or {}).verdict for row in rows]


def migrate(
    session: Session,
    instance_id: str,
    *,
    to: int,
    mapping: Mapping[str, str] | None = None,
    by: Party,
    reason: str,
    now: datetime | None = None,
) -> Advance:
    """Set a running instance (also one on hold or in an incident) into version `to`. Nothing moves by it.

    `mapping`: element ids of its version to those of the new one, where steps were renamed. Tasks keep their id, who
    holds them and, unless the step's own rule changed, their deadline. Unfit with the verdict where it finds no place.
    """
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        if row.version == to:
            raise NotPossible(f"Proses ini sudah berjalan di versi {to}.")
        new = compiled(session, row.process, to, sha_of(session, row.process, to))
        journey = _journey(session, row, new, to, mapping or {})
        kept = dict(mapping or {})
        details = {"dari": row.version, "ke": to} | ({"pemetaan": kept} if kept else {})
        advance, saved = _go(session, journey, line(row, "migrated", by, reason, details), moment)
        session.execute(
            insert(t.migration).values(
                instance_id=row.id,
                seq=row.steps + 1,
                at=moment,
                from_version=row.version,
                to_version=to,
                mapping=codec.dumps(kept),
                ver=row.ver + 1,
                saved=saved,
            )
        )
        return advance


def revert(session: Session, instance_id: str, *, by: Party, reason: str, now: datetime | None = None) -> Advance:
    """Undo an instance's last migration: exactly as it was if nothing has happened since, else by the mapping turned
    round. NotPossible if it has not migrated; Unfit where it has gone where the old version has no place.
    """
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        mine = t.migration.c.instance_id == instance_id
        last = session.execute(select(t.migration).where(mine).order_by(t.migration.c.seq.desc()).limit(1)).first()
        if last is None or last.to_version != row.version:
            raise NotPossible("Proses ini belum pernah beralih versi, jadi tidak ada yang dapat dikembalikan.")
        old = compiled(session, row.process, last.from_version, sha_of(session, row.process, last.from_version))
        untouched = last.ver == row.ver
        details = {"dari": row.version, "ke": last.from_version, "persis": untouched}
        said = line(row, "reverted", by, reason, details)
        if untouched:
            advance = _restore(session, row, old, last, said, moment)
        else:
            journey = _journey(session, row, old, last.from_version, _inverse(last))
            advance = _go(session, journey, said, moment)[0]
        session.execute(delete(t.migration).where(mine, t.migration.c.seq == last.seq))
        return advance


def _journey(session: Session, row: Row[Any], new: Compiled, version: int, mapping: Mapping[str, str]) -> _Journey:
    before = save.load(session, row)
    after, trouble = transplant(before, new, mapping, row.business_key)
    fatal = [*trouble.fatal, *_without_party(row, new)]
    kind = "cannot" if fatal else "needs_mapping" if trouble.mapping else "fits"
    reasons = tuple(dict.fromkeys((*fatal, *trouble.mapping)))
    verdict = Verdict(row.id, row.business_key, row.version, kind, reasons, standing(before))  # type: ignore[arg-type]
    return _Journey(row, new, version, before, after if kind == "fits" else None, verdict)


def _go(session: Session, journey: _Journey, said: Done, moment: datetime) -> tuple[Advance, str]:
    """Write the instance in its other version; the advance, and what it was, to be kept for `_restore`."""
    row, run = journey.row, journey.after
    if run is None:
        raise Unfit(journey.verdict)
    tasks = save.open_tasks(session, row.id)
    try:
        fresh = relabelled(journey.before, run, tasks, row, journey.version, moment)
        waits = run.waits()
    except Incident as error:
        raise Unfit(replace(journey.verdict, kind="cannot", reasons=(str(error),))) from error
    was = codec.loads(row.waiting)
    now = dict.fromkeys([task.name for task in fresh] + [wait.name for wait in waits.values()])
    names = sorted(now, key=lambda name: was.index(name) if name in was else len(was))
    other = (journey.version, journey.new.sha256)
    advance = _write(session, row, other, run.saved(), codec.dumps(names), waits, tasks, fresh, said, moment)
    kept = {"state": row.state, "waiting": row.waiting, "tasks": [labels(task) for task in tasks.values()]}
    return advance, codec.dumps(kept)


def _restore(session: Session, row: Row[Any], old: Compiled, last: Row[Any], said: Done, moment: datetime) -> Advance:
    """Back to exactly what was saved: nothing has happened since, except that somebody may have claimed a task."""
    saved = codec.loads(last.saved)
    run = Run.load(old, saved["state"], codec.loads(row.facts), row.business_key)
    tasks = save.open_tasks(session, row.id)
    fresh = [labelled(tasks[one["id"]], one, last.from_version) for one in saved["tasks"]]
    other = (last.from_version, old.sha256)
    return _write(session, row, other, saved["state"], saved["waiting"], run.waits(), tasks, fresh, said, moment)


def _write(
    session: Session,
    row: Row[Any],
    other: tuple[int, str],
    state: str,
    waiting: str,
    waits: Waits,
    tasks: Mapping[str, Task],
    fresh: Sequence[Task],
    said: Done,
    moment: datetime,
) -> Advance:
    version, sha256 = other
    values = {"version": version, "sha256": sha256, "state": state, "form": codec.form_in(state), "waiting": waiting}
    advance = save.touch(session, row, values, [said], moment)
    changed = [task for task in fresh if task != replace(tasks[task.id], version=version)]
    save.relabel(session, row.id, version, changed)
    if row.status != SUSPENDED:
        save.replace_waits(session, row.id, tuple(waits.values()))
    return advance


def _without_party(row: Row[Any], new: Compiled) -> list[str]:
    parties = codec.loads(row.parties)
    missing = [lane for lane in new.all_lanes if not parties.get(lane)]
    return [f"Jalur {lane} belum mempunyai pihak pada proses ini." for lane in missing]


def _inverse(last: Row[Any]) -> dict[str, str]:
    """New ids to old ones; what two old steps had become is left to its own name."""
    mapping = codec.loads(last.mapping)
    news = list(mapping.values())
    return {new: old for old, new in mapping.items() if news.count(new) == 1}
