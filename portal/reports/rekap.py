"""The recap of an OPD's year: how many months of each unit stand in which state, one row per unit and month."""

from collections.abc import Iterable
from itertools import chain
from typing import IO, Any

from portal.reports.isi import Rekap
from portal.reports.lembar import Buku, bulan, tulis

KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E8E8E8"}
JUDUL = "Rekap keadaan realisasi"
ATAS = 3
"""The row of the headings."""


def berkas(rekap: Rekap) -> IO[bytes]:
    """The workbook: one table that can be filtered."""
    return tulis(lambda buku: tulis_lembar(buku, [rekap]), JUDUL, alir=True)


def tulis_lembar(buku: Buku, semua: Iterable[Rekap], *, provinsi: bool = False) -> None:
    """The table of one OPD, or of several (`provinsi`: with a column that says which), row by row."""
    aliran = iter(semua)
    pertama = next(aliran)
    nama = "Semua perangkat daerah" if provinsi else pertama.opd
    lembar = buku.lembar(f"Rekap {pertama.tahun}", kaki=nama)
    depan = ("Perangkat daerah",) * provinsi
    kepala = (*depan, "Unit kerja", "Bulan", *(kata for _kode, kata in pertama.keadaan), "Jumlah")
    akhir, geser = len(kepala) - 1, len(depan)
    lembar.asli.set_column(0, geser, 42)
    lembar.asli.set_column(geser + 1, akhir, 13)
    judul = f"REKAP KEADAAN REALISASI BULANAN TAHUN {pertama.tahun}"
    lembar.teks(0, 0, judul, bold=True, font_size=12, text_wrap=False)
    lembar.teks(1, 0, nama, text_wrap=False)
    for k, isi in enumerate(kepala):
        lembar.teks(ATAS, k, isi, **KEPALA)
    n = ATAS
    for rekap in chain((pertama,), aliran):
        for baris in rekap.baris:
            n += 1
            for k, isi in enumerate((*(rekap.opd,) * provinsi, baris.unit, bulan(baris.bulan))):
                lembar.teks(n, k, isi, border=1)
            for k, (kode, _nama) in enumerate(rekap.keadaan, geser + 2):
                lembar.angka(n, k, baris.jumlah.get(kode, 0), border=1)
            lembar.angka(n, akhir, sum(baris.jumlah.values()), border=1, bold=True)
    lembar.asli.autofilter(ATAS, 0, n, akhir)
    lembar.asli.freeze_panes(ATAS + 1, geser + 2)
    lembar.asli.repeat_rows(ATAS)
    lembar.asli.print_area(0, 0, n, akhir)
