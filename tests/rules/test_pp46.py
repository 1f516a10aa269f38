"""The year under PP 46/2011 and Perka BKN 1/2013."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.pp46 import (
    KEPEMIMPINAN,
    UNSUR,
    Kegiatan,
    gabung,
    gabung_mutasi,
    hukuman_skp,
    nilai_kegiatan,
    nilai_tahun,
    nilai_tugas_tambahan,
)
from tests.rules.kasus import kasus, nama

PADA = date(2020, 12, 31)
KEGIATAN = {
    satu["id"]: Kegiatan(satu["kuantitas"], satu["kualitas"], satu["waktu"], satu.get("biaya"), satu["nama"])
    for satu in kasus("pp46_kegiatan")
}
LIMA = dict.fromkeys(UNSUR, 80)


@pytest.mark.parametrize("satu", kasus("pp46_kegiatan"), ids=nama)
def test_kegiatan(satu):
    hasil = nilai_kegiatan(KEGIATAN[satu["id"]], pada=PADA)
    assert str(hasil.nilai) == satu["nilai"]
    *aspek, akhir = hasil.jejak.langkah
    assert [str(bulat(langkah.hasil)) for langkah in aspek] == satu["aspek"]
    assert akhir.hasil == hasil.eksak


@pytest.mark.parametrize("satu", kasus("pp46_tahun"), ids=nama)
def test_tahun(satu):
    perilaku = dict(zip((*UNSUR, KEPEMIMPINAN), satu["perilaku"], strict=False))
    hasil = nilai_tahun(
        [KEGIATAN[kode] for kode in satu["kegiatan"]], perilaku, tugas_tambahan=satu["tugas_tambahan"],
        kreativitas=satu["kreativitas"], pada=PADA,
    )  # fmt: skip
    assert nilai_tugas_tambahan(satu["tugas_tambahan"], pada=PADA) == satu["nilai_tambahan"]
    assert (str(hasil.nilai_skp), str(hasil.nilai_perilaku)) == (satu["nilai_skp"], satu["nilai_perilaku"])
    assert (str(hasil.nilai), hasil.predikat) == (satu["nilai"], satu["predikat"])


@pytest.mark.parametrize(("jumlah", "nilai"), [(0, 0), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (15, 3)])
def test_tugas_tambahan_are_worth_one_per_three_and_at_most_three(jumlah, nilai):
    assert nilai_tugas_tambahan(jumlah, pada=PADA) == nilai


def test_late_beyond_all_measure_is_0_not_negative():
    hasil = nilai_kegiatan(Kegiatan((1, 1), (100, 100), (100, 180)), pada=PADA)
    assert hasil.eksak == Fraction(200, 3)


def test_rounding_happens_once():
    assert gabung("83.325", "86.665", pada=PADA).nilai == Decimal("84.66")
    assert gabung("83.33", "86.67", pada=PADA).nilai == Decimal("84.67")


@pytest.mark.parametrize(
    ("lama", "baru", "bulan", "rata", "tertimbang"),
    [
        ("88.36", "94.22", (6, 6), "91.29", "91.29"), ("88.36", "94.22", (8, 4), "91.29", "90.31"),
        ("70.00", "90.00", (1, 11), "80.00", "88.33"),
    ],
)  # fmt: skip
def test_a_move_joins_two_skp_by_mean_or_by_months(lama, baru, bulan, rata, tertimbang):
    def nilai(**cara):
        return str(gabung_mutasi(lama, baru, bulan_lama=bulan[0], bulan_baru=bulan[1], pada=PADA, **cara).nilai)

    assert (nilai(), nilai(cara="rata"), nilai(cara="tertimbang")) == (rata, rata, tertimbang)


@pytest.mark.parametrize(
    ("capaian", "hukuman"),
    [
        ("76", None),
        ("50.01", None),
        ("50", "sedang"),
        ("37", "sedang"),
        ("25", "sedang"),
        ("24.99", "berat"),
        ("0", "berat"),
    ],
)
def test_a_low_achievement_was_punished_until_pp_94(capaian, hukuman):
    assert hukuman_skp(capaian, pada=PADA) == hukuman
    assert hukuman_skp(capaian, pada=date(2021, 8, 31)) is None


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"kegiatan": []}, "kegiatan"),
        ({"kegiatan": [Kegiatan((1, 1), (100, 101), (1, 1))]}, "kualitas"),
        ({"kegiatan": [Kegiatan((1, 1), (100, 90), (1, 1), (0, 1))]}, "biaya"),
        ({"perilaku": {**LIMA, "ramah": 90}}, "ramah"),
        ({"perilaku": {"integritas": 90}}, "orientasi_pelayanan"),
        ({"perilaku": {**LIMA, "komitmen": 101}}, "komitmen"),
        ({"tugas_tambahan": -1}, "tugas_tambahan"),
        ({"kreativitas": 4}, "kreativitas"),
    ],
)
def test_what_cannot_be_computed_is_refused_by_name(ubah, medan):
    with pytest.raises(GalatMasukan) as galat:
        nilai_tahun(**{"kegiatan": [KEGIATAN["A1"]], "perilaku": LIMA, "pada": PADA, **ubah})
    assert galat.value.medan == medan


@pytest.mark.parametrize(("ubah", "medan"), [({"cara": "median"}, "cara"), ({"bulan_lama": 0}, "bulan_lama")])
def test_a_join_that_makes_no_sense_is_refused(ubah, medan):
    with pytest.raises(GalatMasukan) as galat:
        gabung_mutasi(80, 90, **{"bulan_lama": 6, "bulan_baru": 6, "pada": PADA, **ubah})
    assert galat.value.medan == medan
