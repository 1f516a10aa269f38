"""Tokens: who gets one, what it opens, and when it ends."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from portal.models import Pengguna
from tests.factories import ORANG, SANDI
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai

Siapa = Callable[[str], Rest]
MASUK = "/api/v1/security/login"
NIP = ORANG["pelaksana1"].nip


def akun(db: Session, kunci: str = "pelaksana1") -> Pengguna:
    """The account of a person."""
    return db.query(Pengguna).filter_by(username=ORANG[kunci].nip).one()


def masuk(client: Any, **isi: Any) -> Any:
    """POST to login; without more, the right NIP and password."""
    return client.post(MASUK, json={"username": NIP, "password": SANDI} | isi)


def test_nip_dan_sandi_yang_benar_mendapat_token(app: Flask, client: Any) -> None:
    isi = sesuai(app, masuk(client), "post", "security/login")
    assert set(isi) == {"access_token"}
    isi = sesuai(app, masuk(client, provider="db", refresh=True), "post", "security/login")
    assert set(isi) == {"access_token", "refresh_token"}
    jawab = client.get("/api/v1/tugas", headers={"Authorization": f"Bearer {isi['access_token']}"})
    assert jawab.status_code == 200
    assert "Set-Cookie" not in jawab.headers, "token tidak membuka sesi"


def test_token_tidak_disimpan_di_mana_pun_di_jalan(client: Any) -> None:
    assert masuk(client).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "isi", [{"password": "salah"}, {"username": "199999999999999999"}, {"username": "' OR 1=1 --"}]
)
def test_sandi_atau_nip_yang_salah_dijawab_sama(app: Flask, isi: dict[str, str], client: Any) -> None:
    jawab = masuk(client, **isi)
    assert problem(jawab, 401, "masuk_gagal")["detail"] == "NIP atau kata sandi salah, atau akun ini tidak aktif."
    sesuai(app, jawab, "post", "security/login")


@pytest.mark.parametrize(
    ("isi", "medan"),
    [
        ({"username": "x"}, "password"),
        ({"password": "x"}, "username"),
        ({}, "username"),
        ({"username": None, "password": "x"}, "username"),
        ({"username": ["x"], "password": "x"}, "username"),
        ({"username": "", "password": "x"}, "username"),
        ({"username": "x", "password": "y" * 501}, "password"),
        ({"username": "x", "password": "x", "provider": "ldap"}, "provider"),
        ({"username": "x", "password": "x", "refresh": "ya"}, "refresh"),
        ({"username": "x", "password": "x", "is_admin": True}, "is_admin"),
    ],
)
def test_masukan_yang_kurang_atau_asing_disebut_medannya(isi: dict[str, Any], medan: str, client: Any) -> None:
    jawab = problem(client.post(MASUK, json=isi), 422, "tidak_sah")
    assert medan in {t["medan"] for t in jawab["temuan"]}


def test_masuk_dengan_formulir_atau_tanpa_isi_ditolak(client: Any) -> None:
    problem(client.post(MASUK, data={"username": NIP, "password": SANDI}), 415, "jenis_salah")
    problem(client.post(MASUK), 422, "tidak_sah")
    problem(client.get(MASUK), 405, "metode_salah")


def b64(isi: Any) -> str:
    """A part of a token."""
    return base64.urlsafe_b64encode(json.dumps(isi).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "kepala",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Basic eDp5",
        "Token x",
        "x",
        "Bearer é.é.é",
        "Bearer " + "x" * 5000,
        "Bearer "
        + f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64({'sub': '1', 'type': 'access', 'fresh': True, 'jti': 'x'})}.",
    ],
)
def test_token_yang_bukan_token_dijawab_401(kepala: str, login: Any) -> None:
    problem(login("kasi").get("/api/v1/tugas", headers={"Authorization": kepala}), 401, "belum_masuk")


def test_token_yang_kedaluwarsa_dijawab_401(app: Flask, client: Any, db: Session) -> None:
    from datetime import timedelta

    from flask_jwt_extended import create_access_token

    from portal.security import sidik_sandi

    pengguna = akun(db)
    for umur, status in ((timedelta(minutes=1), 200), (timedelta(seconds=-1), 401)):
        token = create_access_token(
            str(pengguna.id), expires_delta=umur, additional_claims={"sandi": sidik_sandi(pengguna)}
        )
        assert client.get("/api/v1/tugas", headers={"Authorization": f"Bearer {token}"}).status_code == status


def test_token_penyegar_hanya_untuk_token_baru(app: Flask, client: Any) -> None:
    isi = masuk(client, refresh=True).json
    penyegar, akses = ({"Authorization": f"Bearer {isi[k]}"} for k in ("refresh_token", "access_token"))
    baru = client.post("/api/v1/security/refresh", headers=penyegar)
    token = sesuai(app, baru, "post", "security/refresh")["access_token"]
    assert client.get("/api/v1/tugas", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    problem(client.get("/api/v1/tugas", headers=penyegar), 401, "belum_masuk")
    problem(client.post("/api/v1/security/refresh", headers=akses), 401, "belum_masuk")
    problem(client.post("/api/v1/security/refresh"), 401, "belum_masuk")


def test_sesi_peramban_tidak_dapat_meminta_token(login: Any) -> None:
    klien = login("kasi")
    problem(klien.post("/api/v1/security/refresh", headers={"X-CSRFToken": klien.csrf()}), 401, "belum_masuk")


def test_akun_yang_dinonaktifkan_seketika_ditolak_token_penyegar_dan_sesinya(
    rest: Siapa, login: Any, client: Any, db: Session
) -> None:
    token, sesi, penyegar = rest("pelaksana1"), login("pelaksana1"), masuk(client, refresh=True).json["refresh_token"]
    assert (token.get("tugas").status_code, sesi.get("/api/v1/tugas").status_code) == (200, 200)
    akun(db).active = False
    db.commit()
    problem(token.get("tugas"), 401, "belum_masuk")
    problem(sesi.get("/api/v1/tugas"), 401, "belum_masuk")
    halaman = sesi.get("/tugas/")
    assert (halaman.status_code, halaman.headers["Location"].split("?")[0]) == (302, "/login/")
    problem(
        client.post("/api/v1/security/refresh", headers={"Authorization": f"Bearer {penyegar}"}), 401, "belum_masuk"
    )
    problem(masuk(client), 401, "masuk_gagal")


def test_token_berakhir_bersama_sandinya(rest: Siapa, client: Any, db: Session) -> None:
    token, penyegar = rest("pelaksana1"), masuk(client, refresh=True).json["refresh_token"]
    akun(db).password = generate_password_hash("Sandi-Baru-2026", method="pbkdf2:sha256:1")
    db.commit()
    problem(token.get("tugas"), 401, "belum_masuk")
    problem(
        client.post("/api/v1/security/refresh", headers={"Authorization": f"Bearer {penyegar}"}), 401, "belum_masuk"
    )


def test_dengan_sandi_sekali_pakai_hanya_penggantian_sandi_yang_dilayani(
    app: Flask, rest: Siapa, login: Any, client: Any, db: Session, tugas: str
) -> None:
    token, sesi = rest("kasi"), login("kasi")
    akun(db, "kasi").wajib_ganti_sandi = True
    db.commit()
    for metode, jalan in (
        ("GET", "tugas"),
        ("GET", f"tugas/{tugas}"),
        ("POST", f"tugas/{tugas}/selesai"),
        ("GET", "instans"),
        ("GET", "_openapi"),
        ("POST", "proses/skp_tahunan/mulai"),
    ):
        isi = {"isian": {"keputusan": "setujui"}} if metode == "POST" else None
        for klien, kepala in ((token.klien, token.kepala), (sesi, {"X-CSRFToken": sesi.csrf()})):
            jawab = klien.open(f"/api/v1/{jalan}", method=metode, json=isi, headers=kepala)
            problem(jawab, 403, "wajib_ganti_sandi")
    for halaman in ("/", "/tugas/", f"/tugas/{tugas}", "/skp/", "/cari"):
        jawab = sesi.get(halaman)
        assert (jawab.status_code, jawab.headers["Location"].split("?")[0]) == (302, "/akun/sandi"), halaman
    assert sesi.get("/akun/sandi").status_code == 200
    assert sesi.get("/sehat").status_code == 200


@pytest.fixture
def terbatas(app: Flask, tmp_path: Any) -> Iterator[Flask]:
    """An application of its own on the test's database, in which the limit of login tries is on, as in life."""
    import config
    from portal import extensions
    from portal.app import create_app
    from tests.conftest import Klien, pada_basis

    engine = extensions.db._app_engines[app][None]
    lama = dict(extensions.appbuilder.__dict__)
    satu = create_app({"TESTING": True}, settings=config.read({"PORTAL_DATA_DIR": str(tmp_path)}))
    satu.test_client_class = Klien
    with pada_basis(satu, engine):
        yield satu
    extensions.appbuilder.__dict__.clear()
    extensions.appbuilder.__dict__.update(lama)


