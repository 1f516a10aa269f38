"""Forms as PDF: one tagged document (PDF/A-2a), or many people in one file (PDF/A-2b) a batch at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import IO, Any
from urllib.parse import urlencode

from babel.dates import format_datetime

from portal.reports.paket import Form
from portal.reports.pdf.lembar import BukuPdf, LembarPdf
from portal.reports.pdf.tata import Cap, Tata
from portal.reports.pdf.tulis import Pdf

POTONGAN = 50
"""Forms that are in memory at once."""
Terbitkan = Callable[[Sequence[tuple[Any, str]]], Sequence[Any]]
"""(contents, digest) of some forms -> what stands at the foot of each: `nomor`, `tanda`, `sidik`."""


def rekam(form: Form, kode: str, isi: Any) -> tuple[LembarPdf, str]:
    """A form drawn and not yet laid out, and the digest of all that stands on it."""
    buku = BukuPdf()
    form.lembar(buku, isi)
    (lembar,) = buku.semua
    return lembar, lembar.sidik(kode, form.perihal(isi))


def tulis_satu(tujuan: IO[bytes], form: Form, lembar: LembarPdf, cap: Cap, saat: datetime) -> None:
    """One tagged document."""
    pdf = Pdf(tujuan, form.judul, saat, bertanda=True)
    Tata(lembar).tulis(pdf, cap)
    pdf.tutup()


def tulis_banyak(
    tujuan: IO[bytes], form: Form, kode: str, semua: Iterable[Any], *, saat: datetime, alamat: str | None,
    terbitkan: Terbitkan, lapor: Callable[[int], None],
) -> None:  # fmt: skip
    """All forms one after the other in one file; each has pages of its own, counted from 1. Untagged: a tree of what is
    what would stay in memory."""
    pdf = Pdf(tujuan, form.judul, saat)
    sudah = 0
    for potongan in _potong(iter(semua)):
        terekam = [(isi, *rekam(form, kode, isi)) for isi in potongan]
        terbitan = terbitkan([(isi, sidik) for isi, _lembar, sidik in terekam])
        for (_isi, lembar, _sidik), satu in zip(terekam, terbitan, strict=True):
            Tata(lembar).tulis(pdf, cap(satu, saat, alamat))
        sudah += len(terekam)
        lapor(sudah)
    pdf.tutup()


def cap(terbitan: Any, saat: datetime, alamat: str | None) -> Cap:
    """The foot of a printing; `alamat`: where the portal is reached, None where that is not set."""
    kode = " ".join(terbitan.sidik[n : n + 4].upper() for n in range(0, 16, 4))
    tempat = f"di {alamat}/periksa" if alamat else "di portal PPK Online, halaman Periksa dokumen (/periksa)"
    tanya = urlencode({"nomor": terbitan.nomor, "kode": terbitan.sidik})
    dicetak = format_datetime(saat, "d MMMM y 'pukul' HH.mm 'WITA'", locale="id")
    return Cap(
        terbitan.tanda, terbitan.nomor, (f"Kode periksa: {kode}. Periksa keasliannya {tempat}.", f"Dicetak {dicetak}."),
        f"{alamat}/periksa?{tanya}" if alamat else f"{terbitan.nomor} {terbitan.sidik}",
    )  # fmt: skip


def _potong(aliran: Iterator[Any]) -> Iterator[list[Any]]:
    while potongan := list(islice(aliran, POTONGAN)):
        yield potongan
