"""What the forms of the laws since July 2021 share: the two parties side by side, and the indicators of a plan.

A rencana (hasil) kerja has up to four indicators, one for each aspect. Words of its own (indikator kinerja individu, a
target from .. to) are printed where the SKP has them; where it has none, their place stays open for the pen and the
target is that of the plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from portal.reports import bagian
from portal.reports.f1 import KEPALA, SEL, TENGAH
from portal.reports.isi import Angka, Kegiatan, Nilai, Orang
from portal.reports.kanvas import Kanvas
from portal.reports.lembar import polos, tinggi
from portal.rules import pp46, tahun_2021
from portal.rules.eksak import bulat

TITIK = "…………………………"
ASPEK = {"kuantitas": "Kuantitas", "kualitas": "Kualitas", "waktu": "Waktu", "biaya": "Biaya"}
SATUAN = {"kualitas": "%", "waktu": "bulan", "biaya": "rupiah"}
BUTIR = ("NAMA", "NIP", "PANGKAT/GOL RUANG", "JABATAN", "UNIT KERJA")


@dataclass(frozen=True)
class Indikator:
    """One row under a plan. `sebutan`: the indicator in words, `sasaran`: its target in words; `realisasi` None where
    the form is about targets alone."""

    aspek: str
    sebutan: str
    sasaran: str
    satuan: str
    target: Angka
    realisasi: Angka | None
    kunci: str

    @property
    def makin_kecil(self) -> bool:
        """Less is better."""
        return self.kunci in tahun_2021.MAKIN_KECIL


def indikator(k: Kegiatan, *, bulan: bool = False, semua: bool = False) -> tuple[Indikator, ...]:
    """The indicators of a plan: those the SKP names; else (or `semua`) one for each aspect that has a target. `bulan`:
    the numbers are a month's, where waktu counts working days and the targets in words are not those of the year."""
    hasil = []
    for kunci, nama in ASPEK.items():
        target = getattr(k.target, kunci)
        kata = k.rinci.indikator.get(kunci)
        if target is None or (k.rinci.indikator and kata is None and not semua):
            continue
        satuan = "hari kerja" if bulan and kunci == "waktu" else SATUAN.get(kunci, k.satuan)
        realisasi = getattr(k.realisasi, kunci) if k.realisasi else None
        sasaran = (kata.target if kata and not bulan else "") or dengan_satuan(target, satuan)
        hasil.append(Indikator(nama, kata.uraian if kata else "", sasaran, satuan, target, realisasi, kunci))
    return tuple(hasil)


def dengan_satuan(nilai: Angka, satuan: str) -> str:
    """ "1.200 Laporan", "Rp 45.000.000", "91,67 %": as it is written into a cell of text."""
    angka = polos(nilai)
    utuh = angka == angka.to_integral_value()
    kata = f"{angka.to_integral_value() if utuh else bulat(angka):,f}".translate(str.maketrans(",.", ".,"))
    return f"Rp {kata}" if satuan == "rupiah" else f"{kata} {satuan}".strip()


def rasio(target: Nilai, realisasi: Nilai) -> pp46.Kegiatan:
    """Both sides as rules/tahun_2021.py takes them."""
    return pp46.Kegiatan(
        kuantitas=(target.kuantitas, realisasi.kuantitas), kualitas=(target.kualitas, realisasi.kualitas),
        waktu=(target.waktu, realisasi.waktu),
        biaya=(target.biaya, realisasi.biaya or Decimal(0)) if target.biaya else None,
    )  # fmt: skip


def pihak(
    lembar: Kanvas, r: int, kiri: tuple[str, Orang | None], kanan: tuple[str, Orang | None], *,
    kolom: Sequence[int], lebar: Sequence[int],
) -> int:  # fmt: skip
    """Two parties side by side, NO - label - value each; the row after. `kolom`: the first columns of the six cells,
    and the last column."""
    a, b, c, d, e, f, akhir = kolom
    for k, sampai, judul in ((a, a, "NO"), (b, d - 1, kiri[0]), (d, d, "NO"), (e, akhir, kanan[0])):
        lembar.teks(r, k, judul, sampai=sampai, **{**KEPALA, "align": "center" if judul == "NO" else "left"})
    isi = zip(BUTIR, bagian.butir(kiri[1]), bagian.butir(kanan[1]), strict=True)
    for n, (label, satu, dua) in enumerate(isi, 1):
        muat = (sum(lebar[c:d]), sum(lebar[f : akhir + 1]), sum(lebar[b:c]), sum(lebar[e:f]))
        lembar.tinggi(r + n, tinggi((satu, muat[0]), (dua, muat[1]), (label, muat[2]), (label, muat[3])))
        for k, sampai, teks in ((b, c - 1, label), (c, d - 1, satu), (e, f - 1, label), (f, akhir, dua)):
            lembar.teks(r + n, k, teks, sampai=sampai, **SEL)
        for k in (a, d):
            lembar.teks(r + n, k, str(n), **TENGAH)
    return r + 1 + len(BUTIR)


def baris(lembar: Kanvas, r: int, isi: Iterable[tuple[int, str]], lebar: Sequence[int], **sifat: object) -> None:
    """A row of text cells (column, text) as high as its text."""
    isi = list(isi)
    lembar.tinggi(r, tinggi(*((teks, lebar[k]) for k, teks in isi)))
    for k, teks in isi:
        lembar.teks(r, k, teks, **{**SEL, **sifat})


def rata(nilai: Iterable[Fraction]) -> Fraction:
    """The mean, exactly."""
    semua = list(nilai)
    return sum(semua, Fraction(0)) / len(semua)


def blok(lembar: Kanvas, r: int, satu: Sequence[int], panjang: Sequence[tuple[str, int]]) -> None:
    """The heights of the rows from `r` on (`satu`: what each needs itself) beside merged cells with these texts (text,
    width): the last row is as high as is still wanting."""
    kurang = max((tinggi(t) for t in panjang), default=0) - sum(satu)
    for n, titik in enumerate(satu):
        lembar.tinggi(r + n, titik + (max(0, kurang) if n == len(satu) - 1 else 0))
