"""BPMN elements that behave differently here than in the library: services, timers, messages and event gateways."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent, EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent, PendingBpmnEvent
from SpiffWorkflow.spiff.specs.defaults import CallActivity, SubWorkflowTask
from SpiffWorkflow.spiff.specs.defaults import ServiceTask as LibraryServiceTask
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from workflows import clock, facts
from workflows.errors import Incident
from workflows.joins import Finish, take_latest
from workflows.scopes import arm_again, stop

MAX_MESSAGE_KEY = 200


def _whole_list(old: list[Any], new: list[Any], path: Any = None) -> None:
    old[:] = new


# The library merges lists item by item ([1, 2, 3] with [3] gives [1]). A list is one value here.
DeepMerge.merge_array = staticmethod(_whole_list)


class ServiceTask(LibraryServiceTask):
    """Stops the engine: leaves operation and arguments for a job, which completes the task later."""

    def _execute(self, task: Any) -> None:
        engine = task.workflow.script_engine
        arguments = {}
        for name, parameter in self.operation_params.items():
            value = engine.evaluate(task, parameter["value"])
            try:
                arguments[name] = facts.check_value(name, value)
            except ValueError as error:
                raise Incident(self.bpmn_id, str(error)) from None
        task.internal_data["job"] = {"operation": self.operation_name, "arguments": arguments}


class Timer(TimerEventDefinition):
    """An expression giving an ISO date-time, date or duration; due when now >= that moment."""

    def __init__(self, name: str, expression: str, element: str, **kwargs: Any) -> None:
        super().__init__(name, expression, **kwargs)
        self.element = element
        self.slot = f"waktu:{element}"

    def slots(self) -> tuple[str, ...]:
        """Where a waiting task keeps what was fixed."""
        return (self.slot,)

    def due(self, my_task: Any) -> datetime:
        """The aware UTC moment, fixed when first asked; Incident if the text gives none."""
        stored = my_task.internal_data.get(self.slot)
        if stored is not None:
            return datetime.fromisoformat(stored)
        value = my_task.workflow.script_engine.evaluate(my_task, self.expression)
        try:
            moment = clock.moment(value)
        except ValueError as error:
            raise Incident(self.element, str(error)) from None
        my_task.internal_data[self.slot] = moment.isoformat()
        return moment

    def has_fired(self, my_task: Any) -> bool:
        """Whether the clock has reached the moment."""
        return self.due(my_task) <= clock.now()

    def reset(self, my_task: Any) -> None:
        """Forget the moment, so that a loop sets a new one."""
        my_task.internal_data.pop(self.slot, None)
        super().reset(my_task)

    def details(self, my_task: Any) -> PendingBpmnEvent:
        """What the library lists as waiting."""
        return PendingBpmnEvent(self.name, "Timer", self.due(my_task).isoformat())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Timer) and self.element == other.element

    __hash__ = None  # type: ignore[assignment]


class Letters(EventDefinition):
    """What messages and signals share: facts that travel with the event, and being caught by what it was meant for.

    `carries` (property `muatan`) names the facts the sender gives along.
    """

    word = ""

    def __init__(self, name: str, element: str, carries: tuple[str, ...]) -> None:
        super().__init__(name)
        self.element = element
        self.carries = carries

    def payload(self, my_task: Any) -> dict[str, Any]:
        """The facts given along; Incident if one of them is not there."""
        missing = [name for name in self.carries if name not in my_task.data]
        if missing:
            raise Incident(self.element, f"{self.word} {self.name} tidak dapat membawa {', '.join(missing)}: belum ada")
        return {name: my_task.data[name] for name in self.carries}

    def catches(self, my_task: Any, event: Any) -> bool:
        """Only what the engine delivers to this very definition."""
        return self == event.event_definition

    def catch(self, my_task: Any, event: Any = None) -> None:
        """Keep the facts until the event runs."""
        my_task.internal_data["pesan"] = dict(event.payload or {})
        my_task._set_internal_data(event_fired=True)

    def again(self, my_task: Any) -> bool:
        """Beside an activity every one that comes counts."""
        return True

    def wait_on(self, my_task: Any) -> None:
        """Ready for the next one; what came is another task's by now."""
        my_task.internal_data.pop("pesan", None)
        my_task._set_internal_data(event_fired=False)

    def update_task_data(self, my_task: Any) -> None:
        """The facts that came become facts of the receiver."""
        received: Mapping[str, Any] = my_task.internal_data.pop("pesan", {})
        my_task.data.update(received)


