"""The migrations make what the models say, on both databases, up and down."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

import workflows
from portal import skema
from tests.basis import Basis
from tests.meta.pohon import nama, python

pytestmark = pytest.mark.kedua_basis
SEBELUM_HITUNGAN = "0022"
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


def test_a_migrated_database_counts_tasks_as_the_engine_alone_does(basis, server):
    """Triggers are in no comparison of schemas: their text is the same, wherever the table came from."""
    ditemukan = []
    for buat in (skema.naik, workflows.metadata.create_all):
        engine = server(basis).kosong()
        buat(engine)
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                baca = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'wf_task'"
            else:
                baca = (
                    "SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t "
                    "JOIN pg_proc p ON p.oid = tgfoid WHERE tgrelid = 'wf_task'::regclass"
                )
            ditemukan.append(sorted(tuple(baris) for baris in connection.execute(text(baca))))
        engine.dispose()
    assert ditemukan[0] == ditemukan[1]
    assert len(ditemukan[0]) >= 3


def test_open_tasks_of_before_are_counted_when_the_database_begins_to_count(kosong):
    skema.naik(kosong, SEBELUM_HITUNGAN)
    with kosong.begin() as connection:
        for nomor, (status, batas) in enumerate([("open", None), ("open", "2026-03-04 15:59:59"), ("done", None)]):
            kolom = {
                "id": f"t{nomor}", "instance_id": "i", "process": "p", "version": 1, "business_key": "k", "title": "j",
                "step": "s", "element": "s", "name": "n", "kind": "user", "lane": "pegawai", "owner": "orang:1",
                "created_at": "2026-03-01 00:00:00", "due_at": batas and f"{batas}.000000", "priority": 0,
                "status": status, "properties": "{}", "arguments": "{}", "words": "j",
            }  # fmt: skip
            if kosong.dialect.name == "postgresql":
                kolom |= {"created_at": "2026-03-01 00:00:00+00", "due_at": batas and f"{batas}+00"}
            nama_kolom = ", ".join(kolom)
            nilai = ", ".join(f":{k}" for k in kolom)
            connection.execute(text(f"INSERT INTO wf_task ({nama_kolom}) VALUES ({nilai})"), kolom)
    skema.naik(kosong)
    with kosong.connect() as connection:
        hitungan = connection.execute(text("SELECT CAST(due_day AS text), n FROM wf_task_count ORDER BY 1")).all()
    assert [tuple(satu) for satu in hitungan] == [("2026-03-04", 1), ("9999-12-31", 1)]


@pytest.mark.satu_basis
def test_going_down_leaves_no_function_or_type_of_the_job_queue_behind(server):
    engine = server("postgresql").kosong()
    skema.naik(engine)
    skema.turun(engine, "base")
    with engine.connect() as connection:
        sisa = connection.execute(text("SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%'")).all()
        sisa += connection.execute(text("SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%'")).all()
        sisa += connection.execute(text("SELECT proname FROM pg_proc WHERE proname LIKE 'peristiwa%'")).all()
        sisa += connection.execute(text("SELECT proname FROM pg_proc WHERE proname LIKE 'wf_%'")).all()
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
