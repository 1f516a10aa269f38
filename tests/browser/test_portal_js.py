"""portal.js in a real browser: shortcuts, bulk bar, totals, counters, drafts. Every page also works without it."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, render_template_string, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from portal import formats, static_files, tampilan

pytestmark = pytest.mark.browser

KEPALA = (
    "{% extends 'dasar/dasar.html' %}{% import 'dasar/macro.html' as m %}"
    "{% block judul %}Uji{% endblock %}{% block isi %}"
)
DAFTAR = """<h1>Tugas</h1><form method="post">{{ m.csrf() }}<ul class="tasks">
{% for n in (1, 2, 3) %}<li><input type="checkbox" name="pilih" value="{{ n }}" aria-label="Pilih {{ n }}">
<div><a class="what" href="/tugas/{{ n }}">Tugas {{ n }}</a></div></li>{% endfor %}</ul>
{% call m.bilah_massal() %}<button>Setujui</button>{% endcall %}</form>"""
FORMULIR = """<h1>Formulir</h1><form method="post" data-draf="/draf">{{ m.csrf() }}
<label for="alasan">Alasan</label><textarea id="alasan" name="alasan" data-hitung="10"></textarea>
<p id="alasan-hitung"></p>
<label for="tahun">Setahun</label><input id="tahun" name="tahun" value="1.000.000,5">
{% for n in (1, 2) %}<input aria-label="Biaya {{ n }}" name="b{{ n }}" data-angka="biaya" value="500.000">{% endfor %}
<output data-jumlah="biaya" data-harus="tahun"></output>{{ m.garis_draf() }}<button>Ajukan</button></form>"""


@pytest.fixture(scope="module")
def draf() -> list[dict[str, str]]:
    """What the server was sent as drafts; a last entry of {"jawab": "401"} makes it refuse."""
    return []


@pytest.fixture(scope="module")
def alamat(draf: list[dict[str, str]]) -> Iterator[str]:
    """A server with two pages made of the product's own frame, on a free port."""
    app = Flask("portal")
    app.secret_key = "uji"
    Babel(app, default_locale="id")
    CSRFProtect(app)
    for part in (static_files, formats, tampilan):
        part.init_app(app)
    app.add_url_rule("/daftar", "daftar", lambda: render_template_string(KEPALA + DAFTAR + "{% endblock %}"))
    app.add_url_rule("/formulir", "formulir", lambda: render_template_string(KEPALA + FORMULIR + "{% endblock %}"))
    lagi = FORMULIR.replace('data-draf="/draf"', 'data-draf="/draf" data-berubah').replace(
        "></textarea>", ">Diketik</textarea>"
    )
    app.add_url_rule("/lagi", "lagi", lambda: render_template_string(KEPALA + lagi + "{% endblock %}"))
    app.add_url_rule("/tugas/<int:n>", "tugas", lambda n: f"tugas {n}")

    @app.post("/draf")
    def simpan() -> tuple[str, int]:
        draf.append(request.form.to_dict())
        return ("", 401) if request.form["alasan"] == "sesi habis" else ("{}", 200)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    utas = threading.Thread(target=server.serve_forever, daemon=True)
    utas.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    utas.join()
    server.server_close()


@pytest.fixture
def halaman(peramban: Browser) -> Iterator[Page]:
    context = peramban.new_context()
    page = context.new_page()
    salah: list[str] = []
    page.on("pageerror", lambda error: salah.append(str(error)))
    yield page
    context.close()
    assert salah == []


