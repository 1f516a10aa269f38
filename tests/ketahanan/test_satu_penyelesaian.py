"""One completion is one transaction: who came second learns who was first, and nobody waits for long."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import workflows
from portal import database, worker
from portal.errors import Sibuk
from tests.ketahanan.hitung import terhitung
from tests.ketahanan.lakon_acak import Main, bawaan
from tests.workflows.conftest import ANI, BUDI, CITRA, DODI, NOW, Desk
from tests.workflows.diagrams import Diagram, line, loop
from tests.workflows.zoo_alat import split
from workflows import save

PALING_BANYAK = 12
DELAPAN = tuple(f"cabang_{nomor}" for nomor in range(8))


def serentak(engine: Engine, panggilan: Sequence[Callable[[Session], Any]]) -> tuple[list[Any], float]:
    """Each in a thread and a session of its own, all let go at once: answers (or refusals) and seconds until the last.

    The connections are there before: a portal that runs has them.
    """
    hasil: list[Any] = [None] * len(panggilan)
    usai: list[float] = [0.0] * len(panggilan)
    gerbang = threading.Barrier(len(panggilan) + 1, timeout=20)

    def satu(nomor: int) -> None:
        token = database.menulis.set(True)
        with Session(engine) as session:
            koneksi = engine.connect()
            koneksi.close()
            gerbang.wait()
            try:
                with session.begin():
                    hasil[nomor] = panggilan[nomor](session)
            except (workflows.WorkflowError, DBAPIError) as ditolak:
                hasil[nomor] = ditolak
            usai[nomor] = time.perf_counter()
        database.menulis.reset(token)

    utas = [threading.Thread(target=satu, args=(nomor,)) for nomor in range(len(panggilan))]
    for u in utas:
        u.start()
    gerbang.wait()
    mulai = time.perf_counter()
    for u in utas:
        u.join(30)
    return hasil, max(usai) - mulai


def test_of_two_submits_at_once_one_wins_and_the_other_learns_who_and_when(mesin: Engine, meja: Desk) -> None:
    meja.publish(line("antre", "periksa", lane="Verifikatur"))
    for nomor in range(10):
        instans = meja.begin("antre", f"skp:{nomor}").instance.id
        tugas = meja.open(instans)["periksa"]
        meja.pass_time(minutes=1)
        calls = [
            lambda session, by=by, tugas=tugas: workflows.complete(session, tugas.id, by=by, facts={}, now=meja.now)
            for by in (CITRA, DODI)
        ]
        hasil, _ = serentak(mesin, calls)
        menang = [satu for satu in hasil if isinstance(satu, workflows.Advance)]
        kalah = [satu for satu in hasil if isinstance(satu, workflows.NotReady)]
        assert (len(menang), len(kalah)) == (1, 1), hasil
        assert (kalah[0].by, kalah[0].at) == (menang[0].ended[0].ended_by, meja.now)


@pytest.mark.postgres_saja  # on SQLite the transaction itself is the lock
def test_whom_no_lock_kept_out_is_refused_by_the_version_and_learns_who_was_first(
    meja: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tugas = meja.start(line("antre", "periksa", "catat", lane="Verifikatur")).opened[0]
    asli = save.load
    monkeypatch.setattr(save, "_LOCK_OF_TASK", save._OF_TASK)

    def dahului(session: Session, row: Any) -> Any:
        monkeypatch.setattr(save, "load", asli)
        meja.call(workflows.complete, tugas.id, by=DODI, facts={}, now=NOW + timedelta(hours=1))
        return asli(session, row)

    monkeypatch.setattr(save, "load", dahului)
    with pytest.raises(workflows.NotReady) as ditolak:
        meja.call(workflows.complete, tugas.id, by=CITRA, facts={}, now=NOW)
    assert (ditolak.value.by, ditolak.value.at) == ("orang:4", NOW + timedelta(hours=1))
    assert [satu.by for satu in meja.call(workflows.history, tugas.instance_id) if satu.element == "periksa"] == [
        "orang:4"
    ]


@pytest.mark.parametrize("kata", ["claim", "release", "assign"])
def test_who_comes_while_a_completion_is_under_way_waits_and_learns_who_finished_it(
    mesin: Engine, meja: Desk, kata: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claiming a task that is being finished must not be answered with yes: the finished task was nobody's."""
    tugas = meja.start(line("antre", "periksa", "catat", lane="Verifikatur")).opened[0]
    lain = {"to": "orang:9", "reason": "cuti"} if kata == "assign" else {}
    asli, jawab = save.load, []

    def coba() -> None:
        token = database.menulis.set(True)
        try:
            jawab.append(meja.call(getattr(workflows, kata), tugas.id, by=DODI, now=NOW, **lain))
        except workflows.NotReady as ditolak:
            jawab.append(ditolak)
        finally:
            database.menulis.reset(token)

    utas = threading.Thread(target=coba)

    def pelan(session: Session, row: Any) -> Any:
        utas.start()
        utas.join(0.3)
        return asli(session, row)

    monkeypatch.setattr(save, "load", pelan)
    meja.call(workflows.complete, tugas.id, by=CITRA, facts={}, now=NOW)
    utas.join(10)
    assert isinstance(jawab[0], workflows.NotReady), jawab
    assert (jawab[0].by, jawab[0].at) == ("orang:3", NOW)
    selesai = meja.call(workflows.task, tugas.id)
    assert (selesai.status, selesai.ended_by, selesai.claimed_by) == ("done", "orang:3", None)


