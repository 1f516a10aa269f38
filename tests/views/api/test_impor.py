"""The same over REST: bytes in, what was understood out, and the draft by a second call."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models import DrafTugas, Peristiwa
from portal.reports.berkas import MIME
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.impor import buku, manual
from tests.views.lakon_skp import LakonSkp

Orang = Callable[[str], Rest]
ISI = buku(manual)


def kirim(r: Rest, tugas: str, isi: bytes = ISI, jenis: str = MIME, nama: str = "skp.xlsx") -> Any:
    alamat = f"/api/v1/tugas/{tugas}/impor?nama={nama}"
    return r.klien.post(alamat, data=isi, headers=r.kepala | {"Content-Type": jenis})


@pytest.fixture
def skp(db: Session, aktor: Callable[[str], Any]) -> LakonSkp:
    """An SKP of pelaksana1, just begun."""
    return LakonSkp(db, aktor)


def test_a_workbook_is_read_and_then_made_the_draft(app: Flask, db: Session, skp: LakonSkp, rest: Orang) -> None:
    r, tugas = rest("pelaksana1"), skp.tugas
    lihat = sesuai(app, kirim(r, tugas), "post", "tugas/{tugas_id}/impor")
    assert lihat["sidik"] == hashlib.sha256(ISI).hexdigest()
    assert lihat["jenis"] == "bebas"
    satu = lihat["baris"][0]
    assert satu["medan"]["kuantitas"] == {
        "nilai": "12", "asli": "12 Laporan", "sel": "G14", "paham": True, "pesan": "",
    }  # fmt: skip
    assert not lihat["baris"][2]["medan"]["kuantitas"]["paham"]
    assert lihat["cara"] == {"ganti": {"baru": 3, "berubah": 0, "tetap": 0, "hilang": 0, "dibagi_ulang": 0}}
    assert db.scalars(select(DrafTugas)).all() == []
    jawab = r.post(f"tugas/{tugas}/impor/terapkan", {"tiket": lihat["tiket"], "cara": "ganti"})
    assert sesuai(app, jawab, "post", "tugas/{tugas_id}/impor/terapkan")["pada"]
    draf = r.get(f"tugas/{tugas}").json["draf"]
    assert [b["uraian"] for b in draf["kegiatan"]][1] == "Mengelola surat masuk dan keluar"
    (peristiwa,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "draf:diimpor"))
    assert peristiwa.rincian["sha256"] == lihat["sidik"]


def test_a_ticket_is_for_the_draft_it_was_made_with(skp: LakonSkp, rest: Orang) -> None:
    r, tugas = rest("pelaksana1"), skp.tugas
    tiket = kirim(r, tugas).json["tiket"]
    r.post(f"tugas/{tugas}/draf", {"isian": {"kegiatan": [{"uraian": "Sesudah pratinjau"}]}})
    jawab = r.post(f"tugas/{tugas}/impor/terapkan", {"tiket": tiket, "cara": "gabung"})
    problem(jawab, 409, "draf_berubah")
    assert r.get(f"tugas/{tugas}").json["draf"]["kegiatan"] == [{"uraian": "Sesudah pratinjau"}]


@pytest.mark.parametrize(("tiket", "kode"), [("", "pratinjau_usang"), ("x.y.z", "pratinjau_usang")])
def test_a_ticket_that_is_none_is_refused(skp: LakonSkp, rest: Orang, tiket: str, kode: str) -> None:
    problem(rest("pelaksana1").post(f"tugas/{skp.tugas}/impor/terapkan", {"tiket": tiket}), 409, kode)


def test_a_way_that_is_not_offered_is_named(skp: LakonSkp, rest: Orang) -> None:
    r = rest("pelaksana1")
    tiket = kirim(r, skp.tugas).json["tiket"]
    isi = problem(r.post(f"tugas/{skp.tugas}/impor/terapkan", {"tiket": tiket, "cara": "timpa"}), 422, "tidak_sah")
    assert isi["medan"] == "cara"


def test_what_is_no_workbook_is_refused_with_its_code(skp: LakonSkp, rest: Orang) -> None:
    r = rest("pelaksana1")
    problem(kirim(r, skp.tugas, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), 422, "berkas_xls")
    problem(kirim(r, skp.tugas, nama="skp.xlsm"), 422, "berkas_makro")
    problem(kirim(r, skp.tugas, b"PK" + bytes(5 * 1024 * 1024)), 413, "terlalu_besar")
    assert kirim(r, skp.tugas, b"{}", "application/json").status_code == 415


def test_only_ones_own_step(skp: LakonSkp, rest: Orang) -> None:
    tugas = skp.tugas
    tiket = kirim(rest("pelaksana1"), tugas).json["tiket"]
    for siapa in ("pelaksana2", "kasi", "admin_bkd", "auditor"):
        problem(kirim(rest(siapa), tugas), 404, "tidak_ditemukan")
        isi = {"tiket": tiket, "cara": "ganti"}
        problem(rest(siapa).post(f"tugas/{tugas}/impor/terapkan", isi), 404, "tidak_ditemukan")