def test_the_list_is_worked_through_by_keyboard(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/daftar")
    for key in "jjjk":
        halaman.keyboard.press(key)
    expect(halaman.get_by_role("link", name="Tugas 2")).to_be_focused()
    halaman.keyboard.press("x")
    expect(halaman.get_by_label("Pilih 2")).to_be_checked()
    halaman.keyboard.press("Enter")
    expect(halaman).to_have_url(f"{alamat}/tugas/2")


def test_the_question_mark_shows_the_keys_and_escape_takes_them_away(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/daftar")
    halaman.keyboard.press("?")
    expect(halaman.get_by_label("Pintasan papan ketik")).to_contain_text("Baris berikutnya")
    halaman.keyboard.press("Escape")
    expect(halaman.get_by_label("Pintasan papan ketik")).to_have_count(0)


def test_letters_typed_into_a_field_stay_letters(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    halaman.get_by_label("Alasan").press_sequentially("jx?")
    expect(halaman.get_by_label("Alasan")).to_have_value("jx?")
    expect(halaman.locator(".pintasan")).to_have_count(0)


def test_the_bulk_buttons_appear_with_a_selection_and_count_it(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/daftar")
    expect(halaman.get_by_role("button", name="Setujui")).to_be_hidden()
    halaman.get_by_label("Pilih 1").check()
    expect(halaman.get_by_text("1 dipilih")).to_be_visible()
    expect(halaman.get_by_role("button", name="Setujui")).to_be_visible()
    halaman.get_by_label("Pilih semua").check()
    expect(halaman.get_by_text("3 dipilih")).to_be_visible()


def test_without_javascript_the_bulk_buttons_are_there_from_the_start(peramban: Browser, alamat: str) -> None:
    context = peramban.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{alamat}/daftar")
    expect(page.get_by_role("button", name="Setujui")).to_be_visible()
    expect(page.get_by_label("Pilih semua")).to_be_hidden()
    context.close()


def test_totals_are_exact_and_say_what_they_should_be(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    total = halaman.locator("output")
    expect(total).to_have_text("1.000.000 (seharusnya 1.000.000,5)")
    halaman.get_by_label("Biaya 2").fill("500000,5")
    expect(total).to_have_text("1.000.000,5")
    halaman.get_by_label("Biaya 1").fill("tiga")
    expect(total).to_have_text("500.000,5 (seharusnya 1.000.000,5)")


def test_a_counter_says_how_much_room_is_left(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    halaman.get_by_label("Alasan").fill("dua belas hrf")
    expect(halaman.locator("#alasan-hitung")).to_have_text("13 dari 10 huruf")
    expect(halaman.locator("#alasan-hitung")).to_have_class("lebih")


def test_a_draft_saves_itself_with_the_token(halaman: Page, alamat: str, draf: list[dict[str, str]]) -> None:
    halaman.goto(f"{alamat}/formulir")
    halaman.get_by_label("Alasan").fill("setengah jadi")
    expect(halaman.locator("[data-draf-status]")).to_contain_text("Draf tersimpan")
    assert draf[-1]["alasan"] == "setengah jadi"
    expect(halaman.locator("[data-draf-status]")).to_contain_text("WITA")


def test_what_was_typed_on_the_page_before_is_saved_without_another_key(
    halaman: Page, alamat: str, draf: list[dict[str, str]]
) -> None:
    draf.clear()
    halaman.goto(f"{alamat}/lagi")
    expect(halaman.locator("[data-draf-status]")).to_contain_text("Draf tersimpan")
    assert [d["alasan"] for d in draf] == ["Diketik"]


def test_an_ended_session_says_so_and_loses_nothing(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    halaman.get_by_label("Alasan").fill("sesi habis")
    expect(halaman.locator("[data-draf-status]")).to_contain_text("Sesi Anda berakhir")
    expect(halaman.get_by_label("Alasan")).to_have_value("sesi habis")


def test_a_form_sent_without_a_connection_stays_as_it_is(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    halaman.fill("#alasan", "Panjang")
    halaman.context.set_offline(True)
    halaman.get_by_role("button", name="Ajukan").click()
    expect(halaman.locator("[data-draf-status]")).to_contain_text("Tidak ada sambungan internet")
    expect(halaman.locator("#alasan")).to_have_value("Panjang")
    halaman.context.set_offline(False)
    with halaman.expect_navigation():  # and then it may be sent
        halaman.get_by_role("button", name="Ajukan").click()


def test_leaving_with_unsaved_changes_asks_first(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/formulir")
    asked: list[str] = []
    halaman.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    halaman.get_by_label("Alasan").press_sequentially("belum")
    halaman.goto(f"{alamat}/daftar")
    assert asked == ["beforeunload"]


def test_the_chosen_theme_lasts(halaman: Page, alamat: str) -> None:
    halaman.goto(f"{alamat}/daftar")
    halaman.get_by_role("button", name="Ganti terang atau gelap").click()
    halaman.goto(f"{alamat}/formulir")
    assert halaman.evaluate("document.documentElement.dataset.theme") == "gelap"
    assert halaman.evaluate("getComputedStyle(document.body.parentElement).colorScheme") == "dark"
