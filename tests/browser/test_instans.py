"""An auditor finds a case, says what for, reads it from end to end, and takes the list along; in both languages."""

import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.hidup import Jam
from tests.browser.pelaku import Pelaku
from tests.bulan import Panggung

pytestmark = pytest.mark.browser
BAGIAN = ("Langkah", "Fakta", "Dokumen", "Peristiwa")
KETIKAN = ("Mutu belum sesuai.", "Tanda terima 31 Januari ada.", "Pengaduan 12/2026", "Menindaklanjuti pengaduan")


@pytest.fixture
def banding(portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam) -> Panggung:
    """January of pelaksana1 waits for the atasan banding."""
    satu = Panggung(db, aktor, kerjakan).skp().rekap().buka().ajukan().tolak().banding()
    jam(2, 9)
    return satu


def test_an_auditor_finds_opens_reads_and_exports_a_case(
    banding: Panggung, orang: Callable[..., Pelaku], tmp_path: Any
) -> None:
    nomor, auditor = banding.bulan.nomor, orang("auditor")
    auditor.masuk()
    page = auditor.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Instans").click()
    page.get_by_role("main").get_by_label("NIP, nama, atau nomor").fill("lusia")
    page.get_by_label("Keadaan").select_option("berjalan")
    page.get_by_role("main").get_by_role("button", name="Cari").click()
    auditor.lihat()
    with page.expect_download() as unduh:
        page.get_by_role("link", name="Unduh daftar ini (XLSX)").click()
    unduh.value.save_as(tmp_path / "daftar.xlsx")
    assert nomor.encode() in zipfile.ZipFile(tmp_path / "daftar.xlsx").read("xl/worksheets/sheet1.xml")
    page.get_by_role("row").filter(has_text=nomor).get_by_role("link").click()
    auditor.lihat()
    page.get_by_role("button", name="Catat dan buka").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih salah satu tujuan.")
    page.get_by_label("Menindaklanjuti pengaduan").check()
    page.get_by_label("Keterangan").fill("Pengaduan 12/2026")
    page.get_by_role("button", name="Catat dan buka").click()
    expect(page.locator("main .note")).to_contain_text("(atasan banding): Putuskan banding, sejak 5 Februari 2026")
    for nama in BAGIAN:
        page.get_by_role("navigation", name="Bagian").get_by_role("link", name=nama).click()
        expect(page.locator("ul.tabs [aria-current]")).to_have_text(nama)
        auditor.lihat()
        auditor.mata.axe()  # the parts share their heading, at which `lihat` asks axe once
    expect(page.get_by_role("main")).to_contain_text("Pengaduan 12/2026")


def test_the_pages_are_in_english_too(banding: Panggung, orang: Callable[..., Pelaku]) -> None:
    kasi, campur = orang("kasi"), []
    kasi.masuk()
    kasi.page.get_by_role("link", name="English").click()
    expect(kasi.page.locator("html")).to_have_attribute("lang", "en")
    for bagian in BAGIAN:
        kasi.page.goto(f"/instans/{banding.instans}?bagian={bagian.lower()}")
        kasi.lihat(axe=False, bahasa=False)
        campur += kasi.mata.bahasa_lain(KETIKAN)
    assert campur == [], "\n".join(campur)
