"""REST: parameters read, proposed, simulated, decided by a second person; the rights are those of the screens."""

from collections.abc import Callable
from typing import Any

from flask import jsonify, request
from flask_appbuilder import expose
from flask_babel import gettext as _

from portal.actions import ketentuan as aksi
from portal.actions import simulasi as aksi_simulasi
from portal.actions.ketentuan import Isian
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.queries import ketentuan, simulasi
from portal.queries.ketentuan import Baris, HalamanUsulan
from portal.queries.simulasi import KELOMPOK
from portal.rules.ketentuan_daftar import DAFTAR
from portal.security import current_actor
from portal.views.api.dasar import Api, angka_kueri, badan, bagian, perlu_api, pilihan_kueri
from portal.views.ketentuan import tanggal


class KetentuanApi(Api):
    """Tables, proposals and simulations."""

    resource_name = "ketentuan"
    class_permission_name = "Ketentuan"

    @expose("", methods=["GET"])
    @expose("/", methods=["GET"])
    @perlu_api("lihat")
    def daftar(self) -> Any:
        """The tables BKD may decide, and those the law has fixed.
        ---
        get:
          summary: Semua ketentuan dan yang berlaku sekarang
          responses:
            200:
              description: Ketentuan
              content: {application/json: {schema: {$ref: '#/components/schemas/DaftarKetentuan'}}}
          galat: [401, 403]
        """
        boleh, tetap = ketentuan.daftar(current_actor())
        return jsonify(terbuka=[_ringkas(b) for b in boleh], tetap=[_ringkas(b) for b in tetap])

    @expose("/<tabel>", methods=["GET"])
    @perlu_api("lihat")
    def satu(self, tabel: str) -> Any:
        """One table with every set there was.
        ---
        get:
          summary: Satu ketentuan dan riwayatnya
          parameters:
            - {in: path, name: tabel, required: true, schema: {type: string}}
          responses:
            200:
              description: Ketentuan
              content: {application/json: {schema: {$ref: '#/components/schemas/Ketentuan'}}}
          galat: [401, 403, 404]
        """
        hal = ketentuan.halaman(current_actor(), tabel)
        medan = [
            {
                "kunci": m.kunci, "label": m.label, "satuan": m.satuan, "pilihan": [isi for isi, _kata in m.pilihan],
                "wajib": m.wajib,
            }
            for m in (DAFTAR[tabel].medan if not hal.tetap else ())
        ]  # fmt: skip
        riwayat = [
            {
                "id": e.id, "sejak": e.sejak.isoformat(), "sampai": e.sampai and e.sampai.isoformat(),
                "keadaan": e.keadaan, "sumber": e.sumber, "nilai": dict(e.isi), "nomor": e.nomor,
                "sidik": e.sidik or None, "diusulkan": e.diusulkan or None, "disetujui": e.disetujui or None,
                "pada": e.pada and e.pada.isoformat(),
            }
            for e in hal.riwayat
        ]  # fmt: skip
        return jsonify(tabel=hal.kunci, nama=hal.nama, tetap=hal.tetap, medan=medan, riwayat=riwayat)

    @expose("/<tabel>/usulan", methods=["POST"])
    @perlu_api("usulkan")
    def usulkan(self, tabel: str) -> Any:
        """Begin a proposal.
        ---
        post:
          summary: Usulkan perubahan ketentuan
          parameters:
            - {in: path, name: tabel, required: true, schema: {type: string}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/IsianKetentuan'}}}
          responses:
            201:
              description: Draf usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        actor = current_actor()
        return _usulan(aksi.usulkan(tabel, _isian(), actor=actor)), 201

    @expose("/usulan/<int:usulan_id>", methods=["GET"])
    @perlu_api("lihat")
    def usulan(self, usulan_id: int) -> Any:
        """One proposal beside what it replaces.
        ---
        get:
          summary: Satu usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
          responses:
            200:
              description: Usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [401, 403, 404]
        """
        return _usulan(usulan_id)

    @expose("/usulan/<int:usulan_id>", methods=["PUT"])
    @perlu_api("usulkan")
    def ubah(self, usulan_id: int) -> Any:
        """Change a proposal that is not in review (If-Match: the revision seen last).
        ---
        put:
          summary: Ubah usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
            - {$ref: '#/components/parameters/If-Match'}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/IsianKetentuan'}}}
          responses:
            200:
              description: Usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        aksi.ubah(usulan_id, _isian(), actor=current_actor(), revisi=_if_match())
        return _usulan(usulan_id)

    @expose("/usulan/<int:usulan_id>/<tindakan>", methods=["POST"])
    @perlu_api("usulkan")
    def lanjutkan(self, usulan_id: int, tindakan: str) -> Any:
        """Send it, take it back, give it up.
        ---
        post:
          summary: Ajukan, tarik, atau buang usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
            - {in: path, name: tindakan, required: true, schema: {type: string, enum: [ajukan, tarik, buang]}}
          responses:
            200:
              description: Usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        if tindakan not in TINDAKAN:
            raise TidakDitemukan(_("Tindakan ini tidak ada."))
        badan()
        TINDAKAN[tindakan](usulan_id, actor=current_actor())
        return _usulan(usulan_id)

    @expose("/usulan/<int:usulan_id>/setujui", methods=["POST"])
    @perlu_api("setujui")
    def setujui(self, usulan_id: int) -> Any:
        """Decide it as it was reviewed (If-Match); never by anybody who wrote on it or sent it.
        ---
        post:
          summary: Setujui usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
            - {$ref: '#/components/parameters/If-Match'}
          responses:
            200:
              description: Usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        badan()
        aksi.setujui(usulan_id, actor=current_actor(), revisi=_if_match())
        return _usulan(usulan_id)

    @expose("/usulan/<int:usulan_id>/kembalikan", methods=["POST"])
    @perlu_api("setujui")
    def kembalikan(self, usulan_id: int) -> Any:
        """Send it back with why.
        ---
        post:
          summary: Kembalikan usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/CatatanProses'}}}
          responses:
            200:
              description: Usulan
              content: {application/json: {schema: {$ref: '#/components/schemas/UsulanKetentuan'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        aksi.kembalikan(usulan_id, actor=current_actor(), catatan=bagian(badan("catatan"), "catatan", str, ""))
        return _usulan(usulan_id)

    @expose("/usulan/<int:usulan_id>/simulasi", methods=["POST"])
    @perlu_api("simulasikan")
    def simulasikan(self, usulan_id: int) -> Any:
        """Ask what the proposal would have done to a past month or year.
        ---
        post:
          summary: Simulasikan usulan
          parameters:
            - {in: path, name: usulan_id, required: true, schema: {type: integer}}
          requestBody:
            content: {application/json: {schema: {$ref: '#/components/schemas/MintaSimulasi'}}}
          responses:
            202:
              description: Diterima; kemajuannya pada ketentuan/simulasi/{id}
              content: {application/json: {schema: {$ref: '#/components/schemas/SimulasiDiminta'}}}
          galat: [400, 401, 403, 404, 409, 413, 415, 422]
        """
        masa = bagian(badan("masa"), "masa", str, "")
        return jsonify(id=aksi_simulasi.minta(usulan_id, masa, actor=current_actor())), 202

    @expose("/simulasi/<int:simulasi_id>", methods=["GET"])
    @perlu_api("lihat")
    def simulasi(self, simulasi_id: int) -> Any:
        """How far it is, what it found, and a page of people: those who lose most first.
        ---
        get:
          summary: Satu simulasi
          parameters:
            - {in: path, name: simulasi_id, required: true, schema: {type: integer}}
            - {in: query, name: kelompok, schema: {type: string, enum: [turun, naik, tetap, tak_dihitung]}}
            - {in: query, name: opd, schema: {type: string}}
            - {$ref: '#/components/parameters/halaman'}
          responses:
            200:
              description: Simulasi
              content: {application/json: {schema: {$ref: '#/components/schemas/Simulasi'}}}
          galat: [401, 403, 404, 422]
        """
        hal = simulasi.halaman(
            current_actor(), simulasi_id, kelompok=pilihan_kueri("kelompok", *KELOMPOK),
            opd=request.args.get("opd", ""), nomor=angka_kueri("halaman", 1, 10_000),
        )  # fmt: skip
        k = hal.kepala
        return jsonify(
            id=k.id, usulan=k.usulan_id, tabel=k.tabel, masa=k.masa, status=k.status, selesai=k.selesai,
            jumlah=k.jumlah, galat=k.galat, satuan=k.satuan, seluruhnya=_jumlah(hal.semua),
            opd=[{"kode": o.kode, "nama": o.nama, **_jumlah(o)} for o in hal.opd],
            pegawai=[
                {"nip": o.nip, "nama": o.nama, "opd": o.opd, "sebab": o.sebab}
                | {m: _teks(getattr(o, m)) for m in ("sebelum", "sesudah", "selisih")}
                for o in hal.orang
            ],
        )  # fmt: skip


TINDAKAN: dict[str, Callable[..., Any]] = {"ajukan": aksi.ajukan, "tarik": aksi.tarik, "buang": aksi.buang}


def _isian() -> Isian:
    isi = badan("medan", "sejak", "dasar", "alasan")
    teks = {k: bagian(isi, k, str, "") for k in ("sejak", "dasar", "alasan")}
    return Isian(bagian(isi, "medan", dict, {}), tanggal(teks["sejak"]), teks["dasar"], teks["alasan"])


def _usulan(usulan_id: int) -> Any:
    hal: HalamanUsulan = ketentuan.usulan(current_actor(), usulan_id)
    u = hal.usulan
    return jsonify(
        id=u.id, tabel=u.tabel, nama=u.nama, status=u.status, revisi=hal.revisi, sejak=u.sejak.isoformat(),
        dasar=hal.dasar, alasan=hal.alasan, acuan=hal.acuan, penyusun=list(hal.penyusun),
        banding=[
            {"label": label, "sekarang": lama, "diusulkan": baru, "berbeda": beda}
            for label, lama, baru, beda in hal.banding
        ],
        diajukan_oleh=hal.diajukan_oleh, diajukan_pada=hal.diajukan_pada and hal.diajukan_pada.isoformat(),
        ditinjau_oleh=hal.ditinjau_oleh, ditinjau_pada=hal.ditinjau_pada and hal.ditinjau_pada.isoformat(),
        catatan=hal.catatan,
        simulasi=[
            {
                "id": s.id, "masa": s.masa, "status": s.status, "selesai": s.selesai, "jumlah": s.jumlah,
                "basi": s.basi,
            }
            for s in hal.simulasi
        ],
    )  # fmt: skip


def _ringkas(b: Baris) -> dict[str, Any]:
    return {
        "tabel": b.kunci, "nama": b.nama, "kelompok": b.kelompok, "sejak": b.sejak and b.sejak.isoformat(),
        "sumber": b.sumber, "nilai": dict(b.isi), "berubah": b.nanti and b.nanti.isoformat(),
        "usulan": b.usulan and b.usulan.id,
    }  # fmt: skip


def _jumlah(o: Any) -> dict[str, Any]:
    angka = {m: getattr(o, m) for m in ("orang", "naik", "turun", "tetap", "tak_dihitung")}
    return angka | {m: _teks(getattr(o, m)) for m in ("sebelum", "sesudah", "selisih")}


def _teks(angka: Any) -> str | None:
    return None if angka is None else f"{angka:.2f}"


def _if_match() -> int | None:
    """The revision the writer saw, from If-Match; None where he does not say."""
    teks = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if teks in ("", "*"):
        return None
    if not teks.isascii() or not teks.isdigit() or len(teks) > 9:
        raise TidakSah(Temuan("If-Match", None, _("Isi dengan nomor revisi usulan.")))
    return int(teks)


APIS = (KetentuanApi,)
