"""An instance's tokens set into another version's diagram, in memory: same tasks, same facts, same moments.

The tree of the new version is built around what stands in the old one; what is behind a token (the finished past) and
before it (what the library foresees) comes from the new diagram. Nothing runs meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins import CallActivityMixin, SubWorkflowTaskMixin
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from workflows import objects
from workflows.compiler import Compiled
from workflows.conditions import Condition
from workflows.elements import Guard, ServiceTask, Timer
from workflows.errors import Incident
from workflows.event_subprocess import Listener
from workflows.joins import Finish, JoinAll, JoinSome, is_instance
from workflows.leaf import Leaf
from workflows.run import Run, definitions_of
from workflows.script_engine import ENGINE
from workflows.tokens import entrance, find_spec, name_of
from workflows.tree import Branch, Tree

_STANDS = TaskState.READY | TaskState.STARTED | TaskState.WAITING
_FIXED = ("waktu:", "irama:", "kunci:")
_FORESEEN = TaskState.FUTURE | TaskState.PREDICTED_MASK


@dataclass(slots=True)
class Trouble:
    """Why tokens find no place: what a mapping can help, what nothing can; each reason names its element."""

    mapping: list[str] = field(default_factory=list)
    fatal: list[str] = field(default_factory=list)

    def reasons(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.fatal, *self.mapping)))


def transplant(run: Run, new: Compiled, mapping: Mapping[str, str], business_key: str) -> tuple[Run | None, Trouble]:
    """The instance in the new version, or why not. `mapping`: old element ids to new ones; `run` stays as it is."""
    surgeon = _Surgeon(Tree(new.spec, new.subs, ENGINE, saved=True), run.workflow, mapping)
    surgeon.trouble.fatal += _taken(run, new)
    surgeon.part(run.workflow, surgeon.top, False)
    if surgeon.trouble.fatal or surgeon.trouble.mapping:
        return None, surgeon.trouble
    return Run(surgeon.top, run.ended, run.facts, business_key), surgeon.trouble


def standing(run: Run) -> tuple[str, ...]:
    """The elements where anything of an instance stands, each once, in no special order."""
    found = [
        task.task_spec.bpmn_id
        for part in (run.workflow, *run.workflow.subprocesses.values())
        if not part.completed
        for task in part.tasks.values()
        if task._state & _STANDS and task.task_spec.bpmn_id is not None
    ]
    return tuple(dict.fromkeys(found))


class _Surgeon:
    """One transplantation."""

    def __init__(self, top: Tree, old: Any, mapping: Mapping[str, str]) -> None:
        self.top = top
        self.old = old
        self.mapping = mapping
        self.trouble = Trouble()

    def part(self, old: Any, new: Any, called: bool) -> None:
        """A process or sub-process run: its tokens set into the new tree, one beside the other."""
        new.task_tree = _copy(old.task_tree, new, new.spec.start, None)
        new.data, new.success, new.completed = dict(old.data), old.success, old.completed
        self._listeners(old, new, called)
        for task in list(old.tasks.values()):
            above = task.parent
            if task._state & _STANDS and above is not None and above._state & TaskState.FINISHED_MASK:
                self._token(task, above, new, called)

    def _listeners(self, old: Any, new: Any, called: bool) -> None:
        """Event sub-processes: armed ones stay so, those that have begun are not armed again, new ones are armed."""
        known = {self._mapped(spec.bpmn_id, new, called) for spec in old.spec.task_specs.values() if _listens(spec)}
        armed = {
            self._mapped(task.task_spec.bpmn_id, new, called): task
            for task in old.tasks.values()
            if _listens(task.task_spec) and task._state == TaskState.WAITING
        }
        for spec in list(new.spec.task_specs.values()):
            if not _listens(spec) or (spec.bpmn_id in known and spec.bpmn_id not in armed) or new.completed:
                continue
            made = new.task_tree._add_child(spec, TaskState.WAITING)
            if spec.bpmn_id in armed:
                _rename(made, armed[spec.bpmn_id].id)
                self._become(made, armed[spec.bpmn_id], called)
            else:
                self._arm(made, new.task_tree)

    def _token(self, task: Any, above: Any, new: Any, called: bool) -> None:
        spec = task.task_spec
        if isinstance(spec, Guard | Listener | BoundaryEventJoin):
            return  # comes with its task or its process, or is foreseen anew
        if isinstance(spec, Finish):
            end = next(one for one in new.spec.task_specs.values() if isinstance(one, Finish))
            self._behind(task, new, new.spec.start, end)
            return
        if spec.bpmn_id is None:
            self.trouble.fatal.append(f"{spec.name}: bagian ini belum dapat dialihkan.")
            return
        there = self._counterpart(spec, new, called)
        if there is None:
            return
        if isinstance(spec, JoinAll | JoinSome):
            self._arrival(task, above, new, there, called)
        elif isinstance(entrance(there), BoundaryEventSplit):
            self._guarded(task, above, new, there, called)
        else:
            self._behind(task, new, new.spec.start, there, called)

    def _counterpart(self, spec: Any, new: Any, called: bool) -> Any | None:
        """The new version's element, or None after saying what is wrong with it."""
        name = self._mapped(spec.bpmn_id, new, called)
        there = find_spec(new.spec, name)
        if there is None:
            to = f" (dipetakan ke {name})" if name != spec.bpmn_id else ""
            self.trouble.mapping.append(
                f"{_title(spec)}{to} tidak ada lagi di versi ini; petakan ke langkah penggantinya di bagian yang sama."
            )
            return None
        was, now = _nature(spec), _nature(there)
        if was != now:
            self.trouble.fatal.append(f"{_title(spec)} berubah jenis dari {was} menjadi {now}.")
            return None
        return there

    def _mapped(self, name: str, new: Any, called: bool) -> str:
        """In a called process only what is no longer there is looked for under another name."""
        if called and name in new.spec.task_specs:
            return name
        return self.mapping.get(name, name)

    def _arrival(self, task: Any, above: Any, new: Any, there: Any, called: bool) -> None:
        """What waits at a gateway is counted by the flow it came by."""
        source = above.task_spec
        if source.bpmn_id is None:
            flow = new.spec.task_specs.get(source.name)
        else:
            flow = find_spec(new.spec, self._mapped(source.bpmn_id, new, called))
        if flow not in there.inputs:
            self.trouble.fatal.append(
                f"Cabang dari {_title(source)} sudah sampai di {_title(task.task_spec)}; alur itu tidak ada lagi."
            )
            return
        self._behind(task, new, flow, there, called)

    def _behind(self, task: Any, new: Any, passed: Any, there: Any, called: bool = False) -> Any:
        """The task at its new element, behind something that is over and holds what it found."""
        before = _over(new, passed, task.parent.data)
        made = before._add_child(there, TaskState.FUTURE)
        there._predict(made, mask=_FORESEEN)
        _rename(made, task.id)
        self._become(made, task, called)
        return made

    def _guarded(self, task: Any, above: Any, new: Any, there: Any, called: bool) -> None:
        """A task with boundary events: those that waited wait on, those that happened do not return, new ones begin."""
        was_guarded = isinstance(above.task_spec, BoundaryEventSplit)
        before = _over(new, new.spec.start, (above.parent if was_guarded else above).data)
        split = before._add_child(entrance(there), TaskState.FUTURE)
        split.task_spec._predict(split, mask=_FORESEEN)
        split.data = dict(above.data)
        split._state = TaskState.COMPLETED
        main = next(child for child in split.children if child.task_spec is there)
        _rename(main, task.id)
        self._become(main, task, called)
        known = {self._mapped(one.bpmn_id, new, called) for one in _guards(above.task_spec)} if was_guarded else set()
        waited = {
            self._mapped(child.task_spec.bpmn_id, new, called): child
            for child in (above.children if was_guarded else ())
            if isinstance(child.task_spec, Guard) and child._state == TaskState.WAITING
        }
        for guard in list(split.children):
            name = guard.task_spec.bpmn_id
            if guard is main:
                continue
            if name in waited:
                _rename(guard, waited[name].id)
                self._become(guard, waited[name], called)
            elif name in known:
                new._remove_task(guard.id)
            else:
                self._arm(guard, split)

    def _arm(self, guard: Any, split: Any) -> None:
        """What the old version did not have: its time begins now; the next tick sees whether it is due."""
        guard.data = dict(split.data)
        guard._state = TaskState.WAITING
        self.top.event_manager.add_task(guard)

    def _become(self, made: Any, task: Any, called: bool) -> None:
        """All that makes a task what it is, and what runs inside it."""
        made._state, made.triggered, made.last_state_change = task._state, task.triggered, task.last_state_change
        made.data = dict(task.data)
        made.internal_data = dict(task.internal_data)
        self._lay(made, task)
        if isinstance(made.task_spec, CatchingEvent):
            made.internal_data = self._slots(made, task, called)
            if made._state == TaskState.WAITING:
                self.top.event_manager.add_task(made)
        if isinstance(made.task_spec, LoopTask):
            self._instances(made, task, called)
        elif isinstance(made.task_spec, SubWorkflowTaskMixin):
            self._inside(made, task, called)
        elif isinstance(made.task_spec, ServiceTask) and "job" in task.internal_data:
            operation = task.internal_data["job"]["operation"]
            if made.task_spec.operation_name != operation:
                self.trouble.fatal.append(
                    f"{_title(task.task_spec)} sedang dikerjakan dengan operasi {operation}, yang diganti di versi ini."
                )

    def _slots(self, made: Any, task: Any, called: bool) -> dict[str, Any]:
        """Moments and keys that were fixed, under the new names; those whose rule has changed are fixed anew."""
        kept = {key: value for key, value in task.internal_data.items() if not key.startswith(_FIXED)}
        now = {one.element: one for one in definitions_of(made) if hasattr(one, "slot")}
        if _said(made) != _said(task):
            kept.pop("benar", None)
        for old in definitions_of(task):
            new = now.get(self._mapped(old.element, made.workflow, called)) if hasattr(old, "slot") else None
            if new is not None and _rule(old) == _rule(new):
                pairs = zip(old.slots(), new.slots(), strict=True)
                kept |= {slot: task.internal_data[was] for was, slot in pairs if was in task.internal_data}
        return kept

    def _instances(self, made: Any, task: Any, called: bool) -> None:
        """A repeated task: its instances, those that are over too, because it counts them."""
        inner = made.workflow.spec.task_specs[made.task_spec.task_spec]
        for child in task.children:
            if child.task_spec.name == task.task_spec.task_spec:
                one = _copy(child, made.workflow, inner, made)
                if not one._state & TaskState.FINISHED_MASK:
                    self._become(one, child, called)

    def _lay(self, made: Any, task: Any) -> None:
        """What the new diagram lets it read, in place of what the old one did."""
        bound = objects.bound_to(made.task_spec)
        above = objects.bound_to(made.parent.task_spec) if is_instance(made) else None
        gathers = {name for one in (bound, above) if one is not None for name in one.writes}  # a list on its way
        for name in objects.hidden(task.workflow) - gathers:
            made.data.pop(name, None)
        if bound is not None and made._state & _STANDS:
            try:
                bound.get(made)
            except Incident as error:
                self.trouble.fatal.append(f"{_title(made.task_spec)}: {error.message}.")
        for name in above.reads if above is not None else ():
            if name in made.parent.data:
                made.data[name] = made.parent.data[name]

    def _inside(self, made: Any, task: Any, called: bool) -> None:
        """The process that runs inside a task."""
        old = self.old.subprocesses.get(task.id)
        if old is None:
            return
        spec = self.top.subprocess_specs[made.task_spec.spec]
        new = Branch(spec, made.id, self.top, saved=True)
        self.top.subprocesses[made.id] = new
        self.part(old, new, called or isinstance(made.task_spec, CallActivityMixin))
        new.completed_event.connect(made.task_spec._on_subworkflow_completed, made)


