"""The catalogue in words: what each lane, step, operation and function is, for whoever draws a diagram.

Every name of portal/katalog.py has its words here (tests/meta/test_katalog_kata.py). `FAKTA` are facts that no diagram
names because an action or the start of the process brings them.
"""

from typing import Any

from flask_babel import lazy_gettext as _l

LAJUR: dict[str, tuple[str, Any]] = {
    "pegawai": ("Pegawai", _l("PNS yang dinilai.")),
    "pejabat_penilai": ("Pejabat penilai", _l("Atasan langsung pegawai, menurut rantai penilaian.")),
    "atasan_banding": ("Atasan banding", _l("Atasan pejabat penilai.")),
    "verifikatur": ("Verifikatur", _l("Antrean verifikatur BKD untuk OPD pegawai.")),
    "sistem": ("Sistem", _l("Dikerjakan portal sendiri.")),
}
"""Lane key -> its label in a diagram (the key is made from it), and who that is."""

LANGKAH: dict[str, tuple[Any, Any]] = {
    "susun_skp": (_l("Susun SKP"), _l("Pegawai mengisi kegiatan dan target setahun.")),
    "tinjau_skp": (_l("Tinjau SKP"), _l("Menyetujui SKP, atau mengembalikannya dengan catatan per baris.")),
    "perbaiki_skp": (_l("Perbaiki SKP"), _l("Mengajukan lagi SKP yang dikembalikan, atau meminta putusan atasan.")),
    "verifikasi_skp": (_l("Verifikasi SKP"), _l("Verifikatur BKD mengesahkan SKP yang disepakati.")),
    "putuskan_skp": (_l("Putuskan SKP"), _l("Atasan menetapkan SKP yang disengketakan; final.")),
    "isi_realisasi": (_l("Isi realisasi"), _l("Pegawai melaporkan realisasi bulan itu dengan buktinya.")),
    "tinjau_realisasi": (_l("Nilai realisasi"), _l("Menyetujui realisasi, atau menolaknya dengan nilai usulan.")),
    "tanggapi_penolakan": (_l("Tanggapi penolakan"), _l("Menerima nilai usulan, atau mengajukan banding.")),
    "putuskan_banding": (_l("Putuskan banding"), _l("Mengabulkan, atau menolak dengan nilai sendiri; final.")),
    "verifikasi_realisasi": (_l("Verifikasi realisasi"), _l("Verifikatur BKD mengesahkan bulan yang sudah dinilai.")),
    "tindak_lanjut_verifikasi": (_l("Tindak lanjuti verifikasi"), _l("Pejabat penilai menjawab catatan verifikatur.")),
    "nilai_tahunan": (_l("Nilai tahunan"), _l("Pejabat penilai menilai hasil kerja dan perilaku setahun.")),
    "terima_penilaian": (_l("Terima penilaian"), _l("Pegawai menyatakan sudah menerima hasil penilaiannya.")),
    "catat_serah_terima": (_l("Catat serah terima"), _l("Penyerahan di luar portal dicatat dengan buktinya.")),
    "tanggapi_penilaian": (_l("Tanggapi penilaian"), _l("Pegawai menandatangani, atau mengajukan keberatan.")),
    "sahkan_penilaian": (_l("Sahkan penilaian"), _l("Atasan pejabat penilai mengesahkan hasil penilaian.")),
    "tanggapi_keberatan": (_l("Tanggapi keberatan"), _l("Pejabat penilai menjawab keberatan secara tertulis.")),
    "putuskan_keberatan": (_l("Putuskan keberatan"), _l("Atasan memutus keberatan, satu kali dan final.")),
    "susun_revisi": (_l("Susun revisi SKP"), _l("Pegawai mengusulkan perubahan SKP yang sudah ditetapkan.")),
    "tinjau_revisi": (_l("Tinjau revisi SKP"), _l("Menyetujui usulan perubahan SKP, atau mengembalikannya.")),
    "verifikasi_revisi": (_l("Verifikasi revisi SKP"), _l("Verifikatur BKD mengesahkan perubahan SKP.")),
    "putuskan_revisi": (_l("Putuskan revisi SKP"), _l("Atasan memutus usulan perubahan yang tidak disepakati; final.")),
}
"""Step -> what it is called, and what it asks. A step that is not here is a low-code one (UMUM)."""

UMUM = (
    _l("Keputusan umum"),
    _l(
        'Formulir setuju atau kembalikan, dengan catatan. Jawabannya menjadi fakta `keputusan` ("setuju" atau '
        '"kembalikan") dan `catatan`; dengan sifat `fakta` = nama, juga `nama` dan `catatan_nama`.'
    ),
)
FAKTA_UMUM = ("keputusan", "catatan")
"""What a low-code step answers with."""

OPERASI: dict[str, Any] = {
    "tarik_rekap_absensi": _l("Tarik rekap kehadiran bulan itu dari e-absensi"),
    "hitung_nilai": _l("Hitung nilai bulan itu"),
    "kirim_pemberitahuan": _l("Kirim pemberitahuan kepada para pihak"),
}
ARGUMEN: dict[str, str] = {"acara": "str"}
"""Types of arguments; all the others are numbers of documents."""

FUNGSI: dict[str, str] = {
    "len": "len(daftar) > 0",
    "abs": "abs(selisih)",
    "min": "min(nilai, 100)",
    "max": "max(nilai, 0)",
    "round": "round(nilai, 2)",
    "sum": "sum(daftar)",
    "int": 'int("12")',
    "angka": 'angka("98.33") >= 91',
    "str": "str(skp)",
    "bool": "bool(catatan)",
    "any": "any([disetujui, dipakai])",
    "all": "all([disetujui, lengkap])",
    "kolom": 'kolom(baris, "nilai")',
    "ambil": 'ambil(data, "kunci", 0)',
    "selisih_hari": "selisih_hari(batas_isi, buka_pada) > 3",
    "tanggal_tambah": "tanggal_tambah(buka_pada, 3)",
}
"""Function -> an example."""

FAKTA: dict[str, tuple[str, ...]] = {
    "skp_tahunan": ("skp",),
    "revisi_skp": ("skp",),
    "realisasi_bulanan": ("realisasi", "skp", "nilai", "absensi"),
    "banding_realisasi": ("realisasi", "skp"),
    "penilaian_tahunan": ("penilaian",),
    "keberatan": ("penilaian",),
}
