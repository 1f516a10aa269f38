"""Recovery after a crash: portal and worker are killed (SIGKILL) under load and started again.

    .venv/bin/python -m benchmarks.pulih

Seconds from the new start until the next completion over HTTP succeeds, and until all timers that came due in between
have fired; then each instance is looked at: as many completions in its history as clients were told of (or one more,
whose answer the crash took), exactly one open step, nothing stuck.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, func, select, update
from sqlalchemy.orm import Session

import workflows
from benchmarks import basis, portal_hidup
from benchmarks.tabel import Tabel, utama
from portal import database

KLIEN = 8
TENGGAT = 200
LAMA = 4.0
SABAR = 120.0
CATATAN = (
    "SIGKILL to supervisor, portal processes and worker at once while clients complete tasks; started again at once. "
    "Lost: completions a client was told of that are not in the history; doubled: more in it than were sent; stuck: "
    "instances without exactly one open step."
)


def mengukur(klien: int = KLIEN, tenggat: int = TENGGAT, lama: float = LAMA) -> list[Tabel]:
    """One row for each database."""
    kolom = ("", "completions before", "next completion s", "due timers", "all due done s", "lost", "doubled", "stuck")
    tabel = Tabel("Recovery after a crash", kolom, catatan=CATATAN).kepala()
    with basis.semua() as server, tempfile.TemporaryDirectory() as folder:
        for satu in server:
            tabel.tambah(satu.nama, *_satu(satu, Path(folder), klien, tenggat, lama))
    return [tabel]


def _satu(server: Any, folder: Path, klien: int, tenggat: int, lama: float) -> tuple[Any, ...]:
    portal = portal_hidup.siapkan(server, "pulih", folder)
    engine = create_engine(portal.url)
    database.siapkan(engine)
    try:
        portal.jalan()
        token = portal.token()
        tugas = portal.loket(klien)
        semua = [Klien(portal, token, satu) for satu in tugas]
        for satu in semua:
            satu.start()
        time.sleep(lama)
        portal.bunuh()
        for satu in semua:
            satu.join()
        _jatuh_tempo(portal, engine, tenggat)
        mulai = time.perf_counter()
        portal.jalan()
        _selesaikan(portal, token, _terbuka(engine, tugas[0])[0])
        berikut = time.perf_counter() - mulai
        while _sisa(engine) and time.perf_counter() - mulai < SABAR:
            time.sleep(0.05)
        habis = time.perf_counter() - mulai if not _sisa(engine) else None
        return sum(s.berhasil for s in semua), berikut, tenggat, habis, *_periksa(engine, semua, tugas[0])
    finally:
        portal.henti()
        engine.dispose()


class Klien(threading.Thread):
    """Completes the step of one instance until the portal is gone. `dikirim` counts what was sent."""

    def __init__(self, portal: portal_hidup.Portal, token: str, tugas: str) -> None:
        super().__init__()
        self.portal, self.token, self.awal, self.tugas = portal, token, tugas, tugas
        self.berhasil = self.dikirim = 0

    def run(self) -> None:
        while True:
            self.dikirim += 1
            try:
                self.tugas = _selesaikan(self.portal, self.token, self.tugas)
            except (OSError, ValueError, AssertionError, http.client.HTTPException):
                return
            self.berhasil += 1


def _selesaikan(portal: portal_hidup.Portal, token: str, tugas: str) -> str:
    kepala = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}
    isi = {"isian": {"keputusan": "setuju"}}
    status, jawab = portal.minta("POST", f"/api/v1/tugas/{tugas}/selesai", isi, kepala)
    assert status == 200, jawab
    return str(json.loads(jawab)["dibuka"][0]["id"])


def _jatuh_tempo(portal: portal_hidup.Portal, engine: Any, banyak: int) -> None:
    """Timers that came due while nothing ran."""
    portal.loket(banyak, awal=100_000)
    tunggu, instans = workflows.metadata.tables["wf_wait"].c, workflows.metadata.tables["wf_instance"].c
    baru = select(instans.id).where(instans.business_key.like("UKUR/1_____"))
    with engine.begin() as koneksi:
        lewat = datetime.now(UTC) - timedelta(minutes=1)
        koneksi.execute(update(tunggu.due_at.table).where(tunggu.instance_id.in_(baru)).values(due_at=lewat))


def _sisa(engine: Any) -> int:
    with Session(engine) as session:
        return workflows.due(session)


def _terbuka(engine: Any, tugas: str) -> list[str]:
    with Session(engine) as session:
        instans = workflows.task(session, tugas).instance_id
        return [t.id for t in workflows.tasks(session, instance=instans)]


def _periksa(engine: Any, semua: list[Klien], tambahan: str) -> tuple[int, int, int]:
    hilang = ganda = macet = 0
    jejak = workflows.metadata.tables["wf_history"].c
    for satu in semua:
        lebih = int(satu.awal == tambahan)  # the one completion after the crash
        with Session(engine) as session:
            instans = workflows.task(session, satu.awal).instance_id
            selesai = jejak.what == "done", jejak.kind == "user", jejak.instance_id == instans
            banyak = session.scalar(select(func.count()).where(*selesai)) or 0
        hilang += max(0, satu.berhasil + lebih - banyak)
        ganda += max(0, banyak - satu.dikirim - lebih)
        macet += len(_terbuka(engine, satu.awal)) != 1
    return hilang, ganda, macet


if __name__ == "__main__":
    utama(mengukur)
