"""Reports made by the worker: asked for, waited for, taken, thrown away; and who may not."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import gudang_laporan, waktu
from portal.actions import laporan as tindakan
from portal.models import HasilPenilaian, Laporan, Penempatan, Pengguna, Penilaian, Peristiwa, Skp, Unit
from portal.reports import paket
from portal.reports.berkas import MIME, MIME_ZIP
from tests.bulan import Panggung
from tests.reports.buka import buka
from tests.views.bantuan import pegawai_id, pohon, teks
from tests.views.test_laporan import TAHUN, menjadi, sahkan, tiga

__all__ = ["tiga"]
Login = Callable[[str], Any]


def minta(klien: Any, jenis: str = "f1", **isi: Any) -> str:
    """Ask; the address of the report."""
    jawab = klien.kirim("/laporan/minta", {"jenis": jenis, "tahun": TAHUN, **isi})
    assert jawab.status_code == 302, teks(pohon(jawab))
    return jawab.location


def unduh(klien: Any, alamat: str) -> tuple[Any, bytes]:
    jawab = klien.get(f"{alamat}/berkas")
    assert jawab.status_code == 200
    isi = jawab.get_data()
    jawab.close()
    return jawab, isi


def kejadian(db: Session) -> list[tuple[str, str]]:
    db.rollback()
    return [(p.jenis, p.aktor) for p in db.scalars(select(Peristiwa).where(Peristiwa.subjek == "laporan"))]


# From asking to taking


@pytest.mark.kedua_basis
def test_a_report_is_asked_for_made_by_the_worker_and_taken_with_every_step_kept(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    klien, saya = login("admin_opd"), f"orang:{pegawai_id(db, 'admin_opd')}"
    alamat = minta(klien)
    assert "Menunggu giliran." in teks(pohon(klien.get(alamat)))
    assert klien.get(f"{alamat}/berkas").status_code == 404
    kerjakan()
    halaman = pohon(klien.get(alamat))
    assert "Laporan siap sejak" in teks(halaman)
    assert [a.get("href") for a in halaman.cssselect("main a.btn")] == [f"{alamat}/berkas"]
    jawab, isi = unduh(klien, alamat)
    assert (jawab.mimetype, jawab.headers["Cache-Control"]) == (MIME, "private, no-store")
    assert f"F-1_{TAHUN}_DINAS.xlsx" in jawab.headers["Content-Disposition"]
    assert [s.nama for s in buka(isi).lembar] == ["Daftar", "Lusia Pelaksana 2007", "Markus Pelaksana 1008"]
    assert kejadian(db) == [
        ("laporan:diminta", saya), ("laporan:dimulai", "sistem"), ("laporan:dibuat", "sistem"),
        ("laporan:diunduh", saya),
    ]  # fmt: skip


def test_the_page_looks_again_by_itself_without_script_only_while_it_waits(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)

    def segarkan() -> list[str]:
        return [u.get("content") for u in pohon(klien.get(alamat)).cssselect("meta[http-equiv=refresh]")]

    assert segarkan() == ["3"]
    db.execute(update(Laporan).values(diminta_pada=waktu.sekarang() - timedelta(minutes=2)))
    db.commit()
    assert segarkan() == ["10"], "yang lama lebih jarang"
    kerjakan()
    assert segarkan() == []


def test_the_progress_is_a_bar_with_its_numbers_in_words(tiga: Any, login: Login, db: Session) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    tindakan.mulai(int(alamat.rsplit("/", 1)[1]), gudang_laporan.tanda(1))
    assert "Sedang disiapkan." in teks(pohon(klien.get(alamat)))
    db.execute(update(Laporan).values(selesai=50, jumlah=200))
    db.commit()
    halaman = pohon(klien.get(alamat))
    (bilah,) = halaman.cssselect("main progress")
    assert (bilah.get("value"), bilah.get("max")) == ("50", "200")
    assert "50 dari 200" in teks(halaman)
    assert "Sudah 25 persen." in teks(halaman)


def test_f2_of_an_opd_has_only_skp_in_force_and_a_list_with_their_results(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    sahkan(db, tiga[0], 1, ("9", "95", "20"), ("40", "98", "20"))
    for nomor in tiga:
        menjadi(db, nomor, 2020)
    db.get_one(Skp, tiga[0]).pegawai.gelombang.mulai = date(2020, 1, 1)
    db.commit()
    klien = login("admin_opd")
    alamat = minta(klien, "f2", tahun=2020)
    kerjakan()
    daftar, satu = buka(unduh(klien, alamat)[1]).lembar
    assert daftar.baris(3)["F"] == "Nilai capaian SKP"
    assert [daftar.baris(4)[k] for k in "BCH"] == ["199101012015012007", "Lusia Pelaksana", "1 dari 12"]
    assert daftar.baris(4)["F"] == satu.sel["R13"].nilai, "daftar dan lembarnya tidak berselisih"


def test_more_sheets_than_one_workbook_holds_come_as_a_zip_of_several(
    tiga: Any, login: Login, kerjakan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paket, "PALING_BANYAK", 1)
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    jawab, isi = unduh(klien, alamat)
    assert jawab.mimetype == MIME_ZIP
    with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
        nama = f"F-1_{TAHUN}_DINAS"
        assert arsip.namelist() == [f"{nama}_01.xlsx", f"{nama}_02.xlsx", f"{nama}_daftar.xlsx"]
        (daftar,) = buka(arsip.read(f"{nama}_daftar.xlsx")).lembar
    assert [daftar.baris(n)["G"] for n in (4, 5)] == [f"{nama}_01.xlsx", f"{nama}_02.xlsx"]
    assert [daftar.baris(n)["H"] for n in (4, 5)] == ["Lusia Pelaksana 2007", "Markus Pelaksana 1008"]


def test_the_recap_of_all_opd_and_of_one_month_is_for_who_sees_all(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    sahkan(db, tiga[0], 1, ("9", "95", "20"))
    klien = login("admin_bkd")
    alamat = minta(klien, "rekap", unit="semua", bulan_rekap="1")
    kerjakan()
    (f,) = buka(unduh(klien, alamat)[1]).lembar
    assert list(f.baris(4).values())[:3] == ["Perangkat daerah", "Unit kerja", "Bulan"]
    isi = [f.baris(n) for n in (5, 6, 7)]
    assert {b["A"] for b in isi} == {"Badan Kepegawaian Daerah", "Dinas Sosial"}
    assert {b["C"] for b in isi} == {"Januari"}
    jawab = login("admin_opd").kirim("/laporan/minta", {"jenis": "rekap", "tahun": TAHUN, "unit": "semua"})
    assert jawab.status_code == 422
    assert "Laporan ini dibuat untuk satu perangkat daerah." in teks(pohon(jawab))


def nilai_setahun(db: Session, skp_id: int, status: str, *sisi: tuple[str, str]) -> None:
    """A yearly assessment of that SKP's person with the result of these sides (side, number)."""
    skp = db.get_one(Skp, skp_id)
    satu = Penilaian(
        nomor=f"PN-{skp_id}", pegawai_id=skp.pegawai_id, tahun=TAHUN, skp_id=skp_id, profil="PP46", status=status,
        dibuka_pada=waktu.sekarang(), disahkan_pada=waktu.sekarang() if status == "sah" else None,
    )  # fmt: skip
    db.add(satu)
    db.flush()
    for nama, nilai in sisi:
        jejak = {"profil": "PP46", "parameter": "pp46.aturan@2014-01-01", "langkah": []}
        hasil = {"capaian_skp": "80", "nilai_perilaku": "90", "nilai": nilai, "predikat": "Baik", "jejak": jejak}
        db.add(
            HasilPenilaian(penilaian_id=satu.id, sisi=nama, oleh_id=skp.penilai_id or 0, pada=waktu.sekarang(), **hasil)
        )
    db.commit()


