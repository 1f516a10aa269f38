"""The inbox without a mouse: skip link, shortcuts, a focus that can be seen at every stop."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.hidup import Jam
from tests.browser.pelaku import Pelaku
from tests.views.bantuan import usul

pytestmark = pytest.mark.browser

TAMPAK = """() => {
  const e = document.activeElement, g = getComputedStyle(e);
  const tampak = g.outlineStyle !== "none" && parseFloat(g.outlineWidth) >= 2 && e.getBoundingClientRect().width > 0;
  return {apa: e.outerHTML.slice(0, 80), tampak, akhir: e === document.body};
}"""


@pytest.fixture
def kasi(portal: str, db: Session, jam: Jam, orang: Callable[..., Pelaku]) -> Pelaku:
    """Kornelis at his inbox, with three tasks in it."""
    with jam.pada():
        for nomor in range(1, 4):
            usul(db, "kasi", f"U-{nomor}")
    kornelis = orang("kasi").masuk()
    kornelis.buka("Tugas")
    return kornelis


def test_the_first_tab_stop_leads_past_the_bar(kasi: Pelaku) -> None:
    kasi.page.keyboard.press("Tab")
    expect(kasi.page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    expect(kasi.page.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    kasi.page.keyboard.press("Enter")
    expect(kasi.page.locator("main")).to_be_focused()


def test_every_tab_stop_of_the_inbox_can_be_seen(kasi: Pelaku) -> None:
    perhentian = 0
    for _ in range(80):
        kasi.page.keyboard.press("Tab")
        di = kasi.page.evaluate(TAMPAK)
        if di["akhir"]:
            break
        assert di["tampak"], di["apa"]
        perhentian += 1
    assert perhentian > 12


def test_the_inbox_is_worked_through_by_j_k_and_enter(kasi: Pelaku) -> None:
    for tombol in "jjjk":
        kasi.page.keyboard.press(tombol)
    kedua = kasi.page.locator("main .tasks > li").nth(1)
    expect(kedua.get_by_role("link").first).to_be_focused()
    nomor = kedua.get_by_text("U-").inner_text()[:3]
    kasi.page.keyboard.press("Enter")
    expect(kasi.page.get_by_role("navigation", name="Remah roti")).to_contain_text(nomor)
    kasi.lihat()


def test_the_question_mark_explains_the_keys_of_the_real_inbox(kasi: Pelaku) -> None:
    kasi.page.keyboard.press("?")
    bantuan = kasi.page.get_by_role("region", name="Pintasan papan ketik")
    expect(bantuan).to_be_focused()
    expect(bantuan).to_contain_text("Baris berikutnya")
    kasi.mata.semua()
    kasi.page.keyboard.press("Escape")
    expect(bantuan).to_have_count(0)


def test_a_whole_step_is_done_with_the_keyboard_alone(
    db: Session, portal: str, jam: Jam, orang: Callable[..., Pelaku]
) -> None:
    with jam.pada():
        usul(db, "kasi", "U-9")
    kornelis = orang("kasi", papan=True).masuk()
    kornelis.buka("Tugas")
    kornelis.page.keyboard.press("j")
    kornelis.page.keyboard.press("Enter")
    kornelis.pilih("Kembalikan")
    kornelis.isi("Catatan (opsional)", "Lampirkan surat.")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("sudah diterima")
