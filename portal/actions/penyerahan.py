"""A task handed to a colleague who does it for its holder, and given back; both are told, the trail names all."""

from typing import Any

from flask_babel import gettext as _

import workflows
from portal import alur, audit, penyerahan, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, TidakDitemukan
from portal.extensions import db
from portal.models import Pemberitahuan
from portal.pengalihan import penanggung, skp_instans
from portal.security import Actor
from portal.wewenang import alasan_tertulis, beralasan, bukan_perkaranya


@action
def serahkan(tugas_id: str, *, actor: Actor, kepada: str, alasan: str) -> workflows.Task:
    """Let the person with the NIP `kepada` do it. TidakDitemukan, BukanHak, Bentrok as in portal/penyerahan.py;
    TidakSah without a reason or for somebody who may not do it; SudahSelesai where it is done or in other hands."""
    with alur.diterjemahkan():
        tugas = workflows.hold(db.session, tugas_id)
    penyerahan.periksa(actor, tugas)
    teks = alasan_tertulis(alasan)
    alur.menunggu(tugas)
    baru = penyerahan.penerima(actor, tugas, kepada)
    hasil = penyerahan.serahkan(tugas, baru, actor, teks)
    _catat(Event.TUGAS_DISERAHKAN, tugas, hasil, actor, alasan=teks)
    pesan = _("%(nomor)s: %(langkah)s diserahkan kepada Anda.", nomor=tugas.business_key, langkah=_(tugas.name))
    kabar = _(
        "%(nomor)s: %(langkah)s diserahkan kepada %(nama)s.", nomor=tugas.business_key, langkah=_(tugas.name),
        nama=baru.nama,
    )  # fmt: skip
    _kabari(hasil.owner, pesan, f"/tugas/{tugas.id}", tugas)
    if penanggung(tugas) != actor.id:
        _kabari(penanggung(tugas), kabar, f"/tugas/{tugas.id}/serahkan", tugas)
    if tugas.delegated_by is not None:  # he had it so far
        _kabari(tugas.owner, kabar, "/tugas/", tugas)
    return hasil


@action
def kembalikan(tugas_id: str, *, actor: Actor, alasan: str = "") -> workflows.Task:
    """It is its holder's again: who got it or who handed it over says so, or Admin BKD with a reason. TidakDitemukan
    for anybody else; Bentrok where nobody has handed it over."""
    with alur.diterjemahkan():
        tugas = workflows.hold(db.session, tugas_id)
    teks = ""
    if not actor.parties & {tugas.owner, penanggung(tugas)} or tugas.lane == "pegawai":
        if not actor.punya("Admin BKD"):
            raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
        bukan_perkaranya(actor, workflows.instance(db.session, tugas.instance_id))
        teks = beralasan(actor, alasan)
    if tugas.delegated_by is None:
        raise Bentrok(_("Tugas ini tidak sedang diserahkan kepada orang lain."), kode="tidak_diserahkan")
    with alur.diterjemahkan():
        if teks:
            hasil = workflows.assign(
                db.session, tugas_id, to=tugas.delegated_by, by=actor, reason=teks, now=waktu.sekarang()
            )
        else:
            hasil = workflows.give_back(db.session, tugas_id, by=actor, now=waktu.sekarang())
    _catat(Event.TUGAS_DISERAHKAN_KEMBALI, tugas, hasil, actor, **({"alasan": teks} if teks else {}))
    pesan = _("%(nomor)s: %(langkah)s diserahkan kembali.", nomor=tugas.business_key, langkah=_(tugas.name))
    for siapa, tautan in ((hasil.owner, f"/tugas/{tugas.id}"), (tugas.owner, "/tugas/")):
        if siapa != actor.id:
            _kabari(siapa, pesan, tautan, tugas)
    return hasil


def _catat(event: Event, tugas: workflows.Task, hasil: workflows.Task, actor: Actor, **rincian: Any) -> None:
    skp = skp_instans(tugas)
    audit.record(
        db.session, event, actor=actor, instans_id=tugas.instance_id, subjek=("skp", skp.id) if skp else None,
        langkah=tugas.step, lajur=tugas.lane, dari=tugas.owner, ke=hasil.owner, **rincian,
    )  # fmt: skip


def _kabari(siapa: str, judul: str, tautan: str, tugas: workflows.Task) -> None:
    """A notice for a person; a queue sees it in its list."""
    if siapa.startswith("orang:"):
        nomor, saat = int(siapa.removeprefix("orang:")), waktu.sekarang()
        kunci = f"serah:{tugas.id}:{nomor}:{saat.timestamp():.6f}"
        db.session.add(Pemberitahuan(pegawai_id=nomor, judul=judul[:200], tautan=tautan, kunci=kunci, pada=saat))
