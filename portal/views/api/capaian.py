"""REST: capaian kinerja organisasi, and the predicates of its people beside the pattern."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.actions import capaian as tindakan
from portal.queries import capaian
from portal.queries.capaian import Baris, Ditetapkan, Saringan
from portal.rules.capaian import Isian, Masa
from portal.rules.pola import PREDIKAT, Syarat
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api

ISIAN = ("capaian", "dasar", "catatan", "alasan")


class CapaianApi(Api):
    """For who looks at OPD; recorded by Admin BKD, and by a Pimpinan for units of his OPD."""

    resource_name = "capaian"
    class_permission_name = "Capaian"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """All OPD of a year or quarter, fifty a page.
        ---
        get:
          summary: Capaian kinerja organisasi semua perangkat daerah pada satu masa
          parameters:
            - {in: query, name: tahun, schema: {type: integer, minimum: 2022}}
            - {in: query, name: triwulan, schema: {type: integer, minimum: 0, maximum: 4}, description: 0 setahun}
            - in: query
              name: keadaan
              schema: {type: string, enum: [belum, istimewa, baik, butuh_perbaikan, kurang, sangat_kurang]}
            - {in: query, name: cari, schema: {type: string}, description: Nama atau kode}
            - {in: query, name: halaman, schema: {type: integer, minimum: 1}}
          responses:
            200:
              description: Yang berlaku bagi setiap perangkat daerah; null bila belum ditetapkan
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarCapaian'}}}
          galat: [401, 403]
        """
        hal = capaian.halaman(current_actor(), Saringan.baca(request.args))
        s = hal.saringan
        return jsonify(
            tahun=s.tahun, triwulan=s.triwulan, jumlah=hal.jumlah, halaman=s.halaman,
            capaian=[_baris(b) for b in hal.baris],
        )  # fmt: skip

    @expose("/<kode>", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, kode: str) -> Any:
        """One OPD, or (`unit`) one of its units, with its history.
        ---
        get:
          summary: Capaian kinerja satu organisasi, pegawainya di samping polanya, dan riwayatnya
          parameters:
            - {in: path, name: kode, required: true, schema: {type: string}}
            - {in: query, name: tahun, schema: {type: integer, minimum: 2022}}
            - {in: query, name: triwulan, schema: {type: integer, minimum: 0, maximum: 4}}
            - {in: query, name: unit, schema: {type: integer}}
          responses:
            200:
              description: Riwayatnya dari yang terbaru; yang pertama berlaku
              content: {application/json: {schema: {$ref: '#/components/schemas/CapaianSatu'}}}
          galat: [401, 403, 404]
        """
        s = Saringan.baca(request.args)
        hal = capaian.satu(current_actor(), kode, s)
        return jsonify(
            **_baris(hal.baris), tahun=s.tahun, triwulan=s.triwulan, pola=hal.dasar,
            syarat=[_syarat(x) for x in hal.baris.syarat], riwayat=[_ditetapkan(r) for r in hal.riwayat],
            anak=[_baris(u) for u in hal.unit] if s.unit is None else [],
        )  # fmt: skip

    @expose("/<kode>", methods=["POST"])
    @perlu_api("tetapkan")
    def tetapkan(self, kode: str) -> Any:
        """Record, or correct with the reason.
        ---
        post:
          summary: Catat atau betulkan capaian kinerja satu organisasi
          parameters:
            - {in: path, name: kode, required: true, schema: {type: string}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/TetapkanCapaian'}}}
          responses:
            200:
              description: Yang sekarang berlaku
              content: {application/json: {schema: {$ref: '#/components/schemas/CapaianDitetapkan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        isi = badan("tahun", "triwulan", "unit", "dilihat", *ISIAN)
        masa = Masa(bagian(isi, "tahun", int, None), bagian(isi, "triwulan", int, 0))
        unit = bagian(isi, "unit", int, None) if isi.get("unit") is not None else None
        dilihat = bagian(isi, "dilihat", int, None) if isi.get("dilihat") is not None else None
        isian = Isian(*(bagian(isi, medan, str, "") for medan in ISIAN))
        actor = current_actor()
        tindakan.tetapkan(kode, masa, isian, actor=actor, unit_id=unit, dilihat=dilihat)
        hal = capaian.satu(actor, kode, Saringan(masa.tahun, masa.triwulan, unit=unit))
        return jsonify(_ditetapkan(hal.riwayat[0]))


def _baris(b: Baris) -> dict[str, Any]:
    return {
        "opd": b.kode, "unit": b.unit_id, "nama": b.nama, "kini": _ditetapkan(b.kini) if b.kini else None,
        "predikat": {kata: b.sebaran.jumlah.get(kata, 0) for kata in PREDIKAT}, "belum_dinilai": b.sebaran.belum,
        "menyimpang": b.menyimpang,
    }  # fmt: skip


def _ditetapkan(d: Ditetapkan) -> dict[str, Any]:
    return {
        "id": d.id, "capaian": d.capaian, "dasar": d.dasar, "catatan": d.catatan, "alasan": d.alasan, "oleh": d.oleh,
        "pada": d.pada.isoformat(),
    }  # fmt: skip


def _syarat(s: Syarat) -> dict[str, Any]:
    return {
        "predikat": list(s.predikat), "arah": s.arah, "persen": s.persen, "batas": s.batas, "jumlah": s.jumlah,
        "keadaan": s.keadaan, "kalimat": s.kalimat,
    }  # fmt: skip


APIS = (CapaianApi,)
