"""What the reports are written from: frozen values that queries fill in; no table row comes this far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

Angka = Decimal | Fraction


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

    kuantitas: Angka
    kualitas: Angka
    waktu: Angka
    biaya: Angka | None = None
    ak: Angka | None = None


@dataclass(frozen=True)
class Indikator:
    """An indikator kinerja individu of one aspect: what is looked at, and its target in words where the SKP has one of
    its own."""

    uraian: str = ""
    target: str = ""


@dataclass(frozen=True)
class Rinci:
    """What a rencana (hasil) kerja says besides its targets, since July 2021. `intervensi`: the plan of the leader that
    it carries out; `indikator`: by aspect. Empty where the SKP does not say."""

    jenis: str = "utama"
    intervensi: str = ""
    perspektif: str = ""
    indikator: Mapping[str, Indikator] = field(default_factory=dict)
    umpan_balik: str = ""


@dataclass(frozen=True)
class Kegiatan:
    """A kegiatan of the year. `realisasi` is what form F-1 does not show; `id` of its row, 0 where nobody asks."""

    uraian: str
    satuan: str
    target: Nilai
    realisasi: Nilai | None = None
    rinci: Rinci = Rinci()
    id: int = 0


@dataclass(frozen=True)
class Formulir:
    """One SKP as a form. `ditetapkan`: the day in WITA, None while it is not in force; `jenis`: of the jabatan.

    `wajib` and `sah`: the months (1..12) that must be verified, and those that are. `tugas_tambahan`, `kreativitas`:
    what the pejabat penilai acknowledged, in words (kreativitas with its value). `kinerja_tambahan`: the value the
    pejabat penilai gave to it (PermenPANRB 8/2021). `pendekatan`, `ekspektasi` (value of BerAKHLAK -> what the leader
    expects), `lampiran` (heading -> text): PermenPANRB 6/2022, empty where the SKP does not say.
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
    tugas_tambahan: tuple[str, ...] = ()
    kreativitas: tuple[tuple[str, int], ...] = ()
    opd: str = ""
    jenis: str = "pelaksana"
    kinerja_tambahan: Decimal | None = None
    pendekatan: str = ""
    ekspektasi: Mapping[str, str] = field(default_factory=dict)
    lampiran: Mapping[str, str] = field(default_factory=dict)

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


@dataclass(frozen=True)
class BarisPenilaian:
    """One year of one person in the list of results. Numbers and words of the result only once it is final (`sah`);
    `ketentuan`: the parameter sets it was computed with."""

    nip: str
    nama: str
    pangkat: str
    jabatan: str
    unit: str
    opd: str
    nomor: str
    keadaan: str
    profil: str
    capaian_skp: Decimal | None = None
    nilai_perilaku: Decimal | None = None
    nilai: Decimal | None = None
    hasil_kerja: str = ""
    rating_perilaku: str = ""
    predikat: str = ""
    disahkan: date | None = None
    keberatan: str = ""
    ketentuan: str = ""
