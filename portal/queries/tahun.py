"""The twelve months of one SKP as a strip: what became of each, and where it is read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from sqlalchemy import select

from portal import formats, waktu
from portal.extensions import db
from portal.models import Gelombang, Pegawai, Realisasi, Skp
from portal.rules import jendela
from portal.rules.jendela import StatusJendela
from portal.rules.periode import Periode


@dataclass(frozen=True)
class Bulan:
    """One month: `status` is a word of portal/tampilan.py, `url` None while it is not open."""

    label: str
    status: str
    url: str | None

    def __iter__(self) -> Iterator[str | None]:
        """As the macro `m.tahun` takes it."""
        return iter((self.label, self.status, self.url))


def strip(skp: Skp | None, tahun: int) -> tuple[Bulan, ...]:
    """The months of `tahun`; all "belum" without an SKP. Two statements."""
    semua = [Periode(tahun, n) for n in range(1, 13)]
    if skp is None:
        return tuple(Bulan(nama(p), "belum", None) for p in semua)
    kolom = (Realisasi.bulan, Realisasi.id, Realisasi.status)
    ada = {b.bulan: b for b in db.session.execute(select(*kolom).where(Realisasi.skp_id == skp.id))}
    wajib_sejak = db.session.scalar(
        select(Gelombang.mulai).join(Pegawai, Pegawai.gelombang_id == Gelombang.id).where(Pegawai.id == skp.pegawai_id)
    )
    return tuple(_satu(ada.get(p.bulan), skp, p, wajib_sejak) for p in semua)


def strip_orang(skp: Skp | None, tahun: int) -> tuple[Bulan, ...]:
    """The months of a person's year by his last SKP; those before a move as the SKP had them that it ended. Two
    statements, two more after a move."""
    milik = strip(skp, tahun)
    if skp is None or skp.mulai.month == 1:
        return milik
    dulu = db.session.scalars(
        select(Skp.id)
        .where(Skp.pegawai_id == skp.pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan", Skp.mulai < skp.mulai)
        .order_by(Skp.mulai.desc())
    ).all()
    lama = strip_banyak(dulu, tahun)
    semua = [milik, *(lama[s] for s in dulu if s in lama)]
    return tuple(next((b for b in bulan if b.status != "tidak_wajib"), bulan[0]) for bulan in zip(*semua, strict=True))


def strip_banyak(skp: Collection[int], tahun: int) -> dict[int, tuple[Bulan, ...]]:
    """The months of many SKP by id. One statement."""
    if not skp:
        return {}
    baris = db.session.execute(
        select(
            Skp.id.label("skp_id"), Skp.mulai, Skp.selesai, Gelombang.mulai.label("wajib"), Realisasi.bulan,
            Realisasi.id, Realisasi.status,
        )
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .outerjoin(Gelombang, Gelombang.id == Pegawai.gelombang_id)
        .outerjoin(Realisasi, Realisasi.skp_id == Skp.id)
        .where(Skp.id.in_(sorted(set(skp))))
    ).all()  # fmt: skip
    ada = {(b.skp_id, b.bulan): b for b in baris if b.bulan is not None}
    semua = [Periode(tahun, n) for n in range(1, 13)]
    return {
        b.skp_id: tuple(_satu(ada.get((b.skp_id, p.bulan)), b, p, b.wajib) for p in semua)
        for b in {b.skp_id: b for b in baris}.values()
    }


def _satu(baris: Any, skp: Any, periode: Periode, wajib_sejak: date | None) -> Bulan:
    if baris is not None:
        lewat = jendela.status(periode, waktu.sekarang()) is StatusJendela.TUTUP
        status = "terlambat" if baris.status == "realisasi" and lewat else baris.status
        return Bulan(nama(periode), status, f"/realisasi/{baris.id}")
    termasuk = skp.mulai <= periode.akhir and skp.selesai >= periode.akhir  # the month of a move is the next SKP's
    if not termasuk or (wajib_sejak is not None and periode.awal < wajib_sejak):
        return Bulan(nama(periode), "tidak_wajib", None)
    kini = periode == Periode.dari(waktu.hari_ini())
    return Bulan(nama(periode), "kini" if kini else "belum", None)


def nama(periode: Periode) -> str:
    """'Jan'."""
    return format_date(periode.awal, "MMM", formats.bahasa())
