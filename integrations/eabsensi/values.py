"""What e-absensi tells us, in our own words. Times of day are wall-clock times in WITA; moments are aware UTC."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic, Literal, TypeVar

STATUS = frozenset(
    ("HADIR", "DL", "DK", "WFH", "CT", "CS", "CM", "CAP", "CB", "CLTN", "TB", "IZIN", "TK", "LIBUR", "GANGGUAN")
)
KODE_KEJADIAN = ("TL1", "TL2", "TL3", "TL4", "PSW1", "PSW2", "PSW3", "PSW4")

Sumber = Literal["soap", "rest"]


@dataclass(frozen=True)
class Kejadian:
    """How often one kind of lateness (TL) or early leaving (PSW) happened in the month, and its minutes in all."""

    kode: str
    jumlah: int
    menit: int


@dataclass(frozen=True)
class Rekap:
    """One person's month. `versi` rises when a closed month is corrected; `kejadian` is sorted by kode."""

    nip: str
    bulan: str
    hari_kerja: int
    hadir: int
    apel: int
    apel_wajib: int
    upacara: int
    upacara_wajib: int
    kejadian: tuple[Kejadian, ...]
    tk: int
    izin: int
    cuti: int
    dl: int
    menit_kerja: int
    versi: int
    ditutup_pada: datetime | None


@dataclass(frozen=True)
class Presensi:
    """One person's day. `status` is one of STATUS; a missing tap is None."""

    nip: str
    tanggal: date
    masuk: time | None
    pulang: time | None
    status: str
    keterangan: str | None = None
    mesin: str | None = None


@dataclass(frozen=True)
class Pegawai:
    """A person as e-absensi knows him. `pin` is None where it is missing or shared with somebody else."""

    nip: str
    pin: str | None
    nama: str
    kode_opd: str
    aktif: bool


@dataclass(frozen=True)
class Ping:
    """Proof of life: the service's version and its clock (aware UTC)."""

    versi: str
    waktu_server: datetime


@dataclass(frozen=True)
class Temuan:
    """Something to look at in this run. `nip` as the partner wrote it, "" where it is about the run as a whole."""

    nip: str
    pesan: str


Baris = TypeVar("Baris", Rekap, Presensi, Pegawai, covariant=True)


@dataclass(frozen=True)
class Hasil(Generic[Baris]):
    """A complete run: all pages were read. `halaman` holds the sha256 of each page's payload, in order."""

    rows: tuple[Baris, ...]
    temuan: tuple[Temuan, ...]
    halaman: tuple[str, ...]
    sumber: Sumber
