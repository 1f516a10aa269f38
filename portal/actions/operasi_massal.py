"""One operation over many instances: asked for once with a reason, done by the worker one instance at a time.

What became of an instance is written in the transaction of its own change (`dicatat`), so a run that is killed anywhere
goes on where it was and does nothing twice. A refusal changes nothing but the run's list and has no event of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from portal import audit, waktu
from portal.actions import action, penyerta
from portal.audit import Event
from portal.database import menulis
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import ButirOperasi, Operasi, Pegawai
from portal.queue import Job, defer
from portal.security import SISTEM, Actor
from portal.wewenang import beralasan

PALING_BANYAK = 25_000
"""Instances of one run."""
BERSAMAAN = 3
"""Runs of one person that are not finished."""


class Didahului(Exception):
    """Another worker has done this instance of the run in the meantime."""


@action
def minta(
    jenis: str, pilihan: Sequence[tuple[str, str]], *, actor: Actor, alasan: str, argumen: Mapping[str, Any]
) -> int:
    """Write the run with everything that was chosen, (key, name) each; the worker does it after the commit. Its id.

    TidakSah without a reason, with nothing chosen or too much; Bentrok (`sedang_dijalankan`) where this very run is not
    finished, or three of the actor's are not.
    """
    teks = beralasan(actor, alasan)
    if actor.pegawai_id is None:
        raise BukanHak(_("Akun ini tidak terhubung dengan seorang pegawai."))
    pilihan = list(dict(pilihan).items())
    if not pilihan:
        raise TidakSah(Temuan("ids", None, _("Tidak ada yang dipilih.")))
    if len(pilihan) > PALING_BANYAK:
        raise TidakSah(Temuan("ids", None, _("Paling banyak %(n)s sekaligus. Persempit saringannya.", n=PALING_BANYAK)))
    db.session.scalar(select(Pegawai.id).where(Pegawai.id == actor.pegawai_id).with_for_update())  # one at a time
    jalan = select(Operasi).where(Operasi.diminta_oleh_id == actor.pegawai_id, Operasi.status == "berjalan")
    berjalan = db.session.scalars(jalan).all()
    if any((o.jenis, o.argumen, o.jumlah) == (jenis, dict(argumen), len(pilihan)) for o in berjalan):
        raise Bentrok(_("Operasi ini sedang dijalankan untuk Anda."), kode="sedang_dijalankan")
    if len(berjalan) >= BERSAMAAN:
        pesan = _("Paling banyak %(n)s operasi berjalan bersamaan. Tunggu sampai salah satunya selesai.", n=BERSAMAAN)
        raise Bentrok(pesan, kode="sedang_dijalankan")
    satu = Operasi(
        jenis=jenis, argumen=dict(argumen), alasan=teks, diminta_oleh_id=actor.pegawai_id, status="berjalan",
        diminta_pada=waktu.sekarang(), jumlah=len(pilihan),
    )  # fmt: skip
    db.session.add(satu)
    db.session.flush()
    butir = [
        {"operasi_id": satu.id, "urutan": n, "kunci": kunci, "nama": nama[:200], "hasil": "menunggu"}
        for n, (kunci, nama) in enumerate(pilihan, 1)
    ]
    db.session.execute(insert(ButirOperasi), butir)
    defer(db.session, Job.OPERASI, args={"operasi": satu.id}, kunci=f"operasi:{satu.id}")
    _catat(Event.OPERASI_DIMINTA, satu, actor, alasan=teks, argumen=dict(argumen), jumlah=len(pilihan))
    return satu.id


@action
def hentikan(operasi_id: int, *, actor: Actor, alasan: str) -> None:
    """What has not had its turn is passed over; what is done stays done. Bentrok where the run is over already."""
    teks = beralasan(actor, alasan)
    satu = _terkunci(operasi_id)
    if satu.status != "berjalan":
        raise Bentrok(_("Operasi ini sudah berakhir."), kode="sudah_berakhir")
    sisa = update(ButirOperasi).where(ButirOperasi.operasi_id == operasi_id, ButirOperasi.hasil == "menunggu")
    db.session.execute(sisa.values(hasil="dilewati", pesan=_("Dihentikan sebelum gilirannya."), pada=waktu.sekarang()))
    _akhiri(satu, "dihentikan")
    _catat(Event.OPERASI_DIHENTIKAN, satu, actor, alasan=teks, **_jumlah(operasi_id))


@action
def akhiri(operasi_id: int) -> None:
    """The worker has gone through all of them. TidakDitemukan where the run is over or something still waits."""
    satu = _terkunci(operasi_id)
    hasil = _jumlah(operasi_id)
    if satu.status != "berjalan" or sum(hasil.values()) < satu.jumlah:
        raise TidakDitemukan(_("Operasi ini tidak ada atau belum selesai."))
    _akhiri(satu, "selesai")
    _catat(Event.OPERASI_DISELESAIKAN, satu, SISTEM, **hasil)


@contextmanager
def dicatat(operasi_id: int, urutan: int) -> Iterator[None]:
    """The action inside writes, in its own transaction, that this instance of the run is done; where it answers with a
    text (or has one as `gagal`), why it did not help. Didahului where another worker was faster: it is rolled back."""

    def tulis(hasil: Any, _nomor: int) -> None:
        gagal = hasil if isinstance(hasil, str) else getattr(hasil, "gagal", None)
        tanda = _tandai(operasi_id, urutan, "ditolak" if gagal else "berhasil", gagal[:500] if gagal else None)
        if not db.session.execute(tanda).rowcount:  # type: ignore[attr-defined]
            raise Didahului

    token = penyerta.set(tulis)
    try:
        yield
    finally:
        penyerta.reset(token)


def tolak(operasi_id: int, urutan: int, hasil: str, pesan: str) -> None:
    """Keep why this instance of the run was left as it was (`ditolak`, `dilewati`), in a transaction of its own."""
    token = menulis.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            session.execute(_tandai(operasi_id, urutan, hasil, pesan[:500]))
    finally:
        menulis.reset(token)


def _tandai(operasi_id: int, urutan: int, hasil: str, pesan: str | None) -> Any:
    milik = (ButirOperasi.operasi_id == operasi_id, ButirOperasi.urutan == urutan, ButirOperasi.hasil == "menunggu")
    return update(ButirOperasi).where(*milik).values(hasil=hasil, pesan=pesan, pada=waktu.sekarang())


def _terkunci(operasi_id: int) -> Operasi:
    satu = db.session.scalar(select(Operasi).where(Operasi.id == operasi_id).with_for_update())
    if satu is None:
        raise TidakDitemukan(_("Operasi ini tidak ada."))
    return satu


def _jumlah(operasi_id: int) -> dict[str, int]:
    baris = db.session.execute(
        select(ButirOperasi.hasil, func.count())
        .where(ButirOperasi.operasi_id == operasi_id, ButirOperasi.hasil != "menunggu")
        .group_by(ButirOperasi.hasil)
    )
    return {"berhasil": 0, "ditolak": 0, "dilewati": 0} | {satu[0]: satu[1] for satu in baris}


def _akhiri(satu: Operasi, status: str) -> None:
    satu.status, satu.selesai_pada = status, waktu.sekarang()


def _catat(event: Event, satu: Operasi, actor: Actor, **rincian: Any) -> None:
    audit.record(db.session, event, actor=actor, subjek=("operasi", satu.id), jenis=satu.jenis, **rincian)
