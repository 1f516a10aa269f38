"""Whose turn it is to write to a SQLite file: one at a time, in the order in which they came, across processes too.

SQLite itself lets those who wait sleep longer and longer (up to 0.1 s) and gives the lock to whoever happens to wake:
with many writers some starve while the file lies idle. Here the threads of a process stand in a queue, and of each
process one at most goes to the door of the file: whoever holds the first byte of `<file>-antre` is the next writer and
may look for the second byte, which is writing itself. So a process that has just written cannot come first again.

The next one sleeps until the writer calls it (a datagram to an address only one can have). Nothing is correct only
because of this: the lock that counts is SQLite's own, taken right after. A process that dies loses its bytes with its
files, and who was not called looks again by himself.
"""

import contextlib
import fcntl
import hashlib
import os
import socket
import sqlite3
import threading
import time
from collections import deque
from functools import cache
from typing import Any
from weakref import WeakValueDictionary

BERIKUTNYA, MENULIS = 0, 1
"""Bytes of the file: the next one to write, and the one who writes."""
JEDA = 0.001
"""Seconds between two looks where nobody can call; a change holds the file for some milliseconds."""
LIHAT = 0.05
"""Seconds after which who waits to be called looks by himself: the writer may have died."""
AMBIL = fcntl.LOCK_EX | fcntl.LOCK_NB


class Giliran:
    """The queue of this process for one file. `ambil` and `lepas` need not be called by the same thread."""

    def __init__(self, jalan: str) -> None:
        self._berkas = os.open(f"{jalan}-antre", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._alamat = f"\0ppk-{hashlib.sha256(jalan.encode()).hexdigest()[:40]}"
        self._kunci = threading.Lock()
        self._dipakai = False
        self._antre: deque[threading.Lock] = deque()

    def __del__(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            os.close(self._berkas)

    def ambil(self, tunggu: float) -> bool:
        """Wait for our turn, at most so many seconds; whether it came."""
        habis = time.monotonic() + tunggu
        if not self._di_dalam(tunggu):
            return False
        if self._di_pintu(habis):
            return True
        self._berikutnya()
        return False

    def lepas(self) -> None:
        """We have written: the door is free, and our next thread may go to it."""
        self._byte(MENULIS, fcntl.LOCK_UN)
        with contextlib.suppress(OSError):  # nobody waits
            _pemanggil().sendto(b".", self._alamat)
        self._berikutnya()

    def _di_dalam(self, tunggu: float) -> bool:
        """The turn among the threads of this process; it is handed on, so that nobody can come in between."""
        with self._kunci:
            if not self._dipakai:
                self._dipakai = True
                return True
            giliran = threading.Lock()
            giliran.acquire()
            self._antre.append(giliran)
        if giliran.acquire(timeout=tunggu):
            return True
        with self._kunci:
            if giliran in self._antre:
                self._antre.remove(giliran)
                return False
        return True  # it came at the last moment

    def _berikutnya(self) -> None:
        with self._kunci:
            if self._antre:
                self._antre.popleft().release()
            else:
                self._dipakai = False

    def _di_pintu(self, habis: float) -> bool:
        while not self._byte(BERIKUTNYA, AMBIL):
            if time.monotonic() >= habis:
                return False
            time.sleep(JEDA)
        try:
            return self._byte(MENULIS, AMBIL) or self._dipanggil(habis)
        finally:
            self._byte(BERIKUTNYA, fcntl.LOCK_UN)

    def _dipanggil(self, habis: float) -> bool:
        """Wait until the writer has written."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as telinga:
            try:
                telinga.bind(self._alamat)
                telinga.settimeout(LIHAT)
            except OSError:  # no such addresses here, or somebody else's: look now and then
                telinga.settimeout(JEDA)
            while not self._byte(MENULIS, AMBIL):
                if time.monotonic() >= habis:
                    return False
                with contextlib.suppress(TimeoutError):
                    telinga.recv(1)
        return True

    def _byte(self, nomor: int, apa: int) -> bool:
        try:
            fcntl.lockf(self._berkas, apa, 1, nomor)
        except (BlockingIOError, PermissionError):  # POSIX lets either say that somebody else has it
            return False
        return True


class Koneksi(sqlite3.Connection):
    """A connection that gives its turn back once its transaction has ended, however it did."""

    giliran: Giliran | None = None
    tunggu: float = 0.0
    _gilirannya = False

    def antre(self) -> None:
        """Wait for our turn to write; sqlite3.OperationalError as SQLite says it where it does not come in time."""
        if self.giliran is None or self._gilirannya:
            return
        if not self.giliran.ambil(self.tunggu):
            galat = sqlite3.OperationalError("database is locked")
            galat.sqlite_errorname = "SQLITE_BUSY"
            raise galat
        self._gilirannya = True

    def lepas(self) -> None:
        """Give the turn back, if it is ours."""
        if self._gilirannya:
            self._gilirannya = False
            assert self.giliran
            self.giliran.lepas()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            if not self.in_transaction:
                self.lepas()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            if not self.in_transaction:
                self.lepas()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.lepas()


_SEMUA: WeakValueDictionary[str, Giliran] = WeakValueDictionary()
_MEMBUAT = threading.Lock()


def giliran(berkas: Any) -> Giliran | None:
    """The queue for this file, one per process as long as it has a connection.

    None for a database in memory, which has no other writers.
    """
    if not berkas or ":memory:" in str(berkas) or str(berkas).startswith("file:"):
        return None
    jalan = os.path.realpath(str(berkas))
    with _MEMBUAT:
        ada = _SEMUA.get(jalan)
        if ada is None:
            ada = _SEMUA[jalan] = Giliran(jalan)
        return ada


@cache
def _pemanggil() -> socket.socket:
    """What this process calls with."""
    satu = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    satu.setblocking(False)
    return satu
