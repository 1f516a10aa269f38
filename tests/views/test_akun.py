"""Accounts: login, the one-time password, and what Admin BKD may do with the accounts of others."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.security import check_password_hash

from portal.models import Pegawai, Pengguna, Peristiwa
from tests.factories import ORANG, SANDI

SANDI_BARU = "kuda putih di Sumba"


def nip(kunci: str) -> str:
    return ORANG[kunci].nip


def akun(db, kunci: str) -> Pengguna:
    db.expire_all()
    return db.scalars(select(Pengguna).where(Pengguna.username == nip(kunci))).one()


def peran(db, kunci: str) -> set[str]:
    return {r.name for r in akun(db, kunci).roles}


def peristiwa(db, jenis: str) -> list[Peristiwa]:
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis)))


def galat(jawaban) -> list[str]:
    """The messages beside the fields."""
    return [
        re.sub(r"<[^>]+>", " ", m).strip()
        for m in re.findall(r'<p class="msg"[^>]*>(.*?)</p>', jawaban.text, re.DOTALL)
    ]


def sekali_pakai(db, kunci: str) -> None:
    akun(db, kunci).wajib_ganti_sandi = True
    db.commit()


# ---- login


def test_login_is_by_nip_and_leads_to_the_page_asked_for(client):
    jawaban = client.kirim("/login/?next=/akun/sandi", {"username": nip("kasi"), "password": SANDI})
    assert jawaban.status_code == 302
    assert jawaban.location.endswith("/akun/sandi")
    assert client.get("/akun/sandi").status_code == 200


def test_a_wrong_password_is_refused_in_indonesian_and_opens_nothing(client):
    jawaban = client.kirim("/login/", {"username": nip("kasi"), "password": "salah"}, follow_redirects=True)
    assert "NIP atau kata sandi salah" in jawaban.text
    assert client.get("/akun/sandi").status_code == 302


def test_an_empty_login_form_says_what_is_missing_in_indonesian(client):
    jawaban = client.kirim("/login/", {"username": "", "password": ""})
    assert "NIP: Wajib diisi." in jawaban.text and "Kata sandi: Wajib diisi." in jawaban.text
    assert "required" not in jawaban.text.replace(" required ", " ").replace("required>", ">")


def test_the_login_does_not_lead_to_another_site(client):
    jawaban = client.kirim("/login/?next=https://jahat.example/", {"username": nip("kasi"), "password": SANDI})
    assert "jahat.example" not in jawaban.location


def test_nothing_else_of_the_frameworks_account_pages_exists(login):
    klien = login("admin_bkd")
    for alamat in (
        "/resetmypassword/form", "/resetpassword/form?pk=1", "/userinfoeditview/form", "/users/list/",
        "/users/userinfo/",        "/roles/list/", "/groups/list/", "/permissions/list/", "/viewmenus/list/",
        "/api/v1/security/users/",
        "/api/v1/security/roles/", "/register/form", "/api/v1/menu/",
    ):  # fmt: skip
        assert klien.get(alamat).status_code == 404, alamat


@pytest.fixture(scope="module")
def app_terbatas(tmp_path_factory) -> Flask:
    """The application as it runs: attempts are counted."""
    import config
    from portal.app import create_app

    settings = config.read({"PORTAL_DATA_DIR": str(tmp_path_factory.mktemp("instance"))})
    return create_app({"TESTING": True}, settings=settings)


@pytest.mark.parametrize(
    ("alamat", "kiriman"),
    [
        ("/login/", {"data": {"username": "1", "password": "x"}}),
        ("/api/v1/security/login", {"json": {"username": "1", "password": "x", "provider": "db"}}),
    ],
)
def test_guessing_passwords_is_stopped_after_ten_attempts(app, app_terbatas, alamat, kiriman):
    from portal.extensions import db as ekstensi
    from tests.conftest import Klien, pada_basis

    with pada_basis(app_terbatas, ekstensi._app_engines[app][None]):
        app_terbatas.test_client_class = Klien
        klien = app_terbatas.test_client()
        if "data" in kiriman:
            kiriman = {"data": kiriman["data"] | {"csrf_token": klien.csrf()}}
        status = [
            klien.post(alamat, **kiriman, environ_base={"REMOTE_ADDR": "10.9.8.7"}).status_code for _ in range(12)
        ]
        jawaban = klien.post(alamat, **kiriman, environ_base={"REMOTE_ADDR": "10.9.8.7"})
        lain = klien.post(alamat, **kiriman, environ_base={"REMOTE_ADDR": "10.9.8.6"})
        kunci = next(iter(kiriman))
        rekan = klien.post(
            alamat, **{kunci: kiriman[kunci] | {"username": "2"}}, environ_base={"REMOTE_ADDR": "10.9.8.7"}
        )
    assert 429 not in status[:9]
    assert status[-1] == 429
    assert "Terlalu" in jawaban.text
    assert lain.status_code != 429
    assert rekan.status_code != 429  # an OPD sits behind one address: a colleague is not kept out


# ---- one's own password


@pytest.mark.parametrize("alamat", ["/", "/tugas/", "/akun/../tugas/", "/data-induk/", "/kelola-akun/"])
def test_a_one_time_password_leads_every_page_to_its_change(login, db, alamat):
    sekali_pakai(db, "admin_bkd")
    jawaban = login("admin_bkd").get(alamat)
    assert jawaban.status_code == 302
    assert "/akun/sandi" in jawaban.location


def test_rest_is_shut_to_a_one_time_password_also_with_a_token(client, db):
    def token() -> str:
        isi = {"username": nip("pelaksana1"), "password": SANDI, "provider": "db"}
        return client.post("/api/v1/security/login", json=isi).json["access_token"]

    kepala = {"Authorization": f"Bearer {token()}"}
    assert client.get("/api/v1/tugas", headers=kepala).status_code == 200
    sekali_pakai(db, "pelaksana1")
    jawaban = client.get("/api/v1/tugas", headers=kepala)
    assert jawaban.status_code == 403
    assert jawaban.json["kode"] == "wajib_ganti_sandi"


def test_after_the_change_one_is_on_the_page_first_asked_for_and_still_logged_in(login, db):
    sekali_pakai(db, "kasi")
    klien = login("kasi")
    tujuan = klien.get("/cari?q=a%20b").location
    jawaban = klien.kirim(tujuan, {"lama": SANDI, "baru": SANDI_BARU, "ulang": SANDI_BARU})
    assert jawaban.status_code == 302
    assert jawaban.location == "/cari?q=a%20b"
    assert klien.get("/cari").status_code == 200
    setelah = akun(db, "kasi")
    assert check_password_hash(setelah.password, SANDI_BARU)
    assert setelah.wajib_ganti_sandi is False
    assert setelah.sandi_diganti_pada is not None
    (catatan,) = peristiwa(db, "sandi:diganti")
    assert SANDI_BARU not in str(catatan.rincian) and catatan.aktor == f"orang:{setelah.pegawai_id}"


def test_a_change_ends_the_sessions_open_elsewhere_and_keeps_this_one(login):
    di_sini, di_sana = login("kasi"), login("kasi")
    baru = {"lama": SANDI, "baru": "Kalimat-panjang-9", "ulang": "Kalimat-panjang-9"}
    assert di_sini.kirim("/akun/sandi", baru).status_code == 302
    assert di_sini.get("/cari").status_code == 200
    assert di_sana.get("/cari").location.startswith("/login/")


def test_the_change_does_not_lead_to_another_site(login):
    jawaban = login("kasi").kirim(
        "/akun/sandi?next=//jahat.example/", {"lama": SANDI, "baru": SANDI_BARU, "ulang": SANDI_BARU}
    )
    assert jawaban.location == "/"


TOLAK = {
    "Kata sandi lama salah": {"lama": "bukan ini"},
    "paling sedikit 10 huruf": {"baru": "pendek", "ulang": "pendek"},
    "paling banyak 128 huruf": {"baru": "a b c d e " * 20, "ulang": "a b c d e " * 20},
    "memuat NIP": {"baru": f"sandi {nip('kasi')}", "ulang": f"sandi {nip('kasi')}"},
    "berbeda dari yang lama": {"baru": SANDI, "ulang": SANDI},
    "terlalu mudah ditebak": {"baru": "Password123", "ulang": "Password123"},
    "Tidak sama dengan kata sandi baru": {"ulang": "kuda hitam di Sumba"},
    "Isi kata sandi Anda yang sekarang": {"lama": ""},
    "Isi kata sandi baru": {"baru": "", "ulang": ""},
}


@pytest.mark.parametrize("pesan", TOLAK)
def test_a_password_that_will_not_do_is_refused_with_the_reason(login, db, pesan):
    jawaban = login("kasi").kirim(
        "/akun/sandi", {"lama": SANDI, "baru": SANDI_BARU, "ulang": SANDI_BARU} | TOLAK[pesan]
    )
    assert jawaban.status_code == 422
    assert any(pesan in satu for satu in galat(jawaban)), galat(jawaban)
    assert SANDI_BARU not in jawaban.text
    assert check_password_hash(akun(db, "kasi").password, SANDI)
    assert not peristiwa(db, "sandi:diganti")


def test_the_change_needs_login_and_token(client, login, db):
    assert client.get("/akun/sandi").status_code == 302
    jawaban = login("kasi").post("/akun/sandi", data={"lama": SANDI, "baru": SANDI_BARU, "ulang": SANDI_BARU})
    assert jawaban.status_code == 400
    assert check_password_hash(akun(db, "kasi").password, SANDI)


def test_a_change_against_a_password_replaced_meanwhile_is_refused(aktor):
    from portal.actions import akun as tindakan
    from portal.errors import Bentrok

    with pytest.raises(Bentrok):
        tindakan.ganti_sandi(actor=aktor("kasi"), sidik_lama="lain", sidik_baru="x")


# ---- the accounts of others


@pytest.mark.parametrize("alamat", ["/kelola-akun/", "/kelola-akun/3", "/kelola-akun/buat/3"])
def test_only_admins_open_the_accounts(login, client, alamat):
    for siapa in ("pelaksana1", "auditor", "kepala_bkd"):
        assert login(siapa).get(alamat).status_code == 403
    if "buat" in alamat:
        assert login("admin_opd").get(alamat).status_code == 403
    assert client.get(alamat).status_code == 302
    assert login("admin_bkd").get(alamat).status_code in (200, 302)


@pytest.mark.parametrize("kerja", ["peran", "sandi", "aktifkan", "nonaktifkan"])
def test_nobody_but_admin_bkd_changes_an_account(login, db, kerja):
    satu = akun(db, "pelaksana1").id
    for siapa in ("pelaksana2", "auditor", *(["admin_opd"] if kerja != "sandi" else [])):
        assert login(siapa).kirim(f"/kelola-akun/{satu}/{kerja}", {"peran": "Admin BKD"}).status_code == 403
    assert peran(db, "pelaksana1") == {"Pegawai"}
    assert check_password_hash(akun(db, "pelaksana1").password, SANDI)


def test_the_list_is_searched_and_filtered_with_counts(login, db):
    sekali_pakai(db, "pelaksana2")
    db.add(Pegawai(nip="199601012020011012", nama="Rosalia Baru", jenis="PNS"))
    db.commit()
    klien = login("admin_bkd")
    semua = klien.get("/kelola-akun/").text
    assert "Lusia Pelaksana" in semua and "Rosalia Baru" not in semua
    assert "Rosalia Baru" in klien.get("/kelola-akun/?saring=tanpa_akun").text
    belum = klien.get("/kelola-akun/?saring=sekali_pakai").text
    assert "Markus Pelaksana" in belum and "Lusia Pelaksana" not in belum
    cari = klien.get("/kelola-akun/?cari=" + nip("kasi")).text
    assert "Kornelis Kasi" in cari and "Juliana Kabid" not in cari


@pytest.mark.parametrize("aneh", ["halaman=abc", "halaman=99999", "saring=admin", "cari=%25"])
def test_an_address_that_makes_no_sense_still_gives_a_list(login, aneh):
    assert login("admin_bkd").get(f"/kelola-akun/?{aneh}").status_code == 200


@pytest.mark.kedua_basis
def test_a_new_account_has_a_password_shown_once_that_must_be_changed(login, client, db):
    db.add(Pegawai(nip="199601012020011012", nama="Rosalia Baru", jenis="PNS"))
    db.commit()
    orang = db.scalars(select(Pegawai.id).where(Pegawai.nip == "199601012020011012")).one()
    admin = login("admin_bkd")
    surat = admin.kirim(f"/kelola-akun/buat/{orang}", {"peran": ["Pegawai", "Auditor"]})
    assert surat.status_code == 200
    assert surat.headers["Cache-Control"] == "no-store"
    sandi = re.search(r"<code>([a-z0-9-]{14})</code>", surat.text).group(1)
    baru = db.scalars(select(Pengguna).where(Pengguna.pegawai_id == orang)).one()
    assert {r.name for r in baru.roles} == {"Pegawai", "Auditor"}
    assert sandi not in admin.get(f"/kelola-akun/{baru.id}").text
    (catatan,) = peristiwa(db, "akun:dibuat")
    assert sandi not in str(catatan.rincian) and catatan.rincian["peran"] == ["Auditor", "Pegawai"]
    client.kirim("/login/", {"username": "199601012020011012", "password": sandi})
    assert "/akun/sandi" in client.get("/tugas/").location
    kedua = admin.kirim(f"/kelola-akun/buat/{orang}", {"peran": ["Pegawai"]})
    assert kedua.status_code == 302


def test_an_inactive_employee_gets_no_account(login, db):
    db.add(Pegawai(nip="199601012020011012", nama="Rosalia Baru", jenis="PNS", aktif=False))
    db.commit()
    orang = db.scalars(select(Pegawai.id).where(Pegawai.nip == "199601012020011012")).one()
    jawaban = login("admin_bkd").kirim(f"/kelola-akun/buat/{orang}", {"peran": ["Pegawai"]})
    assert jawaban.status_code == 422
    assert "sudah tidak aktif" in jawaban.text
    assert not peristiwa(db, "akun:dibuat")


def test_a_reset_ends_the_old_password_and_every_open_session(login, client, db):
    terbuka = login("kasi")
    assert terbuka.get("/cari").status_code == 200
    surat = login("admin_bkd").kirim(f"/kelola-akun/{akun(db, 'kasi').id}/sandi")
    sandi = re.search(r"<code>([a-z0-9-]{14})</code>", surat.text).group(1)
    assert check_password_hash(akun(db, "kasi").password, sandi)
    assert terbuka.get("/cari").location.startswith("/login/")
    assert client.kirim("/login/", {"username": nip("kasi"), "password": SANDI}).location.startswith("/login")
    assert len(peristiwa(db, "sandi:disetel_ulang")) == 1


def test_a_switched_off_account_is_out_at_once_and_can_come_back(login, client, db):
    terbuka, admin, satu = login("kasi"), login("admin_bkd"), akun(db, "kasi").id
    assert admin.kirim(f"/kelola-akun/{satu}/nonaktifkan").status_code == 302
    assert terbuka.get("/tugas/").status_code == 302
    client.kirim("/login/", {"username": nip("kasi"), "password": SANDI})
    assert client.get("/tugas/").status_code == 302
    assert admin.kirim(f"/kelola-akun/{satu}/nonaktifkan").status_code == 409
    assert admin.kirim(f"/kelola-akun/{satu}/aktifkan").status_code == 302
    client.kirim("/login/", {"username": nip("kasi"), "password": SANDI})
    assert client.get("/cari").status_code == 200
    assert [p.jenis for p in db.scalars(select(Peristiwa).where(Peristiwa.subjek == "akun"))] == [
        "akun:dinonaktifkan", "akun:diaktifkan",
    ]  # fmt: skip


@pytest.mark.kedua_basis
def test_who_is_no_longer_an_active_employee_is_out_though_his_account_is_open(login, db):
    terbuka = login("kasi")
    assert terbuka.get("/cari").status_code == 200
    akun(db, "kasi").pegawai.aktif = False
    db.commit()
    assert terbuka.get("/cari").location.startswith("/login/")


def test_roles_are_given_and_taken_by_ticking_and_the_event_has_both(login, db):
    satu = akun(db, "pelaksana1").id
    assert (
        login("admin_bkd").kirim(f"/kelola-akun/{satu}/peran", {"peran": ["Pegawai", "Admin OPD"]}).status_code == 302
    )
    assert peran(db, "pelaksana1") == {"Pegawai", "Admin OPD"}
    (catatan,) = peristiwa(db, "akun:peran_diubah")
    assert catatan.rincian == {"lama": ["Pegawai"], "baru": ["Admin OPD", "Pegawai"]}


@pytest.mark.parametrize(
    "diminta", [["Admin"], ["Pegawai", "Pejabat Penilai"], ["Atasan Banding"], ["Public"], ["Raja"], []]
)
def test_a_role_that_is_not_to_be_given_is_refused(login, db, diminta):
    satu = akun(db, "pelaksana1").id
    jawaban = login("admin_bkd").kirim(f"/kelola-akun/{satu}/peran", {"peran": diminta})
    assert jawaban.status_code == 422
    assert galat(jawaban)
    assert peran(db, "pelaksana1") == {"Pegawai"}


def test_nobody_gives_himself_roles_or_resets_or_switches_off_himself(login, db):
    klien, satu = login("admin_bkd"), akun(db, "admin_bkd").id
    for kerja, kiriman in (
        ("peran", {"peran": ["Pegawai", "Auditor", "Admin BKD"]}),
        ("sandi", {}),
        ("nonaktifkan", {}),
    ):
        assert klien.kirim(f"/kelola-akun/{satu}/{kerja}", kiriman).status_code == 403
    assert peran(db, "admin_bkd") == {"Pegawai", "Admin BKD"}
    halaman = klien.get(f"/kelola-akun/{satu}").text
    assert "akun Anda sendiri" in halaman
    assert f"/kelola-akun/{satu}/sandi" not in halaman


def test_an_account_with_the_frameworks_superuser_role_is_out_of_reach(login, db):
    from flask_appbuilder.security.sqla.models import Role

    super_ = akun(db, "kepala_bkd")
    super_.roles.append(db.scalars(select(Role).where(Role.name == "Admin")).one())
    db.commit()
    for kerja, kiriman in (("peran", {"peran": ["Pegawai"]}), ("sandi", {}), ("nonaktifkan", {})):
        assert login("admin_bkd").kirim(f"/kelola-akun/{super_.id}/{kerja}", kiriman).status_code == 403


def test_roles_from_the_chain_are_shown_but_cannot_be_ticked(login, db):
    halaman = login("admin_bkd").get(f"/kelola-akun/{akun(db, 'kasi').id}").text
    assert re.search(r'<input type="checkbox" id="turunan-1" checked disabled><span>Pejabat Penilai', halaman)
    assert 'value="Pejabat Penilai"' not in halaman
    assert 'value="Admin"' not in halaman


@pytest.mark.parametrize("alamat", ["/kelola-akun/999999", "/kelola-akun/buat/999999"])
def test_an_account_that_is_not_there_is_not_found(login, alamat):
    assert login("admin_bkd").get(alamat).status_code == 404


def test_one_time_passwords_are_different_and_readable():
    from portal.actions.akun import sandi_sekali_pakai

    beberapa = {sandi_sekali_pakai().teks for _ in range(3)}
    assert len(beberapa) == 3
    for satu in beberapa:
        assert re.fullmatch(r"([a-hj-km-np-z2-9]{4}-){2}[a-hj-km-np-z2-9]{4}", satu)
