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


def objek(sifat: Skema, *boleh_tiada: str) -> Skema:
    wajib = [k for k in sifat if k not in boleh_tiada]
    return {"type": "object", "properties": sifat, "required": wajib, "additionalProperties": False}


def daftar(isi: Skema) -> Skema:
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
_JEJAK = objek(
    {
        "profil": TEKS, "parameter": daftar(TEKS),
        "langkah": daftar(
            objek(
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
    "MengapaBulan": objek(
        {
            **_HASIL, "periode": TEKS,
            "tpp": {
                "anyOf": [
                    objek(
                        {
                            "dibayar": _RUPIAH, "produktivitas": _RUPIAH, "disiplin": _RUPIAH, "belum": KOSONG,
                            "jejak": {"anyOf": [_JEJAK, {"type": "null"}]}, "utuh": {"type": "boolean"},
                            "riwayat": daftar(objek(_VERSI_TPP)),
                        }
                    ),
                    {"type": "null"},
                ]
            },
        }
    ),
    "DaftarTpp": objek(
        {
            "opd": TEKS, "periode": TEKS, "jumlah": BULAT, "tersimpan": BULAT, "dibayar": BULAT, "halaman": BULAT,
            "tpp": daftar(objek(_TPP)),
        }
    ),
    "HitungTpp": objek({"opd": TEKS, "periode": TEKS, "alasan": TEKS}),
    "TppDihitung": objek({"baru": BULAT, "berubah": BULAT, "tetap": BULAT, "belum": BULAT}),
    "MengapaTahun": objek(
        {"tahun": BULAT, "nomor": TEKS, "hasil": daftar(objek({**_HASIL, "sisi": TEKS, "oleh": KOSONG}))}
    ),
    "DaftarKetentuan": objek({"terbuka": daftar(objek(_RINGKAS)), "tetap": daftar(objek(_RINGKAS))}),
    "Ketentuan": objek(
        {
            "tabel": TEKS, "nama": TEKS, "tetap": {"type": "boolean"},
            "medan": daftar(
                objek(
                    {
                        "kunci": TEKS, "label": TEKS, "satuan": TEKS, "pilihan": daftar(TEKS),
                        "wajib": {"type": "boolean"},
                    }
                )
            ),
            "riwayat": daftar(
                objek(
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
    "IsianKetentuan": objek(_ISIAN),
    "UsulanKetentuan": objek(
        {
            "id": BULAT, "tabel": TEKS, "nama": TEKS,
            "status": {"enum": ["draf", "diajukan", "dikembalikan", "disetujui", "dibuang"]}, "revisi": BULAT,
            "sejak": TANGGAL, "dasar": TEKS, "alasan": TEKS, "acuan": KOSONG,
            "banding": daftar(
                objek({"label": TEKS, "sekarang": TEKS, "diusulkan": TEKS, "berbeda": {"type": "boolean"}})
            ),
            "penyusun": daftar(TEKS), "diajukan_oleh": KOSONG, "diajukan_pada": SAAT_KOSONG, "ditinjau_oleh": KOSONG,
            "ditinjau_pada": SAAT_KOSONG, "catatan": KOSONG,
            "simulasi": daftar(
                objek(
                    {
                        "id": BULAT, "masa": MASA, "status": STATUS_SIMULASI, "selesai": BULAT, "jumlah": BULAT,
                        "basi": {"type": "boolean"},
                    }
                )
            ),
        }
    ),
    "MintaSimulasi": objek({"masa": MASA}),
    "SimulasiDiminta": objek({"id": BULAT}),
    "Simulasi": objek(
        {
            "id": BULAT, "usulan": BULAT, "tabel": TEKS, "masa": MASA, "status": STATUS_SIMULASI, "selesai": BULAT,
            "jumlah": BULAT, "galat": KOSONG, "satuan": {"enum": ["rupiah", "persen", "nilai", "bulan"]},
            "seluruhnya": objek(_JUMLAH), "opd": daftar(objek({"kode": TEKS, "nama": TEKS, **_JUMLAH})),
            "pegawai": daftar(
                objek(
                    {
                        "nip": TEKS, "nama": TEKS, "opd": TEKS, "sebelum": ANGKA, "sesudah": ANGKA, "selisih": ANGKA,
                        "sebab": KOSONG,
                    }
                )
            ),
        }
    ),
}  # fmt: skip
