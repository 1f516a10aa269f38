"""Answers held to the OpenAPI document that the portal itself gives."""

import json
from functools import cache
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator

from portal.views.api.dasar import Api
from portal.views.api.openapi import dokumen


@cache
def spesifikasi(app: Flask) -> dict[str, Any]:
    """The document, as a caller reads it."""
    with app.app_context():
        return json.loads(json.dumps(dokumen(tuple(v for v in app.appbuilder.baseviews if isinstance(v, Api)))))


def sesuai(app: Flask, jawab: Any, metode: str, jalur: str) -> Any:
    """The JSON of the answer, once it is what the document says of this call and status."""
    dok = spesifikasi(app)
    balasan = dok["paths"][f"/api/v1/{jalur}"][metode]["responses"]
    assert str(jawab.status_code) in balasan, (jawab.status_code, sorted(balasan), jawab.text)
    satu = _ikuti(dok, balasan[str(jawab.status_code)])
    assert jawab.mimetype in satu["content"], (jawab.mimetype, list(satu["content"]))
    skema = satu["content"][jawab.mimetype]["schema"] | {"components": dok["components"]}
    Draft202012Validator(skema).validate(jawab.json)
    return jawab.json


def problem(jawab: Any, status: int, kode: str) -> Any:
    """The problem (RFC 9457), once it is one with this status and code and says something."""
    assert (jawab.status_code, jawab.mimetype) == (status, "application/problem+json"), jawab.text[:300]
    isi = jawab.json
    assert (isi["status"], isi["kode"], isi["type"]) == (status, kode, "about:blank")
    assert isi["title"] and isi["detail"]
    assert jawab.headers["Cache-Control"] == "no-store"
    return isi


def _ikuti(dok: dict[str, Any], isi: Any) -> Any:
    while "$ref" in isi:
        satu: Any = dok
        for nama in isi["$ref"].removeprefix("#/").split("/"):
            satu = satu[nama]
        isi = satu
    return isi
