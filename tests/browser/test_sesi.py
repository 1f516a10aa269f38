"""Nothing typed is lost: the draft that saves itself, and the session that ends while a form is open."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import Pengguna
from tests.browser.pelaku import Pelaku
from tests.factories import ORANG, SANDI

pytestmark = pytest.mark.browser

URAIAN = "Menyusun laporan rehabilitasi anak"


@pytest.fixture
def mulai(orang: Callable[..., Pelaku]) -> Callable[..., Pelaku]:
    """mulai(): Lusia at the form of her new SKP."""

    def buka(**konteks: object) -> Pelaku:
        lusia = orang("pelaksana1", **konteks).masuk()
        lusia.buka("SKP saya")
        lusia.tekan("Mulai SKP 2026")
        lusia.lihat("Susun SKP")
        return lusia

    return buka


def isi(lusia: Pelaku, uraian: str = URAIAN) -> None:
    lusia.isi("Uraian kegiatan 1", uraian)
    lusia.isi("Kuantitas kegiatan 1", "108")
    lusia.isi("Satuan output kegiatan 1", "Laporan")


@pytest.mark.parametrize(
    "konteks", [{}, {"java_script_enabled": False, "papan": True}], ids=["dengan JavaScript", "tanpa"]
)
def test_what_is_sent_after_the_session_ended_is_there_again_after_login(
    mulai: Callable[..., Pelaku], konteks: dict[str, object]
) -> None:
    lusia = mulai(**konteks)
    isi(lusia)
    lusia.context.clear_cookies(name="ppk")
    lusia.tekan("Ajukan ke Kornelis Kasi")
    lusia.lihat("Masuk")
    lusia.masuk_di_sini()
    lusia.lihat("Susun SKP")
    expect(lusia.page.get_by_role("main")).to_contain_text("Isian Anda tidak hilang")
    expect(lusia.page.get_by_label("Uraian kegiatan 1")).to_have_value(URAIAN)
    expect(lusia.page.get_by_label("Kuantitas kegiatan 1", exact=True)).to_have_value("108")
    expect(lusia.page.get_by_label("Satuan output kegiatan 1")).to_have_value("Laporan")


def test_the_draft_saves_itself_and_is_there_in_another_browser(
    mulai: Callable[..., Pelaku], orang: Callable[..., Pelaku]
) -> None:
    lusia = mulai()
    isi(lusia)
    expect(lusia.page.locator("[data-draf-status]")).to_contain_text("Draf tersimpan")
    di_rumah = orang("pelaksana1").masuk()
    di_rumah.ikuti("Susun SKP")
    expect(di_rumah.page.get_by_label("Uraian kegiatan 1")).to_have_value(URAIAN)
    expect(di_rumah.page.locator("[data-draf-status]")).to_contain_text("Draf tersimpan")


def test_when_the_session_ends_while_typing_the_page_says_so_and_goes_on_after_login_elsewhere(
    mulai: Callable[..., Pelaku],
) -> None:
    lusia = mulai()
    lusia.context.clear_cookies(name="ppk")
    isi(lusia)
    status = lusia.page.locator("[data-draf-status]")
    expect(status).to_contain_text("Sesi Anda berakhir")
    expect(lusia.page.get_by_label("Uraian kegiatan 1")).to_have_value(URAIAN)
    lain = lusia.context.new_page()
    lain.goto("/login/")
    lain.get_by_label("NIP").fill(lusia.orang.nip)
    lain.get_by_label("Kata sandi").fill(SANDI)
    lain.get_by_role("button", name="Masuk").click()
    expect(lain.get_by_role("heading", level=1)).to_have_text("Beranda")
    lusia.tekan("Simpan draf")
    expect(lusia.page.get_by_label("Uraian kegiatan 1")).to_have_value(URAIAN)
    expect(lusia.page.get_by_label("Kuantitas kegiatan 1", exact=True)).to_have_value("108")


def test_a_wrong_password_says_so_and_keeps_the_nip(orang: Callable[..., Pelaku], portal: str) -> None:
    lusia = orang("pelaksana1")
    lusia.page.goto("/tugas/")
    lusia.masuk_di_sini("salah")
    expect(lusia.page.get_by_role("heading", level=1)).to_have_text("Masuk")
    expect(lusia.page.locator(".pesan, .ringkasan")).to_be_visible()
    lusia.mata.bentuk()


def test_a_one_time_password_is_changed_before_anything_else(
    orang: Callable[..., Pelaku], portal: str, db: Session
) -> None:
    pengguna = db.scalars(select(Pengguna).where(Pengguna.username == ORANG["pelaksana1"].nip)).one()
    pengguna.wajib_ganti_sandi = True
    db.commit()
    lusia = orang("pelaksana1").masuk()
    lusia.lihat("Ganti kata sandi")
    lusia.page.goto("/tugas/")
    lusia.lihat("Ganti kata sandi")
    lama, *baru = lusia.page.locator("main input[type=password]").all()
    lama.fill(SANDI)
    for medan in baru:
        medan.fill("Angin timur menerpa 7 layar")
    lusia.tekan("Simpan kata sandi baru")
    lusia.lihat("Tugas")
