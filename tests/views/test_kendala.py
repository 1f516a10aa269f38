"""The page of what stands still: for Admin BKD and, to read, the auditor; causes as lines that open."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal import waktu
from portal.extensions import db as ekstensi
from tests.views.bantuan import pernyataan, pohon, teks
from tests.views.kendala import ALASAN, macet, menyerah, pekerjaan, tertunda

Login = Callable[[str], Any]


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda", "pengelola_alur"])
def test_nobody_else_sees_it(siapa: str, login: Login, db: Session) -> None:
    (nomor,) = menyerah(db)
    klien = login(siapa)
    for alamat in ("/kendala/", f"/kendala/pekerjaan-{nomor}", "/operasi/"):
        assert klien.get(alamat).status_code == 403
    assert klien.kirim(f"/kendala/pekerjaan-{nomor}/ulangi", {"alasan": ALASAN}).status_code == 403
    assert not pohon(klien.get("/")).cssselect("a[href='/kendala/']")
    assert len(pekerjaan(db)) == 1


def test_an_auditor_reads_and_finds_nothing_to_press(login: Login, db: Session) -> None:
    (nomor,) = menyerah(db)
    klien = login("auditor")
    daftar = pohon(klien.get("/kendala/"))
    satu = pohon(klien.get(f"/kendala/pekerjaan-{nomor}"))
    assert "Pembukaan penilaian" in teks(daftar.cssselect("main")[0])
    assert not satu.cssselect("main form") and not daftar.cssselect("main form")
    assert klien.kirim(f"/kendala/pekerjaan-{nomor}/selesaikan", {"alasan": ALASAN}).status_code == 403
    assert len(pekerjaan(db)) == 1


def test_beranda_of_admin_bkd_says_how_many_and_is_silent_where_there_is_none(login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    assert not pohon(klien.get("/")).cssselect("main a[href='/kendala/']")
    menyerah(db, 2)
    assert "2 kendala menunggu tindakan." in teks(pohon(klien.get("/")).cssselect("main .note")[0])
    assert not pohon(login("auditor").get("/")).cssselect("main a[href='/kendala/']")


def test_a_cause_is_one_line_that_opens(login: Login, db: Session) -> None:
    for n in range(3):
        tertunda(db, f"S-{n}", pesan=f"Layanan tidak menjawab dalam {n + 5} detik.")
    menyerah(db)
    macet(db)
    klien = login("admin_bkd")
    halaman = pohon(klien.get("/kendala/"))
    baris = halaman.cssselect("main .tasks > li")
    assert len(baris) == 3 and "hitung Menunggu sistem lain" in teks(baris[0]) and teks(baris[0]).endswith("3 kendala")
    saringan = [teks(a) for a in halaman.cssselect("main nav .filters a")]
    satu_per_satu = ["Langkah yang gagal 1", "Pekerjaan yang menyerah 1", "Menunggu sistem lain 3"]
    assert saringan == ["Semua 5", *satu_per_satu, "Tidak dapat dimulai 0"]
    assert len(pohon(klien.get("/kendala/?jenis=langkah")).cssselect("main .tasks > li")) == 1
    buka = pohon(klien.get(baris[0].cssselect("a.what")[0].get("href")))
    assert [teks(a) for a in buka.cssselect("main tbody th a")] == ["S-0", "S-1", "S-2"]
    satu = pohon(klien.get(buka.cssselect("main tbody th a")[0].get("href")))
    assert satu.cssselect("main a[href^='/instans/']"), "whose process it is"


def test_a_reason_that_is_missing_is_asked_for_with_what_was_typed(login: Login, db: Session) -> None:
    (nomor,) = menyerah(db)
    klien = login("admin_bkd")
    jawab = klien.kirim(f"/kendala/pekerjaan-{nomor}/ulangi", {"alasan": "ya"})
    halaman = pohon(jawab)
    assert jawab.status_code == 422 and teks(halaman.cssselect("textarea[aria-invalid]")[0]) == "ya"
    assert halaman.cssselect(".ringkasan a[href='#alasan']")
    jawab = klien.kirim(f"/kendala/pekerjaan-{nomor}/ulangi", {"alasan": ALASAN})
    assert (jawab.status_code, jawab.location) == (302, "/kendala/")
    assert "Tidak ada kendala" in klien.get("/kendala/").text
    assert klien.get(f"/kendala/pekerjaan-{nomor}").status_code == 404


def test_a_step_that_still_waits_is_not_acknowledged(login: Login, db: Session) -> None:
    tugas = tertunda(db)
    (nomor,) = menyerah(db, jenis="langkah", tugas_id=tugas, operasi="hitung_nilai", argumen={"realisasi": 1})
    jawab = login("admin_bkd").kirim(f"/kendala/pekerjaan-{nomor}/selesaikan", {"alasan": ALASAN})
    assert jawab.status_code == 409 and "masih menunggu pekerjaan ini" in jawab.text


def test_all_of_a_cause_lead_to_a_page_with_a_bar_that_moves_by_itself(
    login: Login, db: Session, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal import jobs
    from portal.queue import Job

    monkeypatch.setitem(jobs.HANDLERS, Job.BUKA_TAHUN, lambda tahun: None)
    menyerah(db, 3)
    klien = login("admin_bkd")
    sebab = pohon(klien.get("/kendala/")).cssselect("a.what")[0].get("href").partition("sebab=")[2]
    kurang = klien.kirim("/kendala/ulangi", {"sebab": sebab, "alasan": "ya"})
    assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
    jawab = klien.kirim("/kendala/ulangi", {"sebab": sebab, "alasan": ALASAN})
    halaman = pohon(klien.get(jawab.location))
    assert halaman.cssselect("meta[http-equiv=refresh]") and halaman.cssselect("progress[value='0'][max='3']")
    kerjakan()
    halaman = pohon(klien.get(jawab.location))
    assert not halaman.cssselect("meta[http-equiv=refresh]") and halaman.cssselect("progress[value='3'][max='3']")
    assert len(pohon(klien.get(f"{jawab.location}?hasil=berhasil")).cssselect("main tbody tr")) == 3
    assert "Ulangi kendala" in teks(pohon(klien.get("/operasi/")).cssselect("main")[0])
    assert not pohon(login("auditor").get(jawab.location)).cssselect("main form")


def test_the_list_asks_as_much_of_the_database_for_many_as_for_one(login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    jumlah = []
    for banyak in (1, 25):
        for n in range(banyak):
            tertunda(db, f"S-{banyak}-{n}")
            macet(db, f"M-{banyak}-{n}")
            menyerah(db, 1)
        klien.get("/kendala/")
        sebab = [a.get("href") for a in pohon(klien.get("/kendala/")).cssselect("main a.what")]
        with pernyataan(ekstensi.engine) as semua:
            klien.get("/kendala/")
            for alamat in sebab:
                klien.get(alamat)
        jumlah.append(len(semua))
    assert jumlah[0] == jumlah[1] and waktu.sekarang()


@pytest.mark.parametrize("alamat", ["/kendala/?halaman=99999999999", "/kendala/?sebab=x", "/kendala/?jenis=x&halaman=0",
                                    "/operasi/?halaman=-1", "/kendala/?halaman=3"])  # fmt: skip
def test_an_address_that_makes_no_sense_is_a_page(alamat: str, login: Login, db: Session) -> None:
    menyerah(db)
    assert login("auditor").get(alamat).status_code == 200


@pytest.mark.parametrize("alamat", ["/kendala/pekerjaan-1", "/kendala/x", "/operasi/1"])
def test_what_is_not_there_is_404(alamat: str, login: Login) -> None:
    assert login("auditor").get(alamat).status_code == 404
