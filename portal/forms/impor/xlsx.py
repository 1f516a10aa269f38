"""A workbook from anybody to plain cells: the only reader of XLSX in the portal, and it trusts nothing.

Only the parts that hold cells are unpacked, piece by piece, each piece counted (`Takaran`): what a zip says about
itself is not believed. XML has no DTD, no entities, no network. Macros, old formats and locked files are refused with
what to do instead; formulas are not computed, their stored value is used and told. Why no library: docs/adr/0013.

Numbers stay the decimal text of the file, rounded to the 15 digits that a spreadsheet keeps (Excel stores 1.1 as
1.1000000000000001); they are never binary fractions here.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from lxml import etree

from portal.errors import Temuan, TerlaluBesar, TidakSah
from portal.forms.impor.gaya import Gaya, baca_gaya
from portal.forms.impor.sel import Sel, alamat, dari_berkas, letak

MAKS_UKURAN = 5 * 1024 * 1024
MAKS_BAGIAN = 2_000
"""Files inside the zip."""
MAKS_TERURAI = 32 * 1024 * 1024
MAKS_UNSUR = 400_000
"""Bytes and XML elements read of one workbook, all its parts together: about a second of work."""
MAKS_BARIS, MAKS_KOLOM, MAKS_LEMBAR = 3_000, 200, 60
POTONG = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SANDI = "EncryptedPackage".encode("utf-16-le")
_RENTANG = re.compile(r"([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})")

Rentang = tuple[int, int, int, int]
"""Top, left, bottom, right; counted from 1."""


@dataclass(frozen=True)
class Lembar:
    """A sheet: cells by (row, column) counted from 1, empty ones left out. `terpotong`: there was more than is read."""

    nama: str
    tersembunyi: bool
    sel: Mapping[tuple[int, int], Sel]
    gabung: tuple[Rentang, ...] = ()
    baris_tersembunyi: frozenset[int] = frozenset()
    kolom_tersembunyi: frozenset[int] = frozenset()
    terpotong: bool = False

    def baris(self) -> Iterator[tuple[int, dict[int, Sel]]]:
        """Row number and its cells by column, both in order."""
        per: dict[int, dict[int, Sel]] = {}
        for (r, k), sel in sorted(self.sel.items()):
            per.setdefault(r, {})[k] = sel
        yield from per.items()


@dataclass(frozen=True)
class Buku:
    """`tautan`: it refers to other workbooks, which nobody opens."""

    lembar: tuple[Lembar, ...]
    tautan: bool = False


class _Habis(Exception):
    """More than is read of one workbook."""


@dataclass
class Takaran:
    """What is left to be read."""

    bita: int = MAKS_TERURAI
    unsur: int = MAKS_UNSUR

    def pakai(self, bita: int = 0, unsur: int = 0) -> None:
        """Count; _Habis where nothing is left."""
        self.bita -= bita
        self.unsur -= unsur
        if self.bita < 0 or self.unsur < 0:
            raise _Habis


def buka(isi: bytes) -> Buku:
    """The cells of a workbook. TerlaluBesar; TidakSah says what the file is instead and how it becomes an XLSX."""
    _kenali(isi)
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            return _Pembaca(arsip).buku()
    except _Habis:
        raise TerlaluBesar(
            _("Berkas ini terlalu besar sesudah dibuka. Salin tabelnya saja ke buku kerja baru, lalu unggah lagi.")
        ) from None
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, KeyError, ValueError, OSError, EOFError):
        raise tolak(_rusak()) from None
    except (zipfile.zlib.error, RecursionError):  # type: ignore[attr-defined]
        raise tolak(_rusak()) from None


def tolak(pesan: str, kode: str | None = None) -> TidakSah:
    """The refusal of a file, named by its field."""
    return TidakSah(Temuan("berkas", None, pesan), pesan=pesan, kode=kode)


def _rusak() -> str:
    return _("Berkas ini rusak atau bukan XLSX. Buka dengan Excel atau LibreOffice, simpan ulang sebagai XLSX.")


def _kenali(isi: bytes) -> None:
    """Refuse what is no zip, with the way to an XLSX."""
    if not isi:
        raise tolak(_("Berkas kosong. Pilih berkas yang berisi."))
    if len(isi) > MAKS_UKURAN:
        raise TerlaluBesar(_("Berkas lebih dari 5 MB. Salin tabelnya saja ke buku kerja baru, lalu unggah lagi."))
    if isi.startswith(OLE):
        if SANDI in isi:
            raise tolak(
                _(
                    "Berkas ini terkunci kata sandi. Buka, hapus kata sandinya (Berkas, "
                    "Info, Proteksi), lalu unggah lagi."
                ),
                "berkas_terkunci",
            )
        raise tolak(
            _(
                "Berkas ini Excel lama (XLS). Buka, pilih Simpan Sebagai, jenis Excel "
                "Workbook (XLSX), lalu unggah lagi."
            ),
            "berkas_xls",
        )
    if not isi.startswith(b"PK"):
        raise tolak(_("Berkas ini bukan buku kerja XLSX. Buka dengan Excel atau LibreOffice, simpan sebagai XLSX."))


class _Pembaca:
    """Reads one archive."""

    def __init__(self, arsip: zipfile.ZipFile) -> None:
        self.arsip, self.takaran = arsip, Takaran()
        daftar = arsip.infolist()
        self.nama = {i.filename for i in daftar}
        if len(daftar) > MAKS_BAGIAN or len(self.nama) != len(daftar):
            raise tolak(_rusak())
        if any(i.flag_bits & 1 for i in daftar):
            raise tolak(_("Berkas ini terkunci kata sandi. Hapus kata sandinya, lalu unggah lagi."), "berkas_terkunci")
        self._jenis()
        self.buku_xml = self._utama()

    def _jenis(self) -> None:
        """Refuse the relatives of XLSX."""
        if "mimetype" in self.nama and b"opendocument" in self._mentah("mimetype", 200):
            raise tolak(
                _(
                    "Berkas ini ODS. Buka dengan LibreOffice, pilih Simpan Sebagai, jenis "
                    "Excel 2007-365 (XLSX), lalu unggah lagi."
                ),
                "berkas_ods",
            )
        jenis = self._mentah("[Content_Types].xml", 256 * 1024).lower() if "[Content_Types].xml" in self.nama else b""
        if b"macroenabled" in jenis or any(n.lower().endswith("vbaproject.bin") for n in self.nama):
            raise tolak(
                _(
                    "Berkas ini berisi makro (XLSM), yang tidak diterima. Simpan sebagai "
                    "XLSX tanpa makro, lalu unggah lagi."
                ),
                "berkas_makro",
            )
        if any(n.lower().endswith("workbook.bin") for n in self.nama):
            raise tolak(_("Berkas ini XLSB. Simpan sebagai Excel Workbook (XLSX), lalu unggah lagi."), "berkas_xls")

    def _utama(self) -> str:
        for tujuan, jenis in self._hubungan("").values():
            if jenis.endswith("/officeDocument") and tujuan in self.nama:
                return tujuan
        if "xl/workbook.xml" in self.nama:
            return "xl/workbook.xml"
        raise tolak(_rusak())

    def buku(self) -> Buku:
        """All its sheets, in their order."""
        hubungan = self._hubungan(self.buku_xml)
        kelahiran_1904, daftar = False, []
        for unsur in self._unsur(self.buku_xml):
            nama = lokal(unsur)
            if nama == "workbookPr":
                kelahiran_1904 = unsur.get("date1904") in ("1", "true")
            elif nama == "sheet":
                tujuan = next((v for k, v in unsur.attrib.items() if k.endswith("}id")), "")
                daftar.append((unsur.get("name") or "", unsur.get("state", "visible") != "visible", tujuan))
        bagian = {jenis.rpartition("/")[2]: tujuan for tujuan, jenis in hubungan.values()}
        bersama = self._teks_bersama(bagian.get("sharedStrings", ""))
        gaya = baca_gaya(self._unsur(bagian["styles"])) if bagian.get("styles") in self.nama else Gaya()
        lembar = []
        for nama, tersembunyi, rujuk in daftar[:MAKS_LEMBAR]:
            tujuan, jenis = hubungan.get(rujuk, ("", ""))
            if jenis.endswith("/worksheet") and tujuan in self.nama:  # a chart sheet has no cells
                isi = _Isi(bersama, gaya, kelahiran_1904)
                lembar.append(isi.lembar(self._unsur(tujuan, ("c",)), nama, tersembunyi))
        if not lembar:
            raise tolak(_rusak())
        tautan = any("externallink" in n.lower() for n in self.nama)
        return Buku(tuple(lembar), tautan)

    def _hubungan(self, bagian: str) -> dict[str, tuple[str, str]]:
        """Id -> (part, kind) of what a part refers to inside the archive."""
        folder, nama = posixpath.split(bagian)
        berkas = posixpath.join(folder, "_rels", f"{nama}.rels")
        hasil = {}
        for u in self._unsur(berkas) if berkas in self.nama else ():
            if lokal(u) == "Relationship" and u.get("TargetMode") != "External":
                tujuan = posixpath.normpath(posixpath.join("/", folder, u.get("Target") or "")).lstrip("/")
                hasil[u.get("Id") or ""] = (tujuan, u.get("Type") or "")
        return hasil

    def _teks_bersama(self, bagian: str) -> list[str]:
        if bagian not in self.nama:
            return []
        return [teks_kaya(u) for u in self._unsur(bagian, ("si",)) if lokal(u) == "si"]

    def _mentah(self, nama: str, batas: int) -> bytes:
        with self.arsip.open(nama) as aliran:
            isi = aliran.read(batas)
        self.takaran.pakai(bita=len(isi))
        return isi

    def _unsur(self, nama: str, utuh: tuple[str, ...] = ()) -> Iterator[etree._Element]:
        """The elements of a part as each ends; those named in `utuh` come with all that is in them. What was seen is
        let go of at once, so that memory does not grow with the part."""
        pengurai = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            recover=False,
        )
        dalam = 0
        with self.arsip.open(nama) as aliran:
            while potong := aliran.read(POTONG):
                self.takaran.pakai(bita=len(potong))
                pengurai.feed(potong)
                for apa, unsur in pengurai.read_events():
                    if apa == "start":
                        self.takaran.pakai(unsur=1)
                        info = unsur.getroottree().docinfo if unsur.getparent() is None else None
                        if info is not None and (info.doctype or info.internalDTD is not None):
                            raise tolak(_("Berkas ini memuat DOCTYPE atau entitas, yang tidak diterima. Simpan ulang."))
                        dalam += lokal(unsur) in utuh
                        continue
                    satu = lokal(unsur) in utuh
                    dalam -= satu
                    if satu or not dalam:
                        yield unsur
                        _lepas(unsur)
        pengurai.close()


class _Isi:
    """Gathers the cells of one sheet."""

    def __init__(self, bersama: list[str], gaya: Gaya, kelahiran_1904: bool) -> None:
        self.bersama, self.gaya, self.kelahiran_1904 = bersama, gaya, kelahiran_1904
        self.sel: dict[tuple[int, int], Sel] = {}
        self.gabung: list[Rentang] = []
        self.baris_mati: set[int] = set()
        self.kolom_mati: set[int] = set()
        self.terpotong = False
        self._r = self._k = 0

    def lembar(self, unsur: Iterator[etree._Element], nama: str, tersembunyi: bool) -> Lembar:
        """The sheet. Where there is more than is read, what was read stands, and says so."""
        try:
            for satu in unsur:
                self._satu(satu)
        except _Habis:
            self.terpotong = True
        return Lembar(
            nama,
            tersembunyi,
            self.sel,
            tuple(self.gabung),
            frozenset(self.baris_mati),
            frozenset(self.kolom_mati),
            self.terpotong,
        )

    def _satu(self, unsur: etree._Element) -> None:
        nama = lokal(unsur)
        if nama == "c":
            self._sel(unsur)
        elif nama == "row":
            self._r = int(unsur.get("r") or self._r + 1)
            self._k = 0
            if unsur.get("hidden") in ("1", "true") and self._r <= MAKS_BARIS:
                self.baris_mati.add(self._r)
        elif nama == "mergeCell" and (cocok := _RENTANG.fullmatch(unsur.get("ref") or "")):
            (r1, k1), (r2, k2) = letak(cocok[1]), letak(cocok[2])
            self.gabung.append((r1, k1, r2, k2))
        elif nama == "col" and unsur.get("hidden") in ("1", "true"):
            dari, sampai = int(unsur.get("min") or 1), int(unsur.get("max") or 1)
            self.kolom_mati.update(range(max(1, dari), min(sampai, MAKS_KOLOM) + 1))

    def _sel(self, c: etree._Element) -> None:
        induk = c.getparent()
        bawaan = int((induk.get("r") if induk is not None else None) or self._r + 1)
        r, k = letak(c.get("r") or "") if c.get("r") else (bawaan, self._k + 1)
        self._k = k
        if r > MAKS_BARIS or k > MAKS_KOLOM:
            self.terpotong = self.terpotong or len(c) > 0
            return
        bentuk = self.gaya.untuk(c.get("s"))
        anak = {lokal(u): u for u in c}
        rumus, v = "f" in anak, anak.get("v")
        isi = v.text if v is not None else None
        jenis = c.get("t", "n")
        if jenis == "s" and isi is not None:
            nomor = int(isi)
            isi = self.bersama[nomor] if 0 <= nomor < len(self.bersama) else None
        elif jenis == "inlineStr":
            isi = teks_kaya(anak["is"]) if "is" in anak else None
        sel = dari_berkas(jenis, isi, bentuk, rumus=rumus, kelahiran_1904=self.kelahiran_1904, alamat=alamat(r, k))
        if sel is not None:
            self.sel[r, k] = sel


def lokal(unsur: etree._Element) -> str:
    """The element's name without its namespace: transitional and strict files differ in nothing else that matters."""
    return str(unsur.tag).rpartition("}")[2]


def teks_kaya(unsur: etree._Element) -> str:
    """The text of a string item, its runs together, without the phonetic reading."""
    return "".join(
        t.text or ""
        for t in unsur.iter()
        if lokal(t) == "t" and lokal(t.getparent()) != "rPh"  # type: ignore[arg-type]
    )


def _lepas(unsur: etree._Element) -> None:
    """Let go of an element and of those before it."""
    unsur.clear()
    induk = unsur.getparent()
    while induk is not None and unsur.getprevious() is not None:
        del induk[0]
