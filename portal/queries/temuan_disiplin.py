"""Pemeriksaan disiplin: whom the attendance of a year says must be examined. Read from what was counted when the recaps
arrived; a finding is no punishment."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from portal import waktu
from portal.extensions import db
from portal.hukuman import berlaku
from portal.models import HukumanDisiplin, Opd, Pegawai, TemuanDisiplin
from portal.queries.jejak_nilai import KelompokNilai, baca
from portal.queries.laporan import PilihanOpd
from portal.rules import disiplin

UKURAN = 50
AWAL = 2014


@dataclass(frozen=True)
class Saringan:
    """`tangga`: one rung of the law's table, 0 those below the first; None all. `beruntun`: those with ten days in a
    row, surely or perhaps."""

    tahun: int
    opd: str = ""
    tangga: int | None = None
    beruntun: bool = False
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there. The year is that of today."""
        kini = waktu.hari_ini().year
        tahun, tangga, halaman = (_bilangan(args.get(k, "")) for k in ("tahun", "tangga", "halaman"))
        return cls(
            tahun if tahun is not None and AWAL <= tahun <= kini else kini, args.get("opd", "").strip()[:20],
            tangga if tangga is not None and tangga < 30 else None, args.get("beruntun") == "1", halaman or 1,
        )  # fmt: skip


@dataclass(frozen=True)
class Temuan:
    """One person: days with minutes turned into days, the rung reached, and what has been decided that year (SK number
    and day)."""

    pegawai_id: int
    nip: str
    nama: str
    opd: str
    bulan: str
    tk: int
    menit: int
    hari: int
    tangga: int
    hukuman: str | None
    beruntun: str
    jejak: tuple[KelompokNilai, ...]
    dihitung_pada: datetime
    sk: tuple[tuple[int, str, date], ...]


@dataclass(frozen=True)
class Halaman:
    """One page. `anak_tangga`: (rung, from day, wording, how many people), those below the first as rung 0."""

    saringan: Saringan
    semua_opd: tuple[PilihanOpd, ...]
    anak_tangga: tuple[tuple[int, int, str, int], ...]
    beruntun: int
    semua: int
    baris: tuple[Temuan, ...]
    halaman: int
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """Pages."""
        return max(1, -(-self.jumlah // UKURAN))


def halaman(s: Saringan) -> Halaman:
    """One page, most days first. For who may examine everybody (Admin BKD; the view asks). Six statements."""
    t = TemuanDisiplin
    opd = tuple(PilihanOpd(*b) for b in db.session.execute(select(Opd.id, Opd.kode, Opd.nama).order_by(Opd.nama)))
    milik: list[ColumnElement[bool]] = [t.tahun == s.tahun]
    if (satu := next((o for o in opd if o.kode == s.opd), None)) is not None:
        milik.append(t.opd_id == satu.id)
    per: dict[int, int] = {
        b.tangga: b.banyak
        for b in db.session.execute(select(t.tangga, func.count().label("banyak")).where(*milik).group_by(t.tangga))
    }
    deret = db.session.scalar(select(func.count()).where(*milik, t.beruntun != "tidak")) or 0
    syarat = [*milik]
    if s.tangga is not None:
        syarat.append(t.tangga == s.tangga)
    if s.beruntun:
        syarat.append(t.beruntun != "tidak")
    jumlah = db.session.scalar(select(func.count()).select_from(t).where(*syarat)) or 0
    nomor = min(s.halaman, max(1, -(-jumlah // UKURAN)))
    baris = db.session.execute(
        select(
            t.pegawai_id, Pegawai.nip, Pegawai.nama, Opd.nama.label("opd"), t.bulan, t.tk, t.menit, t.hari, t.tangga,
            t.hukuman, t.beruntun, t.jejak, t.dihitung_pada,
        )
        .join(Pegawai, Pegawai.id == t.pegawai_id).join(Opd, Opd.id == t.opd_id)
        .where(*syarat).order_by(t.hari.desc(), t.pegawai_id.desc()).limit(UKURAN).offset((nomor - 1) * UKURAN)
    ).all()  # fmt: skip
    sk = _sk(s.tahun, [b.pegawai_id for b in baris])
    return Halaman(
        s, opd, _anak_tangga(s.tahun, per), deret, sum(per.values()),
        tuple(_satu(b, tuple(sk.get(b.pegawai_id, ()))) for b in baris), nomor, jumlah,
    )  # fmt: skip


def _satu(b: Any, sk: tuple[tuple[int, str, date], ...]) -> Temuan:
    return Temuan(
        b.pegawai_id, b.nip, b.nama, b.opd, b.bulan, b.tk, b.menit, b.hari, b.tangga, b.hukuman, b.beruntun,
        baca(b.jejak), b.dihitung_pada, sk,
    )  # fmt: skip


def _anak_tangga(tahun: int, per: Mapping[int, int]) -> tuple[tuple[int, int, str, int], ...]:
    """Of the law of the year's end (or of today)."""
    tangga = disiplin.tangga(min(date(tahun, 12, 31), waktu.hari_ini()))
    return tuple((n, mulai, kata, per.get(n, 0)) for n, (mulai, kata) in enumerate(tangga, 1))


def _sk(tahun: int, pegawai: Sequence[int]) -> dict[int, list[tuple[int, str, date]]]:
    h = HukumanDisiplin
    hasil: dict[int, list[tuple[int, str, date]]] = defaultdict(list)
    for p, nomor, sk, tanggal in db.session.execute(
        select(h.pegawai_id, func.coalesce(h.pangkal_id, h.id), h.sk_nomor, h.sk_tanggal)
        .where(h.pegawai_id.in_(pegawai), h.sk_tanggal >= date(tahun, 1, 1), h.sk_tanggal <= date(tahun, 12, 31),
               berlaku())
        .order_by(h.sk_tanggal)
    ):  # fmt: skip
        hasil[p].append((nomor, sk, tanggal))
    return hasil


def _bilangan(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 6 else None
