"""Timers that come again: each moment its own token beside the task, on a grid that no outage moves."""

from datetime import UTC, datetime, timedelta

import pytest

import workflows
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.test_loops import state_size
from workflows import checks, clock, cycles

HOUR = timedelta(hours=1)


def reminded(text: str, interrupting: bool = False, ask: bool = True, tag: str = "") -> Diagram:
    """isi, and beside it (or instead of it) ingat each time the clock says so"""
    drawn = Diagram("ulang").start().user("isi").timer("jam", text, "isi", interrupting, tag).end()
    drawn.script("catat", "n = n + 1").end("habis").path("mulai", "isi", "selesai").path("jam", "catat")
    return drawn.user("ingat").path("catat", "ingat", "habis") if ask else drawn.path("catat", "habis")


def opened(advances):
    return [task.element for advance in advances for task in advance.opened]


def rounds(desk, first) -> int:
    return [step.element for step in desk.history(first)].count("jam")


def test_each_moment_sends_its_own_token_and_the_task_stays(desk):
    first = desk.start(reminded("R3/PT1H"), n=0)
    task = desk.open()["isi"]
    assert task.due_at is None, "a reminder is no deadline"
    for number in range(1, 4):
        assert opened(desk.tick(hours=1)) == ["ingat"], number
        assert desk.open()["isi"] == task
        assert desk.call(workflows.count_tasks) == number + 1
    assert desk.tick(days=9) == [], "three times and no more"
    desk.do("isi")
    for _ in range(3):
        last = desk.do("ingat")
    assert last.instance.status == "done"
    assert rounds(desk, first) == 3


def test_the_last_of_several_reminders_does_not_end_the_task_while_the_first_is_still_open(desk):
    drawn = reminded("R3/PT1H").timer("sekali", "PT90M", on="isi", interrupting=False).end("s3").path("sekali", "s3")
    desk.start(drawn, n=0)
    for _ in range(4):
        desk.tick(hours=1)
    assert desk.call(workflows.count_tasks) == 4
    assert desk.do("isi").instance.status == "running"


def test_a_finished_task_ends_its_cycle(desk):
    desk.start(reminded("R/P1D"), n=0)
    desk.tick(days=1)
    desk.do("isi")
    assert desk.call(workflows.due, NOW + timedelta(days=99)) == 0
    assert desk.do("ingat").instance.status == "done"


def test_what_an_outage_missed_fires_once_and_the_rhythm_goes_on_from_its_own_grid(desk):
    first = desk.start(reminded("R6/PT1H"), n=0)
    assert opened(desk.tick(hours=3, minutes=20)) == ["ingat"], "three missed, one token"
    assert desk.tick() == []
    (wait,) = desk.call(workflows.waits, first.instance.id)
    assert wait.due_at == NOW + 4 * HOUR
    assert desk.call(workflows.due, NOW + 4 * HOUR - timedelta(microseconds=1)) == 0
    assert opened(desk.tick(minutes=40)) == ["ingat"]
    assert opened(desk.tick(days=1)) == ["ingat"], "the fifth and sixth"
    assert desk.tick(days=1) == [] and desk.call(workflows.waits, first.instance.id) == []
    assert rounds(desk, first) == 3


def test_an_interrupting_cycle_fires_once_at_its_first_moment(desk):
    first = desk.start(reminded("R5/PT2H", interrupting=True), n=0)
    assert desk.open()["isi"].due_at == NOW + 2 * HOUR
    (advance,) = desk.tick(hours=9)
    assert (opened([advance]), [one.element for one in advance.ended]) == (["ingat"], ["isi"])
    assert desk.tick(days=9) == []
    assert rounds(desk, first) == 1


def test_a_first_moment_may_be_named_and_one_already_past_fires_at_once(desk):
    text = "R3/2026-03-02T10:00:00+08:00/PT1H"  # an hour after the start
    first = desk.start(reminded(text), n=0)
    assert [wait.due_at for wait in desk.call(workflows.waits, first.instance.id)] == [NOW + HOUR]
    for _ in range(3):
        assert opened(desk.tick(hours=1)) == ["ingat"]
    assert desk.tick(days=1) == []
    late = desk.begin("ulang", "lain", n=0)
    assert [task.element for task in late.opened].count("ingat") == 1, "all three were past: once"


def test_months_go_by_the_calendar_and_the_31st_stays_the_31st(desk):
    desk.now = datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
    first = desk.start(reminded("R4/P1M"), n=0)
    seen = []
    for _ in range(4):
        (wait,) = desk.call(workflows.waits, first.instance.id)
        seen.append(wait.due_at.astimezone(clock.WITA).strftime("%d-%m"))
        desk.now = wait.due_at
        assert opened(desk.tick()) == ["ingat"]
    assert seen == ["28-02", "31-03", "30-04", "31-05"]


