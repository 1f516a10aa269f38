"""The library's workflow, which forgets a sub-process whose task the diagram has taken back, and walks its tree only
where the order of several tasks matters."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from workflows import objects
from workflows.leaf import plant


class _Waiting:
    """What a whole instance and a process inside it share."""

    tasks: dict[str, Any]

    @property
    def data_objects(self) -> dict[str, Any]:
        """What conditions on flows see besides the facts."""
        return objects.seen(self)

    def update_waiting_tasks(self) -> None:
        """Ask what waits whether it may go on."""
        waiting = [task for task in self.tasks.values() if task._state == TaskState.WAITING]
        if len(waiting) > 1:
            super().update_waiting_tasks()  # type: ignore[misc]
        elif waiting:
            waiting[0].task_spec._update(waiting[0])


class Branch(_Waiting, BpmnSubWorkflow):
    """A process inside another one: embedded, or called."""

    def __init__(self, spec: Any, parent_task_id: str, top_workflow: Any, *, saved: bool = False) -> None:
        super().__init__(spec, parent_task_id, top_workflow, deserializing=True)
        if not saved:
            plant(self)


class Tree(_Waiting, BpmnWorkflow):
    """One instance's tree of tasks and its sub-processes. `saved`: its tasks come from a saved state."""

    def __init__(self, spec: Any, subs: Any, script_engine: Any, *, saved: bool = False) -> None:
        super().__init__(spec, subs, script_engine=script_engine, deserializing=True)
        if not saved:
            plant(self)

    def create_subprocess(self, my_task: Any, spec_name: str) -> Branch:
        """Begin the process inside a task."""
        branch = self.subprocesses[my_task.id] = Branch(self.subprocess_specs[spec_name], my_task.id, self)
        return branch

    def get_active_subprocesses(self) -> list[Any]:
        """Sub-processes that go on. Asked before every round of steps."""
        self.forget_orphans()
        return super().get_active_subprocesses()

    def refresh_timers(self) -> None:
        """Ask timers that still wait. The library brings back to life what an earlier one of them has cancelled."""
        for task in list(self.event_manager.tasks.values()):
            definition = task.task_spec.event_definition
            if task._state == TaskState.WAITING and isinstance(
                definition, TimerEventDefinition | MultipleEventDefinition
            ):
                task.task_spec._update(task)

    def forget_orphans(self) -> None:
        """Where a multi-instance task is interrupted, the library drops its instances but not the processes inside
        them, and stops at the next step because their task is gone."""
        for key in list(self.subprocesses):
            if key in self.subprocesses and not self._has(key):
                self.subprocesses[key].cancel()  # also what waits in it, and the processes inside
                del self.subprocesses[key]
        for task in list(self.event_manager.tasks.values()):
            if task.workflow.tasks.get(task.id) is not task:  # an event that each instance waited for
                self.event_manager.remove_task(task)

    def _has(self, key: Any) -> bool:
        return key in self.tasks or any(key in part.tasks for part in self.subprocesses.values())

    def _do_engine_steps(self, will_complete_task: Any = None, did_complete_task: Any = None) -> bool:
        """One round, the innermost first. The library also runs what an earlier step of the round has cancelled."""
        active = self.get_active_subprocesses()
        for part in sorted(active, key=lambda one: one.depth, reverse=True):
            while self._run_ready(part, will_complete_task, did_complete_task):
                pass
            if self._has(part.parent_task_id):
                owner = self.get_task_from_id(part.parent_task_id)
                if not owner._state & TaskState.FINISHED_MASK:
                    owner.task_spec._update(owner)
        ran = self._run_ready(self, will_complete_task, did_complete_task)
        return ran > 0 or len(self.get_active_subprocesses()) > len(active)

    @staticmethod
    def _run_ready(part: Any, will_complete_task: Any, did_complete_task: Any) -> int:
        count = 0
        ready = [task for task in part.tasks.values() if task._state == TaskState.READY and not task.task_spec.manual]
        if len(ready) > 1 or part.top_workflow.subprocesses:
            ready = part.get_tasks(state=TaskState.READY, manual=False)
        for task in ready:
            if task._state == TaskState.READY and task.workflow.tasks.get(task.id) is task:
                will_complete_task(task)
                task.run()
                count += 1
                did_complete_task(task)
        return count
