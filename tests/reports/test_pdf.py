"""Forms on paper: what PDF/A-2 demands, text that can be read out, headings on each page, many people in one file."""

import io
import re
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from portal.reports.paket import FORM
from portal.reports.pdf import dokumen, warna
from portal.reports.pdf.huruf import huruf
from portal.reports.pdf.lembar import cetak
from portal.reports.pdf.tata import patah
from tests.reports import contoh_kinerja
from tests.reports.baca_pdf import Berkas, baca
from tests.reports.contoh import ANGGARAN, LAPORAN, PEGAWAI, formulir, kegiatan, nilai
from tests.reports.contoh_tahun import SANGGAHAN, buku, evaluasi, tahunan

SAAT = datetime(2026, 11, 3, 2, 15, tzinfo=UTC)
ISI: dict[str, Any] = {
    "f1": formulir(LAPORAN, ANGGARAN), "f2": formulir(LAPORAN, ANGGARAN), "f3": buku(), "f4": tahunan(),
    "dokumen6": evaluasi(), **{kode: contoh() for kode, contoh in contoh_kinerja.SEMUA.items()},
}  # fmt: skip


def terbit(sidik: str, tanda: str = "SALINAN") -> Any:
    return SimpleNamespace(nomor="CTK-2026-000012", tanda=tanda, sidik=sidik)


def satu(kode: str, isi: Any = None, alamat: str | None = "https://ppk.contoh.go.id") -> Berkas:
    lembar, sidik = dokumen.rekam(FORM[kode], kode, isi or ISI[kode])
    tujuan = io.BytesIO()
    dokumen.tulis_satu(tujuan, FORM[kode], lembar, dokumen.cap(terbit(sidik), SAAT, alamat), SAAT)
    return baca(tujuan.getvalue())


def banyak(kode: str, semua: Any, kabar: list[int] | None = None) -> bytes:
    tujuan = io.BytesIO()
    dokumen.tulis_banyak(
        tujuan, FORM[kode], kode, semua, saat=SAAT, alamat=None,
        terbitkan=lambda b: [terbit(sidik) for _isi, sidik in b], lapor=(kabar if kabar is not None else []).append,
    )  # fmt: skip
    return tujuan.getvalue()


@pytest.mark.parametrize("kode", sorted(FORM))
def test_every_form_is_a_tagged_pdf_a_with_its_language_its_title_and_nothing_that_runs(kode):
    f = satu(kode)
    assert f.mentah.startswith(b"%PDF-1.7\n%")
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in f.xmp
    assert FORM[kode].judul in f.xmp
    for bagian in ("/Lang(id-ID)", "/OutputIntents[<<", "/S/GTS_PDFA1", "/MarkInfo<</Marked true>>", "/StructTreeRoot",
                   "/DisplayDocTitle true"):  # fmt: skip
        assert bagian in f.katalog
    for terlarang in (
        b"/JavaScript",
        b"/JS",
        b"/Encrypt",
        b"/Launch",
        b"/URI",
        b"/AA",
        b"/OpenAction",
        b"/EmbeddedFile",
    ):
        assert terlarang not in f.mentah
    (uraian, *_), tipe0 = f.cari("FontDescriptor"), [o for o in f.cari("Font") if "/Type0" in o]
    assert "/FontFile2" in uraian
    assert len(f.cari("FontDescriptor")) == len(tipe0) > 0, "setiap huruf tertanam"
    assert all("/ToUnicode" in o for o in tipe0)


@pytest.mark.parametrize("kode", sorted(FORM))
def test_each_marked_piece_of_a_page_belongs_to_the_element_that_names_it(kode):
    f = satu(kode)
    (akar,) = f.cari("StructTreeRoot")
    peta = {
        int(n): re.findall(r"(\d+) 0 R", isi)
        for n, isi in re.findall(r"(\d+)\[([^\]]*)\]", akar.partition("/Nums[")[2])
    }
    halaman = {n: o for n, o in f.objek.items() if "/Type/Page/" in o}
    assert set(peta) == set(range(len(halaman)))
    for nomor, isi in halaman.items():
        milik = peta[int(re.search(r"/StructParents (\d+)", isi)[1])]  # type: ignore[index]
        aliran = f.aliran[int(re.search(r"/Contents (\d+)", isi)[1])].decode()  # type: ignore[index]
        assert [int(n) for n in re.findall(r"/MCID (\d+)", aliran)] == list(range(len(milik)))
        assert aliran.count("BDC") + aliran.count("BMC") == aliran.count("EMC")
        for mcid, unsur in enumerate(milik):
            assert f"/Pg {nomor} 0 R" in f.objek[int(unsur)]
            assert f"/K[{mcid}]" in f.objek[int(unsur)]


def test_what_stands_on_the_paper_is_the_form_with_numbers_the_indonesian_way():
    teks = "\n".join(satu("f2").halaman)
    for bagian in (
        "PENILAIAN CAPAIAN SASARAN KERJA",
        "50.000.000",
        "362,33",
        "90,58",
        "88,13",
        "(Baik)",
        "Kornelis Kasi",
    ):
        assert bagian in teks
    assert [cetak(n, 2) for n in (5000, nilai("1.5", "0", "0").kuantitas)] == ["5.000", "1,50"]


