"""Reports as frozen values: F-1 of all SKP of an OPD and year, and what a report is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, func, select

from portal import waktu
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Gelombang, Opd, Pegawai, Skp, Unit
from portal.queries import formulir, lingkup
from portal.queries.formulir import BATAL
from portal.reports.f1 import PALING_BANYAK
from portal.reports.isi import Formulir
from portal.rules.periode import Periode
from portal.security import Actor

AWAL = 2014
"""The first year whose law has forms here (PP 46/2011)."""


@dataclass(frozen=True)
class Saringan:
    """What a report is about. `opd`: its code, "" for the actor's own; `unit`: only this unit's people."""

    tahun: int
    bulan: int
    opd: str = ""
    unit: int | None = None

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there. The month is the last one that ended."""
        lalu = Periode.dari(waktu.hari_ini()).tambah(-1)
        tahun = _bilangan(args.get("tahun", ""), 4)
        if tahun is None or not AWAL <= tahun <= lalu.tahun + 2:
            tahun = lalu.tahun
        bulan = _bilangan(args.get("bulan", ""), 2)
        if bulan is None or not 1 <= bulan <= 12:
            bulan = lalu.bulan if tahun == lalu.tahun else 12 if tahun < lalu.tahun else 1
        return cls(tahun, bulan, args.get("opd", "").strip()[:20], _bilangan(args.get("unit", ""), 9))


@dataclass(frozen=True)
class PilihanOpd:
    """An OPD whose reports the actor may have."""

    id: int
    kode: str
    nama: str


def f1_opd(actor: Actor, saringan: Saringan) -> tuple[Formulir, ...]:
    """F-1 of every SKP of the OPD (or of one unit) that was ever sent, by unit and name. Eight statements at most.

    TidakDitemukan for an OPD that is not the actor's and where there is none; TidakSah for more than one workbook
    holds (those are made by a job)."""
    opd = pilih_opd(opd_terbuka(actor), actor, saringan)
    ids = formulir.ids("f1", opd.id, saringan.tahun, saringan.unit)
    if not ids:
        raise TidakDitemukan(_("Belum ada SKP %(tahun)s yang diajukan di sini.", tahun=saringan.tahun))
    if len(ids) > PALING_BANYAK:
        raise TidakSah(Temuan("opd", None, _(
            "Ada %(jumlah)s SKP; langsung diunduh paling banyak %(batas)s lembar. Minta sebagai laporan, atau unduh "
            "per unit kerja.",
            jumlah=len(ids), batas=PALING_BANYAK,
        )))  # fmt: skip
    return formulir.muat_f1(ids)


def opd_terbuka(actor: Actor) -> tuple[PilihanOpd, ...]:
    """The OPD whose reports the actor may have, by name. One statement."""
    baris = db.session.execute(
        select(Opd.id, Opd.kode, Opd.nama).where(lingkup.opd_terbuka(actor)).order_by(Opd.nama, Opd.kode)
    )
    return tuple(PilihanOpd(*b) for b in baris)


def pilih_opd(terbuka: Sequence[PilihanOpd], actor: Actor, saringan: Saringan) -> PilihanOpd:
    """The OPD asked for, else the actor's own, else the first; TidakDitemukan for one that is not open to him."""
    kode = saringan.opd or (actor.opd_kode or "")
    pilihan = next((o for o in terbuka if o.kode == kode), None)
    if pilihan is None and not saringan.opd and terbuka:
        pilihan = terbuka[0]
    if pilihan is None:
        raise TidakDitemukan(_("Perangkat daerah ini tidak ada atau bukan untuk Anda."))
    return pilihan


def skp_per_unit(opd_id: int, tahun: int) -> Sequence[Any]:
    """(unit_id, unit, mulai, selesai, wajib, jumlah, diajukan) of the SKP of a year. One statement."""
    diajukan = func.coalesce(func.sum(case((Skp.versi > 0, 1), else_=0)), 0)
    return db.session.execute(
        select(
            Skp.unit_id, Unit.nama.label("unit"), Skp.mulai, Skp.selesai, Gelombang.mulai.label("wajib"),
            func.count().label("jumlah"), diajukan.label("diajukan"),
        )
        .join(Unit, Unit.id == Skp.unit_id)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .outerjoin(Gelombang, Gelombang.id == Pegawai.gelombang_id)
        .where(Skp.opd_id == opd_id, Skp.tahun == tahun, Skp.status != BATAL)
        .group_by(Skp.unit_id, Unit.nama, Skp.mulai, Skp.selesai, Gelombang.mulai)
        .order_by(Unit.nama, Skp.unit_id)
    ).all()  # fmt: skip


def _bilangan(teks: str, digit: int) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= digit else None
