"""Who signs a form as pejabat penilai: the one of the chain, or who acted for him as Plt or Plh where that is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal import waktu
from portal.extensions import db
from portal.models import HasilPenilaian, Jabatan, Pegawai, Penempatan, Pengganti, Penilaian, Peristiwa, Skp, Unit
from portal.security import orang

DISETUJUI = "skp:disetujui"


@dataclass(frozen=True)
class Penanda:
    """A person with the jabatan and unit he signs for; a substitute's jabatan begins with "Plt." or "Plh."."""

    orang: Pegawai
    jabatan: str
    unit: str


@dataclass(frozen=True)
class _Wakil:
    """Somebody acted on this day instead of the pejabat penilai."""

    pegawai_id: int
    hari: date


def penyetuju(semua: Sequence[Skp]) -> dict[int, Penanda]:
    """SKP -> who signs F-1: who agreed to the targets. Four statements at most."""
    per_instans = {s.instans_id: s for s in semua if s.instans_id and s.penilai_id is not None}
    wakil: dict[int, _Wakil] = {}
    for p in db.session.execute(
        select(Peristiwa.instans_id, Peristiwa.aktor, Peristiwa.atas_nama, Peristiwa.pada)
        .where(Peristiwa.instans_id.in_(per_instans), Peristiwa.jenis == DISETUJUI)
        .order_by(Peristiwa.id)
    ):
        skp = per_instans[p.instans_id]
        wakil.pop(skp.id, None)  # what was agreed last counts
        if p.atas_nama == orang(skp.penilai_id or 0) and p.aktor.startswith("orang:"):
            wakil[skp.id] = _Wakil(int(p.aktor.removeprefix("orang:")), p.pada.astimezone(waktu.WITA).date())
    return _penanda(semua, wakil)


def yang_menilai(semua: Sequence[Skp]) -> dict[int, Penanda]:
    """SKP -> who signs F-2: who assessed the year, where that was done. Four statements at most."""
    penilai = {s.id: s.penilai_id for s in semua}
    baris = db.session.execute(
        select(Penilaian.skp_id, HasilPenilaian.oleh_id, HasilPenilaian.pada)
        .join(HasilPenilaian, HasilPenilaian.penilaian_id == Penilaian.id)
        .where(Penilaian.skp_id.in_(penilai), HasilPenilaian.sisi == "penilai")
    )
    wakil = {
        b.skp_id: _Wakil(b.oleh_id, b.pada.astimezone(waktu.WITA).date())
        for b in baris
        if b.oleh_id != penilai[b.skp_id]
    }
    return _penanda(semua, wakil)


def _penanda(semua: Sequence[Skp], wakil: Mapping[int, _Wakil]) -> dict[int, Penanda]:
    tempat = tempat_pada((s.penilai_id, s.mulai) for s in semua if s.penilai_id is not None)
    jenis = _jenis(semua, wakil)
    orang_lain = {w.pegawai_id for w in wakil.values()}
    siapa = {
        p.id: p for p in (db.session.scalars(select(Pegawai).where(Pegawai.id.in_(orang_lain))) if orang_lain else ())
    }
    hasil = {}
    for s in semua:
        if s.penilai is None:
            continue
        jabatan, unit = tempat.get((s.penilai.id, s.mulai), ("", ""))
        if s.id in jenis:
            hasil[s.id] = Penanda(siapa[wakil[s.id].pegawai_id], f"{jenis[s.id]}. {jabatan}".strip(), unit)
        else:
            hasil[s.id] = Penanda(s.penilai, jabatan, unit)
    return hasil


def _jenis(semua: Sequence[Skp], wakil: Mapping[int, _Wakil]) -> dict[int, str]:
    """SKP -> Plt or Plh, by the letter that was in force on that day. One statement, none without substitutes."""
    if not wakil:
        return {}
    penilai = {s.id: s.penilai_id for s in semua if s.id in wakil}
    surat = db.session.scalars(
        select(Pengganti)
        .where(
            Pengganti.pengganti_id.in_({w.pegawai_id for w in wakil.values()}),
            Pengganti.digantikan_id.in_({p for p in penilai.values() if p is not None}),
        )
        .order_by(Pengganti.sejak)
    ).all()
    return {
        nomor: p.jenis
        for nomor, w in wakil.items()
        for p in surat
        if (p.pengganti_id, p.digantikan_id) == (w.pegawai_id, penilai[nomor]) and p.sejak <= w.hari <= p.sampai
    }


def tempat_pada(siapa: Iterable[tuple[int, date]]) -> dict[tuple[int, date], tuple[str, str]]:
    """(person, day) -> (jabatan, unit) as on that day. One statement."""
    cari = set(siapa)
    baris = db.session.execute(
        select(Penempatan.pegawai_id, Penempatan.sejak, Penempatan.sampai, Jabatan.nama, Unit.nama)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(Penempatan.pegawai_id.in_(sorted({p for p, _hari in cari})))
        .order_by(Penempatan.sejak)
    )
    hasil: dict[tuple[int, date], tuple[str, str]] = {}
    per_orang: dict[int, list[Any]] = {}
    for b in baris:
        per_orang.setdefault(b[0], []).append(b)
    for orang_id, hari in cari:
        for _siapa, sejak, sampai, jabatan, unit in per_orang.get(orang_id, ()):
            if sejak <= hari and (sampai is None or sampai >= hari):
                hasil[orang_id, hari] = (jabatan, unit)
    return hasil
