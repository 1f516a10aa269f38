"""From published texts to the library's specs: once per text and process memory, shared by all threads.

A spec is never stored with an instance. Names of sub-processes carry the hash of the text they came from, so that
two versions of a called process can live in one caller.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.parser import event_parsers as events_base
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.bpmn.specs.defaults import (
    EndEvent,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.bpmn.specs.mixins import CallActivityMixin, SubWorkflowTaskMixin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.spiff.parser import event_parsers as events
from SpiffWorkflow.spiff.parser.process import VALIDATOR, SpiffBpmnParser, SpiffProcessParser
from SpiffWorkflow.spiff.parser.task_spec import CallActivityParser, ServiceTaskParser, SubWorkflowParser
from SpiffWorkflow.spiff.specs.defaults import (
    ParallelMultiInstanceTask,
    ReceiveTask,
    SendTask,
    SequentialMultiInstanceTask,
)

from workflows import arrows, objects, xml
from workflows.catalogue import SYSTEM_LANE, lane_key
from workflows.conditions import Condition
from workflows.cycles import Cycle, Recurring
from workflows.decisions import DecisionTask, DecisionTaskParser
from workflows.elements import Asked, Call, EventGateway, Message, ServiceTask, SubProcess, Timer
from workflows.event_subprocess import Begin, EventSubProcess, Listener
from workflows.instances import bound
from workflows.joins import Exit, Finish, JoinAll, JoinSome
from workflows.loops import EachAtOnce, EachInTurn
from workflows.paper import without_paper
from workflows.signals import Signal
from workflows.throws import ERROR, ESCALATION, Thrown

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_ARROWS = (b"dataInputAssociation", b"dataOutputAssociation")
_STARTING = ("message", "signal", "timer", "conditional", "error", "escalation")
OURS: Mapping[type, type] = {
    BoundaryEventJoin: Exit,
    ParallelMultiInstanceTask: EachAtOnce,
    SequentialMultiInstanceTask: EachInTurn,
}
"""What stands for a class that the library's parser makes by itself."""
_ENDING = ("message", "signal", "error", "escalation", "terminate")


@dataclass(frozen=True, slots=True)
class Compiled:
    """One version, ready to run. `subs` holds every sub-process and called process by its qualified name."""

    key: str
    sha256: str
    spec: Any
    subs: Mapping[str, Any]
    lanes: tuple[str, ...]
    all_lanes: tuple[str, ...]

    @property
    def qualified(self) -> str:
        """The name under which a caller's specs hold this one."""
        return f"{self.key}@{self.sha256[:16]}"


_cache: dict[str, Compiled] = {}
_lock = threading.Lock()


def digest(
    key: str, data: bytes, decisions: Mapping[str, bytes], called: Mapping[str, str], *, as_drawing: bool = False
) -> str:
    """SHA-256 over the text, its decisions and the hashes of the processes it calls.

    Until data objects ran they were only a drawing. Versions of that time keep their hash and what they mean
    (`as_drawing`); the same text published again is another version, in which they run.
    """
    total = hashlib.sha256()
    parts = [(b"proses", key.encode()), (b"xml", data)]
    parts += [(f"dmn {name}".encode(), decisions[name]) for name in sorted(decisions)]
    parts += [(f"panggil {name}".encode(), called[name].encode()) for name in sorted(called)]
    if not as_drawing and any(word in data for word in _ARROWS):
        parts.append((b"objek data", b"1"))
    for label, content in parts:
        total.update(b"%d:%s%d:%s" % (len(label), label, len(content), content))
    return total.hexdigest()


def cached(sha256: str) -> Compiled | None:
    """What this process has compiled before."""
    return _cache.get(sha256)


def compiled(
    key: str, sha256: str, data: bytes, decisions: Mapping[str, bytes], called: Mapping[str, Compiled]
) -> Compiled:
    """The compiled version, from memory if it is there. ValidationException or NotSafe if the text cannot run."""
    found = _cache.get(sha256)
    if found is not None:
        return found
    with _lock:
        return _cache.setdefault(sha256, compile_text(key, sha256, data, decisions, called))


def called_keys(root: Any) -> tuple[str, ...]:
    """Keys of the processes a diagram calls, in the order of the text."""
    return tuple(dict.fromkeys(node.get("calledElement") or "" for node in root.iter(f"{{{BPMN}}}callActivity")))


def lane_keys(root: Any) -> tuple[str, ...]:
    """Keys of a diagram's lanes, in the order of the text."""
    return tuple(dict.fromkeys(lane_key(node.get("name") or "") for node in root.iter(f"{{{BPMN}}}lane")))


