"""The schema that REST shows names what the law of the period asks, and nothing else."""

from datetime import date

import pytest

from portal.forms.skema import PERBAIKI_SKP, SUSUN_SKP, TINJAU_SKP
from portal.forms.skema_masa import menurut
from portal.rules.rencana import bentuk

PP46, PP30, PAN6 = date(2020, 1, 1), date(2021, 7, 1), date(2026, 1, 1)
DASAR = {"id", "uraian", "satuan", "kuantitas", "kualitas", "waktu", "biaya", "bulan"}


def skema(pada: date, jabatan: str, dari: dict = SUSUN_SKP) -> dict:
    isi = bentuk(pada, jabatan)
    return menurut(dari, isi, ak=isi.ak)


def baris(isi: dict) -> dict:
    return isi["properties"]["kegiatan"]["items"]["properties"]


@pytest.mark.parametrize(
    ("pada", "jabatan", "lebih", "dokumen"),
    [
        (PP46, "pelaksana", set(), set()),
        (PP46, "fungsional", {"ak"}, set()),
        (PP30, "fungsional", {"ak", "jenis", "intervensi", "indikator"}, set()),
        (PP30, "jpt", {"jenis", "perspektif", "indikator"}, set()),
        (PAN6, "fungsional", {"jenis", "intervensi", "indikator"}, {"pendekatan", "lampiran"}),
        (PAN6, "jpt", {"jenis", "perspektif", "indikator"}, {"pendekatan", "lampiran"}),
    ],
)
def test_each_period_and_post_has_its_own(pada, jabatan, lebih, dokumen):
    satu = skema(pada, jabatan)
    assert set(baris(satu)) == DASAR | lebih
    assert set(satu["properties"]) == {"kegiatan", "tindakan"} | dokumen
    (bulan,) = baris(satu)["bulan"]["patternProperties"].values()
    assert ("ak" in bulan["properties"]) == ("ak" in lebih)


def test_choices_and_names_are_spelled_out():
    satu = skema(PAN6, "pelaksana")
    assert satu["properties"]["pendekatan"]["enum"] == ["kuantitatif", "kualitatif", None]
    assert baris(satu)["jenis"]["enum"] == ["utama", "tambahan", None]
    assert baris(satu)["uraian"]["title"] == "Rencana hasil kerja"
    assert satu["properties"]["kegiatan"]["items"]["description"] == "Menurut PermenPANRB 6/2022."
    assert skema(PAN6, "jpt")["properties"]["pendekatan"]["enum"] == ["kuantitatif", None]


def test_expectations_are_of_permenpanrb_6_and_the_wide_schema_stays_as_it_is():
    assert "ekspektasi" in skema(PAN6, "pelaksana", TINJAU_SKP)["properties"]
    assert "ekspektasi" not in skema(PP30, "pelaksana", TINJAU_SKP)["properties"]
    assert "alasan" in skema(PP46, "pelaksana", PERBAIKI_SKP)["properties"]
    assert {"ak", "indikator"} <= set(baris(SUSUN_SKP))
