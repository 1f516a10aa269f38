"""The library's workflow, which forgets a sub-process whose task the diagram has taken back."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow


class Tree(BpmnWorkflow):
    """One instance's tree of tasks and its sub-processes."""

    def get_active_subprocesses(self) -> list[Any]:
        """Sub-processes that go on. Asked before every round of steps.

        Where a multi-instance task is interrupted, the library drops its instances but not the processes inside them,
        and stops at the next step because their task is gone.
        """
        for key in list(self.subprocesses):
            if key in self.subprocesses and not self._has(key):
                self.subprocesses[key].cancel()  # also what waits in it, and the processes inside
                del self.subprocesses[key]
        return super().get_active_subprocesses()

    def _has(self, key: Any) -> bool:
        return key in self.tasks or any(key in part.tasks for part in self.subprocesses.values())
