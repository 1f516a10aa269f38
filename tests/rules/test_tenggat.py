"""Deadlines: which days count, and until which second."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import tenggat
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import WITA, akhir_hari, awal_hari
from tests.rules.kasus import kasus, nama

SIANG = datetime(2026, 2, 5, 4, tzinfo=UTC)  # Kamis 5 Februari 2026, 12.00 WITA
HARI = st.dates(date(2015, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize("satu", kasus("keberatan"), ids=nama)
def test_kasus(satu):
    batas = tenggat.batas("ajukan_keberatan", awal_hari(satu["diterima"]))
    assert batas == akhir_hari(satu["hari_terakhir"])
    assert tenggat.lewat(batas, awal_hari(satu["diajukan"])) is satu["lewat"]
    if not satu["lewat"]:
        assert tenggat.batas("tanggapi_keberatan", awal_hari(satu["diajukan"])) == akhir_hari(satu["tanggapan"])
        assert tenggat.hari_kerja(satu["diajukan"], 10) == satu["sepuluh_hari_kerja"]


@pytest.mark.parametrize(
    ("langkah", "hari"),
    [
        ("tinjau_realisasi", date(2026, 2, 8)),
        ("tanggapi_penolakan", date(2026, 2, 8)),
        ("putuskan_banding", date(2026, 2, 8)),
        ("tindak_lanjut_verifikasi", date(2026, 2, 7)),
        ("tinjau_skp", date(2026, 2, 12)),
        ("perbaiki_skp", date(2026, 2, 12)),
        ("putuskan_skp", date(2026, 2, 12)),
        ("verifikasi_skp", date(2026, 2, 12)),
        ("susun_skp", date(2026, 2, 19)),
        ("susun_revisi", date(2026, 2, 19)),
        ("tinjau_revisi", date(2026, 2, 12)),
        ("putuskan_revisi", date(2026, 2, 12)),
        ("verifikasi_revisi", date(2026, 2, 12)),
        ("ajukan_keberatan", date(2026, 2, 19)),
        ("tanggapi_keberatan", date(2026, 2, 19)),
        ("nilai_tahunan", date(2026, 2, 12)),
        ("terima_penilaian", date(2026, 2, 19)),
        ("catat_serah_terima", date(2026, 2, 12)),
        ("sahkan_penilaian", date(2026, 2, 12)),
        ("putuskan_keberatan", date(2026, 2, 19)),
    ],
)
def test_each_step_has_its_deadline_at_the_last_second_of_a_day_in_wita(langkah, hari):
    assert tenggat.batas(langkah, SIANG) == datetime(hari.year, hari.month, hari.day, 23, 59, 59, tzinfo=WITA)


def test_no_step_is_left_without_a_test_of_its_deadline():
    diuji = {
        "susun_skp", "tinjau_skp", "perbaiki_skp", "putuskan_skp", "verifikasi_skp", "tinjau_realisasi",
        "tanggapi_penolakan", "putuskan_banding", "verifikasi_realisasi", "tindak_lanjut_verifikasi",
        "ajukan_keberatan", "tanggapi_keberatan", "susun_revisi", "tinjau_revisi", "putuskan_revisi",
        "verifikasi_revisi", "nilai_tahunan", "terima_penilaian", "catat_serah_terima", "sahkan_penilaian",
        "putuskan_keberatan",
    }  # fmt: skip
    assert set(tenggat.langkah()) == diuji


def test_the_day_of_receipt_is_the_day_in_wita():
    sebelum = tenggat.batas("tinjau_realisasi", datetime(2026, 2, 4, 15, 59, 59, tzinfo=UTC))
    sesudah = tenggat.batas("tinjau_realisasi", datetime(2026, 2, 4, 16, 0, 0, tzinfo=UTC))
    assert (sebelum.date(), sesudah.date()) == (date(2026, 2, 7), date(2026, 2, 8))


def test_holidays_move_working_days_but_not_calendar_days():
    libur = frozenset({date(2026, 2, 6), date(2026, 2, 7), date(2026, 2, 10)})
    assert tenggat.batas("tinjau_skp", SIANG, libur=libur).date() == date(2026, 2, 16)
    assert tenggat.batas("tinjau_realisasi", SIANG, libur=libur).date() == date(2026, 2, 8)


@pytest.mark.parametrize(
    ("dinilai", "batas"),
    [
        (date(2026, 2, 4), date(2026, 2, 10)),
        (date(2026, 2, 8), date(2026, 2, 10)),
        (date(2026, 2, 9), date(2026, 2, 11)),
        (date(2026, 3, 20), date(2026, 3, 22)),
    ],
)
def test_verification_ends_on_the_tenth_but_never_less_than_two_days_after_the_evaluation(dinilai, batas):
    assert tenggat.batas("verifikasi_realisasi", awal_hari(dinilai), periode="2026-01").date() == batas


def test_verification_of_december_ends_in_january():
    assert tenggat.batas("verifikasi_realisasi", SIANG.replace(month=1, day=3), periode="2025-12").date() == date(
        2026, 1, 10
    )


@pytest.mark.parametrize(
    ("mulai", "batas"),
    [
        (date(2026, 1, 2), date(2026, 1, 31)),
        (date(2026, 1, 17), date(2026, 1, 31)),
        (date(2026, 1, 18), date(2026, 2, 1)),
        (date(2026, 7, 1), date(2026, 7, 15)),
        (date(2026, 12, 30), date(2027, 1, 13)),
    ],
)
def test_an_skp_is_drawn_up_until_31_january_or_14_days_after_the_start(mulai, batas):
    assert tenggat.batas("susun_skp", awal_hari(mulai)).date() == batas


@pytest.mark.parametrize(
    ("dibuka", "batas"),
    [
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 1, 24), date(2027, 1, 31)),
        (date(2027, 1, 25), date(2027, 2, 1)),
        (date(2027, 3, 1), date(2027, 3, 8)),
    ],
)
def test_a_year_is_assessed_until_31_january_or_7_days_after_it_was_opened(dibuka, batas):
    assert tenggat.batas("nilai_tahunan", awal_hari(dibuka)).date() == batas


@given(HARI, st.integers(1, 30), st.frozensets(HARI, max_size=20))
def test_working_days_are_counted_one_by_one(mulai, jumlah, libur):
    akhir = tenggat.hari_kerja(mulai, jumlah, libur)
    lewat = [mulai + timedelta(days=satu) for satu in range(1, (akhir - mulai).days + 1)]
    kerja = [hari for hari in lewat if hari.weekday() < 5 and hari not in libur]
    assert len(kerja) == jumlah
    assert kerja[-1] == akhir


def test_the_last_second_is_in_time_to_its_end():
    batas = tenggat.batas("putuskan_banding", SIANG)
    assert not tenggat.lewat(batas, batas + timedelta(microseconds=999_999))
    assert tenggat.lewat(batas, batas + timedelta(seconds=1))


def test_every_deadline_says_where_it_comes_from():
    assert tenggat.dasar("tinjau_realisasi", date(2026, 1, 1)).endswith("[convention]")


@pytest.mark.parametrize(
    ("masukan", "medan"),
    [
        (("entah", SIANG), "langkah"),
        (("tinjau_skp", datetime(2026, 2, 5)), "sejak"),
        (("verifikasi_realisasi", SIANG), "periode"),
    ],
)
def test_what_cannot_be_dated_is_refused_by_name(masukan, medan):
    with pytest.raises(GalatMasukan) as galat:
        tenggat.batas(*masukan)
    assert galat.value.medan == medan


def test_before_the_first_rules_there_is_no_deadline():
    with pytest.raises(LookupError):
        tenggat.batas("tinjau_skp", SIANG, pada=date(2013, 1, 1))
