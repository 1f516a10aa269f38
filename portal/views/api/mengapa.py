"""REST: why a month's score or a year's result is what it is: the trace as it was kept, number for number."""

from typing import Any

from flask import jsonify
from flask_appbuilder import expose

from portal.queries import mengapa
from portal.queries.mengapa import Mengapa
from portal.security import current_actor
from portal.views import pemeriksaan
from portal.views.api.dasar import Api, perlu_api


class MengapaBulanApi(Api):
    """The trace of a month."""

    resource_name = "realisasi"
    class_permission_name = "Realisasi"

    @expose("/<int:realisasi_id>/mengapa", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, realisasi_id: int) -> Any:
        """The kept trace of a month, and of its TPP once it is verified.
        ---
        get:
          summary: Jejak nilai satu bulan
          parameters:
            - {in: path, name: realisasi_id, required: true, schema: {type: integer}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200:
              description: Nilai dan jejaknya
              content: {application/json: {schema: {$ref: '#/components/schemas/MengapaBulan'}}}
            401: {$ref: '#/components/responses/401'}
            403: {$ref: '#/components/responses/403'}
            404: {$ref: '#/components/responses/404'}
            422: {$ref: '#/components/responses/422'}
        """
        pemeriksaan.tuntut("realisasi", realisasi_id)
        satu = mengapa.bulan(current_actor(), realisasi_id)
        tpp = satu.tpp and {
            "dibayar": satu.tpp.dibayar, "produktivitas": satu.tpp.produktivitas, "disiplin": satu.tpp.disiplin,
            "belum": satu.tpp.belum, "jejak": satu.tpp.mentah and _jejak(satu.tpp.mentah), "utuh": satu.tpp.utuh,
            "riwayat": [vars(v) | {"pada": v.pada.isoformat()} for v in satu.tpp.riwayat],
        }  # fmt: skip
        return jsonify(_satu(satu) | {"periode": satu.apa, "tpp": tpp})


class MengapaTahunApi(Api):
    """The trace of a year."""

    resource_name = "penilaian"
    class_permission_name = "Penilaian"

    @expose("/<int:penilaian_id>/mengapa", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, penilaian_id: int) -> Any:
        """The kept trace of a year, of each side.
        ---
        get:
          summary: Jejak hasil satu tahun
          parameters:
            - {in: path, name: penilaian_id, required: true, schema: {type: integer}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200:
              description: Hasil dan jejaknya
              content: {application/json: {schema: {$ref: '#/components/schemas/MengapaTahun'}}}
            401: {$ref: '#/components/responses/401'}
            403: {$ref: '#/components/responses/403'}
            404: {$ref: '#/components/responses/404'}
            422: {$ref: '#/components/responses/422'}
        """
        pemeriksaan.tuntut("penilaian", penilaian_id)
        semua = mengapa.tahun(current_actor(), penilaian_id)
        hasil = [_satu(satu) | {"sisi": satu.sisi, "oleh": satu.oleh} | _organisasi(satu) for satu in semua]
        return jsonify(tahun=int(semua[0].apa), nomor=semua[0].nomor, hasil=hasil)


def _satu(x: Mengapa) -> dict[str, Any]:
    return {
        "nomor": x.nomor, "nilai": None if x.nilai is None else f"{x.nilai:.2f}", "predikat": x.predikat,
        "dihitung_pada": x.pada and x.pada.isoformat(), "jejak": _jejak(x.mentah),
    }  # fmt: skip


def _organisasi(x: Mengapa) -> dict[str, Any]:
    return {
        "umpan_balik": [{"kegiatan": u.uraian, "umpan": u.teks} for u in x.umpan_balik],
        "penjelasan_pola": x.penjelasan_pola,
        "capaian_organisasi": None if x.capaian is None else {"capaian": x.capaian[0], "dasar": x.capaian[1]},
    }


def _jejak(mentah: Any) -> dict[str, Any]:
    """As it is kept, the parameter sets one by one."""
    return {"profil": mentah["profil"], "parameter": mentah["parameter"].split(), "langkah": mentah["langkah"]}


APIS = (MengapaBulanApi, MengapaTahunApi)
