"""Master data for its screens: pages of a table, one row, and the search behind a field that names a person or a unit.

One list is two statements (count and page) and one more per nested relation, however many rows there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, cast, func, inspect, literal, or_, select, true
from sqlalchemy.orm import aliased, contains_eager

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Jabatan, Pegawai, Penempatan, Pengganti, Peristiwa, Rantai, Tarikan, Unit, Verifikatur
from portal.potret import baca_pk, kunci_utama, nomor_subjek, pemakai, sidik
from portal.queries.halaman import banyak_halaman
from portal.security import Actor

SEHALAMAN = 25


@dataclass(frozen=True)
class Saringan:
    """What a list was asked for; `urut` is a column, with "-" in front for descending."""

    cari: str = ""
    urut: str = ""
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str], urutan: Sequence[str], bawaan: str) -> "Saringan":
        """From the address; what makes no sense there counts as not said."""
        halaman, urut = args.get("halaman", ""), args.get("urut", "")
        return cls(
            cari=" ".join(args.get("cari", "").split())[:100],
            urut=urut if urut.removeprefix("-") in urutan else bawaan,
            halaman=max(1, int(halaman)) if halaman.isdecimal() and len(halaman) < 7 else 1,
        )


@dataclass(frozen=True)
class Baris:
    """One row: its key as an address has it, and {column path: value}."""

    pk: str
    nilai: Mapping[str, Any]


@dataclass(frozen=True)
class Daftar:
    """One page of a table."""

    saringan: Saringan
    baris: tuple[Baris, ...]
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """At least 1."""
        return banyak_halaman(self.jumlah, SEHALAMAN)


@dataclass(frozen=True)
class Perubahan:
    """One entry of a row's history: what was done by whom, and {column: (old, new)}."""

    tindakan: str
    oleh: str
    pada: datetime
    nilai: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Rujukan:
    """A row that a field may name: its id, and the text that names exactly it."""

    id: int
    teks: str


def daftar(model: Any, actor: Actor, saringan: Saringan, *, kolom: Sequence[str], cari_di: Sequence[str]) -> Daftar:
    """One page of the rows the actor may see."""
    syarat = [lingkup(model, actor), _cocok(model, cari_di, saringan.cari)]
    jumlah = db.session.scalar(select(func.count()).select_from(model).where(*syarat)) or 0
    pernyataan, alias = _dengan_rujukan(model, kolom)
    turun = saringan.urut.startswith("-")
    urut = _kolom_urut(model, alias, saringan.urut.removeprefix("-"))
    pk = kunci_utama(model)
    pernyataan = (
        pernyataan.where(*syarat)
        .order_by(urut.desc() if turun else urut, pk.desc() if turun else pk)
        .limit(SEHALAMAN)
        .offset((saringan.halaman - 1) * SEHALAMAN)
    )
    return Daftar(saringan, tuple(_baris(o, kolom) for o in db.session.scalars(pernyataan)), jumlah)


def satu(model: Any, actor: Actor, pk: str, *, kolom: Sequence[str]) -> Baris:
    """One row; TidakDitemukan where it is not there or not the actor's to see."""
    return _baris(_objek(model, actor, pk, kolom), kolom)


def isi(model: Any, actor: Actor, pk: str) -> tuple[dict[str, Any], str]:
    """The columns of one row as a form shows them, and their digest: it proves that nobody came between."""
    objek = _objek(model, actor, pk, ())
    return {k.key: getattr(objek, k.key) for k in inspect(model).column_attrs}, sidik(objek)


def dipakai(model: Any, actor: Actor, pk: str) -> list[tuple[str, int]]:
    """What refers to this row: (word, how many)."""
    return pemakai(db.session, _objek(model, actor, pk, ()))


def riwayat(model: Any, pk: str) -> tuple[Perubahan, ...]:
    """The last changes of a row, newest first."""
    kunci = baca_pk(model, pk)
    orang = aliased(Pegawai)
    baris = db.session.execute(
        select(Peristiwa.rincian, func.coalesce(orang.nama, Peristiwa.aktor), Peristiwa.pada)
        .outerjoin(orang, Peristiwa.aktor == literal("orang:") + cast(orang.id, String))
        .where(Peristiwa.subjek == model.__tablename__, Peristiwa.subjek_id == nomor_subjek(kunci))
        .where(Peristiwa.jenis == "data_induk:diubah")
        .order_by(Peristiwa.id.desc())
        .limit(10)
    )
    return tuple(
        Perubahan(
            tindakan=rincian.get("tindakan", ""), oleh=oleh, pada=pada,
            nilai={k: (rincian["lama"].get(k), v) for k, v in rincian["baru"].items()},
        )
        for rincian, oleh, pada in baris
    )  # fmt: skip


def lingkup(model: Any, actor: Actor) -> ColumnElement[bool]:
    """Whose rows: Admin BKD and Auditor all, Admin OPD those of his own OPD; the rights themselves are in roles.py."""
    if actor.punya("Admin BKD", "Auditor", "Admin"):
        return true()
    di_sini = select(Penempatan.pegawai_id).join(Unit).where(Unit.opd_id == actor.opd_id, *_berlaku(Penempatan))
    batas: dict[Any, ColumnElement[bool]] = {
        Unit: Unit.opd_id == actor.opd_id,
        Pegawai: Pegawai.id.in_(di_sini),
        Penempatan: Penempatan.unit_id.in_(select(Unit.id).where(Unit.opd_id == actor.opd_id)),
        Rantai: Rantai.pegawai_id.in_(di_sini),
        Pengganti: or_(Pengganti.digantikan_id.in_(di_sini), Pengganti.pengganti_id.in_(di_sini)),
        Verifikatur: Verifikatur.opd_id == actor.opd_id,
        Tarikan: Tarikan.opd_id == actor.opd_id,
    }
    return batas.get(model, true())


