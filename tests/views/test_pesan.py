"""A message into the processes: looked at before it is sent, with a reason, by Admin BKD alone; the same over REST."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal import waktu, worker
from portal.models import Peristiwa
from portal.security import ADMIN_BKD, SISTEM
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pohon, teks
from tests.workflows.diagrams import Diagram
from workflows import tables as t

Login = Callable[[str], Any]
ALASAN = "Kabarnya datang lewat surat"


def terbitkan(db: Session) -> None:
    """One process that a message starts, and in which the same person then waits for another."""
    gambar = Diagram("aduan", "Aduan masyarakat").start(on="message:aduan_masuk").user("isi", "Admin BKD", "Tanggapi")
    gambar = gambar.receive("jawab", "jawaban_instansi").end().party("Admin BKD", ADMIN_BKD)
    workflows.publish(db, "aduan", gambar.path("mulai", "jawab", "isi", "selesai").xml(), by=None)
    db.commit()


def berdetak(app: Flask) -> None:
    worker.jalankan(app, sekali=True)


def isian(pesan: str = "aduan_masuk", kunci: str = "aduan-1", **lain: str) -> dict[str, str]:
    return {"pesan": pesan, "kunci": kunci, "nama-0": "asal", "nilai-0": "Kupang", **lain}


def kirim(klien: Any, **lain: str) -> Any:
    """Look, then send what was looked at."""
    halaman = pohon(klien.kirim("/pesan/", isian(**lain)))
    dilihat = halaman.cssselect("input[name='dilihat']")[0].get("value")
    return klien.kirim("/pesan/", isian(**lain, dilihat=dilihat, alasan=ALASAN))


@pytest.mark.kedua_basis
def test_it_says_what_would_come_of_it_and_then_it_comes(db: Session, app: Flask, login: Login) -> None:
    terbitkan(db)
    klien = login("admin_bkd")
    halaman = pohon(klien.get("/pesan/"))
    assert "aduan_masuk" in [o.get("value") for o in halaman.cssselect("datalist option")]
    assert not halaman.cssselect("textarea[name='alasan']")
    lihat = pohon(klien.kirim("/pesan/", isian()))
    assert "Memulai proses baru: Aduan masyarakat." in teks(lihat.cssselect("main")[0])
    assert db.scalar(select(func.count()).select_from(t.message)) == 0
    assert kirim(klien).location == "/pesan/"
    berdetak(app)
    (instans,) = workflows.instances(db, process="aduan")
    assert (instans.business_key, instans.facts) == ("aduan-1", {"asal": "Kupang"})
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "pesan:dikirim"))
    assert satu.rincian["pesan"] == "aduan_masuk" and satu.rincian["alasan"] == ALASAN
    assert (satu.rincian["tujuan"], satu.rincian["fakta_baru"]) == ("memulai", {"asal": "Kupang"})
    db.rollback()
    lihat = pohon(klien.kirim("/pesan/", isian("jawaban_instansi")))
    assert "Diterima proses aduan-1" in teks(lihat.cssselect("main")[0])
    assert "sudah berjalan dengan kunci ini" in klien.kirim("/pesan/", isian()).text
    assert kirim(klien, pesan="jawaban_instansi").location == "/pesan/"
    berdetak(app)
    assert [tugas.step for tugas in workflows.tasks(db, instance=instans.id)] == ["isi"]
    db.rollback()
    assert "Belum ada yang menunggunya" in klien.kirim("/pesan/", isian("entah")).text


def test_on_hold_it_is_kept_and_says_so(db: Session, login: Login) -> None:
    terbitkan(db)
    workflows.suspend_process(db, "aduan", by=SISTEM, reason="sedang ditinjau", now=waktu.sekarang())
    db.commit()
    assert "sedang ditangguhkan" in login("admin_bkd").kirim("/pesan/", isian()).text


def test_what_was_looked_at_is_what_is_sent(db: Session, login: Login) -> None:
    terbitkan(db)
    klien = login("admin_bkd")
    dilihat = pohon(klien.kirim("/pesan/", isian())).cssselect("input[name='dilihat']")[0].get("value")
    lain = isian(kunci="aduan-2", dilihat=dilihat, alasan=ALASAN)
    assert klien.kirim("/pesan/", lain).status_code == 200
    assert db.scalar(select(func.count()).select_from(t.message)) == 0


@pytest.mark.parametrize(
    ("kurang", "medan"),
    [
        ({"pesan": ""}, "pesan"),
        ({"kunci": ""}, "kunci"),
        ({"kunci": "k" * 201}, "kunci"),
        ({"nama-0": "Bukan Nama"}, "fakta"),
        ({"nama-0": "typename"}, "fakta"),
        ({"nama-1": "asal"}, "fakta"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_typed_is_lost(
    kurang: dict[str, str], medan: str, db: Session, login: Login
) -> None:
    jawab = login("admin_bkd").kirim("/pesan/", isian(**kurang))
    halaman = pohon(jawab)
    assert jawab.status_code == 422
    assert halaman.cssselect(f"#{medan}-galat") and halaman.cssselect(f".ringkasan a[href='#{medan}']")
    assert halaman.cssselect("input[name='nilai-0']")[0].get("value") == "Kupang"


def test_without_a_reason_nothing_is_sent(db: Session, login: Login) -> None:
    terbitkan(db)
    klien = login("admin_bkd")
    dilihat = pohon(klien.kirim("/pesan/", isian())).cssselect("input[name='dilihat']")[0].get("value")
    jawab = klien.kirim("/pesan/", isian(dilihat=dilihat, alasan="ya"))
    assert jawab.status_code == 422 and pohon(jawab).cssselect("textarea[aria-invalid]")
    assert db.scalar(select(func.count()).select_from(t.message)) == 0


def test_no_process_of_the_law_is_moved_by_it(db: Session, app: Flask, login: Login) -> None:
    gambar = Diagram("keberatan", "Keberatan").start(on="message:berkeberatan").user("isi", "Admin BKD").end()
    gambar = gambar.party("Admin BKD", ADMIN_BKD).path("mulai", "isi", "selesai")
    workflows.publish(db, "keberatan", gambar.xml(), by=None)
    db.commit()
    jawab = login("admin_bkd").kirim("/pesan/", isian("berkeberatan"))
    assert jawab.status_code == 409 and "dokumen kepegawaian" in jawab.text
    problem(Rest(app, "admin_bkd").post("pesan", {"pesan": "berkeberatan", "kunci": "x"}), 409, "proses_hukum")


@pytest.mark.parametrize("siapa", ["kasi", "pelaksana1", "pengelola_alur", "admin_opd", "auditor"])
def test_nobody_else_sends_one(siapa: str, db: Session, app: Flask, login: Login) -> None:
    terbitkan(db)
    klien = login(siapa)
    assert klien.get("/pesan/").status_code == 403
    assert klien.kirim("/pesan/", isian(alasan=ALASAN)).status_code == 403
    problem(Rest(app, siapa).post("pesan", {"pesan": "aduan_masuk", "kunci": "a", "alasan": ALASAN}), 403, "bukan_hak")
    assert db.scalar(select(func.count()).select_from(t.message)) == 0


def test_over_rest_it_is_looked_at_and_sent(db: Session, app: Flask) -> None:
    terbitkan(db)
    admin, isi = Rest(app, "admin_bkd"), {"pesan": "aduan_masuk", "kunci": "aduan-9", "fakta": {"n": 1}}
    lihat = sesuai(app, admin.post("pesan", isi | {"pratinjau": True}), "post", "pesan")
    assert (lihat["pratinjau"], lihat["tujuan"], lihat["penerima"]) == (True, "memulai", [])
    assert db.scalar(select(func.count()).select_from(t.message)) == 0
    db.rollback()
    problem(admin.post("pesan", isi), 422, "tidak_sah")
    problem(admin.post("pesan", isi | {"fakta": {"n": {"dalam": 1}}, "alasan": ALASAN}), 422, "tidak_sah")
    assert sesuai(app, admin.post("pesan", isi | {"alasan": ALASAN}), "post", "pesan")["pratinjau"] is False
    berdetak(app)
    assert workflows.instances(db, process="aduan")[0].facts == {"n": 1}
