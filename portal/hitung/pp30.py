"""PP 30/2019 and PermenPANRB 8/2021: year, indicator, plan, and the conversion of 2021."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.hitung.medan import benar, isi_medan, tanggal
from portal.rules import pp30
from portal.rules.jejak import Jejak

PADA = date(2021, 12, 31)
"""The last day of the profile."""


def nilai(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`skp`, `perilaku`, `penilaian_360`, `ide_baru` -> `nilai`, `predikat`."""
    skp, perilaku = isi_medan(isi, "skp"), isi_medan(isi, "perilaku")
    pilihan = {medan: benar(isi, medan) for medan in ("penilaian_360", "ide_baru")}
    hasil = pp30.nilai_kinerja(skp, perilaku, **pilihan, pada=tanggal(isi, PADA))
    return {"nilai": str(hasil.nilai), "predikat": hasil.sebutan}, hasil.jejak


def capaian(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`target` (a number, or [lowest, highest]), `realisasi`, `khusus` -> `capaian` in percent."""
    target, realisasi = isi_medan(isi, "target"), isi_medan(isi, "realisasi")
    hasil = pp30.capaian(target, realisasi, khusus=benar(isi, "khusus"), pada=tanggal(isi, PADA))
    return {"capaian": str(hasil.nilai)}, hasil.jejak


def rencana(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`capaian`, `target_maksimum` -> `nilai`, `kategori`."""
    persen, tertinggi = isi_medan(isi, "capaian"), benar(isi, "target_maksimum")
    hasil = pp30.nilai_rencana(persen, target_maksimum=tertinggi, pada=tanggal(isi, PADA))
    return {"nilai": str(hasil.nilai), "kategori": hasil.sebutan}, hasil.jejak


def konversi(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`nilai` on the scale of PP 46 -> `nilai` on that of PP 30."""
    hasil = pp30.konversi(isi_medan(isi, "nilai"), pada=tanggal(isi, PADA))
    return {"nilai": str(hasil.nilai)}, hasil.jejak
