"""The reader of workbooks: exact, tolerant of how people make them, and closed to what is not one."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import PortalError, TerlaluBesar, TidakSah
from portal.forms.impor import xlsx
from portal.forms.impor.gaya import Bentuk, bentuk
from portal.forms.impor.sel import alamat, dari_berkas, letak
from tests.views.impor import buku, ganti, manual

KEPALA = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LEMBAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData>%b</worksheet>'
SATU = buku(lambda w: w.add_worksheet("A").write("A1", "isi"))


@pytest.fixture(autouse=True)
def _konteks(portal_uji: Flask) -> Any:
    with portal_uji.test_request_context():
        yield


def dengan(isi: bytes, ekor: bytes = b"") -> bytes:
    """A workbook whose only sheet has these rows."""
    return ganti(SATU, xl__worksheets__sheet1_dot_xml=KEPALA + LEMBAR % (isi, ekor))


def satu(isi: bytes, **lain: bytes) -> xlsx.Lembar:
    return xlsx.buka(ganti(dengan(isi), **lain) if lain else dengan(isi)).lembar[0]


def angka(v: str, jenis: str = "n") -> str | None:
    sel = dari_berkas(jenis, v, Bentuk(), rumus=False, kelahiran_1904=False, alamat="A1")
    return sel.angka if sel else None


# Exact numbers


@pytest.mark.parametrize(
    ("tertulis", "dibaca"),
    [
        ("12", "12"),
        ("1.1000000000000001", "1.1"),
        ("0.30000000000000004", "0.3"),
        ("5.0E7", "50000000"),
        ("1E-3", "0.001"),
        ("-0", "0"),
        ("999999999999999", "999999999999999"),
        ("98.33", "98.33"),
    ],
)
def test_a_number_is_the_decimal_that_was_typed(tertulis: str, dibaca: str) -> None:
    assert angka(tertulis) == dibaca


@pytest.mark.parametrize("tertulis", ["NaN", "1e999", "1e-999", "Infinity", "0x10", "1_000", "--1", "1e99999999"])
def test_what_is_no_number_a_field_could_hold_stays_words(tertulis: str) -> None:
    assert angka(tertulis) is None


@given(st.decimals(min_value=0, max_value=10**13 - 1, places=2))
def test_every_number_of_fifteen_digits_survives_the_binary_fraction_of_a_spreadsheet(nilai: Decimal) -> None:
    """What Excel writes is the 17 digits of its double; the decimal that was typed comes back."""
    assert Decimal(angka(f"{float(nilai):.17g}") or "") == nilai


@pytest.mark.parametrize(
    ("kode", "hasil"),
    [
        ("0%", Bentuk("persen")),
        ("dd/mm/yyyy", Bentuk("tanggal")),
        ("[$-421]d mmmm yyyy;@", Bentuk("tanggal")),
        ('0" Laporan"', Bentuk("angka", "Laporan")),
        ('#,##0.00" bln"', Bentuk("angka", "bln")),
        ("General", Bentuk()),
        ("[Red]#,##0", Bentuk()),
        ('_("Rp"* #,##0_)', Bentuk()),
        ('"day"0', Bentuk()),
    ],
)
def test_how_a_number_is_shown_says_what_it_is(kode: str, hasil: Bentuk) -> None:
    assert bentuk(kode) == hasil


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_the_name_of_a_cell_and_its_place_are_the_same(r: int, k: int) -> None:
    assert letak(alamat(r, k)) == (r, k)


# Tolerant


def test_cells_without_names_strict_namespaces_rich_text_and_inline_strings_are_read() -> None:
    ketat = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    isi = (LEMBAR % (b'<row><c t="inlineStr"><is><r><t>Meng</t></r><r><t>elola</t></r><rPh><t>x</t></rPh></is></c>'
                     b"<c><v>7</v></c></row>", b"")).replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", ketat)  # fmt: skip
    lembar = xlsx.buka(ganti(SATU, xl__worksheets__sheet1_dot_xml=KEPALA + isi)).lembar[0]
    assert {n: s.teks for n, s in lembar.sel.items()} == {(1, 1): "Mengelola", (1, 2): "7"}


def test_hidden_sheets_rows_and_columns_merged_cells_formulas_and_errors_are_known() -> None:
    def isi(w: Any) -> None:
        s = w.add_worksheet("A")
        s.merge_range("A1:C2", "gabung")
        s.set_row(4, None, None, {"hidden": True})
        s.set_column("D:E", None, None, {"hidden": True})
        s.write_formula("A7", "=1/0", None, "#DIV/0!")
        s.write_formula("A8", "=2+2", None, 4)
        w.add_worksheet("B").hide()

    a, b = xlsx.buka(buku(isi)).lembar
    assert (a.gabung, a.baris_tersembunyi, a.kolom_tersembunyi) == (((1, 1, 2, 3),), {5}, {4, 5})
    assert (a.tersembunyi, b.tersembunyi) == (False, True)
    assert (a.sel[8, 1].angka, a.sel[8, 1].rumus) == ("4", True)
    assert satu(b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c></row>').sel[1, 2].teks == ""


# Hostile


def _tolak(isi: bytes) -> PortalError:
    with pytest.raises((TidakSah, TerlaluBesar)) as galat:
        xlsx.buka(isi)
    return galat.value


def odf() -> bytes:
    berkas = io.BytesIO()
    with zipfile.ZipFile(berkas, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("content.xml", "<x/>")
    return berkas.getvalue()


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "Berkas kosong"),
        (xlsx.OLE + bytes(600), "Excel lama (XLS)"),
        (xlsx.OLE + bytes(600) + xlsx.SANDI, "terkunci kata sandi"),
        (odf(), "ODS"),
        (b"nama;nilai\n", "bukan buku kerja XLSX"),
        (b"PK\x03\x04rusak", "rusak"),
        (SATU[: len(SATU) // 2], "rusak"),
        (ganti(SATU, xl__vbaProject_dot_bin=b"x"), "makro"),
        (ganti(SATU, xl__workbook_dot_bin=b"x"), "XLSB"),
        (ganti(SATU, xl__workbook_dot_xml=None), "rusak"),
        (ganti(SATU, xl__worksheets__sheet1_dot_xml=b"<worksheet><a></worksheet>"), "rusak"),
        (ganti(SATU, xl__worksheets__sheet1_dot_xml=None), "rusak"),
        (dengan(b'<row r="1"><c r="A1" t="s"><v>x</v></c></row>'), "rusak"),
    ],
    ids=range(13),
)
def test_what_is_no_sound_xlsx_is_refused_with_what_to_do(isi: bytes, kata: str) -> None:
    assert kata in _tolak(isi).pesan


@pytest.mark.parametrize(
    "dtd",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
        b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "x.dtd">',
    ],
)
@pytest.mark.parametrize("enkode", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused_in_any_encoding(dtd: bytes, enkode: str) -> None:
    isi = (LEMBAR % (b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>', b"")).decode()
    teks = f'<?xml version="1.0" encoding="{enkode}"?>{dtd.decode()}{isi}'.encode(enkode)
    galat = _tolak(ganti(SATU, xl__worksheets__sheet1_dot_xml=teks))
    assert "DOCTYPE" in galat.pesan or "rusak" in galat.pesan


BOM: dict[str, Callable[[], bytes]] = {
    "nol": lambda: dengan(b"<row>" + b" " * (60 * 1024 * 1024) + b"</row>"),
    "sel": lambda: dengan(b'<row r="1">' + b"<c/>" * 3_000_000 + b"</row>"),
    "baris": lambda: dengan(b"".join(b'<row r="%d"/>' % n for n in range(1, 1_048_577))),
    "baris berisi": lambda: dengan(b"".join(b'<row r="%d"><c><v>1</v></c></row>' % n for n in range(1, 500_000))),
    "bersarang": lambda: dengan(b"<a>" * 100_000),
    "atribut": lambda: dengan(b'<row a="' + b"x" * (20 * 1024 * 1024) + b'"/>'),
    "teks bersama": lambda: ganti(
        SATU, xl__sharedStrings_dot_xml=KEPALA + b"<sst>" + b"<si><t>a</t></si>" * 2_000_000 + b"</sst>"
    ),
}


UKUR = """
import json, resource, sys, time
from portal.errors import TerlaluBesar, TidakSah
from portal.forms.impor import xlsx
isi = sys.stdin.buffer.read()
awal, mulai = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
try:
    hasil = "terpotong" if xlsx.buka(isi).lembar[0].terpotong else "utuh"
