"""The SKP to fill in offline: the rows of form F-1, the months of each where somebody wants them otherwise than split
by the rule, and how it goes back.
"""

from collections.abc import Mapping
from typing import IO, Any

from portal.reports import templat_rencana
from portal.reports.lembar import Buku, Lembar, bulan, tanggal, tinggi, tulis
from portal.reports.templat import (
    ISI,
    KEPALA,
    KUNCI,
    MAKS_KEGIATAN,
    MAKS_SATUAN,
    MAKS_URAIAN,
    TemplatSkp,
    aturan_angka,
    aturan_teks,
    kepala,
    kunci,
    petunjuk,
    sel_angka,
    tanda,
)

JENIS = "skp"
LEMBAR, LEMBAR_BULAN = "SKP", "Target bulanan"
KOLOM = ("nomor", "uraian", "ak", "kuantitas", "satuan", "kualitas", "waktu", "biaya", "id")
JUDUL = (
    "NO",
    "KEGIATAN TUGAS JABATAN",
    "AK",
    "KUANTITAS",
    "SATUAN OUTPUT",
    "MUTU",
    "WAKTU (BULAN)",
    "BIAYA (RP)",
    "ID",
)
KOLOM_BULAN = ("nomor", "bulan", "kuantitas", "kualitas", "waktu", "biaya", "ak")
JUDUL_BULAN = ("NO KEGIATAN", "BULAN", "KUANTITAS", "MUTU", "HARI KERJA", "BIAYA (RP)", "AK")
LEBAR = (5, 52, 10, 12, 16, 9, 10, 18, 4)
AKHIR = len(KOLOM) - 2
"""The last column that is seen."""
_DESIMAL = {"ak": 3, "biaya": 0}


def berkas(t: TemplatSkp) -> IO[bytes]:
    """The workbook."""

    def isi(buku: Buku) -> None:
        _skp(buku, t)
        templat_rencana.tulis_lembar(buku, t)
        _bulan(buku, t)
        petunjuk(buku, _petunjuk(t))
        tanda(buku, JENIS, t.pemilik)

    return tulis(isi, f"Templat SKP {t.pemilik.tahun}")


def _skp(buku: Buku, t: TemplatSkp) -> None:
    lembar, p = buku.lembar(LEMBAR, kaki=p_kaki(t)), t.pemilik
    for k, lebar in enumerate(LEBAR):
        lembar.asli.set_column(k, k, lebar, None, {"hidden": KOLOM[k] == "id"})
    orang = (
        ("Nama", p.nama), ("NIP", p.nip), ("Jabatan", p.jabatan), ("Unit kerja", p.unit),
        ("Masa SKP", f"{tanggal(t.mulai)} s.d. {tanggal(t.selesai)} ({p.nomor})"),
    )  # fmt: skip
    r = kepala(
        lembar, f"TEMPLAT SASARAN KERJA PEGAWAI {p.tahun}",
            "Isi sel putih, simpan sebagai XLSX, lalu unggah pada tugas Susun SKP. "
            "Tidak ada yang terkirim sebelum Anda mengajukannya di portal.",
        orang, AKHIR,
    )  # fmt: skip
    for k, judul in enumerate(JUDUL):
        lembar.teks(r, k, judul, **KEPALA)
    lembar.asli.set_row(r, tinggi((JUDUL[6], 8)))
    lembar.asli.freeze_panes(r + 1, 2)
    for n in range(MAKS_KEGIATAN):
        _baris(lembar, r + 1 + n, n + 1, t.kegiatan[n] if n < len(t.kegiatan) else {}, p.ak)
    awal, akhir = r + 1, r + MAKS_KEGIATAN
    for k, medan in enumerate(KOLOM):
        if medan in ("ak", "kuantitas", "kualitas", "waktu", "biaya") and (medan != "ak" or p.ak):
            aturan_angka(lembar, medan, (awal, k, akhir, k), len(t.bulan) if medan == "waktu" else None)
    aturan_teks(lembar, (awal, 1, akhir, 1), MAKS_URAIAN)
    aturan_teks(lembar, (awal, 4, akhir, 4), MAKS_SATUAN)
    lembar.asli.repeat_rows(r)
    kunci(lembar)


