"""Data objects: values that belong to one run of a process or sub-process, and not to a token.

A step reads one where the diagram draws an arrow from it (dataInputAssociation), and writes it, when it is done, where
an arrow leads to it (dataOutputAssociation). The step knows the value by the object's id, like a fact; nobody else
does, except conditions on flows and conditional events, which see what is in scope. Kept once for each run, with its
tree: the size does not depend on how often it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.arrows import Drawn
from workflows.errors import Incident, NotPossible
from workflows.joins import is_instance

_SLOT = "objek"


class Bound:
    """What the library asks at a step: `get` when it becomes ready, `set` when it is done."""

    bpmn_id = None

    def __init__(self, reads: tuple[str, ...], writes: tuple[str, ...]) -> None:
        self.reads, self.writes = reads, writes

    def get(self, my_task: Any) -> None:
        """Lay what it reads among its facts; Incident where nobody has written it."""
        for name in self.reads:
            values = _home(my_task.workflow, name).data.get(_SLOT, {})
            if name not in values:
                raise Incident(
                    my_task.task_spec.bpmn_id, f"objek data {name} belum terisi, padahal langkah ini membacanya"
                )
            my_task.data[name] = _own(values[name])

    def set(self, my_task: Any) -> None:
        """Keep what it writes; nothing of it stays among the facts."""
        for name in self.writes:
            if name not in my_task.data:
                raise Incident(
                    my_task.task_spec.bpmn_id, f"objek data {name} tidak diisi, padahal langkah ini menulisnya"
                )
            home = _home(my_task.workflow, name)
            home.data[_SLOT] = {**home.data.get(_SLOT, {}), name: my_task.data[name]}
        for name in (*self.reads, *self.writes):
            my_task.data.pop(name, None)


def bind(specs: Mapping[str, Any], found: Drawn) -> None:
    """Tell the processes of one text what they hold, and their steps what they read and write."""
    hidden = frozenset(found.homes)
    for name, spec in specs.items():
        spec.hidden = hidden
        spec.objects = frozenset(one for one, home in found.homes.items() if home == name)
        for step in spec.task_specs.values():
            at = step.bpmn_id
            if spec.task_specs.get(at) is step and (at in found.reads or at in found.writes):
                bound = Bound(found.reads.get(at, ()), found.writes.get(at, ()))
                step.data_input_associations = [bound] if bound.reads else []
                step.data_output_associations = [bound]


def bound_to(spec: Any) -> Bound | None:
    """What a step reads and writes, if it does."""
    return next(iter(spec.data_output_associations), None)


def hidden(workflow: Any) -> frozenset[str]:
    """The names of all objects of its text: no fact is called so there."""
    return getattr(workflow.spec, "hidden", frozenset())


def seen(workflow: Any) -> dict[str, Any]:
    """The objects in scope, by name: its own, and those of what it is drawn in."""
    names = hidden(workflow)
    found: dict[str, Any] = {}
    while names and workflow is not None and hidden(workflow) is names:
        found = {**workflow.data.get(_SLOT, {}), **found}
        workflow = workflow.parent_workflow
    return found


def laid(task: Any) -> dict[str, Any]:
    """What an open task has been given to read."""
    bound = bound_to(task.task_spec)
    names = bound.reads if bound is not None else ()
    if is_instance(task) and (above := bound_to(task.parent.task_spec)) is not None:
        names = (*names, *above.reads)
    return {name: task.data[name] for name in names if name in task.data}


def written(task: Any) -> dict[str, Any]:
    """What a task that is done has written just now."""
    bound = bound_to(task.task_spec)
    return {name: _home(task.workflow, name).data[_SLOT][name] for name in bound.writes} if bound is not None else {}


def refuse(task: Any, given: Mapping[str, Any]) -> None:
    """NotPossible where facts are called like an object that this task does not write."""
    names = hidden(task.workflow)
    if not names:
        return
    own = [bound_to(task.task_spec)]
    own += [bound_to(task.parent.task_spec)] if is_instance(task) else []
    may = {name for bound in own if bound is not None for name in bound.writes}
    wrong = sorted(names.intersection(given) - may)
    if wrong:
        raise NotPossible(f"fakta {wrong[0]}: itu objek data proses ini, dan langkah ini tidak menulisnya")


def refuse_brought(task: Any, given: Mapping[str, Any], element: str) -> None:
    """Incident where what came with an event is called like an object that the event does not write."""
    try:
        refuse(task, given)
    except NotPossible as error:
        raise Incident(element, str(error)) from None


def refuse_first(spec: Any, given: Mapping[str, Any]) -> None:
    """ValueError where first facts are called like an object."""
    wrong = sorted(getattr(spec, "hidden", frozenset()).intersection(given))
    if wrong:
        raise ValueError(f"fakta {wrong[0]}: itu objek data proses ini; hanya langkahnya yang mengisinya")


def parts_with(workflow: Any) -> list[dict[str, Any]]:
    """The objects of every run inside an instance, one mapping for each run that has some."""
    parts = (workflow, *workflow.subprocesses.values())
    return [part.data[_SLOT] for part in parts if not part.completed and _SLOT in part.data]


def are_used(workflow: Any) -> bool:
    """Whether an instance's text, or one it calls, has objects: the releases before cannot run it."""
    return any(getattr(spec, "hidden", ()) for spec in (workflow.spec, *workflow.subprocess_specs.values()))


def _home(workflow: Any, name: str) -> Any:
    while name not in workflow.spec.objects:
        workflow = workflow.parent_workflow
    return workflow


def _own(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value
