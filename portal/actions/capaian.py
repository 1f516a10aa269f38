"""Capaian kinerja organisasi: recorded with the document that decided it, corrected by a later row (PermenPANRB 6/2022
Pasal 24 and 25, SE Menteri PANRB 3/2023).
"""

from flask_babel import gettext as _
from sqlalchemy import select

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.bahan_capaian import boleh_menetapkan, terakhir
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import CapaianOrganisasi, Opd, Unit
from portal.rules.capaian import Isian, Masa, periksa
from portal.security import Actor


@action
def tetapkan(
    opd: str, masa: Masa, isian: Isian, *, actor: Actor, unit_id: int | None = None, dilihat: int | None = None
) -> CapaianOrganisasi:
    """Record how an OPD (its code), or one of its units, did in that year or quarter; a second one corrects the first
    and says why. What was already assessed keeps what it was compared with.

    `dilihat`: id of the row the writer saw last (0: none); Bentrok where another has been recorded since. TidakSah
    names every field; BukanHak, TidakDitemukan.
    """
    satu = db.session.scalar(select(Opd).where(Opd.kode == opd).with_for_update())  # two at once queue up here
    if satu is None or (unit_id is not None and not _milik(unit_id, satu.id)):
        raise TidakDitemukan(_("Perangkat daerah ini tidak ada atau bukan untuk Anda."))
    if not boleh_menetapkan(actor, satu.id, unit_id) or actor.pegawai_id is None:
        raise _bukan_haknya(actor, satu)
    lama = terakhir([satu.id], masa.tahun, masa.triwulan).get((satu.id, unit_id))
    isian = isian.rapi()
    if temuan := periksa(isian, masa, hari_ini=waktu.hari_ini(), ada=lama is not None):
        raise TidakSah(*temuan)
    if dilihat is not None and dilihat != (lama.id if lama else 0):
        pesan = _("Capaian ini baru saja ditetapkan orang lain. Baca dahulu penetapannya, lalu kirim lagi bila perlu.")
        raise Bentrok(pesan, kode="capaian_berubah")
    baru = CapaianOrganisasi(
        opd_id=satu.id, unit_id=unit_id, tahun=masa.tahun, triwulan=masa.triwulan, capaian=isian.capaian,
        dasar=isian.dasar, catatan=isian.catatan, alasan=isian.alasan if lama else "", oleh_id=actor.pegawai_id,
        pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    audit.record(
        db.session, Event.CAPAIAN_DIBETULKAN if lama else Event.CAPAIAN_DITETAPKAN, actor=actor,
        subjek=("opd", satu.id) if unit_id is None else ("unit", unit_id), tahun=masa.tahun, triwulan=masa.triwulan,
        lama={"capaian": lama.capaian, "dasar": lama.dasar, "catatan": lama.catatan} if lama else {},
        baru={"capaian": baru.capaian, "dasar": baru.dasar, "catatan": baru.catatan}, alasan=baru.alasan,
    )  # fmt: skip
    return baru


def _bukan_haknya(actor: Actor, opd: Opd) -> BukanHak | TidakDitemukan:
    """Who looks at this OPD is told who may; to anyone else it is not there."""
    if actor.opd_id == opd.id or actor.punya("Auditor") or actor.opd_kode == "BKD":
        return BukanHak(_("Capaian perangkat daerah dicatat Admin BKD; capaian unit kerja juga oleh pimpinannya."))
    return TidakDitemukan(_("Perangkat daerah ini tidak ada atau bukan untuk Anda."))


def _milik(unit_id: int, opd_id: int) -> bool:
    return db.session.scalar(select(Unit.opd_id).where(Unit.id == unit_id)) == opd_id
