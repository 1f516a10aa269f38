"""Beranda: what waits for me, what I wait for and on whom until when, my year, what I was told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal import waktu
from portal.extensions import db
from portal.models import Pemberitahuan, Penilaian, Realisasi, Skp
from portal.queries import kendala
from portal.queries import tugas as daftar_tugas
from portal.queries.hubungan import Hubungan, hubungan, kekurangan
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.perkara import Perkara, perkara
from portal.queries.tahun import Bulan, strip_orang
from portal.security import Actor

BELUM_SELESAI = ("realisasi", "propose", "rejected_manager", "appeal", "evaluated", "rejected_bkd")
SKP_BERJALAN = ("draf", "diajukan", "dikembalikan", "disengketakan", "disetujui")


@dataclass(frozen=True)
class Kabar:
    """One notice."""

    judul: str
    tautan: str | None
    pada: datetime


@dataclass(frozen=True)
class Penantian:
    """One of my cases, and who has it now."""

    perkara: Perkara
    pada: Menunggu


@dataclass(frozen=True)
class Setahun:
    """My assessment of a year."""

    id: int
    tahun: int
    status: str
    batas_tanggapan: datetime | None


@dataclass(frozen=True)
class Beranda:
    """`skp_id`: my SKP of `tahun`, None where there is none yet (`boleh_mulai`: then it can be started; `hubungan`: it
    cannot, for what is lacking). `kendala`: how many things stand still, for who operates."""

    tugas: tuple[daftar_tugas.BarisTugas, ...]
    jumlah_tugas: int
    penantian: tuple[Penantian, ...]
    tahun: int
    bulan: tuple[Bulan, ...]
    skp_id: int | None
    skp_status: str | None
    boleh_mulai: bool
    kabar: tuple[Kabar, ...]
    jumlah_kabar: int
    hubungan: Hubungan | None = None
    setahun: tuple[Setahun, ...] = ()
    kendala: int = 0


def beranda(actor: Actor) -> Beranda:
    """All of it; about ten statements, however much waits."""
    tahun_ini = waktu.hari_ini().year
    skp = _skp(actor, tahun_ini)
    kabar, jumlah_kabar = _kabar(actor)
    mulai = skp is None and actor.pegawai_id is not None
    kurang = hubungan(actor) if mulai and kekurangan(actor) else None
    return Beranda(
        tugas=daftar_tugas.teratas(actor), jumlah_tugas=daftar_tugas.menunggu(actor), penantian=_penantian(actor),
        tahun=tahun_ini, bulan=strip_orang(skp, tahun_ini), skp_id=skp.id if skp else None,
        skp_status=skp.status if skp else None, boleh_mulai=mulai and kurang is None,
        kabar=kabar, jumlah_kabar=jumlah_kabar, hubungan=kurang, setahun=_setahun(actor),
        kendala=kendala.jumlah(actor),
    )  # fmt: skip


def _skp(actor: Actor, tahun_ini: int) -> Skp | None:
    """The latest SKP of the year (a move makes a second one)."""
    return db.session.scalar(
        select(Skp)
        .where(Skp.pegawai_id == actor.pegawai_id, Skp.tahun == tahun_ini, Skp.status != "dibatalkan")
        .order_by(Skp.mulai.desc())
        .limit(1)
    )


def _penantian(actor: Actor) -> tuple[Penantian, ...]:
    """My cases that are with somebody else now. Three statements."""
    milik = Skp.pegawai_id == actor.pegawai_id
    skp = select(Skp.instans_id).where(milik, Skp.status.in_(SKP_BERJALAN))
    bulan = select(Realisasi.instans_id).join(Skp, Skp.id == Realisasi.skp_id)
    bulan = bulan.where(milik, Realisasi.status.in_(BELUM_SELESAI))
    tahun = select(Penilaian.instans_id).where(Penilaian.pegawai_id == actor.pegawai_id, Penilaian.status != "sah")
    ids = {i for i in db.session.scalars(skp.union_all(bulan, tahun)) if i}
    kasus = perkara(ids)
    lain = (w for w in terbuka(ids) if w.owner != actor.id)
    return tuple(Penantian(kasus[w.instans_id], w) for w in lain if not w.sistem or w.catatan)


def _setahun(actor: Actor) -> tuple[Setahun, ...]:
    """The newest of my assessments, and older ones (two at most) while they run."""
    baris = db.session.execute(
        select(Penilaian.id, Penilaian.tahun, Penilaian.status, Penilaian.batas_tanggapan)
        .where(Penilaian.pegawai_id == actor.pegawai_id)
        .order_by(Penilaian.tahun.desc())
        .limit(3)
    )
    return tuple(s for n, s in enumerate([Setahun(*b) for b in baris]) if n == 0 or s.status != "sah")


def _kabar(actor: Actor) -> tuple[tuple[Kabar, ...], int]:
    """The newest unread notices, and how many there are."""
    jumlah = func.count().over()
    baris = db.session.execute(
        select(Pemberitahuan.judul, Pemberitahuan.tautan, Pemberitahuan.pada, jumlah)
        .where(Pemberitahuan.pegawai_id == actor.pegawai_id, Pemberitahuan.dibaca_pada.is_(None))
        .order_by(Pemberitahuan.id.desc())
        .limit(5)
    ).all()
    return tuple(Kabar(b.judul, b.tautan, b.pada) for b in baris), baris[0][3] if baris else 0
