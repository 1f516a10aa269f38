"""A month as every page of it shows it: each kegiatan as every side sees it, with the score of each side.

Rows are numbered in the order of the kegiatan's ids, as the actions and the rules number them: a finding "row 2" is the
second row of the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.extensions import db
from portal.models import Banding, Kegiatan, KegiatanBulan, NilaiBaris, Pegawai, Realisasi, Skp
from portal.queries.bukti import BuktiBulan, bukti_bulan
from portal.queries.jejak_nilai import KelompokNilai, baca
from portal.queries.kehadiran import Kehadiran, kehadiran
from portal.queries.mewakili import sebut
from portal.rules import bulanan
from portal.rules.bulanan import SISI, HasilBulan, Nilai
from portal.rules.eksak import GalatMasukan
from portal.rules.isian import Baris, nilai_akhir, sama
from portal.rules.jabatan import fungsional
from portal.rules.periode import Periode

POKOK = ("kuantitas", "kualitas", "waktu")


@dataclass(frozen=True)
class Skor:
    """A score as printed, and the steps that lead to it; None where there is nothing to score."""

    nilai: Decimal | None
    jejak: tuple[KelompokNilai, ...]


@dataclass(frozen=True)
class BarisBulan:
    """One kegiatan. `sisi`: the values of each side that has spoken (target, klaim, saran, putusan, akhir, and "lalu":
    last month's); `catatan` and `skor` likewise by side. `medan`: the aspects this row has a target for."""

    nomor: int
    kegiatan: int
    uraian: str
    satuan: str
    medan: tuple[str, ...]
    sisi: Mapping[str, Nilai]
    catatan: Mapping[str, str]
    skor: Mapping[str, Skor]

    def beda(self, kiri: str, kanan: str) -> frozenset[str]:
        """The aspects in which two sides differ; empty where one of them is silent."""
        a, b = self.sisi.get(kiri), self.sisi.get(kanan)
        return frozenset() if a is None or b is None else frozenset(m for m in self.medan if not _sama(a, b, m))

    @property
    def dipersoalkan(self) -> bool:
        """The appraiser sees it otherwise than the employee."""
        return bool(self.beda("klaim", "saran"))


@dataclass(frozen=True)
class BandingBulan:
    """The appeal of the month."""

    alasan: str
    diajukan_pada: datetime
    keputusan: str | None
    alasan_keputusan: str | None
    pemutus: str | None
    diputus_pada: datetime | None


@dataclass(frozen=True)
class Bulan:
    """A month with all its sides. `skor`: of the month, by side; `jabatan_jenis` decides which aspects count."""

    id: int
    nomor: str
    periode: date
    status: str
    pegawai: str
    nip: str
    jabatan: str
    jabatan_jenis: str
    unit: str
    opd: str
    penilai: str | None
    atasan: str | None
    skp_id: int
    skp_nomor: str
    skp_status: str
    terlambat: bool
    dibuka_pada: datetime
    diajukan_pada: datetime | None
    diverifikasi_pada: datetime | None
    pakai_target: bool
    penolakan_bkd: int
    catatan_penilai: str | None
    catatan_verifikatur: str | None
    nilai: Decimal | None
    predikat: str | None
    jejak: tuple[KelompokNilai, ...]
    profil: str | None
    baris: tuple[BarisBulan, ...]
    skor: Mapping[str, Skor]
    banding: BandingBulan | None
    bukti: tuple[BuktiBulan, ...]
    kehadiran: Kehadiran

    @property
    def medan(self) -> tuple[str, ...]:
        """The aspects that any row has: the columns of a table of fields."""
        return tuple(m for m in SISI if any(m in b.medan for b in self.baris)) or POKOK

    @property
    def beda(self) -> int:
        """How many kegiatan the two sides see differently."""
        return sum(b.dipersoalkan for b in self.baris)

    def isian(self, *sisi: str) -> list[dict[str, Any]]:
        """Rows as a form is prefilled: each with the first of these sides that has spoken."""
        return [
            {"kegiatan": b.kegiatan} | {m: _teks(getattr(n, m)) for m in b.medan}
            for b in self.baris
            if (n := next((b.sisi[s] for s in sisi if s in b.sisi), None)) is not None
        ]

    def aturan(self, catatan: Mapping[int, str] | None = None, **lain: Mapping[int, Nilai]) -> list[Baris]:
        """The rows as the rules want them. `lain` replaces a side by values that are not kept yet (by kegiatan),
        `catatan` the notes beside them."""

        def ambil(b: BarisBulan, sisi: str) -> Nilai | None:
            return lain[sisi].get(b.kegiatan) if sisi in lain else b.sisi.get(sisi)

        return [
            Baris(
                nomor=b.nomor, target=b.sisi.get("target", Nilai()), klaim=ambil(b, "klaim"), saran=ambil(b, "saran"),
                putusan=ambil(b, "putusan"), catatan=(catatan or {}).get(b.kegiatan),
            )
            for b in self.baris
        ]  # fmt: skip

    def hitung(self, baris: list[Baris], hasil: str) -> Decimal | None:
        """The month's score if `hasil` ("kabul", "terima", "tolak", "target") decided these rows; None where it cannot
        be told."""
        try:
            nilai = [(b.uraian, r.target, nilai_akhir(r, hasil)) for b, r in zip(self.baris, baris, strict=True)]
            return skor(nilai, self.jabatan_jenis, self.periode).nilai
        except (GalatMasukan, ValueError):
            return None


def muat(*syarat: Any) -> Realisasi | None:
    """The month these conditions name, with all that `susun` reads. Three statements."""
    return db.session.scalar(
        select(Realisasi)
        .where(*syarat)
        .options(
            joinedload(Realisasi.skp).options(
                *(joinedload(r) for r in (Skp.pegawai, Skp.penilai, Skp.atasan_banding, Skp.opd, Skp.jabatan, Skp.unit))
            ),
            joinedload(Realisasi.banding).joinedload(Banding.diputus_oleh),
            selectinload(Realisasi.baris),
            selectinload(Realisasi.bukti),
        )
    )


def susun(r: Realisasi) -> Bulan:
    """The month as frozen values. At most five statements, whatever the number of rows."""
    skp = r.skp
    baris = _baris(r)
    skor_sisi = {s: _skor_bulan(r, baris, s) for s in ("klaim", "saran", "akhir") if any(s in b.sisi for b in baris)}
    return Bulan(
        id=r.id, nomor=r.nomor, periode=date(r.tahun, r.bulan, 1), status=r.status, pegawai=skp.pegawai.nama,
        nip=skp.pegawai.nip, jabatan=skp.jabatan.nama, jabatan_jenis=skp.jabatan.jenis, unit=skp.unit.nama,
        opd=skp.opd.nama, penilai=skp.penilai.nama if skp.penilai else None,
        atasan=skp.atasan_banding.nama if skp.atasan_banding else None,
        skp_id=skp.id, skp_nomor=skp.nomor, skp_status=skp.status, terlambat=r.terlambat, dibuka_pada=r.dibuka_pada,
        diajukan_pada=r.diajukan_pada, diverifikasi_pada=r.diverifikasi_pada, pakai_target=r.pakai_target,
        penolakan_bkd=r.penolakan_bkd, catatan_penilai=r.catatan_penilai, catatan_verifikatur=r.catatan_verifikatur,
        nilai=r.nilai, predikat=r.predikat, jejak=baca(r.jejak), profil=r.profil,
        baris=tuple(_dengan_skor(b, skor_sisi, n) for n, b in enumerate(baris)),
        skor={s: Skor(h.nilai, baca(h.jejak)) for s, h in skor_sisi.items() if h is not None},
        banding=_banding(r.banding, skp.atasan_banding),
        bukti=bukti_bulan(r.bukti, {b.kegiatan: b.uraian for b in baris}), kehadiran=kehadiran(r),
    )  # fmt: skip


def skor(nilai: list[tuple[str, Nilai, Nilai]], jabatan: str, pada: date) -> HasilBulan:
    """The score of (name, target, realisasi) rows as it will be computed. GalatMasukan for what cannot be read."""
    kegiatan = [bulanan.KegiatanBulan(nama=n, target=t, realisasi=v) for n, t, v in nilai]
    return bulanan.nilai_bulan(kegiatan, jabatan=jabatan, pada=pada, ditutup=True)


def _baris(r: Realisasi) -> list[BarisBulan]:
    nama = {
        k: (u, s)
        for k, u, s in db.session.execute(
            select(Kegiatan.id, Kegiatan.uraian, Kegiatan.satuan).where(Kegiatan.skp_id == r.skp_id)
        )
    }
    sisi: dict[int, dict[str, Nilai]] = {}
    catatan: dict[int, dict[str, str]] = {}
    for b in r.baris:
        sisi.setdefault(b.kegiatan_id, {})[b.sisi] = _nilai(b)
        if b.catatan:
            catatan.setdefault(b.kegiatan_id, {})[b.sisi] = b.catatan
    if not any("target" in s for s in sisi.values()):
        sisi = {k: {"target": n} | sisi.get(k, {}) for k, n in _target(r).items()}
    for kegiatan, nilai in _bulan_lalu(r).items():
        if kegiatan in sisi:
            sisi[kegiatan]["lalu"] = nilai
    return [
        BarisBulan(
            nomor=nomor, kegiatan=k, uraian=nama[k][0], satuan=nama[k][1],
            medan=_medan(sisi[k].get("target", Nilai()), r.skp.jabatan.jenis), sisi=sisi[k],
            catatan=catatan.get(k, {}), skor={},
        )
        for nomor, k in enumerate(sorted(k for k in sisi if k in nama), 1)
    ]  # fmt: skip


def _target(r: Realisasi) -> dict[int, Nilai]:
    """Before the month is sent its targets are those of the SKP as it is now."""
    pernyataan = (
        select(KegiatanBulan)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == r.skp_id, KegiatanBulan.bulan == r.bulan)
    )
    return {t.kegiatan_id: _nilai(t) for t in db.session.scalars(pernyataan) if t.kuantitas > 0}


