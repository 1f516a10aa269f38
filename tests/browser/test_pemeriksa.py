"""The eyes of the browser tier see what they are meant to see: each fault, shown to them, is told."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.pelaku import TELEPON
from tests.browser.pemeriksa import Pemeriksa

pytestmark = pytest.mark.browser

ASAL = "http://portal.test"
BAIK = "<title>Uji · PPK Online</title><main><h1>Uji</h1><p>Tidak ada apa-apa.</p></main>"
Lihat = Callable[..., tuple[Page, Pemeriksa]]


@pytest.fixture
def lihat(peramban: Browser) -> Iterator[Lihat]:
    """lihat(html): the page with that body, on a phone, and the eyes on it; nothing leaves the machine."""
    context = peramban.new_context(viewport=TELEPON)

    def buka(isi: str, bahasa: str = "id", status: int = 200) -> tuple[Page, Pemeriksa]:
        def jawab(route: Route) -> None:
            kepala = {"Content-Security-Policy": "script-src 'self'"}
            html = f'<!doctype html><html lang="{bahasa}">{isi}</html>'
            route.fulfill(status=status, content_type="text/html; charset=utf-8", body=html, headers=kepala)

        page = context.new_page()
        page.route("**/*", jawab)
        mata = Pemeriksa(page, ASAL)
        page.goto(f"{ASAL}/")
        return page, mata

    yield buka
    context.close()


def test_a_good_page_passes(lihat: Lihat) -> None:
    _, mata = lihat(BAIK)
    mata.semua()
    assert mata.bahasa_lain() == []


@pytest.mark.parametrize(
    ("salah", "kata"),
    [
        ("<p style='color:#ccc;background:#fff'>Hampir tidak terbaca</p>", "color-contrast"),
        ("<input name='tanpa_label'>", "critical.*label"),
        ("<h1>Kepala kedua</h1>", "Kepala kedua"),
        ("<div style='width:900px'>lebar</div>", "width:900px"),
        ("<script>alert(1)</script>", "Content Security Policy"),
        ("<img src='http://lain.test/x.png' alt=''>", "keluar dari portal"),
    ],
    ids=["kontras", "tanpa label", "dua h1", "meluber", "skrip yang dilarang", "keluar dari portal"],
)
def test_a_fault_is_told(lihat: Lihat, salah: str, kata: str) -> None:
    page, mata = lihat(BAIK.replace("</main>", f"{salah}</main>"))
    page.wait_for_load_state("networkidle")
    with pytest.raises(AssertionError, match=kata):
        mata.semua()


def test_a_page_without_a_title_is_told(lihat: Lihat) -> None:
    _, mata = lihat("<main><h1>Uji</h1></main>")
    with pytest.raises(AssertionError):
        mata.bentuk()


def test_an_answer_that_failed_is_told(lihat: Lihat) -> None:
    _, mata = lihat(BAIK, status=500)
    with pytest.raises(AssertionError, match="500 "):
        mata.bersih()


@pytest.mark.parametrize(("bahasa", "kalimat"), [("id", "Search"), ("en", "Tidak ada")])
def test_words_of_the_other_language_are_told_unless_marked(lihat: Lihat, bahasa: str, kalimat: str) -> None:
    lain = {"id": "en", "en": "id"}[bahasa]
    kepala = "<title>SKP · PPK Online</title><main><h1>SKP</h1>"
    _, mata = lihat(f"{kepala}<p>{kalimat}</p></main>", bahasa)
    assert len(mata.bahasa_lain()) == 1
    _, mata = lihat(f"{kepala}<p lang='{lain}'>{kalimat}</p></main>", bahasa)
    assert mata.bahasa_lain() == []
