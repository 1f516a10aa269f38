"""Errors: thrown by an end, caught by the nearest who catches, refused at publishing where nobody does."""

import pytest

from tests.workflows import acak
from tests.workflows.diagrams import Diagram
from workflows.checks import findings


def failing(code: str = "G1", mark: str = "") -> Diagram:
    """A person decides whether it fails."""
    drawn = Diagram("f").start(f"m{mark}").user(f"kerja{mark}").xor(f"x{mark}", default=f"fx{mark}").end(f"beres{mark}")
    drawn.end(f"gagal{mark}", on=f"error:{code}").path(f"m{mark}", f"kerja{mark}", f"x{mark}")
    return drawn.flow(f"x{mark}", f"gagal{mark}", "gagal").flow(f"x{mark}", f"beres{mark}", id=f"fx{mark}")


def caught(inner: Diagram, trigger: str = "error:G1", mi: str = "") -> Diagram:
    """A sub-process with an error boundary event and a step for it."""
    drawn = Diagram("p").start().sub("s", inner, mi=mi).user("lancar").user("betulkan").end()
    drawn.event("tangkap", trigger, on="s").path("mulai", "s", "lancar", "selesai")
    return drawn.path("tangkap", "betulkan", "selesai")


def published(drawn: Diagram, called: dict[str, Diagram] | None = None) -> list[tuple[str, str, str]]:
    texts = {key: one.xml() for key, one in (called or {}).items()}
    found = findings(drawn.xml(), called=texts.get if called else None)
    return [(one.level, one.element, one.message) for one in found if "dokumentasi" not in one.message]


@pytest.mark.parametrize("trigger", ["error:G1", "error:"])
def test_an_error_leaves_the_sub_process_by_its_boundary_event(desk, trigger):
    begun = desk.start(caught(failing(), trigger))
    desk.do("kerja", gagal=True, sebab="listrik")
    assert set(desk.open()) == {"betulkan"}
    assert desk.do("betulkan").instance.status == "done"
    line = [(step.element, step.kind, step.what) for step in desk.history(begun)]
    assert ("gagal", "end", "done") in line and ("tangkap", "error", "error") in line
    assert desk.instance(begun).facts["sebab"] == "listrik"


def test_without_an_error_the_sub_process_ends_as_drawn(desk):
    desk.start(caught(failing()))
    desk.do("kerja", gagal=False)
    assert set(desk.open()) == {"lancar"}


def test_what_runs_beside_the_error_is_taken_back(desk):
    inner = failing().gateway("parallel", "g").user("lain").end("e2").path("g", "lain", "e2")
    inner._flows = [flow.replace('targetRef="kerja"', 'targetRef="g"') for flow in inner._flows]
    begun = desk.start(caught(inner.path("g", "kerja")))
    assert set(desk.open()) == {"kerja", "lain"}
    advance = desk.do("kerja", gagal=True)
    assert [(task.element, task.status) for task in advance.ended] == [("kerja", "done"), ("lain", "cancelled")]
    assert set(desk.open()) == {"betulkan"}
    assert desk.do("betulkan").instance.status == "done"
    assert desk.instance(begun).status == "done"


def test_an_error_goes_out_through_several_levels_past_those_who_catch_another(desk):
    middle = Diagram("y").start("m2").sub("s2", failing()).end("e2").end("e3").path("m2", "s2", "e2")
    middle.event("salah", "error:G2", on="s2").path("salah", "e3")
    drawn = caught(middle)
    assert [level for level, _, _ in published(drawn)] == ["peringatan"], "G2 is thrown by nobody"
    desk.start(drawn)
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"betulkan"}


def test_the_code_is_caught_before_any(desk):
    drawn = caught(failing(), "error:")
    drawn.event("tepat", "error:G1", on="s").user("khusus").path("tepat", "khusus", "selesai")
    desk.start(drawn)
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"khusus"}


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_an_error_of_one_instance_ends_them_all(desk, sequential):
    desk.start(caught(failing(), mi=acak.MI.format(sequential, 3)))
    desk.do("kerja", gagal=False)
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"betulkan"}
    assert desk.do("betulkan").instance.status == "done"