class Message(Letters, MessageEventDefinition):
    """A message between instances. It always travels through the outbox, also within one instance.

    `key_expression` (property `kunci`) gives the text both sides must agree on; without it, the business key.
    """

    word = "pesan"

    def __init__(self, name: str, element: str, key_expression: str | None, carries: tuple[str, ...]) -> None:
        MessageEventDefinition.__init__(self, name)
        self.element = element
        self.carries = carries
        self.key_expression = key_expression
        self.slot = f"kunci:{element}"

    def slots(self) -> tuple[str, ...]:
        """Where a waiting task keeps what was fixed."""
        return (self.slot,)

    def key(self, my_task: Any) -> str:
        """The correlation text, fixed when first asked."""
        stored = my_task.internal_data.get(self.slot)
        if stored is None:
            stored = my_task.internal_data[self.slot] = self._key(my_task)
        return stored

    def _key(self, my_task: Any) -> str:
        if self.key_expression is None:
            return my_task.workflow.top_workflow.business_key
        value = my_task.workflow.script_engine.evaluate(my_task, self.key_expression)
        if value is None or isinstance(value, bool) or not isinstance(value, str | int | date):
            raise Incident(self.element, f"kunci pesan {self.name} harus teks, bukan {value!r}")
        text = value.isoformat() if isinstance(value, date) else str(value)
        if not 0 < len(text) <= MAX_MESSAGE_KEY:
            raise Incident(self.element, f"kunci pesan {self.name} kosong atau terlalu panjang")
        return text

    def throw(self, my_task: Any) -> None:
        """Put the message into the instance's outbox; the advance writes it with everything else."""
        letter = (self.name, self._key(my_task), self.payload(my_task))
        my_task.workflow.top_workflow.outbox.append(letter)

    def update_task(self, my_task: Any) -> None:
        """Fix the key while waiting begins, so that an error shows now and not when the message comes."""
        self.key(my_task)

    def reset(self, my_task: Any) -> None:
        """Forget the key, so that a loop sets a new one."""
        my_task.internal_data.pop(self.slot, None)
        my_task._set_internal_data(event_fired=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.name, self.element) == (other.name, other.element)

    __hash__ = None  # type: ignore[assignment]


class Asked(Message):
    """The message that starts a process. Who begins it for one is workflows.opening; once begun, it has come."""

    def has_fired(self, my_task: Any) -> bool:
        """Always: also where a person or a caller has started it."""
        return True


class Guard(BoundaryEvent):
    """Boundary event. What follows it becomes certain only when it happens; a multi-instance task insists on that."""

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        if getattr(self.event_definition, "at_once", False):
            if self.cancel_activity:
                beside = (task for task in my_task.parent.children if task is not my_task)
                happened = TaskState.READY  # a reminder that has happened as well goes its way
                stop(
                    (one for one in beside if not (isinstance(one.task_spec, Guard) and one._state == happened)),
                    my_task.workflow.top_workflow,
                )
            else:
                arm_again(my_task)

    def _run_hook(self, my_task: Any) -> Any:
        result = super()._run_hook(my_task)
        if not my_task.children:  # armed again, so never foreseen
            my_task._sync_children(self.outputs, TaskState.MAYBE)
        for child in my_task.children:
            if child.has_state(TaskState.PREDICTED_MASK):
                child._set_state(TaskState.FUTURE)
                child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return result


class EventGateway(EventBasedGateway):
    """Exactly one of its events goes on: a message that has come, else the timer that was due first."""

    def connect(self, child: Any) -> None:
        """The library moves the child's event to the gateway; the child keeps it as `caught`, for the history."""
        child.caught = child.event_definition
        super().connect(child)

    def _run_hook(self, my_task: Any) -> Any:
        seen = my_task.internal_data.get("seen_events", [])
        came = [event for event in seen if not isinstance(event.event_definition, Timer)]
        # The library notes some of the timers that are due, in the order of drawing; ask them all.
        timers = [one for one in self.event_definition.event_definitions if isinstance(one, Timer)]
        timers.sort(key=lambda timer: timer.due(my_task))
        my_task.internal_data["seen_events"] = (came + [BpmnEvent(timer) for timer in timers])[:1]
        return super()._run_hook(my_task)


class Inner:
    """A process in a process: its branches come together at its end."""

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        """The facts the inner process leaves to the outer one, also of branches that had ended before a terminate."""
        super().update_data(my_task, subworkflow)  # type: ignore[misc]
        ended: dict[str, Any] = {}
        for task in subworkflow.tasks.values():
            if isinstance(task.task_spec, Finish):
                DeepMerge.merge(ended, task.data)
        my_task.data = DeepMerge.merge(ended, my_task.data)
        take_latest(my_task.data, subworkflow)


class SubProcess(Inner, SubWorkflowTask):
    """Embedded sub-process."""


class Call(Inner, CallActivity):
    """Call activity."""
