"""Where branches come together: parallel and inclusive gateways, and the end of a process, counted by tokens.

The library asks its whole tree which branches have come. It cancels the earlier arrivals, so that a third branch is
waited for in vain once they are pruned, and in a loop it takes the arrivals of earlier rounds for new ones. Here an
arrival that has not been used waits as a task of its own, and only what waits is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

_ALIVE = TaskState.DEFINITE_MASK


def take_latest(data: dict[str, Any], workflow: Any) -> None:
    """Where branches come together, each fact has its latest value.

    The library merges whole branches, so that a branch which never touched a fact can undo what another branch set.
    Inside a loop or multi-instance task every instance has values of its own, and the library's merge stands.
    """
    if not inside_loop(workflow):
        latest = workflow.top_workflow.latest
        for key in data:
            if key in latest:
                data[key] = latest[key]


def inside_loop(workflow: Any) -> bool:
    """Whether a process runs inside an instance of a loop or multi-instance task."""
    while workflow.parent_task_id is not None:
        caller = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        if is_instance(caller):
            return True
        workflow = caller.workflow
    return False


def is_instance(task: Any) -> bool:
    """Whether a task is one instance of a loop or multi-instance task."""
    return not {"key_or_index", "item", "iteration"}.isdisjoint(task.internal_data)


def brings_instances_together(spec: Any) -> bool:
    """A loop or multi-instance task that gathers nothing: whatever its instances set has been told by them."""
    return isinstance(spec, LoopTask) and getattr(spec, "data_output", None) is None


def _waiting(my_task: Any) -> list[Any]:
    """The other arrivals at the same gateway that have not been used, oldest first (a saved tree has another order)."""
    found = [
        task
        for task in my_task.workflow.tasks.values()
        if task.task_spec is my_task.task_spec and task is not my_task and task._state == TaskState.WAITING
    ]
    return sorted(found, key=lambda task: task.last_state_change)


class _Join:
    """A gateway where branches come together: it goes on with one arrival of each flow, and uses them up."""

    def _update_hook(self, my_task: Any) -> bool:
        # One arrival of each flow; the one that came last goes on.
        arrived = {my_task.parent.task_spec: my_task}
        for task in _waiting(my_task):
            arrived.setdefault(task.parent.task_spec, task)
        my_task._inherit_data()
        if not self._may_go(my_task, set(arrived)):
            my_task._set_state(TaskState.WAITING)
            return False
        merged: dict[str, Any] = {}
        for task in arrived.values():
            if task is not my_task:
                DeepMerge.merge(merged, task.data)
                task.cancel()
        my_task.data = DeepMerge.merge(merged, my_task.data)
        return True

    def _may_go(self, my_task: Any, arrived: set[Any]) -> bool:
        """Whether these flows are enough: by default, all that come in."""
        return arrived.issuperset(self.inputs)  # type: ignore[attr-defined]


class JoinAll(_Join, ParallelGateway):
    """Parallel gateway: an arrival on every flow."""

    def _run_hook(self, my_task: Any) -> bool:
        take_latest(my_task.data, my_task.workflow)
        return True


class JoinSome(_Join, InclusiveGateway):
    """Inclusive gateway: no token elsewhere can still come by a flow that is empty, unless by a used one as well."""

    _sources: dict[Any, frozenset[str]] | None = None

    def _may_go(self, my_task: Any, arrived: set[Any]) -> bool:
        if super()._may_go(my_task, arrived):
            return True
        if _on_its_way(my_task):
            return False  # asked again when all tokens have come to rest
        sources = self._reaching()
        came = frozenset[str]().union(*(sources[flow] for flow in arrived))
        missing = frozenset[str]().union(*(sources[flow] for flow in self.inputs if flow not in arrived))
        blocking = missing - came
        return not any(task.task_spec.name in blocking for task in _tokens(my_task))

    def _reaching(self) -> dict[Any, frozenset[str]]:
        """For each flow that comes in, from where it can be reached without passing this gateway. Worked out once."""
        if self._sources is None:
            self._sources = {flow: frozenset(_backward(flow, self)) for flow in self.inputs}
        return self._sources

    def _run_hook(self, my_task: Any) -> bool:
        take_latest(my_task.data, my_task.workflow)
        matches, defaults = self._get_matching_outputs(my_task)
        if not matches and not defaults:
            raise WorkflowTaskException("tidak ada alur yang syaratnya terpenuhi", task=my_task)
        my_task._sync_children(matches or defaults, TaskState.FUTURE)
        for child in my_task.children:
            child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


def _on_its_way(my_task: Any) -> bool:
    """Whether a token elsewhere in the same process is still to be taken on by the engine."""
    return any(
        task._state == TaskState.READY and not task.task_spec.manual and task is not my_task
        for task in my_task.workflow.tasks.values()
    )


def _tokens(my_task: Any) -> Iterator[Any]:
    """Whatever is alive elsewhere in the same process; a task about to begin counts, one only foreseen does not."""
    for task in my_task.workflow.tasks.values():
        if task._state & _ALIVE and task.task_spec is not my_task.task_spec:
            above = task.parent
            if above is None or above._state & TaskState.FINISHED_MASK:
                yield task


def _backward(flow: Any, join: Any) -> set[str]:
    seen: set[str] = set()
    todo = [flow]
    while todo:
        spec = todo.pop()
        if spec is not join and spec.name not in seen:
            seen.add(spec.name)
            todo.extend(spec.inputs)
    return seen


class Finish(_EndJoin):
    """The end of a process: waits until nothing else is alive, with the facts of every branch that has ended."""

    def _update_hook(self, my_task: Any) -> bool:
        carried = my_task.data
        for task in _waiting(my_task):
            DeepMerge.merge(carried, task.data)
        may_go = super()._update_hook(my_task)
        my_task.data = DeepMerge.merge(carried, my_task.parent.data)
        return may_go

    def _run_hook(self, my_task: Any) -> bool:
        for task in _listening(my_task.workflow):
            task.cancel()
        return super()._run_hook(my_task)

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        """An event sub-process that is only armed does not keep its process from ending."""
        armed = _listening(my_task.workflow)
        if not armed:
            return super()._check_threshold_unstructured(my_task)
        beyond = (self, *self.outputs)
        return not any(
            task._state & TaskState.NOT_FINISHED_MASK and task.task_spec not in beyond and task not in armed
            for task in my_task.workflow.tasks.values()
        )


class Exit(BoundaryEventJoin):
    """The way out of an activity with boundary events. The library looks for the ways beside it in the whole tree."""

    def _find_tasks(self, my_task: Any) -> list[Any]:
        """What else has come, or may come, to this very way out."""
        tasks = my_task.workflow.tasks
        found = []
        todo = list(my_task.find_ancestor(self.split_task)._children)
        while todo:
            task = tasks[todo.pop()]
            if task.task_spec is self:
                found.append(task)
            else:
                todo += task._children
        return found


def hold_end(workflow: Any) -> None:
    """Something begins beside branches that have all ended: their end waits for it."""
    for task in workflow.tasks.values():
        if isinstance(task.task_spec, Finish) and task._state == TaskState.READY:
            task._set_state(TaskState.WAITING)


def _listening(workflow: Any) -> list[Any]:
    """Armed event sub-processes."""
    children = workflow.task_tree.children
    return [one for one in children if getattr(one.task_spec, "listens", False) and one._state == TaskState.WAITING]


def reconsider(workflow: Any) -> None:
    """Ask inclusive gateways again: the token they waited for may have gone another way."""
    for part in (workflow, *workflow.subprocesses.values()):
        if not part.completed:
            for task in list(part.tasks.values()):
                if task._state == TaskState.WAITING and isinstance(task.task_spec, JoinSome):
                    task.task_spec._update(task)
