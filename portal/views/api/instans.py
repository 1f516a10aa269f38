"""REST: instances, one of them, its history."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.queries import instans
from portal.security import current_actor
from portal.views.api.dasar import MAKS_UKURAN, Api, angka_kueri, perlu_api


class InstansApi(Api):
    """Reading only; what one may not see does not exist (404)."""

    resource_name = "instans"
    class_permission_name = "InstansApi"

    @expose("/", methods=["GET"])
    @perlu_api("get")
    def daftar(self) -> Any:
        """Instances the caller may see.
        ---
        get:
          summary: Daftar instans
          parameters:
            - {in: query, name: proses, schema: {type: string}}
            - {in: query, name: status, schema: {type: string, enum: [running, done, cancelled, incident]}}
            - {in: query, name: halaman, schema: {type: integer, minimum: 1}}
            - {in: query, name: ukuran, schema: {type: integer, minimum: 1, maximum: 100}}
          responses:
            200:
              description: Satu halaman instans
              content: {application/json: {schema: {type: object}}}
            401: {description: Belum masuk}
        """
        return jsonify(
            instans.daftar(
                current_actor(),
                proses=request.args.get("proses"),
                status=request.args.get("status"),
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
            - {in: path, name: instans_id, required: true, schema: {type: string}}
          responses:
            200:
              description: Instans
              content: {application/json: {schema: {type: object}}}
            404: {description: Tidak ada atau bukan untuk Anda}
        """
        return jsonify(instans.satu(current_actor(), instans_id))

    @expose("/<instans_id>/riwayat", methods=["GET"])
    @perlu_api("get")
    def riwayat(self, instans_id: str) -> Any:
        """The history of one instance, oldest first.
        ---
        get:
          summary: Riwayat instans
          parameters:
            - {in: path, name: instans_id, required: true, schema: {type: string}}
            - {in: query, name: halaman, schema: {type: integer, minimum: 1}}
          responses:
            200:
              description: Satu halaman riwayat
              content: {application/json: {schema: {type: object}}}
            404: {description: Tidak ada atau bukan untuk Anda}
        """
        return jsonify(
            instans.riwayat(
                current_actor(), instans_id, halaman=angka_kueri("halaman", 1, 100_000), ukuran=angka_kueri("ukuran", 100, MAKS_UKURAN)
            )
        )


APIS = (InstansApi,)
