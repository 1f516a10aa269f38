"""Guards on the values of a month: the report, the rejection, the decision of an appeal."""

import pytest

from portal.rules.bulanan import Nilai
from portal.rules.isian import (
    Baris,
    nilai_akhir,
    periksa_nilai,
    periksa_penolakan,
    periksa_putusan,
    periksa_realisasi,
    sama,
)

TARGET = Nilai(9, 100, 20)
KLAIM = Nilai(9, 95, 20)
SARAN = Nilai(8, 85, 20)
LAIN = Nilai(9, 88, 20)


def medan(temuan):
    return [(satu.medan, satu.baris) for satu in temuan]


def tolak(*baris):
    return medan(periksa_penolakan(baris, jabatan="pelaksana"))


def putus(keputusan, *baris, alasan="Bukti menunjukkan sembilan surat."):
    return medan(periksa_putusan(keputusan, baris, alasan=alasan, jabatan="pelaksana"))


def test_a_complete_report_meets_no_finding():
    assert periksa_realisasi([Baris(1, TARGET, KLAIM), Baris(2, TARGET, Nilai("0", "0", "0"))], jabatan="jpt") == ()


@pytest.mark.parametrize(
    ("nilai", "salah"),
    [
        (Nilai(-1, 95, 20), "kuantitas"),
        (Nilai("1.234", 95, 20), "kuantitas"),
        (Nilai(9, 101, 20), "kualitas"),
        (Nilai(9, -1, 20), "kualitas"),
        (Nilai(9, 95, 0), "waktu"),
        (Nilai("0.01", 95, 0), "waktu"),
        (Nilai(0, 95, 0), "kualitas"),
        (Nilai(0, 0, 20), "waktu"),
        (Nilai(9, 95, -1), "waktu"),
        (Nilai(9, 95, None), "waktu"),
        (Nilai(9, 95, " "), "waktu"),
        (Nilai("sembilan", 95, 20), "kuantitas"),
        (Nilai(9, 95, 20, biaya=1000), "biaya"),
        (Nilai(9, 95, 20, ak="0.5"), "ak"),
    ],
)
def test_a_value_out_of_its_range_is_named_with_its_row(nilai, salah):
    assert medan(periksa_nilai(nilai, TARGET, 3, jabatan="fungsional")) == [(salah, 3)]


@pytest.mark.parametrize(
    ("biaya", "temuan"), [(None, ["biaya"]), (-1, ["biaya"]), ("0.5", ["biaya"]), (0, []), (900, [])]
)
def test_biaya_is_asked_for_in_whole_rupiah_where_there_is_a_target(biaya, temuan):
    nilai = Nilai(9, 95, 20, biaya=biaya)
    assert [satu.medan for satu in periksa_nilai(nilai, Nilai(9, 100, 20, 1000), 1, jabatan="pelaksana")] == temuan


@pytest.mark.parametrize(
    ("jabatan", "ak", "temuan"),
    [("fungsional", None, ["ak"]), ("fungsional", "0.125", []), ("jpt", "1", ["ak"]), ("jpt", None, [])],
)
def test_ak_is_asked_for_from_fungsional_only(jabatan, ak, temuan):
    nilai = Nilai(9, 95, 20, ak=ak)
    assert [satu.medan for satu in periksa_nilai(nilai, Nilai(9, 100, 20, ak="1.5"), 1, jabatan=jabatan)] == temuan


def test_a_month_without_rows_or_with_an_empty_row_is_not_submitted():
    assert medan(periksa_realisasi([], jabatan="jpt")) == [("baris", None)]
    assert medan(periksa_realisasi([Baris(1, TARGET)], jabatan="jpt")) == [
        ("kuantitas", 1),
        ("kualitas", 1),
        ("waktu", 1),
    ]


def test_a_rejection_with_other_values_and_a_note_on_each_changed_row_is_good():
    assert tolak(Baris(1, TARGET, KLAIM, SARAN, catatan="Satu surat belum selesai."), Baris(2, TARGET, KLAIM)) == []


