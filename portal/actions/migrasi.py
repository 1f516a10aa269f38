"""Running processes on another version of their diagram, and back; diagrams that take no new ones for a while."""

from collections.abc import Mapping

from flask_babel import gettext as _

import workflows
from portal import alih_versi, alur, audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Temuan, TidakSah
from portal.extensions import db
from portal.security import Actor
from portal.wewenang import beralasan


@action
def pindahkan(instans_id: str, *, actor: Actor, alasan: str, versi: int, peta: Mapping[str, str] | None = None) -> None:
    """Set one running process into version `versi`; `peta`: its elements to those of the new one, where renamed.
    Refused as in portal/alih_versi.py; BukanHak for others than Admin BKD too."""
    teks = beralasan(actor, alasan)
    instans = _instans(instans_id)
    advance = alih_versi.pindahkan(instans, actor=actor, alasan=teks, versi=versi, peta=peta or {})
    audit.record(
        db.session, Event.INSTANS_DIMIGRASI, actor=actor, instans_id=instans_id, proses=instans.process,
        nomor=instans.business_key, dari_versi=instans.version, ke_versi=advance.instance.version,
        peta=dict(peta or {}), alasan=teks,
    )  # fmt: skip


@action
def kembalikan(instans_id: str, *, actor: Actor, alasan: str) -> None:
    """Back to the version it came from; refusals as above, and Bentrok where it has never migrated."""
    teks = beralasan(actor, alasan)
    instans = _instans(instans_id)
    advance = alih_versi.kembalikan(instans, actor=actor, alasan=teks)
    audit.record(
        db.session, Event.INSTANS_MIGRASI_DIKEMBALIKAN, actor=actor, instans_id=instans_id, proses=instans.process,
        nomor=instans.business_key, dari_versi=instans.version, ke_versi=advance.instance.version, alasan=teks,
    )  # fmt: skip


@action
def tangguhkan_proses(kunci: str, *, actor: Actor, alasan: str) -> None:
    """No new instance of this diagram begins from now on; those that run go on. Bentrok where that is so already."""
    teks = beralasan(actor, alasan)
    with alur.diterjemahkan():
        workflows.suspend_process(db.session, kunci, by=actor, reason=teks, now=waktu.sekarang())
    audit.record(db.session, Event.PROSES_DITANGGUHKAN, actor=actor, proses=kunci, alasan=teks)


@action
def lanjutkan_proses(kunci: str, *, actor: Actor, alasan: str) -> None:
    """New instances may begin again. Bentrok where nobody has put it on hold."""
    teks = beralasan(actor, alasan)
    with alur.diterjemahkan():
        workflows.resume_process(db.session, kunci, by=actor, reason=teks, now=waktu.sekarang())
    audit.record(db.session, Event.PROSES_DILANJUTKAN, actor=actor, proses=kunci, alasan=teks)


def versi_dari(teks: str) -> int:
    """A version as it was typed. TidakSah (`versi`) for anything else."""
    if not teks.isascii() or not teks.isdigit() or len(teks) > 6 or int(teks) < 1:
        raise TidakSah(Temuan("versi", None, _("Pilih versi tujuan.")))
    return int(teks)


def _instans(instans_id: str) -> workflows.Instance:
    with alur.diterjemahkan():
        return workflows.instance(db.session, instans_id)
