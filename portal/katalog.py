"""What the portal offers to diagrams: the lanes it fills, the steps it has forms for, the operations its jobs do.

Publishing checks every diagram against it. `ACARA` are the occasions `kirim_pemberitahuan` knows.
"""

from workflows.catalogue import Catalogue

PIHAK = frozenset({"pegawai", "pejabat_penilai", "atasan_banding", "verifikatur"})

LANGKAH = frozenset(
    {
        "susun_skp",
        "tinjau_skp",
        "perbaiki_skp",
        "verifikasi_skp",
        "putuskan_skp",
        "isi_realisasi",
        "tinjau_realisasi",
        "tanggapi_penolakan",
        "putuskan_banding",
        "verifikasi_realisasi",
        "tindak_lanjut_verifikasi",
        "susun_revisi",
        "tinjau_revisi",
        "verifikasi_revisi",
        "putuskan_revisi",
        "nilai_tahunan",
        "terima_penilaian",
        "catat_serah_terima",
        "tanggapi_penilaian",
        "sahkan_penilaian",
        "tanggapi_keberatan",
        "putuskan_keberatan",
    }
)

OPERASI = {
    "tarik_rekap_absensi": frozenset({"realisasi"}),
    "hitung_nilai": frozenset({"realisasi"}),
    "kirim_pemberitahuan": frozenset({"acara", "skp", "realisasi", "penilaian"}),
}

ACARA = frozenset(
    {
        "susun_lewat",
        "tinjau_skp_lewat",
        "perbaiki_lewat",
        "verifikasi_skp_lewat",
        "putus_skp_lewat",
        "skp_ditetapkan",
        "isi_lewat",
        "realisasi_boleh_diajukan",
        "tinjau_realisasi_lewat",
        "verifikasi_lewat",
        "bulan_diverifikasi",
        "tindak_lewat",
        "banding_lewat",
        "banding_kabul",
        "banding_tolak",
        "susun_revisi_lewat",
        "tinjau_revisi_lewat",
        "verifikasi_revisi_lewat",
        "putus_revisi_lewat",
        "revisi_berlaku",
        "revisi_tidak_diubah",
        "nilai_tahunan_lewat",
        "serah_terima_lewat",
        "serah_terima_dicatat",
        "tanggapan_penilaian_lewat",
        "pengesahan_lewat",
        "penilaian_sah",
        "tanggapan_keberatan_lewat",
        "putusan_keberatan_lewat",
        "keberatan_diputus",
    }
)

PROSES_HUKUM = frozenset(
    {"skp_tahunan", "revisi_skp", "realisasi_bulanan", "banding_realisasi", "penilaian_tahunan", "keberatan"}
)
"""Processes that belong to a document of ours: only its own actions start them, nobody with facts of his choice."""

KATALOG = Catalogue(lanes=PIHAK | {"sistem"}, steps=LANGKAH, operations=OPERASI)