def _bulan_lalu(r: Realisasi) -> dict[int, Nilai]:
    """What counted last month, or was claimed where nothing counts yet."""
    pernyataan = (
        select(NilaiBaris)
        .join(Realisasi, Realisasi.id == NilaiBaris.realisasi_id)
        .where(Realisasi.skp_id == r.skp_id, Realisasi.bulan == r.bulan - 1, NilaiBaris.sisi.in_(("klaim", "akhir")))
        .order_by(NilaiBaris.sisi.desc())  # "klaim" first, so that "akhir" wins
    )
    return {b.kegiatan_id: _nilai(b) for b in db.session.scalars(pernyataan)}


def _medan(target: Nilai, jabatan: str) -> tuple[str, ...]:
    lain = [m for m in ("biaya", "ak") if getattr(target, m) is not None and (m != "ak" or fungsional(jabatan))]
    return (*POKOK, *lain)


def _skor_bulan(r: Realisasi, baris: list[BarisBulan], sisi: str) -> HasilBulan | None:
    hasil = {"klaim": "kabul", "saran": "terima"}.get(sisi)
    try:
        nilai = [(b.uraian, b.sisi.get("target", Nilai()), _berlaku(b, hasil)) for b in baris]
        return skor(nilai, r.skp.jabatan.jenis, Periode(r.tahun, r.bulan).awal)
    except (GalatMasukan, ValueError, KeyError):  # a side that has not spoken on every row has no score
        return None


