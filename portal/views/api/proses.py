"""REST: the published diagrams, and starting an instance."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose
from flask_babel import gettext as _

from portal.actions import instans as aksi
from portal.errors import Temuan, TidakSah
from portal.forms.isian import periksa
from portal.queries import instans, proses
from portal.security import current_actor
from portal.steps import MULAI
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class ProsesApi(Api):
    """Definitions, and `mulai`."""

    resource_name = "proses"
    class_permission_name = "ProsesApi"

    @expose("", methods=["GET"])
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
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarProses'}}}
          galat: [401, 403]
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
            - {$ref: '#/components/parameters/kunci'}
          responses:
            200:
              description: Versi, terbaru dahulu
              content: {application/json: {schema: {$ref: '#/components/schemas/VersiProses'}}}
          galat: [401, 403, 404]
        """
        return jsonify(proses=kunci, versi=[v.__dict__ for v in proses.versi(kunci)])

    @expose("/<kunci>/mulai", methods=["POST"])
    @perlu_api("mulai")
    def mulai(self, kunci: str) -> Any:
        """Start an instance. A process of the law (skp_tahunan) is begun by its own action; `fakta` are its answers.
        ---
        post:
          summary: Mulai sebuah instans
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Mulai'}}}
          responses:
            201:
              description: Instans yang dimulai
              content: {application/json: {schema: {$ref: '#/components/schemas/Dimulai'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        isi, actor = badan("pihak", "fakta", "kunci_bisnis"), current_actor()
        fakta, pihak, nomor = (
            bagian(isi, "fakta", dict, {}),
            bagian(isi, "pihak", dict, {}),
            bagian(isi, "kunci_bisnis", str, ""),
        )
        if kunci in MULAI:
            if pihak or nomor:  # who takes part follows from the chain, never from the caller
                raise TidakSah(
                    Temuan(
                        "pihak" if pihak else "kunci_bisnis",
                        None,
                        _("Pada proses ini ditentukan oleh sistem. Kosongkan."),
                    )
                )
            kasus = MULAI[kunci].kirim(actor, periksa(MULAI[kunci].skema, fakta))
            return jsonify(instans.dimulai(actor, kasus.instans_id)), 201
        advance = aksi.mulai(kunci, actor=actor, pihak=pihak, fakta=fakta, kunci_bisnis=nomor)
        return jsonify(instans.dimulai(actor, advance.instance.id)), 201


APIS = (ProsesApi,)
