"""Take the finished past out of an instance's tree; it is in the history table by then.

Without this, cost grows with every step, the library stops finding tasks below depth 1,000, and a parallel join in a
loop counts the finished branches of earlier rounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

FINISHED = TaskState.FINISHED_MASK


def prune(workflow: Any) -> None:
    """Drop finished tasks that nothing living can still ask about.

    A finished run with exactly one living continuation shrinks to its last task; finished stubs beside it go; nothing
    below an unfinished task is touched. A split for boundary events stays as long as it is asked: its task, its events
    or their joins are unfinished until then, so it has more than one living continuation or an unfinished one.
    """
    for part in (workflow, *workflow.subprocesses.values()):
        if not part.completed:
            _prune_tree(part)
    _drop_finished_subprocesses(workflow)


def _prune_tree(part: Any) -> None:
    live = _living(part.tasks)
    todo = [part.task_tree]
    while todo:
        node = todo.pop()
        if not node._state & FINISHED:
            continue
        kept = []
        for child in node.children:
            if child.id in live:
                last = _shrink(part.tasks, child, live)
                last._parent = node.id
                kept.append(last.id)
                todo.append(last)
            else:
                _drop(part.tasks, [child.id])
        node._children = kept
    if part.last_task is not None and part.last_task.id not in part.tasks:
        part.last_task = None


def _living(tasks: dict[str, Any]) -> set[str]:
    live: set[str] = set()
    for task in tasks.values():
        if not task._state & FINISHED:
            current: str | None = task.id
            while current is not None and current not in live:
                live.add(current)
                current = tasks[current]._parent
    return live


def _shrink(tasks: dict[str, Any], task: Any, live: set[str]) -> Any:
    """The last task of a finished run starting here; the ones before it are dropped."""
    while task._state & FINISHED:
        onward = [child for child in task.children if child.id in live]
        if len(onward) != 1 or not onward[0]._state & FINISHED or isinstance(task.task_spec, BoundaryEvent):
            break  # a split tells its activity from its events by what they are
        _drop(tasks, [child for child in task._children if child not in live])
        del tasks[task.id]
        task = onward[0]
    return task


def _drop(tasks: dict[str, Any], ids: Iterable[str]) -> None:
    todo = list(ids)
    while todo:
        task = tasks.pop(todo.pop(), None)
        if task is not None:
            todo.extend(task._children)


def _drop_finished_subprocesses(workflow: Any) -> None:
    for key in list(workflow.subprocesses):
        owner = None
        for part in (workflow, *workflow.subprocesses.values()):
            owner = owner or part.tasks.get(key)
        if owner is None or owner._state & FINISHED:
            del workflow.subprocesses[key]
