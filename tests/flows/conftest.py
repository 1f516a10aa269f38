"""The spine of the flow tests: an SKP in force, a month that is open, e-absensi that answers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from integrations.eabsensi.simulator import start_in_thread
from integrations.eabsensi.simulator.acak import SumberAcak
from portal import waktu
from tests.factories import ORANG
from tests.flows.rest import Rest, orang_rest

TAHUN = 2026


@pytest.fixture
def rest(app: Flask) -> Callable[[str], Rest]:
    """rest("kasi"): that person at the REST API."""
    return orang_rest(app)


@pytest.fixture(scope="session")
def eabsensi_hidup() -> Iterator[str]:
    """The address of an e-absensi over the people of the small organisation."""
    pegawai: dict[str, list[tuple[str, str]]] = {"DINAS": [], "BKD": [], "SETDA": []}
    for o in ORANG.values():
        pegawai["DINAS" if o.unit.startswith("dinas") else "BKD" if o.unit.startswith("bkd") else "SETDA"].append(
            (o.nip, o.nama)
        )
    pegawai["SETDA"] = [p for p in pegawai["SETDA"] if p[0].isdigit()]
    url, berhenti = start_in_thread(
        SumberAcak(pegawai, seed=1), user="ppk-online", password="simulator", token="simulator"
    )
    yield url
    berhenti()


@pytest.fixture
def eabsensi(app: Flask, eabsensi_hidup: str) -> Iterator[str]:
    """Let the portal ask that e-absensi by SOAP; the test may change app.config["SETTINGS"]."""
    asli = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(
        asli,
        eabsensi_mode="soap",
        eabsensi_url=f"{eabsensi_hidup}/soap",
        eabsensi_password="simulator",
        eabsensi_token="simulator",
    )
    yield eabsensi_hidup
    app.config["SETTINGS"] = asli


@pytest.fixture
def pada() -> Callable[..., Any]:
    """pada(2, 3, 9): the block lives on 3 February 2026, 09.00 WITA."""
    return lambda bulan, hari, jam=9, menit=0: waktu.pada(datetime(TAHUN, bulan, hari, jam, menit, tzinfo=waktu.WITA))


KEGIATAN = [
    {"uraian": "Menyusun laporan rehabilitasi", "satuan": "Laporan", "kuantitas": 108, "kualitas": 100, "waktu": 12}
]
"""108 a year are 9 a month: the month of the oracle (K 9, Q 100, W 20)."""


@pytest.fixture
def skp_berlaku(rest: Callable[[str], Rest], pada: Callable[..., Any], kerjakan: Callable[[], None]) -> str:
    """pelaksana1's SKP of 2026, in force. Its instance id."""
    with pada(1, 5):
        jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": TAHUN}})
        assert jawab.status_code == 201, jawab.text
        rest("pelaksana1").selesai("susun_skp", {"kegiatan": KEGIATAN})
        rest("kasi").selesai("tinjau_skp", {"keputusan": "setujui"})
        rest("verifikatur").selesai("verifikasi_skp", {"keputusan": "sahkan"})
        kerjakan()
    return jawab.json["instans"]


@pytest.fixture
def januari(
    skp_berlaku: str,
    eabsensi: str,
    pada: Callable[..., Any],
    buka_bulan: Callable[[str], None],
    kerjakan: Callable[[], None],
) -> None:
    """January is open and its attendance drawn."""
    with pada(2, 1, 0, 5):
        buka_bulan("2026-01")
        kerjakan()


@pytest.fixture
def buka_bulan(app: Flask) -> Callable[[str], None]:
    """buka_bulan("2026-01"): as the worker does when the window opens."""
    from portal import jobs

    def buka(periode: str) -> None:
        with app.app_context():
            jobs.buka_bulan(periode)

    return buka
