"""/catatan-perilaku/: the running logbook (form F-3); who writes, who reads, what is struck out and how."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import CatatanPerilaku
from tests.views.bantuan import pegawai_id, pohon, teks
from tests.views.lakon_tahun import LakonTahun, tulis_tahun
from tests.views.langkah_bulan import salah

Login = Callable[[str], Any]
TANGGAL = "2026-11-02"


@pytest.fixture
def siapa(db: Session) -> int:
    """pelaksana1, with an SKP of 2026 in force; his id."""
    tulis_tahun(db, "pelaksana1", bulan=0)
    return pegawai_id(db, "pelaksana1")


def november(klien: Any, alamat: str, isi: dict[str, Any] | None = None) -> Any:
    """On 3 November 2026: read, or sent with these fields."""
    with waktu.pada(datetime(2026, 11, 3, 9, tzinfo=waktu.WITA)):
        return klien.get(alamat) if isi is None else klien.kirim(alamat, isi)


def tulis(klien: Any, siapa: int, **lain: str) -> Any:
    isi = {"tanggal": TANGGAL, "jenis": "positif", "aspek": "loyal", "uraian": "Menggantikan rekan yang sakit."}
    return november(klien, f"/catatan-perilaku/{siapa}/tulis?tahun=2026", isi | lain)


def semua(db: Session) -> list[CatatanPerilaku]:
    db.rollback()
    return list(db.scalars(select(CatatanPerilaku).order_by(CatatanPerilaku.id)))


@pytest.mark.kedua_basis
def test_the_appraiser_adds_a_note_and_it_stands_in_the_book(siapa: int, login: Login, db: Session) -> None:
    klien = login("kasi")
    assert tulis(klien, siapa).location == f"/catatan-perilaku/{siapa}?tahun=2026#entri"
    (satu,) = semua(db)
    assert (satu.jenis, satu.aspek, satu.tanggal.isoformat()) == ("positif", "loyal", TANGGAL)
    baris = teks(pohon(november(klien, f"/catatan-perilaku/{siapa}")).cssselect("tbody tr")[0])
    for bagian in ("2 November 2026", "Positif", "Loyal", "Menggantikan rekan yang sakit.", "Kornelis Kasi"):
        assert bagian in baris, bagian


def test_the_form_begins_with_today_and_offers_the_aspects_of_the_year(siapa: int, login: Login) -> None:
    halaman = pohon(november(login("kasi"), f"/catatan-perilaku/{siapa}"))
    tanggal = halaman.cssselect("[name=tanggal]")[0]
    assert (tanggal.get("value"), tanggal.get("max")) == ("2026-11-03", "2026-11-03")
    assert [teks(o) for o in halaman.cssselect("#aspek option")][:3] == [
        "Tidak khusus",
        "Berorientasi pelayanan",
        "Akuntabel",
    ]


@pytest.mark.parametrize(
    ("medan", "isi"),
    [
        ("tanggal", "2026-11-04"),
        ("tanggal", "besok"),
        ("tanggal", "2025-11-02"),
        ("aspek", "disiplin"),
        ("uraian", " "),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    siapa: int, login: Login, db: Session, medan: str, isi: str
) -> None:
    halaman = tulis(login("kasi"), siapa, **{medan: isi, "jenis": "perbaikan"})
    assert halaman.status_code == 422
    assert salah(halaman) == {medan}
    pokok = pohon(halaman)
    assert pokok.cssselect(".ringkasan a")[0].get("href") == f"#{medan}"
    assert pokok.cssselect("[name=jenis][value=perbaikan]")[0].get("checked") is not None
    if medan != "uraian":
        assert pokok.cssselect("[name=uraian]")[0].text.strip() == "Menggantikan rekan yang sakit."
    assert semua(db) == []


def test_a_kind_that_is_none_is_told_too(siapa: int, login: Login) -> None:
    halaman = tulis(login("kasi"), siapa, jenis="lain")
    assert (halaman.status_code, salah(halaman)) == (422, {"jenis"})


@pytest.mark.kedua_basis
def test_a_wrong_note_is_struck_out_with_a_reason_and_stays_readable(siapa: int, login: Login, db: Session) -> None:
    klien = login("kasi")
    tulis(klien, siapa)
    alamat = f"/catatan-perilaku/{siapa}/{semua(db)[0].id}/coret?tahun=2026"
    kosong = november(klien, alamat, {"alasan": " "})
    assert kosong.status_code == 422
    assert pohon(kosong).cssselect("details[open] input[name=alasan][aria-invalid=true]")
    assert november(klien, alamat, {"alasan": "Orang yang lain."}).status_code == 302
    baris = pohon(november(klien, f"/catatan-perilaku/{siapa}")).cssselect("tbody tr")[0]
    assert teks(baris.cssselect("del")[0]) == "Menggantikan rekan yang sakit."
    assert "Dicoret Kornelis Kasi, 3 November 2026, 09.00 WITA: Orang yang lain." in teks(baris)
    assert november(klien, alamat, {"alasan": "Sekali lagi."}).status_code == 409


def test_the_person_reads_his_own_book_and_writes_nothing(siapa: int, login: Login, db: Session) -> None:
    tulis(login("kasi"), siapa)
    klien = login("pelaksana1")
    halaman = pohon(november(klien, f"/catatan-perilaku/{siapa}"))
    assert "Menggantikan rekan yang sakit." in teks(halaman)
    assert not halaman.cssselect("main form")
    assert tulis(klien, siapa).status_code == 403
    assert november(klien, f"/catatan-perilaku/{siapa}/{semua(db)[0].id}/coret", {"alasan": "x"}).status_code == 403
    assert len(semua(db)) == 1


def test_the_superior_reads_and_does_not_write(siapa: int, login: Login, db: Session) -> None:
    klien = login("kabid")
    halaman = pohon(november(klien, f"/catatan-perilaku/{siapa}"))
    assert not halaman.cssselect("main form")
    assert tulis(klien, siapa).status_code == 404
    assert semua(db) == []


@pytest.mark.parametrize("orang", ["pelaksana2", "jft", "verifikatur", "admin_opd", "sekda"])
def test_for_others_the_book_does_not_exist(siapa: int, login: Login, db: Session, orang: str) -> None:
    klien = login(orang)
    assert november(klien, f"/catatan-perilaku/{siapa}").status_code == 404
    assert tulis(klien, siapa).status_code in (403, 404)
    assert semua(db) == []


def test_an_auditor_says_first_what_he_opens_the_book_for(siapa: int, login: Login) -> None:
    tulis(login("kasi"), siapa)
    tulisan = teks(pohon(november(login("auditor"), f"/catatan-perilaku/{siapa}?tahun=2026")).cssselect("main")[0])
    assert "Portal mencatat bahwa Anda membukanya" in tulisan
    assert "Menggantikan rekan" not in tulisan


def test_a_form_without_its_token_is_refused(siapa: int, login: Login, db: Session) -> None:
    isi = {"tanggal": TANGGAL, "jenis": "positif", "uraian": "x"}
    assert login("kasi").post(f"/catatan-perilaku/{siapa}/tulis", data=isi).status_code == 400
    assert semua(db) == []


@pytest.mark.kedua_basis
def test_the_list_has_ones_people_with_the_newest_note_of_each(siapa: int, login: Login, db: Session) -> None:
    tulis_tahun(db, "pelaksana2", bulan=0)
    klien = login("kasi")
    tulis(klien, siapa, uraian="Yang lama.", tanggal="2026-03-02")
    tulis(klien, siapa, uraian="Yang baru.")
    halaman = pohon(november(klien, "/catatan-perilaku/"))
    satu, dua = (teks(b) for b in halaman.cssselect("main .tasks > li"))
    assert "Lusia Pelaksana" in satu and "Yang baru." in satu and "2 catatan" in satu
    assert "Markus Pelaksana" in dua and "Belum ada catatan." in dua
    assert "Tidak ada pegawai di sini" in teks(pohon(november(klien, "/catatan-perilaku/?tahun=2025")))
    assert "Buku catatan Anda sendiri" in teks(pohon(november(login("pelaksana1"), "/catatan-perilaku/")))


def test_whoever_is_assessed_finds_his_own_book_before_the_year_is_assessed(siapa: int, login: Login) -> None:
    klien = login("pelaksana1")
    (tautan,) = pohon(november(klien, "/penilaian/")).cssselect("main a[href^='/catatan-perilaku/']")
    assert teks(tautan) == "Buku catatan Anda sendiri"
    assert "Catatan perilaku" in teks(pohon(november(klien, tautan.get("href"))).cssselect("h1")[0])


def test_once_the_year_is_assessed_the_book_is_closed(db: Session, aktor: Callable[[str], Any], login: Login) -> None:
    lakon = LakonTahun(db, aktor)
    nomor = lakon.catat()
    lakon.nilai()
    siapa, klien = lakon.kini.pegawai_id, login("kasi")
    with lakon.pada(13):
        halaman = pohon(klien.get(f"/catatan-perilaku/{siapa}?tahun=2026"))
        assert "buku catatannya sudah ditutup" in teks(halaman)
        assert "Hasil penilaian perilaku kerja Sesuai ekspektasi" in teks(halaman.cssselect("tbody tr")[-1])
        assert not halaman.cssselect("main form")
        isi = {"tanggal": TANGGAL, "jenis": "positif", "aspek": "", "uraian": "Terlambat."}
        assert klien.kirim(f"/catatan-perilaku/{siapa}/tulis?tahun=2026", isi).status_code == 409
        coret = klien.kirim(f"/catatan-perilaku/{siapa}/{nomor}/coret?tahun=2026", {"alasan": "x"})
    assert coret.status_code == 409


def test_in_a_year_of_numbers_the_last_entry_has_the_numbers(
    db: Session, aktor: Callable[[str], Any], login: Login
) -> None:
    lakon = LakonTahun(db, aktor, tahun=2020).nilai()
    with lakon.pada(13):
        halaman = pohon(login("pelaksana1").get(f"/catatan-perilaku/{lakon.kini.pegawai_id}?tahun=2020"))
    akhir = teks(halaman.cssselect("tbody tr")[-1])
    for bagian in ("Disiplin: 80 Baik", "Jumlah 433, nilai rata-rata 86,60 (Baik)", "12 Januari 2027"):
        assert bagian in akhir, bagian


def test_the_book_prints_as_form_f3(siapa: int, login: Login) -> None:
    tulis(login("kasi"), siapa)
    halaman = pohon(november(login("kasi"), f"/catatan-perilaku/{siapa}"))
    assert [teks(k) for k in halaman.cssselect("table.f3 thead th")] == ["No", "Tanggal", "Uraian", "Pejabat penilai"]
    (kop,) = halaman.cssselect(".only-print.kop")
    assert "BUKU CATATAN PENILAIAN PERILAKU KERJA" in teks(kop)
    assert "199101012015012007" in teks(kop)
