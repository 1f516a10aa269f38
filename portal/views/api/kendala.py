"""REST: incidents, by cause or one by one; tried again or acknowledged."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal import kendala as nama
from portal.actions import kendala as tindakan
from portal.queries import kendala, kendala_api
from portal.security import current_actor
from portal.views.api.dasar import Api, angka_kueri, badan, bagian, perlu_api, pilihan_kueri


class KendalaApi(Api):
    """What stands still. For auditor and Admin BKD; only the latter does something about it."""

    resource_name = "kendala"
    class_permission_name = "Operasi"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """Causes; with `sebab` the incidents of that cause.
        ---
        get:
          summary: Daftar kendala
          parameters:
            - {in: query, name: jenis, schema: {type: string, enum: [langkah, pekerjaan, tunggu]}}
            - {in: query, name: sebab, schema: {type: string, maxLength: 16}}
            - {$ref: '#/components/parameters/halaman'}
          responses:
            200:
              description: Sebab, atau kendala satu sebab
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarKendala'}}}
          galat: [401, 403, 422]
        """
        hasil = kendala.daftar(
            current_actor(), jenis=pilihan_kueri("jenis", *nama.JENIS), sebab=request.args.get("sebab", ""),
            halaman=angka_kueri("halaman", 1, 10_000),
        )  # fmt: skip
        return jsonify(kendala_api.daftar(hasil))

    @expose("/<kunci>/ulangi", methods=["POST"])
    @perlu_api("jalankan")
    def ulangi(self, kunci: str) -> Any:
        """Try it again.
        ---
        post:
          summary: Ulangi sebuah kendala
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Alasan'}}}
          responses:
            200:
              description: Sudah dicoba lagi; `gagal` berisi galatnya bila langkahnya gagal lagi
              content: {application/json: {schema: {$ref: '#/components/schemas/Diulangi'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        gagal = tindakan.ulangi(kunci, actor=current_actor(), alasan=bagian(badan("alasan"), "alasan", str, ""))
        return jsonify(gagal=gagal)

    @expose("/<kunci>/selesaikan", methods=["POST"])
    @perlu_api("jalankan")
    def selesaikan(self, kunci: str) -> Any:
        """A given-up job that need not be done.
        ---
        post:
          summary: Selesaikan sebuah kendala
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Alasan'}}}
          responses:
            200:
              description: Sudah diselesaikan
              content: {application/json: {schema: {$ref: '#/components/schemas/Diselesaikan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        tindakan.selesaikan(kunci, actor=current_actor(), alasan=bagian(badan("alasan"), "alasan", str, ""))
        return jsonify(kendala=kunci)


APIS = (KendalaApi,)
