"""A move during the year: the old SKP ends the day before the SPMT, in the transaction that begins the next one.

Nothing here is an action: actions/skp.buat calls it (rules/mutasi.py says what happens).
"""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import alur, audit, formats, waktu
from portal.actions.isi_skp import potong, potret
from portal.actions.revisi import terbuka, tinggalkan
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.models import Kegiatan, Pemberitahuan, Penempatan, Penilaian, Realisasi, Skp, SkpVersi
from portal.rules import mutasi as aturan
from portal.rules import realisasi as aturan_bulan
from portal.rules import skp as aturan_skp
from portal.rules.alur import SISTEM
from portal.rules.revisi import nama
from portal.security import Actor


def terakhir(pegawai_id: int, tahun: int) -> Skp | None:
    """The newest SKP of a person and year that was not cancelled; it is the one a move ends."""
    return db.session.scalar(
        select(Skp)
        .where(Skp.pegawai_id == pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan")
        .order_by(Skp.mulai.desc())
        .limit(1)
    )


def tempat_berikut(lama: Skp) -> Penempatan | None:
    """The first placement of the same year that began after this SKP; None where the person has not moved since."""
    return db.session.scalar(
        select(Penempatan)
        .where(
            Penempatan.pegawai_id == lama.pegawai_id,
            Penempatan.sejak > lama.mulai,
            Penempatan.sejak <= date(lama.tahun, 12, 31),
        )
        .order_by(Penempatan.sejak)
        .limit(1)
    )


def rencana(lama: Skp, spmt: date) -> aturan.Rencana:
    """What a new SKP from `spmt` on means for the old one, as things stand now. One statement."""
    baris = db.session.execute(select(Realisasi.bulan, Realisasi.status).where(Realisasi.skp_id == lama.id))
    bulan = {b.bulan: b.status for b in baris}
    dokumen = aturan.Lama(lama.nomor, lama.status, lama.mulai, bulan)
    return aturan.rencana(dokumen, spmt=spmt, hari_ini=waktu.hari_ini())


def periksa(lama: Skp, *, mulai: date | None, tutup: int | None) -> Penempatan:
    """The placement that the next SKP begins with. Bentrok where there is none (`skp_sudah_ada`), where the year has
    been assessed, or where the person has not said that the old one is to be closed (`skp_akan_ditutup`); TidakSah
    where it cannot be closed now, or where `mulai` is another day.
    """
    tempat = tempat_berikut(lama)
    if tempat is None:
        raise Bentrok(_("SKP Anda untuk tahun %(tahun)s sudah ada.", tahun=lama.tahun), kode="skp_sudah_ada")
    if mulai is not None and mulai not in (tempat.sejak, date(lama.tahun, 1, 1)):
        pesan = _("SKP yang baru mulai pada SPMT menurut data induk, %(hari)s.", hari=formats.tanggal(tempat.sejak))
        raise TidakSah(Temuan("mulai", None, pesan))
    dinilai = select(Penilaian.id).where(
        Penilaian.pegawai_id == lama.pegawai_id, Penilaian.tahun == lama.tahun, Penilaian.dinilai_pada.is_not(None)
    )
    if db.session.scalar(dinilai) is not None:
        raise Bentrok(_("Tahun %(tahun)s sudah dinilai.", tahun=lama.tahun), kode="tahun_sudah_dinilai")
    akhir = rencana(lama, tempat.sejak)
    if akhir.temuan:
        raise TidakSah(*akhir.temuan)
    if tutup != lama.id:
        nilai = {"nomor": lama.nomor, "hari": formats.tanggal(akhir.selesai)}
        pesan = _("%(nomor)s akan ditutup per %(hari)s. Nyatakan dahulu bahwa Anda setuju.", **nilai)
        if akhir.ke == "dibatalkan":
            pesan = _("%(nomor)s akan dibatalkan. Nyatakan dahulu bahwa Anda setuju.", **nilai)
        raise Bentrok(pesan, kode="skp_akan_ditutup")
    return tempat


def tutup(lama: Skp, spmt: date, *, oleh: Actor) -> aturan.Rencana:
    """End the old SKP: its months from the SPMT on are taken back, an open revision is given up, its targets end with
    its last month; one without any month is cancelled with its process.
    """
    db.session.refresh(lama, with_for_update=True)  # months are opened under the same lock
    akhir = rencana(lama, spmt)
    karena = aturan.sebab(spmt)
    for bulan in db.session.scalars(
        select(Realisasi).where(Realisasi.skp_id == lama.id, Realisasi.bulan.in_(akhir.batal))
    ):
        if bulan.status != aturan.BATAL:
            batalkan_bulan(bulan, karena, oleh)
    if revisi := terbuka(lama.id):
        tinggalkan(revisi)
        _hentikan(revisi.instans_id, karena)
        audit.record(
            db.session, Event.REVISI_DIBATALKAN, actor=oleh, instans_id=revisi.instans_id,
            subjek=("revisi_skp", revisi.id), nomor=revisi.nomor, karena=karena,
        )  # fmt: skip
    status_lama = lama.status
    lama.ditutup_pada, lama.ditutup_karena = waktu.sekarang(), karena
    lama.status = aturan_skp.lanjut(lama.status, "tutup" if akhir.ke == "ditutup" else "batalkan", SISTEM)
    lama.selesai = akhir.selesai
    if akhir.ke == "ditutup":
        _akhiri_target(lama, spmt, oleh)
    elif status_lama != aturan.BERLAKU:
        _hentikan(lama.instans_id, karena)
    audit.record(
        db.session, Event.SKP_DITUTUP if akhir.ke == "ditutup" else Event.SKP_DIBATALKAN, actor=oleh,
        instans_id=lama.instans_id, subjek=("skp", lama.id), nomor=lama.nomor, karena=karena, status_lama=status_lama,
        selesai=akhir.selesai.isoformat(), bulan_dibatalkan=list(akhir.batal), versi=lama.versi,
    )  # fmt: skip
    _kabari(lama, karena)
    return akhir


def _akhiri_target(lama: Skp, spmt: date, actor: Actor) -> None:
    """The targets of the months that go to the next SKP go out, as a last version: the old place is judged by what it
    asked for until the move (regulations 1.11).
    """
    versi = lama.versi + 1
    baris: list[Kegiatan] = [k for k in lama.kegiatan if k.dihapus_versi is None]
    dipotong = [k for k in baris if potong(k, spmt.month, versi)]
    if dipotong:
        lama.versi = versi
        oleh = actor.pegawai_id or lama.pegawai_id
        isi = potret(lama)
        db.session.add(SkpVersi(skp_id=lama.id, versi=versi, isi=isi, oleh_id=oleh, pada=waktu.sekarang()))


def batalkan_bulan(bulan: Realisasi, karena: str, oleh: Actor) -> None:
    """Take an open month back with its process, inside a running action. Refused (alur.TindakanDitolak) where it was
    sent at this very moment: who sends holds the instance first.
    """
    _hentikan(bulan.instans_id, karena)
    db.session.refresh(bulan)
    bulan.status = aturan_bulan.lanjut(bulan.status, "batalkan", SISTEM).value
    audit.record(
        db.session, Event.BULAN_DIBATALKAN, actor=oleh, instans_id=bulan.instans_id, subjek=("realisasi", bulan.id),
        nomor=bulan.nomor, karena=karena,
    )  # fmt: skip


def _hentikan(instans_id: str | None, karena: str) -> None:
    """Cancel an instance, unless it has ended by itself."""
    if instans_id is None:
        return
    with alur.diterjemahkan():
        if workflows.instance(db.session, instans_id).status in ("done", "cancelled"):
            return
        workflows.cancel(db.session, instans_id, by=None, reason=karena, now=waktu.sekarang())


def kabari_pindah(tempat: Penempatan) -> None:
    """A new place within the year of an SKP: the person learns that the next SKP is his to begin. Once per SPMT."""
    lama = terakhir(tempat.pegawai_id, tempat.sejak.year)
    kunci = f"pindah:{tempat.pegawai_id}:{tempat.sejak.isoformat()}"
    if lama is None or tempat.sejak <= lama.mulai or lama.selesai < tempat.sejak:
        return
    if db.session.scalar(select(Pemberitahuan.id).where(Pemberitahuan.kunci == kunci)) is None:
        hari = f"{tempat.sejak.day} {nama(tempat.sejak.month)} {tempat.sejak.year}"
        judul = f"Penempatan baru sejak {hari} dicatat. Mulai SKP yang baru; {lama.nomor} berakhir sehari sebelumnya."
        db.session.add(
            Pemberitahuan(
                pegawai_id=tempat.pegawai_id, judul=judul, tautan=f"/skp/pindah?tahun={lama.tahun}", kunci=kunci,
                pada=waktu.sekarang(),
            )
        )  # fmt: skip


def _kabari(lama: Skp, karena: str) -> None:
    """The pejabat penilai learns that somebody leaves him."""
    if lama.penilai_id is None or lama.versi == 0:
        return
    judul = f"{lama.nomor} milik {lama.pegawai.nama} berakhir: {karena}."
    db.session.add(
        Pemberitahuan(
            pegawai_id=lama.penilai_id, judul=judul[:200], tautan=f"/skp/{lama.id}", kunci=f"mutasi:{lama.id}",
            pada=waktu.sekarang(),
        )
    )  # fmt: skip
