"""Form F-1: its parties, its rows in the official columns, its signatures, and how it prints."""

from decimal import Decimal

import pytest

from portal.reports import f1
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import ANGGARAN, LAPORAN, PEGAWAI, formulir, kegiatan, nilai


def lembar(*isi, **lain) -> Lembar:
    (satu,) = buka(f1.berkas([formulir(*isi, **lain)])).lembar
    return satu


def test_the_parties_stand_side_by_side_in_the_order_of_the_form():
    f = lembar(LAPORAN)
    assert f.sel["A1"].nilai == "FORMULIR SASARAN KERJA"
    assert f.baris(5) == {
        "A": "NO", "B": "I. PEJABAT PENILAI", "D": "NO", "E": "II. PEGAWAI NEGERI SIPIL YANG DINILAI",
    }  # fmt: skip
    kolom = [
        (f.sel[f"B{n}"].nilai, f.sel[f"C{n}"].nilai, f.sel[f"E{n}"].nilai, f.sel[f"G{n}"].nilai) for n in range(6, 11)
    ]
    assert [k[0] for k in kolom] == [k[2] for k in kolom] == list(f1.LABEL)
    assert kolom[1][1::2] == ("198001012005011004", "199101012015012007")
    assert f.sel["C7"].jenis == "s", "NIP adalah teks"
    assert kolom[4][1::2] == ("Seksi Rehabilitasi Anak", "Seksi Anak")


def test_a_row_has_its_targets_in_the_official_columns():
    f = lembar(LAPORAN, ANGGARAN)
    assert f.baris(11) == {"A": "NO", "B": "III. KEGIATAN TUGAS JABATAN", "D": "AK", "E": "TARGET"}
    assert f.baris(12) == {"E": "KUANT/OUTPUT", "G": "KUAL/MUTU", "H": "WAKTU", "J": "BIAYA"}
    assert {"A11:A12", "B11:C12", "D11:D12", "E11:J11", "E12:F12", "H12:I12"} <= f.gabungan
    assert f.baris(13) == {
        "A": "1", "B": "Menyusun laporan", "E": "5000", "F": "Laporan", "G": "100", "H": "12", "I": "bulan", "J": "-",
    }  # fmt: skip
    assert f.baris(14)["D"] == "1.5"
    assert f.baris(14)["J"] == "50000000"
    assert not [s for s in f.sel.values() if s.rumus]


def test_both_sign_with_name_and_nip_and_the_day_the_skp_came_into_force():
    f = lembar(LAPORAN)
    assert f.cari("Kupang, 28 Januari 2026")
    assert f.cari("Pejabat Penilai,")[1:] == f.cari("Pegawai Negeri Sipil Yang Dinilai,")[1:]
    assert f.cari("NIP 198001012005011004")
    assert f.cari(f"NIP {PEGAWAI.nip}")


def test_an_skp_that_is_not_in_force_says_so_and_leaves_the_day_open():
    f = lembar(LAPORAN, ditetapkan=None)
    assert "belum ditetapkan" in f.sel["A3"].nilai
    assert not [s for s in f.sel.values() if s.nilai.startswith("Kupang, 2")]
    assert "belum ditetapkan" not in lembar(LAPORAN).sel["A3"].nilai


def test_a_form_without_kegiatan_and_without_penilai_can_still_be_printed():
    f = lembar(penilai=None)
    assert f.cari("Belum ada kegiatan.")
    assert f.cari("Pejabat Penilai,")


def test_it_prints_across_a4_one_page_wide_with_its_heading_on_each_page():
    buku = buka(f1.berkas([formulir(*[LAPORAN] * 30)]))
    f = buku.lembar[0]
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    atur = f.xml.find(f"{ns}pageSetup")
    assert atur is not None
    assert {k: atur.get(k) for k in ("paperSize", "orientation", "fitToHeight")} == {
        "paperSize": "9", "orientation": "landscape", "fitToHeight": "0",
    }  # fmt: skip
    assert buku.nama["_xlnm.Print_Titles"].endswith("!$11:$12")
    akhir = f.cari(f"NIP {PEGAWAI.nip}").lstrip("ABCDEFGHIJ")
    assert buku.nama["_xlnm.Print_Area"].endswith(f"!$A$1:$J${akhir}")


def test_long_words_make_the_row_high_enough_for_them():
    f = lembar(LAPORAN, kegiatan(nilai("1", "100", "12"), uraian="Menyelenggarakan urusan " * 20))
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    tinggi = {u.get("r"): u.get("ht") for u in f.xml.iter(f"{ns}row")}
    assert 15 < Decimal(tinggi["13"] or 0) < 17
    assert Decimal(tinggi["14"] or 0) > 100


def test_user_text_never_becomes_a_formula():
    f = lembar(kegiatan(nilai("1", "100", "12"), uraian='=HYPERLINK("http://contoh.invalid")'))
    sel = f.sel["B13"]
    assert (sel.nilai, sel.jenis, sel.rumus) == ('=HYPERLINK("http://contoh.invalid")', "s", None)


def test_many_people_have_a_sheet_each_under_names_unlike_each_other():
    buku = buka(f1.berkas([formulir(LAPORAN)] * 3))
    assert [lembar.nama for lembar in buku.lembar] == [
        "Lusia Pelaksana 2007", "Lusia Pelaksana 2007 (2)", "Lusia Pelaksana 2007 (3)",
    ]  # fmt: skip


@pytest.mark.parametrize("banyak", [0, f1.PALING_BANYAK + 1])
def test_a_file_without_a_sheet_or_with_too_many_is_not_begun(banyak):
    with pytest.raises(ValueError, match="1 sampai 100"):
        f1.berkas([formulir(LAPORAN)] * banyak)
