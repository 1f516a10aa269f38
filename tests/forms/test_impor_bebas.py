"""The form as people keep it: wherever its table stands, whatever they write into it, nothing is dropped in silence."""

from typing import Any

import pytest
from flask import Flask

from portal.errors import TidakSah
from portal.forms.impor import bebas, xlsx
from portal.forms.impor.angka import Terbaca, pisahkan
from portal.forms.impor.hasil import MEDAN, Impor
from tests.views.impor import buku

SEDERHANA = ["No", "Uraian Kegiatan", "Kuantitas", "Satuan", "Mutu", "Waktu", "Biaya"]


@pytest.fixture(autouse=True)
def _konteks(portal_uji: Flask) -> Any:
    with portal_uji.test_request_context():
        yield


def baca(*baris: list[Any], nip: str = "", lain: Any = None) -> Impor:
    """What is understood of these rows; `lain(sheet, workbook)` does more to the sheet."""

    def isi(w: Any) -> None:
        s = w.add_worksheet("SKP")
        for r, sel in enumerate(baris):
            s.write_row(r, 0, [x if x != "" else None for x in sel])
        if lain:
            lain(s, w)

    return bebas.baca(xlsx.buka(buku(isi)), nip=nip, tahun=2026)


def nilai(impor: Impor) -> list[list[str]]:
    """The fields of each row, in the order of the form."""
    return [[b.medan[m].nilai for m in MEDAN] for b in impor.baris]


@pytest.mark.parametrize(
    ("tertulis", "dibaca"),
    [
        ("12 Laporan", Terbaca("12", "Laporan")),
        ("12Lap", Terbaca("12", "Lap")),
        ("100%", Terbaca("100", "%")),
        ("12 bln.", Terbaca("12", "bln")),
        ("Rp 50.000.000,-", Terbaca("50000000")),
        ("Rp. 1.250.000,00", Terbaca("1250000")),
        ("1.234,5", Terbaca("1234.5")),
        ("1,234.50", Terbaca("1234.5")),
        ("98,33", Terbaca("98.33")),
        ("1.200", Terbaca("1200")),
        ("1,200", Terbaca("1.2", "", ragu=True)),
        ("3 000 000", Terbaca("3000000")),
        ("1 (satu) Dokumen", Terbaca("1", "Dokumen")),
        ("10-12", None),
        ("2 x 12", None),
        ("1/2", None),
        ("2026-01-02", None),
        ("1.2.3", None),
        ("dua belas", None),
        ("12 Laporan 5", None),
        ("", None),
    ],
)
def test_a_number_is_read_only_where_it_says_one(tertulis: str, dibaca: Terbaca | None) -> None:
    assert pisahkan(tertulis) == dibaca


def test_a_head_of_one_row_anywhere_and_empty_rows_between() -> None:
    impor = baca(
        [], ["", "SKP 2026"], [], SEDERHANA, [1, "Menyusun", 12, "Laporan", 100, 12, ""], [],
        [2, "Mengelola", "24 Berkas", "", "95", "6 bulan", "Rp 1.000"],
    )  # fmt: skip
    assert nilai(impor) == [
        ["Menyusun", "", "12", "Laporan", "100", "12", ""], ["Mengelola", "", "24", "Berkas", "95", "6", "1000"],
    ]  # fmt: skip


def test_the_realisation_beside_the_target_is_not_taken_for_it() -> None:
    impor = baca(
        ["No", "I. Kegiatan Tugas Jabatan", "AK", "TARGET", "", "", "", "AK", "REALISASI", "", "", ""],
        ["", "", "", "Kuant/Output", "Kual/Mutu", "Waktu", "Biaya", "", "Kuant/Output", "Kual/Mutu", "Waktu", "Biaya"],
        [1, "Menyusun", "", "12 Laporan", 100, "12 bulan", "", "", "10 Laporan", 90, "11 bulan", ""],
        ["", "II. TUGAS TAMBAHAN DAN KREATIVITAS"],
        ["", "Panitia lomba"],
    )
    assert nilai(impor) == [["Menyusun", "", "12", "Laporan", "100", "12", ""]]
    assert [t.teks for t in impor.terlewat] == ["II. TUGAS TAMBAHAN DAN KREATIVITAS", "Panitia lomba"]


def test_words_of_the_signature_within_a_kegiatan_do_not_end_the_table() -> None:
    impor = baca(
        SEDERHANA, [1, "Menyetujui", 5, "Surat", 100, 12], [2, "Mengetahui:", 3, "Surat", 100, 12],
        ["", "Mengetahui,"], ["", "NIP. 19800101 200501 1 004"],
    )  # fmt: skip
    assert [b.medan["uraian"].nilai for b in impor.baris] == ["Menyetujui", "Mengetahui:"]
    assert len(impor.terlewat) == 2


