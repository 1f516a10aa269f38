"""What a simulation has found: totals, per perangkat daerah, and page after page the people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import HasilSimulasi, Opd, Pegawai, SimulasiKetentuan
from portal.queries.halaman import banyak_halaman
from portal.queries.ketentuan import pembaca
from portal.rules.dampak import Satuan
from portal.rules.eksak import bulat
from portal.rules.ketentuan_daftar import DAFTAR
from portal.security import Actor

SEHALAMAN = 50
KELOMPOK = ("turun", "naik", "tetap", "tak_dihitung")
POTONG = 2000
"""Rows read at once for the workbook."""


@dataclass(frozen=True)
class PerOpd:
    """One perangkat daerah, or all (`kode` empty). Rupiah and months in sum, percent and scores on average."""

    kode: str
    nama: str
    orang: int
    naik: int
    turun: int
    tak_dihitung: int
    sebelum: Decimal | None
    sesudah: Decimal | None

    @property
    def selisih(self) -> Decimal | None:
        """What changes."""
        return None if self.sebelum is None or self.sesudah is None else self.sesudah - self.sebelum

    @property
    def tetap(self) -> int:
        """For whom nothing changes."""
        return self.orang - self.naik - self.turun - self.tak_dihitung


@dataclass(frozen=True)
class Orang:
    """One person."""

    nip: str
    nama: str
    opd: str
    sebelum: Decimal | None
    sesudah: Decimal | None
    selisih: Decimal | None
    sebab: str | None


@dataclass(frozen=True)
class Kepala:
    """A simulation: of which proposal, on what time, how far."""

    id: int
    usulan_id: int
    tabel: str
    nama: str
    sejak: date
    masa: str
    satuan: str
    status: str
    selesai: int
    jumlah: int
    galat: str | None
    pada: datetime
    selesai_pada: datetime | None
    himpunan: int

    @property
    def berjalan(self) -> bool:
        """The page looks again by itself."""
        return self.status in ("menunggu", "berjalan")

    @property
    def rata(self) -> bool:
        """Percent and scores are averaged, rupiah and months summed."""
        return self.satuan in (Satuan.PERSEN, Satuan.NILAI)

    @property
    def persen(self) -> int:
        """How far it is, in whole percent."""
        return 100 * self.selesai // self.jumlah if self.jumlah else 0


@dataclass(frozen=True)
class Halaman:
    """One page of a simulation: all of it in numbers, and some people."""

    kepala: Kepala
    semua: PerOpd
    opd: tuple[PerOpd, ...]
    orang: tuple[Orang, ...]
    kelompok: str
    pilih_opd: str
    halaman: int
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """Pages of people of this filter."""
        return banyak_halaman(self.jumlah, SEHALAMAN)


def kepala(actor: Actor, simulasi_id: int) -> Kepala:
    """One simulation; TidakDitemukan."""
    pembaca(actor)
    s = db.session.get(SimulasiKetentuan, simulasi_id)
    if s is None:
        raise TidakDitemukan(_("Simulasi ini tidak ada."))
    return Kepala(
        s.id, s.usulan_id, s.usulan.tabel, DAFTAR[s.usulan.tabel].nama, s.usulan.sejak, s.masa, s.satuan, s.status,
        s.selesai, s.jumlah, s.galat, s.diminta_pada, s.selesai_pada, s.himpunan,
    )  # fmt: skip


def halaman(actor: Actor, simulasi_id: int, *, kelompok: str = "", opd: str = "", nomor: int = 1) -> Halaman:
    """The numbers and a page of people, those who lose most first. Five statements."""
    k = kepala(actor, simulasi_id)
    opd_semua = _per_opd(k)
    dipilih = next((o for o in opd_semua if o.kode == opd), None)
    kelompok = kelompok if kelompok in KELOMPOK else ""
    semua = _jumlah(k, opd_semua)
    dari = dipilih or semua
    banyak = getattr(dari, kelompok) if kelompok else dari.orang
    orang = _orang(k, kelompok, dipilih.kode if dipilih else "", (nomor - 1) * SEHALAMAN)
    return Halaman(k, _jumlah(k, opd_semua), opd_semua, orang, kelompok, dipilih.kode if dipilih else "", nomor, banyak)


def semua_orang(k: Kepala) -> Iterator[Orang]:
    """Everybody, in order of NIP, without holding them all."""
    terakhir = ""
    while True:
        baris = db.session.execute(
            _pilih(k).where(Pegawai.nip > terakhir).order_by(Pegawai.nip).limit(POTONG)
        ).all()  # fmt: skip
        yield from (_satu(b) for b in baris)
        if len(baris) < POTONG:
            return
        terakhir = baris[-1].nip


def _orang(k: Kepala, kelompok: str, opd: str, lewati: int) -> tuple[Orang, ...]:
    syarat: Mapping[str, ColumnElement[bool]] = {
        "naik": HasilSimulasi.selisih > 0, "turun": HasilSimulasi.selisih < 0, "tetap": HasilSimulasi.selisih == 0,
        "tak_dihitung": HasilSimulasi.selisih.is_(None),
    }  # fmt: skip
    pilih = _pilih(k)
    if kelompok:
        pilih = pilih.where(syarat[kelompok])
    if opd:
        pilih = pilih.where(Opd.kode == opd)
    arah = HasilSimulasi.selisih.desc() if kelompok == "naik" else HasilSimulasi.selisih
    urut = pilih.order_by(HasilSimulasi.selisih.is_(None), arah, HasilSimulasi.pegawai_id)
    return tuple(_satu(b) for b in db.session.execute(urut.offset(lewati).limit(SEHALAMAN)))


def _pilih(k: Kepala) -> Any:
    return (
        select(
            Pegawai.nip, Pegawai.nama, Opd.nama.label("opd"), HasilSimulasi.sebelum, HasilSimulasi.sesudah,
            HasilSimulasi.selisih, HasilSimulasi.sebab,
        )
        .join(Pegawai, Pegawai.id == HasilSimulasi.pegawai_id).join(Opd, Opd.id == HasilSimulasi.opd_id)
        .where(HasilSimulasi.simulasi_id == k.id)
    )  # fmt: skip


def _satu(b: Any) -> Orang:
    return Orang(b.nip, b.nama, b.opd, _angka(b.sebelum), _angka(b.sesudah), _angka(b.selisih), b.sebab)


def _per_opd(k: Kepala) -> tuple[PerOpd, ...]:
    s = HasilSimulasi.selisih
    baris = db.session.execute(
        select(
            Opd.kode, Opd.nama, func.count().label("orang"), func.count().filter(s > 0).label("naik"),
            func.count().filter(s < 0).label("turun"), func.count().filter(s.is_(None)).label("tak"),
            func.sum(HasilSimulasi.sebelum).label("sebelum"), func.sum(HasilSimulasi.sesudah).label("sesudah"),
        )
        .join(Opd, Opd.id == HasilSimulasi.opd_id).where(HasilSimulasi.simulasi_id == k.id)
        .group_by(Opd.id, Opd.kode, Opd.nama).order_by(Opd.nama)
    )  # fmt: skip
    return tuple(
        PerOpd(
            b.kode, b.nama, b.orang, b.naik, b.turun, b.tak, _gabung(k, b.sebelum, b.orang - b.tak),
            _gabung(k, b.sesudah, b.orang - b.tak),
        )
        for b in baris
    )  # fmt: skip


def _jumlah(k: Kepala, opd: tuple[PerOpd, ...]) -> PerOpd:
    """All of them: from the exact sums again, so that a mean is not a mean of rounded means."""
    jumlah = db.session.execute(
        select(func.sum(HasilSimulasi.sebelum), func.sum(HasilSimulasi.sesudah), func.count(HasilSimulasi.selisih))
        .where(HasilSimulasi.simulasi_id == k.id)
    ).one()  # fmt: skip
    orang, naik, turun, tak = (sum(getattr(o, m) for o in opd) for m in ("orang", "naik", "turun", "tak_dihitung"))
    sebelum, sesudah = (_gabung(k, jumlah[n], jumlah[2]) for n in (0, 1))
    return PerOpd("", "", orang, naik, turun, tak, sebelum, sesudah)


def _gabung(k: Kepala, jumlah: Any, orang: int) -> Decimal | None:
    """A sum in hundredths, or its mean over the people, as a number."""
    if jumlah is None or not orang:
        return None
    return bulat(Fraction(int(jumlah), 100 * (orang if k.rata else 1)))


def _angka(ratusan: int | None) -> Decimal | None:
    return None if ratusan is None else Decimal(ratusan).scaleb(-2)
