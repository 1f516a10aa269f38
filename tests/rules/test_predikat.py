"""Predicates: the printed value decides, and the table has no holes."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.berlaku import muat
from portal.rules.eksak import GalatMasukan
from portal.rules.predikat import Ekspektasi, predikat_pan6, predikat_pp46
from tests.rules.kasus import kasus, nama

PADA = date(2026, 1, 1)
URUT = ["Buruk", "Kurang", "Cukup", "Baik", "Sangat Baik"]


@pytest.mark.parametrize("satu", kasus("predikat"), ids=nama)
def test_kasus(satu):
    assert predikat_pp46(satu["nilai"], pada=PADA).nilai == satu["lantai"]
    assert predikat_pp46(satu["nilai"], pada=PADA, bacaan="langit").nilai == satu["langit"]


@pytest.mark.parametrize("satu", kasus("kuadran"), ids=nama)
def test_kuadran(satu):
    assert predikat_pan6(satu["hasil_kerja"], satu["perilaku"], pada=PADA).nilai == satu["predikat"]


@pytest.mark.parametrize("aturan", muat("predikat")["pan6"], ids=lambda aturan: aturan["id"])
def test_the_quadrant_is_complete(aturan):
    assert {(satu, dua) for satu, dua, _ in aturan["kuadran"]} == set(product(tuple(Ekspektasi), repeat=2))
    assert len(aturan["kuadran"]) == 9


@given(
    st.fractions(min_value=0, max_value=130),
    st.fractions(min_value=0, max_value=130),
    st.sampled_from(["lantai", "langit"]),
)
def test_a_higher_score_never_has_a_lower_predicate(satu, dua, bacaan):
    rendah, tinggi = (URUT.index(predikat_pp46(nilai, pada=PADA, bacaan=bacaan).nilai) for nilai in sorted((satu, dua)))
    assert rendah <= tinggi


def test_the_printed_value_decides():
    assert predikat_pp46("90.995", pada=PADA).nilai == "Sangat Baik"
    assert predikat_pp46("90.994", pada=PADA).nilai == "Baik"


@pytest.mark.parametrize("buruk", [{"nilai": -1}, {"nilai": 90.5}, {"nilai": 90, "bacaan": "tengah"}])
def test_a_score_that_cannot_be_is_refused(buruk):
    with pytest.raises(GalatMasukan):
        predikat_pp46(**buruk, pada=PADA)


def test_an_unknown_rating_is_refused_by_name():
    with pytest.raises(GalatMasukan) as galat:
        predikat_pan6("sesuai", "lumayan", pada=PADA)
    assert galat.value.medan == "perilaku"


def test_the_quadrant_is_not_used_before_it_was_in_force():
    with pytest.raises(LookupError):
        predikat_pan6("sesuai", "sesuai", pada=date(2021, 12, 31))
