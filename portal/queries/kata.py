"""Codes in words: what each audit event says, how facts and columns are called, what their values mean.

A code that is not here shows its own name; tests/meta holds that no event and no column of master data is missing.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import formats
from portal.audit import Event as E
from portal.rules.pola import CAPAIAN
from portal.tampilan import status_tampil

PERISTIWA = {
    E.SKP_DIBUAT: _l("SKP mulai disusun"), E.SKP_DIAJUKAN: _l("SKP diajukan"), E.SKP_DISETUJUI: _l("SKP disetujui"),
    E.SKP_DIKEMBALIKAN: _l("SKP dikembalikan"), E.SKP_DISENGKETAKAN: _l("Putusan atasan atas SKP diminta"),
    E.SKP_DIPUTUSKAN: _l("SKP diputuskan atasan"), E.SKP_DITETAPKAN: _l("SKP ditetapkan"),
    E.SKP_DITOLAK_BKD: _l("SKP ditolak BKD"), E.SKP_DITUTUP: _l("SKP ditutup karena mutasi"),
    E.SKP_DIBATALKAN: _l("SKP dibatalkan"), E.BULAN_DIBUKA: _l("Bulan dibuka"),
    E.BULAN_DIBATALKAN: _l("Bulan dibatalkan"), E.REALISASI_DIAJUKAN: _l("Realisasi diajukan"),
    E.REALISASI_DISETUJUI: _l("Realisasi disetujui"), E.REALISASI_DITOLAK: _l("Realisasi ditolak dengan nilai usulan"),
    E.REALISASI_DITERIMA: _l("Nilai usulan diterima"), E.REALISASI_DINILAI: _l("Nilai bulan dihitung"),
    E.REALISASI_DIVERIFIKASI: _l("Realisasi disahkan BKD"), E.REALISASI_DITOLAK_BKD: _l("Realisasi dikembalikan BKD"),
    E.REALISASI_DITINDAKLANJUTI: _l("Catatan BKD ditindaklanjuti"), E.BUKTI_DIUNGGAH: _l("Berkas bukti diunggah"),
    E.BUKTI_DIHAPUS: _l("Berkas bukti dihapus"), E.BUKTI_DIBACA: _l("Berkas bukti diunduh"),
    E.BANDING_DIAJUKAN: _l("Banding diajukan"), E.BANDING_DIPUTUSKAN: _l("Banding diputuskan"),
    E.REKAP_DITARIK: _l("Rekap kehadiran diterima"), E.REKAP_DITUNDA: _l("Rekap kehadiran belum dapat ditarik"),
    E.PEMBERITAHUAN_DIKIRIM: _l("Pemberitahuan dikirim"), E.PEMBERITAHUAN_DIBACA: _l("Pemberitahuan dibaca"),
    E.TUGAS_DIAMBIL: _l("Tugas diambil"), E.TUGAS_DILEPAS: _l("Tugas dilepas"), E.TUGAS_DITUNDA: _l("Tugas ditunda"),
    E.TUGAS_DIALIHKAN: _l("Tugas dialihkan"), E.TUGAS_DISERAHKAN: _l("Tugas diserahkan"),
    E.TUGAS_DISERAHKAN_KEMBALI: _l("Tugas diserahkan kembali"),
    E.TUGAS_DISELESAIKAN: _l("Langkah diputuskan"), E.DRAF_DISIMPAN: _l("Draf isian disimpan"),
    E.DRAF_DIIMPOR: _l("Draf diisi dari Excel"),
    E.LANGKAH_GAGAL: _l("Langkah sistem berakhir dengan kesalahan"),
    E.PENGATUR_WAKTU_BERJALAN: _l("Pengatur waktu berjalan"), E.REVISI_DIBUAT: _l("Revisi SKP dimulai"),
    E.REVISI_DIAJUKAN: _l("Revisi SKP diajukan"), E.REVISI_DISETUJUI: _l("Revisi SKP disetujui"),
    E.REVISI_DIKEMBALIKAN: _l("Revisi SKP dikembalikan"), E.REVISI_DIBATALKAN: _l("Revisi SKP dibatalkan"),
    E.REVISI_DISENGKETAKAN: _l("Putusan atasan atas revisi diminta"),
    E.REVISI_DIPUTUSKAN: _l("Revisi SKP diputuskan atasan"), E.REVISI_DITETAPKAN: _l("Revisi SKP berlaku"),
    E.REVISI_DITOLAK_BKD: _l("Revisi SKP dikembalikan BKD"),
    E.TAMBAHAN_DICATAT: _l("Tugas tambahan dicatat"), E.TAMBAHAN_DIHAPUS: _l("Tugas tambahan dihapus"),
    E.TAMBAHAN_DIAKUI: _l("Tugas tambahan diakui"), E.TAMBAHAN_DITOLAK: _l("Tugas tambahan tidak diakui"),
    E.CATATAN_PERILAKU_DITULIS: _l("Catatan perilaku ditulis"),
    E.CATATAN_PERILAKU_DICORET: _l("Catatan perilaku dicoret"), E.PENILAIAN_DIBUKA: _l("Penilaian tahunan dimulai"),
    E.PENILAIAN_DISERAHKAN: _l("Penilaian diserahkan"), E.PENILAIAN_DITERIMA: _l("Penilaian diterima pegawai"),
    E.PENILAIAN_SERAH_TERIMA_DICATAT: _l("Serah terima penilaian dicatat"),
    E.PENILAIAN_DITANDATANGANI: _l("Penilaian ditandatangani"), E.PENILAIAN_DISAHKAN: _l("Penilaian disahkan"),
    E.KEBERATAN_DIAJUKAN: _l("Keberatan diajukan"), E.KEBERATAN_DITANGGAPI: _l("Keberatan ditanggapi"),
    E.KEBERATAN_DIPUTUSKAN: _l("Keberatan diputuskan"), E.LAMPIRAN_DIUNGGAH: _l("Lampiran diunggah"),
    E.LAMPIRAN_DIHAPUS: _l("Lampiran dihapus"), E.LAMPIRAN_DIBACA: _l("Lampiran diunduh"),
    E.DRAF_PROSES_DIBUAT: _l("Draf diagram dibuat"), E.DRAF_PROSES_DISIMPAN: _l("Draf diagram disimpan"),
    E.DRAF_PROSES_DIAJUKAN: _l("Draf diagram diajukan"), E.DRAF_PROSES_DIKEMBALIKAN: _l("Draf diagram dikembalikan"),
    E.DRAF_PROSES_DIBUANG: _l("Draf diagram dibuang"), E.PROSES_DITERBITKAN: _l("Diagram diterbitkan"),
    E.INSTANS_DITANGGUHKAN: _l("Proses ditangguhkan"), E.INSTANS_DILANJUTKAN: _l("Proses dilanjutkan"),
    E.INSTANS_DIBATALKAN: _l("Proses dibatalkan"), E.INSTANS_DIULANGI: _l("Langkah yang gagal diulangi"),
    E.INSTANS_DIMULAI_KEMBALI: _l("Proses dimulai kembali"), E.INSTANS_DIPINDAHKAN: _l("Proses dipindahkan"),
    E.INSTANS_FAKTA_DIBETULKAN: _l("Fakta dibetulkan"),

    E.INSTANS_DIMIGRASI: _l("Proses pindah versi"),
    E.INSTANS_MIGRASI_DIKEMBALIKAN: _l("Proses kembali ke versi semula"),
    E.PROSES_DITANGGUHKAN: _l("Diagram ditangguhkan"), E.PROSES_DILANJUTKAN: _l("Diagram dibuka lagi"),
    E.JADWAL_DIULANGI: _l("Mulai menurut jadwal dicoba lagi"), E.PESAN_DIKIRIM: _l("Pesan dikirim ke dalam proses"),
    E.KENDALA_DIULANGI: _l("Kendala diulangi"), E.KENDALA_DISELESAIKAN: _l("Kendala diselesaikan"),
    E.OPERASI_DIMINTA: _l("Operasi massal diminta"), E.OPERASI_DISELESAIKAN: _l("Operasi massal selesai"),
    E.OPERASI_DIHENTIKAN: _l("Operasi massal dihentikan"),
    E.KETENTUAN_DIUSULKAN: _l("Ketentuan diusulkan"), E.KETENTUAN_USULAN_DIUBAH: _l("Usulan ketentuan diubah"),
    E.KETENTUAN_DIAJUKAN: _l("Usulan ketentuan diajukan"), E.KETENTUAN_DITARIK: _l("Usulan ketentuan ditarik"),
    E.KETENTUAN_DIKEMBALIKAN: _l("Usulan ketentuan dikembalikan"),
    E.KETENTUAN_USULAN_DIBUANG: _l("Usulan ketentuan dibuang"), E.KETENTUAN_DISETUJUI: _l("Ketentuan disetujui"),
    E.KETENTUAN_SIMULASI_DIMINTA: _l("Simulasi ketentuan diminta"),
    E.KETENTUAN_SIMULASI_SELESAI: _l("Simulasi ketentuan selesai"),
    E.KETENTUAN_SIMULASI_GAGAL: _l("Simulasi ketentuan gagal"),
    E.HUKUMAN_DICATAT: _l("Hukuman disiplin dicatat"), E.HUKUMAN_DIBETULKAN: _l("Hukuman disiplin dibetulkan"),
    E.HUKUMAN_DIBATALKAN: _l("Hukuman disiplin dibatalkan"),
    E.DISIPLIN_DIPERIKSA: _l("Pemeriksaan disiplin dihitung ulang"),
    E.TPP_DIHITUNG: _l("TPP dihitung"), E.TPP_DIHITUNG_ULANG: _l("TPP dihitung ulang"),
    E.CAPAIAN_DITETAPKAN: _l("Capaian organisasi ditetapkan"),
    E.CAPAIAN_DIBETULKAN: _l("Capaian organisasi dibetulkan"),
    E.INSTANS_DIMULAI: _l("Proses dimulai"), E.KASUS_DIBUKA: _l("Perkara dibuka untuk diperiksa"),
    E.PERISTIWA_DIBUKA: _l("Jejak audit dibaca"), E.DAFTAR_DIEKSPOR: _l("Daftar diunduh"),
    E.FORMULIR_DICETAK: _l("Formulir dicetak"),
    E.SARINGAN_DISIMPAN: _l("Saringan disimpan"), E.SARINGAN_DIHAPUS: _l("Saringan dihapus"),
    E.LAPORAN_DIMINTA: _l("Laporan diminta"), E.LAPORAN_DIBUAT: _l("Laporan siap"),
    E.LAPORAN_DIMULAI: _l("Laporan mulai dibuat"),
    E.LAPORAN_GAGAL: _l("Laporan gagal dibuat"), E.LAPORAN_DIUNDUH: _l("Laporan diunduh"),
    E.LAPORAN_DIHAPUS: _l("Laporan dihapus"), E.SANDI_DIGANTI: _l("Kata sandi diganti"),
    E.SANDI_DISETEL_ULANG: _l("Kata sandi disetel ulang"), E.AKUN_DIBUAT: _l("Akun dibuat"),
    E.AKUN_DIAKTIFKAN: _l("Akun diaktifkan"), E.AKUN_DINONAKTIFKAN: _l("Akun dinonaktifkan"),
    E.AKUN_PERAN_DIUBAH: _l("Peran akun diubah"), E.PERAN_DISINKRONKAN: _l("Hak peran disamakan"),
    E.DATA_INDUK_DIUBAH: _l("Data induk diubah"),
}  # fmt: skip
"""Every event in words."""

MEDAN = {
    "absensi": _l("Rekap kehadiran"), "acara": _l("Acara"), "ak": _l("Angka kredit"), "akhir": _l("Nilai akhir"),
    "aktif": _l("Aktif"), "alasan": _l("Alasan"), "aspek": _l("Aspek"), "atasan_id": _l("Atasan pejabat penilai"),
    "atasan_banding": _l("Atasan banding"), "baris": _l("Banyak baris"), "berlaku_bulan": _l("Berlaku mulai bulan"),
    "biaya": _l("Biaya"), "batas_banding": _l("Batas menanggapi penolakan"), "batas_isi": _l("Batas mengisi"),
    "batas_nilai": _l("Batas menilai"), "batas_perbaiki": _l("Batas memperbaiki"),
    "batas_putus": _l("Batas memutuskan"),
    "batas_putusan": _l("Batas memutuskan keberatan"), "batas_putusan_keberatan": _l("Batas memutuskan keberatan"),
    "batas_catat": _l("Batas mencatat serah terima"),
    "batas_sahkan": _l("Batas mengesahkan"), "batas_serah": _l("Batas serah terima"),
    "batas_susun": _l("Batas menyusun"),
    "batas_tanggapan": _l("Batas menandatangani atau mengajukan keberatan"),
    "batas_tanggapan_keberatan": _l("Batas menanggapi keberatan"), "batas_tindak": _l("Batas menindaklanjuti"),
    "batas_tinjau": _l("Batas meninjau"), "batas_verifikasi": _l("Batas memverifikasi"), "bulan": _l("Bulan"),
    "buka_pada": _l("Dibuka pada"), "bukti": _l("Berkas"), "capaian_skp": _l("Capaian SKP"), "cara": _l("Cara"),
    "catatan": _l("Catatan"), "catatan_baris": _l("Catatan per kegiatan"), "dasar": _l("Dasar"),
    "dasar_versi": _l("Berdasarkan versi"), "dari": _l("Dari"), "dibuka": _l("Yang dibuka"),
    "disahkan": _l("Disahkan atasan"), "ditanggapi": _l("Ditanggapi pejabat penilai"),
    "digantikan_id": _l("Yang digantikan"), "disetujui": _l("Disetujui pejabat penilai"),
    "ditolak": _l("Ditolak"), "diputuskan": _l("Diputuskan atasan"), "eselon": _l("Eselon"), "galat": _l("Galat"),
    "gelombang_id": _l("Gelombang"), "golongan": _l("Golongan"), "hasil_banding": _l("Putusan banding"),
    "hasil_keberatan": _l("Putusan keberatan"), "hasil_revisi": _l("Putusan revisi"),
    "hasil_kerja": _l("Hasil kerja"), "hasil_verifikasi": _l("Hasil verifikasi"), "id": _l("Nomor baris"),
    "induk_id": _l("Unit induk"), "jabatan_id": _l("Jabatan"), "jenis": _l("Jenis"), "karena": _l("Karena"),
    "kasus": _l("Perkara"), "kegiatan": _l("Kegiatan"), "kegunaan": _l("Kegunaan"), "kelas": _l("Kelas jabatan"),
    "keputusan": _l("Keputusan"), "keterangan": _l("Keterangan"), "klaim": _l("Klaim pegawai"), "kode": _l("Kode"),
    "kualitas": _l("Mutu"), "kuantitas": _l("Kuantitas"), "kunci": _l("Nama parameter"),
    "kunci_bisnis": _l("Nomor perkara"), "langkah": _l("Langkah"), "langkah_pegawai": _l("Langkah pegawai"),
    "layar": _l("Layar"), "tanda": _l("Tanda cetakan"),
    "mulai": _l("Mulai"), "nama": _l("Nama"), "nama_pengguna": _l("Nama pengguna"),
    "nilai": _l("Nilai"), "nilai_perilaku": _l("Nilai perilaku"), "nip": _l("NIP"), "nomor": _l("Nomor"),
    "nomor_sk": _l("Nomor SK"), "nomor_surat": _l("Nomor surat"), "opd_id": _l("OPD"), "pegawai": _l("Pegawai"),
    "pegawai_id": _l("Pegawai"), "pejabat_penilai": _l("Pejabat penilai"), "pemegang": _l("Pemegang"),
    "pemeriksaan": _l("Pemeriksaan"), "penerima": _l("Penerima"), "pengecualian": _l("Pengecualian"),
    "pengganti_id": _l("Pengganti"), "penilai_id": _l("Pejabat penilai"), "penilaian": _l("Penilaian"),
    "peran": _l("Peran"), "pihak": _l("Para pihak"), "predikat": _l("Predikat"), "profil": _l("Aturan"),
    "proses": _l("Proses"), "punya_mesin": _l("Punya mesin absensi"), "rating_perilaku": _l("Perilaku"),
    "realisasi": _l("Realisasi"), "rekomendasi": _l("Rekomendasi"), "revisi": _l("Revisi"), "sah": _l("Disahkan BKD"),
    "sampai": _l("Sampai"), "saran": _l("Usulan pejabat penilai"), "saringan": _l("Saringan"), "satuan": _l("Satuan"),
    "sebab": _l("Sebab"), "sejak": _l("Sejak"), "selesai": _l("Selesai"), "setuju": _l("Disetujui pejabat penilai"),
    "sha256": _l("Sidik berkas"), "sidik": _l("Sidik dokumen"), "sikap": _l("Sikap pegawai"),
    "sikap_penilai": _l("Sikap pejabat penilai"), "skp": _l("SKP"), "status": _l("Keadaan"), "sumber": _l("Sumber"),
    "surat": _l("Surat"), "tahun": _l("Tahun"), "tanggal": _l("Tanggal"), "tanggapan": _l("Tanggapan"),
    "terlambat": _l("Terlambat"), "tindakan": _l("Tindakan"), "tujuan": _l("Tujuan"), "ukuran": _l("Ukuran"),
    "unit_id": _l("Unit"), "uraian": _l("Uraian"), "username": _l("Nama pengguna"),
    "verifikatur": _l("Verifikatur BKD"), "versi": _l("Versi"),
    "wajib_ganti_sandi": _l("Wajib mengganti kata sandi"), "waktu": _l("Waktu"),
    "pesan": _l("Pesan"), "ke": _l("Ke"), "sudah": _l("Sudah terbuka"), "judul": _l("Judul"), "argumen": _l("Argumen"),
    "keberatan": _l("Keberatan"), "berubah": _l("Berubah"), "sama": _l("Sama"), "baru": _l("Baru"),
    "hasil": _l("Hasil"), "lampiran": _l("Lampiran"), "bulan_dibatalkan": _l("Bulan yang dibatalkan"),
    "jumlah": _l("Jumlah"), "lajur": _l("Lajur"), "pihak_skp": _l("Para pihak"), "ditarik": _l("Ditarik kembali"),
    "penyusun": _l("Penyusun"), "pengaju": _l("Pengaju"), "pengganti": _l("Pengganti"), "sebagai": _l("Sebagai"),
    "gagal": _l("Gagal"), "opd": _l("OPD"), "unit": _l("Unit"), "operasi": _l("Operasi massal"),
    "percobaan": _l("Percobaan"), "berhasil": _l("Berhasil"), "dilewati": _l("Dilewati"),
    "dari_versi": _l("Dari versi"), "ke_versi": _l("Ke versi"), "peta": _l("Padanan langkah"), "fakta": _l("Fakta"),
    "dibuka_langkah": _l("Langkah yang dibuka"), "ditutup_langkah": _l("Langkah yang ditutup"),
    "tabel": _l("Ketentuan"), "ketentuan": _l("Nomor ketentuan"), "masa": _l("Masa yang disimulasikan"),
    "dibayar": _l("Dibayar"), "belum": _l("Belum dapat dihitung"),
    "naik": _l("Yang naik"), "turun": _l("Yang turun"), "tak_dihitung": _l("Yang tidak dihitung"),
    "dihapus": _l("Fakta yang dihapus"), "instans_lama": _l("Instans semula"), "draf": _l("Draf"),
    "bulan_tpp_berubah": _l("Bulan TPP yang dihitung ulang"), "sk_nomor": _l("Nomor keputusan (SK)"),
    "sk_tanggal": _l("Tanggal keputusan"), "pejabat": _l("Ditetapkan oleh"), "sebutan": _l("Hukuman"),
    "peraturan": _l("Peraturan"), "tingkat": _l("Tingkat"), "potongan": _l("Potongan TPP"), "orang": _l("Pegawai"),
    "pasal": _l("Ketentuan yang dilanggar"), "pelanggaran": _l("Pelanggaran"), "temuan": _l("Temuan"),
    "capaian": _l("Capaian organisasi"), "triwulan": _l("Triwulan"), "umpan_balik": _l("Umpan balik"),
    "penjelasan_pola": _l("Penjelasan penyimpangan pola"),
    "tetap": _l("Tetap"), "hilang": _l("Tidak dipakai lagi"), "dibagi_ulang": _l("Dibagi ulang"),
}  # fmt: skip
"""Facts, columns and details in words."""

_PUTUSAN = {
    "setujui": _l("disetujui"), "setuju": _l("disetujui"), "kembalikan": _l("dikembalikan"), "kabul": _l("dikabulkan"),
    "tolak": _l("ditolak"), "sahkan": _l("disahkan"), "sahkan_target": _l("disahkan dengan target sebagai realisasi"),
    "sah": _l("disahkan"), "tetap": _l("tetap"), "ubah": _l("diubah"),
}  # fmt: skip
_SIKAP = {
    "terima": _l("menerima"), "banding": _l("mengajukan banding"), "diam": _l("tidak menanggapi sampai batas waktu"),
    "bantah": _l("membantah"), "tandatangani": _l("menandatangani"), "keberatan": _l("mengajukan keberatan"),
}  # fmt: skip
KODE: dict[str, Mapping[str, Any]] = {
    "keputusan": _PUTUSAN, "hasil_keberatan": _PUTUSAN, "hasil_revisi": _PUTUSAN,
    "hasil_banding": _PUTUSAN, "hasil_verifikasi": _PUTUSAN, "sikap": _SIKAP,
    "sikap_penilai": _SIKAP,
    "absensi": {
        "ada": _l("ada, dari e-absensi"), "tidak_ada": _l("tidak ada dalam e-absensi"),
        "tanpa_mesin": _l("OPD tanpa mesin absensi"),
    },
    "langkah_pegawai": {
        "ajukan": _l("mengajukan lagi"), "sengketa": _l("meminta putusan atasan"), "batal": _l("membatalkan"),
    },
    "jenis": {
        "f1": _l("Formulir F-1"), "f2": _l("Formulir F-2"), "rekap": _l("rekap keadaan"),
        "penilaian": _l("hasil penilaian tahunan"),
    },
    "capaian": CAPAIAN, "triwulan": {"0": _l("setahun")},
    "cara": {"ganti": _l("mengganti draf"), "gabung": _l("digabungkan dengan draf")},
    "tindakan": {"tambah": _l("ditambahkan"), "ubah": _l("diubah"), "hapus": _l("dihapus")},
    "karena": {
        "disepakati": _l("disepakati para pihak"), "putusan_atasan": _l("putusan atasan pejabat penilai, final"),
    },
    "dibuka": {
        "skp": _l("SKP"), "realisasi": _l("bulan"), "penilaian": _l("penilaian"), "instans": _l("perjalanan perkara"),
        "catatan-perilaku": _l("buku catatan perilaku"),
    },
    "layar": {
        "instans": _l("daftar perkara"), "peristiwa": _l("jejak audit"), "f1": _l("Formulir F-1"),
        "f2": _l("Formulir F-2"), "f3": _l("Formulir F-3"), "f4": _l("Formulir F-4"),
        "skp30": _l("SKP PP 30/2019"), "dokumen30": _l("Dokumen penilaian kinerja"),
        "skp6": _l("SKP PermenPANRB 6/2022"),
        "evaluasi6": _l("Evaluasi kinerja"), "evaluasi6b": _l("Evaluasi kinerja bulanan"),
        "ak6": _l("Konversi angka kredit"), "dokumen6": _l("Dokumen evaluasi kinerja"),
        "f1_opd": _l("Formulir F-1 satu OPD"), "rekap": _l("rekap keadaan"),
        "operasi": _l("operasi massal"),
        "simulasi": _l("simulasi ketentuan"), "tpp": _l("TPP satu perangkat daerah"),
        "capaian": _l("capaian kinerja organisasi"),
    },
}  # fmt: skip
"""Words of the values of a field."""
_ANGKA = re.compile(r"-?\d{1,15}\.\d{1,6}", re.ASCII)
_SAAT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII)
_TANGGAL = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def peristiwa(jenis: str) -> str:
    """An event in words; one of a newer portal by its own name."""
    return str(PERISTIWA.get(jenis, jenis))  # type: ignore[call-overload]


def medan(nama: str) -> str:
    """A fact, column or detail in words: an unknown one shows its name with spaces."""
    return str(MEDAN.get(nama) or nama.replace("_", " ").capitalize())


def nilai(nama: str, isi: Any, sebutan: Mapping[str, str] | None = None) -> str:
    """A value as people read it: codes in words, moments and days in words, numbers with our signs, parties by name.

    `sebutan`: names of parties ("orang:17")."""
    if isi is None or isi == "" or isi == [] or isi == {}:
        return formats.EMPTY
    if isinstance(isi, bool):
        return _("ya") if isi else _("tidak")
    if isinstance(isi, Decimal):
        return formats.angka(_rapi(isi))
    if isinstance(isi, datetime):
        return formats.tanggal_waktu(isi)
    if isinstance(isi, date):
        return formats.tanggal(isi)
    if isinstance(isi, list | tuple):
        return ", ".join(nilai(nama, satu, sebutan) for satu in isi)
    if isinstance(isi, dict):
        return "; ".join(f"{medan(str(k))}: {nilai(str(k), v, sebutan)}" for k, v in isi.items())
    return _teks(nama, str(isi), sebutan or {})


def _teks(nama: str, teks: str, sebutan: Mapping[str, str]) -> str:
    if nama == "status":
        return status_tampil(teks)[1]
    if nama in ("acara", "langkah"):  # names within diagrams
        return teks.replace("_", " ")
    if kata := KODE.get(nama, {}).get(teks):
        return str(kata)
    if teks in sebutan:
        return sebutan[teks]
    if _ANGKA.fullmatch(teks):  # scores are kept as exact text
        return formats.angka(_rapi(Decimal(teks)))
    try:
        if _SAAT.fullmatch(teks):
            return formats.tanggal_waktu(datetime.fromisoformat(teks))
        return formats.tanggal(date.fromisoformat(teks)) if _TANGGAL.fullmatch(teks) else teks
    except ValueError:
        return teks


def _rapi(angka: Decimal) -> Decimal:
    """Without the zeros that a column adds: 9.0000 is 9; 97.50 stays as it was printed."""
    derajat = angka.as_tuple().exponent
    return angka.normalize() + 0 if isinstance(derajat, int) and derajat < -2 else angka
