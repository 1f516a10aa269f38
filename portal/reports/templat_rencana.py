"""The sheet of plans and indicators in the template of an SKP: one row for each kegiatan, where the law of its period
asks for them (rules/rencana.py). portal/forms/impor/templat_rencana.py reads it back.
"""

from typing import Any

from portal.reports.lembar import Buku, tinggi
from portal.reports.templat import ISI, KEPALA, KUNCI, MAKS_KEGIATAN, TemplatSkp, aturan_teks, kunci, sel_angka
from portal.rules import rencana

LEMBAR = "Rencana dan indikator"
KOLOM = (
    "nomor", "jenis", "intervensi", "perspektif",
    *(f"indikator.{a}.{m}" for a in rencana.ASPEK for m in rencana.ISI_INDIKATOR),
)  # fmt: skip
JUDUL = (
    "NO KEGIATAN", "JENIS", "RENCANA PIMPINAN YANG DIINTERVENSI", "PERSPEKTIF (JPT)",
    *(
        f"{kata} {nama.upper()}"
        for nama in rencana.ASPEK.values()
        for kata in ("INDIKATOR", "TARGET", "SAMPAI", "SATUAN")
    ),
)  # fmt: skip
KEPALA_DI = 3
"""The row of the heads, from 0."""
LEBAR = {"uraian": 34, "minimum": 12, "maksimum": 12, "satuan": 12, "intervensi": 42, "perspektif": 20, "jenis": 12}


def tulis_lembar(buku: Buku, t: TemplatSkp) -> None:
    """The sheet with what the draft says; none where the law asks nothing of it."""
    if t.bentuk is None or not t.bentuk.rinci:
        return
    lembar, akhir = buku.lembar(LEMBAR), len(KOLOM) - 1
    for k, medan in enumerate(KOLOM):
        lembar.asli.set_column(k, k, LEBAR.get(medan.rpartition(".")[2], 13))
    lembar.teks(0, 0, f"RENCANA DAN INDIKATOR ({t.bentuk.dasar})", sampai=akhir, bold=True, font_size=12)
    lembar.teks(
        1, 0, "Satu baris untuk satu kegiatan, menurut nomornya pada lembar SKP. Isi paling sedikit satu aspek; target "
        "yang kosong diambil dari lembar SKP.", sampai=akhir, italic=True,
    )  # fmt: skip
    for k, judul in enumerate(JUDUL):
        lembar.teks(KEPALA_DI, k, judul, **KEPALA)
    lembar.asli.set_row(KEPALA_DI, tinggi((JUDUL[2], 20)))
    lembar.asli.freeze_panes(KEPALA_DI + 1, 1)
    for n in range(MAKS_KEGIATAN):
        baris = t.kegiatan[n] if n < len(t.kegiatan) else {}
        lembar.angka(KEPALA_DI + 1 + n, 0, n + 1, **KUNCI)
        for k, medan in enumerate(KOLOM[1:], 1):
            isi = _ambil(baris, medan)
            if medan.endswith(("minimum", "maksimum")):
                sel_angka(lembar, KEPALA_DI + 1 + n, k, isi, **ISI)
            else:
                lembar.teks(KEPALA_DI + 1 + n, k, _kata(medan, isi), **ISI)
    _aturan(lembar)
    kunci(lembar)


def petunjuk(t: TemplatSkp) -> list[str]:
    """The sentence about this sheet; none where there is none."""
    if t.bentuk is None or not t.bentuk.rinci:
        return []
    return [
        f"Lembar {LEMBAR}: rencana pimpinan yang diintervensi (JPT: perspektif) dan indikator menurut aspek, "
        "dengan nomor kegiatan yang sama seperti pada lembar SKP."
    ]


def _aturan(lembar: Any) -> None:
    """What the spreadsheet lets into these cells."""
    awal, akhir = KEPALA_DI + 1, KEPALA_DI + MAKS_KEGIATAN
    for k, medan in enumerate(KOLOM):
        nama = medan.rpartition(".")[2]
        pilihan = {"jenis": rencana.JENIS, "perspektif": rencana.PERSPEKTIF}.get(medan)
        if pilihan:
            aturan = {"validate": "list", "source": list(pilihan.values()), "error_message": "Pilih dari daftar."}
            lembar.asli.data_validation(awal, k, akhir, k, aturan)
        elif nama in ("intervensi", "uraian", "satuan"):
            aturan_teks(lembar, (awal, k, akhir, k), rencana.MAKS[nama])


def _kata(medan: str, isi: Any) -> str:
    """The word for a choice, anything else as it is."""
    kata = {"jenis": rencana.JENIS, "perspektif": rencana.PERSPEKTIF}.get(medan, {})
    return kata.get(str(isi or ""), str(isi or ""))


def _ambil(baris: Any, medan: str) -> Any:
    for nama in medan.split("."):
        baris = (baris or {}).get(nama)
    return baris
