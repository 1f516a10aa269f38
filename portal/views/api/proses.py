"""REST: the published diagrams, and starting an instance."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.actions import instans as aksi
from portal.forms.isian import periksa
from portal.queries import instans, proses
from portal.security import current_actor
from portal.steps import MULAI
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class ProsesApi(Api):
    """Definitions, and `mulai`."""

    resource_name = "proses"
    class_permission_name = "ProsesApi"

    @expose("/", methods=["GET"])
    @perlu_api("get")
    def daftar(self) -> Any:
        """The newest version of each process.
        ---
        get:
          summary: Daftar proses
          responses:
            200:
              description: Proses dengan versi terbarunya
              content: {application/json: {schema: {type: object}}}
            401: {description: Belum masuk}
            403: {description: Bukan hak Anda}
        """
        return jsonify(proses=[p.__dict__ for p in proses.daftar()])

    @expose("/<kunci>/versi", methods=["GET"])
    @perlu_api("get")
    def versi(self, kunci: str) -> Any:
        """All versions of one process.
        ---
        get:
          summary: Versi sebuah proses
          parameters:
            - {in: path, name: kunci, required: true, schema: {type: string}}
          responses:
            200:
              description: Versi, terbaru dahulu
              content: {application/json: {schema: {type: object}}}
            404: {description: Tidak ditemukan}
        """
        return jsonify(proses=kunci, versi=[v.__dict__ for v in proses.versi(kunci)])

    @expose("/<kunci>/mulai", methods=["POST"])
    @perlu_api("mulai")
    def mulai(self, kunci: str) -> Any:
        """Start an instance. A process of the law (skp_tahunan) is started by its own action with `fakta` as its questions.
        ---
        post:
          summary: Mulai sebuah instans
          parameters:
            - {in: path, name: kunci, required: true, schema: {type: string}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    pihak: {type: object, additionalProperties: {type: string}}
                    fakta: {type: object}
                    kunci_bisnis: {type: string}
          responses:
            201:
              description: Instans yang dimulai
              content: {application/json: {schema: {type: object}}}
            409: {description: Sudah berjalan}
            422: {description: Tidak sah; medan disebut}
        """
        isi, actor = badan(), current_actor()
        fakta = bagian(isi, "fakta", dict, {})
        if kunci in MULAI:
            kasus = MULAI[kunci].kirim(actor, periksa(MULAI[kunci].skema, fakta))
            return jsonify(instans.dimulai(actor, kasus.instans_id)), 201
        advance = aksi.mulai(
            kunci, actor=actor, pihak=bagian(isi, "pihak", dict, {}), fakta=fakta, kunci_bisnis=bagian(isi, "kunci_bisnis", str, "")
        )
        return jsonify(instans.dimulai(actor, advance.instance.id)), 201


APIS = (ProsesApi,)
