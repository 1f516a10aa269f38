"""Who lacks a role, a person, a placement or a chain is told what, and whom to ask by name; REST says the same."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.models import Pegawai, Penempatan, Pengguna, Rantai
from tests.factories import ORANG
from tests.flows.rest import Rest, orang_rest
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks

Login = Callable[[str], Any]


@pytest.fixture
def rest(app: Any) -> Callable[[str], Rest]:
    return orang_rest(app)


def akun(db: Session, kunci: str) -> Pengguna:
    return db.scalars(select(Pengguna).where(Pengguna.username == ORANG[kunci].nip)).one()


def tanpa_peran(db: Session, kunci: str) -> None:
    akun(db, kunci).roles = []
    db.commit()


def tanpa_pegawai(db: Session, kunci: str) -> None:
    akun(db, kunci).pegawai_id = None
    db.commit()


def tanpa_rantai(db: Session, kunci: str) -> None:
    db.execute(delete(Rantai).where(Rantai.pegawai_id == pegawai_id(db, kunci)))
    db.commit()


def tanpa_tempat(db: Session, kunci: str) -> None:
    db.execute(delete(Penempatan).where(Penempatan.pegawai_id == pegawai_id(db, kunci)))
    db.commit()


@pytest.mark.parametrize("alamat", ["/", "/tugas/", "/skp/", "/kelola-akun/", "/akun/sandi"])
def test_who_has_no_role_is_told_so_on_every_page_and_whom_to_ask(alamat: str, login: Login, db: Session) -> None:
    tanpa_peran(db, "pelaksana1")
    jawab = login("pelaksana1").get(alamat)
    assert jawab.status_code == 403
    isi = teks(pohon(jawab).cssselect("main")[0])
    assert "Akun Anda belum siap dipakai" in isi and "belum mempunyai peran" in isi
    assert "Admin OPD Dinas Sosial: Paulina Admin" in isi and "Admin BKD: Emanuel Admin" in isi
    assert pohon(jawab).cssselect("main a[href='/logout/']"), "there is no menu to leave by"


def test_a_place_in_the_chain_alone_is_no_role(login: Login, db: Session) -> None:
    tanpa_peran(db, "kasi")
    assert "belum mempunyai peran" in login("kasi").get("/").text


@pytest.mark.parametrize("alamat", ["/", "/tugas/", "/skp/"])
def test_an_account_that_is_nobodys_is_told_so_and_whom_to_ask(alamat: str, login: Login, db: Session) -> None:
    tanpa_pegawai(db, "pelaksana1")
    jawab = login("pelaksana1").get(alamat)
    assert jawab.status_code == 403
    isi = teks(pohon(jawab).cssselect("main")[0])
    assert "belum terhubung dengan data seorang pegawai" in isi and "Admin BKD: Emanuel Admin" in isi
    assert "Admin OPD" not in isi, "nobody knows of which OPD he is"


def test_such_an_account_may_still_change_its_password(login: Login, db: Session) -> None:
    tanpa_pegawai(db, "pelaksana1")
    assert login("pelaksana1").get("/akun/sandi").status_code == 200


def test_a_technical_account_with_a_role_of_its_own_works(login: Login, db: Session) -> None:
    tanpa_pegawai(db, "auditor")
    assert login("auditor").get("/instans/").status_code == 200


@pytest.mark.parametrize(
    ("rusak", "kode"), [(tanpa_peran, "tanpa_peran"), (tanpa_pegawai, "tanpa_pegawai")], ids=["peran", "pegawai"]
)
def test_rest_says_the_same_as_a_problem(
    rusak: Callable[[Session, str], None], kode: str, rest: Callable[[str], Rest], db: Session
) -> None:
    orang = rest("pelaksana1")
    assert orang.get("tugas").status_code == 200
    rusak(db, "pelaksana1")
    jawab = orang.get("tugas")
    assert (jawab.status_code, jawab.mimetype, jawab.json["kode"]) == (403, "application/problem+json", kode)
    assert "Emanuel Admin" in jawab.json["detail"]


@pytest.mark.parametrize(
    ("rusak", "kalimat", "kode"),
    [
        (tanpa_rantai, "Pejabat penilai dan atasannya belum ditetapkan untuk Anda.", "tanpa_rantai"),
        (tanpa_tempat, "Penempatan Anda (unit kerja dan jabatan) belum tercatat", "tanpa_penempatan"),
    ],
    ids=["rantai", "penempatan"],
)
@pytest.mark.parametrize("alamat", ["/", "/skp/"])
def test_who_cannot_begin_an_skp_sees_why_and_whom_to_ask_instead_of_a_button(
    alamat: str, rusak: Any, kalimat: str, kode: str, login: Login, rest: Any, db: Session
) -> None:
    klien = login("pelaksana1")
    assert "Anda belum dapat menyusun SKP" not in klien.get(alamat).text
    rusak(db, "pelaksana1")
    halaman = pohon(klien.get(alamat))
    (catatan,) = halaman.cssselect("[aria-labelledby=kurang]")
    assert kalimat in teks(catatan) and "Emanuel Admin" in teks(catatan)
    assert not halaman.cssselect("section:not(details) > form[action='/skp/buat'], .mulai form")
    jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": date.today().year}})
    assert (jawab.status_code, jawab.json["kode"]) == (422, kode)
    assert "Emanuel Admin" in jawab.json["detail"]


def test_a_right_that_is_lacking_names_whom_to_ask(login: Login) -> None:
    isi = teks(pohon(login("pelaksana1").get("/kelola-akun/")).cssselect("main")[0])
    assert "Anda tidak berwenang" in isi and "Admin OPD Dinas Sosial: Paulina Admin" in isi


def test_whoever_has_left_or_whose_account_is_shut_is_not_named(login: Login, db: Session) -> None:
    db.scalars(select(Pegawai).where(Pegawai.nip == ORANG["admin_opd"].nip)).one().aktif = False
    akun(db, "admin_bkd").active = False
    db.commit()
    isi = login("pelaksana1").get("/kelola-akun/").text
    assert "Paulina Admin" not in isi and "Emanuel Admin" not in isi and "Badan Kepegawaian Daerah" in isi


def test_the_governor_needs_nobody_to_appraise_him(login: Login) -> None:
    assert "Anda belum dapat menyusun SKP" not in login("gubernur").get("/").text


def test_nobody_is_named_to_whoever_is_not_logged_in(client: Any) -> None:
    assert "Emanuel Admin" not in client.get("/tidak-ada").text


def test_asking_whom_costs_three_statements(db: Session, aktor: Callable[[str], Any]) -> None:
    from portal.queries import hubungan

    siapa = aktor("pelaksana1")
    with pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
        hubungan.hubungan(siapa)
    assert len(semua) <= 3
