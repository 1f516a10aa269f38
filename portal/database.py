"""How a connection behaves: SQLite durable and strict, a writer that takes its lock first, no long wait."""

import sqlite3
from contextvars import ContextVar

from psycopg._preparing import PrepareManager
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.penulis import Koneksi, giliran

TUNGGU_POSTGRES = 4
TUNGGU_SQLITE = 10
"""Seconds a change waits for a lock: on PostgreSQL that of one case, on SQLite that of the whole file."""
SIBUK = ("55P03", "40P01", "40001")
"""PostgreSQL's: lock not available, deadlock, serialization failure."""

menulis: ContextVar[bool] = ContextVar("menulis", default=False)
"""True while an action runs: its transaction begins with the write lock, so it can never lose a race half-way."""


def siapkan(engine: Engine) -> None:
    """Set how long to wait for a lock; of SQLite the other pragmas and the BEGIN, of PostgreSQL what it remembers."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _tunggu_sebentar)
        event.listen(engine, "connect", _ingat)
        return

    @event.listens_for(engine, "do_connect")
    def jenis(dialect, record, cargs, cparams) -> None:  # type: ignore[no-untyped-def]
        cparams["factory"] = Koneksi

    @event.listens_for(engine, "connect")
    def connect(connection, record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # we say BEGIN ourselves; the driver's own is too late
        connection.giliran, connection.tunggu = giliran(engine.url.database), TUNGGU_SQLITE
        cursor = connection.cursor()
        tunggu = f"busy_timeout={TUNGGU_SQLITE * 1000}"
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", tunggu):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection) -> None:  # type: ignore[no-untyped-def]
        _mulai(connection, "BEGIN IMMEDIATE" if menulis.get() else "BEGIN")


def _mulai(connection: Connection, kata: str) -> None:
    """Who writes waits for his turn and then takes SQLite's own lock. The driver is asked itself: SQLAlchemy would
    take as long to word it as SQLite to do it."""
    koneksi: Koneksi = connection.connection.dbapi_connection  # type: ignore[assignment]
    try:
        if kata != "BEGIN":
            koneksi.antre()
        koneksi.execute(kata)
    except sqlite3.OperationalError as galat:
        koneksi.lepas()
        raise OperationalError(kata, {}, galat) from galat
    except BaseException:
        koneksi.lepas()
        raise


def sibuk(galat: BaseException) -> bool:
    """Whether the database refused because somebody else held what was wanted: the same again may succeed."""
    if not isinstance(galat, DBAPIError) or galat.orig is None:
        return False
    kode = getattr(galat.orig, "sqlite_errorname", None) or ""
    return getattr(galat.orig, "sqlstate", None) in SIBUK or kode.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _tunggu_sebentar(connection, record) -> None:  # type: ignore[no-untyped-def]
    connection.autocommit = True  # in a transaction of the driver's own, a rollback would take it back
    connection.execute(f"SET lock_timeout = '{TUNGGU_POSTGRES}s'")
    connection.autocommit = False


class Ingatan(PrepareManager):
    """Statements that PostgreSQL has planned once stay planned for as long as the connection lasts.

    The driver forgets them all at each ROLLBACK, in case the transaction had changed a table; and every page ends in
    one, so that each of its statements was planned anew: of "who calls" that takes ten times as long as the answer.
    None of our transactions changes a table but a migration's, and where one has changed PostgreSQL plans anew.
    """

    prepare_threshold = 2
    prepared_max = 200

    def clear(self) -> bool:
        """Asked for after a rollback: nothing is forgotten."""
        return False


def _ingat(connection, record) -> None:  # type: ignore[no-untyped-def]
    connection._prepared = Ingatan()