@pytest.mark.postgres_saja  # on SQLite who waits has not yet looked
def test_who_waits_to_complete_is_told_of_the_claim_that_was_made_meanwhile(mesin: Engine, meja: Desk) -> None:
    """The claim changes the task only, not the instance whose lock is waited for."""
    tugas = meja.start(line("antre", "periksa", "catat", lane="Verifikatur")).opened[0]
    jawab: list[Any] = []

    def selesaikan() -> None:
        try:
            jawab.append(meja.call(workflows.complete, tugas.id, by=CITRA, facts={}, now=NOW))
        except workflows.NotReady as ditolak:
            jawab.append(ditolak)

    utas = threading.Thread(target=selesaikan)
    with Session(mesin) as session, session.begin():
        workflows.claim(session, tugas.id, by=DODI, now=NOW)
        utas.start()
        _sampai_menunggu(mesin)
    utas.join(10)
    assert isinstance(jawab[0], workflows.NotReady), jawab
    assert (jawab[0].by, jawab[0].at) == ("orang:4", NOW)


@pytest.mark.postgres_saja
def test_who_waits_to_complete_sees_the_branch_that_was_opened_meanwhile(mesin: Engine, meja: Desk) -> None:
    """What it read beside its task is of before the wait; it must not be taken for the present."""
    lukisan = split(Diagram("dua").start(), "parallel", "kiri", "kanan").user("akhir").end().path("mulai", "g")
    meja.publish(lukisan.path("h", "akhir", "selesai"))
    buka = meja.open(meja.begin("dua", "skp:1").instance.id)
    jawab: list[Any] = []
    utas = threading.Thread(
        target=lambda: jawab.append(meja.call(workflows.complete, buka["kanan"].id, by=ANI, facts={}, now=NOW))
    )
    with Session(mesin) as session, session.begin():
        workflows.complete(session, buka["kiri"].id, by=ANI, facts={}, now=NOW)
        utas.start()
        _sampai_menunggu(mesin)
    utas.join(10)
    assert [satu.element for satu in jawab[0].opened] == ["akhir"], jawab
    assert [satu.element for satu in jawab[0].ended] == ["kanan"], "the other branch had ended before"


def _sampai_menunggu(mesin: Engine) -> None:
    """Until somebody waits for a lock."""
    with mesin.connect().execution_options(isolation_level="AUTOCOMMIT") as koneksi:
        for _ in range(500):
            if koneksi.exec_driver_sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'").scalar():
                return
            time.sleep(0.01)
    raise AssertionError("tidak ada yang menunggu")


def test_eight_people_finish_the_branches_of_one_instance_at_once_within_half_a_second(
    mesin: Engine, meja: Desk
) -> None:
    lukisan = split(Diagram("ramai").start(), "parallel", *DELAPAN).user("akhir").end().path("mulai", "g")
    meja.publish(lukisan.path("h", "akhir", "selesai"))
    lama = []
    for putaran in range(5):
        instans = meja.begin("ramai", f"skp:{putaran}").instance.id
        calls = [
            lambda session, t=t: workflows.complete(session, t.id, by=ANI, facts={f"dari_{t.element}": 1}, now=meja.now)
            for t in meja.open(instans).values()
        ]
        hasil, detik = serentak(mesin, calls)
        assert [satu for satu in hasil if not isinstance(satu, workflows.Advance)] == []
        assert sum(len(satu.opened) for satu in hasil) == 1, "the join opens once, for the last"
        assert meja.open(instans).keys() == {"akhir"}
        assert meja.call(workflows.instance, instans).facts == {f"dari_{satu}": 1 for satu in DELAPAN}
        lama.append(detik)
    assert min(lama) < 0.5, lama


