"""The case behind an instance: whose SKP or month it is. One statement for any number of instances."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Integer, Select, bindparam, cast, func, literal_column, null, select, union_all

from portal import formats
from portal.extensions import db
from portal.models import Jabatan, Pegawai, Penilaian, Realisasi, RevisiSkp, Skp, Unit


@dataclass(frozen=True)
class Perkara:
    """`jenis` is "skp", "revisi", "realisasi" or "penilaian"; `bulan` is None but for a month."""

    jenis: str
    id: int
    nomor: str
    tahun: int
    bulan: int | None
    status: str
    pegawai_id: int
    nama: str
    nip: str
    jabatan: str
    unit: str

    @property
    def url(self) -> str:
        """Where the case is read."""
        return f"/{self.jenis}/{self.id}"

    @property
    def periode(self) -> str:
        """'Oktober 2026' or '2026'."""
        return formats.bulan(date(self.tahun, self.bulan, 1)) if self.bulan else str(self.tahun)

    @property
    def judul(self) -> str:
        """'Realisasi Oktober 2026' or 'SKP 2026'."""
        if self.jenis == "penilaian":
            return _("Penilaian %(tahun)s", tahun=self.tahun)
        if self.jenis == "revisi":
            return _("Revisi SKP %(tahun)s", tahun=self.tahun)
        return _("Realisasi %(periode)s", periode=self.periode) if self.bulan else _("SKP %(tahun)s", tahun=self.tahun)


def perkara(instans: Collection[str]) -> dict[str, Perkara]:
    """The cases of these instances by instance id; an instance without one (low-code) is not in the answer."""
    if not instans:
        return {}
    hasil = db.session.execute(_PERKARA, {"instans": sorted(set(instans))})
    return {baris[0]: Perkara(*baris[1:]) for baris in hasil}


def _kasus(jenis: str, tabel: Any, skp_id: Any, tahun: Any, bulan: Any) -> Select[Any]:
    return select(
        tabel.instans_id.label("instans"), literal_column(f"'{jenis}'").label("jenis"), tabel.id.label("kasus"),
        tabel.nomor.label("nomor"), tahun.label("tahun"), bulan.label("bulan"), tabel.status.label("status"),
        skp_id.label("skp"),
    ).where(tabel.instans_id.in_(bindparam("instans", expanding=True)))  # fmt: skip


def _susun() -> Select[Any]:
    """The cases first, and then whose they are, once for all kinds: a join less for the planner of each kind."""
    tanpa = cast(null(), Integer)
    semua = union_all(
        _kasus("skp", Skp, Skp.id, Skp.tahun, tanpa),
        _kasus("realisasi", Realisasi, Realisasi.skp_id, Realisasi.tahun, Realisasi.bulan),
        _kasus("penilaian", Penilaian, Penilaian.skp_id, Penilaian.tahun, tanpa),
        _kasus("revisi", RevisiSkp, RevisiSkp.skp_id, tanpa, tanpa),
    ).subquery()
    kolom = semua.c
    tahun = func.coalesce(kolom.tahun, Skp.tahun)
    return (
        select(kolom.instans, kolom.jenis, kolom.kasus, kolom.nomor, tahun, kolom.bulan, kolom.status, *_SIAPA)
        .select_from(semua)
        .join(Skp, Skp.id == kolom.skp)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .join(Jabatan, Jabatan.id == Skp.jabatan_id)
        .join(Unit, Unit.id == Skp.unit_id)
    )


_SIAPA = (Skp.pegawai_id, Pegawai.nama, Pegawai.nip, Jabatan.nama, Unit.nama)
_PERKARA = _susun()
"""Built once: building it takes longer than running it."""
