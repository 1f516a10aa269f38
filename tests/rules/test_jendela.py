"""The window of a month, and the months themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.eksak import GalatMasukan
from portal.rules.jendela import buka, status, tutup
from portal.rules.periode import WITA, Periode, rentang
from tests.rules.kasus import kasus, nama

SLOT = (date(2026, 2, 9), date(2026, 2, 11))
SATU_DETIK = timedelta(seconds=1)


@pytest.mark.parametrize("satu", kasus("jendela"), ids=nama)
def test_kasus(satu):
    assert status(satu["periode"], datetime.fromisoformat(satu["diajukan"])) == satu["status"]


@given(st.dates(date(2014, 1, 1), date(2090, 12, 31)))
def test_the_window_is_open_from_its_first_to_its_last_second_and_not_beyond(hari):
    assert status(hari, buka(hari) - SATU_DETIK) == "belum"
    assert status(hari, buka(hari)) == "buka"
    assert status(hari, tutup(hari)) == "buka"
    assert status(hari, tutup(hari) + timedelta(microseconds=999_999)) == "buka"
    assert status(hari, tutup(hari) + SATU_DETIK) == "tutup"
    assert tutup(hari) - buka(hari) == timedelta(days=5) - SATU_DETIK


@pytest.mark.parametrize(
    ("periode", "mulai"),
    [
        ("2024-01", date(2024, 2, 1)),
        ("2024-02", date(2024, 3, 1)),
        ("2023-02", date(2023, 3, 1)),
        ("2026-12", date(2027, 1, 1)),
    ],
)
def test_the_window_opens_on_the_first_of_the_next_month_in_wita(periode, mulai):
    assert buka(periode) == datetime(mulai.year, mulai.month, mulai.day, tzinfo=WITA)
    assert buka(periode).utcoffset() == timedelta(hours=8)


def test_the_slot_of_a_kabupaten_takes_the_place_of_the_window():
    assert status("2026-01", datetime(2026, 2, 8, 15, 59, 59, tzinfo=UTC), SLOT) == "belum"
    assert status("2026-01", datetime(2026, 2, 8, 16, tzinfo=UTC), SLOT) == "buka"
    assert tutup("2026-01", SLOT) == datetime(2026, 2, 11, 23, 59, 59, tzinfo=WITA)


def test_a_slot_may_be_a_single_day():
    satu_hari = (SLOT[0], SLOT[0])
    assert tutup("2026-01", satu_hari) - buka("2026-01", satu_hari) == timedelta(days=1) - SATU_DETIK


@pytest.mark.parametrize("slot", [SLOT[::-1], (date(2026, 1, 1), date(2026, 1, 3))])
def test_a_slot_that_ends_before_it_begins_or_lies_before_the_month_is_refused(slot):
    with pytest.raises(GalatMasukan, match="slot"):
        buka("2026-01", slot)


def test_a_moment_without_a_zone_decides_nothing():
    with pytest.raises(GalatMasukan, match="zona"):
        status("2026-01", datetime(2026, 2, 1))


@pytest.mark.parametrize(
    "buruk", ["2026-1", "2026-00", "2026-13", "0000-01", "Januari", None, 202601, datetime(2026, 1, 1)]
)
def test_what_is_not_a_month_is_refused(buruk):
    with pytest.raises(GalatMasukan, match="periode"):
        Periode.dari(buruk)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-500, 500))
def test_months_add_up_and_come_back(hari, banyak):
    periode = Periode.dari(hari)
    assert periode.tambah(banyak).tambah(-banyak) == periode == Periode.dari(str(periode))
    assert periode.akhir + timedelta(days=1) == periode.tambah(1).awal


def test_february_ends_on_its_own_last_day():
    assert Periode(2024, 2).akhir == date(2024, 2, 29)
    assert Periode(2023, 2).tanggal(31) == date(2023, 2, 28)


def test_an_skp_stays_in_one_year():
    assert rentang("2026-11", 2) == (Periode(2026, 11), Periode(2026, 12))
    with pytest.raises(GalatMasukan, match="Desember 2026"):
        rentang("2026-11", 3)
