"""/tugas/: the inbox, the page of a task, its draft, its receipt, and who may not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import workflows
from portal import steps, waktu
from portal.actions import skp
from portal.actions import tugas as tindakan
from portal.models import Pengganti
from portal.queries import langkah
from portal.rules.periode import akhir_hari
from tests.factories import ORANG
from tests.views.bantuan import ANTREAN_DINAS, KUNCI, pegawai_id, pernyataan, pohon, teks, usul

Login = Callable[[str], object]
SETUJU = {"keputusan": "setuju", "catatan": "Sesuai.", "kunci": KUNCI, "tindakan": "kirim"}


def baris(halaman: object) -> list[str]:
    return [teks(li) for li in pohon(halaman).cssselect("main .tasks > li")]


# The inbox


def test_a_row_says_what_who_which_case_until_when_and_why_you(db: Session, login: Login, aktor: Callable) -> None:
    satu = skp.buat(actor=aktor("pelaksana1"), tahun=waktu.hari_ini().year)
    (isi,) = baris(login("pelaksana1").get("/tugas/"))
    for bagian in (
        f"Susun SKP {satu.tahun}",
        "Lusia Pelaksana",
        "Pengadministrasi Umum",
        satu.nomor,
        "milik Anda sendiri",
        "Batas",
    ):
        assert bagian in isi


def test_a_colleagues_task_is_not_in_my_inbox(db: Session, login: Login, aktor: Callable) -> None:
    skp.buat(actor=aktor("pelaksana1"), tahun=waktu.hari_ini().year)
    assert baris(login("pelaksana2").get("/tugas/")) == []


def test_an_empty_inbox_says_what_will_come_and_when(app: Flask, login: Login) -> None:
    halaman = pohon(login("pelaksana2").get("/tugas/"))
    assert "Pengisian realisasi berikutnya dibuka" in teks(halaman.cssselect(".kosong")[0])


def test_logged_out_the_inbox_leads_to_login_and_back(client: object) -> None:
    jawab = client.get("/tugas/?saring=dekat")
    assert jawab.status_code == 302
    assert "/login/" in jawab.location
    assert "saring" in jawab.location


def test_the_number_of_statements_does_not_depend_on_the_number_of_tasks(db: Session, login: Login) -> None:
    hitungan = []
    for jumlah in (3, 30):
        for n in range(jumlah):
            usul(db, ANTREAN_DINAS if n % 2 else "verifikatur", f"U-{jumlah}-{n}")
        klien = login("verifikatur")
        with pernyataan(db.get_bind()) as semua:
            assert klien.get("/tugas/").status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert hitungan[0] <= 12, "account, person and standing (3), frame (2), inbox (6 or 7)"


def test_filters_are_links_with_counts(db: Session, login: Login) -> None:
    jauh, lewat = waktu.sekarang() + timedelta(days=20), waktu.sekarang() - timedelta(days=2)
    usul(db, "kasi", "U-1", batas=jauh)
    usul(db, "kasi", "U-2", batas=lewat)
    klien = login("kasi")
    saringan = [teks(a) for a in pohon(klien.get("/tugas/")).cssselect(".filters a")]
    assert saringan[:2] == ["Semua 2", "Hampir lewat 1"]
    (isi,) = baris(klien.get("/tugas/?saring=dekat"))
    assert "U-2" in isi
    assert "Lewat 2 hari" in isi


def test_what_is_due_tomorrow_night_is_nearly_late_and_the_day_after_is_not(db: Session, login: Login) -> None:
    hari = waktu.hari_ini()
    usul(db, "kasi", "U-besok", batas=akhir_hari(hari + timedelta(days=1)))
    usul(db, "kasi", "U-lusa", batas=akhir_hari(hari + timedelta(days=2)))
    (isi,) = baris(login("kasi").get("/tugas/?saring=dekat"))
    assert "U-besok" in isi


def test_steps_are_filters_once_there_are_several(db: Session, login: Login, aktor: Callable) -> None:
    skp.buat(actor=aktor("kasi"), tahun=waktu.hari_ini().year)
    usul(db, "kasi", "U-1")
    klien = login("kasi")
    tautan = {teks(a): a.get("href") for a in pohon(klien.get("/tugas/")).cssselect(".filters a")}
    assert "Susun SKP 1" in tautan
    assert len(baris(klien.get(tautan["Susun SKP 1"]))) == 1


def test_search_finds_by_number_and_name_and_says_so_when_nothing_fits(db: Session, login: Login) -> None:
    for n in range(7):
        usul(db, "kasi", f"U-{n}", judul=f"Usul {n} milik Orang{n}")
    klien = login("kasi")
    assert len(baris(klien.get("/tugas/?cari=orang3"))) == 1
    kosong = klien.get("/tugas/?cari=tidak-ada")
    assert baris(kosong) == []
    assert "tidak-ada" in teks(pohon(kosong).cssselect(".kosong")[0])


def test_the_list_is_paged_and_a_page_beyond_the_end_is_the_last(db: Session, login: Login) -> None:
    for n in range(27):
        usul(db, "kasi", f"U-{n:02}")
    klien = login("kasi")
    assert len(baris(klien.get("/tugas/"))) == 25
    assert len(baris(klien.get("/tugas/?halaman=2"))) == 2
    assert len(baris(klien.get("/tugas/?halaman=99"))) == 2
    assert len(baris(klien.get("/tugas/?halaman=abc"))) == 25


def test_the_first_due_comes_first_unless_asked_otherwise(db: Session, login: Login) -> None:
    for n, hari in ((1, 9), (2, 3), (3, 6)):
        usul(db, "kasi", f"U-{n}", batas=waktu.sekarang() + timedelta(days=hari))
    klien = login("kasi")
    urutan = [next(k for k in ("U-1", "U-2", "U-3") if k in b) for b in baris(klien.get("/tugas/"))]
    assert urutan == ["U-2", "U-3", "U-1"]
    assert "U-1" in baris(klien.get("/tugas/?urut=nama"))[0]


def test_a_task_put_aside_is_under_ditunda_only_until_its_day(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi", batas=waktu.sekarang() + timedelta(days=9))
    klien = login("kasi")
    jawab = klien.kirim(f"/tugas/{tugas_id}/tunda", {"hari": "3"}, follow_redirects=True)
    assert "Tugas ditunda sampai" in jawab.text
    assert baris(jawab) == []
    (isi,) = baris(klien.get("/tugas/?saring=ditunda"))
    assert "ditunda sampai" in isi
    with waktu.pada(waktu.sekarang() + timedelta(days=4)):
        assert len(baris(klien.get("/tugas/"))) == 1


@pytest.mark.parametrize("hari", ["0", "15", "-1", "x", ""])
def test_a_task_cannot_be_put_aside_for_less_than_a_day_or_more_than_two_weeks(
    db: Session, login: Login, hari: str
) -> None:
    tugas_id = usul(db, "kasi")
    assert login("kasi").kirim(f"/tugas/{tugas_id}/tunda", {"hari": hari}).status_code == 422


# Queues and substitutes


def test_a_claimed_task_names_the_colleague_and_is_for_reading_only(db: Session, login: Login) -> None:
    tugas_id = usul(db, "peran:verifikatur:BKD")
    satu, dua = login("verifikatur"), login("verifikatur2")
    assert satu.kirim(f"/tugas/{tugas_id}/ambil").status_code == 302
    assert "Dikerjakan Carolus Verifikatur" in baris(dua.get("/tugas/"))[0]
    halaman = pohon(dua.get(f"/tugas/{tugas_id}"))
    assert "Sedang dikerjakan Carolus Verifikatur" in teks(halaman)
    assert halaman.cssselect("form#isian fieldset[disabled]")
    assert not halaman.cssselect("form#isian button")
    ditolak = dua.kirim(f"/tugas/{tugas_id}", SETUJU)
    assert ditolak.status_code == 409
    assert "Carolus Verifikatur" in ditolak.text
    assert dua.kirim(f"/tugas/{tugas_id}/ambil").status_code == 409
    assert satu.kirim(f"/tugas/{tugas_id}", SETUJU).status_code == 302


def test_a_released_task_is_everybodys_again(db: Session, login: Login) -> None:
    tugas_id = usul(db, "peran:verifikatur:BKD")
    satu, dua = login("verifikatur"), login("verifikatur2")
    satu.kirim(f"/tugas/{tugas_id}/ambil")
    assert satu.kirim(f"/tugas/{tugas_id}/lepas").status_code == 302
    assert not pohon(dua.get(f"/tugas/{tugas_id}")).cssselect("fieldset[disabled]")


def test_a_substitute_acts_under_both_names_but_not_for_the_person_himself(
    db: Session, login: Login, aktor: Callable
) -> None:
    hari = waktu.hari_ini()
    db.add(
        Pengganti(
            digantikan_id=pegawai_id(db, "kasi"),
            pengganti_id=pegawai_id(db, "kabid"),
            jenis="Plt",
            sejak=hari,
            sampai=hari,
            nomor_surat="1",
        )
    )
    db.commit()
    jabatan = usul(db, "kasi", "U-jabatan")
    pribadi = skp.buat(actor=aktor("kasi"), tahun=hari.year)
    klien = login("kabid")
    (isi,) = baris(klien.get("/tugas/"))
    assert "U-jabatan" in isi
    assert "sebagai Plt. Kornelis Kasi" in isi
    halaman = teks(pohon(klien.get(f"/tugas/{jabatan}")))
    assert "Anda bertindak sebagai Plt. Kornelis Kasi" in halaman
    assert "sebagai Plt. Kornelis Kasi" in halaman
    (milik,) = workflows.tasks(db, instance=pribadi.instans_id)
    assert klien.get(f"/tugas/{milik.id}").status_code == 404
    for jalan in ("ambil", "draf", "tunda"):
        assert klien.kirim(f"/tugas/{milik.id}/{jalan}", {"hari": "1"}).status_code == 404


# The page of a task


def test_a_task_of_somebody_else_does_not_exist(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    for url in (f"/tugas/{tugas_id}", "/tugas/tidak-ada"):
        assert login("pelaksana1").get(url).status_code == 404
    assert login("pelaksana1").kirim(f"/tugas/{tugas_id}", SETUJU).status_code == 404
    assert login("pelaksana1").kirim(f"/tugas/{tugas_id}/draf", {"catatan": "x"}).status_code == 404


def test_a_finished_task_answers_409_with_who_and_when(db: Session, login: Login) -> None:
    tugas_id = usul(db, "peran:verifikatur:BKD")
    login("verifikatur").kirim(f"/tugas/{tugas_id}", SETUJU)
    for jawab in (
        login("verifikatur2").get(f"/tugas/{tugas_id}"),
        login("verifikatur2").kirim(f"/tugas/{tugas_id}", SETUJU),
    ):
        assert jawab.status_code == 409
        assert "Carolus Verifikatur" in jawab.text
        assert "WITA" in jawab.text


def test_an_answer_leads_to_a_receipt_that_says_who_has_it_now(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    jawab = klien.kirim(f"/tugas/{tugas_id}", SETUJU)
    assert jawab.status_code == 302
    halaman = pohon(klien.get(jawab.location))
    assert halaman.cssselect(".nomor")[0].text.startswith("TT-")
    assert "Catat usul" in teks(halaman)
    assert "Verifikatur BKD untuk DINAS" in teks(halaman)


def test_sending_the_same_form_twice_gives_the_same_receipt(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    pertama = klien.kirim(f"/tugas/{tugas_id}", SETUJU)
    kedua = klien.kirim(f"/tugas/{tugas_id}", SETUJU)
    assert kedua.status_code == 302
    assert kedua.location == pertama.location
    assert klien.kirim(f"/tugas/{tugas_id}", {**SETUJU, "kunci": "kunci-lain-0002"}).status_code == 409


def test_a_receipt_is_only_for_the_one_who_sent_it(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    login("kasi").kirim(f"/tugas/{tugas_id}", SETUJU)
    assert login("kabid").get(f"/tugas/{tugas_id}/terima?kunci={KUNCI}").status_code == 404
    assert login("kasi").get(f"/tugas/{tugas_id}/terima?kunci=lain-sama-sekali").status_code == 404
    assert login("kasi").get(f"/tugas/{'0' * 32}/terima?kunci={KUNCI}").status_code == 404


def test_what_is_wrong_is_said_on_top_and_beside_and_nothing_typed_is_lost(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    jawab = login("kasi").kirim(
        f"/tugas/{tugas_id}", {"catatan": "sudah <panjang>", "kunci": KUNCI, "tindakan": "kirim"}
    )
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    assert [a.get("href") for a in halaman.cssselect(".ringkasan a")] == ["#keputusan"]
    assert halaman.get_element_by_id("catatan").text.strip() == "sudah <panjang>"
    kembali = login("kasi").kirim(
        f"/tugas/{tugas_id}", {"keputusan": "kembalikan", "catatan": " ", "kunci": KUNCI, "tindakan": "kirim"}
    )
    assert kembali.status_code == 422
    assert "Tulis alasan pengembalian." in kembali.text
    assert pohon(kembali).cssselect("input[value=kembalikan][checked]")


def test_what_cannot_be_undone_is_shown_once_more_before_it_is_done(
    db: Session, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "UMUM", replace(steps.UMUM, periksa=True))
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    periksa = klien.kirim(f"/tugas/{tugas_id}", SETUJU)
    assert periksa.status_code == 200
    assert "Periksa jawaban Anda" in periksa.text
    kolom = {i.get("name"): i.get("value") for i in pohon(periksa).cssselect("form.card input")}
    assert kolom["keputusan"] == "setuju"
    assert "Sesuai." in teks(pohon(periksa).cssselect(".rincian")[0])
    ubah = klien.kirim(f"/tugas/{tugas_id}", {**SETUJU, "tindakan": "ubah", "diperiksa": "ya"})
    assert pohon(ubah).cssselect("input[value=setuju][checked]")
    assert klien.kirim(f"/tugas/{tugas_id}", {**SETUJU, "diperiksa": "ya"}).status_code == 302


def test_a_step_names_its_law(db: Session, aktor: Callable) -> None:
    skp.buat(actor=aktor("pelaksana1"), tahun=waktu.hari_ini().year)
    (satu,) = workflows.tasks(db, parties=aktor("pelaksana1").parties)
    assert "PP 46/2011" in langkah._dokumentasi(satu.process, satu.version)[satu.element]


# The draft


def test_a_draft_is_kept_by_script_and_by_hand_and_is_there_again(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    mesin = klien.kirim(f"/tugas/{tugas_id}/draf", {"catatan": "setengah"}, headers={"Accept": "application/json"})
    assert datetime.fromisoformat(mesin.json["pada"]).tzinfo is not None
    assert pohon(klien.get(f"/tugas/{tugas_id}")).get_element_by_id("catatan").text.strip() == "setengah"
    tangan = klien.kirim(f"/tugas/{tugas_id}", {"catatan": "hampir", "tindakan": "simpan"})
    assert tangan.status_code == 302
    halaman = pohon(klien.get(tangan.location))
    assert halaman.get_element_by_id("catatan").text.strip() == "hampir"
    assert "Draf tersimpan" in teks(halaman.cssselect("[data-draf-status]")[0])
    assert "Draf" in baris(klien.get("/tugas/"))[0]


def test_a_draft_of_a_finished_task_is_refused_and_the_old_one_is_gone(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    klien.kirim(f"/tugas/{tugas_id}/draf", {"catatan": "setengah"})
    klien.kirim(f"/tugas/{tugas_id}", SETUJU)
    assert klien.kirim(f"/tugas/{tugas_id}/draf", {"catatan": "lagi"}).status_code == 403


def test_a_draft_is_nobody_elses(db: Session, login: Login) -> None:
    tugas_id = usul(db, "peran:verifikatur:BKD")
    login("verifikatur").kirim(f"/tugas/{tugas_id}/draf", {"catatan": "rahasia"})
    assert "rahasia" not in login("verifikatur2").get(f"/tugas/{tugas_id}").text


def test_claiming_needs_a_token(db: Session, login: Login) -> None:
    tugas_id = usul(db, "peran:verifikatur:BKD")
    assert login("verifikatur").post(f"/tugas/{tugas_id}/ambil").status_code == 400
    assert login("verifikatur").get(f"/tugas/{tugas_id}/ambil").status_code == 405


def test_a_draft_kept_by_the_action_is_the_draft_of_the_page(db: Session, login: Login, aktor: Callable) -> None:
    tugas_id = usul(db, "kasi")
    tindakan.simpan_draf(tugas_id, actor=aktor("kasi"), isian={"keputusan": "kembalikan"})
    assert pohon(login("kasi").get(f"/tugas/{tugas_id}")).cssselect("input[value=kembalikan][checked]")
    assert ORANG["kasi"].nama in login("kasi").get("/tugas/").text
