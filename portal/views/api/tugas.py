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
from portal.views.api.dasar import MAKS_UKURAN, Api, angka_kueri, badan, bagian, perlu_api


class TugasApi(Api):
    """What I may do now. What is not mine does not exist (404); what is done says who and when (409)."""

    resource_name = "tugas"
    class_permission_name = "TugasApi"

    @expose("/", methods=["GET"])
    @perlu_api("get")
    def daftar(self) -> Any:
        """What the caller may do now.
        ---
        get:
          summary: Tugas yang menunggu saya
          parameters:
            - {in: query, name: halaman, schema: {type: integer, minimum: 1}}
            - {in: query, name: ukuran, schema: {type: integer, minimum: 1, maximum: 100}}
            - {in: query, name: urut, schema: {type: string, enum: [batas_waktu, diterima_pada, nama]}}
            - {in: query, name: cari, schema: {type: string, maxLength: 100}}
            - {in: query, name: proses, schema: {type: string}}
            - {in: query, name: langkah, schema: {type: string}}
            - {in: query, name: status, schema: {type: string, enum: [terbuka, selesai]}}
          responses:
            200:
              description: Satu halaman tugas
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      jumlah: {type: integer}
                      tugas: {type: array, items: {type: object}}
            401: {description: Belum masuk}
            422: {description: Parameter tidak sah}
        """
        a = request.args
        return jsonify(
            tugas_api.daftar(
                current_actor(), halaman=angka_kueri("halaman", 1, 10_000), ukuran=angka_kueri("ukuran", 25, MAKS_UKURAN),
                urut=_salah_satu("urut", "batas_waktu", *tugas_api.URUT), cari=(a.get("cari") or "").strip()[:100] or None,
                proses=a.get("proses") or None, nama_langkah=a.get("langkah") or None,
                status={"terbuka": "open", "selesai": "done"}[_salah_satu("status", "terbuka", "terbuka", "selesai")],
            )
        )  # fmt: skip

    @expose("/<tugas_id>", methods=["GET"])
    @perlu_api("get")
    def satu(self, tugas_id: str) -> Any:
        """One task, with `formulir` (JSON Schema of what is asked) and `fakta`.
        ---
        get:
          summary: Satu tugas
          parameters:
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
          responses:
            200:
              description: Tugas
              content: {application/json: {schema: {type: object}}}
            404: {description: Tidak ada atau bukan untuk Anda}
            409: {description: Sudah dikerjakan}
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
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
          responses:
            200: {description: Diambil}
            404: {description: Bukan untuk Anda}
            409: {description: Sudah diambil orang lain}
        """
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
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
          responses:
            200: {description: Dilepas}
            404: {description: Bukan untuk Anda}
            409: {description: Tidak sedang Anda pegang}
        """
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
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
          requestBody: {content: {application/json: {schema: {type: object, properties: {isian: {type: object}}}}}}
          responses:
            200: {description: Tersimpan}
            403: {description: Langkah ini sudah dikirim}
            404: {description: Bukan untuk Anda}
            413: {description: Terlalu besar}
        """
        isian = tugas_api.polos(bagian(badan(), "isian", dict, {}))
        return jsonify(pada=aksi.simpan_draf(tugas_id, actor=current_actor(), isian=isian).isoformat())

    @expose("/<tugas_id>/tunda", methods=["POST"])
    @perlu_api("post")
    def tunda(self, tugas_id: str) -> Any:
        """Snooze until `sampai` (ISO time).
        ---
        post:
          summary: Tunda tugas
          parameters:
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
          requestBody: {content: {application/json: {schema: {type: object, properties: {sampai: {type: string, format: date-time}}}}}}
          responses:
            200: {description: Ditunda}
            404: {description: Bukan untuk Anda}
            422: {description: Waktu tidak sah}
        """
        teks = bagian(badan(), "sampai", str, "")
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
            - {in: path, name: tugas_id, required: true, schema: {type: string}}
            - {in: header, name: Idempotency-Key, required: true, schema: {type: string, minLength: 8, maxLength: 100}}
          requestBody: {content: {application/json: {schema: {type: object, properties: {isian: {type: object}}}}}}
          responses:
            200:
              description: Tanda terima
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      instans: {type: string}
                      dibuka: {type: array, items: {type: object}}
                      nomor_tanda_terima: {type: string}
            403: {description: Anda pihak dalam perkara ini}
            404: {description: Bukan untuk Anda}
            409: {description: Sudah dikerjakan; oleh siapa dan kapan}
            422: {description: Isian tidak sah; medan disebut}
        """
        actor, isian = current_actor(), bagian(badan(), "isian", dict, {})
        kunci = request.headers.get("Idempotency-Key", "")
        if (lama := sekali.jawaban_lama(tugas_id, actor=actor, kunci=kunci, isian=isian)) is not None:
            return jsonify(lama)
        entri = steps.langkah(langkah.buka(actor, tugas_id).step)
        rapi = periksa(entri.skema, isian)
        return jsonify(
            sekali.kerjakan(tugas_id, actor=actor, kunci=kunci, isian=isian, tindakan=lambda: entri.kirim(tugas_id, actor, rapi))
        )


def _salah_satu(nama: str, bawaan: str, *boleh: str) -> str:
    nilai = request.args.get(nama, bawaan)
    if nilai not in boleh:
        raise TidakSah(Temuan(nama, None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(boleh))))
    return nilai


APIS = (TugasApi,)
