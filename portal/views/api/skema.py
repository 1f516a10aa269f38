"""What the REST calls answer, as JSON Schema: the components of OpenAPI. The tests hold every answer to them."""

from portal.forms import skema as isian
from portal.queries.kata_jalan import APA
from portal.steps import LANGKAH, UMUM
from portal.views.api import skema_capaian, skema_disiplin, skema_ketentuan
from portal.views.api.bentuk import (
    BEBAS,
    BULAT,
    SAAT,
    SAAT_ATAU_KOSONG,
    TEKS,
    TEKS_ATAU_KOSONG,
    Skema,
    daftar,
    objek,
    rujuk,
)
from portal.views.api.skema_impor import IMPOR
from portal.views.api.skema_operasi import OPERASI

TUGAS: Skema = {
    "id": TEKS,
    "nama": TEKS,
    "langkah": TEKS,
    "proses": TEKS,
    "kunci_bisnis": TEKS,
    "pegawai": {"anyOf": [objek({"nip": TEKS, "nama": TEKS}), {"type": "null"}]},
    "diterima_pada": SAAT,
    "batas_waktu": SAAT_ATAU_KOSONG,
    "prioritas": BULAT,
    "peran": TEKS,
    "alasan": TEKS,
    "diserahkan_oleh": TEKS_ATAU_KOSONG,
}
INSTANS: Skema = {
    "id": TEKS,
    "proses": TEKS,
    "versi": BULAT,
    "kunci_bisnis": TEKS,
    "judul": TEKS,
    "status": {"enum": ["running", "done", "cancelled", "incident", "suspended"]},
    "mulai": SAAT,
    "selesai": SAAT_ATAU_KOSONG,
    "menunggu": daftar(TEKS),
    "pihak": {"type": "object", "additionalProperties": TEKS},
}

