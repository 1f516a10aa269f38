"""How a connection behaves: SQLite durable and strict, and a writer that takes its lock first."""

from contextvars import ContextVar

from sqlalchemy import Engine, event

menulis: ContextVar[bool] = ContextVar("menulis", default=False)
"""True while an action runs: its transaction begins with the write lock, so it can never lose a race half-way."""


def siapkan(engine: Engine) -> None:
    """Set the pragmas and the BEGIN of an SQLite engine; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(connection, record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # we say BEGIN ourselves; the driver's own is too late
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection) -> None:  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("BEGIN IMMEDIATE" if menulis.get() else "BEGIN")