def _baris(lembar: Lembar, r: int, nomor: int, isi: Mapping[str, Any], ak: bool) -> None:
    lembar.asli.set_row(r, tinggi((str(isi.get("uraian") or ""), LEBAR[1]), (str(isi.get("satuan") or ""), LEBAR[4])))
    lembar.angka(r, 0, nomor, **KUNCI)
    for k, medan in enumerate(KOLOM[1:], 1):
        gaya = KUNCI if medan == "id" or (medan == "ak" and not ak and not isi.get("ak")) else ISI
        if medan in ("uraian", "satuan", "id"):
            lembar.teks(r, k, str(isi.get(medan) or ""), **gaya)
        else:
            sel_angka(lembar, r, k, isi.get(medan), desimal=_DESIMAL.get(medan, 2), **gaya)


def _bulan(buku: Buku, t: TemplatSkp) -> None:
    """One row for each month of a kegiatan; what the draft has stands there already."""
    lembar = buku.lembar(LEMBAR_BULAN)
    for k, lebar in enumerate((13, 14, 12, 9, 12, 18, 10)):
        lembar.asli.set_column(k, k, lebar)
    lembar.teks(0, 0, "TARGET BULANAN (boleh kosong)", sampai=6, bold=True, font_size=12)
    lembar.teks(
        1, 0, "Kosongkan bila target dibagi rata oleh portal. Bila diisi: satu baris untuk satu bulan satu kegiatan, "
        "dan jumlahnya harus sama dengan target setahun.", sampai=6, italic=True,
    )  # fmt: skip
    lembar.asli.set_row(1, 28)
    for k, judul in enumerate(JUDUL_BULAN):
        lembar.teks(2, k, judul, **KEPALA)
    lembar.asli.freeze_panes(3, 0)
    isi = [
        (n, int(b), nilai)
        for n, baris in enumerate(t.kegiatan[:MAKS_KEGIATAN], 1)
        for b, nilai in sorted((baris.get("bulan") or {}).items(), key=lambda satu: int(satu[0]))
        if any(str(v or "").strip() for v in nilai.values())
    ]
    awal, akhir = 3, 2 + 12 * MAKS_KEGIATAN
    for r in range(awal, akhir + 1):
        nomor, ke, nilai = isi[r - awal] if r - awal < len(isi) else (None, None, {})
        lembar.angka(r, 0, nomor, **ISI)
        lembar.teks(r, 1, bulan(ke) if ke else "", **ISI)
        for k, medan in enumerate(KOLOM_BULAN[2:], 2):
            sel_angka(lembar, r, k, nilai.get(medan), desimal=_DESIMAL.get(medan, 2), **ISI)
    for k, medan in enumerate(KOLOM_BULAN[2:], 2):
        aturan_angka(lembar, medan, (awal, k, akhir, k))
    lembar.asli.data_validation(
        awal, 0, akhir, 0,
        {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": MAKS_KEGIATAN,
         "error_title": "Nomor kegiatan", "error_message": "Isi nomor kegiatan pada lembar SKP."},
    )  # fmt: skip
    lembar.asli.data_validation(
        awal, 1, akhir, 1, {"validate": "list", "source": [bulan(b) for b in t.bulan],
                            "error_title": "Bulan", "error_message": "Pilih bulan dalam masa SKP."},
    )  # fmt: skip
    kunci(lembar)


def p_kaki(t: TemplatSkp) -> str:
    """The foot of its pages."""
    return f"Templat {t.pemilik.nomor}"


def _petunjuk(t: TemplatSkp) -> list[str]:
    terkunci = "Kolom AK terkunci: hanya untuk jabatan fungsional, sampai SKP 2021."
    ak = "AK untuk kegiatan yang bernilai angka kredit." if t.pemilik.ak else terkunci
    return [
        "Isi lembar SKP: satu baris satu kegiatan, paling banyak 60. Baris kosong dilewati.",
        "Kuantitas berisi angkanya saja; satuannya (Laporan, Dokumen, Berkas) pada kolom Satuan output.",
        f"Mutu 0 sampai 100. Waktu dalam bulan, paling banyak {len(t.bulan)}.",
        f"Biaya dalam rupiah, kosongkan bila tanpa anggaran. {ak}",
        *templat_rencana.petunjuk(t),
        "Lembar Target bulanan boleh kosong: portal membagi target setahun menurut aturan. "
        "Bila diisi, jumlah bulan harus tepat sama dengan target setahun.",
        "Jangan mengubah baris kepala atau lembar yang terkunci. Templat ini milik NIP di atas dan tahun itu saja.",
        "Simpan sebagai XLSX (bukan XLS, ODS, atau XLSM), lalu buka tugas Susun "
        "SKP di portal dan pilih Isi dari Excel.",
        "Portal menampilkan apa yang dipahaminya baris demi baris sebelum apa "
        "pun disimpan, dan tidak mengajukannya sendiri.",
    ]
