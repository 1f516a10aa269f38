"""Conditional events: they happen when their condition becomes true, looked at after every step of an advance.

A condition of which not all facts are known yet is not true. Inside a loop or multi-instance task it sees what that
instance knows, elsewhere the facts as they are now.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from workflows import expressions
from workflows.scopes import view

_SLOT = "benar"


class Condition(EventDefinition):
    """Fires once each time it becomes true; also at once if it is true when waiting begins."""

    at_once = True

    def __init__(self, name: str, expression: str, element: str) -> None:
        super().__init__(name)
        self.expression, self.element = expression, element

    def catches(self, my_task: Any, event: Any) -> bool:
        """No event brings it about."""
        return False

    def carry(self, old: Any, new: Any) -> None:
        """What fires again must have been false in between."""
        new.internal_data[_SLOT] = old.internal_data[_SLOT]

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = None  # type: ignore[assignment]


def look(tree: Any) -> None:
    """Fire what has become true, the outermost first; what that interrupts is not asked any more."""
    waiting = [task for task in tree.event_manager.tasks.values() if isinstance(_definition(task), Condition)]
    for task in sorted(waiting, key=lambda task: (task.workflow.depth, _definition(task).element)):
        if task._state == TaskState.WAITING and task.workflow.tasks.get(task.id) is task and not _too_late(task):
            was, now = task.internal_data.get(_SLOT, False), _holds(task)
            if was != now:
                task.internal_data[_SLOT] = now
            if now and not was:
                _definition(task).catch(task)
                task.task_spec._update(task)


def _too_late(task: Any) -> bool:
    """Whether the activity a boundary event sits on has done its work and only needs to be left."""
    split = task.parent.task_spec
    if not isinstance(split, BoundaryEventSplit):
        return False
    main = [one for one in task.parent.children if not isinstance(one.task_spec, BoundaryEvent)]
    return any(one._state == TaskState.READY and isinstance(one.task_spec, LoopTask) for one in main)


def _definition(task: Any) -> Any:
    return task.task_spec.event_definition


def _holds(task: Any) -> bool:
    expression, facts = _definition(task).expression, {**view(task.workflow), **task.workflow.data_objects}
    if not expressions.names(expression) <= facts.keys():
        return False
    return bool(task.workflow.script_engine.evaluate_over(task, expression, facts))
