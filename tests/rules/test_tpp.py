"""The month's TPP: rounded parts, and their sum."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.tpp import neto, tpp_bulan
from tests.rules.kasus import kasus, nama

PADA = date(2023, 10, 1)
BAWAAN = dict(parameter("tpp", "bobot", PADA))


def _bobot(satu):
    """The regional parameter set a case asks for."""
    bobot = satu.get("bobot")
    daerah = {"dasar_potongan": satu.get("dasar_potongan", "disiplin"), "id": "tpp.uji"}
    return BAWAAN | daerah | ({} if bobot is None else {"produktivitas": bobot, "disiplin": bobot})


@pytest.mark.parametrize("satu", kasus("tpp"), ids=nama)
def test_kasus(satu):
    isi = {medan: satu[medan] for medan in ("tpp", "sebulan_penuh", "tambahan", "faktor") if medan in satu}
    hasil = tpp_bulan(
        **isi, capaian=Fraction(satu["capaian"]), kejadian=satu.get("kejadian", {}), tk=satu.get("tk", 0),
        bobot=_bobot(satu), pada=PADA,
    )  # fmt: skip
    assert (str(bulat(hasil.potongan)), hasil.dipotong) == (satu["potongan"], satu["dipotong"])
    assert (hasil.produktivitas, hasil.disiplin) == (satu["produktivitas"], satu["disiplin"])
    assert hasil.dibayar == satu["dibayar"]


def test_without_a_regional_set_the_default_of_the_day_counts():
    hasil = tpp_bulan(tpp=5000000, capaian=92, kejadian={"TL1": 2, "PSW2": 1}, tk=0, pada=PADA)
    assert hasil.dibayar == 4720000
    assert "tpp.bobot@2014-01-01" in hasil.jejak.parameter
    assert [langkah.nama for langkah in hasil.jejak.langkah][-1] == "Dibayar"


def test_a_score_rounded_first_would_pay_less():
    def bayar(capaian):
        return tpp_bulan(tpp=5000000, capaian=capaian, kejadian={}, tk=0, pada=PADA).produktivitas

    assert (bayar(Fraction("284.5") / 3), bayar("94.83")) == (2845000, 2844900)


@given(st.integers(0, 10**8), st.fractions(0, 130), st.integers(0, 31), st.booleans())
def test_the_slip_adds_up_and_never_pays_more_than_the_post_or_less_than_nothing(tpp, capaian, tk, penuh):
    hasil = tpp_bulan(tpp=tpp, capaian=capaian, kejadian={"TL1": tk}, tk=tk, sebulan_penuh=penuh, pada=PADA)
    assert hasil.dibayar == hasil.produktivitas + hasil.disiplin
    assert 0 <= hasil.dibayar <= tpp + 1
    assert hasil.disiplin >= 0


def test_a_deduction_on_the_whole_tpp_does_not_eat_the_productivity_part():
    hasil = tpp_bulan(
        tpp=5000000, capaian=100, kejadian={}, tk=31, bobot=BAWAAN | {"dasar_potongan": "seluruh"}, pada=PADA
    )
    assert (hasil.disiplin, hasil.produktivitas) == (0, 3000000)


@pytest.mark.parametrize("satu", kasus("pajak"), ids=nama)
def test_the_final_tax_follows_the_golongan(satu):
    for golongan in (satu["golongan"], f"{satu['golongan']}/c"):
        assert neto(satu["bruto"], golongan, pada=PADA) == (satu["pajak"], satu["neto"])


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"tpp": -1}, "tpp"),
        ({"capaian": -1}, "capaian"),
        ({"faktor": "1.2"}, "faktor"),
        ({"kejadian": {"X": 1}}, "kejadian"),
        ({"bobot": BAWAAN | {"dasar_potongan": "gaji"}}, "dasar_potongan"),
    ],
)
def test_what_cannot_be_paid_is_refused_by_name(ubah, medan):
    with pytest.raises(GalatMasukan) as galat:
        tpp_bulan(**{"tpp": 5000000, "capaian": 100, "kejadian": {}, "tk": 0, "pada": PADA, **ubah})
    assert galat.value.medan == medan


def test_pppk_have_another_tax():
    with pytest.raises(GalatMasukan, match="golongan"):
        neto(4720000, "IX", pada=PADA)
