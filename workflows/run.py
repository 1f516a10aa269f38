"""One instance in memory during one advance: nothing here touches the database."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from SpiffWorkflow.bpmn.specs.defaults import EndEvent
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.util.deep_merge import DeepMerge
from SpiffWorkflow.util.task import TaskState

from workflows import clock, codec, objects
from workflows.compiler import Compiled
from workflows.conditions import Condition, look
from workflows.cycles import Cycle, Recurring
from workflows.decisions import decided, rows_of
from workflows.elements import Letters, Message, Timer
from workflows.errors import Incident, StepLimit, WorkflowError
from workflows.event_subprocess import Listener, ends_instance
from workflows.joins import (
    JoinAll,
    JoinSome,
    brings_instances_together,
    inside_loop,
    is_instance,
    reconsider,
    take_latest,
)
from workflows.kinds import EVENTS, EXTERNAL, kind_of
from workflows.meter import ADVANCE, Advance
from workflows.prune import prune
from workflows.scopes import address, addressed, tell
from workflows.script_engine import ENGINE
from workflows.signals import Broadcast, Signal
from workflows.throws import ERROR, fail, throw, throws
from workflows.tree import Tree
from workflows.values import Decided, Letter, What

# The library gathers a task's data for its log at every step, also when nobody listens: costly, and not for logs.
for _logger in ("spiff.task", "spiff.workflow", "spiff.dmn"):
    logging.getLogger(_logger).setLevel(logging.WARNING)

STEP_LIMIT = 500
MAX_TASKS = 5_000
_STANDS = TaskState.READY | TaskState.STARTED | TaskState.WAITING


@dataclass(frozen=True, slots=True)
class Wait:
    """A moment or a message an instance waits for."""

    task_id: str
    element: str
    name: str
    due_at: datetime | None = None
    message: str | None = None
    key: str | None = None
    signal: str | None = None


@dataclass(slots=True)
class Done:
    """A line for the history."""

    element: str
    name: str
    kind: str
    lane: str
    what: What = "done"
    by: str | None = None
    on_behalf_of: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    decided: Decided | None = None


class Run:
    """Load, work, look, save: `Run.begin` or `Run.load`, then one of the verbs, then `settle` has happened."""

    def __init__(self, workflow: Tree, ended: bool, facts: Mapping[str, Any], business_key: str) -> None:
        self.workflow = workflow
        self.ended = ended
        self.facts: dict[str, Any] = dict(facts)
        self.done: list[Done] = []
        self._budget = STEP_LIMIT
        self._work = [ADVANCE]
        self._current: Any = None
        self._begun: dict[str, Any] = {}
        self._stood = {task.id for part in self._parts() for task in part.tasks.values() if task._state & _STANDS}
        workflow.business_key = business_key
        workflow.latest = self.facts
        workflow.outbox = []
        workflow.signals = []

    @classmethod
    def begin(cls, compiled: Compiled, facts: Mapping[str, Any], business_key: str) -> Run:
        """A new instance with its first facts; not yet moved."""
        objects.refuse_first(compiled.spec, facts)
        workflow = Tree(compiled.spec, compiled.subs, ENGINE)
        run = cls(workflow, False, facts, business_key)
        workflow.task_tree.data.update(facts)
        return run

    @classmethod
    def load(cls, compiled: Compiled, state: str, facts: Mapping[str, Any], business_key: str) -> Run:
        """A saved instance."""
        workflow, ended = codec.decode(state, compiled)
        return cls(workflow, ended, facts, business_key)

    def saved(self) -> str:
        """The state to keep, pruned."""
        prune(self.workflow)
        return codec.encode(self.workflow, self.ended)

    @property
    def is_done(self) -> bool:
        """Whether the instance has ended: its tree is finished and an end event was really reached."""
        return self.workflow.completed and self.ended

    @property
    def outbox(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Messages this advance sent: name, key, facts."""
        return self.workflow.outbox

    @property
    def signals(self) -> list[Broadcast]:
        """Signals this advance has thrown."""
        return self.workflow.signals

    def find(self, task_id: str) -> Any | None:
        """The library's task if it waits for a person or a job, else None."""
        return next((task for task in self.open_tasks() if task.id == task_id), None)

    def complete(self, task: Any, facts: Mapping[str, Any], by: str | None, on_behalf_of: str | None) -> None:
        """Finish one open task with these facts and go on as far as the diagram allows."""
        objects.refuse(task, facts)
        with self._guarded():
            self._current = task
            task.data.update(facts)
            self._begun = dict(task.data)
            if task.internal_data.pop("job", None) is None:
                task.run()
            else:
                task.complete()
            self._record(task, by=by, on_behalf_of=on_behalf_of, given=facts)
        self.settle()

    def fail(self, task: Any, code: str, facts: Mapping[str, Any]) -> None:
        """A job ends with an error of this code: the nearest that catches it goes on; Incident where nobody does."""
        objects.refuse_first(task.workflow.spec, facts)
        with self._guarded():
            self._current = task
            task.data.update(facts)
            self._begun = dict(task.data)
            self.facts.update(facts)
            tell(task.workflow, facts, ())
            spec = task.task_spec
            told = {**facts, "kode error": code}
            self.done.append(
                Done(spec.bpmn_id, spec.bpmn_name or spec.bpmn_id, EXTERNAL, spec.lane or "", ERROR, facts=told)
            )
            fail(task, code)
        self.settle()

    def deliver(self, task_id: str, element: str, facts: Mapping[str, Any]) -> bool:
        """Hand a message or a signal to a waiting event; False if it no longer waits."""
        task = addressed(self.workflow.event_manager.tasks, task_id)
        if task is None:
            return False
        for definition in definitions_of(task):
            if isinstance(definition, Letters) and definition.element == element:
                with self._guarded():
                    self._current = task
                    objects.refuse_brought(task, facts, element)
                    task.task_spec.catch(task, BpmnEvent(definition, payload=dict(facts)))
                    task.task_spec._update(task)
                return True
        return False

    def receive(self, letters: Sequence[Letter]) -> None:
        """Signals one after the other, the outermost event first: what that interrupts hears them no longer."""
        waiting = self.workflow.event_manager.tasks

        def place(letter: Letter) -> tuple[int, str]:
            task = addressed(waiting, letter.task_id)
            return (task.workflow.depth if task is not None else 0, letter.element)

        for letter in sorted(letters, key=place):
            if self.deliver(letter.task_id, letter.element, letter.facts):
                self.settle()

    def operate(self, task: Any, work: Callable[[], None]) -> None:
        """Change the tree at a task by other means than a step; what the library raises becomes an incident."""
        self._current = task
        with self._guarded():
            work()

    def settle(self) -> None:
        """Run everything automatic, timers that are due included, until only people, jobs and events are left."""
        with self._guarded():
            look(self.workflow)
            self.workflow.refresh_timers()
            reconsider(self.workflow)
            left = self._budget + 1
            # The library refreshes timers after its last step, so a timer that became due needs another round; a
            # round without a step would be one without end: the library does not see below depth 1,000.
            while self._budget < left and self._has_automatic_work():
                left = self._budget
                self.workflow.do_engine_steps(self._will_complete, self._did_complete)
                reconsider(self.workflow)
            if self._has_automatic_work():
                raise StepLimit("Proses terlalu dalam untuk dilanjutkan.")
        self._check_alive()

    def _has_automatic_work(self) -> bool:
        return any(task._state == TaskState.READY and not task.task_spec.manual for task in self._tasks())

    def led_to_failure(self) -> str | None:
        """After an incident: id of the task this run found standing from which the failing one was reached."""
        task = self._current
        while task is not None:
            if task.id in self._stood:
                return str(task.id)
            task = task.parent or self._owner(task)
        return None

    def _owner(self, task: Any) -> Any | None:
        above = task.workflow.parent_task_id
        return self.workflow.get_task_from_id(above) if above is not None else None

    def open_tasks(self) -> list[Any]:
        """The library's tasks that wait for a person (READY) or a job (STARTED with an operation)."""
        return [
            task
            for task in self._tasks()
            if (task._state == TaskState.READY and task.task_spec.manual)
            or (task._state == TaskState.STARTED and "job" in task.internal_data)
        ]

    def waits(self) -> dict[tuple[str, str], Wait]:
        """Timers and messages the instance waits for, by task and element."""
        if self.workflow.completed:
            return {}
        with self._guarded():
            found = [wait for task in self.workflow.event_manager.tasks.values() for wait in self._waits_of(task)]
        return {(wait.task_id, wait.element): wait for wait in found}

    def _waits_of(self, task: Any) -> Iterator[Wait]:
        self._current = task
        if task._state != TaskState.WAITING or task.workflow.completed:
            return
        place = address(task)
        for definition in definitions_of(task):
            if isinstance(definition, Timer):
                yield Wait(place, definition.element, definition.name, due_at=definition.due(task))
            elif isinstance(definition, Message):
                name = task.task_spec.bpmn_name or definition.name
                yield Wait(place, definition.element, name, message=definition.name, key=definition.key(task))
            elif isinstance(definition, Signal):
                name = task.task_spec.bpmn_name or definition.name
                yield Wait(place, definition.element, name, signal=definition.name)
            elif isinstance(definition, Condition):
                yield Wait(place, definition.element, task.task_spec.bpmn_name or definition.name)

    def boundary_due(self, task: Any) -> datetime | None:
        """The earliest boundary timer on a task; one that comes again beside it is no deadline."""
        beside = [other for other in task.parent.children if other is not task] if task.parent else []
        moments = [
            definition.due(other)
            for other in beside
            if other._state == TaskState.WAITING and hasattr(other.task_spec, "cancel_activity")
            for definition in definitions_of(other)
            if isinstance(definition, Timer) and (other.task_spec.cancel_activity or not isinstance(definition, Cycle))
        ]
        return min(moments, default=None)

    def _tasks(self) -> Iterator[Any]:
        if self.workflow.completed:
            return
        for part in (self.workflow, *self.workflow.subprocesses.values()):
            if not part.completed:
                yield from part.tasks.values()

    def _will_complete(self, task: Any) -> None:
        self._current = task
        if brings_instances_together(task.task_spec):
            take_latest(task.data, task.workflow)
        self._begun = dict(task.data)
        self._budget -= 1
        if self._budget < 0 or sum(len(part.tasks) for part in self._parts()) > MAX_TASKS:
            raise StepLimit(f"Lebih dari {STEP_LIMIT} langkah otomatis tanpa henti, terakhir di {_element(task)}.")

    def _parts(self) -> Iterator[Any]:
        yield self.workflow
        yield from self.workflow.subprocesses.values()

    def _did_complete(self, task: Any) -> None:
        if task._state == TaskState.COMPLETED:
            self._record(task)
            if throws(task):
                throw(task)
        look(self.workflow)

    def _record(
        self, task: Any, by: str | None = None, on_behalf_of: str | None = None, given: Mapping[str, Any] | None = None
    ) -> None:
        spec = task.task_spec
        if spec.bpmn_id is None:
            return
        if isinstance(spec, EndEvent) and ends_instance(task):
            self.ended = True
        kind = kind_of(spec)
        changed, hidden = dict(given or {}), objects.hidden(task.workflow)
        # What comes together was counted in its branches and instances.
        if not isinstance(spec, JoinAll | JoinSome) and not brings_instances_together(spec):
            before = self._before(task)
            changed |= DeepMerge.get_updated_keys(before, task.data)
            dropped = DeepMerge.get_deleted_keys(before, task.data)
            if hidden:
                changed = {key: value for key, value in changed.items() if key not in hidden}
                dropped = [key for key in dropped if key not in hidden]
            self.facts.update(changed)
            for key in dropped:
                self.facts.pop(key, None)
            tell(task.workflow, changed, dropped)
        what = cast(What, kind) if kind in EVENTS else "done"
        name = spec.bpmn_name or spec.bpmn_id
        answer = decided(task)
        told = changed | rows_of(answer)
        if hidden and (bound := objects.bound_to(spec)) is not None:
            told |= objects.written(task)
            for key in (*bound.reads, *bound.writes):  # a called process has had them as facts of its own
                self.facts.pop(key, None)
        self.done.append(Done(spec.bpmn_id, name, kind, spec.lane or "", what, by, on_behalf_of, told, answer))

    def _before(self, task: Any) -> Mapping[str, Any]:
        """The facts as the task found them. In a multi-instance task the parent already holds what others answered, and
        what begins beside other work knows more than its parent."""
        spec = task.task_spec
        beside = isinstance(spec, Listener | Recurring)
        if beside or is_instance(task) or inside_loop(task.workflow):
            return self._begun
        return task.parent.data if task.parent else {}

    def _check_alive(self) -> None:
        if self.workflow.completed:
            if not self.ended:
                raise Incident(self.workflow.spec.name, "proses berhenti tanpa mencapai kejadian akhir")
        elif not self.open_tasks() and not self.waits():
            raise Incident(self.workflow.spec.name, "proses macet: tidak ada lagi yang ditunggu")

    def metered(self) -> Advance:
        """Evaluations inside count as this advance's; StepLimit where they are too many."""
        return Advance(self._work)

    def _guarded(self) -> _Guard:
        return _Guard(self)


class _Guard:
    """Turns whatever the library raises inside into an Incident naming the element; our own refusals pass."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._clock = clock.at(clock.now())
        self._meter = run.metered()

    def __enter__(self) -> None:
        self._clock.__enter__()
        self._meter.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._meter.__exit__(kind, error, trace)
        self._clock.__exit__(None, None, None)
        if error is None or not isinstance(error, Exception):
            return
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, Incident | StepLimit):
            cause = cause.__cause__ or cause.__context__
        if cause is error or isinstance(error, WorkflowError):
            return
        if cause is not None:
            raise cause from None
        raise Incident(_element(self._run._current), " ".join(str(error).split())[:300]) from error


def _element(task: Any) -> str:
    return (task.task_spec.bpmn_id or task.task_spec.name) if task is not None else "?"


def definitions_of(task: Any) -> list[Any]:
    """What a catching event waits for."""
    definition = task.task_spec.event_definition
    return definition.event_definitions if isinstance(definition, MultipleEventDefinition) else [definition]
