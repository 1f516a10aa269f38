"""Working hours of a week against what is due."""

from datetime import date

import pytest

from portal.rules.eksak import GalatMasukan
from portal.rules.jam_kerja import HARI, sepekan
from tests.rules.kasus import kasus, nama

PADA = date(2023, 10, 1)
BIASA = ("07:30", "16:00")


@pytest.mark.parametrize("satu", kasus("jam_kerja"), ids=nama)
def test_a_weekly_pattern(satu):
    jadwal = {hari: tuple(satu["senin_kamis"]) for hari in HARI[:4]}
    jadwal |= {hari: tuple(satu[hari]) for hari in ("jumat", "sabtu") if hari in satu}
    istirahat = {} if satu.get("tanpa_istirahat") else None
    hasil = sepekan(jadwal, ramadan=satu.get("ramadan", False), istirahat=istirahat, pada=PADA)
    assert [hasil.hari["senin"], hasil.hari["jumat"]] == satu["menit"]
    assert (hasil.jumlah, hasil.kurang, hasil.jejak.langkah[-1].hasil) == (
        satu["jumlah"],
        satu["kurang"],
        satu["kurang"],
    )
    assert hasil.jejak.parameter == "jam_kerja.pekan@2023-04-12"


@pytest.mark.parametrize(
    ("jadwal", "istirahat", "medan"),
    [
        ({}, None, "jadwal"), ({"senen": BIASA}, None, "senen"), ({"senin": ("16:00", "07:30")}, None, "senin"),
        ({"senin": ("25:00", "26:00")}, None, "senin"), ({"senin": ("07:30", "08:00")}, None, "senin"),
        ({"senin": BIASA}, {"senin": -1}, "senin"), ({"senin": BIASA}, {"ahad": 10}, "ahad"),
    ],
)  # fmt: skip
def test_a_pattern_that_makes_no_sense_names_the_day(jadwal, istirahat, medan):
    with pytest.raises(GalatMasukan) as galat:
        sepekan(jadwal, istirahat=istirahat, pada=PADA)
    assert galat.value.medan == medan


def test_before_the_regulation_nothing_is_said():
    with pytest.raises(LookupError):
        sepekan({"senin": BIASA}, pada=date(2023, 4, 11))
