"""The queue on PostgreSQL: procrastinate's tables and its worker (several nodes, NOTIFY, heartbeats).

`layani` runs procrastinate's own worker. `TokoPostgres` takes the same jobs one by one by the portal's clock, for
`jalankan(sekali=True)`: tests, the demo and commands that want the work done now.
"""

import asyncio
import contextlib
import logging
import time
from typing import TYPE_CHECKING, Any

import procrastinate
from flask import Flask
from procrastinate.jobs import Job as ProcrastinateJob
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from sqlalchemy import insert, make_url, text

from portal import waktu
from portal.extensions import db
from portal.models.sistem import Pekerjaan
from portal.queue import ANTREAN, Job
from portal.worker import Ambilan, Penangan, Putusan, kerjakan, putuskan

if TYPE_CHECKING:
    from portal.worker import Irama

log = logging.getLogger(__name__)

DENYUT = 10.0
MATI = 30.0
"""A worker without a heartbeat for so many seconds is dead; its jobs are taken up again."""


class TokoPostgres:
    """portal.worker.Toko over procrastinate's tables, registered as one of its workers while it lives."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            self._engine = db.engine
        with self._engine.begin() as connection:
            self._pekerja = connection.scalar(text("SELECT worker_id FROM procrastinate_register_worker_v1()"))

    def ambil(self) -> Ambilan | None:
        """The oldest due job, marked as ours."""
        with self._engine.begin() as connection:
            row = connection.execute(
                _AMBIL, {"pekerja": self._pekerja, "antrean": ANTREAN, "kini": waktu.sekarang()}
            ).first()
            connection.execute(text("SELECT procrastinate_update_heartbeat_v1(:id)"), {"id": self._pekerja})
        return None if row is None else Ambilan(row.id, row.task_name, row.args, row.attempts)

    def menjaga(self, ambilan: Ambilan) -> contextlib.AbstractContextManager[None]:
        """Nobody takes up a job of a worker that is registered and was heard of lately; these runs are short."""
        return contextlib.nullcontext()

    def selesai(self, ambilan: Ambilan) -> None:
        """Done: the job goes."""
        with self._engine.begin() as connection:
            connection.execute(text("SELECT procrastinate_finish_job_v1(:id, 'succeeded', true)"), {"id": ambilan.id})

    def putuskan(self, ambilan: Ambilan, putusan: Putusan) -> None:
        """Again later, or given up."""
        with self._engine.begin() as connection:
            _sebelum(connection, ambilan, putusan)
            if putusan.kapan is None:
                connection.execute(text("SELECT procrastinate_finish_job_v1(:id, 'failed', false)"), {"id": ambilan.id})
            else:
                values = {"id": ambilan.id, "kapan": putusan.kapan}
                connection.execute(text("SELECT procrastinate_retry_job_v2(:id, :kapan, NULL, NULL, NULL)"), values)

    def tutup(self) -> None:
        """Sign off among procrastinate's workers."""
        with self._engine.begin() as connection:
            connection.execute(text("SELECT procrastinate_unregister_worker_v1(:id)"), {"id": self._pekerja})


def layani(app: Flask, penangan: Penangan, irama: "Irama") -> None:
    """Run procrastinate's worker until SIGTERM or SIGINT, with the portal's beat beside it."""
    asyncio.run(_layani(aplikasi(app, penangan), irama))


def aplikasi(app: Flask, penangan: Penangan) -> procrastinate.App:
    """procrastinate's App whose tasks are our jobs, on PORTAL_JOBS_URL."""
    url = make_url(app.config["SETTINGS"].jobs_url).set(drivername="postgresql")
    connector = procrastinate.PsycopgConnector(
        conninfo=url.render_as_string(hide_password=False), min_size=1, max_size=4
    )
    papp = procrastinate.App(connector=connector)
    for job in Job:
        papp.task(name=job.value, queue=ANTREAN, pass_context=True, retry=Ulangan())(_tugas(app, penangan, job))
    return papp


