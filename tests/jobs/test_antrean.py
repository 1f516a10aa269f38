"""What a job promises, the same on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import queue, waktu, worker
from portal.extensions import db as ekstensi
from portal.queue import Job, Nanti, defer
from tests.jobs.conftest import Catatan

KINI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def kerja(app: Flask, catatan: Catatan) -> Callable[..., list[dict]]:
    """kerja(pada=...) -> everything the handler was called with so far."""

    def sekali(pada: datetime = KINI, detak: Callable[[], int] = lambda: 0) -> list[dict]:
        with waktu.pada(pada):
            worker.jalankan(app, sekali=True, penangan=catatan.penangan, detak=detak)
        return catatan.dipanggil

    return sekali


def tunda(db: Session, n: int = 1, **lain) -> bool:
    with waktu.pada(KINI):
        ditulis = defer(db, Job.LANGKAH, args={"n": n}, **lain)
        db.commit()
    return ditulis


def test_a_committed_job_is_done_once_with_its_arguments(db, kerja):
    tunda(db, 7)
    assert kerja() == [{"n": 7}]
    assert kerja() == [{"n": 7}]


def test_a_rolled_back_change_leaves_no_job(db, kerja):
    defer(db, Job.LANGKAH, args={"n": 1})
    db.rollback()
    assert kerja() == []


def test_jobs_are_done_in_the_order_in_which_they_were_deferred(db, kerja):
    for n in range(5):
        tunda(db, n)
    assert [args["n"] for args in kerja()] == [0, 1, 2, 3, 4]


def test_the_handler_runs_in_an_application_context_without_an_open_transaction(app, db, catatan, kerja):
    def saat():
        assert not ekstensi.session.in_transaction()
        assert ekstensi.session is not None

    catatan.saat = saat
    tunda(db)
    assert len(kerja()) == 1
    assert queue.gagal(db) == []


def test_a_job_is_not_done_before_its_time(db, kerja):
    tunda(db, mulai_pada=KINI + timedelta(hours=1))
    assert kerja(KINI + timedelta(minutes=59)) == []
    assert len(kerja(KINI + timedelta(hours=1))) == 1


@pytest.mark.satu_basis
def test_a_time_without_a_zone_is_refused(db):
    with pytest.raises(ValueError, match="zona waktu"):
        defer(db, Job.LANGKAH, args={}, mulai_pada=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="zona waktu"):
        Nanti(datetime(2026, 1, 1), "x")


def test_while_a_job_waits_another_with_its_key_is_not_written(db, kerja):
    assert tunda(db, 1, kunci="langkah:a") is True
    assert tunda(db, 2, kunci="langkah:a") is False
    assert tunda(db, 3, kunci="langkah:b") is True
    assert [args["n"] for args in kerja()] == [1, 3]


def test_while_a_job_runs_another_with_its_key_is_not_written(app, db, catatan, kerja):
    ditulis = []

    def saat():
        with Session(ekstensi.engine) as session, session.begin():
            ditulis.append(defer(session, Job.LANGKAH, args={"n": 9}, kunci="langkah:a"))

    catatan.saat = saat
    tunda(db, 1, kunci="langkah:a")
    assert kerja() == [{"n": 1}]
    assert ditulis == [False]


def test_a_key_is_free_again_once_its_job_is_done(db, kerja):
    tunda(db, 1, kunci="k")
    kerja()
    assert tunda(db, 2, kunci="k") is True
    assert [args["n"] for args in kerja()] == [1, 2]


def test_a_job_that_says_later_is_tried_then_and_never_counts_as_failed(db, catatan, kerja):
    catatan.galat = [Nanti(KINI + timedelta(minutes=5 * n), "mitra tidak menjawab") for n in range(1, 21)]
    tunda(db, kunci="k")
    for n in range(21):
        assert len(kerja(KINI + timedelta(minutes=5 * n))) == n + 1
    assert queue.gagal(db) == []
    assert queue.keadaan(db).menunggu == 0


def test_later_in_the_past_does_not_spin(db, catatan, kerja):
    catatan.galat = [Nanti(KINI - timedelta(days=1), "segera"), Nanti(KINI, "segera")]
    tunda(db)
    assert len(kerja(KINI)) == 1
    assert len(kerja(KINI + timedelta(seconds=1))) == 2


def test_a_failed_job_is_tried_again_later_and_later(db, catatan, kerja):
    catatan.galat = [RuntimeError("gagal"), RuntimeError("gagal")]
    tunda(db)
    assert len(kerja(KINI)) == 1
    assert len(kerja(KINI + timedelta(seconds=4))) == 1
    assert len(kerja(KINI + timedelta(seconds=5))) == 2
    assert len(kerja(KINI + timedelta(seconds=20))) == 2
    assert len(kerja(KINI + timedelta(seconds=26))) == 3
    assert queue.keadaan(db).menunggu == 0


def test_a_job_that_keeps_failing_is_given_up_and_stays_visible_with_its_error(db, catatan, kerja):
    catatan.galat = [RuntimeError(f"gagal ke-{n}") for n in range(1, 100)]
    tunda(db, 4, kunci="k")
    for hari in range(20):
        kerja(KINI + timedelta(days=hari))
    assert len(catatan.dipanggil) == worker.MAKS_GAGAL
    (sisa,) = queue.gagal(db)
    assert (sisa.jenis, sisa.argumen, sisa.percobaan) == ("langkah", {"n": 4}, worker.MAKS_GAGAL)
    assert sisa.galat == f"RuntimeError: gagal ke-{worker.MAKS_GAGAL}"
    keadaan = queue.keadaan(db)
    assert (keadaan.menunggu, keadaan.gagal) == (0, 1)
    assert tunda(db, 5, kunci="k") is True


def test_one_failing_job_does_not_hold_up_the_others(db, catatan, kerja):
    catatan.galat = [RuntimeError("gagal")]
    tunda(db, 1)
    tunda(db, 2)
    assert [args["n"] for args in kerja()] == [1, 2]


def test_an_unknown_kind_of_job_is_a_failure_and_not_the_end_of_the_worker(db, catatan, kerja):
    class Lama:
        value = "jenis_lama"

    with waktu.pada(KINI):
        defer(db, Lama(), args={})
        db.commit()
    tunda(db, 2)
    assert kerja() == [{"n": 2}]
    assert queue.keadaan(db).menunggu == 1


def test_what_a_job_defers_is_done_in_the_same_pass(app, db, catatan, kerja):
    def saat():
        if len(catatan.dipanggil) < 3:
            with Session(ekstensi.engine) as session, session.begin():
                defer(session, Job.LANGKAH, args={"n": len(catatan.dipanggil)})

    catatan.saat = saat
    tunda(db, 0)
    assert [args["n"] for args in kerja()] == [0, 1, 2]


def test_a_pass_goes_on_until_the_timers_are_still(db, kerja):
    sisa = [3, 2, 0]
    kerja(detak=lambda: sisa.pop(0))
    assert sisa == []


def test_the_state_of_the_queue_says_since_when_due_work_waits(db):
    with waktu.pada(KINI):
        defer(db, Job.LANGKAH, args={"n": 1}, mulai_pada=KINI + timedelta(hours=2))
        defer(db, Job.LANGKAH, args={"n": 2}, mulai_pada=KINI + timedelta(hours=1))
        db.commit()
        keadaan = queue.keadaan(db)
    assert (keadaan.menunggu, keadaan.tertunggak_sejak) == (2, None)
    with waktu.pada(KINI + timedelta(hours=3)):
        assert queue.keadaan(db).tertunggak_sejak == KINI + timedelta(hours=1)


@pytest.mark.parametrize(
    ("saat", "periode"),
    [
        ("2026-02-01T00:00:00+08:00", "2026-01"),
        ("2026-01-31T23:59:59+08:00", "2025-12"),
        ("2026-03-20T12:00:00+08:00", "2026-02"),
    ],
)
@pytest.mark.satu_basis
def test_the_worker_opens_the_newest_month_whose_window_is_open(app, db, kerja, saat, periode):
    pada = datetime.fromisoformat(saat)
    for _ in range(2):
        with waktu.pada(pada):
            worker.buka_bulan(app)
    assert kerja(pada) == [{"periode": periode}]


@pytest.mark.parametrize(("saat", "tahun"), [("2026-12-31T15:59:59", 2025), ("2026-12-31T16:00:00", 2026)])
def test_the_worker_asks_each_hour_for_the_year_that_has_ended_in_wita_and_once_while_it_waits(app, saat, tahun):
    with waktu.pada(datetime.fromisoformat(saat).replace(tzinfo=UTC)):
        for _ in range(2):
            worker.buka_tahun(app)
        dibuka = []
        worker.jalankan(app, sekali=True, penangan={Job.BUKA_TAHUN: lambda tahun: dibuka.append(tahun)}, detak=int)
    assert dibuka == [tahun]
