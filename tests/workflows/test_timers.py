"""Deadlines and moments: when they fire, to the microsecond, and what they leave alone."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram, line
from workflows import clock

TICK = timedelta(microseconds=1)


def deadline(text: str, interrupting: bool = True) -> Diagram:
    """isi with a boundary timer that leads to ingat; a second task after isi"""
    drawn = Diagram("tenggat").start().user("isi").timer("lewat", text, on="isi", interrupting=interrupting)
    drawn.user("ingat").user("tinjau").end().end("habis").path("mulai", "isi", "tinjau", "selesai")
    return drawn.path("lewat", "ingat", "habis")


def test_a_deadline_fires_at_its_moment_and_not_before(desk):
    first = desk.start(deadline('"P14D"'))
    task = desk.open()["isi"]
    assert task.due_at == NOW + timedelta(days=14)
    assert desk.call(workflows.due, task.due_at - TICK) == 0
    assert desk.call(workflows.tick, task.due_at - TICK) == []
    assert desk.call(workflows.due, task.due_at) == 1
    (advance,) = desk.call(workflows.tick, task.due_at)
    assert [one.element for one in advance.opened] == ["ingat"]
    assert [(one.element, one.status, one.ended_at) for one in advance.ended] == [("isi", "cancelled", task.due_at)]
    assert desk.call(workflows.due, task.due_at) == 0
    assert [(step.element, step.what) for step in desk.history(first)][1:] == [("lewat", "timer"), ("isi", "cancelled")]


def test_whoever_submits_before_the_worker_comes_is_in_time(desk):
    desk.start(deadline('"P14D"'))
    desk.pass_time(days=15)
    assert [task.element for task in desk.do("isi").opened] == ["tinjau"]
    assert desk.tick(days=1) == []


def test_a_reminder_does_not_take_the_task_away(desk):
    desk.start(deadline('"P3D"', interrupting=False))
    task = desk.open()["isi"]
    (advance,) = desk.tick(days=3)
    assert ([one.element for one in advance.opened], advance.ended) == (["ingat"], ())
    assert desk.open()["isi"] == task
    assert desk.tick(days=30) == [], "it reminds once"
    desk.do("isi")
    assert desk.open().keys() == {"ingat", "tinjau"}
    desk.do("tinjau")
    assert desk.do("ingat").instance.status == "done"


def test_a_finished_task_takes_its_timer_along(desk):
    desk.start(deadline('"P3D"'))
    desk.do("isi")
    assert desk.call(workflows.due, NOW + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("P14D", NOW + timedelta(days=14)),
        ('"PT36H"', NOW + timedelta(hours=36)),
        ("batas", datetime(2026, 3, 10, 15, 59, tzinfo=UTC)),
        ("tanggal_tambah(batas, 2)", datetime(2026, 3, 12, 15, 59, tzinfo=UTC)),
        ("2026-03-10", datetime(2026, 3, 9, 16, 0, tzinfo=UTC)),
        ('"2026-03-10T08:00"', datetime(2026, 3, 10, 0, 0, tzinfo=UTC)),
        ("P1M", datetime(2026, 4, 2, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_a_duration_a_moment_or_an_expression_giving_one(desk, text, moment):
    desk.start(deadline(text), batas="2026-03-10T23:59:00+08:00")
    assert desk.open()["isi"].due_at == moment
    assert desk.call(workflows.due, moment - TICK) == 0
    assert desk.call(workflows.due, moment) == 1


def test_a_deadline_that_is_no_time_stops_the_start(desk):
    desk.publish(deadline("batas"))
    with pytest.raises(workflows.Incident) as incident:
        desk.begin("tenggat", batas="besok")
    assert incident.value.element == "lewat"
    assert desk.call(workflows.instances) == []


def test_a_moment_already_past_fires_in_the_same_advance(desk):
    advance = desk.start(deadline("batas"), batas="2026-03-01T00:00:00+08:00")
    assert [task.element for task in advance.opened] == ["ingat"]


def test_an_intermediate_timer_lets_the_instance_go_on(desk):
    drawn = Diagram("jeda").start().timer("buka", "P1D").user("isi").end().path("mulai", "buka", "isi", "selesai")
    first = desk.start(drawn)
    assert (first.opened, first.instance.waiting) == ((), ("buka",))
    (advance,) = desk.tick(days=1)
    assert [task.element for task in advance.opened] == ["isi"]
    assert advance.opened[0].created_at == desk.now


def test_each_round_of_a_loop_has_its_own_deadline(desk):
    drawn = Diagram("putar").start().user("isi").timer("lewat", "P1D", on="isi").user("telat")
    drawn.xor("putus", default="f_lagi").end().path("mulai", "isi", "putus").path("lewat", "telat", "putus")
    drawn.flow("putus", "selesai", "cukup").flow("putus", "isi", id="f_lagi")
    desk.start(drawn)
    for _ in range(3):
        assert desk.open()["isi"].due_at == desk.now + timedelta(days=1)
        (advance,) = desk.tick(days=1)
        assert [task.element for task in advance.opened] == ["telat"]
        desk.do("telat", cukup=False)
        desk.pass_time(hours=5)
        desk.do("isi", cukup=False)
    desk.do("isi", cukup=True)
    assert desk.call(workflows.due, NOW + timedelta(days=400)) == 0


def test_the_first_of_a_message_and_a_timer_decides_at_an_event_gateway(desk):
    drawn = Diagram("lomba").start().gateway("eventBased", "pilih").timer("habis", "P2D").timer("telat", "P9D")
    drawn.receive("jawab", "jawaban").user("a").user("b").user("c").end().path(
        "mulai", "pilih", "habis", "a", "selesai"
    )
    drawn.path("pilih", "jawab", "b", "selesai").path("pilih", "telat", "c", "selesai")
    desk.start(drawn)
    assert desk.tick(days=1) == []
    (advance,) = desk.tick(days=1)
    assert [task.element for task in advance.opened] == ["a"]
    assert desk.call(workflows.due, NOW + timedelta(days=99)) == 0
    assert ("habis", "timer") in [(step.element, step.what) for step in desk.history(advance)]


def test_of_two_timers_overdue_at_an_event_gateway_the_earlier_wins(desk):
    drawn = Diagram("lomba").start().gateway("eventBased", "pilih").timer("telat", "P9D").timer("habis", "P2D")
    drawn.user("a").user("c").end().path("mulai", "pilih", "telat", "c", "selesai").path(
        "pilih", "habis", "a", "selesai"
    )
    desk.start(drawn)
    (advance,) = desk.tick(days=30)
    assert [task.element for task in advance.opened] == ["a"]


def test_a_limit_leaves_the_rest_for_the_next_tick(desk):
    desk.publish(deadline("P1D"))
    for number in range(5):
        desk.begin("tenggat", f"skp:{number}")
    later = desk.pass_time(days=1)
    assert desk.call(workflows.due, later) == 5
    assert len(desk.call(workflows.tick, later, limit=3)) == 3
    assert desk.call(workflows.due, later) == 2
    assert len(desk.call(workflows.tick, later, limit=3)) == 2
    assert desk.call(workflows.tick, later) == []


def test_two_workers_at_once_fire_each_timer_once(desk):
    desk.publish(deadline("P1D"))
    for number in range(6):
        desk.begin("tenggat", f"skp:{number}")
    later, gate, moved = desk.pass_time(days=1), threading.Barrier(2), []

    def work():
        with Session(desk.engine) as session:
            gate.wait()
            with session.begin():
                moved.extend(advance.instance.business_key for advance in workflows.tick(session, later))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    moved.extend(advance.instance.business_key for advance in desk.call(workflows.tick, later))
    assert sorted(moved) == [f"skp:{number}" for number in range(6)]


def test_a_timer_whose_step_fails_is_an_incident_that_stops_nobody_else(desk):
    drawn = Diagram("rusak").start().user("isi").timer("lewat", "P1D", on="isi").script("hitung", "x = 1 / n").end()
    drawn.end("akhir").path("mulai", "isi", "selesai").path("lewat", "hitung", "akhir")
    bad = desk.start(drawn, n=0)
    good = desk.begin("rusak", "skp:2", n=1)
    advances = {advance.instance.id: advance for advance in desk.tick(days=1)}
    assert advances[good.instance.id].instance.status == "done"
    failed = advances[bad.instance.id]
    assert (failed.instance.status, failed.opened, failed.ended) == ("incident", (), ())
    assert [incident.element for incident in failed.incidents] == ["hitung"]
    assert desk.instance(bad).status == "incident"
    assert desk.history(bad)[-1].what == "incident"
    assert desk.open(bad.instance.id).keys() == {"isi"}, "the task is still there"
    assert desk.tick(minutes=59) == [], "it is not tried again at once"
    assert len(desk.tick(minutes=1)) == 1
    assert desk.do("isi", instance=bad.instance.id, n=1).instance.status == "done", "and a person can still go on"


def test_the_demo_may_live_in_another_month(desk):
    desk.now = datetime(2025, 1, 31, 0, 0, tzinfo=UTC)
    first = desk.start(deadline("P1M"))
    assert first.instance.started_at == desk.now
    assert first.opened[0].due_at == datetime(2025, 2, 28, 0, 0, tzinfo=UTC)
    assert desk.history(first)[0].at == desk.now


def test_the_clock_is_an_expression_too(desk):
    drawn = Diagram("jam").start().user("isi").script("cap", "cap_waktu = sekarang").end()
    desk.start(drawn.path("mulai", "isi", "cap", "selesai"))
    assert desk.do("isi").instance.facts == {"cap_waktu": "2026-03-02T09:00:00+08:00"}


@pytest.mark.parametrize("text", ["P", "PT", "P1", "1D", "besok", "P-1D", "P99999Y", "2026-13-01", "", "R3/P1D"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match="waktu"):
        clock.moment(text, NOW)


def test_without_now_the_machines_clock_counts(desk):
    desk.publish(line("satu", "isi"))
    before = datetime.now(UTC)
    lanes = {"pegawai": "orang:1"}
    advance = desk.call(workflows.start, "satu", lanes=lanes, facts={}, business_key="a")
    assert before <= advance.instance.started_at <= datetime.now(UTC)
    done = desk.call(workflows.complete, advance.opened[0].id, by=ANI, facts={})
    assert before <= done.instance.ended_at <= datetime.now(UTC)
