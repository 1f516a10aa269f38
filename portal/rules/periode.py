"""Months and the clock of NTT: a period is a calendar month, decided in WITA (UTC+8, no summer time)."""

import calendar
import re
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from portal.rules.eksak import GalatMasukan

WITA = timezone(timedelta(hours=8), "WITA")


class Periode(NamedTuple):
    """One month, written "2026-01"; compares and sorts by time."""

    tahun: int
    bulan: int

    @classmethod
    def dari(cls, isi: "Periode | date | str") -> "Periode":
        """Reads "YYYY-MM", a date inside the month, or a Periode. GalatMasukan names `periode`."""
        if isinstance(isi, Periode):
            return isi
        if isinstance(isi, datetime):
            raise GalatMasukan("periode", "Isi dengan bulan, bukan saat.")
        if isinstance(isi, date):
            return cls(isi.year, isi.month)
        if isinstance(isi, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", isi) and int(isi[:4]) >= 1:
            return cls(int(isi[:4]), int(isi[5:]))
        raise GalatMasukan("periode", "Tulis bulan sebagai TTTT-BB, misalnya 2026-01.")

    def tambah(self, bulan: int) -> "Periode":
        """The month that many months later (earlier if negative)."""
        tahun, sisa = divmod(self.tahun * 12 + self.bulan - 1 + bulan, 12)
        return Periode(tahun, sisa + 1)

    @property
    def awal(self) -> date:
        """First day."""
        return date(self.tahun, self.bulan, 1)

    @property
    def akhir(self) -> date:
        """Last day; leap years included."""
        return self.tanggal(31)

    def tanggal(self, hari: int) -> date:
        """That day of the month, or the last day where the month is shorter."""
        return date(self.tahun, self.bulan, min(hari, calendar.monthrange(self.tahun, self.bulan)[1]))

    def __str__(self) -> str:
        return f"{self.tahun:04d}-{self.bulan:02d}"


def rentang(mulai: Periode | date | str, jumlah: int) -> tuple[Periode, ...]:
    """`jumlah` months from `mulai` on; they must lie in one calendar year, as an SKP does. GalatMasukan otherwise."""
    awal = Periode.dari(mulai)
    if not 1 <= jumlah <= 13 - awal.bulan:
        pesan = f"Isi 1 sampai {13 - awal.bulan}: SKP berakhir paling lambat Desember {awal.tahun}."
        raise GalatMasukan("jumlah_bulan", pesan)
    return tuple(awal.tambah(nomor) for nomor in range(jumlah))


def di_wita(saat: datetime, medan: str = "saat") -> datetime:
    """The same instant on the clock of Kupang. GalatMasukan where the time has no zone."""
    if not isinstance(saat, datetime) or saat.tzinfo is None or saat.utcoffset() is None:
        raise GalatMasukan(medan, "Waktu harus menyebut zona (misalnya +08:00).")
    return saat.astimezone(WITA)


def awal_hari(tanggal: date) -> datetime:
    """00:00:00 WITA of the day."""
    return datetime(tanggal.year, tanggal.month, tanggal.day, tzinfo=WITA)


def akhir_hari(tanggal: date) -> datetime:
    """23:59:59 WITA of the day, the last second that is still in time."""
    return datetime(tanggal.year, tanggal.month, tanggal.day, 23, 59, 59, tzinfo=WITA)
