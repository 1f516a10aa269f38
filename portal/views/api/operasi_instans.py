"""REST: operations on one process; the preview first, or at once."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.actions import migrasi
from portal.actions import operasi as tindakan
from portal.operasi import Permintaan
from portal.queries import kendala_api, operasi_satu
from portal.queries import migrasi as uji
from portal.security import current_actor
from portal.views import pemeriksaan
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class OperasiInstansApi(Api):
    """For Admin BKD; before another's case, what for (X-Tujuan)."""

    resource_name = "instans"
    class_permission_name = "Operasi"

    @expose("/<instans_id>/<jenis>", methods=["POST"])
    @perlu_api("jalankan")
    def jalankan(self, instans_id: str, jenis: str) -> Any:
        """Carry it out, or with `pratinjau` see what would come of it.
        ---
        post:
          summary: Operasi pada sebuah instans
          parameters:
            - {$ref: '#/components/parameters/instans_id'}
            - in: path
              name: jenis
              required: true
              schema: {enum: [tangguhkan, lanjutkan, ulangi, pindahkan, betulkan, batalkan, mulai-kembali]}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/PermintaanOperasi'}}}
          responses:
            200:
              description: Yang terjadi, atau yang akan terjadi
              content:
                application/json:
                  schema:
                    oneOf:
                      - {$ref: '#/components/schemas/HasilOperasi'}
                      - {$ref: '#/components/schemas/PratinjauOperasi'}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        pemeriksaan.tuntut("instans", instans_id)
        isi, actor = badan("alasan", "pratinjau", "dari", "ke", "fakta", "hapus"), current_actor()
        permintaan = Permintaan(
            jenis, dari=bagian(isi, "dari", str, ""), ke=bagian(isi, "ke", str, ""),
            fakta=bagian(isi, "fakta", dict, {}), hapus=tuple(map(str, bagian(isi, "hapus", list, []))),
        )  # fmt: skip
        if bagian(isi, "pratinjau", bool, False):
            return jsonify(kendala_api.pratinjau(operasi_satu.pratinjau(actor, instans_id, permintaan)))
        hasil = tindakan.jalankan(instans_id, permintaan, actor=actor, alasan=bagian(isi, "alasan", str, ""))
        return jsonify(kendala_api.hasil(hasil.instans_id, hasil.status, hasil.dibuka, hasil.gagal))

    @expose("/<instans_id>/migrasi", methods=["POST"])
    @perlu_api("jalankan")
    def migrasi(self, instans_id: str) -> Any:
        """To another version of its diagram; with `pratinjau` only whether it would find its place.
        ---
        post:
          summary: Pindahkan sebuah instans ke versi lain
          parameters:
            - {$ref: '#/components/parameters/instans_id'}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/MintaMigrasi'}}}
          responses:
            200:
              description: Sudah pindah, atau putusannya
              content: {application/json: {schema: {$ref: '#/components/schemas/HasilMigrasi'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        pemeriksaan.tuntut("instans", instans_id)
        isi, actor = badan("alasan", "pratinjau", "versi", "peta", "kembalikan"), current_actor()
        alasan, peta = bagian(isi, "alasan", str, ""), bagian(isi, "peta", dict, {})
        coba = bagian(isi, "pratinjau", bool, False)
        if bagian(isi, "kembalikan", bool, False):
            if coba:
                return _putusan(instans_id, *uji.uji(instans_id, actor, versi=None))
            migrasi.kembalikan(instans_id, actor=actor, alasan=alasan)
            return _putusan(instans_id)
        argumen: dict[str, Any] = {
            "versi": migrasi.versi_dari(str(isi.get("versi", ""))), "peta": {str(k): str(v) for k, v in peta.items()},
        }  # fmt: skip
        if coba:
            return _putusan(instans_id, *uji.uji(instans_id, actor, **argumen))
        migrasi.pindahkan(instans_id, actor=actor, alasan=alasan, **argumen)
        return _putusan(instans_id)


def _putusan(instans_id: str, hasil: str = "berhasil", sebab: str = "") -> Any:
    return jsonify(instans=instans_id, cocok=hasil == "berhasil", sebab=sebab or None)


APIS = (OperasiInstansApi,)
