"""The year's case where people look for it: search, Beranda, the instance; and who is told nothing."""

import pytest

from portal.errors import TidakDitemukan
from portal.queries.beranda import beranda
from portal.queries.cari import cari
from portal.queries.instans import terlihat
from tests.tahun import Tahun


def test_a_yearly_assessment_is_found_by_its_number_by_its_parties_only(db, aktor, kerjakan):
    tahun = Tahun(db, aktor, kerjakan).skp().buka()
    nomor = tahun.penilaian.nomor
    with tahun.depan(1, 12):
        for siapa in ("pelaksana1", "kasi", "kabid", "auditor"):
            assert [p.judul for p in cari(aktor(siapa), nomor).perkara] == ["Penilaian 2026"], siapa
        for siapa in ("pelaksana2", "verifikatur", "jft"):
            assert cari(aktor(siapa), nomor).perkara == (), siapa


def test_beranda_says_on_whom_ones_assessment_waits(db, aktor, kerjakan):
    tahun = Tahun(db, aktor, kerjakan).skp().buka()
    with tahun.depan(1, 12):
        (satu,) = beranda(aktor("pelaksana1")).penantian
        assert (satu.perkara.judul, satu.pada.langkah, satu.pada.oleh) == (
            "Penilaian 2026", "nilai_tahunan", "Kornelis Kasi",
        )  # fmt: skip


@pytest.mark.parametrize("siapa", ["pelaksana2", "verifikatur", "jft", "kepala_bkd"])
def test_who_has_no_part_in_the_year_does_not_see_its_instance(db, aktor, kerjakan, siapa):
    tahun = Tahun(db, aktor, kerjakan).skp().buka()
    with tahun.depan(1, 12), pytest.raises(TidakDitemukan):
        terlihat(aktor(siapa), tahun.penilaian.instans_id)
