"""NIP: what the 18 digits say, and what they may not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import nip
from tests.rules.kasus import kasus, nama

SEMUA = kasus("nip")


@pytest.mark.parametrize("satu", [satu for satu in SEMUA if "salah" not in satu], ids=nama)
def test_kasus(satu):
    hasil = nip.periksa(satu["nip"])
    assert (hasil.jenis, hasil.kelamin, hasil.lahir.isoformat()) == (satu["jenis"], satu["kelamin"], satu["lahir"])
    assert (hasil.tmt and hasil.tmt.isoformat()[:7], hasil.umur) == (satu.get("tmt"), satu.get("umur"))
    assert hasil.tahun == satu.get("tahun", hasil.tahun)
    assert len(hasil.peringatan) == satu["peringatan"]
    assert nip.sah(satu["nip"])


@pytest.mark.parametrize("satu", [satu for satu in SEMUA if "salah" in satu], ids=nama)
def test_kasus_ditolak(satu):
    with pytest.raises(nip.GalatNip) as galat:
        nip.periksa(satu["nip"])
    assert (galat.value.bagian, galat.value.medan) == (satu["salah"], "nip")
    assert not nip.sah(satu["nip"])


@given(
    st.dates(date(1950, 1, 1), date(1990, 12, 31)), st.integers(18, 46), st.integers(1, 12), st.sampled_from("12"),
    st.integers(1, 999),
)  # fmt: skip
def test_a_nip_built_from_its_parts_is_read_back(lahir, umur, bulan, kelamin, urut):
    tulisan = f"{lahir:%Y%m%d}{lahir.year + umur:04d}{bulan:02d}{kelamin}{urut:03d}"
    hasil = nip.periksa(nip.cetak(tulisan))
    assert (hasil.nip, hasil.lahir, hasil.urut) == (tulisan, lahir, urut)
    assert hasil.tmt == date(lahir.year + umur, bulan, 1)
    assert hasil.umur in (umur, umur - 1)


def test_a_nip_is_written_in_groups_of_8_6_1_and_3():
    assert nip.cetak("198609262015051001") == "19860926 201505 1 001"
    assert str(nip.periksa("19860926.201505.1.001")) == "19860926 201505 1 001"
    assert nip.cetak("bukan NIP") == "bukan NIP"


def test_the_age_counts_full_years_at_the_first_of_the_month():
    assert nip.periksa("198605022015051001").umur == 28
    assert nip.periksa("198605012015051001").umur == 29


@pytest.mark.parametrize(("pada", "sah"), [(date(2015, 4, 30), False), (date(2015, 5, 1), True)])
def test_an_appointment_in_the_future_is_refused_when_the_day_is_given(pada, sah):
    if sah:
        assert nip.periksa("198609262015051001", pada=pada)
        return
    with pytest.raises(nip.GalatNip, match="masa depan"):
        nip.periksa("198609262015051001", pada=pada)


def test_pppk_of_a_later_year_is_in_the_future_too():
    with pytest.raises(nip.GalatNip, match="masa depan"):
        nip.periksa("198505102023211012", pada=date(2022, 12, 31))


@pytest.mark.parametrize(
    "buruk", ["", None, 198609262015051001, "１９８６０９２６２０１５０５１００１", "19860926201505100A"]
)
def test_anything_but_18_plain_digits_is_refused(buruk):
    with pytest.raises(nip.GalatNip):
        nip.periksa(buruk)


@pytest.mark.parametrize("kode", ["00", "13", "20", "30", "99"])
def test_only_months_and_the_codes_of_pppk_may_stand_in_places_13_and_14(kode):
    with pytest.raises(nip.GalatNip) as galat:
        nip.periksa(f"198609262015{kode}1001")
    assert galat.value.bagian == "bulan"


@pytest.mark.parametrize("kode", ["21", "29"])
def test_pppk_have_a_code_in_place_of_the_month_and_no_tmt(kode):
    hasil = nip.periksa(f"19850510 2023{kode} 1 012")
    assert (hasil.jenis, hasil.tahun, hasil.tmt, hasil.umur) == ("PPPK", 2023, None, None)


@pytest.mark.parametrize(
    ("tahun", "peringatan"), [("2001", 1), ("2002", 1), ("2003", 0), ("2031", 0), ("2032", 1), ("2033", 1)]
)
def test_pns_are_usually_appointed_at_18_to_46(tahun, peringatan):
    assert len(nip.periksa(f"19850101{tahun}011001").peringatan) == peringatan


@pytest.mark.parametrize(("tahun", "peringatan"), [("2001", 1), ("2003", 0), ("2040", 0)])
def test_pppk_may_be_older(tahun, peringatan):
    assert len(nip.periksa(f"19850101{tahun}211001").peringatan) == peringatan


@pytest.mark.parametrize("nomor", ["198501022001011001", "198501012000211001", "198501011984011001"])
def test_nobody_is_appointed_under_16(nomor):
    with pytest.raises(nip.GalatNip) as galat:
        nip.periksa(nomor)
    assert galat.value.bagian == "umur"


def test_pppk_appointed_this_year_are_not_in_the_future():
    assert nip.sah("198505102023211012")
    assert nip.periksa("198505102023211012", pada=date(2023, 1, 1)).tahun == 2023


def test_there_is_no_year_0():
    with pytest.raises(nip.GalatNip) as galat:
        nip.periksa("198501010000011001")
    assert galat.value.bagian == "bulan"
