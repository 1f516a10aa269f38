"""Angka kredit from predicate, jenjang and months."""

from datetime import date
from fractions import Fraction

import pytest

from portal.rules.angka_kredit import angka_kredit
from portal.rules.eksak import GalatMasukan, bulat
from tests.rules.kasus import kasus, nama

PADA = date(2024, 1, 1)


@pytest.mark.parametrize("satu", kasus("angka_kredit"), ids=nama)
def test_kasus(satu):
    hasil = angka_kredit(satu["jenjang"], satu["predikat"], satu["bulan"], pada=PADA)
    assert str(bulat(hasil.eksak, 3)) == satu["tiga_desimal"]
    assert hasil.eksak == Fraction(satu.get("eksak", hasil.eksak))
    assert str(hasil.nilai) == satu.get("nilai", str(hasil.nilai))


def test_cukup_is_another_word_for_butuh_perbaikan():
    assert (
        angka_kredit("Ahli Muda", "Cukup", pada=PADA).eksak
        == angka_kredit("Ahli Muda", "Butuh Perbaikan", pada=PADA).eksak
    )


@pytest.mark.parametrize(
    ("isi", "medan"),
    [(("Ahli", "Baik", 12), "jenjang"), (("Mahir", "Lumayan", 12), "predikat"), (("Mahir", "Baik", 13), "bulan")],
)
def test_unknown_words_and_months_are_refused_by_name(isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        angka_kredit(*isi, pada=PADA)
    assert galat.value.medan == medan


def test_before_the_regulation_there_is_no_conversion():
    with pytest.raises(LookupError):
        angka_kredit("Mahir", "Baik", pada=date(2022, 12, 31))
