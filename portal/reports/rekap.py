"""The recap of an OPD's year: how many months of each unit stand in which state, one row per unit and month."""

from typing import IO, Any

from portal.reports.isi import Rekap
from portal.reports.lembar import Buku, bulan, tulis

KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E8E8E8"}
ATAS = 3
"""The row of the headings."""


def berkas(rekap: Rekap) -> IO[bytes]:
    """The workbook: one table that can be filtered."""
    return tulis(lambda buku: _lembar(buku, rekap), "Rekap keadaan realisasi", alir=True)


def _lembar(buku: Buku, rekap: Rekap) -> None:
    lembar = buku.lembar(f"Rekap {rekap.tahun}", kaki=rekap.opd)
    akhir = 2 + len(rekap.keadaan)
    lembar.asli.set_column(0, 0, 42)
    lembar.asli.set_column(1, akhir, 13)
    lembar.teks(0, 0, f"REKAP KEADAAN REALISASI BULANAN TAHUN {rekap.tahun}", bold=True, font_size=12, text_wrap=False)
    lembar.teks(1, 0, rekap.opd, text_wrap=False)
    for k, isi in enumerate(("Unit kerja", "Bulan", *(nama for _kode, nama in rekap.keadaan), "Jumlah")):
        lembar.teks(ATAS, k, isi, **KEPALA)
    for n, baris in enumerate(rekap.baris, ATAS + 1):
        lembar.teks(n, 0, baris.unit, border=1)
        lembar.teks(n, 1, bulan(baris.bulan), border=1)
        for k, (kode, _nama) in enumerate(rekap.keadaan, 2):
            lembar.angka(n, k, baris.jumlah.get(kode, 0), border=1)
        lembar.angka(n, akhir, sum(baris.jumlah.values()), border=1, bold=True)
    dasar = ATAS + len(rekap.baris)
    lembar.asli.autofilter(ATAS, 0, dasar, akhir)
    lembar.asli.freeze_panes(ATAS + 1, 2)
    lembar.asli.repeat_rows(ATAS)
    lembar.asli.print_area(0, 0, dasar, akhir)
