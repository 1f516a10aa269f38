"""REST: a task handed to a colleague, and given back."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.actions import penyerahan as tindakan
from portal.queries import penyerahan
from portal.security import current_actor
from portal.views import pemeriksaan
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class PenyerahanApi(Api):
    """For the holder of a task, those of its queue, and Admin BKD (who says what for: X-Tujuan)."""

    resource_name = "tugas"
    class_permission_name = "TugasApi"

    @expose("/<tugas_id>/penerima", methods=["GET"])
    @perlu_api("get")
    def penerima(self, tugas_id: str) -> Any:
        """Who may do it.
        ---
        get:
          summary: Yang dapat menerima sebuah tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
            - {in: query, name: cari, schema: {type: string, maxLength: 100}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200:
              description: Calon penerima, menurut nama
              content: {application/json: {schema: {$ref: '#/components/schemas/CalonPenerima'}}}
          galat: [401, 403, 404, 409, 422]
        """
        actor = current_actor()
        pemeriksaan.tuntut("instans", penyerahan.instans(actor, tugas_id))
        calon, lebih = penyerahan.penerima(actor, tugas_id, (request.args.get("cari") or "").strip()[:100])
        return jsonify(
            penerima=[{"nip": c.nip, "nama": c.nama, "jabatan": c.jabatan, "unit": c.unit} for c in calon],
            ada_lagi=lebih,
        )

    @expose("/<tugas_id>/serahkan", methods=["POST"])
    @perlu_api("post")
    def serahkan(self, tugas_id: str) -> Any:
        """Let the person with the NIP `kepada` do it; with `pratinjau` only whether he may.
        ---
        post:
          summary: Serahkan tugas kepada rekan
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Serahkan'}}}
          responses:
            200:
              description: Diserahkan, atau dapat diserahkan
              content: {application/json: {schema: {$ref: '#/components/schemas/Diserahkan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        actor, isi = current_actor(), badan("kepada", "alasan", "pratinjau")
        pemeriksaan.tuntut("instans", penyerahan.instans(actor, tugas_id))
        kepada, coba = bagian(isi, "kepada", str, ""), bagian(isi, "pratinjau", bool, False)
        baru = penyerahan.pratinjau(actor, tugas_id, kepada)
        if not coba:
            tindakan.serahkan(tugas_id, actor=actor, kepada=kepada, alasan=bagian(isi, "alasan", str, ""))
        return jsonify(id=tugas_id, kepada={"nip": baru.nip, "nama": baru.nama}, pratinjau=coba)

    @expose("/<tugas_id>/kembalikan", methods=["POST"])
    @perlu_api("post")
    def kembalikan(self, tugas_id: str) -> Any:
        """It is its holder's again; Admin BKD says why.
        ---
        post:
          summary: Serahkan kembali, atau tarik kembali, sebuah tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Kembalikan'}}}
          responses:
            200:
              description: Kembali kepada pemegangnya
              content: {application/json: {schema: {$ref: '#/components/schemas/Dikembalikan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        alasan = bagian(badan("alasan"), "alasan", str, "")
        tindakan.kembalikan(tugas_id, actor=current_actor(), alasan=alasan)
        return jsonify(id=tugas_id)


APIS = (PenyerahanApi,)
