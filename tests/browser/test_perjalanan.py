"""The journey of one SKP, from its draft to its verified month, by the people whose turn it is, at the served portal.

Walked twice: by keyboard alone in a browser without JavaScript, and with a finger on a phone.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.hidup import Jam
from tests.browser.pelaku import TELEPON, Pelaku

pytestmark = pytest.mark.browser

SURAT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
CARA = {
    "papan ketik tanpa JavaScript": {"papan": True, "java_script_enabled": False},
    "telepon": {"viewport": TELEPON, "has_touch": True},
}


@pytest.fixture(params=CARA.values(), ids=CARA)
def datang(request: pytest.FixtureRequest, orang: Callable[..., Pelaku]) -> Callable[[str], Pelaku]:
    """datang("kasi"): that person, logged in; the same browser each time."""
    semua: dict[str, Pelaku] = {}

    def siapa(kunci: str) -> Pelaku:
        if kunci not in semua:
            semua[kunci] = orang(kunci, **request.param).masuk()
        return semua[kunci]

    return siapa


@pytest.mark.kedua_basis
def test_an_skp_is_carried_from_its_draft_to_its_verified_month(
    datang: Callable[[str], Pelaku], jam: Jam, pekerja: Callable[..., None], eabsensi: None
) -> None:
    for adegan in (susun, kembalikan, perbaiki, setujui, sahkan):
        adegan(datang)
    jam(2, 1, 0, 5)
    pekerja("2026-01")
    jam(2, 2)
    for adegan in (laporkan, tolak, banding, putuskan):
        adegan(datang)
    pekerja()
    for adegan in (verifikasi, hasil):
        adegan(datang)


def susun(datang: Callable[[str], Pelaku]) -> None:
    """The clerk drafts two kegiatan, spreads them over the year and sends them."""
    lusia = datang("pelaksana1")
    lusia.buka("SKP saya")
    lusia.tekan("Mulai SKP 2026")
    lusia.lihat("Susun SKP")
    kegiatan(lusia, 1, "Menyusun laporan rehabilitasi anak", "96", "Laporan")
    lusia.tekan("Tambah kegiatan")
    lusia.lihat("Susun SKP")
    expect(lusia.page.get_by_label("Uraian kegiatan 1")).to_have_value("Menyusun laporan rehabilitasi anak")
    kegiatan(lusia, 2, "Mengarsipkan surat masuk", "108", "Berkas")
    lusia.tekan("Bagi ke 12 bulan")
    expect(lusia.page.get_by_text("12 bulan terisi")).to_have_count(2)
    lusia.lihat()
    lusia.tekan("Ajukan ke Kornelis Kasi")
    lusia.lihat("sudah diterima")
    expect(lusia.page.locator(".nomor")).to_have_text(re.compile(r"^TT-2026-\d{8}$"))
    expect(lusia.page.get_by_role("main")).to_contain_text("Kornelis Kasi")


def kegiatan(lusia: Pelaku, nomor: int, uraian: str, kuantitas: str, satuan: str) -> None:
    lusia.isi(f"Uraian kegiatan {nomor}", uraian)
    lusia.isi(f"Kuantitas kegiatan {nomor}", kuantitas)
    lusia.isi(f"Satuan output kegiatan {nomor}", satuan)
    lusia.isi(f"Mutu kegiatan {nomor}, 0 sampai 100", "100")
    lusia.isi(f"Waktu kegiatan {nomor} dalam bulan", "12")
    lusia.isi(f"Rencana hasil kerja pimpinan yang diintervensi, kegiatan {nomor}", "Layanan rehabilitasi meningkat")
    lusia.isi(f"Ukuran keberhasilan/indikator, Kuantitas, kegiatan {nomor}", f"Jumlah {satuan.lower()} selesai")


def kembalikan(datang: Callable[[str], Pelaku]) -> None:
    """The superior finds it in the inbox and sends it back, with a reason for a row; without one he may not."""
    kornelis = datang("kasi")
    kornelis.buka("Tugas")
    kornelis.ikuti("Tinjau SKP")
    kornelis.pilih("Kembalikan untuk diperbaiki")
    kornelis.tekan("Kirim keputusan")
    expect(kornelis.page.get_by_role("alert")).to_contain_text("Ada yang perlu diperbaiki")
    kornelis.lihat("Tinjau SKP")
    kornelis.isi("Catatan untuk Lusia Pelaksana", "Sesuaikan dengan beban kerja.")
    kornelis.isi("Yang perlu diubah pada kegiatan 1 (bila dikembalikan)", "108 laporan, seperti tahun lalu.")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("sudah diterima")


def perbaiki(datang: Callable[[str], Pelaku]) -> None:
    """She reads why, corrects and sends again."""
    lusia = datang("pelaksana1")
    lusia.buka("Beranda")
    lusia.ikuti("Perbaiki SKP")
    expect(lusia.page.get_by_role("main")).to_contain_text("108 laporan, seperti tahun lalu.")
    lusia.isi("Kuantitas kegiatan 1", "108")
    lusia.tekan("Bagi ke 12 bulan")
    lusia.tekan("Ajukan lagi ke Kornelis Kasi")
    lusia.lihat("sudah diterima")


def setujui(datang: Callable[[str], Pelaku]) -> None:
    """He sees what changed and agrees."""
    kornelis = datang("kasi")
    kornelis.buka("Tugas")
    kornelis.ikuti("Tinjau SKP")
    expect(kornelis.page.locator(".diff").first).to_contain_text("108 Laporan")
    kornelis.pilih("Setujui")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("sudah diterima")


def sahkan(datang: Callable[[str], Pelaku]) -> None:
    """BKD verifies: the SKP is in force."""
    carolus = datang("verifikatur")
    carolus.buka("Tugas")
    carolus.ikuti("Verifikasi SKP")
    carolus.tekan("Sahkan SKP")
    carolus.lihat("sudah diterima")
    datang("pelaksana1").buka("SKP saya")
    datang("pelaksana1").ikuti("SKP 2026")
    expect(datang("pelaksana1").page.locator("h1 + p .tag")).to_have_text("Ditetapkan")


def laporkan(datang: Callable[[str], Pelaku]) -> None:
    """The month is open and attendance is there: she reports, with evidence, reads her answers once more and sends."""
    lusia = datang("pelaksana1")
    lusia.buka("Beranda")
    lusia.ikuti("Isi realisasi")
    expect(lusia.page.get_by_role("main")).to_contain_text("Sumber: e-absensi")
    lusia.isi("Mutu (0–100): Menyusun laporan rehabilitasi anak", "95")
    lusia.isi("Mutu (0–100): Mengarsipkan surat masuk", "88")
    lusia.berkas("Tambah berkas", "tanda terima.pdf", "application/pdf", SURAT)
    lusia.tekan("Unggah")
    lusia.lihat("Isi realisasi")
    expect(lusia.page.get_by_label("Mutu (0–100): Mengarsipkan surat masuk")).to_have_value("88")
    unduh(lusia)
    lusia.tekan("Periksa jawaban")
    lusia.lihat("Periksa jawaban Anda")
    expect(lusia.page.locator("dl")).to_contain_text("Mengarsipkan surat masuk")
    lusia.tekan("Kirim")
    lusia.lihat("sudah diterima")


def unduh(siapa: Pelaku) -> None:
    """The evidence comes back as it was sent."""
    with siapa.page.expect_download() as unduhan:
        siapa.page.locator("main").get_by_role("link", name="tanda terima.pdf").click()
    with open(unduhan.value.path(), "rb") as berkas:
        assert berkas.read() == SURAT


def tolak(datang: Callable[[str], Pelaku]) -> None:
    """He looks at the evidence and disagrees with one value: suggestion and reason, or it is not taken."""
    kornelis = datang("kasi")
    kornelis.buka("Tugas")
    kornelis.ikuti("Nilai realisasi")
    unduh(kornelis)
    kornelis.pilih("Tolak dengan nilai usulan")
    kornelis.isi("Mutu (0–100): Menyusun laporan rehabilitasi anak", "85")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("Nilai realisasi")
    expect(kornelis.page.get_by_role("alert")).to_contain_text("Ada yang perlu diperbaiki")
    expect(kornelis.page.get_by_label("Mutu (0–100): Menyusun laporan rehabilitasi anak")).to_have_value("85")
    kornelis.isi("Alasan perubahan: Menyusun laporan rehabilitasi anak", "Dua laporan dikembalikan.")
    kornelis.isi("Catatan untuk pegawai", "Mutu laporan belum sesuai.")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("sudah diterima")


def banding(datang: Callable[[str], Pelaku]) -> None:
    """She sees both values beside each other and appeals."""
    lusia = datang("pelaksana1")
    lusia.buka("Tugas")
    lusia.ikuti("Tanggapi penolakan")
    expect(lusia.page.get_by_role("main")).to_contain_text("Dua laporan dikembalikan.")
    lusia.pilih("Ajukan banding")
    lusia.isi("Alasan banding", "Tanda terima ada dan tidak bercatatan.")
    lusia.tekan("Kirim tanggapan")
    lusia.lihat("sudah diterima")
    expect(lusia.page.get_by_role("main")).to_contain_text("Juliana Kabid")


def putuskan(datang: Callable[[str], Pelaku]) -> None:
    """The superior's superior decides with values of her own, and checks before it is final."""
    juliana = datang("kabid")
    juliana.buka("Tugas")
    juliana.ikuti("Putuskan banding")
    expect(juliana.page.get_by_role("main")).to_contain_text("Tanda terima ada dan tidak bercatatan.")
    juliana.pilih("Tolak dan tetapkan nilai sendiri")
    juliana.isi("Mutu (0–100): Menyusun laporan rehabilitasi anak", "88")
    juliana.isi("Alasan keputusan", "Satu dari dua laporan memang dikembalikan.")
    juliana.tekan("Periksa keputusan")
    juliana.lihat("Periksa jawaban Anda")
    juliana.tekan("Kirim")
    juliana.lihat("sudah diterima")


def verifikasi(datang: Callable[[str], Pelaku]) -> None:
    """BKD verifies all that waits at once, with a result per month."""
    carolus = datang("verifikatur")
    carolus.buka("Verifikasi")
    expect(carolus.page.get_by_role("main")).to_contain_text("96,00")
    carolus.pilih("Pilih Lusia Pelaksana")
    carolus.tekan("Sahkan yang dipilih")
    carolus.lihat("1 dari 1 bulan disahkan")


def hasil(datang: Callable[[str], Pelaku]) -> None:
    """She sees her score, why, and that it is verified."""
    lusia = datang("pelaksana1")
    lusia.buka("Beranda")
    lusia.ikuti("Jan")
    main = lusia.page.get_by_role("main")
    expect(lusia.page.locator("h1 + p + p .tag").first).to_have_text("Terverifikasi")
    expect(main.locator(".nilai-besar")).to_have_text("96,00")
    lusia.bentangkan("Mengapa nilai ini?")
    expect(main.locator(".mengapa.lebar")).to_contain_text("(100 + 88 + 100) / 3 = 96")
    lusia.lihat()
