"""The year under PP 46/2011 and Perka BKN 1/2013."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from portal.rules.predikat import predikat_pp46
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


@pytest.mark.parametrize("satu", kasus("pp46_tugas"), ids=nama)
def test_tugas_tambahan_are_worth_one_per_three_and_at_most_three(satu):
    assert nilai_tugas_tambahan(satu["jumlah"], pada=PADA) == satu["nilai"]


@pytest.mark.parametrize("satu", kasus("pp46_batas"), ids=nama)
def test_the_border_of_24_percent_is_met_exactly_where_binary_fractions_miss_it(satu):
    waktu = nilai_kegiatan(Kegiatan((1, 1), (100, 100), (satu["target"], satu["realisasi"])), pada=PADA).jejak.langkah[
        2
    ]
    assert str(bulat(waktu.hasil)) == satu["nilai"]


def test_late_beyond_all_measure_is_0_not_negative():
    hasil = nilai_kegiatan(Kegiatan((1, 1), (100, 100), (100, 180)), pada=PADA)
    assert hasil.eksak == Fraction(200, 3)


def test_rounding_happens_once():
    assert gabung("83.325", "86.665", pada=PADA).nilai == Decimal("84.66")
    assert gabung("83.33", "86.67", pada=PADA).nilai == Decimal("84.67")


@pytest.mark.parametrize("satu", kasus("pp46_mutasi"), ids=nama)
def test_a_move_joins_two_skp_by_mean_or_by_months(satu):
    def nilai(**cara):
        lama, baru = satu["bulan"]
        hasil = gabung_mutasi(satu["lama"], satu["baru"], bulan_lama=lama, bulan_baru=baru, pada=PADA, **cara)
        return str(hasil.nilai)

    assert (nilai(), nilai(cara="rata"), nilai(cara="tertimbang")) == (satu["rata"], satu["rata"], satu["tertimbang"])


@pytest.mark.parametrize("satu", kasus("pp46_hukuman"), ids=nama)
def test_a_low_achievement_was_punished_until_pp_94(satu):
    assert hukuman_skp(satu["capaian"], pada=PADA) == satu.get("hukuman")
    assert hukuman_skp(satu["capaian"], pada=date(2021, 8, 31)) is None


@pytest.mark.parametrize("pada", [date(2013, 12, 31), date(2021, 7, 1), date(2026, 1, 1)])
def test_outside_its_years_nothing_is_computed_under_it(pada):
    with pytest.raises(LookupError):
        nilai_kegiatan(KEGIATAN["A1"], pada=pada)
    with pytest.raises(LookupError):
        gabung(80, 80, pada=pada)


PERSEN = st.fractions(0, 120)


@given(PERSEN, PERSEN, st.fractions(0, 100))
def test_a_better_skp_never_gives_less_and_the_word_agrees_with_the_printed_number(satu, dua, perilaku):
    rendah, tinggi = (gabung(skp, perilaku, pada=PADA) for skp in sorted((satu, dua)))
    assert rendah.eksak <= tinggi.eksak
    tangga = {"Sangat Baik": 91, "Baik": 76, "Cukup": 61, "Kurang": 51, "Buruk": 0}
    cetak = next(kata for kata, batas in tangga.items() if rendah.nilai >= batas)
    assert predikat_pp46(rendah.eksak, pada=PADA).nilai == cetak


@given(st.integers(1, 500), st.integers(0, 900), st.fractions(0, 100), st.integers(1, 12), st.fractions(0, 40))
def test_a_kegiatan_lies_between_0_and_what_its_output_allows(target, keluaran, mutu, bulan, dipakai):
    hasil = nilai_kegiatan(Kegiatan((target, keluaran), (100, mutu), (bulan, dipakai)), pada=PADA)
    assert 0 <= hasil.eksak <= (Fraction(100 * keluaran, target) + 200) / 3


@given(st.fractions(Fraction(76, 100), 3), st.fractions(Fraction(76, 100), 3))
def test_later_is_never_worth_more_past_the_border_of_24_percent(satu, dua):
    def waktu(dipakai):
        return nilai_kegiatan(Kegiatan((1, 1), (100, 100), (1, dipakai)), pada=PADA).eksak

    cepat, lambat = sorted((satu, dua))
    assert waktu(cepat) >= waktu(lambat)
    assert waktu(cepat) - waktu(lambat) <= (lambat - cepat) * 100 / 3  # continuous there: no jump


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
