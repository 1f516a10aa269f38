"""Rumus aspek SKP: perbandingan biasa, dan rumus waktu/biaya Perka BKN 1/2013 dengan tingkat efisiensi 24 persen.

Semua pecahan penuh: pada batas 24 persen bilangan biner berpindah cabang dan kehilangan 24 nilai (12 bulan, 9,12
dipakai).
"""

from fractions import Fraction

from portal.rules.eksak import Angka, GalatMasukan, baca

Pasangan = tuple[Angka, Angka]


def pasangan(isi: Pasangan, medan: str) -> tuple[Fraction, Fraction]:
    """Reads (target, realisasi): target above 0, realisasi not below. GalatMasukan names `medan`."""
    if not isinstance(isi, tuple | list) or len(isi) != 2:
        raise GalatMasukan(medan, "Isi dengan target dan realisasi.")
    target, realisasi = baca(isi[0], medan, minimum=0), baca(isi[1], medan, minimum=0)
    if not target:
        raise GalatMasukan(medan, "Target harus lebih dari 0.")
    return target, realisasi


def rasio(target: Fraction, realisasi: Fraction) -> Fraction:
    """realisasi / target x 100, not capped."""
    return Fraction(100 * realisasi.numerator * target.denominator, realisasi.denominator * target.numerator)


def efisiensi(target: Fraction, realisasi: Fraction) -> Fraction:
    """Percent saved: 100 - realisasi/target x 100; negative when more was used."""
    return 100 - rasio(target, realisasi)


def hemat(target: Fraction, realisasi: Fraction, *, pengali: Fraction, batas: Fraction) -> Fraction:
    """The value of waktu or biaya under Perka BKN 1/2013, before any floor or cap.

    Up to `batas` percent efficiency (pengali x T - R)/T x 100; above it 76 - ((pengali x T - R)/T x 100 - 100), where
    76 is what exactly on target earns. With the parameters in force: 176 - 100R/T, and 100R/T.
    """
    atas, bawah = 100 * realisasi.numerator * target.denominator, realisasi.denominator * target.numerator
    kali, per = pengali.as_integer_ratio()
    if atas * batas.denominator >= (100 * batas.denominator - batas.numerator) * bawah:  # 100 R / T >= 100 - batas
        return Fraction(100 * kali * bawah - atas * per, per * bawah)
    return Fraction(atas, bawah)  # (pengali x 100 - 100) - ((pengali x 100 - 100 R / T) - 100)
