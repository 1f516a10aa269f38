"""Processes that start by the clock: each due moment once, by whoever comes first, also after an outage."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram
from workflows import checks


def timed(text: str = "R/P1D", party: str = "peran:admin_bkd", key: str = "", step: str = "isi") -> Diagram:
    """Starts by the clock; the one task is its lane's."""
    props = {"kunci": key} if key else {}
    drawn = Diagram("rutin").start(on=f"timer:{text}", **props).user(step, lane="Admin BKD").end()
    return drawn.party("Admin BKD", party).path("mulai", step, "selesai")


def keys(desk) -> list[str]:
    return sorted(one.business_key for one in desk.call(workflows.instances))


def test_a_process_starts_at_each_moment_once_with_the_party_of_its_lane(desk):
    desk.publish(timed())
    assert desk.call(workflows.due, NOW + timedelta(days=1) - timedelta(microseconds=1)) == 0
    (advance,) = desk.tick(days=1)
    assert [(task.element, task.owner) for task in advance.opened] == [("isi", "peran:admin_bkd")]
    assert desk.tick() == []
    assert len(desk.tick(days=1)) == 1
    assert keys(desk) == ["rutin@2026-03-03T09:00", "rutin@2026-03-04T09:00"]
    (one,) = desk.call(workflows.schedules)
    assert (one.process, one.next_at, one.incident) == ("rutin", NOW + timedelta(days=3), None)


def test_what_an_outage_missed_starts_one_instance_and_the_rhythm_goes_on(desk):
    desk.publish(timed())
    assert len(desk.tick(days=5, hours=3)) == 1
    assert desk.tick() == []
    assert len(desk.tick(hours=21)) == 1
    assert keys(desk) == ["rutin@2026-03-03T09:00", "rutin@2026-03-08T09:00"]


@pytest.mark.parametrize(
    ("text", "days"),
    [("P2D", 2), ("2026-03-05", 3), ('"2026-03-04T08:00:00+08:00"', 2)],
    ids=["after", "day", "moment"],
)
def test_a_single_moment_starts_one_instance(desk, text, days):
    desk.publish(timed(text))
    assert len(desk.tick(days=days)) == 1
    assert desk.tick(days=400) == []
    assert [one.next_at for one in desk.call(workflows.schedules)] == [None]


def test_a_moment_already_past_when_it_is_published_starts_nothing(desk):
    desk.publish(timed("2026-01-01"))
    assert desk.tick(days=400) == []


def test_the_key_may_be_an_expression(desk):
    desk.publish(timed(key='"rekap:" + "skp"'))
    desk.tick(days=1)
    assert keys(desk) == ["rekap:skp@2026-03-03T09:00"]


def test_a_newer_version_takes_over_and_one_without_a_timer_ends_it(desk):
    desk.publish(timed())
    desk.publish(timed("R/P7D", step="periksa"))
    assert desk.tick(days=1) == []
    (advance,) = desk.tick(days=6)
    assert [task.element for task in advance.opened] == ["periksa"]
    plain = Diagram("rutin").start().user("isi", lane="Admin BKD").end().path("mulai", "isi", "selesai")
    desk.publish(plain)
    assert desk.call(workflows.schedules) == [] and desk.tick(days=30) == []


def test_a_moment_missed_under_the_version_before_is_not_lost(desk):
    desk.publish(timed())
    desk.pass_time(days=2)
    desk.publish(timed("R/P7D", step="periksa"))
    (advance,) = desk.tick()
    assert [task.element for task in advance.opened] == ["periksa"]
    assert desk.tick(days=6) == [] and len(desk.tick(days=1)) == 1


def test_two_workers_at_the_same_moment_start_one_instance(desk):
    desk.publish(timed())
    desk.pass_time(days=1)
    gate, begun = threading.Barrier(2), []

    def work() -> None:
        with Session(desk.engine) as session:
            gate.wait(30)
            with session.begin():
                begun.append(workflows.begin(session, workflows.Due("", 1, process="rutin"), desk.now))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(one is not None for one in begun) == 1 and len(begun) == 2
    assert len(keys(desk)) == 1


def test_a_process_on_hold_does_not_start_and_does_once_when_it_goes_on(desk):
    desk.publish(timed())
    desk.call(workflows.suspend_process, "rutin", by=ANI, reason="libur", now=desk.now)
    assert desk.tick(days=3) == [] and desk.call(workflows.due, desk.now) == 0
    desk.call(workflows.resume_process, "rutin", by=ANI, reason="masuk", now=desk.now)
    assert len(desk.tick()) == 1 and desk.tick() == []


def test_a_start_that_fails_is_told_and_tried_again_after_an_hour(desk):
    drawn = Diagram("rutin").start(on="timer:R/P1D").script("hitung", "x = 1 / 0").user("isi", lane="Admin BKD").end()
    desk.publish(drawn.party("Admin BKD", "peran:admin_bkd").path("mulai", "hitung", "isi", "selesai"))
    assert desk.tick(days=1) == [] and desk.tick() == []
    (one,) = desk.call(workflows.schedules)
    assert "hitung" in str(one.incident) and one.retry_at == desk.now + timedelta(hours=1)
    assert desk.call(workflows.due, desk.now) == 0
    assert desk.call(workflows.due, desk.now + timedelta(hours=1)) == 1
    assert keys(desk) == []


def test_a_worker_that_dies_before_its_commit_starts_nothing_twice(desk):
    desk.publish(timed())
    desk.pass_time(days=1)
    with Session(desk.engine) as session:
        assert len(workflows.tick(session, desk.now)) == 1
        session.rollback()
    assert keys(desk) == [] and len(desk.tick()) == 1 and desk.tick() == []


def test_it_may_also_be_started_by_hand(desk):
    desk.publish(timed())
    advance = desk.call(
        workflows.start, "rutin", lanes={"admin_bkd": "orang:1"}, facts={}, business_key="tangan", now=desk.now
    )
    assert [task.element for task in advance.opened] == ["isi"]


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (timed(party=""), "memerlukan properti pihak"),
        (timed(party="orang:7"), "antrean peran"),
        (timed("batas"), "belum ada data"),
        (timed(key="nip"), "belum ada data"),
        (timed("R/PT1S"), "satu menit"),
    ],
)
def test_a_process_nobody_could_be_found_for_is_refused_by_name(drawn, said):
    found = [one.message for one in checks.findings(drawn.xml()) if one.level == "galat"]
    assert any(said in message for message in found), found


def test_a_called_process_needs_its_parties_as_well(desk):
    desk.publish(Diagram("anak").start().user("a", lane="Pegawai").end().path("mulai", "a", "selesai"))
    drawn = Diagram("rutin").start(on="timer:R/P1D").call("k", "anak").end().path("mulai", "k", "selesai")
    with pytest.raises(workflows.NotPublishable, match="pegawai"):
        desk.publish(drawn)


def test_a_timer_at_the_start_of_a_plain_sub_process_is_refused(desk):
    inner = Diagram("x").start("m1", on="timer:P1D").user("a").end("e1").path("m1", "a", "e1")
    drawn = Diagram("p").start().sub("s", inner).end().path("mulai", "s", "selesai")
    assert any("timerEventDefinition" in one.message for one in checks.findings(drawn.xml()) if one.level == "galat")
