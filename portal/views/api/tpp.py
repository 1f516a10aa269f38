"""REST: the TPP of an OPD and month, as it is kept."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.actions import tpp as tindakan
from portal.queries import tpp
from portal.queries.laporan import Saringan
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class TppApi(Api):
    """For Admin OPD (their own) and Admin BKD."""

    resource_name = "tpp"
    class_permission_name = "Tpp"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """The verified months of an OPD, a hundred a page.
        ---
        get:
          summary: TPP satu perangkat daerah pada satu bulan
          parameters:
            - {in: query, name: opd, schema: {type: string}, description: Kode perangkat daerah}
            - {in: query, name: tahun, schema: {type: integer}}
            - {in: query, name: bulan, schema: {type: integer, minimum: 1, maximum: 12}}
            - {in: query, name: halaman, schema: {type: integer, minimum: 1}}
          responses:
            200:
              description: Yang sudah diverifikasi; angkanya null bila belum dapat dihitung
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarTpp'}}}
          galat: [401, 403, 404]
        """
        saringan, nomor = Saringan.baca(request.args), request.args.get("halaman", "")
        hal = tpp.halaman(
            current_actor(), saringan, int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < 6 else 1
        )
        return jsonify(
            opd=hal.opd.kode, periode=f"{saringan.tahun:04d}-{saringan.bulan:02d}", jumlah=hal.terverifikasi,
            tersimpan=hal.tersimpan, dibayar=hal.dibayar, halaman=hal.nomor, tpp=[_satu(b) for b in hal.baris],
        )  # fmt: skip

    @expose("/hitung", methods=["POST"])
    @perlu_api("hitung")
    def hitung(self) -> Any:
        """Compute an OPD's month anew; what comes out as it was stays as it is.
        ---
        post:
          summary: Hitung ulang TPP satu perangkat daerah pada satu bulan
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/HitungTpp'}}}
          responses:
            200:
              description: Berapa yang baru, berubah, tetap, dan belum dapat dihitung
              content: {application/json: {schema: {$ref: '#/components/schemas/TppDihitung'}}}
          galat: [400, 401, 403, 404, 413, 415, 422]
        """
        isi = badan("opd", "periode", "alasan")
        opd, periode, alasan = (bagian(isi, kunci, str, "") for kunci in ("opd", "periode", "alasan"))
        hasil = tindakan.hitung_ulang(opd, periode, actor=current_actor(), alasan=alasan)
        return jsonify(dict(hasil))


def _satu(b: tpp.Baris) -> dict[str, Any]:
    return {
        "realisasi": b.realisasi_id, "nip": b.nip, "nama": b.nama, "jabatan": b.jabatan, "kelas": b.kelas,
        "unit": b.unit, "nilai": None if b.nilai is None else f"{b.nilai:.2f}", "tarif": b.tarif,
        "potongan": None if b.potongan is None else f"{b.potongan:.2f}", "produktivitas": b.produktivitas,
        "disiplin": b.disiplin, "dibayar": b.dibayar, "versi": b.versi, "sidik": b.sidik,
    }  # fmt: skip


APIS = (TppApi,)
