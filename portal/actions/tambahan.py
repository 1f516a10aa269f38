"""Tugas tambahan and kreativitas of an SKP: recorded and taken out by the pegawai, acknowledged or refused by the
pejabat penilai (PP 46/2011; rules/tambahan.py).
"""

import uuid
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal import audit, waktu
from portal.actions import action
from portal.actions.bersama import bukan_diri
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Pemberitahuan, Penilaian, Skp, TugasTambahan
from portal.rules import tambahan as aturan
from portal.security import Actor, orang

PALING_BANYAK = 60


@action
def catat(
    skp_id: int, *, actor: Actor, jenis: str, uraian: str, tanggal: date | None, surat: str,
    nilai_kreativitas: int | None = None,
) -> TugasTambahan:  # fmt: skip
    """Record one on the actor's own SKP; it counts once the pejabat penilai has acknowledged it."""
    skp = _kunci(skp_id)
    if actor.pegawai_id is None or skp.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("SKP ini tidak ada atau bukan milik Anda."))
    _belum_dinilai(skp)
    isi = aturan.Isi(jenis, uraian, tanggal, surat, nilai_kreativitas, skp.mulai, skp.selesai)
    if temuan := aturan.periksa(isi, hari_ini=waktu.hari_ini()):
        raise TidakSah(*temuan)
    ada = select(func.count()).select_from(TugasTambahan).where(TugasTambahan.skp_id == skp.id)
    if (db.session.scalar(ada) or 0) >= PALING_BANYAK:
        raise TidakSah(
            Temuan("uraian", None, _("Paling banyak %(batas)s catatan untuk satu SKP.", batas=PALING_BANYAK))
        )
    satu = TugasTambahan(
        skp_id=skp.id, jenis=jenis, uraian=" ".join(uraian.split()), tanggal=tanggal,
        surat=" ".join(surat.split()), nilai_kreativitas=nilai_kreativitas, diakui="belum",
        oleh_id=actor.pegawai_id, pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(satu)
    db.session.flush()
    _kabari(
        skp.penilai_id, f"{skp.pegawai.nama} mencatat {aturan.JENIS[jenis].lower()}; akui atau tolak.", satu, "catat"
    )
    _rekam(Event.TAMBAHAN_DICATAT, satu, skp, actor, uraian=satu.uraian, jenis=jenis, surat=satu.surat)
    return satu


@action
def hapus(tambahan_id: int, *, actor: Actor) -> int:
    """Take one's own entry out again, as long as nobody has decided on it. The id of its SKP."""
    satu, skp = _satu(tambahan_id)
    if actor.pegawai_id is None or skp.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("Catatan ini tidak ada atau bukan milik Anda."))
    if satu.diakui != "belum":
        raise Bentrok(_("Pejabat penilai sudah memutuskan catatan ini."), kode="sudah_diputuskan")
    _rekam(Event.TAMBAHAN_DIHAPUS, satu, skp, actor, uraian=satu.uraian)
    db.session.delete(satu)
    return skp.id


@action
def akui(tambahan_id: int, *, actor: Actor, keputusan: str, catatan: str = "") -> int:
    """The pejabat penilai (or who stands in for him) acknowledges ("akui") or refuses with a reason ("tolak").

    The id of its SKP.
    """
    satu, skp = _satu(tambahan_id)
    if skp.penilai_id not in actor.diwakili:
        raise TidakDitemukan(_("Catatan ini tidak ada atau bukan untuk Anda."))
    bukan_diri(actor, skp.pegawai_id)
    if satu.diakui != "belum":
        raise Bentrok(_("Catatan ini sudah diputuskan."), kode="sudah_diputuskan")
    _belum_dinilai(skp)
    if keputusan not in ("akui", "tolak"):
        raise TidakSah(Temuan("keputusan", None, _("Pilih akui atau tolak.")))
    if keputusan == "tolak" and not catatan.strip():
        raise TidakSah(Temuan("catatan", None, _("Tulis alasan tidak mengakui; pegawai akan membacanya.")))
    if len(catatan.strip()) > aturan.MAKS_CATATAN:
        pesan = _("Terlalu panjang; paling banyak %(batas)s.", batas=aturan.MAKS_CATATAN)
        raise TidakSah(Temuan("catatan", None, pesan))
    satu.diakui = "ya" if keputusan == "akui" else "tidak"
    satu.catatan = catatan.strip() or None
    satu.diakui_oleh_id, satu.diakui_pada = actor.pegawai_id, waktu.sekarang()
    kata = aturan.DIAKUI[satu.diakui].lower()
    _kabari(skp.pegawai_id, f"{aturan.JENIS[satu.jenis]} Anda {kata}: {satu.uraian}", satu, "putus")
    event = Event.TAMBAHAN_DIAKUI if keputusan == "akui" else Event.TAMBAHAN_DITOLAK
    _rekam(event, satu, skp, actor, penilai=skp.penilai_id, uraian=satu.uraian, catatan=satu.catatan)
    return skp.id


def _kunci(skp_id: int) -> Skp:
    skp = db.session.get(Skp, skp_id, with_for_update=True)
    if skp is None:
        raise TidakDitemukan(_("SKP ini tidak ada atau bukan milik Anda."))
    return skp


def _satu(tambahan_id: int) -> tuple[TugasTambahan, Skp]:
    """The entry with its SKP, both held: two who decide at once do so one after the other."""
    satu = db.session.get(TugasTambahan, tambahan_id, with_for_update=True)
    if satu is None:
        raise TidakDitemukan(_("Catatan ini tidak ada atau bukan untuk Anda."))
    return satu, db.session.get_one(Skp, satu.skp_id)


def _belum_dinilai(skp: Skp) -> None:
    if skp.status not in aturan.DAPAT_DICATAT:
        pesan = _("Tugas tambahan dicatat sesudah SKP ditetapkan.")
        raise Bentrok(pesan, kode="skp_belum_ditetapkan")
    dinilai = select(Penilaian.id).where(
        Penilaian.pegawai_id == skp.pegawai_id, Penilaian.tahun == skp.tahun, Penilaian.dinilai_pada.is_not(None)
    )
    if db.session.scalar(dinilai) is not None:
        raise Bentrok(_("Tahun %(tahun)s sudah dinilai.", tahun=skp.tahun), kode="tahun_sudah_dinilai")


def _kabari(pegawai_id: int | None, judul: str, satu: TugasTambahan, apa: str) -> None:
    if pegawai_id is not None:
        db.session.add(
            Pemberitahuan(
                pegawai_id=pegawai_id, judul=judul[:200], tautan=f"/skp/{satu.skp_id}#tambahan",
                kunci=f"tambahan:{apa}:{uuid.uuid4().hex}", pada=waktu.sekarang(),
            )
        )  # fmt: skip


def _rekam(event: Event, satu: TugasTambahan, skp: Skp, actor: Actor, **rincian: Any) -> None:
    penilai = orang(int(siapa)) if (siapa := rincian.pop("penilai", None)) else None
    audit.record(
        db.session, event, actor=actor, atas_nama=penilai if penilai != actor.id else None, instans_id=skp.instans_id,
        subjek=("tugas_tambahan", satu.id), nomor=skp.nomor, **rincian,
    )  # fmt: skip
