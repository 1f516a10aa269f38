"""What each step asks, as JSON Schema: REST shows it, and every answer (form or JSON) is checked against it and
nothing else is let in.
"""

from typing import Any

TEKS = {"type": "string", "maxLength": 4000}
NOMOR = "^[0-9]{0,12}$"
ANGKA = {"type": ["number", "string", "null"], "maxLength": 40}
ASPEK_INDIKATOR = ("kuantitas", "kualitas", "waktu", "biaya")
BERAKHLAK = (
    "berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif",
)  # fmt: skip
PILIHAN_BARIS = {"kegiatan": {"type": "integer"}}
NILAI = {"kuantitas": ANGKA, "kualitas": ANGKA, "waktu": ANGKA, "biaya": ANGKA, "ak": ANGKA}


def objek(sifat: dict[str, Any], *wajib: str) -> dict[str, Any]:
    """An object with exactly these properties."""
    return {"type": "object", "properties": sifat, "required": list(wajib), "additionalProperties": False}


def daftar(isi: dict[str, Any], paling_banyak: int = 60) -> dict[str, Any]:
    """A list of such things."""
    return {"type": "array", "items": isi, "maxItems": paling_banyak}


def pilihan(*kata: str) -> dict[str, Any]:
    """One of these words."""
    return {"enum": list(kata)}


BARIS = daftar(objek(PILIHAN_BARIS | NILAI | {"catatan": TEKS}, "kegiatan"))
INDIKATOR = objek(
    {
        "uraian": {"type": ["string", "null"], "maxLength": 300},
        "minimum": ANGKA,
        "maksimum": ANGKA,
        "satuan": {"type": ["string", "null"], "maxLength": 40},
    }
)
RINCI = {
    "jenis": {"type": ["string", "null"], "maxLength": 20},
    "intervensi": {"type": ["string", "null"], "maxLength": 500},
    "perspektif": {"type": ["string", "null"], "maxLength": 20},
    "indikator": objek(dict.fromkeys(ASPEK_INDIKATOR, INDIKATOR)) | {"type": ["object", "null"]},
}
"""What SKP ask since July 2021 (rules/rencana.py); a row without any of it is one in the shape of before."""
KEGIATAN = daftar(
    objek(
        {
            "id": {"type": ["integer", "string", "null"], "pattern": NOMOR},
            "uraian": {"type": "string", "maxLength": 500},
            "satuan": {"type": "string", "maxLength": 40},
            **NILAI,
            **RINCI,
            "bulan": {
                "type": ["object", "null"],
                "patternProperties": {"^([1-9]|1[0-2])$": objek(NILAI)},
                "additionalProperties": False,
            },
        },
    )
)

