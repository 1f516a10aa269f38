"""The frame of all product pages, its macros and the error pages, as a browser gets them."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace as Benda

import pytest
from flask import Flask, flash, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from lxml import html
from wtforms import BooleanField, FieldList, Form, FormField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from portal import formats, static_files, tampilan, waktu
from portal.errors import SudahSelesai

PAGI = datetime(2026, 11, 3, 1, 12, tzinfo=UTC)
HALAMAN = "{% extends 'dasar/dasar.html' %}{% import 'dasar/macro.html' as m %}{% block judul %}Uji{% endblock %}"


class Kegiatan(Form):
    nama = StringField("Nama kegiatan", [DataRequired("Isi nama kegiatan.")])


class Putusan(FlaskForm):
    mutu = StringField("Mutu", [DataRequired("Isi antara 0 dan 100.")], description="0 sampai 100")
    alasan = TextAreaField("Alasan")
    pilihan = RadioField(
        "Keputusan",
        choices=[SelectChoice("k", "Kabulkan"), SelectChoice("t", "Tolak")],
        validators=[DataRequired("Pilih satu.")],
    )
    setuju = BooleanField("Sudah diperiksa")
    baris = FieldList(FormField(Kegiatan), min_entries=2)


def menu(label: str, pokok: bool = True, **lain: object) -> Benda:
    return Benda(**{"label": label, "url": f"/{label.lower()}", "pokok": pokok, "aktif": False, "jumlah": None, **lain})


def kerangka(*butir: Benda) -> Benda:
    return Benda(masuk=True, nama="Maria <b>Bhoki</b>", sebagai="Plt. Kepala Bidang Mutasi", menu=list(butir))


@pytest.fixture
def app() -> Flask:
    app = Flask("portal")
    app.config.update(SECRET_KEY="uji", WTF_CSRF_ENABLED=True)
    Babel(app, default_locale="id")
    CSRFProtect(app)
    for part in (static_files, formats, tampilan):
        part.init_app(app)
    return app


def gambar(app: Flask, isi: str, alamat: str = "/tugas", **konteks: object) -> html.HtmlElement:
    """The page whose content block is `isi`, parsed."""
    with app.test_request_context(alamat):
        teks = render_template_string(HALAMAN + "{% block isi %}" + isi + "{% endblock %}", **konteks)
    return html.document_fromstring(teks)


def test_a_page_names_its_language_and_title_and_can_be_entered_by_keyboard(app: Flask) -> None:
    page = gambar(app, "<h1>Uji</h1>", kerangka=kerangka(menu("Beranda")))
    assert page.get("lang") == "id"
    assert page.findtext(".//title") == "Uji · PPK Online"
    assert page.cssselect("body > a")[0].get("href") == "#isi"
    assert [main.get("id") for main in page.iter("main")] == ["isi"]
    assert len(page.xpath("//h1")) == 1


def test_a_page_holds_no_inline_script_or_style(app: Flask) -> None:
    page = gambar(app, "{{ m.tahun([('Jan','draf','/x')]) }}", kerangka=kerangka(menu("Beranda", ikon="beranda")))
    assert not page.xpath("//style | //@style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    assert all(script.get("defer") is not None for script in page.iter("script"))


def test_the_bar_shows_who_acts_and_as_whom_and_never_runs_a_name_as_html(app: Flask) -> None:
    bar = gambar(app, "", kerangka=kerangka(menu("Beranda"))).cssselect("header.top")[0]
    assert bar.cssselect(".who-nama")[0].text == "Maria <b>Bhoki</b>"
    assert bar.cssselect(".who-peran")[0].text == "sebagai Plt. Kepala Bidang Mutasi"
    assert bar.cssselect("form")[0].get("action") == "/cari"


def test_a_page_for_nobody_has_no_rail_no_search_and_no_person(app: Flask) -> None:
    for konteks in ({}, {"kerangka": Benda(masuk=False)}):
        page = gambar(app, "", **konteks)
        assert not page.cssselect("nav.rel, form.cari, .who")


def test_on_a_phone_the_first_entries_stay_and_the_rest_fold_away(app: Flask) -> None:
    butir = [menu(nama) for nama in ("Beranda", "Tugas", "SKP", "Bawahan", "Banding")] + [menu("Riwayat", pokok=False)]
    rail = gambar(app, "", kerangka=kerangka(*butir)).cssselect("nav.rel")[0]
    assert [a.findtext("span") for a in rail.findall("a")] == ["Beranda", "Tugas", "SKP", "Bawahan"]
    assert [a.findtext("span") for a in rail.cssselect("details a")] == ["Banding", "Riwayat"]


def test_five_entries_need_no_folding(app: Flask) -> None:
    rail = gambar(app, "", kerangka=kerangka(*[menu(f"M{n}") for n in range(5)])).cssselect("nav.rel")[0]
    assert len(rail.findall("a")) == 5
    assert not rail.cssselect("details")


def test_the_rail_marks_where_one_is_and_counts_what_waits(app: Flask) -> None:
    rail = gambar(app, "", kerangka=kerangka(menu("Beranda"), menu("Tugas", aktif=True, jumlah=7))).cssselect(
        "nav.rel"
    )[0]
    (here,) = rail.xpath(".//a[@aria-current='page']")
    assert (here.get("href"), here.cssselect(".count")[0].text) == ("/tugas", "7")


def test_the_language_link_comes_back_to_this_very_page(app: Flask) -> None:
    page = gambar(app, "", alamat="/tugas?cari=a&halaman=2")
    (link,) = page.cssselect("footer a[hreflang=en]")
    assert link.get("href") == "/bahasa/en?kembali=/tugas%3Fcari%3Da%26halaman%3D2"


@pytest.mark.parametrize(("kategori", "peran"), [("danger", "alert"), ("success", "status"), ("warning", "status")])
def test_a_failure_is_said_at_once_and_other_news_politely(app: Flask, kategori: str, peran: str) -> None:
    with app.test_request_context("/"):
        flash("Sudah diajukan.", kategori)
        page = html.document_fromstring(render_template_string(HALAMAN))
    assert page.cssselect(".pesan")[0].get("role") == peran


def test_an_aside_and_a_breadcrumb_appear_only_when_given(app: Flask) -> None:
    assert not gambar(app, "isi").cssselect("aside, .crumb")
    with app.test_request_context("/"):
        page = html.document_fromstring(
            render_template_string(
                HALAMAN + "{% block remah %}{{ m.remah([('Tugas', '/tugas'), ('RB-1', none)]) }}{% endblock %}"
                "{% block samping %}jam{% endblock %}{% block isi %}isi{% endblock %}"
            )
        )
    assert page.cssselect("aside")[0].text_content().strip() == "jam"
    assert page.cssselect(".crumb [aria-current=page]")[0].text == "RB-1"


def formulir_salah(app: Flask, isi: str) -> html.HtmlElement:
    with app.test_request_context("/", method="POST", data={"mutu": "", "baris-0-nama": "Telaah", "baris-1-nama": ""}):
        form = Putusan(meta={"csrf": False})
        assert not form.validate()
        return html.document_fromstring(
            render_template_string(HALAMAN + "{% block isi %}" + isi + "{% endblock %}", f=form)
        )


def test_a_field_is_tied_to_its_label_its_hint_and_its_error(app: Flask) -> None:
    page = formulir_salah(app, "{{ m.medan(f.mutu, kelas='pendek', inputmode='decimal') }}")
    (field,) = page.xpath("//input")
    assert page.cssselect("label[for=mutu]")[0].text == "Mutu"
    described = [page.get_element_by_id(name).text_content() for name in field.get("aria-describedby").split()]
    assert described == ["0 sampai 100", "Galat: Isi antara 0 dan 100."]
    assert (field.get("aria-invalid"), field.get("inputmode")) == ("true", "decimal")


def test_a_field_without_trouble_is_not_marked(app: Flask) -> None:
    page = formulir_salah(app, "{{ m.medan(f.alasan, hitung=500) }}")
    (field,) = page.xpath("//textarea")
    assert field.get("aria-invalid") is None
    assert page.get_element_by_id(field.get("aria-describedby")).text == "Paling banyak 500 huruf."


def test_a_choice_is_a_group_with_a_legend(app: Flask) -> None:
    page = formulir_salah(app, "{{ m.medan(f.pilihan) }}{{ m.medan(f.setuju) }}")
    assert page.findtext(".//fieldset/legend") == "Keputusan"
    for box in page.xpath("//input"):
        assert page.cssselect(f"label[for='{box.get('id')}']"), box.get("id")


def test_the_error_summary_links_to_every_wrong_field_also_in_rows(app: Flask) -> None:
    rows = "{% for b in f.baris %}{{ m.sel_medan(b.form.nama) }}{% endfor %}"
    page = formulir_salah(app, "{{ m.ringkasan_galat(f) }}{{ m.medan(f.mutu) }}{{ m.medan(f.pilihan) }}" + rows)
    summary = page.cssselect(".ringkasan")[0]
    assert summary.get("role") == "alert"
    targets = [a.get("href") for a in summary.cssselect("a")]
    assert targets == ["#mutu", "#pilihan", "#baris-1-nama"]
    for target in targets:
        assert page.get_element_by_id(target[1:]) is not None


def test_a_form_without_errors_has_no_summary(app: Flask) -> None:
    with app.test_request_context("/"):
        page = html.document_fromstring(
            render_template_string(HALAMAN + "{% block isi %}{{ m.ringkasan_galat(f) }}{% endblock %}", f=Putusan())
        )
    assert not page.cssselect(".ringkasan")


def test_a_deadline_is_words_a_shape_and_an_exact_time(app: Flask) -> None:
    with waktu.pada(PAGI):
        page = gambar(app, "{{ m.batas(x) }}|{{ m.batas(none) }}|", x=datetime(2026, 11, 2, 15, 59, tzinfo=UTC))
    (time,) = page.iter("time")
    assert time.text_content() == "Lewat 1 hari Batas 2 Nov"
    assert time.get("datetime") == "2026-11-02T23:59+08:00"
    assert time.cssselect(".tag.bad")


def test_the_year_says_each_months_state_in_words_and_in_five_stages(app: Flask) -> None:
    page = gambar(app, "{{ m.tahun([('Jan','terverifikasi','/r/1'),('Feb','terlambat',none)]) }}")
    jan, feb = page.cssselect(".year li")
    assert (jan.cssselect(".year-status")[0].text, len(jan.cssselect("rect.isi"))) == ("Terverifikasi", 4)
    assert (feb.cssselect(".year-status")[0].text, len(feb.cssselect("rect.isi"))) == ("Terlambat", 0)
    assert [a.get("href") for a in page.cssselect(".year a")] == ["/r/1"]


def test_paging_keeps_the_search_and_marks_the_page(app: Flask) -> None:
    page = gambar(app, "{{ m.halaman(4, 12, 233) }}{{ m.halaman(1, 1, 3) }}", alamat="/tugas?cari=a&halaman=4")
    (nav,) = page.cssselect("nav.halaman")
    assert nav.xpath(".//a[@aria-current='page']/@href") == ["/tugas?cari=a&halaman=4"]
    assert nav.xpath(".//a[@rel='next']/@href") == ["/tugas?cari=a&halaman=5"]


def test_a_sorted_column_says_so_and_turns_round(app: Flask) -> None:
    page = gambar(
        app,
        "{% call m.tabel('Baris', [m.urut('Batas', 'batas', 'batas'), ('Nilai', 'num')]) %}<tr><td>x</td></tr>"
        "{% endcall %}",
    )
    first, second = page.xpath("//thead//th")
    assert (first.get("aria-sort"), first.find("a").get("href")) == ("ascending", "/tugas?urut=-batas")
    assert (second.text, second.get("class")) == ("Nilai", "num")
    assert page.findtext(".//caption") == "Baris"


def test_file_names_and_texts_of_people_are_never_html(app: Flask) -> None:
    jahat = "<script>alert(1)</script>"
    page = gambar(
        app,
        "{{ m.berkas([b]) }}{{ m.kosong(j, j) }}{{ m.catatan(j) }}{{ m.garis_waktu([l]) }}{{ m.rincian([(j, j)]) }}"
        "{{ m.tag(j) }}{% call m.tabel(j, [(j, '')]) %}{% endcall %}",
        b=Benda(nama=jahat, url="/b", ukuran=1),
        l=Benda(nama=jahat, oleh=jahat, keterangan=jahat, keadaan="kini"),
        j=jahat,
    )
    assert not page.xpath("//script[not(@src)]")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 418])
def test_every_error_page_says_what_happened_and_what_to_do_next(app: Flask, status: int) -> None:
    with app.test_request_context("/apa-saja"):
        text = app.jinja_env.get_template("galat/galat.html").render(status=status, nomor="7f3a20c1")
    page = html.document_fromstring(text)
    assert page.findtext(".//h1") in page.findtext(".//title")
    assert f"Galat {status}" in page.text_content()
    assert "Yang dapat Anda lakukan" in page.text_content()
    assert page.findtext(".//code") == "7f3a20c1"
    assert page.xpath("//main//a/@href") == ["/"]


def test_the_error_page_names_who_was_faster(app: Flask) -> None:
    galat = SudahSelesai("Tugas ini sudah dikerjakan.", oleh="Yosef Lado", pada=PAGI)
    with app.test_request_context("/tugas/1"):
        text = app.jinja_env.get_template("galat/galat.html").render(
            status=409, pesan=galat.pesan, galat=galat, nomor="x"
        )
    assert "Dikerjakan oleh Yosef Lado, 3 November 2026, 09.12 WITA." in re.sub(r"\s+", " ", text)


def test_an_error_page_shows_even_without_built_assets(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> None:
    kosong = Flask("portal")
    kosong.config.update(SECRET_KEY="uji", ASET_FOLDER=str(tmp_path_factory.mktemp("kosong")))
    Babel(kosong, default_locale="id")
    for part in (static_files, formats, tampilan):
        part.init_app(kosong)
    with kosong.test_request_context("/"):
        text = kosong.jinja_env.get_template("galat/galat.html").render(status=500, nomor="x")
    assert "Terjadi kesalahan pada sistem" in text


class Masuk(FlaskForm):
    username = StringField("Nama pengguna")
    password = StringField("Kata sandi")


def test_login_is_our_own_page_with_fabs_fields_and_a_token(app: Flask) -> None:
    with app.test_request_context("/login/"):
        text = app.jinja_env.get_template("appbuilder/general/security/login_db.html").render(
            form=Masuk(), title="Masuk"
        )
    page = html.document_fromstring(text)
    (form,) = page.cssselect("main form")
    assert form.get("method") == "post"
    assert {field.get("name") for field in form.iter("input")} == {"csrf_token", "username", "password"}
    assert [label.get("for") for label in form.iter("label")] == ["username", "password"]
    assert "bootstrap" not in text


def test_a_one_time_password_says_why_it_must_be_changed(app: Flask) -> None:
    with app.test_request_context("/akun/sandi"):
        template = app.jinja_env.get_template("akun/ganti_sandi.html")
        page = html.document_fromstring(template.render(form=Masuk(), wajib=True, minimal=12, nip="198501012010011001"))
        free = html.document_fromstring(template.render(form=Masuk(), wajib=False))
    assert page.cssselect(".note.wait")
    assert not free.cssselect(".note.wait")
    assert [f.get("autocomplete") for f in page.cssselect("form.card input:not([type=hidden])")] == [
        "username",
        "current-password",
        "new-password",
    ]
