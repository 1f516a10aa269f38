"""REST: instances, one of them, its history."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.queries import instans
from portal.security import current_actor
from portal.views import pemeriksaan
from portal.views.api.dasar import MAKS_UKURAN, Api, angka_kueri, perlu_api, pilihan_kueri


class InstansApi(Api):
    """Reading only; what one may not see does not exist (404)."""

    resource_name = "instans"
    class_permission_name = "InstansApi"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("get")
    def daftar(self) -> Any:
        """Instances the caller may see.
        ---
        get:
          summary: Daftar instans
          parameters:
            - {in: query, name: proses, schema: {type: string}}
            - {in: query, name: status, schema: {type: string, enum: [running, done, cancelled, incident, suspended]}}
            - {$ref: '#/components/parameters/halaman'}
            - {$ref: '#/components/parameters/ukuran'}
          responses:
            200:
              description: Satu halaman instans
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarInstans'}}}
          galat: [401, 403, 422]
        """
        return jsonify(
            instans.daftar(
                current_actor(),
                proses=request.args.get("proses") or None,
                status=pilihan_kueri("status", "running", "done", "cancelled", "incident", "suspended") or None,
                halaman=angka_kueri("halaman", 1, 100_000),
                ukuran=angka_kueri("ukuran", 25, MAKS_UKURAN),
            )
        )

    @expose("/<instans_id>", methods=["GET"])
    @perlu_api("get")
    def satu(self, instans_id: str) -> Any:
        """One instance with its routing facts.
        ---
        get:
          summary: Satu instans
          parameters:
            - {$ref: '#/components/parameters/instans_id'}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200:
              description: Instans
              content: {application/json: {schema: {$ref: '#/components/schemas/Instans'}}}
          galat: [401, 403, 404, 422]
        """
        pemeriksaan.tuntut("instans", instans_id)
        return jsonify(instans.satu(current_actor(), instans_id))

    @expose("/<instans_id>/riwayat", methods=["GET"])
    @perlu_api("get")
    def riwayat(self, instans_id: str) -> Any:
        """The history of one instance, oldest first.
        ---
        get:
          summary: Riwayat instans
          parameters:
            - {$ref: '#/components/parameters/instans_id'}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
            - {$ref: '#/components/parameters/halaman'}
            - {$ref: '#/components/parameters/ukuran'}
          responses:
            200:
              description: Satu halaman riwayat
              content: {application/json: {schema: {$ref: '#/components/schemas/Riwayat'}}}
          galat: [401, 403, 404, 422]
        """
        pemeriksaan.tuntut("instans", instans_id)
        return jsonify(
            instans.riwayat(
                current_actor(),
                instans_id,
                halaman=angka_kueri("halaman", 1, 100_000),
                ukuran=angka_kueri("ukuran", 100, MAKS_UKURAN),
            )
        )


APIS = (InstansApi,)
