"""The OpenAPI document: complete, sound, for those who are logged in, and nothing in it that nobody declared."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from portal.steps import LANGKAH
from tests.flows.rest import Rest
from tests.views.api.bantuan import _ikuti, problem, sesuai, spesifikasi

KONTRAK = {
    "security/login": {"post"},
    "security/refresh": {"post"},
    "_openapi": {"get"},
    "tugas": {"get"},
    "tugas/{tugas_id}": {"get"},
    "tugas/{tugas_id}/ambil": {"post"},
    "tugas/{tugas_id}/lepas": {"post"},
    "tugas/{tugas_id}/draf": {"post"},
    "tugas/{tugas_id}/tunda": {"post"},
    "tugas/{tugas_id}/selesai": {"post"},
    "tugas/{tugas_id}/penerima": {"get"},
    "tugas/{tugas_id}/serahkan": {"post"},
    "tugas/{tugas_id}/kembalikan": {"post"},
    "tugas/{tugas_id}/impor": {"post"},
    "tugas/{tugas_id}/impor/terapkan": {"post"},
    "tugas/{tugas_id}/templat": {"get"},
    "proses": {"get"},
    "proses/{kunci}/versi": {"get"},
    "proses/{kunci}/mulai": {"post"},
    "proses/{kunci}/draf": {"put"},
    "proses/{kunci}/periksa": {"post"},
    "proses/{kunci}/ajukan": {"post"},
    "proses/{kunci}/terbitkan": {"post"},
    "proses/ungkapan": {"post"},
    "instans": {"get"},
    "instans/{instans_id}": {"get"},
    "instans/{instans_id}/riwayat": {"get"},
    "instans/{instans_id}/{jenis}": {"post"},
    "instans/{instans_id}/migrasi": {"post"},
    "kendala": {"get"},
    "kendala/{kunci}/ulangi": {"post"},
    "kendala/{kunci}/selesaikan": {"post"},
    "pesan": {"post"},
    "jadwal": {"get"},
    "jadwal/{kunci}/ulangi": {"post"},
    "operasi": {"post"},
    "operasi/{operasi_id}": {"get"},
    "realisasi/{realisasi_id}/mengapa": {"get"},
    "tpp": {"get"},
    "tpp/hitung": {"post"},
    "disiplin/hukuman": {"get", "post"},
    "disiplin/hukuman/{hukuman_id}": {"get"},
    "disiplin/hukuman/{hukuman_id}/betulkan": {"post"},
    "disiplin/hukuman/{hukuman_id}/batalkan": {"post"},
    "disiplin/pemeriksaan": {"get"},
    "disiplin/pemeriksaan/hitung": {"post"},
    "hukuman": {"get"},
    "capaian": {"get"},
    "capaian/{kode}": {"get", "post"},
    "penilaian/{penilaian_id}/mengapa": {"get"},
    "formulir/skp/{skp_id}/{form}.{bentuk}": {"get"},
    "formulir/penilaian/{penilaian_id}/{form}.{bentuk}": {"get"},
    "formulir/realisasi/{realisasi_id}/{form}.{bentuk}": {"get"},
    "formulir/catatan-perilaku/{pegawai_id}/{form}.{bentuk}": {"get"},
    "ketentuan": {"get"},
    "ketentuan/{tabel}": {"get"},
    "ketentuan/{tabel}/usulan": {"post"},
    "ketentuan/usulan/{usulan_id}": {"get", "put"},
    "ketentuan/usulan/{usulan_id}/{tindakan}": {"post"},
    "ketentuan/usulan/{usulan_id}/setujui": {"post"},
    "ketentuan/usulan/{usulan_id}/kembalikan": {"post"},
    "ketentuan/usulan/{usulan_id}/simulasi": {"post"},
    "ketentuan/simulasi/{simulasi_id}": {"get"},
}
"""What the public contract names for tasks, processes and instances, and how to log in."""


FORMULIR_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def operasi(dok: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of all calls."""
    for jalur, isi in dok["paths"].items():
        for metode, satu in isi.items():
            yield jalur, metode, satu


def semua_rujukan(isi: Any) -> Iterator[str]:
    """Every $ref below."""
    if isinstance(isi, dict):
        if isinstance(isi.get("$ref"), str):
            yield isi["$ref"]
        for nilai in isi.values():
            yield from semua_rujukan(nilai)
    elif isinstance(isi, list):
        for nilai in isi:
            yield from semua_rujukan(nilai)


