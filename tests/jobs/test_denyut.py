"""The worker's heartbeat: written at once and again, by a thread that nothing stops but the end of the worker."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import denyut, waktu
from portal.models import Denyut


def baris(db) -> list[Denyut]:
    db.expire_all()
    hasil = list(db.scalars(select(Denyut)))
    db.rollback()
    return hasil


def tunggu(syarat, detik: float = 10) -> None:
    habis = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < habis
        time.sleep(0.02)


def test_each_beat_moves_the_same_row(app, db):
    assert denyut.terakhir(db) is None
    db.rollback()
    saat = waktu.sekarang()
    with waktu.pada(saat):
        denyut.catat(app)
    with waktu.pada(saat + timedelta(seconds=10)):
        denyut.catat(app)
    assert [b.pada for b in baris(db)] == [saat + timedelta(seconds=10)]


def test_it_beats_at_once_again_and_again_and_ends_with_the_worker(app, db, monkeypatch):
    monkeypatch.setattr(denyut, "JEDA", 0.05)
    with denyut.berdenyut(app):
        tunggu(lambda: baris(db))
        pertama = baris(db)[0].pada
        tunggu(lambda: baris(db)[0].pada > pertama)
    assert not [u for u in threading.enumerate() if u.name == "denyut"]
    assert len(baris(db)) == 1, "the last beat stays: a stopped worker is missed"


def test_a_beat_that_fails_stops_neither_the_worker_nor_the_next_beat(app, monkeypatch):
    monkeypatch.setattr(denyut, "JEDA", 0.01)
    kali: list[int] = []

    def gagal(_app) -> None:
        kali.append(1)
        raise RuntimeError("basis data pergi")

    monkeypatch.setattr(denyut, "catat", gagal)
    with denyut.berdenyut(app):
        tunggu(lambda: len(kali) > 2)


def test_the_limit_leaves_room_for_missed_beats():
    assert timedelta(seconds=3 * denyut.JEDA) <= denyut.HILANG


@pytest.mark.satu_basis
def test_what_is_done_once_leaves_no_beat(app, db):
    from portal import worker

    worker.jalankan(app, sekali=True, penangan={}, detak=lambda: 0)
    assert baris(db) == []
