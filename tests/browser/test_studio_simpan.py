"""Saving in the studio when things go wrong: no network, an ended session, somebody faster, a closed window."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pelaku import Pelaku
from tests.browser.studio import Studio
from tests.pohon import elemen

pytestmark = pytest.mark.browser
Orang = Callable[..., Pelaku]
PENYUSUN = "pengelola_alur"


@pytest.fixture
def studio(orang: Orang) -> Studio:
    """A draft of the monthly process, open in a browser."""
    return Studio(orang(PENYUSUN).masuk()).mulai("realisasi_bulanan")


def ganti(studio: Studio, nama: str) -> None:
    """Something to be saved."""
    studio.pilih("Verifikasi realisasi")
    studio.isi("Nama", nama)


def nama_tersimpan(studio: Studio) -> str | None:
    """What the server has of it."""
    return elemen(studio.isi_draf(), "verifikasi_realisasi").get("name")


def diabaikan(studio: Studio, pola: str) -> None:
    """What the page was refused on purpose is no fault of the page."""
    studio.pelaku.mata.salah[:] = [satu for satu in studio.pelaku.mata.salah if not re.search(pola, satu)]


def test_without_network_it_says_so_and_saves_once_it_is_back(studio: Studio) -> None:
    studio.putus()
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_have_text("Belum tersimpan: jaringan terputus, dicoba lagi")
    with studio.tersimpan():
        studio.sambung()
    assert nama_tersimpan(studio) == "Periksa realisasi"


def test_an_ended_session_is_told_and_loses_nothing(studio: Studio) -> None:
    studio.putus(401, kode="masuk")
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_contain_text("sesi Anda berakhir")
    with studio.tersimpan():
        studio.sambung()
    diabaikan(studio, "401")
    assert nama_tersimpan(studio) == "Periksa realisasi"


def test_whoever_saves_second_is_refused_and_may_take_the_work_along(studio: Studio) -> None:
    lain = Studio(studio.pelaku, studio.page.context.new_page()).buka("realisasi_bulanan")
    with lain.tersimpan():
        ganti(lain, "Yang pertama")
    ganti(studio, "Yang kedua")
    expect(studio.keadaan).to_contain_text("Ditolak: orang lain menyimpan lebih dahulu, muat ulang")
    assert nama_tersimpan(studio) == "Yang pertama"
    with studio.page.expect_download() as unduhan:
        studio.keadaan.get_by_role("button", name="Unduh pekerjaan Anda").click()
    assert b'name="Yang kedua"' in unduhan.value.path().read_bytes()
    studio.keadaan.get_by_role("button", name="Muat ulang").click()
    studio.siap()
    expect(studio.butir("Yang pertama")).to_be_visible()
    diabaikan(studio, "409")


def test_what_the_server_refuses_is_said_in_its_words(studio: Studio) -> None:
    studio.putus(413, kode="terlalu_besar", detail="Diagram terlalu besar.")
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_contain_text("Ditolak: Diagram terlalu besar.")
    diabaikan(studio, "413")


def test_leaving_with_unsaved_changes_asks_first(studio: Studio) -> None:
    studio.putus()
    ditanya: list[str] = []
    studio.page.on("dialog", lambda dialog: (ditanya.append(dialog.type), dialog.accept()))
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_contain_text("jaringan terputus")
    studio.page.goto("/proses/realisasi_bulanan")
    assert ditanya == ["beforeunload"]


def test_leaving_with_all_saved_does_not_ask(studio: Studio) -> None:
    ditanya: list[str] = []
    studio.page.on("dialog", lambda dialog: (ditanya.append(dialog.type), dialog.accept()))
    with studio.tersimpan():
        ganti(studio, "Periksa realisasi")
    studio.page.goto("/proses/realisasi_bulanan")
    assert ditanya == []


def test_what_never_reached_the_server_is_offered_again(studio: Studio) -> None:
    studio.page.on("dialog", lambda dialog: dialog.accept())
    studio.putus()
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_contain_text("jaringan terputus")
    studio.page.reload()
    studio.page.unroute_all()
    studio.siap()
    tawaran = studio.page.locator(".salinan")
    expect(tawaran).to_contain_text("belum sampai ke server")
    with studio.tersimpan():
        tawaran.get_by_role("button", name="Pulihkan").click()
    assert nama_tersimpan(studio) == "Periksa realisasi"
    studio.page.reload()
    studio.siap()
    expect(tawaran).to_have_count(0)


def test_a_copy_that_is_thrown_away_is_not_offered_again(studio: Studio) -> None:
    studio.page.on("dialog", lambda dialog: dialog.accept())
    studio.putus()
    ganti(studio, "Periksa realisasi")
    expect(studio.keadaan).to_contain_text("jaringan terputus")
    studio.page.reload()
    studio.page.unroute_all()
    studio.siap()
    studio.page.get_by_role("button", name="Buang salinan").click()
    studio.page.reload()
    studio.siap()
    expect(studio.page.locator(".salinan")).to_have_count(0)
    assert nama_tersimpan(studio) == "Verifikasi realisasi"


def test_a_diagram_that_does_not_come_is_said_instead_of_an_empty_canvas(orang: Orang) -> None:
    penyusun = orang(PENYUSUN).masuk()
    Studio(penyusun).mulai("realisasi_bulanan")
    penyusun.page.route("**/draf.bpmn", lambda rute: rute.fulfill(status=503, body="rusak"))
    penyusun.page.reload()
    expect(penyusun.page.get_by_role("alert")).to_contain_text("Diagram tidak dapat dimuat")
    penyusun.mata.salah.clear()


def test_parts_the_studio_does_not_know_are_named_before_they_are_lost(studio: Studio) -> None:
    asing = studio.isi_draf().replace(
        b"<spiffworkflow:properties>", b"<spiffworkflow:asing/><spiffworkflow:properties>", 1
    )
    studio.page.route("**/draf.bpmn", lambda rute: rute.fulfill(status=200, body=asing, content_type="application/xml"))
    studio.page.reload()
    studio.siap()
    expect(studio.page.get_by_role("alert")).to_contain_text("tidak dikenal studio")
