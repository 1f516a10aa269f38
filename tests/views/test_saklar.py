"""Whether the verifikatur may send back is decided by two people, for a day to come."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal import saklar, waktu
from portal.errors import BukanHak
from tests.factories import nyalakan
from tests.lakon_ketentuan import Lakon, isi
from tests.views.bantuan import pohon
from tests.views.lakon_skp import LakonSkp

TABEL, YA = "realisasi.aturan", {"bkd_boleh_menolak": "ya"}
Aktor = Callable[[str], Any]


@pytest.fixture
def lakon(aktor: Aktor, kerjakan: Callable[[], None]) -> Lakon:
    return Lakon(aktor, kerjakan)


def pada(tanggal: date) -> bool:
    with waktu.pada(waktu.datetime(tanggal.year, tanggal.month, tanggal.day, 9, tzinfo=waktu.WITA)):
        return saklar.bkd_boleh_menolak()


def test_decided_by_two_people_it_counts_from_its_day_on(db: Session, lakon: Lakon, aktor: Aktor, login: Any) -> None:
    usulan = lakon.usulkan(TABEL, isi(YA, sejak=date(2026, 4, 1)))
    lakon.ajukan(usulan)
    skp = LakonSkp(db, aktor).ajukan().setujui()
    assert not pohon(login("verifikatur").get(skp.url)).cssselect('input[value="tolak"]')
    with pytest.raises(BukanHak):
        lakon.setujui(usulan, "admin_bkd")
    assert not pada(date(2026, 4, 1)), "one pair of eyes changes nothing"
    lakon.setujui(usulan)
    assert (pada(date(2026, 3, 31)), pada(date(2026, 4, 1))) == (False, True)
    assert pohon(login("verifikatur").get(skp.url)).cssselect('input[value="tolak"]')


def test_a_row_from_before_counts_until_something_is_decided_for_a_later_day(db: Session, lakon: Lakon) -> None:
    nyalakan(db, "bkd_boleh_menolak", sejak=date(2026, 2, 1))
    db.commit()
    assert (pada(date(2026, 1, 31)), pada(date(2026, 2, 1))) == (False, True)
    lakon.berlaku(TABEL, isi({"bkd_boleh_menolak": "tidak"}, sejak=date(2026, 4, 1)), masa=None)
    assert (pada(date(2026, 3, 31)), pada(date(2026, 4, 1))) == (True, False)
