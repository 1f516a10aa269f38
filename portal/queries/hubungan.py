"""Whom to ask: what somebody lacks before he can work here, and who can mend it, by name."""

from dataclasses import dataclass
from typing import Any

from flask_appbuilder.security.sqla.models import Role
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select

from portal import waktu
from portal.extensions import db
from portal.models import Opd, Pegawai, Penempatan, Pengguna, Rantai, Unit
from portal.roles import PERAN_TURUNAN
from portal.security import Actor

PALING_BANYAK = 5
"""Names of each kind."""
KATA = {
    "peran": _l("Akun Anda belum mempunyai peran."),
    "pegawai": _l("Akun Anda belum terhubung dengan data seorang pegawai."),
    "penempatan": _l("Penempatan Anda (unit kerja dan jabatan) belum tercatat atau sudah berakhir."),
    "rantai": _l("Pejabat penilai dan atasannya belum ditetapkan untuk Anda."),
}
"""What may be lacking, in words."""


@dataclass(frozen=True)
class Hubungan:
    """`kurang`: what the person lacks, in words, the first to be mended first. `admin_opd` and `admin_bkd`: names of
    those who can help, at most a few; `opd`: whose admin OPD they are."""

    kurang: tuple[str, ...]
    opd: str | None
    admin_opd: tuple[str, ...]
    admin_bkd: tuple[str, ...]


def hubungan(actor: Actor) -> Hubungan:
    """All of it. Three statements at most."""
    opd = db.session.scalar(select(Opd.nama).where(Opd.id == actor.opd_id)) if actor.opd_id is not None else None
    nama: dict[str, list[str]] = {"Admin OPD": [], "Admin BKD": []}
    for peran, siapa in db.session.execute(_admin(actor)):
        if siapa not in nama[peran] and len(nama[peran]) < PALING_BANYAK:
            nama[peran].append(siapa)
    kurang = tuple(str(KATA[k]) for k in kekurangan(actor))
    return Hubungan(kurang, opd, tuple(nama["Admin OPD"]), tuple(nama["Admin BKD"]))


def kekurangan(actor: Actor) -> tuple[str, ...]:
    """Keys of KATA. One statement at most."""
    if not actor.roles - set(PERAN_TURUNAN):
        return ("peran",)
    if actor.pegawai_id is None:
        return ("pegawai",)
    if "Pegawai" not in actor.roles:
        return ()
    tanpa_tempat = ("penempatan",) if actor.opd_id is None else ()
    return (*tanpa_tempat, *(() if _berantai(actor.pegawai_id) else ("rantai",)))


def _berantai(pegawai_id: int) -> bool:
    """Somebody appraises this person today, or nobody can: he is a pejabat negara."""
    hari = waktu.hari_ini()
    rantai = select(Rantai.id).where(
        Rantai.pegawai_id == pegawai_id, Rantai.sejak <= hari, or_(Rantai.sampai.is_(None), Rantai.sampai >= hari)
    )
    ada = select(Pegawai.id).where(Pegawai.id == pegawai_id, or_(Pegawai.jenis == "pejabat_negara", rantai.exists()))
    return db.session.scalar(ada) is not None


def _admin(actor: Actor) -> Any:
    """(role, name) of the admins with an open account: of the actor's OPD, and of BKD."""
    hari = waktu.hari_ini()
    berlaku = and_(Penempatan.sejak <= hari, or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari))
    di_opd = (
        select(Penempatan.id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(Penempatan.pegawai_id == Pegawai.id, berlaku, Unit.opd_id == actor.opd_id)
        .exists()
    )
    return (
        select(Role.name, Pegawai.nama)
        .select_from(Pengguna)
        .join(Pengguna.roles)
        .join(Pegawai, Pegawai.id == Pengguna.pegawai_id)
        .where(
            Pengguna.active, Pegawai.aktif, Pegawai.id != (actor.pegawai_id or 0),
            or_(Role.name == "Admin BKD", and_(Role.name == "Admin OPD", di_opd)),
        )
        .order_by(Pegawai.nama)
        .limit(100)
    )  # fmt: skip


def kalimat(siapa: Hubungan) -> str:
    """Whom to ask, in one sentence: the admin OPD first, who is nearer, and BKD."""
    bagian = []
    if siapa.admin_opd:
        bagian.append(_("Admin OPD %(opd)s: %(nama)s", opd=siapa.opd, nama=", ".join(siapa.admin_opd)))
    bagian.append(_("Admin BKD: %(nama)s", nama=", ".join(siapa.admin_bkd)) if siapa.admin_bkd else _("Admin BKD"))
    return _("Hubungi %(siapa)s.", siapa="; ".join(bagian))
