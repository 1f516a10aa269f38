"""What a proposed parameter would do to people: their past months computed twice, with what counts now and with it.

Both times everything else is as it will be on the day the proposal begins, so a difference comes from it alone. Results
are whole hundredths (of a rupiah, a percent, a point, a month), so that they can be sorted and summed exactly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from portal.rules import bulanan, jendela, predikat, tpp
from portal.rules.berlaku import Himpunan, entri, memakai, riwayat
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.hukuman import PotonganTpp
from portal.rules.ketentuan import KEPALA, Ukuran
from portal.rules.periode import Periode

TPP_PENUH = 10_000
"""Hundredths of a percent: the TPP of whoever loses nothing, where no rupiah per class is in force."""
BERSAMA = ("tpp.bobot", "tpp.kelas", "absensi.tarif", "bulanan.aturan", "jendela.realisasi")
"""Tables a simulation reads."""


class Satuan(StrEnum):
    """What the numbers of a simulation count."""

    RUPIAH = "rupiah"
    PERSEN = "persen"
    NILAI = "nilai"
    BULAN = "bulan"


@dataclass(frozen=True)
class BulanOrang:
    """One month of one person. `nilai`: the exact score, None where there is none yet; `kegiatan` only where scores are
    compared."""

    periode: Periode
    jabatan: str
    kelas: int | None
    nilai: Angka | None
    kejadian: Mapping[str, int] = field(default_factory=dict)
    tk: int = 0
    sebulan_penuh: bool = False
    kegiatan: Sequence[bulanan.KegiatanBulan] = ()
    diajukan: datetime | None = None
    hukuman: Sequence[PotonganTpp] = ()


@dataclass(frozen=True)
class Dampak:
    """Before and after in hundredths; both None where it cannot be computed, and `sebab` says why."""

    sebelum: int | None
    sesudah: int | None
    sebab: str | None = None

    @property
    def selisih(self) -> int | None:
        """What is gained (or lost, below 0)."""
        return None if self.sebelum is None or self.sesudah is None else self.sesudah - self.sebelum


Susunan = Callable[[Periode], Himpunan]


def satuan(ukuran: Ukuran, kunci: str, sejak: date, himpunan: Himpunan) -> Satuan:
    """What is counted: rupiah where a table of rupiah per class is in force that day (or is the one proposed)."""
    if ukuran is Ukuran.TPP:
        ada = kunci == "tpp.kelas" or any(e["sejak"] <= sejak for e in riwayat("tpp", "kelas", himpunan))
        return Satuan.RUPIAH if ada else Satuan.PERSEN
    return Satuan.NILAI if ukuran is Ukuran.NILAI else Satuan.BULAN


def susunan(himpunan: Himpunan, sejak: date, usulan: tuple[str, Mapping[str, Any]] | None = None) -> Susunan:
    """For each month the sets of the day `sejak`, put at the beginning of that month; with `usulan` (table, values) in
    the place of its table."""
    isi: dict[str, Mapping[str, Any]] = {}
    for kunci in BERSAMA:
        berkas, _, tabel = kunci.partition(".")
        if sudah := [e for e in riwayat(berkas, tabel, himpunan) if e["sejak"] <= sejak]:
            isi[kunci] = sudah[-1]
    if usulan is not None:
        isi[usulan[0]] = {**usulan[1], "sumber": "usulan", "tanda": "usulan"}
    dibuat: dict[Periode, Himpunan] = {}

    def pada(periode: Periode) -> Himpunan:
        if periode not in dibuat:
            dibuat[periode] = Himpunan("simulasi", {k: (_pindah(k, satu, periode.awal),) for k, satu in isi.items()})
        return dibuat[periode]

    return pada


def bandingkan(ukuran: Ukuran, satu: Satuan, bulan: Sequence[BulanOrang], lama: Susunan, baru: Susunan) -> Dampak:
    """What becomes of one person over these months: rupiah and late months are summed, percent and scores averaged."""
    ada = [b for b in bulan if (b.diajukan if ukuran is Ukuran.TERLAMBAT else b.nilai) is not None]
    if not ada:
        return Dampak(None, None, "Belum diajukan." if ukuran is Ukuran.TERLAMBAT else "Belum ada nilai.")
    try:
        sebelum = [_hitung(ukuran, satu, b, lama(b.periode)) for b in ada]
        sesudah = [_hitung(ukuran, satu, b, baru(b.periode)) for b in ada]
    except GalatMasukan as galat:
        return Dampak(None, None, galat.pesan)
    return Dampak(_gabung(satu, sebelum), _gabung(satu, sesudah))


def _pindah(kunci: str, satu: Mapping[str, Any], awal: date) -> Any:
    nilai = {k: v for k, v in satu.items() if k not in KEPALA}
    return entri(kunci, awal, nilai, sumber=satu["sumber"], tanda=satu["tanda"], akhiran="simulasi")


def _hitung(ukuran: Ukuran, satu: Satuan, b: BulanOrang, himpunan: Himpunan) -> Fraction:
    """One month in hundredths, exactly."""
    with memakai(himpunan):
        if ukuran is Ukuran.TERLAMBAT:
            telat = b.diajukan is not None and jendela.status(b.periode, b.diajukan) is jendela.StatusJendela.TUTUP
            return Fraction(100 * telat)
        if ukuran is Ukuran.NILAI:
            hasil = bulanan.nilai_bulan(b.kegiatan, jabatan=b.jabatan, pada=b.periode.awal, ditutup=True)
            return 100 * (hasil.eksak or Fraction(0))
        return _tpp(satu, b)


def _tpp(satu: Satuan, b: BulanOrang) -> Fraction:
    isi: dict[str, Any] = {
        "capaian": b.nilai, "kejadian": b.kejadian, "tk": b.tk, "sebulan_penuh": b.sebulan_penuh,
        "hukuman": b.hukuman, "pada": b.periode.awal,
    }  # fmt: skip
    if satu is Satuan.PERSEN:
        return Fraction(tpp.tpp_bulan(tpp=TPP_PENUH, **isi).dibayar)
    try:
        return Fraction(100 * tpp.tpp_pegawai(b.kelas, **isi).dibayar)
    except LookupError:  # no rupiah per class before the first table: nothing was paid by it
        return Fraction(0)


def _gabung(satu: Satuan, nilai: Sequence[Fraction]) -> int:
    jumlah = sum(nilai, Fraction(0))
    return int(bulat(jumlah if satu in (Satuan.RUPIAH, Satuan.BULAN) else Fraction(jumlah, len(nilai)), 0))


def nilai_eksak(jejak: Mapping[str, Any] | None, tercetak: Angka | None) -> Angka | None:
    """The exact score of a month from its kept trace; the printed one where the steps before its predicate do not end
    in a number."""
    langkah = [satu for satu in (jejak or {}).get("langkah", ()) if satu.get("nama") != predikat.LANGKAH]
    if tercetak is None or not langkah:
        return tercetak
    try:
        return Fraction(langkah[-1]["hasil"])
    except (TypeError, ValueError):
        return tercetak


def masa(tulisan: str) -> tuple[int, int | None]:
    """ "2026-09" -> (2026, 9), "2026" -> (2026, None). GalatMasukan names `masa`."""
    try:
        if len(tulisan) == 4 and tulisan.isascii() and tulisan.isdigit():
            return int(baca(tulisan, "masa", minimum=2014, maksimum=9999)), None
        return Periode.dari(tulisan)
    except GalatMasukan:
        raise GalatMasukan("masa", "Tulis bulan (2026-09) atau tahun (2026) yang sudah lewat.") from None
