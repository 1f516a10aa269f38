"""Operations over REST: the contract's addresses, the preview, the purpose, who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import workflows
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import usul

Siapa = Callable[[str], Rest]
ALASAN = "Surat Kepala BKD 800/7/2026"
JALUR = "instans/{instans_id}/{jenis}"
TUJUAN = {"X-Tujuan": "menangani laporan gangguan"}


@pytest.fixture
def instans(db: Session) -> str:
    nomor = workflows.task(db, usul(db, "kasi")).instance_id
    db.rollback()
    return nomor


def test_each_is_looked_at_and_done(app: Flask, rest: Siapa, db: Session, instans: str) -> None:
    admin = rest("admin_bkd")

    def kirim(jenis: str, **isi: Any) -> Any:
        jawab = admin.post(f"instans/{instans}/{jenis}", {"alasan": ALASAN} | isi, **TUJUAN)
        assert jawab.status_code == 200, jawab.text
        return sesuai(app, jawab, "post", JALUR)

    lihat = kirim("tangguhkan", pratinjau=True)
    assert lihat["pratinjau"] and [t["langkah"] for t in lihat["ditutup"]] == ["usul_cuti"]
    assert workflows.instance(db, instans).status == "running"
    assert kirim("tangguhkan")["status"] == "suspended"
    assert [t["langkah"] for t in kirim("lanjutkan")["dibuka"]] == ["usul_cuti"]
    assert kirim("pindahkan", dari="usul_cuti", ke="catat", pratinjau=True)["dibuka"][0]["langkah"] == "catat"
    assert kirim("pindahkan", dari="usul_cuti", ke="catat")["dibuka"][0]["langkah"] == "catat"
    kirim("betulkan", fakta={"lama": 7}, hapus=["batas"])
    assert kirim("batalkan")["status"] == "cancelled"
    baru = kirim("mulai-kembali", fakta={"lama": 1, "batas": "2026-12-31T00:00:00+00:00"})
    assert baru["instans"] != instans and baru["dibuka"]
    db.rollback()
    daftar = sesuai(app, admin.get("instans?status=suspended"), "get", "instans")
    assert daftar["instans"] == []


def test_what_for_comes_first_and_a_reason_is_needed(rest: Siapa, instans: str) -> None:
    admin = rest("admin_bkd")
    problem(admin.post(f"instans/{instans}/tangguhkan", {"alasan": ALASAN}), 403, "tujuan_diperlukan")
    kurang = problem(admin.post(f"instans/{instans}/tangguhkan", {}, **TUJUAN), 422, "tidak_sah")
    assert kurang["medan"] == "alasan"
    problem(admin.post(f"instans/{instans}/lanjutkan", {"alasan": ALASAN}, **TUJUAN), 409, "tidak_mungkin")
    problem(admin.post(f"instans/{instans}/ulangi", {"alasan": ALASAN}, **TUJUAN), 409, "tidak_mungkin")
    assert (
        problem(admin.post(f"instans/{instans}/pindahkan", {"alasan": ALASAN}, **TUJUAN), 422, "tidak_sah")["medan"]
        == "dari"
    )
    problem(admin.post(f"instans/{'0' * 32}/tangguhkan", {"alasan": ALASAN}, **TUJUAN), 404, "tidak_ditemukan")
    assert admin.post(f"instans/{instans}/hapus", {"alasan": ALASAN}, **TUJUAN).status_code == 404


@pytest.mark.parametrize("orang", ["auditor", "kasi", "pelaksana1"])
def test_nobody_else(orang: str, rest: Siapa, db: Session, instans: str) -> None:
    problem(rest(orang).post(f"instans/{instans}/tangguhkan", {"alasan": ALASAN}, **TUJUAN), 403, "bukan_hak")
    assert workflows.instance(db, instans).status == "running"


def test_a_run_over_many_is_accepted_and_told(
    app: Flask, rest: Siapa, db: Session, instans: str, kerjakan: Callable[[], None]
) -> None:
    admin = rest("admin_bkd")
    jawab = admin.post("operasi", {"jenis": "tangguhkan", "saringan": {"q": "U-1"}, "alasan": ALASAN})
    isi = sesuai(app, jawab, "post", "operasi")
    assert (jawab.status_code, isi["jumlah"]) == (202, 1)
    kerjakan()
    satu = sesuai(app, admin.get(f"operasi/{isi['id']}"), "get", "operasi/{operasi_id}")
    assert (satu["status"], satu["hasil"]["berhasil"]) == ("selesai", 1)
    jawab = admin.post("operasi", {"jenis": "lanjutkan", "ids": [instans, "x"], "alasan": ALASAN})
    assert sesuai(app, jawab, "post", "operasi")["jumlah"] == 1
    for isi, medan in (
        ({"jenis": "hapus", "ids": [instans]}, "jenis"), ({"jenis": "lanjutkan"}, "ids"),
        ({"jenis": "lanjutkan", "ids": []}, "ids"), ({"jenis": "lanjutkan", "ids": [instans], "saringan": {}}, "ids"),
        ({"jenis": "ulangi", "ids": [instans], "alasan": "ya"}, "alasan"),
    ):  # fmt: skip
        assert problem(admin.post("operasi", {"alasan": ALASAN} | isi), 422, "tidak_sah")["medan"] == medan
    problem(
        rest("auditor").post("operasi", {"jenis": "tangguhkan", "ids": [instans], "alasan": ALASAN}), 403, "bukan_hak"
    )
