"""The list of the year's results, one row per person; a result is written once it is final."""

from collections.abc import Iterable
from typing import Any

from portal.reports.f1 import KEPALA
from portal.reports.isi import BarisPenilaian
from portal.reports.lembar import Buku, tanggal

JUDUL = "Daftar penilaian tahunan"
KOLOM = (
    ("NO", 5), ("NIP", 20), ("Nama", 26), ("Pangkat/Gol.Ruang", 20), ("Jabatan", 26), ("Unit kerja", 24),
    ("Perangkat daerah", 24), ("Nomor penilaian", 15), ("Keadaan", 20), ("Aturan", 8), ("Capaian SKP", 9),
    ("Perilaku", 9), ("Nilai", 9), ("Hasil kerja", 14), ("Perilaku kerja", 14), ("Predikat", 12),
    ("Keberatan", 14), ("Disahkan", 16), ("Ketentuan", 40),
)  # fmt: skip
ATAS = 3


def tulis_lembar(buku: Buku, semua: Iterable[BarisPenilaian], *, tahun: int, tempat: str) -> None:
    """One table that can be filtered, row by row."""
    lembar, akhir = buku.lembar(f"Penilaian {tahun}", kaki=tempat), len(KOLOM) - 1
    lembar.teks(0, 0, f"DAFTAR PENILAIAN PEGAWAI TAHUN {tahun}", bold=True, font_size=12, text_wrap=False)
    keterangan = f"{tempat}. RAHASIA. Hasil ditulis setelah penilaian sah."
    lembar.teks(1, 0, keterangan, text_wrap=False)
    for k, (nama, lebar) in enumerate(KOLOM):
        lembar.asli.set_column(k, k, lebar)
        lembar.teks(ATAS, k, nama, **KEPALA)
    n = ATAS
    for n, b in enumerate(semua, ATAS + 1):
        lembar.angka(n, 0, n - ATAS, border=1)
        teks: tuple[Any, ...] = (b.nip, b.nama, b.pangkat, b.jabatan, b.unit, b.opd, b.nomor, b.keadaan, b.profil)
        for k, isi in enumerate(teks, 1):
            lembar.teks(n, k, isi, border=1)
        for k, angka in enumerate((b.capaian_skp, b.nilai_perilaku, b.nilai), 10):
            lembar.angka(n, k, angka, border=1)
        sah = tanggal(b.disahkan) if b.disahkan else ""
        for k, isi in enumerate((b.hasil_kerja, b.rating_perilaku, b.predikat, b.keberatan, sah, b.ketentuan), 13):
            lembar.teks(n, k, isi, border=1)
    lembar.asli.autofilter(ATAS, 0, n, akhir)
    lembar.asli.freeze_panes(ATAS + 1, 3)
    lembar.asli.repeat_rows(ATAS)
    lembar.asli.print_area(0, 0, n, akhir)
