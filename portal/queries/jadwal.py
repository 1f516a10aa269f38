"""Processes that start by the clock: when each starts next, what it started last, and what is in the way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

import workflows
from portal import waktu
from portal.errors import BukanHak
from portal.extensions import db
from portal.queries.instans import SEMUA
from portal.security import Actor

TERLAMBAT = timedelta(minutes=5)
"""A worker that lives starts what is due within seconds."""


@dataclass(frozen=True)
class Jadwal:
    """One process. `berikut`: its next moment, None where there is none; `sebab`: why the last attempt started nothing,
    tried again at `coba_lagi`; `jeda`: why its diagram takes no new ones; `terlambat`: due, and nobody has come."""

    kunci: str
    nama: str
    versi: int
    berikut: datetime | None
    coba_lagi: datetime | None
    sebab: str | None
    terakhir: datetime | None
    instans: str | None
    nomor: str
    jeda: str | None
    terlambat: bool

    @property
    def keadaan(self) -> str:
        """A word of portal/tampilan.py."""
        if self.jeda is not None:
            return "ditangguhkan"
        if self.sebab is not None:
            return "gagal"
        if self.terlambat:
            return "lewat"
        return "selesai" if self.berikut is None else "menunggu"


def daftar(actor: Actor) -> tuple[Jadwal, ...]:
    """All of them, what fails first, then the next to start. Four statements; BukanHak for other roles."""
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang melihat operasi pada proses."))
    semua = workflows.schedules(db.session)
    nama = workflows.process_names(db.session) if semua else {}
    jeda = {s.key: s.reason for s in workflows.suspensions(db.session)} if semua else {}
    ids = [s.last_instance for s in semua if s.last_instance]
    nomor = {i.id: i.business_key for i in workflows.instances(db.session, ids=ids, limit=len(ids))} if ids else {}
    kini = waktu.sekarang()
    hasil = (
        Jadwal(
            kunci=s.process, nama=_(nama.get(s.process, s.process)), versi=s.version, berikut=s.next_at,
            coba_lagi=s.retry_at if s.incident else None, sebab=s.incident, terakhir=s.last_at,
            instans=s.last_instance if s.last_instance in nomor else None, nomor=nomor.get(s.last_instance or "", ""),
            jeda=jeda.get(s.process), terlambat=s.next_at is not None and s.next_at < kini - TERLAMBAT,
        )
        for s in semua
    )  # fmt: skip
    jauh = kini + timedelta(days=365_000)
    return tuple(sorted(hasil, key=lambda j: (j.sebab is None, j.berikut or jauh, j.nama)))


@dataclass(frozen=True)
class AwalPesan:
    """A process that a message starts. `gagal`: how many messages could not, `sebab` what was said of one of them."""

    kunci: str
    nama: str
    versi: int
    pesan: str
    sejak: datetime
    gagal: int
    sebab: str | None
    jeda: str | None

    @property
    def keadaan(self) -> str:
        """A word of portal/tampilan.py."""
        return "ditangguhkan" if self.jeda is not None else "gagal" if self.gagal else "menunggu"


def pesan(actor: Actor) -> tuple[AwalPesan, ...]:
    """Processes that a message starts, what fails first. Three statements; BukanHak for other roles."""
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang melihat operasi pada proses."))
    semua = workflows.openings(db.session)
    nama = workflows.process_names(db.session) if semua else {}
    jeda = {s.key: s.reason for s in workflows.suspensions(db.session)} if semua else {}
    hasil = (
        AwalPesan(
            o.process, _(nama.get(o.process, o.process)), o.version, o.message, o.since, o.failed, o.incident,
            jeda.get(o.process),
        )
        for o in semua
    )  # fmt: skip
    return tuple(sorted(hasil, key=lambda a: (not a.gagal, a.nama)))


def gagal() -> int:
    """How many have started nothing the last time, by the clock or for a message."""
    return workflows.count_failed_starts(db.session)
