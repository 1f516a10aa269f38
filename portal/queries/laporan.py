"""Reports as frozen values: F-1 and F-2 of one SKP, and F-1 of all SKP of an OPD and year."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal import waktu
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Gelombang, Jabatan, Kegiatan, NilaiBaris, Opd, Pegawai, Penempatan, Realisasi, Skp, Unit
from portal.queries import lingkup
from portal.reports.f1 import PALING_BANYAK
from portal.reports.isi import Formulir, Nilai, Orang
from portal.reports.isi import Kegiatan as BarisFormulir
from portal.reports.lembar import polos
from portal.rules import pangkat
from portal.rules.eksak import GalatMasukan
from portal.rules.jabatan import fungsional
from portal.rules.periode import Periode
from portal.security import Actor

SAH = "done"
BATAL = "dibatalkan"


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
        if tahun is None or not lalu.tahun - 5 <= tahun <= lalu.tahun + 2:
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


def f1(actor: Actor, skp_id: int) -> Formulir:
    """F-1 for whoever may read the SKP; TidakDitemukan. Three statements."""
    skp = lingkup.skp(actor, skp_id, *_muatan())
    return _formulir(skp, _tempat([skp]), {})


def f2(actor: Actor, skp_id: int) -> Formulir:
    """F-2 likewise, with the realisation of the verified months. Five statements."""
    skp = lingkup.skp(actor, skp_id, *_muatan())
    bulan = db.session.execute(select(Realisasi.bulan, Realisasi.status).where(Realisasi.skp_id == skp.id)).all()
    pernyataan = (
        select(NilaiBaris)
        .join(Realisasi, Realisasi.id == NilaiBaris.realisasi_id)
        .where(Realisasi.skp_id == skp.id, Realisasi.status == SAH, NilaiBaris.sisi == "akhir")
    )
    per_kegiatan: dict[int, list[NilaiBaris]] = {}
    for baris in db.session.scalars(pernyataan):
        per_kegiatan.setdefault(baris.kegiatan_id, []).append(baris)
    realisasi = {k.id: setahun(per_kegiatan.get(k.id, ()), k.biaya, k.ak) for k in skp.kegiatan}
    batal = {b.bulan for b in bulan if b.status == "cancelled"}
    wajib = [n for n in _bulan_wajib(skp) if n not in batal]
    return _formulir(skp, _tempat([skp]), realisasi, wajib=wajib, sah=sorted(b.bulan for b in bulan if b.status == SAH))


def f1_opd(actor: Actor, saringan: Saringan) -> tuple[Formulir, ...]:
    """F-1 of every SKP of the OPD (or of one unit) that was ever sent, by unit and name. Five statements and one more
    for every 500 SKP. TidakDitemukan for an OPD that is not the actor's and where there is none; TidakSah for more than
    one file holds."""
    opd = pilih_opd(opd_terbuka(actor), actor, saringan)
    syarat = [Skp.opd_id == opd.id, Skp.tahun == saringan.tahun, Skp.versi > 0, Skp.status != BATAL]
    syarat += [Skp.unit_id == saringan.unit] if saringan.unit is not None else []
    jumlah = db.session.scalar(select(func.count()).select_from(Skp).where(*syarat)) or 0
    if jumlah == 0:
        raise TidakDitemukan(_("Belum ada SKP %(tahun)s yang diajukan di sini.", tahun=saringan.tahun))
    if jumlah > PALING_BANYAK:
        raise TidakSah(Temuan("opd", None, _(
            "Ada %(jumlah)s SKP; satu berkas memuat paling banyak %(batas)s lembar. Unduh per unit kerja.",
            jumlah=jumlah, batas=PALING_BANYAK,
        )))  # fmt: skip
    pernyataan = select(Skp).join(Skp.unit).join(Skp.pegawai).where(*syarat).options(*_muatan())
    semua = db.session.scalars(pernyataan.order_by(Unit.nama, Pegawai.nama, Skp.mulai)).unique().all()
    tempat = _tempat(semua)
    return tuple(_formulir(skp, tempat, {}) for skp in semua)


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


def setahun(bulan: Collection[Any], biaya: Decimal | None, ak: Decimal | None) -> Nilai:
    """The year's realisation from verified months: sums of kuantitas, biaya and AK, the plain mean of kualitas, and
    how many months there were.

    A month without output counts as time used: leaving it out would look like time saved.
    """
    banyak = len(bulan)
    jumlah = sum((Fraction(b.kualitas) for b in bulan), Fraction(0))
    return Nilai(
        kuantitas=_jumlah(b.kuantitas for b in bulan), kualitas=polos(jumlah / banyak) if banyak else Decimal(0),
        waktu=Decimal(banyak), biaya=None if not biaya else _jumlah(b.biaya for b in bulan),
        ak=None if ak is None else _jumlah(b.ak for b in bulan),
    )  # fmt: skip


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


def bulan_wajib(mulai: date, selesai: date, wajib_sejak: date | None) -> tuple[int, ...]:
    """The months of an SKP that must be reported: those it touches, from the enrolment of its person on."""
    return tuple(
        n for n in range(mulai.month, selesai.month + 1)
        if wajib_sejak is None or Periode(mulai.year, n).awal >= wajib_sejak
    )  # fmt: skip


def _bulan_wajib(skp: Skp) -> tuple[int, ...]:
    gelombang = skp.pegawai.gelombang
    return bulan_wajib(skp.mulai, skp.selesai, gelombang.mulai if gelombang else None)


def _muatan() -> tuple[Any, ...]:
    return (
        joinedload(Skp.pegawai).joinedload(Pegawai.gelombang), joinedload(Skp.penilai), joinedload(Skp.jabatan),
        joinedload(Skp.unit), joinedload(Skp.opd), selectinload(Skp.kegiatan),
    )  # fmt: skip


def _formulir(
    skp: Skp, tempat: Mapping[tuple[int, date], tuple[str, str]], realisasi: Mapping[int, Nilai], *,
    wajib: Iterable[int] = (), sah: Iterable[int] = (),
) -> Formulir:  # fmt: skip
    jft = fungsional(skp.jabatan.jenis)
    penilai = skp.penilai
    return Formulir(
        nomor=skp.nomor, tahun=skp.tahun, mulai=skp.mulai, selesai=skp.selesai,
        pegawai=_orang(skp.pegawai, skp.jabatan.nama, skp.unit.nama),
        penilai=_orang(penilai, *tempat.get((penilai.id, skp.mulai), ("", ""))) if penilai else None,
        kegiatan=tuple(_kegiatan(k, jft, realisasi.get(k.id)) for k in skp.kegiatan),
        ditetapkan=skp.ditetapkan_pada.astimezone(waktu.WITA).date() if skp.ditetapkan_pada else None,
        wajib=tuple(wajib), sah=tuple(sah),
    )  # fmt: skip


def _kegiatan(k: Kegiatan, jft: bool, realisasi: Nilai | None) -> BarisFormulir:
    """AK is for fungsional only; a budget of 0 is none."""
    target = Nilai(k.kuantitas, k.kualitas, Decimal(k.waktu), k.biaya or None, k.ak if jft else None)
    if realisasi is not None and not jft:
        realisasi = Nilai(realisasi.kuantitas, realisasi.kualitas, realisasi.waktu, realisasi.biaya)
    return BarisFormulir(k.uraian, k.satuan, target, realisasi)


def _orang(p: Pegawai, jabatan: str, unit: str) -> Orang:
    return Orang(p.nama, p.nip if p.nip.isdigit() else "", _pangkat(p.golongan), jabatan, unit)


def _pangkat(golongan: str | None) -> str:
    try:
        return pangkat.cetak(golongan) if golongan else ""
    except GalatMasukan:
        return golongan or ""


def _tempat(semua: Iterable[Skp]) -> dict[tuple[int, date], tuple[str, str]]:
    """(penilai, first day) -> (jabatan, unit) as on that day. One statement."""
    cari = {(s.penilai_id, s.mulai) for s in semua if s.penilai_id is not None}
    baris = db.session.execute(
        select(Penempatan.pegawai_id, Penempatan.sejak, Penempatan.sampai, Jabatan.nama, Unit.nama)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(Penempatan.pegawai_id.in_(sorted({p for p, _hari in cari})))
        .order_by(Penempatan.sejak)
    )
    hasil: dict[tuple[int, date], tuple[str, str]] = {}
    per_orang: dict[int, list[Any]] = {}
    for b in baris:
        per_orang.setdefault(b[0], []).append(b)
    for orang, hari in cari:
        for _siapa, sejak, sampai, jabatan, unit in per_orang.get(orang, ()):
            if sejak <= hari and (sampai is None or sampai >= hari):
                hasil[orang, hari] = (jabatan, unit)
    return hasil


def _jumlah(isi: Iterable[Decimal | None]) -> Decimal:
    return sum((n for n in isi if n is not None), Decimal(0))


def _bilangan(teks: str, digit: int) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= digit else None
