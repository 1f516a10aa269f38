"""Absence of a year counted anew for everybody: for recaps that arrived before the portal kept findings."""

from flask_babel import gettext as _

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.bahan_disiplin import perbarui, yang_direkap
from portal.errors import BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.security import Actor

AWAL = 2014


@action
def hitung_ulang(tahun: int, *, actor: Actor) -> int:
    """Count it; how many people have findings. BukanHak for all but Admin BKD; TidakSah for a year that is not one."""
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang menghitung ulang pemeriksaan disiplin."))
    if not AWAL <= tahun <= waktu.hari_ini().year:
        raise TidakSah(Temuan("tahun", None, _("Isi tahun yang sudah mulai, sejak %(awal)s.", awal=AWAL)))
    orang = yang_direkap(tahun)
    temuan = perbarui(tahun, orang)
    audit.record(
        db.session, Event.DISIPLIN_DIPERIKSA, actor=actor, subjek=("temuan_disiplin", tahun), tahun=str(tahun),
        orang=len(orang), temuan=temuan,
    )  # fmt: skip
    return temuan
