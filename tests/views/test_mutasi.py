"""A move in the browser: what it ends is said before it is done; and extra duties on the page of the SKP."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import jobs, waktu
from portal.actions import data_induk
from portal.formats import tanggal
from portal.models import Pemberitahuan, Penempatan, Pengganti, Rantai, Skp, TugasTambahan
from portal.security import actor_of
from tests.factories import pindah
from tests.views.bantuan import pegawai_id, pohon, teks
from tests.views.lakon_skp import LakonSkp

Login = Callable[[str], Any]


@pytest.fixture
def skp(db: Session, aktor: Callable[[str], Any]) -> Iterator[LakonSkp]:
    """pelaksana1's SKP of 2026, in force; the test lives on 6 July 2026."""
    with waktu.pada(datetime(2026, 1, 5, 9, tzinfo=waktu.WITA)):
        satu = LakonSkp(db, aktor).ajukan().setujui().sahkan()
    with waktu.pada(datetime(2026, 7, 6, 9, tzinfo=waktu.WITA)):
        yield satu


@pytest.fixture
def spmt(skp: LakonSkp, db: Session) -> None:
    """A new place since 1 July; all months up to June are open."""
    jobs.buka_bulan("2026-06")
    pindah(db, "pelaksana1", date(2026, 7, 1))
    db.commit()


