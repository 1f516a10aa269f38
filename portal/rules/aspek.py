"""Rumus aspek SKP: perbandingan biasa, dan rumus waktu/biaya Perka BKN 1/2013 dengan tingkat efisiensi 24 persen.

Semua pecahan penuh: pada batas 24 persen bilangan biner berpindah cabang dan kehilangan 24 nilai (12 bulan, 9,12
dipakai).
"""

from portal.rules.eksak import Angka, GalatMasukan, Rasio
from portal.rules.eksak import rasio as baca_rasio

Pasangan = tuple[Angka, Angka]
NOL: Rasio = (0, 1)
BULAT_LAZIM = 10**18
"""A whole target below it needs no further look."""
_DERET = (tuple, list)


def pasangan(isi: Pasangan, medan: str) -> tuple[Rasio, Rasio]:
    """Reads (target, realisasi): target above 0, realisasi not below. GalatMasukan names `medan`."""
    if not isinstance(isi, _DERET) or len(isi) != 2:
        raise GalatMasukan(medan, "Isi dengan target dan realisasi.")
    satu, dua = isi
    target = (satu, 1) if type(satu) is int and 0 < satu < BULAT_LAZIM else baca_rasio(satu, medan)
    realisasi = baca_rasio(dua, medan)
    if target[0] > 0 <= realisasi[0]:
        return target, realisasi
    negatif = target[0] < 0 or realisasi[0] < 0
    raise GalatMasukan(medan, "Isi dengan angka paling kecil 0." if negatif else "Target harus lebih dari 0.")


def rasio(target: Rasio, realisasi: Rasio) -> Rasio:
    """realisasi / target x 100, not capped."""
    return 100 * realisasi[0] * target[1], realisasi[1] * target[0]


def sampai_batas(target: Rasio, realisasi: Rasio, *, batas: Rasio) -> bool:
    """True where what was saved, 100 - realisasi/target x 100 percent, is at most `batas`; compared as integers."""
    persen = rasio(target, realisasi)
    return persen[0] * batas[1] >= (100 * batas[1] - batas[0]) * persen[1]


def hemat(target: Rasio, realisasi: Rasio, *, pengali: Rasio, batas: Rasio) -> Rasio:
    """The value of waktu or biaya under Perka BKN 1/2013, before any floor or cap.

    Up to `batas` percent efficiency (pengali x T - R)/T x 100; above it 76 - ((pengali x T - R)/T x 100 - 100), where
    76 is what exactly on target earns. With the parameters in force: 176 - 100R/T, and 100R/T.
    """
    atas, bawah = 100 * realisasi[0] * target[1], realisasi[1] * target[0]
    if atas * batas[1] < (100 * batas[1] - batas[0]) * bawah:
        return atas, bawah  # (pengali x 100 - 100) - ((pengali x 100 - 100 R / T) - 100)
    kali, per = pengali
    return 100 * kali * bawah - atas * per, per * bawah


def di_antara(nilai: Rasio, terbesar: int | None = None) -> Rasio:
    """The value, at least 0 and at most `terbesar`."""
    if nilai[0] <= 0:
        return NOL
    return nilai if terbesar is None or nilai[0] <= terbesar * nilai[1] else (terbesar, 1)
