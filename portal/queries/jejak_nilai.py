"""Why a score is what it is: the kept trace of the rules (rules/jejak.py) as steps one can follow with a pencil."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from portal import formats
from portal.rules.jejak import Jejak, Langkah

AWAL_HASIL = "Nilai "
"""The step that sums up a kegiatan, and the last one that sums up the month, are named so by the rules."""


@dataclass(frozen=True)
class LangkahNilai:
    """One step: the formula, the same with its values (None where values cannot be put in), result and article."""

    nama: str
    rumus: str
    terisi: str | None
    masukan: tuple[tuple[str, str], ...]
    hasil: str
    dasar: str


@dataclass(frozen=True)
class KelompokNilai:
    """The steps of one kegiatan, or the one of the month: they end in `hasil`. The last group of a trace also says by
    which profile and parameter sets (`ketentuan`)."""

    judul: str
    hasil: str
    langkah: tuple[LangkahNilai, ...]
    ketentuan: str = ""


def baca(jejak: Jejak | Mapping[str, Any] | None) -> tuple[KelompokNilai, ...]:
    """The steps of a trace (as kept or as just computed), one group per kegiatan; the month comes last."""
    if jejak is None:
        return ()
    satu = jejak if isinstance(jejak, Jejak) else Jejak.from_dict(jejak)
    kelompok, kini = [], []
    for langkah in satu.langkah:
        kini.append(langkah)
        if langkah.nama.startswith(AWAL_HASIL):
            kelompok.append(_kelompok(kini))
            kini = []
    semua = [*kelompok, *([_kelompok(kini)] if kini else [])]
    if semua:
        semua[-1] = replace(semua[-1], ketentuan=" · ".join(t for t in (satu.profil, *satu.parameter.split()) if t))
    return tuple(semua)


def _kelompok(langkah: list[Langkah]) -> KelompokNilai:
    akhir = langkah[-1]
    return KelompokNilai(akhir.nama, tulis(akhir.hasil), tuple(_langkah(satu) for satu in langkah))


def _langkah(satu: Langkah) -> LangkahNilai:
    rumus = satu.rumus.replace(" x ", " × ")
    nilai = {kunci: tulis(isi) for kunci, isi in satu.nilai.items()}
    terisi = _isi(rumus, nilai)
    nama = satu.nama.rpartition(": ")[2]
    return LangkahNilai(
        nama[:1].upper() + nama[1:], rumus, terisi if terisi != rumus else None,
        tuple((kunci, isi) for kunci, isi in nilai.items() if kunci != "mentah"), tulis(satu.hasil), satu.dasar,
    )  # fmt: skip


def _isi(rumus: str, nilai: Mapping[str, str]) -> str:
    """The formula with each name replaced by its value."""
    if not nilai:
        return rumus
    pola = "|".join(re.escape(kunci) for kunci in sorted(nilai, key=len, reverse=True))
    return re.sub(rf"\b({pola})\b", lambda cocok: nilai[cocok.group(1)], rumus)


def tulis(isi: Any) -> str:
    """A value of the trace: whole numbers as they are, others to two decimals, texts unchanged."""
    if isinstance(isi, Fraction):
        return formats.angka(isi.numerator if isi.denominator == 1 else isi)
    return formats.EMPTY if isi is None else str(isi)
