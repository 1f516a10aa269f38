"""Every page of the portal on a desk, in both languages: accessible by day and by night, in one language."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.hidup import Jam
from tests.browser.pelaku import Pelaku
from tests.bulan import Panggung

pytestmark = pytest.mark.browser

HALAMAN = {
    "pelaksana1": [
        "/", "/tugas/", "/skp/", "/skp/1", "/skp/1/versi/1", "/realisasi/1", "/akun/sandi", "/cari?q=SKP-2026",
        "/tidak-ada",
    ],
    "kasi": ["/", "/tugas/", "/bawahan/", "/skp/1", "/verifikasi/"],
    "kabid": ["/tugas/", "/bawahan/?sebagai=atasan", "/realisasi/1"],
    "verifikatur": ["/", "/tugas/", "/verifikasi/"],
    "admin_bkd": [
        "/kelola-akun/", "/kelola-akun/1", "/data-induk/", "/data-induk/opd/list/", "/data-induk/opd/add",
        "/data-induk/pegawai/list/", "/data-induk/pegawai/show/1", "/data-induk/rantai/list/", "/data-induk/rantai/add",
        "/data-induk/hari-libur/list/",
    ],
    "auditor": ["/data-induk/", "/data-induk/tarikan/list/", "/cari?q=Pelaksana"],
}  # fmt: skip
KETIKAN = ("Mutu belum sesuai.",)


@pytest.fixture
def bulan_lalu(
    portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam
) -> Panggung:
    """January of pelaksana1 was appealed and decided, BKD is next; that of pelaksana2 waits for the atasan banding."""
    satu = Panggung(db, aktor, kerjakan).skp().rekap().buka().ajukan().tolak().banding().putuskan()
    Panggung(db, aktor, kerjakan, "pelaksana2").skp().buka().ajukan().tolak().banding()
    jam(2, 9)
    return satu


@pytest.mark.parametrize("kunci", HALAMAN)
def test_every_page_is_accessible_and_in_one_language(
    kunci: str, bulan_lalu: Panggung, orang: Callable[..., Pelaku]
) -> None:
    satu = orang(kunci)
    satu.masuk()
    satu.page.goto("/tugas/")
    tugas = [a.get_attribute("href") for a in satu.page.locator("main .tasks a.what").all()]
    campur: list[str] = []
    for bahasa in ("id", "en"):
        if bahasa == "en":
            satu.page.goto("/")
            satu.page.get_by_role("link", name="English").click()
            expect(satu.page.locator("html")).to_have_attribute("lang", "en")
        for url in [*HALAMAN[kunci], *tugas]:
            satu.page.goto(url)
            satu.lihat(axe=bahasa == "id", bahasa=False)
            campur += satu.mata.bahasa_lain(KETIKAN)
    assert campur == [], "\n".join(campur)