@pytest.mark.kedua_basis
def test_the_list_of_results_has_numbers_only_once_they_are_final_and_those_that_stand(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    nilai_setahun(db, tiga[0], "sah", ("penilai", "84"), ("putusan", "88.5"))
    nilai_setahun(db, tiga[1], "diserahkan", ("penilai", "70"))
    nilai_setahun(db, tiga[2], "sah", ("penilai", "91"))  # of another OPD
    klien = login("admin_opd")
    alamat = minta(klien, "penilaian")
    kerjakan()
    jawab, isi = unduh(klien, alamat)
    assert f"penilaian_{TAHUN}_DINAS.xlsx" in jawab.headers["Content-Disposition"]
    (f,) = buka(isi).lembar
    kolom = {v: k for k, v in f.baris(4).items()}
    satu, dua = f.baris(5), f.baris(6)
    assert [satu[kolom[k]] for k in ("NIP", "Keadaan", "Nilai", "Predikat", "Ketentuan")] == [
        "199101012015012007", "Sah", "88.5", "Baik", "pp46.aturan@2014-01-01",
    ]  # fmt: skip
    assert dua[kolom["Keadaan"]] == "Diserahkan, menunggu tanda terima pegawai"
    assert not {kolom[k] for k in ("Nilai", "Capaian SKP", "Perilaku", "Predikat", "Disahkan", "Ketentuan")} & set(dua)
    assert f.baris(7) == {}


def test_an_empty_list_is_a_table_without_rows(login: Login, kerjakan: Any) -> None:
    klien = login("admin_bkd")
    alamat = minta(klien, "penilaian", unit="semua")
    kerjakan()
    (f,) = buka(unduh(klien, alamat)[1]).lembar
    assert f.baris(4)["A"] == "NO"
    assert f.baris(5) == {}


# What is wrong is said beside the form


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ({"jenis": "apa"}, "Pilih jenis laporannya."),
        ({}, "Pilih jenis laporannya."),
        ({"jenis": "f1", "tahun": "2025"}, "Belum ada formulir 2025 untuk laporan ini."),
        ({"jenis": "f2"}, "Tidak ada untuk tahun 2026. Pilih formulir menurut aturan tahun itu."),
        ({"jenis": "f4"}, "Tidak ada untuk tahun 2026. Pilih formulir menurut aturan tahun itu."),
        ({"jenis": "skp6", "tahun": "2021"}, "Tidak ada untuk tahun 2021. Pilih formulir menurut aturan tahun itu."),
        ({"jenis": "skp6", "unit": "999999"}, "Unit kerja ini tidak ada pada perangkat daerah itu."),
        ({"jenis": "skp6", "unit": "x"}, "Unit kerja ini tidak ada pada perangkat daerah itu."),
        ({"jenis": "rekap", "bulan_rekap": "13"}, "Pilih bulannya, atau setahun."),
        ({"jenis": "f1", "unit": "semua"}, "Laporan ini dibuat untuk satu perangkat daerah."),
    ],
)
def test_a_report_that_cannot_be_made_is_refused_with_the_reason_and_the_form_kept(
    tiga: Any, login: Login, db: Session, isi: dict[str, str], pesan: str
) -> None:
    jawab = login("admin_opd").kirim("/laporan/minta", {"tahun": str(TAHUN), **isi})
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    assert pesan in teks(halaman.cssselect(".ringkasan")[0])
    if isi.get("jenis") in ("f1", "skp6") and "tahun" not in isi:
        assert [u.get("value") for u in halaman.cssselect("input[name=jenis][checked]")] == [isi["jenis"]]
    assert db.scalars(select(Laporan)).all() == []