def test_the_foot_of_every_page_has_the_mark_the_number_the_code_and_how_to_check_it():
    f = satu("f2", formulir(*[LAPORAN] * 60))
    assert len(f.halaman) >= 2
    _lembar, sidik = dokumen.rekam(FORM["f2"], "f2", formulir(*[LAPORAN] * 60))
    kode = " ".join(sidik[n : n + 4].upper() for n in range(0, 16, 4))
    for n, teks in enumerate(f.halaman, 1):
        assert "SALINAN   CTK-2026-000012" in teks
        assert f"Kode periksa: {kode}. Periksa keasliannya di https://ppk.contoh.go.id/periksa." in teks
        assert f"Halaman {n} dari {len(f.halaman)}" in teks
        assert "PENGHITUNGAN" in teks, "kepala tabel pada setiap halaman"
    assert "halaman Periksa dokumen (/periksa)" in satu("f1", alamat=None).halaman[0]


def test_a_changed_digit_a_changed_name_and_another_form_have_another_digest():
    dasar = formulir(LAPORAN)
    lain = [
        ("f1", dasar), ("f2", dasar), ("f1", replace(dasar, pegawai=replace(PEGAWAI, nama="Lusia Pelaksan"))),
        ("f1", replace(dasar, nomor="SKP-2026-000002")),
        ("f1", formulir(kegiatan(nilai("5001", "100", "12"), nilai("4800", "85", "12")))),
    ]  # fmt: skip
    sidik = [dokumen.rekam(FORM[k], k, isi)[1] for k, isi in lain]
    assert len(set(sidik)) == len(lain)
    assert dokumen.rekam(FORM["f1"], "f1", formulir(LAPORAN))[1] == sidik[0], "isi yang sama, sidik yang sama"


def test_text_longer_than_a_page_goes_on_over_pages_and_none_of_it_is_lost():
    alasan = "Kegiatan ketiga tidak dihitung walaupun buktinya ada. " * 200
    f = satu("f4", tahunan(keberatan=replace(SANGGAHAN, alasan=alasan)))
    assert len(f.halaman) >= 3
    semua = " ".join(" ".join(f.halaman).split())
    assert semua.count("Kegiatan ketiga") == 200
    entri = replace(buku().entri[0], uraian=alasan)
    assert " ".join(" ".join(satu("f3", buku(entri)).halaman).split()).count("buktinya ada.") == 200


@pytest.mark.parametrize("teks", ["Šimun Đỗ Özgür", "(nama) \\ tanda", "=1+1", "a" * 300, "😀 nama", "x\u202ey"])
def test_any_name_is_written_and_none_breaks_the_file_or_uses_the_empty_glyph(teks):
    f = satu("f1", formulir(LAPORAN, pegawai=replace(PEGAWAI, nama=teks)))
    semua = "".join(f.halaman[0].split())
    harap = "".join(c if ord(c) in huruf().tanda else "?" for c in teks if c != "\u202e").replace(" ", "")
    assert harap in semua
    assert "<0000" not in "".join(a.decode("latin-1") for n, a in f.aliran.items() if b" Tj" in a)


def test_a_line_is_never_wider_than_its_cell_and_no_letter_is_lost():
    h = huruf()
    for teks in ("Menyelenggarakan urusan pemerintahan", "Kual/Mutu", "aaaaaaaaaaaaaaaaaaaaaaaa", "a\nb", ""):
        for lebar in (20_000, 45_000, 200_000):
            baris = patah(teks, h, 9000, lebar)
            assert all(h.panjang(b, 9000) <= lebar or len(b) == 1 for b in baris)
            assert "".join("".join(baris).split()) == "".join(teks.split())


def test_the_colour_profile_is_one_of_version_two_that_says_its_own_length():
    isi = warna.srgb()
    assert int.from_bytes(isi[:4], "big") == len(isi)
    assert (isi[8:12], isi[12:20], isi[36:40]) == (b"\x02\x10\0\0", b"mntrRGB ", b"acsp")


def test_many_people_are_one_file_with_pages_counted_for_each_and_word_on_how_far_it_is(monkeypatch):
    monkeypatch.setattr(dokumen, "POTONGAN", 2)
    kabar: list[int] = []
    f = baca(banyak("f4", (tahunan(nomor=f"P-{n}") for n in range(5)), kabar))
    assert kabar == [2, 4, 5]
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in f.xmp
    assert "StructTreeRoot" not in f.katalog
    assert sum("Halaman 1 dari 2" in h for h in f.halaman) == 5
    assert len(f.halaman) == 10


def test_forms_are_asked_for_only_as_they_are_written(monkeypatch):
    """Batch by batch: memory does not grow with the number of people but by what the index needs."""
    monkeypatch.setattr(dokumen, "POTONGAN", 5)
    puncak = {}
    banyak("dokumen6", [evaluasi()])
    for n in (10, 60):
        tracemalloc.start()
        tujuan = _Buang()
        dokumen.tulis_banyak(
            tujuan, FORM["dokumen6"], "dokumen6", (evaluasi(nomor=str(i)) for i in range(n)), saat=SAAT, alamat=None,
            terbitkan=lambda b: [terbit(s) for _i, s in b], lapor=lambda _n: None,
        )  # fmt: skip
        puncak[n] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert puncak[60] < puncak[10] * 1.3


class _Buang(io.RawIOBase):
    def write(self, isi: Any) -> int:
        return len(isi)
