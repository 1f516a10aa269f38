"""Sheets: user text is text for ever, numbers keep every digit, names are taken by a spreadsheet, files clean up."""

from decimal import Decimal

import pytest

from portal.reports import berkas as berkas_sementara
from portal.reports import lembar
from portal.reports.lembar import nama_lembar, tulis
from tests.reports.buka import Buku, buka


def satu(isi: object) -> Buku:
    def tulisan(buku: lembar.Buku) -> None:
        ws = buku.lembar("Uji", kaki="a & b")
        if isinstance(isi, str):
            ws.teks(0, 0, isi)
        else:
            ws.angka(0, 0, isi)  # type: ignore[arg-type]

    return buka(tulis(tulisan, "Uji"))


@pytest.mark.parametrize(
    "teks",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        '=HYPERLINK("http://contoh.invalid")',
        "{=1+1}",
        "http://contoh.invalid",
        "12",
    ],
)
@pytest.mark.parametrize("awal", ["", "\t", "\r", " "])
def test_text_that_looks_like_something_else_stays_the_text_it_is(teks, awal):
    buku = satu(awal + teks)
    sel = buku.lembar[0].sel["A1"]
    assert (sel.nilai, sel.jenis, sel.rumus) == (teks, "s", None)
    assert not [b for b in buku.bagian if "rels" in b and "sheet" in b], "tidak ada tautan"


def test_text_keeps_its_lines_and_loses_what_xml_cannot_hold():
    assert satu("satu\r\ndua\x00\x0b\ud800<&>").lembar[0].sel["A1"].nilai == "satu\ndua <&>"


@pytest.mark.parametrize(
    ("angka", "tertulis"),
    [("0", "0"), ("108.00", "108"), ("24.5", "24.5"), ("0.1", "0.1"), ("999999999999.99", "999999999999.99"),
     ("123456789012345", "123456789012345")],
)  # fmt: skip
def test_a_number_is_written_with_all_its_digits(angka, tertulis):
    sel = satu(Decimal(angka)).lembar[0].sel["A1"]
    assert (sel.nilai, sel.jenis) == (tertulis, "n")


def test_a_number_longer_than_a_spreadsheet_keeps_is_written_as_text():
    sel = satu(Decimal("123456789012345678")).lembar[0].sel["A1"]
    assert (sel.nilai, sel.jenis) == ("123456789012345678", "s")


def test_sheet_names_are_short_free_of_forbidden_signs_and_unlike_each_other():
    ada: set[str] = set()
    nama = [nama_lembar(n, ada) for n in ("Ana [1]:*?/\\", "ana 1", "'", "History", "", "L" * 60, "L" * 60)]
    assert nama == ["Ana 1", "ana 1 (2)", "Lembar", "History (2)", "Lembar (2)", "L" * 31, "L" * 27 + " (2)"]
    assert max(map(len, nama)) <= 31


def test_the_file_has_no_name_and_is_gone_when_closed_and_when_writing_fails(monkeypatch):
    terbuka = []
    asli = berkas_sementara.tempfile.TemporaryFile

    def catat(*isi, **lain):
        terbuka.append(asli(*isi, **lain))
        return terbuka[-1]

    monkeypatch.setattr(berkas_sementara.tempfile, "TemporaryFile", catat)

    def gagal(_buku: lembar.Buku) -> None:
        raise RuntimeError("gagal")

    with pytest.raises(RuntimeError):
        tulis(gagal, "Uji")
    assert terbuka[0].closed
    with tulis(lambda buku: buku.lembar("Uji") and None, "Uji") as berkas:
        assert not isinstance(berkas.name, str)
        assert berkas.read(2) == b"PK"
