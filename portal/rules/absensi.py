"""Hadir sehari: terlambat (TL), pulang sebelum waktunya (PSW), tanpa keterangan (TK), dan potongannya.

Jam dipotong ke menit lebih dahulu, lalu dikurangkan: masuk 07:30:59 tidak terlambat (ANRI 18/2016: terlambat sesudah
07:30:59). Tanpa tap masuk = TL4, tanpa tap pulang = PSW4, tanpa keduanya = TK. Tanda masuk/pulang dari mesin tidak
dipercaya.

Belum dimodelkan: giliran kerja yang melewati tengah malam (jadwalnya ditolak), toleransi dengan mengganti menit.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from portal.rules.aspek import di_antara
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, Rasio, baca, bulat, cacah, rasio, sederhana, tidak_negatif
from portal.rules.eksak import jumlah as tambah
from portal.rules.jejak import Jejak, Langkah, Nilai

PROFIL = "DISIPLIN"
_JAM = re.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?")
KODE = tuple(f"{jenis}{tingkat}" for jenis in ("TL", "PSW") for tingkat in (1, 2, 3, 4))


@dataclass(frozen=True)
class HasilHari:
    """`tl`, `psw`: code, "TK" (both) or None; minutes None where the tap is missing; `potongan` in percent, 2 decimals.

    `menit_kerja`: credited minutes, None where no norm was given.
    """

    tl: str | None
    menit_tl: int | None
    psw: str | None
    menit_psw: int | None
    potongan: Decimal
    menit_kerja: int | None
    jejak: Jejak


def hari(
    jadwal: tuple[time | str, time | str],
    masuk: time | str | None,
    pulang: time | str | None,
    *,
    pada: date,
    norma_menit: int | None = None,
) -> HasilHari:
    """One working day against its schedule. Times are wall clock, text "07:52" or "07:52:10".

    `norma_menit` (net of the break) gives the credited minutes: the norm less late and early minutes, 0 where a tap is
    missing. GalatMasukan names `jadwal`, `masuk` or `pulang`.
    """
    aturan = parameter("absensi", "tarif", pada)
    awal, akhir = menit(jadwal[0], "jadwal"), menit(jadwal[1], "jadwal")
    if akhir <= awal:
        raise GalatMasukan("jadwal", "Jam pulang harus sesudah jam masuk pada hari yang sama.")
    datang = None if masuk is None else menit(masuk, "masuk")
    pergi = None if pulang is None else menit(pulang, "pulang")
    if datang is not None and pergi is not None and pergi < datang:
        raise GalatMasukan("pulang", "Jam pulang tidak boleh sebelum jam masuk.")
    telat = None if datang is None else max(0, datang - awal)
    cepat = None if pergi is None else max(0, akhir - pergi)
    tl, potongan_tl = _golongkan("TL", telat, aturan)
    psw, potongan_psw = _golongkan("PSW", cepat, aturan)
    potongan = potongan_tl + potongan_psw
    if telat is None and cepat is None:
        tl, psw, potongan = "TK", "TK", baca(aturan["tk"])
    kredit = None if norma_menit is None else _kredit(norma_menit, telat, cepat)
    isi = {"menit terlambat": telat, "menit cepat pulang": cepat, "TL": tl, "PSW": psw}
    langkah = Langkah(
        f"Hadir {pada.isoformat()}", "potongan TL + potongan PSW, atau TK", isi, potongan, aturan["sumber"]
    )
    return HasilHari(tl, telat, psw, cepat, bulat(potongan), kredit, Jejak(PROFIL, aturan["id"], (langkah,)))


def pilih_tap(tap: Iterable[time], jadwal: tuple[time, time]) -> tuple[time | None, time | None]:
    """In and out from the records of one day: the earliest, and the latest after it.

    Records less than 60 seconds after the earliest repeat it. Where nothing else is left, it counts as in before the
    middle of the schedule, otherwise as out.
    """
    urut = sorted(tap)
    if not urut:
        return None, None
    if _detik(urut[-1]) - _detik(urut[0]) >= 60:
        return urut[0], urut[-1]
    tengah = (_detik(jadwal[0]) + _detik(jadwal[1])) // 2
    return (urut[0], None) if _detik(urut[0]) < tengah else (None, urut[-1])


def potongan_bulan(
    kejadian: Mapping[str, int], *, tk: int, sebulan_penuh: bool = False, tambahan: Angka = 0, pada: date
) -> tuple[Fraction, Jejak]:
    """Percent taken off the discipline part in a month: counts per code ("TL1".."PSW4"), TK days, local extras
    (percent).

    At most 100; absent the whole month is 100. GalatMasukan names `kejadian`, `tk` or `tambahan`.
    """
    aturan = parameter("absensi", "tarif", pada)
    asing = sorted(set(kejadian) - set(KODE))
    if asing:
        raise GalatMasukan("kejadian", f"Kode tidak dikenal: {', '.join(asing)}.")
    banyak = {kode: cacah(kejadian[kode], "kejadian") for kode in KODE if kode in kejadian}
    banyak["TK"] = cacah(tk, "tk")
    lebih = tidak_negatif(tambahan, "tambahan")
    tarif = [(_tetapan(_tarif(kode, aturan)), kali) for kode, kali in banyak.items()]
    jumlah = sederhana(*tambah([lebih, *[(kali * satu, per) for (satu, per), kali in tarif]]))
    potongan = di_antara((100, 1) if sebulan_penuh else jumlah, aturan["terbanyak"])
    rumus = "100, karena tidak hadir sebulan penuh" if sebulan_penuh else "jumlah (banyak x tarif), paling besar 100"
    isi: dict[str, Nilai | Rasio] = {kode: (kali, 1) for kode, kali in banyak.items()}
    isi |= {"tambahan": lebih, "jumlah": jumlah}
    langkah = Langkah.jadi("Potongan disiplin sebulan", rumus, isi, potongan, aturan["sumber"])
    return Fraction(*potongan), Jejak(PROFIL, aturan["id"], (langkah,))


def _tarif(kode: str, aturan: Mapping[str, Any]) -> Angka:
    tarif: Angka = aturan["tk"] if kode == "TK" else aturan["potongan"][int(kode[-1]) - 1]
    return tarif


@lru_cache(maxsize=256)
def _tetapan(tarif: Angka) -> Rasio:
    return rasio(tarif)


def _golongkan(jenis: str, menit: int | None, aturan: Mapping[str, Any]) -> tuple[str | None, Fraction]:
    """The code and its percentage; a missing tap (None) falls into the last band."""
    if menit == 0:
        return None, Fraction(0)
    batas = aturan["sampai_menit"]
    tingkat = len(batas) if menit is None else sum(menit > satu for satu in batas)
    return f"{jenis}{tingkat + 1}", baca(aturan["potongan"][tingkat])


def _kredit(norma: int, telat: int | None, cepat: int | None) -> int:
    return 0 if telat is None or cepat is None else max(0, norma - telat - cepat)


def menit(jam: time | str, medan: str) -> int:
    """Minutes since midnight, the seconds cut off."""
    if isinstance(jam, str):
        try:
            if not _JAM.fullmatch(jam):
                raise ValueError
            jam = time.fromisoformat(jam)
        except ValueError:
            raise GalatMasukan(medan, "Tulis jam sebagai JJ:MM atau JJ:MM:DD.") from None
    if not isinstance(jam, time) or jam.tzinfo is not None:
        raise GalatMasukan(medan, "Tulis jam dinding tanpa zona waktu.")
    return jam.hour * 60 + jam.minute


def _detik(jam: time) -> int:
    return jam.hour * 3600 + jam.minute * 60 + jam.second
