"""The case behind an instance: whose SKP or month it is. One statement for any number of instances."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Integer, Select, cast, literal, null, select, union_all

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
    semua = union_all(_skp(instans), _realisasi(instans), _penilaian(instans), _revisi(instans))
    return {baris[0]: Perkara(*baris[1:]) for baris in db.session.execute(semua)}


def _skp(instans: Collection[str]) -> Select[Any]:
    kolom = (Skp.instans_id, literal("skp"), Skp.id, Skp.nomor, Skp.tahun, cast(null(), Integer), Skp.status)
    return _orang(select(*kolom, *_SIAPA)).where(Skp.instans_id.in_(sorted(set(instans))))


def _realisasi(instans: Collection[str]) -> Select[Any]:
    kolom = (
        Realisasi.instans_id, literal("realisasi"), Realisasi.id, Realisasi.nomor, Realisasi.tahun, Realisasi.bulan,
        Realisasi.status,
    )  # fmt: skip
    pernyataan = select(*kolom, *_SIAPA).select_from(Realisasi).join(Skp, Skp.id == Realisasi.skp_id)
    return _orang(pernyataan).where(Realisasi.instans_id.in_(sorted(set(instans))))


def _penilaian(instans: Collection[str]) -> Select[Any]:
    kolom = (
        Penilaian.instans_id, literal("penilaian"), Penilaian.id, Penilaian.nomor, Penilaian.tahun,
        cast(null(), Integer), Penilaian.status,
    )  # fmt: skip
    pernyataan = select(*kolom, *_SIAPA).select_from(Penilaian).join(Skp, Skp.id == Penilaian.skp_id)
    return _orang(pernyataan).where(Penilaian.instans_id.in_(sorted(set(instans))))


def _revisi(instans: Collection[str]) -> Select[Any]:
    kolom = (
        RevisiSkp.instans_id, literal("revisi"), RevisiSkp.id, RevisiSkp.nomor, Skp.tahun, cast(null(), Integer),
        RevisiSkp.status,
    )  # fmt: skip
    pernyataan = select(*kolom, *_SIAPA).select_from(RevisiSkp).join(Skp, Skp.id == RevisiSkp.skp_id)
    return _orang(pernyataan).where(RevisiSkp.instans_id.in_(sorted(set(instans))))


_SIAPA = (Skp.pegawai_id, Pegawai.nama, Pegawai.nip, Jabatan.nama, Unit.nama)


def _orang(pernyataan: Any) -> Select[Any]:
    return (
        pernyataan.join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .join(Jabatan, Jabatan.id == Skp.jabatan_id)
        .join(Unit, Unit.id == Skp.unit_id)
    )
