"""Tables of the SKP and the Evaluasi Kinerja of PermenPANRB 6/2022: hasil kerja and perilaku kerja, A4 across.

The columns differ by who is assessed (pejabat pimpinan tinggi, or pejabat administrasi dan fungsional), by the approach
(kuantitatif, kualitatif), and by whether what came of it stands beside. [knowledge: high, regulations 3.1 and 3.5]
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portal.reports import bagian, kinerja
from portal.reports.f1 import KEPALA, TENGAH
from portal.reports.isi import Formulir, Kegiatan
from portal.reports.isi_tahunan import Unsur
from portal.reports.kanvas import Kanvas
from portal.reports.kinerja import TITIK, Indikator
from portal.reports.lembar import tanggal, tinggi

PANDUAN = {
    "berorientasi_pelayanan": (
        "Memahami dan memenuhi kebutuhan masyarakat", "Ramah, cekatan, solutif, dan dapat diandalkan",
        "Melakukan perbaikan tiada henti",
    ),
    "akuntabel": (
        "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan berintegritas tinggi",
        "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, dan efisien",
        "Tidak menyalahgunakan kewenangan jabatan",
    ),
    "kompeten": (
        "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah", "Membantu orang lain belajar",
        "Melaksanakan tugas dengan kualitas terbaik",
    ),
    "harmonis": (
        "Menghargai setiap orang apa pun latar belakangnya", "Suka menolong orang lain",
        "Membangun lingkungan kerja yang kondusif",
    ),
    "loyal": (
        "Memegang teguh ideologi Pancasila, UUD Negara Republik Indonesia Tahun 1945, setia kepada NKRI serta "
        "pemerintahan yang sah", "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
        "Menjaga rahasia jabatan dan negara",
    ),
    "adaptif": (
        "Cepat menyesuaikan diri menghadapi perubahan", "Terus berinovasi dan mengembangkan kreativitas",
        "Bertindak proaktif",
    ),
    "kolaboratif": (
        "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
        "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
        "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
    ),
}  # fmt: skip
"""The guide to each value of BerAKHLAK (SE MenPANRB 20/2021) [knowledge: high]."""


@dataclass(frozen=True)
class Kolom:
    """One column of the table of results: its heading, first and last cell, and what it says. `per_rencana`: one merged
    cell for a plan, not one for each indicator."""

    judul: str
    dari: int
    sampai: int
    isi: Callable[[Kegiatan, Indikator], str]
    per_rencana: bool = False


@dataclass(frozen=True)
class Tabel:
    """The grid of a form. `pihak`: as reports/kinerja.py wants it."""

    lebar: tuple[int, ...]
    kolom: tuple[Kolom, ...]
    bulan: bool = False

    @property
    def akhir(self) -> int:
        """The last column."""
        return len(self.lebar) - 1

    @property
    def pihak(self) -> tuple[int, ...]:
        """Where the two parties stand."""
        return (0, 1, 2, 3, 4, 6, self.akhir)

    def muat(self, dari: int, sampai: int) -> int:
        """How many letters fit into these columns."""
        return sum(self.lebar[dari : sampai + 1])


def tabel(f: Formulir, *, evaluasi: bool = False, bulan: bool = False) -> Tabel:
    """The table for this person; with realisasi and umpan balik for an `evaluasi`."""
    jpt, kualitatif = f.jenis == "jpt", f.pendekatan == "kualitatif"
    dasar = (5, 23, 27, 4, 9, 12, 16, 15) if evaluasi else (5, 30, 34, 5, 9, 13, 24, 20)
    iki = "INDIKATOR KINERJA INDIVIDU"
    kolom = [
        *([] if jpt else [Kolom("RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", 1, 1, _intervensi, True)]),
        Kolom("RENCANA HASIL KERJA", 1 if jpt else 2, 2, lambda k, _i: k.uraian, True),
    ]
    if kualitatif:
        kolom.append(Kolom(f"UKURAN KEBERHASILAN/{iki}, DAN TARGET", 3, 7, lambda _k, i: _ukuran(i)))
    else:
        kolom += [] if jpt else [Kolom("ASPEK", 3, 4, lambda _k, i: i.aspek)]
        kolom.append(Kolom(iki, 3 if jpt else 5, 6, lambda _k, i: i.sebutan or TITIK))
        kolom.append(Kolom("TARGET", 7, 7, lambda _k, i: i.sasaran))
    tambah: list[tuple[int, str, Callable[[Kegiatan, Indikator], str], bool]] = []
    if jpt:
        tambah.append((14, "PERSPEKTIF", lambda k, _i: k.rinci.perspektif or TITIK, True))
    if evaluasi:
        tambah.append((19, "REALISASI BERDASARKAN BUKTI DUKUNG", lambda _k, i: _realisasi(i), False))
        umpan = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
        tambah.append((25, umpan, lambda k, _i: k.rinci.umpan_balik or TITIK, True))
    kolom += [Kolom(judul, n, n, isi, merged) for n, (_l, judul, isi, merged) in enumerate(tambah, len(dasar))]
    return Tabel((*dasar, *(lebar for lebar, *_lain in tambah)), tuple(kolom), bulan)


def _intervensi(k: Kegiatan, _i: Indikator) -> str:
    return k.rinci.intervensi or TITIK


def _ukuran(i: Indikator) -> str:
    return f"{i.aspek}: {i.sebutan or TITIK} ({i.sasaran})" if i.sasaran else f"{i.aspek}: {i.sebutan or TITIK}"


def _realisasi(i: Indikator) -> str:
    return TITIK if i.realisasi is None else kinerja.dengan_satuan(i.realisasi, i.satuan)


def kepala(lembar: Kanvas, t: Tabel, judul: Sequence[str], f: Formulir, periode: str) -> int:
    """Title, approach, for whom, the agency and the period, both parties; the row after."""
    lembar.kolom(t.lebar)
    jpt = "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
    bagi = jpt if f.jenis == "jpt" else "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
    pendekatan = (f.pendekatan or "kuantitatif").upper()
    r = bagian.judul(lembar, 0, t.akhir, *judul, f"PENDEKATAN HASIL KERJA {pendekatan}", f"BAGI {bagi}")
    lembar.tinggi(r, 32)
    lembar.teks(r, 0, f"{f.opd}\nPROVINSI NUSA TENGGARA TIMUR", sampai=2)
    lembar.teks(r, 5, f"PERIODE PENILAIAN\n{periode}", sampai=t.akhir, align="right")
    pihak = (("PEGAWAI YANG DINILAI", f.pegawai), ("PEJABAT PENILAI KINERJA", f.penilai))
    return kinerja.pihak(lembar, r + 1, *pihak, kolom=t.pihak, lebar=t.lebar)


def masa(f: Formulir) -> str:
    """ "1 Januari 2026 s.d. 31 Desember 2026"."""
    return f"{tanggal(f.mulai)} s.d. {tanggal(f.selesai)}"


def hasil_kerja(lembar: Kanvas, r: int, f: Formulir, t: Tabel) -> int:
    """A. utama and B. tambahan under their headings, which come again on each page; the row after."""
    lembar.teks(r, 0, "HASIL KERJA", sampai=t.akhir, **bagian.KIRI)
    r += 1
    lembar.tinggi(r, max(tinggi((k.judul, t.muat(k.dari, k.sampai) * 4 // 5)) for k in t.kolom))
    lembar.teks(r, 0, "NO", **KEPALA)
    for k in t.kolom:
        lembar.teks(r, k.dari, k.judul, sampai=k.sampai, **KEPALA)
    judul, r = r, r + 1
    for huruf, nama, jenis in (("A", "UTAMA", "utama"), ("B", "TAMBAHAN", "tambahan")):
        milik = [k for k in f.kegiatan if k.rinci.jenis == jenis]
        lembar.satukan(r, r + 1)
        lembar.teks(r, 0, f"{huruf}. {nama}", sampai=t.akhir, **bagian.KIRI)
        r += 1
        for nomor, satu in enumerate(milik, 1):
            r = _rencana(lembar, r, nomor, satu, t)
        if not milik:
            lembar.teks(r, 0, "-", sampai=t.akhir, **TENGAH)
            r += 1
    lembar.ulangi(judul, judul, r - 1)
    return r


def _rencana(lembar: Kanvas, r: int, nomor: int, satu: Kegiatan, t: Tabel) -> int:
    """One plan, a row for each of its indicators; the row after."""
    semua = kinerja.indikator(satu, bulan=t.bulan)
    akhir = r + len(semua) - 1
    lembar.satukan(r, akhir)
    gabung = [k for k in t.kolom if k.per_rencana]
    tunggal = [k for k in t.kolom if not k.per_rencana]
    kinerja.blok(
        lembar, r, [tinggi(*((k.isi(satu, i), t.muat(k.dari, k.sampai)) for k in tunggal)) for i in semua],
        [(k.isi(satu, semua[0]), t.muat(k.dari, k.sampai)) for k in gabung],
    )  # fmt: skip
    lembar.angka(r, 0, nomor, sampai=(akhir, 0), **TENGAH)
    for k in gabung:
        lembar.teks(r, k.dari, k.isi(satu, semua[0]), sampai=(akhir, k.sampai), border=1)
    for n, i in enumerate(semua, r):
        for k in tunggal:
            lembar.teks(n, k.dari, k.isi(satu, i), sampai=k.sampai, border=1)
    return akhir + 1


def perilaku(
    lembar: Kanvas, r: int, nama: Mapping[str, str], ekspektasi: Mapping[str, str], t: Tabel,
    umpan: Sequence[Unsur] | None = None,
) -> int:  # fmt: skip
    """The seven values with their guide and what the leader expects; `umpan`: with the feedback; the row after."""
    batas = t.akhir if umpan is None else t.akhir - 2
    per_nama = {u.nama: u.catatan for u in umpan or ()}
    lembar.satukan(r, r + 2)
    lembar.teks(r, 0, "PERILAKU KERJA", sampai=t.akhir, **bagian.KIRI)
    r += 1
    for nomor, (kunci, satu) in enumerate(nama.items(), 1):
        panduan = "\n".join(f"- {p}" for p in PANDUAN[kunci])
        harap = f"Ekspektasi khusus pimpinan:\n{ekspektasi.get(kunci) or TITIK}"
        balik = f"Umpan balik:\n{per_nama.get(satu) or TITIK}"
        isi = [(panduan, t.muat(1, 2)), (harap, t.muat(3, batas))]
        isi += [] if umpan is None else [(balik, t.muat(batas + 1, t.akhir))]
        lembar.satukan(r, r + 1)
        lembar.angka(r, 0, nomor, sampai=(r + 1, 0), **TENGAH)
        lembar.teks(r, 1, satu, sampai=t.akhir, border=1, bold=True)
        lembar.tinggi(r + 1, tinggi(*isi))
        lembar.teks(r + 1, 1, panduan, sampai=2, border=1, align="left", valign="top")
        lembar.teks(r + 1, 3, harap, sampai=batas, border=1, align="left", valign="top")
        if umpan is not None:
            lembar.teks(r + 1, batas + 1, balik, sampai=t.akhir, border=1, align="left", valign="top")
        r += 2
    return r


def peringatan(lembar: Kanvas, r: int, t: Tabel, *isi: str) -> int:
    """Lines that say what the reader must know, in bold slanted letters; the row after."""
    for teks in filter(None, isi):
        lembar.tinggi(r, tinggi((teks, sum(t.lebar))))
        lembar.teks(r, 0, teks, sampai=t.akhir, italic=True, bold=teks.startswith("SEMENTARA"))
        r += 1
    return r
