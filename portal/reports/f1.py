"""F-1 FORMULIR SASARAN KERJA PEGAWAI NEGERI SIPIL (Perka BKN 1/2013): one sheet per SKP, A4 across."""

from collections.abc import Sequence
from typing import IO, Any

from portal.reports.isi import Formulir, Kegiatan, Orang
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import Buku, tanggal, tinggi, tulis

LEBAR = (5, 19, 37, 8, 11, 14, 14, 7, 8, 19)
"""Columns A to J, in characters."""
AKHIR = len(LEBAR) - 1
PALING_BANYAK = 100
"""Sheets of one workbook: an office suite opens so many in seconds; 2,000 take it longer than anyone waits."""
JUDUL = "Formulir Sasaran Kerja Pegawai Negeri Sipil"
LABEL = ("Nama", "NIP", "Pangkat/Gol.Ruang", "Jabatan", "Unit Kerja")
PENGGANTI = ("Plt. ", "Plh. ")
"""How the jabatan of a substitute begins; he signs with it."""
KEPALA: dict[str, Any] = {"bold": True, "align": "center", "border": 1, "bg_color": "#E8E8E8"}
SEL: dict[str, Any] = {"border": 1}
TENGAH: dict[str, Any] = {"border": 1, "align": "center"}


def berkas(semua: Sequence[Formulir]) -> IO[bytes]:
    """The workbook, one sheet for each; the caller has seen to it that there are 1 to PALING_BANYAK."""
    if not 1 <= len(semua) <= PALING_BANYAK:
        raise ValueError(f"1 sampai {PALING_BANYAK} formulir, bukan {len(semua)}")

    def isi(buku: Buku) -> None:
        for satu in semua:
            tulis_lembar(buku, satu)

    return tulis(isi, JUDUL)


def tulis_lembar(buku: Wadah, f: Formulir) -> str:
    """The sheet of one SKP; its name."""
    lembar = buku.lembar(f"{f.pegawai.nama} {f.pegawai.nip[-4:]}", kaki=f.nomor)
    lembar.kolom(LEBAR)
    judul: dict[str, Any] = {"bold": True, "align": "center", "font_size": 12}
    lembar.teks(0, 0, "FORMULIR SASARAN KERJA", sampai=AKHIR, **judul)
    lembar.teks(1, 0, "PEGAWAI NEGERI SIPIL", sampai=AKHIR, **judul)
    masa = f"Masa {tanggal(f.mulai)} s.d. {tanggal(f.selesai)}"
    catatan = masa if f.ditetapkan else f"{masa} (SKP ini belum ditetapkan)"
    lembar.teks(2, 0, catatan, sampai=AKHIR, align="center", italic=True)
    _pihak(lembar, 4, f)
    kepala = 4 + 1 + len(LABEL)
    _kepala(lembar, kepala)
    r = kepala + 2
    for nomor, kegiatan in enumerate(f.kegiatan, 1):
        _baris(lembar, r, nomor, kegiatan)
        r += 1
    if not f.kegiatan:
        lembar.teks(r, 0, "Belum ada kegiatan.", sampai=AKHIR, italic=True, **TENGAH)
        r += 1
    r = _tanda_tangan(lembar, r + 1, f)
    lembar.ulangi(kepala, kepala + 1)
    lembar.batas(r, AKHIR)
    return lembar.nama


