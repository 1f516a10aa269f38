"""What the jobs must know before they act."""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import and_, or_, select, true
from sqlalchemy.orm import aliased

import workflows
from portal import waktu
from portal.extensions import db
from portal.models import (
    Gelombang,
    Kegiatan,
    KegiatanBulan,
    Opd,
    Pegawai,
    Penempatan,
    Penilaian,
    Realisasi,
    RekapAbsensi,
    Skp,
    Tarikan,
    Unit,
)
from portal.rules import jendela
from portal.rules import penilaian_tahunan as aturan
from portal.rules.periode import Periode

TERBUKA = ("diajukan", "dikembalikan", "disengketakan", "disetujui", "ditetapkan", "ditutup")
BELUM_DITETAPKAN = ("draf", "diajukan", "dikembalikan", "disengketakan", "disetujui")


@dataclass(frozen=True)
class RekapDiminta:
    """Whose recap a month needs, and whether e-absensi must be asked for it.

    `gagal`: how often it was asked in vain since the last complete answer, the last time at `gagal_pada`, why.
    """

    opd_id: int
    opd_kode: str
    bulan: str
    perlu_ditarik: bool
    gagal: int = 0
    gagal_pada: datetime | None = None
    gagal_karena: str | None = None


def rekap_diminta(realisasi_id: int) -> RekapDiminta:
    """Ask once per OPD and month: not where the person's recap is kept, nor after a complete answer of a closed window,
    nor where the OPD has no machine (its attendance comes by file)."""
    baris = db.session.execute(
        select(Skp.opd_id, Opd.kode, Opd.punya_mesin, Skp.pegawai_id, Realisasi.tahun, Realisasi.bulan)
        .join(Skp, Skp.id == Realisasi.skp_id)
        .join(Opd, Opd.id == Skp.opd_id)
        .where(Realisasi.id == realisasi_id)
    ).one()
    bulan = f"{baris.tahun:04d}-{baris.bulan:02d}"
    ada = db.session.scalar(
        select(RekapAbsensi.id).where(RekapAbsensi.pegawai_id == baris.pegawai_id, RekapAbsensi.bulan == bulan).limit(1)
    )
    sudah = db.session.scalar(
        select(Tarikan.id)
        .where(
            Tarikan.opd_id == baris.opd_id,
            Tarikan.bulan == bulan,
            Tarikan.lengkap,
            Tarikan.mulai >= jendela.buka(bulan),
        )
        .limit(1)
    )
    perlu = bool(baris.punya_mesin and not ada and not sudah)
    gagal = _gagal(baris.opd_id, bulan) if perlu else []
    hasil = RekapDiminta(baris.opd_id, baris.kode, bulan, perlu, len(gagal), *(gagal[0] if gagal else (None, None)))
    db.session.rollback()
    return hasil


def diminta_sekarang(tugas_id: str, gagal_pada: datetime | None) -> bool:
    """Somebody wants this waiting step tried now, and nobody has asked in vain since he said so (actions/kendala)."""
    try:
        sejak = workflows.task(db.session, tugas_id).retry_at
    except workflows.NotFound:
        sejak = None
    db.session.rollback()
    return sejak is not None and (gagal_pada is None or gagal_pada < sejak <= waktu.sekarang())


def _gagal(opd_id: int, bulan: str) -> list[tuple[datetime, str]]:
    """When and why e-absensi was last asked in vain, newest first; ends at a complete answer, or after a few."""
    runs = db.session.execute(
        select(Tarikan.lengkap, Tarikan.mulai, Tarikan.galat)
        .where(Tarikan.opd_id == opd_id, Tarikan.bulan == bulan)
        .order_by(Tarikan.id.desc())
        .limit(8)
    )
    return [(r.mulai, r.galat or "") for r in takewhile(lambda r: not r.lengkap, runs)]


