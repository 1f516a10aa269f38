"""The migrations make what the models say, on both databases, up and down."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from portal import skema
from tests.basis import Basis
from tests.meta.pohon import nama, python

pytestmark = pytest.mark.kedua_basis
LANGKAH = sorted(p.name[:4] for p in python("migrations/versions"))


@pytest.fixture
def kosong(basis: str, server: Callable[[str], Basis]) -> Iterator[Engine]:
    """An engine on a database without any table."""
    engine = server(basis).kosong()
    yield engine
    engine.dispose()


@pytest.fixture
def terisi(kosong: Engine) -> Engine:
    """The same, migrated to the newest schema."""
    skema.naik(kosong)
    return kosong


@pytest.mark.satu_basis
def test_migrations_are_numbered_without_gaps(basis):
    assert [f"{n:04d}" for n in range(1, len(LANGKAH) + 1)] == LANGKAH
    assert skema.terbaru() == LANGKAH[-1], [nama(p) for p in python("migrations/versions")]


def test_the_migrated_schema_is_what_the_models_say(terisi):
    assert skema.beda(terisi) == []
    assert skema.versi(terisi) == skema.terbaru()


def test_a_table_or_column_that_a_migration_forgot_is_noticed(terisi):
    with terisi.begin() as connection:
        connection.execute(text("DROP TABLE draf_tugas"))
        connection.execute(text("ALTER TABLE opd ADD COLUMN asing integer"))
    apa = {satu[0] for satu in skema.beda(terisi)}
    assert apa == {"add_table", "remove_column"}


def test_every_migration_goes_down_and_up_again(terisi):
    for tujuan in [*reversed(LANGKAH[:-1]), "base"]:
        skema.turun(terisi, tujuan)
        assert (skema.versi(terisi) or "base") == tujuan
    assert inspect(terisi).get_table_names() == ["alembic_version"]
    for tujuan in LANGKAH:
        skema.naik(terisi, tujuan)
    assert skema.beda(terisi) == []


@pytest.mark.satu_basis
def test_going_down_leaves_no_function_or_type_of_the_job_queue_behind(server):
    engine = server("postgresql").kosong()
    skema.naik(engine)
    skema.turun(engine, "base")
    with engine.connect() as connection:
        sisa = connection.execute(text("SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'")).all()
        sisa += connection.execute(text("SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%'")).all()
        sisa += connection.execute(text("SELECT proname FROM pg_proc WHERE proname LIKE 'peristiwa%'")).all()
    engine.dispose()
    assert sisa == []


def test_a_migration_that_fails_changes_nothing(kosong, monkeypatch):
    skema.naik(kosong, "0003")
    monkeypatch.setattr("sqlalchemy.schema.Table.__init__", _rusak)
    with pytest.raises(RuntimeError, match="rusak"):
        skema.naik(kosong)
    monkeypatch.undo()
    assert skema.versi(kosong) == "0003"
    assert not inspect(kosong).has_table("peristiwa")
    skema.naik(kosong)
    assert skema.beda(kosong) == []


def _rusak(self, *args, **kwargs):
    raise RuntimeError("rusak")


TULIS = (
    "INSERT INTO peristiwa (id, pada, jenis, aktor, rincian)"
    " VALUES (1, '2026-01-01 00:00:00', 'skp:dibuat', 'orang:1', '{}')"
)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE peristiwa SET aktor = 'orang:2'",
        "DELETE FROM peristiwa",
        "DELETE FROM peristiwa WHERE id = 1",
        "UPDATE peristiwa SET rincian = rincian WHERE id = 1",
    ],
)
def test_an_event_once_written_cannot_be_changed_or_removed(terisi, sql):
    with terisi.begin() as connection:
        connection.execute(text(TULIS))
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"), terisi.begin() as connection:
        connection.execute(text(sql))
    with terisi.connect() as connection:
        assert connection.execute(text("SELECT aktor, rincian FROM peristiwa")).all() == [("orang:1", "{}")]


def test_an_event_cannot_be_replaced_or_the_table_emptied(terisi, basis):
    with terisi.begin() as connection:
        connection.execute(text(TULIS))
    sql = TULIS.replace("INSERT", "INSERT OR REPLACE") if basis == "sqlite" else "TRUNCATE peristiwa"
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"), terisi.begin() as connection:
        connection.execute(text(sql))
