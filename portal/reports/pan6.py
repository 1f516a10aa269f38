"""Forms of PermenPANRB 6/2022: Dokumen Evaluasi Kinerja Pegawai. Ratings in place of numbers, one word by the quadrant.

Where capaian kinerja organisasi and pola distribusi are not recorded, their places stay open for the pen.
"""

from portal.reports import bagian, f4
from portal.reports.f1 import KEPALA
from portal.reports.f4 import AKHIR, HURUF, LEBAR, NAMA, NILAI, NOMOR
from portal.reports.isi_tahunan import Tahunan
from portal.reports.kanvas import Kanvas, Wadah

JUDUL_DOKUMEN = "Dokumen Evaluasi Kinerja Pegawai"
TITIK = "…………………………"


def tulis_dokumen(buku: Wadah, p: Tahunan) -> str:
    """The sheet of one Dokumen Evaluasi (part III of the annex); its name."""
    lembar, r = f4.dokumen_kinerja(buku, p, "DOKUMEN EVALUASI KINERJA PEGAWAI")
    r = _evaluasi(lembar, r, p)
    catatan = "\n".join(filter(None, (p.catatan, p.rekomendasi and f"Rekomendasi: {p.rekomendasi}")))
    r = f4.uraian(lembar, r, "5. CATATAN/REKOMENDASI", catatan or f4.KOSONG)
    lanjut = 6
    if p.keberatan is not None:  # PP 30/2019 Pasal 59
        r = f4.keberatan(lembar, r, p, mulai=lanjut)
        lanjut += 3
    r = f4.tanda_tangan(lembar, r + 1, p, mulai=lanjut, sebutan=f4.PENANDA_KINERJA)
    lembar.batas(r, AKHIR)
    return lembar.nama


def _evaluasi(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """Part 4; the row after."""
    lembar.teks(r, NOMOR, "4.", **KEPALA)
    lembar.teks(r, HURUF, "EVALUASI KINERJA", sampai=AKHIR, **bagian.KIRI)
    isi = (
        ("Capaian kinerja organisasi", p.organisasi or TITIK),
        ("Pola distribusi", p.pola or TITIK),
        ("Rating hasil kerja", p.hasil_kerja or f4.KOSONG), ("Rating perilaku kerja", p.rating_perilaku or f4.KOSONG),
        ("PREDIKAT KINERJA PEGAWAI", p.predikat.upper() or f4.KOSONG),
        *([("Penjelasan atas pola distribusi", p.penjelasan_pola)] if p.penjelasan_pola else []),
    )  # fmt: skip
    return bagian.pasangan(lembar, r + 1, isi, label=(NOMOR, NAMA), nilai=(NILAI, AKHIR), lebar=LEBAR)
