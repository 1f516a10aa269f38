"""The worker as a process: it lives beside the portal, stops when told to, and may be killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.queue import Job, defer

AKAR = Path(__file__).parents[2]


@pytest.fixture
def efek(app, db) -> Callable[[], list[int]]:
    """efek() -> what the jobs have left so far, in order of n."""
    db.execute(text("CREATE TABLE efek (n integer)"))
    db.commit()

    def baca() -> list[int]:
        hasil = list(db.scalars(text("SELECT n FROM efek ORDER BY n")))
        db.rollback()
        return hasil

    return baca


@pytest.fixture
def pekerja(app) -> Iterator[Callable[..., subprocess.Popen]]:
    """pekerja(lama) -> a running worker process; all are gone when the test ends."""
    proses: list[subprocess.Popen] = []
    s = app.config["SETTINGS"]

    def mulai(lama: float = 0) -> subprocess.Popen:
        perintah = [sys.executable, "-m", "tests.jobs.pekerja_uji", s.database_url, str(s.data_dir), str(lama)]
        satu = subprocess.Popen(perintah, cwd=AKAR, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        proses.append(satu)
        assert satu.stdout is not None
        assert satu.stdout.readline() == "siap\n"
        return satu

    yield mulai
    for satu in proses:
        satu.kill()
        satu.communicate()


def tunggu(syarat: Callable[[], bool], detik: float) -> None:
    habis = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < habis, f"belum terjadi dalam {detik} detik"
        time.sleep(0.05)


def tunda(db, *angka: int) -> None:
    for n in angka:
        defer(db, Job.LANGKAH, args={"n": n})
    db.commit()


def test_a_running_worker_does_a_job_within_a_second_of_the_commit(db, efek, pekerja):
    pekerja()
    tunda(db, 0)
    tunggu(lambda: efek() == [0], 15)  # the worker has started by then
    lama = []
    for n in range(1, 6):  # the quickest of five: a machine busy with other tests is not what is looked at here
        mulai = time.monotonic()
        tunda(db, n)
        tunggu(lambda n=n: efek() == list(range(n + 1)), 15)
        lama.append(time.monotonic() - mulai)
    assert min(lama) < 1, lama


def test_a_worker_that_is_told_to_stop_finishes_its_job_first(db, efek, pekerja):
    satu = pekerja(1.0)
    tunda(db, 1)
    assert satu.stdout.readline() == "mulai 1\n"
    satu.terminate()
    assert satu.wait(5) == 0
    assert efek() == [1]


def test_two_workers_share_the_jobs_and_none_is_done_twice(db, efek, pekerja):
    pekerja(0.02)
    pekerja(0.02)
    tunda(db, *range(40))
    tunggu(lambda: len(efek()) >= 40, 20)
    time.sleep(0.3)
    assert efek() == list(range(40))


def test_the_job_of_a_worker_that_was_killed_is_done_by_another(db, efek, pekerja):
    korban = pekerja(30)
    tunda(db, 1, 2)
    assert korban.stdout.readline() == "mulai 1\n"
    korban.kill()
    korban.wait(5)
    assert efek() == []
    pekerja()
    tunggu(lambda: set(efek()) == {1, 2}, 15)
    assert efek() == [1, 2]


def test_a_job_that_lasts_longer_than_its_lease_stays_with_its_worker(db, efek, pekerja):
    """The leases and heartbeats of these workers are of two seconds."""
    satu = pekerja(5)
    tunda(db, 1)
    assert satu.stdout.readline() == "mulai 1\n"
    pekerja(0)
    tunggu(lambda: efek() == [1], 15)
    time.sleep(0.5)
    assert efek() == [1]


def test_a_running_worker_beats_and_a_dead_one_no_longer(app, db, pekerja):
    from portal import denyut

    satu = pekerja()
    tunggu(lambda: _denyut(db) is not None, 15)
    satu.kill()
    satu.wait(5)
    terakhir = _denyut(db)
    time.sleep(0.2)
    assert _denyut(db) == terakhir
    assert denyut.HILANG.total_seconds() < 60


def _denyut(db):
    from portal import denyut

    hasil = denyut.terakhir(db)
    db.rollback()
    return hasil
