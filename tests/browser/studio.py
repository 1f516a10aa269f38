"""The studio of diagrams as a person meets it: outline, canvas, properties, findings, the saved line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.pelaku import Pelaku


class Studio:
    """`Studio(pelaku).mulai("realisasi_bulanan")` begins a draft (or goes on with it) in that person's browser;
    `page`: another of his windows."""

    def __init__(self, pelaku: Pelaku, page: Page | None = None) -> None:
        self.pelaku = pelaku
        self.page: Page = page or pelaku.page
        self.kanvas = self.page.locator("#kanvas")
        self.sifat = self.page.locator("#sifat")
        self.keadaan = self.page.locator("#keadaan-simpan")
        self.daftar_temuan = self.page.locator("#temuan")
        self.garis = self.page.locator("#garis-besar")

    def baru(self, kunci: str, nama: str) -> "Studio":
        """A new process, as its starter draws it."""
        self.page.goto("/proses/")
        self.pelaku.bentangkan("Proses baru")
        self.pelaku.isi("Nama", nama)
        self.pelaku.isi("Kunci", kunci)
        self.pelaku.tekan("Buat draf")
        return self.siap()

    def mulai(self, kunci: str) -> "Studio":
        """From the page of the process to its draft."""
        self.page.goto(f"/proses/{kunci}")
        self.page.get_by_role("button", name=re.compile("draf", re.IGNORECASE)).first.click()
        return self.siap()

    def buka(self, kunci: str) -> "Studio":
        """The draft that is there."""
        self.page.goto(f"/proses/{kunci}/draf")
        return self.siap()

    def siap(self) -> "Studio":
        """The drawing is there and was checked once."""
        expect(self.page.locator("#studio[data-siap]")).to_be_attached()
        return self

    def butir(self, nama: str) -> Locator:
        """A line of the outline by the element's name."""
        kata = self.page.locator(".garis-nama").get_by_text(nama, exact=True)
        return self.garis.get_by_role("option").filter(has=kata).first

    def pilih(self, nama: str) -> None:
        """Choose an element in the outline."""
        self.butir(nama).click()
        expect(self.sifat.get_by_role("heading", level=2)).to_have_text(nama)

    def tuju(self, id_elemen: str) -> None:
        """Choose an element in the outline by its identifier: what has no name yet."""
        self.garis.locator(f"[data-id='{id_elemen}']").click()

    def bentuk(self, id_elemen: str) -> Locator:
        """The element on the canvas."""
        return self.kanvas.locator(f".djs-element[data-element-id='{id_elemen}']")

    def klik(self, id_elemen: str) -> None:
        """A press on the element itself."""
        self.bentuk(id_elemen).locator(".djs-hit").first.click()

    def bantalan(self, tindakan: str) -> None:
        """An entry of the pad beside the selected element, by its words."""
        self.kanvas.locator(".djs-context-pad").get_by_title(tindakan).click()

    def medan(self, label: str) -> Locator:
        """A field of the properties."""
        return self.sifat.get_by_label(label, exact=True)

    def isi(self, label: str, nilai: str) -> None:
        """Type into a field and leave it."""
        self.medan(label).fill(nilai)
        self.medan(label).blur()

    def tindakan(self, kata: str) -> None:
        """A button of the properties."""
        self.sifat.get_by_role("button", name=kata, exact=True).click()

    def sesudah(self, jenis: str, nama: str) -> None:
        """After the selected element one of a kind without a button of its own, named in the properties."""
        self.medan("Jenis lain sesudah ini").select_option(label=jenis)
        self.sifat.get_by_role("button", name="Tambahkan").last.click()
        self.isi("Nama", nama)

    def menjadi(self, jenis: str) -> None:
        """Another kind for the selected element, from the menu beside it."""
        self.bantalan("Ubah jenis")
        self.kanvas.locator(".djs-popup").get_by_text(jenis, exact=True).click()

    def acuan_baru(self, label: str, nama: str) -> None:
        """The message (signal, ...) of the selected event is a new one of that name."""
        self.pilihkan(label, "Yang baru …")
        self.isi("Nama baru", nama)
        expect(self.medan(label).locator("option:checked")).to_have_text(nama)

    def pilihkan(self, label: str, pilihan: str) -> None:
        """Choose in a list of the properties."""
        self.medan(label).select_option(label=pilihan)

    @contextmanager
    def tersimpan(self) -> Iterator[list[Response]]:
        """What is done inside reaches the server by itself; the answer is in the list afterwards."""
        jawaban: list[Response] = []
        with self.page.expect_response(lambda r: r.request.method == "PUT") as info:
            yield jawaban
        jawaban.append(info.value)
        expect(self.keadaan).to_contain_text("Tersimpan")

    def isi_draf(self) -> bytes:
        """The draft as the server holds it."""
        url = self.page.locator("#studio").get_attribute("data-xml") or ""
        return self.page.request.get(url).body()

    def temuan(self) -> list[str]:
        """The findings in words, as they stand below the drawing."""
        return [satu.inner_text().replace("\n", " ") for satu in self.daftar_temuan.get_by_role("listitem").all()]

    def langkah_sesudah(self, nama: str, *, baru: str, lajur: str, hari: int, dasar: str) -> None:
        """With the mouse: a step of a person between the step of that name and what follows, named on the canvas."""
        self.pilih(nama)
        self.bantalan("Tambah langkah sesudah ini")
        self.page.keyboard.type(baru)
        self.page.keyboard.press("Enter")
        expect(self.sifat.get_by_role("heading", level=2)).to_have_text(baru)
        self.isi("Dasar hukum dan petunjuk", dasar)
        self.medan("Siapa yang mengerjakan").select_option(label=lajur)
        self.medan("Batas waktu").select_option(label="Sejumlah hari kalender sejak dibuka")
        self.isi("Jumlah hari", str(hari))

    def ajukan(self, catatan: str = "") -> None:
        """Ask for review, as the page's own form does."""
        self.page.get_by_label(re.compile("^Apa yang berubah")).fill(catatan)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Ajukan draf").click()

    def putus(self, status: int | None = None, **jawaban: Any) -> None:
        """From now on saving fails: no network, or the server answers so. `sambung()` ends it."""

        def tangani(rute: Any) -> None:
            if rute.request.method != "PUT":
                rute.continue_()
            elif status is None:
                rute.abort("internetdisconnected")
            else:
                rute.fulfill(status=status, json=jawaban)

        self.page.route("**/api/v1/proses/*/draf", tangani)

    def sambung(self) -> None:
        """The network is back."""
        self.page.unroute_all()
        self.page.evaluate("dispatchEvent(new Event('online'))")
