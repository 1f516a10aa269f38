"""Over HTTP: eight branches finished at once all count, and who waits too long for a lock is told to try again."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

import workflows
from portal import database
from portal.extensions import db as ekstensi
from portal.models import KunciIdempoten, Peristiwa
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.flows.test_serentak import selesai, serentak
from tests.workflows.diagrams import Diagram

Siapa = Callable[[str], Rest]
LAJUR = ("Pegawai", "Pejabat penilai", "Atasan banding", "Verifikatur")
OLEH = ("pelaksana1", "kasi", "kabid", "verifikatur")
SETUJU = {"keputusan": "setuju"}


@pytest.fixture
def paraf(rest: Siapa, db: Session) -> str:
    """A running low-code instance with two open tasks in each of four lanes. Its id."""
    lukisan = Diagram("paraf", "Paraf bersama").start().gateway("parallel", "g").gateway("parallel", "h")
    for nomor in range(8):
        lukisan.user(f"paraf_{nomor}", lane=LAJUR[nomor // 2]).path("g", f"paraf_{nomor}", "h")
    lukisan.user("akhir", lane="Pejabat penilai").end().path("mulai", "g").path("h", "akhir", "selesai")
    workflows.publish(db, "paraf", lukisan.xml(), by=None)
    db.commit()
    pihak = dict(zip(("pegawai", "pejabat_penilai", "atasan_banding"), (ORANG[o].nip for o in OLEH), strict=False))
    isi = {"pihak": pihak | {"verifikatur": "verifikatur:DINAS"}, "fakta": {}, "kunci_bisnis": "PARAF-1"}
    jawab = rest("admin_bkd").post("proses/paraf/mulai", isi)
    assert jawab.status_code == 201, jawab.text
    return jawab.json["instans"]


def kiriman(rest: Siapa, instans: str, db: Session) -> list[Callable[[], Any]]:
    """The answers to its eight tasks, each by whose it is, not sent yet."""
    tugas = {t.element: t for t in workflows.tasks(db, instance=instans)}
    db.rollback()
    return [selesai(rest(OLEH[n // 2]), tugas[f"paraf_{n}"].id, SETUJU, f"kunci-paraf-{n}") for n in range(8)]


def test_eight_branches_sent_at_once_over_http_all_succeed(paraf: str, rest: Siapa, db: Session) -> None:
    mulai = time.perf_counter()
    jawab = serentak(kiriman(rest, paraf, db))
    lama = time.perf_counter() - mulai
    assert [j.status_code for j in jawab] == [200] * 8, [j.text for j in jawab]
    assert len({j.json["nomor_tanda_terima"] for j in jawab}) == 8
    assert [t.element for t in workflows.tasks(db, instance=paraf)] == ["akhir"]
    assert db.query(Peristiwa).filter_by(jenis="tugas:diselesaikan", instans_id=paraf).count() == 8
    assert lama < 5, "0.1 to 0.3 s alone; a lock that is waited for to its end would take longer than this"


def test_who_waits_too_long_for_a_lock_is_told_to_try_again_and_nothing_is_stored(
    paraf: str, nyata: Flask, rest: Siapa, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    satu = kiriman(rest, paraf, db)[0]
    monkeypatch.setattr(database, "TUNGGU_POSTGRES", 1)
    monkeypatch.setattr(database, "TUNGGU_SQLITE", 1)
    ekstensi.engine.dispose()  # connections made from now on wait a second
    with ekstensi.engine.connect() as lain:
        if ekstensi.engine.dialect.name == "sqlite":
            lain.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
        else:
            lain.execute(text("SELECT 1 FROM wf_instance WHERE id = :id FOR UPDATE"), {"id": paraf})
        mulai = time.perf_counter()
        jawab = satu()
        assert time.perf_counter() - mulai < 4
        lain.connection.driver_connection.rollback()  # type: ignore[union-attr]
    assert (jawab.status_code, jawab.json["kode"]) == (503, "sedang_sibuk"), jawab.text
    assert jawab.json["detail"] == "Data ini sedang diubah orang lain. Tunggu sebentar, lalu kirim lagi."
    assert jawab.headers["Retry-After"] == "2"
    assert len(workflows.tasks(db, instance=paraf)) == 8
    assert db.query(KunciIdempoten).filter_by(kunci="kunci-paraf-0").count() == 0
    assert db.query(Peristiwa).filter_by(jenis="tugas:diselesaikan").count() == 0
    db.rollback()
    assert satu().status_code == 200, "sent again it is taken"


def test_the_page_of_one_who_waited_too_long_says_when_to_try_again(
    paraf: str, nyata: Flask, login: Callable[[str], Any], db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tugas = next(t.id for t in workflows.tasks(db, instance=paraf) if t.element == "paraf_2")
    db.rollback()
    klien = login("kasi")
    monkeypatch.setattr(database, "TUNGGU_POSTGRES", 1)
    monkeypatch.setattr(database, "TUNGGU_SQLITE", 1)
    ekstensi.engine.dispose()
    kunci = "formulir-paraf-2"
    with ekstensi.engine.connect() as lain:
        if ekstensi.engine.dialect.name == "sqlite":
            lain.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
        else:
            lain.execute(text("SELECT 1 FROM wf_instance WHERE id = :id FOR UPDATE"), {"id": paraf})
        halaman = klien.kirim(f"/tugas/{tugas}", {"kunci": kunci, "keputusan": "setuju", "diperiksa": "1"})
        lain.connection.driver_connection.rollback()  # type: ignore[union-attr]
    assert halaman.status_code == 503, halaman.text[:3000]
    assert "Tunggu sebentar, lalu kirim lagi" in halaman.text
    assert "Coba lagi setelah 2 detik" in halaman.text
