"""One's own cases year by year, the newest first: SKP, months, revisions, the assessment, and other processes."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import formats
from portal.extensions import db
from portal.katalog import PROSES_HUKUM
from portal.models import HasilPenilaian, Keberatan, Penilaian, Realisasi, RevisiSkp, Skp
from portal.queries.instans_layar import TAMPIL
from portal.queries.menunggu import Menunggu, terbuka
from portal.security import Actor

PALING_BANYAK_TAHUN = 5
"""Years on one page; older ones are reached by `?sebelum=`."""
MAKS_LAIN = 100


@dataclass(frozen=True)
class Butir:
    """One case. `url`: where its document is read; `instans`: its way; `hasil`: score or rating in words."""

    jenis: str
    judul: str
    nomor: str
    status: str
    url: str | None
    instans: str | None
    mulai: datetime
    selesai: datetime | None
    hasil: str
    kini: Menunggu | None


@dataclass(frozen=True)
class Tahun:
    """One year, its cases in the order in which they began."""

    tahun: int
    butir: tuple[Butir, ...]


@dataclass(frozen=True)
class Riwayat:
    """`lebih_lama`: the year before which there is more; None where this is all."""

    tahun: tuple[Tahun, ...]
    lebih_lama: int | None


def riwayat(actor: Actor, *, sebelum: int | None = None) -> Riwayat:
    """The actor's own cases, five years at most. Ten statements, however many there are."""
    if actor.pegawai_id is None:
        return Riwayat((), None)
    tahun, lebih = _tahun(actor.pegawai_id, sebelum)
    per_tahun: dict[int, list[Butir]] = {t: [] for t in tahun}
    semua = _berdokumen(actor.pegawai_id, tahun)
    lain = [] if sebelum is not None else _lain(actor)
    for t, butir in (*semua, *lain):
        per_tahun.setdefault(t, []).append(butir)
    kini: dict[str, Menunggu] = {}
    buka = [b.instans for isi in per_tahun.values() for b in isi if b.instans and b.selesai is None]
    for satu in terbuka(buka, batas=500):
        kini.setdefault(satu.instans_id, satu)
    hasil = tuple(Tahun(t, _urut(isi, kini)) for t, isi in sorted(per_tahun.items(), reverse=True) if isi)
    return Riwayat(hasil, min(tahun) if lebih else None)


def _urut(isi: Collection[Butir], kini: dict[str, Menunggu]) -> tuple[Butir, ...]:
    terisi = (replace(b, kini=kini.get(b.instans or "")) for b in isi)
    return tuple(sorted(terisi, key=lambda b: (b.mulai, b.nomor)))


def _tahun(pegawai_id: int, sebelum: int | None) -> tuple[list[int], bool]:
    pernyataan = select(Skp.tahun).where(Skp.pegawai_id == pegawai_id).distinct().order_by(Skp.tahun.desc())
    if sebelum is not None:
        pernyataan = pernyataan.where(Skp.tahun < sebelum)
    semua = list(db.session.scalars(pernyataan.limit(PALING_BANYAK_TAHUN + 1)))
    return semua[:PALING_BANYAK_TAHUN], len(semua) > PALING_BANYAK_TAHUN


def _berdokumen(pegawai_id: int, tahun: Collection[int]) -> list[tuple[int, Butir]]:
    milik = (Skp.pegawai_id == pegawai_id, Skp.tahun.in_(sorted(tahun)))
    hasil = [
        (s.tahun, _butir("skp", _("SKP %(tahun)s", tahun=s.tahun), s, f"/skp/{s.id}", s.dibuat_pada, s.ditetapkan_pada))
        for s in db.session.scalars(select(Skp).where(*milik))
    ]
    bulan = select(Realisasi, Skp.tahun).join(Skp, Skp.id == Realisasi.skp_id).where(*milik)
    for b, t in db.session.execute(bulan):
        nama = _("Realisasi %(periode)s", periode=formats.bulan(date(b.tahun, b.bulan, 1)))
        satu = _butir("realisasi", nama, b, f"/realisasi/{b.id}", b.dibuka_pada, b.diverifikasi_pada)
        hasil.append((t, replace(satu, hasil=_nilai(b.nilai, b.predikat))))
    revisi = select(RevisiSkp, Skp.tahun).join(Skp, Skp.id == RevisiSkp.skp_id).where(*milik)
    for r, t in db.session.execute(revisi):
        hasil.append((t, _butir("revisi", _("Revisi SKP"), r, None, r.dibuat_pada, r.diputuskan_pada)))
    return hasil + _penilaian(pegawai_id, tahun)


def _penilaian(pegawai_id: int, tahun: Collection[int]) -> list[tuple[int, Butir]]:
    """The assessments, with the result in force: what the objection changed, else what the appraiser gave, once the
    person has it in hand."""
    milik = (Penilaian.pegawai_id == pegawai_id, Penilaian.tahun.in_(sorted(tahun)))
    nilai = select(HasilPenilaian).join(Penilaian, Penilaian.id == HasilPenilaian.penilaian_id).where(*milik)
    berlaku = {  # "putusan" comes after "penilai", so it stays
        h.penilaian_id: _nilai(h.nilai, h.predikat) for h in db.session.scalars(nilai.order_by(HasilPenilaian.sisi))
    }
    baris = select(Penilaian, Keberatan.id).outerjoin(Keberatan, Keberatan.penilaian_id == Penilaian.id).where(*milik)
    hasil = []
    for p, keberatan in db.session.execute(baris):
        nama = _("Penilaian %(tahun)s", tahun=p.tahun)
        satu = _butir("penilaian", nama, p, f"/penilaian/{p.id}", p.dibuka_pada, p.disahkan_pada)
        kata = berlaku.get(p.id, "") if p.diterima_pada else ""
        if keberatan is not None:
            kata = "; ".join(filter(None, (kata, _("dengan keberatan"))))
        hasil.append((p.tahun, replace(satu, hasil=kata)))
    return hasil


def _lain(actor: Actor) -> list[tuple[int, Butir]]:
    """Low-code processes in which the actor had a task as the employee."""
    daftar = workflows.tasks(db.session, parties=[actor.id], status=None, sort="received", limit=MAKS_LAIN)
    ids = {t.instance_id for t in daftar if t.lane == "pegawai" and t.process not in PROSES_HUKUM}
    hasil = []
    for i in workflows.instances(db.session, ids=ids, limit=MAKS_LAIN):
        butir = Butir("lain", i.title or i.business_key, i.business_key, TAMPIL.get(i.status, i.status), None, i.id,
                      i.started_at, i.ended_at, "", None)  # fmt: skip
        hasil.append((i.started_at.year, butir))
    return hasil


def _butir(jenis: str, judul: str, b: Any, url: str | None, mulai: datetime, selesai: datetime | None) -> Butir:
    return Butir(jenis, judul, b.nomor, b.status, url, b.instans_id, mulai, selesai, "", None)


def _nilai(nilai: Decimal | None, predikat: str | None) -> str:
    angka = formats.angka(nilai, 2) if nilai is not None else ""
    return ", ".join(filter(None, (angka, predikat or "")))
