"""The result of a simulation as a workbook: per perangkat daerah, and everybody by NIP."""

from collections.abc import Iterable
from typing import IO, Any

from portal.queries.simulasi import Kepala, Orang, PerOpd
from portal.reports.lembar import Buku, Lembar, tulis

KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E8E8E8"}
JUDUL = "Simulasi ketentuan"
ATAS = 4
"""The row of the headings."""
SATUAN = {
    "rupiah": "rupiah", "persen": "persen dari TPP, rata-rata", "nilai": "nilai, rata-rata", "bulan": "bulan terlambat",
}  # fmt: skip


def berkas(k: Kepala, opd: tuple[PerOpd, ...], semua: PerOpd, orang: Iterable[Orang]) -> IO[bytes]:
    """The workbook of two sheets, row by row."""

    def isi(buku: Buku) -> None:
        _opd(_lembar(buku, k, "Perangkat daerah"), opd, semua)
        _orang(_lembar(buku, k, "Pegawai"), orang)

    return tulis(isi, JUDUL, alir=True)


def _lembar(buku: Buku, k: Kepala, nama: str) -> Lembar:
    lembar = buku.lembar(nama, kaki=f"{k.nama}, {k.masa}")
    lembar.teks(0, 0, f"SIMULASI: {k.nama.upper()}", bold=True, font_size=12, text_wrap=False)
    lembar.teks(1, 0, f"Usulan nomor {k.usulan_id}, akan berlaku {k.sejak.isoformat()}, dihitung pada masa {k.masa}",
                text_wrap=False)  # fmt: skip
    lembar.teks(2, 0, f"Satuan: {SATUAN[k.satuan]}. Yang berbeda hanya usulannya.", text_wrap=False)
    return lembar


def _opd(lembar: Lembar, opd: tuple[PerOpd, ...], semua: PerOpd) -> None:
    kepala = (
        "Perangkat daerah",
        "Pegawai",
        "Naik",
        "Turun",
        "Tetap",
        "Tidak dihitung",
        "Sebelum",
        "Sesudah",
        "Selisih",
    )
    lembar.asli.set_column(0, 0, 46)
    lembar.asli.set_column(1, len(kepala) - 1, 16)
    for k, kata in enumerate(kepala):
        lembar.teks(ATAS, k, kata, **KEPALA)
    for n, o in enumerate((*opd, semua), ATAS + 1):
        tebal = {"bold": o is semua, "border": 1}
        lembar.teks(n, 0, o.nama or "Seluruhnya", **tebal)
        for k, angka in enumerate(
            (o.orang, o.naik, o.turun, o.tetap, o.tak_dihitung, o.sebelum, o.sesudah, o.selisih), 1
        ):
            lembar.angka(n, k, angka, **tebal)
    lembar.asli.freeze_panes(ATAS + 1, 1)


def _orang(lembar: Lembar, orang: Iterable[Orang]) -> None:
    kepala = ("NIP", "Nama", "Perangkat daerah", "Sebelum", "Sesudah", "Selisih", "Keterangan")
    for k, lebar in enumerate((22, 34, 42, 18, 18, 18, 42)):
        lembar.asli.set_column(k, k, lebar)
    for k, kata in enumerate(kepala):
        lembar.teks(ATAS, k, kata, **KEPALA)
    n = ATAS
    for n, o in enumerate(orang, ATAS + 1):
        for k, kata in enumerate((o.nip, o.nama, o.opd)):
            lembar.teks(n, k, kata, border=1)
        for k, angka in enumerate((o.sebelum, o.sesudah, o.selisih), 3):
            lembar.angka(n, k, angka, border=1)
        lembar.teks(n, 6, o.sebab or "", border=1)
    lembar.asli.autofilter(ATAS, 0, n, len(kepala) - 1)
    lembar.asli.freeze_panes(ATAS + 1, 2)
    lembar.asli.repeat_rows(ATAS)
