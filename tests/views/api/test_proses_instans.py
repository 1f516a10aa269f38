"""Definitions, starting and reading instances: what each role gets, and what stays out of sight."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models import Skp
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai

Siapa = Callable[[str], Rest]
BACA_PROSES = ("pengelola_alur", "penyetuju_alur", "auditor", "admin_bkd")


def nip(*kunci: str) -> list[str]:
    """The NIP of these people."""
    return [ORANG[k].nip for k in kunci]


@pytest.mark.parametrize("orang", BACA_PROSES)
def test_proses_dibaca_oleh_yang_mengelola_dan_mengawasi(orang: str, app: Flask, rest: Siapa) -> None:
    isi = sesuai(app, rest(orang).get("proses"), "get", "proses")
    assert [p["kunci"] for p in isi["proses"]] == ["banding_realisasi", "realisasi_bulanan", "skp_tahunan"]
    versi = sesuai(app, rest(orang).get("proses/skp_tahunan/versi"), "get", "proses/{kunci}/versi")
    assert [v["versi"] for v in versi["versi"]] == [1]


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda"])
def test_proses_tidak_dibaca_oleh_yang_lain(orang: str, app: Flask, rest: Siapa) -> None:
    for jalan, pola in (("proses", "proses"), ("proses/skp_tahunan/versi", "proses/{kunci}/versi")):
        jawab = rest(orang).get(jalan)
        problem(jawab, 403, "bukan_hak")
        sesuai(app, jawab, "get", pola)


def test_versi_proses_yang_tidak_ada_dijawab_404(rest: Siapa) -> None:
    problem(rest("auditor").get("proses/tidak_ada/versi"), 404, "tidak_ditemukan")


def test_mulai_memberi_instans_dan_tugas_pertamanya(app: Flask, januari: None, rest: Siapa, db: Session) -> None:
    jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    isi = sesuai(app, jawab, "post", "proses/{kunci}/mulai")
    assert jawab.status_code == 201
    assert isi["kunci_bisnis"] == db.query(Skp).one().nomor
    assert [t["langkah"] for t in isi["dibuka"]] == ["susun_skp"]
    lagi = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    problem(lagi, 409, "skp_sudah_ada")
    sesuai(app, lagi, "post", "proses/{kunci}/mulai")


@pytest.mark.parametrize("proses", ["realisasi_bulanan", "banding_realisasi", "tidak_ada"])
def test_proses_lain_hanya_dimulai_admin_bkd(proses: str, rest: Siapa) -> None:
    isi = {"pihak": {}, "fakta": {}, "kunci_bisnis": "RB-PALSU-1"}
    for orang in ("pelaksana1", "kasi", "pengelola_alur", "auditor"):
        problem(rest(orang).post(f"proses/{proses}/mulai", isi), 403, "bukan_hak")


def test_admin_bkd_memulai_proses_yang_tidak_ada_dijawab_404(rest: Siapa) -> None:
    isi = {"pihak": {}, "fakta": {}, "kunci_bisnis": "PERKARA-1"}
    problem(rest("admin_bkd").post("proses/tidak_ada/mulai", isi), 404, "tidak_ditemukan")


@pytest.mark.parametrize(
    ("ganti", "medan"),
    [
        ({"kunci_bisnis": ""}, "kunci_bisnis"),
        ({"kunci_bisnis": "a b"}, "kunci_bisnis"),
        ({"pihak": {"pegawai": "000"}}, "pihak.pegawai"),
        ({"pihak": {"pegawai": "verifikatur:TIDAKADA"}}, "pihak.pegawai"),
        ({"pihak": dict(zip(("pegawai", "pejabat_penilai"), nip("kasi", "kasi"), strict=True))}, "pihak"),
        ({"pihak": {}}, "pihak"),
        ({"fakta": {"realisasi": {"bersarang": [1]}}}, "pihak"),
        ({"fakta": []}, "fakta"),
        ({"asing": 1}, "asing"),
    ],
)
def test_mulai_yang_tidak_sah_disebut_medannya(ganti: dict[str, Any], medan: str, rest: Siapa) -> None:
    pihak = dict(zip(("pegawai", "pejabat_penilai", "atasan_banding"), nip("pelaksana1", "kasi", "kabid"), strict=True))
    isi = {"pihak": pihak | {"verifikatur": "verifikatur:DINAS"}, "fakta": {}, "kunci_bisnis": "PERKARA-1"} | ganti
    jawab = rest("admin_bkd").post("proses/realisasi_bulanan/mulai", isi)
    assert problem(jawab, 422, "tidak_sah")["medan"] == medan, jawab.text


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd", "auditor", "admin_bkd"])
def test_instans_dibaca_oleh_pihaknya_dan_pengawas(orang: str, app: Flask, diajukan: str, rest: Siapa) -> None:
    isi = sesuai(app, rest(orang).get("instans"), "get", "instans")
    assert [i["id"] for i in isi["instans"]] == [diajukan]
    satu = sesuai(app, rest(orang).get(f"instans/{diajukan}"), "get", "instans/{instans_id}")
    assert satu["pihak"]["pegawai"] == "Lusia Pelaksana"
    assert [(t["langkah"], t["oleh"]) for t in satu["terbuka"]] == [("tinjau_skp", "Kornelis Kasi")]
    riwayat = sesuai(app, rest(orang).get(f"instans/{diajukan}/riwayat"), "get", "instans/{instans_id}/riwayat")
    assert "susun_skp" in [s["elemen"] for s in riwayat["riwayat"]]


@pytest.mark.parametrize("orang", ["pelaksana2", "kepala", "verifikatur2", "kepala_bkd", "pengelola_alur", "gubernur"])
def test_instans_orang_lain_tidak_ada_bagi_saya(orang: str, app: Flask, diajukan: str, rest: Siapa) -> None:
    assert rest(orang).get("instans").json["instans"] == []
    for jalan, pola in (
        (f"instans/{diajukan}", "instans/{instans_id}"),
        (f"instans/{diajukan}/riwayat", "instans/{instans_id}/riwayat"),
    ):
        jawab = rest(orang).get(jalan)
        problem(jawab, 404, "tidak_ditemukan")
        sesuai(app, jawab, "get", pola)


def test_instans_disaring_dan_dibagi_halaman(app: Flask, diajukan: str, rest: Siapa) -> None:
    auditor = rest("auditor")
    assert [i["id"] for i in auditor.get("instans?status=running&proses=skp_tahunan").json["instans"]] == [diajukan]
    for kosong in ("status=done", "proses=realisasi_bulanan", "proses=tidak_ada", "halaman=2"):
        assert auditor.get(f"instans?{kosong}").json["instans"] == [], kosong
    salah = auditor.get("instans?status=selesai")
    assert sesuai(app, salah, "get", "instans")["medan"] == "status"
    halaman = [auditor.get(f"instans/{diajukan}/riwayat?ukuran=1&halaman={n}").json for n in (1, 2)]
    assert [h["ada_lagi"] for h in halaman] == [True, halaman[1]["ada_lagi"]]
    assert halaman[0]["riwayat"][0]["urutan"] < halaman[1]["riwayat"][0]["urutan"]


@pytest.mark.parametrize("jalan", ["instans", "instans/x", "instans/x/riwayat", "proses", "proses/x/versi"])
def test_tanpa_masuk_dijawab_401(jalan: str, client: Any) -> None:
    problem(client.get(f"/api/v1/{jalan}"), 401, "belum_masuk")
