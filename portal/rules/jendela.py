"""Jendela pengisian: kapan realisasi suatu bulan dapat diisi, dihitung dengan jam WITA.

Sumber: jendela.toml (bawaan: hari 1 sampai 5 bulan berikutnya). Jadwal kabupaten/kota menggantikan jendela bawaan
sebagai `slot`: tanggal pertama dan terakhir.
"""

from datetime import date, datetime
from enum import StrEnum

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import Periode, akhir_hari, awal_hari, di_wita

Slot = tuple[date, date]


class StatusJendela(StrEnum):
    """Not yet open, open, closed."""

    BELUM = "belum"
    BUKA = "buka"
    TUTUP = "tutup"


def buka(periode: Periode | date | str, slot: Slot | None = None) -> datetime:
    """The first moment of the window: 00:00:00 WITA. GalatMasukan names `periode` or `slot`."""
    return awal_hari(_hari(periode, slot)[0])


def tutup(periode: Periode | date | str, slot: Slot | None = None) -> datetime:
    """The last second of the window: 23:59:59 WITA. GalatMasukan names `periode` or `slot`."""
    return akhir_hari(_hari(periode, slot)[1])


def status(periode: Periode | date | str, saat: datetime, slot: Slot | None = None) -> StatusJendela:
    """How the window of that month stands at an aware moment. GalatMasukan where `saat` has no zone."""
    awal, akhir = _hari(periode, slot)
    hari = di_wita(saat).date()
    if hari < awal:
        return StatusJendela.BELUM
    return StatusJendela.BUKA if hari <= akhir else StatusJendela.TUTUP


def terbuka_terakhir(saat: datetime) -> Periode:
    """The newest month whose window has opened by `saat` (aware); it may be closed again."""
    periode = Periode.dari(di_wita(saat).date())
    while status(periode, saat) is StatusJendela.BELUM:
        periode = periode.tambah(-1)
    return periode


def _hari(periode: Periode | date | str, slot: Slot | None) -> Slot:
    bulan = Periode.dari(periode)
    if slot is not None:
        if slot[0] > slot[1] or slot[0] <= bulan.awal:
            raise GalatMasukan(
                "slot", "Jadwal pengisian mulai sesudah awal bulan itu dan tidak berakhir sebelum mulai."
            )
        return slot
    aturan = parameter("jendela", "realisasi", bulan.awal)
    sasaran = bulan.tambah(aturan["bulan_setelah"])
    return sasaran.tanggal(aturan["hari_buka"]), sasaran.tanggal(aturan["hari_tutup"])
