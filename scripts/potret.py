"""Pictures of every page of a demo portal, at 1280 and 375 px, by day and night: `scripts/potret.py FOLDER [WORD ...]`.

It makes the demo afresh in a folder of its own and lives on one fixed morning, so that the same code gives the same
pictures; where PORTAL_DATA_DIR is set, it shows that portal as it is now. It only logs in and looks. Needs Chromium.
With words, only pages whose name contains one of them. `--readme` also writes the pictures of the README.
"""

import json
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

AKAR = Path(__file__).resolve().parents[1]
GAMBAR = AKAR / "docs/gambar"
LEBAR = {"1280": 1280, "375": 375}
PAGI = (2026, 11, 4, 10, 0)
TEMA = {"terang": "light", "gelap": "dark"}
TETAP = {  # who sees what; steps of tasks are found in the inboxes
    "pegawai": ("/", "/tugas/", "/skp/", "/penilaian/", "/riwayat/", "/cari?q=SKP-2026", "/akun/sandi", "/tidak-ada"),
    "pejabat_penilai": ("/", "/tugas/", "/bawahan/", "/penilaian/", "/catatan-perilaku/"),
    "atasan_banding": ("/tugas/", "/bawahan/"),
    "verifikatur": ("/tugas/", "/verifikasi/"),
    "admin_opd": ("/perkembangan/", "/perkembangan/orang", "/laporan/"),
    "pimpinan": ("/perkembangan/", "/perkembangan/orang?opd=2", "/laporan/"),
    "pengelola_alur": ("/proses/", "/proses/realisasi_bulanan", "/proses/keberatan"),
    "auditor": ("/cari?q=SKP-2026", "/data-induk/", "/instans/", "/peristiwa/"),
    "admin": (
        "/kelola-akun/", "/kelola-akun/1", "/data-induk/", "/data-induk/opd/list/", "/data-induk/pegawai/list/",
        "/data-induk/pegawai/show/5", "/data-induk/rantai/add", "/data-induk/rantai/list/",
    ),
}  # fmt: skip
BULAN = r"\d+|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
PERTAMA = (
    ("skp", "/skp/", "a[href^='/skp/']"),
    ("bulan", "/", "a[href^='/realisasi/']"),
    ("penilaian", "/penilaian/", "a[href^='/penilaian/']"),
    ("catatan", "/catatan-perilaku/", "a[href^='/catatan-perilaku/']"),
)


def main(folder: Path, kata: list[str], readme: bool) -> None:
    """Serve, log in as each demo account, look at all there is to see."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with _portal() as (alamat, data), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        akun = json.loads((data / "akun_demo.json").read_text(encoding="utf-8"))
        halaman = _halaman(browser, alamat, akun)
        for nomor, alamat_halaman in halaman.items():
            for nama, url in alamat_halaman.items():
                if not kata or any(k in nama for k in kata):
                    _potret(browser, alamat, akun[nomor] if nomor is not None else None, nama, url, folder)
        if readme:
            _readme(browser, alamat, akun)
        browser.close()


@contextmanager
def _portal() -> Iterator[tuple[str, Path]]:
    sys.path.insert(0, str(AKAR))
    import config
    from portal import waktu
    from portal.app import create_app

    with tempfile.TemporaryDirectory() as folder:
        ada = config.read().data_dir != config.ROOT / "instance"  # PORTAL_DATA_DIR names a portal that is there
        saat = datetime(*PAGI, tzinfo=waktu.WITA)
        settings = config.read(ganti={} if ada else {"PORTAL_DATA_DIR": folder})
        app = create_app({"RATELIMIT_ENABLED": False, "AUTH_RATE_LIMITED": False}, settings=settings)

        def wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            with nullcontext() if ada else waktu.pada(saat):
                return app(environ, start_response)

        if not ada:
            with waktu.pada(saat), app.app_context():
                _isi(settings.data_dir)
        server = create_server(wsgi, host="127.0.0.1", port=0, threads=4, ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}", settings.data_dir


def _isi(folder: Path) -> None:
    """Schema, roles and the demo with its diagrams, as `make run` brings them."""
    from portal import skema
    from portal.commands import peran, seed
    from portal.extensions import db

    skema.naik(db.engine)
    peran.sinkronkan()
    seed.isi(folder)


def _readme(browser: Browser, alamat: str, akun: list[dict[str, str]]) -> None:
    """Three pictures for the README: the fullest inbox, a head's overview, the studio."""
    terbanyak: tuple[int, Page] | None = None
    for satu in akun:
        page = _masuk(browser, alamat, satu, viewport={"width": 1280, "height": 800})
        page.goto("/tugas/")
        jumlah = page.locator("main .tasks > li").count()
        if terbanyak is None or jumlah > terbanyak[0]:
            terbanyak = jumlah, page
    if terbanyak:
        terbanyak[1].screenshot(path=GAMBAR / "tugas.png")
    siapa = {satu["peran"]: satu for satu in reversed(akun)}
    page = _masuk(browser, alamat, siapa["pimpinan"], viewport={"width": 1280, "height": 960})
    page.goto("/perkembangan/")
    page.screenshot(path=GAMBAR / "perkembangan.png")
    page = _masuk(browser, alamat, siapa["pengelola_alur"], viewport={"width": 1440, "height": 900})
    page.goto("/proses/realisasi_bulanan")
    page.get_by_role("button", name="Mulai draf").click()
    page.locator("#studio[data-siap]").wait_for(state="attached")
    page.locator("#garis-besar").get_by_text("Nilai realisasi", exact=True).first.click()
    page.screenshot(path=GAMBAR / "studio.png")


