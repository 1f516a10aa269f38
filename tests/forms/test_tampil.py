"""The answers of a form as its fields show them, and each finding at its field."""

import pytest

from portal.errors import Temuan
from portal.forms.isian import dari_form
from portal.forms.tampil import Isian, teks_medan
from portal.queries.langkah import olah, ringkas


def test_what_was_typed_wins_over_the_draft_and_the_draft_over_the_case() -> None:
    isian = Isian({"catatan": "diketik"}, {"catatan": "draf", "alasan": "draf"}, {"alasan": "kasus", "sikap": "terima"})
    assert [isian.nilai(k) for k in ("catatan", "alasan", "sikap", "tiada")] == ["diketik", "draf", "terima", ""]


def test_a_list_is_taken_whole_so_a_removed_row_does_not_come_back() -> None:
    isian = Isian({"kegiatan": [{"uraian": "a"}]}, {"kegiatan": [{"uraian": "a"}, {"uraian": "b"}]})
    assert isian.jumlah("kegiatan") == 1


def test_rows_that_name_their_kegiatan_land_on_their_row_whatever_their_order() -> None:
    kasus = {"baris": [{"kegiatan": 7, "kuantitas": 1}, {"kegiatan": 9, "kuantitas": 2, "catatan": "lama"}]}
    isian = Isian({"baris": [{"kegiatan": "9", "kuantitas": "5"}]}, kasus)
    assert isian.nilai("baris", 0, "kuantitas") == "1"
    assert isian.nilai("baris", 1, "kuantitas") == "5"
    assert isian.nilai("baris", 1, "catatan") == "lama"


@pytest.mark.parametrize(
    ("nilai", "tampak"),
    [
        ("1234.5", "1.234,5"),
        ("1000", "1.000"),
        ("0.125", "0,125"),
        ("-3", "-3"),
        ("dua", "dua"),
        ("1e5", "1e5"),
        (None, ""),
        ({}, ""),
    ],
)
def test_numbers_are_shown_as_they_are_written_here_and_anything_else_as_typed(nilai: object, tampak: str) -> None:
    assert teks_medan(nilai, angka=True) == tampak


@pytest.mark.parametrize("angka", ["1234.5", "1000", "0.125", "12.345", "999999999999.99", "0.1"])
def test_a_number_shown_in_a_field_is_read_back_as_the_same_number(angka: str) -> None:
    tampak = Isian({"baris": [{"ak": angka}]}).nilai("baris", 0, "ak")
    assert dari_form([("baris-0-ak", tampak)]) == {"baris": [{"ak": angka}]}


def test_a_decimal_point_after_zero_is_never_read_as_thousands() -> None:
    assert dari_form([("baris-0-ak", "0.125")]) == {"baris": [{"ak": "0.125"}]}
    assert dari_form([("baris-0-kuantitas", "1.250")]) == {"baris": [{"kuantitas": "1250"}]}


def test_each_finding_is_at_its_field_and_nowhere_else() -> None:
    temuan = [
        Temuan("kuantitas", 1, "A"), Temuan("kegiatan.bulan.3.kuantitas", 1, "B"),
        Temuan("catatan_baris.17", None, "C"),
        Temuan("catatan", None, "D"),
    ]  # fmt: skip
    isian = Isian({"kegiatan": [{}]}, temuan=temuan)
    assert isian.galat_di("kegiatan", 0, "kuantitas") == "A"
    assert isian.galat_di("kegiatan", 0, "bulan", 3, "kuantitas") == "B"
    assert isian.galat_di("kegiatan", 1, "kuantitas") is None
    assert isian.galat_di("catatan_baris", 17) == "C"
    assert isian.galat_di("catatan") == "D"


def test_the_summary_leads_to_the_fields_by_their_ids() -> None:
    temuan = [Temuan("kuantitas", 2, "Isi."), Temuan("baris.kualitas", 1, "Isi."), Temuan("catatan", None, "Tulis.")]
    semua = Isian({"baris": [{}, {}]}, temuan=temuan).semua
    assert [i for _, i in semua] == ["baris-1-kuantitas", "baris-0-kualitas", "catatan"]


def test_rows_can_be_added_and_removed_without_javascript() -> None:
    nilai = {"kegiatan": [{"uraian": "a"}, {"uraian": "b"}], "catatan": "x"}
    assert olah("tambah", None, nilai)["kegiatan"][-1] == {}
    assert olah("hapus-0", None, nilai)["kegiatan"] == [{"uraian": "b"}]
    assert olah("hapus-9", None, nilai)["kegiatan"] == nilai["kegiatan"]
    assert olah("hapus-0", None, {"kegiatan": [{"uraian": "a"}]})["kegiatan"] == [{}]
    assert olah("tambah", None, {"kegiatan": [{}] * 60})["kegiatan"] == [{}] * 60
    assert nilai["kegiatan"] == [{"uraian": "a"}, {"uraian": "b"}]


def test_answers_are_shown_once_more_in_words_without_what_is_empty() -> None:
    nilai = {"keputusan": "tolak", "alasan": "", "baris": [{"kegiatan": 3, "kuantitas": "1234.5", "biaya": ""}]}
    assert dict(ringkas(None, nilai)) == {"Keputusan": "tolak", "Baris 1": "Kuantitas 1.234,5"}
