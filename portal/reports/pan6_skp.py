"""SKP and Evaluasi Kinerja of PermenPANRB 6/2022 (of the year, or of one month as periodic evaluation), A4 across.

What the portal does not know stays open for the pen: indicators, the plan of the leader, expectations, annex where the
SKP does not say them; of a month the two ratings and the predicate, which the portal asks for the year only. The
monthly score and its word (TPP) are another rule's and are not printed here. A quarter has no form of its own: its
three months are three evaluations.
"""

from portal.reports import bagian
from portal.reports import pan6_tabel as tabel
from portal.reports.f1 import KEPALA
from portal.reports.isi import Formulir
from portal.reports.isi_tahunan import Evaluasi, Tahunan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.kinerja import TITIK
from portal.reports.lembar import bulan, tinggi
from portal.rules.penilaian_tahunan import NILAI_DASAR

JUDUL_SKP = "Sasaran Kinerja Pegawai (PermenPANRB 6/2022)"
JUDUL_EVALUASI = "Evaluasi Kinerja Pegawai (PermenPANRB 6/2022)"
LAMPIRAN = ("Dukungan sumber daya", "Skema pertanggungjawaban", "Konsekuensi")


def tulis_skp(buku: Wadah, f: Formulir) -> str:
    """The sheet of one SKP with its annex; its name."""
    lembar = buku.lembar(f"{f.pegawai.nama} {f.pegawai.nip[-4:]}", kaki=f.nomor)
    t = tabel.tabel(f)
    r = tabel.kepala(lembar, t, ("SASARAN KINERJA PEGAWAI",), f, tabel.masa(f))
    r = tabel.hasil_kerja(lembar, r, f, t)
    r = tabel.perilaku(lembar, r, NILAI_DASAR, f.ekspektasi, t)
    r = tabel.peringatan(lembar, r, t, "" if f.ditetapkan else "SKP ini belum ditetapkan.")
    r = _dua_tanda_tangan(lembar, r + 1, f, t)
    lembar.satukan(r + 1, r + 3)
    r = bagian.judul(lembar, r + 1, t.akhir, "LAMPIRAN SASARAN KINERJA PEGAWAI")
    for nama in LAMPIRAN:
        lembar.satukan(r, r + 1)
        lembar.teks(r, 0, nama.upper(), sampai=t.akhir, **bagian.KIRI)
        isi = f.lampiran.get(nama) or "\n".join((TITIK * 3,) * 3)
        r = bagian.paragraf(lembar, r + 1, isi, dari=0, sampai=t.akhir, lebar=t.lebar)
    r = _dua_tanda_tangan(lembar, r + 1, f, t)
    lembar.batas(r - 1, t.akhir)
    return lembar.nama


def dari_tahunan(p: Tahunan) -> Evaluasi:
    """The yearly evaluation an assessment is; `p.skp` is there."""
    if p.skp is None:
        raise ValueError("evaluasi tanpa SKP")
    return Evaluasi(
        nomor=p.nomor, periode=f"AKHIR TAHUN {p.tahun}", skp=p.skp, sah=p.sah, keadaan=p.keadaan, penilai=p.penilai,
        unsur=p.unsur, organisasi=p.organisasi, pola=p.pola, hasil_kerja=p.hasil_kerja,
        rating_perilaku=p.rating_perilaku, predikat=p.predikat, catatan=p.catatan, dibuat=p.dibuat,
        ketentuan=p.ketentuan, penjelasan_pola=p.penjelasan_pola,
    )  # fmt: skip


def tulis_tahunan(buku: Wadah, p: Tahunan) -> str:
    """The sheet of one year's evaluation; its name."""
    return tulis_evaluasi(buku, dari_tahunan(p))


