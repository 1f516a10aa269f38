"""Capaian kinerja organisasi as screens and REST show it: all OPD of a time; one with its people beside the pattern.

Of a year the distribution of the predicates stands beside it; of a quarter there is none, for the portal asks ratings
of people for the year only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload

from portal import waktu
from portal.bahan_capaian import Sebaran, boleh_menetapkan, orang_dari, sebaran, sebaran_satu, terakhir
from portal.errors import BukanHak, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import CapaianOrganisasi, Opd, Pegawai, Skp, Unit
from portal.queries import lingkup
from portal.rules import pola
from portal.rules.capaian import TAHUNAN, Isian, Masa, periksa, periksa_masa
from portal.rules.pola import Syarat
from portal.security import Actor

UKURAN = 50
RUPA = ("k5", "k2", "k1", "k3", "k4")
"""How the predicates of people are drawn (portal/grafik.py), from the best; those without one are k0."""
BELUM = "belum"
AWAL = 2022
"""The first year under PermenPANRB 6/2022."""


@dataclass(frozen=True)
class Saringan:
    """What is looked at. `keadaan`: a capaian, BELUM for those without one, "" for all; `unit`: only of one page."""

    tahun: int
    triwulan: int = TAHUNAN
    keadaan: str = ""
    cari: str = ""
    unit: int | None = None
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there: the last year that can be set."""
        kini = waktu.hari_ini()
        tahun = _bilangan(args.get("tahun", ""), 4)
        if tahun is None or not AWAL <= tahun <= kini.year:
            tahun = kini.year if kini.month == 12 else max(AWAL, kini.year - 1)
        triwulan = _bilangan(args.get("triwulan", ""), 1)
        keadaan = args.get("keadaan", "")
        return cls(
            tahun, triwulan if triwulan is not None and triwulan < 5 else TAHUNAN,
            keadaan if keadaan in pola.CAPAIAN or keadaan == BELUM else "",
            " ".join(args.get("cari", "").replace("\0", "").split())[:100], _bilangan(args.get("unit", ""), 9),
            max(1, _bilangan(args.get("halaman", ""), 5) or 1),
        )  # fmt: skip

    @property
    def masa(self) -> Masa:
        """The year or quarter."""
        return Masa(self.tahun, self.triwulan)


@dataclass(frozen=True)
class Ditetapkan:
    """One row as it was recorded."""

    id: int
    capaian: str
    dasar: str
    catatan: str
    alasan: str
    oleh: str
    pada: datetime

    @property
    def kata(self) -> str:
        """ "Butuh Perbaikan"."""
        return pola.CAPAIAN.get(self.capaian, self.capaian)


@dataclass(frozen=True)
class Baris:
    """One organisation of a list: an OPD (`unit_id` None) or a unit. `syarat`: its pattern beside what is; `unit`: how
    many of its units have a capaian of their own."""

    kode: str
    unit_id: int | None
    nama: str
    kini: Ditetapkan | None
    sebaran: Sebaran
    syarat: tuple[Syarat, ...] = ()
    unit: int = 0

    @property
    def menyimpang(self) -> int:
        """How many conditions of the pattern cannot be met any more."""
        return sum(s.keadaan == pola.MENYIMPANG for s in self.syarat)


