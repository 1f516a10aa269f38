"""Everything that goes wrong below /api/ is a problem (RFC 9457), in the caller's language, and tells nothing inner."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask_babel import get_locale
from sqlalchemy.exc import OperationalError

from portal.errors import PortalError
from portal.queries import tugas_api
from portal.views.galat import KODE
from tests.flows.rest import Rest
from tests.meta.pohon import AKAR, python
from tests.views.api.bantuan import problem

Siapa = Callable[[str], Rest]


@pytest.fixture
def tenang(app: Flask) -> Iterator[Flask]:
    """Unexpected errors become answers, as in life."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    del app.config["PROPAGATE_EXCEPTIONS"]


@pytest.mark.parametrize(
    ("metode", "jalan", "status", "kode"),
    [
        ("GET", "tidak/ada", 404, "tidak_ditemukan"),
        ("POST", "tidak/ada", 404, "tidak_ditemukan"),
        ("DELETE", "tugas", 405, "metode_salah"),
        ("PUT", "tugas/x/selesai", 405, "metode_salah"),
        ("PATCH", "proses", 405, "metode_salah"),
        ("GET", "tugas/x%00y", 400, "permintaan_salah"),
        ("GET", "tugas?cari=%00", 400, "permintaan_salah"),
        ("GET", "tugas?%00=x", 400, "permintaan_salah"),
    ],
)
def test_setiap_galat_adalah_problem(metode: str, jalan: str, status: int, kode: str, rest: Siapa) -> None:
    saya = rest("kasi")
    jawab = saya.klien.open(f"/api/v1/{jalan}", method=metode, headers=saya.kepala)
    problem(jawab, status, kode)
    if status == 405:
        assert {"GET", "POST"} & set(jawab.headers["Allow"].split(", "))


def test_yang_tak_terduga_dijawab_500_bernomor_tanpa_isi_dalam(
    tenang: Flask, rest: Siapa, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def rusak(*_: Any, **__: Any) -> Any:
        raise RuntimeError("rahasia dalam")

    monkeypatch.setattr(tugas_api, "daftar", rusak)
    jawab = rest("kasi").get("tugas")
    isi = problem(jawab, 500, "kesalahan")
    assert "rahasia" not in jawab.text and "Traceback" not in jawab.text
    assert isi["nomor"] in caplog.text and "rahasia dalam" in caplog.text, "penjaga sistem menemukannya lewat nomornya"


def test_basis_data_yang_tidak_menjawab_dijawab_503(
    tenang: Flask, rest: Siapa, monkeypatch: pytest.MonkeyPatch
) -> None:
    def putus(*_: Any, **__: Any) -> Any:
        raise OperationalError("SELECT rahasia", {}, Exception("kata sandi"))

    monkeypatch.setattr(tugas_api, "daftar", putus)
    jawab = rest("kasi").get("tugas")
    problem(jawab, 503, "tidak_tersedia")
    assert "rahasia" not in jawab.text and "kata sandi" not in jawab.text


@pytest.mark.parametrize(
    ("diminta", "dijawab"),
    [
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("id", "id"),
        ("fr", "id"),
        ("", "id"),
        ("id;q=0.2, en;q=0.8", "en"),
        ("\x7f;;q=x", "id"),
    ],
)
def test_bahasa_rest_mengikuti_accept_language(diminta: str, dijawab: str, app: Flask) -> None:
    with app.test_request_context("/api/v1/tugas", headers={"Accept-Language": diminta}):
        assert str(get_locale()) == dijawab


def test_jawaban_rest_tidak_meninggalkan_kuki(client: Any) -> None:
    assert "Set-Cookie" not in client.get("/api/v1/tugas").headers


def test_login_gagal_bawaan_fab_pun_problem_bukan_message(client: Any) -> None:
    jawab = client.post("/api/v1/security/login", json={"username": "x", "password": "y"})
    assert "message" not in problem(jawab, 401, "masuk_gagal")
    assert "msg" not in problem(client.post("/api/v1/security/refresh"), 401, "belum_masuk")


def test_setiap_kode_galat_dijelaskan_kepada_pemakai_rest() -> None:
    dipakai = set(KODE.values()) | {kelas.kode for kelas in turunan(PortalError)}
    for berkas in python("portal"):
        dipakai |= set(re.findall(r'kode="([a-z_]+)"', berkas.read_text(encoding="utf-8")))
    dijelaskan = set(
        re.findall(r"`([a-z_]+)`", (AKAR / "docs/api.md").read_text(encoding="utf-8").split("| Status |")[1])
    )
    assert dipakai - dijelaskan == set()


def turunan(kelas: type[PortalError]) -> set[type[PortalError]]:
    """The class and all below it."""
    return {kelas}.union(*(turunan(k) for k in kelas.__subclasses__()))
