"""The demo lives only through days in their order, also where it is made in January."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal import waktu
from portal.demo.akhir_tahun import AkhirTahun
from portal.demo.tahun import Tahun


def _akhir(lalu: Any) -> AkhirTahun:
    return AkhirTahun(lalu)


@pytest.mark.parametrize(
    ("hari", "dibuka"),
    [((2027, 1, 3), (2027, 1, 3)), ((2027, 1, 14), (2027, 1, 12)), ((2028, 2, 29), (2028, 1, 12))],
    ids=["opened today", "two days after the opening", "leap day"],
)
def test_nothing_of_the_late_assessments_is_before_their_opening(hari: Any, dibuka: Any) -> None:
    kini = date(hari[0], hari[1], hari[2])
    satu: Any = SimpleNamespace(dibuka_pada=datetime(dibuka[0], dibuka[1], dibuka[2], 1, tzinfo=waktu.WITA))
    akhir = _akhir(
        SimpleNamespace(tahun=kini.year - 1, sampai=datetime(hari[0], hari[1], hari[2], 10, tzinfo=waktu.WITA))
    )
    hasil = akhir._sesudah_dibuka(satu, kini, 20, 16, 6, 2)
    assert hasil == sorted(set(hasil))
    assert hasil[0] > date(dibuka[0], dibuka[1], dibuka[2])


def test_today_counts_where_the_year_was_opened_long_ago() -> None:
    akhir = _akhir(SimpleNamespace(tahun=2025, sampai=None))
    satu: Any = SimpleNamespace(dibuka_pada=datetime(2026, 1, 12, tzinfo=waktu.WITA))
    assert akhir._sesudah_dibuka(satu, date(2026, 11, 23), 7, 5) == [date(2026, 11, 16), date(2026, 11, 18)]


@pytest.mark.parametrize(
    ("hari", "saat"),
    [((2027, 1, 3), [date(2027, 1, 3)]), ((2027, 2, 3), [date(2027, 1, 20)])],
    ids=["January, no month yet", "the first month is the last"],
)
def test_the_second_version_of_a_diagram_is_published_once_in_every_month(
    hari: Any, saat: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    diterbitkan: list[date] = []
    monkeypatch.setattr(Tahun, "susun_skp", lambda self: None)
    monkeypatch.setattr(Tahun, "satu_bulan", lambda self, periode: None)
    sampai = datetime(hari[0], hari[1], hari[2], 10, tzinfo=waktu.WITA)
    Tahun([], {}, hari[0], sampai, print, sebelum_bulan_terakhir=lambda _t, h: diterbitkan.append(h)).jalani()
    assert diterbitkan == saat
