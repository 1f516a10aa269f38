"""A month that was opened before the SKP was agreed, and for which the agreed SKP has nothing to report."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.actions.mutasi import batalkan_bulan
from portal.extensions import db
from portal.models import Kegiatan, KegiatanBulan, Realisasi, Skp
from portal.security import Actor

BELUM_DIKIRIM = ("draft", "realisasi")


def batalkan_kosong(skp: Skp, *, oleh: Actor) -> None:
    """Take those months back: nobody could send them, and reminders would go on for ever. Inside a running action.

    A month opens as soon as the SKP is sent; if the pejabat penilai returns it and the targets of that month go
    elsewhere, it stays open without a row until the SKP is in force. From then on targets change by a revision, which
    leaves opened months alone, so this is the one moment.
    """
    db.session.flush()
    ada_target = (
        select(KegiatanBulan.kegiatan_id)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == skp.id, KegiatanBulan.bulan == Realisasi.bulan, KegiatanBulan.kuantitas != 0)
        .exists()
    )
    kosong = select(Realisasi).where(Realisasi.skp_id == skp.id, Realisasi.status.in_(BELUM_DIKIRIM), ~ada_target)
    for bulan in db.session.scalars(kosong).all():
        batalkan_bulan(bulan, _("SKP yang ditetapkan tidak memuat target untuk bulan ini."), oleh)
