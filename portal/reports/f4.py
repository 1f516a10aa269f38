"""F-4 PENILAIAN PRESTASI KERJA PNS (Perka BKN 1/2013): eleven parts, A4 upright, RAHASIA.

The two weighted values, the sum, the mean and the result are live formulas over the exact values of the trace; beside
each is kept what rules/pp46.py found, so that a reader without a spreadsheet sees the same number.
"""

from decimal import Decimal
from fractions import Fraction
from typing import IO, Any

from portal.reports import bagian
from portal.reports.f1 import KEPALA, LABEL, TENGAH
from portal.reports.isi import Orang
from portal.reports.isi_tahunan import Sanggahan, Tahunan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import polos, sel, tanggal, tulis
from portal.rules.eksak import bulat

JUDUL = "Penilaian Prestasi Kerja Pegawai Negeri Sipil"
LEBAR = (5, 6, 36, 14, 18, 16)
"""Columns A to F, in characters."""
AKHIR = len(LEBAR) - 1
NOMOR, HURUF, NAMA, NILAI, SEBUTAN, JUMLAH = range(6)
PIHAK = ("YANG DINILAI", "PEJABAT PENILAI", "ATASAN PEJABAT PENILAI")
PIHAK_KINERJA = ("PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA", "ATASAN PEJABAT PENILAI KINERJA")
"""What the parties are called since PP 30/2019."""
PENANDA = ("PEJABAT PENILAI,", "PEGAWAI NEGERI SIPIL YANG DINILAI,", "ATASAN PEJABAT PENILAI,")
PENANDA_KINERJA = ("PEJABAT PENILAI KINERJA,", "PEGAWAI YANG DINILAI,", "ATASAN PEJABAT PENILAI KINERJA,")
BUTIR = (*LABEL[:4], "Unit Organisasi")
RUANG_LAMBANG = 4
"""Rows left free: two centimetres."""
KOSONG = "-"
SIKAP = {"keberatan": "mengajukan keberatan", "diam": "tidak menandatangani sampai batas waktu"}


def berkas(p: Tahunan) -> IO[bytes]:
    """The workbook of one assessment."""
    return tulis(lambda buku: tulis_lembar(buku, p), JUDUL)


def tulis_lembar(buku: Wadah, p: Tahunan) -> str:
    """The sheet of one assessment; its name."""
    lembar = lembar_tahunan(buku, p)
    r = kepala(lembar, p, "PENILAIAN PRESTASI KERJA", "PEGAWAI NEGERI SIPIL", lambang=True)
    r = pihak(lembar, r, p)
    r = _unsur(lembar, r, p)
    r = keberatan(lembar, r, p, mulai=5)
    r = uraian(lembar, r, "8. REKOMENDASI", p.rekomendasi or KOSONG)
    r = tanda_tangan(lembar, r + 1, p, mulai=9)
    lembar.batas(r, AKHIR)
    return lembar.nama


def lembar_tahunan(buku: Wadah, p: Tahunan) -> Kanvas:
    """An empty sheet for one assessment, upright, in the columns of F-4."""
    lembar = buku.lembar(f"{p.pegawai.nama} {p.pegawai.nip[-4:]}", kaki=p.nomor, tegak=True)
    lembar.kolom(LEBAR)
    return lembar


def dokumen_kinerja(buku: Wadah, p: Tahunan, judul: str) -> tuple[Kanvas, int]:
    """A document since PP 30/2019 as far as all of them begin: sheet, head, the three parties; the row after."""
    lembar = lembar_tahunan(buku, p)
    return lembar, pihak(lembar, kepala(lembar, p, judul), p, PIHAK_KINERJA)


def kepala(lembar: Kanvas, p: Tahunan, *judul: str, lambang: bool = False) -> int:
    """RAHASIA, the title, the OPD and the stretch of time; the row after. `lambang`: above the title stays room for the
    state emblem of pre-printed paper (docs/adr/0010)."""
    lembar.teks(0, SEBUTAN, "RAHASIA", sampai=AKHIR, bold=True, align="right", font_size=11)
    r = bagian.judul(lembar, RUANG_LAMBANG if lambang else 1, AKHIR, *judul) + 1
    masa = f"JANGKA WAKTU PENILAIAN\n{tanggal(p.mulai)} s.d. {tanggal(p.selesai)}"
    lembar.tinggi(r, 32)
    lembar.teks(r, 0, f"{p.opd}\nPROVINSI NUSA TENGGARA TIMUR", sampai=NAMA)
    lembar.teks(r, NILAI, masa, sampai=AKHIR, align="right")
    if not p.sah:
        lembar.teks(r + 1, 0, f"SEMENTARA: {p.keadaan.lower()}.", sampai=AKHIR, italic=True, bold=True)
        r += 1
    return r + 1


