"""PP 30/2019, PermenPANRB 8/2021, and the conversion of 2021."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import pp30
from portal.rules.eksak import GalatMasukan
from tests.rules.kasus import kasus, nama

PADA = date(2021, 12, 31)


@pytest.mark.parametrize("satu", kasus("pp30_nilai"), ids=nama)
def test_nilai(satu):
    hasil = pp30.nilai_kinerja(
        satu["skp"], satu["perilaku"], penilaian_360=satu["penilaian_360"], ide_baru=satu["ide_baru"], pada=PADA
    )
    assert (str(hasil.nilai), hasil.sebutan) == (satu["nilai"], satu["predikat"])


@pytest.mark.parametrize("satu", kasus("pp30_predikat"), ids=nama)
def test_predikat(satu):
    assert pp30.predikat(satu["nilai"], ide_baru=False, pada=PADA) == satu["tanpa"]
    assert pp30.predikat(satu["nilai"], ide_baru=True, pada=PADA) == satu["dengan"]


@pytest.mark.parametrize("satu", kasus("pp30_capaian"), ids=nama)
def test_capaian(satu):
    hasil = pp30.capaian(satu["target"], satu["realisasi"], khusus=satu["khusus"], pada=PADA)
    assert str(hasil.nilai) == satu["capaian"]


@pytest.mark.parametrize("satu", kasus("pp30_rencana"), ids=nama)
def test_rencana(satu):
    hasil = pp30.nilai_rencana(satu["capaian"], target_maksimum=satu.get("target_maksimum", False), pada=PADA)
    assert (str(hasil.nilai), hasil.sebutan) == (satu["nilai"], satu["kategori"])


@pytest.mark.parametrize("satu", kasus("pp30_konversi"), ids=nama)
def test_konversi(satu):
    assert str(pp30.konversi(satu["nilai"], pada=PADA).nilai) == satu["menjadi"]


@pytest.mark.parametrize("satu", kasus("pp30_ja"), ids=nama)
def test_ja(satu):
    skp = pp30.nilai_skp_ja(satu["capaian"], tambahan=satu["tambahan"], pada=PADA)
    hasil = pp30.nilai_kinerja(skp.eksak, satu["perilaku"], penilaian_360=False, ide_baru=False, pada=PADA)
    assert (str(skp.nilai), str(hasil.nilai)) == (satu["nilai_skp"], satu["nilai"])
    assert hasil.sebutan == satu["predikat"]


@pytest.mark.parametrize("satu", kasus("pp30_2021"), ids=nama)
def test_the_year_2021_is_the_mean_of_its_halves(satu):
    assert str(pp30.konversi(satu["semester_1"], pada=PADA).nilai) == satu["konversi"]
    hasil = pp30.integrasi_2021(satu["semester_1"], satu["semester_2"], pada=PADA)
    assert (str(hasil.nilai), hasil.sebutan) == (satu["nilai"], satu["predikat"])


@pytest.mark.parametrize("satu", kasus("pp30_jpt"), ids=nama)
def test_jpt(satu):
    nilai = [str(pp30.nilai_rencana(persen, pada=PADA).nilai) for persen in satu["capaian"]]
    assert nilai == satu["nilai_rencana"]
    skp = pp30.nilai_skp_jpt([(persen, False) for persen in satu["capaian"]], pada=PADA)
    akhir = pp30.nilai_kinerja(skp.eksak, satu["perilaku"], penilaian_360=True, ide_baru=False, pada=PADA)
    assert (str(skp.nilai), str(akhir.nilai)) == (satu["nilai_skp"], satu["nilai"])


@pytest.mark.parametrize("pada", [date(2020, 12, 31), date(2022, 1, 1)])
def test_outside_2021_nothing_is_computed_under_it(pada):
    for hitung in (
        lambda: pp30.nilai_kinerja(90, 90, penilaian_360=False, ide_baru=False, pada=pada),
        lambda: pp30.nilai_skp_ja([100], pada=pada), lambda: pp30.konversi(90, pada=pada),
    ):  # fmt: skip
        with pytest.raises(LookupError):
            hitung()


@given(st.fractions(0, 120), st.fractions(0, 120), st.booleans(), st.booleans())
def test_the_word_agrees_with_the_printed_number(skp, perilaku, rekan, ide):
    hasil = pp30.nilai_kinerja(skp, perilaku, penilaian_360=rekan, ide_baru=ide, pada=PADA)
    tangga = {"Sangat Baik": 110, "Baik": 90, "Cukup": 70, "Kurang": 50, "Sangat Kurang": 0}
    kata = next(k for k, batas in tangga.items() if hasil.nilai >= batas)
    assert hasil.sebutan == ("Baik" if kata == "Sangat Baik" and not ide else kata)
    assert min(skp, perilaku) <= hasil.eksak <= max(skp, perilaku)


@given(st.lists(st.fractions(0, 200), min_size=1, max_size=6), st.fractions(0, 30))
def test_an_skp_of_2021_lies_between_0_and_120(capaian, tambahan):
    assert 25 <= pp30.nilai_skp_ja(capaian, tambahan=tambahan, pada=PADA).eksak <= 120
    assert 0 <= pp30.nilai_skp_jpt([(satu, True) for satu in capaian], pada=PADA).eksak <= 120


@given(st.fractions(0, 130), st.fractions(0, 130))
def test_more_never_earns_less(satu, dua):
    rendah, tinggi = sorted((satu, dua))
    for fungsi in (pp30.konversi, pp30.nilai_rencana):
        assert fungsi(rendah, pada=PADA).eksak <= fungsi(tinggi, pada=PADA).eksak <= 120


@given(st.fractions(1, 50), st.fractions(0, 100), st.fractions(0, 1))
def test_inside_the_range_is_100_and_its_ends_too(rendah, lebar, letak):
    tinggi = rendah + lebar
    for khusus in (False, True):
        assert pp30.capaian((rendah, tinggi), rendah + lebar * letak, khusus=khusus, pada=PADA).eksak == 100


def test_far_worse_than_the_target_is_what_the_formula_says():
    assert pp30.capaian(8, 17, khusus=True, pada=PADA).eksak == Fraction(-25, 2)


@pytest.mark.parametrize(
    ("fungsi", "isi", "medan"),
    [
        (pp30.capaian, {"target": 0, "realisasi": 1}, "target"),
        (pp30.capaian, {"target": [9, 8], "realisasi": 1}, "target"),
        (pp30.capaian, {"target": [1, 2, 3], "realisasi": 1}, "target"),
        (pp30.capaian, {"target": 1, "realisasi": -1}, "realisasi"),
        (pp30.konversi, {"nilai": -1}, "nilai"),
        (pp30.nilai_skp_ja, {"capaian_rencana": []}, "capaian"),
        (pp30.nilai_kinerja, {"skp": 121, "perilaku": 1, "penilaian_360": False, "ide_baru": False}, "skp"),
        (pp30.nilai_kinerja, {"skp": 1, "perilaku": 121, "penilaian_360": False, "ide_baru": False}, "perilaku"),
        (pp30.integrasi_2021, {"semester_1": 90, "semester_2": 121}, "semester_2"),
    ],
)
def test_what_cannot_be_computed_is_refused_by_name(fungsi, isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        fungsi(**isi, pada=PADA)
    assert galat.value.medan == medan
