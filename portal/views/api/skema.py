"""What the REST calls answer, as JSON Schema: the components of OpenAPI. The tests hold every answer to them."""

from portal.forms import skema as isian
from portal.steps import LANGKAH, UMUM
from portal.views.api.bentuk import BULAT, TEKS, Skema, daftar, objek, rujuk
from portal.views.api.skema_impor import IMPOR

TEKS_ATAU_KOSONG: Skema = {"type": ["string", "null"]}
SAAT: Skema = {"type": "string", "format": "date-time"}
SAAT_ATAU_KOSONG: Skema = {"type": ["string", "null"], "format": "date-time"}
BEBAS: Skema = {"type": "object", "additionalProperties": True}


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
            "apa": TEKS,
        }
    ),
    "Riwayat": objek({"riwayat": daftar(rujuk("Langkah")), "halaman": BULAT, "ada_lagi": {"type": "boolean"}}),
    "Alasan": objek({"alasan": {"type": "string", "minLength": 10, "maxLength": 500}}),
    "PermintaanOperasi": objek(
        {
            "alasan": {
                "type": "string",
                "maxLength": 500,
                "description": "10 sampai 500 huruf; tidak untuk pratinjau.",
            },
            "pratinjau": {"type": "boolean", "description": "Hanya melihat akibatnya; tidak ada yang berubah."},
            "dari": {"type": "string", "description": "pindahkan: elemen yang sedang menunggu, atau id tugasnya."},
            "ke": {"type": "string", "description": "pindahkan: elemen tujuan."},
            "fakta": BEBAS,
            "hapus": daftar(TEKS),
        },
        "alasan",
        "pratinjau",
        "dari",
        "ke",
        "fakta",
        "hapus",
    ),
    "HasilOperasi": objek(
        {"instans": TEKS, "status": TEKS, "dibuka": daftar(rujuk("Terbuka")), "gagal": TEKS_ATAU_KOSONG}
    ),
    "PratinjauOperasi": objek(
        {
            "pratinjau": {"const": True},
            "status": TEKS,
            "dibuka": daftar(rujuk("Penungguan")),
            "ditutup": daftar(rujuk("Penungguan")),
            "batas": daftar(objek({"nama": TEKS, "pada": SAAT})),
            "dokumen": TEKS_ATAU_KOSONG,
            "gagal": TEKS_ATAU_KOSONG,
        }
    ),
    "Diselesaikan": objek({"kendala": TEKS}),
    "Diulangi": objek({"gagal": TEKS_ATAU_KOSONG}),
    "DaftarKendala": objek(
        {
            "jumlah": objek({"langkah": BULAT, "pekerjaan": BULAT, "tunggu": BULAT}),
            "sebab": daftar(
                objek(
                    {
                        "sebab": TEKS,
                        "jenis": {"enum": ["langkah", "pekerjaan", "tunggu"]},
                        "apa": TEKS,
                        "proses": TEKS,
                        "pesan": TEKS,
                        "jumlah": BULAT,
                        "sejak": SAAT_ATAU_KOSONG,
                    }
                )
            ),
            "kendala": daftar(
                objek(
                    {
                        "id": TEKS,
                        "jenis": {"enum": ["langkah", "pekerjaan", "tunggu"]},
                        "apa": TEKS,
                        "pesan": TEKS,
                        "sejak": SAAT_ATAU_KOSONG,
                        "coba_lagi": SAAT_ATAU_KOSONG,
                        "percobaan": BULAT,
                        "instans": TEKS_ATAU_KOSONG,
                        "nomor": TEKS,
                    }
                )
            ),
            "halaman": BULAT,
            "ada_lagi": {"type": "boolean"},
        }
    ),
    "MintaMigrasi": objek(
        {
            "alasan": {"type": "string", "maxLength": 500},
            "pratinjau": {"type": "boolean"},
            "versi": {"type": "integer", "minimum": 1},
            "peta": {"type": "object", "additionalProperties": TEKS, "description": "Elemen lama: elemen baru."},
            "kembalikan": {"type": "boolean", "description": "Kembali ke versi sebelum pindah; tanpa versi dan peta."},
        },
        "alasan",
        "pratinjau",
        "versi",
        "peta",
        "kembalikan",
    ),
    "HasilMigrasi": objek({"instans": TEKS, "cocok": {"type": "boolean"}, "sebab": TEKS_ATAU_KOSONG}),
    "MintaOperasi": objek(
        {
            "jenis": {"enum": ["tangguhkan", "lanjutkan", "ulangi", "batalkan", "migrasi", "kembalikan"]},
            "versi": {"type": "integer", "minimum": 1, "description": "migrasi: versi tujuan."},
            "peta": {"type": "object", "additionalProperties": TEKS, "description": "migrasi: elemen lama ke baru."},
            "ids": daftar(TEKS),
            "saringan": {
                "type": "object",
                "additionalProperties": TEKS,
                "description": "Seperti alamat /instans/: q, proses, keadaan, opd, dari, sampai.",
            },
            "alasan": {"type": "string", "minLength": 10, "maxLength": 500},
        },
        "ids",
        "saringan",
        "versi",
        "peta",
    ),
    "OperasiDiminta": objek({"id": BULAT, "jumlah": BULAT}),
    "Operasi": objek(
        {
            "id": BULAT,
            "jenis": TEKS,
            "alasan": TEKS,
            "oleh": TEKS,
            "pada": SAAT,
            "status": {"enum": ["berjalan", "selesai", "dihentikan"]},
            "selesai_pada": SAAT_ATAU_KOSONG,
            "jumlah": BULAT,
            "selesai": BULAT,
            "hasil": objek({"menunggu": BULAT, "berhasil": BULAT, "ditolak": BULAT, "dilewati": BULAT}),
            "butir": daftar(objek({"nama": TEKS, "hasil": TEKS, "pesan": TEKS_ATAU_KOSONG, "pada": SAAT_ATAU_KOSONG})),
            "halaman": BULAT,
            "ada_lagi": {"type": "boolean"},
        }
    ),
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


def komponen() -> Skema:
    """The components of the document."""
    return {
        "schemas": SKEMA,
        "responses": {
            kode: {"description": teks, "content": {"application/problem+json": {"schema": rujuk("Galat")}}}
            for kode, teks in GALAT.items()
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