def test_5_a_rejection_without_values_or_without_a_note_is_refused():
    assert tolak(Baris(1, TARGET, KLAIM)) == [("saran", None)]
    assert tolak(Baris(1, TARGET, KLAIM, SARAN)) == [("catatan", 1)]
    assert tolak(Baris(1, TARGET, KLAIM, SARAN, catatan="  ")) == [("catatan", 1)]
    assert tolak(Baris(1, TARGET, KLAIM, catatan="Kurang.")) == [("saran", 1)]


def test_5_values_equal_to_the_claim_are_no_rejection():
    assert tolak(Baris(1, TARGET, KLAIM, Nilai("9,00", "95", "20.0"), catatan="Sama saja.")) == [("saran", None)]


def test_5_suggested_values_must_be_complete_and_valid():
    assert tolak(Baris(1, TARGET, KLAIM, Nilai(8, 120, None), catatan="x")) == [("kualitas", 1), ("waktu", 1)]


def test_every_changed_row_needs_its_own_note():
    baris = (
        Baris(1, TARGET, KLAIM, SARAN, catatan="Ada."),
        Baris(2, TARGET, KLAIM, SARAN),
        Baris(3, TARGET, KLAIM, KLAIM),
    )
    assert tolak(*baris) == [("catatan", 2)]


def test_a_granted_appeal_needs_no_values_and_takes_no_others():
    assert putus("kabul", Baris(1, TARGET, KLAIM, SARAN), alasan=None) == []
    assert putus("kabul", Baris(1, TARGET, KLAIM, SARAN, KLAIM)) == []
    assert putus("kabul", Baris(1, TARGET, KLAIM, SARAN, LAIN)) == [("putusan", 1)]
    assert putus("kabul", Baris(1, TARGET, KLAIM, SARAN, Nilai("x", 1, 1))) == [("putusan", 1)]


def test_a_denied_appeal_needs_a_reason_and_own_values_for_each_row_in_dispute():
    sengketa, damai = Baris(1, TARGET, KLAIM, SARAN, LAIN), Baris(2, TARGET, KLAIM)
    assert putus("tolak", sengketa, damai) == []
    assert putus("tolak", sengketa, damai, alasan=" ") == [("alasan", None)]
    assert putus("tolak", Baris(1, TARGET, KLAIM, SARAN), damai) == [("putusan", 1)]
    assert putus("tolak", Baris(1, TARGET, KLAIM, SARAN, Nilai(9, 101, 20))) == [("kualitas", 1)]


def test_a_denial_that_leaves_the_claim_as_it_was_is_refused():
    assert putus("tolak", Baris(1, TARGET, KLAIM, SARAN, KLAIM)) == [("putusan", None)]


def test_the_atasan_banding_may_confirm_the_values_of_the_appraiser():
    assert putus("tolak", Baris(1, TARGET, KLAIM, SARAN, SARAN)) == []


def test_there_are_two_decisions():
    assert putus("mungkin", Baris(1, TARGET, KLAIM, SARAN)) == [("keputusan", None)]


def test_what_counts_in_the_end():
    penuh, tanpa_saran = Baris(1, TARGET, KLAIM, SARAN, LAIN), Baris(2, TARGET, KLAIM)
    assert [nilai_akhir(penuh, hasil) for hasil in ("disetujui", "terima", "kabul", "tolak", "target")] == [
        KLAIM, SARAN, KLAIM, LAIN, TARGET,
    ]  # fmt: skip
    assert [nilai_akhir(tanpa_saran, hasil) for hasil in ("terima", "kabul", "tolak")] == [KLAIM, KLAIM, KLAIM]


@pytest.mark.parametrize("hasil", ["entah", "disetujui"])
def test_without_values_or_for_an_unknown_outcome_nothing_is_made_up(hasil):
    with pytest.raises(ValueError, match=hasil):
        nilai_akhir(Baris(1, TARGET), hasil)


def test_values_are_compared_as_numbers():
    assert sama(Nilai("8", "85.00", 20), Nilai(8, 85, "20,0"))
    assert not sama(Nilai(8, 85, 20, biaya=0), Nilai(8, 85, 20))
    assert sama(None, None)
    assert not sama(None, SARAN)
