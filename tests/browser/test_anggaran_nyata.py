"""What really comes over the wire to a browser, headers included, at first and again, within the public budgets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

import workflows
from tests.browser.pelaku import Pelaku
from tests.views.test_anggaran import FORMULIR, KOTAK, penuh

pytestmark = pytest.mark.browser
__all__ = ["penuh"]


def bytes_dari(page: Page, url: str) -> int:
    """All that one visit loads, as sent; what comes out of the browser's cache is not sent."""
    jumlah = 0

    def tambah(peristiwa: dict[str, float]) -> None:
        nonlocal jumlah
        jumlah += int(peristiwa["encodedDataLength"])

    cdp = page.context.new_cdp_session(page)
    cdp.on("Network.loadingFinished", tambah)
    cdp.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    cdp.detach()
    return jumlah


@pytest.mark.parametrize("apa", ["kotak", "formulir"])
def test_a_browser_loads_no_more_than_the_budget(
    apa: str, penuh: Callable[[], None], db: Session, portal: str, orang: Callable[..., Pelaku], peramban: Browser
) -> None:
    penuh()
    kornelis = orang("kasi").masuk()
    (tugas,) = workflows.tasks(db, step="tinjau_skp", limit=1)
    url, (pertama, ulang) = ("/tugas/", KOTAK) if apa == "kotak" else (f"/tugas/{tugas.id}", FORMULIR)
    baru = peramban.new_context(base_url=portal, storage_state=kornelis.context.storage_state())
    page = baru.new_page()
    ukuran = bytes_dari(page, url), bytes_dari(page, url)
    baru.close()
    assert 1_000 < ukuran[0] <= pertama, ukuran
    assert 1_000 < ukuran[1] <= ulang, ukuran
    assert ukuran[1] < ukuran[0], "pada kunjungan kedua aset datang dari simpanan peramban"
