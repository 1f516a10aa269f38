"""Punishments by the law of the decision's day, how long they last, and what they take off the TPP."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import hukuman
from portal.rules.disiplin import PP53, PP94, BulanTk, beruntun_dari_rekap, kumulatif, tangga
from portal.rules.eksak import GalatMasukan
from portal.rules.hukuman import TINGKAT, PotonganTpp
from portal.rules.periode import Periode
from portal.rules.tpp import tpp_bulan
from tests.rules.kasus import kasus, nama

PADA = date(2023, 10, 1)
POTONG = PotonganTpp("SK 800/12 tanggal 2023-09-04", "pemotongan", 25, "PP 94/2021 Pasal 8 ayat (3) huruf a")


@pytest.mark.parametrize("satu", kasus("hukuman"), ids=nama)
def test_kasus(satu):
    jenis = hukuman.satu_jenis(satu["jenis"], satu["sk_tanggal"])
    mulai = hukuman.mulai_bawaan(jenis, satu["sk_tanggal"])
    assert (jenis.tingkat, jenis.potongan, jenis.dasar) == (satu["tingkat"], satu["potongan"], satu["dasar"])
    assert (mulai, hukuman.sampai(jenis, mulai)) == (satu["mulai"], satu.get("sampai"))


@pytest.mark.parametrize("pada", [PP53, PP94])
def test_keys_are_unique_and_the_levels_rise(pada):
    semua = hukuman.jenis(pada)
    assert len({j.kunci for j in semua}) == len(semua)
    assert [TINGKAT.index(j.tingkat) for j in semua] == sorted(TINGKAT.index(j.tingkat) for j in semua)


def test_a_punishment_of_the_other_law_is_refused_by_name():
    for kunci, pada in (("potong_6", date(2021, 8, 30)), ("tunda_kgb", date(2021, 8, 31))):
        with pytest.raises(GalatMasukan) as galat:
            hukuman.satu_jenis(kunci, pada)
        assert galat.value.medan == "jenis"
    with pytest.raises(LookupError):
        hukuman.jenis(date(2010, 6, 5))


def test_a_cut_begins_on_the_first_of_a_month():
    with pytest.raises(GalatMasukan) as galat:
        hukuman.sampai(hukuman.satu_jenis("potong_6", PADA), date(2023, 10, 2))
    assert galat.value.medan == "mulai"


@given(st.dates(PP94, date(2090, 1, 1)), st.sampled_from(["potong_6", "potong_9", "potong_12"]))
def test_a_cut_covers_as_many_whole_months_as_its_name_says(ditetapkan, kunci):
    satu = hukuman.satu_jenis(kunci, ditetapkan)
    mulai = hukuman.mulai_bawaan(satu, ditetapkan)
    akhir = hukuman.sampai(satu, mulai)
    assert mulai > ditetapkan and mulai.day == 1 and (akhir + timedelta(days=1)).day == 1
    assert Periode.dari(mulai).tambah(satu.bulan) == Periode.dari(akhir).tambah(1)


def test_t9_of_the_oracle_is_the_base_less_a_quarter_and_says_by_which_decision():
    hasil = tpp_bulan(tpp=5000000, capaian=92, kejadian={"TL1": 2, "PSW2": 1}, tk=0, hukuman=[POTONG], pada=PADA)
    assert (hasil.produktivitas, hasil.dipotong, hasil.disiplin, hasil.dibayar) == (2070000, 30000, 1470000, 3540000)
    assert (hasil.tarif, hasil.potongan) == (5000000, 2)
    langkah = hasil.jejak.langkah[0]
    assert (langkah.nama, langkah.hasil, langkah.dasar) == ("Hukuman disiplin", Fraction(3750000), POTONG.dasar)
    assert langkah.nilai["keputusan"] == "SK 800/12 tanggal 2023-09-04"


def test_two_cuts_of_one_month_are_not_added():
    lain = PotonganTpp("SK 9", "pemotongan", 25, "PP 94/2021 Pasal 8 ayat (3) huruf c")
    hasil = tpp_bulan(tpp=5000000, capaian=92, kejadian={}, tk=0, hukuman=[POTONG, lain], pada=PADA)
    assert hasil.jejak.langkah[0].hasil == 3750000
    assert hasil.jejak.langkah[0].nilai["keputusan"] == "SK 800/12 tanggal 2023-09-04; SK 9"


def test_a_punishment_that_cuts_nothing_leaves_no_step():
    tegur = PotonganTpp("SK 1", "teguran lisan", 0, "PP 94/2021 Pasal 8 ayat (2) huruf a")
    dengan = tpp_bulan(tpp=5000000, capaian=92, kejadian={}, tk=0, hukuman=[tegur], pada=PADA)
    assert dengan.jejak.to_dict() == tpp_bulan(tpp=5000000, capaian=92, kejadian={}, tk=0, pada=PADA).jejak.to_dict()


@given(st.integers(0, 10**8), st.fractions(0, 130))
def test_a_punished_month_pays_three_quarters_to_the_rupiah(tpp, capaian):
    utuh = tpp_bulan(tpp=tpp, capaian=capaian, kejadian={}, tk=0, pada=PADA)
    potong = tpp_bulan(tpp=tpp, capaian=capaian, kejadian={}, tk=0, hukuman=[POTONG], pada=PADA)
    assert abs(Fraction(3, 4) * utuh.dibayar - potong.dibayar) <= 2


@pytest.mark.parametrize("satu", kasus("beruntun_rekap"), ids=nama)
def test_ten_days_in_a_row_from_recaps(satu):
    bulan = [BulanTk(Periode.dari(p), *isi) for p, *isi in satu["bulan"]]
    assert beruntun_dari_rekap(bulan, pada=PADA) == satu["beruntun"]
    assert beruntun_dari_rekap(bulan, pada=date(2021, 8, 30)) == "tidak"


def test_the_rung_is_the_place_in_the_table_of_the_law():
    for pada in (PP53, PP94):
        for nomor, (mulai, sebutan) in enumerate(tangga(pada), 1):
            hasil = kumulatif(tk=mulai, pada=pada)
            assert (hasil.anak_tangga, hasil.hukuman) == (nomor, sebutan)
    assert kumulatif(tk=2, pada=PP94).anak_tangga == 0
