"""BKD adds an approval with the mouse, a second person publishes it, and the months run as their diagrams say."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

import workflows
from tests.browser.hidup import Jam
from tests.browser.pelaku import Pelaku
from tests.browser.studio import Studio
from tests.bulan import Panggung

pytestmark = pytest.mark.browser
PARAF = "Paraf kepala bidang"
Orang = Callable[..., Pelaku]


@pytest.fixture
def januari(portal: str, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], jam: Jam) -> Panggung:
    """January of pelaksana1 was reported on version 1 and waits for the pejabat penilai."""
    satu = Panggung(db, aktor, kerjakan).skp().rekap().rekap("2026-02").buka().ajukan()
    jam(2, 4)
    return satu


def test_an_approval_added_by_bkd_is_met_by_the_next_month_while_the_old_one_ends_on_its_version(
    januari: Panggung, orang: Orang, db: Session, jam: Jam, pekerja: Callable[..., None]
) -> None:
    lama = januari.instans
    gambar(orang("pengelola_alur").masuk())
    terbitkan(orang("penyetuju_alur").masuk())
    setujui(orang("kasi").masuk())
    pekerja()
    sahkan(orang("verifikatur").masuk())
    db.rollback()
    assert (workflows.instance(db, lama).version, workflows.instance(db, lama).status) == (1, "done")
    jam(3, 1, 0, 5)
    pekerja("2026-02")
    jam(3, 2)
    laporkan(orang("pelaksana1").masuk())
    paraf(orang("kabid").masuk())
    setujui(orang("kasi").masuk())
    januari.buka(2)
    db.rollback()
    baru = workflows.instance(db, januari.instans)
    assert (baru.version, baru.facts["keputusan"]) == (2, "setuju")
    assert [s.element for s in workflows.history(db, baru.id) if s.kind == "user"] == [
        "isi_realisasi", "paraf_kepala_bidang", "tinjau_realisasi",
    ]  # fmt: skip


def gambar(fransiska: Pelaku) -> None:
    """The Pengelola Alur puts a step of the atasan banding before the assessment, and asks for review."""
    studio = Studio(fransiska).mulai("realisasi_bulanan")
    with studio.tersimpan():
        studio.langkah_sesudah("Isi realisasi", baru=PARAF, lajur="Atasan banding", hari=2, dasar="Kesepakatan 2026.")
    expect(studio.daftar_temuan).not_to_contain_text("Galat ")
    studio.ajukan("Kepala bidang membaca realisasi sebelum dinilai.")
    expect(fransiska.page.get_by_role("main")).to_contain_text("Diajukan")
    assert fransiska.page.get_by_role("button", name="Terbitkan").count() == 0, "not by who drew it"


def terbitkan(gabriel: Pelaku) -> None:
    """The Penyetuju Alur reads what changes, in words and in two pictures, and publishes."""
    gabriel.buka("Proses")
    gabriel.ikuti("Tinjau")
    expect(gabriel.page.get_by_role("main")).to_contain_text(PARAF)
    gabriel.isi("Catatan", "Sesuai kesepakatan.")
    gabriel.tekan("Terbitkan")
    gabriel.lihat("Realisasi bulanan")
    expect(gabriel.page.get_by_role("main")).to_contain_text("Fransiska Pengelola")
    expect(gabriel.page.get_by_role("main")).to_contain_text("Versi 2")


def setujui(kornelis: Pelaku) -> None:
    kornelis.buka("Tugas")
    kornelis.ikuti("Nilai realisasi")
    kornelis.pilih("Setujui")
    kornelis.tekan("Kirim keputusan")
    kornelis.lihat("sudah diterima")


def sahkan(carolus: Pelaku) -> None:
    carolus.buka("Verifikasi")
    carolus.pilih("Pilih Lusia Pelaksana")
    carolus.tekan("Sahkan yang dipilih")
    carolus.lihat("1 dari 1 bulan disahkan")


def laporkan(lusia: Pelaku) -> None:
    lusia.buka("Beranda")
    lusia.ikuti("Isi realisasi")
    for label in lusia.page.get_by_label(re.compile(r"^Mutu \(0–100\): ")).all():
        label.fill("95")
    lusia.tekan("Periksa jawaban")
    lusia.tekan("Kirim")
    lusia.lihat("sudah diterima")
    expect(lusia.page.get_by_role("main")).to_contain_text("Juliana Kabid")


def paraf(juliana: Pelaku) -> None:
    """The new step, with the month's values before her eyes."""
    juliana.buka("Tugas")
    juliana.ikuti(PARAF)
    expect(juliana.page.get_by_role("main")).to_contain_text("Menyusun telaah mutasi")
    juliana.pilih("Setuju")
    juliana.tekan("Kirim keputusan")
    juliana.lihat("sudah diterima")