def tulis_evaluasi(buku: Wadah, e: Evaluasi) -> str:
    """The sheet of one evaluation; its name."""
    f = e.skp
    lembar = buku.lembar(f"{f.pegawai.nama} {f.pegawai.nip[-4:]}", kaki=e.nomor)
    t = tabel.tabel(f, evaluasi=True, bulan=e.bulan)
    judul = ("EVALUASI KINERJA PEGAWAI", f"PERIODE {e.periode.upper()}")
    r = tabel.kepala(lembar, t, judul, f, tabel.masa(f))
    r = tabel.peringatan(lembar, r, t, "" if e.sah else f"SEMENTARA: {e.keadaan[:1].lower()}{e.keadaan[1:]}.")
    r = _pilihan(lembar, r, "CAPAIAN KINERJA ORGANISASI", e.organisasi, t)
    r = _pilihan(lembar, r, "POLA DISTRIBUSI", e.pola, t)
    r = tabel.hasil_kerja(lembar, r, f, t)
    r = _pilihan(lembar, r, "RATING HASIL KERJA", e.hasil_kerja, t)
    r = tabel.perilaku(lembar, r, NILAI_DASAR, f.ekspektasi, t, e.unsur)
    lembar.satukan(r, r + 1)
    r = _pilihan(lembar, r, "RATING PERILAKU KERJA", e.rating_perilaku, t)
    r = _pilihan(lembar, r, "PREDIKAT KINERJA PEGAWAI", e.predikat.upper(), t)
    if e.penjelasan_pola:
        r = _pilihan(lembar, r, "PENJELASAN ATAS POLA DISTRIBUSI", e.penjelasan_pola, t)
    if e.catatan:
        lembar.teks(r, 0, "CATATAN PEJABAT PENILAI KINERJA", sampai=t.akhir, **bagian.KIRI)
        r = bagian.paragraf(lembar, r + 1, e.catatan, dari=0, sampai=t.akhir, lebar=t.lebar)
    r = tabel.peringatan(lembar, r, t, _belum(e), _dasar(e))
    lembar.satukan(r + 1, r + bagian.TANDA + 1)
    bagian.tanda_tangan(
        lembar, r + 1, (5, t.akhir), bagian.kupang(e.dibuat), "Pejabat Penilai Kinerja,", e.penilai
    )  # fmt: skip
    lembar.batas(r + bagian.TANDA, t.akhir)
    return lembar.nama


def _pilihan(lembar: Kanvas, r: int, nama: str, isi: str, t: tabel.Tabel) -> int:
    """A line with its answer, as high as that is long; the row after."""
    lembar.tinggi(r, tinggi((isi, t.muat(3, t.akhir)), (nama, t.muat(0, 2))))
    lembar.teks(r, 0, nama, sampai=2, **bagian.KIRI)
    lembar.teks(r, 3, isi or TITIK, sampai=t.akhir, **{**KEPALA, "align": "left", "bg_color": "#FFFFFF"})
    return r + 1


def _belum(e: Evaluasi) -> str:
    """The months of a year that are not verified yet."""
    if e.bulan or not e.skp.belum:
        return ""
    nama = ", ".join(bulan(b) for b in e.skp.belum)
    sah = len(e.skp.wajib) - len(e.skp.belum)
    return f"SEMENTARA: {sah} dari {len(e.skp.wajib)} bulan sudah diverifikasi. Belum: {nama}."


def _dasar(e: Evaluasi) -> str:
    """Where the numbers come from."""
    ketentuan = f" Predikat menurut ketentuan {', '.join(e.ketentuan.split())}." if e.ketentuan and e.predikat else ""
    asal = "bulan ini" if e.bulan else "bulan-bulan yang sudah diverifikasi BKD"
    return f"Realisasi dari {asal} beserta bukti dukungnya di portal.{ketentuan}"


def _dua_tanda_tangan(lembar: Kanvas, r: int, f: Formulir, t: tabel.Tabel) -> int:
    """Both sign; the row after."""
    lembar.satukan(r, r + bagian.TANDA - 1)
    bagian.tanda_tangan(lembar, r, (0, 2), "", "Pegawai yang Dinilai,", f.pegawai)
    bagian.tanda_tangan(
        lembar, r, (5, t.akhir), bagian.kupang(f.ditetapkan), "Pejabat Penilai Kinerja,", f.penilai
    )  # fmt: skip
    return r + bagian.TANDA
