"""Many clients at the engine's door, each a process with a connection of its own, fighting over a few instances.

Each keeps a log of its calls and answers; the verdict is tests/ketahanan/riwayat.py's.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, Text, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import workflows
from portal import database
from tests.ketahanan import riwayat
from tests.ketahanan.riwayat import Akhir, Garis, Panggilan, Tugas
from tests.workflows.conftest import Person
from tests.workflows.diagrams import Diagram
from workflows import codec
from workflows import tables as t
from workflows.definitions import newest

ANTREAN = "peran:verifikatur:BKD"
CABANG = ("a", "b", "c")
KATA = ("claim", "release", "assign", "complete", "cancel")
BOBOT = (25, 15, 12, 45, 1)
PALING_SEDIKIT = 20
_metadata = MetaData()
JURNAL = Table(
    "uji_jurnal",
    _metadata,
    Column("urut", Integer, primary_key=True, autoincrement=True),
    Column("tanda", String(40), nullable=False),
    Column("isi", Text, nullable=False),
)


@dataclass(frozen=True)
class Hasil:
    """A run: what was called and answered, what was written, what the database has at the end."""

    panggilan: list[Panggilan]
    garis: list[Garis]
    akhir: Akhir

    def putusan(self) -> list[str]:
        """What does not hold."""
        return riwayat.periksa(self.panggilan, self.garis, self.akhir, ANTREAN)

    def ringkasan(self) -> dict[str, int]:
        """How many calls of each kind got which answer."""
        hitung: dict[str, int] = defaultdict(int)
        for satu in self.panggilan:
            hitung[f"{satu.kata}: {satu.hasil}"] += 1
        return dict(sorted(hitung.items()))


def lukisan() -> Diagram:
    """Three branches at once, then a decision: again, or the end."""
    drawn = Diagram("ramai").start().xor("m").gateway("parallel", "g").gateway("parallel", "h").path("mulai", "m", "g")
    for cabang in CABANG:
        drawn.user(cabang, lane="Verifikatur").path("g", cabang, "h")
    drawn.user("d", lane="Verifikatur").xor("x", default="f_lagi").end().path("h", "d", "x")
    return drawn.flow("x", "selesai", "cukup").flow("x", "m", id="f_lagi")


def jalankan(engine: Engine, folder: Path, *, detik: float, klien: int = 16, tempat: int = 4) -> Hasil:
    """Let so many clients fight for so many seconds over so many places. The workflow tables are there."""
    _metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        workflows.publish(session, "ramai", lukisan().xml(), by=None)
        newest(session, "ramai")  # compiled before the fork, not by each
    engine.dispose()
    anak = {}
    for nomor in range(klien):
        pid = os.fork()
        if pid == 0:
            _anak(engine, nomor, folder / f"klien-{nomor}.jsonl", detik, tempat)
        anak[pid] = nomor
    gagal = [anak[pid] for pid in anak if os.waitpid(pid, 0)[1]]
    if gagal:
        raise AssertionError((folder / f"klien-{gagal[0]}.jsonl.galat").read_text())
    baris = [satu for berkas in sorted(folder.glob("klien-*.jsonl")) for satu in berkas.read_text().splitlines()]
    return Hasil([Panggilan(**json.loads(satu)) for satu in baris], *_baca(engine))


def _anak(engine: Engine, nomor: int, berkas: Path, detik: float, tempat: int) -> None:
    kode = 1
    try:
        signal.alarm(int(detik) + 60)
        engine.dispose(close=False)
        database.menulis.set(False)  # looking takes no lock
        with berkas.open("w") as log:
            Klien(engine, nomor, tempat, lambda satu: log.write(json.dumps(asdict(satu)) + "\n")).bekerja(detik)
        kode = 0
    except BaseException:  # noqa: BLE001  # the end of a process: say why
        Path(f"{berkas}.galat").write_text(traceback.format_exc())
    finally:
        os._exit(kode)


class Klien:
    """One client: looks, picks a task and a verb, calls, notes the answer."""

    def __init__(self, engine: Engine, nomor: int, tempat: int, catat: Callable[[Panggilan], object]) -> None:
        self._engine, self._catat, self._tempat = engine, catat, tempat
        self._acak = random.Random(nomor)
        self._saya = Person(f"orang:{nomor + 1}", frozenset({f"orang:{nomor + 1}", ANTREAN}))
        self._nomor = nomor
        self._ingat: list[tuple[str, str, str]] = []

    def bekerja(self, detik: float) -> None:
        """Until the time is up, and not before a few calls: a busy machine must not make a run empty."""
        habis, n = time.monotonic() + detik, 0
        while time.monotonic() < habis or n < PALING_SEDIKIT:
            n += 1
            self._satu(f"k{self._nomor}n{n}")

    def _satu(self, tanda: str) -> None:
        tempat = f"tempat-{self._acak.randrange(self._tempat)}"
        with Session(self._engine) as session:
            ada = workflows.instances(session, business_keys=[tempat], status="running")
            tugas = workflows.tasks(session, instance=ada[0].id) if ada else []
        if not ada:
            self._panggil(Panggilan(tanda, "start", tempat, "", "", self._saya.id, 0, 0, ""))
            return
        pilihan = [(tempat, ada[0].id, satu.id) for satu in tugas]
        if not pilihan or (self._ingat and self._acak.random() < 0.1):  # what may be long gone
            pilihan = self._ingat or [(tempat, ada[0].id, "")]
        satu = self._acak.choice(pilihan)
        self._ingat = [*self._ingat[-5:], satu]
        kata = self._acak.choices(KATA, BOBOT)[0] if satu[2] else "cancel"
        self._panggil(Panggilan(tanda, kata, *satu, self._saya.id, 0, 0, ""))

    def _panggil(self, satu: Panggilan) -> None:
        mulai, siapa, menulis = time.monotonic(), None, database.menulis.set(True)
        try:
            with Session(self._engine) as session, session.begin():
                garis = self._ubah(session, satu)
                session.execute(insert(JURNAL).values(tanda=satu.tanda, isi=json.dumps(garis)))
                instans = garis["instans"]
            hasil = riwayat.YA
        except workflows.NotReady as ditolak:
            hasil, siapa, instans = riwayat.DIDAHULUI, ditolak.by, satu.instans
        except workflows.NotYours:
            hasil, instans = riwayat.BUKAN_MILIK, satu.instans
        except workflows.AlreadyRunning:
            hasil, instans = riwayat.BERJALAN, satu.instans
        except DBAPIError as galat:
            if not database.sibuk(galat):
                raise
            hasil, instans = riwayat.SIBUK, satu.instans
        finally:
            database.menulis.reset(menulis)
        usai = time.monotonic()
        isi = asdict(satu) | {"mulai": mulai, "usai": usai, "hasil": hasil, "siapa": siapa, "instans": instans}
        self._catat(Panggilan(**isi))

    def _ubah(self, session: Session, satu: Panggilan) -> dict[str, Any]:
        """Make the change; its line."""
        kini = datetime.now(UTC)
        garis: dict[str, Any] = {n: getattr(satu, n) for n in ("tanda", "kata", "tempat", "instans", "tugas", "oleh")}
        if satu.kata in ("claim", "release"):
            getattr(workflows, satu.kata)(session, satu.tugas, by=self._saya, now=kini)
        elif satu.kata == "assign":
            garis["ke"] = self._acak.choice([ANTREAN, ANTREAN, self._saya.id])
            workflows.assign(session, satu.tugas, to=garis["ke"], by=self._saya, reason=satu.tanda, now=kini)
        elif satu.kata == "start":
            maju = workflows.start(
                session, "ramai", lanes={"verifikatur": ANTREAN}, facts={}, business_key=satu.tempat, now=kini
            )
            garis |= {"instans": maju.instance.id, "dibuka": {tugas.id: tugas.owner for tugas in maju.opened}}
        elif satu.kata == "cancel":
            workflows.cancel(session, satu.instans, by=self._saya, reason=satu.tanda, now=kini)
            garis["akhir"] = True
        else:
            fakta = {"tanda": satu.tanda, "cukup": self._acak.random() < 0.05}
            maju = workflows.complete(session, satu.tugas, by=self._saya, facts=fakta, now=kini)
            garis |= {
                "dibuka": {tugas.id: tugas.owner for tugas in maju.opened},
                "akhir": maju.instance.status == "done",
            }
        return garis


def _baca(engine: Engine) -> tuple[list[Garis], Akhir]:
    with Session(engine) as session:
        garis = [Garis(urut=satu.urut, **json.loads(satu.isi)) for satu in session.execute(select(JURNAL))]
        tugas = {
            satu.id: Tugas(satu.owner, satu.claimed_by, satu.status, satu.ended_by)
            for satu in session.execute(select(t.task))
        }
        instans = session.execute(select(t.instance.c.id, t.instance.c.ver, t.instance.c.steps)).all()
        jejak: dict[str, list[str]] = {satu.id: [] for satu in instans}
        for satu in session.execute(select(t.history).order_by(t.history.c.instance_id, t.history.c.seq)):
            fakta = codec.loads(satu.facts)
            tanda = {"assigned": fakta.get("alasan"), "cancelled": fakta.get("alasan")}.get(satu.what)
            if satu.what == "done" and satu.kind == "user":
                tanda = fakta["tanda"]
            if tanda:
                jejak[satu.instance_id].append(tanda)
    ver, langkah = {s.id: s.ver for s in instans}, {s.id: s.steps for s in instans}
    return garis, Akhir(tugas, ver, langkah, jejak)
