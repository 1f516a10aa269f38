"""Event sub-processes: each is armed when its process or sub-process begins, and runs beside it or in its place.

In the tree a listener stands beside the start event, with the trigger of the event sub-process; the sub-process itself
follows it. The library starts the sub-process at once and lets it wait inside, so that nothing ever ends, and it can
run only once.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BpmnStartTask
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.spiff.specs.defaults import EventSubprocess
from SpiffWorkflow.util.task import TaskState

from workflows.cycles import Cycle
from workflows.elements import Inner, Timer
from workflows.joins import hold_end
from workflows.scopes import arm_again, stop, view


class EventSubProcess(Inner, EventSubprocess):
    """The body: a sub-process whose start event has happened."""


class Listener(IntermediateCatchEvent):
    """Waits in the outer process for the start event of an event sub-process, under that event's id."""

    listens = True

    def __init__(self, outer: Any, start: Any) -> None:
        super().__init__(
            outer, start.bpmn_id, event_definition=start.event_definition, bpmn_name=start.bpmn_name, lane=start.lane
        )
        self.interrupting = start.interrupting

    def _predict_hook(self, my_task: Any) -> None:
        """Nothing follows before it happens: the process may end without."""

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        scope = my_task.workflow
        if self.interrupting:
            stop((task for task in scope.tasks.values() if task not in (my_task, scope.task_tree)), scope.top_workflow)
        else:
            hold_end(scope)
            if self._comes_again(my_task):
                arm_again(my_task)
        my_task.data = deepcopy(view(scope))

    def _comes_again(self, my_task: Any) -> bool:
        """All do but a timer without a rhythm, or with no moment left."""
        definition = self.event_definition
        return definition.again(my_task) if isinstance(definition, Cycle) else not isinstance(definition, Timer)

    def _run_hook(self, my_task: Any) -> Any:
        result = super()._run_hook(my_task)
        my_task._sync_children(self.outputs, TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return result


class Begin(BpmnStartTask):
    """The root of a process: arms its event sub-processes."""

    def connect_or_add_trigger(self, task_spec: Any, sp_spec: Any) -> None:
        """Called by the library's parser for each event sub-process of a process, with its own specs."""
        (start,) = sp_spec.bpmn_start_events
        listener = Listener(self._wf_spec, start)
        self.connect(listener)
        listener.connect(task_spec)
        task_spec.connect(self._wf_spec.end)
        # The listener is the start event for the history; inside, it has happened.
        start.event_definition, start.bpmn_id = NoneEventDefinition(), None


def ends_instance(task: Any) -> bool:
    """Whether a task stands at the top level, or in an event sub-process of the top level."""
    workflow = task.workflow
    while workflow.parent_task_id is not None:
        owner = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        if not isinstance(owner.task_spec, EventSubProcess):
            return False
        workflow = owner.workflow
    return True
