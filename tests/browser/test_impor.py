"""Filling in from Excel as a person does it: at a desk, on a telephone, without JavaScript."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.pelaku import TELEPON, Pelaku
from tests.views.impor import buku, manual

pytestmark = pytest.mark.browser

CARA: dict[str, dict[str, Any]] = {
    "meja": {}, "telepon": {"viewport": TELEPON, "has_touch": True}, "tanpa skrip": {"java_script_enabled": False},
}  # fmt: skip


@pytest.mark.parametrize("cara", CARA)
def test_a_form_kept_by_hand_becomes_the_draft(cara: str, orang: Callable[..., Pelaku], tmp_path: Path) -> None:
    berkas = tmp_path / "SKP lama.xlsx"
    berkas.write_bytes(buku(lambda w: manual(w, nip="19800101 200501 1 001", tahun="TAHUN 2025")))
    satu = orang("pelaksana1", **CARA[cara])
    satu.masuk()
    satu.page.goto("/skp/")
    satu.tekan("Mulai SKP")
    satu.page.locator("#kegiatan-0-uraian").fill("Hanya di draf")
    satu.tekan("Isi dari Excel")
    satu.lihat("Isi SKP dari Excel")
    satu.page.set_input_files("#berkas", berkas)
    satu.tekan("Unggah dan lihat dahulu")
    satu.lihat("Periksa isi berkas")
    if CARA[cara].get("java_script_enabled", True):
        assert satu.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    satu.page.get_by_label("Gabungkan dengan draf").check()
    satu.tekan("Simpan sebagai draf")
    expect(satu.page.locator("#kegiatan-0-uraian")).to_have_value("Hanya di draf")
    expect(satu.page.locator("#kegiatan-2-uraian")).to_have_value("Mengelola surat masuk dan keluar")
    expect(satu.page.locator("#kegiatan-1-biaya")).to_have_value("50.000.000")
