"""A process that the clock could not start is tried again at once, by Admin BKD with a reason."""

from flask_babel import gettext as _

import workflows
from portal import alur, audit, waktu
from portal.actions import action, diam
from portal.audit import Event
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.security import Actor
from portal.wewenang import beralasan


@action
def ulangi(kunci: str, *, actor: Actor, alasan: str) -> str | None:
    """Start what was due; what stood in the way, if it still does. TidakDitemukan; BukanHak for others than Admin BKD;
    TidakSah without a reason; Bentrok where nothing failed, or the diagram takes no new ones."""
    teks = beralasan(actor, alasan)
    try:
        with alur.diterjemahkan():
            hasil = workflows.begin_again(db.session, kunci, waktu.sekarang())
    except TidakDitemukan as tiada:
        raise TidakDitemukan(_("Tidak ada proses dengan kunci itu yang dimulai menurut jadwal.")) from tiada
    if hasil.advance is not None:
        alur.lanjutkan(hasil.advance)
        diam.ikuti(hasil.advance)
    audit.record(
        db.session, Event.JADWAL_DIULANGI, actor=actor, proses=kunci, alasan=teks, galat=hasil.incident,
        instans_id=hasil.advance.instance.id if hasil.advance else None,
    )  # fmt: skip
    return hasil.incident
