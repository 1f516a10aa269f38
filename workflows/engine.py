"""Moving instances: start, complete, cancel, and looking ahead. One call is one advance; the caller commits."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflows import clock, codec, plan, save, suspension
from workflows import facts as flat
from workflows import tables as t
from workflows.definitions import newest
from workflows.errors import AlreadyRunning, NotFound, NotReady, NotYours, Suspended
from workflows.kinds import EXTERNAL, MESSAGE
from workflows.run import Done, Run
from workflows.store import instance as read_instance
from workflows.values import Advance, Party, Task
from workflows.worklist import lost

MAX_TITLE = 300
MAX_KEY = 200
MAX_NAME = 128


def start(
    session: Session,
    key: str,
    *,
    lanes: Mapping[str, str],
    facts: Mapping[str, Any],
    business_key: str,
    title: str = "",
    by: Party | None = None,
    for_message: bool = False,
    now: datetime | None = None,
) -> Advance:
    """Start an instance of the newest version of `key`; the history says so where it is `for_message`.

    `lanes`: party key -> owner ("orang:17", "peran:verifikatur:BKD"). ValueError names a lane without a party or a
    fact that is not one; AlreadyRunning if this business key has a running instance of this process; Suspended while
    the process takes no new ones; NotFound.
    """
    facts = flat.checked(facts)
    if not business_key or len(business_key) > MAX_KEY:
        raise ValueError("kunci urusan kosong atau terlalu panjang")
    with clock.at(now) as moment:
        suspension.refuse(session, key)
        version, spec = newest(session, key)
        missing = [lane for lane in spec.all_lanes if not lanes.get(lane)]
        if missing:
            raise ValueError(f"jalur tanpa pihak: {', '.join(missing)}")
        if _running(session, key, business_key):
            raise AlreadyRunning(key, business_key)
        run = Run.begin(spec, facts, business_key)
        run.settle()
        if run.done:  # the first line of the history: who began, and with what
            run.done[0].by = by.id if by is not None else None
            run.done[0].facts = {**facts, **run.done[0].facts}
            run.done[0].what = MESSAGE if for_message else run.done[0].what
        row = SimpleNamespace(
            id=uuid.uuid4().hex,
            process=key,
            version=version,
            sha256=spec.sha256,
            business_key=business_key,
            title=title[:MAX_TITLE],
            parties=codec.dumps(dict(lanes)),
            started_at=moment,
            ver=-1,
            steps=0,
        )
        made = plan.make(plan.Before(row, {}, {}), run, moment)
        try:
            return save.create(session, made)
        except IntegrityError as error:
            raise AlreadyRunning(key, business_key) from error


def complete(
    session: Session,
    task_id: str,
    *,
    by: Party | None,
    facts: Mapping[str, Any],
    now: datetime | None = None,
) -> Advance:
    """Finish a task with these facts and let the instance go on.

    A user task needs `by` entitled to its owner (else NotYours) and not claimed by another; an external task is
    finished by a job with by=None. NotReady tells who was first and when. Incident: a step failed, roll back.
    """
    facts = flat.checked(facts)
    with clock.at(now) as moment:
        found = save.of_task(session, task_id, locked=True)
        if found is None:
            raise NotFound("Tugas tidak ditemukan.")
        row, tasks = found.row, save.tasks_with(session, found)
        task = _entitled(found.task, by)
        run = save.load(session, row)
        before = plan.Before(row, tasks, run.waits())
        item = run.find(task_id)
        if item is None:
            raise NotReady(task)
        run.complete(item, facts, task.ended_by, task.on_behalf_of)
        made = plan.make(before, run, moment, ended=task)
        try:
            return save.write(session, made)
        except NotReady as error:  # somebody whom no lock kept out: nothing was written, and the row says who it was
            raise lost(session, task_id) from error


def raise_error(
    session: Session, task_id: str, *, code: str, facts: Mapping[str, Any], now: datetime | None = None
) -> Advance:
    """The job of an external task ends with an error of the process, not of the machine: the boundary event or event
    sub-process that catches `code` goes on with these facts, and the task is taken back.

    Refusals as in `complete`; Incident if nobody catches it: nothing has changed, and the task still waits for its job.
    """
    facts = flat.checked(facts)
    if not code or len(code) > MAX_NAME:
        raise ValueError(f"kode error kosong atau lebih dari {MAX_NAME} huruf")
    with clock.at(now) as moment:
        found = save.of_task(session, task_id, locked=True)
        if found is None:
            raise NotFound("Tugas tidak ditemukan.")
        row, tasks = found.row, save.tasks_with(session, found)
        task = _entitled(found.task, None)
        run = save.load(session, row)
        before = plan.Before(row, tasks, run.waits())
        item = run.find(task_id)
        if item is None:
            raise NotReady(task)
        run.fail(item, code, facts)
        return save.write(session, plan.make(before, run, moment))


def send(
    session: Session,
    message: str,
    *,
    key: str,
    facts: Mapping[str, Any],
    by: Party | None = None,
    now: datetime | None = None,
) -> None:
    """Send a message from outside any process; as one that a step sends, it is delivered, or starts a process, by the
    tick. ValueError names what is no message, key or fact.
    """
    facts = flat.checked(facts)
    if not message or len(message) > MAX_NAME:
        raise ValueError(f"nama pesan kosong atau lebih dari {MAX_NAME} huruf")
    if not key or len(key) > MAX_KEY:
        raise ValueError(f"kunci pesan kosong atau lebih dari {MAX_KEY} huruf")
    with clock.at(now) as moment:
        save.post(session, message, key, facts, by.id if by is not None else "", moment)


def preview(session: Session, task_id: str, facts: Mapping[str, Any], *, now: datetime | None = None) -> list[str]:
    """Names of the tasks that would open if this task were finished with these facts. Writes nothing.

    NotReady if the task is no longer open; Incident if the step would fail.
    """
    facts = flat.checked(facts)
    with clock.at(now):
        found = save.of_task(session, task_id, locked=False)
        if found is None:
            raise NotFound("Tugas tidak ditemukan.")
        task = found.task
        if task.status == plan.SUSPENDED:
            raise Suspended.of(task)
        tasks = save.tasks_with(session, found)
        run = save.load(session, found.row)
        item = run.find(task_id)
        if item is None:
            raise NotReady(task, task.ended_by, task.ended_at)
        run.complete(item, facts, None, None)
        opened = [one.task_spec for one in run.open_tasks() if one.id not in tasks]
        return [spec.bpmn_name or spec.bpmn_id for spec in opened]


def cancel(
    session: Session, instance_id: str, *, by: Party | None, reason: str, now: datetime | None = None
) -> Advance:
    """End an instance for good; its open tasks become cancelled.

    NotReady if it has ended; ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("pembatalan perlu alasan")
    with clock.at(now) as moment:
        row = save.lock(session, instance_id)
        if row is None:
            raise NotFound("Proses tidak ditemukan.")
        if row.ended_at is not None:
            raise NotReady(None, None, row.ended_at)
        tasks = list(save.open_tasks(session, instance_id).values())
        actor = by.id if by else None
        line = Done(row.process, "Dibatalkan", "instance", "", plan.CANCELLED, actor, facts={"alasan": reason.strip()})
        save.write_history(session, instance_id, row.steps, [line], moment)
        session.execute(
            update(t.instance)
            .where(t.instance.c.id == instance_id)
            .values(
                status=plan.CANCELLED,
                ended_at=moment,
                waiting="[]",
                retry_at=None,
                ver=row.ver + 1,
                steps=row.steps + 1,
            )
        )
        session.execute(
            update(t.task)
            .where(t.task.c.instance_id == instance_id, t.task.c.status.in_(plan.LIVE))
            .values(status=plan.CANCELLED, ended_at=moment, ended_by=actor)
        )
        session.execute(delete(t.wait).where(t.wait.c.instance_id == instance_id))
        ended = tuple(replace(task, status=plan.CANCELLED, ended_at=moment, ended_by=actor) for task in tasks)
        return Advance(read_instance(session, instance_id), (), ended)


def _running(session: Session, key: str, business_key: str) -> bool:
    query = select(t.instance.c.id).where(
        t.instance.c.process == key, t.instance.c.business_key == business_key, t.instance.c.ended_at.is_(None)
    )
    return session.execute(query).first() is not None


def _entitled(task: Task, by: Party | None) -> Task:
    """The task with who finishes it and for whom, or the refusal."""
    if task.kind == EXTERNAL:
        if by is not None:
            raise NotYours(task)
        actor, on_behalf_of = None, None
    else:
        if by is None or task.owner not in by.parties:
            raise NotYours(task)
        actor, on_behalf_of = by.id, task.delegated_by or (task.owner if task.owner != by.id else None)
    if task.status == plan.SUSPENDED:
        raise Suspended.of(task)
    if task.status != plan.OPEN:
        raise NotReady(task, task.ended_by, task.ended_at)
    if task.claimed_by is not None and task.claimed_by != actor:
        raise NotReady(task, task.claimed_by, task.claimed_at)
    return replace(task, ended_by=actor, on_behalf_of=on_behalf_of)
