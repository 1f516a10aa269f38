"""Components of OpenAPI: hukuman disiplin and the findings of attendance."""

from portal.views.api.bentuk import BULAT, SAAT, TEKS, Skema, daftar, objek
from portal.views.api.skema_ketentuan import KOSONG, TANGGAL, TANGGAL_KOSONG

_RINGKAS = {
    "id": BULAT, "nip": TEKS, "nama": TEKS, "tingkat": KOSONG, "hukuman": KOSONG, "sk_nomor": TEKS, "mulai": TANGGAL,
    "sampai": TANGGAL_KOSONG, "keadaan": {"enum": ["berjalan", "akan", "selesai", "batal"]},
}  # fmt: skip
_LENGKAP = _RINGKAS | {
    "versi": BULAT, "jenis": TEKS, "peraturan": TEKS, "dasar": TEKS, "potongan": BULAT, "sk_tanggal": TANGGAL,
    "pejabat": TEKS, "pasal": TEKS, "pelanggaran": TEKS,
}  # fmt: skip
_VERSI = _LENGKAP | {"tindakan": TEKS, "alasan": KOSONG, "oleh": TEKS, "pada": SAAT}
_KEPUTUSAN: Skema = {
    "jenis": {"type": "string", "description": "Kunci hukuman, misalnya potong_6; menurut PP pada tanggal keputusan."},
    "sk_nomor": TEKS, "sk_tanggal": TANGGAL, "pejabat": TEKS,
    "mulai": {"type": "string", "description": "Kosong: menurut ketentuan."}, "pasal": TEKS, "pelanggaran": TEKS,
}  # fmt: skip
_TEMUAN = {
    "nip": TEKS, "nama": TEKS, "opd": TEKS, "sampai": TEKS, "tk": BULAT, "menit": BULAT, "hari": BULAT,
    "tangga": BULAT, "hukuman": KOSONG, "beruntun": {"enum": ["ya", "mungkin", "tidak"]},
    "keputusan": daftar(objek({"id": BULAT, "sk_nomor": TEKS, "sk_tanggal": TANGGAL})),
}  # fmt: skip
_TANGGA = {"nomor": BULAT, "mulai": BULAT, "hukuman": TEKS, "orang": BULAT}

SKEMA: Skema = {
    "DaftarHukuman": objek({"jumlah": BULAT, "halaman": BULAT, "hukuman": daftar(objek(_RINGKAS))}),
    "Hukuman": objek(_LENGKAP | {"riwayat": daftar(objek(_VERSI))}),
    "HukumanSaya": objek({"milik": daftar(objek(_LENGKAP)), "bawahan": daftar(objek(_RINGKAS))}),
    "CatatHukuman": objek({"nip": TEKS, **_KEPUTUSAN}, "mulai"),
    "BetulkanHukuman": objek({"versi": BULAT, "alasan": TEKS, **_KEPUTUSAN}, "mulai"),
    "BatalkanHukuman": objek({"versi": BULAT, "alasan": TEKS}),
    "HukumanDicatat": objek({"id": BULAT}),
    "PemeriksaanDisiplin": objek(
        {
            "tahun": BULAT, "jumlah": BULAT, "halaman": BULAT, "tangga": daftar(objek(_TANGGA)),
            "temuan": daftar(objek(_TEMUAN)),
        }
    ),
    "HitungDisiplin": objek({"tahun": BULAT}),
    "DisiplinDihitung": objek({"temuan": BULAT}),
}  # fmt: skip
