"""A system step whose work ends with an error that the diagram knows goes the way the diagram draws for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, queue, waktu
from portal.models import Pekerjaan, Peristiwa
from portal.queries import jalan
from portal.queue import GalatProses
from portal.worker import MAKS_GAGAL
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.workflows.diagrams import Diagram


def periksa(kode: str) -> Diagram:
    """A person, then a job; where that ends with an error of this code, the person again."""
    lukisan = Diagram("periksa").start().user("isi", lane="Pegawai").service("cek_nip", "cocokkan")
    lukisan.event("salah", f"error:{kode}", on="cek_nip").user("betulkan", lane="Pegawai").end()
    return lukisan.path("mulai", "isi", "cek_nip", "selesai").path("salah", "betulkan", "selesai")


def _mulai(rest: Callable[[str], Rest], db: Session, kode: str) -> str:
    workflows.publish(db, "periksa", periksa(kode).xml(), by=None)
    db.commit()
    isi = {"pihak": {"pegawai": ORANG["pelaksana1"].nip}, "fakta": {}, "kunci_bisnis": "P-1"}
    return rest("admin_bkd").post("proses/periksa/mulai", isi).json["instans"]


@pytest.fixture
def gagal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The work of `cocokkan` always ends with the error; how often it was done."""
    kali: list[str] = []

    def cocokkan(tugas_id: str) -> None:
        kali.append(tugas_id)
        raise GalatProses("NIP_SALAH", "NIP tidak ada di data induk", {"nip_salah": True})

    monkeypatch.setitem(jobs.OPERASI, "cocokkan", cocokkan)
    return kali


def test_the_diagram_says_what_follows_and_the_event_says_why(
    rest: Callable[[str], Rest], db: Session, kerjakan: Any, gagal: list[str], app: Flask
) -> None:
    instans = _mulai(rest, db, "NIP_SALAH")
    rest("pelaksana1").selesai("isi", {"keputusan": "setuju"})
    kerjakan()
    assert rest("pelaksana1").tugas("betulkan")["id"]
    assert len(gagal) == 1
    db.rollback()
    satu = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "langkah:gagal")).one()
    assert (satu.instans_id, satu.rincian["kode"], satu.rincian["langkah"]) == (instans, "NIP_SALAH", "cek_nip")
    assert satu.rincian["alasan"] == "NIP tidak ada di data induk"
    assert workflows.instance(db, instans).facts["nip_salah"] is True
    assert queue.keadaan(db).menunggu == 0
    with app.test_request_context():
        semua = [(b.nama, b.keadaan, b.keterangan) for b in jalan.jalan(instans, judul="P-1").semua]
    assert ("cek_nip", "gagal", "berakhir dengan galat NIP_SALAH") in semua
    assert ("salah", "selesai", "galat yang ditangkap") in semua
    assert [nama for nama, _, _ in semua].count("cek_nip") == 1, "not told as left undone besides"
    db.rollback()
    with app.app_context():
        jobs.langkah(gagal[0], "cocokkan", {})
    assert db.scalars(select(Peristiwa).where(Peristiwa.jenis == "langkah:gagal")).one(), "a second run changes nothing"


def test_an_error_the_diagram_does_not_catch_is_tried_again_and_kept_as_an_incident(
    rest: Callable[[str], Rest], db: Session, kerjakan: Any, gagal: list[str]
) -> None:
    instans = _mulai(rest, db, "LAIN")
    rest("pelaksana1").selesai("isi", {"keputusan": "setuju"})
    kini = waktu.sekarang()
    for nomor in range(MAKS_GAGAL):
        with waktu.pada(kini + timedelta(hours=2 * nomor)):
            kerjakan()
    db.rollback()
    (sisa,) = db.scalars(select(Pekerjaan).where(Pekerjaan.selesai_pada.is_not(None))).all()
    assert "NIP_SALAH" in str(sisa.galat) and "tidak ditangkap" in str(sisa.galat)
    (tugas,) = workflows.tasks(db, instance=instans, kind="external")
    assert tugas.status == "open"
    assert db.scalars(select(Peristiwa).where(Peristiwa.jenis == "langkah:gagal")).all() == []
