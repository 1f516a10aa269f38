"""Tugas tambahan dan kreativitas setahun: apa yang dicatat, dan bukti mana bernilai berapa.

Sumber: Perka BKN 1/2013 (bahan BKN): tugas tambahan dihitung banyaknya (rules/pp46.py), kreativitas bernilai 3, 6, atau
12 menurut siapa yang mengeluarkan surat keterangannya. Keduanya baru dihitung sesudah diakui pejabat penilai.
"""

from dataclasses import dataclass
from datetime import date

from portal.rules.temuan import Temuan, kosong

JENIS = {"tugas": "Tugas tambahan", "kreativitas": "Kreativitas"}
BUKTI = {
    3: "Surat keterangan pimpinan unit kerja, paling rendah eselon II",
    6: "Surat keterangan pejabat pembina kepegawaian (gubernur)",
    12: "Surat keterangan atau penghargaan Presiden",
}
"""Value of a kreativitas -> the evidence it needs."""
DIAKUI = {"belum": "Menunggu pejabat penilai", "ya": "Diakui", "tidak": "Tidak diakui"}
MAKS_URAIAN, MAKS_SURAT, MAKS_CATATAN = 500, 120, 500
"""The longest texts, in letters; longer ones are refused, never cut."""
DAPAT_DICATAT = ("ditetapkan", "ditutup")
"""States of an SKP in which extra duties may be recorded and acknowledged."""


@dataclass(frozen=True)
class Isi:
    """What is recorded. `mulai`, `selesai`: of the SKP; `nilai`: of a kreativitas only."""

    jenis: str
    uraian: str
    tanggal: date | None
    surat: str
    nilai: int | None
    mulai: date
    selesai: date


def periksa(isi: Isi, *, hari_ini: date) -> tuple[Temuan, ...]:
    """What is wrong with an entry, in the order of the form."""
    temuan = []
    if isi.jenis not in JENIS:
        temuan.append(Temuan("jenis", None, "Pilih tugas tambahan atau kreativitas."))
    if kosong(isi.uraian):
        temuan.append(Temuan("uraian", None, "Tulis apa yang dikerjakan."))
    elif len(_rapi(isi.uraian)) > MAKS_URAIAN:
        temuan.append(Temuan("uraian", None, "Terlalu panjang; paling banyak 500 huruf."))
    temuan += _tanggal(isi, hari_ini)
    if kosong(isi.surat):
        temuan.append(Temuan("surat", None, "Tulis nomor surat keterangan atau surat tugasnya."))
    elif len(_rapi(isi.surat)) > MAKS_SURAT:
        temuan.append(Temuan("surat", None, "Terlalu panjang; paling banyak 120 huruf."))
    if isi.jenis == "kreativitas" and isi.nilai not in BUKTI:
        temuan.append(Temuan("nilai_kreativitas", None, "Pilih siapa yang mengeluarkan surat keterangannya."))
    if isi.jenis == "tugas" and isi.nilai is not None:
        temuan.append(Temuan("nilai_kreativitas", None, "Hanya kreativitas yang bernilai menurut buktinya. Kosongkan."))
    return tuple(temuan)


def _tanggal(isi: Isi, hari_ini: date) -> list[Temuan]:
    if isi.tanggal is None:
        return [Temuan("tanggal", None, "Isi tanggalnya, misalnya 2026-04-01.")]
    if not isi.mulai <= isi.tanggal <= isi.selesai:
        return [Temuan("tanggal", None, "Tanggal ini di luar masa SKP.")]
    if isi.tanggal > hari_ini:
        return [Temuan("tanggal", None, "Tanggal ini belum tiba.")]
    return []


def _rapi(kata: str) -> str:
    return " ".join(kata.split())
