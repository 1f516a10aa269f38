"""Looking into somebody's case: who opened it, and what for, is kept before it is shown."""

from flask_babel import gettext as _

import workflows
from portal import audit
from portal.actions import action
from portal.alur import diterjemahkan
from portal.audit import Event
from portal.errors import BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.security import Actor

PEMERIKSA = ("Auditor", "Admin BKD")
PALING_PENDEK, PALING_PANJANG = 5, 300


@action
def catat_akses(instans_id: str, tujuan: str, *, actor: Actor, sesi: str | None = None) -> None:
    """Keep that the actor opens this case, and why. `sesi` marks the session in which it then stays open to him.

    BukanHak for other roles, TidakDitemukan for an instance that is not there, TidakSah for a purpose that says nothing
    or is longer than 300 letters.
    """
    if not actor.punya(*PEMERIKSA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang membuka perkara orang lain untuk diperiksa."))
    with diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
    tujuan = " ".join(tujuan.replace("\0", "").split())
    if len(tujuan) < PALING_PENDEK:
        raise TidakSah(Temuan("tujuan", None, _("Tulis untuk apa Anda membuka perkara ini.")))
    if len(tujuan) > PALING_PANJANG:
        raise TidakSah(Temuan("tujuan", None, _("Tulis tujuan paling banyak %(n)s huruf.", n=PALING_PANJANG)))
    audit.record(
        db.session, Event.KASUS_DIBUKA, actor=actor, instans_id=instans.id, nomor=instans.business_key, tujuan=tujuan,
        sesi=sesi,
    )  # fmt: skip
