"""The file: objects go to the disk as they come, pages among them; what all share is written when it is closed.

PDF/A-2b, or 2a where it is tagged. Nothing in it runs, links out or is encrypted.
"""

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import IO
from xml.sax.saxutils import escape

from portal.reports.pdf import warna
from portal.reports.pdf.huruf import Huruf

PRODUSEN = "PPK Online"
BAHASA = "id-ID"
Induk = int
"""The number of a structure element's parent object."""


def bilangan(seribu: int) -> str:
    """Thousandths as PDF writes a number: 1500 -> "1.5"."""
    tanda, n = ("-" if seribu < 0 else ""), abs(seribu)
    return f"{tanda}{n // 1000}.{n % 1000:03d}".rstrip("0").rstrip(".")


class Pdf:
    """A file being written. `bertanda`: with a structure tree (PDF/A-2a), which stays in memory until it is closed."""

    def __init__(self, berkas: IO[bytes], judul: str, saat: datetime, *, bertanda: bool = False) -> None:
        self._berkas, self._judul, self._saat, self.bertanda = berkas, judul, saat, bertanda
        self._letak: dict[int, int] = {}
        self._banyak = 0
        self._di = 0
        self._halaman: list[int] = []
        self._huruf: dict[str, tuple[int, Huruf]] = {}
        self._akar = self.nomor()
        self._pohon = self.nomor()
        self._struktur, self._dokumen = (self.nomor(), self.nomor()) if bertanda else (0, 0)
        self._anak: list[int] = []
        self._induk: list[list[int]] = []
        self._kini: int | None = None
        self._tulis(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    @property
    def dokumen(self) -> Induk:
        """The structure element everything hangs from."""
        return self._dokumen

    def nomor(self) -> int:
        """The number of an object yet to be written."""
        self._banyak += 1
        return self._banyak

    def objek(self, isi: str, nomor: int | None = None) -> int:
        """Write an object; its number."""
        n = self.nomor() if nomor is None else nomor
        self._letak[n] = self._di
        self._tulis(f"{n} 0 obj\n{isi}\nendobj\n".encode("latin-1"))
        return n

    def aliran(self, isi: bytes, kamus: str = "", nomor: int | None = None, *, padat: bool = True) -> int:
        """Write a stream, compressed unless it must be readable; its number."""
        n = self.nomor() if nomor is None else nomor
        data = zlib.compress(isi, 6) if padat else isi
        saring = "/Filter/FlateDecode" if padat else ""
        self._letak[n] = self._di
        self._tulis(f"{n} 0 obj\n<<{kamus}{saring}/Length {len(data)}>>\nstream\n".encode("latin-1"))
        self._tulis(data)
        self._tulis(b"\nendstream\nendobj\n")
        return n

    def huruf(self, satu: Huruf) -> str:
        """The name by which pages call this face."""
        if satu.nama not in self._huruf:
            self._huruf[satu.nama] = (self.nomor(), satu)
        return f"F{list(self._huruf).index(satu.nama) + 1}"

    def halaman(self, isi: bytes, lebar: int, tinggi: int, unsur: Sequence[int] = ()) -> int:
        """A page; `unsur`: the structure element of each of its marked pieces. Its number is `halaman_berikut`."""
        n = self._halaman_berikut()
        nomor_isi = self.aliran(isi)
        huruf = "".join(f"/F{i} {no} 0 R" for i, (no, _h) in enumerate(self._huruf.values(), 1))
        tanda = ""
        if self.bertanda:
            tanda = f"/StructParents {len(self._induk)}/Tabs/S"
            self._induk.append(list(unsur))
        kotak = f"[0 0 {bilangan(lebar)} {bilangan(tinggi)}]"
        self.objek(
            f"<</Type/Page/Parent {self._pohon} 0 R/MediaBox{kotak}/Resources<</Font<<{huruf}>>>>"
            f"/Contents {nomor_isi} 0 R{tanda}>>",
            n,
        )
        self._halaman.append(n)
        self._kini = None
        return n

    def _halaman_berikut(self) -> int:
        if self._kini is None:
            self._kini = self.nomor()
        return self._kini

    @property
    def halaman_berikut(self) -> int:
        """The object number the next page will have: structure elements name it before it is written."""
        return self._halaman_berikut()

    def unsur(self, jenis: str, induk: Induk, anak: Sequence[str], nomor: int | None = None, lain: str = "") -> int:
        """A structure element with these children, as PDF writes them; its number."""
        n = self.objek(f"<</Type/StructElem/S/{jenis}/P {induk} 0 R{lain}/K[{' '.join(anak)}]>>", nomor)
        if induk == self._dokumen:
            self._anak.append(n)
        return n

    def tutup(self) -> None:
        """Write what all pages share, and the index."""
        for n, satu in self._huruf.values():
            self._tulis_huruf(n, satu)
        anak = " ".join(f"{n} 0 R" for n in self._halaman)
        self.objek(f"<</Type/Pages/Kids[{anak}]/Count {len(self._halaman)}>>", self._pohon)
        profil = self.aliran(warna.srgb(), "/N 3")
        meta = self.aliran(self._xmp(), "/Type/Metadata/Subtype/XML", padat=False)
        tanda = self._pohon_struktur() if self.bertanda else ""
        self.objek(
            f"<</Type/Catalog/Pages {self._pohon} 0 R/Metadata {meta} 0 R/Lang({BAHASA})"
            f"/ViewerPreferences<</DisplayDocTitle true>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            f"/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile {profil} 0 R>>]{tanda}>>",
            self._akar,
        )
        info = self.objek(
            f"<</Title{_teks(self._judul)}/Creator({PRODUSEN})/Producer({PRODUSEN})/CreationDate({_saat(self._saat)})>>"
        )
        self._indeks(info)

    def _pohon_struktur(self) -> str:
        """The tree of what is what, and which page piece belongs to which element."""
        if not self._anak:
            raise ValueError("dokumen bertanda tanpa isi")
        self.objek(
            f"<</Type/StructElem/S/Document/P {self._struktur} 0 R/K[{' '.join(f'{n} 0 R' for n in self._anak)}]>>",
            self._dokumen,
        )
        nums = " ".join(f"{i}[{' '.join(f'{n} 0 R' for n in u)}]" for i, u in enumerate(self._induk))
        self.objek(
            f"<</Type/StructTreeRoot/K[{self._dokumen} 0 R]/ParentTree<</Nums[{nums}]>>"
            f"/ParentTreeNextKey {len(self._induk)}>>",
            self._struktur,
        )
        return f"/StructTreeRoot {self._struktur} 0 R/MarkInfo<</Marked true>>"

    def _tulis_huruf(self, nomor: int, h: Huruf) -> None:
        nama = f"{_awalan(h)}+{h.nama}"
        berkas = self.aliran(h.berkas, f"/Length1 {len(h.berkas)}")
        kotak = " ".join(map(str, h.kotak))
        uraian = self.objek(
            f"<</Type/FontDescriptor/FontName/{nama}/Flags {32 + 64 * h.miring}/FontBBox[{kotak}]"
            f"/ItalicAngle {-12 * h.miring}/Ascent {h.naik}/Descent {h.turun}/CapHeight 716"
            f"/StemV {140 if h.tebal else 80}/FontFile2 {berkas} 0 R>>"
        )
        lebar = " ".join(map(str, h.lebar))
        cid = self.objek(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{nama}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {uraian} 0 R/CIDToGIDMap/Identity/DW 0/W[0[{lebar}]]>>"
        )
        peta = self.aliran(_unicode(h))
        self.objek(
            f"<</Type/Font/Subtype/Type0/BaseFont/{nama}/Encoding/Identity-H/DescendantFonts[{cid} 0 R]"
            f"/ToUnicode {peta} 0 R>>",
            nomor,
        )

    def _xmp(self) -> bytes:
        saat = self._saat.strftime("%Y-%m-%dT%H:%M:%S") + f"{self._saat:%z}"[:3] + ":" + f"{self._saat:%z}"[3:5]
        tingkat = "A" if self.bertanda else "B"
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
            'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
            f"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{tingkat}</pdfaid:conformance>"
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(self._judul)}</rdf:li></rdf:Alt></dc:title>'
            f"<dc:language><rdf:Bag><rdf:li>{BAHASA}</rdf:li></rdf:Bag></dc:language>"
            f"<xmp:CreatorTool>{PRODUSEN}</xmp:CreatorTool><xmp:CreateDate>{saat}</xmp:CreateDate>"
            f"<pdf:Producer>{PRODUSEN}</pdf:Producer>"
            '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
        ).encode()

    def _indeks(self, info: int) -> None:
        di = self._di
        baris = [f"{self._letak[n]:010d} 00000 n \n" for n in range(1, self._banyak + 1)]
        self._tulis(f"xref\n0 {self._banyak + 1}\n0000000000 65535 f \n{''.join(baris)}".encode())
        tanda = hashlib.sha256(f"{self._judul} {self._saat.isoformat()} {di}".encode()).hexdigest()[:32]
        self._tulis(
            f"trailer\n<</Size {self._banyak + 1}/Root {self._akar} 0 R/Info {info} 0 R/ID[<{tanda}><{tanda}>]>>\n"
            f"startxref\n{di}\n%%EOF\n".encode()
        )

    def _tulis(self, data: bytes) -> None:
        self._berkas.write(data)
        self._di += len(data)


def _teks(isi: str) -> str:
    """A text string as UTF-16 in hexadecimal."""
    return f"<FEFF{isi.encode('utf-16-be').hex().upper()}>"


def _saat(saat: datetime) -> str:
    zona = f"{saat:%z}"
    return f"D:{saat:%Y%m%d%H%M%S}{zona[:3]}'{zona[3:5]}'"


def _awalan(h: Huruf) -> str:
    """Six letters that mark a face as cut down."""
    return "".join(chr(65 + b % 26) for b in hashlib.sha256(h.berkas).digest()[:6])


def _unicode(h: Huruf) -> bytes:
    """Glyph -> character, so that text can be read out, searched and copied."""
    balik: dict[int, int] = {}
    for u, g in sorted(h.tanda.items(), reverse=True):
        balik[g] = u  # the lowest character of a shared glyph stays
    baris = [f"<{g:04X}> <{u:04X}>" for g, u in sorted(balik.items())]
    blok = "".join(
        f"{len(potong)} beginbfchar\n" + "\n".join(potong) + "\nendbfchar\n"
        for potong in (baris[n : n + 100] for n in range(0, len(baris), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) "
        "/Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blok}endcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