def test_a_cycle_may_be_an_expression_and_starts_anew_in_each_round_of_a_loop(desk):
    drawn = Diagram("putar").start().user("isi").timer("jam", "selang", "isi", False, "timeCycle")
    drawn.script("catat", "n = n + 1").end("habis").xor("x", default="f_x").end().path("mulai", "isi", "x")
    drawn.flow("x", "selesai", "cukup").flow("x", "isi", id="f_x").path("jam", "catat", "habis")
    first = desk.start(drawn, n=0, selang="R2/PT1H")
    for number in range(3):
        desk.pass_time(minutes=10)
        if number:
            desk.do("isi", cukup=False)
        assert len(desk.tick(hours=1)) == 1 and len(desk.tick(hours=1)) == 1
        assert desk.tick(days=1) == []
    assert desk.instance(first).facts["n"] == 6


def test_an_endless_cycle_costs_no_more_on_its_hundredth_day_than_on_its_first(desk):
    first = desk.start(reminded("R/P1D", ask=False), n=0)
    sizes = []
    for _ in range(100):
        assert len(desk.tick(days=1)) == 1
        sizes.append(state_size(desk))
    assert max(sizes) <= sizes[0] * 1.02, sizes
    assert desk.instance(first).facts["n"] == 100
    assert desk.do("isi").instance.status == "done"


def test_a_moment_whose_token_fails_is_not_lost(desk):
    drawn = Diagram("ulang").start().user("isi").timer("jam", "R2/PT1H", on="isi", interrupting=False).end()
    drawn.script("hitung", "x = 1 / n").user("ingat").end("habis").path("mulai", "isi", "selesai")
    first = desk.start(drawn.path("jam", "hitung", "ingat", "habis"), n=0)
    (advance,) = desk.tick(hours=1)
    assert (advance.instance.status, len(advance.incidents)) == ("incident", 1)
    (wait,) = desk.call(workflows.waits, first.instance.id)
    assert wait.due_at == NOW + HOUR, "still to be done"


def test_a_cycle_in_the_flow_is_a_delay_until_its_first_moment(desk):
    drawn = Diagram("jeda").start().timer("buka", "R9/PT1H").user("isi").end().path("mulai", "buka", "isi", "selesai")
    desk.start(drawn)
    assert opened(desk.tick(hours=5)) == ["isi"]
    assert desk.tick(days=1) == []


def test_a_repetition_that_turns_out_to_be_none_stops_the_start(desk):
    desk.publish(reminded("selang", tag="timeCycle"))
    for text in ("P1D", "R3/PT1S", "R/PT0S", "besok", 3):
        with pytest.raises(workflows.Incident) as incident:
            desk.begin("ulang", selang=text, n=0)
        assert incident.value.element == "jam"
    assert desk.call(workflows.instances) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"R3/PT1H"', None),
        ('"R/P1D"', None),
        ('"R12/2026-11-01T08:00:00+08:00/P1M"', None),
        ("selang", None),
        ("R3/PT1H", "tanda kutip"),
        ('"P1D"', "pengulangan ISO"),
        ('"R0/PT1H"', "1 sampai"),
        ('"R10000/PT1H"', "1 sampai"),
        ('"R3/PT59S"', "satu menit"),
        ('"R3/P1D/2026-11-01"', "pengulangan ISO"),
        ('"R3/besok/P1D"', "bukan waktu"),
        ('"R3/PT"', "jangka waktu"),
        ('"R/P9999Y"', "terlalu panjang"),
        ("__import__", "tidak"),
    ],
)
def test_a_repetition_is_read_when_it_is_published(text, said):
    drawn = reminded(f" {text}", tag="timeCycle")  # with a blank, so that nothing is quoted for it
    found = [one.message for one in checks.findings(drawn.xml()) if one.level == "galat"]
    if said is None:
        assert found == []
    else:
        assert any(said in message for message in found), found


def test_a_cycle_of_which_only_the_first_moment_counts_is_told_of(desk):
    drawn = Diagram("jeda").start().timer("buka", "R9/PT1H").user("isi").end().path("mulai", "buka", "isi", "selesai")
    told = [one.message for one in checks.findings(drawn.xml()) if one.level == "peringatan"]
    assert any("saat pertama" in message for message in told), told
    told = [one.message for one in checks.findings(reminded("R2/P1D").xml()) if one.level == "peringatan"]
    assert not any("saat pertama" in message for message in told)


@pytest.mark.parametrize("years", [1, 50])
def test_finding_the_next_moment_takes_no_longer_after_a_long_sleep(years):
    now = NOW + timedelta(days=365 * years, seconds=7)
    asked = []
    real = clock.after
    first = cycles.rhythm("R/PT1M", NOW)
    try:
        clock.after = lambda *args: asked.append(args) or real(*args)
        rest = first.later(now)
    finally:
        clock.after = real
    assert rest is not None and now < rest.due() <= now + timedelta(minutes=1)
    assert len(asked) < 120