def _pihak(lembar: Kanvas, r: int, f: Formulir) -> None:
    lembar.teks(r, 0, "NO", **KEPALA)
    lembar.teks(r, 1, "I. PEJABAT PENILAI", sampai=2, **{**KEPALA, "align": "left"})
    lembar.teks(r, 3, "NO", **KEPALA)
    lembar.teks(r, 4, "II. PEGAWAI NEGERI SIPIL YANG DINILAI", sampai=AKHIR, **{**KEPALA, "align": "left"})
    kiri, kanan = _butir(f.penilai), _butir(f.pegawai)
    for n, (label, satu, dua) in enumerate(zip(LABEL, kiri, kanan, strict=True), 1):
        lembar.tinggi(r + n, tinggi((satu, LEBAR[2]), (dua, sum(LEBAR[6:]))))
        lembar.teks(r + n, 0, str(n), **TENGAH)
        lembar.teks(r + n, 1, label, **SEL)
        lembar.teks(r + n, 2, satu, **SEL)
        lembar.teks(r + n, 3, str(n), **TENGAH)
        lembar.teks(r + n, 4, label, sampai=5, **SEL)
        lembar.teks(r + n, 6, dua, sampai=AKHIR, **SEL)


def _butir(orang: Orang | None) -> tuple[str, ...]:
    if orang is None:
        return ("", "", "", "", "")
    return (orang.nama, orang.nip, orang.pangkat, orang.jabatan, orang.unit)


def _kepala(lembar: Kanvas, r: int) -> None:
    lembar.teks(r, 0, "NO", sampai=(r + 1, 0), **KEPALA)
    lembar.teks(r, 1, "III. KEGIATAN TUGAS JABATAN", sampai=(r + 1, 2), **KEPALA)
    lembar.teks(r, 3, "AK", sampai=(r + 1, 3), **KEPALA)
    lembar.teks(r, 4, "TARGET", sampai=AKHIR, **KEPALA)
    lembar.teks(r + 1, 4, "KUANT/OUTPUT", sampai=5, **KEPALA)
    lembar.teks(r + 1, 6, "KUAL/MUTU", **KEPALA)
    lembar.teks(r + 1, 7, "WAKTU", sampai=8, **KEPALA)
    lembar.teks(r + 1, 9, "BIAYA", **KEPALA)


def _baris(lembar: Kanvas, r: int, nomor: int, satu: Kegiatan) -> None:
    t = satu.target
    # A merged cell does not grow by itself.
    lembar.tinggi(r, tinggi((satu.uraian, LEBAR[1] + LEBAR[2]), (satu.satuan, LEBAR[5])))
    lembar.angka(r, 0, nomor, **SEL)
    lembar.teks(r, 1, satu.uraian, sampai=2, **SEL)
    lembar.angka(r, 3, t.ak, desimal=3, **SEL)
    lembar.angka(r, 4, t.kuantitas, **SEL)
    lembar.teks(r, 5, satu.satuan, **TENGAH)
    lembar.angka(r, 6, t.kualitas, **SEL)
    lembar.angka(r, 7, t.waktu, **SEL)
    lembar.teks(r, 8, "bulan", **TENGAH)
    if t.biaya is None:
        lembar.teks(r, 9, "-", **TENGAH)
    else:
        lembar.angka(r, 9, t.biaya, **{**SEL, "align": "right", "indent": 1})


def _tanda_tangan(lembar: Kanvas, r: int, f: Formulir) -> int:
    """The two signatures; the last row used."""
    lembar.satukan(r, r + 6)
    kiri, kanan = (1, 2), (5, AKHIR)
    lembar.teks(r, kanan[0], f"Kupang, {tanggal(f.ditetapkan)}", sampai=kanan[1], align="center")
    pihak = ((kiri, "Pejabat Penilai,", f.penilai), (kanan, "Pegawai Negeri Sipil Yang Dinilai,", f.pegawai))
    for (k, sampai), sebutan, orang in pihak:
        lembar.teks(r + 1, k, sebutan, sampai=sampai, align="center")
        if orang and orang.jabatan.startswith(PENGGANTI):
            lembar.teks(r + 2, k, orang.jabatan, sampai=sampai, align="center")
        lembar.teks(r + 5, k, orang.nama if orang else "", sampai=sampai, align="center", bold=True, underline=1)
        lembar.teks(r + 6, k, f"NIP {orang.nip}" if orang and orang.nip else "", sampai=sampai, align="center")
    return r + 6
