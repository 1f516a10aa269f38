"""The draft over REST: saved with its revision, checked, asked for, published; each answer as OpenAPI says."""

import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.models import DrafProses
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from workflows.bpmn import shipped

pytestmark = pytest.mark.kedua_basis

Siapa = Callable[[str], Rest]
KUNCI = "skp_tahunan"
XML = {s.key: s.xml for s in shipped()}
UBAHAN = XML[KUNCI].replace(b'name="Susun SKP"', b'name="Susun rencana"')
DRAF = f"/api/v1/proses/{KUNCI}/draf"
POLA = "proses/{kunci}"


def simpan(r: Rest, isi: bytes, revisi: int | None = None, jenis: str = "application/xml", kunci: str = KUNCI) -> Any:
    """PUT the draft."""
    kepala = r.kepala | {"Content-Type": jenis} | ({"If-Match": f'"{revisi}"'} if revisi is not None else {})
    return r.klien.put(f"/api/v1/proses/{kunci}/draf", data=isi, headers=kepala)


def kirim_xml(r: Rest, jalan: str, isi: bytes = b"") -> Any:
    """POST BPMN, or nothing."""
    return r.klien.post(f"/api/v1/{jalan}", data=isi, headers=r.kepala | {"Content-Type": "application/xml"})


def test_dari_simpan_sampai_terbit_tanpa_layar(app: Flask, rest: Siapa, db: Session) -> None:
    pengelola, penyetuju = rest("pengelola_alur"), rest("penyetuju_alur")
    isi = sesuai(app, simpan(pengelola, UBAHAN), "put", f"{POLA}/draf")
    assert (isi["kunci"], isi["revisi"], isi["temuan"]) == (KUNCI, 2, [])
    assert sesuai(app, simpan(pengelola, UBAHAN, 2), "put", f"{POLA}/draf")["revisi"] == 3
    assert sesuai(app, kirim_xml(penyetuju, f"proses/{KUNCI}/periksa"), "post", f"{POLA}/periksa") == {"temuan": []}
    jawab = pengelola.post(f"proses/{KUNCI}/ajukan", {"catatan": "Nama."})
    assert sesuai(app, jawab, "post", f"{POLA}/ajukan")["status"] == "diajukan"
    usang = penyetuju.post(f"proses/{KUNCI}/terbitkan", {"catatan": "Setuju."}, **{"If-Match": '"1"'})
    problem(usang, 409, "draf_usang")
    jawab = penyetuju.post(f"proses/{KUNCI}/terbitkan", {"catatan": "Setuju."})
    assert sesuai(app, jawab, "post", f"{POLA}/terbitkan") == {"kunci": KUNCI, "versi": 2}
    assert workflows.definition(db, KUNCI).xml == UBAHAN
    lagi = penyetuju.post(f"proses/{KUNCI}/terbitkan")
    problem(lagi, 409, "draf_tidak_terbuka")
    sesuai(app, lagi, "post", f"{POLA}/terbitkan")


@pytest.mark.parametrize("siapa", ["penyetuju_alur", "auditor", "admin_bkd", "pelaksana1", "kasi"])
def test_menyimpan_dan_mengajukan_hanya_hak_pengelola(siapa: str, app: Flask, rest: Siapa, db: Session) -> None:
    problem(simpan(rest(siapa), UBAHAN), 403, "bukan_hak")
    problem(rest(siapa).post(f"proses/{KUNCI}/ajukan"), 403, "bukan_hak")
    assert db.scalars(select(DrafProses)).all() == []


@pytest.mark.parametrize("siapa", ["pengelola_alur", "auditor", "admin_bkd", "pelaksana1"])
def test_menerbitkan_hanya_hak_penyetuju(siapa: str, rest: Siapa, db: Session) -> None:
    simpan(rest("pengelola_alur"), UBAHAN)
    rest("pengelola_alur").post(f"proses/{KUNCI}/ajukan")
    problem(rest(siapa).post(f"proses/{KUNCI}/terbitkan"), 403, "bukan_hak")
    assert workflows.definition(db, KUNCI).version == 1


