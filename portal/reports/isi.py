"""What the reports are written from: frozen values that queries fill in; no table row comes this far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Orang:
    """A party as the official forms name him; `nip` is empty for the governor."""

    nama: str
    nip: str = ""
    pangkat: str = ""
    jabatan: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Nilai:
    """One side of a kegiatan: `waktu` in months, `biaya` in rupiah; None where the kegiatan has no such aspect."""

    kuantitas: Decimal
    kualitas: Decimal
    waktu: Decimal
    biaya: Decimal | None = None
    ak: Decimal | None = None


@dataclass(frozen=True)
class Kegiatan:
    """A kegiatan of the year. `realisasi` is what form F-1 does not show."""

    uraian: str
    satuan: str
    target: Nilai
    realisasi: Nilai | None = None


@dataclass(frozen=True)
class Formulir:
    """One SKP for F-1 or F-2. `ditetapkan`: the day in WITA, None while it is not in force.

    `wajib` and `sah`: the months (1..12) that must be verified, and those that are.
    """

    nomor: str
    tahun: int
    mulai: date
    selesai: date
    pegawai: Orang
    penilai: Orang | None
    kegiatan: tuple[Kegiatan, ...]
    ditetapkan: date | None = None
    wajib: tuple[int, ...] = ()
    sah: tuple[int, ...] = ()

    @property
    def belum(self) -> tuple[int, ...]:
        """The months that are still missing."""
        return tuple(b for b in self.wajib if b not in self.sah)


@dataclass(frozen=True)
class BarisRekap:
    """How many months of a unit's people stand in each state, in month `bulan` (1..12)."""

    unit: str
    bulan: int
    jumlah: Mapping[str, int]


@dataclass(frozen=True)
class Rekap:
    """A year of one OPD. `keadaan`: the columns, (state, heading)."""

    opd: str
    tahun: int
    keadaan: tuple[tuple[str, str], ...]
    baris: tuple[BarisRekap, ...]