def compile_text(
    key: str, sha256: str, data: bytes, decisions: Mapping[str, bytes], called: Mapping[str, Compiled]
) -> Compiled:
    """Parse without touching the memory; see `compiled`."""
    root = xml.parse(data)
    drawn = arrows.drawn(root)
    if sha256 == digest(key, data, decisions, {name: one.sha256 for name, one in called.items()}, as_drawing=True):
        drawn = arrows.Drawn({}, {}, {})
    without_paper(root)
    parser = Parser(validator=VALIDATOR)
    for name, text in decisions.items():
        parser.add_dmn_xml(xml.parse(text, kind="dmn"), f"{name}.dmn")
    parser.add_bpmn_xml(root, f"{key}.bpmn")
    own = _own_specs(parser, key)
    prefix = f"{key}@{sha256[:16]}"
    objects.bind(own, drawn)
    subs: dict[str, Any] = {}
    for name, spec in own.items():
        if name != key:
            subs[f"{prefix}/{name}"] = spec
        _qualify(spec, prefix, called)
        _take_over(spec)
        spec.watched = any(_watches(one) for one in spec.task_specs.values())
        bound(spec)
    for other in called.values():
        subs[other.qualified] = other.spec
        subs.update(other.subs)
    lanes = lane_keys(root)
    all_lanes = dict.fromkeys([*lanes, *(lane for other in called.values() for lane in other.all_lanes)])
    return Compiled(key, sha256, own[key], subs, lanes, tuple(lane for lane in all_lanes if lane != SYSTEM_LANE))


def _own_specs(parser: Parser, key: str) -> dict[str, Any]:
    specs: dict[str, Any] = {}
    todo = [key]
    while todo:
        name = todo.pop()
        spec = specs[name] = parser.get_spec(name)
        for task_spec in spec.task_specs.values():
            if isinstance(task_spec, SubWorkflowTaskMixin) and not isinstance(task_spec, CallActivityMixin):
                todo.append(task_spec.spec)
    return specs


def _qualify(spec: Any, prefix: str, called: Mapping[str, Compiled]) -> None:
    for task_spec in spec.task_specs.values():
        if isinstance(task_spec, CallActivityMixin):
            if task_spec.spec not in called:
                raise ValidationException(f"Proses {task_spec.spec} yang dipanggil belum terbit.")
            task_spec.spec = called[task_spec.spec].qualified
        elif isinstance(task_spec, SubWorkflowTaskMixin):
            task_spec.spec = f"{prefix}/{task_spec.spec}"


def _watches(task_spec: Any) -> bool:
    """Whether it must know what the branches beside it have done."""
    return isinstance(task_spec, Listener) or isinstance(getattr(task_spec, "event_definition", None), Condition)


def _take_over(spec: Any) -> None:
    """What the library makes itself becomes ours, which has the same attributes."""
    for task_spec in spec.task_specs.values():
        task_spec.__class__ = OURS.get(type(task_spec), type(task_spec))
        if isinstance(task_spec, LoopTask):
            # The library connects a loop to its child at run time, on the shared spec: after a restart nothing would
            # be connected, and two threads could connect it twice.
            spec.task_specs[task_spec.task_spec].completed_event.connect(task_spec.merge_child)
    spec.end.__class__ = Finish


class _Events:
    """Timers and messages of our own in every event element."""

    def parse_timer_event(self: Any, event: Any) -> Timer:
        """A moment, a duration or a repetition."""
        for tag, made in (("timeDate", Timer), ("timeDuration", Timer), ("timeCycle", Cycle)):
            for node in event.iterchildren(f"{{{BPMN}}}{tag}"):
                if (node.text or "").strip():
                    return made(self.node.get("name") or self.bpmn_id, node.text.strip(), self.bpmn_id)
        raise ValidationException(
            f"Timer {self.bpmn_id} perlu timeDate, timeDuration atau timeCycle.",
            node=self.node,
            file_name=self.filename,
        )

    def parse_message_event(self: Any, message_event: Any) -> Message:
        """The message's name from bpmn:message, its key and facts from the event's properties."""
        reference = message_event.get("messageRef")
        name = self.process_parser.parser.messages.get(reference) if reference else self.node.get("name")
        if not name:
            raise ValidationException(
                f"Pesan pada {self.bpmn_id} tidak bernama.", node=self.node, file_name=self.filename
            )
        properties = self.parse_extensions().get("properties", {})
        return Message(name, self.bpmn_id, properties.get("kunci") or None, _carried(properties))

    def parse_signal_event(self: Any, signal_event: Any) -> Signal:
        """The signal's name from bpmn:signal, its facts from the event's properties."""
        name = self.process_parser.parser.signals.get(signal_event.get("signalRef"))
        if not name:
            raise ValidationException(
                f"Sinyal pada {self.bpmn_id} tidak bernama.", node=self.node, file_name=self.filename
            )
        return Signal(name, self.bpmn_id, _carried(self.parse_extensions().get("properties", {})))

    def parse_error_event(self: Any, error_event: Any) -> Thrown:
        """By its code; one that catches may leave it out."""
        return _thrown(self, ERROR, error_event)

    def parse_escalation_event(self: Any, escalation_event: Any) -> Thrown:
        """By its code; one that catches may leave it out."""
        return _thrown(self, ESCALATION, escalation_event)

    def parse_conditional_event(self: Any, event: Any) -> Condition:
        """An expression over the instance's facts."""
        text = event.findtext(f"{{{BPMN}}}condition") or ""
        return Condition(self.node.get("name") or self.bpmn_id, text.strip(), self.bpmn_id)


