"""What a step of the history was, in one word."""

from __future__ import annotations

from typing import Any, Final

from SpiffWorkflow.bpmn.specs.defaults import EndEvent, ExclusiveGateway, StartEvent
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.mixins import CallActivityMixin, ScriptTaskMixin, SubWorkflowTaskMixin
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent, ThrowingEvent
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask

from workflows.conditions import Condition
from workflows.elements import Asked, EventGateway, Message, ServiceTask, Timer
from workflows.joins import JoinAll, JoinSome
from workflows.signals import Signal
from workflows.throws import ERROR, ESCALATION, Thrown

USER = "user"
EXTERNAL = "external"
GATEWAY = "gateway"
TIMER = "timer"
MESSAGE: Final = "message"
CONDITION = "condition"
SIGNAL = "signal"
EVENTS = (TIMER, MESSAGE, SIGNAL, ERROR, ESCALATION, CONDITION)  # what was caught: also the word of its line

_BY_CLASS: tuple[tuple[Any, str], ...] = (
    (ServiceTask, EXTERNAL),
    (ScriptTaskMixin, "script"),
    (BusinessRuleTask, "decision"),
    ((JoinAll, JoinSome, ExclusiveGateway, EventGateway), GATEWAY),
    (CallActivityMixin, "call"),
    (SubWorkflowTaskMixin, "subprocess"),
    (LoopTask, "loop"),
    (StartEvent, "start"),
    (EndEvent, "end"),
    ((CatchingEvent, ThrowingEvent), "event"),
)


def kind_of(spec: Any) -> str:
    """user, external, script, decision, gateway, call, subprocess, loop, start, end, event, task,
    or one of EVENTS."""
    if spec.manual:
        return USER
    definition = getattr(spec, "caught", None) or getattr(spec, "event_definition", None)
    if isinstance(spec, CatchingEvent) and not isinstance(definition, MultipleEventDefinition):
        if isinstance(definition, Timer):
            return TIMER
        if isinstance(definition, Message) and not isinstance(definition, Asked):
            return MESSAGE
        if isinstance(definition, Signal):
            return SIGNAL
        if isinstance(definition, Thrown):
            return definition.kind
        if isinstance(definition, Condition):
            return CONDITION
    return next((kind for classes, kind in _BY_CLASS if isinstance(spec, classes)), "task")
