"""Form F-4: eleven parts in the order of the law, live formulas that agree with the rule, and text that stays text."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from portal.reports import f4, pan6
from portal.reports.isi_tahunan import Tahunan
from portal.reports.lembar import tulis
from portal.rules import pp46
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import PEGAWAI
from tests.reports.contoh_tahun import NAMA, SANGGAHAN, UNSUR, evaluasi, tahunan
from tests.reports.hitung import hitung


def lembar(p: Tahunan | None = None, form: Any = f4.tulis_lembar, **lain: Any) -> Lembar:
    isi = p or tahunan(**lain)
    (satu,) = buka(tulis(lambda buku: form(buku, isi), "Uji")).lembar
    return satu


def urutan(f: Lembar, *teks: str) -> list[int]:
    return [int("".join(c for c in f.cari(t) if c.isdigit())) for t in teks]


def test_the_eleven_parts_stand_in_the_order_of_the_form():
    f = lembar(keberatan=SANGGAHAN)
    baris = urutan(
        f, "RAHASIA", "PENILAIAN PRESTASI KERJA", "YANG DINILAI", "PEJABAT PENILAI", "ATASAN PEJABAT PENILAI",
        "UNSUR YANG DINILAI", "NILAI PRESTASI KERJA",
        "5. KEBERATAN DARI PEGAWAI NEGERI SIPIL YANG DINILAI (APABILA ADA)", "Dua kegiatan tidak dihitung.",
        "6. TANGGAPAN PEJABAT PENILAI ATAS KEBERATAN", "Sudah dihitung.",
        "7. KEPUTUSAN ATASAN PEJABAT PENILAI ATAS KEBERATAN", "Hasil tetap.\nBuktinya ada.", "8. REKOMENDASI",
        "Bimbingan penyusunan laporan.", "9. DIBUAT TANGGAL, 15 Januari 2021", "10. DITERIMA TANGGAL, 16 Januari 2021",
        "11. DITERIMA TANGGAL, 21 Januari 2021",
    )  # fmt: skip
    assert baris == sorted(baris)
    assert len(set(baris)) == len(baris)
    for hari in ("Tanggal, 20 Januari 2021", "Tanggal, 25 Januari 2021", "Tanggal, 28 Januari 2021"):
        assert f.cari(hari)


def test_an_aspect_has_its_number_and_its_word_and_the_weights_are_those_of_the_law():
    f = lembar()
    (r,) = urutan(f, "Sasaran Kerja Pegawai (SKP)")
    assert f.sel[f"E{r}"].nilai == "x 60%"
    for n, (nama, unsur) in enumerate(zip(NAMA, UNSUR, strict=True), 1):
        assert [f.sel[f"{k}{r + n}"].nilai for k in "BCDE"] == [f"{n}.", nama, str(unsur.nilai), "(Baik)"]
    assert f.sel[f"E{r + 8}"].nilai == "x 40%"
    assert [f.sel[f"{k}{r + 9}"].nilai for k in "AF"] == ["NILAI PRESTASI KERJA", "88.26"]
    assert f.sel[f"F{r + 10}"].nilai == "(Baik)"


@pytest.mark.parametrize(
    ("skp", "sikap"),
    [(Fraction(2680835, 30000), ("88", "90", "85", "80", "90")), (Fraction(1185500, 12000), ("80",) * 5),
     (Fraction(83325, 1000), ("86.665",) * 5), (Fraction(10622, 100), ("100",) * 5), (Fraction(0), ("0",) * 5)],
    ids=str,
)  # fmt: skip
def test_a_spreadsheet_finds_what_the_rule_says(skp, sikap):
    unsur = tuple(replace(u, nilai=Decimal(n)) for u, n in zip(UNSUR, sikap, strict=True))
    rata = sum((Fraction(n) for n in sikap), Fraction(0)) / len(sikap)
    hasil = pp46.gabung(skp, rata, pada=tahunan().selesai)
    f = lembar(unsur=unsur, nilai_skp=skp, nilai_perilaku=rata, nilai=hasil.nilai)
    rumus = {n: s for n, s in f.sel.items() if s.rumus}
    assert len(rumus) == 6
    for nama, sel in rumus.items():
        assert hitung(f, sel.rumus or "") == pytest.approx(float(sel.nilai), abs=1e-8), nama
    (r,) = urutan(f, "NILAI PRESTASI KERJA")
    assert Decimal(f.sel[f"F{r}"].nilai) == hasil.nilai


def test_kepemimpinan_that_was_not_given_is_a_dash_and_no_zero_in_the_mean():
    unsur = (*UNSUR, replace(UNSUR[0], nama="Kepemimpinan", nilai=None, sebutan=""))
    f = lembar(unsur=unsur)
    (r,) = urutan(f, "Kepemimpinan")
    assert [f.sel[f"{k}{r}"].nilai for k in "DE"] == ["-", "-"]
    assert hitung(f, f.sel[f"D{r + 2}"].rumus or "") == pytest.approx(86.6)


def test_before_the_result_is_final_the_form_says_so_and_without_one_it_has_no_numbers():
    f = lembar(sah=False, keadaan="Diserahkan, menunggu tanda terima pegawai")
    assert f.cari("SEMENTARA: diserahkan, menunggu tanda terima pegawai.")
    kosong = lembar(
        sah=False, predikat="", nilai=None, nilai_skp=None, nilai_perilaku=None, sebutan_perilaku="",
        unsur=tuple(replace(u, nilai=None, sebutan="") for u in UNSUR), penilai=None, atasan=None, dibuat=None,
    )  # fmt: skip
    assert not [s for s in kosong.sel.values() if s.rumus]
    assert "SEMENTARA" not in "".join(s.nilai for s in lembar().sel.values())


def test_text_longer_than_a_page_is_told_in_cells_no_spreadsheet_cuts():
    alasan = "Kegiatan ketiga tidak dihitung walaupun buktinya ada. " * 80
    f = lembar(keberatan=replace(SANGGAHAN, alasan=alasan))
    ns = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert max(Decimal(u.get("ht") or 0) for u in f.xml.iter(f"{ns}row")) < 409
    semua = " ".join(s.nilai.replace("\n", " ") for s in f.sel.values())
    assert semua.count("Kegiatan ketiga tidak dihitung") == 80


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
@pytest.mark.parametrize("form", [f4.tulis_lembar, pan6.tulis_dokumen], ids=["f4", "dokumen6"])
def test_user_text_never_becomes_a_formula(awal, form):
    def tulis_dengan(teks: str) -> Lembar:
        isi = {"rekomendasi": teks, "keberatan": replace(SANGGAHAN, alasan=teks, tanggapan=teks, keputusan=teks)}
        p = (tahunan if form is f4.tulis_lembar else evaluasi)(pegawai=replace(PEGAWAI, nama=teks), catatan=teks, **isi)
        return lembar(p, form)

    nakal, biasa = tulis_dengan(awal), tulis_dengan("biasa")
    assert {n: s.rumus for n, s in nakal.sel.items() if s.rumus} == {
        n: s.rumus for n, s in biasa.sel.items() if s.rumus
    }
    milik = [n for n, s in biasa.sel.items() if "biasa" in s.nilai]
    assert len(milik) >= 6
    assert {nakal.sel[n].jenis for n in milik} == {"s"}


def test_the_document_of_ratings_has_its_parts_and_an_objection_only_where_there_was_one():
    f = lembar(evaluasi(), pan6.tulis_dokumen)
    (r,) = urutan(f, "EVALUASI KINERJA")
    assert [f.sel[f"D{n}"].nilai for n in range(r + 3, r + 6)] == [
        "Sesuai ekspektasi", "Di atas ekspektasi", "BAIK",
    ]  # fmt: skip
    assert f.cari("Cukup.\nRekomendasi: Bimbingan penyusunan laporan.")
    assert not [s for s in f.sel.values() if "KEBERATAN" in s.nilai]
    assert lembar(evaluasi(keberatan=SANGGAHAN), pan6.tulis_dokumen).cari("Sudah dihitung.")


def test_who_did_not_sign_and_who_signed_for_another_is_written_below():
    f = lembar(
        sikap="diam", cara_terima="Dikirim lewat pos tercatat", catatan_atasan="disahkan oleh Sekda untuk atasan"
    )
    for teks in (
        "tidak menandatangani sampai batas waktu",
        "Dikirim lewat pos tercatat",
        "disahkan oleh Sekda untuk atasan",
    ):
        assert f.cari(teks)
