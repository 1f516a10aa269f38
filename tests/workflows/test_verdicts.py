"""What would become of running instances in another version: a verdict each, and the guess of what was renamed."""

from __future__ import annotations

import pytest

import workflows
from tests.workflows import acak
from tests.workflows.conftest import Desk
from tests.workflows.diagrams import Diagram, line
from tests.workflows.test_migration import WHY, everything, migrate, verdict
from tests.workflows.zoo_alat import split


def event_gateway() -> Diagram:
    drawn = Diagram("d").start().gateway("eventBased", "g").timer("t1", "P1D").receive("t2", "kabar").user("a").end()
    return drawn.path("mulai", "g", "t1", "a", "selesai").path("g", "t2", "a")


def service() -> Diagram:
    return Diagram("d").start().service("a", "tarik").end().path("mulai", "a", "selesai")


def repeated(sequential: str) -> Diagram:
    return Diagram("d").start().user("a", mi=acak.MI.format(sequential, 2)).end().path("mulai", "a", "selesai")


def scoped(name: str = "p") -> Diagram:
    part = Diagram("x").start("m1").user(name).end("e1").path("m1", name, "e1")
    return Diagram("d").start().sub("s", part).user("a").end().path("mulai", "s", "a", "selesai")


def arrived(*branches: str, last: str = "h") -> Diagram:
    drawn = split(Diagram("d").start(), "parallel", *branches).path("mulai", "g").end()
    return drawn.path("h", "selesai")


CANNOT = {
    "a person's step that became a job": (line("d", "a"), [], service(), "cannot", "A (a)"),
    "a step that is repeated now": (line("d", "a"), [], repeated("true"), "cannot", "A (a)"),
    "another kind of repetition": (repeated("true"), [], repeated("false"), "cannot", "A (a)"),
    "a step that is gone": (line("d", "a"), [], line("d", "b"), "needs_mapping", "A (a)"),
    "an event gateway that is gone": (event_gateway(), [], line("d", "a"), "needs_mapping", "g (g)"),
    "a sub-process that is gone": (scoped(), [], line("d", "p", "a"), "needs_mapping", "s (s)"),
    "a step that is gone from its sub-process": (scoped(), [], scoped("q"), "needs_mapping", "P (p)"),
    "a branch whose flow is gone": (arrived("a", "b"), ["a"], arrived("b", "c"), "cannot", "A (a)"),
    "a lane nobody stands for": (line("d", "a"), [], line("d", "a", lane="Camat"), "cannot", "camat"),
}


@pytest.mark.parametrize("name", CANNOT)
def test_what_does_not_fit_is_told_with_the_element_and_changes_nothing(desk: Desk, name: str) -> None:
    old, done, new, kind, element = CANNOT[name]
    begun = desk.start(old)
    for step in done:
        desk.do(step)
    desk.publish(new)
    before = everything(desk)
    found = verdict(desk, "d")
    assert found.kind == kind and any(element in reason for reason in found.reasons), found
    with pytest.raises(workflows.Unfit, match="belum dapat beralih") as caught:
        migrate(desk, begun)
    assert caught.value.verdict == found
    assert everything(desk) == before


def test_a_mapping_to_what_is_not_there_is_told(desk: Desk) -> None:
    desk.start(line("d", "a"))
    desk.publish(line("d", "b"))
    found = verdict(desk, "d", mapping={"a": "c"})
    assert found.kind == "needs_mapping" and "dipetakan ke c" in found.reasons[0]


def test_a_deadline_that_cannot_be_worked_out_does_not_fit(desk: Desk) -> None:
    begun = desk.start(line("d", "a"))
    desk.publish(Diagram("d").start().user("a", batas="belum_ada").end().path("mulai", "a", "selesai"))
    with pytest.raises(workflows.Unfit, match="belum_ada") as caught:
        migrate(desk, begun)
    assert caught.value.verdict.kind == "cannot"
    assert desk.instance(begun).version == 1


def test_a_dry_run_goes_through_all_live_instances_by_pages_and_writes_nothing(desk: Desk) -> None:
    for number in range(5):
        desk.start(line("d", "a", "b"), business_key=f"skp:{number}")
    first = desk.call(workflows.instances, business_keys=["skp:0"])[0]
    desk.do("a", instance=first.id)
    ended = desk.call(workflows.instances, business_keys=["skp:1"])[0]
    desk.call(workflows.cancel, ended.id, **WHY)
    desk.publish(line("d", "b"))
    desk.begin("d", "skp:9")
    before, found, after = everything(desk), [], ""
    while page := desk.call(workflows.fits, "d", to=2, after=after, limit=2):
        assert len(page) <= 2
        found += page
        after = page[-1].instance_id
    assert sorted((one.business_key, one.kind) for one in found) == [
        ("skp:0", "fits"), ("skp:2", "needs_mapping"), ("skp:3", "needs_mapping"), ("skp:4", "needs_mapping"),
    ]  # fmt: skip
    assert everything(desk) == before
    assert desk.call(workflows.fits, "d", to=2, since=2) == []
    assert len(desk.call(workflows.fits, "d", to=2, since=1)) == 4
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.fits, "d", to=7)


def test_renamed_steps_are_guessed_by_their_step_or_name_and_only_if_there_is_no_doubt(desk: Desk) -> None:
    old = (
        Diagram("duga").start().user("a", name="Isi").user("b", name="Lihat", langkah="tinjau").user("c", name="Kembar")
    )
    old.user("d", name="Kembar").user("e", name="Hilang").timer("f", "P1D").end()
    desk.publish(old.path("mulai", "a", "b", "c", "d", "e", "f", "selesai"))
    new = Diagram("duga").start().user("a2", name="Isi").user("b2", name="Periksa", langkah="tinjau")
    new.user("c2", name="Kembar").user("d2", name="Kembar").script("e2", "x = 1").timer("f2", "P1D").end()
    desk.publish(new.path("mulai", "a2", "b2", "c2", "d2", "e2", "f2", "selesai"))
    assert desk.call(workflows.suggest, "duga", since=1, to=2) == {"a": "a2", "b": "b2"}
    with pytest.raises(workflows.NotFound):
        desk.call(workflows.suggest, "duga", since=1, to=3)
