"""Starts that failed, of the clock and of messages, stand among what stands still: tried again, or given up."""

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
from portal.security import ADMIN_BKD
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pohon, teks
from tests.workflows.diagrams import Diagram

Login = Callable[[str], Any]
MULAI = datetime(2026, 3, 2, 9, tzinfo=waktu.WITA)
ALASAN = "Penyebabnya sudah disingkirkan"


def terbitkan(db: Session, hitung: str, pemicu: str, kunci: str, saat: datetime) -> None:
    gambar = Diagram(kunci, kunci.capitalize()).start(on=pemicu).script("hitung", hitung)
    gambar = gambar.user("isi", "Admin BKD", "Isi").end().party("Admin BKD", ADMIN_BKD)
    workflows.publish(db, kunci, gambar.path("mulai", "hitung", "isi", "selesai").xml(), by=None, now=saat)
    db.commit()


def berdetak(app: Flask, saat: datetime) -> None:
    with waktu.pada(saat):
        denyut.catat(app)
        worker.jalankan(app, sekali=True)


@pytest.fixture
def gagal(db: Session, app: Flask) -> datetime:
    """One whose moment has come, one whose message has come twice: none begins. A moment later."""
    terbitkan(db, "x = 1 / 0", "timer:R/P1D", "rutin", MULAI)
    terbitkan(db, "x = 1 / 0", "message:aduan", "aduan", MULAI)
    for kunci in ("a-1", "a-2"):
        workflows.send(db, "aduan", key=kunci, facts={}, now=MULAI + timedelta(hours=1))
    db.commit()
    saat = MULAI + timedelta(days=1)
    berdetak(app, saat)
    return saat + timedelta(minutes=5)


def alamat(klien: Any, apa: str) -> list[str]:
    """The addresses of the incidents of a cause."""
    daftar = pohon(klien.get("/kendala/?jenis=awal"))
    (sebab,) = [a.get("href") for a in daftar.cssselect("a.what") if teks(a) == apa]
    return [a.get("href") for a in pohon(klien.get(sebab)).cssselect("tbody th a")]


@pytest.mark.kedua_basis
def test_they_are_listed_by_cause_and_on_the_page_of_what_starts_by_itself(gagal: datetime, login: Login) -> None:
    klien = login("auditor")
    with waktu.pada(gagal):
        halaman = pohon(klien.get("/kendala/"))
        assert "3 gagal" in teks(halaman.cssselect("main a[href='/jadwal/']")[0])
        assert "Tidak dapat dimulai" in teks(halaman.cssselect("main")[0])
        assert (len(alamat(klien, "Rutin")), len(alamat(klien, "Aduan"))) == (1, 2)
        jadwal = pohon(klien.get("/jadwal/"))
        (baris,) = jadwal.cssselect("section[aria-labelledby='oleh-pesan'] tbody tr")
        assert "aduan" in teks(baris) and "2 gagal" in teks(baris)


@pytest.mark.kedua_basis
def test_each_is_tried_again_at_once_and_says_what_came_of_it(
    gagal: datetime, db: Session, app: Flask, login: Login
) -> None:
    klien = login("admin_bkd")
    with waktu.pada(gagal):
        pertama, kedua = alamat(klien, "Aduan")
        assert klien.kirim(f"{pertama}/ulangi", {"alasan": "ya"}).status_code == 422
        klien.kirim(f"{pertama}/ulangi", {"alasan": ALASAN})
        assert "gagal lagi" in klien.get("/kendala/").text
        terbitkan(db, "x = 1", "message:aduan", "aduan", gagal)
        klien.kirim(f"{kedua}/ulangi", {"alasan": ALASAN})
    assert [i.business_key for i in workflows.instances(db, process="aduan")] == ["a-2"]
    semua = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "kendala:diulangi"))
    (berhasil,) = [p for p in semua if p.instans_id]
    assert (berhasil.rincian["nomor"], berhasil.rincian["alasan"]) == ("a-2", ALASAN)


@pytest.mark.kedua_basis
def test_given_up_nothing_begins_for_that_message_or_moment_and_the_rhythm_goes_on(
    gagal: datetime, db: Session, app: Flask, login: Login
) -> None:
    klien = login("admin_bkd")
    with waktu.pada(gagal):
        (jadwal,), (pertama, kedua) = alamat(klien, "Rutin"), alamat(klien, "Aduan")
        for satu in (jadwal, pertama):
            assert klien.kirim(f"{satu}/selesaikan", {"alasan": ALASAN}).location == "/kendala/"
            assert klien.kirim(f"{satu}/selesaikan", {"alasan": ALASAN}).status_code == 404
        assert alamat(klien, "Aduan") == [kedua]
    (satu,) = workflows.schedules(db)
    assert satu.incident is None and satu.next_at == MULAI + timedelta(days=2)
    terbitkan(db, "x = 1", "message:aduan", "aduan", gagal)
    berdetak(app, gagal + timedelta(hours=2))
    assert [i.business_key for i in workflows.instances(db, process="aduan")] == ["a-2"]


@pytest.mark.parametrize("siapa", ["kasi", "pelaksana1", "pengelola_alur", "admin_opd", "auditor"])
def test_nobody_else_tries_one_again_or_gives_it_up(siapa: str, gagal: datetime, app: Flask, login: Login) -> None:
    klien = login(siapa)
    with waktu.pada(gagal):
        for apa in ("ulangi", "selesaikan"):
            assert klien.kirim(f"/kendala/awal-rutin/{apa}", {"alasan": ALASAN}).status_code == 403
        problem(Rest(app, siapa).post("kendala/awal-rutin/selesaikan", {"alasan": ALASAN}), 403, "bukan_hak")


def test_over_rest_they_are_incidents_like_others(gagal: datetime, app: Flask, db: Session) -> None:
    admin = Rest(app, "admin_bkd")
    with waktu.pada(gagal):
        isi = sesuai(app, admin.get("kendala?jenis=awal"), "get", "kendala")
        assert isi["jumlah"]["awal"] == 3 and {s["jenis"] for s in isi["sebab"]} == {"awal"}
        assert admin.post("kendala/awal-rutin/ulangi", {"alasan": ALASAN}).status_code == 200
        problem(admin.post("kendala/awal-999999999/ulangi", {"alasan": ALASAN}), 404, "tidak_ditemukan")
        problem(admin.post("kendala/awal-tiada/ulangi", {"alasan": ALASAN}), 404, "tidak_ditemukan")
