"""Why a number is what it is: on a page that prints and over REST, from the kept trace, for whoever may read it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.actions import tpp
from tests.actions.test_tpp import kelas
from tests.bulan import Panggung
from tests.flows.rest import Rest, orang_rest
from tests.lakon_ketentuan import tarif_januari
from tests.tahun import dikeberati, diterima, tahun, terbuka
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pohon, teks

__all__ = ["dikeberati", "diterima", "tahun", "terbuka"]
Login = Callable[[str], Any]


@pytest.fixture
def rest(app: Flask) -> Callable[[str], Rest]:
    return orang_rest(app)


@pytest.fixture
def dinilai(januari: Panggung) -> Panggung:
    return januari.ajukan().setujui()


def utama(jawab: Any) -> str:
    assert jawab.status_code == 200, jawab.status
    return teks(pohon(jawab).cssselect("main")[0])


def test_every_step_of_a_month_with_profile_and_parameter_set(dinilai: Panggung, login: Login) -> None:
    alamat = f"/realisasi/{dinilai.bulan.id}/mengapa"
    isi_utama = utama(login("pelaksana1").get(alamat))
    for kata in (
        "98,83", "JABAR_MONTHLY", "Nilai SKP bulanan", "bulanan.aturan@2014-01-01", "realisasi / target × 100",
        "= 95 / 100 × 100", "Nilai Menyusun telaah mutasi: 98,33", "tabel keputusan pada diagram realisasi_bulanan",
    ):  # fmt: skip
        assert kata in isi_utama, kata
    asal = pohon(login("kasi").get(f"/realisasi/{dinilai.bulan.id}"))
    assert asal.cssselect(f"a[href='{alamat}']") and "bulanan.aturan@2014-01-01" in teks(asal.cssselect("main")[0])


def test_the_predicate_names_its_table_version_row_question_and_basis(
    dinilai: Panggung, login: Login, app: Flask, rest: Callable[[str], Rest]
) -> None:
    nomor, alamat = dinilai.bulan.id, f"/realisasi/{dinilai.bulan.id}/mengapa"
    satu = dinilai.bulan.jejak["langkah"][-1]
    assert (satu["nama"], satu["hasil"]) == ("Predikat", "Sangat Baik")
    assert satu["rumus"] == "tabel keputusan Predikat bulanan, baris 1 (91 ke atas)"
    assert satu["nilai"] == {
        "Nilai bulan": "98.83", "syarat baris": ">= 91", "kode tabel": "predikat_bulanan",
        "diagram": "realisasi_bulanan", "versi diagram": "1",
    }  # fmt: skip
    assert "PP 46/2011" in satu["dasar"]
    halaman = utama(login("pelaksana1").get(alamat))
    for kata in ("Predikat: Sangat Baik", "baris 1 (91 ke atas)", "syarat baris >= 91", "Nilai bulan 98,83"):
        assert kata in halaman, kata
    assert "baris 1 (91 ke atas)" in utama(login("pelaksana1").get(f"/realisasi/{nomor}"))
    jawab = sesuai(app, rest("pelaksana1").get(f"realisasi/{nomor}/mengapa"), "get", "realisasi/{realisasi_id}/mengapa")
    assert jawab["jejak"]["langkah"][-1] == satu


def test_a_table_edited_later_changes_no_kept_predicate(
    dinilai: Panggung, login: Login, db: Session, app: Flask
) -> None:
    lama = workflows.definition(db, "realisasi_bulanan")
    baru = {nama: isi.replace(b"91 ke atas", b"sembilan satu") for nama, isi in lama.decisions.items()}
    kedua = workflows.publish(db, lama.key, lama.xml, by=None, decisions=baru)
    assert kedua.version == lama.version + 1
    db.commit()
    halaman = utama(login("pelaksana1").get(f"/realisasi/{dinilai.bulan.id}/mengapa"))
    assert "baris 1 (91 ke atas)" in halaman and "sembilan satu" not in halaman
    assert "diagram realisasi_bulanan versi 1" in halaman


def test_target_as_realisation_is_named_by_the_rule_and_no_table(dinilai: Panggung, login: Login) -> None:
    dinilai.sahkan(keputusan="sahkan_target", catatan="Data pendukung hilang.")
    langkah = dinilai.bulan.jejak["langkah"]
    assert [satu["nama"] for satu in langkah].count("Predikat") == 1 and langkah[-1]["hasil"] == "Sangat Baik"
    assert "predikat.pp46@" in dinilai.bulan.jejak["parameter"]
    halaman = utama(login("pelaksana1").get(f"/realisasi/{dinilai.bulan.id}/mengapa"))
    assert "tabel keputusan" not in halaman and "Predikat: Sangat Baik" in halaman


def test_who_may_not_read_the_month_does_not_learn_why(dinilai: Panggung, login: Login) -> None:
    alamat = f"/realisasi/{dinilai.bulan.id}/mengapa"
    for siapa in ("pelaksana2", "pelaksana3", "jft", "verifikatur2"):
        assert login(siapa).get(alamat).status_code == 404, siapa
    assert "Ini perkara orang lain" in login("auditor").get(alamat).text


def test_a_month_without_a_score_has_no_reasons_yet(januari: Panggung, login: Login) -> None:
    assert login("pelaksana1").get(f"/realisasi/{januari.bulan.id}/mengapa").status_code == 404


def test_rest_gives_the_kept_trace_number_for_number(
    dinilai: Panggung, app: Flask, rest: Callable[[str], Rest]
) -> None:
    nomor = dinilai.bulan.id
    jalan = f"realisasi/{nomor}/mengapa"
    jawab = sesuai(app, rest("pelaksana1").get(jalan), "get", "realisasi/{realisasi_id}/mengapa")
    kept = dinilai.bulan.jejak
    assert jawab["jejak"]["langkah"] == kept["langkah"]
    assert (jawab["nilai"], jawab["jejak"]["parameter"], jawab["tpp"]) == ("98.83", ["bulanan.aturan@2014-01-01"], None)
    problem(rest("pelaksana2").get(jalan), 404, "tidak_ditemukan")
    problem(rest("auditor").get(jalan), 403, "tujuan_diperlukan")


def test_tpp_appears_once_the_month_is_verified_and_names_every_set(
    dinilai: Panggung, login: Login, db: Session, aktor: Callable[[str], Any]
) -> None:
    nomor, klien = dinilai.bulan.id, login("pelaksana1")
    tarif_januari(db, aktor)
    assert "TPP bulan ini" not in utama(klien.get(f"/realisasi/{nomor}")), "not verified"
    dinilai.sahkan()
    assert "belum diisi pada data induk" in utama(klien.get(f"/realisasi/{nomor}/mengapa"))
    kelas(db)
    assert "Belum disimpan" in utama(klien.get(f"/realisasi/{nomor}/mengapa"))
    tpp.hitung_ulang("DINAS", "2026-01", actor=aktor("admin_bkd"), alasan="Kelas dilengkapi.")
    halaman = utama(klien.get(f"/realisasi/{nomor}/mengapa"))
    # 60% x 5.000.000 x 98,8333…% + 40% x 5.000.000 x 96%
    for kata in ("Rp4.885.000", "tpp.kelas@2026-01-01#1", "tpp.bobot@2014-01-01", "absensi.tarif@2014-01-01"):
        assert kata in halaman, kata
    assert "Rp4.885.000" in utama(klien.get(f"/realisasi/{nomor}"))


def test_both_sides_of_a_year_say_why(diterima: Any, login: Login, db: Session) -> None:
    from portal.models import HasilPenilaian

    hasil = db.scalars(select(HasilPenilaian)).one()
    nomor, profil = hasil.penilaian_id, hasil.jejak["profil"]
    db.rollback()
    alamat = f"/penilaian/{nomor}/mengapa"
    halaman = utama(login("pelaksana1").get(alamat))
    assert profil in halaman and "Menurut pejabat penilai" in halaman
    assert pohon(login("pelaksana1").get(f"/penilaian/{nomor}")).cssselect(f"a[href='{alamat}']")
    assert login("pelaksana2").get(alamat).status_code == 404


def test_numbers_stay_exact_and_are_printed_once_rounded() -> None:
    from portal.queries.jejak_nilai import baca
    from portal.rules.bulanan import nilai_kegiatan

    hasil = nilai_kegiatan(
        jabatan="pelaksana", kuantitas=(3, 2), kualitas=(100, 100), waktu=(3, 3), pada=date(2026, 1, 1)
    )
    (kelompok,) = baca(hasil.jejak)
    assert (kelompok.hasil, hasil.nilai) == ("88,89", Decimal("88.89"))
    assert kelompok.ketentuan == "JABAR_MONTHLY · bulanan.aturan@2014-01-01"
    assert hasil.jejak.to_dict()["langkah"][0]["hasil"] == "200/3"
