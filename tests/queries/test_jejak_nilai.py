"""The trace of a score as steps a person can follow."""

from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel

from portal.queries import jejak_nilai
from portal.rules.bulanan import KegiatanBulan, Nilai, nilai_bulan

TARGET = Nilai(9, 100, 20)


@pytest.fixture(autouse=True)
def bahasa():  # type: ignore[no-untyped-def]
    """Somebody to read it."""
    app = Flask("uji")
    Babel(app, default_locale="id")
    with app.test_request_context():
        yield


def bulan(*realisasi: Nilai):  # type: ignore[no-untyped-def]
    kegiatan = [KegiatanBulan(f"Kegiatan: {n}", TARGET, r) for n, r in enumerate(realisasi, 1)]
    return nilai_bulan(kegiatan, jabatan="pelaksana", pada=date(2026, 1, 1), ditutup=True)


def test_each_kegiatan_is_a_group_that_ends_in_its_score_and_the_month_comes_last() -> None:
    kelompok = jejak_nilai.baca(bulan(Nilai(8, 85, 20), Nilai(9, "95.5", 20)).jejak.to_dict())
    assert [(k.judul, k.hasil) for k in kelompok] == [
        ("Nilai Kegiatan: 1", "91,30"), ("Nilai Kegiatan: 2", "98,50"), ("Nilai SKP bulan", "94,90"),
    ]  # fmt: skip
    assert [len(k.langkah) for k in kelompok] == [4, 4, 1]


def test_a_step_shows_its_formula_with_its_values_and_its_source() -> None:
    kuantitas, _, _, gabung = jejak_nilai.baca(bulan(Nilai(8, 85, 20)).jejak)[0].langkah
    assert (kuantitas.nama, kuantitas.rumus, kuantitas.terisi, kuantitas.hasil) == (
        "Aspek kuantitas", "realisasi / target × 100", "8 / 9 × 100", "88,89",
    )  # fmt: skip
    assert gabung.terisi == "(88,89 + 85 + 100) / 3"
    assert kuantitas.dasar == "SKP Online, nilai bulanan"


def test_a_formula_without_values_names_them_beside_it() -> None:
    (bulan_ini,) = jejak_nilai.baca(bulan(Nilai(9, 100, 20)).jejak)[-1].langkah
    assert bulan_ini.terisi is None
    assert ("kegiatan 1", "100") in bulan_ini.masukan


def test_what_was_not_done_says_why_it_is_zero() -> None:
    kegiatan = [KegiatanBulan("Kegiatan", TARGET, Nilai(0, 0, 0))]
    hasil = nilai_bulan(kegiatan, jabatan="pelaksana", pada=date(2026, 1, 1), mode_waktu="pp46")
    langkah = jejak_nilai.baca(hasil.jejak)[0].langkah
    assert {s.rumus for s in langkah[:3]} == {"0, karena output 0"}


def test_no_trace_is_no_steps() -> None:
    assert jejak_nilai.baca(None) == ()
