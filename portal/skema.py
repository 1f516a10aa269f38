"""The schema: migrations up and down, which one the database has, and how it differs from the models."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_appbuilder import Model
from sqlalchemy import Connection, Engine, MetaData

from portal.database import menulis

MIGRASI = Path(__file__).resolve().parent.parent / "migrations"


def naik(engine: Engine, tujuan: str = "head") -> None:
    """Migrate up to `tujuan`, all in one transaction."""
    with _koneksi(engine) as connection:
        command.upgrade(_config(connection), tujuan)


def turun(engine: Engine, tujuan: str = "-1") -> None:
    """Migrate down to `tujuan` (`base`: nothing is left), all in one transaction."""
    with _koneksi(engine) as connection:
        command.downgrade(_config(connection), tujuan)


def versi(engine: Engine) -> str | None:
    """The migration this database has; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@cache
def terbaru() -> str:
    """The newest migration there is."""
    head = ScriptDirectory(str(MIGRASI)).get_current_head()
    if head is None:
        raise RuntimeError(f"tidak ada migrasi di {MIGRASI}")
    return head


def cukup(ada: str | None) -> bool:
    """Whether this code can work on a database of migration `ada`: the newest it knows, or one of a later release.

    Migrations only add (tests/meta/test_migrasi_bergulir.py), so that a node of the release before goes on working
    while a newer one is rolled out.
    """
    return ada is not None and ada >= terbaru()


def beda(engine: Engine) -> list[Any]:
    """What the models have and the database lacks, or the other way round, as Alembic's operations. Empty: none."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "target_metadata": metadata(), "include_name": kita, "compare_type": True,
                "render_as_batch": engine.dialect.name == "sqlite",
            },
        )  # fmt: skip
        return list(compare_metadata(context, metadata()))  # type: ignore[arg-type]  # takes several


def metadata() -> list[MetaData]:
    """All our tables: FAB's and the portal's in one, the engine's in its own."""
    import portal.models  # noqa: F401  # registers the tables
    import workflows

    return [Model.metadata, workflows.metadata]


def kita(name: str | None, type_: str, parent_names: Any) -> bool:
    """Alembic looks at this name: all but procrastinate's tables and its own."""
    return not (type_ == "table" and name is not None and name.startswith(("procrastinate_", "alembic_")))


@contextmanager
def _koneksi(engine: Engine) -> Iterator[Connection]:
    """One writing transaction. SQLite rebuilds a table to change it: foreign keys are checked at the end instead."""
    token = menulis.set(True)
    sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect() as connection:
            _kunci_asing(connection, not sqlite)
            try:
                with connection.begin():
                    yield connection
                    if sqlite and (yatim := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                        raise RuntimeError(f"migrasi meninggalkan kunci asing tanpa induk: {yatim[:5]}")
            finally:
                _kunci_asing(connection, True)
    finally:
        menulis.reset(token)


def _kunci_asing(connection: Connection, periksa: bool) -> None:
    """SQLite only takes this outside a transaction, so it goes to the driver itself."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if periksa else 'OFF'}")  # type: ignore[union-attr]


def _config(connection: Connection) -> Config:
    config = Config(str(MIGRASI / "alembic.ini"))
    config.attributes.update(connection=connection, target_metadata=metadata(), include_name=kita)
    return config