def _berlaku(b: BarisBulan, hasil: str | None) -> Nilai:
    """What would count by `hasil`, else what does count."""
    if hasil is None:
        return b.sisi["akhir"]
    return nilai_akhir(Baris(b.nomor, Nilai(), b.sisi.get("klaim"), b.sisi.get("saran")), hasil)


def _dengan_skor(b: BarisBulan, skor_sisi: Mapping[str, HasilBulan | None], nomor: int) -> BarisBulan:
    satu = {s: h.kegiatan[nomor] for s, h in skor_sisi.items() if h is not None}
    isi = {s: Skor(h.nilai, baca(h.jejak)) for s, h in satu.items() if h is not None}
    return BarisBulan(b.nomor, b.kegiatan, b.uraian, b.satuan, b.medan, b.sisi, b.catatan, isi)


def _banding(b: Banding | None, atasan: Pegawai | None) -> BandingBulan | None:
    if b is None:
        return None
    return BandingBulan(
        b.alasan,
        b.diajukan_pada,
        b.keputusan,
        b.alasan_keputusan,
        sebut(b.diputus_oleh, atasan),
        b.diputus_pada,
    )


def _nilai(b: Any) -> Nilai:
    return Nilai(**{m: getattr(b, m) for m in SISI})


def _sama(a: Nilai, b: Nilai, medan: str) -> bool:
    return sama(Nilai(**{medan: getattr(a, medan)}), Nilai(**{medan: getattr(b, medan)}))


def _teks(isi: Any) -> str | None:
    return None if isi is None else str(isi)
