"""Attendance: one day, and a whole month put together from its days."""

from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.absensi import hari, pilih_tap, potongan_bulan
from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.perilaku_bulanan import disiplin
from tests.rules.kasus import kasus, nama

PADA = date(2023, 10, 2)
JADWAL = ("07:30", "16:00")
JAM = st.times(time(0, 0), time(12, 0))
SORE = st.times(time(12, 0), time(23, 59))


def _jam(tulisan: str) -> time:
    return time.fromisoformat(tulisan)


@pytest.mark.parametrize("satu", kasus("absensi"), ids=nama)
def test_kasus(satu):
    hasil = hari(JADWAL, satu.get("masuk"), satu.get("pulang"), pada=PADA)
    assert (hasil.menit_tl, hasil.tl) == (satu.get("menit_tl"), satu.get("tl"))
    assert (hasil.menit_psw, hasil.psw) == (satu.get("menit_psw"), satu.get("psw"))
    assert str(hasil.potongan) == satu["potongan"]


def _oktober():
    """Every working day of the month: (case or None, result or None)."""
    lain = {satu["tanggal"]: satu for satu in kasus("bulan_absensi")}
    for nomor in range(31):
        tanggal = date(2023, 10, 1) + timedelta(days=nomor)
        if tanggal.weekday() >= 5:
            continue
        jumat = tanggal.weekday() == 4
        satu = lain.get(tanggal, {"masuk": "07:25", "pulang": "16:35" if jumat else "16:05"})
        if "status" in satu:
            yield satu, None
        else:
            jadwal = ("07:30", "16:30" if jumat else "16:00")
            yield satu, hari(jadwal, satu.get("masuk"), satu.get("pulang"), pada=tanggal, norma_menit=450)


def test_the_days_of_october_are_as_the_cases_say():
    diperiksa = 0
    for satu, hasil in _oktober():
        if "nama" in satu and hasil is not None:
            assert (hasil.tl, hasil.psw) == (satu.get("tl"), satu.get("psw")), satu["nama"]
            assert (str(hasil.potongan), hasil.menit_kerja) == (satu["potongan"], satu["menit_kerja"]), satu["nama"]
            diperiksa += 1
    assert diperiksa == 7


def test_october_adds_up_to_its_deduction_and_its_discipline():
    semua = list(_oktober())
    tercatat = [hasil for _, hasil in semua if hasil is not None]
    luar = sum(satu.get("status") == "DL" for satu, _ in semua)
    norma = len(semua) - sum(satu.get("status") == "CT" for satu, _ in semua)
    kode = Counter(kode for hasil in tercatat for kode in (hasil.tl, hasil.psw) if kode not in (None, "TK"))
    tk = sum(hasil.tl == "TK" for hasil in tercatat)
    potongan, jejak = potongan_bulan(kode, tk=tk, pada=PADA)
    menit = sum(hasil.menit_kerja for hasil in tercatat) + 450 * luar
    hadir = sum(hasil.tl != "TK" for hasil in tercatat) + luar
    assert (len(semua), norma, hadir, tk) == (22, 21, 20, 1)
    assert (sum(hasil.menit_tl or 0 for hasil in tercatat), sum(hasil.menit_psw or 0 for hasil in tercatat)) == (
        232,
        130,
    )
    assert str(bulat(potongan)) == "10.75"
    assert jejak.langkah[-1].hasil == potongan
    nilai = disiplin(hari_hadir=hadir, hari_kerja=norma, jam_hadir=menit, jam_kerja=450 * norma, pada=PADA)
    assert (menit, 450 * norma, str(nilai.nilai)) == (8188, 9450, "90.94")


@given(JAM, SORE)
def test_a_later_start_is_never_cheaper(masuk, pulang):
    satu = hari(JADWAL, time(0, 0), pulang, pada=PADA)
    dua = hari(JADWAL, masuk, pulang, pada=PADA)
    assert dua.potongan >= satu.potongan
    assert dua.potongan <= 3


@given(JAM, SORE)
def test_seconds_never_count(masuk, pulang):
    def kode(detik):
        hasil = hari(JADWAL, masuk.replace(second=detik), pulang.replace(second=detik), pada=PADA)
        return hasil.tl, hasil.psw

    assert kode(0) == kode(59)


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ((("16:00", "07:30"), None, None), "jadwal"),
        ((("07:30", "07:30"), None, None), "jadwal"),
        ((JADWAL, "25:00", None), "masuk"),
        ((JADWAL, "08:00", "07:00"), "pulang"),
        ((JADWAL, 800, None), "masuk"),
    ],
)
def test_times_that_make_no_sense_are_refused_by_name(isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        hari(*isi, pada=PADA)
    assert galat.value.medan == medan


@pytest.mark.parametrize(
    ("tap", "masuk", "pulang"),
    [
        ([], None, None),
        (["07:25:00", "12:01:00", "16:05:00"], "07:25:00", "16:05:00"),
        (["16:05:00", "07:25:00"], "07:25:00", "16:05:00"),
        (["07:25:00", "07:25:40"], "07:25:00", None),
        (["15:59:40", "16:00:20"], None, "16:00:20"),
        (["07:25:00", "07:25:59"], "07:25:00", None),
        (["07:25:00", "07:26:00"], "07:25:00", "07:26:00"),
        (["07:00:00", "08:00:01"], "07:00:00", "08:00:01"),
        (["11:44:59"], "11:44:59", None),
        (["11:45:00"], None, "11:45:00"),
    ],
)
def test_the_earliest_record_is_in_and_the_latest_after_it_is_out(tap, masuk, pulang):
    hasil = pilih_tap(map(_jam, tap), (_jam("07:30"), _jam("16:00")))
    assert hasil == (masuk and _jam(masuk), pulang and _jam(pulang))


def test_a_month_of_absence_is_100_percent_and_nothing_is_more():
    assert potongan_bulan({}, tk=22, pada=PADA)[0] == 66
    assert potongan_bulan({}, tk=22, sebulan_penuh=True, pada=PADA)[0] == 100
    assert potongan_bulan({"TL4": 60}, tk=22, pada=PADA)[0] == 100


def test_local_extras_are_added_in_percent():
    assert potongan_bulan({"TL2": 1}, tk=0, tambahan=4, pada=PADA)[0] == 5


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"kejadian": {"TL5": 1}, "tk": 0}, "kejadian"),
        ({"kejadian": {"TL1": -1}, "tk": 0}, "kejadian"),
        ({"kejadian": {"TL1": "0.5"}, "tk": 0}, "kejadian"),
        ({"kejadian": {}, "tk": "0.5"}, "tk"),
        ({"kejadian": {}, "tk": "x"}, "tk"),
    ],
)
def test_counts_that_make_no_sense_are_refused_by_name(isi, medan):
    with pytest.raises(GalatMasukan) as galat:
        potongan_bulan(**isi, pada=PADA)
    assert galat.value.medan == medan


def test_a_code_counted_zero_times_takes_nothing_off():
    assert potongan_bulan({"TL1": 0}, tk=0, pada=PADA)[0] == 0


def test_credited_minutes_do_not_fall_below_0():
    assert hari(JADWAL, "15:00", "15:01", pada=PADA, norma_menit=450).menit_kerja == 0


@pytest.mark.parametrize(("penuh", "rumus"), [(True, "sebulan penuh"), (False, "banyak x tarif")])
def test_the_trace_says_which_rule_made_the_deduction(penuh, rumus):
    assert rumus in potongan_bulan({}, tk=22, sebulan_penuh=penuh, pada=PADA)[1].langkah[-1].rumus
