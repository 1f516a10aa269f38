"""/capaian/: how organisations did, their people beside the pattern; read, recorded, as a workbook and over REST."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import capaian
from portal.models import CapaianOrganisasi, Opd, Peristiwa, Unit
from portal.rules.capaian import Isian, Masa
from tests.flows.rest import Rest, orang_rest
from tests.reports.buka import buka
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pernyataan, pohon, teks
from tests.views.lakon_tahun import LakonTahun, tulis_tahun

ISI = {"tahun": "2026", "triwulan": "0", "capaian": "baik", "dasar": "SK Gubernur 12/KEP/2027", "catatan": ""}
Login = Callable[[str], Any]


@pytest.fixture(autouse=True)
def januari() -> Iterator[None]:
    """All of it happens on 12 January 2027."""
    with waktu.pada(datetime(2027, 1, 12, 9, tzinfo=waktu.WITA)):
        yield


@pytest.fixture
def rest(app: Flask) -> Callable[[str], Rest]:
    return orang_rest(app)


@pytest.fixture
def ditetapkan(db: Session, aktor: Callable[[str], Any]) -> int:
    """The DINAS is recorded as baik for 2026; one of three people is assessed. The id of the row."""
    for siapa in ("pelaksana2", "pelaksana3"):
        tulis_tahun(db, siapa, bulan=1)
    LakonTahun(db, aktor, bulan=1).nilai()
    return capaian.tetapkan("DINAS", Masa(2026), Isian("baik", ISI["dasar"]), actor=aktor("admin_bkd")).id


def utama(jawab: Any, status: int = 200) -> str:
    assert jawab.status_code == status, jawab.status
    return teks(pohon(jawab).cssselect("main")[0])


def test_the_list_has_every_opd_of_the_year_with_its_people(ditetapkan: int, login: Login) -> None:
    halaman = utama(login("admin_bkd").get("/capaian/"))
    for kata in ("Tahun 2026.", "3 perangkat daerah", "Dinas Sosial", "Belum ditetapkan 2", "1 dari 3 pegawai dinilai"):
        assert kata in halaman, kata
    (gambar,) = pohon(login("admin_bkd").get("/capaian/?keadaan=baik")).cssselect("svg.tumpuk")
    assert gambar.get("aria-label") == "Predikat pegawai Dinas Sosial: Butuh Perbaikan 1, Belum dinilai 2"


def test_the_list_is_filtered_searched_and_empty_in_words(ditetapkan: int, login: Login) -> None:
    klien = login("admin_bkd")
    assert "Dinas Sosial" not in utama(klien.get("/capaian/?keadaan=belum"))
    cari = utama(klien.get("/capaian/?cari=dinas"))
    assert "Dinas Sosial" in cari and "Sekretariat" not in cari
    assert "Tidak ada yang cocok" in utama(klien.get("/capaian/?cari=100%25_"))
    assert "Belum ditetapkan 3" in utama(klien.get("/capaian/?triwulan=2&tahun=2026"))


def test_who_looks_at_one_opd_sees_only_that(ditetapkan: int, login: Login) -> None:
    halaman = utama(login("admin_opd").get("/capaian/"))
    assert "1 perangkat daerah" in halaman and "Sekretariat Daerah" not in halaman
    assert login("admin_opd").get("/capaian/BKD").status_code == 404
    assert login("sekda").get("/capaian/DINAS").status_code == 404
    assert login("admin_bkd").get("/capaian/TIDAKADA").status_code == 404
    assert login("admin_bkd").get("/capaian/DINAS?unit=999999").status_code == 404


def test_who_may_not_look_is_refused(ditetapkan: int, login: Login, rest: Callable[[str], Rest]) -> None:
    for siapa in ("pelaksana1", "kasi", "verifikatur", "pengelola_alur"):
        for alamat in ("/capaian/", "/capaian/DINAS", "/capaian/capaian.xlsx"):
            assert login(siapa).get(alamat).status_code == 403, (siapa, alamat)
        problem(rest(siapa).get("capaian"), 403, "bukan_hak")
    for siapa in ("admin_opd", "auditor", "kasi"):
        assert login(siapa).kirim("/capaian/DINAS", ISI).status_code == 403, siapa


def test_one_organisation_shows_its_people_beside_the_pattern(ditetapkan: int, login: Login) -> None:
    jawab = login("auditor").get("/capaian/DINAS?tahun=2026")
    halaman = utama(jawab)
    for kata in (
        "SK Gubernur 12/KEP/2027", "1 dari 3 pegawai dinilai", "Seksi Rehabilitasi Anak", "berlaku",
        "Baik paling banyak 70%: 0 orang, batas 3 orang Terpenuhi",
        "Butuh Perbaikan dan/atau Kurang paling sedikit 1 orang: 1 orang Terpenuhi",
    ):  # fmt: skip
        assert kata in halaman, kata
    assert not pohon(jawab).cssselect("main form[method=post]")
    baris = {teks(b.cssselect("th span")[0] if b.cssselect("th span") else b.cssselect("th")[0]): b
             for b in pohon(jawab).cssselect(".corong tbody tr")}  # fmt: skip
    assert [teks(sel) for sel in baris["Butuh Perbaikan"].cssselect("td")] == ["1", "33%"]
    assert [teks(sel) for sel in baris["Belum dinilai"].cssselect("td")] == ["2", "67%"]


def test_recording_shows_what_it_means_before_it_is_kept(db: Session, login: Login) -> None:
    tulis_tahun(db, "pelaksana1", bulan=1)
    klien = login("admin_bkd")
    periksa = klien.kirim("/capaian/DINAS", ISI)
    halaman = utama(periksa)
    assert "Periksa penetapan" in halaman and "Baik paling banyak 70%" in halaman and "Masih terbuka" in halaman
    assert db.scalars(select(CapaianOrganisasi)).all() == []
    kirim = {m.get("name"): m.get("value") for m in pohon(periksa).cssselect("main form input[name]")} | {
        "langkah": "simpan"
    }
    kirim.pop("csrf_token")
    assert "Capaian kinerja organisasi tersimpan." in klien.kirim("/capaian/DINAS", kirim, follow_redirects=True).text
    assert db.scalars(select(CapaianOrganisasi.dasar)).all() == ["SK Gubernur 12/KEP/2027"]
    ulang = klien.kirim("/capaian/DINAS", kirim | {"alasan": "Tombol ditekan dua kali."})
    assert ulang.status_code == 409 and "baru saja ditetapkan orang lain" in utama(ulang, 409)
    assert len(db.scalars(select(CapaianOrganisasi)).all()) == 1


def test_nothing_typed_is_lost_where_it_is_refused(ditetapkan: int, login: Login) -> None:
    jawab = login("admin_bkd").kirim("/capaian/DINAS", ISI | {"dasar": "SK", "catatan": "Rapat kedua."})
    halaman = pohon(jawab)
    assert jawab.status_code == 422
    assert [a.get("href") for a in halaman.cssselect(".ringkasan a")] == ["#dasar", "#alasan"]
    assert halaman.cssselect("#catatan")[0].text_content().strip() == "Rapat kedua."
    assert halaman.cssselect("#dasar")[0].get("value") == "SK"


def test_a_pimpinan_records_a_unit_of_his_opd(db: Session, login: Login) -> None:
    nomor = db.scalars(select(Unit.id).where(Unit.nama == "Sekretariat Daerah")).one()
    klien = login("sekda")
    assert not pohon(klien.get("/capaian/SETDA")).cssselect("main form[method=post]")
    assert pohon(klien.get(f"/capaian/SETDA?unit={nomor}")).cssselect("main form[method=post]")
    isi = ISI | {"unit": str(nomor)}
    assert "Periksa penetapan" in utama(klien.kirim("/capaian/SETDA", isi))
    assert klien.kirim("/capaian/SETDA", isi | {"langkah": "simpan"}).status_code == 302
    assert klien.kirim("/capaian/SETDA", ISI).status_code == 403
    assert klien.kirim("/capaian/SETDA", ISI | {"langkah": "simpan"}).status_code == 403
    assert db.scalars(select(CapaianOrganisasi.unit_id)).all() == [nomor]


def test_a_time_that_has_not_come_says_so_and_has_no_form(login: Login) -> None:
    jawab = login("admin_bkd").get("/capaian/DINAS?tahun=2027&triwulan=1")
    assert "Triwulan I 2027 belum dapat ditetapkan: penilaiannya dibuka 01-03-2027." in utama(jawab)
    assert not pohon(jawab).cssselect("main form[method=post]")


def test_the_workbook_counts_people_as_numbers_and_is_kept_as_taken(ditetapkan: int, login: Login, db: Session) -> None:
    jawab = login("admin_bkd").get("/capaian/capaian.xlsx?tahun=2026")
    assert jawab.status_code == 200
    lembar = buka(jawab.data).lembar[0]
    baris = next(lembar.baris(n) for n in (2, 3, 4) if lembar.baris(n)["A"] == "DINAS")
    assert (baris["C"], baris["D"], baris["J"], baris["M"]) == ("Baik", "SK Gubernur 12/KEP/2027", "1", "2")
    ekspor = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "daftar:diekspor")).one()
    assert (ekspor.rincian["layar"], ekspor.rincian["baris"]) == ("capaian", 3)
    assert login("admin_bkd").get("/capaian/capaian.xlsx?tahun=2026&triwulan=1").status_code == 200


def test_the_list_costs_the_same_for_any_number_of_opd(ditetapkan: int, login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    klien.get("/capaian/")
    with pernyataan(db.get_bind()) as sedikit:
        klien.get("/capaian/")
    db.add_all([Opd(kode=f"OPD{n:02d}", nama=f"Dinas Nomor {n:02d}") for n in range(60)])
    db.commit()
    with pernyataan(db.get_bind()) as banyak:
        halaman = utama(klien.get("/capaian/"))
    assert len(banyak) == len(sedikit) and "63 seluruhnya" in halaman and "Dinas Nomor 59" not in halaman
    assert "Dinas Nomor 59" in utama(klien.get("/capaian/?halaman=2"))


def test_rest_lists_reads_and_records_as_the_screen_does(
    ditetapkan: int, app: Flask, rest: Callable[[str], Rest]
) -> None:
    semua = sesuai(app, rest("admin_bkd").get("capaian?tahun=2026&cari=dinas"), "get", "capaian")
    (satu,) = semua["capaian"]
    assert (semua["jumlah"], satu["opd"], satu["kini"]["capaian"], satu["belum_dinilai"]) == (1, "DINAS", "baik", 2)
    rinci = sesuai(app, rest("admin_opd").get("capaian/DINAS?tahun=2026"), "get", "capaian/{kode}")
    assert [s["keadaan"] for s in rinci["syarat"]] == ["dipenuhi", "dipenuhi"] and len(rinci["anak"]) == 3
    problem(rest("admin_opd").get("capaian/BKD"), 404, "tidak_ditemukan")
    badan = {"tahun": 2026, "triwulan": 0, "capaian": "kurang", "dasar": "SK 15/2027", "dilihat": ditetapkan}
    galat = problem(rest("admin_bkd").post("capaian/DINAS", badan), 422, "tidak_sah")
    assert galat["medan"] == "alasan"
    badan["alasan"] = "Perjanjian kinerja dihitung ulang."
    baru = sesuai(app, rest("admin_bkd").post("capaian/DINAS", badan), "post", "capaian/{kode}")
    assert (baru["capaian"], baru["oleh"]) == ("kurang", "Emanuel Admin")
    problem(rest("admin_bkd").post("capaian/DINAS", badan), 409, "capaian_berubah")
    problem(rest("admin_opd").post("capaian/DINAS", badan), 403, "bukan_hak")
    problem(rest("admin_bkd").post("capaian/DINAS", {"tahun": "2026"}), 422, "tidak_sah")
