"""A PNS objects to the result of the year, the atasan banding decides, an auditor finds the case and takes it along."""

import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.hidup import Jam
from tests.browser.pelaku import TELEPON, Pelaku
from tests.tahun import Tahun

pytestmark = pytest.mark.browser
Orang = Callable[..., Pelaku]
CARA = {
    "papan ketik tanpa JavaScript": {"papan": True, "java_script_enabled": False},
    "telepon": {"viewport": TELEPON, "has_touch": True},
}


@pytest.fixture
def dinilai(portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam) -> Tahun:
    """The year 2026 of pelaksana1 is assessed and handed over on 15 January 2027."""
    satu = Tahun(db, aktor, kerjakan).skp().verifikasi().buka().nilai()
    jam(1, 16, tahun=2027)
    return satu


@pytest.mark.parametrize("cara", CARA.values(), ids=CARA)
def test_a_pns_objects_and_the_atasan_banding_decides(
    dinilai: Tahun, orang: Orang, jam: Jam, cara: dict[str, Any]
) -> None:
    lusia = orang("pelaksana1", **cara).masuk()
    terima(lusia)
    jam(1, 30, 23, 59, tahun=2027)  # the last minute of the fourteenth day
    keberatan(lusia)
    jam(2, 10, tahun=2027)
    tanggapi(orang("kasi", **cara).masuk())
    putuskan(orang("kabid", **cara).masuk())
    hasil(lusia)
    assert dinilai.penilaian.status == "sah"


def test_an_auditor_finds_the_objection_reads_it_and_exports_it(
    dinilai: Tahun, orang: Orang, jam: Jam, tmp_path: Any
) -> None:
    dinilai.terima().keberatan().jawab().putuskan("ubah", hasil_kerja="di atas", rating_perilaku="sesuai")
    jam(2, 1, tahun=2027)
    helena = orang("auditor").masuk()
    page = helena.page
    helena.buka("Instans")
    page.get_by_role("main").get_by_label("NIP, nama, atau nomor").fill(dinilai.penilaian.nomor)
    helena.tekan("Cari")
    with page.expect_download() as unduh:
        page.get_by_role("link", name="Unduh daftar ini (XLSX)").click()
    unduh.value.save_as(tmp_path / "daftar.xlsx")
    assert dinilai.penilaian.nomor.encode() in zipfile.ZipFile(tmp_path / "daftar.xlsx").read(
        "xl/worksheets/sheet1.xml"
    )
    page.get_by_role("row").filter(has_text=dinilai.penilaian.nomor).get_by_role("link").first.click()
    helena.pilih("Menindaklanjuti pengaduan")
    helena.isi("Keterangan", "Pengaduan 12/2027")
    helena.tekan("Catat dan buka")
    for bagian, isi in {
        "Langkah": "Putuskan keberatan",
        "Fakta": "Kornelis Kasi",
        "Dokumen": dinilai.penilaian.nomor,
        "Peristiwa": "Pengaduan 12/2027",
    }.items():
        page.get_by_role("navigation", name="Bagian").get_by_role("link", name=bagian).click()
        helena.lihat()
        expect(page.get_by_role("main")).to_contain_text(isi)
    expect(page.get_by_role("main")).to_contain_text("di atas")  # what the decision made of it, beside what it was


def terima(lusia: Pelaku) -> None:
    """She confirms to have received this very document; that is not agreeing."""
    lusia.buka("Tugas")
    lusia.ikuti("Terima hasil penilaian")
    expect(lusia.page.get_by_role("main")).to_contain_text("30 Januari 2027")
    lusia.tekan("Saya sudah menerima")
    lusia.lihat("sudah diterima")


def keberatan(lusia: Pelaku) -> None:
    """Without a reason she may not; with one, she reads it once more and sends."""
    lusia.buka("Tugas")
    lusia.ikuti("Tanggapi hasil penilaian")
    lusia.pilih("Ajukan keberatan")
    lusia.tekan("Periksa tanggapan")
    expect(lusia.page.get_by_role("alert")).to_contain_text("alasan")
    lusia.lihat()
    lusia.isi("Alasan keberatan", "Dua kegiatan tidak dihitung.")
    lusia.tekan("Periksa tanggapan")
    lusia.lihat("Periksa jawaban Anda")
    lusia.tekan("Kirim")
    lusia.lihat("sudah diterima")
    expect(lusia.page.get_by_role("main")).to_contain_text("Kornelis Kasi")


def tanggapi(kornelis: Pelaku) -> None:
    kornelis.buka("Tugas")
    kornelis.ikuti("Tanggapi keberatan")
    expect(kornelis.page.get_by_role("main")).to_contain_text("Dua kegiatan tidak dihitung.")
    kornelis.isi("Tanggapan tertulis", "Keduanya dihitung; buktinya pada bulan Desember.")
    kornelis.tekan("Teruskan kepada atasan")
    kornelis.lihat("sudah diterima")


def putuskan(juliana: Pelaku) -> None:
    """Both sides beside each other; her own assessment below; final."""
    juliana.buka("Tugas")
    juliana.ikuti("Putuskan keberatan")
    main = juliana.page.get_by_role("main")
    expect(main).to_contain_text("Dua kegiatan tidak dihitung.")
    expect(main).to_contain_text("Keduanya dihitung; buktinya pada bulan Desember.")
    juliana.isi("Hasil pemeriksaan", "Keduanya didengar pada 9 Februari; berkas Desember dibuka bersama.")
    juliana.pilih("Hasil diubah")
    if juliana.page.locator("details.putusan:not([open])").count():
        juliana.bentangkan("Penilaian menurut putusan, bila diubah")
    juliana.page.locator("input[name='hasil_kerja'][value='di atas']").check()
    juliana.isi("Alasan keputusan", "Kegiatan kedua memang melampaui target.")
    juliana.tekan("Periksa keputusan")
    juliana.lihat("Periksa jawaban Anda")
    juliana.tekan("Kirim")
    juliana.lihat("sudah diterima")


def hasil(lusia: Pelaku) -> None:
    """She reads the decision, its reason, and the result before and after."""
    lusia.page.goto("/penilaian/")
    lusia.ikuti("2026")
    main = lusia.page.get_by_role("main")
    expect(main).to_contain_text("Kegiatan kedua memang melampaui target.")
    expect(main).to_contain_text("Baik")
    lusia.lihat()
