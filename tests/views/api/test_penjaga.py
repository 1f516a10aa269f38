"""CSRF for calls with the browser's session, cookie flags, security headers on every kind of answer, no CORS."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.factories import ORANG, SANDI
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem

Siapa = Callable[[str], Rest]
SETUJU = {"isian": {"keputusan": "setujui"}}
KUNCI = {"Idempotency-Key": "kunci-uji-1"}
TAJUK = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


def test_post_dengan_sesi_tanpa_token_csrf_ditolak_dan_tidak_mengubah_apa_pun(
    tugas: str, login: Any, rest: Siapa
) -> None:
    klien = login("kasi")
    for kepala in (KUNCI, KUNCI | {"X-CSRFToken": "karangan"}, KUNCI | {"X-CSRFToken": login("kabid").csrf() + "x"}):
        problem(klien.post(f"/api/v1/tugas/{tugas}/selesai", json=SETUJU, headers=kepala), 400, "sesi_kedaluwarsa")
    for jalan in ("ambil", "lepas", "draf", "tunda"):
        problem(klien.post(f"/api/v1/tugas/{tugas}/{jalan}", json={}), 400, "sesi_kedaluwarsa")
    problem(klien.post("/api/v1/proses/skp_tahunan/mulai", json={"fakta": {"tahun": 2026}}), 400, "sesi_kedaluwarsa")
    assert rest("kasi").get("tugas").json["jumlah"] == 1


def test_token_csrf_di_badan_formulir_tidak_cukup_untuk_json(tugas: str, login: Any) -> None:
    klien = login("kasi")
    jawab = klien.post(
        f"/api/v1/tugas/{tugas}/selesai", data={"csrf_token": klien.csrf(), "isian": "{}"}, headers=KUNCI
    )
    problem(jawab, 415, "jenis_salah")


def test_post_dengan_sesi_dan_token_csrf_diterima(tugas: str, login: Any) -> None:
    klien = login("kasi")
    jawab = klien.post(f"/api/v1/tugas/{tugas}/selesai", json=SETUJU, headers=KUNCI | {"X-CSRFToken": klien.csrf()})
    assert jawab.status_code == 200


def test_post_dengan_jwt_tidak_memerlukan_csrf(tugas: str, rest: Siapa) -> None:
    assert rest("kasi").post(f"tugas/{tugas}/selesai", SETUJU, **KUNCI).status_code == 200


def test_get_dengan_sesi_diterima(tugas: str, login: Any) -> None:
    assert login("kasi").get("/api/v1/tugas").json["jumlah"] == 1


def test_bila_token_dan_sesi_dikirim_bersama_yang_berlaku_adalah_token(tugas: str, login: Any, rest: Siapa) -> None:
    sesi, token = login("kasi"), rest("pelaksana2")
    assert sesi.get("/api/v1/tugas", headers=token.kepala).json["jumlah"] == 0
    jawab = sesi.post(f"/api/v1/tugas/{tugas}/selesai", json=SETUJU, headers=token.kepala | KUNCI)
    problem(jawab, 404, "tidak_ditemukan")
    admin = login("admin_bkd")
    problem(admin.get("/api/v1/proses", headers=token.kepala), 403, "bukan_hak")


def test_token_yang_salah_tidak_jatuh_ke_sesi(tugas: str, login: Any) -> None:
    klien = login("kasi")
    kepala = KUNCI | {"Authorization": "Bearer karangan"}
    problem(klien.post(f"/api/v1/tugas/{tugas}/selesai", json=SETUJU, headers=kepala), 401, "belum_masuk")


def test_kuki_sesi_tidak_terbaca_skrip_dan_tidak_ikut_dari_situs_lain(client: Any, app: Flask) -> None:
    client.get("/login/")
    jawab = client.kirim("/login/", {"username": ORANG["kasi"].nip, "password": SANDI})
    kuki = jawab.headers["Set-Cookie"]
    assert jawab.status_code == 302
    assert kuki.startswith("ppk=")
    bagian = {b.strip() for b in kuki.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= bagian
    assert not any(b.startswith("Domain") for b in bagian)


def test_di_produksi_kuki_hanya_lewat_https() -> None:
    import config

    env = {
        "PORTAL_ENV": "production",
        "PORTAL_SECRET_KEY": "k" * 40,
        "PORTAL_DATABASE_URL": "postgresql+psycopg://x/y",
        "PORTAL_EABSENSI_URL": "https://absensi.internal/soap",
        "PORTAL_EABSENSI_PASSWORD": "x",
    }
    assert config.flask_config(config.read(env))["SESSION_COOKIE_SECURE"] is True
    assert config.flask_config(config.read({}))["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize(
    ("jalan", "status"),
    [
        ("/login/", 200),
        ("/tugas/", 302),
        ("/sehat", 200),
        ("/tidak-ada", 404),
        ("/api/v1/tugas", 401),
        ("/api/v1/tidak-ada", 404),
        ("/aset/tidak-ada.css", 404),
        ("/static/appbuilder/css/tidak-ada.css", 404),
        ("/logout/", 302),
        ("/?a=%00", 400),
        ("/skp/99999999999999999999", 404),
        ("/api/v1/security/login", 405),
    ],
)
def test_setiap_jenis_jawaban_membawa_tajuk_pengaman_dan_tidak_membuka_asal_lain(
    jalan: str, status: int, client: Any
) -> None:
    jawab = client.get(jalan, headers={"Origin": "https://situs-lain.example"})
    assert jawab.status_code == status
    assert {k: jawab.headers.get(k) for k in TAJUK} == TAJUK
    csp = jawab.headers["Content-Security-Policy"]
    assert "default-src 'self'" in csp and "frame-ancestors 'none'" in csp and "object-src 'none'" in csp
    assert "unsafe-eval" not in csp and "script-src 'self' 'unsafe-inline'" not in csp
    assert not [k for k in jawab.headers if k[0].lower().startswith("access-control-")]
    assert "Strict-Transport-Security" not in jawab.headers


def test_halaman_setelah_masuk_dan_jawaban_rest_tidak_disimpan_perantara(tugas: str, login: Any, rest: Siapa) -> None:
    assert login("kasi").get("/tugas/").headers["Cache-Control"] == "no-store"
    jawab = rest("kasi").get("tugas")
    assert jawab.headers["Cache-Control"] == "no-store"
    assert {k: jawab.headers.get(k) for k in TAJUK} == TAJUK


def test_permintaan_awal_cors_tidak_diizinkan(client: Any) -> None:
    kepala = {"Origin": "https://situs-lain.example", "Access-Control-Request-Method": "POST"}
    jawab = client.options("/api/v1/tugas/x/selesai", headers=kepala)
    assert not [k for k in jawab.headers if k[0].lower().startswith("access-control-")]


def test_lewat_https_peramban_diminta_tetap_https(client: Any) -> None:
    jawab = client.get("/login/", base_url="https://localhost")
    assert jawab.headers["Strict-Transport-Security"] == "max-age=31536000"
