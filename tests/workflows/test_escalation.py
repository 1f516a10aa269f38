"""Escalations: raised by an end or on the way, caught by the nearest who catches, without effect where nobody does."""

import pytest

from tests.workflows import acak
from tests.workflows.diagrams import Diagram
from workflows.checks import findings


def raising(on_the_way: bool, mark: str = "") -> Diagram:
    """A person's step, an escalation, and where it is raised on the way another step."""
    drawn = Diagram("f").start(f"m{mark}").user(f"kerja{mark}").path(f"m{mark}", f"kerja{mark}")
    if not on_the_way:
        return drawn.end(f"naik{mark}", on="escalation:K1").path(f"kerja{mark}", f"naik{mark}")
    drawn.escalate(f"naik{mark}", "K1").user(f"terus{mark}").end(f"beres{mark}")
    return drawn.path(f"kerja{mark}", f"naik{mark}", f"terus{mark}", f"beres{mark}")


def caught(inner: Diagram, interrupting: bool, trigger: str = "escalation:K1", mi: str = "") -> Diagram:
    """A sub-process with an escalation boundary event and a step for it."""
    drawn = Diagram("p").start().sub("s", inner, mi=mi).user("lancar").user("lihat").end().end("akhir2")
    drawn.event("tangkap", trigger, on="s", interrupting=interrupting).path("mulai", "s", "lancar", "selesai")
    return drawn.path("tangkap", "lihat", "akhir2")


@pytest.mark.parametrize("trigger", ["escalation:K1", "escalation:"])
def test_an_escalation_on_the_way_opens_a_step_beside_and_the_work_goes_on(desk, trigger):
    begun = desk.start(caught(raising(True), False, trigger))
    desk.do("kerja", alasan="lama")
    assert set(desk.open()) == {"terus", "lihat"}
    desk.do("terus")
    assert set(desk.open()) == {"lancar", "lihat"}
    desk.do("lancar")
    assert desk.do("lihat").instance.status == "done"
    line = [(step.element, step.kind, step.what) for step in desk.history(begun)]
    assert ("naik", "event", "done") in line and ("tangkap", "escalation", "escalation") in line
    assert desk.instance(begun).facts["alasan"] == "lama"


def test_an_interrupting_one_takes_the_work_back(desk):
    desk.start(caught(raising(True), True))
    desk.do("kerja")
    assert set(desk.open()) == {"lihat"}
    assert desk.do("lihat").instance.status == "done"


def test_an_end_that_escalates_also_ends(desk):
    desk.start(caught(raising(False), False))
    desk.do("kerja")
    assert set(desk.open()) == {"lancar", "lihat"}


def test_an_interrupting_one_at_the_end_leaves_by_the_boundary_alone(desk):
    desk.start(caught(raising(False), True))
    desk.do("kerja")
    assert set(desk.open()) == {"lihat"}


@pytest.mark.parametrize("on_the_way", [True, False])
def test_one_that_nobody_catches_has_no_effect(desk, on_the_way):
    drawn = Diagram("p").start().sub("s", raising(on_the_way)).user("lancar").end()
    drawn.path("mulai", "s", "lancar", "selesai")
    assert [one for one in findings(drawn.xml()) if one.level == "galat"] == []
    desk.start(drawn)
    desk.do("kerja")
    if on_the_way:
        desk.do("terus")
    assert set(desk.open()) == {"lancar"}


def test_another_code_is_not_caught(desk):
    desk.start(caught(raising(True), True, "escalation:K2"))
    desk.do("kerja")
    assert set(desk.open()) == {"terus"}


def test_the_nearest_catches_and_nobody_further_out(desk):
    middle = Diagram("y").start("m2").sub("s2", raising(True)).end("e2").user("dekat").end("e3").path("m2", "s2", "e2")
    middle.event("t2", "escalation:", on="s2", interrupting=False).path("t2", "dekat", "e3")
    desk.start(caught(middle, False))
    desk.do("kerja")
    assert set(desk.open()) == {"terus", "dekat"}


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_each_instance_may_escalate(desk, sequential):
    begun = desk.start(caught(raising(True), False, mi=acak.MI.format(sequential, 2)))
    for _ in range(2):
        desk.do("kerja")
        if sequential == "true":
            desk.do("terus")
    history = [step.element for step in desk.history(begun)]
    assert history.count("tangkap") == 2
    while "terus" in desk.open():
        desk.do("terus")
    desk.do("lancar")
    desk.do("lihat")
    assert desk.do("lihat").instance.status == "done"


def test_an_event_sub_process_beside_may_run_several_times(desk):
    body = Diagram("x").start("me", on="escalation:K1", interrupting=False).user("urus").end("ee")
    inner = Diagram("f").start("m").xor("awal").user("kerja").escalate("naik", "K1").xor("x", default="fx").end("beres")
    inner.path("m", "awal", "kerja", "naik", "x").flow("x", "awal", "lagi").flow("x", "beres", id="fx")
    inner.sub("E", body.path("me", "urus", "ee"), triggered=True)
    drawn = Diagram("p").start().sub("s", inner).end().path("mulai", "s", "selesai")
    begun = desk.start(drawn)
    desk.do("kerja", lagi=True)
    desk.do("kerja", lagi=False)
    assert [step.element for step in desk.history(begun)].count("me") == 2
    assert desk.instance(begun).status == "running"
    desk.do("urus")
    assert desk.do("urus").instance.status == "done"


def test_an_event_sub_process_that_takes_over_ends_the_scope(desk):
    body = Diagram("x").start("me", on="escalation:K1").user("urus").end("ee").path("me", "urus", "ee")
    drawn = Diagram("p").start().sub("s", raising(True).sub("E", body, triggered=True)).user("lancar").end()
    desk.start(drawn.path("mulai", "s", "lancar", "selesai"))
    desk.do("kerja")
    assert set(desk.open()) == {"urus"}
    desk.do("urus")
    assert set(desk.open()) == {"lancar"}


def test_a_called_process_escalates_into_its_caller(desk):
    child = raising(True)
    child.key = "anak"
    desk.publish(child)
    drawn = Diagram("p").start().call("k", "anak").user("lihat").end().end("e2").path("mulai", "k", "selesai")
    drawn.event("tangkap", "escalation:K1", on="k", interrupting=False).path("tangkap", "lihat", "e2")
    desk.start(drawn)
    desk.do("kerja")
    assert set(desk.open()) == {"terus", "lihat"}


def test_an_escalation_without_a_name_or_a_code_is_refused():
    xml = caught(raising(False), True).xml()
    nameless = findings(xml.replace(b' escalationRef="escalation_K1"/></bpmn:endEvent>', b"/></bpmn:endEvent>"))
    assert [one for one in nameless if one.element == "naik" and "tidak menyebut eskalasi" in one.message]
    codeless = findings(xml.replace(b' escalationCode="K1"', b""))
    assert [one for one in codeless if one.element == "escalation_K1" and "tanpa kode" in one.message]
    unknown = findings(xml.replace(b'escalationRef="escalation_K1"', b'escalationRef="entah"'))
    assert [one for one in unknown if one.element == "naik" and "tidak ada di dalam diagram" in one.message]
