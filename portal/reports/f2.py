"""F-2 PENILAIAN CAPAIAN SASARAN KERJA PNS (Perka BKN 1/2013): targets beside what the verified months add up to.

PENGHITUNGAN and NILAI CAPAIAN are live formulas; the value kept beside each is that of rules/pp46.py, so that a reader
without a spreadsheet sees the same number. Waktu and biaya use the float-safe test of the efficiency border; around it
stand the two things the rule adds: nothing is scored without output, and waktu and biaya are never below 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import IO, Any

from portal.reports.f1 import KEPALA, PENGGANTI, SEL, TENGAH
from portal.reports.isi import Formulir, Kegiatan, Nilai
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import bulan, polos, sel, tanggal, termuat, tinggi, tulis
from portal.rules import pp46
from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, baca, bulat
from portal.rules.jejak import Jejak
from portal.rules.predikat import predikat_pp46

JUDUL = "Penilaian Capaian Sasaran Kerja Pegawai Negeri Sipil"
LEBAR = (5, 38, 7, 9, 12, 8, 6, 7, 16, 7, 9, 12, 8, 6, 7, 16, 15, 13)
"""Columns A to R, in characters."""
AKHIR = len(LEBAR) - 1
URAIAN, AK_T, TARGET, AK_R, REALISASI, HITUNG, CAPAIAN = 1, 2, 3, 9, 10, 16, 17
KUAL, WAKTU, BIAYA = 2, 3, 5
"""Offsets of these cells from TARGET and from REALISASI; kuantitas is at 0."""
KEPALA_BARIS = 5


@dataclass(frozen=True)
class Capaian:
    """What the rule says of one kegiatan: the sum of its aspects and their mean, exact, and by which parameter set."""

    hitung: Fraction
    nilai: Fraction
    aspek: int
    jejak: Jejak


def capaian(satu: Kegiatan, f: Formulir) -> Capaian | None:
    """rules/pp46.py on one row; None where the numbers cannot be scored (a target of 0)."""
    t, r = satu.target, satu.realisasi
    if r is None:
        return None
    isi = pp46.Kegiatan(
        kuantitas=(t.kuantitas, r.kuantitas), kualitas=(t.kualitas, r.kualitas), waktu=(t.waktu, r.waktu),
        biaya=(t.biaya, r.biaya or Decimal(0)) if t.biaya else None,
    )  # fmt: skip
    try:
        hasil = pp46.nilai_kegiatan(isi, pada=_pada(f))
    except GalatMasukan:
        return None
    aspek = 4 if t.biaya else 3
    return Capaian(hasil.eksak * aspek, hasil.eksak, aspek, Jejak(hasil.jejak.profil, hasil.jejak.parameter))


def _pada(f: Formulir) -> date:
    """The day whose parameters count: the last of the period. Nobody is handed an F-2 of a later time than PP 46's
    (queries/cetakan.py)."""
    return min(f.selesai, pp46.AKHIR)


def tambahan(f: Formulir) -> tuple[int, int]:
    """What the acknowledged tugas tambahan and the best kreativitas add to the mean."""
    banyak = pp46.nilai_tugas_tambahan(len(f.tugas_tambahan), pada=_pada(f))
    return banyak, max((nilai for _uraian, nilai in f.kreativitas), default=0)


def nilai_skp(f: Formulir, semua: Sequence[Capaian | None] | None = None) -> Decimal | None:
    """The result as printed: the mean of the kegiatan and what is added; None where a row cannot be scored or there is
    none. `semua`: the rows' values where they are known already."""
    hasil = [capaian(k, f) for k in f.kegiatan] if semua is None else semua
    ada = [c.nilai for c in hasil if c is not None]
    return bulat(sum(ada, Fraction(0)) / len(ada) + sum(tambahan(f))) if ada and len(ada) == len(hasil) else None


def berkas(f: Formulir) -> IO[bytes]:
    """The workbook of one SKP."""
    return tulis(lambda buku: tulis_lembar(buku, f), JUDUL)


