"""Dokumen Penilaian Kinerja of PP 30/2019 and PermenPANRB 8/2021: nine parts, three signatures, A4 upright.

It rates the second half of 2021, and below shows how the year came of both halves. The weighted values, their sums and
the year are live formulas over the exact values of the trace. Sources and what is not modelled: rules/tahun_2021.py.
"Permasalahan" is what the pejabat penilai remarked.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports import bagian, f4
from portal.reports.f1 import KEPALA, TENGAH
from portal.reports.f4 import AKHIR, HURUF, JUMLAH, KOSONG, LEBAR, NAMA, NILAI, NOMOR, SEBUTAN
from portal.reports.isi_tahunan import Sanggahan, Semester, Tahunan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import polos, sel, tanggal, tinggi
from portal.rules.eksak import bulat
from portal.rules.jabatan import fungsional

JUDUL = "Dokumen Penilaian Kinerja Pegawai (PP 30/2019)"
SEMESTER_II = "ii_"


def tulis_lembar(buku: Wadah, p: Tahunan) -> str:
    """The sheet of one assessment; its name."""
    lembar, r = f4.dokumen_kinerja(buku, p, "DOKUMEN PENILAIAN KINERJA PEGAWAI")
    r = _penilaian(lembar, r, p)
    r = f4.uraian(lembar, r, "5. PERMASALAHAN", p.catatan or KOSONG)
    r = f4.uraian(lembar, r, "6. REKOMENDASI", p.rekomendasi or KOSONG)
    r = _keberatan(lembar, r, p)
    r = f4.tanda_tangan(lembar, r + 1, p, mulai=10, sebutan=f4.PENANDA_KINERJA)
    if p.ketentuan:
        isi = f"Aturan {p.profil}; ketentuan {', '.join(p.ketentuan.split())}."
        r += 2
        lembar.tinggi(r, tinggi((isi, sum(LEBAR))))
        lembar.teks(r, 0, isi, sampai=AKHIR, italic=True, font_size=8)
    lembar.batas(r, AKHIR)
    return lembar.nama


def _penilaian(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """Part 4; the row after."""
    s = p.semester or Semester()
    lembar.teks(r, NOMOR, "4.", **KEPALA)
    lembar.teks(r, HURUF, "PENILAIAN KINERJA", sampai=SEBUTAN, **bagian.KIRI)
    lembar.teks(r, JUMLAH, "Jumlah", **KEPALA)
    a = r + 1
    _berbobot(lembar, a, ("a.", "Nilai SKP"), s.skp, s.bobot[0])
    n = a
    for n, u in enumerate((u for u in p.unsur if u.kunci.startswith(SEMESTER_II) and u.nilai is not None), a + 1):
        nama = u.nama.partition(": ")[2] or u.nama
        _baris(lembar, n, "b." if n == a + 1 else "", nama[0].upper() + nama[1:], u.nilai)
    b = n + 1
    _berbobot(lembar, b, ("", "Nilai perilaku kerja (rata-rata)"), s.perilaku, s.bobot[1], _rata(a + 1, n))
    lembar.teks(b + 1, NOMOR, "c.", **TENGAH)
    lembar.teks(b + 1, HURUF, "Nilai kinerja Juli-Desember 2021", sampai=SEBUTAN, border=1)
    satu, dua = (f"{sel(x, NILAI)}*{polos(w)}/100" for x, w in zip((a, b), s.bobot, strict=True))
    _jumlah(lembar, b + 1, f"=ROUND(ROUND({satu}+{dua},10),2)", s.dua if s.skp is not None else None)
    teks = (
        ("", "Predikat kinerja Juli-Desember 2021", s.predikat or KOSONG),
        ("d.", "Ide baru atau cara baru", s.ide or KOSONG),
        ("", "Perilaku dinilai juga oleh rekan setingkat atau bawahan", s.rekan or KOSONG),
        ("e.", "Total angka kredit", _angka_kredit(p)),
    )
    r = _teks(lembar, b + 2, teks)
    return _tahun(lembar, r, p, s, (a, b))


def _rata(awal: int, akhir: int) -> str | None:
    return f"=AVERAGE({sel(awal, NILAI)}:{sel(akhir, NILAI)})" if akhir >= awal else None


def _tahun(lembar: Kanvas, r: int, p: Tahunan, s: Semester, baris: tuple[int, int]) -> int:
    """How the year came of its halves, and the word; the row after."""
    lembar.satukan(r, r + 4)
    lembar.teks(r, HURUF, "PENGGABUNGAN TAHUN 2021", sampai=AKHIR, **bagian.KIRI)
    lembar.teks(r, NOMOR, "f.", **KEPALA)
    satu, dua = (f"{sel(x, NILAI)}*{polos(w)}/100" for x, w in zip(baris, s.bobot, strict=True))
    nama = ("Januari-Juni 2021: nilai PP 46/2011, dikonversi", "Juli-Desember 2021: nilai kinerja PP 30/2019")
    _baris(lembar, r + 1, "", nama[0], s.satu)
    _baris(lembar, r + 2, "", nama[1], s.dua, f"={satu}+{dua}" if s.skp is not None else None)
    lembar.teks(r + 3, 0, "NILAI KINERJA TAHUN 2021", sampai=(r + 4, SEBUTAN), **KEPALA)
    rentang = f"{sel(r + 1, NILAI)}:{sel(r + 2, NILAI)}"
    _jumlah(lembar, r + 3, f"=ROUND(ROUND(AVERAGE({rentang}),10),2)", p.nilai, KEPALA)
    lembar.teks(r + 4, JUMLAH, f"({p.predikat})" if p.predikat else KOSONG, **{**KEPALA, "align": "center"})
    return r + 5


def _berbobot(
    lembar: Kanvas, r: int, nama: tuple[str, str], nilai: Fraction | None, bobot: Fraction, rumus: str | None = None
) -> None:
    """A value, its weight, and the weighted value, each rounded once from the exact one."""
    _baris(lembar, r, *nama, nilai, rumus)
    lembar.teks(r, SEBUTAN, f"x {polos(bobot)}%", **TENGAH)
    isi = None if nilai is None else bulat(nilai * bobot / 100)
    _jumlah(lembar, r, f"=ROUND(ROUND({sel(r, NILAI)}*{polos(bobot)}/100,10),2)", isi)


def _baris(
    lembar: Kanvas, r: int, huruf: str, nama: str, nilai: Decimal | Fraction | None, rumus: str | None = None
) -> None:
    lembar.tinggi(r, tinggi((nama, LEBAR[HURUF] + LEBAR[NAMA])))
    lembar.teks(r, NOMOR, huruf, **TENGAH)
    lembar.teks(r, HURUF, nama, sampai=NAMA, border=1)
    if nilai is None:
        lembar.teks(r, NILAI, KOSONG, **TENGAH)
    elif rumus:
        lembar.rumus(r, NILAI, rumus, polos(nilai), border=1)
    else:
        lembar.angka(r, NILAI, nilai, border=1, num_format="0.00")
    for k in (SEBUTAN, JUMLAH):
        lembar.teks(r, k, "", border=1)


def _jumlah(
    lembar: Kanvas, r: int, rumus: str, nilai: Decimal | Fraction | None, gaya: dict[str, Any] | None = None
) -> None:
    if nilai is None:
        lembar.teks(r, JUMLAH, KOSONG, **{**(gaya or TENGAH), "align": "center"})
    else:
        lembar.rumus(r, JUMLAH, rumus, bulat(nilai), **(gaya or {"border": 1}))


def _teks(lembar: Kanvas, r: int, isi: Sequence[tuple[str, str, str]]) -> int:
    """Rows of letter, label and words; the row after. Long words go on below."""
    for huruf, nama, kata in isi:
        muat = sum(LEBAR[NILAI:])
        for n, potong in enumerate(bagian.penggal(kata, muat)):
            lembar.tinggi(r, tinggi((potong, muat), (nama if n == 0 else "", LEBAR[HURUF] + LEBAR[NAMA])))
            lembar.teks(r, NOMOR, huruf if n == 0 else "", **TENGAH)
            lembar.teks(r, HURUF, nama if n == 0 else "", sampai=NAMA, border=1)
            lembar.teks(r, NILAI, potong, sampai=AKHIR, border=1)
            r += 1
    return r


def _angka_kredit(p: Tahunan) -> str:
    """The angka kredit of the verified months of the half; a dash for who has no jabatan fungsional."""
    if not fungsional(p.jenis) or p.skp is None:
        return KOSONG
    ak = [k.realisasi.ak for k in p.skp.kegiatan if k.realisasi and k.realisasi.ak is not None]
    return f"{bulat(sum(ak, Fraction(0)), 3):f}".replace(".", ",") if ak else KOSONG


def _keberatan(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """Parts 7 to 9; the row after."""
    k = p.keberatan or Sanggahan("", p.selesai)
    ada = p.keberatan is not None
    isi = (
        ("7. KEBERATAN", k.alasan, k.diajukan if ada else None),
        ("8. PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN", k.tanggapan, k.ditanggapi),
        ("9. KEPUTUSAN DAN REKOMENDASI ATASAN PEJABAT PENILAI KINERJA", k.keputusan, k.diputus),
    )
    for judul, teks, hari in isi:
        r = f4.uraian(lembar, r, judul, teks or KOSONG)
        lembar.satukan(r - 1, r)
        lembar.teks(r, 0, f"Tanggal, {tanggal(hari) if hari or ada else KOSONG}", sampai=AKHIR, align="right", border=1)
        r += 1
    return r
