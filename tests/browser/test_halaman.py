"""Every page of the portal on a desk, in both languages: accessible by day and by night, in one language."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

import workflows
from tests.browser.hidup import Jam
from tests.browser.pelaku import TELEPON, Pelaku
from tests.bulan import Panggung
from tests.views import test_jadwal, test_migrasi_instans

pytestmark = pytest.mark.browser

HALAMAN = {
    "pelaksana1": [
        "/", "/tugas/", "/skp/", "/skp/1", "/skp/1/versi/1", "/realisasi/1", "/akun/sandi", "/cari?q=SKP-2026",
        "/tidak-ada",
    ],
    "kasi": ["/", "/tugas/", "/bawahan/", "/skp/1", "/verifikasi/"],
    "kabid": ["/tugas/", "/bawahan/?sebagai=atasan", "/realisasi/1"],
    "verifikatur": ["/", "/tugas/", "/verifikasi/"],
    "admin_bkd": [
        "/kelola-akun/", "/kelola-akun/1", "/data-induk/", "/data-induk/opd/list/", "/data-induk/opd/add",
        "/data-induk/pegawai/list/", "/data-induk/pegawai/show/1", "/data-induk/rantai/list/", "/data-induk/rantai/add",
        "/data-induk/hari-libur/list/",
    ],
    "auditor": ["/data-induk/", "/data-induk/tarikan/list/", "/cari?q=Pelaksana"],
}  # fmt: skip
KETIKAN = ("Mutu belum sesuai.",)


@pytest.fixture
def bulan_lalu(
    portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam
) -> Panggung:
    """January of pelaksana1 was appealed and decided, BKD is next; that of pelaksana2 waits for the atasan banding."""
    satu = Panggung(db, aktor, kerjakan).skp().rekap().buka().ajukan().tolak().banding().putuskan()
    Panggung(db, aktor, kerjakan, "pelaksana2").skp().buka().ajukan().tolak().banding()
    jam(2, 9)
    return satu


@pytest.mark.parametrize("kunci", HALAMAN)
def test_every_page_is_accessible_and_in_one_language(
    kunci: str, bulan_lalu: Panggung, orang: Callable[..., Pelaku]
) -> None:
    satu = orang(kunci)
    satu.masuk()
    satu.page.goto("/tugas/")
    tugas = [a.get_attribute("href") for a in satu.page.locator("main .tasks a.what").all()]
    campur: list[str] = []
    for bahasa in ("id", "en"):
        if bahasa == "en":
            satu.page.goto("/")
            satu.page.get_by_role("link", name="English").click()
            expect(satu.page.locator("html")).to_have_attribute("lang", "en")
        for url in [*HALAMAN[kunci], *tugas]:
            satu.page.goto(url)
            satu.lihat(axe=bahasa == "id", bahasa=False)
            campur += satu.mata.bahasa_lain(KETIKAN)
    assert campur == [], "\n".join(campur)


@pytest.mark.parametrize(
    "alamat",
    [
        "/capaian/",
        "/tpp/",
        "/laporan/",
        "/perkembangan/",
        "/ketentuan/",
        "/instans/",
        "/kendala/",
        "/operasi/",
        "/pesan/",
    ],
)
def test_what_bkd_works_with_fits_a_phone(alamat: str, bulan_lalu: Panggung, orang: Callable[..., Pelaku]) -> None:
    satu = orang("admin_bkd", viewport=TELEPON)
    satu.masuk()
    satu.page.goto(alamat)
    satu.lihat(axe=False)


@pytest.fixture
def diserahi(portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam) -> Panggung:
    """January of pelaksana3 lies with kasi; two diagrams start by the clock, one of which could not."""
    satu = Panggung(db, aktor, kerjakan, "pelaksana3").skp().rekap().buka().ajukan()
    test_jadwal.terbitkan(db)
    test_jadwal.terbitkan(db, "macet", "x = 1 / 0")
    workflows.begin(db, workflows.Due("", 1, process="macet"), test_jadwal.MULAI.replace(day=3))
    db.commit()
    jam(2, 4)
    return satu


@pytest.mark.parametrize("layar", [None, TELEPON], ids=["meja", "telepon"])
def test_a_task_is_handed_over_and_given_back_on_any_screen(
    layar: dict[str, int] | None, diserahi: Panggung, orang: Callable[..., Pelaku]
) -> None:
    ukuran = {"viewport": layar} if layar else {}
    kasi, kepala, alamat = orang("kasi", **ukuran), orang("kepala", **ukuran), f"/tugas/{diserahi.tugas}"
    kasi.masuk()
    kasi.page.goto(alamat)
    kasi.ikuti("Serahkan kepada rekan")
    kasi.lihat("Serahkan tugas")
    kasi.pilih("Ignasius")
    kasi.tekan("Lihat akibatnya")
    kasi.lihat("Serahkan tugas")
    kasi.isi("Alasan", "Cuti tahunan 4 sampai 10 Februari")
    kasi.tekan("Serahkan kepada")
    kasi.lihat("Tugas")
    expect(kasi.page.locator("#diserahkan")).to_be_visible()
    kepala.masuk()
    kepala.page.goto(alamat)
    kepala.lihat()
    kepala.tekan("Serahkan kembali")
    kepala.lihat("Tugas")
    kasi.page.goto(alamat)
    expect(kasi.page.get_by_role("link", name="Serahkan kepada rekan")).to_be_visible()


@pytest.mark.parametrize("layar", [None, TELEPON], ids=["meja", "telepon"])
def test_schedules_and_the_version_of_one_process_are_accessible_pages(
    layar: dict[str, int] | None, diserahi: Panggung, db: Session, orang: Callable[..., Pelaku]
) -> None:
    instans = test_migrasi_instans.alih(db)
    admin = orang("admin_bkd", **({"viewport": layar} if layar else {}))
    admin.masuk()
    for alamat, judul in (("/kendala/", "Kendala"), ("/jadwal/", "Jadwal"), ("/pesan/", "Kirim pesan")):
        admin.page.goto(alamat)
        admin.lihat(judul)
    admin.page.goto(f"/instans/{instans}/migrasi")
    admin.pilih("Membantu para pihak")
    admin.tekan("Catat dan buka")
    admin.lihat("Pindah versi")
    admin.page.locator("#peta-periksa").select_option("tinjau")
    admin.tekan("Lihat akibatnya")
    admin.lihat("Pindah versi")
    admin.isi("Alasan", "Versi 2 memperbaiki langkahnya")
    admin.tekan("Pindahkan ke versi")
    admin.page.goto(f"/instans/{instans}/migrasi")
    admin.lihat("Pindah versi")