def tulis_lembar(buku: Wadah, f: Formulir) -> str:
    """The sheet of one SKP; its name."""
    lembar = buku.lembar(f"{f.pegawai.nama} {f.pegawai.nip[-4:]}", kaki=f.nomor)
    lembar.kolom(LEBAR)
    judul: dict[str, Any] = {"bold": True, "align": "center", "font_size": 12}
    lembar.teks(0, 0, "PENILAIAN CAPAIAN SASARAN KERJA", sampai=AKHIR, **judul)
    lembar.teks(1, 0, "PEGAWAI NEGERI SIPIL", sampai=AKHIR, **judul)
    masa = f"Jangka Waktu Penilaian {tanggal(f.mulai)} s.d. {tanggal(f.selesai)}"
    lembar.teks(2, 0, masa, sampai=AKHIR, align="center")
    siapa = f"{f.pegawai.nama}, NIP {f.pegawai.nip}" if f.pegawai.nip else f.pegawai.nama
    lembar.teks(3, 0, siapa, sampai=AKHIR, align="center")
    _kepala(lembar, KEPALA_BARIS)
    r = awal = KEPALA_BARIS + 2
    semua = [capaian(k, f) for k in f.kegiatan]
    for nomor, (satu, hasil) in enumerate(zip(f.kegiatan, semua, strict=True), 1):
        _baris(lembar, r, nomor, satu, hasil, f)
        r += 1
    r = _penutup(lembar, awal, r, nilai_skp(f, semua), f)
    r = _catatan(lembar, r + 1, f, ketentuan(f, semua))
    r = _tanda_tangan(lembar, r + 1, f)
    lembar.ulangi(KEPALA_BARIS, KEPALA_BARIS + 1)
    lembar.batas(r, AKHIR)
    return lembar.nama


def _kepala(lembar: Kanvas, r: int) -> None:
    tegak = {0: "NO", URAIAN: "I. Kegiatan Tugas Jabatan", AK_T: "AK", AK_R: "AK", HITUNG: "PENGHITUNGAN",
             CAPAIAN: "NILAI CAPAIAN SKP"}  # fmt: skip
    for k, isi in tegak.items():
        lembar.teks(r, k, isi, sampai=(r + 1, k), **KEPALA)
    for k, isi in ((TARGET, "TARGET"), (REALISASI, "REALISASI")):
        lembar.teks(r, k, isi, sampai=k + BIAYA, **KEPALA)
        lembar.teks(r + 1, k, "Kuant/Output", sampai=k + 1, **KEPALA)
        lembar.teks(r + 1, k + KUAL, "Kual/Mutu", **KEPALA)
        lembar.teks(r + 1, k + WAKTU, "Waktu", sampai=k + WAKTU + 1, **KEPALA)
        lembar.teks(r + 1, k + BIAYA, "Biaya", **KEPALA)
    lembar.tinggi(r + 1, tinggi(("x" * 13, LEBAR[TARGET + KUAL])))


def _baris(lembar: Kanvas, r: int, nomor: int, satu: Kegiatan, hasil: Capaian | None, f: Formulir) -> None:
    lembar.tinggi(r, tinggi((satu.uraian, LEBAR[URAIAN]), (satu.satuan, LEBAR[TARGET + 1])))
    lembar.angka(r, 0, nomor, **SEL)
    lembar.teks(r, URAIAN, satu.uraian, **SEL)
    for k, k_ak, sisi in ((TARGET, AK_T, satu.target), (REALISASI, AK_R, satu.realisasi)):
        _sisi(lembar, r, k, k_ak, satu.satuan, sisi)
    if hasil is None:
        lembar.teks(r, HITUNG, "-", **TENGAH)
        lembar.teks(r, CAPAIAN, "-", **TENGAH)
    elif not _termuat(satu):  # a formula on numbers the spreadsheet has cut would contradict the form
        lembar.angka(r, HITUNG, bulat(hasil.hitung), **SEL)
        lembar.angka(r, CAPAIAN, bulat(hasil.nilai), **SEL)
    else:
        hitung = rumus_hitung(r, biaya=hasil.aspek == 4, f=f)
        lembar.rumus(r, HITUNG, hitung, polos(hasil.hitung), **SEL)
        lembar.rumus(r, CAPAIAN, f"={sel(r, HITUNG)}/{hasil.aspek}", polos(hasil.nilai), **SEL)


