"""Forms of many people: one workbook with a sheet each and a list in front; more than it should hold, several in a ZIP.

An office suite opens a hundred such sheets in seconds and two thousand not at all: a workbook ends at PALING_BANYAK.
Only one workbook is in memory at a time; the forms come from an iterator.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from portal.reports import angka_kredit, f1, f2, f3, f4, pan6, pan6_skp, pp30, pp30_skp
from portal.reports.f1 import KEPALA, PALING_BANYAK
from portal.reports.isi import Formulir
from portal.reports.isi_tahunan import BukuCatatan, Evaluasi, Tahunan
from portal.reports.kanvas import Wadah
from portal.reports.lembar import Buku, Lembar, tanggal, tulis_ke
from portal.rules.predikat import predikat_pp46

LAPOR = 50
"""Sheets between two words on how far it is."""
ORANG = ("NIP", "Nama", "Jabatan", "Unit kerja")
LEBAR = {"NO": 6, "NIP": 21, "Nama": 34, "Jabatan": 34, "Unit kerja": 34, "Buku kerja": 24, "Lembar": 34}
"""In characters; other columns have 16."""
ATAS = 2
Lapor = Callable[[int], None]


Isi = str | Decimal | None
Satu = Any
"""What a form is written from: `Formulir`, `Tahunan` or `BukuCatatan`; each has its `pegawai`."""


@dataclass(frozen=True)
class Form:
    """A form that is written for many: its title, its sheet, what the list says of each beside the person; the number
    of what it is a form of, and whether what it says is final."""

    judul: str
    lembar: Callable[[Wadah, Satu], str]
    kolom: tuple[str, ...]
    ringkas: Callable[[Satu], tuple[Isi, ...]]
    perihal: Callable[[Satu], str] = lambda isi: str(isi.nomor)
    sah: Callable[[Satu], bool] = lambda isi: bool(isi.sah)


@dataclass(frozen=True)
class Baris:
    """One person in the list: the workbook (where there are several), the sheet he is on, and the columns."""

    buku: str
    lembar: str
    isi: tuple[Isi, ...]


def tulis(tujuan: Path, semua: Iterable[Satu], form: Form, *, jumlah: int, nama: str, kerja: Path, lapor: Lapor) -> str:
    """Write all forms to `tujuan`; the ending of its name: "xlsx", or "zip" for more than one workbook holds.

    `jumlah`: how many `semua` will give; `nama`: how the workbooks in a ZIP are called; `kerja`: a folder for temporary
    files that the caller removes.
    """
    aliran = _melapor(iter(semua), lapor)
    if jumlah <= PALING_BANYAK:
        _buku(tujuan, aliran, form, kerja)
        return "xlsx"
    daftar: list[Baris] = []
    with zipfile.ZipFile(tujuan, "w", zipfile.ZIP_STORED) as arsip:  # a workbook is compressed already
        for nomor, bagian in enumerate(_bagian(aliran), 1):
            satu = f"{nama}_{nomor:02d}.xlsx"
            daftar += [replace(b, buku=satu) for b in _buku(kerja / "bagian", bagian, form, kerja)]
            arsip.write(kerja / "bagian", satu)
        with (kerja / "bagian").open("wb") as berkas:
            tulis_ke(berkas, lambda buku: _daftar(buku.lembar("Daftar"), daftar, form), form.judul, kerja=kerja)
        arsip.write(kerja / "bagian", f"{nama}_daftar.xlsx")
    return "zip"


def _melapor(aliran: Iterator[Satu], lapor: Lapor) -> Iterator[Satu]:
    """The same, saying now and then how many went by."""
    nomor = 0
    for nomor, satu in enumerate(aliran, 1):
        yield satu
        if nomor % LAPOR == 0:
            lapor(nomor)
    lapor(nomor)


def _bagian(aliran: Iterator[Satu]) -> Iterator[Iterator[Satu]]:
    """Workbook by workbook; each must be read to its end before the next."""
    for pertama in aliran:
        yield chain((pertama,), islice(aliran, PALING_BANYAK - 1))


def _buku(tujuan: Path, semua: Iterable[Satu], form: Form, kerja: Path) -> list[Baris]:
    hasil: list[Baris] = []

    def isi(buku: Buku) -> None:
        depan = buku.lembar("Daftar")
        for f in semua:
            p = f.pegawai
            orang: tuple[Isi, ...] = (p.nip, p.nama, p.jabatan, p.unit)
            hasil.append(Baris("", form.lembar(buku, f), (*orang, *form.ringkas(f))))
        _daftar(depan, hasil, form)

    with tujuan.open("wb") as berkas:
        tulis_ke(berkas, isi, form.judul, kerja=kerja)
    return hasil


def _daftar(lembar: Lembar, semua: Sequence[Baris], form: Form) -> None:
    """The list of people: a link to the sheet, or the name of the workbook and of the sheet."""
    berbuku = bool(semua) and bool(semua[0].buku)
    kepala = ("NO", *ORANG, *form.kolom, *(("Buku kerja",) if berbuku else ()), "Lembar")
    akhir = len(kepala) - 1
    lembar.teks(0, 0, f"{form.judul}: daftar", bold=True, font_size=12, text_wrap=False)
    for k, nama in enumerate(kepala):
        lembar.asli.set_column(k, k, LEBAR.get(nama, 16))
        lembar.teks(ATAS, k, nama, **KEPALA)
    tautan = lembar.buku.gaya(border=1, font_color="#1D4ED8", underline=1, valign="vcenter")
    for n, b in enumerate(semua, 1):
        lembar.angka(ATAS + n, 0, n, border=1)
        for k, isi in enumerate((*b.isi, *((b.buku, b.lembar) if berbuku else ())), 1):
            if isinstance(isi, Decimal):
                lembar.angka(ATAS + n, k, isi, border=1)
            else:
                lembar.teks(ATAS + n, k, isi or "", border=1)
        if not berbuku:
            alamat = f"internal:'{b.lembar.replace(chr(39), chr(39) * 2)}'!A1"
            lembar.asli.write_url(ATAS + n, akhir, alamat, tautan, b.lembar)
    dasar = ATAS + len(semua)
    lembar.asli.autofilter(ATAS, 0, dasar, akhir)
    lembar.asli.freeze_panes(ATAS + 1, 3)
    lembar.asli.repeat_rows(ATAS)
    lembar.asli.print_area(0, 0, dasar, akhir)


def _ringkas_f1(f: Formulir) -> tuple[Isi, ...]:
    return (tanggal(f.ditetapkan) if f.ditetapkan else "belum",)


def _ringkas_f2(f: Formulir) -> tuple[Isi, ...]:
    nilai = f2.nilai_skp(f)
    sebutan = predikat_pp46(nilai, pada=f.selesai).nilai if nilai is not None else ""
    return (nilai, sebutan, f"{len(f.wajib) - len(f.belum)} dari {len(f.wajib)}")


def _ringkas_f3(b: BukuCatatan) -> tuple[Isi, ...]:
    return (Decimal(len(b.entri)), "ya" if b.penutup is not None else "belum")


def _ringkas_rating(p: Tahunan) -> tuple[Isi, ...]:
    return (p.predikat if p.sah else "", p.keadaan)


def _ringkas_f4(p: Tahunan) -> tuple[Isi, ...]:
    return (p.nilai if p.sah else None, p.predikat if p.sah else "", p.keadaan)


def _ringkas_skp30(f: Formulir) -> tuple[Isi, ...]:
    nilai = pp30_skp.nilai_skp(f)
    return (nilai.nilai if nilai else None, f"{len(f.wajib) - len(f.belum)} dari {len(f.wajib)}")


def _ringkas_bulan(e: Evaluasi) -> tuple[Isi, ...]:
    return (e.keadaan or "terverifikasi",)


def _ringkas_ak(p: Tahunan) -> tuple[Isi, ...]:
    satu = angka_kredit.hasil(p) if p.sah else None
    return (p.predikat if p.sah else "", satu.nilai if satu else None, p.keadaan)


FORM = {
    "f1": Form(f1.JUDUL, f1.tulis_lembar, ("Ditetapkan",), _ringkas_f1, sah=lambda f: f.ditetapkan is not None),
    "f2": Form(
        f2.JUDUL,
        f2.tulis_lembar,
        ("Nilai capaian SKP", "Sebutan", "Bulan terverifikasi"),
        _ringkas_f2,
        sah=lambda f: f.ditetapkan is not None and not f.belum,
    ),
    "f3": Form(
        f3.JUDUL,
        f3.tulis_lembar,
        ("Catatan", "Ditutup"),
        _ringkas_f3,
        perihal=lambda b: f"{b.pegawai.nip}-{b.tahun}",
        sah=lambda b: b.penutup is not None and b.penutup.sah,
    ),
    "f4": Form(f4.JUDUL, f4.tulis_lembar, ("Nilai", "Sebutan", "Keadaan"), _ringkas_f4),
    "skp30": Form(
        pp30_skp.JUDUL,
        pp30_skp.tulis_lembar,
        ("Nilai SKP", "Bulan terverifikasi"),
        _ringkas_skp30,
        sah=lambda f: f.ditetapkan is not None and not f.belum,
    ),
    "skp6": Form(
        pan6_skp.JUDUL_SKP, pan6_skp.tulis_skp, ("Ditetapkan",), _ringkas_f1, sah=lambda f: f.ditetapkan is not None
    ),
    "dokumen30": Form(pp30.JUDUL, pp30.tulis_lembar, ("Nilai", "Predikat", "Keadaan"), _ringkas_f4),
    "evaluasi6": Form(pan6_skp.JUDUL_EVALUASI, pan6_skp.tulis_tahunan, ("Predikat", "Keadaan"), _ringkas_rating),
    "evaluasi6b": Form(pan6_skp.JUDUL_EVALUASI, pan6_skp.tulis_evaluasi, ("Keadaan",), _ringkas_bulan),
    "ak6": Form(angka_kredit.JUDUL, angka_kredit.tulis_lembar, ("Predikat", "Angka kredit", "Keadaan"), _ringkas_ak),
    "dokumen6": Form(pan6.JUDUL_DOKUMEN, pan6.tulis_dokumen, ("Predikat", "Keadaan"), _ringkas_rating),
}
"""By the kind of report."""
