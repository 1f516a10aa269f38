"""e-absensi is down: one month asks for its OPD, the others wait with it; when it is back all go on by themselves."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models import Realisasi, Tarikan
from tests.flows.conftest import KEGIATAN, TAHUN
from tests.flows.rest import Rest

TERTUTUP = "http://127.0.0.1:9/soap"


def test_selagi_e_absensi_mati_hanya_satu_yang_bertanya_untuk_opdnya(
    app: Flask, db: Session, rest: Callable[[str], Rest], eabsensi: str, pada: Callable[..., Any],
    buka_bulan: Callable[[str], None], kerjakan: Callable[[], None],
) -> None:  # fmt: skip
    with pada(1, 5):
        for siapa in ("pelaksana1", "pelaksana2", "pelaksana3"):
            rest(siapa).post("proses/skp_tahunan/mulai", {"fakta": {"tahun": TAHUN}})
            rest(siapa).selesai("susun_skp", {"kegiatan": KEGIATAN})
    hidup = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(hidup, eabsensi_url=TERTUTUP)
    with pada(2, 1, 0, 5):
        buka_bulan("2026-01")
        kerjakan()
    assert _lengkap(db) == [False]
    with pada(2, 1, 0, 11):  # after five minutes the next one asks, in vain again: now they wait ten
        kerjakan()
    with pada(2, 1, 0, 17):
        kerjakan()
    assert _lengkap(db) == [False, False]
    app.config["SETTINGS"] = hidup
    with pada(2, 1, 0, 40):
        kerjakan()
    assert _lengkap(db) == [False, False, True]
    assert db.scalar(select(func.count()).where(Realisasi.rekap_id.is_(None))) == 0


def _lengkap(db: Session) -> list[bool]:
    """Of each run so far, whether its answer was complete."""
    db.rollback()
    return list(db.scalars(select(Tarikan.lengkap).order_by(Tarikan.id)))
