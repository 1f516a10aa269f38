"""JSON lines in, JSON lines out: one answer a line, numbers exact, memory constant whatever comes in."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _kutip
from typing import Any, BinaryIO

from portal.hitung import hitung
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Jejak
from portal.rules.nip import GalatNip

BATAS_BARIS = 1_000_000
"""Bytes; a longer line is answered without being read as a whole."""
BATAS_ISIAN = 20_000
"""Commas of one line: the largest year has a tenth, and a megabyte of them would hold up the next line."""
BATAS_ANGKA = 60
"""Characters of one number."""
POTONGAN = 1 << 16


class _BukanAngka:
    """Stands where JSON had NaN, Infinity or a number nobody means; the rules refuse it by the name of its field."""


def _angka(tulisan: str) -> Decimal | _BukanAngka:
    try:
        return Decimal(tulisan) if len(tulisan) <= BATAS_ANGKA else _BukanAngka()
    except ArithmeticError:
        return _BukanAngka()


def _bulat(tulisan: str) -> int | _BukanAngka:
    return int(tulisan) if len(tulisan) <= BATAS_ANGKA else _BukanAngka()


def _tetapan(_tulisan: str) -> _BukanAngka:
    return _BukanAngka()


def _objek(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name twice in one object would let one of two answers vanish unseen."""
    hasil = dict(pasangan)
    if len(hasil) != len(pasangan):
        sudah: set[str] = set()
        for nama, _isi in pasangan:
            if nama in sudah:
                raise GalatMasukan(nama[:40], "Tertulis dua kali dalam satu objek.")
            sudah.add(nama)
    return hasil


_baca = json.JSONDecoder(parse_float=Decimal, parse_constant=_tetapan, object_pairs_hook=_objek).decode
"""Only where no number is long: `_PANJANG`."""
_baca_panjang = json.JSONDecoder(
    parse_float=_angka, parse_int=_bulat, parse_constant=_tetapan, object_pairs_hook=_objek
).decode
_EKSPONEN = re.compile(
    rb'(?<!\\)"[ ]*(-?(?:0|[1-9][0-9]{0,59})(?:[.][0-9]{1,59})?[eE][+-]?[0-9]{1,9})[ ]*"(?=[ ]*[],}])'
)
_ANGKA_NOL = bytes.maketrans(b"123456789", b"0" * 9)
_PANJANG = b"0" * (BATAS_ANGKA // 2)
"""In a line whose digits are all made 0: a number that may be too long. Ten times faster than a pattern."""
_tulis = json.JSONEncoder(separators=(", ", ": ")).encode


def jalankan(masuk: BinaryIO, keluar: BinaryIO) -> bool:
    """Answers every line of `masuk` on `keluar`, in order; True where each could be computed."""
    sah = True
    for kumpulan in potong(masuk):
        hasil = []
        for satu in kumpulan:
            teks, baik = jawab(satu)
            sah = sah and baik
            hasil.append(teks)
        if hasil:
            hasil.append("")
            keluar.write("\n".join(hasil).encode("ascii"))
            keluar.flush()
    return sah


def jawab(baris: bytes | None) -> tuple[str, bool]:
    """The answer to one line, and whether it could be computed. None stands for a line longer than BATAS_BARIS."""
    try:
        try:
            return _jawaban(*hitung(_urai(baris))), True
        except GalatMasukan as galat:
            lain = _tanpa_kutip(baris) if galat.medan != "baris" else None
            if lain is None:
                raise
        return _jawaban(*hitung(_urai(lain))), True
    except GalatMasukan as galat:
        salah: dict[str, Any] = {"galat": galat.pesan, "medan": galat.medan}
        if isinstance(galat, GalatNip):
            salah |= {"sah": False, "bagian": galat.bagian}
        return _tulis(salah), False


def _tanpa_kutip(baris: bytes | None) -> bytes | None:
    """The line with "1.5e3" as a number, as other programs write one as text; None where it has none.

    Only a refused line comes here: `eksak.baca` takes no exponent in text, because people's forms use it too and nobody
    types one on purpose.
    """
    lain, kali = _EKSPONEN.subn(rb"\1", baris or b"")
    return lain if kali else None


def _jawaban(hasil: dict[str, Any], jejak: Jejak) -> str:
    """The results, `rincian` (the steps) and `dasar` as one JSON object."""
    rincian, pasal = jejak.langkah_json()
    dasar = _dasar(jejak.profil, jejak.parameter, pasal)
    isi = ", ".join(
        [f'"{medan}": {_kutip(satu) if type(satu) is str else _tulis(satu)}' for medan, satu in hasil.items()]
    )
    return f'{{{isi}, "rincian": [{rincian}], "dasar": {dasar}}}'


@lru_cache(maxsize=1024)
def _dasar(profil: str, parameter: str, pasal: tuple[str, ...]) -> str:
    return _tulis({"profil": profil, "parameter": parameter.split(), "pasal": pasal})


def potong(masuk: BinaryIO) -> Iterator[list[bytes | None]]:
    """The lines as they arrive, without their ends; None for one longer than BATAS_BARIS."""
    sisa, buang = b"", False
    while isi := masuk.read1(POTONGAN):  # type: ignore[attr-defined]
        *utuh, ekor = isi.split(b"\n")
        kumpulan: list[bytes | None] = []
        for satu in utuh:
            kumpulan.append(None if buang or len(sisa) + len(satu) > BATAS_BARIS else sisa + satu)
            sisa, buang = b"", False
        buang = buang or len(sisa) + len(ekor) > BATAS_BARIS
        sisa = b"" if buang else sisa + ekor
        yield kumpulan
    if sisa or buang:
        yield [None if buang else sisa]


def _urai(baris: bytes | None) -> object:
    """The line as JSON: numbers as int or Decimal, never as binary floats."""
    if baris is None:
        raise GalatMasukan("baris", f"Baris ini lebih panjang dari {BATAS_BARIS} bita.")
    if len(baris) > BATAS_ISIAN and baris.count(b",") > BATAS_ISIAN:
        raise GalatMasukan("baris", f"Baris ini memuat lebih dari {BATAS_ISIAN} isian.")
    try:
        teks = baris.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise GalatMasukan("baris", "Tulis dalam UTF-8.") from None
    try:
        return _baca_panjang(teks) if _PANJANG in baris.translate(_ANGKA_NOL) else _baca(teks)
    except json.JSONDecodeError as galat:
        raise GalatMasukan("baris", f"Bukan JSON yang sah (kolom {galat.colno}).") from None
    except RecursionError:
        raise GalatMasukan("baris", "Susunan JSON terlalu dalam.") from None
    except ArithmeticError:  # an exponent nobody means; the rest of the line may still name the field
        return _baca_panjang(teks)