class Ulangan(BaseRetryStrategy):
    """Our decision (portal.worker.putuskan) in procrastinate's words."""

    def get_retry_decision(self, *, exception: BaseException, job: ProcrastinateJob) -> RetryDecision | None:
        """Again at a time, or None: given up."""
        if isinstance(exception, BelumSelesai):
            return RetryDecision(retry_at=exception.putusan.kapan) if exception.putusan.kapan else None
        kapan = putuskan(exception, job.attempts).kapan
        return RetryDecision(retry_at=kapan) if kapan else None


class BelumSelesai(Exception):
    """Tells procrastinate that a job did not succeed; what becomes of it is decided already."""

    def __init__(self, putusan: Putusan) -> None:
        super().__init__(putusan.galat)
        self.putusan = putusan


def _tugas(app: Flask, penangan: Penangan, job: Job) -> Any:
    def tugas(context: procrastinate.JobContext, **args: Any) -> None:
        ambilan = Ambilan(context.job.id or 0, job.value, args, context.job.attempts)
        putusan = kerjakan(app, penangan, ambilan)
        if putusan is None:
            return
        with app.app_context(), db.engine.begin() as connection:
            _sebelum(connection, ambilan, putusan)
        raise BelumSelesai(putusan)

    return tugas


def _sebelum(connection: Any, ambilan: Ambilan, putusan: Putusan) -> None:
    """What procrastinate does not do by itself: it counts every retry as an attempt, and keeps no error."""
    if putusan.kapan is None:
        connection.execute(
            insert(Pekerjaan).values(
                jenis=ambilan.jenis, argumen=ambilan.args, mulai_pada=waktu.sekarang(), selesai_pada=waktu.sekarang(),
                percobaan=ambilan.percobaan + putusan.dihitung, galat=putusan.galat,
            )
        )  # fmt: skip
    elif not putusan.dihitung:
        connection.execute(
            text("UPDATE procrastinate_jobs SET attempts = attempts - 1 WHERE id = :id AND status = 'doing'"),
            {"id": ambilan.id},
        )


async def _layani(papp: procrastinate.App, irama: "Irama") -> None:
    async with papp.open_async():
        sampingan = asyncio.create_task(_sampingan(papp, irama))
        try:
            await papp.run_worker_async(
                queues=[ANTREAN], concurrency=2, fetch_job_polling_interval=1.0, delete_jobs="successful",
                update_heartbeat_interval=DENYUT, stalled_worker_timeout=MATI,
            )  # fmt: skip
        finally:
            sampingan.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sampingan


async def _sampingan(papp: procrastinate.App, irama: "Irama") -> None:
    """The beat, and jobs whose worker died."""
    pulih_pada = time.monotonic()
    while True:
        bergerak = await asyncio.to_thread(irama.lewat)
        if time.monotonic() >= pulih_pada:
            pulih_pada = time.monotonic() + MATI
            try:
                await pulihkan(papp)
            except Exception:  # tried again; the worker must live
                log.exception("pemulihan pekerjaan gagal")
        await asyncio.sleep(0 if bergerak else 0.5)


async def pulihkan(papp: procrastinate.App) -> int:
    """Take up the jobs of workers that are dead; the death counts as a failure. How many."""
    manager = papp.job_manager
    await manager.prune_stalled_workers(MATI)
    jobs = list(await manager.get_stalled_jobs(queue=ANTREAN, seconds_since_heartbeat=MATI))
    for job in jobs:
        await manager.retry_job(job)
        log.warning("%s %s: pekerjanya berhenti mendadak", job.task_name, job.id)
    return len(jobs)


_AMBIL = text(
    "UPDATE procrastinate_jobs SET status = 'doing', worker_id = :pekerja WHERE id = ("
    " SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = :antrean"
    " AND (scheduled_at IS NULL OR scheduled_at <= :kini) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
    ") RETURNING id, task_name, args, attempts"
)
