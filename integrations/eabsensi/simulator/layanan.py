"""What both faces of the simulator answer from: paging, and the refusals of the contract."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from integrations.eabsensi.simulator.sumber import Sumber

UKURAN_TERBESAR = 5000
_TAHUN = (2000, 2999)


class Tolak(Exception):
    """A fault of the contract: `kode` as in EAbsensiFault, `pesan` for people."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(kode)
        self.kode, self.pesan = kode, pesan


@dataclass(frozen=True)
class Sebagian:
    """One page of rows: its number, how many pages there are, the rows."""

    nomor: int
    jumlah: int
    baris: list[Any]


class Layanan:
    """The service without a protocol."""

    def __init__(self, sumber: Sumber) -> None:
        self._sumber = sumber

    def halaman(
        self,
        isi: str,
        kode: str,
        nomor: int,
        ukuran: int,
        *,
        bulan: str = "",
        dari: date = date.min,
        sampai: date = date.max,
    ) -> Sebagian:
        """Page `nomor` (from 1) of `isi` ("pegawai", "presensi", "rekap"). Raises Tolak."""
        if not 1 <= ukuran <= UKURAN_TERBESAR or nomor < 1:
            raise Tolak("PERMINTAAN_SALAH", f"ukuran harus 1 sampai {UKURAN_TERBESAR}, halaman mulai dari 1.")
        pegawai = self._sumber.opd(kode)
        if pegawai is None:
            raise Tolak("OPD_TIDAK_DIKENAL", "Kode OPD tidak dikenal.")
        if isi == "pegawai":
            return _potong(pegawai, nomor, ukuran)
        if isi == "rekap":
            if not _TAHUN[0] <= int(bulan[:4]) <= _TAHUN[1]:
                raise Tolak("PERMINTAAN_SALAH", "Tahun di luar yang dicatat.")
            rekap = self._sumber.rekap(kode, bulan)
            if rekap is None:
                raise Tolak("BELUM_DITUTUP", "Bulan belum ditutup.")
            return _potong(rekap, nomor, ukuran)
        if sampai < dari or (sampai - dari).days > 31:
            raise Tolak("PERMINTAAN_SALAH", "Rentang tanggal terbalik atau lebih dari 32 hari.")
        return _potong(self._sumber.presensi(kode, dari, sampai), nomor, ukuran)


def waktu_server() -> datetime:
    """The server's clock, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _potong(semua: Any, nomor: int, ukuran: int) -> Sebagian:
    jumlah = -(-len(semua) // ukuran)
    if nomor > max(jumlah, 1):
        raise Tolak("PERMINTAAN_SALAH", "Halaman melewati yang terakhir.")
    return Sebagian(nomor, jumlah, list(semua[(nomor - 1) * ukuran : nomor * ukuran]))
