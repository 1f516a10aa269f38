"""The saved form of an instance: positional rows in tree order, without specs, about one kilobyte.

A row: id, index of parent, state, spec name, last state change, triggered, internal data, changed and dropped facts.
Facts are saved as differences from the parent. Decimal and date are tagged, because JSON has neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from workflows import objects
from workflows.compiler import Compiled
from workflows.errors import NewerState
from workflows.leaf import Leaf
from workflows.script_engine import ENGINE
from workflows.tree import Branch, Tree

FORMAT = 2
"""Raised by whoever changes what a saved state means, so that a node of the release before leaves it alone."""
PLAIN = 1
"""The form of an instance without data objects: a node of the release before runs it as well."""
READ = (1, 2)
"""Forms that are still read; each has its golden histories (tests/golden)."""
_MUTABLE = (dict, list, set)


def dumps(value: Any) -> str:
    """JSON text of facts; TypeError for a type that is not kept."""
    return orjson.dumps(value, default=_tag, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def loads(text: str | bytes) -> Any:
    """The value `dumps` wrote, Decimal and date included."""
    return _untag(orjson.loads(text))


def _tag(value: Any) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"$desimal": str(value)}
    if type(value) is date:
        return {"$tanggal": value.isoformat()}
    raise TypeError(f"jenis {type(value).__name__} tidak dapat disimpan")


def _untag(value: Any) -> Any:
    if isinstance(value, dict):
        if len(value) == 1:
            if "$desimal" in value:
                return Decimal(value["$desimal"])
            if "$tanggal" in value:
                return date.fromisoformat(value["$tanggal"])
        return {key: _untag(item) if item.__class__ in _MUTABLE else item for key, item in value.items()}
    if isinstance(value, list):
        return [_untag(item) if item.__class__ in _MUTABLE else item for item in value]
    return value


def form_of(workflow: Tree) -> int:
    """The form an instance is saved in."""
    return FORMAT if objects.are_used(workflow) else PLAIN


def form_in(text: str) -> int:
    """The form of a saved state."""
    return int(orjson.loads(text)["v"])


def encode(workflow: Tree, ended: bool) -> str:
    """The instance as JSON text. `ended`: whether an end event of the top level has completed already."""
    state: dict[str, Any] = {"v": form_of(workflow), "e": ended, "w": _rows(workflow)}
    if workflow.subprocesses:
        by_depth = sorted(workflow.subprocesses.items(), key=lambda item: item[1].depth)
        state["p"] = [[key, _rows(sub)] for key, sub in by_depth]
    return dumps(state)


def _rows(workflow: Any) -> dict[str, Any]:
    rows: list[tuple[Any, ...]] = []
    tasks = workflow.tasks
    stack = [(workflow.task_tree, -1)]
    while stack:
        task, parent = stack.pop()
        index = len(rows)
        changed, dropped = (task.data, ()) if parent < 0 else _difference(tasks[task._parent].data, task.data)
        rows.append(
            (
                task.id,
                parent,
                task._state,
                task.task_spec.name,
                round(task.last_state_change, 6),
                1 if task.triggered else 0,
                _internal(task) or 0,
                changed or 0,
                dropped or 0,
            )
        )
        for child in reversed(task._children):
            stack.append((tasks[child], index))
    last = workflow.last_task.id if workflow.last_task else 0
    return {"t": rows, "d": workflow.data or 0, "l": last, "s": workflow.success, "x": workflow.completed}


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Mapping[str, Any], Sequence[str]]:
    """What `now` has otherwise, and what it no longer has."""
    if before == now:
        return {}, ()
    return DeepMerge.get_updated_keys(before, now), DeepMerge.get_deleted_keys(before, now)


def _internal(task: Leaf) -> dict[str, Any]:
    if not task.internal_data:
        return task.internal_data
    # An event-based gateway keeps the events it saw; they are used before the advance ends and cannot be saved.
    return {key: value for key, value in task.internal_data.items() if key != "seen_events"}


def decode(text: str, compiled: Compiled) -> tuple[Tree, bool]:
    """The workflow `encode` saved, with our script engine, and whether an end event had completed.

    NewerState for one a newer release saved; ValueError for one nobody reads any more.
    """
    state = orjson.loads(text)
    if state["v"] > FORMAT:
        raise NewerState(state["v"])
    if state["v"] not in READ:
        raise ValueError(f"bentuk simpanan {state['v']} tidak dikenal")
    workflow = Tree(compiled.spec, compiled.subs, ENGINE, saved=True)
    _restore(workflow, state["w"], workflow.event_manager)
    for key, rows in state.get("p", ()):
        owner = workflow.get_task_from_id(key)
        sub = Branch(compiled.subs[owner.task_spec.spec], key, workflow, saved=True)
        workflow.subprocesses[key] = sub
        _restore(sub, rows, workflow.event_manager)
        sub.completed_event.connect(owner.task_spec._on_subworkflow_completed, owner)
    return workflow, state["e"]


def _restore(workflow: Any, saved: Mapping[str, Any], events: Any) -> None:
    specs = workflow.spec.task_specs
    tasks: list[Leaf] = []
    for row in saved["t"]:
        task = _task(workflow, specs, tasks, row)
        workflow.tasks[task.id] = task
        tasks.append(task)
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            events.add_task(task)
    workflow.task_tree = tasks[0]
    workflow.success = saved["s"]
    workflow.completed = saved["x"]
    workflow.data = _untag(saved["d"]) if saved["d"] else {}
    workflow.last_task = workflow.tasks.get(saved["l"]) if saved["l"] else None


def _task(workflow: Any, specs: Mapping[str, Any], tasks: list[Leaf], row: list[Any]) -> Leaf:
    key, parent, state, name, changed_at, triggered, internal, changed, dropped = row
    # Leaf.__init__ would make a new id and notify the parent; every attribute it sets is set here.
    task = Leaf.__new__(Leaf)
    task.id = key
    task.workflow = workflow
    task._state = state
    task.triggered = bool(triggered)
    task.task_spec = specs[name]
    task.thread_id = 0
    task.last_state_change = changed_at
    task.internal_data = _untag(internal) if internal else {}
    task._children = []
    task._parent = None
    data: dict[str, Any] = {}
    if parent >= 0:
        above = tasks[parent]
        task._parent = above.id
        above._children.append(task.id)
        # Lists are copied, as the library does: two branches must not share one.
        data = {key: copy(value) if value.__class__ in _MUTABLE else value for key, value in above.data.items()}
    if changed:
        data.update(_untag(changed))
    for key in dropped or ():
        data.pop(key, None)
    task.data = data
    return task