SKEMA: dict[str, Skema] = {
    "Galat": objek(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEKS,
            "status": BULAT,
            "kode": {"type": "string", "description": "Untuk program; tidak pernah berganti nama."},
            "detail": {"type": "string", "description": "Untuk orang: apa yang terjadi dan apa yang dapat dilakukan."},
            "medan": TEKS_ATAU_KOSONG,
            "temuan": daftar(objek({"medan": TEKS, "baris": {"type": ["integer", "null"]}, "pesan": TEKS})),
            "oleh": TEKS_ATAU_KOSONG,
            "pada": SAAT_ATAU_KOSONG,
            "nomor": TEKS,
        },
        "medan",
        "temuan",
        "oleh",
        "pada",
        "nomor",
    ),
    "Masuk": isian.MASUK,
    "Token": objek({"access_token": TEKS, "refresh_token": TEKS}, "refresh_token"),
    "TugasRingkas": objek(TUGAS),
    "DaftarTugas": objek({"jumlah": BULAT, "tugas": daftar(rujuk("TugasRingkas"))}),
    "Tugas": objek(
        TUGAS
        | {
            "formulir": {"type": "object", "description": "JSON Schema dari isian yang diminta."},
            "fakta": BEBAS,
            "isian_awal": BEBAS,
            "draf": BEBAS,
            "instans": TEKS,
            "diambil_oleh": TEKS_ATAU_KOSONG,
        }
    ),
    "KirimDraf": objek({"isian": BEBAS}),
    "KirimTunda": objek({"sampai": SAAT}),
    "KirimIsian": objek({"isian": rujuk("Isian")}),
    "Diambil": objek({"id": TEKS, "diambil_oleh": TEKS_ATAU_KOSONG}),
    "CalonPenerima": objek(
        {
            "penerima": daftar(objek({"nip": TEKS, "nama": TEKS, "jabatan": TEKS, "unit": TEKS})),
            "ada_lagi": {"type": "boolean"},
        }
    ),
    "Serahkan": objek(
        {
            "kepada": {"type": "string", "maxLength": 18, "description": "NIP penerima."},
            "alasan": {
                "type": "string",
                "maxLength": 500,
                "description": "10 sampai 500 huruf; tidak untuk pratinjau.",
            },
            "pratinjau": {"type": "boolean"},
        },
        "alasan",
        "pratinjau",
    ),
    "Diserahkan": objek({"id": TEKS, "kepada": objek({"nip": TEKS, "nama": TEKS}), "pratinjau": {"type": "boolean"}}),
    "Kembalikan": objek({"alasan": {"type": "string", "maxLength": 500}}, "alasan"),
    "Dikembalikan": objek({"id": TEKS}),
    "Draf": objek({"pada": SAAT}),
    "Ditunda": objek({"sampai": SAAT}),
    "Isian": {
        "description": "Isian langkah itu; bentuknya ada pada `formulir` tugas.",
        "anyOf": [rujuk(f"Isian_{nama}") for nama in [*LANGKAH, "umum"]],
    },
    "Terbuka": objek({"id": TEKS, "nama": TEKS, "langkah": TEKS, "batas_waktu": SAAT_ATAU_KOSONG}),
    "TandaTerima": objek({"instans": TEKS, "dibuka": daftar(rujuk("Terbuka")), "nomor_tanda_terima": TEKS}),
    "Proses": objek(
        {
            "kunci": TEKS,
            "nama": TEKS,
            "versi": BULAT,
            "sha256": TEKS,
            "lajur": daftar(TEKS),
            "diterbitkan_oleh": TEKS_ATAU_KOSONG,
            "diterbitkan_pada": SAAT,
            "berjalan": BULAT,
        }
    ),
    "DaftarProses": objek({"proses": daftar(rujuk("Proses"))}),
    "VersiProses": objek({"proses": TEKS, "versi": daftar(rujuk("Proses"))}),
    "TemuanDiagram": objek({"elemen": TEKS, "tingkat": {"enum": ["galat", "peringatan"]}, "pesan": TEKS}),
    "TemuanProses": objek({"temuan": daftar(rujuk("TemuanDiagram"))}),
    "DrafProses": objek(
        {"kunci": TEKS, "revisi": BULAT, "disimpan_pada": SAAT, "temuan": daftar(rujuk("TemuanDiagram"))}
    ),
    "DrafDiajukan": objek({"kunci": TEKS, "revisi": BULAT, "status": {"enum": ["diajukan"]}}),
    "CatatanProses": objek({"catatan": TEKS}, "catatan"),
    "ProsesTerbit": objek({"kunci": TEKS, "versi": BULAT}),
    "Ungkapan": objek({"ungkapan": TEKS, "jenis": {"enum": ["kondisi", "waktu", "pengulangan", "skrip"]}}, "jenis"),
    "UngkapanDiperiksa": objek({"sah": {"type": "boolean"}, "pesan": TEKS_ATAU_KOSONG}),
    "Mulai": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "pihak": {
                "type": "object",
                "additionalProperties": TEKS,
                "description": "Lajur: NIP, verifikatur:KODE_OPD, atau admin_bkd.",
            },
            "fakta": BEBAS,
            "kunci_bisnis": TEKS,
        },
    },
    "Dimulai": objek({"instans": TEKS, "kunci_bisnis": TEKS, "dibuka": daftar(rujuk("Terbuka"))}),
    "InstansRingkas": objek(INSTANS),
    "DaftarInstans": objek(
        {"instans": daftar(rujuk("InstansRingkas")), "halaman": BULAT, "ada_lagi": {"type": "boolean"}}
    ),
    "Penungguan": objek(
        {
            "langkah": TEKS,
            "nama": TEKS,
            "oleh": TEKS,
            "sejak": SAAT,
            "batas_waktu": SAAT_ATAU_KOSONG,
            "catatan": TEKS_ATAU_KOSONG,
            "coba_lagi": SAAT_ATAU_KOSONG,
        }
    ),
    "Instans": objek(INSTANS | {"fakta": BEBAS, "terbuka": daftar(rujuk("Penungguan"))}),
    "Langkah": objek(
        {
            "urutan": BULAT,
            "pada": SAAT,
            "elemen": TEKS,
            "nama": TEKS,
            "jenis": TEKS,
            "lajur": TEKS,
            "oleh": TEKS_ATAU_KOSONG,
            "atas_nama": TEKS_ATAU_KOSONG,
            "fakta": BEBAS,
            "apa": {"enum": sorted(APA)},
            "kata": TEKS,
        }
    ),
    "Riwayat": objek({"riwayat": daftar(rujuk("Langkah")), "halaman": BULAT, "ada_lagi": {"type": "boolean"}}),
    **OPERASI,
    **IMPOR,
    **{f"Isian_{nama}": dict(satu.skema) for nama, satu in LANGKAH.items()},
    "Isian_umum": dict(UMUM.skema),
}

