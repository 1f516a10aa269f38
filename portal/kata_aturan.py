"""What the rules say, in the reader's language.

portal/rules stands on the standard library alone and speaks Indonesian. Its sentences are listed here once more, so
that the catalogue has them; `kata` finds the one a rule has filled in and gives its twin. A test reads the rules and
misses none (tests/meta/test_kata_aturan.py).
"""

import re
from functools import cache

from flask_babel import get_locale, gettext


def _l(kalimat: str) -> str:
    """Marks a sentence for the catalogue (scripts/terjemah.py)."""
    return kalimat


KALIMAT = (
    _l("%(a)s belum dapat ditetapkan: penilaiannya dibuka %(b)s."),
    _l("%(a)s belum diisi."),
    _l("%(a)s belum diisi. Isi paling sedikit satu aspek."),
    _l("%(a)s belum diisi. Salin dari SKP atasan Anda."),
    _l(
        "%(a)s belum ditetapkan (%(b)s), padahal bulan %(c)s sudah dibuka. "
        "Selesaikan dahulu penetapannya, supaya bulan-bulan itu dapat dinilai."
    ),
    _l("%(a)s belum ditetapkan."),
    _l("%(a)s belum ditetapkan. Hubungi admin OPD Anda."),
    _l("%(a)s sudah dibuka dengan target lama. Paling awal %(b)s."),
    _l("%(a)s tidak boleh orang yang sama dengan %(b)s."),
    _l("%(a)s: belum diisi."),
    _l("%(a)s: pilih %(b)s."),
    _l("Ada catatan tanpa nilai usulan. Isi nilainya."),
    _l("Ada output, maka waktu harus lebih dari 0 hari."),
    _l("Alasan penolakan banding belum diisi."),
    _l("Anda %(a)s pada SKP ini, sehingga tidak dapat bertindak sebagai %(b)s."),
    _l("Angka ke-15 harus 1 (laki-laki) atau 2 (perempuan)."),
    _l("Angka ke-9 sampai ke-14 bukan tahun dan bulan TMT CPNS (bulan 01-12; PPPK 21-29)."),
    _l("Angka kredit hanya untuk jabatan fungsional. Kosongkan."),
    _l("Aspek %(a)s tidak dikenal."),
    _l("Aspek ini tidak dinilai pada penilaian ini, atau disebut dua kali."),
    _l("Bagian produktivitas dan bagian disiplin harus berjumlah 100 persen."),
    _l("Banding dikabulkan berarti nilai pegawai berlaku. Kosongkan nilai akhir."),
    _l("Baris ini dijawab dengan catatan, bukan angka."),
    _l("Batas atas tidak boleh lebih kecil dari batas bawah."),
    _l("Batas menit tingkat %(a)s harus lebih besar dari tingkat %(b)s."),
    _l("Belum ada kegiatan. Tambahkan paling sedikit satu."),
    _l("Belum diisi. Isi dengan angka."),
    _l("Bulan %(a)s di luar masa SKP. Hapus target bulan itu."),
    _l("Bulan ini sudah %(a)s kali ditolak. Penolakan berikutnya tidak dapat; sahkan bulan ini."),
    _l("Bulan ini sudah pernah dibanding. Banding hanya satu kali untuk satu bulan."),
    _l("Capaian kinerja organisasi ditetapkan untuk tahun 2022 sampai %(a)s (PermenPANRB 6/2022)."),
    _l("Catatan paling banyak %(a)s huruf."),
    _l("Delapan angka pertama bukan tanggal lahir (TTTTBBHH) yang ada."),
    _l("Hanya kreativitas yang bernilai menurut buktinya. Kosongkan."),
    _l("Hari terakhir tidak boleh sebelum hari pertama."),
    _l("Hari tidak dikenal; pilih %(a)s."),
    _l("Harus lebih dari 0; unsur ini tidak dapat dihitung untuk bulan itu."),
    _l("Isi 1 sampai %(a)s: SKP berakhir paling lambat Desember %(b)s."),
    _l("Isi 1 sampai 12 bulan."),
    _l("Isi batas bawah rentang, atau pindahkan angka ini ke sana."),
    _l("Isi dengan angka paling besar %(a)s."),
    _l("Isi dengan angka paling kecil %(a)s."),
    _l("Isi dengan angka paling kecil 0."),
    _l("Isi dengan angka yang berhingga."),
    _l("Isi dengan angka yang dapat dibaca dengan tepat."),
    _l("Isi dengan angka, misalnya 98,33, tanpa pemisah ribuan."),
    _l("Isi dengan bulan, bukan saat."),
    _l("Isi dengan target dan realisasi."),
    _l("Isi hari kerja lebih dari 0."),
    _l("Isi nilai akhir untuk baris yang dibanding."),
    _l("Isi paling banyak %(a)s angka di belakang koma."),
    _l("Isi paling sedikit satu hari kerja."),
    _l("Isi rupiah paling sedikit satu kelas jabatan."),
    _l("Isi satu angka, atau dua: terendah dan tertinggi."),
    _l("Isi satuan targetnya."),
    _l("Isi tanggalnya, misalnya 2026-04-01."),
    _l("Isi target %(a)s."),
    _l("Istirahat harus lebih pendek daripada jam kerjanya."),
    _l("Jadwal pengisian mulai sesudah awal bulan itu dan tidak berakhir sebelum mulai."),
    _l("Jam pulang harus sesudah jam masuk pada hari yang sama."),
    _l("Jam pulang tidak boleh sebelum jam masuk."),
    _l("Jelaskan dalam catatan mengapa nilai baris ini diubah."),
    _l("Jenis jabatan tidak dikenal."),
    _l("Jumlah target bulanan %(a)s, target setahun %(b)s. Samakan keduanya."),
    _l("Kegiatan ini tidak ada pada SKP yang berlaku, atau disebut dua kali."),
    _l("Kelas jabatan ini belum diisi pada data induk."),
    _l("Kode tidak dikenal: %(a)s."),
    _l("Langkah %(a)s tidak mempunyai tenggat."),
    _l("Medan ini tidak dikenal pada ketentuan ini."),
    _l("Menurut %(a)s penilaian ini memakai angka, bukan rating."),
    _l("Menurut NIP ini umur pada saat diangkat %(a)s tahun. Periksa tanggal lahir dan TMT."),
    _l("Menurut PP 46/2011 tugas tambahan dicatat pada halaman SKP, bukan sebagai kegiatan."),
    _l("Menurut PermenPANRB 6/2022 perilaku tidak dinilai dengan angka."),
    _l("NIP terdiri atas tepat 18 angka, misalnya 19860926 201505 1 001."),
    _l("Nilai akhir sama dengan nilai pegawai. Kabulkan, atau ubah nilainya."),
    _l("Paling sedikit %(a)s: sebanyak itu target bulan yang lewat atau realisasi yang terverifikasi."),
    _l("Penolakan harus memuat nilai usulan yang berbeda, dengan catatan."),
    _l("Perspektif hanya untuk JPT. Kosongkan."),
    _l("Pilih %(a)s."),
    _l("Pilih 1 Januari: ketentuan ini dihitung untuk tahun penuh."),
    _l("Pilih bulan %(a)s sampai %(b)s."),
    _l("Pilih di atas, sesuai, atau di bawah ekspektasi."),
    _l("Pilih di atas, sesuai, atau di bawah."),
    _l("Pilih disiplin atau seluruh."),
    _l("Pilih istimewa, baik, butuh perbaikan, kurang, atau sangat kurang."),
    _l("Pilih kabul atau tolak."),
    _l("Pilih kuantitatif atau kualitatif."),
    _l("Pilih lantai atau langit."),
    _l("Pilih perspektifnya."),
    _l("Pilih predikat capaian kinerja organisasi."),
    _l("Pilih rasio atau pp46."),
    _l("Pilih rata atau tertimbang."),
    _l("Pilih sebab revisi."),
    _l("Pilih siapa yang mengeluarkan surat keterangannya."),
    _l("Pilih tahunan atau triwulan 1 sampai 4."),
    _l("Pilih tanggal 1: ketentuan ini dihitung untuk bulan penuh."),
    _l("Pilih tanggal paling lama lima tahun lagi."),
    _l("Pilih tanggal sesudah hari ini: ketentuan tidak berlaku surut, nilai yang sudah ada tetap."),
    _l("Pilih tetap atau ubah."),
    _l("Pilih tugas tambahan atau kreativitas."),
    _l("Pilih utama atau tambahan."),
    _l("Potongan tingkat %(a)s tidak boleh lebih kecil dari tingkat %(b)s."),
    _l(
        "Realisasi %(a)s sudah dikirim pada %(b)s, padahal sejak SPMT bulan itu milik SKP yang baru. "
        "Hubungi Admin BKD supaya tanggal SPMT atau bulan itu diperbaiki."
    ),
    _l("Realisasi baru dapat diajukan sesudah SKP tahun ini ditetapkan."),
    _l("Realisasi kualitas paling besar 100."),
    _l("SKP pejabat pimpinan tinggi selalu kuantitatif."),
    _l("SKP tidak memuat kegiatan."),
    _l("SKP yang baru dapat dimulai pada hari SPMT, %(a)s."),
    _l("Satuan tidak dapat diganti selama ada bulan yang lewat. Hapus kegiatan ini dan tambahkan yang baru."),
    _l("Semua bulan SKP ini sudah dibuka, jadi tidak ada lagi yang dapat direvisi."),
    _l("TMT pengangkatan dalam NIP terletak di masa depan."),
    _l("TPP kelas jabatan %(a)s belum ditetapkan."),
    _l("Tanggal ini belum tiba."),
    _l("Tanggal ini di luar masa SKP."),
    _l("Tanggal untuk semua tidak boleh sebelum tanggal untuk yang sudah lengkap."),
    _l("Target %(a)s tidak berubah: revisi berlaku mulai %(b)s."),
    _l("Target bulanan belum dibuat. Bagikan target ke dalam bulan."),
    _l("Target harus lebih dari 0, yang terendah lebih dahulu."),
    _l("Target harus lebih dari 0."),
    _l("Target waktu %(a)s bulan, tetapi ada target untuk %(b)s bulan. Samakan keduanya."),
    _l("Tenggat %(a)s dihitung dari bulan yang dinilai; sebutkan bulannya."),
    _l("Terlalu panjang; paling banyak %(a)s huruf."),
    _l("Tidak ada kegiatan pada bulan ini."),
    _l("Tidak ada output (kuantitas 0), maka %(a)s diisi 0."),
    _l("Tidak ada rencana kinerja utama."),
    _l("Tidak ada rencana kinerja."),
    _l("Tidak ada target setahun. Kosongkan target bulan ini."),
    _l("Tidak ada target untuk aspek ini. Kosongkan."),
    _l("Tidak ada yang berubah dari SKP yang berlaku."),
    _l("Tidak boleh lebih banyak daripada yang dilayani."),
    _l("Tidak dikenal; pilih salah satu dari %(a)s."),
    _l("Tidak diminta menurut %(a)s."),
    _l("Tidak diminta menurut %(a)s. Kosongkan."),
    _l("Tidak diminta untuk JPT. Kosongkan."),
    _l("Tiga angka terakhir (nomor urut) mulai dari 001."),
    _l("Tindakan ini hanya dapat dilakukan oleh %(a)s."),
    _l("Tindakan ini tidak dapat dilakukan dalam keadaan dokumen sekarang."),
    _l("Tulis alasan keputusan; kedua pihak akan membacanya."),
    _l("Tulis alasan revisi; pejabat penilai akan membacanya."),
    _l("Tulis apa yang Anda periksa dan keterangan kedua pihak yang Anda dengar."),
    _l("Tulis apa yang dikerjakan."),
    _l("Tulis bulan (2026-09) atau tahun (2026) yang sudah lewat."),
    _l("Tulis bulan sebagai TTTT-BB, misalnya 2026-01."),
    _l("Tulis golongan PNS I sampai IV, misalnya III/b."),
    _l("Tulis golongan seperti III/b (PNS) atau IX (PPPK)."),
    _l("Tulis indikatornya, atau kosongkan targetnya."),
    _l("Tulis jam dinding tanpa zona waktu."),
    _l("Tulis jam sebagai JJ:MM atau JJ:MM:DD."),
    _l("Tulis mengapa penetapan sebelumnya dibetulkan, %(a)s sampai %(b)s huruf."),
    _l("Tulis nomor dan tanggal surat penetapannya, %(a)s sampai %(b)s huruf."),
    _l("Tulis nomor surat keterangan atau surat tugasnya."),
    _l("Unsur perilaku ini belum dinilai."),
    _l("Unsur perilaku ini tidak dinilai pada jabatan itu."),
    _l("Unsur perilaku tidak dikenal."),
    _l("Untuk kegiatan tanpa angka kredit, kosongkan; jangan diisi 0."),
    _l("Untuk kegiatan yang tidak memakai anggaran, kosongkan; jangan diisi 0."),
    _l("Verifikatur tidak menolak pada tahap verifikasi BKD."),
    _l("Waktu harus menyebut zona (misalnya +08:00)."),
    _l("Kegiatan ini tidak ada dalam SKP yang dinilai, atau disebut dua kali."),
    _l("Jelaskan mengapa predikat ini diberikan walaupun polanya tidak dapat terpenuhi lagi: %(a)s."),
    _l("Umpan balik per kegiatan dan penjelasan pola hanya diminta sejak PermenPANRB 6/2022."),
    _l("Potongan tunjangan mulai pada tanggal 1, karena TPP dihitung sebulan penuh."),
)
"""Indonesian, as the rules write them; %(a)s, %(b)s, %(c)s where they put something in."""
BULAN = (
    _l("Januari"), _l("Februari"), _l("Maret"), _l("Mei"), _l("Juni"), _l("Juli"), _l("Agustus"), _l("Oktober"),
    _l("Desember"),
)  # fmt: skip
"""Those that have another name in English."""
KATA = (_l("Uraian kegiatan"), _l("Pejabat penilai"), _l("Atasan banding"), _l("Verifikatur"))
"""What a sentence may begin with."""
_NAMA_BULAN = re.compile("|".join(BULAN))
_ISIAN = re.compile(r"%\\\(([a-c])\\\)s")


def kata(pesan: str) -> str:
    """The sentence in the language of the reader; unchanged where it is Indonesian already or not one of the rules."""
    bahasa = get_locale()
    if bahasa is None or bahasa.language == "id":
        return pesan
    for pola, kalimat in _pola():
        cocok = pola.fullmatch(pesan)
        if cocok:
            return gettext(kalimat, **{nama: _isi(isi) for nama, isi in cocok.groupdict().items()})
    return pesan


def _isi(teks: str) -> str:
    """What is filled in: a word the catalogue has, else with the names of its months."""
    return _NAMA_BULAN.sub(lambda nama: gettext(nama[0]), gettext(teks))


@cache
def _pola() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every sentence as a pattern, those with the most fixed words first."""
    semua = sorted(KALIMAT, key=lambda satu: -len(re.sub("%.[a-c].s", "", satu)))
    return tuple((re.compile(_ISIAN.sub(r"(?P<\1>.+)", re.escape(satu)), re.DOTALL), satu) for satu in semua)
