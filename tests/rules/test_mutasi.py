"""What a move does with the old SKP, case by case."""

from datetime import date

import pytest

from portal.rules.mutasi import Lama, rencana, sebab
from portal.rules.tambahan import BUKTI, JENIS, Isi, periksa
from tests.rules.kasus import kasus, nama


@pytest.mark.parametrize("satu", kasus("mutasi"), ids=nama)
def test_cases_a_jurist_can_read(satu):
    lama = Lama("SKP-2026-00001", satu["status"], satu["mulai"], {int(b): s for b, s in satu["bulan"].items()})
    hasil = rencana(lama, spmt=satu["spmt"], hari_ini=satu.get("hari_ini", date(2026, 12, 31)))
    assert (hasil.ke, hasil.selesai, list(hasil.tetap), list(hasil.batal), len(hasil.temuan)) == (
        satu["ke"], satu["selesai"], satu["tetap"], satu["batal"], satu["halangan"],
    )  # fmt: skip


def test_a_placement_that_is_not_later_is_no_move():
    lama = Lama("SKP-2026-00001", "ditetapkan", date(2026, 7, 1), {})
    for spmt in (date(2026, 7, 1), date(2026, 6, 30)):
        with pytest.raises(ValueError):
            rencana(lama, spmt=spmt, hari_ini=date(2026, 12, 31))


def test_the_document_says_why_it_ended():
    assert sebab(date(2026, 7, 1)) == "Pindah tugas, SPMT 1 Juli 2026"


def isi(**ubah):
    dasar = {"jenis": "tugas", "uraian": "Panitia", "tanggal": date(2026, 3, 2), "surat": "800/1", "nilai": None}
    return Isi(**{**dasar, "mulai": date(2026, 1, 1), "selesai": date(2026, 6, 30), **ubah})


@pytest.mark.parametrize("hari", [date(2026, 1, 1), date(2026, 6, 30)])
def test_the_first_and_the_last_day_of_an_skp_count(hari):
    assert periksa(isi(tanggal=hari), hari_ini=date(2026, 12, 31)) == ()


@pytest.mark.parametrize("hari", [date(2025, 12, 31), date(2026, 7, 1)])
def test_the_day_before_and_the_day_after_do_not(hari):
    assert [t.medan for t in periksa(isi(tanggal=hari), hari_ini=date(2026, 12, 31))] == ["tanggal"]


def test_today_counts_and_tomorrow_does_not():
    assert periksa(isi(), hari_ini=date(2026, 3, 2)) == ()
    assert [t.medan for t in periksa(isi(), hari_ini=date(2026, 3, 1))] == ["tanggal"]


def test_creativity_needs_one_of_the_three_kinds_of_evidence():
    assert set(BUKTI) == {3, 6, 12} and set(JENIS) == {"tugas", "kreativitas"}
    for nilai in range(15):
        temuan = periksa(isi(jenis="kreativitas", nilai=nilai), hari_ini=date(2026, 12, 31))
        assert (temuan == ()) is (nilai in BUKTI)
