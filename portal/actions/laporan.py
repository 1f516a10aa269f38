"""Reports that take long: asked for by one person, made by the worker for him alone, kept for some days.

How far one is (`kemajuan`) is no change that anybody must answer for, so it is the one thing here without an event.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.database import menulis
from portal.errors import Bentrok, BukanHak, TidakDitemukan
from portal.extensions import db
from portal.models import Laporan, Pegawai
from portal.queue import Job, defer
from portal.security import SISTEM, Actor

SIMPAN = timedelta(days=7)
MACET = timedelta(days=1)
PALING_BANYAK = 3
"""Reports of one person that are waiting or being made."""
JALAN = ("menunggu", "berjalan")


@dataclass(frozen=True)
class Hasil:
    """A finished file: how it is called when downloaded, and what it holds."""

    nama: str
    ukuran: int
    sha256: str
    jumlah: int


@action
def minta(jenis: str, judul: str, argumen: Mapping[str, Any], *, actor: Actor) -> int:
    """Ask for a report; the worker makes it after the commit. The caller has seen that the actor may have it.

    BukanHak for an account without a person; Bentrok (`sedang_dibuat`) where three of his are being made, or this very
    one is.
    """
    if actor.pegawai_id is None:
        raise BukanHak(_("Akun ini tidak terhubung dengan seorang pegawai."))
    db.session.scalar(select(Pegawai.id).where(Pegawai.id == actor.pegawai_id).with_for_update())  # one at a time
    milik = select(Laporan).where(Laporan.diminta_oleh_id == actor.pegawai_id, Laporan.status.in_(JALAN))
    berjalan = db.session.scalars(milik).all()
    if any((b.jenis, b.argumen) == (jenis, dict(argumen)) for b in berjalan):
        raise Bentrok(_("Laporan ini sedang dibuat untuk Anda."), kode="sedang_dibuat")
    if len(berjalan) >= PALING_BANYAK:
        pesan = _("Paling banyak %(n)s laporan dibuat bersamaan. Tunggu sampai salah satunya selesai.", n=PALING_BANYAK)
        raise Bentrok(pesan, kode="sedang_dibuat")
    laporan = Laporan(
        jenis=jenis, judul=judul[:200], argumen=dict(argumen), diminta_oleh_id=actor.pegawai_id,
        diminta_pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(laporan)
    db.session.flush()
    _antrekan(laporan)
    _catat(Event.LAPORAN_DIMINTA, laporan, actor, argumen=dict(argumen))
    return laporan.id


@action
def ulangi(laporan_id: int, *, actor: Actor) -> None:
    """Try one that failed again. TidakDitemukan for another's, Bentrok where it did not fail."""
    laporan = _milik(laporan_id, actor)
    if laporan.status != "gagal":
        raise Bentrok(_("Laporan ini tidak gagal, jadi tidak perlu dicoba lagi."))
    laporan.status, laporan.galat, laporan.selesai, laporan.jumlah = "menunggu", None, 0, 0
    laporan.diminta_pada, laporan.selesai_pada, laporan.kedaluwarsa_pada = waktu.sekarang(), None, None
    _antrekan(laporan)
    _catat(Event.LAPORAN_DIMINTA, laporan, actor, argumen=laporan.argumen)


@action
def mulai(laporan_id: int, tanda: str) -> None:
    """The worker begins; `tanda` is the mark of this run, and an earlier run that still lives loses the report to it.

    TidakDitemukan where there is nothing to do: the report is ready, has failed, or was thrown away.
    """
    laporan = _jalan(laporan_id, None)
    laporan.status, laporan.berkas, laporan.selesai, laporan.jumlah = "berjalan", tanda, 0, 0
    _catat(Event.LAPORAN_DIMULAI, laporan, SISTEM)


def kemajuan(laporan_id: int, tanda: str, selesai: int, jumlah: int) -> bool:
    """Keep how far the run `tanda` is, in a transaction of its own. False: the report is no longer this run's."""
    token = menulis.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            hasil = session.execute(
                update(Laporan)
                .where(Laporan.id == laporan_id, Laporan.berkas == tanda, Laporan.status == "berjalan")
                .values(selesai=selesai, jumlah=jumlah)
            )
            return bool(hasil.rowcount)  # type: ignore[attr-defined]
    finally:
        menulis.reset(token)


