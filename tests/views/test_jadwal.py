"""Processes that start by the clock: the worker starts them, also what was missed; the page tells, and tries again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import denyut, waktu, worker
from portal.models import Peristiwa
from portal.security import ADMIN_BKD, SISTEM
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pernyataan, pohon, teks
from tests.workflows.diagrams import Diagram

Login = Callable[[str], Any]
MULAI = datetime(2026, 3, 2, 9, tzinfo=waktu.WITA)
ALASAN = "Penyebabnya sudah disingkirkan"


def terbitkan(db: Session, kunci: str = "rutin", hitung: str = "x = 1") -> None:
    """A diagram that starts each day at nine, works something out and waits for Admin BKD."""
    gambar = Diagram(kunci, "Rekap rutin").start(on="timer:R/P1D").script("hitung", hitung)
    gambar = gambar.user("isi", "Admin BKD", "Isi rekap").end().party("Admin BKD", ADMIN_BKD)
    xml = gambar.path("mulai", "hitung", "isi", "selesai").xml()
    workflows.publish(db, kunci, xml, by=None, now=MULAI)
    db.commit()


def berdetak(app: Flask, saat: datetime) -> None:
    """The worker comes at that moment, and does all that is due."""
    with waktu.pada(saat):
        denyut.catat(app)
        worker.jalankan(app, sekali=True)


def nomor(db: Session) -> list[str]:
    db.rollback()
    return sorted(i.business_key for i in workflows.instances(db, process="rutin"))


@pytest.fixture
def gagal(db: Session, app: Flask) -> datetime:
    """One whose first step fails when its moment comes. The moment."""
    terbitkan(db, hitung="x = 1 / 0")
    saat = MULAI + timedelta(days=1)
    berdetak(app, saat)
    return saat


@pytest.mark.kedua_basis
def test_the_worker_starts_it_at_its_moment_once_and_says_so(db: Session, app: Flask, login: Login) -> None:
    terbitkan(db)
    berdetak(app, MULAI + timedelta(hours=23, minutes=59))
    assert nomor(db) == []
    berdetak(app, MULAI + timedelta(days=1))
    berdetak(app, MULAI + timedelta(days=1, minutes=1))
    assert nomor(db) == ["rutin@2026-03-03T09:00"]
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "pengatur_waktu:berjalan"))
    assert (satu.aktor, satu.rincian["proses"], satu.rincian["dibuka"]) == ("sistem", "rutin", ["isi"])
    assert satu.instans_id == workflows.instances(db, process="rutin")[0].id
    db.rollback()
    assert "Isi rekap" in login("admin_bkd").get("/tugas/").text


@pytest.mark.kedua_basis
def test_what_an_outage_missed_starts_once_and_the_rhythm_goes_on(db: Session, app: Flask) -> None:
    terbitkan(db)
    berdetak(app, MULAI + timedelta(days=1))
    with waktu.pada(MULAI + timedelta(days=4, hours=3)):  # nobody beat for three days
        assert waktu.sekarang() - denyut.terakhir(db) > denyut.HILANG
        db.rollback()
    berdetak(app, MULAI + timedelta(days=4, hours=3))
    assert nomor(db) == ["rutin@2026-03-03T09:00", "rutin@2026-03-04T09:00"]
    (satu,) = workflows.schedules(db)
    assert satu.next_at == MULAI + timedelta(days=5)
    db.rollback()
    berdetak(app, MULAI + timedelta(days=5))
    assert nomor(db)[-1] == "rutin@2026-03-07T09:00"


@pytest.mark.kedua_basis
def test_the_page_tells_the_next_moment_and_the_last_instance(db: Session, app: Flask, login: Login) -> None:
    klien = login("auditor")
    assert "Belum ada proses yang dimulai menurut jadwal" in klien.get("/jadwal/").text
    assert pohon(klien.get("/kendala/")).cssselect("main a[href='/jadwal/']")
    terbitkan(db)
    berdetak(app, MULAI + timedelta(days=1))
    with waktu.pada(MULAI + timedelta(days=1, hours=1)), pernyataan(db.get_bind()) as semua:
        halaman = pohon(klien.get("/jadwal/"))
    baris = teks(halaman.cssselect("tbody tr")[0])
    assert "Rekap rutin" in baris and "4 Mar" in baris and "rutin@2026-03-03T09:00" in baris and "Menunggu" in baris
    assert not halaman.cssselect("main form")
    banyak = len(semua)
    for n in range(5):
        terbitkan(db, f"lain{n}")
    with waktu.pada(MULAI + timedelta(days=1, hours=1)), pernyataan(db.get_bind()) as semua:
        assert len(pohon(klien.get("/jadwal/")).cssselect("tbody tr")) == 6
    assert len(semua) == banyak
    with waktu.pada(MULAI + timedelta(days=3)):
        assert "Lewat" in teks(pohon(klien.get("/jadwal/")).cssselect("tbody tr")[0])


@pytest.mark.kedua_basis
def test_what_could_not_start_says_why_and_is_tried_again_with_a_reason(
    gagal: datetime, db: Session, app: Flask, login: Login
) -> None:
    assert nomor(db) == []
    klien = login("admin_bkd")
    with waktu.pada(gagal + timedelta(minutes=10)):
        halaman = pohon(klien.get("/jadwal/"))
        assert "tidak dapat dimulai" in teks(halaman.cssselect("main")[0])
        assert "hitung" in teks(halaman.cssselect(".note.bad")[0])
        assert "1 gagal" in teks(pohon(klien.get("/kendala/")).cssselect("main a[href='/jadwal/']")[0])
        alamat = halaman.cssselect("form[action$='/ulangi']")[0].get("action")
        kurang = klien.kirim(alamat, {"alasan": "ya"})
        assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
        assert klien.kirim(alamat, {"alasan": ALASAN}).location == "/jadwal/"
        assert "gagal lagi" in klien.get("/jadwal/").text
    with waktu.pada(gagal + timedelta(minutes=20)):
        terbitkan(db)  # the cause goes with a version that reckons right
        assert klien.kirim(alamat, {"alasan": ALASAN}).status_code == 409
    berdetak(app, gagal + timedelta(minutes=21))
    assert len(nomor(db)) == 1
    semua = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "jadwal:diulangi").order_by(Peristiwa.id)).all()
    assert semua[0].rincian["alasan"] == ALASAN and "hitung" in semua[0].rincian["galat"]


def test_what_did_not_fail_or_is_on_hold_is_not_started_by_hand(db: Session, app: Flask, login: Login) -> None:
    terbitkan(db)
    klien = login("admin_bkd")
    assert klien.kirim("/jadwal/rutin/ulangi", {"alasan": ALASAN}).status_code == 409
    assert klien.kirim("/jadwal/tiada/ulangi", {"alasan": ALASAN}).status_code == 404
    workflows.suspend_process(db, "rutin", by=SISTEM, reason="sedang ditinjau", now=MULAI)
    db.commit()
    berdetak(app, MULAI + timedelta(days=1))
    assert nomor(db) == []
    assert "sedang ditinjau" in klien.get("/jadwal/").text


@pytest.mark.parametrize("siapa", ["kasi", "pelaksana1", "pengelola_alur", "admin_opd", "auditor"])
def test_nobody_else_sees_or_starts_it(siapa: str, gagal: datetime, db: Session, login: Login) -> None:
    klien = login(siapa)
    with waktu.pada(gagal + timedelta(minutes=10)):
        assert klien.get("/jadwal/").status_code == (200 if siapa == "auditor" else 403)
        assert klien.kirim("/jadwal/rutin/ulangi", {"alasan": ALASAN}).status_code == 403
    assert nomor(db) == []


def test_over_rest_it_is_read_and_tried_again(gagal: datetime, app: Flask, db: Session) -> None:
    admin = Rest(app, "admin_bkd")
    isi = sesuai(app, Rest(app, "auditor").get("jadwal"), "get", "jadwal")
    (satu,) = isi["jadwal"]
    assert (satu["kunci"], satu["keadaan"]) == ("rutin", "gagal") and "hitung" in satu["sebab"]
    jawab = sesuai(app, admin.post("jadwal/rutin/ulangi", {"alasan": ALASAN}), "post", "jadwal/{kunci}/ulangi")
    assert "hitung" in jawab["gagal"]
    problem(admin.post("jadwal/rutin/ulangi", {}), 422, "tidak_sah")
    problem(Rest(app, "auditor").post("jadwal/rutin/ulangi", {"alasan": ALASAN}), 403, "bukan_hak")
    problem(Rest(app, "kasi").get("jadwal"), 403, "bukan_hak")
