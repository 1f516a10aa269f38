"""What the REST calls about capaian kinerja organisasi take and answer, as JSON Schema."""

from portal.rules.pola import CAPAIAN, PREDIKAT
from portal.views.api.bentuk import BULAT, SAAT, TEKS, Skema, daftar, objek, rujuk

_BULAT_ATAU_KOSONG: Skema = {"type": ["integer", "null"]}
_KATA: Skema = {"enum": list(CAPAIAN)}
_BARIS: Skema = {
    "opd": TEKS,
    "unit": _BULAT_ATAU_KOSONG,
    "nama": TEKS,
    "kini": {"anyOf": [rujuk("CapaianDitetapkan"), {"type": "null"}]},
    "predikat": objek(dict.fromkeys(PREDIKAT, BULAT)),
    "belum_dinilai": BULAT,
    "menyimpang": BULAT,
}
_SYARAT: Skema = {
    "predikat": daftar(TEKS),
    "arah": {"enum": ["paling banyak", "paling sedikit"]},
    "persen": _BULAT_ATAU_KOSONG,
    "batas": BULAT,
    "jumlah": BULAT,
    "keadaan": {"enum": ["dipenuhi", "terbuka", "menyimpang"]},
    "kalimat": TEKS,
}

SKEMA: dict[str, Skema] = {
    "CapaianDitetapkan": objek(
        {
            "id": BULAT, "capaian": _KATA, "dasar": TEKS, "catatan": TEKS, "alasan": TEKS, "oleh": TEKS, "pada": SAAT,
        }
    ),
    "CapaianBaris": objek(_BARIS),
    "DaftarCapaian": objek(
        {"tahun": BULAT, "triwulan": BULAT, "jumlah": BULAT, "halaman": BULAT, "capaian": daftar(rujuk("CapaianBaris"))}
    ),
    "CapaianSatu": objek(
        {
            **_BARIS, "tahun": BULAT, "triwulan": BULAT, "pola": TEKS, "syarat": daftar(objek(_SYARAT)),
            "riwayat": daftar(rujuk("CapaianDitetapkan")), "anak": daftar(rujuk("CapaianBaris")),
        }
    ),
    "TetapkanCapaian": objek(
        {
            "tahun": BULAT, "triwulan": BULAT, "unit": _BULAT_ATAU_KOSONG, "dilihat": _BULAT_ATAU_KOSONG,
            "capaian": _KATA, "dasar": TEKS, "catatan": TEKS, "alasan": TEKS,
        },
        "triwulan", "unit", "dilihat", "catatan", "alasan",
    ),
}  # fmt: skip
"""`dilihat`: the id of what the writer saw last (0: none), to be told where somebody else has recorded since."""
