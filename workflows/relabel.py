"""The worklist after an instance went to another version: the same tasks under what the new diagram says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit

from workflows import codec
from workflows.elements import Guard, Timer
from workflows.plan import new_task
from workflows.run import Run
from workflows.values import Task

_KEPT = ("id", "step", "element", "name", "lane", "owner", "delegated_by", "claimed_by", "priority")
_MOMENTS = ("due_at", "claimed_at")


def relabelled(
    before: Run, after: Run, tasks: Mapping[str, Task], row: Any, version: int, moment: datetime
) -> list[Task]:
    """Each open task as the new version has it; Incident names the step whose deadline cannot be worked out.

    Who holds it stays, except where the step has moved to another lane; the deadline stays unless its rule changed.
    """
    parties = codec.loads(row.parties)
    there = SimpleNamespace(**{**row._mapping, "version": version})
    were = {task.id: task for task in before.open_tasks()}
    made = []
    for item in after.open_tasks():
        old = tasks[item.id]
        new = new_task(after, item, there, parties, moment)
        same_lane = new.lane == old.lane
        kept = replace(
            new,
            owner=old.owner if same_lane else new.owner,
            delegated_by=old.delegated_by if same_lane else None,
            claimed_by=old.claimed_by if same_lane else None,
            claimed_at=old.claimed_at if same_lane else None,
            created_at=old.created_at,
            due_at=old.due_at if _rule(were[item.id]) == _rule(item) else new.due_at,
            status=old.status,
            note=old.note,
            retry_at=old.retry_at,
        )
        made.append(kept)
    return made


def labels(task: Task) -> dict[str, Any]:
    """What a version says of a task, and who held it, as kept facts."""
    kept = {name: getattr(task, name) for name in _KEPT}
    return kept | {"properties": dict(task.properties), **{name: _text(getattr(task, name)) for name in _MOMENTS}}


def labelled(task: Task, kept: Mapping[str, Any], version: int) -> Task:
    """A task with its labels of before; who has claimed it stays, unless the other version gave it to somebody else."""
    values = {**kept, **{name: _moment(kept[name]) for name in _MOMENTS}, "version": version}
    if kept["owner"] == task.owner:
        values |= {"claimed_by": task.claimed_by, "claimed_at": task.claimed_at}
    return replace(task, **values)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None


def _rule(task: Any) -> Any:
    """What the deadline of a task is worked out from."""
    spec = task.task_spec
    text = dict((getattr(spec, "extensions", None) or {}).get("properties", {})).get("batas")
    if text:
        return text
    split = next((one for one in spec.inputs if isinstance(one, BoundaryEventSplit)), None)
    guards = [one.event_definition for one in split.outputs if isinstance(one, Guard)] if split is not None else []
    return sorted(one.expression for one in guards if isinstance(one, Timer))
