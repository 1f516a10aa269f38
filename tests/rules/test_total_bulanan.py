"""The month's total: extras come after the weighting."""

from datetime import date
from fractions import Fraction

import pytest

from portal.rules.eksak import GalatMasukan
from portal.rules.perilaku_bulanan import disiplin
from portal.rules.pp46 import UNSUR
from portal.rules.total_bulanan import total, unsur

PADA = date(2026, 1, 1)
LIMA = dict.fromkeys(UNSUR, 90)


def test_the_total_and_the_rupiah_come_from_the_exact_values():
    tertib = disiplin(hari_hadir=20, hari_kerja=22, jam_hadir=148, jam_kerja=165, pada=PADA)
    perilaku = {**LIMA, "orientasi_pelayanan": 95, "disiplin": tertib.eksak}
    hasil = total(Fraction("284.5") / 3, perilaku, jabatan="pelaksana", tambahan=1, rupiah_per_poin=50000, pada=PADA)
    assert (str(hasil.nilai), hasil.rupiah) == ("94.32", 4716212)
    assert hasil.jejak.to_dict()["langkah"][-1]["hasil"] == "4716212"


def test_tambahan_and_kreativitas_are_added_after_the_weighting():
    tanpa = total(90, LIMA, jabatan="pelaksana", pada=PADA)
    dengan = total(90, LIMA, jabatan="pelaksana", tambahan=3, kreativitas=12, pada=PADA)
    assert (tanpa.eksak, dengan.eksak, tanpa.rupiah) == (90, 105, None)


def test_kepemimpinan_is_judged_on_structural_posts_only():
    assert unsur("administrator") == (*UNSUR, "kepemimpinan")
    enam = {**LIMA, "kepemimpinan": 60}
    assert total(90, enam, jabatan="administrator", pada=PADA).perilaku == 85


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"jabatan": "jpt"}, "kepemimpinan"),
        ({"perilaku": {**LIMA, "kepemimpinan": 90}}, "kepemimpinan"),
        ({"perilaku": {**LIMA, "komitmen": 101}}, "komitmen"),
        ({"tambahan": 4}, "tambahan"),
        ({"kreativitas": 5}, "kreativitas"),
        ({"nilai_skp": 0.5}, "nilai_skp"),
    ],
)
def test_a_missing_foreign_or_impossible_value_is_refused_by_name(ubah, medan):
    isi = {"nilai_skp": 90, "perilaku": LIMA, "jabatan": "pelaksana", "pada": PADA, **ubah}
    with pytest.raises(GalatMasukan) as galat:
        total(**isi)
    assert galat.value.medan == medan
