"""/: what waits for me, what I wait for, my year, what I was told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.actions import bulan, skp
from portal.models import Pemberitahuan, Skp
from portal.queries import beranda, kerangka
from portal.rules.periode import Periode
from tests.factories import pindah
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks, usul

Login = Callable[[str], object]
JUNI = datetime(2026, 6, 15, 9, tzinfo=waktu.WITA)
KEGIATAN = [{"uraian": "Menyusun laporan", "satuan": "laporan", "kuantitas": 120, "kualitas": 100, "waktu": 12}]


def kartu(halaman: object, judul: str) -> str:
    """The text of the card under this heading."""
    (satu,) = [
        c for c in pohon(halaman).cssselect("section.card") if c.cssselect("h2") and teks(c.cssselect("h2")[0]) == judul
    ]
    return teks(satu)


def kabari(db: Session, kepada: str, judul: str, tautan: str | None = "/skp/1") -> None:
    db.add(
        Pemberitahuan(
            pegawai_id=pegawai_id(db, kepada),
            judul=judul,
            tautan=tautan,
            kunci=f"{kepada}:{judul}",
            pada=waktu.sekarang(),
        )
    )
    db.commit()


def ajukan(db: Session, aktor: Callable, siapa: str = "pelaksana1") -> Skp:
    """His SKP of 2026, sent to his appraiser."""
    satu = skp.buat(actor=aktor(siapa), tahun=2026)
    (tugas,) = workflows.tasks(db, instance=satu.instans_id)
    return skp.ajukan(tugas.id, actor=aktor(siapa), kegiatan=KEGIATAN)


def test_logged_out_the_front_page_leads_to_login(client: object) -> None:
    jawab = client.get("/")
    assert jawab.status_code == 302
    assert "/login/" in jawab.location


def test_the_first_five_tasks_are_shown_the_first_due_on_top_and_a_link_to_all(db: Session, login: Login) -> None:
    for n in range(7):
        usul(db, "kasi", f"U-{n}", batas=waktu.sekarang() + timedelta(days=9 - n))
    halaman = login("kasi").get("/")
    daftar = [teks(a) for a in pohon(halaman).cssselect("section[aria-labelledby=menunggu-anda] li")]
    assert len(daftar) == 5
    assert "U-6" in daftar[0]
    assert "Semua 7 tugas" in kartu(halaman, "Menunggu Anda")


def test_it_names_who_has_my_case_since_when_and_until_when(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = ajukan(db, aktor)
        isi = kartu(login("pelaksana1").get("/"), "Yang Anda tunggu")
    for bagian in ("SKP 2026", "pejabat penilai", "Kornelis Kasi", "sejak 15 Jun", "Batas", satu.nomor):
        assert bagian in isi


def test_a_colleague_does_not_see_what_i_wait_for(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = ajukan(db, aktor)
        assert satu.nomor not in login("pelaksana2").get("/").text


def test_what_waits_for_myself_is_not_what_i_wait_for(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        assert "Tidak ada berkas Anda" in kartu(login("pelaksana1").get("/"), "Yang Anda tunggu")


def test_without_an_skp_this_year_it_can_be_started_here(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        klien = login("pelaksana1")
        formulir = pohon(klien.get("/")).cssselect("form[action='/skp/buat']")
        assert formulir[0].cssselect("input[name=tahun]")[0].get("value") == "2026"
        skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        assert not pohon(klien.get("/")).cssselect("form[action='/skp/buat']")


def test_the_year_shows_each_month_and_leads_to_it(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = ajukan(db, aktor)
        januari = bulan.buka(satu.id, Periode(2026, 1))
        halaman = login("pelaksana1").get("/")
    butir = pohon(halaman).cssselect(".year li")
    assert len(butir) == 12
    assert butir[0].cssselect("a")[0].get("href") == f"/realisasi/{januari.id}"
    assert "Terlambat" in teks(butir[0])
    assert "Berjalan" in teks(butir[5])
    assert "Belum" in teks(butir[11])


def test_months_before_my_wave_or_my_skp_are_not_owed(db: Session, aktor: Callable) -> None:
    pindah(db, "pelaksana1", date(2026, 4, 1))
    db.commit()
    with waktu.pada(JUNI):
        satu = skp.buat(actor=aktor("pelaksana1"), tahun=2026, mulai=date(2026, 4, 1))
        lihat = beranda.beranda(aktor("pelaksana1"))
    assert [b.status for b in lihat.bulan[:4]] == ["tidak_wajib", "tidak_wajib", "tidak_wajib", "belum"]
    assert lihat.skp_id == satu.id


def test_notices_are_there_until_marked_as_read(db: Session, login: Login) -> None:
    kabari(db, "pelaksana1", "SKP ditetapkan")
    klien = login("pelaksana1")
    assert "SKP ditetapkan" in klien.get("/").text
    jawab = klien.kirim("/pemberitahuan/baca", follow_redirects=True)
    assert jawab.status_code == 200
    assert "SKP ditetapkan" not in jawab.text
    assert db.scalars(select(Pemberitahuan.dibaca_pada)).one() is not None


def test_marking_mine_as_read_leaves_others_alone(db: Session, login: Login) -> None:
    kabari(db, "pelaksana1", "untuk satu")
    kabari(db, "pelaksana2", "untuk dua")
    login("pelaksana1").kirim("/pemberitahuan/baca")
    assert "untuk dua" in login("pelaksana2").get("/").text
    assert "untuk dua" not in login("pelaksana1").get("/").text


def test_the_number_of_statements_does_not_depend_on_how_much_waits(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = ajukan(db, aktor)
        klien = login("pelaksana1")
        hitungan = []
        for n in (1, 5):
            for b in range(1, n + 1):
                bulan.buka(satu.id, Periode(2026, b))
                kabari(db, "pelaksana1", f"kabar {n} {b}")
            with pernyataan(db.get_bind()) as semua:
                assert klien.get("/").status_code == 200
            hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert hitungan[0] <= 17


# The frame of every page


def menu(klien: object) -> list[str]:
    return [teks(a) for a in pohon(klien.get("/")).cssselect("nav.rel > a, nav.rel .rel-lain a")]


def test_the_menu_follows_the_roles(db: Session, login: Login) -> None:
    assert menu(login("pelaksana1"))[:4] == ["Beranda", "Tugas", "SKP saya", "Penilaian"]
    assert "Bawahan" in menu(login("kasi"))
    assert "Verifikasi" in menu(login("verifikatur"))
    assert "Kelola akun" in menu(login("admin_bkd"))
    assert "Kelola akun" not in menu(login("verifikatur"))


def test_the_menu_counts_what_waits(db: Session, login: Login) -> None:
    usul(db, "kasi", "U-1")
    usul(db, "kasi", "U-2")
    usul(db, "peran:verifikatur:DINAS", "U-3")
    assert "Tugas 2" in menu(login("kasi"))
    assert "Verifikasi 1" in menu(login("verifikatur"))


def test_the_bar_says_who_acts_and_as_whom(db: Session, login: Login) -> None:
    bilah = pohon(login("kasi").get("/")).cssselect(".who summary")[0]
    assert bilah.cssselect(".who-nama")[0].text == "Kornelis Kasi"
    assert bilah.cssselect(".who-peran")[0].text == "sebagai pejabat penilai"


def test_master_data_is_one_entry_and_stays_marked_on_each_of_its_lists(db: Session, login: Login) -> None:
    klien = login("admin_bkd")
    assert "Data induk" in menu(klien)
    (tautan,) = [a for a in pohon(klien.get("/")).cssselect("nav.rel .rel-lain a") if "Data induk" in teks(a)]
    halaman = pohon(klien.get(tautan.get("href")))
    assert "Data induk" in teks(halaman.cssselect("nav.rel [aria-current]")[0])
    assert "Data induk" not in menu(login("pelaksana1"))


def test_without_a_database_the_error_page_still_shows(
    db: Session, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mati(*_: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("mati"))

    monkeypatch.setattr(kerangka, "jumlah", mati)
    jawab = login("kasi").get("/tugas/tidak-ada")
    assert jawab.status_code == 404
    assert not pohon(jawab).cssselect("nav.rel")
    assert pohon(jawab).cssselect("h1")
    assert login("kasi").get("/").status_code == 503


def test_the_login_page_has_no_menu(client: object) -> None:
    assert not pohon(client.get("/login/")).cssselect("nav.rel")
