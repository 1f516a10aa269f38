"""What a process or sub-process knows as a whole, for those who begin beside its branches: event sub-processes and
conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.joins import inside_loop

_SEEN = "dilihat"
_ADDRESS = "alamat"


def view(workflow: Any) -> dict[str, Any]:
    """The facts as they are now; inside a loop or multi-instance task, those of this instance."""
    if not inside_loop(workflow):
        return dict(workflow.top_workflow.latest)
    seen = workflow.data.get(_SEEN, {})
    known = {**workflow.task_tree.data, **seen}
    return {key: value for key, value in known.items() if key not in workflow.data.get(_SEEN + "_hilang", ())}


def tell(workflow: Any, changed: Mapping[str, Any], dropped: Iterable[str]) -> None:
    """What a step inside a loop has changed; kept only where somebody will look."""
    while inside_loop(workflow):
        if getattr(workflow.spec, "watched", False):
            gone = [key for key in workflow.data.get(_SEEN + "_hilang", ()) if key not in changed]
            gone += [key for key in dropped if key not in gone]
            workflow.data[_SEEN] = {**workflow.data.get(_SEEN, {}), **changed}
            if gone or _SEEN + "_hilang" in workflow.data:
                workflow.data[_SEEN + "_hilang"] = gone
        workflow = workflow.top_workflow.get_task_from_id(workflow.parent_task_id).workflow


def address(task: Any) -> str:
    """By what the outside knows a waiting event: its id, or that of the one it follows.

    A signal that is on its way to an event must still find it after it has happened once more and waits again.
    """
    return str(task.internal_data.get(_ADDRESS) or task.id)


def addressed(waiting: Mapping[str, Any], name: str) -> Any | None:
    """The waiting task of that address, if it still waits."""
    found = waiting.get(name)
    return found or next((task for task in waiting.values() if task.internal_data.get(_ADDRESS) == name), None)


def arm_again(my_task: Any) -> None:
    """Wait once more beside an event that has just happened and interrupts nothing."""
    spec = my_task.task_spec
    fresh = my_task.parent._add_child(spec, TaskState.WAITING)
    fresh.triggered = True
    fresh.internal_data[_ADDRESS] = address(my_task)
    if hasattr(spec.event_definition, "carry"):
        spec.event_definition.carry(my_task, fresh)
    spec._update(fresh)


def stop(tasks: Iterable[Any], top: Any) -> None:
    """Cancel what is not finished, and whatever runs inside it."""
    for task in list(tasks):
        if task.workflow.tasks.get(task.id) is task and not task._state & TaskState.FINISHED_MASK:
            task.cancel()
    top.forget_orphans()
