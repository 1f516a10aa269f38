"""Errors and escalations: thrown by code, caught by the nearest event sub-process or boundary event around.

The library throws into its whole tree and knows an error's code only in Spiff's own spelling. Here the search goes from
the thrower outwards, and whoever is interrupted stops at once: nothing in it takes another step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import chain
from typing import Any, Final

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import ThrowingEvent
from SpiffWorkflow.util.task import TaskState

from workflows.errors import Incident
from workflows.joins import is_instance, take_latest

ERROR: Final = "error"
ESCALATION: Final = "escalation"


class Thrown(EventDefinition):
    """An error or an escalation. A catching event without a code takes any."""

    at_once = True

    def __init__(self, kind: str, name: str, code: str | None, element: str) -> None:
        super().__init__(name)
        self.kind, self.code, self.element = kind, code, element

    def throw(self, my_task: Any) -> None:
        """Nothing yet: `throw` below follows once the event has completed and stands in the history."""

    def catches(self, my_task: Any, event: Any) -> bool:
        """Never by the library's way, which asks everybody."""
        return False

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]


def throws(task: Any) -> bool:
    """Whether a task that has completed throws an error or an escalation."""
    return isinstance(task.task_spec, ThrowingEvent) and isinstance(task.task_spec.event_definition, Thrown)


def throw(thrower: Any) -> None:
    """Hand it to the nearest that catches. An error nobody catches is an Incident; an escalation has no effect then."""
    _hand_over(
        thrower.task_spec.event_definition,
        thrower,
        _outwards(thrower.workflow, thrower.task_spec.event_definition.kind),
    )


def fail(activity: Any, code: str) -> None:
    """The job of a service task ends with this error: its own boundary events are asked first."""
    around = chain((_beside(activity, ERROR),), _outwards(activity.workflow, ERROR))
    _hand_over(Thrown(ERROR, code, code, activity.task_spec.bpmn_id), activity, around)


def _hand_over(thrown: Thrown, thrower: Any, around: Iterable[list[Any]]) -> None:
    for waiting in around:
        exact = [task for task in waiting if _code(task) == thrown.code]
        for catcher in (exact or [task for task in waiting if _code(task) is None])[:1]:
            _catch(catcher, thrower)
            return
    if thrown.kind == ERROR:
        raise Incident(thrown.element, f"error “{thrown.code}” tidak ditangkap siapa pun")


def _code(task: Any) -> str | None:
    return task.task_spec.event_definition.code


def _outwards(workflow: Any, kind: str) -> Iterator[list[Any]]:
    """What waits for such an event: in the scope, on the activity around it, in the scope around that, and so on."""
    while True:
        yield _waiting(workflow.task_tree.children, kind)
        if workflow.parent_task_id is None:
            return
        owner = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        yield _beside(owner, kind)
        workflow = owner.workflow


def _beside(activity: Any, kind: str) -> list[Any]:
    """The boundary events of an activity that wait for such an event; of an instance, those of the whole."""
    host = activity.parent if is_instance(activity) else activity
    return _waiting(host.parent.children, kind) if isinstance(host.parent.task_spec, BoundaryEventSplit) else []


def _waiting(tasks: list[Any], kind: str) -> list[Any]:
    return [
        task
        for task in tasks
        if task._state == TaskState.WAITING
        and isinstance(definition := getattr(task.task_spec, "event_definition", None), Thrown)
        and definition.kind == kind
    ]


def _catch(catcher: Any, thrower: Any) -> None:
    """The catcher goes on with what the thrower knew."""
    known = deepcopy(thrower.data)
    catcher.task_spec.event_definition.catch(catcher)
    catcher.task_spec._update(catcher)
    catcher.data.update(known)
    take_latest(catcher.data, catcher.workflow)