except (TidakSah, TerlaluBesar):
    hasil = "ditolak"
print(json.dumps([hasil, time.process_time() - mulai, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - awal]))
"""


@pytest.mark.parametrize("nama", BOM)
def test_a_bomb_costs_no_more_than_the_budget(nama: str) -> None:
    """In a process of its own, since libxml2's memory is not Python's: about 1 s and 10 MB each on a quiet machine."""
    isi = BOM[nama]()
    assert len(isi) < xlsx.MAKS_UKURAN
    jawab = subprocess.run([sys.executable, "-c", UKUR], input=isi, capture_output=True, check=True, timeout=120)
    hasil, detik, kilobita = json.loads(jawab.stdout)
    assert hasil in ("terpotong", "ditolak")
    assert detik < 15
    assert kilobita < 100 * 1024


def test_more_than_five_megabytes_are_not_even_looked_at() -> None:
    assert isinstance(_tolak(b"PK" + bytes(xlsx.MAKS_UKURAN)), TerlaluBesar)


def test_a_sheet_wider_and_longer_than_is_read_says_so() -> None:
    lembar = satu(b'<row r="3001"><c r="A3001"><v>1</v></c></row><row r="3002"><c r="ZZ3002"><v>1</v></c></row>')
    assert lembar.terpotong
    assert not lembar.sel


def test_links_to_other_files_are_told_and_never_followed() -> None:
    assert xlsx.buka(ganti(SATU, xl__externalLinks__externalLink1_dot_xml=b"<x/>")).tautan


@given(st.binary(max_size=400), st.integers(0, 100_000), st.integers(1, 40))
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(sampah: bytes, di: int, panjang: int) -> None:
    asli = buku_manual()
    awal = di % len(asli)
    for isi in (asli[:awal] + sampah + asli[awal + panjang :], b"PK" + sampah, sampah):
        try:
            xlsx.buka(isi)
        except (TidakSah, TerlaluBesar) as galat:
            assert galat.pesan


ATRIBUT = st.lists(st.tuples(st.sampled_from(["r", "t", "s", "x"]), st.text("A1Z9n-sbed ", max_size=6)), max_size=3)


@given(ATRIBUT, st.text("0123456789.eE-x ", max_size=9))
def test_odd_cells_are_read_or_refused(atribut: list[tuple[str, str]], v: str) -> None:
    sebut = "".join(f' {a}="{b}"' for a, b in dict(atribut).items())
    isi = f'<row r="2"><c{sebut}><f>1</f><v>{v}</v></c></row>'.encode()
    try:
        xlsx.buka(dengan(isi))
    except (TidakSah, TerlaluBesar) as galat:
        assert galat.pesan


_MANUAL: list[bytes] = []


def buku_manual() -> bytes:
    if not _MANUAL:
        _MANUAL.append(buku(manual))
    return _MANUAL[0]
