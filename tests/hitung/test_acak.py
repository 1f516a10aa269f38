"""Random questions against the formulas of the regulations, written down here a second time and plainly."""

import json
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

from portal.hitung import aliran
from tests.hitung.soal import Soal

BANYAK = 400
TARIF = {"1": "0.5", "2": "1", "3": "1.25", "4": "1.5"}


def _dua(nilai: Fraction, desimal: str = "0.01") -> str:
    """Half up, by the decimal module on far more digits than any tie needs."""
    with localcontext() as konteks:
        konteks.prec = 80
        tepat = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        return str(tepat.quantize(Decimal("1e-40"), ROUND_HALF_UP).quantize(Decimal(desimal), ROUND_HALF_UP))


def _bagi(pasang: list) -> Fraction:
    return Fraction(str(pasang[1])) / Fraction(str(pasang[0]))


def _hemat(pasang: list) -> Fraction:
    p = 100 * _bagi(pasang)
    return max(Fraction(0), 176 - p if p >= 76 else p)


def _kegiatan(isi: dict) -> Fraction:
    nilai = [100 * _bagi(isi["kuantitas"]), 100 * _bagi(isi["kualitas"]), _hemat(isi["waktu"])]
    nilai += [_hemat(isi["biaya"])] if isi["biaya"] else []
    return Fraction(0) if _bagi(isi["kuantitas"]) == 0 else sum(nilai, Fraction(0)) / len(nilai)


def pp46_kegiatan(isi: dict) -> dict:
    return {"nilai": _dua(_kegiatan(isi))}


def pp46_tahunan(isi: dict) -> dict:
    n = isi["tugas_tambahan"]
    kegiatan = [_kegiatan(satu) for satu in isi["kegiatan"]]
    skp = sum(kegiatan, Fraction(0)) / len(kegiatan) + (n > 0) + (n > 3) + (n > 6) + isi["kreativitas"]
    sikap = [Fraction(str(satu)) for satu in isi["perilaku"].values()]
    perilaku = sum(sikap, Fraction(0)) / len(sikap)
    nilai = _dua((6 * skp + 4 * perilaku) / 10)
    tangga = ((91, "Sangat Baik"), (76, "Baik"), (61, "Cukup"), (51, "Kurang"), (0, "Buruk"))
    kata = next(satu for batas, satu in tangga if Decimal(nilai) >= batas)
    return {"nilai_skp": _dua(skp), "nilai_perilaku": _dua(perilaku), "nilai": nilai, "predikat": kata}


def pp30_nilai(isi: dict) -> dict:
    a = 6 if isi["penilaian_360"] else 7
    nilai = _dua((a * Fraction(str(isi["skp"])) + (10 - a) * Fraction(str(isi["perilaku"]))) / 10)
    tangga = ((110, "Sangat Baik"), (90, "Baik"), (70, "Cukup"), (50, "Kurang"), (0, "Sangat Kurang"))
    kata = next(satu for batas, satu in tangga if Decimal(nilai) >= batas)
    return {"nilai": nilai, "predikat": "Baik" if kata == "Sangat Baik" and not isi["ide_baru"] else kata}


def pp30_capaian(isi: dict) -> dict:
    target = isi["target"] if isinstance(isi["target"], list) else [isi["target"]] * 2
    r = Fraction(str(isi["realisasi"]))
    if target[0] <= r <= target[1]:
        return {"capaian": "100.00"}
    p = 100 * r / (target[1] if r > target[1] else target[0])
    return {"capaian": _dua(max(Fraction(0), 200 - p) if isi["khusus"] else p)}


def pp30_konversi(isi: dict) -> dict:
    n = Fraction(str(isi["nilai"]))
    if n > 99:
        return {"nilai": "120.00"}
    for dari, sampai, a, b in (
        (91, 99, 110, 120),
        (76, 90, 90, 109),
        (61, 75, 70, 89),
        (51, 60, 50, 69),
        (0, 50, 0, 49),
    ):
        if n >= dari:
            return {"nilai": _dua(min(Fraction(b), a + Fraction(b - a, sampai - dari) * (n - dari)))}
    raise AssertionError(isi)


def bulanan_kegiatan(isi: dict) -> dict:
    rasio = {medan: 100 * _bagi(isi[medan]) for medan in ("kuantitas", "kualitas", "waktu")}
    if isi["mode_waktu"] == "pp46":
        rasio["waktu"] = _hemat(isi["waktu"])
    lebih = {"struktural": "biaya", "jft": "angka_kredit"}.get(isi["jabatan"])
    if lebih and isi[lebih]:
        rasio[lebih] = 100 * _bagi(isi[lebih])
    nilai = [min(Fraction(100), satu) for satu in rasio.values()]
    return {"nilai": _dua(Fraction(0) if _bagi(isi["kuantitas"]) == 0 else sum(nilai, Fraction(0)) / len(nilai))}


def tpp_bulan(isi: dict) -> dict:
    potong = sum((Fraction(TARIF[kode[-1]]) * n for kode, n in isi["kejadian"].items()), Fraction(3 * isi["tk"]))
    potong = Fraction(100) if isi["sebulan_penuh"] else min(Fraction(100), potong)
    prod = isi["tpp"] * Fraction(6, 10) * min(Fraction(100), Fraction(str(isi["capaian"]))) / 100
    uang = [int(_dua(prod, "1")), int(_dua(isi["tpp"] * Fraction(4, 10) * (100 - potong) / 100, "1"))]
    return {"potongan": _dua(potong), "produktivitas": uang[0], "disiplin": uang[1], "dibayar": sum(uang)}


ACUAN = (pp46_kegiatan, pp46_tahunan, pp30_nilai, pp30_capaian, pp30_konversi, bulanan_kegiatan, tpp_bulan)


@pytest.mark.parametrize("acuan", ACUAN, ids=lambda satu: satu.__name__)
def test_random_questions_are_answered_as_the_formula_says(acuan):
    soal = Soal(46)
    for _ in range(BANYAK):
        baris = soal.baris(acuan.__name__.replace("_", ".", 1))
        jawab: dict[str, Any] = json.loads(aliran.jawab(baris.encode())[0])
        tunggu = acuan(json.loads(baris, parse_float=str))
        assert {medan: jawab.get(medan) for medan in tunggu} == tunggu, baris