def test_the_same_report_is_not_made_twice_at_once_nor_more_than_three(tiga: Any, login: Login, db: Session) -> None:
    klien = login("admin_opd")
    minta(klien)
    ulang = klien.kirim("/laporan/minta", {"jenis": "f1", "tahun": TAHUN}, follow_redirects=True)
    assert "Laporan ini sedang dibuat untuk Anda." in teks(pohon(ulang))
    minta(klien, "rekap")
    minta(klien, "rekap", bulan_rekap="1")
    lebih = klien.kirim("/laporan/minta", {"jenis": "rekap", "tahun": TAHUN, "bulan_rekap": "2"}, follow_redirects=True)
    assert "Paling banyak 3 laporan dibuat bersamaan." in teks(pohon(lebih))
    assert len(db.scalars(select(Laporan.id)).all()) == 3


# Who may not


def test_anothers_report_does_not_exist(tiga: Any, login: Login, kerjakan: Any) -> None:
    alamat = minta(login("admin_opd"))
    kerjakan()
    for siapa in ("sekda", "admin_bkd"):
        klien = login(siapa)
        assert klien.get(alamat).status_code == 404
        assert klien.get(f"{alamat}/berkas").status_code == 404
        for kata in ("hapus", "ulangi"):
            assert klien.kirim(f"{alamat}/{kata}").status_code == 404
        assert not pohon(klien.get("/laporan/")).cssselect("#laporan-saya")


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "auditor"])
def test_who_has_no_reports_cannot_ask_for_one(tiga: Any, login: Login, siapa: str, db: Session) -> None:
    assert login(siapa).kirim("/laporan/minta", {"jenis": "f1", "tahun": TAHUN}).status_code == 403
    assert login(siapa).get("/laporan/1").status_code == 403
    assert db.scalars(select(Laporan)).all() == []


@pytest.mark.parametrize("opd", ["BKD", "TIDAK-ADA"])
def test_admin_opd_asks_for_his_own_opd_only(tiga: Any, login: Login, opd: str, db: Session) -> None:
    assert login("admin_opd").kirim("/laporan/minta", {"jenis": "f1", "tahun": TAHUN, "opd": opd}).status_code == 404
    assert db.scalars(select(Laporan)).all() == []


