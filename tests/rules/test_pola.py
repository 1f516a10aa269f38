"""The pattern of predicates: what the law expects of an organisation beside what is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import pola
from portal.rules.berlaku import muat
from portal.rules.eksak import GalatMasukan
from portal.rules.pola import CAPAIAN, DIPENUHI, MENYIMPANG, PREDIKAT, banding, menyimpang
from tests.rules.kasus import kasus, nama

PADA = date(2026, 12, 31)
ORANG = st.lists(st.integers(0, 40), min_size=5, max_size=5)


def dari(jumlah):
    return dict(zip(PREDIKAT, jumlah, strict=True))


@pytest.mark.parametrize("satu", kasus("pola"), ids=nama)
def test_kasus(satu):
    hasil = banding(satu["capaian"], dari(satu["jumlah"]), satu["belum"], pada=PADA)
    assert [[s.kalimat, s.keadaan] for s in hasil] == satu["syarat"]


@pytest.mark.parametrize("satu", kasus("pola_simpangan"), ids=nama)
def test_simpangan(satu):
    hasil = menyimpang(satu["capaian"], dari(satu["jumlah"]), satu["belum"], satu["predikat"], pada=PADA)
    assert [s.kalimat for s in hasil] == satu["dijelaskan"]


@pytest.mark.parametrize("aturan", muat("pola")["pola"], ids=lambda aturan: aturan["id"])
def test_every_predicate_of_an_organisation_has_a_pattern_of_known_words(aturan):
    assert set(aturan["puncak"]) == set(CAPAIAN) == {s["capaian"] for s in aturan["syarat"]}
    assert set(aturan["puncak"].values()) <= set(PREDIKAT)
    assert {kata for s in aturan["syarat"] for kata in s["predikat"]} <= set(PREDIKAT)
    assert all(len({"minimum", "maksimum", "orang"} & s.keys()) == 1 for s in aturan["syarat"])


@given(st.sampled_from(list(CAPAIAN)), ORANG, st.integers(0, 40))
def test_nothing_is_open_once_everybody_is_assessed_and_a_deviation_never_heals(capaian, jumlah, belum):
    kini = banding(capaian, dari(jumlah), belum, pada=PADA)
    assert belum or all(s.keadaan in (DIPENUHI, MENYIMPANG) for s in kini)
    for n in range(5):
        nanti = [j + (belum if k == n else 0) for k, j in enumerate(jumlah)]
        for lama, baru in zip(kini, banding(capaian, dari(nanti), 0, pada=PADA), strict=True):
            assert lama.batas == baru.batas
            assert lama.keadaan not in (DIPENUHI, MENYIMPANG) or baru.keadaan == lama.keadaan


@given(st.sampled_from(list(CAPAIAN)), ORANG, st.integers(1, 40), st.sampled_from(PREDIKAT))
def test_who_is_asked_to_explain_gave_a_word_that_counts_against_the_pattern(capaian, jumlah, belum, predikat):
    for s in menyimpang(capaian, dari(jumlah), belum, predikat, pada=PADA):
        assert s.keadaan == MENYIMPANG
        assert (predikat in s.predikat) == (s.arah == pola.PALING_BANYAK)


def test_the_pattern_is_said_in_words_with_its_source():
    assert pola.kalimat("baik", pada=PADA) == (
        "terbanyak Baik; Baik paling banyak 70%; Butuh Perbaikan dan/atau Kurang paling sedikit 1 orang"
    )
    assert "SE Menteri PANRB 3/2023" in pola.dasar(pada=PADA)


def test_an_unknown_predicate_is_refused_by_name():
    with pytest.raises(GalatMasukan) as galat:
        banding("lumayan", {}, 0, pada=PADA)
    assert galat.value.medan == "capaian"


def test_there_is_no_pattern_before_the_regulation():
    with pytest.raises(LookupError):
        banding("baik", {}, 0, pada=date(2021, 12, 31))
