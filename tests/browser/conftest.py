"""One Chromium for the whole browser tier: Playwright's synchronous side cannot run twice in a process."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

# Headless, offline, and also as root in a container.
PILIHAN = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def peramban() -> Iterator[Browser]:
    """The browser; a test opens its own context in it, and closes that."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert chromium, "Chromium tidak ada; .ci/run memasangnya"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=PILIHAN)
        yield browser
        browser.close()
