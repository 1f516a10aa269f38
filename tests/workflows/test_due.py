"""What sleeps costs nothing, what is due is found along an index and worked off in turns, one failure alone."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.kawanan import copies
from workflows import tables as t

MANY = 20_000
SMALL = "wf_signal|wf_schedule|wf_suspension|wf_opening"


def delayed(key: str = "jeda", text: str = "P1D") -> Diagram:
    drawn = Diagram(key).start().timer("buka", text).user("isi").end()
    return drawn.path("mulai", "buka", "isi", "selesai")


def receiving() -> Diagram:
    return (
        Diagram("terima")
        .start()
        .receive("tunggu", "kabar")
        .user("lanjut")
        .end()
        .path("mulai", "tunggu", "lanjut", "selesai")
    )


def sending() -> Diagram:
    return Diagram("kirim").start().throw("kabari", "kabar").end().path("mulai", "kabari", "selesai")


def asleep(desk: Any, many: int = MANY) -> None:
    """So many instances that wait for a far day, and as many messages nobody waits for."""
    first = desk.start(delayed(text="P999D"), "tidur").instance.id
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) "
    with desk.engine.begin() as connection:
        for table, ids in ((t.instance, ("id", "business_key")), (t.wait, ("instance_id",))):
            names = ", ".join(column.name for column in table.c)
            values = ", ".join(f"'z' || i || {c.name}" if c.name in ids else c.name for c in table.c)
            where = f"{'id' if table is t.instance else 'instance_id'} = '{first}'"
            cut = values.replace("'z' || i || id", "'z' || i").replace("'z' || i || instance_id", "'z' || i")
            connection.execute(
                text(f"INSERT INTO {table.name} ({names}) {numbers} SELECT {cut} FROM n, {table.name} WHERE {where}")
            )
        connection.execute(
            text(
                "INSERT INTO wf_message (name, key, facts, sent_by, sent_at, wanted, delivered) "
                f"{numbers} SELECT 'lain', 'k' || i, '{{}}', 'x', started_at, 1 = 0, 1 = 0 "
                f"FROM n, wf_instance WHERE id = '{first}'"
            )
        )
    with desk.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


@contextmanager
def selects(engine: Any) -> Iterator[list[tuple[str, Any]]]:
    """The SELECT statements sent meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plan_of(engine: Any, statement: str, parameters: Any) -> str:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(explain + statement, parameters))


def reads_everything(engine: Any, plan: str) -> bool:
    """Whether a plan goes through a whole table, other than signals (each of its rows is due) and those that
    hold a row for each process."""
    if engine.dialect.name == "postgresql":
        return re.search(rf"Seq Scan on (?!{SMALL})", plan) is not None
    return any("SCAN" in line and not re.search(SMALL, line) for line in plan.splitlines())


def test_due_work_is_found_by_an_index_among_twenty_thousand_that_sleep(desk):
    asleep(desk)
    with selects(desk.engine) as seen:
        assert desk.call(workflows.pending, NOW, 50) == []
    assert len(seen) >= 2, "timers and messages"
    for statement, parameters in seen:
        plan = plan_of(desk.engine, statement, parameters)
        assert not reads_everything(desk.engine, plan), f"{statement}\n{plan}"
    whole = plan_of(desk.engine, "SELECT count(*) FROM wf_wait WHERE element > 'a'", ())
    assert reads_everything(desk.engine, whole), "the test can tell"


def steps(desk: Any, work: Callable[[Session], Any]) -> int:
    """How much the database did: instructions of SQLite's machine, pages PostgreSQL touched."""
    if desk.engine.dialect.name == "postgresql":
        with selects(desk.engine) as seen:
            desk.call(work)
        total = 0
        with desk.engine.connect() as connection:
            for statement, parameters in seen:
                explain = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "
                (plan,) = connection.exec_driver_sql(explain + statement, parameters).scalar_one()
                total += plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
        return total
    count = 0

    def tick() -> int:
        nonlocal count
        count += 1
        return 0

    with Session(desk.engine) as session:
        work(session)  # what a connection reads the first time is not the tick's
        raw: sqlite3.Connection = session.connection().connection.driver_connection
        raw.set_progress_handler(tick, 1)
        work(session)
        raw.set_progress_handler(None, 0)
    return count


def test_twenty_thousand_asleep_cost_the_tick_nothing(desk):
    desk.publish(delayed())
    alone = steps(desk, lambda session: workflows.tick(session, NOW))
    asleep(desk)
    among = steps(desk, lambda session: workflows.tick(session, NOW))
    assert among <= alone + 60, f"{alone} alone, {among} among twenty thousand"


def test_a_timer_missed_in_an_outage_fires_once_when_the_worker_is_back(desk):
    first = desk.start(delayed())
    (advance,) = desk.tick(days=40)
    assert [task.element for task in advance.opened] == ["isi"]
    assert desk.tick() == [] and desk.tick(days=40) == []
    assert [step.element for step in desk.history(first)].count("buka") == 1


def test_thousands_of_timers_do_not_hold_up_a_message(desk):
    first = desk.start(delayed())
    copies(desk.engine, first.instance.id, 300)
    waiting = desk.start(receiving(), "surat")
    desk.pass_time(days=2)
    desk.start(sending(), "surat")
    moved = [advance.instance.id for advance in desk.call(workflows.tick, desk.now, limit=10)]
    assert len(moved) == 10
    assert waiting.instance.id in moved[:2]


