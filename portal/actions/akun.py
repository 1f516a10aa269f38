"""Accounts: made, given a new one-time password, switched on and off, given roles; and one's own change of password.

A password never enters an action: hashing it takes a tenth of a second, which must not be spent under the write lock.
Callers make it with `sandi_sekali_pakai()` or `sidik()` first.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask_appbuilder.security.sqla.models import Role
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import generate_password_hash

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Pegawai, Pengguna
from portal.roles import PERAN, PERAN_TURUNAN
from portal.security import Actor, actor_of, pegawai_biasa

PERAN_TERSIMPAN = tuple(nama for nama in PERAN if nama not in PERAN_TURUNAN)
"""Roles that may be ticked; FAB's Admin is none of the portal's and is given to nobody."""

_HURUF = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike on paper


@dataclass(frozen=True)
class SandiSekaliPakai:
    """A new password: `teks` is shown once and kept nowhere, `sidik` is what the table gets."""

    teks: str
    sidik: str


def sandi_sekali_pakai() -> SandiSekaliPakai:
    """A random password that can be read from paper: three groups of four, 59 bits."""
    teks = "-".join("".join(secrets.choice(_HURUF) for _ in range(4)) for _ in range(3))
    return SandiSekaliPakai(teks, sidik(teks))


def sidik(sandi: str) -> str:
    """The salted scrypt hash of a password. Slow on purpose: never call it inside an action."""
    return generate_password_hash(sandi)


@action
def buat(*, actor: Actor, pegawai_id: int, peran: Iterable[str], sidik: str) -> int:
    """An account for a person, whose password must be changed at the first login. Returns the account's id."""
    _pengelola(actor)
    pegawai = db.session.get(Pegawai, pegawai_id)
    if pegawai is None:
        raise TidakDitemukan(_("Pegawai ini tidak ada."))
    if not pegawai.aktif:
        raise TidakSah(Temuan("pegawai", None, _("Pegawai ini sudah tidak aktif, sehingga tidak dapat diberi akun.")))
    if db.session.scalar(select(Pengguna.id).where(Pengguna.pegawai_id == pegawai_id)):
        raise Bentrok(_("Pegawai ini sudah mempunyai akun. Setel ulang kata sandinya bila ia lupa."))
    if pegawai_id == actor.pegawai_id:
        raise BukanHak(_("Anda tidak dapat membuat akun untuk diri sendiri."))
    diberi = _peran(peran)
    depan, belakang = [*pegawai.nama.split(" ", 1), ""][:2]
    pengguna = Pengguna(
        first_name=depan[:64], last_name=belakang[:64], username=pegawai.nip,
        email=f"{pegawai.nip.lower()}@ppk.invalid", active=True, password=sidik, wajib_ganti_sandi=True,
        pegawai=pegawai, roles=diberi,
    )  # fmt: skip
    db.session.add(pengguna)
    try:
        db.session.flush()
    except IntegrityError as galat:
        raise Bentrok(_("Nama pengguna atau alamat akun ini sudah dipakai akun lain.")) from galat
    nama = sorted(role.name for role in diberi)
    audit.record(
        db.session, Event.AKUN_DIBUAT, actor=actor, subjek=("akun", pengguna.id), pegawai_id=pegawai_id, peran=nama
    )
    return pengguna.id


@action
def setel_ulang_sandi(pengguna_id: int, *, actor: Actor, sidik: str) -> None:
    """A new one-time password. Sessions that are still open lead to the change of password as well.

    An Admin OPD may do it for the people of his OPD who decide on nobody: whoever resets a password could use it.
    """
    if actor.punya("Admin BKD"):
        pengguna = _milik_orang_lain(pengguna_id, actor)
    else:
        pengguna = _pegawai_biasa(pengguna_id, actor)
    wajib = bool(pengguna.wajib_ganti_sandi)
    pengguna.password = sidik
    pengguna.wajib_ganti_sandi = True
    pengguna.fail_login_count = 0
    sebagai = "Admin BKD" if actor.punya("Admin BKD") else "Admin OPD"
    audit.record(
        db.session, Event.SANDI_DISETEL_ULANG, actor=actor, subjek=("akun", pengguna.id), sebagai=sebagai,
        lama={"wajib_ganti_sandi": wajib}, baru={"wajib_ganti_sandi": True},
    )  # fmt: skip


