"""Master data in the browser: who may, what is refused and in which words, what the audit trail keeps."""

import re
from datetime import date

import pytest
from sqlalchemy import event, select

from portal.models import (
    HariLibur,
    Jabatan,
    Opd,
    Parameter,
    Pegawai,
    Penempatan,
    Pengganti,
    Pengguna,
    Peristiwa,
    Rantai,
    Tarikan,
    Unit,
    Verifikatur,
)
from tests.factories import ORANG

TABEL = (
    "opd", "unit", "jabatan", "gelombang", "hari-libur", "pegawai", "penempatan", "rantai", "pengganti", "verifikatur",
    "parameter", "tarikan",
)  # fmt: skip
BUATAN = tuple(t for t in TABEL if t != "tarikan")
ADMIN_OPD = ("unit", "pegawai", "penempatan", "rantai", "pengganti")
NIP_BARU = "199601012020011012"
PEGAWAI = {
    "jenis": "PNS",
    "nip": NIP_BARU,
    "nama": "Rosalia Baru",
    "golongan": "III/a",
    "gelombang_id": "",
    "aktif": "y",
}


def nip(kunci: str) -> str:
    return ORANG[kunci].nip


def pk(db, kunci: str) -> int:
    return db.scalars(select(Pegawai.id).where(Pegawai.nip == nip(kunci))).one()


def galat(jawaban) -> list[str]:
    """The messages beside the fields."""
    return [
        re.sub(r"<[^>]+>", " ", m).strip()
        for m in re.findall(r'<p class="msg"[^>]*>(.*?)</p>', jawaban.text, re.DOTALL)
    ]


def sidik(klien, url: str) -> str:
    return re.search(r'name="sidik"[^>]*value="([^"]+)"', klien.get(url).text).group(1)


def peristiwa(db, subjek: str) -> list[Peristiwa]:
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == "data_induk:diubah", Peristiwa.subjek == subjek)))


# ---- who may


@pytest.mark.parametrize("tabel", TABEL)
def test_admin_bkd_opens_every_list_and_an_ordinary_employee_none(login, tabel):
    halaman = login("admin_bkd").get(f"/data-induk/{tabel}/list/")
    assert halaman.status_code == 200
    assert halaman.text.count("<h1") == 1
    assert login("pelaksana1").get(f"/data-induk/{tabel}/list/").status_code == 403


@pytest.mark.parametrize("tabel", TABEL)
def test_without_login_a_list_leads_to_the_login_and_back(client, tabel):
    jawaban = client.get(f"/data-induk/{tabel}/list/")
    assert jawaban.status_code == 302
    assert "/login/" in jawaban.location
    assert f"%2Fdata-induk%2F{tabel}" in jawaban.location or f"/data-induk/{tabel}" in jawaban.location


@pytest.mark.parametrize("tabel", BUATAN)
def test_the_form_of_a_new_row_is_for_admin_bkd_and_nobody_who_only_reads(login, tabel):
    assert login("admin_bkd").get(f"/data-induk/{tabel}/add").status_code == 200
    for pembaca in ("auditor", "admin_opd", "pelaksana1"):
        assert login(pembaca).get(f"/data-induk/{tabel}/add").status_code == 403


def test_the_auditor_reads_and_is_offered_no_change(login):
    halaman = login("auditor").get("/data-induk/pegawai/list/").text
    assert "/data-induk/pegawai/show/" in halaman
    assert "/data-induk/pegawai/add" not in halaman
    rincian = login("auditor").get("/data-induk/pegawai/show/3").text
    assert "/edit/" not in rincian and "/delete/" not in rincian


def test_nobody_adds_changes_or_deletes_a_run_of_e_absensi(login):
    klien = login("admin_bkd")
    for alamat in ("add", "edit/1", "delete/1"):
        assert klien.get(f"/data-induk/tarikan/{alamat}").status_code == 404
        assert klien.kirim(f"/data-induk/tarikan/{alamat}").status_code == 404


def test_a_run_shows_its_opd_and_its_counts(login, db):
    from portal import waktu

    dinas = db.scalars(select(Opd).where(Opd.kode == "DINAS")).one()
    db.add(
        Tarikan(
            opd_id=dinas.id,
            bulan="2026-10",
            sumber="soap",
            mulai=waktu.sekarang(),
            lama_ms=12,
            lengkap=True,
            baru=7,
            sidik={},
            temuan=[],
        )
    )
    db.commit()
    halaman = login("auditor").get("/data-induk/tarikan/list/").text
    assert "Oktober 2026" in halaman and "DINAS" in halaman and "SOAP" in halaman


