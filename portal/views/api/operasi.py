"""REST: runs over many instances, how far they are."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.queries import kendala_api, operasi
from portal.queries.operasi import HASIL
from portal.security import current_actor
from portal.views.api.dasar import Api, angka_kueri, perlu_api, pilihan_kueri


class OperasiApi(Api):
    """A run is asked for, and looked at until it is over."""

    resource_name = "operasi"
    class_permission_name = "Operasi"

    @expose("/<int:operasi_id>", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, operasi_id: int) -> Any:
        """One run with a page of its instances.
        ---
        get:
          summary: Satu operasi massal
          parameters:
            - {in: path, name: operasi_id, required: true, schema: {type: integer}}
            - {in: query, name: hasil, schema: {type: string, enum: [menunggu, berhasil, ditolak, dilewati]}}
            - {$ref: '#/components/parameters/halaman'}
          responses:
            200:
              description: Operasi
              content: {application/json: {schema: {$ref: '#/components/schemas/Operasi'}}}
            401: {$ref: '#/components/responses/401'}
            403: {$ref: '#/components/responses/403'}
            404: {$ref: '#/components/responses/404'}
            422: {$ref: '#/components/responses/422'}
        """
        hal = operasi.halaman(
            current_actor(), operasi_id, pilih=pilihan_kueri("hasil", *HASIL), nomor=angka_kueri("halaman", 1, 10_000)
        )
        return jsonify(kendala_api.operasi(hal))


APIS = (OperasiApi,)
