"""Behaviour counted from the month's records."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import perilaku_bulanan
from portal.rules.eksak import GalatMasukan
from tests.rules.kasus import kasus, nama

PADA = date(2026, 1, 1)
BANYAK = st.integers(0, 60)
WAJIB = st.integers(1, 60)


@pytest.mark.parametrize("satu", kasus("perilaku_bulanan"), ids=nama)
def test_kasus(satu):
    hasil = getattr(perilaku_bulanan, satu["unsur"])(**satu["isi"], pada=PADA)
    assert str(hasil.nilai) == satu["nilai"]
    assert hasil.jejak.langkah[-1].hasil == hasil.eksak


@given(BANYAK, WAJIB, BANYAK)
def test_komitmen_lies_between_0_and_100(apel, wajib, upacara):
    hasil = perilaku_bulanan.komitmen(apel=apel, apel_wajib=wajib, upacara=upacara, pada=PADA)
    assert 0 <= hasil.eksak <= 100


@given(BANYAK, WAJIB, BANYAK, WAJIB)
def test_disiplin_is_the_same_in_hours_and_in_minutes(hari, hari_kerja, jam, jam_kerja):
    def nilai(kali):
        return perilaku_bulanan.disiplin(
            hari_hadir=hari, hari_kerja=hari_kerja, jam_hadir=jam * kali, jam_kerja=jam_kerja * kali, pada=PADA
        ).eksak

    assert nilai(1) == nilai(60) <= 100


@pytest.mark.parametrize(
    ("unsur", "isi", "medan"),
    [
        ("orientasi", {"dilayani": 0, "tidak_puas": 0}, "dilayani"),
        ("orientasi", {"dilayani": 4, "tidak_puas": 5}, "tidak_puas"),
        ("komitmen", {"apel": 1, "apel_wajib": 0, "upacara": 0}, "apel_wajib"),
        ("komitmen", {"apel": -1, "apel_wajib": 20, "upacara": 0}, "apel"),
        ("disiplin", {"hari_hadir": 1, "hari_kerja": 0, "jam_hadir": 1, "jam_kerja": 1}, "hari_kerja"),
        ("disiplin", {"hari_hadir": 1, "hari_kerja": 1, "jam_hadir": 0.5, "jam_kerja": 1}, "jam_hadir"),
    ],
)
def test_a_count_that_makes_no_sense_is_refused_by_name(unsur, isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        getattr(perilaku_bulanan, unsur)(**isi, pada=PADA)
    assert galat.value.medan == medan
