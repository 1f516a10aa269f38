"""A month to fill in offline: the agreed targets of that month, beside them what was achieved."""

from typing import IO, Any

from portal.reports.lembar import Buku, Lembar, bulan, tinggi, tulis
from portal.reports.templat import (
    ISI,
    KEPALA,
    KUNCI,
    MAKS_CATATAN,
    BarisRealisasi,
    TemplatRealisasi,
    aturan_angka,
    aturan_teks,
    kepala,
    kunci,
    petunjuk,
    sel_angka,
    tanda,
)

JENIS = "realisasi"
LEMBAR = "Realisasi"
TARGET = ("kuantitas", "satuan", "kualitas", "waktu", "biaya", "ak")
ISIAN = ("kuantitas", "kualitas", "waktu", "biaya", "ak", "catatan")
KOLOM = ("nomor", "uraian", *(f"target_{m}" for m in TARGET), *ISIAN, "id")
JUDUL = (
    "NO", "KEGIATAN", "TARGET KUANTITAS", "SATUAN", "TARGET MUTU", "TARGET HARI", "TARGET BIAYA (RP)", "TARGET AK",
    "REALISASI KUANTITAS", "REALISASI MUTU", "REALISASI HARI", "REALISASI BIAYA (RP)", "REALISASI AK",
    "CATATAN DAN TAUTAN BUKTI", "ID",
)  # fmt: skip
LEBAR = (5, 42, 11, 13, 9, 9, 16, 9, 13, 12, 12, 17, 12, 40, 4)
AKHIR = len(KOLOM) - 2
_DESIMAL = {"ak": 3, "biaya": 0}


def berkas(t: TemplatRealisasi) -> IO[bytes]:
    """The workbook."""

    def isi(buku: Buku) -> None:
        _realisasi(buku, t)
        petunjuk(buku, PETUNJUK)
        tanda(buku, JENIS, t.pemilik)

    return tulis(isi, f"Templat realisasi {t.pemilik.nomor}")


def _realisasi(buku: Buku, t: TemplatRealisasi) -> None:
    p = t.pemilik
    lembar = buku.lembar(LEMBAR, kaki=f"Templat {p.nomor}")
    for k, lebar in enumerate(LEBAR):
        lembar.asli.set_column(k, k, lebar, None, {"hidden": KOLOM[k] == "id"})
    masa = f"{bulan(p.bulan or 1)} {p.tahun}"
    orang = (
        ("Nama", p.nama), ("NIP", p.nip), ("Jabatan", p.jabatan), ("Unit kerja", p.unit),
        ("Bulan", f"{masa} ({p.nomor})"),
    )  # fmt: skip
    r = kepala(
        lembar, f"TEMPLAT REALISASI {masa.upper()}",

            "Isi kolom REALISASI, simpan sebagai XLSX, lalu unggah pada tugas Isi "
            "realisasi. Berkas bukti diunggah di portal.",
        orang, AKHIR,
    )  # fmt: skip
    for k, judul in enumerate(JUDUL):
        lembar.teks(r, k, judul, **KEPALA)
    lembar.asli.set_row(r, tinggi(("REALISASI KUANTITAS", 10)))
    lembar.asli.freeze_panes(r + 1, 2)
    for n, baris in enumerate(t.baris, 1):
        _baris(lembar, r + n, n, baris)
    for k, medan in enumerate(KOLOM):
        if medan in ("kuantitas", "kualitas", "waktu", "biaya", "ak"):
            aturan_angka(lembar, medan, (r + 1, k, r + len(t.baris), k))
    aturan_teks(lembar, (r + 1, AKHIR, r + len(t.baris), AKHIR), MAKS_CATATAN)
    lembar.asli.repeat_rows(r)
    kunci(lembar)


def _baris(lembar: Lembar, r: int, nomor: int, b: BarisRealisasi) -> None:
    lembar.asli.set_row(r, tinggi((b.uraian, LEBAR[1]), (b.isi.get("catatan", ""), LEBAR[AKHIR])))
    lembar.angka(r, 0, nomor, **KUNCI)
    lembar.teks(r, 1, b.uraian, **KUNCI)
    for k, kolom in enumerate(KOLOM[2:], 2):
        medan = kolom.removeprefix("target_")
        if kolom == "id":
            lembar.teks(r, k, str(b.kegiatan), **KUNCI)
        elif kolom == "target_satuan":
            lembar.teks(r, k, b.satuan, **KUNCI)
        elif kolom.startswith("target_"):
            sel_angka(lembar, r, k, b.target.get(medan), desimal=_DESIMAL.get(medan, 2), **KUNCI)
        else:
            _isi(lembar, r, k, medan, b)


def _isi(lembar: Lembar, r: int, k: int, medan: str, b: BarisRealisasi) -> None:
    """A cell to be filled in; locked where the kegiatan has no such target."""
    gaya: dict[str, Any] = ISI if medan in ("catatan", *b.target) else KUNCI
    if medan == "catatan":
        lembar.teks(r, k, b.isi.get(medan, ""), **gaya)
    else:
        sel_angka(lembar, r, k, b.isi.get(medan), desimal=_DESIMAL.get(medan, 2), **gaya)


PETUNJUK = (
    "Isi kolom REALISASI untuk setiap kegiatan. Tulis 0 pada kuantitas bila kegiatan tidak dilaksanakan.",
    "Mutu 0 sampai 100. Hari adalah hari kerja. Biaya dan AK hanya untuk kegiatan yang punya targetnya.",
    "Catatan dan tautan bukti ditulis sebagai teks, paling banyak 4.000 "
    "huruf satu kegiatan. Berkas bukti diunggah di portal.",
    "Jangan menambah atau mengurutkan baris: barisnya adalah target yang sudah disepakati untuk bulan itu.",
    "Simpan sebagai XLSX, buka tugas Isi realisasi di portal, lalu pilih Isi dari Excel.",
    "Portal menampilkan apa yang dipahaminya sebelum apa pun disimpan, dan tidak mengajukannya sendiri.",
)
