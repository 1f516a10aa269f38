"""The page on which a task is handed to a colleague: whose it is, who may do it, and what would come of it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

import workflows
from portal import alur, penyerahan
from portal.database import menulis
from portal.errors import Bentrok, TidakDitemukan
from portal.extensions import db
from portal.pengalihan import penanggung
from portal.penyerahan import SEKALIGUS, Calon
from portal.queries.menunggu import peran
from portal.queries.perkara import Perkara, perkara
from portal.security import Actor


@dataclass(frozen=True)
class Halaman:
    """/tugas/<id>/serahkan. `pemegang`: whose it is; `penerima`: who does it for him now; `halangan`: why it cannot be
    handed over; `lebih`: more may do it than are shown."""

    tugas_id: str
    instans_id: str
    nama: str
    nomor: str
    peran: str
    perkara: Perkara | None
    pemegang: str
    penerima: str | None
    sejak: datetime
    batas: datetime | None
    halangan: str | None
    calon: tuple[Calon, ...]
    lebih: bool
    sendiri: bool


def instans(actor: Actor, tugas_id: str) -> str:
    """The instance of a task the actor may hand over. TidakDitemukan; BukanHak as in portal/penyerahan.py."""
    return _tugas(actor, tugas_id)[0].instance_id


def halaman(actor: Actor, tugas_id: str, cari: str = "") -> Halaman:
    """The page, with those of the candidates whose name or NIP fits `cari`. A dozen statements at most."""
    tugas, halangan = _tugas(actor, tugas_id)
    calon = () if halangan else penyerahan.calon(actor, tugas, cari=cari)
    nama = alur.nama_pihak([penanggung(tugas), tugas.owner])
    return Halaman(
        tugas_id=tugas.id, instans_id=tugas.instance_id, nama=_(tugas.name), nomor=tugas.business_key,
        peran=peran(tugas.lane), perkara=perkara([tugas.instance_id]).get(tugas.instance_id),
        pemegang=nama.get(penanggung(tugas), penanggung(tugas)),
        penerima=nama.get(tugas.owner) if tugas.delegated_by else None, sejak=tugas.created_at, batas=tugas.due_at,
        halangan=halangan, calon=calon[:SEKALIGUS], lebih=len(calon) > SEKALIGUS,
        sendiri=penanggung(tugas) in actor.parties,
    )  # fmt: skip


def penerima(actor: Actor, tugas_id: str, cari: str = "") -> tuple[tuple[Calon, ...], bool]:
    """Who may do it, and whether there are more. Bentrok where nobody hands it over."""
    tugas, halangan = _tugas(actor, tugas_id)
    if halangan:
        raise Bentrok(halangan, kode="tidak_dapat_diserahkan")
    calon = penyerahan.calon(actor, tugas, cari=cari)
    return calon[:SEKALIGUS], len(calon) > SEKALIGUS


def pratinjau(actor: Actor, tugas_id: str, kepada: str) -> Calon:
    """Who would get it; done and taken back, so that what the action refuses is refused here."""
    token = menulis.set(True)
    db.session.rollback()
    try:
        with alur.diterjemahkan():
            tugas = workflows.hold(db.session, tugas_id)
        penyerahan.periksa(actor, tugas)
        alur.menunggu(tugas)
        baru = penyerahan.penerima(actor, tugas, kepada)
        penyerahan.serahkan(tugas, baru, actor, _("pratinjau"))
        return baru
    finally:
        db.session.rollback()
        menulis.reset(token)


def _tugas(actor: Actor, tugas_id: str) -> tuple[workflows.Task, str | None]:
    """The task, and why it cannot be handed over; refused for who has nothing to do with it."""
    with alur.diterjemahkan():
        tugas = workflows.task(db.session, tugas_id)
    try:
        penyerahan.periksa(actor, tugas)
    except Bentrok as galat:
        return tugas, galat.pesan
    return (tugas, None) if tugas.status == "open" else (tugas, _ditutup(tugas))


def _ditutup(tugas: workflows.Task) -> str:
    try:
        alur.menunggu(tugas)
    except Bentrok as galat:
        return galat.pesan
    raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
