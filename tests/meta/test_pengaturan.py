"""Every setting is documented, and nothing documented is invented."""

import re

import pytest

import config
from tests.meta.pohon import AKAR

HALAMAN = AKAR / "docs" / "settings.md"


def test_every_setting_has_a_row_in_docs_settings_and_no_row_is_invented():
    baris = re.findall(r"^\| `(PORTAL_[A-Z_]+)` \|", HALAMAN.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(baris) == sorted(config.NAMES)


def test_an_unknown_setting_is_an_error_that_names_it():
    with pytest.raises(config.SettingsError, match="PORTAL_PROT"):
        config.read({"PORTAL_PROT": "8080"})


def test_all_wrong_settings_are_named_at_once():
    with pytest.raises(config.SettingsError) as galat:
        config.read({"PORTAL_PORT": "delapan", "PORTAL_TIMEZONE": "Kupang", "PORTAL_ENV": "uji"})
    for nama in ("PORTAL_PORT", "PORTAL_TIMEZONE", "PORTAL_ENV"):
        assert nama in str(galat.value)


AMAN = {
    "PORTAL_ENV": "production",
    "PORTAL_SECRET_KEY": "k" * 32,
    "PORTAL_DATABASE_URL": "postgresql+psycopg://ppk@db/ppk",
    "PORTAL_EABSENSI_URL": "https://absensi.example/soap",
    "PORTAL_EABSENSI_PASSWORD": "rahasia",
}


@pytest.mark.parametrize("kurang", sorted(set(AMAN) - {"PORTAL_ENV"}))
def test_production_refuses_to_start_without(kurang):
    assert config.read(AMAN).production
    with pytest.raises(config.SettingsError, match=kurang):
        config.read({nama: nilai for nama, nilai in AMAN.items() if nama != kurang})


def test_secrets_do_not_show_when_the_settings_are_printed():
    teks = repr(config.read(AMAN))
    assert "rahasia" not in teks
    assert "k" * 32 not in teks