def _sisi(lembar: Kanvas, r: int, k: int, k_ak: int, satuan: str, sisi: Nilai | None) -> None:
    lembar.angka(r, k_ak, sisi.ak if sisi else None, desimal=3, **SEL)
    lembar.angka(r, k, sisi.kuantitas if sisi else None, **SEL)
    lembar.teks(r, k + 1, satuan, **TENGAH)
    lembar.angka(r, k + KUAL, sisi.kualitas if sisi else None, **SEL)
    lembar.angka(r, k + WAKTU, sisi.waktu if sisi else None, **SEL)
    lembar.teks(r, k + WAKTU + 1, "bulan", **TENGAH)
    if sisi is None or sisi.biaya is None:
        lembar.teks(r, k + BIAYA, "-", **TENGAH)
    else:
        lembar.angka(r, k + BIAYA, sisi.biaya, **{**SEL, "align": "right", "indent": 1})


def rumus_hemat(t: str, r: str, f: Formulir) -> str:
    """The float-safe value of waktu or biaya for the cells `t` and `r` (regulations 1.12)."""
    aturan = parameter("pp46", "aturan", _pada(f))
    kali, sisa = aturan["pengali"], 100 - baca(aturan["batas_efisiensi"])
    return f"IF({r}=0,0,IF(ROUND(100*{r}-{sisa}*{t},6)>=0,({kali}*{t}-{r})/{t}*100,{r}/{t}*100))"


def rumus_hitung(r: int, *, biaya: bool, f: Formulir) -> str:
    """PENGHITUNGAN of row `r`: the sum of its aspects, 0 without output."""
    t, s = (lambda n: sel(r, TARGET + n)), (lambda n: sel(r, REALISASI + n))
    bagian = [f"{s(0)}/{t(0)}*100", f"{s(KUAL)}/{t(KUAL)}*100"]
    bagian += [f"MAX(0,{rumus_hemat(t(n), s(n), f)})" for n in ((WAKTU, BIAYA) if biaya else (WAKTU,))]
    return f"=IF({s(0)}=0,0,{'+'.join(bagian)})"


def rumus_sebutan(sel_nilai: str, f: Formulir) -> str:
    """The word for the printed number, from the highest bound down, in brackets."""
    *atas, (terendah, _batas) = parameter("predikat", "pp46", _pada(f))["sebutan"]
    isi = f'"{terendah}"'
    for nama, batas in reversed(atas):
        isi = f'IF({sel_nilai}>={batas},"{nama}",{isi})'
    return f'="("&{isi}&")"'


def _termuat(satu: Kegiatan) -> bool:
    sisi = [n for n in (satu.target, satu.realisasi) if n is not None]
    return all(termuat(polos(x)) for n in sisi for x in (n.kuantitas, n.kualitas, n.waktu, n.biaya) if x is not None)


