"""Who is measured in this process: we, the floor (our own rows by the bare driver), and stock SpiffWorkflow.

Each starts one instance of the loop (or of one of BenchFlow's patterns) and completes its open step again and again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select, update
from sqlalchemy.orm import Session

import workflows
from benchmarks import basis, diagram
from benchmarks.hitung import Penghitung

KINI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LANES = {"pegawai": "orang:1", "pejabat_penilai": "orang:2"}


@dataclass(frozen=True)
class Orang:
    """Somebody who acts for himself."""

    id: str
    parties: frozenset[str]


ORANG = {nama: Orang(nama, frozenset({nama})) for nama in LANES.values()}


class Kami:
    """The engine of this project: worklist, history, timers and all."""

    nama = "PPK Online"

    def __init__(self, server: basis.Server, nama: str) -> None:
        self.basis = nama
        self.engine = basis.mesin(server, nama)
        workflows.metadata.create_all(self.engine)
        self.hitung = Penghitung(self.engine)
        self._tugas: Any = None
        self._nomor = 0

    def pasang(self, kunci: str, teks: bytes) -> None:
        """Publish."""
        with Session(self.engine) as session, session.begin():
            workflows.publish(session, kunci, teks, by=None, now=KINI)

    def mulai(self, kunci: str) -> Any:
        """Start an instance; what the door answers."""
        self._nomor += 1
        with Session(self.engine) as session, session.begin():
            maju = workflows.start(
                session, kunci, lanes=LANES, facts={}, business_key=f"x{self._nomor}", title="Ani Nurhayati", now=KINI
            )
        self._tugas = maju.opened[0] if maju.opened else None
        return maju

    def selesai(self) -> None:
        """Complete the open step."""
        tugas = self._tugas
        with Session(self.engine) as session, session.begin():
            maju = workflows.complete(session, tugas.id, by=ORANG[tugas.owner], facts={"setuju": False}, now=KINI)
        (self._tugas,) = maju.opened

    def tutup(self) -> None:
        self.engine.dispose()


@dataclass
class Lantai:
    """The floor: what `Kami` wrote in its last call, by the bare driver on a database of its own, in one commit."""

    server: basis.Server
    basis: str
    contoh: Kami
    nama: str = "floor (same rows, raw SQL)"
    _tulis: list[tuple[str, Any, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = basis.mesin(self.server, self.basis)
        workflows.metadata.create_all(self.engine)
        self.contoh.hitung.rekam = []
        self._koneksi = self.engine.raw_connection()
        self.hitung = Hitungan()

    def ambil(self) -> None:
        """Take what was just written. What was only read is left out: a floor that knows everything beforehand."""
        rekam = self.contoh.hitung.rekam or []
        self._tulis = [satu for satu in rekam if satu[0].split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE", "WITH")]
        self.contoh.hitung.rekam = []

    def jalan(self) -> None:
        """Write it."""
        kursor = self._koneksi.cursor()
        if self.engine.dialect.name == "sqlite":
            kursor.execute("BEGIN IMMEDIATE")
        for pernyataan, isi, banyak in self._tulis:
            (kursor.executemany if banyak else kursor.execute)(pernyataan, isi)
            self.hitung.pernyataan += 1
        if self.engine.dialect.name == "sqlite":
            kursor.execute("COMMIT")
        else:
            self._koneksi.commit()
        self.hitung.commit += 1

    def tutup(self) -> None:
        self._koneksi.close()
        self.engine.dispose()


@dataclass
class Hitungan:
    """Statements and commits of somebody who counts himself."""

    pernyataan: int = 0
    commit: int = 0


class Polos:
    """Stock SpiffWorkflow 3.2 as its documentation shows it: its own JSON serializer, the state in one row."""

    nama = "stock SpiffWorkflow"

    def __init__(self, server: basis.Server, nama: str) -> None:
        self.basis = nama
        self.engine = basis.mesin(server, nama)
        meta = MetaData()
        self._tabel = Table("instans", meta, Column("id", Integer, primary_key=True), Column("state", Text))
        meta.create_all(self.engine)
        self.hitung = Penghitung(self.engine)
        self._json = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
        self._spek: dict[str, Any] = {}
        self._nomor = 0

    def pasang(self, kunci: str, teks: bytes) -> None:
        parser = SpiffBpmnParser()
        parser.add_bpmn_xml(etree.fromstring(teks))
        self._spek[kunci] = (parser.get_spec(kunci), parser.get_subprocess_specs(kunci))

    def mulai(self, kunci: str) -> Any:
        self._nomor += 1
        alur = BpmnWorkflow(*self._spek[kunci])
        alur.do_engine_steps()
        with self.engine.begin() as koneksi:
            koneksi.execute(insert(self._tabel).values(id=self._nomor, state=self._json.serialize_json(alur)))
        return alur

    def selesai(self) -> None:
        kolom = self._tabel.c
        with self.engine.begin() as koneksi:
            isi = koneksi.scalar(select(kolom.state).where(kolom.id == self._nomor).with_for_update())
            alur = self._json.deserialize_json(isi)
            (tugas,) = alur.get_tasks(state=TaskState.READY, manual=True)
            tugas.data["setuju"] = False
            tugas.run()
            alur.do_engine_steps()
            baru = self._json.serialize_json(alur)
            koneksi.execute(update(self._tabel).where(kolom.id == self._nomor).values(state=baru))

    def tutup(self) -> None:
        self.engine.dispose()


def siap(peserta: Any, *, pola: bool = False) -> None:
    """Give the diagrams to a contestant."""
    peserta.pasang("ukur", diagram.putaran())
    for kode in diagram.POLA.values() if pola else ():
        peserta.pasang(kode.lower(), diagram.pola(kode))
