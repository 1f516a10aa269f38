"""A person at the REST API: logs in for a token, finds his task, finishes it. Used by the flow tests."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import ORANG, SANDI


class Rest:
    """One caller with a JWT of his own."""

    def __init__(self, app: Flask, siapa: str) -> None:
        self.klien: FlaskClient = app.test_client()
        jawab = self.klien.post(
            "/api/v1/security/login",
            json={"username": ORANG[siapa].nip, "password": SANDI, "provider": "db", "refresh": True},
        )
        assert jawab.status_code == 200, jawab.text
        self.kepala = {"Authorization": f"Bearer {jawab.json['access_token']}"}

    def get(self, jalan: str) -> Any:
        """GET /api/v1/<jalan>."""
        return self.klien.get(f"/api/v1/{jalan}", headers=self.kepala)

    def post(self, jalan: str, isi: dict[str, Any] | None = None, **kepala: str) -> Any:
        """POST JSON to /api/v1/<jalan>."""
        return self.klien.post(f"/api/v1/{jalan}", json=isi or {}, headers=self.kepala | kepala)

    def tugas(self, langkah: str) -> dict[str, Any]:
        """The one open task of this step; fails where there is none or there are several."""
        daftar = self.get(f"tugas/?langkah={langkah}").json["tugas"]
        assert len(daftar) == 1, [t["langkah"] for t in self.get("tugas/").json["tugas"]]
        return daftar[0]

    def selesai(self, langkah: str, isian: dict[str, Any], *, status: int = 200) -> Any:
        """Finish the one open task of this step and expect `status`; the JSON of the answer."""
        jawab = self.post(
            f"tugas/{self.tugas(langkah)['id']}/selesai", {"isian": isian}, **{"Idempotency-Key": uuid.uuid4().hex}
        )
        assert jawab.status_code == status, jawab.text
        return jawab.json


def orang_rest(app: Flask) -> Callable[[str], Rest]:
    """rest("kasi"): that person at the API; logged in once."""
    masuk: dict[str, Rest] = {}

    def siapa(kunci: str) -> Rest:
        if kunci not in masuk:
            masuk[kunci] = Rest(app, kunci)
        return masuk[kunci]

    return siapa