def _taken(run: Run, new: Compiled) -> list[str]:
    """Facts that are called as the new version calls a data object."""
    names = {name for spec in (new.spec, *new.subs.values()) for name in spec.hidden}
    return [
        f"Fakta {name} sudah ada pada proses ini, dan di versi itu {name} objek data." for name in names & {*run.facts}
    ]


def _over(part: Any, spec: Any, data: Mapping[str, Any]) -> Any:
    """A finished task at the root of a part."""
    before = part.task_tree._add_child(spec, TaskState.COMPLETED)
    before.triggered = True
    before.data = dict(data)
    return before


def _copy(task: Any, part: Any, spec: Any, parent: Any | None) -> Any:
    made = Leaf(part, spec, parent, task._state, task.id)
    made.triggered, made.last_state_change, made.thread_id = task.triggered, task.last_state_change, 0
    made.data, made.internal_data = dict(task.data), dict(task.internal_data)
    return made


def _rename(task: Any, name: str) -> None:
    """Give a task of the new tree the id it had in the old one: the worklist knows it by that."""
    part = task.workflow
    above = task.parent._children
    above[above.index(task.id)] = name
    del part.tasks[task.id]
    part.tasks[name] = task
    task.id = name
    for child in task.children:
        child._parent = name


def _guards(split: Any) -> Iterator[Any]:
    return (spec for spec in split.outputs if isinstance(spec, Guard))


