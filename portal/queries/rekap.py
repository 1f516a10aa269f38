"""The recap of an OPD: how many months stand in which state, per unit and month of a year."""

from collections import Counter
from dataclasses import dataclass, replace

from flask_babel import force_locale
from sqlalchemy import func, select

from portal import waktu
from portal.extensions import db
from portal.models import Realisasi, Skp
from portal.queries.formulir import BATAL, bulan_wajib
from portal.queries.laporan import PilihanOpd, Saringan, opd_terbuka, pilih_opd, skp_per_unit
from portal.reports.isi import BarisRekap, Rekap
from portal.rules import jendela
from portal.rules.jendela import StatusJendela
from portal.rules.periode import Periode
from portal.security import Actor
from portal.tampilan import STATUS

BELUM = "belum"
KEADAAN = (
    BELUM, "realisasi", "terlambat", "propose", "rejected_manager", "appeal", "evaluated", "rejected_bkd", "done",
    "cancelled",
)  # fmt: skip
"""The columns. "belum": an SKP covers the month and it is not open yet; "terlambat": still being filled in after its
window closed."""
SELALU = (BELUM, "realisasi", "propose", "done")
"""Shown even where nobody is."""


@dataclass(frozen=True)
class UnitRekap:
    """One unit. `bulan[n-1]`: its states in month n; `diajukan`: SKP that have an F-1 to download."""

    id: int
    nama: str
    skp: int
    diajukan: int
    bulan: tuple[Counter[str], ...]


@dataclass(frozen=True)
class Halaman:
    """All of /laporan/."""

    saringan: Saringan
    opd: PilihanOpd
    semua_opd: tuple[PilihanOpd, ...]
    unit: tuple[UnitRekap, ...]

    @property
    def diajukan(self) -> int:
        """SKP of the OPD that have an F-1."""
        return sum(u.diajukan for u in self.unit)

    @property
    def skp(self) -> int:
        """SKP of the year."""
        return sum(u.skp for u in self.unit)

    def di(self, unit: UnitRekap, keadaan: str) -> int:
        """How many of a unit are in a state in the month looked at."""
        return unit.bulan[self.saringan.bulan - 1][keadaan]

    def jumlah(self, keadaan: str) -> int:
        """The same for the whole OPD."""
        return sum(self.di(u, keadaan) for u in self.unit)

    @property
    def keadaan(self) -> tuple[str, ...]:
        """The columns of the page: those somebody is in, and the ordinary ones."""
        return tuple(k for k in KEADAAN if k in SELALU or self.jumlah(k))


def halaman(actor: Actor, saringan: Saringan) -> Halaman:
    """The page. Three statements. TidakDitemukan for an OPD that is not the actor's."""
    terbuka = opd_terbuka(actor)
    opd = pilih_opd(terbuka, actor, saringan)
    return Halaman(saringan, opd, terbuka, _unit(opd.id, saringan.tahun))


def rekap(actor: Actor, saringan: Saringan) -> Rekap:
    """The whole year for the workbook, which like every form is Indonesian. Three statements."""
    isi = halaman(actor, saringan)
    with force_locale("id"):
        keadaan = tuple((k, str(STATUS[k][1])) for k in KEADAAN)
    return Rekap(
        opd=isi.opd.nama, tahun=saringan.tahun, keadaan=keadaan,
        baris=tuple(BarisRekap(u.nama, n, dict(b)) for u in isi.unit for n, b in enumerate(u.bulan, 1)),
    )  # fmt: skip


def sebulan(isi: Rekap, bulan: int) -> Rekap:
    """One month of a year's recap."""
    return replace(isi, baris=tuple(b for b in isi.baris if b.bulan == bulan))


def _unit(opd_id: int, tahun: int) -> tuple[UnitRekap, ...]:
    nama: dict[int, str] = {}
    skp: Counter[int] = Counter()
    diajukan: Counter[int] = Counter()
    wajib: Counter[tuple[int, int]] = Counter()
    for b in skp_per_unit(opd_id, tahun):
        nama[b.unit_id] = b.unit
        skp[b.unit_id] += b.jumlah
        diajukan[b.unit_id] += b.diajukan
        for n in bulan_wajib(b.mulai, b.selesai, b.wajib):
            wajib[b.unit_id, n] += b.jumlah
    ada = _realisasi(opd_id, tahun)
    hasil = []
    for u, sebutan in nama.items():
        bulan = tuple(ada.get((u, n), Counter()) for n in range(1, 13))
        for n, isi in enumerate(bulan, 1):
            isi[BELUM] = max(0, wajib[u, n] - isi.total())
        hasil.append(UnitRekap(u, sebutan, skp[u], diajukan[u], bulan))
    return tuple(hasil)


def _realisasi(opd_id: int, tahun: int) -> dict[tuple[int, int], Counter[str]]:
    saat = waktu.sekarang()
    tutup = {n for n in range(1, 13) if jendela.status(Periode(tahun, n), saat) is StatusJendela.TUTUP}
    hasil: dict[tuple[int, int], Counter[str]] = {}
    baris = db.session.execute(
        select(Skp.unit_id, Realisasi.bulan, Realisasi.status, func.count())
        .join(Skp, Skp.id == Realisasi.skp_id)
        .where(Skp.opd_id == opd_id, Skp.tahun == tahun, Skp.status != BATAL)
        .group_by(Skp.unit_id, Realisasi.bulan, Realisasi.status)
    )
    for unit, bulan, status, jumlah in baris:
        kunci = "terlambat" if status == "realisasi" and bulan in tutup else BELUM if status == "draft" else status
        hasil.setdefault((unit, bulan), Counter())[kunci] += jumlah
    return hasil
