"""/skp/: my SKP and beginning one; the document as form F-1, its versions, its way so far; and who may not read it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal import jobs, waktu
from portal.models import Opd, Pengganti, Rantai, Realisasi, Skp, Verifikatur
from tests.factories import pindah
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks
from tests.views.lakon_skp import KEGIATAN, LakonSkp

Login = Callable[[str], Any]
Mulai = Callable[..., LakonSkp]
TAHUN = waktu.hari_ini().year


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    """mulai("pelaksana1"): an SKP of this year, just begun."""
    return lambda siapa="pelaksana1", **lain: LakonSkp(db, aktor, siapa, **lain)


def isi(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main")[0])


# SKP saya


def test_who_has_no_skp_this_year_is_offered_to_begin_it(login: Login, db: Session) -> None:
    klien = login("pelaksana1")
    assert f"Mulai SKP {TAHUN}" in isi(klien.get("/skp/"))
    jawab = klien.kirim("/skp/buat", {"tahun": str(TAHUN)})
    assert jawab.status_code == 302
    assert f"Susun SKP {TAHUN}" in isi(klien.get(jawab.location))
    satu = db.scalars(select(Skp)).one()
    assert (satu.pegawai_id, satu.tahun, satu.status) == (pegawai_id(db, "pelaksana1"), TAHUN, "draf")


@pytest.mark.kedua_basis
def test_an_skp_shows_its_state_its_next_step_and_the_way_to_it(mulai: Mulai, login: Login) -> None:
    skp = mulai()
    halaman = pohon(login("pelaksana1").get("/skp/"))
    (baris,) = halaman.cssselect("main .tasks > li")
    assert f"SKP {TAHUN}" in teks(baris)
    assert baris.cssselect(f'a.btn[href="{skp.url}"]')
    assert f"Mulai SKP {TAHUN}" not in teks(halaman.cssselect("main")[0])
    skp.ajukan()
    (baris,) = pohon(login("pelaksana1").get("/skp/")).cssselect("main .tasks > li")
    assert "Menunggu Kornelis Kasi: tinjau SKP" in teks(baris)
    assert not baris.cssselect("a.btn")


def test_a_colleagues_skp_is_not_in_my_list(mulai: Mulai, login: Login) -> None:
    mulai()
    assert not pohon(login("pelaksana2").get("/skp/")).cssselect("main .tasks > li")


def test_a_second_skp_of_the_same_year_is_refused(mulai: Mulai, login: Login, db: Session) -> None:
    mulai()
    assert login("pelaksana1").kirim("/skp/buat", {"tahun": str(TAHUN)}).status_code == 409
    assert len(db.scalars(select(Skp)).all()) == 1


def test_beginning_after_january_takes_the_day_of_the_spmt(login: Login, db: Session) -> None:
    pindah(db, "pelaksana1", date(TAHUN, 4, 1))
    db.commit()
    jawab = login("pelaksana1").kirim("/skp/buat", {"tahun": str(TAHUN), "mulai": f"{TAHUN}-04-01"})
    assert jawab.status_code == 302
    assert db.scalars(select(Skp.mulai)).one().month == 4


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({"tahun": "dua ribu"}, "Pilih tahun SKP."),
        ({"tahun": str(TAHUN - 7)}, "SKP dapat disusun untuk tahun ini"),
        ({"tahun": str(TAHUN), "mulai": "1 April"}, "Isi tanggal mulai bertugas"),
        ({"tahun": str(TAHUN), "mulai": f"{TAHUN - 1}-04-01"}, "SKP dapat disusun untuk tahun ini"),
        ({}, "Pilih tahun SKP."),
    ],
)
def test_a_beginning_that_makes_no_sense_is_refused_with_a_sentence(
    login: Login, db: Session, data: dict[str, str], pesan: str
) -> None:
    jawab = login("pelaksana1").kirim("/skp/buat", data)
    assert jawab.status_code == 422
    assert pesan in teks(pohon(jawab).cssselect(".ringkasan")[0])
    assert db.scalars(select(Skp)).all() == []


def test_without_a_chain_the_person_is_told_whom_to_ask(login: Login, db: Session) -> None:
    db.execute(delete(Rantai).where(Rantai.pegawai_id == pegawai_id(db, "pelaksana1")))
    db.commit()
    jawab = login("pelaksana1").kirim("/skp/buat", {"tahun": str(TAHUN)})
    assert jawab.status_code == 422
    assert "Hubungi Admin OPD" in teks(pohon(jawab).cssselect(".ringkasan")[0])


def test_logged_out_the_list_and_the_beginning_lead_to_login(client: Any, db: Session) -> None:
    assert "/login/" in client.get("/skp/").location
    assert "/login/" in client.kirim("/skp/buat", {"tahun": str(TAHUN)}).location
    assert db.scalars(select(Skp)).all() == []


def test_beginning_needs_the_forms_token_and_a_post(login: Login) -> None:
    assert login("pelaksana1").post("/skp/buat", data={"tahun": str(TAHUN)}).status_code == 400
    assert login("pelaksana1").get("/skp/buat").status_code == 405


def test_the_list_costs_the_same_with_more_years(mulai: Mulai, login: Login, db: Session) -> None:
    hitungan = []
    for tahun in (TAHUN, TAHUN - 1):
        mulai(tahun=tahun)
        klien = login("pelaksana1")
        with pernyataan(db.get_bind()) as semua:
            klien.get("/skp/")
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert hitungan[0] <= 10


# The document


def test_the_document_is_form_f1(mulai: Mulai, login: Login) -> None:
    skp = mulai("jft").ajukan([{**KEGIATAN[0], "ak": "6,5"}])
    halaman = pohon(login("jft").get(f"/skp/{skp.id}"))
    pihak = [teks(dt) for dt in halaman.cssselect(".f1-pihak dt")]
    assert pihak == ["Nama", "NIP", "Pangkat/Gol. ruang", "Jabatan", "Unit kerja"] * 2
    assert [teks(h) for h in halaman.cssselect(".f1-pihak h3")] == [
        "I. Pejabat penilai", "II. Pegawai Negeri Sipil yang dinilai",
    ]  # fmt: skip
    kolom = [teks(th) for th in halaman.cssselect("table.f1 > thead th")]
    assert kolom == ["No", "Rencana hasil kerja", "AK", "Target", "Kuant/Output", "Kual/Mutu", "Waktu", "Biaya"]
    assert [teks(x) for x in halaman.cssselect("table.f1 > tbody > tr:first-child > *")][:7] == [
        "1", "Menyusun laporan", "6,5", "100 Laporan", "100", "12 bulan", "Rp10.000.000",
    ]  # fmt: skip
    assert "Penata Muda, III/a" in teks(halaman.cssselect(".f1-pihak")[0])


def test_it_says_for_whom_it_waits_and_leads_the_one_whose_turn_it_is_to_the_form(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan()
    assert "Menunggu Kornelis Kasi: tinjau SKP." in isi(login("pelaksana1").get(f"/skp/{skp.id}"))
    halaman = pohon(login("kasi").get(f"/skp/{skp.id}"))
    assert "Menunggu Anda: tinjau SKP." in teks(halaman.cssselect("main")[0])
    assert halaman.cssselect(f'main a.btn[href="{skp.url}"]')


def test_who_stands_in_today_is_named_beside_whom_he_replaces(mulai: Mulai, login: Login, db: Session) -> None:
    skp, hari = mulai().ajukan(), waktu.hari_ini()
    db.add(
        Pengganti(
            digantikan_id=pegawai_id(db, "kasi"), pengganti_id=pegawai_id(db, "jft"), jenis="Plt", sejak=hari,
            sampai=hari, nomor_surat="1",
        )
    )  # fmt: skip
    db.commit()
    assert "Kornelis Kasi (Plt. Oktovianus Pekerja Sosial)" in isi(login("pelaksana1").get(f"/skp/{skp.id}"))
    assert login("jft").get(f"/skp/{skp.id}").status_code == 200


@pytest.mark.kedua_basis
def test_the_way_so_far_is_a_picture_and_a_list_and_the_trail_in_words(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().kembalikan(catatan="Lihat rencana.").sengketakan("Sudah sesuai.")
    halaman = pohon(login("pelaksana1").get(f"/skp/{skp.id}"))
    (gambar,) = halaman.cssselect(".bpmn-scroll[tabindex='0'] svg")
    keterangan = gambar.find("{*}desc") if gambar.find("{*}desc") is not None else gambar.find("desc")
    assert "Sudah dilewati: Susun SKP, Tinjau SKP, Perbaiki SKP. Sekarang: Putuskan SKP." in keterangan.text
    jalan, peristiwa = halaman.cssselect("main ol.line")
    assert [teks(li.cssselect("strong")[0]) for li in jalan] == [
        "Susun SKP",
        "Tinjau SKP",
        "Perbaiki SKP",
        "Putuskan SKP",
    ]
    assert "Juliana Kabid (atasan banding)" in teks(jalan.cssselect("[aria-current=step]")[0])
    assert [teks(li.cssselect("strong")[0]) for li in peristiwa] == [
        "SKP mulai disusun", "Diajukan kepada pejabat penilai", "Dikembalikan untuk diperbaiki",
        "Putusan atasan pejabat penilai diminta",
    ]  # fmt: skip
    assert "versi 1 · Lihat rencana." in teks(peristiwa)
    assert "Sudah sesuai." in teks(halaman.cssselect("main")[0])


def test_a_picture_brings_no_style_of_its_own(mulai: Mulai, login: Login) -> None:
    halaman = pohon(login("pelaksana1").get(f"/skp/{mulai().id}"))
    assert not halaman.cssselect("style, [style], main script")


def test_a_set_skp_says_when_and_why(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().setujui().sahkan()
    halaman = isi(login("pelaksana1").get(f"/skp/{skp.id}"))
    assert "Ditetapkan" in halaman
    assert "disepakati para pihak" in halaman


def test_the_months_lead_to_their_pages(mulai: Mulai, login: Login, db: Session, app: Any) -> None:
    skp = mulai().ajukan().setujui().sahkan()
    jobs.buka_bulan(f"{TAHUN}-01")
    nomor = db.scalars(select(Realisasi.id).where(Realisasi.skp_id == skp.id)).one()
    bulan = pohon(login("pelaksana1").get(f"/skp/{skp.id}")).cssselect(".year > li")
    assert len(bulan) == 12
    assert [a.get("href") for li in bulan for a in li.cssselect("a")] == [f"/realisasi/{nomor}"]


def test_what_people_typed_is_never_markup(mulai: Mulai, login: Login) -> None:
    kotor = "<script>alert(1)</script><b>x"
    skp = mulai().ajukan([{**KEGIATAN[0], "uraian": kotor}]).kembalikan(catatan=kotor, baris=kotor)
    for url in (f"/skp/{skp.id}", f"/skp/{skp.id}/versi/1", skp.url):
        halaman = pohon(login("pelaksana1").get(url))
        assert not halaman.cssselect("main script, main b")
        assert kotor in halaman.text_content()


BOLEH = ("pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd", "auditor", "admin_bkd")
TIDAK = ("pelaksana2", "pelaksana3", "jft", "kepala", "kabid_bkd", "verifikatur2", "pengelola_alur")


@pytest.mark.parametrize("siapa", BOLEH)
def test_the_parties_and_those_who_watch_over_them_read_it(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai().ajukan()
    assert login(siapa).get(f"/skp/{skp.id}").status_code == 200
    assert login(siapa).get(f"/skp/{skp.id}/versi/1").status_code == 200


@pytest.mark.parametrize("siapa", TIDAK)
def test_for_a_stranger_a_colleague_and_another_opd_it_does_not_exist(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai().ajukan()
    assert login(siapa).get(f"/skp/{skp.id}").status_code == 404
    assert login(siapa).get(f"/skp/{skp.id}/versi/1").status_code == 404
    assert skp.nomor not in login(siapa).get(f"/skp/{skp.id}").text


def test_a_plt_of_the_employee_does_not_read_his_personal_skp(mulai: Mulai, login: Login, db: Session) -> None:
    skp, hari = mulai("kasi").ajukan(), waktu.hari_ini()
    db.add(
        Pengganti(
            digantikan_id=pegawai_id(db, "kasi"), pengganti_id=pegawai_id(db, "pelaksana3"), jenis="Plh", sejak=hari,
            sampai=hari, nomor_surat="1",
        )
    )  # fmt: skip
    db.commit()
    assert login("pelaksana3").get(f"/skp/{skp.id}").status_code == 404


def test_a_verifikatur_of_yesterday_reads_no_more(mulai: Mulai, login: Login, db: Session) -> None:
    skp = mulai().ajukan()
    dinas = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    baris = db.scalars(select(Verifikatur).where(Verifikatur.opd_id == dinas)).one()
    baris.sampai = waktu.hari_ini() - timedelta(days=1)
    db.commit()
    assert login("verifikatur").get(f"/skp/{skp.id}").status_code == 404


def test_logged_out_the_document_leads_to_login_and_back(mulai: Mulai, client: Any) -> None:
    skp = mulai().ajukan()
    for url in (f"/skp/{skp.id}", f"/skp/{skp.id}/versi/1"):
        assert "/login/" in client.get(url).location
        assert str(skp.id) in client.get(url).location


def test_the_document_costs_the_same_with_more_rows_and_versions(mulai: Mulai, login: Login, db: Session) -> None:
    hitungan = []
    for siapa, banyak, kali in (("pelaksana1", 2, 1), ("pelaksana2", 25, 3)):
        kegiatan = [{**KEGIATAN[0], "uraian": f"Kegiatan {n}"} for n in range(banyak)]
        skp = mulai(siapa).ajukan(kegiatan)
        for _ in range(kali):
            skp.kembalikan().ajukan(kegiatan)
        klien = login("kasi")
        with pernyataan(db.get_bind()) as semua:
            assert klien.get(f"/skp/{skp.id}").status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert hitungan[0] <= 32


# Versions


@pytest.mark.kedua_basis
def test_each_version_stays_and_shows_what_it_changed(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().kembalikan(baris="Naikkan.")
    skp.ajukan([{**KEGIATAN[0], "id": skp.kegiatan[0], "kuantitas": "120"}])
    klien = login("pelaksana1")
    satu, dua = (pohon(klien.get(f"/skp/{skp.id}/versi/{n}")) for n in (1, 2))
    assert "100 Laporan" in teks(satu.cssselect("table.f1")[0])
    assert "Kornelis Kasi: Naikkan." in teks(satu.cssselect("table.f1")[0])
    assert not satu.cssselect(".diff")
    assert [teks(x) for x in dua.cssselect(".diff")] == ["sebelumnya 100 Laporan menjadi 120 Laporan"]
    assert "Mengelola arsip Dihapus" in teks(dua.cssselect("table.f1")[0])
    assert [teks(a) for a in dua.cssselect(".filters a")] == ["Versi 1", "Versi 2"]


def test_a_version_that_was_never_sent_does_not_exist(mulai: Mulai, login: Login) -> None:
    skp = mulai()
    assert login("pelaksana1").get(f"/skp/{skp.id}/versi/1").status_code == 404
    assert login("pelaksana1").get("/skp/99999").status_code == 404
