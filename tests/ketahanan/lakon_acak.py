"""A shipped diagram or an animal of the zoo played through the door, at random but the same each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

import workflows
from portal.katalog import KATALOG
from tests.workflows import acak
from tests.workflows.conftest import NOW, Person
from tests.workflows.test_prune import ShippedFacts, with_answer
from tests.workflows.zoo import ZOO
from workflows.bpmn import shipped

PIHAK = {
    "pegawai": "orang:1",
    "pejabat_penilai": "orang:2",
    "atasan_banding": "orang:3",
    "verifikatur": "peran:verifikatur:BKD",
}
Isi = Callable[[random.Random, datetime], Mapping[str, Any]]


@dataclass(frozen=True)
class Lakon:
    """What is played: texts to publish, the one to start last, and the facts given with every step."""

    nama: str
    kunci: str
    isi: Isi
    teks: tuple[tuple[str, bytes, Mapping[str, bytes]], ...]

    def terbitkan(self, session: Session) -> None:
        """Publish its texts (those that are there already stay as they are)."""
        for kunci, xml, decisions in self.teks:
            katalog = KATALOG if self.nama == self.kunci else None
            workflows.publish(session, kunci, xml, by=None, decisions=decisions, catalogue=katalog, now=NOW)


def bawaan() -> list[Lakon]:
    """The shipped diagrams."""
    semua = {one.key: one for one in shipped()}
    teks = tuple((one.key, one.xml, one.decisions) for one in semua.values())
    lampiran = [isi for one in semua.values() for isi in (one.xml, *one.decisions.values())]
    return [Lakon(kunci, kunci, ShippedFacts(*lampiran), teks) for kunci in semua]


def kebun() -> list[Lakon]:
    """The zoo."""
    hasil = []
    for nama, (lukis, _) in ZOO.items():
        utama, dipanggil, keputusan = lukis()
        teks = [(kunci, satu.xml(), {}) for kunci, satu in dipanggil.items()]
        isi = with_answer if "answers" in nama else acak.facts
        hasil.append(Lakon(nama, utama.key, isi, (*teks, (utama.key, utama.xml(), keputusan))))
    return hasil


def orang(tugas: workflows.Task) -> Person | None:
    """Who does this task; None for a job."""
    if tugas.kind == "external":
        return None
    return Person("orang:4" if tugas.owner.startswith("peran") else tugas.owner, frozenset({tugas.owner}))


@dataclass
class Main:
    """One instance of it and a clock."""

    lakon: Lakon
    engine: Engine
    benih: str
    kini: datetime = NOW
    id: str = ""
    langkah: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pilih = random.Random(self.benih)

    def mulai(self) -> None:
        """Start it (it has been published); its business key is the seed."""
        with Session(self.engine) as session, session.begin():
            fakta = self.lakon.isi(self.pilih, self.kini)
            maju = workflows.start(
                session, self.lakon.kunci, lanes=PIHAK, facts=fakta, business_key=self.benih, now=self.kini
            )
            self.id = maju.instance.id

    def berikut(self) -> Callable[[Session], Any] | None:
        """The next move, chosen but not made: a person's step, a job's, or the next timer. None: it has ended."""
        self.kini += timedelta(seconds=1)
        with Session(self.engine) as session:
            if workflows.instance(session, self.id).ended_at is not None:
                return None
            tugas = sorted(workflows.tasks(session, instance=self.id, kind=None, limit=100), key=_urut)
            tunggu = [satu.due_at for satu in workflows.waits(session, self.id) if satu.due_at]
        batas = min(tunggu, default=None)
        if batas is not None and batas <= self.kini:
            return self._detak
        if batas is not None and (not tugas or self.pilih.random() < 0.15):
            self.kini = batas
            return self._detak
        if not tugas:
            return None  # only a message can move it on
        satu = self.pilih.choice(tugas)
        isi = dict(self.lakon.isi(self.pilih, self.kini))
        return lambda session: workflows.complete(session, satu.id, by=orang(satu), facts=isi, now=self.kini)

    def _detak(self, session: Session) -> Any:
        return workflows.tick(session, self.kini)

    def main(self, paling_banyak: int = 40) -> Iterator[Callable[[Session], Any]]:
        """The moves, each to be made by the caller before the next is asked for."""
        for _ in range(paling_banyak):
            gerak = self.berikut()
            if gerak is None:
                return
            yield gerak


def _urut(tugas: workflows.Task) -> tuple[str, str]:
    return tugas.element, tugas.id
