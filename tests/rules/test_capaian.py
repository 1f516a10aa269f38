"""Capaian kinerja organisasi: which time, what must be said, and whose people it is about."""

from datetime import date

import pytest

from portal.rules.capaian import Isian, Masa, pemilik, periksa

KINI = date(2027, 1, 10)
BAIK, SETAHUN = Isian("baik", "SK Gubernur 12/KEP/2027"), Masa(2026)


def medan(isian=BAIK, masa=SETAHUN, hari_ini=KINI, ada=False):
    return [t.medan for t in periksa(isian, masa, hari_ini=hari_ini, ada=ada)]


def test_a_complete_one_is_taken():
    assert medan() == [] == medan(masa=Masa(2026, 3))
    assert medan(Isian("baik", "SK Gubernur 12/KEP/2027", "", "Dihitung ulang oleh Bappeda."), ada=True) == []


def test_each_field_that_is_missing_is_named():
    assert medan(Isian("", "SK")) == ["capaian", "dasar"]
    assert medan(Isian("lumayan", "x" * 301, "y" * 501)) == ["capaian", "dasar", "catatan"]


def test_a_correction_says_why():
    assert medan(ada=True) == ["alasan"]


@pytest.mark.parametrize(
    ("masa", "salah"),
    [(Masa(2021), "tahun"), (Masa(2028), "tahun"), (Masa(1900), "tahun"), (Masa(2026, 5), "triwulan"),
     (Masa(2027), "tahun"), (Masa(2027, 1), "triwulan")],
)  # fmt: skip
def test_a_time_that_cannot_have_one_is_refused(masa, salah):
    assert medan(masa=masa) == [salah]


def test_a_time_opens_in_its_last_month():
    assert medan(masa=Masa(2026), hari_ini=date(2026, 12, 1)) == []
    assert medan(masa=Masa(2026), hari_ini=date(2026, 11, 30)) == ["tahun"]
    assert medan(masa=Masa(2026, 1), hari_ini=date(2026, 3, 1)) == []
    assert (Masa(2026, 2).akhir, Masa(2026).akhir) == (date(2026, 6, 30), date(2026, 12, 31))
    assert (str(Masa(2026, 4)), str(Masa(2026))) == ("Triwulan IV 2026", "Tahun 2026")


def test_the_nearest_unit_with_a_capaian_counts_else_the_opd():
    induk = {1: None, 2: 1, 3: 2}
    assert pemilik(3, induk, {None: "baik"}) is None
    assert pemilik(3, induk, {None: "baik", 2: "kurang"}) == 2
    assert pemilik(1, induk, {None: "baik", 2: "kurang"}) is None
    assert pemilik(3, {3: 4, 4: 3}, {}) is None  # a circle in the master data
