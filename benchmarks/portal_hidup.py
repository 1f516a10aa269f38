"""The portal as it runs in life: `run.py` with its processes and its worker, on a database that is ready.

Its people are those of the tests' small organisation; `loket` starts instances of the measured loop, all of whose
steps belong to one of them.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

import config
import workflows
from benchmarks import basis, diagram
from portal import database, skema
from portal.app import create_app
from portal.commands.peran import sinkronkan
from portal.commands.proses import muat_semua
from portal.extensions import db
from portal.models import Pegawai
from portal.security import orang
from tests.factories import ORANG, SANDI, isi_organisasi

AKAR = Path(__file__).parents[1]
SIAPA = "pelaksana1"
TUNGGU = 60.0


@dataclass
class Portal:
    """A database that is ready, and the processes on it. `pid` is the supervisor, whose children are the portal's."""

    url: str
    folder: Path
    app: Flask
    pegawai: str
    port: int = 0
    proses: subprocess.Popen[bytes] | None = None

    def jalan(self, *, processes: int = 2, threads: int = 4) -> None:
        """Start run.py and wait until it answers."""
        self.port = self.port or _port()
        lingkungan = {nama: isi for nama, isi in os.environ.items() if not nama.startswith("PORTAL_")}
        lingkungan |= {
            "PORTAL_DATABASE_URL": self.url, "PORTAL_DATA_DIR": str(self.folder), "PORTAL_PORT": str(self.port),
            "PORTAL_PROCESSES": str(processes), "PORTAL_THREADS": str(threads),
            "PORTAL_SECRET_KEY": "kunci untuk pengukuran saja, bukan rahasia",
            "PORTAL_EABSENSI_URL": "http://127.0.0.1/soap",  # no port: no simulator is started
        }  # fmt: skip
        self.proses = subprocess.Popen(
            [sys.executable, "run.py"], cwd=AKAR, env=lingkungan, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        batas = time.monotonic() + TUNGGU
        while time.monotonic() < batas:
            try:
                if self.minta("GET", "/sehat")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("portal tidak menjawab")

    def bunuh(self) -> None:
        """SIGKILL to the supervisor, the portal's processes and the worker at once: nobody says goodbye."""
        assert self.proses
        os.killpg(self.proses.pid, signal.SIGKILL)
        self.proses.wait()

    def henti(self) -> None:
        """End it as an administrator does."""
        if self.proses and self.proses.poll() is None:
            self.proses.terminate()
            self.proses.wait(30)
        with self.app.app_context():
            db.engine.dispose()

    def minta(self, cara: str, jalan: str, isi: Any = None, kepala: dict[str, str] | None = None) -> tuple[int, bytes]:
        """One request on a connection of its own."""
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TUNGGU)
        badan = None if isi is None else json.dumps(isi)
        sambungan.request(cara, jalan, badan, {"Content-Type": "application/json", **(kepala or {})})
        jawab = sambungan.getresponse()
        hasil = jawab.status, jawab.read()
        sambungan.close()
        return hasil

    def token(self) -> str:
        """A token of the person whose tasks are measured."""
        isi = {"username": ORANG[SIAPA].nip, "password": SANDI, "provider": "db", "refresh": True}
        status, jawab = self.minta("POST", "/api/v1/security/login", isi)
        assert status == 200, jawab
        return str(json.loads(jawab)["access_token"])

    def loket(self, banyak: int, awal: int = 0, pada: datetime | None = None) -> list[str]:
        """Start so many instances of the loop, as of `pada`; the id of the open task of each."""
        lanes = {"pegawai": self.pegawai, "pejabat_penilai": self.pegawai}
        engine = create_engine(self.url)
        database.siapkan(engine)
        token = database.menulis.set(True)
        with Session(engine) as session, session.begin():
            maju = [
                workflows.start(
                    session, "ukur", lanes=lanes, facts={"setuju": False}, business_key=f"UKUR/{awal + n}",
                    title="Lusia Pelaksana", now=pada,
                )
                for n in range(banyak)
            ]  # fmt: skip
        database.menulis.reset(token)
        engine.dispose()
        return [satu.opened[0].id for satu in maju]


def siapkan(server: basis.Server, nama: str, folder: Path) -> Portal:
    """A migrated database with roles, diagrams, people and the loop."""
    url = server.url(nama)
    engine = create_engine(url)
    database.siapkan(engine)
    skema.naik(engine)
    setelan = config.read({"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(folder)})
    app = create_app({"RATELIMIT_ENABLED": False, "AUTH_RATE_LIMITED": False}, settings=setelan)
    with app.app_context():
        sinkronkan()
        muat_semua()
        with Session(engine) as session, session.begin():
            isi_organisasi(session)
            workflows.publish(session, "ukur", diagram.putaran(), by=None, now=datetime.now(UTC))
            pegawai = session.scalars(select(Pegawai.id).where(Pegawai.nip == ORANG[SIAPA].nip)).one()
        db.session.remove()
    engine.dispose()
    return Portal(url, folder, app, orang(pegawai))


def _port() -> int:
    with socket.socket() as pintu:
        pintu.bind(("127.0.0.1", 0))
        return int(pintu.getsockname()[1])
