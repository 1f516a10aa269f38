"""Hukuman disiplin on screen: the record BKD keeps, one of it with its versions, and what a person sees of his own and
of those he appraises."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.hukuman import BATAL, berlaku, terbaru
from portal.models import HukumanDisiplin, Pegawai, Penempatan, Unit
from portal.queries import lingkup
from portal.rules.hukuman import TINGKAT
from portal.security import Actor

UKURAN = 25
KEADAAN = ("berjalan", "akan", "selesai", "batal")
MAKS_SENDIRI = 100


@dataclass(frozen=True)
class Hukuman:
    """One record as it now stands. `id`: the number of the record; `keadaan`: one of KEADAAN."""

    id: int
    versi: int
    pegawai_id: int
    nip: str
    nama: str
    tingkat: str
    sebutan: str
    dasar: str
    peraturan: str
    jenis: str
    potongan: int
    sk_nomor: str
    sk_tanggal: date
    pejabat: str
    mulai: date
    sampai: date | None
    pasal: str
    pelanggaran: str
    tindakan: str
    alasan: str | None
    oleh: str
    pada: datetime

    @property
    def keadaan(self) -> str:
        """Where it stands today; one without a time of its own is over once it has been given."""
        hari = waktu.hari_ini()
        if self.tindakan == BATAL:
            return "batal"
        if hari < self.mulai:
            return "akan"
        return "berjalan" if self.sampai is not None and hari <= self.sampai else "selesai"


@dataclass(frozen=True)
class Saringan:
    """What the list shows. `cari`: part of a name, or the beginning of a NIP or of the decision's number."""

    cari: str = ""
    tingkat: str = ""
    keadaan: str = ""
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there."""
        tingkat, keadaan, nomor = args.get("tingkat", ""), args.get("keadaan", ""), args.get("halaman", "")
        return cls(
            " ".join(args.get("q", "").replace("\0", "").split())[:100], tingkat if tingkat in TINGKAT else "",
            keadaan if keadaan in KEADAAN else "",
            int(nomor) if nomor.isascii() and nomor.isdigit() and 0 < len(nomor) < 6 and int(nomor) else 1,
        )  # fmt: skip


@dataclass(frozen=True)
class Daftar:
    """/disiplin/. `rinci`: the reader keeps the record; who only examines sees what for once he has said why."""

    saringan: Saringan
    baris: tuple[Hukuman, ...]
    halaman: int
    jumlah: int
    rinci: bool

    @property
    def jumlah_halaman(self) -> int:
        """Pages."""
        return max(1, -(-self.jumlah // UKURAN))


@dataclass(frozen=True)
class Satu:
    """One record: as it stands, and every version, the newest first. `tempat`: where the person now works."""

    kini: Hukuman
    versi: tuple[Hukuman, ...]
    tempat: str


def daftar(actor: Actor, saringan: Saringan) -> Daftar:
    """One page of the record, the newest decision first. Two statements."""
    syarat = _syarat(actor, saringan)
    jumlah = db.session.scalar(_dari(select(func.count()), *syarat)) or 0
    nomor = min(saringan.halaman, max(1, -(-jumlah // UKURAN)))
    baris = _baca(*syarat, batas=UKURAN, mulai=(nomor - 1) * UKURAN)
    return Daftar(saringan, baris, nomor, jumlah, actor.punya("Admin BKD"))


def satu(actor: Actor, hukuman_id: int) -> Satu:
    """One record by its number; TidakDitemukan. Two statements."""
    h = HukumanDisiplin
    versi = _baca(or_(h.id == hukuman_id, h.pangkal_id == hukuman_id), lingkup.hukuman_terlihat(actor), batas=1000)
    versi = tuple(sorted(versi, key=lambda v: v.versi, reverse=True))
    if not versi or versi[-1].versi != 1:  # the number of a later version is no number of a record
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    hari = waktu.hari_ini()
    tempat = db.session.scalar(
        select(Unit.nama).join(Penempatan, Penempatan.unit_id == Unit.id)
        .where(
            Penempatan.pegawai_id == versi[0].pegawai_id, Penempatan.sejak <= hari,
            or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari),
        )
        .limit(1)
    )  # fmt: skip
    return Satu(versi[0], versi, tempat or "")


def milik(actor: Actor) -> tuple[Hukuman, ...]:
    """The actor's own, the newest first, cancelled ones too. One statement."""
    return _baca(HukumanDisiplin.pegawai_id == actor.pegawai_id, terbaru(), batas=MAKS_SENDIRI)


def bawahan(actor: Actor) -> tuple[Hukuman, ...]:
    """What those he appraises are under today or will be: he must see it carried out and knows why TPP is less. What
    they did is not his to read here. One statement."""
    h = HukumanDisiplin
    return _baca(lingkup.hukuman_bawahan(actor), berlaku(), h.sampai >= waktu.hari_ini(), batas=MAKS_SENDIRI)


def _syarat(actor: Actor, s: Saringan) -> tuple[ColumnElement[bool], ...]:
    h, hari = HukumanDisiplin, waktu.hari_ini()
    syarat = [lingkup.hukuman_terlihat(actor), terbaru()]
    if s.cari:
        awalan = s.cari.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        syarat.append(
            or_(
                Pegawai.nama.ilike(f"%{awalan}%", escape="\\"), Pegawai.nip.like(f"{awalan}%", escape="\\"),
                h.sk_nomor.ilike(f"{awalan}%", escape="\\"),
            )
        )  # fmt: skip
    if s.tingkat:
        syarat.append(h.tingkat == s.tingkat)
    if s.keadaan:
        syarat.append(h.tindakan == BATAL if s.keadaan == "batal" else h.tindakan != BATAL)
    if s.keadaan == "akan":
        syarat.append(h.mulai > hari)
    elif s.keadaan == "berjalan":
        syarat += [h.mulai <= hari, h.sampai >= hari]
    elif s.keadaan == "selesai":
        syarat += [h.mulai <= hari, or_(h.sampai.is_(None), h.sampai < hari)]
    return tuple(syarat)


def _dari(pernyataan: Any, *syarat: ColumnElement[bool]) -> Any:
    return (
        pernyataan.select_from(HukumanDisiplin)
        .join(Pegawai, Pegawai.id == HukumanDisiplin.pegawai_id)
        .where(*syarat)
    )  # fmt: skip


def _baca(*syarat: ColumnElement[bool], batas: int, mulai: int = 0) -> tuple[Hukuman, ...]:
    h, pencatat = HukumanDisiplin, aliased(Pegawai)
    baris = db.session.execute(
        _dari(
            select(
                func.coalesce(h.pangkal_id, h.id), h.versi, h.pegawai_id, Pegawai.nip, Pegawai.nama, h.tingkat,
                h.sebutan, h.dasar, h.peraturan, h.jenis, h.potongan, h.sk_nomor, h.sk_tanggal, h.pejabat, h.mulai,
                h.sampai, h.pasal, h.pelanggaran, h.tindakan, h.alasan, pencatat.nama, h.dicatat_pada,
            ), *syarat,
        )
        .outerjoin(pencatat, pencatat.id == h.dicatat_oleh_id)
        .order_by(h.sk_tanggal.desc(), h.id.desc()).limit(batas).offset(mulai)
    )  # fmt: skip
    return tuple(Hukuman(*b) for b in baris)
