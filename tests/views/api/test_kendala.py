"""Incidents and runs over REST, held to the document; each call with who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.actions import operasi_massal
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.kendala import ALASAN, macet, menyerah, pekerjaan, tertunda

Siapa = Callable[[str], Rest]


@pytest.mark.parametrize("orang", ["auditor", "admin_bkd"])
def test_causes_and_the_incidents_of_one(orang: str, app: Flask, rest: Siapa, db: Session) -> None:
    menyerah(db, 3)
    tertunda(db)
    macet(db)
    isi = sesuai(app, rest(orang).get("kendala"), "get", "kendala")
    assert isi["jumlah"] == {"langkah": 1, "pekerjaan": 3, "tunggu": 1, "awal": 0}
    assert [s["jumlah"] for s in isi["sebab"]] == [3, 1, 1] and isi["kendala"] == []
    satu = sesuai(app, rest(orang).get(f"kendala?sebab={isi['sebab'][0]['sebab']}"), "get", "kendala")
    assert len(satu["kendala"]) == 3 and satu["kendala"][0]["percobaan"] == 8
    problem(rest(orang).get("kendala?jenis=lain"), 422, "tidak_sah")


def test_one_is_tried_again_and_one_acknowledged(app: Flask, rest: Siapa, db: Session) -> None:
    satu, dua = menyerah(db, 2)
    kurang = rest("admin_bkd").post(f"kendala/pekerjaan-{satu}/ulangi", {"alasan": "ya"})
    assert problem(kurang, 422, "tidak_sah")["medan"] == "alasan"
    jawab = rest("admin_bkd").post(f"kendala/pekerjaan-{satu}/ulangi", {"alasan": ALASAN})
    assert sesuai(app, jawab, "post", "kendala/{kunci}/ulangi") == {"gagal": None}
    jawab = rest("admin_bkd").post(f"kendala/pekerjaan-{dua}/selesaikan", {"alasan": ALASAN})
    assert sesuai(app, jawab, "post", "kendala/{kunci}/selesaikan") == {"kendala": f"pekerjaan-{dua}"}
    problem(rest("admin_bkd").post(f"kendala/pekerjaan-{dua}/selesaikan", {"alasan": ALASAN}), 404, "tidak_ditemukan")
    assert pekerjaan(db) == []


@pytest.mark.parametrize("orang", ["auditor", "pelaksana1", "kasi", "admin_opd"])
def test_nobody_else_changes_anything(orang: str, app: Flask, rest: Siapa, db: Session) -> None:
    (nomor,) = menyerah(db)
    for kata in ("ulangi", "selesaikan"):
        problem(rest(orang).post(f"kendala/pekerjaan-{nomor}/{kata}", {"alasan": ALASAN}), 403, "bukan_hak")
    if orang != "auditor":
        problem(rest(orang).get("kendala"), 403, "bukan_hak")
    assert len(pekerjaan(db)) == 1


def test_how_far_a_run_is(app: Flask, rest: Siapa, db: Session, aktor: Any, kerjakan: Callable[[], None]) -> None:
    pilihan = [("pekerjaan-1", "satu"), ("pekerjaan-2", "dua")]
    nomor = operasi_massal.minta("ulangi_kendala", pilihan, actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    isi = sesuai(app, rest("auditor").get(f"operasi/{nomor}"), "get", "operasi/{operasi_id}")
    assert (isi["status"], isi["jumlah"], isi["selesai"]) == ("berjalan", 2, 0)
    db.rollback()
    kerjakan()
    isi = sesuai(app, rest("auditor").get(f"operasi/{nomor}?hasil=dilewati"), "get", "operasi/{operasi_id}")
    assert (isi["status"], isi["hasil"]["dilewati"], len(isi["butir"])) == ("selesai", 2, 2)
    problem(rest("auditor").get("operasi/99"), 404, "tidak_ditemukan")
    problem(rest("kasi").get(f"operasi/{nomor}"), 403, "bukan_hak")
