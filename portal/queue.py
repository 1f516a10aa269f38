"""Jobs: what is to be done after the commit, written in the change's own transaction.

A job exists exactly when the change does. It is done at least once, so it may run twice and must not matter. On SQLite
it is a row of `pekerjaan`; on PostgreSQL a job of procrastinate. Both promise the same (docs/adr/0001-pekerjaan.md);
portal/worker.py does them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from portal import waktu
from portal.models.sistem import Pekerjaan

ANTREAN = "portal"
"""The name of our queue among procrastinate's."""


class Job(StrEnum):
    """The kinds of job; portal/jobs.py has the handler of each."""

    LANGKAH = "langkah"  # tugas_id, operasi, argumen: a service task of the engine
    BUKA_BULAN = "buka_bulan"  # periode ("YYYY-MM"), skp (id, optional): the windows up to that month are open
    BUKA_TAHUN = "buka_tahun"  # tahun: the assessment of that year, of whom it can be assessed
    LAPORAN = "laporan"  # laporan (id): made, its file ready to be taken
    SAPU_LAPORAN = "sapu_laporan"  # expired reports and files nobody names go
    OPERASI = "operasi"  # operasi (id): a run over many instances goes on
    SIMULASI = "simulasi"  # simulasi (id): what a proposed parameter would do goes on being computed


KUNCI = {
    Job.LANGKAH: "langkah:{tugas_id}", Job.BUKA_BULAN: "buka_bulan:{periode}", Job.BUKA_TAHUN: "buka_tahun:{tahun}",
    Job.LAPORAN: "laporan:{laporan}", Job.OPERASI: "operasi:{operasi}",
    Job.SIMULASI: "simulasi:{simulasi}",
}  # fmt: skip
"""By what two jobs of a kind are the same one."""


def kunci_dari(job: Job, args: Mapping[str, Any]) -> str | None:
    """The key a job with these arguments is deferred under; None where each is one of its own."""
    if job is Job.BUKA_BULAN and "skp" in args:
        return f"buka_skp:{args['skp']}"
    return KUNCI[job].format(**args) if job in KUNCI else None


class Nanti(Exception):
    """A handler's way of saying: not now, try again at `kapan` (aware). Never counts as a failure."""

    def __init__(self, kapan: datetime, alasan: str) -> None:
        if kapan.tzinfo is None:
            raise ValueError("kapan harus memiliki zona waktu")
        super().__init__(alasan)
        self.kapan, self.alasan = kapan, alasan


class GalatProses(Exception):
    """How the work of a service task says that it ends with an error the process knows by its code, and with which
    facts: the diagram says what follows. What the machine could not do is another exception, and tried again."""

    def __init__(self, kode: str, alasan: str, fakta: Mapping[str, Any] | None = None) -> None:
        super().__init__(alasan)
        self.kode, self.alasan, self.fakta = kode, alasan, dict(fakta or {})


@dataclass(frozen=True)
class Keadaan:
    """How the queue stands: jobs waiting, jobs given up, and since when the oldest due one waits (None: none does)."""

    menunggu: int
    gagal: int
    tertunggak_sejak: datetime | None


def defer(
    session: Session,
    job: Job,
    /,
    *,
    args: Mapping[str, Any],
    mulai_pada: datetime | None = None,
    kunci: str | None = None,
) -> bool:
    """Write a job in the session's own transaction, to be done after its commit, not before `mulai_pada` (aware).

    `args` must be JSON. While a job with the same `kunci` waits or runs, nothing is written and the answer is False.
    """
    if mulai_pada is not None and mulai_pada.tzinfo is None:
        raise ValueError("mulai_pada harus memiliki zona waktu")
    if session.get_bind().dialect.name == "postgresql":
        return _defer_procrastinate(session, job, args, mulai_pada, kunci)
    mulai = mulai_pada or waktu.sekarang()
    row = {"jenis": job.value, "argumen": dict(args), "mulai_pada": mulai, "kunci": kunci, "percobaan": 0}
    statement = insert(Pekerjaan).values(row).on_conflict_do_nothing(index_elements=["kunci"])
    return session.execute(statement.returning(Pekerjaan.id)).first() is not None


