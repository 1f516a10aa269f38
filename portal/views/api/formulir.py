"""REST: the official forms as files, exactly as the screens hand them out."""

from typing import Any

from flask_appbuilder import expose

from portal.views import pemeriksaan
from portal.views.api.dasar import Api, perlu_api
from portal.views.formulir import BUKU, kirim


class FormulirApi(Api):
    """What one may not see does not exist (404); who examines says what for (X-Tujuan)."""

    resource_name = "formulir"
    class_permission_name = "SKP"

    @expose("/skp/<int:skp_id>/<any(f1, f2, skp30, skp6):form>.<any(xlsx, pdf):bentuk>", methods=["GET"])
    @perlu_api("lihat")
    def skp(self, skp_id: int, form: str, bentuk: str) -> Any:
        """The forms of an SKP: F-1, F-2 (until June 2021), SKP of PP 30/2019 (2021) and of PermenPANRB 6/2022.
        ---
        get:
          summary: Formulir sebuah SKP
          parameters:
            - {in: path, name: skp_id, required: true, schema: {type: integer}}
            - {in: path, name: form, required: true, schema: {type: string, enum: [f1, f2, skp30, skp6]}}
            - {in: path, name: bentuk, required: true, schema: {type: string, enum: [xlsx, pdf]}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200: {$ref: '#/components/responses/Formulir'}
          galat: [401, 403, 404, 422]
        """
        return kirim("skp", form, bentuk, skp_id, pemeriksaan.tuntut)

    @expose(
        "/penilaian/<int:penilaian_id>/<any(f4, dokumen30, evaluasi6, dokumen6, ak6):form>.<any(xlsx, pdf):bentuk>",
        methods=["GET"],
    )
    @perlu_api("lihat")
    def penilaian(self, penilaian_id: int, form: str, bentuk: str) -> Any:
        """The forms of a year's assessment.
        ---
        get:
          summary: Formulir sebuah penilaian tahunan
          parameters:
            - {in: path, name: penilaian_id, required: true, schema: {type: integer}}
            - in: path
              name: form
              required: true
              schema: {type: string, enum: [f4, dokumen30, evaluasi6, dokumen6, ak6]}
            - {in: path, name: bentuk, required: true, schema: {type: string, enum: [xlsx, pdf]}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200: {$ref: '#/components/responses/Formulir'}
          galat: [401, 403, 404, 422]
        """
        return kirim("penilaian", form, bentuk, penilaian_id, pemeriksaan.tuntut)

    @expose("/realisasi/<int:realisasi_id>/<any(evaluasi6b):form>.<any(xlsx, pdf):bentuk>", methods=["GET"])
    @perlu_api("lihat")
    def bulan(self, realisasi_id: int, form: str, bentuk: str) -> Any:
        """A month as periodic evaluation (PermenPANRB 6/2022).
        ---
        get:
          summary: Evaluasi kinerja periodik sebuah bulan
          parameters:
            - {in: path, name: realisasi_id, required: true, schema: {type: integer}}
            - {in: path, name: form, required: true, schema: {type: string, enum: [evaluasi6b]}}
            - {in: path, name: bentuk, required: true, schema: {type: string, enum: [xlsx, pdf]}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200: {$ref: '#/components/responses/Formulir'}
          galat: [401, 403, 404, 422]
        """
        return kirim("realisasi", form, bentuk, realisasi_id, pemeriksaan.tuntut)

    @expose("/catatan-perilaku/<int:pegawai_id>/<any(f3):form>.<any(xlsx, pdf):bentuk>", methods=["GET"])
    @perlu_api("lihat")
    def buku(self, pegawai_id: int, form: str, bentuk: str) -> Any:
        """F-3, the behaviour logbook of one year (`tahun`; this year where it is not said).
        ---
        get:
          summary: Buku catatan perilaku seorang pegawai
          parameters:
            - {in: path, name: pegawai_id, required: true, schema: {type: integer}}
            - {in: path, name: form, required: true, schema: {type: string, enum: [f3]}}
            - {in: path, name: bentuk, required: true, schema: {type: string, enum: [xlsx, pdf]}}
            - {in: query, name: tahun, schema: {type: integer}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200: {$ref: '#/components/responses/Formulir'}
          galat: [401, 403, 404, 422]
        """
        return kirim(BUKU, form, bentuk, pegawai_id, pemeriksaan.tuntut)


APIS = (FormulirApi,)
