"""The ranking of PP 30/2019: bounds in whole persons, and groups for which none can be kept."""

from datetime import date

import pytest

from portal.rules.eksak import GalatMasukan
from portal.rules.pemeringkatan import kuota, pembagian
from tests.rules.kasus import kasus, nama

PADA = date(2021, 12, 31)


@pytest.mark.parametrize("satu", kasus("pemeringkatan"), ids=nama)
def test_kasus(satu):
    batas = kuota(satu["pegawai"], pada=PADA)
    sesuai = [batas.sesuai[0], batas.sesuai[-1]] if batas.sesuai else []
    assert (batas.di_atas, sesuai, batas.di_bawah) == (satu["di_atas"], satu["sesuai"], satu["di_bawah"])
    semua = list(pembagian(satu["pegawai"], pada=PADA))
    assert len(semua) == satu["pembagian"]
    assert tuple(satu.get("contoh", ())) in [*semua, ()]
    assert all(sum(bagian) == satu["pegawai"] for bagian in semua)


def test_for_some_small_groups_there_is_no_such_division():
    tanpa = [n for n in range(1, 41) if not list(pembagian(n, pada=PADA))]
    assert tanpa == [1, 2, 3, 4, 7, 8, 9, 14]


def test_nobody_is_ranked_without_persons_or_after_2021():
    with pytest.raises(GalatMasukan, match="pegawai"):
        kuota(0, pada=PADA)
    with pytest.raises(LookupError):
        kuota(10, pada=date(2022, 1, 1))
