"""Form F-2: realisation beside targets, formulas of the regulation, and the rule's numbers beside them."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.reports import f1, f2
from portal.reports.lembar import polos
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import ANGGARAN, LAPORAN, PENILAI, formulir, kegiatan, nilai
from tests.reports.hitung import hitung


def lembar(*isi, **lain) -> Lembar:
    (satu,) = buka(f2.berkas(formulir(*isi, **lain))).lembar
    return satu


def test_targets_and_realisation_stand_side_by_side_in_the_official_columns():
    f = lembar(ANGGARAN)
    assert f.baris(6) == {
        "A": "NO", "B": "I. Kegiatan Tugas Jabatan", "C": "AK", "D": "TARGET", "J": "AK", "K": "REALISASI",
        "Q": "PENGHITUNGAN", "R": "NILAI CAPAIAN SKP",
    }  # fmt: skip
    baris = f.baris(8)
    assert [baris[k] for k in "CDEFGHI"] == ["1.5", "10", "Laporan", "100", "12", "bulan", "50000000"]
    assert [baris[k] for k in "JKLMNOP"] == ["1.375", "10", "Laporan", "92", "11", "bulan", "45000000"]
    assert f.sel["A3"].nilai == "Jangka Waktu Penilaian 1 Januari 2026 s.d. 31 Desember 2026"


def test_the_formula_is_the_float_safe_one_of_the_regulation():
    f = lembar(LAPORAN, ANGGARAN)
    waktu = "IF(N8=0,0,IF(ROUND(100*N8-76*G8,6)>=0,(1.76*G8-N8)/G8*100,N8/G8*100))"
    assert f.sel["Q8"].rumus == f"IF(K8=0,0,K8/D8*100+M8/F8*100+MAX(0,{waktu}))"
    assert f.sel["R8"].rumus == "Q8/3"
    assert f.sel["R9"].rumus == "Q9/4"
    biaya = "IF(P9=0,0,IF(ROUND(100*P9-76*I9,6)>=0,(1.76*I9-P9)/I9*100,P9/I9*100))"
    assert (f.sel["Q9"].rumus or "").endswith(f"+MAX(0,{biaya}))")


def test_the_values_beside_the_formulas_are_those_of_the_regulations_examples():
    f = lembar(LAPORAN, ANGGARAN)
    assert [f.sel[n].nilai for n in ("Q8", "R8", "Q9", "R9")] == [
        "257", "85.666666666667", "362.333333333333", "90.583333333333",
    ]  # fmt: skip
    assert f.sel["R13"].nilai == "88.13"
    assert f.sel["R14"].nilai == "(Baik)"


TEPI = [
    nilai("10", "90", "12"), nilai("10", "90", "9.12"), nilai("10", "90", "9.11"), nilai("10", "90", "9"),
    nilai("12", "90", "21.12"), nilai("10", "90", "24"), nilai("0", "0", "3"), nilai("10", "90", "0"),
    nilai("3", "95.333333333333", "11"),
]  # fmt: skip
"""On time, exactly at 24 percent saved (the float trap), beyond it, nothing left, far too late, no output, no time."""


@pytest.mark.parametrize("realisasi", TEPI, ids=str)
@pytest.mark.parametrize("biaya", [None, ("25000000", "19000000"), ("25000000", "18999999"), ("100", "300")], ids=str)
def test_a_spreadsheet_finds_what_the_rule_says(realisasi, biaya):
    target = nilai("10", "100", "12", biaya and biaya[0])
    nyata = type(realisasi)(
        realisasi.kuantitas, realisasi.kualitas, realisasi.waktu, Decimal(biaya[1]) if biaya else None
    )
    f = lembar(kegiatan(target, nyata), LAPORAN)
    for nama in ("Q8", "R8", "Q9", "R9", "R13"):
        sel = f.sel[nama]
        assert hitung(f, sel.rumus or "") == pytest.approx(float(sel.nilai), abs=1e-8), nama
    assert hitung(f, f.sel["R14"].rumus or "") == f.sel["R14"].nilai


def test_the_word_is_read_from_the_printed_number_and_an_exact_tie_rounds_up():
    satu = kegiatan(nilai("20", "100", "12"), nilai("22", "88", "9"))
    assert lembar(satu).sel["R12"].nilai == "91"
    assert lembar(satu).sel["R13"].nilai == "(Sangat Baik)"
    # 109.985 + 88 + 75 = 272.985; a third of it is 90.995 exactly.
    seri = kegiatan(nilai("2000", "100", "12"), nilai("2199.7", "88", "9"))
    f = lembar(seri)
    assert (f.sel["R12"].nilai, f.sel["R13"].nilai) == ("91", "(Sangat Baik)")
    assert hitung(f, f.sel["R12"].rumus or "") == 91
    assert hitung(f, f.sel["R13"].rumus or "") == "(Sangat Baik)"


def test_tugas_tambahan_and_kreativitas_typed_in_by_hand_count():
    f = lembar(LAPORAN)
    assert f.sel["R12"].rumus == "ROUND(ROUND(AVERAGE(R8:R8)+SUM(R10:R11),10),2)"
    assert f.cari("Tugas tambahan") == "B10"
    assert f.cari("Kreativitas") == "B11"
    assert not {"R10", "R11"} & set(f.sel)


def test_only_the_pejabat_penilai_signs():
    f = lembar(LAPORAN)
    assert f.cari("Pejabat Penilai,")
    assert f.cari("NIP 198001012005011004")
    assert not [s for s in f.sel.values() if "Yang Dinilai" in s.nilai]


def test_months_that_are_not_verified_are_named():
    f = lembar(LAPORAN, sah=tuple(range(1, 11)))
    assert f.cari("SEMENTARA: 10 dari 12 bulan sudah diverifikasi. Belum: November, Desember.")
    assert not [s for s in lembar(LAPORAN).sel.values() if "SEMENTARA" in s.nilai]


def test_a_number_the_spreadsheet_would_cut_gets_no_formula():
    target = nilai("10", "100", "12", "100000000000000001")
    f = lembar(kegiatan(target, nilai("10", "100", "12", "100000000000000001")))
    assert (f.sel["I8"].jenis, f.sel["Q8"].rumus, f.sel["Q8"].nilai) == ("s", None, "352")


def test_a_year_without_kegiatan_or_with_a_target_of_nothing_has_no_value():
    assert lembar().sel["R11"].nilai == "-"
    f = lembar(kegiatan(nilai("0", "100", "12"), nilai("0", "0", "0")))
    assert (f.sel["Q8"].nilai, f.sel["R8"].nilai, f.sel["R12"].nilai) == ("-", "-", "-")


def test_user_text_never_becomes_a_formula():
    f = lembar(kegiatan(nilai("1", "100", "12"), nilai("1", "100", "12"), "=1+1"))
    assert (f.sel["B8"].nilai, f.sel["B8"].jenis, f.sel["B8"].rumus) == ("=1+1", "s", None)


TUGAS = ("Panitia pengadaan (ST 12/2026, 3 Maret 2026)", "Tim ZI", "Satgas", "=1+1")


def test_acknowledged_tugas_tambahan_and_the_best_kreativitas_are_named_and_count():
    f = lembar(LAPORAN, tugas_tambahan=TUGAS, kreativitas=(("Aplikasi antrean", 3), ("Alur baru", 6)))
    assert f.sel["B10"].nilai == (
        "Tugas tambahan:\n1. Panitia pengadaan (ST 12/2026, 3 Maret 2026)\n2. Tim ZI\n3. Satgas\n4. =1+1"
    )
    assert f.sel["B11"].nilai == "Kreativitas:\n1. Aplikasi antrean (3)\n2. Alur baru (6)"
    assert [f.sel[n].nilai for n in ("R10", "R11")] == ["2", "6"], "4 sampai 6 tugas bernilai 2; kreativitas tertinggi"
    assert f.sel["R12"].nilai == "93.67"
    assert hitung(f, f.sel["R12"].rumus or "") == 93.67
    assert f.sel["R13"].nilai == "(Sangat Baik)"


def test_exact_fractions_of_months_reach_the_cell_and_the_value():
    r = type(LAPORAN.target)(Decimal(10), Decimal(90), Fraction(12) * 7 / 9)
    f = lembar(kegiatan(nilai("10", "100", "12"), r))
    assert f.sel["N8"].nilai == "9.333333333333"
    assert (
        f.sel["R8"].nilai == polos(f2.capaian(kegiatan(nilai("10", "100", "12"), r), formulir()).nilai).to_eng_string()
    )
    assert hitung(f, f.sel["R8"].rumus or "") == pytest.approx(float(f.sel["R8"].nilai), abs=1e-8)


@pytest.mark.parametrize("form", [f1, f2], ids=["f1", "f2"])
def test_a_substitute_signs_with_his_title_and_nobody_else_does(form):
    def tulis(jabatan: str) -> Lembar:
        f = formulir(LAPORAN, penilai=replace(PENILAI, jabatan=jabatan))
        return buka(form.berkas([f] if form is f1 else f)).lembar[0]

    def titel(f: Lembar) -> list[str]:
        kolom, baris = re.fullmatch(r"([A-Z])(\d+)", f.cari("Pejabat Penilai,")).groups()  # type: ignore[union-attr]
        bawah = f.sel.get(f"{kolom}{int(baris) + 1}")
        return [bawah.nilai] if bawah else []

    assert titel(tulis("Plt. Kepala Seksi")) == ["Plt. Kepala Seksi"]
    assert titel(tulis("Kepala Seksi")) == []