def cari(model: Any, teks: str, *, syarat: Sequence[Any] = (), batas: int = 11) -> list[Rujukan]:
    """Rows a typed text may mean, at most `batas`: the one that is named exactly, else all that contain it."""
    kata = " ".join(teks.split())
    nama, kenal = _NAMA[model]
    pernyataan = select(model).where(*syarat).order_by(model.nama, model.id).limit(batas)
    if model is Unit:
        pernyataan = pernyataan.join(Unit.opd).options(contains_eager(Unit.opd))
    for syarat_kata in (
        kenal(kata),
        func.lower(model.nama) == kata.lower(),
        model.nama.icontains(kata, autoescape=True),
    ):
        if hasil := list(db.session.scalars(pernyataan.where(syarat_kata))):
            return [Rujukan(o.id, nama(o)) for o in hasil]
    return []


def sebut(model: Any, kunci: int | None) -> str:
    """The text that names a row exactly; "" for none."""
    objek = db.session.get(model, kunci) if kunci is not None else None
    return "" if objek is None else _NAMA[model][0](objek)


def pilihan(model: Any, *, syarat: Sequence[Any] = ()) -> list[tuple[int, str]]:
    """All rows of a small table (OPD, waves) for a select."""
    return [(o.id, str(o)) for o in db.session.scalars(select(model).where(*syarat).order_by(model.nama))]


def _kenal_pegawai(kata: str) -> ColumnElement[bool]:
    """NIP in front, with or without blanks, perhaps followed by the name as the field itself writes it."""
    padat = kata.replace(" ", "").replace(".", "")
    return Pegawai.nip.in_([padat[:18] if padat[:18].isdecimal() else kata, kata.split(" · ")[0]])


def _kenal_unit(kata: str) -> ColumnElement[bool]:
    return cast(Unit.id, String) == kata.rpartition("#")[2] if "#" in kata else Unit.id.is_(None)


_NAMA: dict[Any, tuple[Any, Any]] = {
    Pegawai: (lambda o: f"{o.nip} · {o.nama}", _kenal_pegawai),
    Unit: (lambda o: f"{o.nama} · {o.opd.kode} #{o.id}", _kenal_unit),
    Jabatan: (lambda o: f"{o.nama} · {o.jenis}", lambda kata: (Jabatan.nama + " · " + Jabatan.jenis) == kata),
}
"""Per table: the text that names a row exactly, and the condition that finds it again."""


def _objek(model: Any, actor: Actor, pk: str, kolom: Sequence[str]) -> Any:
    kunci = baca_pk(model, pk)
    pernyataan, _alias = _dengan_rujukan(model, kolom)
    objek = None
    if kunci is not None:
        objek = db.session.scalar(pernyataan.where(kunci_utama(model) == kunci, lingkup(model, actor)))
    if objek is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return objek


def _dengan_rujukan(model: Any, kolom: Sequence[str]) -> tuple[Any, dict[str, Any]]:
    """The select with every relation that the columns name joined and loaded: "unit.opd.kode" loads unit and OPD."""
    pernyataan, alias = select(model), {}
    hubungan = inspect(model).relationships
    for jalan in kolom:
        akar, *lanjut = jalan.split(".")
        if akar not in hubungan:
            continue
        if akar not in alias:
            alias[akar] = aliased(hubungan[akar].mapper.class_)
            pernyataan = pernyataan.outerjoin(getattr(model, akar).of_type(alias[akar]))
        muat = contains_eager(getattr(model, akar).of_type(alias[akar]))
        if len(lanjut) > 1:
            muat = muat.joinedload(getattr(alias[akar], lanjut[0]))
        pernyataan = pernyataan.options(muat)
    return pernyataan, alias


def _kolom_urut(model: Any, alias: Mapping[str, Any], jalan: str) -> Any:
    akar, _titik, kolom = jalan.partition(".")
    return getattr(alias[akar], kolom) if kolom else getattr(model, akar)


def _cocok(model: Any, cari_di: Sequence[str], kata: str) -> ColumnElement[bool]:
    """Rows in which one of these text columns ("nama", or "pegawai.nama" of a relation) contains the words."""
    if not kata or not cari_di:
        return true()
    syarat = []
    for jalan in cari_di:
        akar, _titik, kolom = jalan.partition(".")
        if kolom:
            lain = inspect(model).relationships[akar].mapper.class_
            syarat.append(getattr(model, akar).has(getattr(lain, kolom).icontains(kata, autoescape=True)))
        else:
            syarat.append(getattr(model, akar).icontains(kata, autoescape=True))
    return or_(*syarat)


def _baris(objek: Any, kolom: Sequence[str]) -> Baris:
    pk = inspect(objek).mapper.primary_key_from_instance(objek)[0]
    return Baris(str(pk), {jalan: _nilai(objek, jalan) for jalan in kolom})


def _nilai(objek: Any, jalan: str) -> Any:
    try:
        return attrgetter(jalan)(objek)
    except AttributeError:  # a relation on the way is empty
        return None


def _berlaku(model: Any) -> tuple[Any, ...]:
    hari = waktu.hari_ini()
    return model.sejak <= hari, or_(model.sampai.is_(None), model.sampai >= hari)
