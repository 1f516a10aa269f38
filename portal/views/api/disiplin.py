"""REST: the record of hukuman disiplin, whom attendance says must be examined, and one's own; rights as on screen."""

from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose

from portal.actions import disiplin as hitungan
from portal.actions import hukuman as tindakan
from portal.hukuman import MEDAN
from portal.queries import hukuman, temuan_disiplin
from portal.queries.hukuman import Hukuman
from portal.security import current_actor
from portal.views import pemeriksaan
from portal.views.api.dasar import Api, badan, bagian, perlu_api


class DisiplinApi(Api):
    """For Admin BKD; auditors read."""

    resource_name = "disiplin"
    class_permission_name = "Disiplin"

    @expose("/hukuman", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """The record, the newest decision first, 25 a page. Who only examines gets the contents one by one.
        ---
        get:
          summary: Hukuman disiplin yang dicatat
          parameters:
            - {in: query, name: q, schema: {type: string}, description: 'Nama, awal NIP, atau awal nomor SK'}
            - {in: query, name: tingkat, schema: {type: string, enum: [ringan, sedang, berat]}}
            - {in: query, name: keadaan, schema: {type: string, enum: [berjalan, akan, selesai, batal]}}
            - {$ref: '#/components/parameters/halaman'}
          responses:
            200:
              description: Catatan hukuman; isinya null bagi yang hanya memeriksa
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarHukuman'}}}
          galat: [401, 403]
        """
        d = hukuman.daftar(current_actor(), hukuman.Saringan.baca(request.args))
        return jsonify(jumlah=d.jumlah, halaman=d.halaman, hukuman=[_ringkas(h, d.rinci) for h in d.baris])

    @expose("/hukuman", methods=["POST"])
    @perlu_api("catat")
    def catat(self) -> Any:
        """Record a decision.
        ---
        post:
          summary: Catat hukuman disiplin
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/CatatHukuman'}}}
          responses:
            201:
              description: Nomor catatannya
              content: {application/json: {schema: {$ref: '#/components/schemas/HukumanDicatat'}}}
          galat: [400, 401, 403, 413, 415, 422]
        """
        isi = _teks("nip", *MEDAN)
        return jsonify(id=tindakan.catat(isi["nip"], isi, actor=current_actor())), 201

    @expose("/hukuman/<int:hukuman_id>", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, hukuman_id: int) -> Any:
        """One record with its versions; who examines says what for.
        ---
        get:
          summary: Satu hukuman disiplin
          parameters:
            - {in: path, name: hukuman_id, required: true, schema: {type: integer}}
            - {$ref: '#/components/parameters/X-Tujuan'}
            - {$ref: '#/components/parameters/tujuan'}
          responses:
            200:
              description: Catatan dan semua versinya
              content: {application/json: {schema: {$ref: '#/components/schemas/Hukuman'}}}
          galat: [401, 403, 404, 422]
        """
        pemeriksaan.tuntut("hukuman", hukuman_id)
        s = hukuman.satu(current_actor(), hukuman_id)
        return jsonify(
            _lengkap(s.kini)
            | {"riwayat": [
                _lengkap(v) | {"tindakan": v.tindakan, "alasan": v.alasan, "oleh": v.oleh, "pada": v.pada.isoformat()}
                for v in s.versi
            ]}
        )  # fmt: skip

    @expose("/hukuman/<int:hukuman_id>/betulkan", methods=["POST"])
    @perlu_api("catat")
    def betulkan(self, hukuman_id: int) -> Any:
        """Correct the record as it was seen (`versi`).
        ---
        post:
          summary: Betulkan catatan hukuman disiplin
          parameters:
            - {in: path, name: hukuman_id, required: true, schema: {type: integer}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/BetulkanHukuman'}}}
          responses:
            200:
              description: Nomor catatannya
              content: {application/json: {schema: {$ref: '#/components/schemas/HukumanDicatat'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        isi = badan("versi", "alasan", *MEDAN)
        teks = {m: bagian(isi, m, str, "") for m in ("alasan", *MEDAN)}
        tindakan.betulkan(
            hukuman_id, bagian(isi, "versi", int, 0), teks, alasan=teks["alasan"], actor=current_actor()
        )  # fmt: skip
        return jsonify(id=hukuman_id)

    @expose("/hukuman/<int:hukuman_id>/batalkan", methods=["POST"])
    @perlu_api("catat")
    def batalkan(self, hukuman_id: int) -> Any:
        """Cancel the record as it was seen (`versi`).
        ---
        post:
          summary: Batalkan hukuman disiplin
          parameters:
            - {in: path, name: hukuman_id, required: true, schema: {type: integer}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/BatalkanHukuman'}}}
          responses:
            200:
              description: Nomor catatannya
              content: {application/json: {schema: {$ref: '#/components/schemas/HukumanDicatat'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        isi = badan("versi", "alasan")
        tindakan.batalkan(
            hukuman_id, bagian(isi, "versi", int, 0), alasan=bagian(isi, "alasan", str, ""), actor=current_actor()
        )
        return jsonify(id=hukuman_id)

    @expose("/pemeriksaan", methods=["GET"])
    @perlu_api("periksa")
    def pemeriksaan(self) -> Any:
        """Whom attendance says must be examined, most days first, fifty a page. A finding is no punishment.
        ---
        get:
          summary: Pemeriksaan disiplin menurut kehadiran
          parameters:
            - {in: query, name: tahun, schema: {type: integer}}
            - {in: query, name: opd, schema: {type: string}, description: Kode perangkat daerah}
            - {in: query, name: tangga, schema: {type: integer}, description: 'Anak tangga hukuman; 0 di bawahnya'}
            - {in: query, name: beruntun, schema: {type: string, enum: ['1']}}
            - {$ref: '#/components/parameters/halaman'}
          responses:
            200:
              description: Temuan
              content: {application/json: {schema: {$ref: '#/components/schemas/PemeriksaanDisiplin'}}}
          galat: [401, 403]
        """
        h = temuan_disiplin.halaman(temuan_disiplin.Saringan.baca(request.args))
        return jsonify(
            tahun=h.saringan.tahun, jumlah=h.jumlah, halaman=h.halaman,
            tangga=[{"nomor": n, "mulai": m, "hukuman": k, "orang": b} for n, m, k, b in h.anak_tangga],
            temuan=[
                {
                    "nip": t.nip, "nama": t.nama, "opd": t.opd, "sampai": t.bulan, "tk": t.tk, "menit": t.menit,
                    "hari": t.hari, "tangga": t.tangga, "hukuman": t.hukuman, "beruntun": t.beruntun,
                    "keputusan": [{"id": i, "sk_nomor": n, "sk_tanggal": d.isoformat()} for i, n, d in t.sk],
                }
                for t in h.baris
            ],
        )  # fmt: skip

    @expose("/pemeriksaan/hitung", methods=["POST"])
    @perlu_api("periksa")
    def hitung(self) -> Any:
        """Count a year anew.
        ---
        post:
          summary: Hitung ulang pemeriksaan disiplin satu tahun
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/HitungDisiplin'}}}
          responses:
            200:
              description: Berapa orang yang perlu diperiksa
              content: {application/json: {schema: {$ref: '#/components/schemas/DisiplinDihitung'}}}
          galat: [400, 401, 403, 413, 415, 422]
        """
        tahun = bagian(badan("tahun"), "tahun", int, 0)
        return jsonify(temuan=hitungan.hitung_ulang(tahun, actor=current_actor()))


class HukumanApi(Api):
    """One's own, and what those one appraises are under."""

    resource_name = "hukuman"
    class_permission_name = "Hukuman"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """One's own in full; of others what a penilai must know.
        ---
        get:
          summary: Hukuman disiplin saya dan bawahan saya
          responses:
            200:
              description: Milik sendiri, dan yang sedang dijalani bawahan
              content: {application/json: {schema: {$ref: '#/components/schemas/HukumanSaya'}}}
          galat: [401, 403]
        """
        actor = current_actor()
        return jsonify(
            milik=[_lengkap(h) for h in hukuman.milik(actor)],
            bawahan=[_ringkas(h, True) for h in hukuman.bawahan(actor)],
        )


def _teks(*nama: str) -> dict[str, str]:
    isi = badan(*nama)
    return {m: bagian(isi, m, str, "") for m in nama}


def _ringkas(h: Hukuman, rinci: bool) -> dict[str, Any]:
    return {
        "id": h.id, "nip": h.nip, "nama": h.nama, "tingkat": h.tingkat if rinci else None,
        "hukuman": h.sebutan if rinci else None, "sk_nomor": h.sk_nomor, "mulai": h.mulai.isoformat(),
        "sampai": h.sampai and h.sampai.isoformat(), "keadaan": h.keadaan,
    }  # fmt: skip


def _lengkap(h: Hukuman) -> dict[str, Any]:
    return _ringkas(h, True) | {
        "versi": h.versi, "jenis": h.jenis, "peraturan": h.peraturan, "dasar": h.dasar, "potongan": h.potongan,
        "sk_tanggal": h.sk_tanggal.isoformat(), "pejabat": h.pejabat, "pasal": h.pasal, "pelanggaran": h.pelanggaran,
    }  # fmt: skip


APIS = (DisiplinApi, HukumanApi)
