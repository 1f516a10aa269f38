"""Whether all that the database says of its instances agrees. Each function answers with the disagreements."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from workflows import codec, save
from workflows import tables as t

BERAKHIR = ("done", "cancelled")


def mesin(session: Session, ids: Iterable[str] | None = None) -> list[str]:
    """Instance row, saved state, worklist, waits, history and messages."""
    query = select(t.instance)
    if ids is not None:
        query = query.where(t.instance.c.id.in_(list(ids)))
    salah = [f"{row.id}: {apa}" for row in session.execute(query).all() for apa in _satu(session, row)]
    return [*salah, *_surat(session)]


def _satu(session: Session, row: Any) -> Iterable[str]:
    tugas = session.execute(select(t.task).where(t.task.c.instance_id == row.id)).all()
    jejak = session.execute(select(t.history).where(t.history.c.instance_id == row.id).order_by(t.history.c.seq)).all()
    tunggu = session.execute(select(t.wait).where(t.wait.c.instance_id == row.id)).all()
    terbuka = {satu.id for satu in tugas if satu.status in ("open", "suspended")}
    if len({satu.status for satu in tugas if satu.id in terbuka} | {_tugas(row)}) > 1:
        yield f"status {row.status}, tugasnya {[satu.status for satu in tugas]}"
    if [satu.seq for satu in jejak] != list(range(1, row.steps + 1)):
        yield f"{row.steps} langkah, jejaknya {[satu.seq for satu in jejak]}"
    if (row.status in BERAKHIR) != (row.ended_at is not None):
        yield f"status {row.status} tetapi berakhir {row.ended_at}"
    if row.status == "suspended":  # what it waits for is in its saved state only
        if tunggu:
            yield f"ditangguhkan, masih menunggu {tunggu}"
        yield from _hidup(session, row, {satu.id for satu in tugas if satu.status == "suspended"}, None)
    elif row.ended_at is not None:
        if terbuka or tunggu:
            yield f"sudah berakhir, masih menunggu {terbuka or tunggu}"
    else:
        yield from _hidup(session, row, terbuka, tunggu)
    yield from _sekali(tugas, jejak)


def _tugas(row: Any) -> str:
    """The status of the tasks of an instance that can still be done."""
    return "suspended" if row.status == "suspended" else "open"


def _hidup(session: Session, row: Any, terbuka: set[str], tunggu: Any) -> Iterable[str]:
    run = save.load(session, row)
    if {task.id for task in run.open_tasks()} != terbuka:
        yield f"keadaan membuka {[task.id for task in run.open_tasks()]}, daftar tugas {terbuka}"
    if tunggu is None:
        return
    ada = {(satu.task_id, satu.element, satu.due_at, satu.message, satu.key) for satu in tunggu}
    ditunda = row.status == "suspended"  # the state alone knows what it waits for
    perlu = {(w.task_id, w.element, w.due_at, w.message, w.key) for w in run.waits().values() if not ditunda}
    if ada != perlu:
        yield f"keadaan menunggu {perlu}, tabelnya {ada}"
    if not terbuka and not tunggu and not ditunda:
        yield "macet: tidak menunggu apa pun"
    nama = codec.loads(row.waiting)
    if not nama:
        yield "tidak menyebut apa yang ditunggu"


def _sekali(tugas: Any, jejak: Any) -> Iterable[str]:
    """Each task that was finished or taken back has its one line, and each such line its task."""
    for status, kata in (("done", ("done",)), ("cancelled", ("cancelled",))):
        berakhir = Counter((satu.element, satu.ended_by) for satu in tugas if satu.status == status)
        garis = Counter(
            (satu.element, satu.by) for satu in jejak if satu.what in kata and satu.kind in ("user", "external")
        )
        if status == "done" and berakhir != garis:
            yield f"tugas {status} {berakhir}, jejaknya {garis}"


def _surat(session: Session) -> Iterable[str]:
    """Each delivered message was taken by one event, and none is both."""
    for satu in session.execute(select(t.message)).all():
        if satu.delivered != (satu.delivered_to is not None) or (satu.delivered and satu.wanted):
            yield f"pesan {satu.id}: terkirim {satu.delivered}, kepada {satu.delivered_to}, dicari {satu.wanted}"
    terima = Counter(session.scalars(select(t.message.c.delivered_to).where(t.message.c.delivered)))
    garis = Counter(session.scalars(select(t.history.c.instance_id).where(t.history.c.what == "message")))
    for kepada, banyak in terima.items():
        if kepada is not None and garis[kepada] < banyak:
            yield f"{kepada} menerima {banyak} pesan, jejaknya {garis[kepada]}"


_KERJA = {
    "sqlite": "SELECT kunci FROM pekerjaan WHERE selesai_pada IS NULL AND kunci LIKE 'langkah:%'",
    "postgresql": "SELECT queueing_lock FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
    " AND queueing_lock LIKE 'langkah:%'",
}
_GAGAL = "SELECT count(*) FROM pekerjaan WHERE selesai_pada IS NOT NULL"


def portal(session: Session) -> list[str]:
    """The engine, its jobs, and the audit: a job for each open service task, an event for each finished task."""
    salah = mesin(session)
    dialek = session.get_bind().dialect.name
    ada = {str(kunci).removeprefix("langkah:") for kunci in session.scalars(text(_KERJA[dialek]))}
    perlu = set(session.scalars(select(t.task.c.id).where(t.task.c.kind == "external", t.task.c.status == "open")))
    if perlu - ada:
        salah.append(f"tugas sistem tanpa pekerjaan: {sorted(perlu - ada)}")
    if session.scalar(text(_GAGAL)):
        salah.append("ada pekerjaan yang menyerah")
    selesai = select(t.task.c.instance_id, t.task.c.ended_by).where(t.task.c.status == "done", t.task.c.kind == "user")
    peristiwa = Counter(tuple(satu) for satu in session.execute(text("SELECT instans_id, aktor FROM peristiwa")))
    for siapa, banyak in Counter(tuple(satu) for satu in session.execute(selesai)).items():
        if peristiwa[siapa] < banyak:
            salah.append(f"{siapa}: {banyak} tugas selesai, {peristiwa[siapa]} peristiwa")
    return salah
