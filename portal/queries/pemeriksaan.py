"""What stands before another's case: whether who examines it has said what for in this session.

One purpose covers the whole case (portal/kasus.py): the SKP of the year, its months, the assessment, the logbook.
"""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

import workflows
from portal import kasus as satu_kasus
from portal.audit import Event
from portal.extensions import db
from portal.kasus import Kasus
from portal.models import Peristiwa, Rantai, Skp
from portal.queries.instans import SEMUA
from portal.queries.lingkup import skp_pihak, tiga_pihak
from portal.security import Actor

MAKS = 50
"""Openings of one case looked at, the newest first; an older one belongs to a session that has ended."""


def pintu(actor: Actor, jenis: str, kunci: str, sesi: str | None) -> Kasus | None:
    """The case whose purpose the actor must say first; None where he need not: he does not examine, he takes part, or
    he has said it in this session.

    TidakDitemukan where it is not there (who does not examine is told by the page itself). Five statements at most.
    """
    if not actor.punya(*SEMUA):
        return None
    kasus = satu_kasus.kasus(jenis, kunci)
    return None if _ikut(actor, kasus) or _sudah(actor, kasus, sesi) else kasus


def sudah_membaca_jejak(actor: Actor, sesi: str | None) -> bool:
    """Whether the actor has said in this session what he reads the audit trail for."""
    return sesi is not None and _ada_tanda(
        [Peristiwa.aktor == actor.id, Peristiwa.jenis == Event.PERISTIWA_DIBUKA.value], sesi
    )


def ikut(actor: Actor, instans: workflows.Instance) -> bool:
    """The actor takes part in the case, or does a task in it for one who does. Standing in for somebody opens what he
    decides on, never his own case."""
    pihak = {p for lajur, p in instans.parties.items() if lajur != "pegawai" or p == actor.id}
    return bool(actor.parties & pihak) or instans.id in actor.diserahi


def _ikut(actor: Actor, kasus: Kasus) -> bool:
    if kasus.pegawai_id is None:
        return kasus.instans_id is not None and ikut(actor, workflows.instance(db.session, kasus.instans_id))
    if kasus.pegawai_id == actor.pegawai_id:
        return True
    milik = Skp.id == kasus.skp_id if kasus.skp_id else Skp.pegawai_id == kasus.pegawai_id
    pihak = tiga_pihak(actor) if kasus.tahunan else skp_pihak(actor)
    if db.session.scalar(select(Skp.id).where(milik, pihak).limit(1)) is not None:
        return True
    return kasus.skp_id is None and _di_rantai(actor, kasus.pegawai_id)


def _di_rantai(actor: Actor, pegawai_id: int) -> bool:
    """He appraises the person or decides on him, by the chain: the logbook may be older than any SKP."""
    wakil = sorted(actor.diwakili)
    syarat = or_(Rantai.penilai_id.in_(wakil), Rantai.atasan_id.in_(wakil))
    return db.session.scalar(select(Rantai.id).where(Rantai.pegawai_id == pegawai_id, syarat).limit(1)) is not None


def _sudah(actor: Actor, kasus: Kasus, sesi: str | None) -> bool:
    if not sesi:
        return False
    milik: list[ColumnElement[bool]] = (
        [Peristiwa.instans_id == kasus.instans_id]
        if kasus.pegawai_id is None
        else [Peristiwa.subjek == "pegawai", Peristiwa.subjek_id == kasus.pegawai_id]
    )
    return _ada_tanda(
        [*milik, Peristiwa.jenis == Event.KASUS_DIBUKA.value, Peristiwa.aktor == actor.id], sesi, tahun=kasus.tahun
    )


def _ada_tanda(syarat: list[ColumnElement[bool]], sesi: str, **sama: Any) -> bool:
    rincian = db.session.scalars(select(Peristiwa.rincian).where(*syarat).order_by(Peristiwa.id.desc()).limit(MAKS))
    cari = {"sesi": sesi} | sama
    return any(all((r or {}).get(k) == v for k, v in cari.items()) for r in rincian)