def keadaan(session: Session) -> Keadaan:
    """How the queue stands now, for /siap and /metrik. Two statements."""
    gagal = session.scalar(select(func.count()).where(Pekerjaan.selesai_pada.is_not(None))) or 0
    kini = waktu.sekarang()
    if session.get_bind().dialect.name == "postgresql":
        menunggu, tertua = session.execute(_RINGKASAN, {"antrean": ANTREAN, "kini": kini}).one()
        return Keadaan(menunggu, gagal, tertua)
    menunggu, tertua = session.execute(
        select(
            func.count(),
            func.min(Pekerjaan.mulai_pada).filter(Pekerjaan.mulai_pada <= kini, Pekerjaan.sewa_sampai.is_(None)),
        ).where(Pekerjaan.selesai_pada.is_(None))
    ).one()
    return Keadaan(menunggu, gagal, tertua)


def gagal(session: Session, batas: int = 100) -> list[Pekerjaan]:
    """The jobs that were given up, newest first, each with its last error (`galat`); on both databases."""
    statement = select(Pekerjaan).where(Pekerjaan.selesai_pada.is_not(None)).order_by(Pekerjaan.id.desc()).limit(batas)
    return list(session.scalars(statement))


def gagal_per_sebab(session: Session, batas: int = 2000) -> list[tuple[str, str, int, datetime | None]]:
    """The jobs that were given up by kind and error: (kind, error, how many, since when), the most frequent first."""
    galat = func.coalesce(Pekerjaan.galat, "")
    baris = session.execute(
        select(Pekerjaan.jenis, galat, func.count(), func.min(Pekerjaan.selesai_pada))
        .where(Pekerjaan.selesai_pada.is_not(None))
        .group_by(Pekerjaan.jenis, galat)
        .order_by(func.count().desc(), Pekerjaan.jenis)
        .limit(batas)
    )
    return [(jenis, pesan, jumlah, sejak) for jenis, pesan, jumlah, sejak in baris]


def gagal_karena(
    session: Session, jenis: str, galat: Collection[str], *, batas: int, mulai: int = 0
) -> list[Pekerjaan]:
    """The given-up jobs of that kind with one of these errors, the oldest first."""
    pernyataan = select(Pekerjaan).where(
        Pekerjaan.selesai_pada.is_not(None), Pekerjaan.jenis == jenis,
        func.coalesce(Pekerjaan.galat, "").in_(sorted(galat)),
    )  # fmt: skip
    return list(session.scalars(pernyataan.order_by(Pekerjaan.id).limit(batas).offset(mulai)))


def ulangi(session: Session, pekerjaan: Pekerjaan) -> None:
    """A given-up job is queued again with no failure behind it; ValueError for a kind this portal no longer knows.

    Where the same job waits already, that one stands for both.
    """
    job = Job(pekerjaan.jenis)
    args = dict(pekerjaan.argumen)
    session.delete(pekerjaan)
    defer(session, job, args=args, kunci=kunci_dari(job, args))


def segerakan(session: Session, job: Job, args: Mapping[str, Any], kunci: str) -> None:
    """The job of that key is due now; written anew where none waits or runs."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_SEGERAKAN, {"kunci": kunci})
    else:
        milik = update(Pekerjaan).where(Pekerjaan.kunci == kunci, Pekerjaan.sewa_sampai.is_(None))
        session.execute(milik.values(mulai_pada=waktu.sekarang()))
    defer(session, job, args=args, kunci=kunci)


def _defer_procrastinate(
    session: Session, job: Job, args: Mapping[str, Any], mulai_pada: datetime | None, kunci: str | None
) -> bool:
    from psycopg.types.json import Jsonb

    if kunci is not None:
        # Two at once would break its unique index and our transaction with it; so the second waits for the first here.
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:kunci, 0))"), {"kunci": kunci})
        if session.execute(_ADA, {"kunci": kunci}).first():
            return False
    values = {"antrean": ANTREAN, "job": job.value, "kunci": kunci, "args": Jsonb(dict(args)), "mulai": mulai_pada}
    session.execute(_DEFER, values)
    return True


_ADA = text("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = :kunci AND status IN ('todo', 'doing') LIMIT 1")
_DEFER = text(
    "SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[ROW("
    " CAST(:antrean AS varchar), CAST(:job AS varchar), 0, NULL, CAST(:kunci AS text), :args,"
    " CAST(:mulai AS timestamptz)"
    ")::procrastinate_job_to_defer_v1]))"
)
_SEGERAKAN = text("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE queueing_lock = :kunci AND status = 'todo'")
_RINGKASAN = text(
    "SELECT count(*), min(coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events WHERE job_id = job.id)))"
    " FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= :kini))"
    " FROM procrastinate_jobs AS job WHERE status IN ('todo', 'doing') AND queue_name = :antrean"
)
