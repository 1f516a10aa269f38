"""REST: a workbook read for one's own step, and put into its draft."""

from dataclasses import asdict
from typing import Any

from flask import abort, jsonify, request
from flask_appbuilder import expose

from portal import gudang_impor
from portal.forms.impor.hasil import Medan
from portal.forms.impor.xlsx import MAKS_UKURAN
from portal.queries import impor
from portal.reports.berkas import MIME
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api
from portal.views.impor import kirim_templat, nama_berkas, simpan, terima


class ImporApi(Api):
    """The steps susun_skp, perbaiki_skp, susun_revisi and isi_realisasi, filled in from XLSX."""

    resource_name = "tugas"
    class_permission_name = "TugasApi"

    @expose("/<tugas_id>/templat", methods=["GET"])
    @perlu_api("get")
    def templat(self, tugas_id: str) -> Any:
        """The template of this step with the caller's own data and draft.
        ---
        get:
          summary: Templat XLSX langkah ini
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          responses:
            200:
              description: Buku kerja untuk diisi di luar portal
              content:
                application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: {schema: {type: string}}
          galat: [401, 403, 404, 409]
        """
        return kirim_templat(impor.sasaran(current_actor(), tugas_id))

    @expose("/<tugas_id>/impor", methods=["POST"])
    @perlu_api("post")
    def pratinjau(self, tugas_id: str) -> Any:
        """What a workbook says, row by row; nothing is kept but the file, for a day.
        ---
        post:
          summary: Baca buku kerja XLSX untuk langkah ini (pratinjau)
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
            - {in: query, name: nama, schema: {type: string, maxLength: 200}}
          requestBody:
            required: true
            content:
              application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: {schema: {type: string}}
          responses:
            200:
              description: Apa yang dipahami, dan tiket untuk menerapkannya
              content: {application/json: {schema: {$ref: '#/components/schemas/PratinjauImpor'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        actor = current_actor()
        s = impor.sasaran(actor, tugas_id)
        if request.mimetype != MIME:
            abort(415)
        nama = nama_berkas(request.args.get("nama") or "impor.xlsx")
        tiket, p = terima(actor, s, nama, request.stream.read(MAKS_UKURAN + 1))
        return jsonify(
            tiket=tiket,
            sidik=gudang_impor.periksa(tiket, tugas=tugas_id, aktor=actor.id).sidik,
            jenis=p.impor.jenis,
            lembar=p.impor.lembar,
            baris=[_baris(b) for b in p.baris],
            terlewat=[asdict(t) for t in p.impor.terlewat],
            peringatan=list(p.impor.peringatan),
            cara={c: {k: v for k, v in asdict(g).items() if isinstance(v, int)} for c, g in p.cara.items()},
            ditolak=dict(p.ditolak),
        )

    @expose("/<tugas_id>/impor/terapkan", methods=["POST"])
    @perlu_api("post")
    def terapkan(self, tugas_id: str) -> Any:
        """Put what a preview showed into the draft, in its place (`ganti`) or joined with it (`gabung`).
        ---
        post:
          summary: Jadikan isi buku kerja draf langkah ini
          parameters:
            - {$ref: '#/components/parameters/tugas_id'}
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/TerapkanImpor'}}}
          responses:
            200:
              description: Tersimpan sebagai draf; belum dikirim
              content: {application/json: {schema: {$ref: '#/components/schemas/Draf'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        actor = current_actor()
        s = impor.sasaran(actor, tugas_id)
        isi = badan("tiket", "cara")
        tiket = gudang_impor.periksa(bagian(isi, "tiket", str, ""), tugas=tugas_id, aktor=actor.id)
        pada = simpan(actor, s, tiket, bagian(isi, "cara", str, ""))
        return jsonify(pada=pada.isoformat())


def _baris(b: impor.BarisPratinjau) -> dict[str, Any]:
    return {
        "baris": b.baris.nomor,
        "kegiatan": b.judul,
        "medan": {m: _medan(f) for m, f in b.baris.medan.items() if f.asli or f.rumus},
        "bulan": {str(n): {m: _medan(f) for m, f in isi.items() if f.asli} for n, isi in b.baris.bulan.items()},
        "rinci": {m: _medan(f) for m, f in b.baris.rinci.items() if f.asli or f.rumus},
        "temuan": [{"medan": t.medan, "pesan": t.pesan} for t in b.temuan],
    }


def _medan(f: Medan) -> dict[str, Any]:
    return {"nilai": f.nilai, "asli": f.asli, "sel": f.alamat, "paham": f.paham, "pesan": f.pesan}


APIS = (ImporApi,)