def test_dokumen_memuat_persis_panggilan_dalam_kontrak(app: Flask) -> None:
    ada = {jalur.removeprefix("/api/v1/"): set(isi) for jalur, isi in spesifikasi(app)["paths"].items()}
    assert ada == KONTRAK


def test_setiap_rute_api_ada_dalam_dokumen(app: Flask) -> None:
    rute = {
        re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"{\1}", r.rule).rstrip("/")
        for r in app.url_map.iter_rules()
        if r.rule.startswith("/api")
    }
    assert rute == set(spesifikasi(app)["paths"])


def test_setiap_rujukan_menunjuk_ke_sesuatu_dan_setiap_skema_sah(app: Flask) -> None:
    dok = spesifikasi(app)
    for rujukan in set(semua_rujukan(dok)):
        assert _ikuti(dok, {"$ref": rujukan}) is not None
    for nama, skema in dok["components"]["schemas"].items():
        Draft202012Validator.check_schema(skema)
        assert skema.get("type") or skema.get("anyOf"), nama


def test_tidak_ada_komponen_yang_tidak_dipakai(app: Flask) -> None:
    dok = spesifikasi(app)
    dirujuk = set(semua_rujukan(dok))
    for bagian in ("schemas", "responses", "parameters"):
        sisa = {nama for nama in dok["components"][bagian] if f"#/components/{bagian}/{nama}" not in dirujuk}
        assert not sisa, (bagian, sisa)


def test_setiap_panggilan_menyebut_permintaan_jawaban_galat_dan_cara_masuk(app: Flask) -> None:
    dok = spesifikasi(app)
    nama = [satu["operationId"] for _, _, satu in operasi(dok)]
    assert len(nama) == len(set(nama))
    for jalur, metode, satu in operasi(dok):
        balasan = {kode: _ikuti(dok, isi) for kode, isi in satu["responses"].items()}
        assert satu["summary"], jalur
        for kode, isi in balasan.items():
            jenis = {"application/json"} if kode.startswith("2") else {"application/problem+json"}
            if jalur.endswith(".{bentuk}") and kode.startswith("2"):
                jenis = {FORMULIR_XLSX, "application/pdf"}
            if jalur.endswith("/templat") and kode == "200":
                jenis = {FORMULIR_XLSX}
            assert isi["content"].keys() == jenis, (jalur, metode, kode)
            assert all(satu_jenis["schema"] for satu_jenis in isi["content"].values()), (jalur, metode, kode)
        assert "401" in balasan, jalur
        diminta = {_ikuti(dok, p)["name"] for p in satu.get("parameters", ()) if _ikuti(dok, p)["in"] == "path"}
        assert diminta == set(re.findall(r"{(\w+)}", jalur))
        if metode == "post":
            assert "429" in balasan or {"sesi": [], "csrf": []} in satu["security"], jalur
        if "requestBody" in satu:
            assert {"413", "415", "422"} <= set(balasan), jalur


def test_isian_setiap_langkah_ada_dalam_dokumen(app: Flask) -> None:
    skema = spesifikasi(app)["components"]["schemas"]
    assert {n.removeprefix("Isian_") for n in skema if n.startswith("Isian_")} == {*LANGKAH, "umum"}
    assert len(skema["Isian"]["anyOf"]) == len(LANGKAH) + 1


def test_dokumen_dibaca_oleh_yang_sudah_masuk_saja(app: Flask, client: Any, rest: Callable[[str], Rest]) -> None:
    problem(client.get("/api/v1/_openapi"), 401, "belum_masuk")
    jawab = rest("pelaksana1").get("_openapi")
    assert sesuai(app, jawab, "get", "_openapi") == spesifikasi(app)
    assert jawab.json["openapi"] == "3.1.0"


@pytest.mark.parametrize(
    "jalan", ["/swagger/v1", "/api/v1/menu/", "/api/v1/security/roles/", "/api/v1/security/users/", "/api/v2/_openapi"]
)
def test_api_bawaan_fab_yang_tidak_dipakai_tidak_ada(jalan: str, rest: Callable[[str], Rest]) -> None:
    admin = rest("admin_bkd")
    assert admin.klien.get(jalan, headers=admin.kepala).status_code == 404
