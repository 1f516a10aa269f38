"""REST: runs over many instances, how far they are."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose
from flask_babel import gettext as _

from portal.actions import migrasi, operasi_massal
from portal.errors import Temuan, TidakSah
from portal.operasi import MASSAL
from portal.queries import instans_layar, kendala_api, operasi
from portal.queries.instans_layar import Saringan
from portal.queries.operasi import HASIL
from portal.security import current_actor
from portal.views.api.dasar import Api, angka_kueri, badan, bagian, perlu_api, pilihan_kueri


class OperasiApi(Api):
    """A run is asked for, and looked at until it is over."""

    resource_name = "operasi"
    class_permission_name = "Operasi"

    @expose("", methods=["POST"])
    @expose("/", methods=["POST"])
    @perlu_api("jalankan")
    def minta(self) -> Any:
        """One operation over many: by their ids, or by a filter of the list of instances.
        ---
        post:
          summary: Minta operasi massal
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/MintaOperasi'}}}
          responses:
            202:
              description: Diterima; kemajuannya pada operasi/{id}
              content: {application/json: {schema: {$ref: '#/components/schemas/OperasiDiminta'}}}
          galat: [400, 401, 403, 409, 413, 415, 422]
        """
        isi, actor = badan("jenis", "ids", "saringan", "alasan", "versi", "peta"), current_actor()
        jenis, saringan = bagian(isi, "jenis", str, ""), bagian(isi, "saringan", dict, {})
        boleh, argumen = (*MASSAL, "migrasi", "kembalikan"), {"saringan": saringan}
        if jenis not in boleh:
            raise TidakSah(Temuan("jenis", None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(boleh))))
        if jenis == "migrasi":
            versi = migrasi.versi_dari(str(isi.get("versi", "")))
            argumen["tindakan"] = {"versi": versi, "peta": bagian(isi, "peta", dict, {})}
        if ("ids" in isi) == ("saringan" in isi):
            raise TidakSah(Temuan("ids", None, _("Sebutkan ids atau saringan, salah satu.")))
        pilihan = (
            instans_layar.terpilih(actor, Saringan.baca({k: str(v) for k, v in saringan.items()}))
            if "saringan" in isi
            else instans_layar.bernomor(actor, [str(i) for i in bagian(isi, "ids", list, [])])
        )
        nomor = operasi_massal.minta(
            jenis, pilihan, actor=actor, alasan=bagian(isi, "alasan", str, ""), argumen=argumen
        )
        return jsonify(id=nomor, jumlah=len(pilihan)), 202

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
          galat: [401, 403, 404, 422]
        """
        hal = operasi.halaman(
            current_actor(), operasi_id, pilih=pilihan_kueri("hasil", *HASIL), nomor=angka_kueri("halaman", 1, 10_000)
        )
        return jsonify(kendala_api.operasi(hal))


APIS = (OperasiApi,)
