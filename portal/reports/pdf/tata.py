"""Cells on pages: as wide as the page, rows as high as their text, headings again on each page, a foot with the QR.

Lengths are whole thousandths of a point, counted from the upper left corner.
"""

from dataclasses import dataclass
from functools import lru_cache

import segno

from portal.reports.pdf.huruf import Huruf, huruf
from portal.reports.pdf.lembar import LembarPdf, Sel
from portal.reports.pdf.tulis import Pdf, bilangan

A4 = (595276, 841890)
TEPI = 28800
KAKI = 62000
"""Height of the foot: the QR and what is said beside it."""
QR = 46000
BAIT = 1150
"""Height of a line, in thousandths of the size."""
BAKU = 9
BARIS = 15000
ISI = 2600
"""Room between a line and its text."""
MENJOROK = 5000
GARIS = 500
TENGAH, KANAN = "center", "right"


@dataclass(frozen=True)
class Cap:
    """What stands at the foot of every page: `tanda` ("ASLI", "SALINAN", "SEMENTARA"), the number, lines that say how
    it is checked, and what the QR holds."""

    tanda: str
    nomor: str
    baris: tuple[str, ...]
    qr: str


@dataclass(frozen=True)
class _Kotak:
    """A cell with its lines of text broken to its width."""

    sel: Sel
    huruf: Huruf
    ukuran: int
    baris: tuple[str, ...]

    @property
    def perlu(self) -> int:
        """The height it needs."""
        return len(self.baris) * self.ukuran * BAIT // 1000 + ISI