def _halaman(browser: Browser, alamat: str, akun: list[dict[str, str]]) -> dict[int | None, dict[str, str]]:
    """{number of the account or None: {name of the page: path}}, each kind of page once."""
    hasil: dict[int | None, dict[str, str]] = {None: {"masuk": "/login/"}}
    sudah: set[str] = set()
    for nomor, satu in enumerate(akun):
        page = _masuk(browser, alamat, satu)
        milik = hasil[nomor] = {}
        if satu["peran"] not in sudah:
            sudah.add(satu["peran"])
            for url in TETAP.get(satu["peran"], ("/",)):
                milik[f"{satu['peran']}_{_kata(url) or 'beranda'}"] = url
        for nama, dari, pilih in PERTAMA:
            page.goto(dari)
            if nama not in sudah and (tujuan := page.locator(f"main {pilih}").first).count():
                sudah.add(nama)
                milik[nama] = tujuan.get_attribute("href") or ""
        for judul, url in _tugas(page):
            if judul not in sudah:
                sudah.add(judul)
                milik[f"langkah_{judul}"] = url
        page.context.close()
    return hasil


def _tugas(page: Page) -> Iterator[tuple[str, str]]:
    """(step, path) of the open tasks on the first page of each filter of the inbox."""
    page.goto("/tugas/")
    saringan = page.locator("nav[aria-label='Saringan tugas'] a[href*='langkah=']")
    for url in ["/tugas/", *(a.get_attribute("href") or "" for a in saringan.all())]:
        page.goto(url)
        for a in page.locator("main .tasks a.what").all():
            yield _kata(re.sub(BULAN, "", a.inner_text().lower())), a.get_attribute("href") or ""


def _potret(browser: Browser, alamat: str, akun: dict[str, str] | None, nama: str, url: str, folder: Path) -> None:
    for lebar, px in LEBAR.items():
        for tema, skema in TEMA.items():
            rupa: dict[str, Any] = {
                "viewport": {"width": px, "height": 800},
                "color_scheme": skema,
                "reduced_motion": "reduce",
            }
            page = _masuk(browser, alamat, akun, **rupa)
            page.goto(url)
            page.screenshot(path=folder / f"{nama}_{lebar}_{tema}.png", full_page=True)
            page.context.close()


_sesi: dict[str, Any] = {}


def _masuk(browser: Browser, alamat: str, akun: dict[str, str] | None, **rupa: Any) -> Page:
    """A page of somebody who is logged in (once per person)."""
    nip = akun["nip"] if akun else ""
    page = browser.new_context(base_url=alamat, locale="id-ID", storage_state=_sesi.get(nip), **rupa).new_page()
    if akun and nip not in _sesi:
        page.goto("/login/")
        page.get_by_label("NIP").fill(nip)
        page.get_by_label("Kata sandi").fill(akun["kata_sandi"])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(lambda tujuan: "/login/" not in tujuan)
        _sesi[nip] = page.context.storage_state()
    return page


def _kata(teks: str) -> str:
    return re.sub(r"\W+", "_", teks).strip("_")


if __name__ == "__main__":
    pilihan = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not pilihan:
        raise SystemExit(__doc__)
    main(Path(pilihan[0]), pilihan[1:], "--readme" in sys.argv)
