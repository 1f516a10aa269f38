"""Every construct of BPMN 2.0: what is run is proved by a diagram that the token machine judges, or by a test of that
name; everything else is refused by name at publishing. There is no third."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree

from tests.workflows.diagrams import Diagram, line
from tests.workflows.zoo import ZOO
from workflows import checks
from workflows.checks.diagram import NODES
from workflows.checks.shape import _FURNITURE

BPMN = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}
MI = "multiInstanceLoopCharacteristics"
CATCH, BOUNDARY = "b:intermediateCatchEvent", "b:boundaryEvent[not(@cancelActivity)]"
BESIDE = "b:boundaryEvent[@cancelActivity='false']"
TRIGGERED = "b:subProcess[@triggeredByEvent='true']/b:startEvent"
TAKES, JOINS = f"{TRIGGERED}[not(@isInterrupting)]", f"{TRIGGERED}[@isInterrupting='false']"
THROWN, END = "b:intermediateThrowEvent", "b:endEvent"
AFTER = f"{CATCH}[@id=//b:sequenceFlow[@sourceRef=//b:eventBasedGateway/@id]/@targetRef]"
EVENTS = {  # kind: the places where it may stand, each with the animal that shows it
    "message": {
        CATCH: "message, in the flow", AFTER: "message, behind a gateway", BOUNDARY: "boundary message",
        BESIDE: "boundary message, not interrupting", TAKES: "event sub-process, message:kabar",
        JOINS: "event sub-process, message:kabar, beside", THROWN: "messages, thrown", END: "messages, thrown",
    },
    "signal": {
        CATCH: "signal, in the flow", AFTER: "signal, behind a gateway", BOUNDARY: "boundary signal",
        BESIDE: "boundary signal, not interrupting", TAKES: "signal, event sub-process",
        JOINS: "signal, event sub-process, beside", THROWN: "boundary signal",
        END: "signals caught by every kind of event",
    },
    "error": {
        BOUNDARY: "error, out of a called process", TAKES: "event sub-process, error:G1",
        END: "error, out of a sub-process",
    },
    "escalation": {
        BOUNDARY: "escalation, out of a called process", BESIDE: "escalation, out of a sub-process, beside",
        TAKES: "event sub-process, escalation:E1", JOINS: "event sub-process, escalation:E1, beside",
        THROWN: "event sub-process, escalation:E1", END: "escalation, out of a sub-process",
    },
    "conditional": {
        CATCH: "condition, in the flow", BOUNDARY: "condition, on a task", BESIDE: "condition, on a task, beside",
        TAKES: "event sub-process, condition:p2 > 3", JOINS: "event sub-process, condition:p2 > 3, beside",
    },
    "terminate": {END: "terminate"},
}  # fmt: skip
TIMERS = {
    CATCH: "in the flow", AFTER: "behind a gateway", BOUNDARY: "on a task", BESIDE: "on a task, beside",
    TAKES: "event sub-process", JOINS: "event sub-process, beside",
}  # fmt: skip
TIMES = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}
JUDGED = [
    ("b:userTask", "line"),
    ("b:manualTask", "standard loop, manual"),
    ("b:scriptTask", "exclusive gateway"),
    ("b:serviceTask", "a service before an inclusive join"),
    ("b:sendTask", "messages, thrown"),
    ("b:receiveTask", "standard loop, receive"),
    ("b:businessRuleTask", "decision table, first"),
    ("b:exclusiveGateway[@default]", "exclusive gateway"),
    ("b:parallelGateway", "parallel gateway in a loop"),
    ("b:inclusiveGateway[@default]", "inclusive gateway in a loop"),
    ("b:eventBasedGateway", "event-based gateway"),
    ("b:subProcess[not(@triggeredByEvent)]", "sub-process with three ends"),
    ("b:callActivity", "call activities"),
    (f"b:userTask/b:{MI}[@isSequential='false']", "parallel multi-instance"),
    (f"b:userTask/b:{MI}[@isSequential='true']", "sequential multi-instance"),
    (f"b:subProcess/b:{MI}", "parallel multi-instance sub-process"),
    (f"b:userTask/b:{MI}/b:loopDataInputRef", "each of a list at once, user"),
    (f"b:userTask/b:{MI}/b:loopDataOutputRef", "sequential multi-instance with answers"),
    (f"b:userTask/b:{MI}/b:completionCondition", "each of a list in turn, until enough, user"),
    ("b:userTask/b:standardLoopCharacteristics", "standard loop, user"),
    ("b:userTask/b:standardLoopCharacteristics[@testBefore='true']", "standard loop, tested before, user"),
    ("b:laneSet/b:lane/b:flowNodeRef", "line"),
    (f"{BOUNDARY}[@attachedToRef=//b:serviceTask/@id]/b:errorEventDefinition", "error of a job, caught on its task"),
    (f"{BOUNDARY}[@attachedToRef=//b:subProcess/@id]/b:errorEventDefinition", "error, out of a sub-process"),
    (f"{BOUNDARY}[@attachedToRef=//b:callActivity/@id]/b:errorEventDefinition", "error, out of a called process"),
    (f"{TAKES}/b:errorEventDefinition[not(@errorRef)]", "event sub-process, error:"),
    (f"{TAKES}/b:escalationEventDefinition[not(@escalationRef)]", "event sub-process, escalation:"),
    ("b:subProcess/b:endEvent/b:terminateEventDefinition", "terminate in a sub-process"),
    ("b:process/b:dataObject", "data object, in a loop"),
    ("b:subProcess/b:dataObject", "data object, of a sub-process"),
    ("b:dataObjectReference", "data object, in a condition"),
    ("b:userTask/b:dataInputAssociation", "data object, in a loop"),
    ("b:scriptTask/b:dataInputAssociation", "data object, in a loop"),
    ("b:scriptTask/b:dataOutputAssociation", "data object, in a loop"),
    (f"b:userTask[b:dataInputAssociation]/b:{MI}/b:loopDataInputRef", "data object, answers at once"),
    (f"b:userTask[b:dataOutputAssociation]/b:{MI}/b:loopDataOutputRef", "data object, answers in turn"),
    *((f"{at}/b:{kind}EventDefinition", one) for kind, places in EVENTS.items() for at, one in places.items()),
    *(
        (f"{at}/b:timerEventDefinition/b:{tag}", f"timer, {word}, {where}")
        for at, where in TIMERS.items()
        for word, tag in TIMES.items()
    ),
]
TESTED = {
    "start by the clock: date, duration": "test_schedule.test_a_single_moment_starts_one_instance",
    "start by the clock: cycle": "test_schedule.test_a_process_starts_at_each_moment_once_with_the_party_of_its_lane",
    "start by a message": (
        "test_openings.test_a_message_starts_the_process_with_its_key_its_facts_and_the_party_of_its_lane"
    ),
    "correlation": "test_messages.test_a_message_carries_named_facts_to_the_instance_with_the_same_key",
    "correlation of send and receive tasks": (
        "test_send_receive.test_it_carries_the_named_facts_to_the_one_with_the_same_key_and_the_history_says_so"
    ),
    "signal between instances": "test_signals",
    "decision tables": "test_decisions",
    "pool of a partner": "test_paper.test_a_pool_of_a_partner_with_message_flows_may_be_published_and_is_drawn",
    "second process": "test_paper.test_a_second_process_is_refused_by_name_and_says_how_a_partner_is_drawn",
    "data object of a person's step": (
        "test_data_objects.test_a_step_writes_when_it_is_done_and_only_who_has_an_arrow_reads"
    ),
    "data object of a called process": ("test_data_objects.test_a_called_process_gets_it_as_a_fact_and_gives_it_back"),
    "data object of a message": (
        "test_data_objects.test_what_a_message_brings_is_written_where_an_arrow_leads_from_its_event"
    ),
    "data stores": "test_paper.test_data_stores_are_named_as_documentation_and_change_nothing",
    "data bound to the engine": "test_paper.test_what_binds_data_to_the_engine_is_refused_by_name",
    "called process: pinned version": "test_calls.test_a_call_is_pinned_to_the_version_of_its_publishing",
}


@pytest.mark.parametrize(("place", "animal"), JUDGED, ids=lambda one: one.replace("b:", "")[:80])
def test_each_construct_that_runs_stands_in_a_diagram_which_the_tokens_judge(place: str, animal: str) -> None:
    draw, judged = ZOO[animal]
    drawn, called, _ = draw()
    texts = [drawn.xml(), *(one.xml() for one in called.values())]
    assert any(etree.fromstring(text).xpath(f"//{place}", namespaces=BPMN) for text in texts)
    assert judged


@pytest.mark.parametrize("construct", TESTED)
def test_each_construct_that_no_single_instance_shows_has_a_test_of_its_own(construct: str) -> None:
    module, _, name = TESTED[construct].partition(".")
    tests = importlib.import_module(f"tests.workflows.{module}")
    assert callable(getattr(tests, name)) if name else any(one.startswith("test_") for one in vars(tests))


def test_every_event_at_every_place_that_publishing_accepts_is_in_the_list() -> None:
    """What a diagram may hold is asked of the checks themselves, so that nothing is accepted and not proved."""
    proved = {(tag, kind) for kind, places in EVENTS.items() for tag in _TAGS if any(f"b:{tag}" in at for at in places)}
    proved |= {(tag, "timer") for tag in _TAGS if any(f"b:{tag}" in at for at in TIMERS)}
    inside = {(tag, kind) for tag in _TAGS for kind in _KINDS if not refused_at(tag, kind, triggered=True)}
    assert {one for one in inside if one[0] == "startEvent"} == {one for one in proved if one[0] == "startEvent"}
    process = {(tag, kind) for tag in _TAGS for kind in _KINDS if not refused_at(tag, kind)}
    assert {one for one in process if one[0] != "startEvent"} == {one for one in proved if one[0] != "startEvent"}
    assert {one for one in process if one[0] == "startEvent"} == {("startEvent", "timer"), ("startEvent", "message")}


_TAGS = ("boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent", "startEvent")
_KINDS = (
    "timer",
    "message",
    "signal",
    "error",
    "escalation",
    "conditional",
    "terminate",
    "link",
    "cancel",
    "compensate",
)


def refused_at(tag: str, kind: str, *, triggered: bool = False) -> list[str]:
    """What is said of the kind of such an event, drawn as well as can be."""
    inside = {
        "timer": '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"P1D"</bpmn:timeDuration>',
        "conditional": '<bpmn:condition xsi:type="bpmn:tFormalExpression">a</bpmn:condition>',
    }.get(kind, "")
    reference = f' {kind}Ref="r"' if kind in ("message", "signal", "error", "escalation") else ""
    event = f'<bpmn:{kind}EventDefinition id="d"{reference}>{inside}</bpmn:{kind}EventDefinition>'
    attributes = ' attachedToRef="a"' if tag == "boundaryEvent" else ""
    drawn = f'<bpmn:{tag} id="kejadian"{attributes}>{event}</bpmn:{tag}>'
    if triggered:
        drawn = f'<bpmn:subProcess id="s" triggeredByEvent="true">{drawn}</bpmn:subProcess>'
    return named(drawn, f"{kind}EventDefinition”")


def named(inside: str, word: str) -> list[str]:
    """The findings that forbid a process with this in it and say that word."""
    text = line("p", "a").xml().replace(b"</bpmn:process>", inside.encode() + b"</bpmn:process>")
    return [one.message for one in checks.findings(text) if one.level == "galat" and word in one.message]


SCHEMA = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
XSD = "{http://www.w3.org/2001/XMLSchema}"


def every_element() -> set[str]:
    """Every element that the schema of BPMN 2.0 knows."""
    trees = [etree.parse(SCHEMA / name) for name in ("BPMN20.xsd", "Semantic.xsd")]
    return {one.get("name") for tree in trees for one in tree.iter(f"{XSD}element") if one.get("name")}


def test_the_schema_has_been_read() -> None:
    assert len(every_element()) > 130
    rare = {"adHocSubProcess", "transaction", "complexGateway", "choreography", "linkEventDefinition", "conversation"}
    assert rare < every_element()


@pytest.mark.parametrize("name", sorted(every_element() - NODES - _FURNITURE))
def test_every_other_element_of_bpmn_is_refused_by_name(name: str) -> None:
    assert named(f'<bpmn:{name} id="lain"/>', f"elemen “{name}” tidak didukung")
    inside = f'<bpmn:intermediateThrowEvent id="k"><bpmn:{name} id="lain"/></bpmn:intermediateThrowEvent>'
    assert named(inside, f"elemen “{name}” tidak didukung")


def test_an_event_with_several_triggers_is_refused() -> None:
    two = "".join(f'<bpmn:signalEventDefinition id="d{n}" signalRef="r"/>' for n in "12")
    assert named(f'<bpmn:intermediateCatchEvent id="k">{two}</bpmn:intermediateCatchEvent>', "satu jenis pemicu")


@pytest.mark.parametrize(
    ("element", "attribute", "refused", "plain"),
    [
        ("receiveTask", "instantiate", "true", "false"),
        ("eventBasedGateway", "instantiate", "true", "false"),
        ("eventBasedGateway", "eventGatewayType", "Parallel", "Exclusive"),
        ("intermediateCatchEvent", "parallelMultiple", "true", "false"),
        ("userTask", "startQuantity", "2", "1"),
        ("userTask", "completionQuantity", "2", "1"),
        ("userTask", "isForCompensation", "true", "false"),
        ("subProcess", "triggeredByEvent", "1", "true"),
    ],
)
def test_an_attribute_that_makes_it_something_else_is_refused_by_name(
    element: str, attribute: str, refused: str, plain: str
) -> None:
    said = "kompensasi" if attribute == "isForCompensation" else attribute
    assert named(f'<bpmn:{element} id="k" {attribute}="{refused}"/>', said)
    assert not named(f'<bpmn:{element} id="k" {attribute}="{plain}"/>', said)


def test_a_multi_instance_that_throws_events_is_refused_by_name() -> None:
    drawn = Diagram("p").start().user("a", mi=f'<bpmn:{MI} behavior="One"/>').end().path("mulai", "a", "selesai")
    assert any("behavior" in one.message for one in checks.findings(drawn.xml()) if one.level == "galat")
