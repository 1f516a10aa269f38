"""Running processes on another version of their diagram, and back; diagrams that take no new ones for a while."""

from collections.abc import Mapping

from flask_babel import gettext as _

import workflows
from portal import alur, audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.katalog import LANGKAH, PROSES_HUKUM
from portal.security import Actor
from portal.wewenang import beralasan, bukan_perkaranya


@action
def pindahkan(instans_id: str, *, actor: Actor, alasan: str, versi: int, peta: Mapping[str, str] | None = None) -> None:
    """Set one running process into version `versi`; `peta`: its elements to those of the new one, where renamed.

    TidakSah (`pemetaan`) where it finds no place, with why; Bentrok (`proses_hukum`) where a step of the law would
    become another one; BukanHak for others than Admin BKD and for a party of the case.
    """
    teks = beralasan(actor, alasan)
    instans = _instans(instans_id, actor)
    langkah = _langkah(instans_id)
    with alur.diterjemahkan():
        advance = workflows.migrate(
            db.session, instans_id, to=versi, mapping=dict(peta or {}), by=actor, reason=teks, now=waktu.sekarang()
        )
    _periksa_hukum(instans, langkah)
    audit.record(
        db.session, Event.INSTANS_DIMIGRASI, actor=actor, instans_id=instans_id, proses=instans.process,
        nomor=instans.business_key, dari_versi=instans.version, ke_versi=advance.instance.version,
        peta=dict(peta or {}), alasan=teks,
    )  # fmt: skip


@action
def kembalikan(instans_id: str, *, actor: Actor, alasan: str) -> None:
    """Back to the version it came from; refusals as above, and Bentrok where it has never migrated."""
    teks = beralasan(actor, alasan)
    instans = _instans(instans_id, actor)
    langkah = _langkah(instans_id)
    with alur.diterjemahkan():
        advance = workflows.revert(db.session, instans_id, by=actor, reason=teks, now=waktu.sekarang())
    _periksa_hukum(instans, langkah)
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


def _instans(instans_id: str, actor: Actor) -> workflows.Instance:
    with alur.diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
    bukan_perkaranya(actor, instans)
    return instans


def _langkah(instans_id: str) -> dict[str, str]:
    """The open tasks and what step each is."""
    semua = [
        *workflows.tasks(db.session, instance=instans_id, kind=None, limit=200),
        *workflows.tasks(db.session, instance=instans_id, kind=None, status="suspended", limit=200),
    ]
    return {t.id: t.step for t in semua}


def _periksa_hukum(instans: workflows.Instance, sebelum: Mapping[str, str]) -> None:
    """A person's step of the law stays the one it was: its document stands at it."""
    if instans.process not in PROSES_HUKUM:
        return
    for nomor, langkah in _langkah(instans.id).items():
        lama = sebelum.get(nomor)
        if lama != langkah and {lama, langkah} & LANGKAH:
            pesan = _(
                "Langkah %(lama)s akan menjadi %(baru)s, padahal dokumennya berdiri di langkah semula. Padankan dengan "
                "langkah yang sama.",
                lama=str(lama).replace("_", " "), baru=langkah.replace("_", " "),
            )  # fmt: skip
            raise Bentrok(pesan, kode="proses_hukum")
