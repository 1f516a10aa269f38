"""Setting an instance right: trying again what failed, beginning anew, and facts that were wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState
from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import clock, codec, engine, objects, save, ticks
from workflows import facts as flat
from workflows import tables as t
from workflows.errors import NotFound, NotPossible
from workflows.operating import begin, line, reasoned
from workflows.plan import INCIDENT, SUSPENDED, saved_facts
from workflows.run import Run
from workflows.scopes import tell
from workflows.values import Advance, Party

_REACHED = TaskState.FINISHED_MASK | TaskState.READY | TaskState.STARTED | TaskState.WAITING


def retry(session: Session, instance_id: str, *, by: Party, reason: str, now: datetime | None = None) -> Advance:
    """Try at once what stopped an instance; if it fails again, the advance tells it in `incidents`.

    NotPossible if nothing has failed; NotReady if it has ended.
    """
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        if row.status == SUSPENDED:
            raise NotPossible("Proses ini sedang ditangguhkan. Lanjutkan dahulu, lalu coba lagi.")
        if row.status != INCIDENT:
            raise NotPossible("Tidak ada yang gagal pada proses ini, jadi tidak ada yang perlu dicoba lagi.")
        return ticks.again(session, row, line(row, "retried", by, reason), moment)


def restart(
    session: Session,
    instance_id: str,
    *,
    by: Party,
    reason: str,
    facts: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Advance:
    """From an instance that has ended, a new one of the newest version: same business key, title and parties.

    It begins with `facts`, else with those the old one began with. NotPossible while the old one runs; AlreadyRunning,
    Suspended and Incident as `start`.
    """
    why = reasoned(reason)
    with clock.at(now) as moment:
        row = save.lock(session, instance_id)
        if row is None:
            raise NotFound("Proses tidak ditemukan.")
        if row.ended_at is None:
            raise NotPossible("Proses ini masih berjalan. Batalkan dahulu bila harus dimulai ulang.")
        given = _first_facts(session, instance_id) if facts is None else facts
        made = engine.start(
            session,
            row.process,
            lanes=codec.loads(row.parties),
            facts=given,
            business_key=row.business_key,
            title=row.title,
            by=by,
            now=moment,
        )
        save.touch(session, row, {}, [line(row, "restarted", by, why, {"menjadi": made.instance.id})], moment)
        return made


def correct(
    session: Session,
    instance_id: str,
    *,
    facts: Mapping[str, Any],
    drop: Collection[str] = (),
    by: Party,
    reason: str,
    now: datetime | None = None,
) -> Advance:
    """Set facts of a running instance right, everywhere it knows them; `drop` names those that should not be.

    Nothing moves: gateways already passed stay passed, and moments, keys of messages and the arguments of a job that
    were fixed with the old facts stay fixed. ValueError for what is no fact, or to drop what is none of the instance.
    """
    given = flat.checked(facts)
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        run = save.load(session, row)
        objects.refuse_first(run.workflow.spec, given)
        _check(run, given, drop)
        was = {key: run.facts[key] for key in (*given, *drop) if key in run.facts}
        set_right(run, given, drop)
        details = {"fakta": given, "sebelumnya": was, "dihapus": sorted(drop)}
        text = saved_facts(run)
        values = {"facts": text, "state": run.saved(), "form": codec.form_of(run.workflow)}
        return save.touch(session, row, values, [line(row, "corrected", by, reason, details)], moment)


def set_right(run: Run, given: Mapping[str, Any], drop: Collection[str] = ()) -> None:
    """In memory: these facts wherever the instance has facts, so that no later step takes the old ones back."""
    everywhere = [run.facts]
    for part in (run.workflow, *run.workflow.subprocesses.values()):
        tell(part, given, drop)
        everywhere += [task.data for task in part.tasks.values() if task._state & _REACHED]
    for data in everywhere:
        data.update(given)
        for key in drop:
            data.pop(key, None)


def _check(run: Run, given: Mapping[str, Any], drop: Collection[str]) -> None:
    if not given and not drop:
        raise ValueError("tidak ada fakta yang dibetulkan")
    for key in drop:
        if key in given:
            raise ValueError(f"fakta {key}: diisi atau dihapus, tidak keduanya")
        if key not in run.facts:
            raise ValueError(f"fakta {key}: tidak dikenal proses ini")


def _first_facts(session: Session, instance_id: str) -> dict[str, Any]:
    lines = t.history.c
    first = select(lines.facts).where(lines.instance_id == instance_id).order_by(lines.seq).limit(1)
    text = session.scalar(first)
    return dict(codec.loads(text)) if text is not None else {}
