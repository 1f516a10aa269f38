"""What every page of the portal must keep, whoever looks at it and however: asked of the page in the browser itself."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = Path(__file__).parents[2] / "portal/assets/node_modules/axe-core/axe.min.js"
JALANKAN = """async () => {
  const hasil = await axe.run(document, {resultTypes: ["violations"]});
  return hasil.violations.filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => [v.impact, v.id, ...v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 150)} ${n.any[0]?.message}`)]);
}"""
MELUBER = """() => {
  const lebar = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= lebar) return [];
  return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > lebar + 1)
    .slice(-3).map(e => e.outerHTML.slice(0, 120));
}"""
# Words an Indonesian page has no use for: articles, and what FAB and WTForms would say if nobody had translated them.
INGGRIS = re.compile(
    r"\b(the|and|your|you|this|with|from|search|save|edit|add|delete|record|user ?name|password|sign in|log ?in|submit|"
    r"required|field|invalid|not found|back|next|previous|actions?|refresh|show|please|page|welcome|home|settings?|"
    r"choose|browse)\b",
    re.IGNORECASE,
)
INDONESIA = re.compile(
    r"\b(yang|dan|untuk|tidak|belum|sudah|dengan|dari|pada|atau|oleh|anda|bulan|masuk|keluar|cari|tugas|kirim|simpan|"
    r"kata sandi|nilai|catatan|beranda|menunggu|diterima|kepada|saya)\b",
    re.IGNORECASE,
)


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


class Pemeriksa:
    """Listens to a page from its first request on; `semua()` judges what is on the screen now."""

    def __init__(self, page: Page, alamat: str) -> None:
        self._page, self._alamat = page, alamat
        self.salah: list[str] = []
        page.on("console", self._konsol)
        page.on("pageerror", lambda galat: self.salah.append(f"skrip: {galat}"))
        page.on("request", self._permintaan)
        page.on("response", self._jawaban)

    def _konsol(self, pesan: ConsoleMessage) -> None:
        # That a page answered 422 is told by _jawaban, with its address.
        if pesan.type in ("error", "warning") and not pesan.text.startswith("Failed to load resource"):
            self.salah.append(f"konsol: {pesan.text}")

    def _permintaan(self, permintaan: Request) -> None:
        if not permintaan.url.startswith((self._alamat, "data:", "blob:", "about:")):
            self.salah.append(f"keluar dari portal: {permintaan.url}")

    def _jawaban(self, jawaban: Response) -> None:
        halaman = jawaban.request.resource_type == "document"
        if jawaban.status >= 500 or (jawaban.status >= 400 and not halaman):
            self.salah.append(f"{jawaban.status} {jawaban.url}")

    def semua(self, *, axe: bool = True) -> None:
        """Fails with all that is wrong with this page."""
        self.bentuk()
        if axe:
            self.axe()
        self.bersih()

    def bersih(self) -> None:
        """Nothing went wrong so far: no script error, no CSP violation, no foreign request, no missing file."""
        assert self.salah == [], (self._page.url, self.salah)

    def bentuk(self) -> None:
        """One h1, a title of its own, a language, and no sideways scrolling."""
        page = self._page
        judul = page.title()
        assert judul.endswith(" · PPK Online"), (page.url, judul)
        assert page.locator("h1").count() == 1, (page.url, page.locator("h1").all_inner_texts())
        assert page.locator("h1").inner_text().strip(), page.url
        assert page.locator("html").get_attribute("lang") in ("id", "en"), page.url
        meluber = page.evaluate(MELUBER)
        assert meluber == [], (page.url, page.viewport_size, meluber)

    def axe(self) -> None:
        """No violation of serious or critical impact, by day and by night. Injected past the page's own policy."""
        self._page.evaluate(_axe())
        for tema in ("light", "dark"):
            self._page.emulate_media(color_scheme=tema, reduced_motion="reduce")
            temuan = self._page.evaluate(JALANKAN)
            assert temuan == [], (self._page.url, tema, temuan)

    def bahasa_lain(self, ketikan: Iterable[str] = ()) -> list[str]:
        """Where the page speaks another language than its own, unless that part is marked so: address and words.

        `ketikan`: what people typed is theirs."""
        teks: str = self._page.evaluate(TEKS_SENDIRI)
        for satu in ketikan:
            teks = teks.replace(satu, "")
        asing = INGGRIS if self._page.locator("html").get_attribute("lang") == "id" else INDONESIA
        return [f"{self._page.url}: {teks[max(0, m.start() - 40) : m.end() + 40]}" for m in asing.finditer(teks)]


TEKS_SENDIRI = """() => {
  const salinan = document.body.cloneNode(true);
  const lain = `[lang]:not([lang=${document.documentElement.lang}])`;
  salinan.querySelectorAll(`script, style, svg, ${lain}`).forEach(e => e.remove());
  const atribut = [...salinan.querySelectorAll('[placeholder], [aria-label], [title], [alt]')]
    .flatMap(e => ['placeholder', 'aria-label', 'title', 'alt'].map(a => e.getAttribute(a) || ''));
  const teks = salinan.innerHTML.replace(/<[^>]+>/g, ' ').replace(/\\s+/g, ' ');
  return document.title + ' ' + teks + ' ' + atribut.join(' ');
}"""
