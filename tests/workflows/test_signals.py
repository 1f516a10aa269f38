"""Signals: to every event of every instance that waits when it is thrown, each once, none kept for later."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.kawanan import copies
from tests.workflows.test_due import run_of_worker
from workflows import checks
from workflows import tables as t


def thrower(**props: str) -> Diagram:
    drawn = Diagram("lempar").start().user("putuskan").signal("umumkan", "tutup", **props).end()
    return drawn.path("mulai", "putuskan", "umumkan", "selesai")


def catcher() -> Diagram:
    drawn = Diagram("tangkap").start().event("tunggu", "signal:tutup").user("lanjut").end()
    return drawn.path("mulai", "tunggu", "lanjut", "selesai")


def guarded(interrupting: bool, key: str = "jaga") -> Diagram:
    drawn = Diagram(key).start().user("isi").event("henti", "signal:tutup", "isi", interrupting).user("urus").end()
    return drawn.end("habis").path("mulai", "isi", "selesai").path("henti", "urus", "habis")


def throw(desk, key="lempar:1", **facts):
    first = desk.begin("lempar", key)
    desk.do("putuskan", instance=first.instance.id, **facts)
    return first


def left(desk) -> int:
    return desk.call(lambda session: session.scalar(select(func.count()).select_from(t.signal)))


def drain(desk) -> list[str]:
    """Tick until nothing moves; business keys in the order they moved."""
    moved: list[str] = []
    while advances := desk.call(workflows.tick, desk.now):
        moved += [advance.instance.business_key for advance in advances]
    return moved


def test_a_signal_reaches_everybody_who_waits_and_nobody_who_waits_later(desk):
    desk.publish(thrower())
    for number in range(3):
        desk.start(catcher(), f"t:{number}")
    throw(desk)
    late = desk.begin("tangkap", "t:late")
    assert sorted(drain(desk)) == ["t:0", "t:1", "t:2"]
    assert [task.element for task in desk.call(workflows.tasks)] == ["lanjut"] * 3
    assert desk.instance(late).waiting == ("tunggu",)
    assert left(desk) == 0
    throw(desk, "lempar:2")
    assert drain(desk) == ["t:late"]


def test_a_signal_nobody_waits_for_is_forgotten_at_once(desk):
    desk.start(thrower())
    desk.do("putuskan")
    assert left(desk) == 0 and desk.tick() == []


def test_an_end_event_may_throw_and_facts_may_travel(desk):
    ending = Diagram("lempar").start().user("putuskan").end(on="signal:tutup", muatan="hasil")
    desk.publish(ending.path("mulai", "putuskan", "selesai"))
    first = desk.start(catcher(), "t")
    throw(desk, hasil="batal", rahasia=1)
    (advance,) = desk.tick()
    assert advance.instance.facts == {"hasil": "batal"}
    line = next(step for step in desk.history(first) if step.element == "tunggu")
    assert (line.kind, line.what, line.facts) == ("signal", "signal", {"hasil": "batal"})


def test_a_fact_that_is_not_there_stops_the_thrower(desk):
    desk.start(thrower(muatan="hasil"))
    with pytest.raises(workflows.Incident, match="sinyal tutup tidak dapat membawa hasil"):
        desk.do("putuskan")
    assert left(desk) == 0


def test_a_boundary_signal_interrupts_or_runs_beside_as_often_as_it_is_thrown(desk):
    desk.publish(thrower())
    desk.start(guarded(True, "potong"), "p")
    desk.start(guarded(False, "samping"), "s")
    throw(desk, "l:1")
    throw(desk, "l:2")
    moved = {advance.instance.business_key: advance for advance in desk.tick()}
    assert [task.element for task in moved["p"].ended] == ["isi"]
    assert [task.element for task in moved["p"].opened] == ["urus"]
    assert [task.element for task in moved["s"].opened] == ["urus", "urus"], "both, in one advance"
    assert moved["s"].ended == ()
    assert drain(desk) == [] and left(desk) == 0


def test_an_event_gateway_and_an_event_sub_process_hear_it(desk):
    drawn = Diagram("pilih").start().gateway("eventBased", "g").event("satu", "signal:tutup").timer("dua", "P9D")
    drawn.user("a").user("b").end().end("e2").path("mulai", "g", "satu", "a", "selesai").path("g", "dua", "b", "e2")
    body = Diagram("x").start("mulai_e", on="signal:tutup", interrupting=False).user("urus").end("akhir_e")
    desk.start(drawn.sub("E", body.path("mulai_e", "urus", "akhir_e"), triggered=True), "p")
    desk.publish(thrower())
    throw(desk)
    drain(desk)
    assert {task.element for task in desk.call(workflows.tasks)} == {"a", "urus"}


def test_two_signals_on_their_way_start_an_event_sub_process_twice(desk):
    """The first happens and the event waits anew: the second, thrown while it waited, must still find it."""
    handler = Diagram("x").start("mulai_e", on="signal:tutup", interrupting=False).user("urus").end("akhir_e")
    drawn = Diagram("tangkap").start().user("isi").end().path("mulai", "isi", "selesai")
    desk.publish(thrower())
    begun = desk.start(drawn.sub("E", handler.path("mulai_e", "urus", "akhir_e"), triggered=True), "t:1")
    throw(desk, "lempar:1")
    throw(desk, "lempar:2")
    drain(desk)
    opened = desk.call(workflows.tasks, instance=begun.instance.id)
    assert sorted(task.element for task in opened) == ["isi", "urus", "urus"]
    assert left(desk) == 0


def test_within_its_own_instance_it_reaches_who_waited_when_it_was_thrown(desk):
    drawn = Diagram("sendiri").start().gateway("parallel", "g").event("dulu", "signal:tutup").user("putuskan")
    drawn.signal("umumkan", "tutup").event("kemudian", "signal:tutup").user("a").end().end("e2")
    drawn.path("mulai", "g", "dulu", "a", "selesai").path("g", "putuskan", "umumkan", "kemudian", "e2")
    first = desk.start(drawn)
    desk.do("putuskan")
    assert desk.instance(first).waiting == ("dulu", "kemudian"), "not yet: the tick brings it"
    desk.tick()
    assert desk.open().keys() == {"a"}
    assert desk.instance(first).waiting == ("A", "kemudian")
    assert drain(desk) == []


def test_whoever_finished_before_the_worker_came_is_not_disturbed(desk):
    desk.publish(thrower())
    first = desk.start(guarded(True), "p")
    other = desk.begin("jaga", "q")
    throw(desk)
    desk.do("isi", instance=first.instance.id)
    desk.call(workflows.cancel, other.instance.id, by=ANI, reason="x")
    assert desk.instance(first).status == "done"
    assert left(desk) == 2
    assert all(not advance.opened and not advance.ended for advance in desk.tick())
    assert left(desk) == 0 and desk.tick() == []


def test_a_signal_of_a_rolled_back_advance_was_never_thrown(desk):
    desk.publish(thrower())
    desk.start(catcher(), "t")
    desk.begin("lempar", "l")
    task = desk.open()["putuskan"]
    with Session(desk.engine) as session:
        workflows.complete(session, task.id, by=ANI, facts={}, now=NOW)
        session.rollback()
    assert left(desk) == 0 and desk.tick() == []


def test_however_many_wait_the_thrower_writes_with_one_statement(desk):
    desk.publish(thrower())
    first = desk.start(catcher(), "t")
    copies(desk.engine, first.instance.id, 400)
    begun = desk.begin("lempar", "l")
    sent: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: sent.append(args[2]), named=False)
    desk.do("putuskan", instance=begun.instance.id)
    assert sum("wf_signal" in one for one in sent) == 1
    assert left(desk) == 401


def test_two_workers_bring_it_to_each_receiver_once(desk):
    desk.publish(thrower())
    first = desk.start(catcher(), "t")
    ids = [first.instance.id, *copies(desk.engine, first.instance.id, 60)]
    throw(desk)
    gate, shares = threading.Barrier(2), ([], [])
    threads = [threading.Thread(target=run_of_worker, args=(desk.engine, desk.now, one, gate)) for one in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted([*shares[0], *shares[1]]) == sorted(ids)
    assert left(desk) == 0
    assert desk.call(workflows.count_tasks) == len(ids)


def test_a_worker_that_dies_before_its_commit_loses_and_doubles_nothing(desk):
    desk.publish(thrower())
    desk.start(catcher(), "t")
    throw(desk)
    with Session(desk.engine) as session:
        assert len(workflows.tick(session, desk.now)) == 1
        session.rollback()  # as a killed process leaves it
    assert left(desk) == 1
    assert drain(desk) == ["t"] and desk.call(workflows.count_tasks) == 1


def test_a_receiver_that_fails_keeps_its_signal_for_the_next_try(desk):
    drawn = Diagram("tangkap").start().event("tunggu", "signal:tutup").script("hitung", "x = 1 / n").user("lanjut")
    desk.start(drawn.end().path("mulai", "tunggu", "hitung", "lanjut", "selesai"), "t", n=0)
    desk.publish(thrower(muatan="n"))
    throw(desk, n=0)
    (advance,) = desk.tick()
    assert advance.instance.status == "incident" and left(desk) == 1
    assert desk.tick(minutes=30) == []
    assert [advance.instance.status for advance in desk.tick(minutes=30)] == ["incident"]


def test_a_waiting_signal_costs_no_tick_anything_and_is_told(desk):
    first = desk.start(catcher(), "t")
    (wait,) = desk.call(workflows.waits, first.instance.id)
    assert (wait.element, wait.signal, wait.due_at, wait.message) == ("tunggu", "tutup", None, None)
    assert desk.call(workflows.due, NOW + timedelta(days=999)) == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (' signalRef="sinyal_tutup"', "", "tidak menyebut sinyal mana"),
        ('signalRef="sinyal_tutup"', 'signalRef="lain"', "tidak ada di dalam diagram"),
        ('name="tutup"', 'name=""', "sinyal tanpa nama"),
        ('name="tutup"', f'name="{"x" * 129}"', "terlalu panjang"),
    ],
)
def test_a_signal_that_names_nothing_is_refused_when_it_is_published(old, new, said):
    text = catcher().xml().decode()
    assert old in text
    found = checks.findings(text.replace(old, new).encode())
    assert any(said in one.message and one.level == "galat" for one in found), found
    assert [one for one in checks.findings(text.encode()) if one.level == "galat"] == []
