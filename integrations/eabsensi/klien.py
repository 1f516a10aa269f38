"""What can be asked of e-absensi, the same on both faces. A face only knows how to fetch one page of raw rows."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from integrations.eabsensi import baris as baca
from integrations.eabsensi import periksa
from integrations.eabsensi.galat import ringkas
from integrations.eabsensi.halaman import Halaman, pin_bersama, rangkai, semua
from integrations.eabsensi.values import Hasil, Pegawai, Ping, Presensi, Rekap, Sumber
from integrations.errors import Unavailable


class Client(ABC):
    """A complete result or Unavailable (NotClosed, Refused), never half; ValueError is the caller's own mistake."""

    sumber: ClassVar[Sumber]

    def ping(self) -> Ping:
        """Is the service there, and what does its clock say. Raises Unavailable."""
        isi = self._ping()
        try:
            saat = baca.waktu(isi.get("waktuServer"), "waktuServer")
        except baca.Ditolak as error:
            raise Unavailable(f"Jawaban ping e-absensi tidak sesuai kontrak: {error}.") from error
        return Ping(ringkas(str(isi.get("versi") or ""), 40), saat)

    def rekap_bulanan(self, kode_opd: str, bulan: str) -> Hasil[Rekap]:
        """Everybody's recap of one month ("YYYY-MM") in one OPD. Raises Unavailable, NotClosed, Refused."""
        periksa.opd(kode_opd)
        periksa.bulan(bulan)
        pages = semua(lambda nomor: self._halaman("rekap", nomor, {"opd": kode_opd, "bulan": bulan}))
        return rangkai(
            pages, self.sumber, lambda r: baca.rekap(r, bulan=bulan), kunci=lambda r: r.nip, kenal=baca.REKAP
        )

    def presensi_harian(self, kode_opd: str, dari: date, sampai: date) -> Hasil[Presensi]:
        """Everybody's days from `dari` to `sampai` (both included) in one OPD. Raises Unavailable, Refused."""
        periksa.opd(kode_opd)
        periksa.rentang(dari, sampai)
        permintaan = {"opd": kode_opd, "dari": dari.isoformat(), "sampai": sampai.isoformat()}
        pages = semua(lambda nomor: self._halaman("presensi", nomor, permintaan))
        return rangkai(
            pages,
            self.sumber,
            lambda r: baca.presensi(r, dari=dari, sampai=sampai),
            kunci=lambda p: (p.nip, p.tanggal),
            kenal=baca.PRESENSI,
        )

    def daftar_pegawai(self, kode_opd: str) -> Hasil[Pegawai]:
        """Everybody e-absensi knows in one OPD; a pin shared by two is given to none. Raises Unavailable, Refused."""
        periksa.opd(kode_opd)
        pages = semua(lambda nomor: self._halaman("pegawai", nomor, {"opd": kode_opd}))
        return pin_bersama(
            rangkai(
                pages,
                self.sumber,
                lambda r: baca.pegawai(r, kode_opd=kode_opd),
                kunci=lambda p: p.nip,
                kenal=baca.PEGAWAI,
            )
        )

    @abstractmethod
    def _ping(self) -> Mapping[str, Any]:
        """The raw answer to a ping."""

    @abstractmethod
    def _halaman(self, isi: str, nomor: int, permintaan: Mapping[str, str]) -> Halaman:
        """Page `nomor` of `isi` ("rekap", "presensi", "pegawai"); raises Unavailable, NotClosed, Refused."""
