"""The worker: does the jobs after the commit, wakes the engine's timers and messages, opens months and years.

`jalankan(app)` works until SIGTERM or SIGINT; `jalankan(app, sekali=True)` does what is due now and comes back.
A handler is `handler(**args)`: called inside an application context with no open transaction; it may raise
`queue.Nanti(kapan, alasan)`. Any other exception counts as a failure: tried again later and later, given up after
`MAKS_GAGAL`, then kept in `pekerjaan` with its error.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from flask import Flask
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.database import menulis
from portal.denyut import berdenyut
from portal.errors import Sibuk
from portal.extensions import db
from portal.queue import Job, Nanti, defer
from portal.rules.jendela import terbuka_terakhir

log = logging.getLogger(__name__)

MAKS_GAGAL = 8
MUNDUR = (5, 20, 80, 300, 1200, 3600, 3600)
"""Seconds to wait after the first, second, ... failure."""
DETAK = 1.0
"""Seconds between two looks at the engine's timers."""
LAMA_DETAK = 0.5
"""Seconds a beat may hold up the jobs: thousands of timers due at once are worked off in turns with them."""
POLA_JEDA = 0.2
"""Seconds between two looks at an empty queue (SQLite)."""
MAKS_PUTARAN = 10_000

Penangan = Mapping[Job, Callable[..., None]]
Detak = Callable[[], Any]


@dataclass(frozen=True)
class Ambilan:
    """A job this worker has taken. `percobaan` counts the failures before."""

    id: int
    jenis: str
    args: dict[str, Any]
    percobaan: int


@dataclass(frozen=True)
class Putusan:
    """What becomes of a job that did not succeed: again at `kapan`, or given up (None)."""

    kapan: datetime | None
    dihitung: bool
    galat: str


class Toko(Protocol):
    """Where jobs are kept: portal/toko_sqlite.py or portal/toko_postgres.py."""

    def ambil(self) -> Ambilan | None:
        """Take the next job that is due by the portal's clock, if there is one."""

    def menjaga(self, ambilan: Ambilan) -> AbstractContextManager[None]:
        """While the block lasts nobody else takes it, however long it is."""

    def selesai(self, ambilan: Ambilan) -> None:
        """It is done."""

    def putuskan(self, ambilan: Ambilan, putusan: Putusan) -> None:
        """It is not done: again later, or given up."""

    def tutup(self) -> None:
        """No more from this worker."""


def jalankan(app: Flask, *, sekali: bool = False, penangan: Penangan | None = None, detak: Detak | None = None) -> None:
    """Work on `app`'s jobs. `penangan` (else jobs.HANDLERS) and `detak` (else actions.detak.berdetak) are for tests.

    With `sekali`, all that is due by the portal's clock (`waktu.pada` counts) is done, timers too, before it returns.
    """
    if penangan is None or detak is None:
        from portal import jobs
        from portal.actions import detak as tindakan

        penangan, detak = penangan or jobs.HANDLERS, detak or partial(tindakan.berdetak, paling_lama=LAMA_DETAK)
    with app.app_context():
        postgres = db.engine.dialect.name == "postgresql"
    if postgres and not sekali:
        from portal import toko_postgres

        with berdenyut(app):
            toko_postgres.layani(app, penangan, Irama(app, detak))
        return
    toko = _toko(app, postgres)
    try:
        with nullcontext() if sekali else berdenyut(app):
            (_kuras if sekali else _layani)(app, toko, penangan, detak)
    finally:
        toko.tutup()


def kerjakan(app: Flask, penangan: Penangan, ambilan: Ambilan) -> Putusan | None:
    """Do one job in a context of its own. None: it succeeded. One that killed its workers too often is not tried."""
    if ambilan.percobaan >= MAKS_GAGAL:
        return Putusan(None, False, "pekerja berhenti mendadak saat mengerjakannya")
    mulai = time.monotonic()
    try:
        with app.app_context():
            penangan[Job(ambilan.jenis)](**ambilan.args)
    except Exception as galat:  # whatever a handler raises belongs to that job, not to the worker
        putusan = putuskan(galat, ambilan.percobaan)
        level = logging.INFO if not putusan.dihitung else logging.WARNING if putusan.kapan else logging.ERROR
        jejak = level > logging.INFO
        log.log(level, "%s %s: %s; lagi: %s", ambilan.jenis, ambilan.id, putusan.galat, putusan.kapan, exc_info=jejak)
        return putusan
    log.info("%s %s selesai dalam %d ms", ambilan.jenis, ambilan.id, (time.monotonic() - mulai) * 1000)
    return None


def putuskan(galat: BaseException, percobaan: int) -> Putusan:
    """What becomes of a job that raised `galat` after `percobaan` earlier failures."""
    kini = waktu.sekarang()
    if isinstance(galat, Sibuk):  # somebody held the case: no fault of the job's
        return Putusan(kini + timedelta(seconds=galat.coba_lagi or 1), False, galat.pesan)
    if isinstance(galat, Nanti):
        return Putusan(max(galat.kapan, kini + timedelta(seconds=1)), False, galat.alasan)
    teks = f"{type(galat).__name__}: {galat}"[:2000]
    if percobaan + 1 >= MAKS_GAGAL:
        return Putusan(None, True, teks)
    return Putusan(kini + timedelta(seconds=MUNDUR[min(percobaan, len(MUNDUR) - 1)]), True, teks)


