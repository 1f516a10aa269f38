"""The year's end at the served portal: assessed, received, objected to with a file, answered, decided; and the logbook.

Walked twice: by keyboard alone in a browser without JavaScript, and with a finger on a phone. Each page is looked at by
axe by day and by night, and speaks one language.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests.browser.hidup import Jam
from tests.browser.pelaku import Pelaku
from tests.browser.test_perjalanan import SURAT, datang
from tests.views.lakon_tahun import LakonTahun

ALASAN = "Laporan Maret diterima 31 Maret: https://contoh/" + 25 * "berkas_"
"""One long word in it, as people paste them: it must not widen a page."""

__all__ = ["datang"]
pytestmark = pytest.mark.browser
Datang = Callable[[str], Pelaku]


@pytest.fixture
def lakon(portal: str, db: Session, aktor: Callable[[str], Any], jam: Jam) -> LakonTahun:
    """2026 of pelaksana1 waits for its assessment."""
    satu = LakonTahun(db, aktor)
    satu.catat("Melayani tamu di luar jam kerja.")
    jam(1, 12, tahun=2027)
    return satu


def kerjakan(siapa: Pelaku, judul: str) -> None:
    """The one task of the inbox."""
    siapa.buka("Tugas")
    siapa.ikuti(judul)
    siapa.lihat(judul)


def test_a_year_is_assessed_received_objected_to_with_a_file_and_decided(
    lakon: LakonTahun, datang: Datang, jam: Jam
) -> None:
    kasi = datang("kasi")
    kerjakan(kasi, "Nilai tahunan 2026")
    expect(kasi.page.get_by_role("main")).to_contain_text("Melayani tamu di luar jam kerja.")
    for nama in ("hasil_kerja", "rating_perilaku"):
        centang(kasi, nama, "di bawah")
    kasi.isi("Catatan: Akuntabel", "Laporan Maret terlambat.")
    kasi.tekan("Periksa hasilnya")
    kasi.lihat("Periksa jawaban")
    expect(kasi.page.get_by_role("main")).to_contain_text("Sangat Kurang")
    kasi.tekan("Kirim")
    kasi.lihat("sudah diterima")

    jam(1, 13, tahun=2027)
    lusia = datang("pelaksana1")
    kerjakan(lusia, "Terima hasil penilaian 2026")
    expect(lusia.page.get_by_role("main")).to_contain_text("27 Januari 2027, 23.59 WITA")
    lusia.tekan("Saya sudah menerima")
    lusia.lihat("sudah diterima")

    jam(1, 14, tahun=2027)
    kerjakan(lusia, "Tanggapi hasil penilaian 2026")
    lusia.pilih("Ajukan keberatan")
    lusia.isi("Alasan keberatan", ALASAN)
    lusia.berkas("Tambah berkas", "Tanda terima.pdf", "application/pdf", SURAT)
    lusia.tekan("Unggah")
    lusia.lihat("Tanggapi hasil penilaian 2026")
    expect(lusia.page.get_by_label("Alasan keberatan", exact=True)).to_have_value(ALASAN)
    lusia.tekan("Periksa tanggapan")
    lusia.lihat("Periksa jawaban")
    expect(lusia.page.get_by_role("main")).to_contain_text("1 berkas")
    lusia.tekan("Kirim")
    lusia.lihat("sudah diterima")

    jam(1, 16, tahun=2027)
    kerjakan(kasi, "Tanggapi keberatan 2026")
    kasi.isi("Tanggapan tertulis", "Tanda terima baru saya lihat sekarang.")
    kasi.tekan("Teruskan kepada atasan")
    kasi.lihat("sudah diterima")

    jam(1, 18, tahun=2027)
    kabid = datang("kabid")
    kerjakan(kabid, "Putuskan keberatan 2026")
    kabid.isi("Hasil pemeriksaan", "Kedua pihak didengar 18 Januari.")
    kabid.pilih("Hasil diubah")
    kabid.bentangkan("Penilaian menurut putusan")
    centang(kabid, "hasil_kerja", "sesuai")
    centang(kabid, "rating_perilaku", "sesuai")
    kabid.isi("Alasan keputusan", "Tanda terima sah.")
    kabid.tekan("Periksa keputusan")
    kabid.lihat("Periksa jawaban")
    expect(kabid.page.get_by_role("main")).to_contain_text("Predikat kinerja menjadi")
    kabid.tekan("Kirim")
    kabid.lihat("sudah diterima")

    lusia.page.goto("/penilaian/")
    lusia.lihat("Penilaian tahunan")
    lusia.ikuti("Penilaian 2026")
    dokumen = lusia.page.get_by_role("main")
    for bagian in ("Hasil diubah", "Tanda terima sah.", ALASAN, "Sah"):
        expect(dokumen).to_contain_text(bagian)


def centang(siapa: Pelaku, nama: str, nilai: str) -> None:
    """One radio button of a question whose answers are worded like another's."""
    unsur = siapa.page.locator(f"input[name='{nama}'][value='{nilai}']")
    unsur.focus()
    siapa.page.keyboard.press("Space")
    expect(unsur).to_be_checked()


def test_a_note_is_written_and_struck_out(lakon: LakonTahun, datang: Datang, jam: Jam) -> None:
    kasi = datang("kasi")
    kasi.page.goto("/catatan-perilaku/?tahun=2026")
    kasi.lihat("Catatan perilaku")
    kasi.ikuti("Lusia Pelaksana")
    kasi.pilih("Perlu perbaikan")
    kasi.isi("Uraian", "Terlambat mengirim laporan Maret.")
    kasi.tekan("Tambahkan catatan")
    kasi.lihat("Catatan perilaku 2026, Lusia Pelaksana")
    kasi.page.locator("summary", has_text="Coret").first.click()
    kasi.page.get_by_label("Mengapa dicoret?").first.fill("Bukan dia.")
    kasi.tekan("Coret catatan ini")
    kasi.lihat("Catatan perilaku 2026, Lusia Pelaksana")
    expect(kasi.page.locator("del")).to_have_count(1)
    expect(kasi.page.get_by_role("main")).to_contain_text("Bukan dia.")
