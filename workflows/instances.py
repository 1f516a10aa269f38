"""What a multi-instance activity goes over and what it gathers: a list of a bounded number of single values."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.data_spec import TaskDataReference
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask

from workflows.errors import Incident
from workflows.script_engine import MAX_INSTANCES


class Items(TaskDataReference):
    """The list of loopDataInputRef. The library would go over the letters of a text, too, however many."""

    def get(self, my_task: Any) -> list[Any]:
        """The list; Incident where the fact is none, or has more members than there may be instances."""
        value = super().get(my_task)
        if not isinstance(value, list) or len(value) > MAX_INSTANCES:
            what = f"{len(value)} butir" if isinstance(value, list) else "bukan daftar"
            raise Incident(
                my_task.task_spec.bpmn_id,
                f"daftar ulangan {self.bpmn_id} harus daftar, paling banyak {MAX_INSTANCES} butir; ini {what}",
            )
        return value


class Reply(TaskDataReference):
    """What one instance adds to the list of loopDataOutputRef. Lists of lists would have no bound."""

    def get(self, my_task: Any) -> Any:
        """The value; Incident where it is a list itself."""
        value = super().get(my_task)
        if isinstance(value, list | dict):
            raise Incident(my_task.task_spec.bpmn_id, f"hasil ulangan {self.bpmn_id} harus satu nilai, bukan daftar")
        return value


def bound(spec: Any) -> None:
    """Give the multi-instance activities of a process these references in place of the library's."""
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, MultiInstanceTask):
            for name, ours in (("data_input", Items), ("output_item", Reply)):
                reference = getattr(task_spec, name)
                if type(reference) is TaskDataReference:
                    reference.__class__ = ours
