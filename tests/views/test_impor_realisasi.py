"""A month filled in from its template; and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from tests.bulan import Panggung
from tests.reports.buka import buka
from tests.views.bantuan import pohon, teks
from tests.views.impor import kirim, ubah
from tests.views.test_impor import lihat, pilih

Login = Callable[[str], Any]


@pytest.fixture
def url(januari: Panggung) -> str:
    """The task of January."""
    return f"/tugas/{januari.tugas}"


def nilai(halaman: html.HtmlElement, nama: str) -> str:
    (medan,) = halaman.cssselect(f'[name="{nama}"]')
    return (medan.text_content() if medan.tag == "textarea" else medan.get("value") or "").strip()


def test_the_template_has_the_agreed_targets_of_the_month(januari: Panggung, login: Login, url: str) -> None:
    lembar = buka(login("pelaksana1").get(f"{url}/templat").data).lembar
    assert [x.nama for x in lembar] == ["Realisasi", "Petunjuk", "_ppk"]
    sel = {s.nilai for s in lembar[0].sel.values()}
    assert {"Menyusun telaah mutasi", "Memverifikasi berkas", "9", "40", "Laporan", "Berkas"} <= sel


def test_what_was_achieved_comes_back_into_the_form_and_is_not_sent(januari: Panggung, login: Login, url: str) -> None:
    klien = login("pelaksana1")
    templat = ubah(
        klien.get(f"{url}/templat").data, "Realisasi", I11="7,5", J11="92 %", N11="Tautan: https://x.id/1", K12=""
    )
    jawab = lihat(klien, kirim(klien, url, templat))
    assert "I11 tertulis “7,5”" not in teks(pohon(jawab).cssselect("main")[0]), "the same as shown"
    assert pilih(klien, jawab, url).status_code == 302
    halaman = pohon(klien.get(url))
    assert [nilai(halaman, f"baris-0-{m}") for m in ("kuantitas", "kualitas", "waktu", "catatan")] == [
        "7,5", "92", "20", "Tautan: https://x.id/1",
    ]  # fmt: skip
    assert nilai(halaman, "baris-1-waktu") == "", "replacing means: as the file has it"
    assert januari.bulan.status == "realisasi"


def test_joined_only_what_the_file_fills_in_changes(januari: Panggung, login: Login, url: str) -> None:
    klien = login("pelaksana1")
    templat = ubah(klien.get(f"{url}/templat").data, "Realisasi", I11="8", K12="")
    assert pilih(klien, lihat(klien, kirim(klien, url, templat)), url, "gabung").status_code == 302
    halaman = pohon(klien.get(url))
    assert (nilai(halaman, "baris-0-kuantitas"), nilai(halaman, "baris-1-waktu")) == ("8", "20")


def test_a_value_beyond_the_rules_is_shown_with_what_to_do(januari: Panggung, login: Login, url: str) -> None:
    klien = login("pelaksana1")
    jawab = lihat(klien, kirim(klien, url, ubah(klien.get(f"{url}/templat").data, "Realisasi", J11="101", K11="dua")))
    isi = teks(pohon(jawab).cssselect("table.impor")[0])
    assert "paling besar 100" in isi
    assert "Tidak dipahami" in isi


def test_a_row_of_another_target_is_told_and_left_out(januari: Panggung, login: Login, url: str) -> None:
    klien = login("pelaksana1")
    jawab = lihat(klien, kirim(klien, url, ubah(klien.get(f"{url}/templat").data, "Realisasi", O11="999999")))
    assert "Kegiatan ini bukan target bulan ini" in teks(pohon(jawab).cssselect("#terlewat")[0])


def test_any_other_workbook_and_another_month_are_refused(januari: Panggung, login: Login, url: str) -> None:
    klien = login("pelaksana1")
    templat = klien.get(f"{url}/templat").data
    for isi, kata in (
        (ubah(templat, "_ppk", B6="2"), "Templat ini untuk Februari 2026, sedangkan tugas ini untuk Januari 2026"),
        (ubah(templat, "_ppk", B3="9"), "lebih baru daripada portal ini"),
        (ubah(templat, "_ppk", B2="skp"), "Ini templat SKP"),
        (ubah(templat, "_ppk", A1="lain"), "Ini bukan templat realisasi"),
        (ubah(templat, "Realisasi", I10="Hasil"), "Kepala kolom lembar “Realisasi” pada templat ini berubah"),
    ):
        jawab = kirim(klien, url, isi)
        assert jawab.status_code == 422
        assert kata in teks(pohon(jawab).cssselect(".ringkasan")[0])


def test_nobody_else_and_not_after_it_was_sent(januari: Panggung, login: Login, url: str) -> None:
    assert login("pelaksana2").get(f"{url}/templat").status_code == 404
    assert login("kasi").get(f"{url}/impor").status_code == 404
    januari.ajukan()
    assert login("pelaksana1").get(f"{url}/impor").status_code == 409
