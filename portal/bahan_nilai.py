"""The rows of a year between the tables and the rules: every SKP of the person, its verified months, extra duties.

Read by the action that writes the result and by the screen that shows beforehand what it will be.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models import Kegiatan, NilaiBaris, Realisasi, Skp, TugasTambahan
from portal.rules import pp46
from portal.rules.bulanan import SISI, Nilai
from portal.rules.nilai_tahunan import BahanTahun, BulanKegiatan, KegiatanTahun, SkpTahun
from portal.rules.penilaian_tahunan import DINILAI
from portal.rules.periode import Periode

SELESAI, BATAL = "done", "cancelled"

Baris = dict[tuple[int, int], dict[str, Nilai]]
"""(realisasi, kegiatan) -> side -> values."""


def bahan(pegawai_id: int, tahun: int) -> BahanTahun:
    """What a year's result is read from, as it stands now. Five statements, whatever the year held."""
    skp = skp_tahun(pegawai_id, tahun)
    ids = [s.id for s in skp]
    bulan = db.session.scalars(
        select(Realisasi)
        .where(Realisasi.skp_id.in_(ids), Realisasi.status != BATAL)
        .order_by(Realisasi.bulan, Realisasi.skp_id)
    ).all()
    baris = _baris([r.id for r in bulan if r.status == SELESAI])
    per_skp = {s.id: [r for r in bulan if r.skp_id == s.id] for s in skp}
    jumlah, kreativitas = _tambahan(ids, pp46.AKHIR if tahun == pp46.AKHIR.year else date.max)
    return BahanTahun(
        skp=tuple(_skp(s, per_skp[s.id], baris) for s in skp),
        bulan=tuple(
            (str(Periode(r.tahun, r.bulan)), r.nilai) for r in bulan if r.status == SELESAI and r.nilai is not None
        ),
        belum=tuple(str(p) for s in skp for p in _belum(s, per_skp[s.id])),
        tugas_tambahan=jumlah,
        kreativitas=kreativitas,
    )


def skp_tahun(pegawai_id: int, tahun: int) -> list[Skp]:
    """The SKP of the person that count in the year, the last one last."""
    return list(
        db.session.scalars(
            select(Skp)
            .where(Skp.pegawai_id == pegawai_id, Skp.tahun == tahun, Skp.status.in_(DINILAI))
            .options(selectinload(Skp.kegiatan).selectinload(Kegiatan.bulanan))
            .order_by(Skp.mulai, Skp.id)
        )
    )


def bulan_skp(skp: Skp) -> range:
    """The months (1..12) that are this SKP's. The month in which a move begins belongs to the next one."""
    sesudah = skp.selesai + timedelta(days=1)
    return range(skp.mulai.month, 13 if sesudah.year > skp.tahun else sesudah.month)


def _skp(skp: Skp, bulan: Sequence[Realisasi], baris: Baris) -> SkpTahun:
    masa = set(bulan_skp(skp)) | {r.bulan for r in bulan}  # a month already reported stays with the SKP it was sent for
    sah = [r for r in bulan if r.status == SELESAI]
    kegiatan = (_kegiatan(k, skp, masa, sah, baris) for k in skp.kegiatan)
    return SkpTahun(skp.nomor, max(1, len(masa)), tuple(k for k in kegiatan if k is not None))


def _kegiatan(k: Kegiatan, skp: Skp, masa: set[int], sah: Sequence[Realisasi], baris: Baris) -> KegiatanTahun | None:
    """The kegiatan with its yearly target. Of an SKP that was closed, or a kegiatan that a revision took out, only what
    was planned while it lasted; None where nothing was."""
    sisi = [(r.bulan, baris[r.id, k.id]) for r in sah if {"target", "akhir"} <= baris[r.id, k.id].keys()]
    bulan = tuple(BulanKegiatan(s["target"], s["akhir"], ke) for ke, s in sisi)
    rencana = {b.bulan: b.target for b in bulan}
    if k.dihapus_versi is not None:
        return _sebagian(k, rencana, bulan)
    rencana |= {b.bulan: _nilai(b) for b in k.bulanan if b.bulan in masa and b.kuantitas > 0}
    if skp.status == "ditutup":
        return _sebagian(k, {b.bulan: _nilai(b) for b in k.bulanan if b.bulan in masa and b.kuantitas > 0}, bulan)
    target = Nilai(kuantitas=k.kuantitas, kualitas=k.kualitas, waktu=k.waktu, biaya=k.biaya)
    return KegiatanTahun(k.uraian, target, bulan, rencana)


def _sebagian(k: Kegiatan, rencana: Mapping[int, Nilai], bulan: tuple[BulanKegiatan, ...]) -> KegiatanTahun | None:
    if not rencana:
        return None
    kuantitas = sum(n.kuantitas or 0 for n in rencana.values())  # type: ignore[misc]
    biaya = sum(n.biaya or 0 for n in rencana.values()) or None if k.biaya is not None else None  # type: ignore[misc]
    return KegiatanTahun(k.uraian, Nilai(kuantitas, k.kualitas, len(rencana), biaya), bulan, rencana)


def _belum(skp: Skp, bulan: Sequence[Realisasi]) -> list[Periode]:
    """The months in which this SKP has something to report and that are not verified."""
    sah = {r.bulan for r in bulan if r.status == SELESAI}
    ada = {b.bulan for k in skp.kegiatan if k.dihapus_versi is None for b in k.bulanan if b.kuantitas > 0}
    return [Periode(skp.tahun, b) for b in sorted((ada & set(bulan_skp(skp)) | {r.bulan for r in bulan}) - sah)]


def _baris(realisasi: Sequence[int]) -> Baris:
    hasil: Baris = defaultdict(dict)
    pernyataan = select(NilaiBaris).where(
        NilaiBaris.realisasi_id.in_(realisasi), NilaiBaris.sisi.in_(("target", "akhir"))
    )
    for satu in db.session.scalars(pernyataan):
        hasil[satu.realisasi_id, satu.kegiatan_id][satu.sisi] = _nilai(satu)
    return hasil


def _nilai(satu: Any) -> Nilai:
    return Nilai(**{m: getattr(satu, m) for m in SISI})


def _tambahan(skp: Sequence[int], sampai: date) -> tuple[int, int]:
    """How many tugas tambahan up to that day were acknowledged, and the highest kreativitas."""
    diakui = db.session.execute(
        select(TugasTambahan.jenis, TugasTambahan.nilai_kreativitas).where(
            TugasTambahan.skp_id.in_(skp), TugasTambahan.diakui == "ya", TugasTambahan.tanggal <= sampai
        )
    ).all()
    jumlah = sum(jenis != "kreativitas" for jenis, _ in diakui)
    return jumlah, max((nilai or 0 for jenis, nilai in diakui if jenis == "kreativitas"), default=0)
