"""The list of open tasks of a large group: the same as sorting all of them in Python, and read from indexes alone."""

import json
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert, text
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import NOW
from workflows import box
from workflows import tables as t

QUEUE, MINE, OTHER = "peran:verifikatur:BKD", "orang:1", "orang:2"
PARTIES = frozenset({QUEUE, MINE, OTHER})
OPEN, CLOSED = 1200, 4800
SORTS: tuple[box.Sort, ...] = ("due", "received", "name")
SOON = NOW + timedelta(days=2)


def rows(choose: random.Random) -> list[dict[str, Any]]:
    """Tasks as they lie in a table: many closed, few without a deadline, some of the same moment."""
    return [_row(choose, number) for number in range(OPEN + CLOSED)]


def _row(choose: random.Random, number: int) -> dict[str, Any]:
    lane = choose.choice(["pegawai", "pejabat_penilai"])
    step, title, key = choose.choice("abc"), f"Nama {choose.randrange(300)} Élan", f"RB/{number}"
    due = None if choose.random() < 0.1 else NOW + timedelta(hours=choose.randrange(100))
    return {
        "id": f"{choose.getrandbits(128):032x}", "instance_id": f"{number:032x}", "process": f"p{step in 'ab'}",
        "version": 1, "business_key": key, "title": title, "step": step, "element": step, "name": f"Langkah {step}",
        "kind": "user", "lane": lane, "owner": choose.choice([QUEUE] * 8 + [MINE, OTHER, "orang:3"]),
        "created_at": NOW + timedelta(hours=choose.randrange(100)), "due_at": due, "priority": 0,
        "status": "open" if number < OPEN else "done", "properties": "{}", "arguments": "{}",
        "words": box.words(title, f"Langkah {step}", key),
    }  # fmt: skip


@pytest.fixture
def crowd(db: Engine) -> list[dict[str, Any]]:
    """A database with all of them, and what it knows about its tables up to date."""
    made = rows(random.Random(7))
    with db.begin() as connection:
        connection.execute(insert(t.task), made)
    with db.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if db.dialect.name == "sqlite":
            connection.execute(text("ANALYZE wf_task"))
        else:
            _seen_by_all(connection)
    return made


def _seen_by_all(connection: Connection) -> None:
    """Until (nearly) every page is known to be seen by all: only then is reading an index alone the cheaper way.
    Whoever still looks at the database makes one VACUUM leave pages out; a page nobody has used yet is never marked."""
    pages = "SELECT relpages, relallvisible FROM pg_class WHERE relname = 'wf_task'"
    for _ in range(100):
        connection.execute(text("VACUUM ANALYZE wf_task"))
        known, seen = connection.execute(text(pages)).one()
        if seen >= known * 0.9:
            return
        time.sleep(0.1)
    raise AssertionError(f"the database is looked at by somebody all the time: {seen} pages of {known}")


def expected(made: list[dict[str, Any]], sort: box.Sort, fits: Callable[[dict[str, Any]], bool]) -> list[str]:
    """Ids as the list should have them."""
    mine = [row for row in made if row["status"] == "open" and row["owner"] in PARTIES and fits(row)]
    keys: dict[str, Callable[[dict[str, Any]], Any]] = {
        "due": lambda r: (r["due_at"] is None, r["due_at"] or NOW, r["created_at"], r["id"]),
        "received": lambda r: (r["created_at"], r["id"]),
        "name": lambda r: (r["words"], r["id"]),
    }
    return [row["id"] for row in sorted(mine, key=keys[sort], reverse=sort == "received")]


