"""An Admin OPD helps who forgot his password: within his OPD, for plain pegawai only, and it is recorded."""

from datetime import date

import pytest
from sqlalchemy import select
from werkzeug.security import check_password_hash

from portal.models import Pengganti, Pengguna, Peristiwa, Verifikatur
from tests.factories import ORANG, SANDI
from tests.views.bantuan import pegawai_id, pohon, teks


def akun(db, kunci: str) -> Pengguna:
    db.expire_all()
    return db.scalars(select(Pengguna).where(Pengguna.username == ORANG[kunci].nip)).one()


def setel(login, db, kunci: str, oleh: str = "admin_opd"):
    nomor = akun(db, kunci).id
    return login(oleh).kirim(f"/kelola-akun/{nomor}/sandi")


def utuh(db, kunci: str) -> bool:
    return check_password_hash(akun(db, kunci).password, SANDI)


def test_the_new_password_of_a_plain_pegawai_is_shown_once_and_must_be_changed(login, client, db):
    jawab = setel(login, db, "pelaksana1")
    assert jawab.status_code == 200 and jawab.headers["Cache-Control"] == "no-store"
    (sandi,) = (teks(k) for k in pohon(jawab).cssselect(".nomor code"))
    assert check_password_hash(akun(db, "pelaksana1").password, sandi) and akun(db, "pelaksana1").wajib_ganti_sandi
    masuk = client.kirim("/login/", {"username": ORANG["pelaksana1"].nip, "password": sandi})
    assert masuk.status_code == 302
    assert client.get("/tugas/").location.startswith("/akun/sandi")
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "sandi:disetel_ulang"))
    assert satu.aktor == f"orang:{pegawai_id(db, 'admin_opd')}" and satu.rincian["sebagai"] == "Admin OPD"
    assert satu.subjek_id == akun(db, "pelaksana1").id


@pytest.mark.parametrize("siapa", ["kasi", "kabid", "kepala"])
def test_whoever_appraises_others_is_for_admin_bkd(login, db, siapa):
    assert setel(login, db, siapa).status_code == 403
    assert utuh(db, siapa)
    halaman = login("admin_opd").get(f"/kelola-akun/{akun(db, siapa).id}")
    assert "disetel ulang oleh Admin BKD" in halaman.text and not pohon(halaman).cssselect("main form[action$=sandi]")


@pytest.mark.parametrize("siapa", ["verifikatur", "pengelola_alur", "sekda", "admin_bkd"])
def test_another_opds_account_is_not_there(login, db, siapa):
    assert setel(login, db, siapa).status_code == 404
    assert login("admin_opd").get(f"/kelola-akun/{akun(db, siapa).id}").status_code == 404
    assert utuh(db, siapa)


def test_a_stored_role_a_substitution_or_a_verification_is_enough_to_be_out_of_reach(login, db):
    from flask_appbuilder.security.sqla.models import Role

    satu = akun(db, "pelaksana1")
    satu.roles.append(db.scalars(select(Role).where(Role.name == "Auditor")).one())
    db.add(Pengganti(
        pengganti_id=pegawai_id(db, "pelaksana2"), digantikan_id=pegawai_id(db, "verifikatur"), jenis="Plh",
        sejak=date(2020, 1, 1), sampai=date(2099, 1, 1), nomor_surat="1",
    ))  # fmt: skip
    opd = db.scalars(select(Verifikatur.opd_id)).first()
    db.add(Verifikatur(pegawai_id=pegawai_id(db, "pelaksana3"), opd_id=opd, sejak=date(2020, 1, 1)))
    db.commit()
    for siapa in ("pelaksana1", "pelaksana2", "pelaksana3"):
        assert setel(login, db, siapa).status_code == 403, siapa
        assert utuh(db, siapa)


def test_not_even_his_own(login, db):
    assert setel(login, db, "admin_opd").status_code == 403
    assert utuh(db, "admin_opd")


def test_the_list_holds_the_people_of_the_opd_and_offers_no_more_than_he_may(login, db):
    halaman = pohon(login("admin_opd").get("/kelola-akun/"))
    nama = {teks(a) for a in halaman.cssselect("main tbody th a")}
    assert "Lusia Pelaksana" in nama and len(nama) == 8 and "Carolus Verifikatur" not in nama
    satu = pohon(login("admin_opd").get(f"/kelola-akun/{akun(db, 'pelaksana1').id}"))
    kirim = {f.get("action").rsplit("/", 1)[1] for f in satu.cssselect("main section form")}
    assert kirim == {"sandi"}
    assert not satu.cssselect("main input[type=checkbox]:not([disabled])")


def test_the_login_page_names_who_can_help(client):
    assert "Hubungi admin OPD Anda" in client.get("/login/").text


def test_without_the_token_nothing_happens(login, db):
    assert login("admin_opd").post(f"/kelola-akun/{akun(db, 'pelaksana1').id}/sandi").status_code == 400
    assert utuh(db, "pelaksana1")
