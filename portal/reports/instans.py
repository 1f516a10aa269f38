"""The list of instances as a workbook: text is text, never a formula, whatever somebody called himself or his case."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from flask_babel import gettext as _

from portal.queries.instans_layar import Baris
from portal.tampilan import status_tampil
from portal.waktu import WITA

JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PILIHAN = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
LEBAR = (20, 32, 22, 34, 30, 22, 14, 18, 18, 26, 34, 18)
PEMICU = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula once somebody edits the cell."""


class Berkas:
    """A temporary file as the body of an answer: read in pieces, and gone with the answer, read or not."""

    def __init__(self, berkas: IO[bytes]) -> None:
        self._berkas = berkas
        self.ukuran = berkas.seek(0, os.SEEK_END)
        berkas.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        while potong := self._berkas.read(65_536):
            yield potong

    def close(self) -> None:
        """The server calls it when the answer is sent or given up."""
        self._berkas.close()

    __del__ = close


def buku(baris: Iterable[Baris], keterangan: Iterable[tuple[str, str]]) -> Berkas:
    """The workbook, on the disk and not in memory. `keterangan`: what the second sheet says (filters, who, when)."""
    berkas = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    try:
        with xlsxwriter.Workbook(berkas, PILIHAN) as kerja:
            lembar, penulis = kerja.add_worksheet(_("Perkara")), _Penulis(kerja)
            for kolom, lebar in enumerate(LEBAR):
                lembar.set_column(kolom, kolom, lebar)
            lembar.freeze_panes(1, 1)
            for kolom, kepala in enumerate(_kepala()):
                lembar.write_string(0, kolom, kepala, penulis.tebal)
            nomor = 0
            for nomor, satu in enumerate(baris, 1):
                for kolom, isi in enumerate(_sel(satu)):
                    penulis.tulis(lembar, nomor, kolom, isi)
            lembar.autofilter(0, 0, nomor, len(LEBAR) - 1)
            catatan = kerja.add_worksheet(_("Keterangan"))
            catatan.set_column(0, 0, 24)
            catatan.set_column(1, 1, 60)
            for urutan, (label, isi) in enumerate([*keterangan, (_("Baris"), str(nomor))]):
                penulis.tulis(catatan, urutan, 0, label)
                penulis.tulis(catatan, urutan, 1, isi)
    except BaseException:
        berkas.close()
        raise
    return Berkas(berkas)


class _Penulis:
    """Writes a cell by its kind."""

    def __init__(self, kerja: Any) -> None:
        self.tebal = kerja.add_format({"bold": True, "bottom": 1})
        self._saat = kerja.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        self._kutip = kerja.add_format({"quote_prefix": True})

    def tulis(self, lembar: Any, baris: int, kolom: int, isi: str | datetime | None) -> None:
        """Moments as they are in WITA, a spreadsheet knows no zones; everything else as text."""
        if isinstance(isi, datetime):
            lembar.write_datetime(baris, kolom, isi.astimezone(WITA).replace(tzinfo=None), self._saat)
        elif isi:
            lembar.write_string(baris, kolom, isi[:32_000], self._kutip if isi.startswith(PEMICU) else None)


def _kepala() -> tuple[str, ...]:
    return (
        _("Nomor"), _("Perkara"), _("NIP"), _("Nama"), _("Jabatan"), _("OPD"), _("Keadaan"), _("Mulai (WITA)"),
        _("Selesai (WITA)"), _("Langkah sekarang"), _("Menunggu"), _("Batas (WITA)"),
    )  # fmt: skip


def _sel(b: Baris) -> tuple[str | datetime | None, ...]:
    p, kini = b.perkara, b.kini[0] if b.kini else None
    return (
        b.nomor, p.judul if p else b.proses, p.nip if p else "", p.nama if p else "", p.jabatan if p else "", b.opd,
        status_tampil(b.keadaan)[1], b.mulai, b.selesai, kini.nama if kini else "", kini.oleh if kini else "",
        kini.batas_waktu if kini else None,
    )  # fmt: skip
