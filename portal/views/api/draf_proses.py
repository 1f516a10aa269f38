"""REST: the draft of a diagram saved, checked, asked for and published; expressions checked while they are typed."""

from typing import Any

from flask import abort, jsonify, request
from flask_appbuilder import expose
from flask_babel import gettext as _

from portal.actions import draf_proses as aksi
from portal.diagram import TemuanDiagram
from portal.errors import Temuan, TidakSah
from portal.queries import draf_proses
from portal.security import current_actor
from portal.views.api.dasar import Api, badan, bagian, perlu_api

JENIS_XML = ("application/xml", "text/xml", "application/bpmn+xml")


class DrafProsesApi(Api):
    """The draft of a process; the rights are those of ProsesApi."""

    resource_name = "proses"
    class_permission_name = "ProsesApi"

    @expose("/<kunci>/draf", methods=["PUT"])
    @perlu_api("put")
    def simpan(self, kunci: str) -> Any:
        """Save the draft, with findings or without. Without an open draft one is begun from the newest version.
        ---
        put:
          summary: Simpan draf diagram (BPMN XML)
          parameters:
            - {$ref: '#/components/parameters/kunci'}
            - {$ref: '#/components/parameters/If-Match'}
          requestBody:
            required: true
            content: {application/xml: {schema: {type: string}}}
          responses:
            200:
              description: Tersimpan, dengan temuannya
              content: {application/json: {schema: {$ref: '#/components/schemas/DrafProses'}}}
          galat: [400, 401, 403, 409, 413, 415, 422]
        """
        actor, revisi = current_actor(), _if_match()
        aksi.simpan(kunci, _xml(wajib=True), actor=actor, revisi=revisi)
        satu = draf_proses.draf(actor, kunci)
        return jsonify(
            kunci=kunci, revisi=satu.revisi, disimpan_pada=satu.diubah_pada.isoformat(),
            temuan=_temuan(draf_proses.temuan(satu)),
        )  # fmt: skip

    @expose("/<kunci>/periksa", methods=["POST"])
    @perlu_api("get")
    def periksa(self, kunci: str) -> Any:
        """Findings of the draft, or of the BPMN that is sent; nothing is saved.
        ---
        post:
          summary: Periksa draf, atau diagram yang dikirim
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/xml: {schema: {type: string}}}
          responses:
            200:
              description: Temuan; yang bertingkat galat melarang pengajuan
              content: {application/json: {schema: {$ref: '#/components/schemas/TemuanProses'}}}
          galat: [400, 401, 403, 404, 413, 415, 422]
        """
        return jsonify(temuan=_temuan(draf_proses.periksa(current_actor(), kunci, _xml(wajib=False))))

    @expose("/<kunci>/ajukan", methods=["POST"])
    @perlu_api("ajukan")
    def ajukan(self, kunci: str) -> Any:
        """Send the draft for review.
        ---
        post:
          summary: Ajukan draf untuk ditinjau
          parameters:
            - {$ref: '#/components/parameters/kunci'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/CatatanProses'}}}
          responses:
            200:
              description: Menunggu tinjauan
              content: {application/json: {schema: {$ref: '#/components/schemas/DrafDiajukan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        catatan = bagian(badan("catatan"), "catatan", str, "")
        draf = aksi.ajukan(kunci, actor=current_actor(), catatan=catatan)
        return jsonify(kunci=kunci, revisi=draf.revisi, status=draf.status)

    @expose("/<kunci>/terbitkan", methods=["POST"])
    @perlu_api("terbitkan")
    def terbitkan(self, kunci: str) -> Any:
        """Publish the draft that was asked for, as it was reviewed (If-Match); not by anybody who wrote on it or asked.
        ---
        post:
          summary: Terbitkan draf yang diajukan
          parameters:
            - {$ref: '#/components/parameters/kunci'}
            - {$ref: '#/components/parameters/If-Match'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/CatatanProses'}}}
          responses:
            200:
              description: Versi yang terbit
              content: {application/json: {schema: {$ref: '#/components/schemas/ProsesTerbit'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        catatan = bagian(badan("catatan"), "catatan", str, "")
        definisi = aksi.terbitkan(kunci, actor=current_actor(), catatan=catatan, revisi=_if_match())
        return jsonify(kunci=kunci, versi=definisi.version)

    @expose("/ungkapan", methods=["POST"])
    @perlu_api("get")
    def ungkapan(self) -> Any:
        """Whether a condition, a moment or a script can be read by the engine.
        ---
        post:
          summary: Periksa sebuah ungkapan
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/Ungkapan'}}}
          responses:
            200:
              description: Sah atau tidak, dan mengapa
              content: {application/json: {schema: {$ref: '#/components/schemas/UngkapanDiperiksa'}}}
          galat: [400, 401, 403, 413, 415, 422]
        """
        isi = badan("ungkapan", "jenis")
        pesan = draf_proses.ungkapan(bagian(isi, "ungkapan", str, ""), bagian(isi, "jenis", str, "kondisi"))
        return jsonify(sah=pesan is None, pesan=pesan)


def _xml(*, wajib: bool) -> bytes:
    """The BPMN in the body; `wajib`: there must be one."""
    request.max_content_length = aksi.MAKS_XML
    isi = request.get_data()
    if (isi or wajib) and request.mimetype not in JENIS_XML:
        abort(415)
    return isi


def _if_match() -> int | None:
    """The revision the writer saw, from If-Match ("7", quoted or not); None where he does not say."""
    teks = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if teks in ("", "*"):
        return None
    if not teks.isascii() or not teks.isdigit() or len(teks) > 9:
        raise TidakSah(Temuan("If-Match", None, _("Isi dengan nomor revisi draf.")))
    return int(teks)


def _temuan(semua: tuple[TemuanDiagram, ...]) -> list[dict[str, str]]:
    return [{"elemen": t.elemen, "tingkat": t.tingkat, "pesan": t.pesan} for t in semua]


APIS = (DrafProsesApi,)
