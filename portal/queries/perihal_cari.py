"""From a NIP or the number of a case to the events about it: its instances, its rows, and the rows about the person."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all

import workflows
from portal.extensions import db
from portal.models import (
    CatatanPerilaku,
    DrafProses,
    Pegawai,
    Penempatan,
    Pengganti,
    Pengguna,
    Penilaian,
    Peristiwa,
    Rantai,
    Realisasi,
    RevisiSkp,
    Skp,
    Verifikatur,
)

ANAK: dict[str, Any] = {"realisasi": Realisasi, "revisi_skp": RevisiSkp, "penilaian": Penilaian}
INDUK: dict[str, Any] = {
    "penempatan": (Penempatan, ("pegawai_id",)), "rantai": (Rantai, ("pegawai_id",)),
    "verifikatur": (Verifikatur, ("pegawai_id",)), "pengganti": (Pengganti, ("digantikan_id", "pengganti_id")),
    "akun": (Pengguna, ("pegawai_id",)), "catatan_perilaku": (CatatanPerilaku, ("pegawai_id",)),
}  # fmt: skip


def tentang(teks: str) -> list[ColumnElement[bool]]:
    """Conditions on Peristiwa, each an index of its own; empty where nothing is called so. Eleven statements."""
    rapat = teks.replace(" ", "")
    if rapat.isdecimal():
        pegawai_id = db.session.scalar(select(Pegawai.id).where(Pegawai.nip == rapat))
        return [] if pegawai_id is None else _orang(pegawai_id)
    if re.fullmatch(r"[0-9a-f]{32}", rapat):
        return [Peristiwa.instans_id == rapat]
    return _nomor(teks)


def _orang(pegawai_id: int) -> list[ColumnElement[bool]]:
    """Everything about one person: his cases, his placements, chain and account, and himself."""
    milik = select(Skp.id).where(Skp.pegawai_id == pegawai_id)
    instans = union_all(
        select(Skp.instans_id).where(Skp.pegawai_id == pegawai_id),
        *(select(tabel.instans_id).where(tabel.skp_id.in_(milik)) for tabel in ANAK.values()),
    )
    syarat = [_instans(db.session.scalars(instans)), _subjek("pegawai", [pegawai_id])]
    syarat.append(_subjek("skp", db.session.scalars(milik)))
    for nama, (tabel, kolom) in INDUK.items():
        sama = or_(*(getattr(tabel, k) == pegawai_id for k in kolom))
        syarat.append(_subjek(nama, db.session.scalars(select(tabel.id).where(sama))))
    return [s for s in syarat if s is not None]


def _nomor(teks: str) -> list[ColumnElement[bool]]:
    """A case by its number, as it is written or in capitals; a low-code one by its business key; what became of a
    diagram by the key of its process."""
    nomor = {teks, teks.upper()}
    syarat = []
    for nama, tabel in {"skp": Skp, **ANAK}.items():
        for satu in db.session.execute(select(tabel.id, tabel.instans_id).where(tabel.nomor.in_(nomor))):
            syarat += [_subjek(nama, [satu.id]), _instans([satu.instans_id])]
    if not syarat:
        syarat = [_instans(i.id for i in workflows.instances(db.session, business_keys=nomor, limit=20))]
        syarat.append(_subjek("draf_proses", db.session.scalars(select(DrafProses.id).where(DrafProses.kunci == teks))))
    return [s for s in syarat if s is not None]


def _instans(ids: Iterable[str | None]) -> ColumnElement[bool] | None:
    ada = sorted({i for i in ids if i})
    return Peristiwa.instans_id.in_(ada) if ada else None


def _subjek(tabel: str, ids: Iterable[int]) -> ColumnElement[bool] | None:
    ada = sorted(ids)
    return (Peristiwa.subjek == tabel) & Peristiwa.subjek_id.in_(ada) if ada else None