def filters() -> list[tuple[dict[str, Any], Callable[[dict[str, Any]], bool]]]:
    """Filters of the door, and the same as a question about a row."""
    return [
        ({}, lambda r: True),
        ({"process": "pTrue"}, lambda r: r["process"] == "pTrue"),
        ({"step": "c", "due_before": SOON}, lambda r: r["step"] == "c" and r["due_at"] and r["due_at"] < SOON),
        ({"step": "a", "process": "pTrue"}, lambda r: r["step"] == "a"),
        ({"search": "1 ÉLAN"}, lambda r: "1 élan" in r["title"].lower()),
        ({"search": "langkah a", "process": "pTrue"}, lambda r: r["step"] == "a"),
        ({"apart": {OTHER: "pegawai"}}, lambda r: (r["owner"], r["lane"]) != (OTHER, "pegawai")),
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_every_page_of_every_filter_is_what_sorting_all_of_them_gives(db, crowd, sort):
    for given, fits in filters():
        ids = expected(crowd, sort, fits)
        with Session(db) as session:
            assert workflows.count_tasks(session, parties=PARTIES, **given) == len(ids) > 0
            for offset in (0, 25, len(ids) // 2, max(0, len(ids) - 30), len(ids) - 1, len(ids) + 5):
                for known in (len(ids), None):
                    found = workflows.tasks(
                        session, parties=PARTIES, **given, sort=sort, offset=offset, limit=25, of=known
                    )
                    assert [one.id for one in found] == ids[offset : offset + 25], (given, offset, known)


@pytest.mark.parametrize("sort", SORTS)
def test_of_very_many_parties_the_pages_are_the_same(db, crowd, sort):
    many = [*PARTIES, *(f"peran:verifikatur:{n}" for n in range(40))]
    for given, fits in filters():
        ids = expected(crowd, sort, fits)
        with Session(db) as session:
            facets = workflows.facets(session, parties=many, apart=given.get("apart"), due_before=SOON)
            for offset in (0, len(ids) // 2, len(ids) - 1, len(ids) + 5):
                for known in (len(ids), None) if "search" in given or "due_before" in given else (facets, None):
                    found = workflows.tasks(
                        session, parties=many, **given, sort=sort, offset=offset, limit=25, of=known
                    )
                    assert [one.id for one in found] == ids[offset : offset + 25], (given, offset, known)


def test_of_very_many_parties_no_page_sorts_all_of_them(db, crowd):
    many = [*PARTIES, *(f"peran:verifikatur:{n}" for n in range(40))]
    for sort in SORTS:
        # PostgreSQL takes a page of each, and sorts those.
        _by_index(db, lambda session, sort=sort: workflows.tasks(session, parties=many, sort=sort), len(many) * 25)


def test_what_was_put_aside_is_on_no_page_and_in_no_count(db, crowd):
    ids = expected(crowd, "due", lambda r: True)
    aside = ids[::40]
    left = [one for one in ids if one not in aside]
    with Session(db) as session:
        assert workflows.count_tasks(session, parties=PARTIES, without=aside) == len(left)
        last = workflows.tasks(session, parties=PARTIES, without=aside, offset=len(left) - 9, of=len(left))
        assert [one.id for one in last] == left[-9:]
        facets = workflows.facets(session, parties=PARTIES, due_before=SOON)
        gone = workflows.tasks(session, parties=PARTIES, only=aside, limit=len(aside))
        assert facets.less(gone, SOON) == workflows.facets(session, parties=PARTIES, due_before=SOON, without=aside)


def test_the_counts_of_all_filters_come_from_one_statement(db, crowd):
    seen = _statements(db, lambda session: workflows.facets(session, parties=PARTIES, due_before=SOON))
    assert len(seen) == 1
    with Session(db) as session:
        facets = workflows.facets(session, parties=PARTIES, due_before=SOON)
        for process, step, soon in (
            (None, None, False),
            ("pTrue", None, True),
            ("pTrue", "a", False),
            (None, "c", True),
        ):
            given = {"process": process, "step": step, "due_before": SOON if soon else None}
            counted = workflows.count_tasks(session, parties=PARTIES, **given)
            assert facets.count(process=process, step=step, soon=soon) == counted > 0


@pytest.mark.parametrize("sort", SORTS)
def test_no_list_sorts_or_reads_more_than_its_page(db, crowd, sort):
    known = len(expected(crowd, sort, lambda r: True))
    for given, _fits in filters()[:6]:
        for offset in (0, known - 20):
            _by_index(
                db,
                lambda session, given=given, offset=offset: workflows.tasks(
                    session, parties=PARTIES, **given, sort=sort, offset=offset, of=known
                ),
            )


def test_a_count_looks_at_no_task_but_those_put_aside(db, crowd):
    aside = [row["id"] for row in crowd if row["status"] == "open"][:3]
    for given in ({}, {"process": "pTrue"}, {"step": "c"}, {"apart": {OTHER: "pegawai"}}):
        (counted, *others) = _statements(db, lambda s, g=given: workflows.count_tasks(s, parties=PARTIES, **g))
        assert "wf_task." not in counted[0] and not others
        _by_index(db, lambda s, g=given: workflows.count_tasks(s, parties=PARTIES, without=aside, **g))
    _by_index(db, lambda s: workflows.facets(s, parties=PARTIES, without=aside))


def test_no_count_reads_the_table(db, crowd):
    for given, _fits in filters()[:6]:
        _by_index(db, lambda session, given=given: workflows.count_tasks(session, parties=PARTIES, **given))
    _by_index(db, lambda session: workflows.facets(session, parties=PARTIES, due_before=SOON))


def test_a_very_long_text_is_still_found_by_its_beginning(db):
    row = _row(random.Random(1), 0)
    title = "\U0001f600" * 300
    row |= {"title": title, "name": "é" * 200, "business_key": "\U0001f601" * 200, "owner": MINE}
    row["words"] = box.words(row["title"], row["name"], row["business_key"])
    with db.begin() as connection:
        connection.execute(insert(t.task), [row])
    with Session(db) as session:
        assert workflows.count_tasks(session, parties=[MINE], search="\U0001f600\U0001f600") == 1


def _statements(db: Engine, read: Callable[[Session], Any]) -> list[tuple[str, Any]]:
    seen: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    event.listen(db, "before_cursor_execute", keep)
    with Session(db) as session:
        read(session)
    event.remove(db, "before_cursor_execute", keep)
    return [one for one in seen if "wf_task" in one[0]]


def _by_index(db: Engine, read: Callable[[Session], Any], most: int = OPEN // 8) -> None:
    for statement, parameters in _statements(db, read):
        with db.connect() as connection:
            if db.dialect.name == "sqlite":
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                _look_sqlite(plan, statement)
            else:
                # A small table is read as a whole because that is cheaper; here it stands for a large one.
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
                (found,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).one()
                _look_postgresql(found if isinstance(found, list) else json.loads(found), statement, most)


def _look_sqlite(plan: Any, statement: str) -> None:
    lines = {row[0]: row for row in plan}
    for _id, parent, _unused, detail in plan:
        assert not detail.startswith("SCAN wf_task"), (plan, statement)  # nor of what was counted
        if "TEMP B-TREE" in detail:  # the rows of the page, put in order once more; what was counted, by day
            assert parent == 0 or ("GROUP BY" in detail and "wf_task_count" in statement), (plan, statement)
        if detail.startswith("SEARCH wf_task_count "):
            assert "USING PRIMARY KEY (owner=?" in detail, (plan, statement)
        elif "ix_wf_task_box" not in detail and detail.startswith("SEARCH wf_task"):
            by_id = "sqlite_autoindex_wf_task_1" in detail and (lines[_id][1] == 0 or "wf_task_count" in statement)
            assert by_id, (plan, statement)


def _look_postgresql(plan: Any, statement: str, most: int) -> None:
    nodes = [plan[0]["Plan"]]
    for node in nodes:
        nodes += node.get("Plans", [])
        if node.get("Relation Name") == "wf_task_count":
            assert node["Node Type"] != "Seq Scan", (plan, statement)
            continue
        if [below.get("Index Name") for below in node.get("Plans", [])] == ["wf_task_pkey"]:
            continue  # the tasks that were put aside, by their ids
        assert node["Node Type"] not in ("Seq Scan", "Bitmap Heap Scan"), (plan, statement)
        if node["Node Type"] in ("Sort", "Incremental Sort"):
            assert node["Plan Rows"] <= most, (plan, statement)  # of few that fit, sorting them is the quicker way
        if node["Node Type"] == "Index Scan":
            assert node["Index Name"] == "wf_task_pkey", (plan, statement)
