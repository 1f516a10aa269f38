"""Components of OpenAPI: parameters, proposals and their simulations, and the trace of a result."""

from typing import Any

Skema = dict[str, Any]
TEKS: Skema = {"type": "string"}
KOSONG: Skema = {"type": ["string", "null"]}
BULAT: Skema = {"type": "integer"}
ANGKA: Skema = {"type": ["string", "null"], "description": "Angka tepat sebagai teks."}
TANGGAL: Skema = {"type": "string", "format": "date"}
TANGGAL_KOSONG: Skema = {"type": ["string", "null"], "format": "date"}
SAAT: Skema = {"type": "string", "format": "date-time"}
SAAT_KOSONG: Skema = {"type": ["string", "null"], "format": "date-time"}
NILAI: Skema = {"type": "object", "additionalProperties": TEKS, "description": "Label: nilai seperti pada layar."}
MASA: Skema = {"type": "string", "description": "Bulan (2026-09) atau tahun (2026)."}
STATUS_SIMULASI: Skema = {"enum": ["menunggu", "berjalan", "siap", "gagal"]}


def _objek(sifat: Skema, *boleh_tiada: str) -> Skema:
    wajib = [k for k in sifat if k not in boleh_tiada]
    return {"type": "object", "properties": sifat, "required": wajib, "additionalProperties": False}


def _daftar(isi: Skema) -> Skema:
    return {"type": "array", "items": isi}


