"""One Chromium for the whole browser tier, for Playwright cannot run twice in a process, and the portal it visits."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from integrations.eabsensi.simulator import start_in_thread
from integrations.eabsensi.simulator.acak import SumberAcak
from tests.browser.hidup import Hidup, Jam
from tests.browser.pelaku import Papan, Pelaku
from tests.factories import ORANG

# Headless, offline, and also as root in a container.
PILIHAN = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
Siapa = Callable[..., Any]


@pytest.fixture(scope="session")
def peramban() -> Iterator[Browser]:
    """The browser; a test opens its own context in it, and closes that."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert chromium, "Chromium tidak ada; .ci/run memasangnya"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=PILIHAN)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def jam() -> Jam:
    """The clock of the served portal."""
    return Jam()


@pytest.fixture(scope="session")
def server_hidup(portal_uji: Flask, jam: Jam) -> Iterator[Hidup]:
    """The application, served; whose database it shows, the test's `app` decides."""
    hidup = Hidup(portal_uji, jam)
    yield hidup
    hidup.tutup()


@pytest.fixture
def portal(app: Flask, server_hidup: Hidup, jam: Jam) -> Iterator[str]:
    """The address of the portal over a fresh small organisation, on 5 January 2026."""
    jam(1, 5)
    yield server_hidup.alamat
    server_hidup.reda()


@pytest.fixture
def orang(peramban: Browser, portal: str) -> Iterator[Siapa]:
    """orang("kasi"): a person at a browser of his own, not yet logged in. With `papan`, without mouse."""
    semua: list[Pelaku] = []

    def siapa(kunci: str, papan: bool = False, **konteks: Any) -> Pelaku:
        semua.append((Papan if papan else Pelaku)(peramban, portal, kunci, **konteks))
        return semua[-1]

    yield siapa
    for satu in semua:
        satu.tutup()


@pytest.fixture
def pekerja(app: Flask, jam: Jam) -> Callable[..., None]:
    """pekerja(): the worker does what is due by the clock; pekerja("2026-01") opens that month first."""
    from portal import jobs, worker

    def kerja(buka: str | None = None) -> None:
        with jam.pada():
            if buka:
                with app.app_context():
                    jobs.buka_bulan(buka)
            worker.jalankan(app, sekali=True)

    return kerja


@pytest.fixture
def eabsensi(app: Flask) -> Iterator[None]:
    """The portal asks an e-absensi over the small organisation, by SOAP."""
    dinas = [(o.nip, o.nama) for o in ORANG.values() if o.unit.startswith("dinas")]
    url, berhenti = start_in_thread(
        SumberAcak({"DINAS": dinas}, seed=1), user="ppk-online", password="simulator", token="simulator"
    )
    asli = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(
        asli, eabsensi_mode="soap", eabsensi_url=f"{url}/soap", eabsensi_password="simulator"
    )
    yield
    app.config["SETTINGS"] = asli
    berhenti()
