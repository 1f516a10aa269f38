"""What attendance says of discipline: kept when a recap arrives, and counted anew for recaps that came before."""

from collections.abc import Collection, Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, insert, select

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.bahan_disiplin import hitung, yang_direkap
from portal.errors import BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.models import Pegawai, TemuanDisiplin
from portal.rules.periode import Periode
from portal.security import Actor

AWAL = 2014
BLOK = 1000
"""People looked up at once."""


def perbarui_bulan(periode: Periode, pegawai: Collection[int]) -> None:
    """Recaps of that month of these people have changed. A December goes on into the next year's runs."""
    for tahun in (periode.tahun, periode.tahun + 1)[: 2 if periode.bulan == 12 else 1]:
        _perbarui(tahun, pegawai)


@action
def hitung_ulang(tahun: int, *, actor: Actor) -> int:
    """Count a year of everybody; how many people have findings. BukanHak for all but Admin BKD; TidakSah for a year
    that is not one."""
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang menghitung ulang pemeriksaan disiplin."))
    if not AWAL <= tahun <= waktu.hari_ini().year:
        raise TidakSah(Temuan("tahun", None, _("Isi tahun yang sudah mulai, sejak %(awal)s.", awal=AWAL)))
    orang = yang_direkap(tahun)
    temuan = _perbarui(tahun, orang)
    audit.record(
        db.session, Event.DISIPLIN_DIPERIKSA, actor=actor, subjek=("temuan_disiplin", tahun), tahun=str(tahun),
        orang=len(orang), temuan=temuan,
    )  # fmt: skip
    return temuan


def _perbarui(tahun: int, pegawai: Iterable[int]) -> int:
    """Put what the recaps of a year say of these people in the place of what was kept. Four statements for every
    thousand people; who else counts the same person waits."""
    semua, banyak = sorted(set(pegawai)), 0
    db.session.flush()
    for n in range(0, len(semua), BLOK):
        blok = semua[n : n + BLOK]
        db.session.execute(
            select(Pegawai.id).where(Pegawai.id.in_(blok)).order_by(Pegawai.id).with_for_update(key_share=True)
        ).all()
        baris = list(hitung(tahun, blok))
        db.session.execute(
            delete(TemuanDisiplin).where(TemuanDisiplin.tahun == tahun, TemuanDisiplin.pegawai_id.in_(blok)),
            execution_options={"synchronize_session": False},
        )
        if baris:
            db.session.execute(insert(TemuanDisiplin), baris)
        banyak += len(baris)
    return banyak
