"""Laws that have ended."""

from datetime import date

import pytest

from portal.rules.berlaku import BAWAAN, entri, memakai
from portal.rules.masa import bermasa


def test_on_its_last_day_it_is_in_force_and_on_the_next_it_is_not():
    assert bermasa("pp46", "aturan", date(2021, 6, 30))["pengali"] == "1.76"
    with pytest.raises(LookupError, match="hanya berlaku sampai 2021-06-30"):
        bermasa("pp46", "aturan", date(2021, 7, 1))


def test_a_set_decided_since_does_not_make_it_last_longer():
    nilai = {"bobot_skp": "0.50"}
    baru = entri("pp46.aturan", date(2020, 1, 1), nilai, sumber="Uji", tanda="uji", akhiran="1")
    with memakai(BAWAAN.dengan(baru)):
        assert bermasa("pp46", "aturan", date(2020, 12, 31))["bobot_skp"] == "0.50"
        with pytest.raises(LookupError):
            bermasa("pp46", "aturan", date(2022, 1, 1))