def berdetak(app: Flask, detak: Detak) -> bool:
    """Wake the engine's due timers and messages once. True if anything moved; a failure is logged and tried again."""
    try:
        with app.app_context():
            return bool(detak())
    except Exception:  # the next beat tries again; the worker must live
        log.exception("detak gagal")
        return False


def buka_bulan(app: Flask) -> None:
    """Defer the opening of the newest month whose window is open; its handler leaves alone what is open already."""
    with app.app_context():  # the window may be one that BKD has decided
        periode = terbuka_terakhir(waktu.sekarang())
        db.session.rollback()
        with _menulis() as session:
            defer(session, Job.BUKA_BULAN, args={"periode": str(periode)}, kunci=f"buka_bulan:{periode}")


def buka_tahun(app: Flask) -> None:
    """Defer the opening of last year's assessments; its handler finds whose turn it is."""
    tahun = waktu.hari_ini().year - 1
    with app.app_context(), _menulis() as session:
        defer(session, Job.BUKA_TAHUN, args={"tahun": tahun}, kunci=f"buka_tahun:{tahun}")


def lengkapi_kata(app: Flask) -> int:
    """Tasks that a node of the release before has written during an upgrade are found by search too; how many."""
    with app.app_context(), _menulis() as session:
        return workflows.give_words(session)


def lipat_hitungan(app: Flask) -> int:
    """Add up what the connections have counted of open tasks; of how many rows."""
    with app.app_context(), _menulis() as session:
        return workflows.fold(session)


def lengkapi_awal(app: Flask, dibaca: set[tuple[str, int]]) -> list[str]:
    """Processes that a message starts and whose newest version no node of this release has published; their keys."""
    with app.app_context(), _menulis() as session:
        return workflows.catch_up_openings(session, dibaca, waktu.sekarang())


@contextmanager
def _menulis() -> Iterator[Session]:
    """A transaction that begins with the write lock, outside of any action: the worker's own housekeeping."""
    token = menulis.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            yield session
    finally:
        menulis.reset(token)


def satu(app: Flask, toko: Toko, penangan: Penangan) -> bool:
    """Do the next due job. False: there is none."""
    ambilan = toko.ambil()
    if ambilan is None:
        return False
    with toko.menjaga(ambilan):
        putusan = kerjakan(app, penangan, ambilan)
    if putusan is None:
        toko.selesai(ambilan)
    else:
        toko.putuskan(ambilan, putusan)
    return True


def _kuras(app: Flask, toko: Toko, penangan: Penangan, detak: Detak) -> None:
    """Jobs and timers until neither has anything due."""
    for _ in range(MAKS_PUTARAN):
        if not satu(app, toko, penangan) and not berdetak(app, detak):
            return
    raise RuntimeError(f"masih ada pekerjaan sesudah {MAKS_PUTARAN} putaran")


def _layani(app: Flask, toko: Toko, penangan: Penangan, detak: Detak) -> None:
    """The embedded runner: jobs as they come, a beat each second, the months each hour, until told to stop."""
    berhenti = threading.Event()
    for nomor in (signal.SIGTERM, signal.SIGINT):
        signal.signal(nomor, lambda *_: berhenti.set())
    irama = Irama(app, detak)
    while not berhenti.is_set():
        irama.lewat()
        if not satu(app, toko, penangan):
            berhenti.wait(POLA_JEDA)


class Irama:
    """What is done by the clock and not by a job: a beat each second, words and counts of tasks and what older nodes
    have left out each minute, the months and last year each hour."""

    def __init__(self, app: Flask, detak: Detak) -> None:
        self._app, self._detak = app, detak
        self._detak_pada = self._bulan_pada = self._kata_pada = 0.0
        self._dibaca: set[tuple[str, int]] = set()

    def lewat(self) -> bool:
        """Do what the clock asks for now; errors are logged, never raised. True if there may be more to do at once."""
        kini, bergerak = time.monotonic(), False
        if kini >= self._detak_pada:
            bergerak = berdetak(self._app, self._detak)  # a beat takes a bounded number of instances: more may be due
            self._detak_pada = time.monotonic() + (0 if bergerak else DETAK)
        if kini >= self._kata_pada:
            self._kata_pada = kini + 60
            try:
                lengkapi_kata(self._app)
                lipat_hitungan(self._app)
                for kunci in lengkapi_awal(self._app, self._dibaca):
                    log.info("pesan awal proses %s dilengkapi", kunci)
            except Exception:  # tried again in a minute
                log.exception("melengkapi kata tugas, hitungannya atau pesan awal gagal")
        if kini >= self._bulan_pada:
            try:
                buka_bulan(self._app)
                buka_tahun(self._app)
            except Exception:  # tried again in an hour's minute; the worker must live
                log.exception("membuka bulan atau tahun gagal")
                self._bulan_pada = kini + 60
            else:
                self._bulan_pada = kini + 3600
        return bergerak


def _toko(app: Flask, postgres: bool) -> Toko:
    if postgres:
        from portal.toko_postgres import TokoPostgres

        return TokoPostgres(app)
    from portal.toko_sqlite import TokoSqlite

    return TokoSqlite(app)
