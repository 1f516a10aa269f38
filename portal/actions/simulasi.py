"""The simulation of a proposal: asked for by a person, computed by the worker block by block, ready or failed.

A block of people is no change that anybody must answer for, so `simpan` is the one thing here without an event. Where a
run stands (`posisi`) moves in the same transaction as what it found, so nothing is done twice or left out.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal import audit, himpunan, waktu
from portal.actions import action
from portal.actions.ketentuan import PENYETUJU
from portal.audit import Event
from portal.database import menulis
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import HasilSimulasi, Ketentuan, Realisasi, SimulasiKetentuan, UsulanKetentuan
from portal.models.ketentuan import TERBUKA
from portal.queue import Job, defer
from portal.rules import dampak
from portal.rules.ketentuan_daftar import DAFTAR
from portal.security import SISTEM, Actor

JALAN = ("menunggu", "berjalan")
PALING_BANYAK = 3
"""Simulations that wait or are being computed."""
MACET = timedelta(hours=1)
"""One without an end for so long may be asked for again."""


@action
def minta(usulan_id: int, masa: str, *, actor: Actor) -> int:
    """Ask what the proposal as it stands would have done to `masa` ("2026-09" or "2026"); the id of the simulation.

    TidakSah for a time that has nothing to show; Bentrok where the table changes no number, or this one exists.
    """
    if not actor.punya(*PENYETUJU) or actor.pegawai_id is None:
        raise BukanHak(_("Hanya Admin BKD dan penyetuju yang dapat menyimulasikan."))
    usulan = db.session.scalar(select(UsulanKetentuan).where(UsulanKetentuan.id == usulan_id).with_for_update())
    if usulan is None:
        raise TidakDitemukan(_("Usulan ini tidak ada."))
    ukuran = DAFTAR[usulan.tabel].ukuran
    if usulan.status not in TERBUKA or ukuran is None:
        raise Bentrok(_("Usulan ini tidak dapat disimulasikan: tidak mengubah angka, atau sudah berakhir."))
    _ada_isinya(masa)
    satu = _sama(usulan, masa)
    if satu is not None:
        _boleh_lagi(satu)
        db.session.execute(delete(HasilSimulasi).where(HasilSimulasi.simulasi_id == satu.id))
    elif (db.session.scalar(select(func.count()).where(SimulasiKetentuan.status.in_(JALAN))) or 0) >= PALING_BANYAK:
        pesan = _("Paling banyak %(n)s simulasi berjalan bersamaan. Tunggu salah satunya selesai.", n=PALING_BANYAK)
        raise Bentrok(pesan, kode="sedang_dibuat")
    disetujui = db.session.scalar(select(func.max(Ketentuan.id))) or 0
    isi = {
        "status": "menunggu", "posisi": 0, "selesai": 0, "jumlah": 0, "galat": None, "selesai_pada": None,
        "nilai": usulan.nilai, "himpunan": disetujui, "diminta_oleh_id": actor.pegawai_id,
        "satuan": dampak.satuan(ukuran, usulan.tabel, usulan.sejak, himpunan.terkini()).value,
        "diminta_pada": waktu.sekarang(),
    }  # fmt: skip
    satu = satu or SimulasiKetentuan(usulan_id=usulan.id, revisi=usulan.revisi, masa=masa)
    for kolom, nilai in isi.items():
        setattr(satu, kolom, nilai)
    db.session.add(satu)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise _sudah_ada() from error
    defer(db.session, Job.SIMULASI, args={"simulasi": satu.id}, kunci=f"simulasi:{satu.id}")
    _catat(Event.KETENTUAN_SIMULASI_DIMINTA, satu, actor)
    return satu.id


def mulai(simulasi_id: int, jumlah: int) -> None:
    """The worker begins, or goes on: how many people there are."""
    _ubah(simulasi_id, {"status": "berjalan", "jumlah": jumlah})


def simpan(simulasi_id: int, dari: int, sampai: int, hasil: Sequence[dict[str, Any]]) -> bool:
    """Keep a block and that the run stands at `sampai` now. False: another worker was faster, or it is over."""
    token = menulis.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            maju = update(SimulasiKetentuan).where(
                SimulasiKetentuan.id == simulasi_id, SimulasiKetentuan.posisi == dari,
                SimulasiKetentuan.status == "berjalan",
            )  # fmt: skip
            maju = maju.values(posisi=sampai, selesai=SimulasiKetentuan.selesai + len(hasil))
            if not session.execute(maju).rowcount:  # type: ignore[attr-defined]
                return False
            session.execute(insert(HasilSimulasi), [{"simulasi_id": simulasi_id, **satu} for satu in hasil])
            return True
    finally:
        menulis.reset(token)


@action
def siap(simulasi_id: int) -> None:
    """All people are done. TidakDitemukan where it is over already."""
    satu = _jalan(simulasi_id)
    satu.status, satu.selesai_pada, satu.jumlah = "siap", waktu.sekarang(), satu.selesai
    _catat(Event.KETENTUAN_SIMULASI_SELESAI, satu, SISTEM, **hitung(simulasi_id))


@action
def gagal(simulasi_id: int, pesan: str) -> None:
    """It could not be computed; `pesan` says why in the asker's words."""
    satu = _jalan(simulasi_id)
    satu.status, satu.galat, satu.selesai_pada = "gagal", pesan[:500], waktu.sekarang()
    _catat(Event.KETENTUAN_SIMULASI_GAGAL, satu, SISTEM, sebab=pesan[:500])


