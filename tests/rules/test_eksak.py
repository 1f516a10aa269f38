"""Exact numbers: reading, rounding once, printing."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.eksak import GalatMasukan, baca, bulat, cetak, dari_teks, rupiah, teks

DESIMAL = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("tulisan", "nilai"),
    [("98.33", "98.33"), ("98,33", "98.33"), (" 7 ", "7"), (12, "12"), (Decimal("0.10"), "0.1"), ("-4", "-4")],
)
def test_text_with_comma_or_dot_whole_numbers_and_decimals_are_read_exactly(tulisan, nilai):
    assert baca(tulisan) == Fraction(nilai)


@pytest.mark.parametrize(
    "buruk",
    [98.33, True, None, "", "1.234,5", "1e5", "NaN", "1/2", "٣", "9" * 99, Decimal("NaN"), Decimal("1e999999"), [1]],
)
def test_what_is_not_an_exact_number_is_refused_by_the_name_of_its_field(buruk):
    with pytest.raises(GalatMasukan) as galat:
        baca(buruk, "kuantitas")
    assert galat.value.medan == "kuantitas"
    assert galat.value.pesan.endswith(".")


@pytest.mark.parametrize(
    ("angka", "batas"), [("-1", {"minimum": 0}), ("100.01", {"maksimum": 100}), ("1.234", {"desimal": 2})]
)
def test_limits_are_checked_when_asked_for(angka, batas):
    with pytest.raises(GalatMasukan):
        baca(angka, **batas)


def test_limits_include_their_ends():
    assert baca("100", minimum=100, maksimum=100, desimal=0) == 100


@pytest.mark.parametrize(
    ("pecahan", "desimal", "hasil"),
    [
        (Fraction("91.275"), 2, "91.28"),
        (Fraction("84.661"), 2, "84.66"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(983, 10), 2, "98.30"),
        (Fraction(10**40 + 1, 1), 2, f"{10**40 + 1}.00"),
    ],
)
def test_rounding_is_half_away_from_zero_and_keeps_its_zeros(pecahan, desimal, hasil):
    assert str(bulat(pecahan, desimal)) == hasil


@given(DESIMAL)
def test_rounding_agrees_with_decimal_half_up(angka):
    harapan = angka.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert bulat(Fraction(angka)) == harapan


@given(st.fractions(min_value=-1000, max_value=1000))
def test_rounding_is_never_off_by_more_than_half_a_hundredth(pecahan):
    assert abs(Fraction(bulat(pecahan)) - pecahan) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("nilai", "cara", "tulisan"),
    [
        (Fraction("98.33"), {}, "98,33"),
        (Fraction(295, 3), {}, "98,33"),
        (1234567, {"desimal": 0}, "1.234.567"),
        (Fraction("8.50"), {"ringkas": True}, "8,5"),
        (Decimal("8.00"), {"ringkas": True}, "8"),
        (Fraction("-1234.5"), {}, "-1.234,50"),
    ],
)
def test_numbers_are_printed_the_indonesian_way(nilai, cara, tulisan):
    assert cetak(nilai, **cara) == tulisan


def test_a_float_is_neither_rounded_nor_printed():
    for fungsi in (bulat, cetak, teks, rupiah):
        with pytest.raises(GalatMasukan):
            fungsi(0.5)


def test_rupiah_are_whole_and_rounded_half_up():
    assert rupiah(Fraction("30332.5")) == 30333


@pytest.mark.parametrize(("pecahan", "tulisan"), [("295/3", "295/3"), ("1/8", "0.125"), ("7", "7"), ("-1/20", "-0.05")])
def test_exact_text_is_a_decimal_where_that_says_it_all(pecahan, tulisan):
    assert teks(Fraction(pecahan)) == tulisan


@given(st.fractions())
def test_exact_text_can_be_read_back(pecahan):
    assert dari_teks(teks(pecahan)) == pecahan


def test_a_word_is_not_taken_for_a_number():
    assert dari_teks("belum lengkap") is None
    assert dari_teks("2026-01-31") is None
