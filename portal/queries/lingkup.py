"""Whose rows someone may see: every query of a screen starts here, and what is not inside does not exist for him (404).

Conditions are SQL, so that a list stays one statement. Being Plt or Plh opens what that office decides on, never the
own SKP of the person replaced.
"""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, false, or_, select, true, union_all

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import (
    HukumanDisiplin,
    Opd,
    Pegawai,
    Penempatan,
    Penilaian,
    Rantai,
    Realisasi,
    RevisiSkp,
    Skp,
    Unit,
)
from portal.security import Actor

BKD = "BKD"
"""The OPD whose Pimpinan looks at the whole province."""


def skp_pihak(actor: Actor) -> ColumnElement[bool]:
    """SKP in which the actor takes part: his own, those he appraises or decides on (for those he replaces too), and
    those of the OPD he verifies, and those in which he does a task for one of them. Evidence is for these people
    only."""
    return or_(_pihak(actor), Skp.id.in_(_diserahi(actor))) if actor.diserahi else _pihak(actor)


def _pihak(actor: Actor) -> ColumnElement[bool]:
    syarat: list[ColumnElement[bool]] = []
    if actor.pegawai_id is not None:
        syarat.append(Skp.pegawai_id == actor.pegawai_id)
    if wakil := sorted(actor.diwakili):
        syarat += [Skp.penilai_id.in_(wakil), Skp.atasan_banding_id.in_(wakil)]
    if actor.verifikatur_opd:
        syarat.append(Skp.opd_id.in_(sorted(actor.verifikatur_opd)))
    return or_(false(), *syarat)


def skp_terlihat(actor: Actor) -> ColumnElement[bool]:
    """SKP the actor may read: as a party, or because his role looks at an OPD (Admin OPD, Pimpinan) or at all."""
    if _semua(actor):
        return true()
    opd = _opd(actor)
    return skp_pihak(actor) if opd is None else or_(skp_pihak(actor), Skp.opd_id == opd)


def realisasi_pihak(actor: Actor) -> ColumnElement[bool]:
    """Months of the SKP in which the actor takes part; where he does a task for another, that month alone."""
    return _bulan(actor, _pihak(actor))


def realisasi_terlihat(actor: Actor) -> ColumnElement[bool]:
    """Months the actor may read: as a party, or because his role looks at an OPD or at all."""
    if _semua(actor):
        return true()
    opd = _opd(actor)
    return _bulan(actor, _pihak(actor) if opd is None else or_(_pihak(actor), Skp.opd_id == opd))


def penilaian_pihak(actor: Actor) -> ColumnElement[bool]:
    """Yearly assessments in which the actor takes part: his own, and those he appraises or decides on (for those he
    replaces too). A verifikatur has no part in the year. Its files are for these people only."""
    return Penilaian.skp_id.in_(select(Skp.id).where(tiga_pihak(actor)))


def penilaian_terlihat(actor: Actor) -> ColumnElement[bool]:
    """Yearly assessments the actor may read: as a party, or because his role looks at an OPD or at all."""
    if _semua(actor):
        return true()
    opd = _opd(actor)
    syarat = tiga_pihak(actor) if opd is None else or_(tiga_pihak(actor), Skp.opd_id == opd)
    return Penilaian.skp_id.in_(select(Skp.id).where(syarat))


def tiga_pihak(actor: Actor) -> ColumnElement[bool]:
    """SKP the actor owns, appraises or decides on (for those he replaces too); a verifikatur is none of the three."""
    wakil = sorted(actor.diwakili)
    return or_(Skp.pegawai_id == actor.pegawai_id, Skp.penilai_id.in_(wakil), Skp.atasan_banding_id.in_(wakil))


def buku_terlihat(actor: Actor) -> ColumnElement[bool]:
    """SKP under which the actor may read the behaviour logbook: his own, those he appraises or decides on (for those
    he replaces too), and all for who examines. An OPD's admin, Pimpinan and verifikatur have no business in it."""
    return true() if semua_buku(actor) else tiga_pihak(actor)


def semua_buku(actor: Actor) -> bool:
    """Whether a role of the actor opens every logbook: who examines."""
    return actor.punya("Auditor", "Admin BKD")