def test_revisi_yang_usang_ditolak_dan_isi_yang_lebih_baru_tetap(app: Flask, rest: Siapa, db: Session) -> None:
    pengelola = rest("pengelola_alur")
    simpan(pengelola, UBAHAN)
    simpan(pengelola, UBAHAN, 2)
    jawab = simpan(pengelola, XML[KUNCI], 2)
    assert "Fransiska Pengelola" in problem(jawab, 409, "draf_usang")["detail"]
    sesuai(app, jawab, "put", f"{POLA}/draf")
    assert db.scalars(select(DrafProses)).one().xml.encode() == UBAHAN
    problem(simpan(pengelola, XML[KUNCI], kunci="realisasi_bulanan", revisi=1), 409, "draf_tidak_terbuka")
    salah = pengelola.klien.put(
        DRAF, data=UBAHAN, headers=pengelola.kepala | {"If-Match": "lama", "Content-Type": "text/xml"}
    )
    assert problem(salah, 422, "tidak_sah")["medan"] == "If-Match"


def test_dua_yang_menyimpan_serentak_satu_tersimpan_dan_satu_diberi_tahu(rest: Siapa, db: Session) -> None:
    pengelola = rest("pengelola_alur")
    revisi = simpan(pengelola, UBAHAN).json["revisi"]
    teks = [UBAHAN.replace(b"Susun rencana", f"Susun rencana {n}".encode()) for n in range(4)]
    jawaban: list[Any] = [None] * len(teks)
    mulai = threading.Barrier(len(teks), timeout=20)

    def satu(n: int) -> None:
        mulai.wait()
        jawaban[n] = simpan(pengelola, teks[n], revisi)

    utas = [threading.Thread(target=copy_context().run, args=(satu, n)) for n in range(len(teks))]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    assert sorted(j.status_code for j in jawaban) == [200, 409, 409, 409]
    menang = next(n for n, j in enumerate(jawaban) if j.status_code == 200)
    db.rollback()
    assert db.scalars(select(DrafProses)).one().xml.encode() == teks[menang]


@pytest.mark.parametrize(
    "isi",
    [
        b"",
        b"bukan xml",
        b"<a/>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b"<a>" * 5000,
        b"\xef\xbb\xbf\x00<a/>",
        b'<?xml version="1.0" encoding="UTF-16"?><a/>',
        b"<?php echo 1 ?><a/>",
    ],
)
def test_xml_jahat_ditolak_422_dan_tidak_ada_yang_tersimpan(isi: bytes, app: Flask, rest: Siapa, db: Session) -> None:
    jawab = simpan(rest("pengelola_alur"), isi)
    problem(jawab, 422, "tidak_sah")
    sesuai(app, jawab, "put", f"{POLA}/draf")
    assert db.scalars(select(DrafProses)).all() == []


def test_xml_satu_megabita_diperiksa_dalam_hitungan_detik_dan_yang_lebih_besar_413(app: Flask, rest: Siapa) -> None:
    besar = UBAHAN.replace(
        b"</bpmn:process>",
        b'<bpmn:textAnnotation id="c"><bpmn:text>'
        + b"x" * 900_000
        + b"</bpmn:text></bpmn:textAnnotation></bpmn:process>",
    )
    awal = time.monotonic()
    assert simpan(rest("pengelola_alur"), besar).status_code == 200
    assert time.monotonic() - awal < 15
    jawab = simpan(rest("pengelola_alur"), b" " * (1024 * 1024 + 1))
    problem(jawab, 413, "terlalu_besar")
    sesuai(app, jawab, "put", f"{POLA}/draf")


def test_yang_bukan_xml_menurut_jenisnya_ditolak_415(app: Flask, rest: Siapa) -> None:
    for jenis in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
        jawab = simpan(rest("pengelola_alur"), UBAHAN, jenis=jenis)
        problem(jawab, 415, "jenis_salah")
    sesuai(app, jawab, "put", f"{POLA}/draf")


def test_temuan_menyebut_elemen_dan_galat_melarang_pengajuan(app: Flask, rest: Siapa) -> None:
    pengelola = rest("pengelola_alur")
    rusak = UBAHAN.replace(b'name="Pejabat penilai"', b'name="Camat"')
    temuan = sesuai(app, simpan(pengelola, rusak), "put", f"{POLA}/draf")["temuan"]
    assert [(t["elemen"], t["tingkat"]) for t in temuan if "lajur tidak dikenal" in t["pesan"]] == [
        ("lajur_pejabat_penilai", "galat")
    ]
    jawab = pengelola.post(f"proses/{KUNCI}/ajukan")
    assert problem(jawab, 422, "tidak_sah")["medan"] == "lajur_pejabat_penilai"
    sesuai(app, jawab, "post", f"{POLA}/ajukan")