def _carried(properties: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(properties.get("muatan", "").replace(",", " ").split())


def _thrown(parser: Any, kind: str, event: Any) -> Thrown:
    reference = event.get(f"{kind}Ref")
    declared = event.getroottree().getroot().findall(f"{{{BPMN}}}{kind}")
    code = next((one.get(f"{kind}Code") for one in declared if reference and one.get("id") == reference), None)
    return Thrown(kind, parser.node.get("name") or parser.bpmn_id, code, parser.bpmn_id)


class _Start(_Events, events.SpiffStartEventParser):
    def parse_message_event(self, message_event: Any) -> Message:
        """Of the process itself: what it is started by."""
        event = super().parse_message_event(message_event)
        return Asked(event.name, event.element, None, ()) if self._starts_process() else event

    def _starts_process(self) -> bool:
        return bool(self.node.getparent().tag == f"{{{BPMN}}}process")

    def create_task(self) -> Any:
        """Also with what starts an event sub-process; the library reads half of it."""
        paths = [f".//bpmn:{kind}EventDefinition" for kind in _STARTING]
        timed = self._starts_process() and self.xpath("./bpmn:timerEventDefinition")
        # Who starts it by the clock is workflows.schedule; once started, the moment has come.
        task = self._create_task(NoneEventDefinition() if timed else self.get_event_definition(paths))
        task.interrupting = self.node.get("isInterrupting", "true") in ("true", "1")
        self.spec.start.connect(task)
        return task


class _End(_Events, events.SpiffEndEventParser):
    def create_task(self) -> Any:
        """Also with a signal; the library leaves that out."""
        paths = [f".//bpmn:{kind}EventDefinition" for kind in _ENDING]
        task = self._create_task(self.get_event_definition(paths))
        task.connect(self.spec.end)
        return task


class _Catch(_Events, events.SpiffIntermediateCatchEventParser): ...


class _Throw(_Events, events.SpiffIntermediateThrowEventParser): ...


class _Boundary(_Events, events.SpiffBoundaryEventParser): ...


class _Send(_Events, events.SpiffSendTaskParser): ...


class _Receive(_Events, events.SpiffReceiveTaskParser): ...


class _SubProcess(SubWorkflowParser):
    def create_task(self) -> Any:
        """The library looks for the attribute where it is not."""
        if self.node.get("triggeredByEvent") == "true":
            self.spec_class = EventSubProcess
        return super().create_task()


class _Process(SpiffProcessParser):
    def create_spec(self) -> Any:
        """The library makes the root itself; ours has the same attributes and arms event sub-processes."""
        spec = super().create_spec()
        spec.start.__class__ = Begin
        return spec


class Parser(SpiffBpmnParser):
    """The library's parser with our elements; give it only what workflows.xml has parsed."""

    PROCESS_PARSER_CLASS = _Process

    OVERRIDE_PARSER_CLASSES = {
        **SpiffBpmnParser.OVERRIDE_PARSER_CLASSES,
        full_tag("serviceTask"): (ServiceTaskParser, ServiceTask),
        full_tag("businessRuleTask"): (DecisionTaskParser, DecisionTask),
        full_tag("subProcess"): (_SubProcess, SubProcess),
        full_tag("callActivity"): (CallActivityParser, Call),
        full_tag("parallelGateway"): (GatewayParser, JoinAll),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, JoinSome),
        full_tag("eventBasedGateway"): (events_base.EventBasedGatewayParser, EventGateway),
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("endEvent"): (_End, EndEvent),
        full_tag("intermediateCatchEvent"): (_Catch, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (_Throw, IntermediateThrowEvent),
        full_tag("boundaryEvent"): (_Boundary, Recurring),
        full_tag("sendTask"): (_Send, SendTask),
        full_tag("receiveTask"): (_Receive, ReceiveTask),
    }