def isi(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main")[0])


def status(db: Session) -> list[str]:
    db.rollback()
    return list(db.scalars(select(Skp.status).order_by(Skp.mulai)))


def test_who_has_moved_is_told_what_ends_and_when_and_confirms_it(
    spmt: None, skp: LakonSkp, login: Login, db: Session
) -> None:
    klien = login("pelaksana1")
    daftar = pohon(klien.get("/skp/"))
    assert "Anda bertugas di tempat baru sejak 1 Juli 2026." in teks(daftar.cssselect("main")[0])
    (tautan,) = [a.get("href") for a in daftar.cssselect("main a.btn") if "pindah" in a.get("href")]
    halaman = pohon(klien.get(tautan))
    utama = teks(halaman.cssselect("main")[0])
    assert skp.nomor in utama and "ditutup per 30 Juni 2026" in utama
    assert "Januari, Februari, Maret, April, Mei, Juni" in utama and "Kornelis Kasi" in utama
    (form,) = halaman.cssselect('main form[action="/skp/buat"]')
    jawab = klien.kirim("/skp/buat", {k: v for k, v in form.form_values() if k != "csrf_token"})
    assert jawab.status_code == 302 and "/tugas/" in jawab.location
    assert "Susun SKP" in isi(klien.get(jawab.location))
    assert status(db) == ["ditutup", "draf"]
    lama = isi(klien.get(f"/skp/{skp.id}"))
    assert "Berakhir 30 Juni 2026: Pindah tugas, SPMT 1 Juli 2026" in lama and "Ditutup karena pindah tugas" in lama
    assert "/skp/pindah" not in klien.get("/skp/").text


def test_who_still_has_the_pejabat_penilai_of_the_old_place_is_told_before_the_parties_are_fixed(
    spmt: None, login: Login, db: Session
) -> None:
    klien = login("pelaksana1")
    lama = isi(klien.get("/skp/pindah?tahun=2026"))
    rantai = db.scalars(select(Rantai).where(Rantai.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    assert f"Tercatat sejak {tanggal(rantai.sejak)}, sebelum Anda pindah" in lama
    rantai.sejak = date(2026, 7, 1)
    db.commit()
    assert "sebelum Anda pindah" not in isi(klien.get("/skp/pindah?tahun=2026"))


def test_without_confirming_one_comes_to_the_page_that_says_so(spmt: None, login: Login, db: Session) -> None:
    jawab = login("pelaksana1").kirim("/skp/buat", {"tahun": "2026"})
    assert jawab.status_code == 302 and "/skp/pindah" in jawab.location
    assert status(db) == ["ditetapkan"]


def test_who_has_not_moved_is_offered_nothing(skp: LakonSkp, login: Login, db: Session) -> None:
    klien = login("pelaksana1")
    assert "/skp/pindah" not in klien.get("/skp/").text
    assert klien.get("/skp/pindah?tahun=2026").location.endswith("/skp/")
    assert klien.kirim("/skp/buat", {"tahun": "2026", "tutup": str(skp.id)}).status_code == 409
    assert status(db) == ["ditetapkan"]


def test_what_stands_in_the_way_is_said_and_nothing_can_be_confirmed(skp: LakonSkp, login: Login, db: Session) -> None:
    pindah(db, "pelaksana1", date(2026, 8, 3))
    db.commit()
    klien = login("pelaksana1")
    halaman = pohon(klien.get("/skp/pindah?tahun=2026"))
    assert "3 Agustus 2026" in teks(halaman.cssselect("main")[0])
    assert not halaman.cssselect('main form[action="/skp/buat"]')
    assert klien.kirim("/skp/buat", {"tahun": "2026", "tutup": str(skp.id)}).status_code == 422


def test_a_draft_is_said_to_be_cancelled(login: Login, db: Session, aktor: Callable[[str], Any]) -> None:
    with waktu.pada(datetime(2026, 1, 5, 9, tzinfo=waktu.WITA)):
        LakonSkp(db, aktor)
    pindah(db, "pelaksana1", date(2026, 7, 1))
    db.commit()
    with waktu.pada(datetime(2026, 7, 6, 9, tzinfo=waktu.WITA)):
        assert "dibatalkan, sebab belum ada bulan" in isi(login("pelaksana1").get("/skp/pindah?tahun=2026"))


def test_logged_out_the_page_leads_to_login(client: Any) -> None:
    assert "/login/" in client.get("/skp/pindah").location


# Extra duties

TUGAS = {"jenis": "tugas", "uraian": "Panitia HUT", "tanggal": "2026-06-01", "surat": "800/1", "nilai_kreativitas": ""}


def catat(login: Login, skp: LakonSkp, **ubah: str) -> Any:
    return login("pelaksana1").kirim(f"/skp/{skp.id}/tambahan", TUGAS | ubah)


def satu(db: Session) -> TugasTambahan | None:
    db.rollback()
    return db.scalars(select(TugasTambahan)).one_or_none()


def test_recorded_it_stands_on_the_page_and_waits_for_the_penilai(skp: LakonSkp, login: Login, db: Session) -> None:
    assert catat(login, skp).status_code == 302
    halaman = pohon(login("pelaksana1").get(f"/skp/{skp.id}"))
    bagian = teks(halaman.cssselect("#tambahan")[0])
    assert "Panitia HUT" in bagian and "Menunggu pejabat penilai" in bagian
    assert not halaman.cssselect('#tambahan form[action$="/akui"]'), "tidak mengakui miliknya sendiri"


def test_the_penilai_acknowledges_on_the_same_page(skp: LakonSkp, login: Login, db: Session) -> None:
    catat(login, skp)
    klien = login("kasi")
    (form,) = pohon(klien.get(f"/skp/{skp.id}")).cssselect('#tambahan form[action$="/akui"]')
    assert klien.kirim(form.get("action"), {"keputusan": "akui"}).status_code == 302
    assert satu(db).diakui == "ya"
    assert "Diakui" in isi(login("pelaksana1").get(f"/skp/{skp.id}"))


def test_a_plt_of_the_penilai_may_too(skp: LakonSkp, login: Login, db: Session) -> None:
    catat(login, skp)
    hari = waktu.hari_ini()
    db.add(
        Pengganti(
            pengganti_id=pegawai_id(db, "jft"), digantikan_id=pegawai_id(db, "kasi"), jenis="Plt", sejak=hari,
            sampai=hari + timedelta(days=5), nomor_surat="1",
        )
    )  # fmt: skip
    db.commit()
    klien = login("jft")
    (form,) = pohon(klien.get(f"/skp/{skp.id}")).cssselect('#tambahan form[action$="/akui"]')
    assert klien.kirim(form.get("action"), {"keputusan": "akui"}).status_code == 302
    assert satu(db).diakui == "ya"


def test_a_refusal_without_a_reason_is_sent_back(skp: LakonSkp, login: Login, db: Session) -> None:
    catat(login, skp)
    jawab = login("kasi").kirim(f"/tambahan/{satu(db).id}/akui", {"keputusan": "tolak", "catatan": ""})
    assert jawab.status_code == 422 and "Tulis alasan tidak mengakui" in jawab.text
    assert satu(db).diakui == "belum"


@pytest.mark.parametrize(("siapa", "kode"), [("pelaksana2", 403), ("kabid", 404), ("verifikatur", 403)])
def test_nobody_else_acknowledges(skp: LakonSkp, login: Login, db: Session, siapa: str, kode: int) -> None:
    catat(login, skp)
    assert login(siapa).kirim(f"/tambahan/{satu(db).id}/akui", {"keputusan": "akui"}).status_code == kode
    assert satu(db).diakui == "belum"


def test_faults_are_shown_with_what_was_typed(skp: LakonSkp, login: Login, db: Session) -> None:
    jawab = catat(login, skp, jenis="kreativitas", surat="")
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    ringkasan = teks(halaman.cssselect(".ringkasan")[0])
    assert "nomor surat" in ringkasan and "mengeluarkan surat keterangannya" in ringkasan
    ada = {u.get("id") for u in halaman.iter() if u.get("id")}
    assert {a.get("href").removeprefix("#") for a in halaman.cssselect(".ringkasan a")} <= ada
    assert halaman.cssselect("#uraian")[0].text_content().strip() == "Panitia HUT"
    assert satu(db) is None


def test_taken_out_by_its_owner_and_by_nobody_else(skp: LakonSkp, login: Login, db: Session) -> None:
    catat(login, skp)
    nomor = satu(db).id
    assert login("pelaksana2").kirim(f"/tambahan/{nomor}/hapus").status_code == 404
    assert login("pelaksana1").kirim(f"/tambahan/{nomor}/hapus").status_code == 302
    assert satu(db) is None


def test_on_an_skp_that_is_not_in_force_nothing_is_recorded(login: Login, db: Session, aktor: Any) -> None:
    draf = LakonSkp(db, aktor)
    assert "Catat tugas tambahan" not in login("pelaksana1").get(f"/skp/{draf.id}").text
    assert catat(login, draf).status_code == 409


# What others see of a move


def test_a_new_place_recorded_by_bkd_is_told_to_the_person_once(skp: LakonSkp, login: Login, db: Session) -> None:
    lama = db.scalars(select(Penempatan).where(Penempatan.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    nilai = {
        "pegawai_id": lama.pegawai_id, "unit_id": lama.unit_id, "jabatan_id": lama.jabatan_id,
        "sejak": date(2026, 7, 1), "sampai": None,
    }  # fmt: skip
    lama.sampai = date(2026, 6, 30)
    db.commit()
    data_induk.tambah(Penempatan, nilai, actor=actor_of(pegawai_id(db, "admin_bkd")))
    kabar = db.scalars(select(Pemberitahuan).where(Pemberitahuan.kunci.like("pindah:%"))).one()
    assert kabar.tautan == "/skp/pindah?tahun=2026" and "1 Juli 2026" in kabar.judul and skp.nomor in kabar.judul
    assert kabar.tautan in login("pelaksana1").get("/").text


def test_after_a_move_the_year_on_beranda_has_the_months_of_both(
    spmt: None, skp: LakonSkp, login: Login, db: Session
) -> None:
    klien = login("pelaksana1")
    klien.kirim("/skp/buat", {"tahun": "2026", "tutup": str(skp.id)})
    bulan = pohon(klien.get("/")).cssselect(".year > li")
    assert [bool(li.cssselect("a")) for li in bulan] == [True] * 6 + [False] * 6
    assert "Tidak wajib" not in teks(bulan[0]) and "Tidak wajib" not in teks(bulan[11])


@pytest.mark.kedua_basis
def test_the_old_penilai_still_has_the_person_once_with_the_old_skp(
    spmt: None, skp: LakonSkp, login: Login, db: Session
) -> None:
    login("pelaksana1").kirim("/skp/buat", {"tahun": "2026", "tutup": str(skp.id)})
    halaman = pohon(login("kasi").get("/bawahan/?tahun=2026"))
    baris = [tr for tr in halaman.cssselect("main tbody tr") if "Lusia Pelaksana" in teks(tr)]
    assert len(baris) == 1
