"""The library's task with the same behaviour and less work: text ids (their hash is kept by Python), and no log lines,
which the library words at every change of state whether or not somebody reads them."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState


class Leaf(Task):
    """One task of an instance's tree; `id` is 32 hexadecimal digits."""

    _state: int

    def __init__(
        self, workflow: Any, task_spec: Any, parent: Any = None, state: int = TaskState.MAYBE, id: str = ""
    ) -> None:
        super().__init__(workflow, task_spec, parent, state, id or uuid4().hex)

    @property
    def children(self) -> list[Any]:
        """The tasks below, in the order of the diagram."""
        tasks = self.workflow.tasks
        return [tasks[child] for child in self._children]

    @children.setter
    def children(self, tasks: list[Any]) -> None:
        self._children = [child.id for child in tasks]

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> Any:
        if self._state & TaskState.PREDICTED_MASK and not state & TaskState.PREDICTED_MASK:
            raise WorkflowException("Attempt to add non-predicted child to predicted task", task_spec=self.task_spec)
        task = Leaf(self.workflow, task_spec, self, state)
        task.thread_id = self.thread_id
        if state == TaskState.READY:
            task._ready()
        return task

    def _set_state(self, value: int) -> None:
        if value != self._state:
            self.last_state_change = time.time()
            self._state = value


def plant(workflow: Any) -> None:
    """Give a new workflow its first task, and what can be foreseen below it."""
    root = workflow.task_tree = Leaf(workflow, workflow.spec.start, state=TaskState.FUTURE)
    root.task_spec._predict(root, mask=TaskState.NOT_FINISHED_MASK)
    root._ready()
