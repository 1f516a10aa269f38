"""The engine alone: its own tables on SQLite and on a real PostgreSQL, no portal."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

import workflows

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody who acts, also for others."""

    id: str
    parties: frozenset[str]


def person(name: str, *acts_for: str) -> Person:
    return Person(name, frozenset({name, *acts_for}))


ANI = person("orang:1")
BUDI = person("orang:2")
CITRA = person("orang:3", "peran:verifikatur:BKD")
DODI = person("orang:4", "peran:verifikatur:BKD")


def sqlite_engine(path: Path) -> Engine:
    """As production has it: WAL, and BEGIN IMMEDIATE, so that a second writer waits instead of failing."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA busy_timeout=10000")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with the workflow tables, one database per test module."""
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path_factory.mktemp("sqlite") / "alur.db")
    else:
        engine = request.getfixturevalue("server")("postgresql").kosong()
    workflows.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def db(database: Engine) -> Iterator[Engine]:
    """The same database with empty tables."""
    yield database
    with database.begin() as connection:
        for table in workflows.metadata.sorted_tables:
            connection.execute(table.delete())


class Desk:
    """Calls the door as the portal does: one session and one transaction per call, saved and loaded in between."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = NOW

    def call(self, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with Session(self.engine) as session, session.begin():
            return verb(session, *args, **kwargs)

    def pass_time(self, **kwargs: float) -> datetime:
        self.now += timedelta(**kwargs)
        return self.now

    def publish(self, drawn: Any, decisions: Mapping[str, bytes] | None = None) -> workflows.Definition:
        data = drawn.xml()
        return self.call(workflows.publish, drawn.key, data, by="orang:9", decisions=decisions or {}, now=self.now)

    def start(self, drawn: Any, business_key: str = "skp:1", **facts: Any) -> workflows.Advance:
        """Publish and start, with a party for every lane the tests use."""
        self.publish(drawn)
        return self.begin(drawn.key, business_key, **facts)

    def begin(self, key: str, business_key: str = "skp:1", **facts: Any) -> workflows.Advance:
        lanes = {"pegawai": "orang:1", "pejabat_penilai": "orang:2", "verifikatur": "peran:verifikatur:BKD"}
        return self.call(
            workflows.start, key, lanes=lanes, facts=facts, business_key=business_key, title="Ani", now=self.now
        )

    def open(self, instance: str | None = None, kind: str | None = None) -> dict[str, workflows.Task]:
        """Open tasks by element."""
        found = self.call(workflows.tasks, instance=instance, kind=kind, limit=500)
        return {task.element: task for task in found}

    def do(self, element: str, by: Person | None = None, instance: str | None = None, **facts: Any) -> Any:
        """Complete the open task of that element, by its owner if nobody is named."""
        task = self.open(instance)[element]
        if by is None and task.kind == "user":
            by = person("orang:3" if task.owner.startswith("peran") else task.owner, task.owner)
        return self.call(workflows.complete, task.id, by=by, facts=facts, now=self.now)

    def tick(self, **later: float) -> list[workflows.Advance]:
        """Let time pass and tick once."""
        return self.call(workflows.tick, self.pass_time(**later))

    def instance(self, advance: workflows.Advance) -> workflows.Instance:
        return self.call(workflows.instance, advance.instance.id)

    def history(self, advance: workflows.Advance) -> list[workflows.Step]:
        return self.call(workflows.history, advance.instance.id, limit=10_000)


@pytest.fixture
def desk(db: Engine) -> Desk:
    """The door on a fresh database."""
    return Desk(db)