def test_a_lock_that_is_not_let_go_is_waited_for_a_few_seconds_only_and_leaves_nothing(
    mesin: Engine, meja: Desk
) -> None:
    tugas = meja.start(loop("putar")).opened[0]
    with Session(mesin) as pemegang, pemegang.begin():
        save.of_task(pemegang, tugas.id, locked=True)
        mulai = time.perf_counter()
        with pytest.raises(DBAPIError) as ditolak:
            _tunggu_sebentar(mesin, tugas.id)
        lama = time.perf_counter() - mulai
    assert database.sibuk(ditolak.value)
    assert lama < 3
    assert meja.open().keys() == {"isi"}
    assert len(meja.call(workflows.history, tugas.instance_id)) == 1


def _tunggu_sebentar(mesin: Engine, tugas_id: str) -> None:
    """A completion on a connection that waits one second instead of several."""
    with mesin.connect() as koneksi:
        driver: Any = koneksi.connection.driver_connection
        if mesin.dialect.name == "sqlite":
            driver.execute("PRAGMA busy_timeout=1000")
            driver.tunggu = 1.0
        try:
            with Session(koneksi) as session, session.begin():
                if mesin.dialect.name == "postgresql":
                    session.connection().exec_driver_sql("SET LOCAL lock_timeout = '1s'")
                workflows.complete(session, tugas_id, by=ANI, facts={}, now=NOW)
        finally:
            koneksi.invalidate()


def test_a_job_that_met_a_lock_comes_again_soon_and_it_is_not_counted_as_a_failure() -> None:
    putusan = worker.putuskan(Sibuk("sedang diubah"), worker.MAKS_GAGAL - 1)
    assert putusan.kapan is not None
    assert not putusan.dihitung


def test_every_connection_waits_for_a_lock_only_as_long_as_said(mesin: Engine) -> None:
    with mesin.connect() as koneksi:
        if mesin.dialect.name == "sqlite":
            assert koneksi.exec_driver_sql("PRAGMA busy_timeout").scalar() == database.TUNGGU_SQLITE * 1000
            return
        koneksi.exec_driver_sql("SELECT 1")
        koneksi.rollback()
        assert koneksi.exec_driver_sql("SHOW lock_timeout").scalar() == f"{database.TUNGGU_POSTGRES}s"


def test_each_step_of_the_shipped_diagrams_is_one_commit_and_at_most_twelve_statements(mesin: Engine) -> None:
    semua = bawaan()
    with Session(mesin) as session, session.begin():
        semua[0].terbitkan(session)
    for lakon in semua:
        banyak = []
        for benih in range(4):
            main = Main(lakon, mesin, f"hitung {benih}")
            main.mulai()
            for gerak in main.main():
                with terhitung(mesin) as hitungan, Session(mesin) as session, session.begin():
                    maju = gerak(session)
                if isinstance(maju, workflows.Advance):
                    assert hitungan.commit == 1
                    assert len(hitungan.pernyataan) <= PALING_BANYAK, hitungan.pernyataan
                    banyak.append(len(hitungan.pernyataan))
        assert len(banyak) > 4, lakon.nama
        least = {"sqlite": 5, "postgresql": 2}[mesin.dialect.name]  # there all rows go in one statement
        assert max(banyak) >= least, "counting found nothing"


def test_a_claim_a_release_and_an_assignment_are_few_statements_too(mesin: Engine, meja: Desk) -> None:
    tugas = meja.start(line("antre", "periksa", lane="Verifikatur")).opened[0]
    for kata, lain, paling in (("claim", {}, 3), ("release", {}, 3), ("assign", {"to": BUDI.id, "reason": "cuti"}, 5)):
        with terhitung(mesin) as hitungan:
            meja.call(getattr(workflows, kata), tugas.id, by=CITRA, now=NOW, **lain)
        assert (len(hitungan.pernyataan) <= paling, hitungan.commit) == (True, 1), hitungan.pernyataan


@pytest.mark.postgres_saja
def test_what_was_planned_stays_planned_after_a_page_that_only_read(mesin: Engine) -> None:
    """Every page ends in a rollback; planning "who calls" takes ten times as long as its answer."""
    with mesin.connect() as koneksi:
        for _ in range(database.Ingatan.prepare_threshold + 2):
            koneksi.exec_driver_sql("SELECT %(nilai)s::int + 41", {"nilai": 1}).scalar()
            koneksi.rollback()
        ingat = koneksi.exec_driver_sql("SELECT generic_plans + custom_plans FROM pg_prepared_statements").scalar()
        assert ingat == 2
        koneksi.exec_driver_sql("CREATE TABLE kelak (n integer)")
        koneksi.rollback()
        with pytest.raises(DBAPIError):
            koneksi.exec_driver_sql("SELECT salah")
        koneksi.rollback()
        assert koneksi.exec_driver_sql("SELECT %(nilai)s::int + 41", {"nilai": 1}).scalar() == 42
