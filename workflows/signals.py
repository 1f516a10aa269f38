"""Signals: a broadcast to every event, of every instance, that waits for the name when it is thrown.

The thrower only notes it. With the advance one row is written for each event that waits, however many there are, by one
statement; each receiver is woken by the tick in a transaction of its own. A signal is never kept for who waits later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.util.task import TaskState

from workflows.elements import Letters
from workflows.scopes import address


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A signal as it was thrown. `own`: tasks of the thrower's own instance that waited for it just then."""

    name: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    own: tuple[str, ...] = ()


class Signal(Letters):
    """A signal. `carries` (property `muatan`) names the facts the thrower gives along."""

    word = "sinyal"

    def throw(self, my_task: Any) -> None:
        """Note it on the instance; the advance writes it with everything else."""
        top = my_task.workflow.top_workflow
        own = tuple(address(task) for task in top.event_manager.tasks.values() if _waits_for(task, self.name))
        top.signals.append(Broadcast(self.name, self.payload(my_task), own))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signal) and (self.name, self.element) == (other.name, other.element)

    __hash__ = None  # type: ignore[assignment]


def _waits_for(task: Any, name: str) -> bool:
    definition = task.task_spec.event_definition
    several = definition.event_definitions if isinstance(definition, MultipleEventDefinition) else [definition]
    return task._state == TaskState.WAITING and any(isinstance(one, Signal) and one.name == name for one in several)