GALAT: dict[str, str] = {
    "400": "Token CSRF tidak ada (panggilan dengan sesi peramban), atau permintaan tidak dapat dibaca",
    "401": "Belum masuk, atau token tidak berlaku lagi",
    "403": "Bukan hak Anda, atau Anda pihak dalam perkara ini",
    "404": "Tidak ada, atau bukan untuk Anda",
    "409": "Sudah dikerjakan (oleh siapa, kapan), sudah ada, atau kunci dipakai untuk permintaan lain",
    "413": "Kiriman terlalu besar",
    "415": "Bukan application/json (untuk diagram: bukan application/xml; untuk impor: bukan XLSX)",
    "422": "Tidak sah; medan dan temuan disebut",
    "429": "Terlalu sering",
}
"""The problems a call may answer."""


BENTUK_FORMULIR = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/pdf")
BERKAS: Skema = {"type": "string", "format": "binary"}


def komponen() -> Skema:
    """The components of the document."""
    return {
        "schemas": SKEMA | skema_ketentuan.SKEMA | skema_capaian.SKEMA | skema_disiplin.SKEMA,
        "responses": {
            kode: {"description": teks, "content": {"application/problem+json": {"schema": rujuk("Galat")}}}
            for kode, teks in GALAT.items()
        }
        | {
            "Formulir": {
                "description": "Berkas formulir",
                "content": dict.fromkeys(BENTUK_FORMULIR, {"schema": BERKAS}),
            }
        },
        "parameters": {
            "halaman": _kueri("halaman", {"type": "integer", "minimum": 1, "default": 1}),
            "ukuran": _kueri("ukuran", {"type": "integer", "minimum": 1, "maximum": 100}),
            "tugas_id": _jalur("tugas_id"),
            "kunci": _jalur("kunci"),
            "instans_id": _jalur("instans_id"),
            "tujuan": _kueri("tujuan", {"type": "string", "minLength": 10, "maxLength": 300}),
            "X-Tujuan": {
                "in": "header",
                "name": "X-Tujuan",
                "schema": {"type": "string", "minLength": 10, "maxLength": 300},
                "description": "Auditor dan Admin BKD: untuk apa perkara orang lain dibuka (atau `tujuan`). Dicatat.",
            },
            "If-Match": {
                "in": "header",
                "name": "If-Match",
                "required": False,
                "schema": {"type": "string", "maxLength": 12},
                "description": "Revisi draf yang Anda lihat terakhir; bila sudah ada yang lebih baru, 409 draf_usang.",
            },
            "Idempotency-Key": {
                "in": "header",
                "name": "Idempotency-Key",
                "required": True,
                "schema": {"type": "string", "minLength": 8, "maxLength": 100},
                "description": "Kunci Anda, misalnya UUID: kunci dan isi yang sama mendapat jawaban yang sama.",
            },
        },
        "securitySchemes": {
            "jwt": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "penyegar": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "Token penyegar."},
            "sesi": {"type": "apiKey", "in": "cookie", "name": "ppk", "description": "Sesi peramban."},
            "csrf": {
                "type": "apiKey",
                "in": "header",
                "name": "X-CSRFToken",
                "description": "Wajib bersama sesi untuk yang mengubah.",
            },
        },
    }


def _kueri(nama: str, skema: Skema) -> Skema:
    return {"in": "query", "name": nama, "schema": skema}


def _jalur(nama: str) -> Skema:
    return {"in": "path", "name": nama, "required": True, "schema": TEKS}
