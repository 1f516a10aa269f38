"""PermenPANRB 6/2022 and 1/2023: the quadrant, and the angka kredit that follows from its word."""

from collections.abc import Mapping
from typing import Any

from portal.hitung.medan import TERKINI, isi_medan, kata, tanggal
from portal.rules.angka_kredit import angka_kredit as hitung_angka_kredit
from portal.rules.jejak import Jejak
from portal.rules.predikat import predikat_pan6


def predikat(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`hasil_kerja`, `perilaku` -> `predikat`."""
    hasil = predikat_pan6(kata(isi, "hasil_kerja"), kata(isi, "perilaku"), pada=tanggal(isi, TERKINI))
    return {"predikat": hasil.nilai}, hasil.jejak


def angka_kredit(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`jenjang`, `predikat`, `bulan` (1 to 12) -> `angka_kredit`."""
    bulan = isi_medan(isi, "bulan")
    hasil = hitung_angka_kredit(kata(isi, "jenjang"), kata(isi, "predikat"), bulan, pada=tanggal(isi, TERKINI))
    return {"angka_kredit": str(hasil.nilai)}, hasil.jejak
