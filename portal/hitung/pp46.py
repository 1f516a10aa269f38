"""PP 46/2011: one kegiatan, and the year."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from portal.hitung.medan import isi_medan, larik, objek, tanggal
from portal.rules import pp46
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Jejak

PADA = date(2020, 12, 31)
"""The last day of the profile."""
TERBANYAK = 100
"""Kegiatan in one year; the exact mean of more, with targets chosen to be hard, would take minutes."""
TERPANJANG = 60
"""Letters of the name of an aspect, blanks included."""
_UNSUR = {nama.replace("_", ""): nama for nama in (*pp46.UNSUR, pp46.KEPEMIMPINAN)}
_PENDEK = {"orientasi": "orientasi_pelayanan"}


def kegiatan(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`kuantitas`, `kualitas`, `waktu`, `biaya` or null, each [target, realisasi] -> `nilai`."""
    hasil = pp46.nilai_kegiatan(_kegiatan(isi, "kegiatan"), pada=tanggal(isi, PADA))
    return {"nilai": str(hasil.nilai)}, hasil.jejak


def tahunan(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`kegiatan`, `tugas_tambahan`, `kreativitas`, `perilaku` -> the four lines of the form."""
    pada = tanggal(isi, PADA)
    daftar = larik(isi, "kegiatan")
    if len(daftar) > TERBANYAK:
        raise GalatMasukan("kegiatan", f"Isi paling banyak {TERBANYAK} kegiatan.")
    semua = [_baris(satu, nomor) for nomor, satu in enumerate(daftar)]
    sikap = _perilaku(objek(isi, "perilaku"))
    lebih = {medan: isi_medan(isi, medan) for medan in ("tugas_tambahan", "kreativitas")}
    try:
        hasil = pp46.nilai_tahun(semua, sikap, **lebih, pada=pada)
    except GalatMasukan as galat:
        raise _di_mana(semua, galat, pada) from None
    nilai = {"nilai_skp": hasil.nilai_skp, "nilai_perilaku": hasil.nilai_perilaku, "nilai": hasil.nilai}
    return {**{medan: str(angka) for medan, angka in nilai.items()}, "predikat": hasil.predikat}, hasil.jejak


def _kegiatan(isi: Mapping[str, Any], nama: str) -> pp46.Kegiatan:
    wajib = (isi_medan(isi, "kuantitas"), isi_medan(isi, "kualitas"), isi_medan(isi, "waktu"))
    return pp46.Kegiatan(*wajib, isi.get("biaya"), nama)


def _baris(satu: object, nomor: int) -> pp46.Kegiatan:
    if not isinstance(satu, dict):
        raise GalatMasukan(f"kegiatan[{nomor}]", "Isi dengan objek.")
    try:
        return _kegiatan(satu, f"kegiatan {nomor + 1}")
    except GalatMasukan as galat:
        raise GalatMasukan(f"kegiatan[{nomor}].{galat.medan}", galat.pesan) from None


@lru_cache(maxsize=256)
def _unsur(nama: str) -> str | None:
    kunci = "".join(huruf for huruf in nama.lower() if huruf not in " _-")
    return _UNSUR.get(kunci) or _PENDEK.get(kunci)


def _perilaku(isi: Mapping[str, Any]) -> dict[str, Any]:
    """The aspects under the names the rules use; "kerja sama", "Kerjasama" and "kerja_sama" are one."""
    hasil: dict[str, Any] = {}
    for nama, nilai in isi.items():
        unsur = _unsur(nama) if len(nama) <= TERPANJANG else None
        if unsur is None:
            raise GalatMasukan(
                f"perilaku.{nama[:40]}", f"Unsur perilaku tidak dikenal; pilih {', '.join(_UNSUR.values())}."
            )
        if unsur in hasil:
            raise GalatMasukan(f"perilaku.{unsur}", "Unsur ini tertulis dua kali.")
        hasil[unsur] = nilai
    return hasil


def _di_mana(semua: list[pp46.Kegiatan], galat: GalatMasukan, pada: date) -> GalatMasukan:
    """The same error with the row, or the part, the field stands in."""
    if galat.medan in _UNSUR.values():
        return GalatMasukan(f"perilaku.{galat.medan}", galat.pesan)
    for nomor, satu in enumerate(semua):
        try:
            pp46.nilai_kegiatan(satu, pada=pada)
        except GalatMasukan as ini:
            return GalatMasukan(f"kegiatan[{nomor}].{ini.medan}", ini.pesan)
    return galat
