"""A person at the portal: a browser of one's own, hands (keyboard only, or fingers), eyes that check each page."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pemeriksa import Pemeriksa
from tests.factories import ORANG, SANDI

LAYAR = {"width": 1280, "height": 900}
TELEPON = {"width": 375, "height": 740}
BATAS_TAB = 300
ARAH = "e => e === document.activeElement ? 0 : document.activeElement.compareDocumentPosition(e) & 2 ? -1 : 1"
BERGARIS = "e => { const g = getComputedStyle(e); return g.outlineStyle != 'none' && parseFloat(g.outlineWidth) >= 2 }"
ID = re.compile(r"\d+[-\w]*|[0-9a-f]{8}[-0-9a-f]{8,}")
"""Two reviews of one document have one title: it is the kinds of pages that must differ."""


class Pelaku:
    """Uses mouse or fingers; `Papan` below only the keyboard. Labels and button texts are what a person reads."""

    def __init__(self, peramban: Browser, alamat: str, kunci: str, **konteks: Any) -> None:
        self.kunci, self.orang = kunci, ORANG[kunci]
        self.context = peramban.new_context(base_url=alamat, locale="id-ID", **({"viewport": LAYAR} | konteks))
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.mata = Pemeriksa(self.page, alamat)
        self._berskrip = konteks.get("java_script_enabled", True)  # axe itself needs timers of the page
        self.judul: dict[str, set[str]] = {}
        self._terlihat: set[str] = set()

    def masuk(self, sandi: str = SANDI) -> "Pelaku":
        """By NIP and password, on the page anybody is sent to."""
        self.page.goto("/")
        self.lihat()
        self.masuk_di_sini(sandi)
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Masuk")
        return self

    def masuk_di_sini(self, sandi: str = SANDI) -> None:
        """On the login page that is open."""
        self.isi("NIP", self.orang.nip)
        self.isi("Kata sandi", sandi)
        self.tekan("Masuk")

    def buka(self, menu: str) -> None:
        """An entry of the rail."""
        self._ke(self.page.get_by_role("navigation", name="Utama").get_by_role("link", name=re.compile(f"^{menu}")))
        self.lihat()

    def lihat(self, judul: str | None = None, *, axe: bool = True, bahasa: bool = True) -> None:
        """Check the page as it stands; with `judul`, its heading too. Axe looks once at each heading."""
        if judul:
            expect(self.page.get_by_role("heading", level=1)).to_contain_text(judul)
        h1 = self.page.get_by_role("heading", level=1).inner_text()
        self.mata.semua(axe=axe and self._berskrip and h1 not in self._terlihat)
        if bahasa:
            assert self.mata.bahasa_lain() == []
        if axe:
            self._terlihat.add(h1)
        self.judul.setdefault(self.page.title(), set()).add(ID.sub("", urlsplit(self.page.url).path))

    def isi(self, label: str, nilai: str) -> None:
        """Type into the field of that label, instead of what stood there."""
        self.page.get_by_label(label, exact=True).fill(nilai)

    def pilih(self, pilihan: str) -> None:
        """A radio button or check box by its words."""
        self.page.get_by_label(re.compile(f"^{re.escape(pilihan)}")).check()

    def tekan(self, tombol: str) -> None:
        """A button by its words; every one of ours leads to a page."""
        self._ke(
            self.page.get_by_role("button", name=re.compile(f"^{re.escape(tombol)}"))
            .and_(self.page.locator(":not(.sr)"))
            .first
        )

    def ikuti(self, tautan: str, *, di: str = "main") -> None:
        """A link by its words."""
        self._ke(self.page.locator(di).get_by_role("link", name=re.compile(re.escape(tautan))).first)
        self.lihat()

    def bentangkan(self, kata: str) -> None:
        """Open a <details> by its words."""
        self._tekan(self.page.locator("summary", has_text=kata).first)

    def berkas(self, label: str, nama: str, jenis: str, isi: bytes) -> None:
        """Choose a file."""
        self.page.get_by_label(label, exact=True).set_input_files({"name": nama, "mimeType": jenis, "buffer": isi})

    def tutup(self) -> None:
        """Close the browser; no title served two pages, nothing went wrong unseen."""
        for page in self.context.pages:
            if page.locator(
                "#studio"
            ).count():  # asks by itself; what it still asks must not meet the next test's database
                page.wait_for_load_state("networkidle")
        self.context.close()
        self.mata.bersih()
        kembar = {j: sorted(u) for j, u in self.judul.items() if len(u) > 1}
        assert kembar == {}, kembar

    def _ke(self, unsur: Locator) -> None:
        with self.page.expect_navigation():
            self._tekan(unsur)

    def _tekan(self, unsur: Locator) -> None:
        unsur.click()


class Papan(Pelaku):
    """Keyboard only: reaches everything by Tab, sees where the focus is, types, Space and Enter."""

    def isi(self, label: str, nilai: str) -> None:
        self._fokus(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(nilai)

    def pilih(self, pilihan: str) -> None:
        unsur = self.page.get_by_label(re.compile(f"^{re.escape(pilihan)}"))
        if unsur.get_attribute("type") == "checkbox":
            self._fokus(unsur)
            self.page.keyboard.press("Space")
        else:
            nama = unsur.get_attribute("name")
            self._fokus(self.page.locator(f"input[type=radio][name='{nama}']").first)
            self.page.keyboard.press("Space")
            for _ in range(10):
                if unsur.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
        expect(unsur).to_be_checked()

    def _tekan(self, unsur: Locator) -> None:
        self._fokus(unsur)
        self.page.keyboard.press("Enter")

    def _fokus(self, unsur: Locator) -> None:
        """Tab (or Shift+Tab, where it lies behind) until it has the focus; and the focus can be seen."""
        pegang = unsur.element_handle()
        for _ in range(BATAS_TAB):
            di = pegang.evaluate(ARAH)
            if di == 0:
                break
            self.page.keyboard.press("Tab" if di > 0 else "Shift+Tab")
        else:
            raise AssertionError(f"tidak tercapai dengan Tab: {unsur}")
        assert pegang.evaluate(BERGARIS), f"fokus tidak tampak: {unsur}"
