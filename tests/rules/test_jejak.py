"""The trace survives JSON and never holds a float."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.bulanan import nilai_kegiatan
from portal.rules.jejak import Jejak, Langkah

ISI = st.one_of(
    st.fractions(), st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=3), st.none(), st.text()
)
LANGKAH = st.builds(Langkah, st.text(), st.text(), st.dictionaries(st.text(), ISI, max_size=4), ISI, st.text())


@given(st.builds(Jejak, st.text(), st.text(), st.lists(LANGKAH, max_size=3).map(tuple)))
def test_a_trace_comes_back_from_json_as_it_was(jejak):
    assert Jejak.from_dict(json.loads(json.dumps(jejak.to_dict()))) == jejak


@given(LANGKAH)
def test_a_step_written_straight_as_json_says_the_same(langkah):
    assert json.loads(langkah.ke_json()) == langkah.to_dict()


@given(st.fractions(), st.integers(1, 10**6))
def test_a_ratio_is_the_fraction_it_stands_for(pecahan, kali):
    rasio = (pecahan.numerator * kali, pecahan.denominator * kali)
    langkah = Langkah("50%s: aspek", "R / T x 100%", {"T": rasio}, rasio)
    assert (langkah.hasil, langkah.nilai) == (pecahan, {"T": pecahan})
    assert langkah == Langkah("50%s: aspek", "R / T x 100%", {"T": pecahan}, pecahan)
    assert (
        json.loads(langkah.ke_json())
        == langkah.to_dict()
        == Langkah.jadi("50%s: aspek", "R / T x 100%", {"T": rasio}, rasio, "").to_dict()
    )


def test_numbers_are_written_exactly_as_text():
    jejak = Jejak(
        "P", "p@2014-01-01", (Langkah("a", "b", {"x": Fraction(295, 3), "y": Decimal("98.30"), "z": True}, 7, "c"),)
    )
    assert jejak.to_dict()["langkah"] == [
        {"nama": "a", "rumus": "b", "nilai": {"x": "295/3", "y": "98.3", "z": "ya"}, "hasil": "7", "dasar": "c"}
    ]


def test_a_float_cannot_enter_a_trace():
    with pytest.raises(TypeError, match="float"):
        Langkah("a", "b", {"x": 0.5}, None)


def test_two_traces_join_and_name_every_parameter_set_once():
    jejak = Jejak("P", "a@1 b@2") + Jejak("Q", "b@2 c@3")
    assert (jejak.profil, jejak.parameter) == ("P", "a@1 b@2 c@3")


def test_the_trace_of_a_score_shows_every_aspect_and_the_parameter_set():
    hasil = nilai_kegiatan(
        jabatan="pelaksana", kuantitas=(9, 9), kualitas=(100, 95), waktu=(20, 20), pada=date(2026, 1, 1), nama="Surat"
    )
    jejak = hasil.jejak.to_dict()
    assert jejak["profil"] == "JABAR_MONTHLY"
    assert jejak["parameter"] == "bulanan.aturan@2014-01-01"
    assert [langkah["nama"] for langkah in jejak["langkah"]] == [
        "Surat: aspek kuantitas", "Surat: aspek kualitas", "Surat: aspek waktu", "Nilai Surat",
    ]  # fmt: skip
    assert jejak["langkah"][-1]["hasil"] == "295/3"
