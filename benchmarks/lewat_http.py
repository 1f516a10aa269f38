"""Completions over REST against the running portal: 1, 4, 16 and 64 clients, 2 processes, everything on one machine.

    .venv/bin/python -m benchmarks.lewat_http

Each client completes the open task of an instance of its own again and again: token, JSON Schema, receipt, audit event
and job queue included, one transaction each. The clients are threads of a process of their own on plain sockets.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

from sqlalchemy import event

from benchmarks import basis, portal_hidup
from benchmarks.tabel import Gambar, Tabel, utama
from portal.extensions import db

KLIEN = (1, 4, 16, 64)
LAMA = 8.0
CATATAN = (
    "2 portal processes of 4 threads (PORTAL_PROCESSES=2), the worker, the database and the clients share the "
    "machine. ms at the client; errors are answers other than 200."
)


def mengukur(klien: tuple[int, ...] = KLIEN, lama: float = LAMA) -> list[Tabel]:
    """One table for both databases."""
    kolom = ("", "clients", "completions/s", "median ms", "p99 ms", "errors")
    gambar = [Gambar("http.png", "clients", "completions/s", ())]
    tabel = Tabel("Completions over HTTP (REST)", kolom, catatan=CATATAN, gambar=gambar).kepala()
    isi = Tabel("What one completion over HTTP does", ("", "SQL statements", "commits"))
    with basis.semua() as server, tempfile.TemporaryDirectory() as folder:
        for satu in server:
            portal = portal_hidup.siapkan(satu, "lewathttp", Path(folder))
            isi.baris.append([satu.nama, *_pernyataan(portal)])
            try:
                portal.jalan()
                token = portal.token()
                for n in klien:
                    tabel.tambah(satu.nama, n, *_beban(portal, token, n, lama))
            finally:
                portal.henti()
    isi.kepala()
    for baris in isi.baris:
        print(*baris)
    return [tabel, isi]


def _beban(portal: portal_hidup.Portal, token: str, klien: int, lama: float) -> tuple[float, float, float, int]:
    tugas = portal.loket(klien, awal=klien * 1000)
    perintah = [sys.executable, "-m", "benchmarks.lewat_http", "klien", str(portal.port), token, str(lama)]
    hasil = subprocess.run(perintah, input="\n".join(tugas), capture_output=True, text=True, check=True)
    return tuple(json.loads(hasil.stdout))  # type: ignore[return-value]


def _pernyataan(portal: portal_hidup.Portal) -> tuple[int, int]:
    """SQL statements and commits of one completion, counted in this process: BEGIN and COMMIT are none."""
    hitung = {"pernyataan": 0, "commit": 0}

    def lihat(_k: object, _c: object, teks: str, *_: object) -> None:
        hitung["pernyataan"] += not teks.startswith("BEGIN")

    def komit(_k: object) -> None:
        hitung["commit"] += 1

    with portal.app.app_context():
        engine = db.engine
    klien = portal.app.test_client()
    masuk = {"username": portal_hidup.ORANG[portal_hidup.SIAPA].nip, "password": portal_hidup.SANDI, "provider": "db"}
    token = klien.post("/api/v1/security/login", json=masuk).json["access_token"]
    (tugas,) = portal.loket(1, awal=-1)
    for putaran in range(3):
        if putaran == 2:
            event.listen(engine, "before_cursor_execute", lihat)
            event.listen(engine, "commit", komit)
        kepala = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}
        jawab = klien.post(f"/api/v1/tugas/{tugas}/selesai", json={"isian": {"keputusan": "setuju"}}, headers=kepala)
        assert jawab.status_code == 200, jawab.text
        tugas = jawab.json["dibuka"][0]["id"]
    event.remove(engine, "before_cursor_execute", lihat)
    event.remove(engine, "commit", komit)
    return hitung["pernyataan"], hitung["commit"]


class Klien(threading.Thread):
    """One client: completes the open task of its instance until the time is over."""

    def __init__(self, port: int, token: str, tugas: str, sampai: float) -> None:
        super().__init__()
        self.port, self.token, self.tugas, self.sampai = port, token, tugas, sampai
        self.ms: list[float] = []
        self.galat = 0

    def run(self) -> None:
        pintu = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        pintu.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        masuk = pintu.makefile("rb")
        badan = '{"isian":{"keputusan":"setuju"}}'
        while (mulai := time.perf_counter()) < self.sampai:
            pintu.sendall(
                f"POST /api/v1/tugas/{self.tugas}/selesai HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                f"{self.token}\r\nContent-Type: application/json\r\nIdempotency-Key: {uuid.uuid4().hex}\r\n"
                f"Content-Length: {len(badan)}\r\n\r\n{badan}".encode()
            )
            status, isi = _baca(masuk)
            if status != 200:
                self.galat += 1
                break
            self.ms.append((time.perf_counter() - mulai) * 1000)
            self.tugas = json.loads(isi)["dibuka"][0]["id"]
        pintu.close()


def _baca(masuk: object) -> tuple[int, bytes]:
    status = int(masuk.readline().split()[1])  # type: ignore[attr-defined]
    panjang = 0
    while baris := masuk.readline().strip():  # type: ignore[attr-defined]
        if baris.lower().startswith(b"content-length:"):
            panjang = int(baris.split(b":")[1])
    return status, masuk.read(panjang)  # type: ignore[attr-defined]


def klien(port: int, token: str, lama: float, tugas: list[str]) -> None:
    """The process of the clients: prints completions a second, median, p99 and errors. The first second warms up."""
    awal = time.perf_counter()
    semua = [Klien(port, token, satu, awal + lama) for satu in tugas]
    for satu in semua:
        satu.start()
    for satu in semua:
        satu.join()
    lewat = time.perf_counter() - awal
    ms = sorted(m for satu in semua for m in satu.ms)
    galat = sum(satu.galat for satu in semua)
    if not ms:
        raise SystemExit(f"tidak ada jawaban 200 ({galat} galat)")
    print(json.dumps([len(ms) / lewat, ms[len(ms) // 2], ms[min(len(ms) - 1, int(len(ms) * 0.99))], galat]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["klien"]:
        klien(int(sys.argv[2]), sys.argv[3], float(sys.argv[4]), sys.stdin.read().split())
    else:
        utama(mengukur)
