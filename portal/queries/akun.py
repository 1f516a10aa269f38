"""Accounts as Admin BKD and (of his OPD) Admin OPD see them, and the check of an old password."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask_appbuilder.security.sqla.models import Role
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, and_, case, cast, false, func, literal, or_, select, true
from sqlalchemy.orm import aliased
from werkzeug.security import check_password_hash

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Opd, Pegawai, Penempatan, Pengguna, Peristiwa, Unit
from portal.queries.halaman import banyak_halaman
from portal.roles import PERAN, PERAN_TURUNAN
from portal.security import Actor, actor_of, pegawai_biasa

SEHALAMAN = 25
SARING = ("semua", "sekali_pakai", "nonaktif", "tanpa_akun")


@dataclass(frozen=True)
class Saringan:
    """What the list was asked for."""

    cari: str = ""
    saring: str = "semua"
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From the address; what makes no sense there counts as not said."""
        halaman = args.get("halaman", "")
        return cls(
            cari=" ".join(args.get("cari", "").split())[:100],
            saring=args["saring"] if args.get("saring") in SARING else "semua",
            halaman=max(1, int(halaman)) if halaman.isdecimal() and len(halaman) < 7 else 1,
        )


@dataclass(frozen=True)
class Baris:
    """One person and his account; `akun_id` None: he has none yet."""

    pegawai_id: int
    nama: str
    nip: str
    opd: str | None
    akun_id: int | None
    aktif: bool
    sekali_pakai: bool
    peran: tuple[str, ...]
    masuk_terakhir: datetime | None


@dataclass(frozen=True)
class Daftar:
    """One page of the list, with the count of each filter."""

    saringan: Saringan
    baris: tuple[Baris, ...]
    jumlah: int
    per_saring: Mapping[str, int]

    @property
    def jumlah_halaman(self) -> int:
        """At least 1."""
        return banyak_halaman(self.jumlah, SEHALAMAN)


@dataclass(frozen=True)
class Rincian:
    """One account (or the person who shall get one). `turunan` follows from the chain and cannot be ticked.
    `boleh_sandi`: the actor may reset its password."""

    pegawai_id: int
    nama: str
    nip: str
    opd: str | None
    pegawai_aktif: bool
    akun_id: int | None
    aktif: bool
    sekali_pakai: bool
    peran: tuple[str, ...]
    turunan: tuple[str, ...]
    masuk_terakhir: datetime | None
    gagal_masuk: int
    sendiri: bool
    teknis: bool
    boleh_sandi: bool
    riwayat: tuple[tuple[str, str, datetime], ...]


def daftar(actor: Actor, saringan: Saringan) -> Daftar:
    """People and accounts; three statements however many there are (a fourth for the roles)."""
    dasar = _lihat(actor) & _cocok(saringan.cari)
    hitung = db.session.execute(
        select(*(func.count(case((_saring(s), 1))).label(s) for s in SARING))
        .select_from(Pegawai)
        .outerjoin(Pengguna, Pengguna.pegawai_id == Pegawai.id)
        .where(dasar)
    ).one()
    per_saring = hitung._asdict()
    pernyataan = (
        _orang()
        .where(dasar, _saring(saringan.saring))
        .order_by(Pegawai.nama, Pegawai.id)
        .limit(SEHALAMAN)
        .offset((saringan.halaman - 1) * SEHALAMAN)
    )
    baris = db.session.execute(pernyataan).all()
    peran = _peran([b.akun_id for b in baris if b.akun_id is not None])
    return Daftar(
        saringan=saringan,
        baris=tuple(Baris(**_isi(b), peran=peran.get(b.akun_id, ())) for b in baris),
        jumlah=per_saring[saringan.saring],
        per_saring=per_saring,
    )


def rincian(actor: Actor, *, akun_id: int | None = None, pegawai_id: int | None = None) -> Rincian:
    """One account by its id, or the person by his; TidakDitemukan."""
    syarat = Pengguna.id == akun_id if akun_id is not None else Pegawai.id == pegawai_id
    satu = db.session.execute(
        _orang().add_columns(Pegawai.aktif.label("pegawai_aktif")).where(_lihat(actor), syarat)
    ).first()
    if satu is None:
        raise TidakDitemukan(_("Akun ini tidak ada."))
    gagal = (
        db.session.scalar(select(Pengguna.fail_login_count).where(Pengguna.id == satu.akun_id)) if satu.akun_id else 0
    )
    peran = _peran([satu.akun_id] if satu.akun_id else []).get(satu.akun_id, ())
    pemilik = actor_of(satu.pegawai_id)
    sendiri, teknis = satu.pegawai_id == actor.pegawai_id, bool(set(peran) - set(PERAN))
    return Rincian(
        **_isi(satu), pegawai_aktif=satu.pegawai_aktif, peran=peran, gagal_masuk=gagal or 0,
        turunan=tuple(sorted(pemilik.roles & set(PERAN_TURUNAN))), sendiri=sendiri, teknis=teknis,
        boleh_sandi=not sendiri and not teknis and (actor.punya("Admin BKD") or pegawai_biasa(pemilik)),
        riwayat=_riwayat(satu.akun_id),
    )  # fmt: skip