_RINGKAS = {
    "tabel": TEKS, "nama": TEKS, "kelompok": TEKS, "sejak": TANGGAL_KOSONG, "sumber": TEKS, "nilai": NILAI,
    "berubah": TANGGAL_KOSONG, "usulan": {"type": ["integer", "null"]},
}  # fmt: skip
_JUMLAH = {
    "orang": BULAT, "naik": BULAT, "turun": BULAT, "tetap": BULAT, "tak_dihitung": BULAT, "sebelum": ANGKA,
    "sesudah": ANGKA, "selisih": ANGKA,
}  # fmt: skip
_ISIAN = {
    "medan": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
    "sejak": TANGGAL, "dasar": TEKS, "alasan": TEKS,
}  # fmt: skip
_JEJAK = _objek(
    {
        "profil": TEKS, "parameter": _daftar(TEKS),
        "langkah": _daftar(
            _objek(
                {
                    "nama": TEKS, "rumus": TEKS, "nilai": {"type": "object", "additionalProperties": KOSONG},
                    "hasil": KOSONG, "dasar": TEKS,
                }
            )
        ),
    }
)  # fmt: skip
_HASIL = {"nomor": TEKS, "nilai": ANGKA, "predikat": KOSONG, "dihitung_pada": SAAT_KOSONG, "jejak": _JEJAK}
_RUPIAH: Skema = {"type": ["integer", "null"]}
_VERSI_TPP = {"versi": BULAT, "dibayar": BULAT, "sebab": TEKS, "pada": SAAT, "sidik": TEKS}
_TPP = {
    "realisasi": BULAT, "nip": TEKS, "nama": TEKS, "jabatan": TEKS, "kelas": _RUPIAH, "unit": TEKS, "nilai": ANGKA,
    "tarif": _RUPIAH, "potongan": ANGKA, "produktivitas": _RUPIAH, "disiplin": _RUPIAH, "dibayar": _RUPIAH,
    "versi": _RUPIAH, "sidik": KOSONG,
}  # fmt: skip
SKEMA: dict[str, Skema] = {
    "MengapaBulan": _objek(
        {
            **_HASIL, "periode": TEKS,
            "tpp": {
                "anyOf": [
                    _objek(
                        {
                            "dibayar": _RUPIAH, "produktivitas": _RUPIAH, "disiplin": _RUPIAH, "belum": KOSONG,
                            "jejak": {"anyOf": [_JEJAK, {"type": "null"}]}, "utuh": {"type": "boolean"},
                            "riwayat": _daftar(_objek(_VERSI_TPP)),
                        }
                    ),
                    {"type": "null"},
                ]
            },
        }
    ),
    "DaftarTpp": _objek(
        {
            "opd": TEKS, "periode": TEKS, "jumlah": BULAT, "tersimpan": BULAT, "dibayar": BULAT, "halaman": BULAT,
            "tpp": _daftar(_objek(_TPP)),
        }
    ),
    "HitungTpp": _objek({"opd": TEKS, "periode": TEKS, "alasan": TEKS}),
    "TppDihitung": _objek({"baru": BULAT, "berubah": BULAT, "tetap": BULAT, "belum": BULAT}),
    "MengapaTahun": _objek(
        {
            "tahun": BULAT, "nomor": TEKS,
            "hasil": _daftar(
                _objek(
                    {
                        **_HASIL, "sisi": TEKS, "oleh": KOSONG,
                        "umpan_balik": _daftar(_objek({"kegiatan": TEKS, "umpan": TEKS})), "penjelasan_pola": TEKS,
                        "capaian_organisasi": {
                            "anyOf": [_objek({"capaian": TEKS, "dasar": TEKS}), {"type": "null"}]
                        },
                    }
                )
            ),
        }
    ),
    "DaftarKetentuan": _objek({"terbuka": _daftar(_objek(_RINGKAS)), "tetap": _daftar(_objek(_RINGKAS))}),
    "Ketentuan": _objek(
        {
            "tabel": TEKS, "nama": TEKS, "tetap": {"type": "boolean"},
            "medan": _daftar(
                _objek(
                    {
                        "kunci": TEKS, "label": TEKS, "satuan": TEKS, "pilihan": _daftar(TEKS),
                        "wajib": {"type": "boolean"},
                    }
                )
            ),
            "riwayat": _daftar(
                _objek(
                    {
                        "id": TEKS, "sejak": TANGGAL, "sampai": TANGGAL_KOSONG,
                        "keadaan": {"enum": ["berlaku", "nanti", "lalu", "diganti"]}, "sumber": TEKS, "nilai": NILAI,
                        "nomor": {"type": ["integer", "null"]}, "sidik": KOSONG, "diusulkan": KOSONG,
                        "disetujui": KOSONG, "pada": SAAT_KOSONG,
                    }
                )
            ),
        }
    ),
    "IsianKetentuan": _objek(_ISIAN),
    "UsulanKetentuan": _objek(
        {
            "id": BULAT, "tabel": TEKS, "nama": TEKS,
            "status": {"enum": ["draf", "diajukan", "dikembalikan", "disetujui", "dibuang"]}, "revisi": BULAT,
            "sejak": TANGGAL, "dasar": TEKS, "alasan": TEKS, "acuan": KOSONG,
            "banding": _daftar(
                _objek({"label": TEKS, "sekarang": TEKS, "diusulkan": TEKS, "berbeda": {"type": "boolean"}})
            ),
            "penyusun": _daftar(TEKS), "diajukan_oleh": KOSONG, "diajukan_pada": SAAT_KOSONG, "ditinjau_oleh": KOSONG,
            "ditinjau_pada": SAAT_KOSONG, "catatan": KOSONG,
            "simulasi": _daftar(
                _objek(
                    {
                        "id": BULAT, "masa": MASA, "status": STATUS_SIMULASI, "selesai": BULAT, "jumlah": BULAT,
                        "basi": {"type": "boolean"},
                    }
                )
            ),
        }
    ),
    "MintaSimulasi": _objek({"masa": MASA}),
    "SimulasiDiminta": _objek({"id": BULAT}),
    "Simulasi": _objek(
        {
            "id": BULAT, "usulan": BULAT, "tabel": TEKS, "masa": MASA, "status": STATUS_SIMULASI, "selesai": BULAT,
            "jumlah": BULAT, "galat": KOSONG, "satuan": {"enum": ["rupiah", "persen", "nilai", "bulan"]},
            "seluruhnya": _objek(_JUMLAH), "opd": _daftar(_objek({"kode": TEKS, "nama": TEKS, **_JUMLAH})),
            "pegawai": _daftar(
                _objek(
                    {
                        "nip": TEKS, "nama": TEKS, "opd": TEKS, "sebelum": ANGKA, "sesudah": ANGKA, "selisih": ANGKA,
                        "sebab": KOSONG,
                    }
                )
            ),
        }
    ),
}  # fmt: skip
