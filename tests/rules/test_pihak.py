"""Nobody decides on himself; where the law leaves no other person, the exception is written down."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.pihak import pengecualian, periksa_pelaku, periksa_pihak

NAMA = ("pegawai", "penilai", "atasan_banding", "verifikatur")
PIHAK = dict(zip(NAMA, (1, 2, 3, 4), strict=True))


def test_four_different_persons_meet_no_objection():
    assert periksa_pihak(1, 2, 3, 4) == []


@pytest.mark.parametrize(("satu", "dua"), list(combinations(NAMA, 2)))
def test_one_person_in_two_places_is_an_objection(satu, dua):
    temuan = periksa_pihak(**{**PIHAK, dua: PIHAK[satu]})
    assert [satu_temuan.medan for satu_temuan in temuan] == [dua]
    assert "orang yang sama" in temuan[0].pesan


@pytest.mark.parametrize("nama", NAMA)
def test_a_missing_party_is_an_objection(nama):
    temuan = periksa_pihak(**{**PIHAK, nama: None})
    assert [(satu.medan, "belum ditetapkan" in satu.pesan) for satu in temuan] == [(nama, True)]


@given(st.tuples(*[st.integers(1, 4)] * 4))
def test_there_is_no_objection_exactly_when_all_differ(pihak):
    assert (periksa_pihak(*pihak) == []) is (len(set(pihak)) == 4)


def test_the_governor_may_be_appraiser_and_his_superior_and_the_note_says_why():
    assert periksa_pihak(1, 9, 9, 4, gubernur=9) == []
    assert "gubernur" in pengecualian(9, 9, gubernur=9)


def test_nobody_else_may():
    assert len(periksa_pihak(1, 2, 2, 4, gubernur=9)) == 1
    assert len(periksa_pihak(1, 2, 2, 4)) == 1
    assert pengecualian(2, 2, gubernur=9) is None
    assert pengecualian(2, 3, gubernur=2) is None


@pytest.mark.parametrize("pihak", [(9, 9, 9, 4), (1, 9, 9, 9)])
def test_the_governor_is_no_exception_in_any_other_place(pihak):
    assert periksa_pihak(*pihak, gubernur=9)


@pytest.mark.parametrize(("sebagai", "orang"), list(PIHAK.items()))
def test_a_party_and_a_stranger_standing_in_for_him_may_act(sebagai, orang):
    assert periksa_pelaku(orang, sebagai, **PIHAK) == []
    assert periksa_pelaku(77, sebagai, **PIHAK) == []


@pytest.mark.parametrize(("sebagai", "pelaku"), [(nama, PIHAK[lain]) for nama in NAMA for lain in NAMA if nama != lain])
def test_another_party_may_not_even_as_a_substitute(sebagai, pelaku):
    temuan = periksa_pelaku(pelaku, sebagai, **PIHAK)
    assert [satu.medan for satu in temuan] == [sebagai]


def test_the_appraiser_does_not_decide_the_appeal_of_his_own_rejection_unless_he_is_the_governor():
    orang = {"pegawai": 1, "penilai": 9, "atasan_banding": 9}
    assert periksa_pelaku(9, "atasan_banding", **orang)
    assert periksa_pelaku(9, "atasan_banding", **orang, gubernur=9) == []
    assert periksa_pelaku(1, "atasan_banding", **orang, gubernur=9)
