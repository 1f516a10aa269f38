"""A workbook opened again with nothing but zip and XML: its sheets, cells, formulas and print settings."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@dataclass(frozen=True)
class Sel:
    """`nilai` as it stands in the file (text resolved); `jenis`: "s" for text, "n" a number; `rumus` without "="."""

    nilai: str
    jenis: str
    rumus: str | None


@dataclass(frozen=True)
class Lembar:
    """One sheet by cell name ("B7"), and its XML."""

    nama: str
    sel: dict[str, Sel]
    xml: ElementTree.Element

    def cari(self, teks: str) -> str:
        """The one cell with this text."""
        (nama,) = [n for n, s in self.sel.items() if s.nilai == teks]
        return nama

    def baris(self, nomor: int) -> dict[str, str]:
        """Column -> value of a row (from 1), without empty cells."""
        return {n.rstrip("0123456789"): s.nilai for n, s in self.sel.items() if int(re.sub(r"\D", "", n)) == nomor}

    @property
    def gabungan(self) -> set[str]:
        """Merged ranges."""
        return {u.get("ref") or "" for u in self.xml.findall(".//m:mergeCell", NS)}


@dataclass(frozen=True)
class Buku:
    """`nama`: defined names (print area, repeated rows); `bagian`: the files inside."""

    lembar: tuple[Lembar, ...]
    nama: dict[str, str]
    bagian: tuple[str, ...]


def buka(berkas: IO[bytes] | bytes) -> Buku:
    """Read it; a stream is closed."""
    isi = berkas if isinstance(berkas, bytes) else berkas.read()
    if not isinstance(berkas, bytes):
        berkas.close()
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        assert z.testzip() is None
        bagian = tuple(z.namelist())
        xml = {n: ElementTree.fromstring(z.read(n)) for n in bagian if n.endswith(".xml")}
    bersama = [_teks(u) for u in xml["xl/sharedStrings.xml"]] if "xl/sharedStrings.xml" in xml else []
    buku = xml["xl/workbook.xml"]
    lembar = tuple(
        _lembar(u.get("name") or "", xml[f"xl/worksheets/sheet{n}.xml"], bersama)
        for n, u in enumerate(buku.findall("m:sheets/m:sheet", NS), 1)
    )
    nama = {u.get("name") or "": u.text or "" for u in buku.findall("m:definedNames/m:definedName", NS)}
    return Buku(lembar, nama, bagian)


def _lembar(nama: str, xml: ElementTree.Element, bersama: list[str]) -> Lembar:
    sel = {}
    for c in xml.iter(f"{{{NS['m']}}}c"):
        v, f, jenis = c.find("m:v", NS), c.find("m:f", NS), c.get("t", "n")
        if jenis == "s":
            isi: str | None = bersama[int(v.text or "") if v is not None else 0]
        elif jenis == "inlineStr":
            isi = _teks(c)
        else:
            isi = v.text if v is not None else None
        if isi is not None:
            sel[c.get("r") or ""] = Sel(isi, "n" if jenis == "n" else "s", f.text if f is not None else None)
    return Lembar(nama, sel, xml)


def _teks(unsur: ElementTree.Element) -> str:
    return "".join(t.text or "" for t in unsur.iter(f"{{{NS['m']}}}t"))
