"""Predikat: dari nilai menjadi sebutan (PP 46/2011), dan dari dua rating menjadi satu kata (PermenPANRB 6/2022).

Sebutan PP46 dibaca dari nilai yang tercetak dengan dua angka di belakang koma, supaya formulir dan predikat tidak
pernah berselisih. Undang-undang hanya menyebut bilangan bulat; bacaan atas celahnya dijelaskan dalam predikat.toml.

Belum dimodelkan: predikat PP 30/2019 (memerlukan keterangan ide baru) dan pola distribusi organisasi.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, Rasio, baca, bulat
from portal.rules.jejak import Isi, Jejak, Langkah, Nilai

LANGKAH = "Predikat"
"""The step of a trace that names the predicate; of a month it comes after the score."""
ANGKA = (int, Decimal, Fraction)


class Ekspektasi(StrEnum):
    """A rating of PermenPANRB 6/2022."""

    DI_ATAS = "di atas"
    SESUAI = "sesuai"
    DI_BAWAH = "di bawah"


class HasilPredikat(NamedTuple):
    """`nilai` is the word; `angka` the printed number it was read from (None for PermenPANRB 6/2022)."""

    nilai: str
    angka: Decimal | None
    jejak: Jejak


def predikat_pp46(nilai: Angka, *, pada: date, bacaan: str = "lantai") -> HasilPredikat:
    """Sangat Baik, Baik, Cukup, Kurang or Buruk for a score; values above 100 occur and are Sangat Baik.

    `bacaan` "lantai" (ours) or "langit" (to explain another system's word). GalatMasukan names `nilai` or `bacaan`.
    """
    aturan = parameter("predikat", "pp46", pada)
    angka = bulat(baca(nilai, "nilai", minimum=0))
    if bacaan not in ("lantai", "langit"):
        raise GalatMasukan("bacaan", "Pilih lantai atau langit.")
    sebutan = _lantai(angka, aturan["sebutan"]) if bacaan == "lantai" else _langit(angka, aturan["sebutan"])
    rumus = _rumus(tuple(map(tuple, aturan["sebutan"])))
    isi: dict[str, Nilai | Rasio] = {"nilai tercetak": angka.as_integer_ratio(), "bacaan": bacaan}
    langkah = Langkah.jadi(LANGKAH, rumus, isi, sebutan, aturan["sumber"])
    return HasilPredikat(sebutan, angka, Jejak("PP46", aturan["id"], (langkah,)))


def langkah_tabel(
    *, nama: str, tabel: str, diagram: str, versi: int, masukan: Mapping[str, Any],
    baris: Sequence[tuple[int, str, Sequence[str]]], hasil: str, dasar: str,
) -> Langkah:  # fmt: skip
    """The step of a predicate that a decision table of a diagram named: which table, in which version of its diagram,
    the rows that matched (number, note, conditions), what it was asked, and its legal basis."""
    nomor = ", ".join(str(satu) for satu, _catatan, _syarat in baris) or "tidak ada"
    catatan = "; ".join(catatan for _satu, catatan, _syarat in baris if catatan)
    syarat = "; ".join(", ".join(semua) for _satu, _catatan, semua in baris)
    isi: dict[str, Isi] = {kunci: satu if isinstance(satu, ANGKA) else str(satu) for kunci, satu in masukan.items()}
    isi |= {"syarat baris": syarat, "kode tabel": tabel, "diagram": diagram, "versi diagram": versi}
    rumus = f"tabel keputusan {nama}, baris {nomor}" + (f" ({catatan})" if catatan else "")
    return Langkah(LANGKAH, rumus, isi, hasil, dasar)


@lru_cache
def _rumus(sebutan: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{nama} mulai {batas}" for nama, batas in sebutan)


def _lantai(angka: Decimal, tabel: list[list]) -> str:
    return next(nama for nama, batas in tabel if angka >= batas)


def _langit(angka: Decimal, tabel: list[list]) -> str:
    """Each word below the highest begins just above the upper bound of the word under it, an integer."""
    (tertinggi, mulai), *lain = tabel
    if angka >= mulai:
        return tertinggi
    return next((nama for nama, batas in lain if angka > batas - 1), lain[-1][0])


def predikat_pan6(hasil_kerja: str, perilaku: str, *, pada: date) -> HasilPredikat:
    """The word of the quadrant for two ratings ("di atas", "sesuai", "di bawah"). GalatMasukan names the field.

    LookupError before the regulation was in force.
    """
    aturan = parameter("predikat", "pan6", pada)
    rating = {"hasil_kerja": hasil_kerja, "perilaku": perilaku}
    for medan, isi in rating.items():
        if isi not in tuple(Ekspektasi):
            raise GalatMasukan(medan, "Pilih di atas, sesuai, atau di bawah.")
    kuadran = {(satu, dua): kata for satu, dua, kata in aturan["kuadran"]}
    kata = kuadran[hasil_kerja, perilaku]
    langkah = Langkah("Predikat kinerja", "kuadran kinerja pegawai", rating, kata, aturan["sumber"])
    return HasilPredikat(kata, None, Jejak("PAN6", aturan["id"], (langkah,)))
