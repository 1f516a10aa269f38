"""Definitions, starting and reading instances: what each role gets, and what stays out of sight."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import workflows
from portal.katalog import PROSES_HUKUM
from portal.models import Skp
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.workflows.diagrams import Diagram

Siapa = Callable[[str], Rest]
BACA_PROSES = ("pengelola_alur", "penyetuju_alur", "auditor", "admin_bkd")


def nip(*kunci: str) -> list[str]:
    """The NIP of these people."""
    return [ORANG[k].nip for k in kunci]


@pytest.mark.parametrize("orang", BACA_PROSES)
def test_proses_dibaca_oleh_yang_mengelola_dan_mengawasi(orang: str, app: Flask, rest: Siapa) -> None:
    isi = sesuai(app, rest(orang).get("proses"), "get", "proses")
    assert [p["kunci"] for p in isi["proses"]] == sorted(PROSES_HUKUM)
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


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "pengelola_alur", "auditor", "admin_bkd"])
@pytest.mark.parametrize("proses", ["realisasi_bulanan", "banding_realisasi"])
def test_proses_hukum_tidak_dimulai_dengan_fakta_pilihan_sendiri(
    proses: str, orang: str, rest: Siapa, db: Session
) -> None:
    isi = {"pihak": PIHAK, "fakta": {"realisasi": 1, "skp": 1}, "kunci_bisnis": "RB-PALSU-1"}
    jawab = rest(orang).post(f"proses/{proses}/mulai", isi)
    problem(jawab, 403, "dimulai_portal" if orang == "admin_bkd" else "bukan_hak")
    assert workflows.instances(db) == []


PIHAK = dict(zip(("pegawai", "pejabat_penilai"), nip("pelaksana1", "kasi"), strict=True))


@pytest.fixture
def cuti(db: Session) -> str:
    """A low-code process: the pejabat penilai agrees or sends back. Its key."""
    diagram = Diagram("izin_belajar", "Izin belajar").start().user("setujui_izin", lane="Pejabat penilai").end()
    workflows.publish(db, "izin_belajar", diagram.path("mulai", "setujui_izin", "selesai").xml(), by=None)
    db.commit()
    return "izin_belajar"


def test_proses_rendah_kode_dimulai_admin_bkd_dan_diputus_pihaknya(
    cuti: str, app: Flask, rest: Siapa, db: Session
) -> None:
    isi = {"pihak": PIHAK, "fakta": {"lama": 4}, "kunci_bisnis": "IB-2026/01"}
    for orang in ("pelaksana1", "pengelola_alur", "auditor"):
        problem(rest(orang).post(f"proses/{cuti}/mulai", isi), 403, "bukan_hak")
    jawab = rest("admin_bkd").post(f"proses/{cuti}/mulai", isi)
    instans = sesuai(app, jawab, "post", "proses/{kunci}/mulai")["instans"]
    lagi = rest("admin_bkd").post(f"proses/{cuti}/mulai", isi)
    problem(lagi, 409, "sudah_berjalan")
    tugas = sesuai(
        app, rest("kasi").get(f"tugas/{rest('kasi').tugas('setujui_izin')['id']}"), "get", "tugas/{tugas_id}"
    )
    assert (tugas["pegawai"], tugas["fakta"]) == (None, {"lama": 4})
    assert set(tugas["formulir"]["properties"]) == {"keputusan", "catatan"}
    assert rest("kasi").selesai("setujui_izin", {"keputusan": "kembalikan"}, status=422)["medan"] == "catatan"
    asing = {"keputusan": "setuju", "lama": 99}
    assert rest("kasi").selesai("setujui_izin", asing, status=422)["medan"] == "lama"
    rest("kasi").selesai("setujui_izin", {"keputusan": "setuju"})
    satu = sesuai(app, rest("pelaksana1").get(f"instans/{instans}"), "get", "instans/{instans_id}")
    assert (satu["status"], satu["fakta"]) == ("done", {"lama": 4, "keputusan": "setuju", "catatan": ""})
    problem(rest("pelaksana2").get(f"instans/{instans}"), 404, "tidak_ditemukan")


def test_admin_bkd_memulai_proses_yang_tidak_ada_dijawab_404(rest: Siapa) -> None:
    isi = {"pihak": {}, "fakta": {}, "kunci_bisnis": "PERKARA-1"}
    problem(rest("admin_bkd").post("proses/tidak_ada/mulai", isi), 404, "tidak_ditemukan")


@pytest.mark.parametrize(
    ("ganti", "medan"),
    [
        ({"kunci_bisnis": ""}, "kunci_bisnis"),
        ({"kunci_bisnis": "a b"}, "kunci_bisnis"),
        ({"kunci_bisnis": 5}, "kunci_bisnis"),
        ({"pihak": {"pegawai": "000"}}, "pihak.pegawai"),
        ({"pihak": {"pegawai": "verifikatur:TIDAKADA"}}, "pihak.pegawai"),
        ({"pihak": dict(zip(("pegawai", "pejabat_penilai"), nip("kasi", "kasi"), strict=True))}, "pihak"),
        ({"pihak": {}}, "pihak"),
        ({"pihak": {**PIHAK, "pengintip": nip("kabid")[0]}}, "pihak.pengintip"),
        ({"pihak": {**PIHAK, "sistem": nip("kabid")[0]}}, "pihak.sistem"),
        ({"fakta": {"len": 1}}, "fakta.len"),
        ({"fakta": {"sekarang": "2020-01-01"}}, "fakta.sekarang"),
        ({"fakta": {"not": 1}}, "fakta.not"),
        ({"pihak": []}, "pihak"),
        ({"fakta": {"rumit": {"bersarang": [1]}}}, "fakta.rumit"),
        ({"fakta": {"__class__": "x"}}, "fakta.__class__"),
        ({"fakta": {"Huruf Besar": 1}}, "fakta.Huruf Besar"),
        ({"fakta": []}, "fakta"),
        ({"asing": 1}, "asing"),
    ],
)
def test_mulai_yang_tidak_sah_disebut_medannya(
    ganti: dict[str, Any], medan: str, cuti: str, rest: Siapa, db: Session
) -> None:
    isi = {"pihak": PIHAK, "fakta": {}, "kunci_bisnis": "PERKARA-1"} | ganti
    jawab = rest("admin_bkd").post(f"proses/{cuti}/mulai", isi)
    assert problem(jawab, 422, "tidak_sah")["medan"] == medan, jawab.text
    assert workflows.instances(db) == []


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd", "auditor", "admin_bkd"])
def test_instans_dibaca_oleh_pihaknya_dan_pengawas(orang: str, app: Flask, diajukan: str, rest: Siapa) -> None:
    isi = sesuai(app, rest(orang).get("instans"), "get", "instans")
    assert [i["id"] for i in isi["instans"]] == [diajukan]
    tujuan = ""
    if orang in ("auditor", "admin_bkd"):
        for bagian in ("", "/riwayat"):
            jawab = rest(orang).get(f"instans/{diajukan}{bagian}")
            problem(jawab, 403, "tujuan_diperlukan")
            sesuai(app, jawab, "get", f"instans/{{instans_id}}{bagian}")
        tujuan = "?tujuan=Pengaduan+12/2026"
    satu = sesuai(app, rest(orang).get(f"instans/{diajukan}{tujuan}"), "get", "instans/{instans_id}")
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
    alamat = f"instans/{diajukan}/riwayat?tujuan=Pemeriksaan+rutin&ukuran=1"
    halaman = [auditor.get(f"{alamat}&halaman={n}").json for n in (1, 2)]
    assert [h["ada_lagi"] for h in halaman] == [True, halaman[1]["ada_lagi"]]
    assert halaman[0]["riwayat"][0]["urutan"] < halaman[1]["riwayat"][0]["urutan"]


@pytest.mark.parametrize("jalan", ["instans", "instans/x", "instans/x/riwayat", "proses", "proses/x/versi"])
def test_tanpa_masuk_dijawab_401(jalan: str, client: Any) -> None:
    problem(client.get(f"/api/v1/{jalan}"), 401, "belum_masuk")
