"""The people someone appraises, or decides on as atasan: their SKP of a year and its months at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from portal import waktu
from portal.extensions import db
from portal.models import Pegawai, Penilaian, Rantai, Skp
from portal.queries import tahun
from portal.queries.lingkup import skp_terlihat
from portal.security import Actor

UKURAN = 25
SEBAGAI = ("penilai", "atasan")
SARING = ("", "menunggu", "belum")
MENUNGGU = {"penilai": "diajukan", "atasan": "disengketakan"}
"""The state of an SKP that waits for the actor in that part."""


@dataclass(frozen=True)
class Saringan:
    """`sebagai`: whose people ("penilai": those one appraises, "atasan": those of the appraisers below)."""

    tahun: int
    sebagai: str = "penilai"
    saring: str = ""
    cari: str = ""
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there."""
        kini, teks, halaman = waktu.hari_ini().year, args.get("tahun", ""), args.get("halaman", "1")
        nomor = int(teks) if teks.isdecimal() and len(teks) == 4 else kini
        sebagai, saring = args.get("sebagai", ""), args.get("saring", "")
        return cls(
            tahun=nomor if kini - 5 <= nomor <= kini + 1 else kini,
            sebagai=sebagai if sebagai in SEBAGAI else "penilai",
            saring=saring if saring in SARING else "", cari=args.get("q", "").strip()[:100],
            halaman=int(halaman) if halaman.isdecimal() and 1 <= len(halaman) <= 4 and int(halaman) else 1,
        )  # fmt: skip


@dataclass(frozen=True)
class Orang:
    """One person. `skp_id` None: no SKP of that year, or (`dinilai_lain`) one that someone else appraises. `penilaian`:
    the state of the year's assessment, None while it is not open."""

    pegawai_id: int
    nama: str
    nip: str
    skp_id: int | None
    status: str | None
    dinilai_lain: bool
    bulan: tuple[tahun.Bulan, ...]
    penilaian_id: int | None
    penilaian: str | None


@dataclass(frozen=True)
class Bawahan:
    """A page of people and the counts of the filters."""

    orang: tuple[Orang, ...]
    saringan: Saringan
    semua: int
    menunggu: int
    belum: int

    @property
    def jumlah(self) -> int:
        """How many the filter leaves."""
        return {"": self.semua, "menunggu": self.menunggu, "belum": self.belum}[self.saringan.saring]

    @property
    def jumlah_halaman(self) -> int:
        """How many pages that makes."""
        return -(-self.jumlah // UKURAN)


def bawahan(actor: Actor, saringan: Saringan) -> Bawahan:
    """Two statements: the counts with the page of people, and their months."""
    dasar = _dasar(actor, saringan)
    pilih = {"": true(), "menunggu": dasar.c.menunggu == 1, "belum": dasar.c.belum == 1}[saringan.saring]
    hitung = select(
        func.count().label("semua"), func.coalesce(func.sum(dasar.c.menunggu), 0).label("n_menunggu"),
        func.coalesce(func.sum(dasar.c.belum), 0).label("n_belum"),
    ).select_from(dasar).subquery()  # fmt: skip
    halaman = (
        select(dasar)
        .where(pilih)
        .order_by(dasar.c.nama, dasar.c.id)
        .limit(UKURAN)
        .offset((saringan.halaman - 1) * UKURAN)
    ).subquery()
    # The counts come even where the page is empty.
    baris = db.session.execute(
        select(hitung, halaman).select_from(hitung).outerjoin(halaman, true()).order_by(halaman.c.nama, halaman.c.id)
    ).all()
    hasil = Bawahan((), saringan, int(baris[0].semua), int(baris[0].n_menunggu), int(baris[0].n_belum))
    if saringan.halaman > max(1, hasil.jumlah_halaman):  # the list has become shorter since the link was made
        return bawahan(actor, replace(saringan, halaman=max(1, hasil.jumlah_halaman)))
    isi = [b for b in baris if b.id is not None]
    bulan = tahun.strip_banyak([b.skp_id for b in isi if b.terlihat], saringan.tahun)
    return replace(hasil, orang=tuple(_orang(b, bulan, saringan.tahun) for b in isi))


def _dasar(actor: Actor, saringan: Saringan) -> Any:
    """The people, each with his SKP of the year: those of today's chain, and those whose SKP names the actor."""
    wakil, hari = sorted(actor.diwakili), waktu.hari_ini()
    kolom, pihak = (
        (Rantai.penilai_id, Skp.penilai_id)
        if saringan.sebagai == "penilai"
        else (Rantai.atasan_id, Skp.atasan_banding_id)
    )
    berlaku = and_(Rantai.sejak <= hari, or_(Rantai.sampai.is_(None), Rantai.sampai >= hari))
    rantai = select(Rantai.pegawai_id).where(kolom.in_(wakil), berlaku)
    bernama = select(Skp.pegawai_id).where(pihak.in_(wakil), Skp.tahun == saringan.tahun, Skp.status != "dibatalkan")
    syarat = [or_(Pegawai.id.in_(rantai), Pegawai.id.in_(bernama)), Pegawai.aktif, Pegawai.id != actor.pegawai_id]
    if saringan.cari:
        pola = "%" + saringan.cari.translate({ord(c): None for c in "\\%_"}) + "%"
        syarat.append(or_(Pegawai.nama.ilike(pola), Pegawai.nip.like(pola)))
    terlihat = case((and_(Skp.id.is_not(None), skp_terlihat(actor)), 1), else_=0)
    menunggu = case((and_(Skp.status == MENUNGGU[saringan.sebagai], pihak.in_(wakil)), 1), else_=0)
    belum = case((or_(Skp.id.is_(None), Skp.status == "draf"), 1), else_=0)
    return (
        select(
            Pegawai.id, Pegawai.nama, Pegawai.nip, Skp.id.label("skp_id"), Skp.status, terlihat.label("terlihat"),
            menunggu.label("menunggu"), belum.label("belum"), Penilaian.id.label("penilaian_id"),
            Penilaian.status.label("penilaian"),
        )
        .select_from(Pegawai)
        .outerjoin(Skp, Skp.id == _satu_skp(saringan, wakil))
        .outerjoin(Penilaian, Penilaian.skp_id == Skp.id)
        .where(*syarat)
        .subquery()
    )  # fmt: skip


def _satu_skp(saringan: Saringan, wakil: list[int]) -> Any:
    """The one SKP of the year that a person's row is about: where a move made a second one, the newest that names the
    actor, else the newest."""
    milik = aliased(Skp)
    pihak = milik.penilai_id if saringan.sebagai == "penilai" else milik.atasan_banding_id
    return (
        select(milik.id)
        .where(milik.pegawai_id == Pegawai.id, milik.tahun == saringan.tahun, milik.status != "dibatalkan")
        .order_by(case((pihak.in_(wakil), 0), else_=1), milik.mulai.desc())
        .limit(1)
        .correlate(Pegawai)
        .scalar_subquery()
    )


def _orang(baris: Any, bulan: Mapping[int, tuple[tahun.Bulan, ...]], tahun_skp: int) -> Orang:
    milik = baris.skp_id if baris.terlihat else None
    return Orang(
        pegawai_id=baris.id, nama=baris.nama, nip=baris.nip if baris.nip.isdigit() else "", skp_id=milik,
        status=baris.status if milik else None, dinilai_lain=baris.skp_id is not None and milik is None,
        bulan=bulan.get(milik or 0) or tahun.strip(None, tahun_skp),
        penilaian_id=baris.penilaian_id if milik else None, penilaian=baris.penilaian if milik else None,
    )  # fmt: skip
