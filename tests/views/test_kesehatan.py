"""/sehat and /siap: alive, and able to work; for machines, without login and without names."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from portal import waktu
from portal.extensions import db as ekstensi
from portal.queue import Job, defer
from tests.factories import ORANG
from tests.views.bantuan import usul

pytestmark = pytest.mark.kedua_basis


def test_alive_asks_nothing_of_the_database(client: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ekstensi.session, "execute", lambda *_: pytest.fail("asked"))
    assert client.get("/sehat").json == {"status": "sehat"}


def test_ready_names_its_parts(client: object) -> None:
    jawab = client.get("/siap")
    assert jawab.status_code == 200
    assert jawab.json == {
        "status": "siap",
        "bagian": {"basis_data": "siap", "skema": "siap", "pekerja": "siap"},
        "kurang": {},
    }
    assert jawab.headers["Cache-Control"] == "no-store"


def test_an_old_schema_is_not_ready(db: Session, client: object) -> None:
    db.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.commit()
    jawab = client.get("/siap")
    assert jawab.status_code == 503
    assert "db upgrade" in jawab.json["kurang"]["skema"]


def test_a_database_that_does_not_answer_is_said_without_its_address(
    client: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mati(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("host=rahasia password=rahasia"))

    monkeypatch.setattr(ekstensi.session, "execute", mati)
    jawab = client.get("/siap")
    assert jawab.status_code == 503
    assert "basis_data" in jawab.json["kurang"]
    assert "rahasia" not in jawab.text


def test_work_that_lies_means_that_no_worker_runs(db: Session, client: object, app: Flask) -> None:
    from portal.database import menulis

    db.rollback()
    token = menulis.set(True)
    defer(db, Job.BUKA_BULAN, args={"periode": "2026-01"}, mulai_pada=waktu.sekarang() - timedelta(minutes=1))
    db.commit()
    menulis.reset(token)
    assert client.get("/siap").status_code == 200
    with waktu.pada(waktu.sekarang() + timedelta(minutes=10)):
        jawab = client.get("/siap")
    assert jawab.status_code == 503
    assert "pekerja" in jawab.json["kurang"]


@pytest.mark.parametrize(("lalu", "status"), [(20, 200), (60, 503)])
def test_a_worker_that_stopped_beating_is_missed_within_a_minute(
    lalu: int, status: int, app: Flask, client: object
) -> None:
    from portal import denyut

    saat = waktu.sekarang()
    with waktu.pada(saat):
        denyut.catat(app)
    with waktu.pada(saat + timedelta(seconds=lalu)):
        jawab = client.get("/siap")
    assert jawab.status_code == status
    assert ("tidak berdenyut sejak" in jawab.json["kurang"].get("pekerja", "")) is (status == 503)


def test_the_answer_holds_nothing_about_persons(db: Session, client: object, login: Callable) -> None:
    usul(db, "kasi", judul=f"Usul milik {ORANG['kasi'].nama}")
    for url in ("/sehat", "/siap"):
        assert ORANG["kasi"].nama not in login("kasi").get(url).text
