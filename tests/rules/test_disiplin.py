"""Absence in a year: the rungs of both laws, minutes that become days, and runs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.disiplin import PP53, PP94, beruntun, kumulatif, sepuluh_hari
from portal.rules.eksak import GalatMasukan
from tests.rules.kasus import kasus, nama

PADA = date(2023, 10, 13)


@pytest.mark.parametrize("satu", kasus("disiplin"), ids=nama)
def test_kasus(satu):
    baru = kumulatif(tk=satu["tk"], menit=satu["menit"], pada=PP94)
    lama = kumulatif(tk=satu["tk"], menit=satu["menit"], pada=PP53)
    assert (baru.hari, baru.sisa_menit, baru.hukuman) == (satu["hari"], satu["sisa_menit"], satu.get("pp94"))
    assert (lama.hari, lama.hukuman) == (satu["hari"], satu.get("pp53"))


def test_the_law_changes_on_31_august_2021():
    assert kumulatif(tk=3, pada=date(2021, 8, 30)).peraturan == "PP 53/2010"
    assert kumulatif(tk=3, pada=date(2021, 8, 31)).peraturan == "PP 94/2021"


@given(st.integers(0, 366), st.integers(0, 50_000), st.sampled_from([PP53, PP94]))
def test_minutes_are_never_lost(tk, menit, pada):
    hasil = kumulatif(tk=tk, menit=menit, pada=pada)
    assert (hasil.hari - tk) * 450 + hasil.sisa_menit == menit
    assert 0 <= hasil.sisa_menit < 450


@pytest.mark.parametrize("satu", kasus("beruntun"), ids=nama)
def test_weekends_and_holidays_neither_count_nor_break_a_run_but_presence_does(satu):
    tk, libur = (frozenset(date(2023, 10, hari) for hari in satu[medan]) for medan in ("tidak_masuk", "libur"))
    assert beruntun(tk, libur=libur) == satu["terpanjang"]
    assert sepuluh_hari(tk, libur=libur, pada=PADA) is satu["sepuluh_hari"]


def test_who_was_always_there_has_no_run():
    assert beruntun(frozenset()) == 0


@given(st.frozensets(st.dates(date(2023, 1, 1), date(2023, 12, 31)), max_size=60), st.frozensets(
    st.dates(date(2023, 1, 1), date(2023, 12, 31)), max_size=8))  # fmt: skip
def test_the_longest_run_is_found_as_by_walking_the_whole_year(tk, libur):
    kerja = [date(2023, 1, 1) + timedelta(days=n) for n in range(365)]
    tanda = "".join("x" if h in tk else "." for h in kerja if h.weekday() < 5 and h not in libur)
    assert beruntun(tk, libur=libur) == max(map(len, tanda.split(".")))


@given(st.frozensets(st.dates(date(2023, 1, 1), date(2023, 12, 31)), max_size=40))
def test_a_run_is_never_longer_than_the_absent_working_days(tk):
    kerja = sum(hari.weekday() < 5 for hari in tk)
    assert bool(kerja) <= beruntun(tk) <= kerja


@pytest.mark.parametrize(("isi", "medan"), [({"tk": -1}, "tk"), ({"tk": 1, "menit": "0.5"}, "menit")])
def test_counts_that_make_no_sense_are_refused_by_name(isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        kumulatif(**isi, pada=PADA)
    assert galat.value.medan == medan


def test_before_pp_53_nothing_is_guessed():
    with pytest.raises(LookupError):
        kumulatif(tk=3, pada=date(2010, 6, 5))