DOKUMEN_SKP = {
    "kegiatan": KEGIATAN,
    "pendekatan": {"type": ["string", "null"], "maxLength": 20},
    "lampiran": objek(dict.fromkeys(("dukungan", "pertanggungjawaban", "konsekuensi"), TEKS)),
}
SUSUN_SKP = objek(DOKUMEN_SKP | {"tindakan": pilihan("ajukan")}, "kegiatan")
PERBAIKI_SKP = objek(DOKUMEN_SKP | {"tindakan": pilihan("ajukan", "sengketa"), "alasan": TEKS}, "tindakan")
TINJAU_REVISI = objek(
    {
        "keputusan": pilihan("setujui", "kembalikan"),
        "catatan": TEKS,
        "catatan_baris": {
            "type": "object",
            "patternProperties": {"^[0-9]{1,12}$": TEKS},
            "additionalProperties": False,
        },
    },
    "keputusan",
)
TINJAU_SKP = objek(
    TINJAU_REVISI["properties"]
    | {"ekspektasi": objek(dict.fromkeys(BERAKHLAK, {"type": "string", "maxLength": 1000}))},
    "keputusan",
)
VERIFIKASI_SKP = objek({"keputusan": pilihan("sahkan", "tolak"), "catatan": TEKS}, "keputusan")
PUTUSKAN_SKP = objek({"kegiatan": KEGIATAN, "alasan": TEKS}, "kegiatan", "alasan")
BULAN = {"type": ["integer", "string"], "pattern": "^([1-9]|1[0-2])$", "minimum": 1, "maximum": 12}
ISI_REVISI = {"kegiatan": KEGIATAN, "berlaku_bulan": BULAN}
SEBAB_REVISI = pilihan("perubahan_tugas", "anggaran", "struktur", "lain")
SUSUN_REVISI = objek(
    ISI_REVISI
    | {"tindakan": pilihan("ajukan", "sengketa", "batal"), "alasan": TEKS}
    | {"sebab": SEBAB_REVISI, "alasan_revisi": TEKS},
    "tindakan",
)
VERIFIKASI_REVISI = VERIFIKASI_SKP
PUTUSKAN_REVISI = objek(ISI_REVISI | {"keputusan": pilihan("ubah", "tetap"), "alasan": TEKS}, "keputusan", "alasan")
MULAI_REVISI = objek(
    {"skp": {"type": "integer"}, "sebab": SEBAB_REVISI, "alasan": TEKS, "berlaku_bulan": BULAN},
    "skp",
    "sebab",
    "alasan",
    "berlaku_bulan",
)
ISI_REALISASI = objek({"baris": BARIS, "tindakan": pilihan("ajukan")}, "baris")
TINJAU_REALISASI = objek({"keputusan": pilihan("setujui", "tolak"), "catatan": TEKS, "baris": BARIS}, "keputusan")
TANGGAPI_PENOLAKAN = objek({"sikap": pilihan("terima", "banding"), "alasan": TEKS}, "sikap")
PUTUSKAN_BANDING = objek(
    {"keputusan": pilihan("kabul", "tolak"), "alasan": TEKS, "baris": BARIS}, "keputusan", "alasan"
)
VERIFIKASI_REALISASI = objek({"keputusan": pilihan("sahkan", "sahkan_target", "tolak"), "catatan": TEKS}, "keputusan")
TINDAK_LANJUT = objek({"sikap": pilihan("terima", "bantah"), "catatan": TEKS, "baris": BARIS}, "sikap", "catatan")
KEPUTUSAN = objek({"keputusan": pilihan("setuju", "kembalikan"), "catatan": TEKS}, "keputusan")
ASPEK = daftar(objek({"aspek": {"type": "string", "maxLength": 40}, "nilai": ANGKA, "catatan": TEKS}, "aspek"), 20)
RATING = pilihan("di atas", "sesuai", "di bawah")
HASIL = {"aspek": ASPEK, "hasil_kerja": RATING, "rating_perilaku": RATING}
TANGGAL = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
UMPAN_BALIK = daftar(objek({"kegiatan": {"type": "integer"}, "umpan": TEKS}, "kegiatan"))
"""Feedback on each plan of the last SKP (PermenPANRB 6/2022)."""
NILAI_TAHUNAN = objek(
    {**HASIL, "umpan_balik": UMPAN_BALIK, "penjelasan_pola": TEKS, "catatan": TEKS, "rekomendasi": TEKS}
)
TERIMA_PENILAIAN = objek({"sidik": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}, "sidik")
CATAT_SERAH_TERIMA = objek(
    {"tanggal": TANGGAL, "cara": pilihan("langsung", "pos", "berita_acara"), "keterangan": TEKS}, "tanggal", "cara"
)
TANGGAPI_PENILAIAN = objek({"sikap": pilihan("tandatangani", "keberatan"), "alasan": TEKS}, "sikap")
SAHKAN_PENILAIAN = objek({"catatan": TEKS})
TANGGAPI_KEBERATAN = objek({"tanggapan": TEKS}, "tanggapan")
PUTUSKAN_KEBERATAN = objek(
    {"keputusan": pilihan("tetap", "ubah"), "pemeriksaan": TEKS, "alasan": TEKS, **HASIL},
    "keputusan", "pemeriksaan", "alasan",
)  # fmt: skip
MULAI_SKP = objek(
    {
        "tahun": {"type": "integer", "minimum": 2014, "maximum": 2100},
        "mulai": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
        "tutup": {"type": "integer"},
    },
    "tahun",
)
MASUK = objek(
    {
        "username": {"type": "string", "minLength": 1, "maxLength": 100},
        "password": {"type": "string", "minLength": 1, "maxLength": 500},
        "provider": {"enum": ["db"]},
        "refresh": {"type": "boolean"},
    },
    "username",
    "password",
)
