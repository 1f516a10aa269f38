"""Master data in the browser: who may open what, and what a list shows."""

import pytest
from sqlalchemy import event, select

from portal.models import Opd, Tarikan
from tests.views.induk import pk

TABEL = (
    "opd", "unit", "jabatan", "gelombang", "hari-libur", "pegawai", "penempatan", "rantai", "pengganti", "verifikatur",
    "parameter", "tarikan",
)  # fmt: skip
BUATAN = tuple(t for t in TABEL if t not in ("parameter", "tarikan"))
ADMIN_OPD = ("unit", "pegawai", "penempatan", "rantai", "pengganti")


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
