"""Changing and deleting master data: old and new values in the trail, nothing overwritten unseen."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.models import HariLibur, Jabatan, Opd, Pegawai, Pengguna, Rantai
from tests.views.induk import NIP_BARU, PEGAWAI, galat, nip, peristiwa, pk, sidik


@pytest.mark.kedua_basis
def test_a_change_keeps_old_and_new_values_and_the_row_shows_its_history(login, db):
    klien, satu = login("admin_bkd"), pk(db, "pelaksana1")
    alamat = f"/data-induk/pegawai/edit/{satu}"
    isi = {
        "jenis": "PNS",
        "nip": nip("pelaksana1"),
        "nama": "Lusia Pelaksana, S.Sos.",
        "golongan": "III/b",
        "gelombang_id": "1",
        "aktif": "y",
    }
    assert klien.kirim(alamat, isi | {"sidik": sidik(klien, alamat)}).status_code == 302
    (catatan,) = peristiwa(db, "pegawai")
    assert catatan.rincian["lama"] == {"nama": "Lusia Pelaksana", "golongan": "III/a"}
    assert catatan.rincian["baru"] == {"nama": "Lusia Pelaksana, S.Sos.", "golongan": "III/b"}
    rincian = klien.get(f"/data-induk/pegawai/show/{satu}").text
    assert "<del>III/a</del> → III/b" in rincian and "Emanuel Admin" in rincian


def test_a_change_of_a_row_that_somebody_else_changed_meanwhile_is_refused(login, db):
    klien, satu = login("admin_bkd"), pk(db, "pelaksana1")
    alamat = f"/data-induk/pegawai/edit/{satu}"
    isi = {
        "jenis": "PNS",
        "nip": nip("pelaksana1"),
        "nama": "Lusia",
        "golongan": "III/b",
        "gelombang_id": "1",
        "aktif": "y",
    }
    lama = sidik(klien, alamat)
    assert klien.kirim(alamat, isi | {"sidik": lama}).status_code == 302
    kedua = klien.kirim(alamat, isi | {"sidik": lama, "golongan": "III/c"})
    assert kedua.status_code == 422
    assert "diubah orang lain sejak Anda membukanya" in kedua.text
    assert db.get(Pegawai, satu, populate_existing=True).golongan == "III/b"


def test_saving_without_a_change_says_so_and_records_nothing(login, db):
    klien, satu = login("admin_bkd"), pk(db, "pelaksana1")
    alamat = f"/data-induk/pegawai/edit/{satu}"
    isi = {
        "jenis": "PNS",
        "nip": nip("pelaksana1"),
        "nama": "Lusia Pelaksana",
        "golongan": "III/a",
        "gelombang_id": "1",
        "aktif": "y",
    }
    jawaban = klien.kirim(alamat, isi | {"sidik": sidik(klien, alamat)})
    assert "Tidak ada yang berubah" in jawaban.text
    assert not peristiwa(db, "pegawai")


def test_a_corrected_nip_is_the_new_login(login, db):
    klien, satu = login("admin_bkd"), pk(db, "pelaksana1")
    alamat = f"/data-induk/pegawai/edit/{satu}"
    isi = {
        "jenis": "PNS",
        "nip": NIP_BARU,
        "nama": "Lusia Pelaksana",
        "golongan": "III/a",
        "gelombang_id": "1",
        "aktif": "y",
    }
    assert klien.kirim(alamat, isi | {"sidik": sidik(klien, alamat)}).status_code == 302
    assert db.scalar(select(Pengguna.username).where(Pengguna.pegawai_id == satu)) == NIP_BARU


def test_the_code_of_an_opd_with_people_may_change_but_not_switch_it_off(login, db):
    klien = login("admin_bkd")
    dinas = db.scalars(select(Opd).where(Opd.kode == "DINAS")).one()
    alamat = f"/data-induk/opd/edit/{dinas.id}"
    isi = {"kode": "DINSOS", "nama": dinas.nama, "punya_mesin": "y", "sidik": sidik(klien, alamat)}
    jawaban = klien.kirim(alamat, isi)
    assert any("Pindahkan mereka lebih dahulu" in satu for satu in galat(jawaban))
    assert klien.kirim(alamat, isi | {"aktif": "y"}).status_code == 302
    kecil = klien.kirim("/data-induk/opd/add", {"kode": "dinas x", "nama": "X", "aktif": "y"})
    assert any("Huruf besar" in satu for satu in galat(kecil))


@pytest.mark.kedua_basis
def test_what_others_refer_to_is_not_deleted_and_the_page_says_by_what(login, db):
    klien, satu = login("admin_bkd"), pk(db, "kasi")
    tanya = klien.get(f"/data-induk/pegawai/delete/{satu}").text
    assert "masih dipakai oleh" in tanya and "rantai" in tanya and "akun" in tanya
    jawaban = klien.kirim(f"/data-induk/pegawai/delete/{satu}", follow_redirects=True)
    assert "Tidak dapat dihapus: masih dipakai oleh" in jawaban.text
    assert db.get(Pegawai, satu) is not None
    assert not peristiwa(db, "pegawai")


@pytest.mark.kedua_basis
def test_what_nobody_refers_to_is_deleted_after_a_question_and_stays_in_the_trail(login, db):
    klien = login("admin_bkd")
    db.add(Jabatan(nama="Arsiparis", jenis="fungsional"))
    db.commit()
    satu = db.scalars(select(Jabatan.id).where(Jabatan.nama == "Arsiparis")).one()
    assert "Hapus Arsiparis?" in klien.get(f"/data-induk/jabatan/delete/{satu}").text
    assert db.get(Jabatan, satu) is not None
    assert klien.kirim(f"/data-induk/jabatan/delete/{satu}").status_code == 302
    db.expire_all()
    assert db.get(Jabatan, satu) is None
    (catatan,) = peristiwa(db, "jabatan")
    assert catatan.rincian["tindakan"] == "hapus" and catatan.rincian["lama"]["nama"] == "Arsiparis"


def test_a_holiday_is_named_by_its_day_added_renamed_and_deleted(login, db):
    klien = login("admin_bkd")
    hari = {"tanggal": "2027-08-17", "nama": "Hari Kemerdekaan"}
    assert klien.kirim("/data-induk/hari-libur/add", hari).status_code == 302
    assert any("sudah tercatat" in satu for satu in galat(klien.kirim("/data-induk/hari-libur/add", hari)))
    alamat = "/data-induk/hari-libur/edit/2027-08-17"
    assert klien.kirim(alamat, {"nama": "HUT RI", "sidik": sidik(klien, alamat)}).status_code == 302
    assert db.get(HariLibur, date(2027, 8, 17)).nama == "HUT RI"
    assert klien.kirim("/data-induk/hari-libur/delete/2027-08-17").status_code == 302
    assert [p.subjek_id for p in peristiwa(db, "hari_libur")] == [20270817] * 3


def test_a_form_without_its_token_changes_nothing(login, db):
    assert login("admin_bkd").post("/data-induk/pegawai/add", data=PEGAWAI).status_code == 400
    assert not db.scalar(select(Pegawai.id).where(Pegawai.nip == NIP_BARU))


def test_markup_in_a_name_is_shown_as_text(login, db):
    db.add(Jabatan(nama="<script>alert(1)</script>", jenis="pelaksana"))
    db.commit()
    halaman = login("admin_bkd").get("/data-induk/jabatan/list/").text
    assert "<script>alert" not in halaman and "&lt;script&gt;" in halaman


def test_the_action_itself_refuses_who_may_not(aktor, db):
    from portal.actions import data_induk
    from portal.errors import BukanHak

    for siapa in ("auditor", "admin_opd", "pelaksana1"):
        with pytest.raises(BukanHak):
            data_induk.tambah(Jabatan, {"nama": "Arsiparis", "jenis": "fungsional"}, actor=aktor(siapa))


def test_a_retired_appraiser_is_left_with_warnings_and_his_chains_can_still_be_ended(login, db):
    klien, kasi = login("admin_bkd"), pk(db, "kasi")
    alamat = f"/data-induk/pegawai/edit/{kasi}"
    isi = {"jenis": "PNS", "nip": nip("kasi"), "nama": "Kornelis Kasi", "golongan": "III/a", "gelombang_id": "1"}
    jawaban = klien.kirim(alamat, isi | {"sidik": sidik(klien, alamat)}, follow_redirects=True)
    assert "Akun pegawai ini masih aktif" in jawaban.text
    assert "masih penilai atau atasan pada 3 rantai" in jawaban.text
    rantai = db.scalars(select(Rantai.id).where(Rantai.pegawai_id == pk(db, "pelaksana1"))).one()
    alamat = f"/data-induk/rantai/edit/{rantai}"
    isi = {"pegawai_id": nip("pelaksana1"), "penilai_id": nip("kasi"), "atasan_id": nip("kabid"), "sejak": "2025-01-01"}
    akhir = {"sampai": "2026-12-31", "sidik": sidik(klien, alamat)}
    assert klien.kirim(alamat, isi | akhir).status_code == 302
    lain = klien.kirim("/data-induk/rantai/add", isi | {"sejak": "2027-01-01"})
    assert any("sudah tidak aktif" in satu for satu in galat(lain))
