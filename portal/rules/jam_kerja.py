"""Jam kerja sepekan menurut jadwal, tanpa istirahat, dan kurangnya dari yang diwajibkan.

Sumber: Perpres 21/2023 (37 jam 30 menit; Ramadan 32 jam 30 menit; istirahat 60 menit, Jumat 90; Ramadan 30 dan 60).
Supaya genap 37,5 jam hari Jumat selesai 16.30; sampai 16.00 hanya 37 jam.

Belum dimodelkan: giliran kerja yang melewati tengah malam (jadwalnya ditolak), zona waktu lain daripada jadwalnya.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from portal.rules.absensi import menit
from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, baca
from portal.rules.jejak import Isi, Jejak, Langkah

HARI = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
Jadwal = Mapping[str, tuple[time | str, time | str]]


@dataclass(frozen=True)
class HasilPekan:
    """Minutes a day and a week, net of the breaks; `kurang`: what the week lacks, 0 where it has enough."""

    hari: Mapping[str, int]
    jumlah: int
    wajib: int
    kurang: int
    jejak: Jejak


def sepekan(
    jadwal: Jadwal, *, ramadan: bool = False, istirahat: Mapping[str, int] | None = None, pada: date
) -> HasilPekan:
    """The minutes of a weekly pattern, {"senin": ("07:30", "16:00"), ...}; days left out are off.

    `istirahat`: minutes of break by day where they are not those of the regulation; a day it leaves out has none.
    GalatMasukan names the day.
    """
    aturan = parameter("jam_kerja", "pekan", pada)
    lazim = aturan["istirahat_ramadan" if ramadan else "istirahat"]
    wajib = aturan["menit_ramadan" if ramadan else "menit"]
    if not jadwal:
        raise GalatMasukan("jadwal", "Isi paling sedikit satu hari kerja.")
    for nama in (*jadwal, *(istirahat or ())):
        if nama not in HARI:
            raise GalatMasukan(nama[:20], f"Hari tidak dikenal; pilih {', '.join(HARI)}.")
    hari = {}
    for nama in filter(jadwal.__contains__, HARI):
        jeda = lazim.get(nama, lazim["biasa"]) if istirahat is None else istirahat.get(nama, 0)
        hari[nama] = _bersih(nama, *jadwal[nama], int(baca(jeda, nama, minimum=0, desimal=0)))
    jumlah = sum(hari.values())
    isi: dict[str, Isi] = dict(hari)
    langkah = (
        Langkah("Jam kerja sepekan", "jumlah menit semua hari, tanpa istirahat", isi, jumlah, aturan["sumber"]),
        Langkah("Kurang", "wajib - jumlah, paling kecil 0", {"wajib": wajib, "jumlah": jumlah}, max(0, wajib - jumlah)),
    )
    return HasilPekan(hari, jumlah, wajib, max(0, wajib - jumlah), Jejak("DISIPLIN", aturan["id"], langkah))


def _bersih(nama: str, masuk: time | str, pulang: time | str, jeda: int) -> int:
    panjang = menit(pulang, nama) - menit(masuk, nama)
    if panjang <= 0:
        raise GalatMasukan(nama, "Jam pulang harus sesudah jam masuk pada hari yang sama.")
    if jeda >= panjang:
        raise GalatMasukan(nama, "Istirahat harus lebih pendek daripada jam kerjanya.")
    return panjang - jeda
