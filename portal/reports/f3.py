"""F-3 BUKU CATATAN PENILAIAN PERILAKU KERJA PNS (Perka BKN 1/2013): the entries of a year, and what closed them."""

from decimal import Decimal
from typing import IO, Any

from portal.reports import bagian
from portal.reports.f1 import KEPALA, TENGAH
from portal.reports.isi_tahunan import BukuCatatan, Catatan, Tahunan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import tanggal, tinggi, tulis

JUDUL = "Buku Catatan Penilaian Perilaku Kerja Pegawai Negeri Sipil"
LEBAR = (5, 18, 52, 30)
"""Columns A to D, in characters."""
AKHIR = len(LEBAR) - 1
KOLOM = ("No", "Tanggal", "Uraian", "Nama/NIP dan Paraf Pejabat Penilai")
SEPENGGAL = 24
"""Lines of one cell; a longer entry goes on in the next row."""
ATAS: dict[str, Any] = {"border": 1, "align": "left", "valign": "top"}


def berkas(b: BukuCatatan) -> IO[bytes]:
    """The workbook of one book."""
    return tulis(lambda buku: tulis_lembar(buku, b), JUDUL)


def tulis_lembar(buku: Wadah, b: BukuCatatan) -> str:
    """The sheet of one book; its name."""
    lembar = buku.lembar(f"{b.pegawai.nama} {b.pegawai.nip[-4:]}", kaki=f"F-3 {b.tahun}", tegak=True)
    lembar.kolom(LEBAR)
    r = bagian.judul(lembar, 0, AKHIR, "BUKU CATATAN PENILAIAN PERILAKU KERJA", "PEGAWAI NEGERI SIPIL") + 1
    isi = (("Nama", b.pegawai.nama), ("NIP", b.pegawai.nip), ("Jabatan", b.pegawai.jabatan), ("Tahun", str(b.tahun)))
    r = bagian.pasangan(lembar, r, isi, label=(0, 1), nilai=(2, AKHIR), lebar=LEBAR) + 1
    for k, nama in enumerate(KOLOM):
        lembar.teks(r, k, nama, **KEPALA)
    lembar.tinggi(r, tinggi((KOLOM[-1], LEBAR[-1])))
    lembar.ulangi(r, r)
    r += 1
    for nomor, satu in enumerate(b.entri, 1):
        r = _entri(lembar, r, nomor, satu)
    if not b.entri:
        lembar.teks(r, 0, "Belum ada catatan.", sampai=AKHIR, italic=True, **TENGAH)
        r += 1
    if b.penutup is not None and b.penutup.dinilai:
        r = _penutup(lembar, r, len(b.entri) + 1, b.penutup)
    lembar.batas(r - 1, AKHIR)
    return lembar.nama


def _entri(lembar: Kanvas, r: int, nomor: int, satu: Catatan) -> int:
    """One entry, over as many rows as its text needs; the row after."""
    kepala = f"[{satu.jenis}{f': {satu.aspek}' if satu.aspek else ''}]"
    coretan = satu.coretan and f"DICORET: {satu.coretan}"
    siapa = "\n".join(filter(None, (satu.oleh, satu.nip and f"NIP {satu.nip}", coretan)))
    coret = {"font_strikeout": True} if satu.coretan else {}
    for n, teks in enumerate(bagian.penggal(f"{kepala} {satu.uraian}", LEBAR[2], SEPENGGAL)):
        hari, oleh = (tanggal(satu.tanggal), siapa) if n == 0 else ("", "")
        lembar.tinggi(r, tinggi((teks, LEBAR[2]), (oleh, LEBAR[3])))
        lembar.angka(r, 0, nomor if n == 0 else None, **{**ATAS, "align": "center"})
        lembar.teks(r, 1, hari, **ATAS)
        lembar.teks(r, 2, teks, **ATAS, **coret)
        lembar.teks(r, 3, oleh, **ATAS)
        r += 1
    return r


def _penutup(lembar: Kanvas, r: int, nomor: int, p: Tahunan) -> int:
    """The last entry: every aspect with its score, the sum, the mean and its word; the row after it."""
    baris = [f"Penilaian perilaku kerja tahun {p.tahun}:"]
    angka = [u.nilai for u in p.unsur if u.nilai is not None]
    for u in p.unsur:
        nilai = "-" if u.nilai is None else bagian.dua(u.nilai)
        isi = f"{nilai} ({u.sebutan})" if u.nilai is not None and u.sebutan else u.catatan or nilai
        baris.append(f"{u.nama}: {isi}")
    if angka and p.nilai_perilaku is not None:
        baris.append(f"Jumlah: {bagian.dua(sum(angka, Decimal(0)))}")
        sebutan = f" ({p.sebutan_perilaku})" if p.sebutan_perilaku else ""
        baris.append(f"Nilai rata-rata: {bagian.dua(p.nilai_perilaku)}{sebutan}")
    elif p.rating_perilaku:
        baris.append(f"Rating perilaku kerja: {p.rating_perilaku}")
    penilai = p.penilai
    siapa = (penilai.nama + (f"\nNIP {penilai.nip}" if penilai.nip else "")) if penilai else ""
    uraian = "\n".join(baris)
    lembar.tinggi(r, tinggi((uraian, LEBAR[2]), (siapa, LEBAR[3])))
    lembar.angka(r, 0, nomor, **{**ATAS, "align": "center"})
    lembar.teks(r, 1, tanggal(p.dibuat), **ATAS)
    lembar.teks(r, 2, uraian, **ATAS)
    lembar.teks(r, 3, siapa, **ATAS)
    return r + 1