def test_terlalu_sering_salah_masuk_dijawab_429_sebagai_problem_dan_sebagai_halaman(terbatas: Flask) -> None:
    klien = terbatas.test_client()
    jawaban = [klien.post(MASUK, json={"username": NIP, "password": "salah"}) for _ in range(11)]
    assert [j.status_code for j in jawaban[:10]] == [401] * 10
    problem(jawaban[10], 429, "terlalu_sering")
    assert int(jawaban[10].headers["Retry-After"]) in range(1, 21)
    sesuai(terbatas, jawaban[10], "post", "security/login")
    halaman = [klien.kirim("/login/", {"username": NIP, "password": "salah"}) for _ in range(11)]
    assert halaman[9].status_code == 302
    assert (halaman[10].status_code, halaman[10].mimetype) == (429, "text/html")
    assert "Terlalu" in halaman[10].text
    assert klien.get("/login/").status_code == 200, "melihat halaman masuk tidak dihitung"


def test_batas_percobaan_dihitung_per_alamat(terbatas: Flask) -> None:
    klien = terbatas.test_client()
    salah = {"username": NIP, "password": "salah"}
    for _ in range(11):
        klien.post(MASUK, json=salah, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
    assert klien.post(MASUK, json=salah, environ_overrides={"REMOTE_ADDR": "10.0.0.2"}).status_code == 401
    palsu = {"X-Forwarded-For": "10.9.9.9"}
    jawab = klien.post(MASUK, json=salah, headers=palsu, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
    assert jawab.status_code == 429, "alamat tidak dapat dipalsukan dengan tajuk"
