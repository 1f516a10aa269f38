"""REST: processes that start by the clock."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.actions import jadwal as tindakan
from portal.queries import jadwal, kendala_api
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class JadwalApi(Api):
    """For auditor and Admin BKD; only the latter tries one again."""

    resource_name = "jadwal"
    class_permission_name = "Operasi"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """Each with its next moment and what came of the last.
        ---
        get:
          summary: Proses yang dimulai menurut jadwal
          responses:
            200:
              description: Jadwal
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarJadwal'}}}
          galat: [401, 403]
        """
        return jsonify(jadwal=[kendala_api.jadwal(j) for j in jadwal.daftar(current_actor())])

    @expose("/<kunci>/ulangi", methods=["POST"])
    @perlu_api("jalankan")
    def ulangi(self, kunci: str) -> Any:
        """Try to start it now.
        ---
        post:
          summary: Coba lagi memulai sebuah proses
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Alasan'}}}
          responses:
            200:
              description: Sudah dimulai; `gagal` berisi galatnya bila gagal lagi
              content: {application/json: {schema: {$ref: '#/components/schemas/Diulangi'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        gagal = tindakan.ulangi(kunci, actor=current_actor(), alasan=bagian(badan("alasan"), "alasan", str, ""))
        return jsonify(gagal=gagal)


APIS = (JadwalApi,)
