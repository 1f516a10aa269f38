"""10,000 timers that are due at once, as after an outage: how long until the last has fired, by one worker's ticks.

.venv/bin/python -m benchmarks.tenggat
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

import workflows
from benchmarks import basis
from benchmarks.peserta import KINI, Kami, siap
from benchmarks.tabel import Tabel, utama

BANYAK = 10_000
SEKALI = 50
CATATAN = (
    "Each timer takes its step away and opens the next; 50 instances a transaction, as the worker does it. Finding: "
    "the indexed look-up that says which instances are due, with all of them waiting."
)


def mengukur(banyak: int = BANYAK) -> list[Tabel]:
    """One row for each database."""
    kolom = ("", "timers due", "seconds", "timers/s", "ms each", "finding ms", "left over")
    tabel = Tabel("Timers due at once", kolom, catatan=CATATAN).kepala()
    with basis.semua() as server:
        for satu in server:
            tabel.tambah(satu.nama, banyak, *_satu(satu, banyak))
    return [tabel]


def _satu(server: Any, banyak: int) -> tuple[float, float, float, float, int]:
    kami = Kami(server, "tenggat")
    siap(kami)
    lanes = {"pegawai": "orang:1", "pejabat_penilai": "orang:2"}
    for awal in range(0, banyak, 500):
        with Session(kami.engine) as session, session.begin():
            for n in range(awal, min(awal + 500, banyak)):
                workflows.start(session, "ukur", lanes=lanes, facts={"setuju": False}, business_key=f"t{n}", now=KINI)
    nanti = KINI + timedelta(days=15)
    with Session(kami.engine) as session:
        mulai = time.perf_counter()
        ada = workflows.due(session, nanti, SEKALI)
        cari = (time.perf_counter() - mulai) * 1000
    assert ada >= min(SEKALI, banyak)
    mulai, maju = time.perf_counter(), 0
    while maju < banyak:
        with Session(kami.engine) as session, session.begin():
            dapat = len(workflows.tick(session, nanti, limit=SEKALI))
        if not dapat:
            break
        maju += dapat
    detik = time.perf_counter() - mulai
    kami.tutup()
    return detik, maju / detik, detik * 1000 / max(1, maju), cari, banyak - maju


if __name__ == "__main__":
    utama(mengukur)
