"""Opening a month: one instance of `realisasi_bulanan` for one SKP (job `buka_bulan`)."""

from sqlalchemy import select

from portal import alur, audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.extensions import db
from portal.models import Realisasi, Skp
from portal.rules import jendela
from portal.rules.periode import Periode
from portal.security import SISTEM, antrean_verifikatur, orang


@action
def buka(skp_id: int, periode: Periode) -> Realisasi:
    """Open the month `periode` of an SKP; opening it again changes nothing and says so in the trail."""
    skp = db.session.get_one(Skp, skp_id, with_for_update=True)
    ada = db.session.scalar(select(Realisasi).where(Realisasi.skp_id == skp_id, Realisasi.bulan == periode.bulan))
    if ada is not None:
        audit.record(
            db.session,
            Event.BULAN_DIBUKA,
            actor=SISTEM,
            instans_id=ada.instans_id,
            subjek=("realisasi", ada.id),
            sudah=True,
        )
        return ada
    realisasi = Realisasi(
        nomor=f"RB-{periode}-{skp.id:05d}",
        skp_id=skp.id,
        tahun=periode.tahun,
        bulan=periode.bulan,
        status="realisasi",
        dibuka_pada=waktu.sekarang(),
    )
    db.session.add(realisasi)
    db.session.flush()
    advance = alur.mulai(
        "realisasi_bulanan",
        pihak={
            "pegawai": orang(skp.pegawai_id),
            "pejabat_penilai": orang(skp.penilai_id),
            "atasan_banding": orang(skp.atasan_banding_id),
            "verifikatur": antrean_verifikatur(skp.opd.kode),
        },
        fakta={
            "realisasi": realisasi.id,
            "skp": skp.id,
            "buka_pada": jendela.buka(periode).isoformat(),
            "batas_isi": jendela.tutup(periode).isoformat(),
        },
        kunci=realisasi.nomor,
        judul=f"{realisasi.nomor} {skp.pegawai.nama} {skp.pegawai.nip}",
        actor=SISTEM,
    )
    realisasi.instans_id = advance.instance.id
    audit.record(
        db.session,
        Event.BULAN_DIBUKA,
        actor=SISTEM,
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
    )
    return realisasi
