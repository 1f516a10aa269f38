"""The TPP of an OPD and month as a workbook, for who prepares the payment."""

from collections.abc import Iterable
from typing import IO, Any

from portal.queries.tpp import Baris
from portal.reports.lembar import Buku, Lembar, tulis

KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E8E8E8"}
KOLOM = (
    ("No", 6), ("NIP", 22), ("Nama", 34), ("Jabatan", 38), ("Kelas", 8), ("Unit kerja", 34), ("Nilai SKP", 10),
    ("TPP kelas (Rp)", 16), ("Potongan disiplin (%)", 12), ("Produktivitas (Rp)", 16), ("Disiplin (Rp)", 16),
    ("Dibayar (Rp)", 16), ("Versi", 8), ("Sidik", 24),
)  # fmt: skip
ATAS = 4
"""The row of the headings."""
UANG: dict[str, Any] = {"border": 1, "num_format": "#,##0"}


def berkas(opd: str, periode: str, baris: Iterable[Baris]) -> IO[bytes]:
    """One sheet, a row per verified month; its last row adds up what is kept."""

    def isi(buku: Buku) -> None:
        lembar = buku.lembar("TPP", kaki=f"TPP {periode}, {opd}")
        lembar.teks(0, 0, "TAMBAHAN PENGHASILAN PEGAWAI", bold=True, font_size=12, text_wrap=False)
        lembar.teks(1, 0, f"{opd}, {periode}", text_wrap=False)
        lembar.teks(2, 0, "Dari kinerja yang sudah diverifikasi, sebelum pajak dan iuran. Baris tanpa angka belum "
                    "dapat dihitung.", text_wrap=False)  # fmt: skip
        _isi(lembar, baris)

    return tulis(isi, f"TPP {periode}", alir=True)


def _isi(lembar: Lembar, baris: Iterable[Baris]) -> None:
    for k, (kata, lebar) in enumerate(KOLOM):
        lembar.asli.set_column(k, k, lebar)
        lembar.teks(ATAS, k, kata, **KEPALA)
    n, jumlah = ATAS, [0, 0, 0]
    for n, b in enumerate(baris, ATAS + 1):
        lembar.angka(n, 0, n - ATAS, border=1)
        for k, kata in ((1, b.nip), (2, b.nama), (3, b.jabatan), (5, b.unit), (13, (b.sidik or "")[:16])):
            lembar.teks(n, k, kata, border=1)
        for k, angka in ((4, b.kelas), (6, b.nilai), (8, b.potongan), (12, b.versi)):
            lembar.angka(n, k, angka, border=1)
        for k, angka in ((7, b.tarif), (9, b.produktivitas), (10, b.disiplin), (11, b.dibayar)):
            lembar.angka(n, k, angka, **UANG)
        jumlah = [
            lama + (baru or 0) for lama, baru in zip(jumlah, (b.produktivitas, b.disiplin, b.dibayar), strict=True)
        ]
    lembar.asli.autofilter(ATAS, 0, n, len(KOLOM) - 1)
    lembar.teks(n + 1, 2, "Jumlah", bold=True, border=1)
    for k, angka in enumerate(jumlah, 9):
        lembar.angka(n + 1, k, angka, bold=True, **UANG)
    lembar.asli.freeze_panes(ATAS + 1, 3)
    lembar.asli.repeat_rows(ATAS)