def test_a_merged_kegiatan_takes_the_numbers_below_it_once() -> None:
    def gabung(s: Any, _w: Any) -> None:
        s.merge_range("B2:B4", "Menyusun")

    impor = baca(
        SEDERHANA, [1, "x", "", "", "", ""], ["", "", 12, "Laporan", 100, 12], ["", "", 3, "Surat", 90, 6], lain=gabung
    )
    assert nilai(impor) == [["Menyusun", "", "12", "Laporan", "100", "12", ""]]
    assert [t.sebab for t in impor.terlewat] == [
        "Baris kedua dari kegiatan yang digabung; satu kegiatan hanya satu target."
    ]


def test_formulas_count_with_what_is_stored_and_say_so() -> None:
    def rumus(s: Any, w: Any) -> None:
        s.write_formula("C2", "=6*2", None, 12)
        s.write_formula("E2", "=1/0", None, "#DIV/0!")
        s.write("F2", 12, w.add_format({"num_format": '0" bulan"'}))

    impor = baca(SEDERHANA, [1, "Menyusun", 0, "Laporan", 0, 0], lain=rumus)
    medan = impor.baris[0].medan
    assert (medan["kuantitas"].nilai, medan["kuantitas"].paham, medan["waktu"].nilai) == ("12", True, "12")
    assert (medan["kualitas"].nilai, medan["kualitas"].paham) == ("#DIV/0!", False)
    assert any("2 sel berisi rumus" in p for p in impor.peringatan)


def test_what_is_not_understood_stays_as_it_was_written_with_the_reason() -> None:
    impor = baca(SEDERHANA, [1, "Menyusun", "dua belas", "Laporan", "baik", "3 minggu", "gratis"])
    medan = impor.baris[0].medan
    assert [medan[m].nilai for m in ("kuantitas", "kualitas", "waktu", "biaya")] == [
        "dua belas", "baik", "3 minggu", "gratis",
    ]  # fmt: skip
    assert not any(medan[m].paham for m in ("kuantitas", "kualitas", "waktu", "biaya"))
    assert medan["waktu"].pesan == "Tulis waktu dalam bulan, misalnya 12."


def test_a_unit_in_a_cell_of_its_own_is_kept_where_the_quantity_beside_it_is_no_number() -> None:
    kepala = ["No", "Kegiatan tugas jabatan", "Kuantitas", "Output", "Mutu", "Waktu", "Biaya"]
    impor = baca(kepala, [1, "Menyusun laporan", "dua belas", "Laporan", 100, 12], [2, "Arsip", 240, "Surat", 100, 12])
    assert nilai(impor) == [
        ["Menyusun laporan", "", "dua belas", "Laporan", "100", "12", ""],
        ["Arsip", "", "240", "Surat", "100", "12", ""],
    ]
    banyak = [b.medan["kuantitas"] for b in impor.baris]
    assert [(m.paham, m.alamat, m.asli) for m in banyak] == [
        (False, "C2, D2", "dua belas Laporan"), (True, "C3, D3", "240 Surat"),
    ]  # fmt: skip


def test_zero_where_the_form_wants_nothing_becomes_nothing_and_says_so() -> None:
    medan = baca(SEDERHANA, [1, "Menyusun", 1, "Laporan", 100, 12, 0]).baris[0].medan
    assert medan["biaya"].nilai == ""
    assert "0 dibaca kosong" in medan["biaya"].pesan


def test_every_filled_row_is_either_taken_or_told() -> None:
    baris: list[list[Any]] = [
        [1, "Menyusun", 12, "Laporan", 100, 12], ["", "A. UNSUR UTAMA"], ["", "", 5], ["", "Total", 17], SEDERHANA,
        ["", "", "", "", "", "", "", "", "catatan tepi"], ["", "Belum ada angka"], ["a", "lanjut"],
    ]  # fmt: skip
    impor = baca(SEDERHANA, *baris)
    terlihat = {b.nomor for b in impor.baris} | {int("".join(filter(str.isdigit, t.alamat))) for t in impor.terlewat}
    assert terlihat == {2, 3, 4, 5, 7, 8, 9}, "6 is the head again"


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        ([["Nama", "Alamat"], ["a", "b"]], "Tabel SKP tidak ditemukan"),
        ([SEDERHANA], "tidak ada isinya"),
        ([SEDERHANA, *([n, f"Kegiatan {n}", 1, "Laporan", 100, 12] for n in range(61))], "Ada 61 kegiatan"),
    ],
)
def test_a_workbook_without_the_table_or_with_too_much_is_refused(baris: list[list[Any]], kata: str) -> None:
    with pytest.raises(TidakSah) as galat:
        baca(*baris)
    assert kata in galat.value.pesan