class Tata:
    """One form on its pages."""

    def __init__(self, lembar: LembarPdf) -> None:
        self.lembar = lembar
        lebar, tinggi = A4 if lembar.tegak else A4[::-1]
        self.lebar, self.tinggi = lebar, tinggi
        asli = [(7 * n + 5) * 750 for n in lembar.lebar]
        self.skala = min(1000, (lebar - 2 * TEPI) * 1000 // sum(asli))
        kolom = [n * self.skala // 1000 for n in asli]
        kiri = (lebar - sum(kolom)) // 2
        self.x = [kiri + sum(kolom[:n]) for n in range(len(kolom) + 1)]
        self.kotak = [self._kotak(s) for s in lembar.sel]
        self.baris = self._tinggi()
        self.per_baris: dict[int, list[_Kotak]] = {}
        for satu in self.kotak:
            self.per_baris.setdefault(satu.sel.r, []).append(satu)

    def _kotak(self, s: Sel) -> _Kotak:
        h = huruf(tebal=bool(s.sifat.get("bold")), miring=bool(s.sifat.get("italic")))
        ukuran = s.sifat.get("font_size", BAKU) * self.skala
        lebar = self.x[min(s.k2 + 1, len(self.x) - 1)] - self.x[s.k] - 2 * ISI - self._jorok(s)
        return _Kotak(s, h, ukuran, tuple(patah(s.teks, h, ukuran, lebar)))

    def _jorok(self, s: Sel) -> int:
        kiri = s.sifat.get("align", "left") == "left" and ("border" in s.sifat or "indent" in s.sifat)
        return MENJOROK * self.skala // 1000 if kiri or "indent" in s.sifat else 0

    def _tinggi(self) -> list[int]:
        """The height of every row: what its text needs, not less than a line."""
        akhir = max((s.r2 for s in self.lembar.sel), default=0)
        tinggi = [BARIS * self.skala // 1000] * (akhir + 1)
        for satu in self.kotak:
            if satu.sel.r == satu.sel.r2:
                tinggi[satu.sel.r] = max(tinggi[satu.sel.r], satu.perlu)
        for satu in self.kotak:
            kurang = satu.perlu - sum(tinggi[satu.sel.r : satu.sel.r2 + 1])
            tinggi[satu.sel.r2] += max(0, kurang)
        return tinggi

    def halaman(self) -> list[list[tuple[int, int]]]:
        """Page by page its rows with their place from above."""
        muat = self.tinggi - TEPI - KAKI
        hasil: list[list[tuple[int, int]]] = [[]]
        y = TEPI
        r = 0
        while r < len(self.baris):
            akhir = self._sampai(r)
            perlu = sum(self.baris[r : akhir + 1])
            if y + perlu > muat and hasil[-1]:
                hasil.append([])
                y = self._kepala(hasil[-1], r)
            if y + perlu > muat:  # higher than a page: row by row
                akhir = r
            for n in range(r, akhir + 1):
                hasil[-1].append((n, y))
                y += self.baris[n]
            r = akhir + 1
        return hasil

    def _kepala(self, halaman: list[tuple[int, int]], r: int) -> int:
        """The heading rows again on a page that begins with row `r`; where the next row stands."""
        y = TEPI
        hingga = self.lembar.kepala_hingga
        if self.lembar.kepala and r > self.lembar.kepala[1] and (hingga is None or r <= hingga):
            for n in range(self.lembar.kepala[0], self.lembar.kepala[1] + 1):
                halaman.append((n, y))
                y += self.baris[n]
        return y

    def _sampai(self, r: int) -> int:
        """The last row that stays with row `r`."""
        akhir, lama = r, -1
        while akhir != lama:
            lama = akhir
            ikut = [b for a, b in self.lembar.kelompok if r <= a <= akhir or a <= r <= b]
            ikut += [k.sel.r2 for n in range(r, akhir + 1) for k in self.per_baris.get(n, ())]
            akhir = min(max([akhir, *ikut]), len(self.baris) - 1)
        return akhir

    def tulis(self, pdf: Pdf, cap: Cap) -> int:
        """Write the pages; how many."""
        semua = self.halaman()
        for nomor, baris in enumerate(semua, 1):
            pena = _Pena(pdf, self)
            kepala = {n for n, _y in baris[:0]}
            if nomor > 1 and self.lembar.kepala:
                kepala = {n for n, _y in baris if self.lembar.kepala[0] <= n <= self.lembar.kepala[1]}
            for r, y in baris:
                pena.baris(r, y, ulangan=r in kepala)
            pena.kaki(cap, nomor, len(semua))
            pena.selesai()
        return len(semua)


class _Pena:
    """Draws one page, and says what each piece of text is."""

    def __init__(self, pdf: Pdf, tata: Tata) -> None:
        self.pdf, self.tata = pdf, tata
        self.isi: list[str] = []
        self.unsur: list[int] = []
        self.tabel: int | None = None
        self.anak_tabel: list[str] = []
        self.halaman = pdf.halaman_berikut

    def baris(self, r: int, y: int, *, ulangan: bool) -> None:
        """A row of cells; a heading that is repeated is no part of the text."""
        kotak = self.tata.per_baris.get(r, [])
        for satu in kotak:
            self._bingkai(satu, y)
        berisi = [k for k in kotak if k.sel.teks]
        if ulangan or not self.pdf.bertanda:
            for satu in berisi:
                self._hias(lambda satu=satu: self._teks(satu, y))  # type: ignore[misc]
            return
        if not berisi:
            return
        berbingkai = any("border" in k.sel.sifat or "left" in k.sel.sifat for k in kotak)
        if not berbingkai:
            self._tutup_tabel()
            for satu in berisi:
                nomor = self.pdf.nomor()
                self.pdf.unsur("P", self.pdf.dokumen, [self._potong(satu, y, nomor, "P")], nomor, self._pg())
            return
        if self.tabel is None:
            self.tabel = self.pdf.nomor()
        baris, sel = self.pdf.nomor(), []
        for satu in berisi:
            kepala = bool(satu.sel.sifat.get("bg_color"))
            nomor = self.pdf.nomor()
            rentang = f"/ColSpan {satu.sel.k2 - satu.sel.k + 1}" if satu.sel.k2 > satu.sel.k else ""
            rentang += f"/RowSpan {satu.sel.r2 - satu.sel.r + 1}" if satu.sel.r2 > satu.sel.r else ""
            lingkup = "/Scope/Column" if kepala else ""
            atribut = f"/A<</O/Table{rentang}{lingkup}>>" if rentang or lingkup else ""
            jenis = "TH" if kepala else "TD"
            self.pdf.unsur(jenis, baris, [self._potong(satu, y, nomor, jenis)], nomor, self._pg() + atribut)
            sel.append(f"{nomor} 0 R")
        self.pdf.unsur("TR", self.tabel, sel, baris)
        self.anak_tabel.append(f"{baris} 0 R")

    def kaki(self, cap: Cap, nomor: int, dari: int) -> None:
        """The QR, the mark and the number, how it is checked, the page."""
        t = self.tata
        y = t.tinggi - KAKI + 8000
        self._hias(lambda: self._qr(cap.qr, TEPI, y + 2000))
        biasa, tebal = huruf(), huruf(tebal=True)
        kiri = TEPI + QR + 8000
        self._hias(lambda: self._garis(TEPI, y - 3000, t.lebar - TEPI, y - 3000))
        self._hias(lambda: self._tulis(f"{cap.tanda}   {cap.nomor}", tebal, 8000, kiri, y + 10000))
        for n, teks in enumerate((*cap.baris, t.lembar.kaki), 1):
            self._hias(lambda n=n, teks=teks: self._tulis(teks, biasa, 7000, kiri, y + 10000 + n * 9500))  # type: ignore[misc]
        teks = f"Halaman {nomor} dari {dari}"
        x = t.lebar - TEPI - biasa.panjang(teks, 8000)
        self._hias(lambda: self._tulis(teks, biasa, 8000, x, y + 10000))

    def selesai(self) -> None:
        """The page is done."""
        self._tutup_tabel()
        self.pdf.halaman("\n".join(self.isi).encode("ascii"), self.tata.lebar, self.tata.tinggi, self.unsur)

    def _tutup_tabel(self) -> None:
        if self.tabel is not None:
            self.pdf.unsur("Table", self.pdf.dokumen, self.anak_tabel, self.tabel)
            self.tabel, self.anak_tabel = None, []

    def _pg(self) -> str:
        return f"/Pg {self.halaman} 0 R"

    def _potong(self, satu: _Kotak, y: int, unsur: int, jenis: str) -> str:
        """A marked piece of text that belongs to this element; its number on the page."""
        nomor = len(self.unsur)
        self.unsur.append(unsur)
        self.isi.append(f"/{jenis}<</MCID {nomor}>>BDC")
        self._teks(satu, y)
        self.isi.append("EMC")
        return str(nomor)

    def _hias(self, gambar: object) -> None:
        """Drawn, but no part of the text."""
        if self.pdf.bertanda:
            self.isi.append("/Artifact BMC")
        gambar()  # type: ignore[operator]
        if self.pdf.bertanda:
            self.isi.append("EMC")

    def _bingkai(self, satu: _Kotak, y: int) -> None:
        s, t = satu.sel, self.tata
        x1, x2 = t.x[s.k], t.x[min(s.k2 + 1, len(t.x) - 1)]
        y2 = y + sum(t.baris[s.r : s.r2 + 1])
        semua = s.sifat.get("border")
        if warna := s.sifat.get("bg_color"):
            self._hias(lambda: self._isi_kotak(x1, y, x2 - x1, y2 - y, str(warna)))
        for sisi, garis in (("left", (x1, y, x1, y2)), ("right", (x2, y, x2, y2)), ("top", (x1, y, x2, y)),
                            ("bottom", (x1, y2, x2, y2))):  # fmt: skip
            if semua or s.sifat.get(sisi):
                self._hias(lambda garis=garis: self._garis(*garis))  # type: ignore[misc]

    def _teks(self, satu: _Kotak, y: int) -> None:
        s, t, u = satu.sel, self.tata, satu.ukuran
        x1, x2 = t.x[s.k] + ISI + t._jorok(s), t.x[min(s.k2 + 1, len(t.x) - 1)] - ISI
        tinggi, kolom = sum(t.baris[s.r : s.r2 + 1]), u * BAIT // 1000
        perlu = len(satu.baris) * kolom
        atas = {"top": ISI, "bottom": tinggi - perlu}.get(str(s.sifat["valign"]), (tinggi - perlu) // 2)
        for n, teks in enumerate(satu.baris):
            panjang = satu.huruf.panjang(teks, u)
            rata = s.sifat.get("align", "left")
            x = (x1 + x2 - panjang) // 2 if rata == TENGAH else x2 - panjang if rata == KANAN else x1
            dasar = y + atas + n * kolom + u * 905 // 1000
            self._tulis(teks, satu.huruf, u, x, dasar)
            for ada, naik in ((s.sifat.get("underline"), -u // 9), (s.sifat.get("font_strikeout"), u // 4)):
                if ada and teks:
                    self._garis(x, dasar - naik, x + panjang, dasar - naik)

    def _tulis(self, teks: str, h: Huruf, ukuran: int, x: int, y: int) -> None:
        if teks:
            kode = "".join(f"{g:04X}" for g in h.glif(teks))
            self.isi.append(f"BT /{self.pdf.huruf(h)} {bilangan(ukuran)} Tf {self._titik(x, y)} Td <{kode}> Tj ET")

    def _garis(self, x1: int, y1: int, x2: int, y2: int) -> None:
        self.isi.append(f"{bilangan(GARIS)} w {self._titik(x1, y1)} m {self._titik(x2, y2)} l S")

    def _isi_kotak(self, x: int, y: int, lebar: int, tinggi: int, warna: str) -> None:
        rgb = " ".join(bilangan(int(warna[n : n + 2], 16) * 1000 // 255) for n in (1, 3, 5))
        self.isi.append(f"{rgb} rg {self._titik(x, y + tinggi)} {bilangan(lebar)} {bilangan(tinggi)} re f 0 g")

    def _qr(self, isi: str, x: int, y: int) -> None:
        baris = _matriks(isi)
        satu = QR // len(baris)
        for r, kolom in enumerate(baris):
            for awal, panjang in kolom:
                x1, y1 = x + awal * satu, y + (r + 1) * satu
                self.isi.append(f"{self._titik(x1, y1)} {bilangan(panjang * satu)} {bilangan(satu)} re")
        self.isi.append("f")

    def _titik(self, x: int, y: int) -> str:
        """A place as PDF counts it: from below."""
        return f"{bilangan(x)} {bilangan(self.tata.tinggi - y)}"


@lru_cache(maxsize=8)
def _matriks(isi: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The QR code, row by row, as runs of dark squares (first, how many)."""
    hasil = []
    for baris in segno.make(isi, error="m", micro=False).matrix:
        lari: list[tuple[int, int]] = []
        for k, gelap in enumerate(baris):
            if gelap and lari and sum(lari[-1]) == k:
                lari[-1] = (lari[-1][0], lari[-1][1] + 1)
            elif gelap:
                lari.append((k, 1))
        hasil.append(tuple(lari))
    return tuple(hasil)


def patah(teks: str, h: Huruf, ukuran: int, lebar: int) -> list[str]:
    """The text in lines that fit; a word wider than a line is cut, after a stroke or dash where it has one."""
    hasil: list[str] = []
    for alinea in teks.split("\n"):
        baris = ""
        for kata in alinea.split(" "):
            calon = f"{baris} {kata}" if baris else kata
            if h.panjang(calon, ukuran) <= lebar:
                baris = calon
                continue
            if baris:
                hasil.append(baris)
            while h.panjang(kata, ukuran) > lebar and len(kata) > 1:
                muat = next((n for n in range(len(kata) - 1, 0, -1) if h.panjang(kata[:n], ukuran) <= lebar), 1)
                muat = max(kata.rfind("/", 0, muat), kata.rfind("-", 0, muat)) + 1 or muat
                hasil.append(kata[:muat])
                kata = kata[muat:]
            baris = kata
        hasil.append(baris)
    return hasil