def test_who_loses_the_role_before_taking_it_gets_nothing(tiga: Any, login: Login, kerjakan: Any, db: Session) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    akun = db.scalars(select(Pengguna).where(Pengguna.pegawai_id == pegawai_id(db, "admin_opd"))).one()
    akun.roles = [r for r in akun.roles if r.name != "Admin OPD"]
    db.commit()
    assert klien.get(f"{alamat}/berkas").status_code == 403


def test_who_moves_to_another_opd_before_taking_it_finds_it_gone(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    _pindahkan(db)
    assert klien.get(f"{alamat}/berkas").status_code == 404
    assert klien.get(alamat).status_code == 404
    assert not pohon(klien.get("/laporan/")).cssselect("#laporan-saya")


def test_who_moves_before_it_is_made_is_told_that_it_failed(
    tiga: Any, login: Login, kerjakan: Any, db: Session
) -> None:
    minta(login("admin_opd"))
    _pindahkan(db)
    kerjakan()
    db.rollback()
    satu = db.scalars(select(Laporan)).one()
    assert (satu.status, satu.galat) == ("gagal", "Perangkat daerah ini tidak ada atau bukan untuk Anda.")


def _pindahkan(db: Session) -> None:
    """Admin OPD of Dinas Sosial now works at BKD."""
    bkd = db.scalars(select(Unit.id).where(Unit.nama == "Badan Kepegawaian Daerah")).one()
    db.execute(update(Penempatan).where(Penempatan.pegawai_id == pegawai_id(db, "admin_opd")).values(unit_id=bkd))
    db.commit()


# Failing, trying again, throwing away


def test_a_failure_is_told_in_words_and_can_be_tried_again(
    tiga: Any, login: Login, kerjakan: Any, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    with monkeypatch.context() as rusak:
        rusak.setattr(paket, "tulis", lambda *_a, **_k: 1 // 0)
        kerjakan()
    halaman = pohon(klien.get(alamat))
    assert "Laporan tidak dapat dibuat." in teks(halaman)
    assert "Terjadi kesalahan saat membuatnya." in teks(halaman)
    assert "division" not in teks(halaman)
    assert klien.kirim(f"{alamat}/ulangi").status_code == 302
    kerjakan()
    assert unduh(klien, alamat)[1][:2] == b"PK"
    assert klien.kirim(f"{alamat}/ulangi").status_code == 409, "yang siap tidak diulang"


def test_one_that_is_thrown_away_is_gone_with_its_file(tiga: Any, login: Login, kerjakan: Any, db: Session) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    nama = db.scalars(select(Laporan.berkas)).one()
    db.rollback()
    assert nama
    assert gudang_laporan.jalan(nama)
    assert klien.kirim(f"{alamat}/hapus").location == "/laporan/"
    assert gudang_laporan.jalan(nama) is None
    assert klien.get(alamat).status_code == 404
    assert kejadian(db)[-1][0] == "laporan:dihapus"


def test_one_whose_time_is_over_is_gone_before_the_worker_has_swept_it(tiga: Any, login: Login, kerjakan: Any) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    assert klien.get(alamat).status_code == 200
    with waktu.pada(waktu.sekarang() + tindakan.SIMPAN + timedelta(seconds=1)):
        klien = login("admin_opd")
        assert [klien.get(a).status_code for a in (alamat, f"{alamat}/berkas")] == [404, 404]
        assert not pohon(klien.get("/laporan/")).cssselect("#laporan-saya")


def test_a_lost_file_is_told_and_nothing_is_kept_as_taken(tiga: Any, login: Login, kerjakan: Any, db: Session) -> None:
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    gudang_laporan.buang(db.scalars(select(Laporan.berkas)).one())
    assert klien.get(f"{alamat}/berkas").status_code == 503
    assert "laporan:diunduh" not in [jenis for jenis, _ in kejadian(db)]


def test_a_name_that_looks_like_a_formula_is_text_in_the_list_too(
    panggung: Panggung, login: Login, kerjakan: Any, db: Session
) -> None:
    from portal.models import Pegawai

    panggung.skp()
    db.get_one(Pegawai, pegawai_id(db, "pelaksana1")).nama = "=HYPERLINK(1) 'Daftar'"
    db.commit()
    klien = login("admin_opd")
    alamat = minta(klien)
    kerjakan()
    daftar, satu = buka(unduh(klien, alamat)[1]).lembar
    assert (daftar.sel["C4"].nilai, daftar.sel["C4"].rumus) == ("=HYPERLINK(1) 'Daftar'", None)
    tautan = [u.get("location") for u in daftar.xml.iter() if u.tag.endswith("}hyperlink")]
    assert tautan == [f"'{satu.nama.replace(chr(39), chr(39) * 2)}'!A1"]