def _penutup(lembar: Kanvas, awal: int, r: int, nilai: Decimal | None, f: Formulir) -> int:
    """Part II and the result; the row after it. Where nothing was acknowledged the cell is empty, and a number typed
    there counts."""
    lembar.teks(r, 0, "", **KEPALA)
    lembar.teks(
        r, URAIAN, "II. TUGAS TAMBAHAN DAN KREATIVITAS/UNSUR PENUNJANG", sampai=HITUNG, **KEPALA | {"align": "left"}
    )
    lembar.teks(r, CAPAIAN, "", **KEPALA)
    banyak, kreatif = tambahan(f)
    kreativitas = [f"{uraian} ({nilai})" for uraian, nilai in f.kreativitas]
    bagian = (("a", "Tugas tambahan", f.tugas_tambahan, banyak), ("b", "Kreativitas", kreativitas, kreatif))
    for n, (huruf, nama, isi, angka) in enumerate(bagian, 1):
        teks = "\n".join((f"{nama}:", *(f"{k}. {satu}" for k, satu in enumerate(isi, 1)))) if isi else nama
        lembar.tinggi(r + n, tinggi((teks, sum(LEBAR[URAIAN : HITUNG + 1]))))
        lembar.teks(r + n, 0, huruf, **TENGAH)
        lembar.teks(r + n, URAIAN, teks, sampai=HITUNG, **SEL)
        lembar.angka(r + n, CAPAIAN, angka if isi else None, **TENGAH)
    akhir = r + 3
    lembar.teks(akhir, 0, "Nilai Capaian SKP", sampai=(akhir + 1, HITUNG), **KEPALA)
    if nilai is None:
        lembar.teks(akhir, CAPAIAN, "-", **KEPALA)
        lembar.teks(akhir + 1, CAPAIAN, "", **KEPALA)
    else:
        rentang, tambah = f"{sel(awal, CAPAIAN)}:{sel(r - 1, CAPAIAN)}", f"{sel(r + 1, CAPAIAN)}:{sel(r + 2, CAPAIAN)}"
        # Rounded to 10 decimals first: an exact tie is not lost to the spreadsheet's binary fractions.
        rumus = f"=ROUND(ROUND(AVERAGE({rentang})+SUM({tambah}),10),2)"
        lembar.rumus(akhir, CAPAIAN, rumus, nilai, **KEPALA)
        sebutan = f"({predikat_pp46(nilai, pada=_pada(f)).nilai})"
        lembar.rumus(akhir + 1, CAPAIAN, rumus_sebutan(sel(akhir, CAPAIAN), f), sebutan, **KEPALA)
    return akhir + 2


def ketentuan(f: Formulir, semua: Sequence[Capaian | None]) -> str:
    """The profile and the parameter sets these numbers came from, named as a trace names them, in words; "" where
    nothing was computed."""
    jejak = [c.jejak for c in semua if c is not None]
    nilai = nilai_skp(f, semua)
    jejak += [predikat_pp46(nilai, pada=_pada(f)).jejak] if nilai is not None else []
    if not jejak:
        return ""
    himpunan = dict.fromkeys(satu for j in jejak for satu in j.parameter.split())
    return f"Aturan {jejak[0].profil} ({pp46.DASAR}); ketentuan {', '.join(himpunan)}, dibaca pada {tanggal(_pada(f))}."


def _catatan(lembar: Kanvas, r: int, f: Formulir, dasar: str) -> int:
    """What the reader must know of the numbers; the last row used."""
    catatan = [
        "Realisasi dari bulan yang sudah diverifikasi BKD: kuantitas, biaya, dan AK dijumlahkan, kualitas dirata-rata; "
        "waktu ialah target dikalikan hari yang dipakai dan dibagi hari yang direncanakan pada bulan-bulan itu."
    ]
    catatan[:0] = [dasar] if dasar else []
    tetap = len(catatan)
    if f.belum:
        nama = ", ".join(bulan(b) for b in f.belum)
        sah = len(f.wajib) - len(f.belum)
        catatan.insert(0, f"SEMENTARA: {sah} dari {len(f.wajib)} bulan sudah diverifikasi. Belum: {nama}.")
    if f.ditetapkan is None:
        catatan.insert(0, "SKP ini belum ditetapkan.")
    for n, isi in enumerate(catatan):
        lembar.teks(r + n, 0, isi, sampai=AKHIR, italic=True, bold=n < len(catatan) - tetap)
    return r + len(catatan) - 1


def _tanda_tangan(lembar: Kanvas, r: int, f: Formulir) -> int:
    """Only the pejabat penilai signs; the last row used."""
    lembar.satukan(r, r + 6)
    k = REALISASI + 2
    nip = f"NIP {f.penilai.nip}" if f.penilai and f.penilai.nip else ""
    nama = f.penilai.nama if f.penilai else ""
    lembar.teks(r, k, f"Kupang, {tanggal(None)}", sampai=AKHIR, align="center")
    lembar.teks(r + 1, k, "Pejabat Penilai,", sampai=AKHIR, align="center")
    if f.penilai and f.penilai.jabatan.startswith(PENGGANTI):
        lembar.teks(r + 2, k, f.penilai.jabatan, sampai=AKHIR, align="center")
    lembar.teks(r + 5, k, nama, sampai=AKHIR, align="center", bold=True, underline=1)
    lembar.teks(r + 6, k, nip, sampai=AKHIR, align="center")
    return r + 6
