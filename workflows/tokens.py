"""Where an instance stands in memory: its tokens, how one is taken back, and how one appears at another element.

A token is one thing that waits in a process or sub-process: an open task with its boundary events, an event, a part
that runs inside. What waits at a gateway for other branches is none: only its branch can be led elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import StartEvent
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from workflows import objects
from workflows.elements import EventGateway, Guard
from workflows.event_subprocess import EventSubProcess, Listener
from workflows.joins import JoinAll, JoinSome, inside_loop
from workflows.kinds import kind_of
from workflows.run import definitions_of

_STANDS = TaskState.READY | TaskState.STARTED | TaskState.WAITING


@dataclass(frozen=True, slots=True)
class Token:
    """`task`: the library's task; `split`: the one above it that armed its boundary events, else None."""

    task: Any
    split: Any = None

    @property
    def part(self) -> Any:
        """The process or sub-process run it is in."""
        return self.task.workflow

    @property
    def element(self) -> str:
        """Where it stands."""
        return str(self.task.task_spec.bpmn_id)

    @property
    def name(self) -> str:
        """What that is called."""
        return name_of(self.task.task_spec)

    @property
    def kind(self) -> str:
        """See kinds.kind_of."""
        return kind_of(self.task.task_spec)

    @property
    def armed(self) -> bool:
        """Whether it is a boundary event that waits."""
        return isinstance(self.task.task_spec, Guard)

    def ids(self) -> tuple[str, ...]:
        """Its task, and those of its instances where it repeats itself."""
        own = (self.task.id,)
        if not isinstance(self.task.task_spec, LoopTask):
            return own
        return own + tuple(child.id for child in self.task.children if child._state & _STANDS)

    def elements(self) -> tuple[str, ...]:
        """What a person may call it: its element, and the events it waits for."""
        own = [self.element]
        if isinstance(self.task.task_spec, CatchingEvent):
            own += [one.element for one in definitions_of(self.task) if hasattr(one, "element")]
        return tuple(dict.fromkeys(own))


def name_of(spec: Any) -> str:
    """What an element is called; a repeated task by the name of what it repeats."""
    if isinstance(spec, LoopTask):
        spec = spec._wf_spec.task_specs[spec.task_spec]
    return str(spec.bpmn_name or spec.bpmn_id or spec.name)


def parts(workflow: Any) -> Iterator[Any]:
    """The process and the sub-process runs inside that go on."""
    for part in (workflow, *workflow.subprocesses.values()):
        if not part.completed:
            yield part


def tokens(part: Any) -> Iterator[Token]:
    """The tokens of one process or sub-process run, its boundary events that wait included."""
    for task in list(part.tasks.values()):
        spec = task.task_spec
        if not task._state & _STANDS or spec.bpmn_id is None or isinstance(spec, JoinAll | JoinSome | Listener):
            continue  # an event sub-process that is only armed is no token
        above = task.parent
        if above is None or not above._state & TaskState.FINISHED_MASK:
            continue  # an instance of a task that repeats itself
        yield Token(task, above if isinstance(above.task_spec, BoundaryEventSplit) else None)


def withdraw(token: Token) -> None:
    """Take a token back with all that belongs to it. A boundary event that interrupts takes its task along."""
    task, split = token.task, token.split
    gone = [task]
    if split is not None and (not token.armed or task.task_spec.cancel_activity):
        gone = [
            child
            for child in split.children
            if not isinstance(child.task_spec, Guard) or child._state == TaskState.WAITING
        ]
    for one in gone:
        if isinstance(one.task_spec, LoopTask):  # the library drops its instances without telling what waits in them
            for child in one.children:
                if child._state & _STANDS:
                    child.cancel()
        one.cancel()
    token.part.top_workflow.get_active_subprocesses()  # forgets what ran inside
    # A side path of a boundary event that fired earlier goes on; the library's bookkeeping beside it is over.
    for other in list(token.part.tasks.values()):
        if other._state == TaskState.WAITING and isinstance(other.task_spec, BoundaryEventJoin):
            other.task_spec._update(other)


def carried(token: Token, latest: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a token takes along: those its element found, and outside of repeated tasks the latest of them all."""
    found = (token.split or token.task.parent).data if _repeats(token) else token.task.data
    hidden = objects.hidden(token.part)  # read again where it comes to
    found = {key: value for key, value in found.items() if key not in hidden}
    return dict(found) if inside_loop(token.part) else {**found, **latest}


def appear(part: Any, spec: Any, facts: Mapping[str, Any]) -> None:
    """A token comes to an element as if by its flow, with these facts; the engine's next steps do the rest."""
    entry = entrance(spec)
    # A gateway counts by which flow a token has come.
    comes_from = entry.inputs[0] if isinstance(entry, JoinAll | JoinSome) else part.spec.start
    carrier = part.task_tree._add_child(comes_from, TaskState.COMPLETED)
    carrier.triggered = True  # not by a flow that is drawn
    carrier.data = dict(facts)
    task = carrier._add_child(entry, TaskState.FUTURE)
    entry._predict(task, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
    entry._update(task)


def entrance(spec: Any) -> Any:
    """What a flow to an element leads to: what arms its boundary events, else the element."""
    return next((one for one in spec.inputs if isinstance(one, BoundaryEventSplit)), spec)


def find_spec(process: Any, element: str) -> Any | None:
    """The element's spec in a process; of a repeated task the whole of it."""
    spec = process.task_specs.get(element)
    return spec if spec is not None and spec.bpmn_id == element else None


def targets(process: Any) -> list[Any]:
    """The elements a token may be led to, nearest to the start first."""
    order: dict[str, Any] = {}
    todo = [process.start]
    while todo:
        spec = todo.pop(0)
        if spec.name not in order:
            order[spec.name] = spec
            todo += spec.outputs
    return [spec for spec in order.values() if spec.bpmn_id is not None and not forbidden(spec)]


def forbidden(spec: Any) -> str | None:
    """Why no token may be led to an element, in Indonesian; None where it may."""
    if isinstance(spec, Guard):
        return "kejadian yang menempel pada langkah hanya terjadi dari langkahnya; pilih langkah sesudahnya"
    if isinstance(spec, Listener | EventSubProcess):
        return "bagian ini hanya dimulai oleh kejadiannya; pilih langkah lain"
    if isinstance(spec, StartEvent):
        return "awal proses tidak dapat dituju; pilih langkah pertama sesudahnya"
    if any(isinstance(one, EventGateway) for one in spec.inputs):
        return "kejadian ini terjadi dari cabang kejadiannya saja; pilih cabang itu atau langkah sesudahnya"
    if isinstance(spec, JoinAll | JoinSome) and len(spec.inputs) > 1:
        return "gerbang tempat cabang bertemu tidak dapat dituju; pilih langkah sebelum atau sesudahnya"
    return None


def _repeats(token: Token) -> bool:
    return isinstance(token.task.task_spec, LoopTask)
