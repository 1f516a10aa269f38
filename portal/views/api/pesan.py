"""REST: a message into the processes; the preview first, or at once."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.actions import pesan as tindakan
from portal.pesan import Pesan
from portal.queries import pesan
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class PesanApi(Api):
    """For Admin BKD."""

    resource_name = "pesan"
    class_permission_name = "Operasi"

    @expose("", methods=["POST"])
    @expose("/", methods=["POST"])
    @perlu_api("jalankan")
    def kirim(self) -> Any:
        """Send it, or with `pratinjau` see who would receive it.
        ---
        post:
          summary: Kirim pesan ke dalam proses
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/KirimPesan'}}}
          responses:
            200:
              description: Yang menerimanya, atau yang akan menerimanya
              content: {application/json: {schema: {$ref: '#/components/schemas/TujuanPesan'}}}
          galat: [400, 401, 403, 409, 413, 415, 422]
        """
        isi, actor = badan("pesan", "kunci", "fakta", "alasan", "pratinjau"), current_actor()
        satu = Pesan(bagian(isi, "pesan", str, ""), bagian(isi, "kunci", str, ""), bagian(isi, "fakta", dict, {}))
        hasil, coba = pesan.tujuan(actor, satu), bagian(isi, "pratinjau", bool, False)
        if not coba:
            tindakan.kirim(satu, actor=actor, alasan=bagian(isi, "alasan", str, ""))
        return jsonify(pratinjau=coba, **pesan.polos(hasil))


APIS = (PesanApi,)