def pihak(lembar: Kanvas, r: int, p: Tahunan, sebut: tuple[str, str, str] = PIHAK) -> int:
    """Parts 1 to 3: the parties; the row after."""
    orang: tuple[tuple[str, Orang | None], ...] = tuple(zip(sebut, (p.pegawai, p.penilai, p.atasan), strict=True))
    for nomor, (sebutan, satu) in enumerate(orang, 1):
        lembar.satukan(r, r + len(BUTIR))
        lembar.teks(r, NOMOR, f"{nomor}.", **KEPALA)
        lembar.teks(r, HURUF, sebutan, sampai=AKHIR, **bagian.KIRI)
        isi = [
            (f"{'abcde'[n]}. {nama}", teks)
            for n, (nama, teks) in enumerate(zip(BUTIR, bagian.butir(satu), strict=True))
        ]
        r = bagian.pasangan(lembar, r + 1, isi, label=(NOMOR, NAMA), nilai=(NILAI, AKHIR), lebar=LEBAR)
    return r


def _unsur(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """Part 4: SKP and perilaku with their weights, and the result; the row after."""
    lembar.teks(r, NOMOR, "4.", **KEPALA)
    lembar.teks(r, HURUF, "UNSUR YANG DINILAI", sampai=SEBUTAN, **bagian.KIRI)
    lembar.teks(r, JUMLAH, "Jumlah", **KEPALA)
    skp, sikap = p.nilai_skp, p.nilai_perilaku
    bobot = p.bobot or (Fraction(60), Fraction(40))
    awal = r + 1
    lembar.teks(awal, NOMOR, "a.", sampai=HURUF, **TENGAH)
    lembar.teks(awal, NAMA, "Sasaran Kerja Pegawai (SKP)", border=1)
    _berbobot(lembar, awal, skp, bobot[0])
    for n, u in enumerate(p.unsur, 1):
        lembar.teks(awal + n, NOMOR, "b." if n == 1 else "", **TENGAH)
        lembar.teks(awal + n, HURUF, f"{n}.", **TENGAH)
        lembar.teks(awal + n, NAMA, u.nama, border=1)
        _nilai(lembar, awal + n, u.nilai)
        lembar.teks(awal + n, SEBUTAN, f"({u.sebutan})" if u.sebutan else KOSONG, **TENGAH)
        lembar.teks(awal + n, JUMLAH, "", border=1)
    r = awal + len(p.unsur) + 1
    rentang = f"{sel(awal + 1, NILAI)}:{sel(r - 1, NILAI)}"
    angka = [u.nilai for u in p.unsur if u.nilai is not None]
    nomor = len(p.unsur)
    for n, nama in enumerate(("Jumlah", "Nilai rata-rata", "Nilai Perilaku Kerja"), 1):
        lembar.teks(r + n - 1, NOMOR, "", **TENGAH)
        lembar.teks(r + n - 1, HURUF, f"{nomor + n}.", **TENGAH)
        lembar.teks(r + n - 1, NAMA, nama, border=1)
    for n in (0, 1):
        lembar.teks(r + n, JUMLAH, "", border=1)
    lembar.teks(r, SEBUTAN, "", border=1)
    if angka and sikap is not None:
        lembar.rumus(r, NILAI, f"=SUM({rentang})", sum(angka, Decimal(0)), border=1)
        lembar.rumus(r + 1, NILAI, f"=AVERAGE({rentang})", polos(sikap), border=1)
    else:
        lembar.teks(r, NILAI, KOSONG, **TENGAH)
        lembar.teks(r + 1, NILAI, KOSONG, **TENGAH)
    lembar.teks(r + 1, SEBUTAN, f"({p.sebutan_perilaku})" if p.sebutan_perilaku else KOSONG, **TENGAH)
    _berbobot(lembar, r + 2, sikap, bobot[1], rumus=f"={sel(r + 1, NILAI)}" if angka else None)
    return _hasil(lembar, r + 3, p, (awal, r + 2), bobot)


def _hasil(lembar: Kanvas, r: int, p: Tahunan, baris: tuple[int, int], bobot: tuple[Fraction, Fraction]) -> int:
    """NILAI PRESTASI KERJA with its word below; the row after."""
    tebal: dict[str, Any] = {**KEPALA, "align": "center"}
    lembar.satukan(r, r + 1)
    lembar.teks(r, 0, "NILAI PRESTASI KERJA", sampai=(r + 1, SEBUTAN), **KEPALA)
    if p.nilai is None or p.nilai_skp is None or p.nilai_perilaku is None:
        lembar.teks(r, JUMLAH, KOSONG, **tebal)
        lembar.teks(r + 1, JUMLAH, "", **tebal)
    else:
        satu, dua = (sel(b, NILAI) for b in baris)
        # Rounded to 10 decimals first: an exact tie is not lost to the spreadsheet's binary fractions.
        rumus = f"=ROUND(ROUND({satu}*{polos(bobot[0])}/100+{dua}*{polos(bobot[1])}/100,10),2)"
        lembar.rumus(r, JUMLAH, rumus, p.nilai, **tebal)
        lembar.teks(r + 1, JUMLAH, f"({p.predikat})", **tebal)
    return r + 2


def _berbobot(lembar: Kanvas, r: int, nilai: Fraction | None, bobot: Fraction, rumus: str | None = None) -> None:
    """A value, its weight, and the weighted value, each rounded once from the exact one."""
    persen = f"x {polos(bobot)}%"
    if nilai is None:
        for k, isi in ((NILAI, KOSONG), (SEBUTAN, persen), (JUMLAH, KOSONG)):
            lembar.teks(r, k, isi, **TENGAH)
        return
    if rumus:
        lembar.rumus(r, NILAI, rumus, polos(nilai), border=1)
    else:
        _nilai(lembar, r, nilai)
    lembar.teks(r, SEBUTAN, persen, **TENGAH)
    rumus_jumlah = f"=ROUND(ROUND({sel(r, NILAI)}*{polos(bobot)}/100,10),2)"
    lembar.rumus(r, JUMLAH, rumus_jumlah, bulat(nilai * bobot / 100), border=1)


def _nilai(lembar: Kanvas, r: int, nilai: Decimal | Fraction | None) -> None:
    if nilai is None:
        lembar.teks(r, NILAI, KOSONG, **TENGAH)
    else:
        lembar.angka(r, NILAI, nilai, border=1, num_format="0.00")


def keberatan(lembar: Kanvas, r: int, p: Tahunan, *, mulai: int) -> int:
    """Three parts from number `mulai` on: objection, answer, decision, each with its day; the row after."""
    k = p.keberatan or Sanggahan("", p.selesai)
    ada = p.keberatan is not None
    bagian_bagian = (
        ("KEBERATAN DARI PEGAWAI NEGERI SIPIL YANG DINILAI (APABILA ADA)", k.alasan, k.diajukan if ada else None),
        ("TANGGAPAN PEJABAT PENILAI ATAS KEBERATAN", k.tanggapan, k.ditanggapi),
        ("KEPUTUSAN ATASAN PEJABAT PENILAI ATAS KEBERATAN", k.keputusan, k.diputus),
    )
    for n, (judul, isi, hari) in enumerate(bagian_bagian, mulai):
        r = uraian(lembar, r, f"{n}. {judul}", isi or KOSONG)
        lembar.satukan(r - 1, r)
        lembar.teks(r, 0, f"Tanggal, {tanggal(hari) if hari or ada else KOSONG}", sampai=AKHIR, align="right", border=1)
        r += 1
    return r


def uraian(lembar: Kanvas, r: int, judul: str, isi: str, akhir: int = AKHIR, lebar: tuple[int, ...] = LEBAR) -> int:
    """A heading over the whole width and a text below; the row after."""
    lembar.satukan(r, r + 1)
    lembar.teks(r, 0, judul, sampai=akhir, **bagian.KIRI)
    return bagian.paragraf(lembar, r + 1, isi, dari=0, sampai=akhir, lebar=lebar)


def tanda_tangan(
    lembar: Kanvas, r: int, p: Tahunan, *, mulai: int, sebutan: tuple[str, str, str] = PENANDA
) -> int:  # fmt: skip
    """The three who sign: whoever made it, received it, and the atasan who received it last; the last row used."""
    penuh = bagian.TANDA + 1
    cara = p.cara_terima if p.cara_terima and p.diterima else ""
    lembar.satukan(r, r + penuh)
    bagian.tanda_tangan(
        lembar, r, (NILAI, AKHIR), f"{mulai}. DIBUAT TANGGAL, {tanggal(p.dibuat)}", sebutan[0], p.penilai
    )
    r += penuh
    lembar.satukan(r, r + penuh + 1)
    bagian.tanda_tangan(
        lembar, r, (0, NAMA), f"{mulai + 1}. DITERIMA TANGGAL, {tanggal(p.diterima)}",
        sebutan[1], p.pegawai, *filter(None, (cara, SIKAP.get(p.sikap, ""))),
    )  # fmt: skip
    r += penuh + 1
    lembar.satukan(r, r + penuh)
    bagian.tanda_tangan(
        lembar, r, (NILAI, AKHIR), f"{mulai + 2}. DITERIMA TANGGAL, {tanggal(p.disahkan)}", sebutan[2],
        p.atasan, *filter(None, (p.catatan_atasan,)),
    )  # fmt: skip
    return r + penuh