def hukuman_terlihat(actor: Actor) -> ColumnElement[bool]:
    """Punishments the actor may read in full: his own, and all for who keeps the record (Admin BKD) or examines. An
    OPD's admin, Pimpinan and verifikatur have no business in it."""
    return true() if semua_buku(actor) else HukumanDisiplin.pegawai_id == actor.pegawai_id


def hukuman_bawahan(actor: Actor) -> ColumnElement[bool]:
    """Punishments of those the actor appraises today (for those he replaces too), and never his own."""
    hari = waktu.hari_ini()
    bawahan = select(Rantai.pegawai_id).where(Rantai.penilai_id.in_(sorted(actor.diwakili)), *_berlaku(Rantai, hari))
    return and_(HukumanDisiplin.pegawai_id.in_(bawahan), HukumanDisiplin.pegawai_id != actor.pegawai_id)


def pegawai_terlihat(actor: Actor) -> ColumnElement[bool]:
    """People the actor may find: himself, those he appraises or decides on today, and the people of his OPD by role."""
    if _semua(actor):
        return true()
    hari = waktu.hari_ini()
    syarat: list[ColumnElement[bool]] = [Pegawai.id == actor.pegawai_id]
    if wakil := sorted(actor.diwakili):
        bawahan = select(Rantai.pegawai_id).where(
            or_(Rantai.penilai_id.in_(wakil), Rantai.atasan_id.in_(wakil)), *_berlaku(Rantai, hari)
        )
        syarat.append(Pegawai.id.in_(bawahan))
    opd = set(actor.verifikatur_opd) | ({milik} if (milik := _opd(actor)) is not None else set())
    if opd:
        di_opd = (
            select(Penempatan.pegawai_id)
            .join(Unit, Unit.id == Penempatan.unit_id)
            .where(Unit.opd_id.in_(sorted(opd)), *_berlaku(Penempatan, hari))
        )
        syarat.append(Pegawai.id.in_(di_opd))
    return or_(*syarat)


def opd_terbuka(actor: Actor) -> ColumnElement[bool]:
    """OPD that a role of the actor opens as a whole: his own (Admin OPD, Pimpinan), or all."""
    return true() if _semua(actor) else Opd.id == _opd(actor) if _opd(actor) is not None else false()


def semua_opd(actor: Actor) -> bool:
    """Whether a role of the actor opens all OPD."""
    return _semua(actor)


def skp(actor: Actor, skp_id: int, *muat: Any) -> Skp:
    """One SKP the actor may read, with these loader options; TidakDitemukan. Only for queries, never for a template."""
    return _satu(select(Skp).where(Skp.id == skp_id, skp_terlihat(actor)).options(*muat))


def realisasi(actor: Actor, realisasi_id: int, *muat: Any) -> Realisasi:
    """One month the actor may read, with these loader options; TidakDitemukan."""
    return _satu(select(Realisasi).where(Realisasi.id == realisasi_id, realisasi_terlihat(actor)).options(*muat))


def _satu(pernyataan: Any) -> Any:
    baris = db.session.scalar(pernyataan)
    if baris is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return baris


def _bulan(actor: Actor, skp: ColumnElement[bool]) -> ColumnElement[bool]:
    syarat = Realisasi.skp_id.in_(select(Skp.id).where(skp))
    return or_(syarat, Realisasi.instans_id.in_(sorted(actor.diserahi))) if actor.diserahi else syarat


def _diserahi(actor: Actor) -> Any:
    """Ids of the SKP behind the instances in which the actor does a task for another."""
    anak = (
        select(tabel.skp_id).where(tabel.instans_id.in_(sorted(actor.diserahi))) for tabel in (Realisasi, RevisiSkp)
    )
    return union_all(select(Skp.id).where(Skp.instans_id.in_(sorted(actor.diserahi))), *anak)


def _semua(actor: Actor) -> bool:
    return actor.punya("Auditor", "Admin BKD") or (actor.punya("Pimpinan") and actor.opd_kode == BKD)


def _opd(actor: Actor) -> int | None:
    """The OPD whose rows a role opens as a whole."""
    return actor.opd_id if actor.punya("Admin OPD", "Pimpinan") else None


def _berlaku(tabel: Any, hari: Any) -> tuple[ColumnElement[bool], ...]:
    return (and_(tabel.sejak <= hari, or_(tabel.sampai.is_(None), tabel.sampai >= hari)),)
