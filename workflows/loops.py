"""Multi-instance tasks whose item and answer are their own in every instance, and that may run again in a loop.

The library leaves the item behind in the facts and then refuses to begin the next instance, or the next round.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask, SequentialMultiInstanceTask

_SLOT = "semula"


class _Each:
    """What the facts held under the names of item and answer is set aside and put back at the end."""

    input_item: Any
    output_item: Any
    data_input: Any
    data_output: Any

    def create_child(self, my_task: Any, item: Any, key_or_index: Any = None) -> None:
        """One instance."""
        self._set_aside(my_task)
        super().create_child(my_task, item, key_or_index)  # type: ignore[misc]

    def merge_child(self, workflow: Any, child: Any) -> None:
        """An instance is done. What it found stays, but not its item."""
        super().merge_child(workflow, child)  # type: ignore[misc]
        for name in self._names():
            child.parent.data.pop(name, None)

    def init_data_output_with_input_data(self, my_task: Any, input_data: Any) -> None:
        """Answers are gathered anew in each round."""
        if self.data_output.bpmn_id != self.data_input.bpmn_id:
            self.data_output.set(my_task, [])

    def init_data_output_with_cardinality(self, my_task: Any) -> None:
        """Answers are gathered anew in each round."""
        self.data_output.set(my_task, [])

    def _run_hook(self, my_task: Any) -> Any:
        result = super()._run_hook(my_task)  # type: ignore[misc]
        my_task.data.update(my_task.internal_data.pop(_SLOT, {}))
        return result

    def _set_aside(self, my_task: Any) -> None:
        if _SLOT not in my_task.internal_data:
            names = [name for name in self._names() if name in my_task.data]
            my_task.internal_data[_SLOT] = {name: my_task.data.pop(name) for name in names}
        for name in self._names():
            my_task.data.pop(name, None)

    def _names(self) -> list[str]:
        references = [one for one in (self.input_item, self.output_item) if one is not None]
        return [one.bpmn_id for one in references]


class EachAtOnce(_Each, ParallelMultiInstanceTask):
    """Parallel multi-instance."""


class EachInTurn(_Each, SequentialMultiInstanceTask):
    """Sequential multi-instance."""
