"""The 24 percent rule of waktu and biaya."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import aspek
from portal.rules.aspek import pasangan
from portal.rules.eksak import GalatMasukan, baca, bulat
from tests.rules.kasus import kasus, nama

PERKA = {"pengali": (176, 100), "batas": (24, 1)}
POSITIF = st.fractions(min_value=Fraction(1, 100), max_value=1000)


def hemat(target, realisasi, **aturan):
    return Fraction(*aspek.hemat(target.as_integer_ratio(), realisasi.as_integer_ratio(), **aturan))


@pytest.mark.parametrize("satu", kasus("aspek"), ids=nama)
def test_kasus(satu):
    target, realisasi = baca(satu["target"]), baca(satu["realisasi"])
    assert str(bulat(hemat(target, realisasi, **PERKA))) == satu["nilai"]
    desimal = len(satu["efisiensi"].partition(".")[2])
    hemat_persen = 100 - Fraction(*aspek.rasio(target.as_integer_ratio(), realisasi.as_integer_ratio()))
    assert str(bulat(hemat_persen, desimal)) == satu["efisiensi"]
    di_batas = aspek.sampai_batas(target.as_integer_ratio(), realisasi.as_integer_ratio(), batas=(24, 1))
    assert di_batas is (hemat_persen <= 24)


@given(POSITIF, POSITIF)
def test_the_branch_is_the_integer_safe_comparison_of_100r_and_76t(target, realisasi):
    harapan = 176 - 100 * realisasi / target if 100 * realisasi >= 76 * target else 100 * realisasi / target
    assert hemat(target, realisasi, **PERKA) == harapan


@given(POSITIF, POSITIF, POSITIF)
def test_the_unit_of_measure_does_not_matter(target, realisasi, kali):
    assert hemat(target, realisasi, **PERKA) == hemat(target * kali, realisasi * kali, **PERKA)


@given(POSITIF, POSITIF)
def test_nothing_earns_more_than_100(target, realisasi):
    assert hemat(target, realisasi, **PERKA) <= 100


@pytest.mark.parametrize("buruk", [("0", "1"), ("-1", "1"), ("1", "-1"), ("1",), "12", None, ("x", "1")])
def test_a_pair_without_a_target_above_zero_is_refused_by_name(buruk):
    with pytest.raises(GalatMasukan) as galat:
        pasangan(buruk, "waktu")
    assert galat.value.medan == "waktu"
