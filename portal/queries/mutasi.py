"""A move during the year before it is made: which SKP it ends, from when, and what becomes of its months."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from portal import waktu
from portal.extensions import db
from portal.models import Jabatan, Opd, Pegawai, Penempatan, Rantai, Realisasi, Skp, Unit
from portal.queries.langkah_skp import nama_bulan
from portal.rules import mutasi as aturan
from portal.security import Actor


@dataclass(frozen=True)
class Tawaran:
    """The next SKP that a new placement asks for. `ke`: what the old one becomes, "ditutup" or "dibatalkan";
    `tetap`, `batal`: months by name it keeps, and that are taken back; `halangan`: why it cannot be done now;
    `rantai_sejak`: since when the pejabat penilai is recorded, where that is a day before the move."""

    lama_id: int
    lama_nomor: str
    lama_status: str
    tahun: int
    ke: str
    selesai: date
    spmt: date
    jabatan: str
    unit: str
    opd: str
    penilai: str | None
    atasan: str | None
    tetap: tuple[str, ...]
    batal: tuple[str, ...]
    halangan: tuple[str, ...]
    rantai_sejak: date | None = None


def tawaran(actor: Actor, tahun: int | None = None) -> Tawaran | None:
    """For the actor himself, of this year (else of the last one) or of `tahun`; None where he has not moved since his
    SKP began. One statement where there is nothing to offer, else four."""
    kini = waktu.hari_ini().year
    baris = _calon(actor, (tahun,) if tahun is not None else (kini, kini - 1))
    return _isi(*baris) if baris else None


def _calon(actor: Actor, tahun: tuple[int, ...]) -> tuple[Skp, Penempatan] | None:
    """The newest SKP of one of these years, the first of them first, and the first placement of its year after it."""
    if actor.pegawai_id is None:
        return None
    baris = db.session.execute(
        select(Skp, Penempatan)
        .join(Penempatan, Penempatan.pegawai_id == Skp.pegawai_id)
        .where(Skp.pegawai_id == actor.pegawai_id, Skp.tahun.in_(tahun), Skp.status != "dibatalkan")
        .order_by(Skp.mulai.desc(), Penempatan.sejak)
    ).all()
    for satu in tahun:
        terakhir: Skp | None = next((b[0] for b in baris if b[0].tahun == satu), None)
        for b in baris:
            tempat: Penempatan = b[1]
            if terakhir is not None and b[0] is terakhir and terakhir.mulai < tempat.sejak <= date(satu, 12, 31):
                return terakhir, tempat
    return None


def _isi(lama: Skp, tempat: Penempatan) -> Tawaran:
    baris = db.session.execute(select(Realisasi.bulan, Realisasi.status).where(Realisasi.skp_id == lama.id))
    dokumen = aturan.Lama(lama.nomor, lama.status, lama.mulai, {b.bulan: b.status for b in baris})
    akhir = aturan.rencana(dokumen, spmt=tempat.sejak, hari_ini=waktu.hari_ini())
    jabatan, unit, opd = db.session.execute(
        select(Jabatan.nama, Unit.nama, Opd.nama)
        .select_from(Unit)
        .join(Opd, Opd.id == Unit.opd_id)
        .join(Jabatan, Jabatan.id == tempat.jabatan_id)
        .where(Unit.id == tempat.unit_id)
    ).one()
    penilai, atasan, sejak = _rantai(lama.pegawai_id, tempat.sejak)
    nama = dict(nama_bulan(date(lama.tahun, 1, 1), date(lama.tahun, 12, 31)))
    return Tawaran(
        lama_id=lama.id, lama_nomor=lama.nomor, lama_status=lama.status, tahun=lama.tahun, ke=akhir.ke,
        selesai=akhir.selesai, spmt=tempat.sejak, jabatan=jabatan, unit=unit, opd=opd, penilai=penilai, atasan=atasan,
        tetap=tuple(nama[b] for b in akhir.tetap) if akhir.ke == "ditutup" else (),
        batal=tuple(nama[b] for b in akhir.batal), halangan=tuple(t.pesan for t in akhir.temuan),
        rantai_sejak=sejak if sejak and sejak < tempat.sejak else None,
    )  # fmt: skip


def _rantai(pegawai_id: int, pada: date) -> tuple[str | None, str | None, date | None]:
    penilai, atasan = aliased(Pegawai), aliased(Pegawai)
    baris = db.session.execute(
        select(penilai.nama, atasan.nama, Rantai.sejak)
        .select_from(Rantai)
        .join(penilai, penilai.id == Rantai.penilai_id)
        .join(atasan, atasan.id == Rantai.atasan_id)
        .where(
            Rantai.pegawai_id == pegawai_id, Rantai.sejak <= pada, or_(Rantai.sampai.is_(None), Rantai.sampai >= pada)
        )
        .order_by(Rantai.sejak.desc())
        .limit(1)
    ).first()
    return (baris[0], baris[1], baris[2]) if baris else (None, None, None)
