"""Facts set right, failures tried again, and ended instances begun anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

import workflows
from tests.workflows import acak
from tests.workflows.conftest import BUDI, Desk
from tests.workflows.diagrams import Diagram, line
from tests.workflows.test_suspend import failing
from tests.workflows.zoo_alat import inner, split

WHY = {"by": BUDI, "reason": "salah ketik"}


def correct(desk: Desk, begun: workflows.Advance, **more: Any) -> workflows.Advance:
    return desk.call(workflows.correct, begun.instance.id, now=desk.now, **{**WHY, **more})


def chosen(drawn: Diagram, last: str) -> Diagram:
    """After `last`, a gateway that reads the corrected fact."""
    drawn.xor("x", default="f_x").user("besar").user("kecil").end("e1").end("e2").path(last, "x")
    drawn.flow("x", "besar", "nilai > 90").flow("x", "kecil", id="f_x")
    return drawn.path("besar", "e1").path("kecil", "e2")


def test_a_corrected_fact_is_what_every_later_step_sees(desk: Desk) -> None:
    drawn = chosen(Diagram("betul").start().user("a").user("b").path("mulai", "a", "b"), "b")
    begun = desk.start(drawn, nilai=Decimal("19.5"), nama="Ani")
    advance = correct(desk, begun, facts={"nilai": Decimal("91.5")})
    assert advance.opened == advance.ended == () and list(desk.open()) == ["a"]
    assert desk.instance(begun).facts == {"nilai": Decimal("91.5"), "nama": "Ani"}
    desk.do("a")
    desk.do("b")
    assert list(desk.open()) == ["besar"]


def test_what_was_wrong_stands_in_the_history_beside_what_is_right(desk: Desk) -> None:
    begun = desk.start(line("baris", "a"), nilai=1, lama=2)
    correct(desk, begun, facts={"nilai": 3, "baru": "x"}, drop=["lama"])
    last = desk.history(begun)[-1]
    assert (last.what, last.by) == ("corrected", "orang:2")
    assert last.facts == {
        "alasan": "salah ketik",
        "fakta": {"nilai": 3, "baru": "x"},
        "sebelumnya": {"nilai": 1, "lama": 2},
        "dihapus": ["lama"],
    }
    desk.do("a")
    assert desk.history(begun)[-2].facts == {}, "the next step is not taken for the one that changed them"
    assert desk.instance(begun).facts == {"nilai": 3, "baru": "x"}


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_branch_that_has_arrived_at_a_join_does_not_bring_the_wrong_fact_back(desk: Desk, order: str) -> None:
    drawn = chosen(split(Diagram("betul").start(), "parallel", "a", "b").path("mulai", "g"), "h")
    begun = desk.start(drawn, nilai=10)
    desk.do(order[0], nilai=20)
    correct(desk, begun, facts={"nilai": 95})
    desk.do(order[1])
    assert list(desk.open()) == ["besar"] and desk.instance(begun).facts["nilai"] == 95


def test_a_fact_is_corrected_inside_parts_and_in_branches_that_have_ended(desk: Desk) -> None:
    drawn = chosen(Diagram("betul").start().sub("s", inner()).path("mulai", "s"), "s")
    begun = desk.start(drawn)
    desk.do("p", nilai=10)
    correct(desk, begun, facts={"nilai": 95})
    desk.do("q")
    desk.do("r")
    assert list(desk.open()) == ["besar"]


def test_a_dropped_fact_does_not_come_back(desk: Desk) -> None:
    drawn = Diagram("hapus").start().gateway("parallel", "g").gateway("parallel", "h").user("a").user("b").user("c")
    begun = desk.start(drawn.end().path("mulai", "g", "a", "h", "c", "selesai").path("g", "b", "h"), nilai=1)
    desk.do("a", nilai=2)
    correct(desk, begun, facts={}, drop=("nilai",))
    desk.do("b")
    assert desk.instance(begun).facts == {}
    desk.do("c")
    assert desk.instance(begun).facts == {}


def test_a_suspended_instance_can_be_corrected_and_stays_suspended(desk: Desk) -> None:
    begun = desk.start(line("baris", "a"), nilai=1)
    desk.call(workflows.suspend, begun.instance.id, **WHY)
    assert correct(desk, begun, facts={"nilai": 2}).instance.status == "suspended"
    assert desk.open() == {}
    desk.call(workflows.resume, begun.instance.id, **WHY)
    desk.do("a")
    assert desk.instance(begun).facts == {"nilai": 2}


def test_corrections_that_make_no_sense_are_refused(desk: Desk) -> None:
    begun = desk.start(line("baris", "a"), nilai=1)
    for more, why in (
        ({"facts": {}}, "tidak ada fakta"),
        ({"facts": {"nilai": 2}, "drop": ["nilai"]}, "tidak keduanya"),
        ({"facts": {}, "drop": ["lain"]}, "fakta lain: tidak dikenal"),
        ({"facts": {"nilai": 0.5}}, "fakta nilai"),
        ({"facts": {"nilai": 2}, "reason": ""}, "alasan"),
        ({"facts": {f"f{number}": 1 for number in range(100)}}, "101 fakta, paling banyak 100"),
    ):
        with pytest.raises(ValueError, match=why):
            correct(desk, begun, **more)
    assert desk.instance(begun).facts == {"nilai": 1}
    desk.do("a")
    with pytest.raises(workflows.NotReady):
        correct(desk, begun, facts={"nilai": 2})


def test_a_failed_step_is_tried_again_after_its_fact_is_right(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    desk.tick(days=1)
    again = desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert len(again.incidents) == 1 and again.instance.status == "incident"
    assert [one.what for one in desk.history(begun)[-3:]] == ["incident", "retried", "incident"]
    correct(desk, begun, facts={"pembagi": 5})
    assert desk.instance(begun).status == "incident", "a correction moves nothing"
    done = desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert (done.incidents, done.instance.status, done.instance.incident) == ((), "running", None)
    assert desk.instance(begun).facts["hasil"] == 2 and list(desk.open()) == ["baca"]
    with pytest.raises(workflows.NotPossible, match="Tidak ada yang gagal"):
        desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)


def test_a_retry_that_would_fail_is_foreseen(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    desk.tick(days=1)
    before = desk.history(begun)
    seen = desk.call(workflows.foresee, workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert len(seen.incidents) == 1 and desk.history(begun) == before


def test_a_message_whose_step_failed_is_delivered_by_the_retry(desk: Desk) -> None:
    drawn = Diagram("kabar").start().receive("tunggu", "kabar").script("bagi", "hasil = 10 // pembagi").user("baca")
    begun = desk.start(drawn.end().path("mulai", "tunggu", "bagi", "baca", "selesai"), pembagi=0)
    desk.start(Diagram("kirim").start().throw("k", "kabar").end().path("mulai", "k", "selesai"))
    (failed,) = desk.tick()
    assert failed.incidents
    (scope,) = desk.call(workflows.places, begun.instance.id).scopes
    assert [(one.element, one.kind) for one in scope.sources] == [("tunggu", "message"), ("bagi", "incident")]
    correct(desk, begun, facts={"pembagi": 5})
    desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert list(desk.open()) == ["baca"] and desk.tick(days=1) == []


def test_an_ended_instance_begins_anew_with_its_first_facts_in_the_newest_version(desk: Desk) -> None:
    begun = desk.start(line("baris", "a"), nilai=1)
    with pytest.raises(workflows.NotPossible, match="masih berjalan"):
        desk.call(workflows.restart, begun.instance.id, **WHY)
    desk.do("a", nilai=9)
    desk.publish(line("baris", "b", "a"))
    made = desk.call(workflows.restart, begun.instance.id, now=desk.now, **WHY)
    old, new = desk.instance(begun), made.instance
    assert (new.version, new.business_key, new.title, new.parties) == (2, old.business_key, old.title, old.parties)
    assert new.facts == {"nilai": 1} and list(desk.open()) == ["b"]
    assert old.status == "done" and desk.history(begun)[-1].facts == {"alasan": "salah ketik", "menjadi": new.id}
    with pytest.raises(workflows.AlreadyRunning):
        desk.call(workflows.restart, begun.instance.id, **WHY)
    desk.call(workflows.cancel, new.id, **WHY)
    assert desk.call(workflows.restart, new.id, facts={"nilai": 5}, **WHY).instance.facts == {"nilai": 5}


def test_nothing_begins_anew_while_its_process_is_on_hold(desk: Desk) -> None:
    begun = desk.start(line("baris", "a"))
    desk.do("a")
    desk.call(workflows.suspend_process, "baris", **WHY)
    with pytest.raises(workflows.Suspended):
        desk.call(workflows.restart, begun.instance.id, **WHY)


def test_the_first_facts_are_those_it_began_with_and_not_what_its_first_script_set(desk: Desk) -> None:
    drawn = Diagram("skrip").start().script("hitung", "hasil = nilai + 1").user("a").end()
    begun = desk.start(drawn.path("mulai", "hitung", "a", "selesai"), nilai=1)
    desk.do("a", nilai=5)
    assert desk.call(workflows.restart, begun.instance.id, **WHY).instance.facts == {"nilai": 1, "hasil": 2}
    assert desk.history(begun)[0].facts == {"nilai": 1}


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_correction_reaches_the_instances_of_a_repeated_task(desk: Desk, sequential: str) -> None:
    drawn = Diagram("ulang").start().user("b", mi=acak.MI.format(sequential, 2)).path("mulai", "b")
    begun = desk.start(chosen(drawn, "b"), nilai=1)
    correct(desk, begun, facts={"nilai": 95})
    for _ in range(2):
        desk.do("b")
    assert list(desk.open()) == ["besar"]


def test_correcting_and_retrying_take_a_handful_of_statements(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    desk.tick(days=1)
    seen: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    correct(desk, begun, facts={"pembagi": 5})
    assert len(seen) <= 12, seen
    seen.clear()
    desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert len(seen) <= 12, seen