def test_admin_opd_sees_only_his_own_opd(login, db):
    klien = login("admin_opd")
    for tabel in ADMIN_OPD:
        assert klien.get(f"/data-induk/{tabel}/list/").status_code == 200
    assert klien.get("/data-induk/parameter/list/").status_code == 403
    halaman = klien.get("/data-induk/pegawai/list/").text
    assert "Lusia Pelaksana" in halaman and "Emanuel Admin" not in halaman
    assert "Bidang Kinerja" not in klien.get("/data-induk/unit/list/").text
    assert "Emanuel Admin" not in klien.get("/data-induk/penempatan/list/").text
    assert "Carolus Verifikatur" not in klien.get("/data-induk/rantai/list/").text
    assert klien.get(f"/data-induk/pegawai/show/{pk(db, 'pelaksana1')}").status_code == 200
    assert klien.get(f"/data-induk/pegawai/show/{pk(db, 'admin_bkd')}").status_code == 404


def test_the_index_lists_what_one_may_open_and_is_refused_to_the_rest(login):
    assert login("admin_bkd").get("/data-induk/").text.count('class="what"') == len(TABEL)
    assert login("admin_opd").get("/data-induk/").text.count('class="what"') == len(ADMIN_OPD)
    assert login("pelaksana1").get("/data-induk/").status_code == 403


@pytest.mark.parametrize("alamat", ["show/999999", "edit/999999", "delete/999999", "show/abc", "show/-1", "edit/1;2"])
def test_a_row_that_is_not_there_is_not_found(login, alamat):
    assert login("admin_bkd").get(f"/data-induk/pegawai/{alamat}").status_code == 404


# ---- lists


def test_a_list_is_searched_ordered_and_paged_and_says_yes_no_and_dates_in_indonesian(login):
    klien = login("admin_bkd")
    assert "Lusia Pelaksana" in klien.get("/data-induk/pegawai/list/?cari=lusia").text
    assert "Kornelis" not in klien.get("/data-induk/pegawai/list/?cari=lusia").text
    assert "Ya" in klien.get("/data-induk/opd/list/").text
    assert "1 Januari 2025" in klien.get("/data-induk/penempatan/list/").text
    turun = klien.get("/data-induk/pegawai/list/?urut=-nama").text
    assert turun.index("Yohana") < turun.index("Anton")
    assert 'aria-sort="descending"' in turun


@pytest.mark.parametrize(
    "aneh",
    [
        "halaman=abc",
        "halaman=-3",
        "halaman=99999999999",
        "urut=password",
        "urut=pegawai.sandi",
        "cari=%25%5F%27%22",
        "cari=" + "x" * 500,
    ],
)
def test_an_address_that_makes_no_sense_still_gives_a_list(login, aneh):
    assert login("admin_bkd").get(f"/data-induk/penempatan/list/?{aneh}").status_code == 200


def test_a_search_for_a_percent_sign_finds_only_a_percent_sign(login):
    assert "Tidak ada yang cocok" in login("admin_bkd").get("/data-induk/pegawai/list/?cari=%25").text


@pytest.mark.parametrize("tabel", ["pegawai", "penempatan", "rantai", "unit", "verifikatur"])
def test_a_list_needs_the_same_few_statements_however_many_rows_it_has(login, db, tabel):
    klien = login("admin_bkd")

    def hitung(alamat: str) -> int:
        jumlah = 0

        def catat(*_: object) -> None:
            nonlocal jumlah
            jumlah += 1

        mesin = db.get_bind()
        event.listen(mesin, "before_cursor_execute", catat)
        try:
            assert klien.get(alamat).status_code == 200
        finally:
            event.remove(mesin, "before_cursor_execute", catat)
        return jumlah

    satu = hitung(f"/data-induk/{tabel}/list/?cari=Kasi")
    semua = hitung(f"/data-induk/{tabel}/list/")
    assert semua == satu <= 9


# ---- adding, and what is refused


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


def test_a_switch_says_yes_or_no_and_why(login, db):
    klien = login("admin_bkd")
    isi = {"kunci": "bkd_boleh_menolak", "nilai": "mungkin", "sejak": "2026-01-01", "dasar": "Surat BKD 1/2026"}
    assert any("Pilihan ini tidak ada" in satu for satu in galat(klien.kirim("/data-induk/parameter/add", isi)))
    assert any("Wajib diisi" in satu for satu in galat(klien.kirim("/data-induk/parameter/add", isi | {"dasar": ""})))
    assert klien.kirim("/data-induk/parameter/add", isi | {"nilai": "ya"}).status_code == 302
    assert db.scalars(select(Parameter.nilai)).one() == "ya"
    assert any(
        "sudah mempunyai nilai" in satu
        for satu in galat(klien.kirim("/data-induk/parameter/add", isi | {"nilai": "tidak"}))
    )


# ---- changing and deleting


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
