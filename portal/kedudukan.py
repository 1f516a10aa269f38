"""Who somebody is on a day: his account, himself and his OPD, his roles, and all that follows from the chain.

Every request begins with this, so it is one statement, built once: building one costs many times what the database
takes to answer it. Nothing of the answer is kept for the next request: a right that ended ends at once.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_appbuilder.security.sqla.models import Role, assoc_user_role
from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Row,
    Select,
    String,
    Table,
    and_,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    true,
    union_all,
)

from portal import serahan
from portal.extensions import db
from portal.models import Opd, Pegawai, Penempatan, Pengganti, Pengguna, Rantai, Unit, Verifikatur

PERAN, VERIFIKATUR, PENILAI, ATASAN = "peran", "verifikatur", "Pejabat Penilai", "Atasan Banding"
DISERAHI = "diserahi"
WAKIL = ("Plt", "Plh")
"""What a row tells (`apa`): a stored role, an OPD that is verified, a role of the chain, an instance in which
he does a task for another, or (WAKIL) somebody who is stood in for."""


def akun(pengguna_id: int, hari: date) -> Sequence[Row[Any]]:
    """All about an account as of `hari`: its own columns on each row, and with each one thing more (`apa`, `kunci`,
    `teks`), which is None on a single row where there is none. Empty where there is no such account.
    """
    return db.session.execute(_AKUN, {"id": pengguna_id, "hari": hari}).all()


def pegawai(pegawai_id: int, hari: date) -> Sequence[Row[Any]]:
    """The same of a person, with his account if he has one."""
    return db.session.execute(_PEGAWAI, {"id": pegawai_id, "hari": hari}).all()


def _tabel(model: type) -> Table:
    return model.__table__  # type: ignore[attr-defined, no-any-return]


U, P, R = _tabel(Pengguna), _tabel(Pegawai), _tabel(Rantai)
PT, PG, V = _tabel(Penempatan), _tabel(Pengganti), _tabel(Verifikatur)
UNIT, OPD, ROLE = _tabel(Unit), _tabel(Opd), _tabel(Role)
HARI = bindparam("hari", type_=Date)


def _berlaku(tabel: Table) -> ColumnElement[bool]:
    return and_(tabel.c.sejak <= HARI, or_(tabel.c.sampai.is_(None), tabel.c.sampai >= HARI))


def _semua(dari: FromClause, kunci: ColumnElement[int]) -> Select[Any]:
    """Account, person and today's OPD as `siapa`, joined with what else is known of him."""
    siapa = (
        select(
            *(U.c.id.label("pengguna_id"), U.c.username, U.c.password, U.c.active, U.c.wajib_ganti_sandi),
            *(P.c.id.label("pegawai_id"), P.c.nip, P.c.nama, P.c.aktif),
            *(OPD.c.id.label("opd_id"), OPD.c.kode.label("opd_kode")),
        )
        .select_from(
            dari.outerjoin(PT, and_(PT.c.pegawai_id == P.c.id, _berlaku(PT)))
            .outerjoin(UNIT, UNIT.c.id == PT.c.unit_id)
            .outerjoin(OPD, OPD.c.id == UNIT.c.opd_id)
        )
        .where(kunci == bindparam("id"))
        .order_by(PT.c.sejak.desc())
        .limit(1)
        .cte("siapa")
    )
    lain = _lain(select(siapa.c.pegawai_id).scalar_subquery(), select(siapa.c.pengguna_id).scalar_subquery()).subquery()
    return select(siapa, lain).select_from(siapa.outerjoin(lain, true()))


def _lain(orang: Any, pengguna: Any) -> Any:
    diwakili = select(PG.c.digantikan_id).where(PG.c.pengganti_id == orang, _berlaku(PG))
    wakil = (
        select(cast(PG.c.jenis, String(20)).label("apa"), PG.c.digantikan_id.label("kunci"), P.c.nama.label("teks"))
        .join_from(PG, P, P.c.id == PG.c.digantikan_id)
        .where(PG.c.pengganti_id == orang, _berlaku(PG))
    )
    verifikatur = (
        select(_kata(VERIFIKATUR), V.c.opd_id, OPD.c.kode)
        .join_from(V, OPD, OPD.c.id == V.c.opd_id)
        .where(V.c.pegawai_id == orang, _berlaku(V))
    )
    peran = (
        select(_kata(PERAN), ROLE.c.id, ROLE.c.name)
        .join_from(assoc_user_role, ROLE, ROLE.c.id == assoc_user_role.c.role_id)
        .where(assoc_user_role.c.user_id == pengguna)
    )
    rantai = (
        select(_kata(nama), null(), null()).where(
            select(R.c.id).where(or_(kolom == orang, kolom.in_(diwakili)), _berlaku(R)).exists()
        )
        for nama, kolom in ((PENILAI, R.c.penilai_id), (ATASAN, R.c.atasan_id))
    )
    untuk_lain = serahan.instans(literal_column("'orang:'", String).concat(cast(orang, String))).subquery()
    diserahi = select(_kata(DISERAHI), null(), untuk_lain.c.instance_id)
    return union_all(wakil, *rantai, verifikatur, peran, diserahi)


def _kata(kata: str) -> ColumnElement[str]:
    return literal_column(f"'{kata}'", String)


_AKUN = _semua(U.outerjoin(P, P.c.id == U.c.pegawai_id), U.c.id)
_PEGAWAI = _semua(P.outerjoin(U, U.c.pegawai_id == P.c.id), P.c.id)
