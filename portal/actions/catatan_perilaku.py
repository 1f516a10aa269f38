"""The Buku catatan penilaian perilaku kerja (form F-3): written by the pejabat penilai during the year, never changed;
a wrong entry is struck out with a reason and stays readable. The book closes when the year is assessed.
"""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import CatatanPerilaku, Penilaian, Skp
from portal.rules import penilaian_tahunan as aturan
from portal.security import Actor, orang

JENIS = ("positif", "perbaikan")
MAKS_URAIAN, MAKS_ALASAN = 4000, 500


@action
def tulis(
    *, actor: Actor, pegawai_id: int, tanggal: str | date, jenis: str, aspek: str | None = None, uraian: str
) -> CatatanPerilaku:
    """An observation of one day about somebody the actor appraises (or whose penilai he stands in for).

    TidakDitemukan for other people; TidakSah names each field; Bentrok once that year has been assessed.
    """
    milik = (Skp.pegawai_id == pegawai_id, Skp.status != "dibatalkan", Skp.pegawai_id != actor.pegawai_id)
    semua = db.session.scalars(
        select(Skp).where(*milik, Skp.penilai_id.in_(sorted(actor.diwakili))).order_by(Skp.mulai)
    ).all()
    if not semua:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    hari = _hari(tanggal)
    skp = next((s for s in semua if hari and s.mulai <= hari <= s.selesai), None)
    temuan = _temuan(hari, skp, jenis, aspek, uraian)
    if temuan or hari is None or skp is None:
        raise TidakSah(*temuan)
    _masih_terbuka(pegawai_id, skp.tahun)
    catatan = CatatanPerilaku(
        pegawai_id=pegawai_id, skp_id=skp.id, tanggal=hari, aspek=aspek or None, jenis=jenis, uraian=uraian.strip(),
        oleh_id=actor.pegawai_id, pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(catatan)
    db.session.flush()
    audit.record(
        db.session, Event.CATATAN_PERILAKU_DITULIS, actor=actor, atas_nama=_atas_nama(skp, actor),
        subjek=("catatan_perilaku", catatan.id), pegawai=pegawai_id, skp=skp.nomor, tanggal=hari.isoformat(),
        jenis=jenis, aspek=catatan.aspek, uraian=catatan.uraian,
    )  # fmt: skip
    return catatan


@action
def coret(catatan_id: int, *, actor: Actor, alasan: str) -> CatatanPerilaku:
    """Strike an entry out, once, with a reason. By the pejabat penilai under whose SKP it stands, or his Plt."""
    catatan = db.session.scalar(select(CatatanPerilaku).where(CatatanPerilaku.id == catatan_id).with_for_update())
    skp = db.session.get(Skp, catatan.skp_id) if catatan else None
    if catatan is None or skp is None or skp.penilai_id not in actor.diwakili or skp.pegawai_id == actor.pegawai_id:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if catatan.dicoret_pada is not None:
        raise Bentrok(_("Catatan ini sudah dicoret."), kode="sudah_dicoret")
    _masih_terbuka(catatan.pegawai_id, skp.tahun)
    if not alasan.strip() or len(alasan) > MAKS_ALASAN:
        raise TidakSah(Temuan("alasan", None, _("Tulis mengapa catatan ini dicoret, paling banyak 500 huruf.")))
    catatan.dicoret_pada, catatan.dicoret_oleh_id = waktu.sekarang(), actor.pegawai_id
    catatan.dicoret_karena = alasan.strip()
    audit.record(
        db.session, Event.CATATAN_PERILAKU_DICORET, actor=actor, atas_nama=_atas_nama(skp, actor),
        subjek=("catatan_perilaku", catatan.id), pegawai=catatan.pegawai_id, skp=skp.nomor, alasan=alasan.strip(),
    )  # fmt: skip
    return catatan


def _hari(tanggal: str | date) -> date | None:
    try:
        return tanggal if isinstance(tanggal, date) else date.fromisoformat(tanggal)
    except ValueError:
        return None


def _temuan(hari: date | None, skp: Skp | None, jenis: str, aspek: str | None, uraian: str) -> list[Temuan]:
    temuan = []
    if hari is None or hari > waktu.hari_ini():
        temuan.append(Temuan("tanggal", None, _("Isi hari kejadiannya; tidak boleh sesudah hari ini.")))
    elif skp is None:
        temuan.append(Temuan("tanggal", None, _("Pada hari itu Anda bukan pejabat penilainya menurut SKP-nya.")))
    if jenis not in JENIS:
        temuan.append(Temuan("jenis", None, _("Pilih positif atau perlu perbaikan.")))
    if aspek and skp is not None and aspek not in _aspek(skp):
        temuan.append(Temuan("aspek", None, _("Pilih salah satu aspek perilaku tahun itu, atau kosongkan.")))
    if not uraian.strip() or len(uraian) > MAKS_URAIAN:
        temuan.append(Temuan("uraian", None, _("Tulis apa yang Anda amati, paling banyak 4.000 huruf.")))
    return temuan


def _aspek(skp: Skp) -> frozenset[str]:
    """The aspects of that year; none where its rules are not modelled."""
    try:
        return frozenset(k for k, _nama in aturan.unsur(aturan.profil(skp.tahun), skp.jabatan.jenis))
    except LookupError:
        return frozenset()


def _masih_terbuka(pegawai_id: int, tahun: int) -> None:
    status = db.session.scalar(
        select(Penilaian.status).where(Penilaian.pegawai_id == pegawai_id, Penilaian.tahun == tahun)
    )
    if status not in (None, "menunggu_nilai"):
        raise Bentrok(_("Tahun ini sudah dinilai, jadi buku catatannya sudah ditutup."), kode="catatan_ditutup")


def _atas_nama(skp: Skp, actor: Actor) -> str | None:
    return None if skp.penilai_id == actor.pegawai_id else orang(skp.penilai_id or 0)
