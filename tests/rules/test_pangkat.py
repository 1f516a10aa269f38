"""Golongan ruang and pangkat."""

import pytest

from portal.rules.eksak import GalatMasukan
from portal.rules.pangkat import PNS, cetak, pangkat, urutan
from tests.rules.kasus import kasus, nama

SEMUA = kasus("pangkat")


@pytest.mark.parametrize("satu", SEMUA, ids=nama)
def test_kasus(satu):
    assert pangkat(satu["golongan"]) == satu["pangkat"]
    assert cetak(satu["golongan"]) == f"{satu['pangkat']} ({satu['golongan']})"


def test_they_are_all_and_in_order():
    assert [satu["golongan"] for satu in SEMUA] == list(PNS) == sorted(PNS, key=urutan)


def test_pppk_have_a_golongan_and_no_pangkat():
    assert (pangkat("IX"), cetak("IX"), urutan("IX")) == (None, "Golongan IX", 8)
    with pytest.raises(GalatMasukan, match="golongan"):
        pangkat("V/a")
