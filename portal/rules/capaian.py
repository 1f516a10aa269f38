"""Capaian kinerja organisasi: masa yang dinilai, apa yang harus diisi, dan milik siapa ia berlaku.

Sumber: PermenPANRB 6/2022 Pasal 24 dan 25 (periodik dan tahunan; ditetapkan pimpinan organisasi di atasnya, SE Menteri
PANRB 3/2023). Yang dicatat di portal adalah penetapan itu: karena itu nomor suratnya wajib.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.rules import penilaian_tahunan
from portal.rules.periode import Periode
from portal.rules.pola import CAPAIAN
from portal.rules.temuan import Temuan

TAHUNAN = 0
DASAR, CATATAN, ALASAN = (5, 300), 500, (10, 500)
"""Letters: at least, at most."""


@dataclass(frozen=True)
class Masa:
    """A year (`triwulan` 0) or one of its quarters (1..4)."""

    tahun: int
    triwulan: int = TAHUNAN

    @property
    def akhir(self) -> date:
        """Its last day."""
        return Periode(self.tahun, 3 * self.triwulan or 12).akhir

    @property
    def terbuka(self) -> date:
        """From this day on it can be set: the first of its last month, when its evaluation begins (kesepakatan)."""
        return Periode(self.tahun, 3 * self.triwulan or 12).awal

    def __str__(self) -> str:
        return f"Triwulan {('I', 'II', 'III', 'IV')[self.triwulan - 1]} {self.tahun}" if self.triwulan else (
            f"Tahun {self.tahun}"
        )  # fmt: skip


@dataclass(frozen=True)
class Isian:
    """What is set: the predicate, the document that decided it, a note, and where it changes an earlier one, why."""

    capaian: str
    dasar: str
    catatan: str = ""
    alasan: str = ""

    def rapi(self) -> "Isian":
        """With single blanks and none at the ends."""
        return Isian(*(" ".join(satu.split()) for satu in (self.capaian, self.dasar, self.catatan, self.alasan)))


def periksa(isian: Isian, masa: Masa, *, hari_ini: date, ada: bool) -> tuple[Temuan, ...]:
    """All that is missing or wrong; `ada`: one has been set before, so a reason is asked."""
    temuan = list(periksa_masa(masa, hari_ini=hari_ini))
    if isian.capaian not in CAPAIAN:
        temuan.append(Temuan("capaian", None, "Pilih predikat capaian kinerja organisasi."))
    if not DASAR[0] <= len(isian.dasar) <= DASAR[1]:
        pesan = f"Tulis nomor dan tanggal surat penetapannya, {DASAR[0]} sampai {DASAR[1]} huruf."
        temuan.append(Temuan("dasar", None, pesan))
    if len(isian.catatan) > CATATAN:
        temuan.append(Temuan("catatan", None, f"Catatan paling banyak {CATATAN} huruf."))
    if ada and not ALASAN[0] <= len(isian.alasan) <= ALASAN[1]:
        pesan = f"Tulis mengapa penetapan sebelumnya dibetulkan, {ALASAN[0]} sampai {ALASAN[1]} huruf."
        temuan.append(Temuan("alasan", None, pesan))
    return tuple(temuan)


def periksa_masa(masa: Masa, *, hari_ini: date) -> tuple[Temuan, ...]:
    """Whether a time can have a capaian: of a year under PermenPANRB 6/2022, and one whose evaluation has begun."""
    if masa.triwulan not in range(5):
        return (Temuan("triwulan", None, "Pilih tahunan atau triwulan 1 sampai 4."),)
    if not 2014 <= masa.tahun <= hari_ini.year or penilaian_tahunan.profil(masa.tahun) != penilaian_tahunan.PAN6:
        pesan = f"Capaian kinerja organisasi ditetapkan untuk tahun 2022 sampai {hari_ini.year} (PermenPANRB 6/2022)."
        return (Temuan("tahun", None, pesan),)
    if hari_ini < masa.terbuka:
        pesan = f"{masa} belum dapat ditetapkan: penilaiannya dibuka {masa.terbuka:%d-%m-%Y}."
        return (Temuan("triwulan" if masa.triwulan else "tahun", None, pesan),)
    return ()


def pemilik(unit: int | None, induk: Mapping[int, int | None], ada: Mapping[int | None, object]) -> int | None:
    """Whose capaian counts for the people of `unit`: the nearest unit above them that has one, else the OPD (None).

    `induk`: unit -> the unit above it; `ada`: the units that have one, None for the OPD.
    """
    dilihat: set[int] = set()
    while unit is not None and unit not in ada and unit not in dilihat:
        dilihat.add(unit)
        unit = induk.get(unit)
    return unit if unit in ada else None
