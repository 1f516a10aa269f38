"""F-3, F-4 and the Dokumen Evaluasi as files: what they say, who may have them, and that it is kept who took them."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import bahan_nilai
from portal.models import Peristiwa, Realisasi
from portal.queries import formulir_tahunan
from portal.rules import pp46, tahun_2021
from portal.rules.eksak import bulat
from portal.rules.jejak import Jejak
from portal.rules.nilai_tahunan import skp_pp46
from tests.views.bantuan import pegawai_id, pernyataan, pohon
from tests.views.lakon_tahun import LakonTahun, Mulai, mulai
from tests.views.test_laporan import unduh

__all__ = ["mulai"]
Login = Callable[[str], Any]


@pytest.fixture
def sah(mulai: Mulai) -> LakonTahun:
    """2020 of pelaksana1, signed and valid."""
    return mulai(tahun=2020).nilai().terima().keberatan().tanggapi().putuskan()


@pytest.mark.kedua_basis
def test_f4_has_the_parties_the_numbers_and_the_objection_of_the_year(sah: LakonTahun, login: Login) -> None:
    (f,) = unduh(login("pelaksana1"), f"/penilaian/{sah.id}/f4.xlsx").lembar
    isi = {s.nilai for s in f.sel.values()}
    assert {"Lusia Pelaksana", "Kornelis Kasi", "Dinas Sosial\nPROVINSI NUSA TENGGARA TIMUR"} <= isi
    assert {
        "JANGKA WAKTU PENILAIAN\n1 Januari 2020 s.d. 31 Desember 2020",
        "Laporan Maret sudah diterima 31 Maret.",
    } <= isi
    r = int(f.cari("NILAI PRESTASI KERJA")[1:])
    assert [f.sel[f"F{n}"].nilai for n in (r, r + 1)] == ["88.84", "(Baik)"]
    assert f.sel[f"F{r}"].rumus


@pytest.mark.kedua_basis
def test_the_document_of_ratings_has_those_of_the_year(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    (f,) = unduh(login("kasi"), f"/penilaian/{lakon.id}/dokumen6.xlsx").lembar
    assert [s for s in f.sel.values() if s.nilai.startswith("SEMENTARA")]
    assert f.cari("DOKUMEN EVALUASI KINERJA PEGAWAI")


@pytest.mark.kedua_basis
def test_the_forms_of_2021_say_what_the_trace_of_the_year_says(mulai: Mulai, login: Login, db: Session) -> None:
    lakon = mulai(tahun=2021).nilai()
    langkah = {satu.nama: satu for satu in Jejak.from_dict(lakon.kini.hasil[0].jejak).langkah}
    skp = Fraction(str(langkah["Nilai kinerja"].nilai["SKP"]))
    klien = login("pelaksana1")
    (satu,) = unduh(klien, f"/skp/{lakon.skp_id}/skp30.xlsx").lembar
    r = int(satu.cari("NILAI SKP")[1:])
    assert Decimal(satu.sel[f"L{r}"].nilai) == bulat(skp)
    (dua,) = unduh(klien, f"/penilaian/{lakon.id}/dokumen30.xlsx").lembar
    b = int(dua.cari("Nilai SKP")[1:])
    assert Fraction(dua.sel[f"D{b}"].nilai) == pytest.approx(skp)
    akhir = int(dua.cari("NILAI KINERJA TAHUN 2021")[1:])
    assert [dua.sel[f"F{n}"].nilai for n in (akhir, akhir + 1)] == [
        str(lakon.kini.hasil[0].nilai.normalize()), f"({lakon.kini.hasil[0].predikat})",
    ]  # fmt: skip
    # F-2 of that SKP is the first half's, which PP 46/2011 rated
    bahan = bahan_nilai.bahan(lakon.kini.pegawai_id, 2021)
    semester = tahun_2021._separuh(bahan, tahun_2021.SEMESTER_I)
    rata = skp_pp46(semester, pada=pp46.AKHIR).eksak
    db.rollback()
    (f,) = unduh(klien, f"/skp/{lakon.skp_id}/f2.xlsx").lembar
    assert f.cari("Jangka Waktu Penilaian 1 Januari 2021 s.d. 30 Juni 2021")
    assert Decimal(f.sel["R12"].nilai) == bulat(rata), "tugas tambahan Agustus bukan dari semester itu"
    assert [f.sel[k].nilai for k in ("D8", "G8", "K8")] == ["60", "6", "60"]


@pytest.mark.kedua_basis
def test_the_evaluations_of_the_year_and_of_a_month_are_made_of_the_same_skp(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    klien = login("kasi")
    (f,) = unduh(klien, f"/penilaian/{lakon.id}/evaluasi6.xlsx").lembar
    assert {"Menyusun laporan", "120 Laporan", "92 %", "Di bawah ekspektasi"} <= {s.nilai for s in f.sel.values()}
    bulan = lakon.db.scalars(select(Realisasi.id).where(Realisasi.skp_id == lakon.skp_id, Realisasi.bulan == 3)).one()
    assert f"/realisasi/{bulan}/evaluasi6b.pdf" in klien.get(f"/realisasi/{bulan}").text
    (b,) = unduh(klien, f"/realisasi/{bulan}/evaluasi6b.xlsx").lembar
    assert {"10 Laporan", "92 %", "20 hari kerja", "PERIODE BULANAN: MARET 2026"} <= {s.nilai for s in b.sel.values()}
    for siapa in ("pelaksana2", "jft", "pengelola_alur"):
        assert login(siapa).get(f"/realisasi/{bulan}/evaluasi6b.pdf").status_code == 404, siapa


def test_a_conversion_is_for_who_has_a_jabatan_fungsional(mulai: Mulai, login: Login) -> None:
    lakon, jft = mulai().nilai(), mulai(siapa="jft").nilai()
    assert login("pelaksana1").get(f"/penilaian/{lakon.id}/ak6.xlsx").status_code == 404
    (f,) = unduh(login("jft"), f"/penilaian/{jft.id}/ak6.xlsx").lembar
    assert f.cari("ANGKA KREDIT YANG DIDAPAT")
    assert f"/penilaian/{jft.id}/ak6.pdf" in login("jft").get(f"/penilaian/{jft.id}").text
    assert "ak6" not in login("pelaksana1").get(f"/penilaian/{lakon.id}").text


@pytest.mark.parametrize(("tahun", "form"), [
    (2020, "dokumen6"), (2026, "f4"), (2026, "dokumen30"), (2020, "evaluasi6"), (2021, "evaluasi6"), (2021, "f4"),
])  # fmt: skip
def test_a_form_of_other_years_rules_does_not_exist(mulai: Mulai, login: Login, tahun: int, form: str) -> None:
    lakon = mulai(tahun=tahun).nilai()
    assert login("pelaksana1").get(f"/penilaian/{lakon.id}/{form}.xlsx").status_code == 404


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "admin_opd"])
def test_whoever_may_read_the_assessment_may_have_its_form(sah: LakonTahun, login: Login, siapa: str) -> None:
    assert unduh(login(siapa), f"/penilaian/{sah.id}/f4.xlsx").lembar


@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "verifikatur", "pengelola_alur"])
def test_for_everyone_else_it_does_not_exist(sah: LakonTahun, login: Login, siapa: str) -> None:
    assert login(siapa).get(f"/penilaian/{sah.id}/f4.xlsx").status_code == 404


def test_who_examines_says_what_for_first(sah: LakonTahun, login: Login) -> None:
    klien = login("auditor")
    assert not klien.get(f"/penilaian/{sah.id}/f4.xlsx").headers.get("Content-Disposition")
    klien.kirim(f"/pemeriksaan/penilaian/{sah.id}", {"pilihan": "rutin"})
    assert unduh(klien, f"/penilaian/{sah.id}/f4.xlsx").lembar


def test_that_anothers_form_was_taken_is_kept_and_ones_own_is_not(sah: LakonTahun, login: Login, db: Session) -> None:
    unduh(login("pelaksana1"), f"/penilaian/{sah.id}/f4.xlsx")
    ekspor = select(Peristiwa).where(Peristiwa.jenis == "daftar:diekspor")
    assert db.scalars(ekspor).all() == []
    unduh(login("kasi"), f"/penilaian/{sah.id}/f4.xlsx")
    db.rollback()
    (satu,) = db.scalars(ekspor).all()
    assert satu.rincian["layar"] == "f4"


# The logbook


def test_f3_is_for_the_person_his_superiors_and_who_examines(mulai: Mulai, login: Login, db: Session) -> None:
    lakon = mulai().nilai()
    alamat = f"/catatan-perilaku/{pegawai_id(db, 'pelaksana1')}/f3.xlsx?tahun=2026"
    for siapa in ("pelaksana1", "kasi", "kabid"):
        (f,) = unduh(login(siapa), alamat).lembar
        assert f.cari("Lusia Pelaksana")
    for siapa in ("pelaksana2", "admin_opd", "verifikatur"):
        assert login(siapa).get(alamat).status_code == 404, siapa
    assert login("pelaksana1").get(alamat.replace("2026", "2019")).status_code == 404
    assert lakon.id


def test_the_pages_lead_to_the_forms(sah: LakonTahun, login: Login, db: Session) -> None:
    klien, siapa = login("pelaksana1"), pegawai_id(db, "pelaksana1")
    for halaman, alamat in (
        (f"/penilaian/{sah.id}", f"/penilaian/{sah.id}/f4.xlsx"),
        (f"/catatan-perilaku/{siapa}?tahun=2020", f"/catatan-perilaku/{siapa}/f3.xlsx?tahun=2020"),
    ):
        assert alamat in [a.get("href") for a in pohon(klien.get(halaman)).cssselect("main a, aside a")], halaman


@pytest.mark.kedua_basis
def test_many_forms_cost_no_more_statements_than_one(mulai: Mulai, db: Session) -> None:
    satu, dua = mulai(tahun=2020).nilai(), mulai(siapa="pelaksana2", tahun=2020).nilai()
    hitungan = []
    for ids in ([satu.id], [satu.id, dua.id]):
        db.rollback()
        db.expunge_all()
        with pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
            assert len(formulir_tahunan.muat(ids)) == len(ids)
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1] <= 10