@dataclass(frozen=True)
class Halaman:
    """/capaian/. `per_keadaan`: how many OPD in each state, by the search."""

    saringan: Saringan
    baris: tuple[Baris, ...]
    jumlah: int
    per_keadaan: Mapping[str, int]
    halangan: str | None
    tahun_ini: int

    @property
    def jumlah_halaman(self) -> int:
        """Pages."""
        return max(1, -(-self.jumlah // UKURAN))


@dataclass(frozen=True)
class Satu:
    """One organisation at one time. `riwayat`: every row, the newest first; `unit`: the units of the OPD; `boleh`: the
    actor may record; `halangan`: why it cannot be recorded now."""

    saringan: Saringan
    opd_nama: str
    baris: Baris
    riwayat: tuple[Ditetapkan, ...]
    unit: tuple[Baris, ...]
    boleh: bool
    halangan: str | None
    dasar: str


@dataclass(frozen=True)
class Pratinjau:
    """What recording would mean: the pattern it sets, beside the people as they are."""

    satu: Satu
    isian: Isian
    syarat: tuple[Syarat, ...]


def bagian(orang: Sebaran) -> list[tuple[str, str, str, int]]:
    """(key, word, shape, how many) for a bar of all people: the predicates, then those without one."""
    isi = [(kata, kata, rupa, orang.jumlah.get(kata, 0)) for kata, rupa in zip(pola.PREDIKAT, RUPA, strict=True)]
    return [*isi, (BELUM, str(_("Belum dinilai")), "k0", orang.belum)]


def halaman(actor: Actor, s: Saringan) -> Halaman:
    """One page of the OPD the actor may look at, by name. Four statements."""
    kata = _keadaan(s)
    per_keadaan = {k or BELUM: n for k, n in db.session.execute(_hitung(actor, s, kata))}
    jumlah = per_keadaan.get(s.keadaan, 0) if s.keadaan else sum(per_keadaan.values())
    s = replace(s, halaman=min(s.halaman, max(1, -(-jumlah // UKURAN))))
    pilih = _pilih(actor, s, kata)
    opd = db.session.execute(pilih.limit(UKURAN).offset((s.halaman - 1) * UKURAN)).all()
    return Halaman(s, _baris_opd(opd, s), jumlah, per_keadaan, _halangan(s.masa), waktu.hari_ini().year)


def semua(actor: Actor, s: Saringan) -> tuple[Baris, ...]:
    """Every OPD of the list by the filter, for the workbook. Three statements."""
    return _baris_opd(db.session.execute(_pilih(actor, s, _keadaan(s))).all(), s)


def satu(actor: Actor, kode: str, s: Saringan) -> Satu:
    """One organisation with its history and its units. Seven statements. TidakDitemukan for what is not the actor's."""
    opd = db.session.execute(
        select(Opd.id, Opd.kode, Opd.nama).where(Opd.kode == kode, lingkup.opd_terbuka(actor))
    ).first()
    unit = {u.id: u for u in db.session.execute(select(Unit.id, Unit.nama, Unit.induk_id, Unit.aktif).where(
        Unit.opd_id == (opd.id if opd else 0)).order_by(Unit.nama, Unit.id))}  # fmt: skip
    if opd is None or (s.unit is not None and s.unit not in unit):
        raise TidakDitemukan(_("Perangkat daerah ini tidak ada atau bukan untuk Anda."))
    ada = terakhir([opd.id], s.tahun, s.triwulan)
    per_unit = sebaran(s.tahun, Skp.opd_id == opd.id, per=Skp.unit_id) if s.triwulan == TAHUNAN else {}
    riwayat = _riwayat(opd.id, s)
    orang = sebaran_satu(s.tahun, orang_dari(opd.id, s.unit)) if s.triwulan == TAHUNAN else Sebaran()
    kini = riwayat[0] if riwayat else None
    nama = unit[s.unit].nama if s.unit is not None else opd.nama
    return Satu(
        s, opd.nama, Baris(opd.kode, s.unit, nama, kini, orang, _banding(kini, orang, s)), riwayat,
        tuple(
            Baris(opd.kode, u.id, u.nama, _satu(ada.get((opd.id, u.id))), per_unit.get(u.id, Sebaran()))
            for u in unit.values() if u.aktif or (opd.id, u.id) in ada
        ),
        boleh_menetapkan(actor, opd.id, s.unit), _halangan(s.masa), pola.dasar(pada=s.masa.akhir),
    )  # fmt: skip


def pratinjau(actor: Actor, kode: str, s: Saringan, isian: Isian) -> Pratinjau:
    """The answers with what they would mean. TidakSah names every field, BukanHak, as the action would."""
    isi, isian = satu(actor, kode, s), isian.rapi()
    if not isi.boleh:
        raise BukanHak(_("Capaian perangkat daerah dicatat Admin BKD; capaian unit kerja juga oleh pimpinannya."))
    if temuan := periksa(isian, s.masa, hari_ini=waktu.hari_ini(), ada=isi.baris.kini is not None):
        raise TidakSah(*temuan)
    orang = isi.baris.sebaran
    syarat = pola.banding(isian.capaian, orang.jumlah, orang.belum, pada=s.masa.akhir)
    return Pratinjau(isi, isian, syarat)


def _syarat(actor: Actor, s: Saringan) -> tuple[ColumnElement[bool], ...]:
    cari = f"%{s.cari.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
    cocok = Opd.nama.ilike(cari, escape="!") | Opd.kode.ilike(cari, escape="!") if s.cari else true()
    return (Opd.aktif.is_(True), lingkup.opd_terbuka(actor), cocok)


def _keadaan(s: Saringan) -> Any:
    """The capaian of an OPD as a column; NULL where none is recorded."""
    c = CapaianOrganisasi
    kini = (
        select(func.max(c.id))
        .where(c.tahun == s.tahun, c.triwulan == s.triwulan, c.opd_id == Opd.id, c.unit_id.is_(None))
        .correlate(Opd)
        .scalar_subquery()
    )
    return select(c.capaian).where(c.id == kini).correlate(Opd).scalar_subquery()


def _hitung(actor: Actor, s: Saringan, kata: Any) -> Any:
    opd = select(kata.label("keadaan")).select_from(Opd).where(*_syarat(actor, s)).subquery()
    return select(opd.c.keadaan, func.count()).group_by(opd.c.keadaan)


def _pilih(actor: Actor, s: Saringan, kata: Any) -> Any:
    cocok = true() if not s.keadaan else kata.is_(None) if s.keadaan == BELUM else kata == s.keadaan
    return select(Opd.id, Opd.kode, Opd.nama).where(*_syarat(actor, s), cocok).order_by(Opd.nama, Opd.kode)


def _baris_opd(opd: Any, s: Saringan) -> tuple[Baris, ...]:
    """These OPD with what is recorded and how their people stand. Two statements."""
    ids = [o.id for o in opd]
    ada = terakhir(ids, s.tahun, s.triwulan)
    orang = sebaran(s.tahun, Skp.opd_id.in_(ids)) if s.triwulan == TAHUNAN else {}
    hasil = []
    for o in opd:
        kini, isi = _satu(ada.get((o.id, None))), orang.get(o.id, Sebaran())
        unit = sum(1 for milik, u in ada if milik == o.id and u is not None)
        hasil.append(Baris(o.kode, None, o.nama, kini, isi, _banding(kini, isi, s), unit))
    return tuple(hasil)


def _banding(kini: Ditetapkan | None, orang: Sebaran, s: Saringan) -> tuple[Syarat, ...]:
    if kini is None:
        return ()
    return pola.banding(kini.capaian, orang.jumlah, orang.belum, pada=s.masa.akhir)


def _riwayat(opd_id: int, s: Saringan) -> tuple[Ditetapkan, ...]:
    c = CapaianOrganisasi
    unit = c.unit_id.is_(None) if s.unit is None else c.unit_id == s.unit
    baris = db.session.scalars(
        select(c)
        .where(c.tahun == s.tahun, c.triwulan == s.triwulan, c.opd_id == opd_id, unit)
        .options(joinedload(c.oleh).load_only(Pegawai.nama))
        .order_by(c.id.desc())
    )
    return tuple(x for b in baris if (x := _satu(b)) is not None)


def _satu(b: CapaianOrganisasi | None) -> Ditetapkan | None:
    if b is None:
        return None
    return Ditetapkan(b.id, b.capaian, b.dasar, b.catatan, b.alasan, b.oleh.nama, b.pada)


def _halangan(masa: Masa) -> str | None:
    """Why nothing can be recorded for this time yet."""
    temuan = periksa_masa(masa, hari_ini=waktu.hari_ini())
    return temuan[0].pesan if temuan else None


def _bilangan(teks: str, digit: int) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= digit else None
