"""Splitting a year into months loses nothing."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.bagi import bagi, bagi_ak, bagi_biaya, bagi_kuantitas
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import Periode
from tests.rules.kasus import kasus, nama

CARA = {"kuantitas": bagi_kuantitas, "biaya": bagi_biaya}
BULAN = st.integers(1, 12)


@pytest.mark.parametrize("satu", kasus("bagi"), ids=nama)
def test_kasus(satu):
    hasil = CARA[satu["jenis"]](satu["jumlah"])
    assert hasil == tuple(map(Decimal, satu["bulan"]))
    assert sum(hasil) == Decimal(satu["jumlah"])


@given(st.decimals(0, 10**9, places=2), BULAN)
def test_kuantitas_adds_up_and_differs_by_less_than_two_units(jumlah, bulan):
    hasil = bagi_kuantitas(jumlah, bulan)
    assert sum(map(Fraction, hasil)) == Fraction(jumlah)
    assert len(hasil) == bulan
    assert list(hasil) == sorted(hasil, reverse=True)
    assert hasil[0] - hasil[-1] < 2
    assert all(satu == int(satu) for satu in hasil[1:])


@given(st.integers(0, 10**15), BULAN)
def test_biaya_adds_up_in_whole_rupiah_and_no_month_is_negative(jumlah, bulan):
    hasil = bagi_biaya(jumlah, bulan)
    assert sum(map(int, hasil)) == jumlah
    assert all(satu == int(satu) >= 0 for satu in hasil)
    assert len(set(hasil[:-1])) <= 1


@given(st.decimals(0, 10**4, places=3), BULAN)
def test_ak_adds_up_with_at_most_three_decimals(jumlah, bulan):
    hasil = bagi_ak(jumlah, bulan)
    assert sum(map(Fraction, hasil)) == Fraction(jumlah)
    assert all(satu >= 0 and satu == round(satu, 3) for satu in hasil)


def test_a_small_budget_does_not_leave_the_last_month_below_zero():
    assert bagi_biaya(6) == (0,) * 11 + (6,)
    assert bagi_biaya(18) == (1,) * 11 + (7,)
    assert bagi_biaya(11) == (1,) * 11 + (0,)
    assert bagi_ak("0.030") == (Decimal("0.002"),) * 11 + (Decimal("0.008"),)


def test_ak_is_shared_equally_with_the_rounding_on_the_last_month():
    assert bagi_ak("12.5") == (Decimal("1.042"),) * 11 + (Decimal("1.038"),)


def test_half_a_unit_goes_to_the_first_month():
    assert bagi_kuantitas("10.5") == (Decimal("1.5"), *(1,) * 9, 0, 0)


def test_a_kegiatan_gets_one_target_per_month_of_its_time():
    hasil = bagi(kuantitas=7, kualitas=100, biaya="1000001", mulai="2026-04", jumlah_bulan=9)
    assert [satu.bulan for satu in hasil] == [4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert [satu.kuantitas for satu in hasil] == [1, 1, 1, 1, 1, 1, 1, 0, 0]
    assert {satu.waktu for satu in hasil} == {20}
    assert {satu.kualitas for satu in hasil} == {100}
    assert {satu.ak for satu in hasil} == {None}
    assert sum(satu.biaya for satu in hasil) == 1000001


def test_a_whole_year_is_twelve_months():
    assert [satu.bulan for satu in bagi(kuantitas=12, kualitas=100, mulai="2026-01")] == list(range(1, 13))


def test_the_start_may_be_any_day_of_its_month():
    hasil = bagi(kuantitas=2, kualitas=95, ak="0.5", mulai=date(2026, 11, 17), jumlah_bulan=2)
    assert [satu.periode for satu in hasil] == [Periode(2026, 11), Periode(2026, 12)]
    assert [satu.ak for satu in hasil] == [Decimal("0.25"), Decimal("0.25")]


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"kuantitas": -1}, "kuantitas"),
        ({"kualitas": 101}, "kualitas"),
        ({"biaya": "sejuta"}, "biaya"),
        ({"ak": -1}, "ak"),
        ({"jumlah_bulan": 0}, "jumlah_bulan"),
        ({"jumlah_bulan": 10}, "jumlah_bulan"),
        ({"mulai": "2026-13"}, "periode"),
    ],
)
def test_what_cannot_be_split_is_refused_by_name(ubah, medan):
    isi = {"kuantitas": 7, "kualitas": 100, "mulai": "2026-04", "jumlah_bulan": 9, **ubah}
    with pytest.raises(GalatMasukan) as galat:
        bagi(**isi)
    assert galat.value.medan == medan


@pytest.mark.parametrize("bulan", [0, 13, True, "12"])
def test_one_to_twelve_months(bulan):
    with pytest.raises(GalatMasukan):
        bagi_kuantitas(12, bulan)
