"""PP 30/2019: the SKP with its numbers and the Dokumen Penilaian, whose formulas find what the rules say."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from portal.reports import pp30, pp30_skp
from portal.reports.isi import Formulir
from portal.reports.lembar import tulis
from portal.rules import tahun_2021
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import kegiatan, nilai
from tests.reports.contoh_kinerja import RINCI, dokumen30, skp30
from tests.reports.contoh_tahun import SANGGAHAN
from tests.reports.hitung import hitung

PAS = nilai("10", "100", "6")


def lembar(f: Formulir) -> Lembar:
    (satu,) = buka(tulis(lambda buku: pp30_skp.tulis_lembar(buku, f), "Uji")).lembar
    return satu


def dokumen(**lain) -> Lembar:
    (satu,) = buka(tulis(lambda buku: pp30.tulis_lembar(buku, dokumen30(**lain)), "Uji")).lembar
    return satu


def sama(f: Lembar) -> int:
    """Every formula of the sheet gives the value beside it; how many there are."""
    rumus = {n: s for n, s in f.sel.items() if s.rumus}
    for nama, sel in rumus.items():
        isi = hitung(f, sel.rumus or "")
        assert isi == (sel.nilai if sel.jenis == "s" else pytest.approx(float(sel.nilai), abs=1e-8)), nama
    return len(rumus)


def test_the_columns_are_those_of_the_annex_and_a_plan_has_a_row_for_each_indicator():
    f = lembar(skp30())
    (kepala,) = [n for n, s in f.sel.items() if s.nilai == "RENCANA KINERJA"]
    r = int(kepala[1:])
    assert list(f.baris(r).values()) == list(pp30_skp.KOLOM)
    assert [f.sel[f"D{n}"].nilai for n in range(r + 2, r + 12)] == [
        "Kuantitas", "Kualitas", "Waktu", "Kuantitas", "Kualitas", "Waktu", "Kuantitas", "Kualitas", "Waktu", "Biaya",
    ]  # fmt: skip
    assert {f"C{r + 2}:C{r + 4}", f"L{r + 8}:L{r + 11}"} <= f.gabungan
    assert [f.sel[f"J{n}"].nilai[:6] for n in (r + 2, r + 5, r + 8)] == ["99.166", "96.597", "102.58"]
    assert [f.sel[f"K{n}"].nilai for n in (r + 2, r + 5, r + 8)] == ["Cukup", "Cukup", "Sangat Baik"]
    assert f.cari("PERIODE PENILAIAN\n1 Juli 2021 s.d. 31 Desember 2021")
    assert f.cari("SEMENTARA: 5 dari 6 bulan sudah diverifikasi. Belum: Desember.")
    assert f.cari("Aturan PP30 (PP 30/2019 dan PermenPANRB 8/2021); ketentuan pp30.rencana_ja@2021-07-01.")


TEPI = [
    nilai("10", "100", "6"), nilai("10", "100", "5.999999999999"), nilai("0", "0", "0"), nilai("10", "100", "13"),
    nilai("25", "100", "6"), nilai("8", "80", "7.2"), nilai("5.9", "59", "8.46"), nilai("9.9999", "100", "6"),
    nilai("9.9", "99", "6.06"),
]  # fmt: skip


@pytest.mark.parametrize("jenis", ["pelaksana", "jpt"])
@pytest.mark.parametrize("realisasi", TEPI, ids=str)
def test_a_spreadsheet_finds_what_the_rules_say_at_the_borders(jenis, realisasi):
    f = skp30(kegiatan(PAS, realisasi), kegiatan(PAS, nilai("10", "90", "6")), jenis=jenis)
    tepat = 2 if realisasi.waktu == TEPI[1].waktu and jenis == "pelaksana" else 0  # too near to 100 for a spreadsheet
    assert sama(lembar(f)) == 2 * 3 + 2 * 3 + 2 - tepat


@pytest.mark.parametrize("biji", range(30))
def test_a_spreadsheet_finds_what_the_rules_say_of_any_skp(biji):
    acak = Random(biji)

    def satu():
        mutu = str(acak.randint(1, 100))
        target = nilai(str(acak.randint(1, 500)), "100", str(acak.randint(1, 6)), acak.choice([None, "90000000"]))
        hasil = nilai(str(acak.randint(0, 600)), mutu, f"{acak.randint(0, 700)}.{acak.randint(0, 99)}"[-4:], "1")
        biaya = None if target.biaya is None else Decimal(acak.randint(0, 200_000_000))
        return kegiatan(target, replace(hasil, biaya=biaya, waktu=Fraction(acak.randint(0, 90), 11)))

    tambahan = acak.choice([None, Decimal(acak.randint(0, 10))])
    f = skp30(*(satu() for _ in range(acak.randint(1, 6))), kinerja_tambahan=tambahan,
              jenis=acak.choice(["jpt", "pengawas", "fungsional"]))  # fmt: skip
    assert sama(lembar(f)) > 5


def test_the_value_is_that_of_the_rules_and_kinerja_tambahan_typed_in_by_hand_counts():
    f = skp30(kinerja_tambahan=None)
    total = pp30_skp.nilai_skp(f)
    assert total is not None
    assert total.nilai == Decimal("93.33")
    sel = lembar(f)
    r = int(sel.cari("NILAI SKP")[1:])
    assert sel.sel[f"L{r}"].nilai == "93.33"
    kosong = f"L{r - 1}"
    assert kosong not in sel.sel
    sel.sel[kosong] = replace(sel.sel[f"L{r}"], nilai="12", jenis="n", rumus=None)
    assert hitung(sel, sel.sel[f"L{r}"].rumus or "") == 103.33, "paling banyak 10"


def test_an_skp_that_names_two_indicators_still_shows_every_aspect_its_mean_is_made_of():
    satu = replace(kegiatan(PAS, nilai("8", "80", "7.2")), rinci=RINCI)
    f = lembar(skp30(satu))
    assert sama(f) == 3 + 3 + 2
    isi = [s.nilai for s in f.sel.values()]
    assert RINCI.intervensi in isi
    assert "Jumlah laporan yang disusun\n(target: 10 - 12 Laporan)" in isi
    assert "Waktu" in isi


def test_a_target_of_nothing_cannot_be_scored_and_no_plan_has_no_value():
    f = lembar(skp30(kegiatan(nilai("0", "100", "6"), nilai("0", "0", "0"))))
    assert not [s for s in f.sel.values() if s.rumus]
    assert lembar(replace(skp30(), kegiatan=())).cari("Belum ada rencana kinerja.")


@pytest.mark.parametrize("skp", [Fraction(292, 3), Fraction(0), Fraction(120), Fraction(9167, 100)], ids=str)
@pytest.mark.parametrize("satu", [Fraction(10664, 100), Fraction(319, 3), None], ids=str)
def test_the_document_s_formulas_find_the_halves_and_the_year(skp, satu):
    f = dokumen(skp=skp, satu=satu)
    assert sama(f) == 6
    r = int(f.cari("NILAI KINERJA TAHUN 2021")[1:])
    assert f.sel[f"F{r}"].rumus
    assert f.sel[f"F{r + 1}"].nilai.startswith("(")


def test_the_nine_parts_stand_in_the_order_of_the_document_and_three_sign():
    f = dokumen(keberatan=SANGGAHAN)
    teks = (
        "PEGAWAI YANG DINILAI", "PEJABAT PENILAI KINERJA", "ATASAN PEJABAT PENILAI KINERJA", "PENILAIAN KINERJA",
        "5. PERMASALAHAN", "Dua laporan terlambat karena banjir.", "6. REKOMENDASI", "7. KEBERATAN",
        "Dua kegiatan tidak dihitung.", "8. PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN", "Sudah dihitung.",
        "9. KEPUTUSAN DAN REKOMENDASI ATASAN PEJABAT PENILAI KINERJA", "10. DIBUAT TANGGAL, 15 Januari 2021",
        "11. DITERIMA TANGGAL, 16 Januari 2021", "12. DITERIMA TANGGAL, 21 Januari 2021",
    )  # fmt: skip
    baris = [int("".join(c for c in f.cari(t) if c.isdigit())) for t in teks]
    assert baris == sorted(baris)


def test_who_has_no_first_half_is_rated_by_the_second_alone():
    f = dokumen(satu=None)
    r = int(f.cari("NILAI KINERJA TAHUN 2021")[1:])
    assert f.sel[f"D{r - 2}"].nilai == "-"
    assert f.sel[f"F{r}"].nilai == "98.36"


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_user_text_never_becomes_a_formula(awal):
    f = lembar(skp30(kegiatan(PAS, PAS, awal)))
    (milik,) = [s for s in f.sel.values() if s.nilai == awal.strip()]
    assert (milik.jenis, milik.rumus) == ("s", None)
    d = dokumen(catatan=awal, rekomendasi=awal)
    assert {(s.jenis, s.rumus) for s in d.sel.values() if s.nilai == awal.strip()} == {("s", None)}


def test_the_indicators_that_are_better_the_smaller_they_are_are_those_of_the_rule():
    assert set(tahun_2021.MAKIN_KECIL) == {"waktu", "biaya"}
