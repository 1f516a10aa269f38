"""REST: the OpenAPI document of the portal's calls, from what their docstrings say below `---`."""

import re
from functools import cache
from typing import Any

import yaml
from flask import current_app, jsonify
from flask_appbuilder import expose

from portal.views.api import skema
from portal.views.api.dasar import Api, perlu_api


class OpenApi(Api):
    """One document for version 1."""

    route_base = "/api/v1"
    class_permission_name = "OpenApi"

    @expose("/_openapi", methods=["GET"])
    @perlu_api("get")
    def get(self) -> Any:
        """This document.
        ---
        get:
          summary: Dokumen OpenAPI ini
          responses:
            200:
              description: OpenAPI 3.1
              content: {application/json: {schema: {type: object}}}
          galat: [401, 403]
        """
        return jsonify(dokumen(tuple(v for v in current_app.appbuilder.baseviews if isinstance(v, Api))))  # type: ignore[attr-defined]


@cache
def dokumen(apis: tuple[Api, ...]) -> dict[str, Any]:
    """The document over these APIs; each method of theirs that has a route must say what it asks and answers, and by
    `galat` which problems, by their numbers."""
    jalur: dict[str, dict[str, Any]] = {}
    for api in apis:
        for nama in dir(api):
            fungsi = getattr(api, nama)
            for url, metode in getattr(fungsi, "_urls", ()):
                alamat = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", f"{api.route_base}{url}".rstrip("/"))
                jalur.setdefault(alamat, {}).update({m.lower(): _operasi(api, nama, fungsi, m.lower()) for m in metode})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "PPK Online",
            "version": "1",
            "description": "Galat mengikuti RFC 9457, dengan `kode` dan `detail`. Lihat docs/api.md.",
        },
        "servers": [{"url": "/"}],
        "paths": jalur,
        "components": skema.komponen(),
    }


def _operasi(api: Api, nama: str, fungsi: Any, metode: str) -> dict[str, Any]:
    _, _, teks = (fungsi.__doc__ or "").partition("---")
    operasi = yaml.safe_load(teks)[metode]
    galat = {kode: {"$ref": f"#/components/responses/{kode}"} for kode in operasi.pop("galat", ())}
    operasi["responses"] = {str(kode): isi for kode, isi in (operasi["responses"] | galat).items()}
    masuk: list[dict[str, list[str]]] = [{"jwt": []}, {"sesi": []} if metode == "get" else {"sesi": [], "csrf": []}]
    return {
        "operationId": f"{api.resource_name or 'openapi'}_{nama}",
        "tags": [api.openapi_spec_tag],
        "security": masuk,
    } | operasi


APIS = (OpenApi,)
