"""A list as a workbook: text is text, never a formula, whatever somebody called himself or his case."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from portal.reports.berkas import Berkas, sementara
from portal.waktu import WITA

PILIHAN = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
PEMICU = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula once somebody edits the cell."""
Sel = str | int | datetime | None


def buku(
    nama: str,
    kolom: Sequence[tuple[str, int]],
    baris: Iterable[Sequence[Sel]],
    keterangan: Iterable[tuple[str, str]],
) -> Berkas:
    """The workbook, on the disk and not in memory. `kolom`: (head, width); `keterangan`: what the second sheet says
    (filters, who, when)."""
    with sementara() as berkas, xlsxwriter.Workbook(berkas, PILIHAN) as kerja:
        lembar, penulis = kerja.add_worksheet(nama), _Penulis(kerja)
        for urutan, (kepala, lebar) in enumerate(kolom):
            lembar.set_column(urutan, urutan, lebar)
            lembar.write_string(0, urutan, kepala, penulis.tebal)
        lembar.freeze_panes(1, 1)
        nomor = 0
        for nomor, satu in enumerate(baris, 1):
            for urutan, isi in enumerate(satu):
                penulis.tulis(lembar, nomor, urutan, isi)
        lembar.autofilter(0, 0, nomor, len(kolom) - 1)
        catatan = kerja.add_worksheet(_("Keterangan"))
        catatan.set_column(0, 0, 24)
        catatan.set_column(1, 1, 60)
        for urutan, (label, teks) in enumerate([*keterangan, (_("Baris"), str(nomor))]):
            penulis.tulis(catatan, urutan, 0, label)
            penulis.tulis(catatan, urutan, 1, teks)
    return Berkas(berkas, nomor)


class _Penulis:
    """Writes a cell by its kind."""

    def __init__(self, kerja: Any) -> None:
        self.tebal = kerja.add_format({"bold": True, "bottom": 1})
        self._saat = kerja.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        self._kutip = kerja.add_format({"quote_prefix": True})

    def tulis(self, lembar: Any, baris: int, kolom: int, isi: Sel) -> None:
        """Moments as they are in WITA, a spreadsheet knows no zones; counts as numbers, everything else as text."""
        if isinstance(isi, datetime):
            lembar.write_datetime(baris, kolom, isi.astimezone(WITA).replace(tzinfo=None), self._saat)
        elif isinstance(isi, int):
            lembar.write_number(baris, kolom, isi)
        elif isi:
            lembar.write_string(baris, kolom, isi[:32_000], self._kutip if isi.startswith(PEMICU) else None)
