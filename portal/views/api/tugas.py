"""REST: the worklist, one task with what it asks, and everything one may do with it."""

from datetime import datetime
from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose
from flask_babel import gettext as _

from portal import steps, waktu
from portal.actions import sekali
from portal.actions import tugas as aksi
from portal.errors import Temuan, TidakSah
from portal.forms.isian import periksa
from portal.queries import langkah, tugas_api
from portal.security import current_actor
from portal.views.api.dasar import MAKS_UKURAN, Api, angka_kueri, badan, bagian, perlu_api, pilihan_kueri


class TugasApi(Api):
    """What I may do now. What is not mine does not exist (404); what is done says who and when (409)."""

    resource_name = "tugas"
    class_permission_name = "TugasApi"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("get")
    def daftar(self) -> Any:
        """What the caller may do now.
        ---
        get:
          summary: Tugas yang menunggu saya
          parameters:
            - {$ref: '#/components/parameters/halaman'}
            - {$ref: '#/components/parameters/ukuran'}
            - {in: query, name: urut, schema: {type: string, enum: [batas_waktu, diterima_pada, nama]}}
            - {in: query, name: cari, schema: {type: string, maxLength: 100}}
            - {in: query, name: proses, schema: {type: string}}
            - {in: query, name: langkah, schema: {type: string}}
            - {in: query, name: status, schema: {type: string, enum: [terbuka, selesai]}}
          responses:
            200:
              description: Satu halaman tugas
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarTugas'}}}
          galat: [401, 403, 422]
        """
        a = request.args
        return jsonify(
            tugas_api.daftar(
                current_actor(),
                halaman=angka_kueri("halaman", 1, 10_000),
                ukuran=angka_kueri("ukuran", 25, MAKS_UKURAN),
                urut=pilihan_kueri("urut", *tugas_api.URUT, bawaan="batas_waktu"),
                cari=(a.get("cari") or "").strip()[:100] or None,
                proses=a.get("proses") or None,
                nama_langkah=a.get("langkah") or None,
                status={"terbuka": "open", "selesai": "done"}[
                    pilihan_kueri("status", "terbuka", "selesai", bawaan="terbuka")
                ],
            )
        )

    @expose("/<tugas_id>", methods=["GET"])
    @perlu_api("get")
    def satu(self, tugas_id: str) -> Any:
        """One task, with `formulir` (JSON Schema of what is asked) and `fakta`.
        ---
        get:
          summary: Satu tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          responses:
            200:
              description: Tugas
              content: {application/json: {schema: {$ref: '#/components/schemas/Tugas'}}}
          galat: [401, 403, 404, 409]
        """
        return jsonify(tugas_api.satu(current_actor(), tugas_id, steps.langkah))

    @expose("/<tugas_id>/ambil", methods=["POST"])
    @perlu_api("post")
    def ambil(self, tugas_id: str) -> Any:
        """Claim.
        ---
        post:
          summary: Ambil tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          responses:
            200:
              description: Diambil
              content: {application/json: {schema: {$ref: '#/components/schemas/Diambil'}}}
          galat: [400, 401, 403, 404, 409, 415, 422]
        """
        badan()
        tugas = aksi.ambil(tugas_id, actor=current_actor())
        return jsonify(id=tugas.id, diambil_oleh=tugas.claimed_by)

    @expose("/<tugas_id>/lepas", methods=["POST"])
    @perlu_api("post")
    def lepas(self, tugas_id: str) -> Any:
        """Put back.
        ---
        post:
          summary: Lepas tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          responses:
            200:
              description: Dilepas
              content: {application/json: {schema: {$ref: '#/components/schemas/Diambil'}}}
          galat: [400, 401, 403, 404, 409, 415, 422]
        """
        badan()
        tugas = aksi.lepas(tugas_id, actor=current_actor())
        return jsonify(id=tugas.id, diambil_oleh=tugas.claimed_by)

    @expose("/<tugas_id>/draf", methods=["POST"])
    @perlu_api("post")
    def draf(self, tugas_id: str) -> Any:
        """Keep `isian` as a draft.
        ---
        post:
          summary: Simpan draf
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/KirimDraf'}}}
          responses:
            200:
              description: Tersimpan
              content: {application/json: {schema: {$ref: '#/components/schemas/Draf'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        isian = tugas_api.polos(bagian(badan("isian"), "isian", dict, None))
        return jsonify(pada=aksi.simpan_draf(tugas_id, actor=current_actor(), isian=isian).isoformat())

    @expose("/<tugas_id>/tunda", methods=["POST"])
    @perlu_api("post")
    def tunda(self, tugas_id: str) -> Any:
        """Snooze until `sampai` (ISO time).
        ---
        post:
          summary: Tunda tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/KirimTunda'}}}
          responses:
            200:
              description: Ditunda
              content: {application/json: {schema: {$ref: '#/components/schemas/Ditunda'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        teks = bagian(badan("sampai"), "sampai", str, "")
        try:
            sampai = datetime.fromisoformat(teks)
        except ValueError:
            raise TidakSah(Temuan("sampai", None, _("Tulis waktu ISO, misalnya 2026-11-05T08:00:00+08:00."))) from None
        sampai = sampai if sampai.tzinfo else sampai.replace(tzinfo=waktu.WITA)
        return jsonify(sampai=aksi.tunda(tugas_id, actor=current_actor(), sampai=sampai).isoformat())

    @expose("/<tugas_id>/selesai", methods=["POST"])
    @perlu_api("post")
    def selesai(self, tugas_id: str) -> Any:
        """Finish with `isian`; the header Idempotency-Key makes it safe to send again.
        ---
        post:
          summary: Selesaikan tugas
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
            - {$ref: '#/components/parameters/Idempotency-Key'}
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/KirimIsian'}}}
          responses:
            200:
              description: Tanda terima
              content: {application/json: {schema: {$ref: '#/components/schemas/TandaTerima'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        actor, isian = current_actor(), bagian(badan("isian"), "isian", dict, None)
        kunci = request.headers.get("Idempotency-Key", "")

        def tindakan() -> Any:
            entri = steps.langkah(langkah.buka(actor, tugas_id).step)
            return entri.kirim(tugas_id, actor, periksa(entri.skema, isian))

        return jsonify(sekali.kerjakan(tugas_id, actor=actor, kunci=kunci, isian=isian, tindakan=tindakan))


APIS = (TugasApi,)