def _listens(spec: Any) -> bool:
    return isinstance(spec, Listener)


def _said(task: Any) -> str | None:
    """The text of a condition that is waited for."""
    definition = task.task_spec.event_definition
    return definition.expression if isinstance(definition, Condition) else None


def _rule(definition: Any) -> Any:
    """What a moment or a key is worked out from."""
    if isinstance(definition, Timer):
        return type(definition), definition.expression
    return definition.name, definition.key_expression


def _nature(spec: Any) -> str:
    """What a step must still be for an instance to stand there, in words."""
    if isinstance(spec, LoopTask):
        return f"{_LOOPS.get(type(spec).__name__, 'pengulangan')} {_nature(spec._wf_spec.task_specs[spec.task_spec])}"
    if spec.manual:
        return "langkah orang"
    if isinstance(spec, CallActivityMixin):
        return f"panggilan proses {spec.spec.partition('@')[0]}"
    if isinstance(spec, CatchingEvent):
        awaited = type(spec.event_definition).__name__
        return _EVENTS.get(awaited, awaited)
    return _WORDS.get(type(spec).__name__, type(spec).__name__)


def _title(spec: Any) -> str:
    return f"{name_of(spec)} ({spec.bpmn_id or spec.name})"


_LOOPS = {
    "StandardLoopTask": "pengulangan",
    "EachInTurn": "pengulangan berurutan",
    "EachAtOnce": "pengulangan serentak",
}
_EVENTS = {
    "Timer": "penantian waktu",
    "Cycle": "penantian waktu",
    "Signal": "penantian sinyal",
    "Message": "penantian pesan",
    "Condition": "penantian syarat",
    "MultipleEventDefinition": "cabang kejadian",
}
_WORDS = {
    "ServiceTask": "pekerjaan sistem",
    "SubProcess": "bagian proses",
    "EventSubProcess": "bagian yang dimulai kejadian",
    "JoinAll": "cabang serentak",
    "JoinSome": "cabang majemuk",
}
