"""The preview of an import judges a row by the day whose law counts: of a revision the day it begins."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.queries.impor import _temuan_skp
from portal.queries.langkah_revisi import mulai_hukum
from portal.rules.rencana import bentuk

AWAL, AKHIR = date(2021, 1, 1), date(2021, 12, 31)
BARIS = {
    "uraian": "Laporan", "satuan": "Laporan", "kuantitas": "12", "kualitas": "100", "waktu": "12", "biaya": None,
    "ak": None, "jenis": "utama", "intervensi": "Layanan meningkat", "perspektif": None,
    "indikator": {"kuantitas": {"uraian": "Jumlah laporan"}},
    "bulan": {str(b): {"kuantitas": "1", "kualitas": "100", "waktu": "20"} for b in range(1, 13)},
}  # fmt: skip


@pytest.mark.parametrize(
    ("hukum", "medan"), [(AWAL, {"intervensi", "indikator.kuantitas.uraian"}), (mulai_hukum(AWAL, 2021, 8), set())]
)
def test_a_row_of_a_revision_is_judged_by_the_day_it_begins(hukum, medan):
    kasus = SimpleNamespace(
        pendekatan="", jft=False, bentuk=bentuk(hukum, "pelaksana"), mulai=AWAL, selesai=AKHIR, hukum=hukum,
    )  # fmt: skip
    sasaran = SimpleNamespace(hal=SimpleNamespace(kasus=kasus, draf={}))
    impor = SimpleNamespace(baris=[SimpleNamespace(tidak_paham=False, isian=BARIS)])
    (temuan,) = _temuan_skp(sasaran, impor).values()
    assert {t.medan for t in temuan} == medan


def test_a_revision_never_begins_before_its_skp():
    assert mulai_hukum(date(2021, 3, 15), 2021, 2) == date(2021, 3, 15)
