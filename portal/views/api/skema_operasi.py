"""What the calls about operations answer: on one process, over many, what stands still, what starts by the clock."""

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

OPERASI: dict[str, Skema] = {
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
    "KirimPesan": objek(
        {
            "pesan": {"type": "string", "maxLength": 128, "description": "Nama pesan pada diagram."},
            "kunci": {"type": "string", "maxLength": 200, "description": "Kunci yang disepakati; biasanya nomor."},
            "fakta": BEBAS,
            "alasan": {
                "type": "string",
                "maxLength": 500,
                "description": "10 sampai 500 huruf; tidak untuk pratinjau.",
            },
            "pratinjau": {"type": "boolean", "description": "Hanya melihat siapa yang akan menerimanya."},
        },
        "fakta",
        "alasan",
        "pratinjau",
    ),
    "TujuanPesan": objek(
        {
            "pratinjau": {"type": "boolean"},
            "tujuan": {"enum": ["menunggu", "memulai", "berjalan", "ditangguhkan", "tidak_ada"]},
            "kalimat": TEKS,
            "penerima": daftar(objek({"instans": TEKS, "nomor": TEKS, "judul": TEKS})),
        }
    ),
    "DaftarJadwal": objek(
        {
            "jadwal": daftar(
                objek(
                    {
                        "kunci": TEKS,
                        "nama": TEKS,
                        "versi": BULAT,
                        "keadaan": {"enum": ["menunggu", "gagal", "ditangguhkan", "lewat", "selesai"]},
                        "berikut": SAAT_ATAU_KOSONG,
                        "coba_lagi": SAAT_ATAU_KOSONG,
                        "sebab": TEKS_ATAU_KOSONG,
                        "terakhir": SAAT_ATAU_KOSONG,
                        "instans": TEKS_ATAU_KOSONG,
                    }
                )
            )
        }
    ),
    "Diselesaikan": objek({"kendala": TEKS}),
    "Diulangi": objek({"gagal": TEKS_ATAU_KOSONG}),
    "DaftarKendala": objek(
        {
            "jumlah": objek({"langkah": BULAT, "pekerjaan": BULAT, "tunggu": BULAT, "awal": BULAT}),
            "sebab": daftar(
                objek(
                    {
                        "sebab": TEKS,
                        "jenis": {"enum": ["langkah", "pekerjaan", "tunggu", "awal"]},
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
                        "jenis": {"enum": ["langkah", "pekerjaan", "tunggu", "awal"]},
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
}
