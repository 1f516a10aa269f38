"""An open task of somebody who left goes to the present holder of his part in the chain, by Admin BKD with a reason."""

from flask_babel import gettext as _

import workflows
from portal import alur, audit, pengalihan, waktu
from portal.actions import action
from portal.actions.bersama import bukan_diri
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, TidakDitemukan
from portal.extensions import db
from portal.models import Pemberitahuan, Skp
from portal.security import Actor, orang
from portal.wewenang import alasan_tertulis


@action
def alihkan(tugas_id: str, *, actor: Actor, alasan: str, instans_id: str | None = None) -> workflows.Task:
    """Give the task, and the later steps of its lane, to whom the chain names today.

    Where the SKP still names the old holder for that part, it names the new one from now on: he must be able to read
    what he decides on, and the months to come are his. BukanHak for others than Admin BKD and for a party of the case;
    TidakDitemukan for a task of another instance; TidakSah without a reason; Bentrok where the chain names nobody else.
    """
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang mengalihkan tugas."))
    teks = alasan_tertulis(alasan)
    with alur.diterjemahkan():
        tugas = workflows.hold(db.session, tugas_id)
    if instans_id is not None and tugas.instance_id != instans_id:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    baru = pengalihan.penerima(tugas)
    if baru.halangan or baru.pegawai_id is None or baru.skp is None:
        raise Bentrok(baru.halangan or "", kode="tidak_dapat_dialihkan")
    bukan_diri(actor, baru.skp.pegawai_id, baru.pegawai_id)
    with alur.diterjemahkan():
        hasil = workflows.assign(
            db.session, tugas_id, to=orang(baru.pegawai_id), by=actor, reason=teks, onward=True, now=waktu.sekarang()
        )
    ganti = _ganti_pihak(baru.skp, tugas, baru.pegawai_id)
    _kabari(tugas, baru)
    audit.record(
        db.session, Event.TUGAS_DIALIHKAN, actor=actor, instans_id=tugas.instance_id, subjek=("skp", baru.skp.id),
        langkah=tugas.step, lajur=tugas.lane, dari=tugas.owner, ke=hasil.owner, alasan=teks, pihak_skp=ganti,
    )  # fmt: skip
    return hasil


def _ganti_pihak(skp: Skp, tugas: workflows.Task, baru: int) -> bool:
    """Whether the SKP named the old holder, and so names the new one now."""
    kolom = pengalihan.KOLOM[tugas.lane][1]
    lama = getattr(skp, kolom)
    if lama is None or orang(lama) != pengalihan.penanggung(tugas):
        return False
    setattr(skp, kolom, baru)
    return True


def _kabari(tugas: workflows.Task, baru: pengalihan.Penerima) -> None:
    """The new holder, and the person whose case it is."""
    if baru.skp is None or baru.pegawai_id is None:
        return
    judul = _("%(nomor)s: %(langkah)s dialihkan kepada Anda.", nomor=tugas.business_key, langkah=tugas.name)
    kabar = _(
        "%(nomor)s: %(langkah)s kini pada %(nama)s.", nomor=tugas.business_key, langkah=tugas.name, nama=baru.nama
    )
    for siapa, teks, tautan in (
        (baru.pegawai_id, judul, f"/tugas/{tugas.id}"),
        (baru.skp.pegawai_id, kabar, f"/skp/{baru.skp.id}"),
    ):
        kunci = f"alih:{tugas.id}:{baru.pegawai_id}:{siapa}"
        db.session.add(
            Pemberitahuan(pegawai_id=siapa, judul=teks[:200], tautan=tautan, kunci=kunci, pada=waktu.sekarang())
        )