def test_a_called_process_throws_into_its_caller(desk):
    child = failing().leaving("G1")
    child.key = "anak"
    desk.publish(child)
    drawn = Diagram("p").start().call("k", "anak").user("lancar").user("betulkan").end()
    drawn.event("tangkap", "error:G1", on="k").path("mulai", "k", "lancar", "selesai")
    begun = desk.start(drawn.path("tangkap", "betulkan", "selesai"))
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"betulkan"}
    assert desk.do("betulkan").instance.status == "done"
    assert desk.instance(begun).facts["gagal"] is True


def test_an_event_sub_process_catches_in_the_same_scope_and_the_scope_ends_as_drawn(desk):
    body = Diagram("x").start("me", on="error:G1").user("urus").end("ee").path("me", "urus", "ee")
    drawn = Diagram("p").start().sub("s", failing().sub("E", body, triggered=True)).user("lancar").end()
    desk.start(drawn.path("mulai", "s", "lancar", "selesai"))
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"urus"}
    desk.do("urus")
    assert set(desk.open()) == {"lancar"}


def test_an_error_of_the_process_itself_may_be_caught_there(desk):
    body = Diagram("x").start("me", on="error:").user("urus").end("ee").path("me", "urus", "ee")
    drawn = failing().sub("E", body, triggered=True)
    begun = desk.start(drawn)
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"urus"}
    assert desk.do("urus").instance.status == "done"
    assert desk.instance(begun).status == "done"


def test_who_has_taken_over_throws_past_the_event_sub_processes_beside_it(desk):
    body = Diagram("x").start("me", on="error:G1").end("ee", on="error:G2").path("me", "ee")
    beside = Diagram("x").start("mb", on="error:G2").end("eb").path("mb", "eb")
    inner = failing().sub("E", body, triggered=True)
    drawn = caught(inner, "error:G2")
    desk.start(drawn)
    desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"betulkan"}
    inner.sub("F", beside, triggered=True)
    lost = Diagram("p").start().sub("s", inner).end().path("mulai", "s", "selesai")
    assert [one for one in published(lost) if one[:2] == ("galat", "ee")], published(lost)


# Nobody catches.


@pytest.mark.parametrize(
    ("drawn", "element"),
    [
        (failing(), "gagal"),
        (caught(failing(), "error:G2"), "gagal"),
        (Diagram("p").start().sub("s", failing()).end().path("mulai", "s", "selesai"), "gagal"),
    ],
)
def test_an_error_that_nobody_catches_is_refused_by_name(drawn, element):
    found = [one for one in published(drawn) if one[0] == "galat"]
    assert [one[1] for one in found] == [element]
    assert "G1" in found[0][2] and "tidak ditangkap" in found[0][2]


def test_a_caller_must_catch_what_the_called_process_declares(desk):
    child = failing().leaving("G1")
    child.key = "anak"
    drawn = Diagram("p").start().call("k", "anak").end().path("mulai", "k", "selesai")
    found = published(drawn, {"anak": child})
    assert [(level, element) for level, element, _ in found] == [("galat", "k")]
    assert published(drawn.leaving("G1"), {"anak": child}) == []


def test_a_declared_error_that_never_comes_is_a_warning():
    assert [one[0] for one in published(Diagram("p").start().end().path("mulai", "selesai").leaving("G1"))] == [
        "peringatan"
    ]


def test_a_process_started_by_itself_stops_at_an_error_that_only_a_caller_would_catch(desk):
    from workflows import Incident

    desk.start(failing().leaving("G1"))
    with pytest.raises(Incident, match="G1"):
        desk.do("kerja", gagal=True)
    assert set(desk.open()) == {"kerja"}, "nothing has happened"
    assert desk.do("kerja", gagal=False).instance.status == "done"


def test_an_error_without_a_code_or_without_a_name_is_refused():
    xml = caught(failing()).xml()
    nameless = findings(xml.replace(b' errorRef="error_G1"/></bpmn:endEvent>', b"/></bpmn:endEvent>"))
    assert [one for one in nameless if one.element == "gagal" and "tidak menyebut error" in one.message]
    codeless = findings(xml.replace(b' errorCode="G1"', b""))
    assert [one for one in codeless if one.element == "error_G1" and "tanpa kode" in one.message]