@action
def siap(laporan_id: int, tanda: str, hasil: Hasil) -> None:
    """The file of this run lies in its place. TidakDitemukan where the report is no longer this run's."""
    laporan = _jalan(laporan_id, tanda)
    laporan.status, laporan.selesai, laporan.jumlah = "siap", hasil.jumlah, hasil.jumlah
    laporan.nama_berkas, laporan.ukuran, laporan.sha256 = hasil.nama, hasil.ukuran, hasil.sha256
    _akhiri(laporan)
    _catat(Event.LAPORAN_DIBUAT, laporan, SISTEM, ukuran=hasil.ukuran, sha256=hasil.sha256, jumlah=hasil.jumlah)


@action
def gagal(laporan_id: int, tanda: str | None, pesan: str) -> None:
    """It could not be made; `pesan` says why in the asker's words. `tanda` None: whoever had it has stopped."""
    laporan = _jalan(laporan_id, tanda)
    laporan.status, laporan.galat, laporan.berkas = "gagal", pesan[:500], None
    _akhiri(laporan)
    _catat(Event.LAPORAN_GAGAL, laporan, SISTEM, sebab=pesan[:500])


@action
def catat_unduh(laporan_id: int, *, actor: Actor) -> None:
    """Keep that it was taken. The caller has seen that the actor still may (queries/laporan_saya.satu)."""
    laporan = _milik(laporan_id, actor)
    _catat(Event.LAPORAN_DIUNDUH, laporan, actor, sha256=laporan.sha256)


@action
def hapus(laporan_id: int, *, actor: Actor) -> str | None:
    """Throw one's own away, in whatever state; one that is being made is given up. The name of its file."""
    laporan = _milik(laporan_id, actor)
    return _buang(laporan, actor, "diminta")


@action
def kedaluwarsa(laporan_id: int) -> str | None:
    """Throw away one whose time is over; the name of its file. TidakDitemukan where it is gone or not due."""
    laporan = db.session.get(Laporan, laporan_id)
    if laporan is None or laporan.kedaluwarsa_pada is None or laporan.kedaluwarsa_pada > waktu.sekarang():
        raise _tidak_ada()
    return _buang(laporan, SISTEM, "kedaluwarsa")


def _buang(laporan: Laporan, actor: Actor, sebab: str) -> str | None:
    _catat(Event.LAPORAN_DIHAPUS, laporan, actor, sebab=sebab)
    db.session.delete(laporan)
    return laporan.berkas if laporan.status == "siap" else None


def _antrekan(laporan: Laporan) -> None:
    defer(db.session, Job.LAPORAN, args={"laporan": laporan.id}, kunci=f"laporan:{laporan.id}")
    defer(db.session, Job.SAPU_LAPORAN, args={}, mulai_pada=waktu.sekarang() + MACET)


def _akhiri(laporan: Laporan) -> None:
    """It is kept for some days from now, and swept then."""
    laporan.selesai_pada = waktu.sekarang()
    laporan.kedaluwarsa_pada = waktu.sekarang() + SIMPAN
    defer(db.session, Job.SAPU_LAPORAN, args={}, mulai_pada=laporan.kedaluwarsa_pada)


def _milik(laporan_id: int, actor: Actor) -> Laporan:
    laporan = db.session.scalar(select(Laporan).where(Laporan.id == laporan_id).with_for_update())
    if laporan is None or laporan.diminta_oleh_id != actor.pegawai_id:
        raise _tidak_ada()
    return laporan


def _jalan(laporan_id: int, tanda: str | None) -> Laporan:
    """The report, locked, still being made (by the run `tanda`)."""
    laporan = db.session.scalar(select(Laporan).where(Laporan.id == laporan_id).with_for_update())
    if laporan is None or laporan.status not in JALAN or (tanda is not None and laporan.berkas != tanda):
        raise _tidak_ada()
    return laporan


def _tidak_ada() -> TidakDitemukan:
    return TidakDitemukan(_("Laporan ini tidak ada lagi atau bukan untuk Anda."))


def _catat(event: Event, laporan: Laporan, actor: Actor, **rincian: Any) -> None:
    audit.record(
        db.session, event, actor=actor, subjek=("laporan", laporan.id), jenis=laporan.jenis, judul=laporan.judul,
        **rincian,
    )  # fmt: skip
