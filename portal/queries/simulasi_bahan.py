"""What a simulation is computed from: block after block of people with their months as they were kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from portal.extensions import db
from portal.hukuman import potongan_rentang
from portal.models import Jabatan, Kegiatan, NilaiBaris, Realisasi, RekapAbsensi, SimulasiKetentuan, Skp
from portal.rules.bulanan import SISI, KegiatanBulan, Nilai
from portal.rules.dampak import BulanOrang, masa, nilai_eksak
from portal.rules.hukuman import PotonganTpp
from portal.rules.ketentuan import Ukuran
from portal.rules.periode import Periode

Hukuman = Mapping[int, Sequence[tuple[date, date | None, PotonganTpp]]]
BLOK_BULAN, BLOK_TAHUN = 500, 100
"""People looked up at once, for a month and for a year."""


@dataclass(frozen=True)
class Giliran:
    """A simulation the worker goes on with."""

    id: int
    tabel: str
    sejak: Any
    nilai: Mapping[str, Any]
    masa: str
    satuan: str
    posisi: int


@dataclass(frozen=True)
class Orang:
    """One person; `opd_id` of his last month."""

    pegawai_id: int
    opd_id: int
    bulan: tuple[BulanOrang, ...]


def giliran(simulasi_id: int) -> Giliran | None:
    """What is to be done of it; None where it is over."""
    satu = db.session.get(SimulasiKetentuan, simulasi_id)
    if satu is None or satu.status not in ("menunggu", "berjalan"):
        return None
    usulan = satu.usulan
    return Giliran(satu.id, usulan.tabel, usulan.sejak, satu.nilai, satu.masa, satu.satuan, satu.posisi)


def jumlah(tulisan: str) -> int:
    """How many people have a month in that time."""
    banyak = select(func.count(Skp.pegawai_id.distinct())).join(Realisasi, Realisasi.skp_id == Skp.id)
    return db.session.scalar(banyak.where(*_masa(tulisan))) or 0


def blok(tulisan: str, sesudah: int, ukuran: Ukuran) -> list[Orang]:
    """The next people by id, with their months of that time. Three statements."""
    tahun, bulan = masa(tulisan)
    banyak = BLOK_TAHUN if bulan is None else BLOK_BULAN
    ids = db.session.scalars(
        select(Skp.pegawai_id).distinct().join(Realisasi, Realisasi.skp_id == Skp.id)
        .where(*_masa(tulisan), Skp.pegawai_id > sesudah).order_by(Skp.pegawai_id).limit(banyak)
    ).all()  # fmt: skip
    if not ids:
        return []
    kolom = [
        Realisasi.id, Realisasi.tahun, Realisasi.bulan, Realisasi.nilai, Realisasi.diajukan_pada, Skp.pegawai_id,
        Skp.opd_id, Jabatan.jenis, Jabatan.kelas, RekapAbsensi.kejadian, RekapAbsensi.tk, RekapAbsensi.hadir,
        RekapAbsensi.hari_kerja,
    ]  # fmt: skip
    if ukuran is Ukuran.TPP:  # long, and only there the exact score counts
        kolom.append(Realisasi.jejak)
    baris = db.session.execute(
        select(*kolom).join(Skp, Realisasi.skp_id == Skp.id).join(Jabatan, Skp.jabatan_id == Jabatan.id)
        .outerjoin(RekapAbsensi, Realisasi.rekap_id == RekapAbsensi.id)
        .where(*_masa(tulisan), Skp.pegawai_id.in_(ids)).order_by(Skp.pegawai_id, Realisasi.bulan, Realisasi.id)
    ).all()  # fmt: skip
    kegiatan = _kegiatan([b.id for b in baris]) if ukuran is Ukuran.NILAI else {}
    hukuman: Hukuman = {}
    if ukuran is Ukuran.TPP:
        hukuman = potongan_rentang(Periode(tahun, bulan or 1), Periode(tahun, bulan or 12), ids)
    per_orang: dict[int, list[Any]] = defaultdict(list)
    for b in baris:
        per_orang[b.pegawai_id].append(b)
    return [Orang(p, isi[-1].opd_id, tuple(_bulan(b, kegiatan, hukuman) for b in isi)) for p, isi in per_orang.items()]


def _masa(tulisan: str) -> tuple[ColumnElement[bool], ...]:
    tahun, bulan = masa(tulisan)
    syarat = (Realisasi.tahun == tahun, Realisasi.status != "cancelled")
    return syarat if bulan is None else (*syarat, Realisasi.bulan == bulan)


def _bulan(b: Any, kegiatan: Mapping[int, Sequence[KegiatanBulan]], hukuman: Hukuman) -> BulanOrang:
    tk, kerja, periode = b.tk or 0, b.hari_kerja or 0, Periode(b.tahun, b.bulan)
    potong = tuple(
        satu for mulai, sampai, satu in hukuman.get(b.pegawai_id, ())
        if mulai <= periode.akhir and (sampai is None or sampai >= periode.awal)
    )  # fmt: skip
    return BulanOrang(
        periode, b.jenis, b.kelas, nilai_eksak(getattr(b, "jejak", None), b.nilai),
        {k["kode"]: k["jumlah"] for k in b.kejadian or ()}, tk, bool(kerja) and not b.hadir and tk >= kerja,
        kegiatan.get(b.id, ()), b.diajukan_pada, potong,
    )  # fmt: skip


def _kegiatan(ids: Sequence[int]) -> dict[int, list[KegiatanBulan]]:
    """realisasi -> its kegiatan with target and final values, in order."""
    sisi: dict[tuple[int, int], dict[str, Nilai]] = defaultdict(dict)
    nama: dict[tuple[int, int], str] = {}
    for b in db.session.execute(
        select(
            NilaiBaris.realisasi_id, NilaiBaris.kegiatan_id, NilaiBaris.sisi, Kegiatan.uraian,
            *(getattr(NilaiBaris, m) for m in SISI),
        )
        .join(Kegiatan, NilaiBaris.kegiatan_id == Kegiatan.id)
        .where(NilaiBaris.realisasi_id.in_(ids), NilaiBaris.sisi.in_(("target", "akhir")))
        .order_by(NilaiBaris.realisasi_id, NilaiBaris.kegiatan_id)
    ):  # fmt: skip
        kunci = (b.realisasi_id, b.kegiatan_id)
        sisi[kunci][b.sisi], nama[kunci] = Nilai(**{m: getattr(b, m) for m in SISI}), b.uraian
    hasil: dict[int, list[KegiatanBulan]] = defaultdict(list)
    for kunci, isi in sisi.items():
        if {"target", "akhir"} <= isi.keys():
            hasil[kunci[0]].append(KegiatanBulan(nama[kunci], isi["target"], isi["akhir"]))
    return hasil