def test_periksa_tidak_menyimpan_apa_pun(app: Flask, rest: Siapa, db: Session) -> None:
    for siapa in ("pengelola_alur", "penyetuju_alur", "auditor"):
        jawab = kirim_xml(rest(siapa), f"proses/{KUNCI}/periksa", UBAHAN.replace(b"tinjau_skp", b"lihat_skp"))
        temuan = sesuai(app, jawab, "post", f"{POLA}/periksa")["temuan"]
        assert "tinjau_skp" in {t["elemen"] for t in temuan if t["tingkat"] == "peringatan"}
    jawab = kirim_xml(rest("auditor"), f"proses/{KUNCI}/periksa", b"<a/>")
    assert [t["tingkat"] for t in sesuai(app, jawab, "post", f"{POLA}/periksa")["temuan"]] == ["galat"]
    problem(kirim_xml(rest("auditor"), "proses/tidak_ada/periksa"), 404, "tidak_ditemukan")
    problem(kirim_xml(rest("kasi"), f"proses/{KUNCI}/periksa"), 403, "bukan_hak")
    assert db.scalars(select(DrafProses)).all() == []


def test_kunci_yang_tidak_dikenal_menjadi_proses_baru_hanya_bila_sah(rest: Siapa, db: Session) -> None:
    pengelola = rest("pengelola_alur")
    for kunci in ("Izin", "a-b", "baru"):
        assert problem(simpan(pengelola, UBAHAN, kunci=kunci), 422, "tidak_sah")["medan"] == "kunci"
    jawab = simpan(pengelola, UBAHAN, kunci="izin_belajar")
    assert "galat" in {t["tingkat"] for t in jawab.json["temuan"]}, "the key inside is another"
    problem(pengelola.post("proses/tidak_ada/ajukan"), 404, "tidak_ditemukan")
    assert [d.kunci for d in db.scalars(select(DrafProses))] == ["izin_belajar"]


@pytest.mark.parametrize(
    ("ungkapan", "jenis", "sah"),
    [
        ('keputusan == "setuju"', "kondisi", True),
        ("keputusan = 1", "kondisi", False),
        ("__import__('os')", "kondisi", False),
        ("", "kondisi", False),
        ("batas_isi", "waktu", True),
        ("2026-01-01", "waktu", False),
        ('"P3D"', "waktu", True),
        ('"R3/PT1H"', "pengulangan", True),
        ("R3/PT1H", "pengulangan", False),
        ('"P3D"', "pengulangan", False),
        ('"R3/PT1H"', "waktu", False),
        ("jumlah = jumlah + 1", "skrip", True),
        ("import os", "skrip", False),
        ("x" * 900_000, "kondisi", False),
    ],
)
def test_ungkapan_diperiksa_selagi_ditulis(ungkapan: str, jenis: str, sah: bool, app: Flask, rest: Siapa) -> None:
    jawab = rest("pengelola_alur").post("proses/ungkapan", {"ungkapan": ungkapan, "jenis": jenis})
    isi = sesuai(app, jawab, "post", "proses/ungkapan")
    assert isi["sah"] is sah
    assert (isi["pesan"] is None) is sah
    assert len(isi["pesan"] or "") < 700


def test_ungkapan_dari_jenis_yang_tidak_ada_ditolak(app: Flask, rest: Siapa) -> None:
    jawab = rest("pengelola_alur").post("proses/ungkapan", {"ungkapan": "1", "jenis": "python"})
    assert problem(jawab, 422, "tidak_sah")["medan"] == "jenis"
    problem(rest("kasi").post("proses/ungkapan", {"ungkapan": "1"}), 403, "bukan_hak")


def test_sesi_peramban_tanpa_token_csrf_tidak_menyimpan(login: Callable[[str], Any], db: Session) -> None:
    klien = login("pengelola_alur")
    jawab = klien.put(DRAF, data=UBAHAN, content_type="application/xml")
    problem(jawab, 400, "sesi_kedaluwarsa")
    kepala = {"X-CSRFToken": klien.csrf()}
    assert klien.put(DRAF, data=UBAHAN, content_type="application/xml", headers=kepala).status_code == 200
