"""What one advance will change, worked out in memory. Everything in a diagram that can fail has failed by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from workflows import clock, codec, objects
from workflows import facts as flat
from workflows.catalogue import SYSTEM_LANE, lane_key
from workflows.errors import Incident
from workflows.kinds import EXTERNAL, USER
from workflows.run import Done, Run, Wait
from workflows.script_engine import ENGINE
from workflows.signals import Broadcast
from workflows.values import Task

RUNNING, DONE, INCIDENT, OPEN = "running", "done", "incident", "open"
CANCELLED: Final = "cancelled"
SUSPENDED = "suspended"  # of an instance, and of its tasks meanwhile: they are in nobody's inbox
LIVE = (OPEN, SUSPENDED)
Waits = Mapping[tuple[str, str], Wait]


@dataclass(frozen=True, slots=True)
class Before:
    """An instance as it was: its columns, its open tasks by id, and what else it waited for."""

    row: Any
    tasks: Mapping[str, Task]
    waits: Waits


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows to write. `ended` is the task the caller finished, `gone` those the diagram took back, `kept` those that
    stay as they are."""

    row: Any
    values: Mapping[str, Any]
    lines: tuple[Done, ...]
    ended: Task | None
    gone: tuple[Task, ...]
    kept: tuple[Task, ...]
    fresh: tuple[Task, ...]
    waits_gone: tuple[str, ...]
    waits_fresh: tuple[Wait, ...]
    outbox: tuple[tuple[str, str, Mapping[str, Any]], ...]
    signals: tuple[Broadcast, ...]
    moment: datetime


def make(before: Before, run: Run, moment: datetime, ended: Task | None = None) -> Plan:
    """The plan of an advance; Incident if a new task has no party, or a deadline that is none."""
    open_now = {task.id: task for task in run.open_tasks()}
    known = {key: task for key, task in before.tasks.items() if task.status in LIVE}
    kept = [task for key, task in known.items() if key in open_now]
    gone = [
        replace(task, status=CANCELLED, ended_at=moment)
        for key, task in known.items()
        if key not in open_now and (ended is None or key != ended.id)
    ]
    parties = codec.loads(before.row.parties)
    opened = [task for key, task in open_now.items() if key not in known]
    fresh = tuple(new_task(run, task, before.row, parties, moment) for task in opened)
    waits = run.waits()
    # A timer that comes again waits on for another moment: its row is written anew.
    stale = {place[0] for place, wait in before.waits.items() if waits.get(place) != wait}
    lines = (*run.done, *(Done(task.element, task.name, task.kind, task.lane, CANCELLED) for task in gone))
    names = [task.name for task in (*kept, *fresh)] + [wait.name for wait in waits.values()]
    return Plan(
        row=before.row,
        values=_columns(before.row, run, names, len(lines), moment),
        lines=lines,
        ended=replace(ended, status=DONE, ended_at=moment) if ended else None,
        gone=tuple(gone),
        kept=tuple(kept),
        fresh=fresh,
        waits_gone=tuple(sorted(stale)),
        waits_fresh=tuple(wait for place, wait in waits.items() if place not in before.waits or place[0] in stale),
        outbox=tuple(run.outbox),
        signals=tuple(run.signals),
        moment=moment,
    )


def _columns(row: Any, run: Run, names: Iterable[str], steps: int, moment: datetime) -> dict[str, Any]:
    return {
        "status": DONE if run.is_done else RUNNING,
        "facts": _facts(row, run),
        "waiting": codec.dumps(list(dict.fromkeys(names))),
        "state": run.saved(),
        "form": codec.form_of(run.workflow),
        "ver": row.ver + 1,
        "steps": row.steps + steps,
        "ended_at": moment if run.is_done else None,
        "retry_at": None,
        "incident": None,
    }


def saved_facts(run: Run) -> str:
    """All facts of an instance as text; ValueError where they are too many, data objects counted as well."""
    text = codec.dumps(run.facts)
    held = objects.parts_with(run.workflow)
    total = {**run.facts, **{name: value for one in held for name, value in one.items()}}
    flat.check_total(total, text + "".join(map(codec.dumps, held)))
    return text


def _facts(row: Any, run: Run) -> str:
    try:
        return saved_facts(run)
    except ValueError as error:
        last = next((line.element for line in reversed(run.done) if line.facts), row.process)
        raise Incident(last, str(error)) from None


def new_task(run: Run, task: Any, row: Any, parties: Mapping[str, str], moment: datetime) -> Task:
    """The worklist's view of a library task; Incident if nobody is there to do it."""
    spec = task.task_spec
    job = task.internal_data.get("job")
    lane = lane_key(spec.lane or "") or (SYSTEM_LANE if job else "")
    owner = parties.get(lane) or (SYSTEM_LANE if job else "")
    if not owner:
        raise Incident(spec.bpmn_id, f"tidak ada pihak untuk jalur {spec.lane or '(tanpa jalur)'}")
    properties = dict((getattr(spec, "extensions", None) or {}).get("properties", {}))
    return Task(
        id=task.id,
        instance_id=row.id,
        process=row.process,
        version=row.version,
        business_key=row.business_key,
        title=row.title,
        step=properties.get("langkah") or spec.bpmn_id,
        element=spec.bpmn_id,
        name=(spec.bpmn_name or spec.bpmn_id)[:200],
        kind=EXTERNAL if job else USER,
        lane=lane,
        owner=owner,
        claimed_by=None,
        claimed_at=None,
        created_at=moment,
        due_at=None if job else _due_at(run, task, properties),
        priority=_priority(spec, properties),
        status=OPEN,
        ended_at=None,
        ended_by=None,
        on_behalf_of=None,
        note=None,
        retry_at=None,
        properties=properties,
        operation=job["operation"] if job else None,
        arguments=job["arguments"] if job else objects.laid(task),
    )


def _due_at(run: Run, task: Any, properties: Mapping[str, str]) -> datetime | None:
    text = properties.get("batas")
    if not text:
        return run.boundary_due(task)
    try:
        with run.metered():
            return clock.moment(ENGINE.evaluate(task, text))
    except ValueError as error:
        raise Incident(task.task_spec.bpmn_id, f"batas: {error}") from None


def _priority(spec: Any, properties: Mapping[str, str]) -> int:
    try:
        return int(properties.get("prioritas") or 0)
    except ValueError:
        raise Incident(spec.bpmn_id, "prioritas harus bilangan bulat") from None
