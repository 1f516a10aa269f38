"""The evidence of a year beside its assessment: twelve months with scores and attendance, logbook, extra duties.

A year with a move has two SKP; both count, so everything here is read over all SKP of the person and year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from portal.extensions import db
from portal.models import Realisasi, RekapAbsensi, Skp, TugasTambahan
from portal.queries.catatan_perilaku import Entri, entri
from portal.queries.tahun import Bulan, nama, strip, strip_banyak
from portal.rules.eksak import bulat
from portal.rules.periode import Periode


@dataclass(frozen=True)
class BulanTahun:
    """One month that was opened. `berlaku`: verified, so its score counts. Attendance None where there is no recap."""

    label: str
    url: str
    nomor: str
    status: str
    nilai: Decimal | None
    predikat: str | None
    berlaku: bool
    terlambat: bool
    hadir: int | None
    hari_kerja: int | None
    tk: int | None
    kejadian: int


@dataclass(frozen=True)
class Kehadiran:
    """The months with a recap added up; `bulan`: how many those are."""

    bulan: int
    hadir: int
    hari_kerja: int
    tk: int
    izin: int
    cuti: int
    dl: int
    kejadian: int


@dataclass(frozen=True)
class Tambahan:
    """A tugas tambahan or kreativitas, and whether it was acknowledged ("belum", "ya", "tidak")."""

    jenis: str
    uraian: str
    tanggal: date
    surat: str
    nilai_kreativitas: int | None
    diakui: str
    catatan: str | None
    pada: datetime


@dataclass(frozen=True)
class Bahan:
    """`strip`: the twelve months as macro tahun shows them. `rata`: mean of the verified months, None without any."""

    skp: tuple[tuple[int, str, date, date], ...]
    strip: tuple[Bulan, ...]
    bulan: tuple[BulanTahun, ...]
    rata: Decimal | None
    kehadiran: Kehadiran | None
    catatan: tuple[Entri, ...]
    tambahan: tuple[Tambahan, ...]

    @property
    def terverifikasi(self) -> int:
        """How many months count."""
        return sum(b.berlaku for b in self.bulan)

    @property
    def positif(self) -> int:
        """How many notes of the logbook praise (struck out ones left out)."""
        return sum(c.jenis == "positif" and not c.dicoret_pada for c in self.catatan)

    @property
    def perbaikan(self) -> int:
        """How many ask for something better."""
        return sum(c.jenis == "perbaikan" and not c.dicoret_pada for c in self.catatan)

    @property
    def masa(self) -> tuple[date, date]:
        """From when to when the year is assessed."""
        return min(s[2] for s in self.skp), max(s[3] for s in self.skp)


def bahan(pegawai_id: int, tahun: int) -> Bahan:
    """Five statements, whatever the year held. The caller has checked that the reader may see it; there is an SKP."""
    skp = tuple(
        tuple(b)
        for b in db.session.execute(
            select(Skp.id, Skp.nomor, Skp.mulai, Skp.selesai)
            .where(Skp.pegawai_id == pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan")
            .order_by(Skp.mulai)
        )
    )
    ids = [s[0] for s in skp]
    baris = _bulan(ids)
    bulan = tuple(_satu(*b) for b in baris)
    berlaku = [b.nilai for b in bulan if b.berlaku and b.nilai is not None]
    rata = bulat(Fraction(sum(map(Fraction, berlaku)), len(berlaku))) if berlaku else None
    return Bahan(
        skp=skp, strip=_strip(ids, tahun), bulan=bulan, rata=rata, kehadiran=_jumlah([r for _b, r in baris if r]),
        catatan=entri(pegawai_id, tahun), tambahan=_tambahan(ids),
    )  # fmt: skip


def _bulan(skp: Sequence[int]) -> list[tuple[Realisasi, RekapAbsensi | None]]:
    baris = db.session.execute(
        select(Realisasi, RekapAbsensi)
        .outerjoin(RekapAbsensi, RekapAbsensi.id == Realisasi.rekap_id)
        .where(Realisasi.skp_id.in_(skp), Realisasi.status != "cancelled")
        .order_by(Realisasi.bulan, Realisasi.id)
    )
    return [(b[0], b[1]) for b in baris]


def _satu(r: Realisasi, rekap: RekapAbsensi | None) -> BulanTahun:
    return BulanTahun(
        label=nama(Periode(r.tahun, r.bulan)), url=f"/realisasi/{r.id}", nomor=r.nomor, status=r.status, nilai=r.nilai,
        predikat=r.predikat, berlaku=r.status == "done", terlambat=r.terlambat,
        hadir=rekap.hadir if rekap else None, hari_kerja=rekap.hari_kerja if rekap else None,
        tk=rekap.tk if rekap else None, kejadian=_kejadian(rekap),
    )  # fmt: skip


def _kejadian(rekap: RekapAbsensi | None) -> int:
    """How often late or early away."""
    return sum(int(k["jumlah"]) for k in (rekap.kejadian or ())) if rekap else 0


def _jumlah(rekap: Sequence[RekapAbsensi]) -> Kehadiran | None:
    if not rekap:
        return None
    isi: dict[str, Any] = {m: sum(getattr(r, m) for r in rekap) for m in ("hadir", "hari_kerja", "tk", "izin", "cuti")}
    return Kehadiran(
        bulan=len(rekap), dl=sum(r.dl for r in rekap), kejadian=sum(_kejadian(r) for r in rekap), **isi
    )  # fmt: skip


def _strip(skp: Sequence[int], tahun: int) -> tuple[Bulan, ...]:
    """The months of all SKP in one strip: of each month what was opened, else what the last SKP says of it."""
    semua = list(strip_banyak(skp, tahun).values())
    if not semua:
        return strip(None, tahun)
    return tuple(next((b for b in pilihan if b.url), _belum(pilihan)) for pilihan in zip(*semua, strict=True))


def _belum(pilihan: Sequence[Bulan]) -> Bulan:
    return next((b for b in reversed(pilihan) if b.status != "tidak_wajib"), pilihan[-1])


def _tambahan(skp: Sequence[int]) -> tuple[Tambahan, ...]:
    baris = db.session.execute(
        select(
            TugasTambahan.jenis, TugasTambahan.uraian, TugasTambahan.tanggal, TugasTambahan.surat,
            TugasTambahan.nilai_kreativitas, TugasTambahan.diakui, TugasTambahan.catatan, TugasTambahan.pada,
        )
        .where(TugasTambahan.skp_id.in_(skp))
        .order_by(TugasTambahan.tanggal, TugasTambahan.id)
    )  # fmt: skip
    return tuple(Tambahan(*b) for b in baris)
