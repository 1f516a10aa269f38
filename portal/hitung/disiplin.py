"""Cumulative absence in a year, under PP 94/2021 and under PP 53/2010."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from portal.hitung.medan import isi_medan
from portal.rules import disiplin
from portal.rules.jejak import Jejak


def pp94(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`tk`, `menit` -> `hari`, `sisa_menit`, `hukuman`."""
    return _tangga(isi, disiplin.PP94)


def pp53(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """The same on the last day of the old law."""
    return _tangga(isi, disiplin.PP94 - timedelta(days=1))


def _tangga(isi: Mapping[str, Any], pada: date) -> tuple[dict[str, Any], Jejak]:
    hasil = disiplin.kumulatif(tk=isi_medan(isi, "tk"), menit=isi_medan(isi, "menit"), pada=pada)
    return {"hari": hasil.hari, "sisa_menit": hasil.sisa_menit, "hukuman": hasil.hukuman}, hasil.jejak