@action
def setel_aktif(pengguna_id: int, *, actor: Actor, aktif: bool) -> None:
    """Switch an account on or off; off works at the person's next request."""
    pengguna = _milik_orang_lain(pengguna_id, actor)
    if bool(pengguna.active) == aktif:
        raise Bentrok(_("Akun ini sudah aktif.") if aktif else _("Akun ini sudah nonaktif."))
    if aktif and pengguna.pegawai is not None and not pengguna.pegawai.aktif:
        raise Bentrok(_("Pegawai ini sudah tidak aktif. Aktifkan pegawainya lebih dahulu di Data induk."))
    pengguna.active = aktif
    peristiwa = Event.AKUN_DIAKTIFKAN if aktif else Event.AKUN_DINONAKTIFKAN
    audit.record(db.session, peristiwa, actor=actor, subjek=("akun", pengguna.id), lama=not aktif, baru=aktif)


@action
def setel_peran(pengguna_id: int, *, actor: Actor, peran: Iterable[str]) -> None:
    """Give an account exactly these stored roles."""
    pengguna = _milik_orang_lain(pengguna_id, actor)
    diberi = _peran(peran)
    lama, baru = sorted(r.name for r in pengguna.roles), sorted(r.name for r in diberi)
    if lama == baru:
        raise Bentrok(_("Tidak ada peran yang berubah."))
    pengguna.roles = diberi
    audit.record(db.session, Event.AKUN_PERAN_DIUBAH, actor=actor, subjek=("akun", pengguna.id), lama=lama, baru=baru)


@action
def ganti_sandi(*, actor: Actor, sidik_lama: str, sidik_baru: str) -> None:
    """One's own new password; `sidik_lama` is the hash that the old password was checked against."""
    pengguna = db.session.get(Pengguna, actor.pengguna_id)
    if pengguna is None or pengguna.password != sidik_lama:
        raise Bentrok(_("Kata sandi Anda baru saja diganti dari tempat lain. Masuk lagi dengan kata sandi yang baru."))
    pengguna.password = sidik_baru
    pengguna.wajib_ganti_sandi = False
    pengguna.sandi_diganti_pada = waktu.sekarang()
    audit.record(db.session, Event.SANDI_DIGANTI, actor=actor, subjek=("akun", pengguna.id))


def _pengelola(actor: Actor) -> None:
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya admin BKD yang mengelola akun."))


def _milik_orang_lain(pengguna_id: int, actor: Actor) -> Pengguna:
    """The account to change: not one's own, so that nobody gives himself a right, and not FAB's superuser."""
    _pengelola(actor)
    pengguna = db.session.get(Pengguna, pengguna_id)
    if pengguna is None:
        raise TidakDitemukan(_("Akun ini tidak ada."))
    if pengguna.id == actor.pengguna_id:
        raise BukanHak(_("Akun Anda sendiri hanya dapat diubah oleh admin BKD yang lain."))
    if {role.name for role in pengguna.roles} - set(PERAN_TERSIMPAN):
        raise BukanHak(_("Akun teknis ini tidak dikelola di sini."))
    return pengguna


def _pegawai_biasa(pengguna_id: int, actor: Actor) -> Pengguna:
    """The account of a plain pegawai of the admin's own OPD; TidakDitemukan for another OPD's, BukanHak for a role."""
    if not actor.punya("Admin OPD") or actor.opd_id is None:
        raise BukanHak(_("Hanya admin BKD yang mengelola akun."))
    pengguna = db.session.get(Pengguna, pengguna_id)
    if pengguna is None or pengguna.pegawai_id is None:
        raise TidakDitemukan(_("Akun ini tidak ada."))
    pemilik = actor_of(pengguna.pegawai_id)
    if pemilik.opd_id != actor.opd_id:
        raise TidakDitemukan(_("Akun ini tidak ada."))
    if pengguna.id == actor.pengguna_id or not pegawai_biasa(pemilik):
        pesan = _("Akun ini mempunyai peran lain atau menilai orang lain. Kata sandinya disetel ulang oleh Admin BKD.")
        raise BukanHak(pesan)
    return pengguna


def _peran(nama: Iterable[str]) -> list[Role]:
    """The roles of these names; only those that may be ticked."""
    diminta = set(nama)
    if not diminta:
        raise TidakSah(Temuan("peran", None, _("Pilih paling sedikit satu peran.")))
    if asing := sorted(diminta - set(PERAN_TERSIMPAN)):
        raise TidakSah(
            Temuan("peran", None, _("Peran %(peran)s tidak dapat diberikan di sini.", peran=", ".join(asing)))
        )
    ada = list(db.session.scalars(select(Role).where(Role.name.in_(diminta))))
    if hilang := sorted(diminta - {role.name for role in ada}):
        raise TidakSah(
            Temuan("peran", None, _("Peran %(peran)s belum ada; jalankan `peran sinkron`.", peran=", ".join(hilang)))
        )
    return ada
