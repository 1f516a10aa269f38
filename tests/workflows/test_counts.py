"""What the database counts is what is there, whoever changes a task and however; and nobody waits for anybody."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, BUDI, CITRA, NOW, Desk
from tests.workflows.diagrams import line
from tests.workflows.test_box import OTHER, QUEUE, _row
from workflows import counts
from workflows import tables as t

Key = tuple[str, str, str, str, date]
PARTIES = ("orang:1", "orang:2", "orang:3", "orang:9", QUEUE, "peran:verifikatur:BKD")


def recount(db: Engine) -> Counter[Key]:
    """What there is, counted one by one."""
    columns = (t.task.c.owner, t.task.c.process, t.task.c.step, t.task.c.lane, t.task.c.due_at)
    with db.connect() as connection:
        rows = connection.execute(select(*columns).where(t.task.c.status == "open", t.task.c.kind == "user")).all()
    return Counter((*row[:4], counts.day_of(row.due_at)) for row in rows)


def counted(db: Engine) -> dict[Key, int]:
    """What the database has counted, of all its slots."""
    found: Counter[Key] = Counter()
    with db.connect() as connection:
        for *key, _slot, n in connection.execute(select(counts.count)):
            found[tuple(key)] += n  # type: ignore[index]
    return {key: n for key, n in found.items() if n}


def changes(choose: random.Random, number: int) -> dict[str, Any]:
    """Some change of a task: who has it, what it is, whether it is open, when it is due."""
    every = {
        "owner": choose.choice([QUEUE, OTHER, "orang:3"]), "status": choose.choice(["open", "done", "suspended"]),
        "lane": choose.choice(["pegawai", "pejabat_penilai"]), "step": choose.choice("abc"),
        "kind": choose.choice(["user", "user", "external"]), "claimed_by": "orang:1", "process": f"p{number % 3}",
        "due_at": choose.choice([None, NOW + timedelta(minutes=choose.randrange(10_000))]),
    }  # fmt: skip
    return {name: every[name] for name in choose.sample(sorted(every), choose.randrange(1, 4))}


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_what_there_is_after_any_changes(db, seed):
    choose = random.Random(seed)
    ids: list[str] = []
    for number in range(120):
        with db.connect() as connection:
            begun = connection.begin()
            what = choose.random()
            if what < 0.4 or not ids:
                new = [_row(choose, choose.randrange(2000)) for _ in range(choose.randrange(1, 5))]
                connection.execute(insert(t.task), new)
            elif what < 0.9:
                some = choose.sample(ids, min(len(ids), 3))
                connection.execute(update(t.task).where(t.task.c.id.in_(some)).values(**changes(choose, number)))
            else:
                connection.execute(delete(t.task).where(t.task.c.id == choose.choice(ids)))
            if choose.random() < 0.1:
                begun.rollback()  # what did not happen is not counted
            else:
                begun.commit()
        with db.connect() as connection:
            ids = list(connection.execute(select(t.task.c.id)).scalars())
        if number % 20 == 0:
            with Session(db) as session, session.begin():
                workflows.fold(session)
        assert counted(db) == recount(db), number


def test_counts_follow_every_way_a_task_changes_hands_or_ends(desk: Desk):
    drawn = line("periksa_skp", "isi", "periksa", "catat", lane="Verifikatur")
    begun = [desk.start(drawn, f"skp:{n}") for n in range(4)]
    why: dict[str, Any] = {"reason": "cuti", "by": BUDI}
    steps = [
        lambda: desk.do("isi", by=CITRA, instance=begun[0].instance.id),
        lambda: desk.call(workflows.claim, _first(desk, begun[1]), by=CITRA, now=NOW),
        lambda: desk.call(workflows.assign, _first(desk, begun[1]), to="orang:9", onward=True, now=NOW, **why),
        lambda: desk.call(workflows.delegate, _first(desk, begun[2]), to="orang:1", now=NOW, **why),
        lambda: desk.call(workflows.give_back, _first(desk, begun[2]), by=ANI, now=NOW),
        lambda: desk.call(workflows.suspend, begun[2].instance.id, now=NOW, **why),
        lambda: desk.call(workflows.resume, begun[2].instance.id, now=NOW, **why),
        lambda: desk.publish(line("periksa_skp", "isi", "periksa", "catat", "arsip", lane="Verifikatur")),
        lambda: desk.call(workflows.migrate, begun[3].instance.id, to=2, now=NOW, **why),
        lambda: desk.call(workflows.cancel, begun[3].instance.id, now=NOW, **why),
        lambda: desk.do("periksa", by=CITRA, instance=begun[0].instance.id),
    ]
    seen = set()
    for step in steps:
        step()
        there = recount(desk.engine)
        assert counted(desk.engine) == there
        seen.add(frozenset(there.items()))
        with Session(desk.engine) as session:
            assert workflows.count_tasks(session, parties=PARTIES) == sum(there.values())
    assert len(seen) == 5  # the steps did change who has what


def _first(desk: Desk, begun: workflows.Advance) -> str:
    (task,) = desk.open(begun.instance.id).values()
    return task.id


def test_filters_and_what_was_put_aside_count_as_looking_at_each_task_does(db):
    choose = random.Random(5)
    made = [_row(choose, number) for number in range(600)]
    with db.begin() as connection:
        connection.execute(insert(t.task), made)
    apart = {OTHER: "pegawai"}
    parties = [QUEUE, OTHER, "orang:1", *(f"peran:lain:{n}" for n in range(30))]  # of any number of parties
    midnight = datetime(2026, 3, 4, 16, tzinfo=NOW.tzinfo)
    aside = choose.sample([row["id"] for row in made], 40)
    mine = [r for r in made if r["owner"] in parties and (r["owner"], r["lane"]) != (OTHER, "pegawai")]
    for before in (None, midnight, midnight + timedelta(hours=5), NOW - timedelta(days=9)):
        for process, step in ((None, None), ("pTrue", None), ("pTrue", "a"), (None, "c")):
            for without in (None, aside, [], select(t.task.c.id).where(t.task.c.id.in_(aside))):
                gone = aside if without is not None and without != [] else []
                kept = [r for r in mine if r["id"] not in gone and process in (None, r["process"])]
                kept = [r for r in kept if step in (None, r["step"])]
                soon = [r for r in kept if before and r["due_at"] and r["due_at"] < before]
                given: dict[str, Any] = {"parties": parties, "apart": apart, "without": without}
                with Session(db) as session:
                    found = workflows.count_tasks(session, **given, process=process, step=step, due_before=before)
                    facets = workflows.facets(session, **given, due_before=before)
                assert found == len(soon if before else kept)
                assert facets.count(process=process, step=step) == len(kept)
                assert facets.count(process=process, step=step, soon=True) == len(soon)
                assert facets.aside == sum(r["id"] in gone for r in mine)


@pytest.mark.parametrize("search", [None, "langkah"])
def test_every_page_by_deadline_is_found_from_the_day_it_begins_or_ends(db, search):
    choose = random.Random(11)
    made = [_row(choose, number) for number in range(900)]
    for row in made:
        row["owner"] = choose.choice([QUEUE, OTHER])
        row["due_at"] = row["due_at"] and NOW + timedelta(
            days=choose.choice([0, 1, 1, 1, 7]), hours=choose.randrange(9)
        )
    with db.begin() as connection:
        connection.execute(insert(t.task), made)
    for soon in (None, datetime(2026, 3, 3, 16, tzinfo=NOW.tzinfo)):
        with Session(db) as session:
            given: dict[str, Any] = {"parties": [QUEUE, OTHER], "due_before": soon}
            facets = workflows.facets(session, **given)
            whole = workflows.tasks(session, **given, limit=1000, search=search)
            assert len(whole) == facets.count(soon=soon is not None) > 300
            for offset in range(0, len(whole) + 30, 25):
                page = workflows.tasks(session, **given, limit=25, offset=offset, of=facets, search=search)
                assert [one.id for one in page] == [one.id for one in whole[offset : offset + 25]], offset


@pytest.fixture
def postgresql(server: Any) -> Iterator[Engine]:
    """Where several write at once; SQLite has one writer."""
    engine = server("postgresql").kosong()
    workflows.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_nobody_waits_for_another_who_counts_or_folds(postgresql):
    """Two transactions open at once change tasks of the same party, process, step and day."""
    db = postgresql
    row = _row(random.Random(1), 1)
    with db.connect() as first, db.connect() as second, db.connect() as third:
        first.execute(insert(t.task), [row | {"id": "a"}])
        second.execute(text("SET LOCAL lock_timeout = '2s'"))
        second.execute(insert(t.task), [row | {"id": "b"}])
        with Session(third) as session:
            session.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert workflows.fold(session) == 0  # both are busy: nobody is waited for
        first.commit()
        second.commit()
    assert sum(counted(db).values()) == 2
    with Session(db) as session, session.begin():
        assert workflows.fold(session) == 2
        assert workflows.fold(session) == 0
    with db.begin() as connection:
        assert [tuple(one) for one in connection.execute(select(counts.count.c.slot, counts.count.c.n))] == [(0, 2)]
        connection.execute(delete(t.task))
    with Session(db) as session, session.begin():
        workflows.fold(session)
    with db.connect() as connection:
        assert connection.execute(select(counts.count)).all() == []  # what has come to nothing is gone


def test_many_who_write_while_another_folds_are_all_counted(db):
    gate, errors = threading.Barrier(4), []

    def write(number: int) -> None:
        choose = random.Random(number)
        try:
            gate.wait()
            for turn in range(25):
                with db.begin() as connection:
                    row = _row(choose, turn) | {"id": f"{number}-{turn}"}
                    connection.execute(insert(t.task), [row])
                    if turn:
                        before = t.task.c.id == f"{number}-{turn - 1}"
                        connection.execute(update(t.task).where(before).values(**changes(choose, turn)))
                if number == 0:
                    with Session(db) as session, session.begin():
                        workflows.fold(session)
        except Exception as error:  # noqa: BLE001  whatever it was, the test below says so
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert errors == []
    assert counted(db) == recount(db)
