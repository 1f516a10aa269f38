"""One case of the shipped diagrams, played step by step on a database of its own, at times the test chooses."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import workflows
from portal.katalog import KATALOG
from workflows.bpmn import shipped

MULAI = datetime.fromisoformat("2026-11-01T08:00:00+08:00")
PIHAK = {
    "pegawai": "orang:1",
    "pejabat_penilai": "orang:2",
    "atasan_banding": "orang:3",
    "verifikatur": "peran:verifikatur:BKD",
}


@dataclass(frozen=True)
class Pelaku:
    """Who acts, and for whom."""

    id: str
    parties: frozenset[str]


PEGAWAI = Pelaku("orang:1", frozenset({"orang:1"}))
PENILAI = Pelaku("orang:2", frozenset({"orang:2"}))
ATASAN = Pelaku("orang:3", frozenset({"orang:3"}))
VERIFIKATUR = Pelaku("orang:4", frozenset({"orang:4", "peran:verifikatur:BKD"}))


def hari(banyak: int) -> str:
    """The moment so many days after the start, as facts carry deadlines."""
    return (MULAI + timedelta(days=banyak)).isoformat()


@contextmanager
def panggung() -> Iterator[Session]:
    """A session on an empty in-memory database with the shipped diagrams published."""
    engine = create_engine("sqlite://")
    workflows.metadata.create_all(engine)
    with Session(engine) as session:
        for one in shipped():
            workflows.publish(session, one.key, one.xml, by=None, decisions=one.decisions, catalogue=KATALOG, now=MULAI)
        yield session
    engine.dispose()


class Kasus:
    """An instance and a clock. `kerja` is a person's step, `layanan` a job's; both return the advance."""

    def __init__(
        self, session: Session, proses: str, kunci: str, fakta: Mapping[str, Any], pihak: Mapping[str, str] = PIHAK
    ):
        self.session, self.kini = session, MULAI
        maju = workflows.start(session, proses, lanes=pihak, facts=fakta, business_key=kunci, now=self.kini)
        self.id = maju.instance.id

    @property
    def instans(self) -> workflows.Instance:
        """As it is now."""
        return workflows.instance(self.session, self.id)

    def orang(self) -> set[str]:
        """The steps that wait for people."""
        return {task.step for task in workflows.tasks(self.session, instance=self.id)}

    def layanan_menunggu(self) -> list[tuple[str, Any]]:
        """The operations that wait for a job, with the occasion of a notice."""
        tasks = workflows.tasks(self.session, instance=self.id, kind="external")
        return sorted((task.operation or "", task.arguments.get("acara")) for task in tasks)

    def kerja(self, langkah: str, oleh: Pelaku, **fakta: Any) -> workflows.Advance:
        """`oleh` finishes the one open task of this step."""
        (task,) = workflows.tasks(self.session, instance=self.id, step=langkah)
        return workflows.complete(self.session, task.id, by=oleh, facts=fakta, now=self.kini)

    def layanan(self, operasi: str, acara: str | None = None, **fakta: Any) -> workflows.Advance:
        """A job finishes the one waiting operation; for notices, the one of this occasion."""
        tasks = workflows.tasks(self.session, instance=self.id, kind="external")
        (task,) = [one for one in tasks if one.operation == operasi and one.arguments.get("acara") == acara]
        return workflows.complete(self.session, task.id, by=None, facts=fakta, now=self.kini)

    def kabari(self, acara: str) -> workflows.Advance:
        """The job of a notice."""
        return self.layanan("kirim_pemberitahuan", acara)

    def sampai(self, saat: str) -> None:
        """Let the clock reach this moment and everything due happen."""
        self.kini = max(self.kini, datetime.fromisoformat(saat))
        for _ in range(10):
            maju = workflows.tick(self.session, self.kini)
            assert [one.incidents for one in maju if one.incidents] == []
            if not maju:
                return
        raise AssertionError("tidak pernah tenang")

    def jejak(self) -> list[str]:
        """The elements of the history, oldest first."""
        return [step.element for step in workflows.history(self.session, self.id)]
