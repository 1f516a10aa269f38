"""SKP and Evaluasi Kinerja of PermenPANRB 6/2022, by whom and how is assessed; the conversion to angka kredit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.reports import angka_kredit, pan6_skp
from portal.reports.kinerja import TITIK
from portal.reports.lembar import tulis
from portal.rules import angka_kredit as aturan
from portal.rules.penilaian_tahunan import NILAI_DASAR
from tests.reports.buka import Lembar, buka
from tests.reports.contoh_kinerja import RINCI, bulanan, evaluasi6, konversi, skp6
from tests.reports.hitung import hitung


def lembar(form, isi) -> Lembar:
    (satu,) = buka(tulis(lambda buku: form(buku, isi), "Uji")).lembar
    return satu


def kolom(f: Lembar) -> list[str]:
    (r,) = {n[1:] for n, s in f.sel.items() if s.nilai == "RENCANA HASIL KERJA"}
    return list(f.baris(int(r)).values())


def isi(f: Lembar) -> list[str]:
    return [s.nilai for s in f.sel.values()]


def test_an_skp_has_the_columns_of_who_is_assessed_and_how():
    jf = ["NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA"]
    iki = "INDIKATOR KINERJA INDIVIDU"
    assert kolom(lembar(pan6_skp.tulis_skp, skp6())) == [*jf, "ASPEK", iki, "TARGET"]
    jpt = lembar(pan6_skp.tulis_skp, skp6(jenis="jpt"))
    assert kolom(jpt) == ["NO", "RENCANA HASIL KERJA", iki, "TARGET", "PERSPEKTIF"]
    assert "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI" in isi(jpt)
    kualitatif = lembar(pan6_skp.tulis_skp, skp6(pendekatan="kualitatif"))
    assert kolom(kualitatif) == [*jf, f"UKURAN KEBERHASILAN/{iki}, DAN TARGET"]
    assert "PENDEKATAN HASIL KERJA KUALITATIF" in isi(kualitatif)


def test_what_the_skp_says_is_printed_and_the_rest_is_left_for_the_pen():
    f = isi(lembar(pan6_skp.tulis_skp, skp6()))
    assert {RINCI.intervensi, "Jumlah laporan yang disusun", "10 - 12 Laporan", "90 - 100 %", "Rp 50.000.000"} <= set(f)
    assert f.count(TITIK) == 2 + 3 + 4, "dua rencana tanpa intervensi, tujuh indikator tanpa kata"
    lampiran = isi(lembar(pan6_skp.tulis_skp, skp6(
        lampiran={"Konsekuensi": "Penghargaan unit."}, ekspektasi={"loyal": "Menjaga nama baik panti."},
    )))  # fmt: skip
    assert "Penghargaan unit." in lampiran
    assert "Ekspektasi khusus pimpinan:\nMenjaga nama baik panti." in lampiran
    assert [t for t in ("DUKUNGAN SUMBER DAYA", "SKEMA PERTANGGUNGJAWABAN", "KONSEKUENSI") if t not in lampiran] == []


def test_the_seven_values_stand_with_their_guide_in_the_order_of_the_law():
    f = lembar(pan6_skp.tulis_skp, skp6())
    baris = [int(f.cari(n)[1:]) for n in NILAI_DASAR.values()]
    assert baris == sorted(baris)
    assert f.sel[f"B{baris[0] + 1}"].nilai.startswith("- Memahami dan memenuhi kebutuhan masyarakat")


def test_an_evaluation_has_realisasi_feedback_ratings_and_the_predicate():
    f = lembar(pan6_skp.tulis_tahunan, evaluasi6())
    assert kolom(f)[-2:] == ["REALISASI BERDASARKAN BUKTI DUKUNG", "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"]
    assert {"12 Laporan", "92,50 %", "455 Laporan", "Rp 45.000.000", RINCI.umpan_balik} <= set(isi(f))
    for nama, kata in (
        ("CAPAIAN KINERJA ORGANISASI", TITIK), ("POLA DISTRIBUSI", TITIK), ("RATING HASIL KERJA", "Sesuai ekspektasi"),
        ("RATING PERILAKU KERJA", "Di atas ekspektasi"), ("PREDIKAT KINERJA PEGAWAI", "BAIK"),
    ):  # fmt: skip
        assert f.sel[f"D{f.cari(nama)[1:]}"].nilai == kata, nama
    assert "Umpan balik:\nTerlihat di loket." in isi(f)
    assert "PERIODE AKHIR TAHUN 2026" in isi(f)
    assert [t for t in isi(f) if "predikat.pan6@2022-01-01" in t]
    terisi = evaluasi6(organisasi="Istimewa", pola="Sebagian besar di atas ekspektasi")
    assert "Istimewa" in isi(lembar(pan6_skp.tulis_tahunan, terisi))


def test_a_month_is_an_evaluation_whose_ratings_are_left_for_the_pen():
    f = lembar(pan6_skp.tulis_evaluasi, bulanan())
    assert "PERIODE BULANAN: MARET 2026" in isi(f)
    assert "SEMENTARA: bulan ini belum diverifikasi BKD; realisasinya menurut pegawai." in isi(f)
    assert "11 hari kerja" in isi(f)
    assert "10 - 12 Laporan" not in isi(f), "target setahun bukan target bulan ini"
    assert f.sel[f"D{f.cari('PREDIKAT KINERJA PEGAWAI')[1:]}"].nilai == TITIK
    assert not [t for t in isi(lembar(pan6_skp.tulis_evaluasi, bulanan(sah=True))) if t.startswith("SEMENTARA")]


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
@pytest.mark.parametrize(
    ("form", "buat"),
    [(pan6_skp.tulis_skp, lambda f, _t: f), (pan6_skp.tulis_tahunan, lambda f, t: evaluasi6(skp=f, catatan=t)),
     (pan6_skp.tulis_evaluasi, lambda f, t: bulanan(skp=f, catatan=t))],
    ids=["skp6", "evaluasi6", "evaluasi6b"],
)  # fmt: skip
def test_user_text_never_becomes_a_formula(awal, form, buat):
    rinci = replace(RINCI, intervensi=awal, umpan_balik=awal, perspektif=awal)
    satu = replace(skp6().kegiatan[0], uraian=awal, rinci=rinci, satuan=awal)
    f = lembar(form, buat(skp6(), awal))
    assert not [s for s in f.sel.values() if s.rumus]
    f = lembar(form, buat(replace(skp6(), kegiatan=(satu,)), awal))
    milik = [s for s in f.sel.values() if s.nilai == awal.strip()]
    assert len(milik) >= 2
    assert {(s.jenis, s.rumus) for s in milik} == {("s", None)}


# Angka kredit


@pytest.mark.parametrize(("jabatan", "predikat", "koefisien", "hasil"), [
    ("Pekerja Sosial Ahli Muda", "Baik", "25", "25"), ("Arsiparis Mahir", "Sangat Baik", "12.5", "18.75"),
    ("Pranata Komputer Ahli Pertama", "Butuh Perbaikan", "12.5", "9.38"),
    ("Perawat Terampil", "Kurang", "5", "2.5"), ("Widyaiswara Ahli Utama", "Sangat Kurang", "50", "12.5"),
])  # fmt: skip
def test_a_predicate_becomes_the_credit_of_the_rule_by_a_live_formula(jabatan, predikat, koefisien, hasil):
    f = lembar(angka_kredit.tulis_lembar, konversi(jabatan, predikat=predikat))
    r = int(f.cari("PREDIKAT KINERJA")[1:]) + 1
    assert [f.sel[f"{k}{r}"].nilai for k in "BDEF"] == [predikat, koefisien, "12", hasil]
    assert hitung(f, f.sel[f"F{r}"].rumus or "") == pytest.approx(float(hasil))
    assert {"Perempuan", "199101012015012007"} <= set(isi(f))
    assert [t for t in isi(f) if "angka_kredit.aturan@2023-01-01" in t]


def test_part_of_a_year_counts_its_months():
    p = konversi("Arsiparis Ahli Pertama")
    p = replace(p, selesai=p.mulai.replace(month=2, day=28))
    satu = angka_kredit.hasil(p)
    assert satu is not None
    assert satu.nilai == Decimal("2.08")


@pytest.mark.parametrize("jabatan", ["Analis", "Guru Madya Utama Lama", "Ahli Muda", "Kepala Seksi"])
def test_a_level_that_the_name_does_not_say_is_left_for_the_pen_and_said(jabatan):
    f = lembar(angka_kredit.tulis_lembar, konversi(jabatan))
    assert not [s for s in f.sel.values() if s.rumus]
    assert [t for t in isi(f) if t.startswith("Jenjang jabatan fungsional tidak terbaca dari nama jabatan")]


def test_every_level_with_a_coefficient_is_read_from_a_name_that_ends_with_it():
    pada = konversi().selesai
    for nama in aturan.parameter("angka_kredit", "aturan", pada)["koefisien"]:
        assert aturan.jenjang(f"Penera  {nama.upper()}", pada=pada) == nama