def test_what_is_due_at_once_is_worked_off_in_batches_the_earliest_first(desk):
    first = desk.start(delayed())
    early = set(copies(desk.engine, first.instance.id, 20, due_at=NOW + timedelta(hours=1)))
    # the saved state still says one day: what counts is the clock of the instance itself
    late = set(copies(desk.engine, first.instance.id, 20)) | {first.instance.id}
    desk.pass_time(days=2)
    seen = [one.instance_id for one in desk.call(workflows.pending, desk.now, 50)]
    assert set(seen[:20]) == early and set(seen[20:]) == late
    batches = []
    while moved := desk.call(workflows.tick, desk.now, limit=15):
        batches.append([advance.instance.id for advance in moved])
    assert [len(batch) for batch in batches] == [15, 15, 11]
    assert len({one for batch in batches for one in batch}) == 41, "each once"


def run_of_worker(engine: Any, now: Any, moved: list[str], gate: threading.Barrier) -> None:
    """As the portal's beat does it: a look, then each instance in a transaction of its own."""
    gate.wait(30)
    quiet = 0
    while quiet < 3:
        with Session(engine) as session:
            found = workflows.pending(session, now, 25)
        mine = 0
        for one in found:
            with Session(engine) as session, session.begin():
                advance = workflows.wake(session, one, now)
            if advance is not None:
                moved.append(advance.instance.id)
                mine += 1
        quiet = 0 if mine else quiet + 1


def test_two_workers_share_what_is_due_and_nothing_fires_twice(desk):
    first = desk.start(delayed())
    ids = {first.instance.id, *copies(desk.engine, first.instance.id, 200)}
    desk.pass_time(days=2)
    gate, shares = threading.Barrier(2), ([], [])
    threads = [threading.Thread(target=run_of_worker, args=(desk.engine, desk.now, one, gate)) for one in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    moved = [*shares[0], *shares[1]]
    assert sorted(moved) == sorted(ids), "all of them, each once"
    assert all(shares) or desk.engine.dialect.name == "sqlite", "both took part; on SQLite the file has one writer"
    assert desk.call(lambda session: session.scalar(select(func.count()).select_from(t.task))) == len(ids)


def test_an_instance_that_has_moved_since_the_look_is_left_alone(desk):
    drawn = Diagram("tenggat").start().user("isi").timer("lewat", "P1D", on="isi", interrupting=False).end()
    drawn.end("s2").path("mulai", "isi", "selesai").path("lewat", "s2")
    desk.start(drawn)
    desk.pass_time(days=2)
    (one,) = desk.call(workflows.pending, desk.now)
    assert desk.call(workflows.wake, one, desk.now) is not None
    assert desk.call(workflows.wake, one, desk.now) is None
    desk.do("isi")
    assert desk.call(workflows.pending, desk.now) == []


def test_one_that_fails_leaves_the_others_of_its_batch_alone_and_rests_for_an_hour(desk):
    drawn = Diagram("jeda").start().timer("buka", "P1D").script("hitung", "x = 1 / n").user("isi").end()
    bad = desk.start(drawn.path("mulai", "buka", "hitung", "isi", "selesai"), "buruk", n=0)
    good = [desk.begin("jeda", f"baik:{number}", n=1) for number in range(3)]
    moved = {advance.instance.id: advance for advance in desk.tick(days=1)}
    assert moved.keys() == {bad.instance.id, *(one.instance.id for one in good)}
    assert [one for one, advance in moved.items() if advance.incidents] == [bad.instance.id]
    assert len(desk.open()) == 1 and desk.call(workflows.count_tasks) == 3
    assert desk.tick(minutes=59) == [], "no hot loop"
    assert [advance.instance.status for advance in desk.tick(minutes=1)] == ["incident"]


def test_a_state_that_cannot_be_read_is_an_incident_of_that_instance_alone(desk):
    bad = desk.start(delayed(), "buruk")
    good = desk.begin("jeda", "baik")
    with desk.engine.begin() as connection:
        connection.execute(update(t.instance).where(t.instance.c.id == bad.instance.id).values(state='{"v": 0}'))
    moved = {advance.instance.id: advance for advance in desk.tick(days=1)}
    assert moved[good.instance.id].instance.status == "running"
    (incident,) = moved[bad.instance.id].incidents
    assert "tidak dapat dibaca" in str(incident)
    assert desk.instance(bad).status == "incident"
    assert desk.tick() == []


def test_whose_follow_up_failed_is_put_aside_and_comes_back_after_an_hour(desk):
    first = desk.start(delayed())
    desk.pass_time(days=1)
    advance = desk.call(workflows.fail, first.instance.id, "surat tidak terkirim", desk.now)
    assert (advance.instance.status, advance.instance.retry_at) == ("incident", desk.now + timedelta(hours=1))
    assert "surat tidak terkirim" in str(advance.instance.incident)
    assert desk.tick() == []
    (advance,) = desk.tick(hours=1)
    assert (advance.instance.status, advance.instance.incident) == ("running", None)
    assert [step.what for step in desk.history(first)] == ["done", "incident", "timer"]


def test_what_has_ended_is_not_put_aside(desk):
    first = desk.start(delayed())
    desk.call(workflows.cancel, first.instance.id, by=ANI, reason="x")
    assert desk.call(workflows.fail, first.instance.id, "x", desk.now) is None
    assert desk.call(workflows.fail, "tidak ada", "x", desk.now) is None
    assert desk.instance(first).status == "cancelled"


@pytest.mark.parametrize("again", [1, 2])
def test_an_incident_is_pending_again_only_after_its_rest(desk, again):
    first = desk.start(delayed())
    desk.pass_time(days=1)
    for _ in range(again):
        desk.call(workflows.fail, first.instance.id, "x", desk.now)
        assert desk.call(workflows.due, desk.now) == 0
        desk.pass_time(hours=1)
        assert desk.call(workflows.due, desk.now) == 1