def hitung(simulasi_id: int) -> dict[str, int]:
    """How many people gain, lose, stay, cannot be computed."""
    kelompok = case(
        (HasilSimulasi.selisih.is_(None), "tak_dihitung"), (HasilSimulasi.selisih > 0, "naik"),
        (HasilSimulasi.selisih < 0, "turun"), else_="tetap",
    )  # fmt: skip
    baris = db.session.execute(
        select(kelompok, func.count()).where(HasilSimulasi.simulasi_id == simulasi_id).group_by(kelompok)
    )
    return {"naik": 0, "turun": 0, "tetap": 0, "tak_dihitung": 0} | {b[0]: b[1] for b in baris}


def _ada_isinya(masa: str) -> None:
    tahun, bulan = dampak.masa(masa)
    hari_ini = waktu.hari_ini()
    if (tahun, bulan or 1) > (hari_ini.year, hari_ini.month):
        raise TidakSah(Temuan("masa", None, _("Pilih bulan atau tahun yang sudah berjalan.")))
    ada = select(Realisasi.id).where(Realisasi.tahun == tahun, Realisasi.status != "cancelled")
    if db.session.scalar((ada if bulan is None else ada.where(Realisasi.bulan == bulan)).limit(1)) is None:
        raise TidakSah(Temuan("masa", None, _("Belum ada realisasi pada masa itu, jadi tidak ada yang dibandingkan.")))


def _sama(usulan: UsulanKetentuan, masa: str) -> SimulasiKetentuan | None:
    return db.session.scalar(
        select(SimulasiKetentuan).where(
            SimulasiKetentuan.usulan_id == usulan.id, SimulasiKetentuan.revisi == usulan.revisi,
            SimulasiKetentuan.masa == masa,
        )
    )  # fmt: skip


def _boleh_lagi(satu: SimulasiKetentuan) -> None:
    macet = satu.status in JALAN and satu.diminta_pada < waktu.sekarang() - MACET
    if satu.status != "gagal" and not macet:
        raise _sudah_ada()


def _sudah_ada() -> Bentrok:
    return Bentrok(_("Simulasi untuk masa itu sudah ada atau sedang dihitung."), kode="sudah_disimulasikan")


def _ubah(simulasi_id: int, nilai: dict[str, Any]) -> None:
    token = menulis.set(True)
    try:
        with Session(db.engine) as session, session.begin():
            milik = update(SimulasiKetentuan).where(SimulasiKetentuan.id == simulasi_id)
            session.execute(milik.where(SimulasiKetentuan.status.in_(JALAN)).values(**nilai))
    finally:
        menulis.reset(token)


def _jalan(simulasi_id: int) -> SimulasiKetentuan:
    milik = select(SimulasiKetentuan).where(SimulasiKetentuan.id == simulasi_id).with_for_update()
    satu = db.session.scalar(milik.execution_options(populate_existing=True))
    if satu is None or satu.status not in JALAN:
        raise TidakDitemukan(_("Simulasi ini tidak ada atau sudah berakhir."))
    return satu


def _catat(event: Event, satu: SimulasiKetentuan, actor: Actor, **rincian: Any) -> None:
    usulan = satu.usulan or db.session.get(UsulanKetentuan, satu.usulan_id)
    audit.record(
        db.session, event, actor=actor, subjek=("usulan_ketentuan", satu.usulan_id),
        tabel=usulan.tabel if usulan else "", revisi=satu.revisi, masa=satu.masa, **rincian,
    )  # fmt: skip
