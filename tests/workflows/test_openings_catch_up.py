"""Versions that a node of an older release has published begin to listen for their message at the next look."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, event, select

import workflows
from tests.workflows.conftest import Desk
from tests.workflows.diagrams import line
from tests.workflows.test_openings import of, opened
from workflows import tables as t


def as_an_older_node(desk: Desk, drawn: Any) -> None:
    """It publishes and leaves alone what it does not know."""
    with desk.engine.begin() as connection:
        before = connection.execute(select(t.opening)).mappings().all()
    desk.publish(drawn)
    with desk.engine.begin() as connection:
        connection.execute(delete(t.opening))
        for row in before:
            connection.execute(t.opening.insert().values(dict(row)))


def send(desk: Desk, key: str = "skp:1") -> None:
    desk.call(workflows.send, "keberatan", key=key, facts={}, now=desk.now)


def test_it_listens_after_the_next_look_from_when_it_was_published(desk: Desk):
    as_an_older_node(desk, opened())
    desk.pass_time(minutes=1)
    send(desk)
    assert desk.tick() == []
    assert desk.call(workflows.catch_up_openings, set(), desk.now) == ["banding"]
    desk.tick()
    assert [one.business_key for one in of(desk)] == ["skp:1"]


def test_what_was_sent_to_nobody_long_ago_starts_nothing_and_what_comes_does(desk: Desk):
    as_an_older_node(desk, opened())
    send(desk)
    desk.pass_time(days=30)
    assert desk.call(workflows.catch_up_openings, set(), desk.now) == ["banding"]
    desk.tick(seconds=1)
    assert of(desk) == []
    send(desk, "skp:2")
    desk.tick(seconds=1)
    assert [one.business_key for one in of(desk)] == ["skp:2"]


def test_a_newer_version_takes_over_and_one_without_the_event_ends_it(desk: Desk):
    desk.publish(opened())
    as_an_older_node(desk, opened(step="lain"))
    assert desk.call(workflows.catch_up_openings, set(), desk.now) == ["banding"]
    assert [one.version for one in desk.call(workflows.openings)] == [2]
    as_an_older_node(desk, line("banding", "isi"))
    assert desk.call(workflows.catch_up_openings, set(), desk.now) == ["banding"]
    assert desk.call(workflows.openings) == []


def test_a_message_that_starts_another_process_already_stays_with_it(desk: Desk):
    desk.publish(opened())
    with desk.engine.begin() as connection:
        connection.execute(delete(t.opening))
    as_an_older_node(desk, opened("lain"))
    assert desk.call(workflows.catch_up_openings, set(), desk.now) == ["banding"]
    assert [one.process for one in desk.call(workflows.openings)] == ["banding"]


def test_where_nothing_is_new_it_costs_one_statement_and_nothing_is_read_twice(desk: Desk):
    for number in range(5):
        desk.publish(line(f"p{number}", "a"))
    read: set[tuple[str, int]] = set()
    assert desk.call(workflows.catch_up_openings, read, desk.now) == []
    said: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(desk.engine, "before_cursor_execute", note)
    try:
        assert desk.call(workflows.catch_up_openings, read, desk.now + timedelta(minutes=1)) == []
    finally:
        event.remove(desk.engine, "before_cursor_execute", note)
    assert len([one for one in said if one.startswith("SELECT")]) == 1
    assert read == {(f"p{number}", 1) for number in range(5)}
