"""Plausible attendance from a seed: one person on one day is the same in every call, process and version of Python."""

import hashlib
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, TypeVar

from integrations.eabsensi.simulator import hitung, jadwal
from integrations.eabsensi.values import Pegawai, Presensi, Rekap

# Holidays with a fixed date. The moving ones (Idul Fitri, Paskah, Nyepi, ...) are data: give them as `libur`.
_LIBUR_TETAP = frozenset(((1, 1), (5, 1), (6, 1), (8, 17), (12, 25)))
_SABTU = 5
# Per mille of the weeks that a person spends away as a whole, and of the days that are not ordinary. The rest is HADIR.
_MINGGU = (("CT", 15), ("DL", 20), ("DK", 5), ("CS", 6))
_HARI = (("DL", 30), ("TK", 6), ("IZIN", 8), ("CS", 8), ("WFH", 10))
_TERTIB, _LALAI = 40, 260  # per mille of the days with a late tap, for most people and for one in eight


Baris = TypeVar("Baris", Rekap, Presensi)


class SumberAcak:
    """`pegawai`: kode OPD to (nip, nama) pairs; `libur`: holidays beside the fixed ones; `ditutup`: is it closed."""

    def __init__(
        self,
        pegawai: Mapping[str, Sequence[tuple[str, str]]],
        seed: int | str = 0,
        *,
        libur: Collection[date] = (),
        ditutup: Callable[[str], bool] = lambda bulan: True,
    ) -> None:
        self._pegawai = {kode: tuple(orang) for kode, orang in pegawai.items()}
        self._seed = str(seed)
        self._libur = frozenset(libur)
        self._ditutup = ditutup
        self._versi: dict[str, int] = {}
        self._terakhir: tuple[Hashable, list[Any]] | None = None

    def koreksi(self, bulan: str) -> None:
        """Close `bulan` again with a higher versi: the letters for its TK days came in late, they become leave."""
        self._versi[bulan] = self._versi.get(bulan, 1) + 1

    def opd(self, kode: str) -> Sequence[Pegawai] | None:
        """Everybody of the OPD, with a pin that is unique in it; None where the OPD is unknown."""
        if kode not in self._pegawai:
            return None
        return [Pegawai(nip, str(n), nama, kode, True) for n, (nip, nama) in enumerate(self._pegawai[kode], start=1)]

    def rekap(self, kode: str, bulan: str) -> Sequence[Rekap] | None:
        """Everybody's recap, made from the same days that `presensi` gives; None where the month is not closed."""
        if not self._ditutup(bulan):
            return None
        awal = date.fromisoformat(f"{bulan}-01")
        akhir = (awal + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        versi = self._versi.get(bulan, 1)

        def buat() -> list[Rekap]:
            return [
                hitung.rekap(nip, bulan, [self._hari(nip, hari) for hari in _rentang(awal, akhir)], versi=versi)
                for nip, _ in self._pegawai[kode]
            ]

        return self._ingat(("rekap", kode, bulan, versi), buat)

    def presensi(self, kode: str, dari: date, sampai: date) -> Sequence[Presensi]:
        """Everybody's days, person by person; weekends and holidays are LIBUR."""

        def buat() -> list[Presensi]:
            return [self._hari(nip, hari) for nip, _ in self._pegawai[kode] for hari in _rentang(dari, sampai)]

        return self._ingat(("presensi", kode, dari, sampai, tuple(self._versi.items())), buat)

    def _ingat(self, kunci: Hashable, buat: Callable[[], list[Baris]]) -> list[Baris]:
        """The rows of the last question, kept: its pages are asked for one after the other."""
        terakhir = self._terakhir
        if terakhir is None or terakhir[0] != kunci:
            terakhir = self._terakhir = (kunci, buat())
        return terakhir[1]

    def _hari(self, nip: str, hari: date) -> Presensi:
        if hari.weekday() >= _SABTU or (hari.month, hari.day) in _LIBUR_TETAP or hari in self._libur:
            return Presensi(nip, hari, None, None, "LIBUR")
        tahun, minggu, _ = hari.isocalendar()
        status = self._undi(_MINGGU, nip, "minggu", tahun, minggu) or self._undi(_HARI, nip, "hari", hari)
        if status == "TK" and f"{hari:%Y-%m}" in self._versi:
            return Presensi(nip, hari, None, None, "CT", "Surat cuti menyusul")
        if status is not None:
            return Presensi(nip, hari, None, None, status)
        if self._angka("gangguan", hari) % 250 == 0:
            return Presensi(nip, hari, None, None, "GANGGUAN", "Mesin tidak tersambung")
        return self._hadir(nip, hari)

    def _hadir(self, nip: str, hari: date) -> Presensi:
        angka = self._angka(nip, "tap", hari)
        lalai = _LALAI if self._angka(nip, "watak") % 8 == 0 else _TERTIB
        terlambat = angka % 1000 < lalai
        angka //= 1000
        geser = 1 + angka % 29 if angka // 29 % 5 else 31 + angka % 100
        masuk = _jam(jadwal.menit(jadwal.MASUK) + (geser if terlambat else -(angka % 26)), angka)
        angka //= 100_000
        lebih = -(1 + angka % 110) if angka % 40 == 0 else 1 + angka % 50
        pulang = _jam(jadwal.menit(jadwal.pulang(hari)) + lebih, angka)
        lupa = angka // 1000 % 300  # once in 300 days somebody forgets a tap
        return Presensi(
            nip, hari, None if lupa == 0 else masuk, None if lupa == 1 else pulang, "HADIR", mesin="mesin-1"
        )

    def _undi(self, peluang: Sequence[tuple[str, int]], *tentang: object) -> str | None:
        angka = self._angka(*tentang) % 1000
        for status, bagian in peluang:
            if angka < bagian:
                return status
            angka -= bagian
        return None

    def _angka(self, *tentang: object) -> int:
        teks = "|".join((self._seed, *map(str, tentang)))
        return int.from_bytes(hashlib.sha256(teks.encode()).digest()[:12])


def _rentang(dari: date, sampai: date) -> list[date]:
    return [dari + timedelta(days=n) for n in range((sampai - dari).days + 1)]


def _jam(menit: int, angka: int) -> time:
    return time(menit // 60, menit % 60, angka % 60)
