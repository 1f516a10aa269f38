"""Dated parameters, and what every TOML file of the rules must say."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

import portal.rules
from portal.rules.berlaku import berlaku, muat, parameter

RIWAYAT = ((date(2014, 1, 1), "lama"), (date(2022, 1, 1), "baru"))
BERKAS = sorted(Path(portal.rules.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize(
    ("pada", "nilai"),
    [(date(2014, 1, 1), "lama"), (date(2021, 12, 31), "lama"), (date(2022, 1, 1), "baru"), (date.max, "baru")],
)
def test_the_entry_in_force_is_the_last_that_has_begun(pada, nilai):
    assert berlaku(RIWAYAT, pada) == nilai
    assert berlaku(RIWAYAT[::-1], pada) == nilai


def test_before_the_first_entry_there_is_no_silent_default():
    with pytest.raises(LookupError, match="2013-12-31"):
        berlaku(RIWAYAT, date(2013, 12, 31))


def test_two_entries_that_begin_on_one_day_are_an_error():
    with pytest.raises(ValueError, match="tanggal yang sama"):
        berlaku((RIWAYAT[0], RIWAYAT[0]), date(2020, 1, 1))


def test_a_moment_is_not_a_day():
    with pytest.raises(TypeError):
        berlaku(RIWAYAT, datetime(2022, 1, 1))


def test_a_parameter_names_itself_for_the_trace():
    assert parameter("jendela", "realisasi", date(2026, 1, 1))["id"] == "jendela.realisasi@2014-01-01"


def test_a_parameter_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        parameter("jendela", "tidak_ada", date(2026, 1, 1))


def test_a_parameter_cannot_be_changed_by_who_reads_it():
    with pytest.raises(TypeError):
        parameter("jendela", "realisasi", date(2026, 1, 1))["hari_tutup"] = 31


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda berkas: berkas.name)
def test_every_parameter_says_since_when_from_where_and_how_sure(berkas):
    for tabel, entri in muat(berkas.stem).items():
        for satu in entri:
            assert isinstance(satu["sejak"], date), tabel
            assert satu["sumber"].strip(), tabel
            assert any(kata in satu["tanda"] for kata in ("sourced", "knowledge", "convention")), tabel
        if entri:  # a table without a shipped value waits for BKD's decision
            berlaku(entri, date.max)


def _tanpa_pecahan_biner(isi):
    if isinstance(isi, dict):
        return all(map(_tanpa_pecahan_biner, isi.values()))
    if isinstance(isi, list):
        return all(map(_tanpa_pecahan_biner, isi))
    return not isinstance(isi, float)


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda berkas: berkas.name)
def test_no_parameter_is_a_binary_float(berkas):
    assert _tanpa_pecahan_biner(tomllib.loads(berkas.read_text(encoding="utf-8")))
