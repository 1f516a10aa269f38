"""The statutory objection: its clocks at every edge, and what a decision must say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import keberatan
from portal.rules.eksak import GalatMasukan
from portal.rules.penilaian_tahunan import PAN6, PP46, Isian
from portal.rules.periode import WITA, akhir_hari, awal_hari
from tests.rules.kasus import kasus, nama

SAAT = st.datetimes(datetime(2015, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))
ASPEK = [{"aspek": a, "nilai": "80"} for a in
         ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")]  # fmt: skip


@pytest.mark.parametrize("satu", kasus("keberatan"), ids=nama)
def test_the_cases_of_the_regulation(satu):
    diterima, diajukan = awal_hari(satu["diterima"]), awal_hari(satu["diajukan"])
    assert keberatan.hari_terakhir(diterima) == akhir_hari(satu["hari_terakhir"])
    assert keberatan.terlambat(diterima, diajukan) is satu["lewat"]
    if not satu["lewat"]:
        assert keberatan.batas_tanggapan(diajukan) == akhir_hari(satu["tanggapan"])
        assert keberatan.batas_putusan(diajukan) == akhir_hari(satu["sepuluh_hari_kerja"])


@pytest.mark.parametrize("satu", kasus("keberatan_tepi"), ids=nama)
def test_the_clock_at_its_edges(satu):
    assert keberatan.hari_terakhir(satu["diterima"]) == akhir_hari(satu["terakhir"])
    assert keberatan.terlambat(satu["diterima"], satu["diajukan"]) is satu["terlambat"]


@given(SAAT)
def test_the_last_day_is_always_the_fourteenth_after_the_day_of_receipt_in_wita(diterima):
    terakhir = keberatan.hari_terakhir(diterima)
    assert terakhir.date() - diterima.astimezone(WITA).date() == timedelta(days=14)
    assert (terakhir.hour, terakhir.minute, terakhir.second) == (23, 59, 59)


@given(SAAT, st.integers(0, 40 * 86_400))
def test_an_objection_is_late_exactly_from_midnight_after_the_last_day(diterima, detik):
    saat = diterima + timedelta(seconds=detik)
    assert keberatan.terlambat(diterima, saat) is (saat >= keberatan.hari_terakhir(diterima) + timedelta(seconds=1))


@given(SAAT, SAAT)
def test_who_receives_later_has_never_less_time(satu, dua):
    lebih_dulu, kemudian = sorted((satu, dua))
    assert keberatan.hari_terakhir(lebih_dulu) <= keberatan.hari_terakhir(kemudian)


def test_a_holiday_moves_the_decision_but_never_the_objection():
    saat = awal_hari(date(2026, 3, 10))
    assert keberatan.batas_putusan(saat).date() == date(2026, 3, 24)
    assert keberatan.batas_putusan(saat, frozenset({date(2026, 3, 19)})).date() == date(2026, 3, 25)


def test_a_time_without_a_zone_is_refused_not_guessed():
    with pytest.raises(GalatMasukan):
        keberatan.terlambat(datetime(2026, 1, 10), datetime(2026, 1, 20, tzinfo=UTC))


def periksa(keputusan: str = "tetap", **ubah):
    isi = {
        "pemeriksaan": "Kedua pihak didengar.", "alasan": "Bukti cukup.", "isian": Isian([]), "profil": PP46,
        "jabatan": "pelaksana",
    }  # fmt: skip
    return [(t.medan, t.baris) for t in keberatan.periksa_putusan(keputusan, **(isi | ubah))]


def test_a_decision_that_keeps_the_result_needs_only_what_was_examined_and_why():
    assert periksa() == []
    assert periksa(pemeriksaan=" ", alasan="") == [("pemeriksaan", None), ("alasan", None)]


def test_a_decision_that_changes_the_result_needs_the_whole_result():
    assert periksa("ubah", isian=Isian(ASPEK)) == []
    assert periksa("ubah", isian=Isian(ASPEK[1:])) == [("nilai", 1)]
    assert periksa("ubah", profil=PAN6) == [("hasil_kerja", None), ("rating_perilaku", None)]
    assert periksa("ubah", profil=PAN6, isian=Isian([], "sesuai", "di atas")) == []


def test_an_unknown_decision_is_refused():
    assert periksa("kabul") == [("keputusan", None)]
