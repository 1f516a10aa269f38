"""Random questions against the formulas of the regulations, written down a second time in `acuan`."""

import pytest

from portal.hitung import JENIS
from tests.hitung.acuan import ACUAN, beda

BANYAK = 300


@pytest.mark.parametrize("jenis", JENIS)
def test_random_questions_are_answered_as_the_law_says(jenis):
    assert beda(jenis, BANYAK, benih=46) == []


def test_the_reference_can_disagree(monkeypatch):
    monkeypatch.setitem(ACUAN, "pan6.predikat", lambda _isi: {"predikat": "Lumayan"})
    assert len(beda("pan6.predikat", 3, benih=46)) == 3
