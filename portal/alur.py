"""Between actions or queries and the engine's door: its refusals in our words, and its opened service tasks as jobs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, select

import workflows
from portal import formats, queue, waktu
from portal.errors import Bentrok, Ditangguhkan, Sibuk, SudahSelesai, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import DrafTugas, Pegawai, Pengguna, Penilaian, Realisasi, RevisiSkp, Skp
from portal.rules import alur as aturan
from portal.rules import keberatan, penilaian_tahunan, realisasi, revisi, skp
from portal.security import Actor, actor_of

_DRAF = DrafTugas.__table__
_BUANG_DRAF = delete(_DRAF).where(_DRAF.c.tugas_id == bindparam("tugas"))


def selesaikan(tugas_id: str, *, actor: Actor | None, fakta: Mapping[str, Any]) -> workflows.Advance:
    """Complete a task as `actor` (None: a job completes its own service task) and see to what opened."""
    with diterjemahkan():
        advance = workflows.complete(db.session, tugas_id, by=actor, facts=fakta, now=waktu.sekarang())
    if actor is not None:
        db.session.execute(_BUANG_DRAF, {"tugas": tugas_id})
    return lanjutkan(advance)


def mulai(
    proses: str, *, pihak: Mapping[str, str], fakta: Mapping[str, Any], kunci: str, judul: str, actor: Actor
) -> workflows.Advance:
    """Start an instance and see to what opened."""
    with diterjemahkan():
        advance = workflows.start(
            db.session,
            proses,
            lanes=pihak,
            facts=fakta,
            business_key=kunci,
            title=judul,
            by=actor,
            now=waktu.sekarang(),
        )
    return lanjutkan(advance)


def lanjutkan(advance: workflows.Advance) -> workflows.Advance:
    """A service task that opened is a job, written in this same transaction: it is done only if this is committed."""
    for tugas in advance.opened:
        if tugas.kind == "external":
            queue.defer(
                db.session,
                queue.Job.LANGKAH,
                args={"tugas_id": tugas.id, "operasi": tugas.operation, "argumen": dict(tugas.arguments)},
                kunci=f"langkah:{tugas.id}",
            )
        else:
            _kembalikan(tugas)
    return advance


def _kembalikan(tugas: workflows.Task) -> None:
    """A document that a low-code step sent back is again what the step it was sent to begins with."""
    for model, tabel in KEMBALI:
        if tugas.step in tabel:
            dokumen = db.session.scalar(select(model).where(model.instans_id == tugas.instance_id))
            if dokumen is not None:
                dokumen.status = str(aturan.kembali(tabel, dokumen.status, tugas.step))


KEMBALI: tuple[tuple[Any, aturan.Kembali], ...] = (
    (Realisasi, realisasi.KEMBALI),
    (Skp, skp.KEMBALI),
    (RevisiSkp, revisi.KEMBALI),
    (Penilaian, penilaian_tahunan.KEMBALI),
)


@contextmanager
def diterjemahkan() -> Iterator[None]:
    """The engine's refusals as the portal's errors; who was faster is told by name."""
    try:
        yield
    except (workflows.NotFound, workflows.NotYours) as error:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda.")) from error
    except workflows.Suspended as error:
        raise Ditangguhkan(str(error)) from error
    except workflows.NotPossible as error:
        raise Bentrok(str(error), kode="tidak_mungkin") from error
    except workflows.NotReady as error:
        nama = nama_pihak([error.by]).get(error.by) if error.by else None
        raise SudahSelesai(_("Tugas ini sudah dikerjakan."), oleh=nama, pada=error.at) from error
    except workflows.NewerState as error:
        pesan = _(
            "Portal sedang diperbarui dan perkara ini sudah dikerjakan dengan versi baru. Kirim lagi sebentar lagi."
        )
        raise Sibuk(pesan, kode="sedang_diperbarui") from error
    except workflows.AlreadyRunning as error:
        raise Bentrok(str(error), kode="sudah_berjalan") from error
    except (workflows.Incident, workflows.StepLimit) as error:
        pesan = _("Diagram proses ini tidak dapat berjalan: %(sebab)s Sampaikan kepada Admin BKD.", sebab=str(error))
        raise Bentrok(pesan, kode="diagram_gagal") from error
    except workflows.Unfit as error:
        temuan = (Temuan("pemetaan", None, sebab) for sebab in error.verdict.reasons)
        raise TidakSah(*temuan, pesan=str(error)) from error
    except workflows.NotPublishable as error:
        raise TidakSah(*(Temuan(f.element, None, f.message) for f in error.findings), pesan=str(error)) from error


def menunggu(tugas: workflows.Task) -> None:
    """Nothing where the task is open; else SudahSelesai with who and when, or Ditangguhkan."""
    with diterjemahkan():
        if tugas.status == "suspended":
            raise workflows.Suspended.of(tugas)
        if tugas.status != "open":
            raise workflows.NotReady(tugas, tugas.ended_by, tugas.ended_at)


def pemutus(tugas: workflows.Task, *langkah: str) -> frozenset[int]:
    """Ids of the people who have finished one of these steps of the same instance, standing in for somebody or not."""
    selesai = workflows.tasks(db.session, instance=tugas.instance_id, status="done", sort="received", limit=100)
    siapa = (t.ended_by or "" for t in selesai if t.step in langkah)
    return frozenset(int(p.removeprefix("orang:")) for p in siapa if p.startswith("orang:"))


def tolak_terlambat(tugas: workflows.Task, actor: Actor) -> None:
    """Refuse the actor's objection to his year after its last day, with both dates; also where the deadline has already
    closed the task. Nothing is refused here that is not late."""
    if tugas.step != "tanggapi_penilaian" or tugas.owner != actor.id or tugas.status == "done":
        return
    satu = db.session.scalar(select(Penilaian).where(Penilaian.instans_id == tugas.instance_id))
    if satu is None or satu.diterima_pada is None or satu.batas_tanggapan is None:
        return
    if keberatan.terlambat(satu.diterima_pada, waktu.sekarang()):
        pesan = _(
            "Keberatan tidak dapat diajukan lagi. Hasil penilaian diterima %(diterima)s; hari terakhir mengajukan "
            "keberatan %(terakhir)s pukul 23.59 WITA.",
            diterima=formats.tanggal(satu.diterima_pada),
            terakhir=formats.tanggal(satu.batas_tanggapan),
        )
        raise Bentrok(pesan, kode="keberatan_terlambat")


def pemegang_berhak(tugas: workflows.Task) -> bool:
    """Whether who has claimed the task may still do it: his account open, himself in service, the task still his."""
    holder = (tugas.claimed_by or "").removeprefix("orang:")
    if not holder.isdecimal():
        return tugas.claimed_by is not None
    aktif = select(Pengguna.id).join(Pegawai, Pegawai.id == Pengguna.pegawai_id)
    aktif = aktif.where(Pegawai.id == int(holder), Pegawai.aktif, Pengguna.active)
    return db.session.scalar(aktif) is not None and tugas.owner in actor_of(int(holder)).parties


def nama_pihak(pihak: list[str | None]) -> dict[str, str]:
    """Names for the engine's parties: people by name, queues and the system in words. One statement."""
    ids = {int(p.removeprefix("orang:")) for p in pihak if p and p.startswith("orang:")}
    nama = (
        {f"orang:{i}": n for i, n in db.session.execute(select(Pegawai.id, Pegawai.nama).where(Pegawai.id.in_(ids)))}
        if ids
        else {}
    )
    for p in pihak:
        if p and p not in nama:
            nama[p] = _antrean(p)
    return nama


def _antrean(pihak: str) -> str:
    if pihak.startswith("peran:verifikatur:"):
        return _("Verifikatur BKD untuk %(opd)s", opd=pihak.rsplit(":", 1)[1])
    return {"peran:admin_bkd": _("Admin BKD"), "sistem": _("SISTEM")}.get(pihak, pihak)