def sandi_cocok(pengguna_id: int | None, sandi: str) -> str | None:
    """The stored hash if the password fits it, else None. Slow on purpose; holds no transaction while it computes."""
    sidik = db.session.scalar(select(Pengguna.password).where(Pengguna.id == pengguna_id))
    db.session.rollback()
    return sidik if sidik and check_password_hash(sidik, sandi) else None


def nip_akun(pengguna_id: int | None) -> str:
    """The name one logs in with."""
    return db.session.scalar(select(Pengguna.username).where(Pengguna.id == pengguna_id)) or ""


def wajib_ganti(pengguna_id: int | None) -> bool:
    """Whether the password is a one-time one."""
    return bool(db.session.scalar(select(Pengguna.wajib_ganti_sandi).where(Pengguna.id == pengguna_id)))


def _lihat(actor: Actor) -> ColumnElement[bool]:
    """Admin BKD sees the accounts of the whole province, an Admin OPD those of the people placed in his today."""
    if actor.punya("Admin BKD"):
        return true()
    if not actor.punya("Admin OPD") or actor.opd_id is None:
        return false()
    hari = waktu.hari_ini()
    return Pegawai.id.in_(
        select(Penempatan.pegawai_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(
            Unit.opd_id == actor.opd_id, Penempatan.sejak <= hari,
            or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari),
        )
    )  # fmt: skip


def _orang() -> Any:
    """People with account and OPD of today; one row each."""
    hari = waktu.hari_ini()
    kini = (
        select(Penempatan.pegawai_id, func.max(Penempatan.id).label("id"))
        .where(Penempatan.sejak <= hari, or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari))
        .group_by(Penempatan.pegawai_id)
        .subquery()
    )
    tempat = aliased(Penempatan)
    return (
        select(
            Pegawai.id.label("pegawai_id"), Pegawai.nama, Pegawai.nip, Opd.nama.label("opd"),
            Pengguna.id.label("akun_id"), Pengguna.active.label("aktif"),
            Pengguna.wajib_ganti_sandi.label("sekali_pakai"), Pengguna.last_login.label("masuk_terakhir"),
        )
        .select_from(Pegawai)
        .outerjoin(Pengguna, Pengguna.pegawai_id == Pegawai.id)
        .outerjoin(kini, kini.c.pegawai_id == Pegawai.id)
        .outerjoin(tempat, tempat.id == kini.c.id)
        .outerjoin(Unit, Unit.id == tempat.unit_id)
        .outerjoin(Opd, Opd.id == Unit.opd_id)
    )  # fmt: skip


def _cocok(cari: str) -> ColumnElement[bool]:
    if not cari:
        return true()
    return or_(
        Pegawai.nama.icontains(cari, autoescape=True), Pegawai.nip.startswith(cari.replace(" ", ""), autoescape=True)
    )


def _saring(saring: str) -> ColumnElement[bool]:
    return {
        "semua": Pengguna.id.is_not(None),
        "sekali_pakai": and_(Pengguna.id.is_not(None), Pengguna.active.is_(True), Pengguna.wajib_ganti_sandi.is_(True)),
        "nonaktif": and_(Pengguna.id.is_not(None), Pengguna.active.is_(False)),
        "tanpa_akun": and_(Pengguna.id.is_(None), Pegawai.aktif.is_(True)),
    }[saring]


def _isi(baris: Any) -> dict[str, Any]:
    """A row as keyword arguments: plain booleans, and FAB's login time (the server's own clock) made aware."""
    isi = {k: v for k, v in baris._asdict().items() if k != "pegawai_aktif"}
    masuk = isi["masuk_terakhir"]
    return isi | {
        "aktif": bool(isi["aktif"]),
        "sekali_pakai": bool(isi["sekali_pakai"]),
        "masuk_terakhir": masuk.astimezone(UTC) if masuk is not None else None,
    }


def _peran(akun: list[int]) -> dict[int | None, tuple[str, ...]]:
    """Role names of these accounts, in the order of portal/roles.py; one statement."""
    if not akun:
        return {}
    urut = {nama: n for n, nama in enumerate(PERAN)}
    hasil: dict[int | None, list[str]] = {}
    for akun_id, nama in db.session.execute(
        select(Pengguna.id, Role.name).join(Pengguna.roles).where(Pengguna.id.in_(akun))
    ):
        hasil.setdefault(akun_id, []).append(nama)
    return {k: tuple(sorted(v, key=lambda n: urut.get(n, len(urut)))) for k, v in hasil.items()}


def _riwayat(akun_id: int | None) -> tuple[tuple[str, str, datetime], ...]:
    """The last events of an account: what, by whom, when."""
    if akun_id is None:
        return ()
    orang = aliased(Pegawai)
    baris = db.session.execute(
        select(Peristiwa.jenis, func.coalesce(orang.nama, Peristiwa.aktor), Peristiwa.pada)
        .outerjoin(orang, Peristiwa.aktor == literal("orang:") + cast(orang.id, String))
        .where(Peristiwa.subjek == "akun", Peristiwa.subjek_id == akun_id)
        .order_by(Peristiwa.id.desc())
        .limit(10)
    )
    return tuple((jenis, oleh, pada) for jenis, oleh, pada in baris)
