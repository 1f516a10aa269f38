"""What the calls that read a workbook answer, as JSON Schema (portal/views/api/impor.py)."""

from portal.views.api.bentuk import BULAT, TEKS, Skema, daftar, objek, rujuk

IMPOR: dict[str, Skema] = {
    "MedanImpor": objek(
        {
            "nilai": TEKS,
            "asli": TEKS,
            "sel": TEKS,
            "paham": {"type": "boolean", "description": "Tidak: `nilai` adalah tulisan aslinya, `pesan` sebabnya."},
            "pesan": TEKS,
        }
    ),
    "PratinjauImpor": objek(
        {
            "tiket": {"type": "string", "description": "Untuk terapkan; 24 jam, untuk tugas dan draf ini saja."},
            "sidik": {"type": "string", "description": "SHA-256 berkas."},
            "jenis": {"enum": ["templat", "bebas"]},
            "lembar": TEKS,
            "baris": daftar(
                objek(
                    {
                        "baris": BULAT,
                        "kegiatan": TEKS,
                        "medan": {"type": "object", "additionalProperties": rujuk("MedanImpor")},
                        "bulan": {
                            "type": "object",
                            "additionalProperties": {
                                "type": "object",
                                "additionalProperties": rujuk("MedanImpor"),
                            },
                        },
                        "rinci": {"type": "object", "additionalProperties": rujuk("MedanImpor")},
                        "temuan": daftar(objek({"medan": TEKS, "pesan": TEKS})),
                    }
                )
            ),
            "terlewat": daftar(objek({"alamat": TEKS, "teks": TEKS, "sebab": TEKS})),
            "peringatan": daftar(TEKS),
            "cara": {
                "type": "object",
                "additionalProperties": objek(
                    dict.fromkeys(("baru", "berubah", "tetap", "hilang", "dibagi_ulang"), BULAT)
                ),
            },
            "ditolak": {"type": "object", "additionalProperties": TEKS},
        }
    ),
    "TerapkanImpor": objek({"tiket": TEKS, "cara": {"enum": ["ganti", "gabung"]}}),
}
