"""Conditional events: they happen when their condition becomes true, once each time."""

import pytest

from tests.workflows import acak
from tests.workflows.diagrams import Diagram, line
from workflows.checks import findings


def waiting(condition: str = "nilai > 5") -> Diagram:
    """One branch waits for a condition, the other has two steps."""
    drawn = Diagram("p").start().gateway("parallel", "g").event("tunggu", f"condition:{condition}").user("sesudah")
    drawn.user("a").user("b").end().end("e2").path("mulai", "g", "tunggu", "sesudah", "selesai")
    return drawn.path("g", "a", "b", "e2")


def test_another_branch_makes_the_condition_true(desk):
    begun = desk.start(waiting())
    assert set(desk.open()) == {"a"}
    assert "tunggu" in desk.instance(begun).waiting
    desk.do("a", nilai=7)
    assert set(desk.open()) == {"b", "sesudah"}
    line = [(step.element, step.kind, step.what) for step in desk.history(begun)]
    assert ("tunggu", "condition", "condition") in line


def test_what_is_true_already_is_not_waited_for(desk):
    desk.start(waiting(), nilai=9)
    assert set(desk.open()) == {"a", "sesudah"}


def test_a_condition_about_a_fact_that_is_not_there_yet_is_not_true(desk):
    desk.start(waiting())
    desk.do("a", lain=1)
    assert set(desk.open()) == {"b"}
    desk.do("b", nilai=6)
    assert set(desk.open()) == {"sesudah"}


def test_a_script_makes_it_true_in_the_same_advance(desk):
    drawn = Diagram("p").start().gateway("parallel", "g").event("tunggu", "condition:nilai > 5").user("sesudah")
    drawn.user("a").script("hitung", "nilai = awal * 2").user("b").end().end("e2")
    drawn.path("mulai", "g", "tunggu", "sesudah", "selesai").path("g", "a", "hitung", "b", "e2")
    desk.start(drawn)
    desk.do("a", awal=3)
    assert set(desk.open()) == {"b", "sesudah"}


def beside(interrupting: bool, mi: str = "") -> Diagram:
    drawn = Diagram("p").start().gateway("parallel", "g").user("lama", mi=mi).user("a").user("b").user("c")
    drawn.user("awas").end().end("e2").end("e3").event(
        "jaga", "condition:nilai > 5", on="lama", interrupting=interrupting
    )
    return drawn.path("mulai", "g", "lama", "selesai").path("g", "a", "b", "c", "e2").path("jaga", "awas", "e3")


@pytest.mark.parametrize("mi", ["", acak.MI.format("false", 2), acak.MI.format("true", 2)])
def test_an_interrupting_boundary_event_takes_the_task_back(desk, mi):
    begun = desk.start(beside(True, mi))
    desk.do("a", nilai=5)
    assert set(desk.open()) == {"lama", "b"}
    desk.do("b", nilai=6)
    assert set(desk.open()) == {"awas", "c"}
    desk.do("c", nilai=1)
    assert desk.do("awas").instance.status == "done"
    assert [step.element for step in desk.history(begun)].count("jaga") == 1


def test_a_reminder_fires_once_each_time_the_condition_becomes_true(desk):
    begun = desk.start(beside(False))
    seen = []
    for step, value in (("a", 6), ("b", 7), ("c", 8)):
        desk.do(step, nilai=value)
        seen.append([one.element for one in desk.history(begun)].count("jaga"))
    assert seen == [1, 1, 1], "still true is not becoming true"
    again = desk.begin("p", "skp:2")
    for step, value in (("a", 6), ("b", 5), ("c", 6)):
        desk.do(step, instance=again.instance.id, nilai=value)
    assert [one.element for one in desk.history(again)].count("jaga") == 2


def test_the_task_that_makes_it_true_by_ending_is_not_interrupted(desk):
    begun = desk.start(beside(True))
    desk.do("lama", nilai=9)
    assert "jaga" not in [one.element for one in desk.history(begun)]
    assert set(desk.open()) == {"a"}


@pytest.mark.parametrize("interrupting", [True, False])
def test_it_starts_an_event_sub_process(desk, interrupting):
    body = Diagram("x").start("me", on="condition:nilai > 5", interrupting=interrupting).user("urus").end("ee")
    begun = desk.start(line("p", "a", "b", "c").sub("E", body.path("me", "urus", "ee"), triggered=True))
    desk.do("a", nilai=4)
    assert set(desk.open()) == {"b"}
    desk.do("b", nilai=6)
    assert set(desk.open()) == ({"urus"} if interrupting else {"c", "urus"})
    if not interrupting:
        assert desk.do("c", nilai=1).instance.status == "running"
    assert desk.do("urus").instance.status == "done"
    assert desk.instance(begun).status == "done"


def test_each_instance_of_a_multi_instance_sub_process_sees_its_own_facts(desk):
    body = Diagram("x").start("me", on="condition:nilai > 5").user("urus").end("ee").path("me", "urus", "ee")
    part = Diagram("y").start("m1").user("isi").user("lanjut").end("e1").path("m1", "isi", "lanjut", "e1")
    part.sub("E", body, triggered=True)
    drawn = Diagram("p").start().sub("s", part, mi=acak.MI.format("false", 2)).end().path("mulai", "s", "selesai")
    begun = desk.start(drawn)
    desk.do("isi", nilai=9)
    assert sorted(desk.open()) == ["isi", "urus"], "only the one that said so"
    desk.do("isi", nilai=1)
    desk.do("lanjut")
    assert desk.do("urus").instance.status == "done"
    assert desk.instance(begun).status == "done"


def test_nothing_else_to_wait_for_is_still_waiting(desk):
    """Somebody may correct the facts."""
    begun = desk.start(waiting())
    desk.do("a")
    desk.do("b")
    assert desk.instance(begun).status == "running"
    assert desk.instance(begun).waiting == ("tunggu",)
    assert desk.tick(days=400) == []


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('sekarang > "2026"', "“sekarang”"),
        ("nilai >", "syarat kejadian"),
        ("Nilai > 5", "tidak mungkin ada"),
        ("buka(1)", "syarat kejadian"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused_by_name(condition, words):
    found = [one for one in findings(waiting(condition).xml()) if one.level == "galat"]
    assert [one.element for one in found] == ["tunggu"] and words in found[0].message


def test_a_condition_after_an_event_based_gateway_is_refused_by_name():
    drawn = Diagram("p").start().gateway("eventBased", "g").timer("t", "P1D").event("c", "condition:nilai > 5").end()
    drawn.end("e2").path("mulai", "g", "t", "selesai").path("g", "c", "e2")
    found = [one for one in findings(drawn.xml()) if one.level == "galat"]
    assert [one.element for one in found] == ["c"] and "eventBasedGateway" in found[0].message


def test_an_event_without_its_condition_is_refused_by_name():
    xml = waiting().xml()
    start, end = xml.index(b"<bpmn:condition "), xml.index(b"</bpmn:condition>") + len(b"</bpmn:condition>")
    found = [one for one in findings(xml[:start] + xml[end:]) if one.level == "galat"]
    assert "tunggu" in [one.element for one in found]
