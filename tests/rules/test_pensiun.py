"""Retirement."""

from datetime import date

import pytest

from portal.rules.eksak import GalatMasukan
from portal.rules.pensiun import bup, tmt_pensiun
from tests.rules.kasus import kasus, nama

PADA = date(2024, 1, 1)


@pytest.mark.parametrize("satu", kasus("pensiun"), ids=nama)
def test_retirement_begins_on_the_first_of_the_month_after_the_birthday(satu):
    assert tmt_pensiun(satu["lahir"], satu["umur"]) == satu["tmt"]


@pytest.mark.parametrize(
    ("jabatan", "umur"),
    [
        (("jpt",), 60), (("administrator",), 58), (("pelaksana",), 58), (("fungsional", "Ahli Muda"), 58),
        (("fungsional", "Penyelia"), 58), (("fungsional", "Ahli Madya"), 60), (("fungsional", "Ahli Utama"), 65),
    ],
)  # fmt: skip
def test_the_age_follows_the_post(jabatan, umur):
    assert bup(*jabatan, pada=PADA) == umur


def test_an_unknown_post_is_refused():
    with pytest.raises(GalatMasukan, match="jabatan"):
        bup("raja", pada=PADA)
