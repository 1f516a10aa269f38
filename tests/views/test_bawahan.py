"""/bawahan/: the people one appraises, their SKP and months at a glance; and who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, waktu
from portal.models import Pegawai, Pengganti, Rantai, Realisasi
from portal.queries.bawahan import UKURAN
from tests.factories import SEJAK
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks
from tests.views.lakon_skp import LakonSkp

Login = Callable[[str], Any]
Mulai = Callable[..., LakonSkp]
TAHUN = waktu.hari_ini().year


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    return lambda siapa, **lain: LakonSkp(db, aktor, siapa, **lain)


def orang(jawab: Any) -> dict[str, str]:
    """Name -> the rest of the row."""
    baris = pohon(jawab).cssselect("main tbody tr")
    return {next(b.cssselect("th")[0].itertext()).strip(): teks(b) for b in baris}


def saringan(jawab: Any) -> list[str]:
    return [teks(a) for a in pohon(jawab).cssselect(".filters a")]


def banyak_bawahan(db: Session, awalan: str, jumlah: int) -> None:
    """So many more people below kasi."""
    kasi, kabid = pegawai_id(db, "kasi"), pegawai_id(db, "kabid")
    for n in range(jumlah):
        baru = Pegawai(nip=f"{ord(awalan[0]):08d}{n:010d}", nama=f"{awalan} {n:03d}", jenis="PNS", golongan="II/a")
        db.add(baru)
        db.flush()
        db.add(Rantai(pegawai_id=baru.id, penilai_id=kasi, atasan_id=kabid, sejak=SEJAK))
    db.commit()


@pytest.mark.kedua_basis
def test_the_penilai_sees_his_people_and_the_state_of_each_skp(mulai: Mulai, login: Login) -> None:
    satu = mulai("pelaksana1").ajukan()
    jawab = login("kasi").get("/bawahan/")
    semua = orang(jawab)
    assert list(semua) == ["Lusia Pelaksana", "Markus Pelaksana", "Natalia Pelaksana"]
    assert "Diajukan" in semua["Lusia Pelaksana"]
    assert "Belum ada SKP" in semua["Markus Pelaksana"]
    assert pohon(jawab).cssselect(f'main a[href="/skp/{satu.id}"]')
    assert saringan(jawab) == ["Semua 3", "SKP menunggu Anda 1", "Belum mengajukan SKP 2"]


def test_the_months_are_links_with_their_state_in_words(mulai: Mulai, login: Login, db: Session, app: Any) -> None:
    satu = mulai("pelaksana1").ajukan().setujui().sahkan()
    jobs.buka_bulan(f"{TAHUN}-01")
    nomor = db.scalars(select(Realisasi.id).where(Realisasi.skp_id == satu.id)).one()
    (baris, *_lain) = pohon(login("kasi").get("/bawahan/")).cssselect("main tbody tr")
    bulan = baris.cssselect(".bulan-kecil li")
    assert len(bulan) == 12
    (tautan,) = baris.cssselect(".bulan-kecil a")
    assert tautan.get("href") == f"/realisasi/{nomor}"
    assert teks(tautan).startswith("Jan: ")


@pytest.mark.parametrize(
    ("saring", "nama"), [("menunggu", ["Lusia Pelaksana"]), ("belum", ["Markus Pelaksana", "Natalia Pelaksana"])]
)
def test_the_filters_leave_what_they_count(mulai: Mulai, login: Login, saring: str, nama: list[str]) -> None:
    mulai("pelaksana1").ajukan()
    mulai("pelaksana2")  # a draft has not been sent
    assert list(orang(login("kasi").get(f"/bawahan/?saring={saring}"))) == nama


def test_a_search_finds_by_name_and_nip_within_the_own_people(login: Login) -> None:
    klien = login("kasi")
    assert list(orang(klien.get("/bawahan/?q=markus"))) == ["Markus Pelaksana"]
    assert list(orang(klien.get("/bawahan/?q=199301012017012009"))) == ["Natalia Pelaksana"]
    assert orang(klien.get("/bawahan/?q=Gubernur")) == {}
    assert orang(klien.get("/bawahan/?q=%25")) == orang(klien.get("/bawahan/")), "a wildcard is no wildcard here"


@pytest.mark.kedua_basis
def test_the_atasan_sees_those_his_appraisers_appraise_and_what_waits_for_his_decision(
    mulai: Mulai, login: Login
) -> None:
    mulai("pelaksana1").ajukan().kembalikan().sengketakan()
    jawab = login("kabid").get("/bawahan/?sebagai=atasan")
    assert list(orang(jawab)) == ["Lusia Pelaksana", "Markus Pelaksana", "Natalia Pelaksana"]
    assert "SKP menunggu Anda 1" in saringan(jawab)
    assert list(orang(login("kabid").get("/bawahan/"))) == ["Kornelis Kasi", "Oktovianus Pekerja Sosial"]


def test_an_skp_that_another_appraises_is_said_to_be_so_and_not_shown(mulai: Mulai, login: Login, db: Session) -> None:
    satu = mulai("pelaksana1").ajukan()
    rantai = db.scalars(select(Rantai).where(Rantai.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    rantai.penilai_id, rantai.atasan_id = pegawai_id(db, "kepala_bkd"), pegawai_id(db, "sekda")
    db.commit()
    jawab = login("kepala_bkd").get("/bawahan/")
    assert "Dinilai pejabat lain" in orang(jawab)["Lusia Pelaksana"]
    assert f"/skp/{satu.id}" not in jawab.text
    assert "Diajukan" in orang(login("kasi").get("/bawahan/"))["Lusia Pelaksana"], (
        "frozen in the document: still his to review"
    )


def test_a_plt_sees_the_people_of_whom_he_replaces(login: Login, db: Session) -> None:
    hari = waktu.hari_ini()
    db.add(
        Pengganti(
            digantikan_id=pegawai_id(db, "kasi"), pengganti_id=pegawai_id(db, "jft"), jenis="Plt", sejak=hari,
            sampai=hari, nomor_surat="1",
        )
    )  # fmt: skip
    db.commit()
    assert list(orang(login("jft").get("/bawahan/"))) == ["Lusia Pelaksana", "Markus Pelaksana", "Natalia Pelaksana"]


@pytest.mark.kedua_basis
def test_the_list_is_paged_and_costs_two_statements_whatever_its_length(login: Login, db: Session) -> None:
    hitungan = []
    for awalan, jumlah in (("Arsiparis", 1), ("Staf", UKURAN + 4)):
        banyak_bawahan(db, awalan, jumlah)
        klien = login("kasi")
        with pernyataan(db.get_bind()) as semua:
            jawab = klien.get("/bawahan/")
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert len(orang(jawab)) == UKURAN
    dua = orang(login("kasi").get("/bawahan/?halaman=2"))
    assert len(dua) == 3 + 1 + UKURAN + 4 - UKURAN
    assert not set(dua) & set(orang(jawab))


def test_a_page_beyond_the_end_is_the_last_one(login: Login) -> None:
    assert len(orang(login("kasi").get("/bawahan/?halaman=99"))) == 3


def test_nonsense_in_the_address_is_as_if_it_were_not_there(login: Login) -> None:
    jawab = login("kasi").get("/bawahan/?tahun=abcd&sebagai=raja&saring=x&halaman=-1")
    assert jawab.status_code == 200
    assert len(orang(jawab)) == 3


@pytest.mark.parametrize("siapa", ["pelaksana1", "verifikatur", "admin_bkd"])
def test_who_appraises_nobody_may_not(login: Login, siapa: str) -> None:
    assert login(siapa).get("/bawahan/").status_code == 403


def test_logged_out_it_leads_to_login(client: Any) -> None:
    assert "/login/" in client.get("/bawahan/").location
