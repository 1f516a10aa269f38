"""Finding the table of form F-1 in a sheet: which row is its head, and which columns are whose.

People have kept this form in Excel since 2014: shifted, with merged heads over two or three rows, with columns between,
sometimes with the realisation beside it. The head is known by its words alone; a column reaches until the next one, so
that the number and its unit may stand in two cells or in one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.forms.impor.sel import Sel
from portal.forms.impor.xlsx import Lembar

KEPALA: dict[str, str] = {
    "nomor": r"no|nomor|no urut",
    "uraian": r"(uraian |rincian )?(kegiatan|uraian|tugas jabatan|sasaran kerja)( (tugas|jabatan|pokok|kerja|skp))*",
    "ak": r"ak|angka kredit|target ak|kredit",
    "kuantitas": r"(target )?(kuant|kuan|kuantitas|output|volume|jumlah)( ?/? ?(output|keluaran|volume))?",
    "satuan": r"satuan( output| kuantitas)?",
    "kualitas": r"(target )?(kual|kualitas|mutu)( ?/? ?mutu)?( %)?",
    "waktu": r"(target )?waktu( bulan| bln)?",
    "biaya": r"(target )?(biaya|anggaran)( rp| rupiah)?",
}
"""Field -> what its head says, after `_kata`."""
_POLA = {medan: re.compile(pola) for medan, pola in KEPALA.items()}
_DEPAN = re.compile(r"^(?:[ivx]{1,4}|[0-9]{1,2}|[a-h])\s*[.)]\s*")
TINGGI = 4
"""Rows that a head may have."""
MAKS_KEPALA = 60


@dataclass(frozen=True)
class Tabel:
    """`kolom`: field -> (first, last) column. `mulai`: the first row below the head. `nilai`: how well it fits."""

    lembar: Lembar
    kolom: Mapping[str, tuple[int, int]]
    kepala: int
    mulai: int
    nilai: int


def cari(lembar: Lembar) -> Tabel | None:
    """The table that fits best; None where the sheet has none."""
    baris = dict(lembar.baris())
    terbaik: Tabel | None = None
    for r, sel in baris.items():
        for k, satu in sel.items():
            if jenis(satu) == "uraian":
                calon = _tabel(lembar, baris, r, k)
                if calon and (terbaik is None or calon.nilai > terbaik.nilai):
                    terbaik = calon
    return terbaik


def jenis(sel: Sel) -> str | None:
    """Which field this head is for; None for what is no head."""
    if sel.jenis != "teks" or len(sel.teks) > MAKS_KEPALA:
        return None
    kata = _kata(sel.teks)
    return next((medan for medan, pola in _POLA.items() if pola.fullmatch(kata)), None)


def _tabel(lembar: Lembar, baris: dict[int, dict[int, Sel]], r: int, k: int) -> Tabel | None:
    """The table whose head has its kegiatan at (r, k)."""
    ada: dict[str, tuple[int, int]] = {"uraian": (r, k)}
    batas = lembar_batas(lembar, r, k)
    for n in range(max(1, r - 1), r + TINGGI):
        for kolom, sel in baris.get(n, {}).items():
            medan = jenis(sel)
            if medan is None or medan in ada or (kolom > k) == (medan == "nomor"):
                continue
            if batas is None or kolom < batas:
                ada[medan] = (n, kolom)
    if "kuantitas" not in ada or len(ada) < 3:
        return None
    bawah = max(_bawah(lembar, *tempat) for tempat in ada.values())
    urut = sorted((kolom, medan) for medan, (_n, kolom) in ada.items())
    akhir = [kolom - 1 for kolom, _m in urut[1:]] + [max(urut[-1][0], _kanan(lembar, *ada[urut[-1][1]]))]
    kolom_medan = {medan: (awal, max(awal, ujung)) for (awal, medan), ujung in zip(urut, akhir, strict=True)}
    mulai = bawah + 1 + _bernomor(baris.get(bawah + 1, {}))
    return Tabel(lembar, kolom_medan, r, mulai, len(ada))


def lembar_batas(lembar: Lembar, r: int, k: int) -> int | None:
    """The column from which on REALISASI stands (form F-2); its targets are left of it."""
    kolom = [
        kolom
        for (n, kolom), sel in lembar.sel.items()
        if r - 1 <= n < r + TINGGI and kolom > k and _kata(sel.teks) in ("realisasi", "penghitungan", "capaian")
    ]
    return min(kolom, default=None)


def _bawah(lembar: Lembar, r: int, k: int) -> int:
    """The last row of the cell at (r, k), merged or not."""
    return next((b for a, kiri, b, _k in lembar.gabung if (a, kiri) == (r, k) and b - a < TINGGI), r)


def _kanan(lembar: Lembar, r: int, k: int) -> int:
    return next((kanan for a, kiri, _b, kanan in lembar.gabung if (a, kiri) == (r, k)), k)


def _bernomor(sel: Mapping[int, Sel]) -> int:
    """1 where this row only numbers the columns ("1 2 3 4 ...")."""
    angka = [int(s.angka or s.teks) for s in sel.values() if (s.angka or s.teks).isdecimal() and len(s.teks) < 3]
    return int(
        len(angka) == len(sel) > 2 and angka == sorted(angka) and angka[0] < 3 and angka[-1] <= 2 * len(angka) + 2
    )


def _kata(teks: str) -> str:
    """The words of a head, small, without its number and marks."""
    rapi = re.sub(r"\s+", " ", teks.replace("\n", " ")).strip().casefold()
    rapi = _DEPAN.sub("", rapi)
    return re.sub(r"\s+", " ", re.sub(r"[^a-z%/ ]", " ", rapi)).strip(" /")
