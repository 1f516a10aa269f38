"""How a cell's number is shown: as a percent, as a date, or with a word behind it (`0" Laporan"` shows 12 as
"12 Laporan")."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

PERSEN_BAWAAN = frozenset({9, 10})
TANGGAL_BAWAAN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The built-in formats that ECMA-376 part 1, 18.8.30 numbers."""
MAKS = 20_000
_KURUNG = re.compile(r"\[[^\]]*\]")
_KUTIP = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')


@dataclass(frozen=True)
class Bentuk:
    """`jenis`: "angka", "persen" or "tanggal"; `akhiran`: the words shown behind the number."""

    jenis: str = "angka"
    akhiran: str = ""


@dataclass(frozen=True)
class Gaya:
    """The styles of a workbook: number of the style -> how it shows a number."""

    bentuk: Mapping[int, Bentuk] = field(default_factory=dict)

    def untuk(self, nomor: str | None) -> Bentuk:
        """The shape of a cell's style; a plain number for one that is not known."""
        return self.bentuk.get(int(nomor), Bentuk()) if nomor and nomor.isdecimal() and len(nomor) < 7 else Bentuk()


def baca_gaya(unsur: Iterator[etree._Element]) -> Gaya:
    """The styles of styles.xml, element by element."""
    kode: dict[int, str] = {}
    nomor: list[int] = []
    for satu in unsur:
        nama, induk = str(satu.tag).rpartition("}")[2], satu.getparent()
        if nama == "numFmt" and len(kode) < MAKS:
            kode[int(satu.get("numFmtId") or 0)] = satu.get("formatCode") or ""
        elif nama == "xf" and induk is not None and str(induk.tag).endswith("}cellXfs") and len(nomor) < MAKS:
            nomor.append(int(satu.get("numFmtId") or 0))
    return Gaya({n: _bawaan(id_) if id_ not in kode else bentuk(kode[id_]) for n, id_ in enumerate(nomor)})


def bentuk(kode: str) -> Bentuk:
    """What a format code says about a positive number."""
    bagian = _KURUNG.sub("", kode.partition(";")[0])[:200]
    polos = _KUTIP.sub("", bagian)
    if "%" in polos:
        return Bentuk("persen")
    if re.search(r"[dmyhs]", polos.lower().replace("general", "").replace("standard", "")):
        return Bentuk("tanggal")
    ekor = re.split(r"[0#?@]|General", bagian)[-1] if re.search(r"[0#?]|General", bagian) else ""
    return Bentuk("angka", "".join(a or b for a, b in _KUTIP.findall(ekor)).strip())


def _bawaan(nomor: int) -> Bentuk:
    if nomor in PERSEN_BAWAAN:
        return Bentuk("persen")
    return Bentuk("tanggal") if nomor in TANGGAL_BAWAAN else Bentuk()
