"""The behaviour logbook (form F-3): the people whose book someone keeps or reads, and one book of one year."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import CatatanPerilaku, Pegawai, Penilaian, Skp
from portal.queries.lingkup import buku_terlihat
from portal.queries.penilaian_tahunan import Hasil, muat, susun
from portal.rules import penilaian_tahunan as aturan
from portal.security import Actor

UKURAN = 25
MAKS = 500


@dataclass(frozen=True)
class Entri:
    """One note. `aspek`: its name, None where it is about none in particular."""

    id: int
    tanggal: date
    jenis: str
    aspek: str | None
    uraian: str
    oleh: str
    nip: str
    pada: datetime
    dicoret_pada: datetime | None
    dicoret_oleh: str | None
    dicoret_karena: str | None


@dataclass(frozen=True)
class Buku:
    """One person's book of one year. `boleh_tulis`: the actor is his pejabat penilai; `aspek`: what a note can be
    about; `mulai`, `selesai`: the days it can be of; `hasil`: what the year's assessment said of the behaviour, which
    closes the book (None while it is open)."""

    pegawai_id: int
    nama: str
    nip: str
    jabatan: str
    unit: str
    penilai: str
    tahun: int
    semua_tahun: tuple[int, ...]
    mulai: date
    selesai: date
    boleh_tulis: bool
    hasil: Hasil | None
    dinilai_pada: datetime | None
    milik_saya: bool
    aspek: tuple[tuple[str, str], ...]
    entri: tuple[Entri, ...]


@dataclass(frozen=True)
class Orang:
    """One person whose book the actor may open; `terakhir`: the newest note."""

    pegawai_id: int
    nama: str
    nip: str
    boleh_tulis: bool
    jumlah: int
    terakhir: date | None
    uraian: str | None


@dataclass(frozen=True)
class DaftarBuku:
    """A page of people. `milik_saya`: the actor's own id where he has a book of that year himself."""

    tahun: int
    orang: tuple[Orang, ...]
    jumlah: int
    halaman: int
    milik_saya: int | None

    @property
    def jumlah_halaman(self) -> int:
        """How many pages that makes."""
        return -(-self.jumlah // UKURAN)


def tahun_dari(args: Mapping[str, str]) -> int:
    """The year of a query string; this year where it makes no sense."""
    kini, teks = waktu.hari_ini().year, args.get("tahun", "")
    nomor = int(teks) if teks.isascii() and teks.isdecimal() and len(teks) == 4 else kini
    return nomor if 2014 <= nomor <= kini + 1 else kini


def entri(pegawai_id: int, tahun: int) -> tuple[Entri, ...]:
    """All notes of the person and year, oldest first; struck out ones too. One statement."""
    coret = aliased(Pegawai)
    baris = db.session.execute(
        select(CatatanPerilaku, Pegawai.nama, Pegawai.nip, coret.nama)
        .join(Skp, Skp.id == CatatanPerilaku.skp_id)
        .join(Pegawai, Pegawai.id == CatatanPerilaku.oleh_id)
        .outerjoin(coret, coret.id == CatatanPerilaku.dicoret_oleh_id)
        .where(CatatanPerilaku.pegawai_id == pegawai_id, Skp.tahun == tahun)
        .order_by(CatatanPerilaku.tanggal, CatatanPerilaku.id)
        .limit(MAKS)
    ).all()
    nama = dict(pilihan_aspek(tahun, "jpt")) if baris else {}  # an official of structure has every aspect there is
    return tuple(
        Entri(
            id=c.id, tanggal=c.tanggal, jenis=c.jenis, aspek=nama.get(c.aspek or "", c.aspek), uraian=c.uraian,
            oleh=oleh, nip=nip if nip.isdigit() else "", pada=c.pada, dicoret_pada=c.dicoret_pada,
            dicoret_oleh=pencoret, dicoret_karena=c.dicoret_karena,
        )
        for c, oleh, nip, pencoret in baris
    )  # fmt: skip


def buku(actor: Actor, pegawai_id: int, tahun: int) -> Buku:
    """The book for a reader; TidakDitemukan for whom it does not concern or without any SKP. A dozen statements."""
    milik = db.session.scalars(
        select(Skp)
        .where(Skp.pegawai_id == pegawai_id, Skp.status != "dibatalkan", buku_terlihat(actor))
        .options(*(joinedload(r) for r in (Skp.pegawai, Skp.jabatan, Skp.unit, Skp.penilai)))
        .order_by(Skp.mulai)
    ).all()
    if not milik:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    tahun = tahun if any(s.tahun == tahun for s in milik) else milik[-1].tahun
    dalam = [s for s in milik if s.tahun == tahun]
    skp = dalam[-1]
    dinilai = [s for s in dalam if s.penilai_id in actor.diwakili and pegawai_id != actor.pegawai_id]
    p = muat(Penilaian.pegawai_id == pegawai_id, Penilaian.tahun == tahun, Penilaian.status != "menunggu_nilai")
    return Buku(
        pegawai_id=pegawai_id, nama=skp.pegawai.nama, nip=skp.pegawai.nip, jabatan=skp.jabatan.nama,
        unit=skp.unit.nama, penilai=skp.penilai.nama if skp.penilai else "", tahun=tahun,
        semua_tahun=tuple(sorted({s.tahun for s in milik}, reverse=True)),
        mulai=min(s.mulai for s in dinilai or dalam),
        selesai=min(waktu.hari_ini(), max(s.selesai for s in dinilai or dalam)),
        boleh_tulis=bool(dinilai) and p is None, hasil=susun(p).berlaku if p else None,
        dinilai_pada=p.dinilai_pada if p else None, milik_saya=pegawai_id == actor.pegawai_id,
        aspek=pilihan_aspek(tahun, skp.jabatan.jenis), entri=entri(pegawai_id, tahun),
    )  # fmt: skip


def pilihan_aspek(tahun: int, jabatan_jenis: str) -> tuple[tuple[str, str], ...]:
    """(key, name) of the aspects of that year; none where the year's regulation is not modelled."""
    try:
        return tuple(aturan.unsur(aturan.profil(tahun), jabatan_jenis))
    except LookupError:
        return ()


def daftar(actor: Actor, tahun: int, halaman: int = 1) -> DaftarBuku:
    """The people the actor appraises or decides on in that year. Three statements."""
    wakil = sorted(actor.diwakili)
    dasar = (
        select(Skp.pegawai_id, func.max(Skp.id).label("skp_id"))
        .where(
            Skp.tahun == tahun, Skp.status != "dibatalkan", Skp.pegawai_id != actor.pegawai_id,
            or_(Skp.penilai_id.in_(wakil), Skp.atasan_banding_id.in_(wakil)),
        )
        .group_by(Skp.pegawai_id)
        .subquery()
    )  # fmt: skip
    hitung = (
        select(CatatanPerilaku.pegawai_id, func.count().label("n"), func.max(CatatanPerilaku.id).label("akhir"))
        .join(Skp, Skp.id == CatatanPerilaku.skp_id)
        .where(Skp.tahun == tahun, CatatanPerilaku.dicoret_pada.is_(None))
        .group_by(CatatanPerilaku.pegawai_id)
        .subquery()
    )
    jumlah = func.count().over()
    baris = db.session.execute(
        select(
            Pegawai.id, Pegawai.nama, Pegawai.nip, Skp.penilai_id, hitung.c.n, CatatanPerilaku.tanggal,
            CatatanPerilaku.uraian, jumlah.label("semua"),
        )
        .join(dasar, dasar.c.pegawai_id == Pegawai.id)
        .join(Skp, Skp.id == dasar.c.skp_id)
        .outerjoin(hitung, hitung.c.pegawai_id == Pegawai.id)
        .outerjoin(CatatanPerilaku, and_(CatatanPerilaku.id == hitung.c.akhir))
        .order_by(Pegawai.nama, Pegawai.id)
        .limit(UKURAN)
        .offset((halaman - 1) * UKURAN)
    ).all()  # fmt: skip
    if not baris and halaman > 1:  # the list has become shorter since the link was made
        return daftar(actor, tahun)
    hasil = DaftarBuku(tahun, (), baris[0].semua if baris else 0, halaman, _punya(actor, tahun))
    return replace(hasil, orang=tuple(_orang(b, actor) for b in baris))


def _orang(b: Any, actor: Actor) -> Orang:
    return Orang(
        pegawai_id=b.id, nama=b.nama, nip=b.nip if b.nip.isdigit() else "", boleh_tulis=b.penilai_id in actor.diwakili,
        jumlah=b.n or 0, terakhir=b.tanggal, uraian=b.uraian,
    )  # fmt: skip


def _punya(actor: Actor, tahun: int) -> int | None:
    ada = select(Skp.pegawai_id).where(
        Skp.pegawai_id == actor.pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan"
    )
    return db.session.scalar(ada.limit(1))
