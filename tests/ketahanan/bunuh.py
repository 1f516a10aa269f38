"""Killing a process, really, at the n-th point of what it does with the database.

The child is forked from this process, warm as it is, with connections of its own. A point is before or after each
statement (BEGIN changes nothing and is none), before and after each commit.
"""

import faulthandler
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

PALING_LAMA = 60


@dataclass(frozen=True)
class Mati:
    """A child that was killed: at which point, and where that was."""

    titik: int
    tempat: str

    @property
    def sesudah_commit(self) -> bool:
        """Whether the change had been committed."""
        return self.tempat.startswith("sesudah commit")


def di_setiap_titik(engine: Engine, kerja: Callable[[int], Callable[[], Any]]) -> Iterator[Mati]:
    """Kill the n-th child at its n-th point, until one comes through alive.

    `kerja(n)` prepares the n-th try and gives what the child does; it runs here, before the fork. What is yielded is a
    death, to be looked into before the next.
    """
    titik = 0
    while True:
        titik += 1
        mati = di_titik(engine, kerja(titik), titik)
        if mati is None:
            return
        yield mati


def di_titik(engine: Engine, kerja: Callable[[], Any], titik: int) -> Mati | None:
    """Let a child do `kerja` and kill it at its point number `titik`; None if it came through before that.

    AssertionError with its traceback where the child failed by itself.
    """
    engine.dispose()  # nobody shares a connection with a child
    baca, tulis = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(baca)
        _anak(engine, kerja, titik, tulis)
    os.close(tulis)
    with os.fdopen(baca) as pipa:
        kata = pipa.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        _tunggu_dilepas(engine)
        return Mati(titik, kata)
    assert status == 0, f"titik {titik}: {status}\n{kata}"
    return None


def _tunggu_dilepas(engine: Engine) -> None:
    """Until PostgreSQL has noticed that its client is dead and has let go of its locks: a tick skips what is locked."""
    if engine.dialect.name != "postgresql":
        return
    habis = time.monotonic() + PALING_LAMA
    with engine.connect() as connection:
        while connection.scalar(_LAIN):
            connection.rollback()
            assert time.monotonic() < habis, "koneksi proses yang mati tidak dilepas"
            time.sleep(0.01)
    engine.dispose()


_LAIN = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


def _anak(engine: Engine, kerja: Callable[[], Any], titik: int, tulis: int) -> None:
    kode = 1
    try:
        faulthandler.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(PALING_LAMA)
        engine.dispose(close=False)
        _hitung(engine, titik, tulis)
        kerja()
        kode = 0
    except BaseException:  # noqa: BLE001  # the end of a process: say why
        os.write(tulis, traceback.format_exc()[-8000:].encode())
    finally:
        os._exit(kode)


def _hitung(engine: Engine, titik: int, tulis: int) -> None:
    sisa = titik

    def lewat(tempat: str) -> None:
        nonlocal sisa
        sisa -= 1
        if not sisa:
            os.write(tulis, tempat.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", lambda *isi: lewat(f"sebelum {isi[2][:200]}"))
    event.listen(engine, "after_cursor_execute", lambda *isi: lewat(f"sesudah {isi[2][:200]}"))
    event.listen(engine, "commit", lambda _conn: lewat("sebelum commit"))
    event.listen(Session, "after_commit", lambda session: lewat(_sesudah(session)))


def _sesudah(session: Session) -> str:
    """A savepoint that is left is no commit."""
    return "sesudah savepoint" if session.in_nested_transaction() else "sesudah commit"