def skp_untuk_bulan(periode: Periode, skp_id: int | None = None) -> list[int]:
    """Ids of the SKP (or only of that one) whose month `periode` should be open and is not: sent,
    covering the whole month (from the one it begins in; the month of an SPMT is the next SKP's), the wave enrolled,
    something to report."""
    ada_target = (
        select(KegiatanBulan.kegiatan_id)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == Skp.id, KegiatanBulan.bulan == periode.bulan, KegiatanBulan.kuantitas != 0)
        .exists()
    )
    hasil = db.session.scalars(
        select(Skp.id)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .outerjoin(Gelombang, Gelombang.id == Pegawai.gelombang_id)
        .outerjoin(Realisasi, (Realisasi.skp_id == Skp.id) & (Realisasi.bulan == periode.bulan))
        .where(
            Skp.tahun == periode.tahun,
            Skp.status.in_(TERBUKA),
            Skp.mulai <= periode.akhir,
            Skp.selesai >= periode.akhir,
            Pegawai.aktif,
            or_(Gelombang.id.is_(None), Gelombang.mulai <= periode.awal),
            Realisasi.id.is_(None),
            ada_target,
            true() if skp_id is None else Skp.id == skp_id,
        )
        .order_by(Skp.id)
    ).all()
    db.session.rollback()
    return list(hasil)


def penilaian_untuk_dibuka(tahun: int) -> list[int]:
    """Ids of the people whose assessment of `tahun` should be open and is not: from 1 January of the next year (WITA)
    who has nothing left to verify, from the 11th everybody with an SKP in force. None where the rules of that year are
    not modelled."""
    try:
        aturan.profil(tahun)
    except LookupError:
        return []
    hari, (lengkap, semua) = waktu.hari_ini(), aturan.pembukaan(tahun)
    if hari < lengkap:
        return []
    lain = aliased(Skp)
    tersisa = or_(lain.status.in_(BELUM_DITETAPKAN), and_(lain.status == "ditetapkan", _belum_diverifikasi(lain)))
    hasil = db.session.scalars(
        select(Pegawai.id)
        .where(
            Pegawai.aktif,
            select(Skp.id)
            .where(Skp.pegawai_id == Pegawai.id, Skp.tahun == tahun, Skp.status.in_(aturan.DINILAI))
            .exists(),
            ~select(Penilaian.id).where(Penilaian.pegawai_id == Pegawai.id, Penilaian.tahun == tahun).exists(),
            true()
            if hari >= semua
            else ~select(lain.id).where(lain.pegawai_id == Pegawai.id, lain.tahun == tahun, tersisa).exists(),
        )
        .order_by(Pegawai.id)
    ).all()
    db.session.rollback()
    return list(hasil)


def _belum_diverifikasi(skp: Any) -> Any:
    """A month of this SKP with something to report that is neither verified nor cancelled."""
    beres = select(Realisasi.id).where(
        Realisasi.skp_id == Kegiatan.skp_id,  # of this very SKP: two selects deep its alias would be a new FROM
        Realisasi.bulan == KegiatanBulan.bulan,
        Realisasi.status.in_(("done", "cancelled")),
    )
    return (
        select(KegiatanBulan.kegiatan_id)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == skp.id, Kegiatan.dihapus_versi.is_(None), KegiatanBulan.kuantitas != 0)
        .where(~beres.exists())
        .exists()
    )


def opd_menurut_kode(kode: str) -> int | None:
    """The id of an OPD."""
    hasil = db.session.scalar(select(Opd.id).where(Opd.kode == kode))
    db.session.rollback()
    return hasil


def pegawai_per_opd() -> dict[str, list[tuple[str, str]]]:
    """(nip, nama) of the active people of each OPD with a machine, for the simulator."""
    hari = waktu.hari_ini()
    hasil: dict[str, list[tuple[str, str]]] = {}
    for kode, nip, nama in db.session.execute(
        select(Opd.kode, Pegawai.nip, Pegawai.nama)
        .join(Unit, Unit.opd_id == Opd.id)
        .join(Penempatan, Penempatan.unit_id == Unit.id)
        .join(Pegawai, Pegawai.id == Penempatan.pegawai_id)
        .where(Opd.punya_mesin, Pegawai.aktif, Pegawai.jenis != "pejabat_negara", Penempatan.sejak <= hari)
        .where(or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari))
        .order_by(Opd.kode, Pegawai.nip)
    ):
        hasil.setdefault(kode, []).append((nip, nama))
    db.session.rollback()
    return hasil


def ada_pegawai() -> bool:
    """Whether anybody is in the database."""
    hasil = db.session.scalar(select(Pegawai.id).limit(1)) is not None
    db.session.rollback()
    return hasil
