"""What one call over REST, and one page, asks of the database: a handful of statements, one commit at most."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal import waktu
from portal.extensions import db as ekstensi
from portal.models import DrafTugas, KunciIdempoten, Pengganti, Peristiwa
from portal.security import actor_of
from tests.flows.rest import Rest
from tests.ketahanan.hitung import terhitung
from tests.views.bantuan import pegawai_id, usul

Siapa = Callable[[str], Rest]
SETUJU = {"isian": {"keputusan": "setuju"}}
PENYELESAIAN = 15
"""A completion over REST: who calls, the task, the completion under its lock, the event, the receipt."""


@pytest.fixture
def mesin(app: Flask) -> Engine:
    """The engine of the application."""
    with app.app_context():
        return ekstensi.engine


def kirim(rest: Rest, tugas: str, kunci: str) -> Any:
    """Finish it with this key."""
    return rest.post(f"tugas/{tugas}/selesai", SETUJU, **{"Idempotency-Key": kunci})


def test_a_completion_is_one_commit_and_few_statements(db: Session, rest: Siapa, mesin: Engine) -> None:
    kirim(rest("kasi"), usul(db, "kasi", "U-1"), "kunci-hangat")  # what is read once per process and version
    tugas = usul(db, "kasi", "U-2")
    with terhitung(mesin) as hitungan:
        jawab = kirim(rest("kasi"), tugas, "kunci-hitung")
    assert jawab.status_code == 200, jawab.text
    assert hitungan.commit == 1
    assert len(hitungan.pernyataan) <= PENYELESAIAN, hitungan.pernyataan
    assert db.query(Peristiwa).filter_by(jenis="tugas:diselesaikan", instans_id=jawab.json["instans"]).count() == 1


def test_a_refused_completion_commits_nothing_and_asks_little(db: Session, rest: Siapa, mesin: Engine) -> None:
    tugas = usul(db, "kasi")
    rest("kabid")
    with terhitung(mesin) as hitungan:
        jawab = kirim(rest("kabid"), tugas, "kunci-hitung")
    assert jawab.status_code == 404
    assert hitungan.commit == 0
    assert len(hitungan.pernyataan) <= 3, hitungan.pernyataan


def test_the_same_key_again_writes_nothing(db: Session, rest: Siapa, mesin: Engine) -> None:
    tugas = usul(db, "kasi")
    pertama = kirim(rest("kasi"), tugas, "kunci-hitung")
    with terhitung(mesin) as hitungan:
        kedua = kirim(rest("kasi"), tugas, "kunci-hitung")
    assert (kedua.status_code, kedua.json) == (200, pertama.json)
    assert hitungan.commit == 0
    assert not [satu for satu in hitungan.pernyataan if not satu.startswith(("SELECT", "WITH"))], hitungan.pernyataan


def test_a_key_of_another_task_is_refused_and_that_task_stays_open(db: Session, rest: Siapa) -> None:
    """The key is met only when the receipt is written: all that was done before it is taken back."""
    kirim(rest("kasi"), usul(db, "kasi", "U-1"), "kunci-hitung")
    tugas = usul(db, "kasi", "U-2")
    rest("kasi").post(f"tugas/{tugas}/draf", {"isian": {"catatan": "belum selesai"}})
    jawab = kirim(rest("kasi"), tugas, "kunci-hitung")
    assert (jawab.status_code, jawab.json["kode"]) == (409, "kunci_dipakai")
    assert rest("kasi").get(f"tugas/{tugas}").json["draf"] == {"catatan": "belum selesai"}
    assert (db.query(KunciIdempoten).count(), db.query(DrafTugas).count()) == (1, 1)
    assert kirim(rest("kasi"), tugas, "kunci-baru").status_code == 200


def test_who_somebody_is_takes_one_statement_and_is_asked_anew_each_time(
    db: Session, mesin: Engine, rest: Siapa
) -> None:
    tugas = usul(db, "kasi")
    with terhitung(mesin) as hitungan:
        semula = actor_of(pegawai_id(db, "pelaksana1"))
    assert len(hitungan.pernyataan) == 2, hitungan.pernyataan  # the other one is ours: the id
    assert semula.sebagai == {}
    assert kirim(rest("pelaksana1"), tugas, "kunci-hitung").status_code == 404
    kasi, hari = pegawai_id(db, "kasi"), waktu.hari_ini()
    db.add(
        Pengganti(
            pengganti_id=semula.pegawai_id, digantikan_id=kasi, jenis="Plh", sejak=hari, sampai=hari,
            nomor_surat="SP-1",
        )
    )  # fmt: skip
    db.commit()
    jawab = kirim(rest("pelaksana1"), tugas, "kunci-hitung")
    assert jawab.status_code == 200, jawab.text
    peristiwa = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "tugas:diselesaikan")).one()
    assert (peristiwa.aktor, peristiwa.atas_nama) == (semula.id, f"orang:{kasi}")
