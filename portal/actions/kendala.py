"""Incidents: tried again, or acknowledged as needing nothing more. By Admin BKD, with a reason."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import alur, audit, kendala, queue, waktu
from portal.actions import action, diam
from portal.audit import Event
from portal.errors import Bentrok, TidakDitemukan
from portal.extensions import db
from portal.models import Pekerjaan
from portal.security import Actor
from portal.wewenang import beralasan, bukan_perkaranya


@action
def ulangi(kunci: str, *, actor: Actor, alasan: str) -> str | None:
    """Try again: the failed step of an instance now, a given-up job from its first attempt, a waiting step now.

    What a step said that failed once more, else None. TidakDitemukan where it is no incident any more; BukanHak for
    others than Admin BKD and for a party of the case; Bentrok for a job of a kind that this portal no longer does.
    """
    teks = beralasan(actor, alasan)
    nomor = kendala.urai(kunci)
    if nomor is None:
        raise _tidak_ada()
    if nomor.jenis == kendala.LANGKAH:
        return _ulangi_langkah(nomor.id, actor, teks)
    if nomor.jenis == kendala.AWAL:
        return _ulangi_awal(nomor.id, actor, teks)
    if nomor.jenis == kendala.PEKERJAAN:
        _ulangi_pekerjaan(nomor.id, actor, teks)
    else:
        _ulangi_tunggu(nomor.id, actor, teks)
    return None


@action
def selesaikan(kunci: str, *, actor: Actor, alasan: str) -> None:
    """A given-up job that need not be done, or a start that need not be: gone from the list, kept in the trail with
    its error and the reason.

    Bentrok (`langkah_menunggu`) where a step of a process still waits for it, and for incidents that are no jobs.
    """
    teks = beralasan(actor, alasan)
    nomor = kendala.urai(kunci)
    if nomor is None:
        raise _tidak_ada()
    if nomor.jenis == kendala.AWAL:
        _lepas_awal(nomor.id, actor, teks)
        return
    if nomor.jenis != kendala.PEKERJAAN:
        pesan = _("Prosesnya masih berdiri di langkah ini. Ulangi, atau pindahkan prosesnya dari halamannya.")
        raise Bentrok(pesan, kode="langkah_menunggu")
    satu = _pekerjaan(nomor.id)
    tugas = _tugas(satu, actor)
    if tugas is not None and tugas.status == "open":
        pesan = _("%(nomor)s masih menunggu pekerjaan ini. Ulangi pekerjaannya.", nomor=tugas.business_key)
        raise Bentrok(pesan, kode="langkah_menunggu")
    _catat(Event.KENDALA_DISELESAIKAN, satu, actor, teks, tugas)
    db.session.delete(satu)


def _ulangi_pekerjaan(nomor: str, actor: Actor, alasan: str) -> None:
    satu = _pekerjaan(nomor)
    tugas = _tugas(satu, actor)
    _catat(Event.KENDALA_DIULANGI, satu, actor, alasan, tugas)
    try:
        queue.ulangi(db.session, satu)
    except (ValueError, KeyError):
        pesan = _("Portal ini tidak mengenal lagi pekerjaan itu. Selesaikan bila sudah tidak diperlukan.")
        raise Bentrok(pesan, kode="pekerjaan_tidak_dikenal") from None


def _ulangi_langkah(nomor: str, actor: Actor, alasan: str) -> str | None:
    with alur.diterjemahkan():
        instans = workflows.instance(db.session, nomor)
    if instans.status != "incident":
        raise _tidak_ada()
    return mencoba_lagi(instans, actor, alasan)


def _awal_gagal(nomor: str) -> workflows.FailedStart:
    lewat_pesan = nomor.isdigit()
    ada = workflows.failed_starts(
        db.session, process=nomor, step=None if lewat_pesan else "jadwal", number=int(nomor) if lewat_pesan else None
    )
    if not ada:
        raise _tidak_ada()
    return ada[0]


def _ulangi_awal(nomor: str, actor: Actor, alasan: str) -> str | None:
    """What the clock or a message should have begun, now; what stood in the way once more."""
    awal = _awal_gagal(nomor)
    with alur.diterjemahkan():
        if awal.message is not None:
            hasil = workflows.begin_letter_again(db.session, awal.message, waktu.sekarang())
        else:
            hasil = workflows.begin_again(db.session, awal.process, waktu.sekarang())
    if hasil.advance is not None:
        alur.lanjutkan(hasil.advance)
        diam.ikuti(hasil.advance)
    audit.record(
        db.session, Event.KENDALA_DIULANGI, actor=actor, nomor=awal.key, jenis=kendala.AWAL, proses=awal.process,
        galat=hasil.incident or awal.incident, alasan=alasan,
        instans_id=hasil.advance.instance.id if hasil.advance else None,
    )  # fmt: skip
    return hasil.incident


def _lepas_awal(nomor: str, actor: Actor, alasan: str) -> None:
    """Nothing begins for it: the moment is past, or the message is taken as done."""
    awal = _awal_gagal(nomor)
    workflows.give_up(db.session, process=awal.process, message=awal.message, now=waktu.sekarang())
    audit.record(
        db.session, Event.KENDALA_DISELESAIKAN, actor=actor, nomor=awal.key, jenis=kendala.AWAL, proses=awal.process,
        galat=awal.incident, alasan=alasan,
    )  # fmt: skip


def _ulangi_tunggu(nomor: str, actor: Actor, alasan: str) -> None:
    """Its job is due now. `retry_at` says since when somebody wants it tried, whoever else has failed before."""
    with alur.diterjemahkan():
        tugas = workflows.hold(db.session, nomor)
    if tugas.kind != "external" or tugas.status != "open" or tugas.note is None:
        raise _tidak_ada()
    instans = workflows.instance(db.session, tugas.instance_id)
    bukan_perkaranya(actor, instans)
    workflows.park(db.session, nomor, reason=tugas.note, until=waktu.sekarang(), now=waktu.sekarang())
    args = {"tugas_id": tugas.id, "operasi": tugas.operation, "argumen": dict(tugas.arguments)}
    queue.segerakan(db.session, queue.Job.LANGKAH, args, f"langkah:{tugas.id}")
    audit.record(
        db.session, Event.KENDALA_DIULANGI, actor=actor, instans_id=tugas.instance_id, nomor=tugas.business_key,
        jenis=kendala.PARKIR, langkah=tugas.step, galat=tugas.note, alasan=alasan,
    )  # fmt: skip


def mencoba_lagi(instans: workflows.Instance, actor: Actor, alasan: str) -> str | None:
    """The failed step of an instance, within an action. What it said where it failed once more: that is kept too."""
    bukan_perkaranya(actor, instans)
    with alur.diterjemahkan():
        advance = workflows.retry(db.session, instans.id, by=actor, reason=alasan, now=waktu.sekarang())
    alur.lanjutkan(advance)
    gagal = str(advance.incidents[0]) if advance.incidents else None
    audit.record(
        db.session, Event.INSTANS_DIULANGI, actor=actor, instans_id=instans.id, proses=instans.process,
        nomor=instans.business_key, alasan=alasan, dibuka_langkah=[t.step for t in advance.opened], galat=gagal,
    )  # fmt: skip
    return gagal


def _pekerjaan(nomor: str) -> Pekerjaan:
    """The given-up job, locked."""
    satu = db.session.scalar(
        select(Pekerjaan).where(Pekerjaan.id == int(nomor), Pekerjaan.selesai_pada.is_not(None)).with_for_update()
    )
    if satu is None:
        raise _tidak_ada()
    return satu


def _tugas(satu: Pekerjaan, actor: Actor) -> workflows.Task | None:
    """The system step this job was to do, if it was one and is still there; BukanHak in a case of the actor's own."""
    tugas_id = satu.argumen.get("tugas_id") if satu.jenis == queue.Job.LANGKAH.value else None
    if tugas_id is None:
        return None
    try:
        tugas = workflows.hold(db.session, str(tugas_id))
    except workflows.NotFound:
        return None
    bukan_perkaranya(actor, workflows.instance(db.session, tugas.instance_id))
    return tugas


def _catat(event: Event, satu: Pekerjaan, actor: Actor, alasan: str, tugas: workflows.Task | None) -> None:
    rincian: dict[str, Any] = {"nomor": tugas.business_key, "langkah": tugas.step} if tugas else {}
    audit.record(
        db.session, event, actor=actor, instans_id=tugas.instance_id if tugas else None, jenis=satu.jenis,
        argumen=satu.argumen, galat=satu.galat, percobaan=satu.percobaan, alasan=alasan, **rincian,
    )  # fmt: skip


def _tidak_ada() -> TidakDitemukan:
    return TidakDitemukan(_("Kendala ini tidak ada lagi: mungkin sudah diulangi, diselesaikan, atau hilang sendiri."))
