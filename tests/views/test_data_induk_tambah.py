"""A new row of master data: what is stored, and what is refused in which words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from portal.actions import data_induk
from portal.errors import BukanHak
from portal.models import Opd, Parameter, Pegawai, Penempatan, Pengganti, Rantai, Unit, Verifikatur
from tests.views.induk import NIP_BARU, PEGAWAI, galat, nip, peristiwa, pk, sidik


@pytest.mark.kedua_basis
def test_a_new_employee_is_stored_and_the_event_has_his_values(login, db):
    jawaban = login("admin_bkd").kirim("/data-induk/pegawai/add", PEGAWAI | {"nip": "19960101 202001 1 012"})
    assert jawaban.status_code == 302
    baru = db.scalars(select(Pegawai).where(Pegawai.nip == NIP_BARU)).one()
    assert (baru.nama, baru.golongan, baru.aktif) == ("Rosalia Baru", "III/a", True)
    (catatan,) = peristiwa(db, "pegawai")
    assert catatan.aktor == f"orang:{pk(db, 'admin_bkd')}"
    assert catatan.subjek_id == baru.id
    assert catatan.rincian["tindakan"] == "tambah"
    assert catatan.rincian["baru"]["nip"] == NIP_BARU


TOLAK_PEGAWAI = {
    "NIP terdiri atas tepat 18 angka": {"nip": "12345"},
    "Angka ke-15 harus 1": {"nip": "199601012020013012"},
    "NIP ini sudah dipakai": {"nip": nip("kasi")},
    "Menurut NIP-nya, pegawai ini PNS": {"jenis": "PPPK"},
    "Golongan IX bukan golongan PNS": {"golongan": "IX"},
    "Pilihan ini tidak ada": {"golongan": "V/a"},
    "Wajib diisi": {"nama": "   "},
    "Paling banyak 120 huruf": {"nama": "x" * 121},
    "masa depan": {"nip": "200501012099011001"},
}


@pytest.mark.parametrize("pesan", TOLAK_PEGAWAI)
def test_a_wrong_employee_is_refused_in_words_that_name_the_field_and_nothing_is_lost(login, db, pesan):
    kiriman = PEGAWAI | TOLAK_PEGAWAI[pesan]
    jawaban = login("admin_bkd").kirim("/data-induk/pegawai/add", kiriman)
    assert jawaban.status_code == 422
    assert any(pesan in satu for satu in galat(jawaban)), galat(jawaban)
    if kiriman["nama"].strip():
        assert kiriman["nama"] in jawaban.text
    assert not peristiwa(db, "pegawai")


def test_an_unusual_age_is_kept_and_said(login, db):
    jawaban = login("admin_bkd").kirim(
        "/data-induk/pegawai/add", PEGAWAI | {"nip": "196001012015011001"}, follow_redirects=True
    )
    assert "di luar kebiasaan" in jawaban.text
    assert db.scalar(select(Pegawai.id).where(Pegawai.nip == "196001012015011001"))


def test_an_employee_with_the_number_of_a_pppk_is_one(login, db):
    kiriman = PEGAWAI | {"jenis": "PPPK", "nip": "199001012022211001", "golongan": "IX"}
    assert login("admin_bkd").kirim("/data-induk/pegawai/add", kiriman).status_code == 302


PENEMPATAN = {
    "unit_id": "Seksi Rehabilitasi Anak",
    "jabatan_id": "Bendahara",
    "sejak": "2026-02-01",
    "sampai": "",
    "nomor_sk": "821/1",
}


def _akhiri(db, kunci: str, sampai: date) -> None:
    satu = db.scalars(select(Penempatan).where(Penempatan.pegawai_id == pk(db, kunci))).one()
    satu.sampai = sampai
    db.commit()


@pytest.mark.kedua_basis
def test_a_placement_after_the_end_of_the_last_is_stored_by_typing_nip_and_names(login, db):
    _akhiri(db, "pelaksana1", date(2026, 1, 31))
    jawaban = login("admin_bkd").kirim("/data-induk/penempatan/add", PENEMPATAN | {"pegawai_id": nip("pelaksana1")})
    assert jawaban.status_code == 302, galat(jawaban)
    baru = db.scalars(select(Penempatan).where(Penempatan.sejak == date(2026, 2, 1))).one()
    assert (baru.pegawai.nama, baru.unit.nama, baru.jabatan.nama) == (
        "Lusia Pelaksana",
        "Seksi Rehabilitasi Anak",
        "Bendahara",
    )


@pytest.mark.kedua_basis
def test_a_placement_that_overlaps_another_is_refused_and_names_it(login, db):
    jawaban = login("admin_bkd").kirim("/data-induk/penempatan/add", PENEMPATAN | {"pegawai_id": nip("pelaksana1")})
    assert jawaban.status_code == 422
    assert any("Seksi Rehabilitasi Anak (1 Januari 2025 – sekarang)" in satu for satu in galat(jawaban))
    assert not peristiwa(db, "penempatan")


def test_a_placement_that_ends_before_it_begins_is_refused(login, db):
    _akhiri(db, "pelaksana1", date(2026, 1, 31))
    kiriman = PENEMPATAN | {"pegawai_id": nip("pelaksana1"), "sampai": "2026-01-31"}
    jawaban = login("admin_bkd").kirim("/data-induk/penempatan/add", kiriman)
    assert jawaban.status_code == 422
    assert any("mendahului tanggal mulai" in satu for satu in galat(jawaban))


def test_a_name_that_several_people_bear_is_not_guessed_but_offered(login):
    jawaban = login("admin_bkd").kirim("/data-induk/penempatan/add", PENEMPATAN | {"pegawai_id": "Pelaksana"})
    assert jawaban.status_code == 422
    assert any("Ada beberapa yang cocok" in satu and nip("pelaksana1") in satu for satu in galat(jawaban))
    assert f'<option value="{nip("pelaksana1")} · Lusia Pelaksana">' in jawaban.text


def test_a_name_nobody_bears_is_refused(login):
    jawaban = login("admin_bkd").kirim("/data-induk/penempatan/add", PENEMPATAN | {"pegawai_id": "Zakharias <b>"})
    assert jawaban.status_code == 422
    assert any("Tidak ditemukan" in satu for satu in galat(jawaban))
    assert "<b>" not in jawaban.text


def test_the_form_does_not_carry_all_people(login, db):
    db.add_all(Pegawai(nip=f"{n:018d}", nama=f"Orang {n}", jenis="PNS") for n in range(500))
    db.commit()
    for alamat in ("penempatan/add", "rantai/add", f"rantai/edit/{db.scalars(select(Rantai.id)).first()}"):
        assert len(login("admin_bkd").get(f"/data-induk/{alamat}").data) < 12_000


RANTAI = {"penilai_id": nip("kasi"), "atasan_id": nip("kabid"), "sejak": "2027-01-01", "sampai": "", "pengecualian": ""}


def _rantai_habis(db, kunci: str) -> None:
    satu = db.scalars(select(Rantai).where(Rantai.pegawai_id == pk(db, kunci))).one()
    satu.sampai = date(2026, 12, 31)
    db.commit()


def test_a_chain_of_three_different_people_is_stored(login, db):
    _rantai_habis(db, "pelaksana1")
    jawaban = login("admin_bkd").kirim("/data-induk/rantai/add", RANTAI | {"pegawai_id": nip("pelaksana1")})
    assert jawaban.status_code == 302, galat(jawaban)


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"penilai_id": nip("pelaksana1")}, "Pejabat penilai tidak boleh orang yang sama"),
        ({"atasan_id": nip("kasi")}, "Atasan banding tidak boleh orang yang sama dengan pejabat penilai"),
        ({"atasan_id": nip("pelaksana1")}, "Atasan banding tidak boleh orang yang sama dengan pegawai"),
        ({"pengecualian": "karena saya mau"}, "Pengecualian hanya berlaku"),
        ({"sejak": "2026-06-01"}, "Bertumpang tindih dengan rantai lain (penilai Kornelis Kasi"),
        ({"sejak": "01/01/2027"}, "Bukan tanggal yang benar"),
    ],
)
def test_a_chain_that_the_law_forbids_is_refused(login, db, ganti, pesan):
    _rantai_habis(db, "pelaksana1")
    jawaban = login("admin_bkd").kirim("/data-induk/rantai/add", RANTAI | {"pegawai_id": nip("pelaksana1")} | ganti)
    assert jawaban.status_code == 422
    assert any(pesan in satu for satu in galat(jawaban)), galat(jawaban)


def test_above_the_governor_is_nobody_and_the_reason_is_kept(login, db):
    _rantai_habis(db, "sekda")
    kiriman = RANTAI | {"pegawai_id": nip("sekda"), "penilai_id": "GUBERNUR", "atasan_id": "GUBERNUR"}
    assert login("admin_bkd").kirim("/data-induk/rantai/add", kiriman).status_code == 302
    baru = db.scalars(select(Rantai).where(Rantai.sejak == date(2027, 1, 1))).one()
    assert "gubernur" in baru.pengecualian


PLT = {
    "digantikan_id": nip("kasi"),
    "pengganti_id": nip("kabid"),
    "jenis": "Plh",
    "sejak": "2026-05-01",
    "sampai": "2026-05-14",
    "nomor_surat": "800/12",
}


def test_a_plh_is_stored_and_a_second_one_at_the_same_time_refused(login, db):
    klien = login("admin_bkd")
    assert klien.kirim("/data-induk/pengganti/add", PLT).status_code == 302
    kedua = klien.kirim(
        "/data-induk/pengganti/add",
        PLT | {"pengganti_id": nip("kepala"), "sejak": "2026-05-14", "sampai": "2026-05-20"},
    )
    assert kedua.status_code == 422
    assert any("Juliana Kabid sudah menjadi pengganti" in satu for satu in galat(kedua))
    assert len(db.scalars(select(Pengganti)).all()) == 1


@pytest.mark.parametrize(
    ("ganti", "pesan"),
    [
        ({"pengganti_id": nip("kasi")}, "dirinya sendiri"),
        ({"sampai": ""}, "Wajib diisi"),
        ({"sampai": "2026-04-01"}, "mendahului"),
        ({"nomor_surat": ""}, "Wajib diisi"),
        ({"jenis": "Pjs"}, "Pilihan ini tidak ada"),
    ],
)
def test_a_wrong_plt_is_refused(login, ganti, pesan):
    jawaban = login("admin_bkd").kirim("/data-induk/pengganti/add", PLT | ganti)
    assert jawaban.status_code == 422
    assert any(pesan in satu for satu in galat(jawaban)), galat(jawaban)


def test_a_unit_stays_in_its_opd_and_its_tree_has_no_ring(login, db):
    klien = login("admin_bkd")
    unit = {u.nama: u for u in db.scalars(select(Unit))}
    dinas, bidang, seksi = unit["Dinas Sosial"], unit["Bidang Rehabilitasi Sosial"], unit["Seksi Rehabilitasi Anak"]
    alamat = f"/data-induk/unit/edit/{bidang.id}"
    isi = {"opd_id": dinas.opd_id, "nama": bidang.nama, "aktif": "y", "sidik": sidik(klien, alamat)}
    ring = klien.kirim(alamat, isi | {"induk_id": f"{seksi.nama} · DINAS #{seksi.id}"})
    assert any("di bawah dirinya sendiri" in satu for satu in galat(ring))
    asing = klien.kirim(alamat, isi | {"induk_id": "Bidang Kinerja"})
    assert any("OPD yang sama" in satu for satu in galat(asing))
    mati = klien.kirim(alamat, {k: v for k, v in isi.items() if k != "aktif"} | {"induk_id": "Dinas Sosial"})
    assert any("Masih ada" in satu for satu in galat(mati))
    assert not peristiwa(db, "unit")


@pytest.mark.parametrize(
    ("kiriman", "pesan"),
    [
        ({"nama": "Kepala Bidang", "jenis": "pelaksana", "eselon": "III.a", "kelas": ""}, "hanya untuk Administrator"),
        ({"nama": "Bendahara", "jenis": "pelaksana", "eselon": "", "kelas": ""}, "sudah ada"),
        ({"nama": "Arsiparis", "jenis": "fungsional", "eselon": "", "kelas": "99"}, "antara 1 dan 17"),
        ({"nama": "Arsiparis", "jenis": "fungsional", "eselon": "", "kelas": "tujuh"}, "Isi dengan bilangan bulat"),
        ({"nama": "Arsiparis", "jenis": "", "eselon": "", "kelas": ""}, "Wajib diisi"),
    ],
)
def test_a_wrong_jabatan_is_refused(login, kiriman, pesan):
    jawaban = login("admin_bkd").kirim("/data-induk/jabatan/add", kiriman)
    assert jawaban.status_code == 422
    assert any(pesan in satu for satu in galat(jawaban)), galat(jawaban)


def test_a_wave_begins_on_a_first(login):
    jawaban = login("admin_bkd").kirim(
        "/data-induk/gelombang/add", {"kode": "G2", "nama": "Guru", "mulai": "2026-07-15"}
    )
    assert any("tanggal 1" in satu for satu in galat(jawaban))


def test_a_verifikatur_without_the_role_is_stored_with_a_warning(login, db):
    dinas = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    kiriman = {"pegawai_id": nip("pengelola_alur"), "opd_id": dinas, "sejak": "2026-01-01", "sampai": ""}
    jawaban = login("admin_bkd").kirim("/data-induk/verifikatur/add", kiriman, follow_redirects=True)
    assert "belum mempunyai peran Verifikatur BKD" in jawaban.text
    assert db.scalar(select(Verifikatur.id).where(Verifikatur.pegawai_id == pk(db, "pengelola_alur")))
    lagi = login("admin_bkd").kirim("/data-induk/verifikatur/add", kiriman)
    assert any("sudah verifikatur OPD itu" in satu for satu in galat(lagi))


def test_a_switch_is_not_set_here_by_one_pair_of_eyes(login, db, aktor):
    klien = login("admin_bkd")
    isi = {"kunci": "bkd_boleh_menolak", "nilai": "ya", "sejak": "2026-01-01", "dasar": "Surat BKD 1/2026"}
    assert klien.kirim("/data-induk/parameter/add", isi).status_code == 404
    with pytest.raises(BukanHak):
        data_induk.tambah(Parameter, {**isi, "sejak": date(2026, 1, 1)}, actor=aktor("admin_bkd"))
    assert db.scalars(select(Parameter.nilai)).all() == []
    assert klien.get("/data-induk/parameter/list/").status_code == 200


@pytest.mark.kedua_basis
def test_of_two_overlapping_placements_saved_at_the_same_moment_only_one_is_stored(login, db):
    _akhiri(db, "pelaksana1", date(2026, 1, 31))
    klien, mulai = [login("admin_bkd"), login("admin_bkd")], Barrier(2)
    for satu in klien:
        satu.csrf()

    def kirim(satu) -> int:
        mulai.wait()
        return satu.kirim("/data-induk/penempatan/add", PENEMPATAN | {"pegawai_id": nip("pelaksana1")}).status_code

    with ThreadPoolExecutor(2) as dua:
        status = sorted(dua.map(kirim, klien))
    assert status == [302, 422]
    assert len(db.scalars(select(Penempatan).where(Penempatan.sejak == date(2026, 2, 1))).all()) == 1
