"""The fields of a step's form (templates/dasar/isian.html) over the answers and findings of portal/forms/tampil.py."""

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from lxml import html

from portal import formats, static_files, tampilan
from portal.errors import Temuan
from portal.forms.tampil import Isian

JAHAT = '"><script>alert(1)</script>'


@pytest.fixture
def app() -> Flask:
    app = Flask("portal")
    app.secret_key = "uji"
    Babel(app, default_locale="id")
    for part in (static_files, formats, tampilan):
        part.init_app(app)
    return app


@pytest.fixture
def isian() -> Isian:
    """One row whose quantity is wrong, a reason with markup in it."""
    nilai = {"keputusan": "tolak", "alasan": JAHAT, "baris": [{"kuantitas": "1234.5", "catatan": "rujukan"}]}
    temuan = [Temuan("keputusan", None, "Pilih salah satu."), Temuan("kuantitas", 1, "Isi bilangan bulat.")]
    return Isian(nilai, temuan=temuan)


def gambar(app: Flask, isian: Isian, isi: str) -> html.HtmlElement:
    with app.test_request_context("/tugas/1"):
        teks = render_template_string("{% import 'dasar/isian.html' as i %}<main>" + isi + "</main>", f=isian)
    return html.document_fromstring(teks)


def test_a_cell_of_a_row_keeps_what_was_typed_and_says_what_is_wrong_with_it(app: Flask, isian: Isian) -> None:
    page = gambar(
        app, isian, "{{ i.sel(f, ('baris', 0, 'kuantitas'), 'Kuantitas baris 1', jumlah='kuantitas', size=5) }}"
    )
    (field,) = page.xpath("//input")
    assert (field.get("name"), field.get("value"), field.get("size")) == ("baris-0-kuantitas", "1.234,5", "5")
    assert (field.get("aria-label"), field.get("data-angka")) == ("Kuantitas baris 1", "kuantitas")
    assert field.get("aria-invalid") == "true"
    assert page.get_element_by_id(field.get("aria-describedby")).text_content() == "Galat: Isi bilangan bulat."


def test_a_cell_without_trouble_is_not_marked(app: Flask, isian: Isian) -> None:
    page = gambar(app, isian, "{{ i.sel_teks(f, ('baris', 0, 'catatan'), 'Catatan') }}")
    (field,) = page.xpath("//input")
    assert field.get("value") == "rujukan"
    assert field.get("aria-invalid") is None
    assert field.get("data-angka") is None


def test_every_link_of_the_summary_leads_to_a_field_on_the_page(app: Flask, isian: Isian) -> None:
    page = gambar(
        app,
        isian,
        "{{ i.ringkasan(f) }}{{ i.pilihan(f, ('keputusan',), 'Keputusan', [('a', 'Setujui'), ('b', 'Tolak')]) }}"
        "{{ i.sel(f, ('baris', 0, 'kuantitas'), 'Kuantitas') }}",
    )
    targets = [link.get("href") for link in page.cssselect(".ringkasan a")]
    assert targets == ["#keputusan", "#baris-0-kuantitas"]
    for target in targets:
        assert page.get_element_by_id(target[1:]) is not None


def test_answers_without_findings_have_no_summary(app: Flask) -> None:
    assert not gambar(app, Isian({"alasan": "x"}), "{{ i.ringkasan(f) }}").cssselect(".ringkasan")


def test_the_chosen_answer_stays_chosen(app: Flask, isian: Isian) -> None:
    page = gambar(
        app,
        isian,
        "{% set pilihan = [('setujui', 'Setujui', 'Nilai pegawai berlaku.'), ('tolak', 'Tolak')] %}"
        "{{ i.pilihan(f, ('keputusan',), 'Keputusan', pilihan) }}"
        "{{ i.daftar(f, ('keputusan',), 'Lagi', [('setujui', 'Ya'), ('tolak', 'Tidak')], kosong='Pilih') }}",
    )
    assert [(box.get("value"), box.get("checked")) for box in page.xpath("//input")] == [
        ("setujui", None),
        ("tolak", "checked"),
    ]
    assert page.findtext(".//fieldset/legend") == "Keputusan"
    assert page.xpath("//option[@selected]/@value") == ["tolak"]


def test_what_a_person_typed_is_never_html_and_never_lost(app: Flask, isian: Isian) -> None:
    page = gambar(
        app,
        isian,
        "{{ i.panjang(f, ('alasan',), 'Alasan', hint='Dibaca kedua pihak.', hitung=500) }}"
        "{{ i.teks(f, ('alasan',), 'Lagi') }}{{ i.tersembunyi(f, ('alasan',)) }}",
    )
    assert not page.xpath("//script")
    (area,) = page.xpath("//textarea")
    assert area.text.removeprefix("\n") == JAHAT  # a browser drops the line break after the tag
    assert area.get("data-hitung") == "500"
    assert [field.get("value") for field in page.xpath("//input")] == [JAHAT, JAHAT]


def test_a_number_is_short_with_its_unit_after_it_and_the_right_keyboard(app: Flask, isian: Isian) -> None:
    page = gambar(app, isian, "{{ i.angka(f, ('waktu',), 'Waktu', hint='Bulan', satuan='bulan', opsional=true) }}")
    (field,) = page.xpath("//input")
    assert (field.get("inputmode"), field.get("value")) == ("decimal", "")
    assert page.cssselect(".satuan")[0].text == "bulan"
    assert "pendek" in page.cssselect(".medan")[0].get("class")
    assert page.xpath("//label[@for='waktu']")[0].text_content() == "Waktu (opsional)"
