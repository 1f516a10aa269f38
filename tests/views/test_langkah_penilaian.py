"""The steps of a year's end as pages: what each shows, what it asks, what is refused, and who may not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.models import Realisasi
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks
from tests.views.lakon_tahun import Mulai, buka, kirim, mulai, utama, wakilkan
from tests.views.langkah_bulan import salah

__all__ = ["mulai"]
Login = Callable[[str], Any]


# Nilai tahunan


def test_the_evidence_of_the_year_stands_beside_the_form(mulai: Mulai, login: Login) -> None:
    lakon = mulai(bulan=11)
    lakon.catat("Melayani tamu di luar jam kerja.")
    halaman = buka(lakon, login("kasi"), 12)
    tulisan = utama(halaman)
    for bagian in (
        "11 bulan terverifikasi", "rata-rata 91,91", "220/231", "Melayani tamu di luar jam kerja.",
        "Panitia hari jadi provinsi", "Diakui", "Belum diverifikasi: Desember 2026.",
        "Bulan yang belum diverifikasi ketika Anda menilai tidak dihitung",
    ):  # fmt: skip
        assert bagian in tulisan, bagian
    assert len(pohon(halaman).cssselect("main .year li")) == 12
    assert len(pohon(halaman).cssselect("main table.rapat tbody tr")) == 11


def test_a_year_of_ratings_asks_two_ratings_and_a_year_of_numbers_a_number_per_aspect(
    mulai: Mulai, login: Login
) -> None:
    klien = login("kasi")
    rating = pohon(buka(mulai(), klien, 12))
    assert {i.get("name") for i in rating.cssselect("form#isian input[type=radio]")} == {
        "hasil_kerja", "rating_perilaku",
    }  # fmt: skip
    assert not rating.cssselect("[name='aspek-0-nilai']")
    angka = pohon(buka(mulai("pelaksana2", tahun=2020), klien, 12))
    assert not angka.cssselect("form#isian input[type=radio]")
    assert len(angka.cssselect("input[name$='-nilai']")) == 5, "kepemimpinan only for structural officials"
    assert "90,33" in teks(angka), "the SKP so far, tugas tambahan included"


def test_the_predicate_is_shown_before_it_cannot_be_undone_and_nothing_is_written_yet(
    mulai: Mulai, login: Login
) -> None:
    lakon, klien = mulai(), login("kasi")
    halaman = kirim(lakon, klien, 12, **lakon.isian())
    assert halaman.status_code == 200
    assert "Predikat kinerja menjadiBaik" in utama(halaman)
    assert "Perihal berorientasi_pelayanan." in utama(halaman)
    assert lakon.kini.status == "menunggu_nilai"
    jawab = kirim(lakon, klien, 12, **lakon.isian(), diperiksa="ya")
    assert jawab.status_code == 302
    assert (lakon.kini.status, lakon.kini.hasil[0].predikat) == ("diserahkan", "Baik")
    assert "Tanda terima" in klien.get(jawab.location).text


def test_a_year_of_numbers_shows_its_numbers_before_they_are_sent(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai(tahun=2020), login("kasi")
    tulisan = utama(kirim(lakon, klien, 12, **lakon.isian()))
    assert "Nilai SKP90,33" in tulisan
    assert "Nilai rata-rata perilaku86,60 (Baik)" in tulisan
    assert "Nilai prestasi kerja menjadi88,84 (Baik)" in tulisan
    assert kirim(lakon, klien, 12, **lakon.isian(), diperiksa="ya").status_code == 302
    assert lakon.kini.hasil[0].nilai == Decimal("88.84")


@pytest.mark.parametrize(("isi", "pesan"), [("101", "100"), ("", "Belum diisi"), ("delapan", "angka")])
def test_a_number_that_is_none_is_told_beside_its_field_and_nothing_is_lost(
    mulai: Mulai, login: Login, isi: str, pesan: str
) -> None:
    lakon = mulai(tahun=2020)
    halaman = kirim(lakon, login("kasi"), 12, **lakon.isian(aspek__1__nilai=isi, catatan="Baik sekali."))
    assert halaman.status_code == 422
    assert salah(halaman) == {"aspek-1-nilai"}
    pokok = pohon(halaman)
    (tautan,) = pokok.cssselect(".ringkasan a")
    assert tautan.get("href") == "#aspek-1-nilai"
    assert pesan in teks(tautan)
    assert pokok.cssselect("[name='aspek-1-nilai']")[0].get("value") == isi
    assert pokok.cssselect("[name='aspek-0-nilai']")[0].get("value") == "88"
    assert pokok.cssselect("[name='catatan']")[0].text.strip() == "Baik sekali."
    assert lakon.kini.status == "menunggu_nilai"


def test_a_missing_rating_is_told_at_its_question(mulai: Mulai, login: Login) -> None:
    lakon = mulai()
    isi = lakon.isian()
    del isi["hasil_kerja"]
    halaman = kirim(lakon, login("kasi"), 12, **isi)
    assert (halaman.status_code, salah(halaman)) == (422, {"hasil_kerja"})
    assert pohon(halaman).cssselect("[name=rating_perilaku][value='di atas']")[0].get("checked") is not None


def test_a_draft_of_the_assessment_is_kept(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai(tahun=2020), login("kasi")
    assert kirim(lakon, klien, 12, **lakon.isian(aspek__2__nilai="77,5", tindakan="simpan")).status_code == 302
    assert pohon(buka(lakon, klien, 13)).cssselect("[name='aspek-2-nilai']")[0].get("value") == "77,5"


@pytest.mark.parametrize("siapa", ["pelaksana1", "pelaksana2", "kabid", "verifikatur", "admin_bkd"])
def test_nobody_but_the_appraiser_assesses_the_year(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon, klien = mulai(), login(siapa)
    assert buka(lakon, klien, 12).status_code == 404
    assert kirim(lakon, klien, 12, **lakon.isian(), diperiksa="ya").status_code == 404
    assert lakon.kini.status == "menunggu_nilai"


def test_nobody_assesses_himself_as_plt_of_his_appraiser(mulai: Mulai, login: Login, db: Session) -> None:
    lakon = mulai()
    wakilkan(db, "pelaksana1", "kasi")
    halaman = buka(lakon, login("pelaksana1"), 12)
    assert "Anda sendiri pihak dalam perkara ini" in utama(halaman)
    assert kirim(lakon, login("pelaksana1"), 12, **lakon.isian(), diperiksa="ya").status_code == 403
    assert lakon.kini.status == "menunggu_nilai"


def test_a_form_without_its_token_is_refused(mulai: Mulai, login: Login) -> None:
    lakon = mulai()
    with lakon.pada(12):
        jawab = login("kasi").post(lakon.url, data=lakon.isian(diperiksa="ya"))
    assert jawab.status_code == 400
    assert lakon.kini.status == "menunggu_nilai"


def test_the_page_costs_the_same_whatever_the_year_held(mulai: Mulai, login: Login, db: Session) -> None:
    klien, jumlah = login("kasi"), []
    for lakon in (mulai(bulan=1), mulai("pelaksana2", bulan=12)):
        for _kali in range(3 if lakon.siapa == "pelaksana2" else 0):
            lakon.catat()
        with pernyataan(db.get_bind()) as semua:
            assert buka(lakon, klien, 12).status_code == 200
        jumlah.append(len(semua))
    assert max(jumlah) <= 50, jumlah
    assert jumlah[1] - jumlah[0] <= 1, jumlah


# Terima


def test_the_person_sees_what_is_received_its_digest_and_the_actual_last_day(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    tulisan = utama(buka(lakon, login("pelaksana1"), 13))
    assert lakon.kini.sidik and lakon.kini.sidik in tulisan
    assert "Bila Anda menerima hari ini, 13 Januari 2027" in tulisan
    assert "27 Januari 2027, 23.59 WITA" in tulisan
    assert "Menerima bukan menyetujui." in tulisan
    assert "Butuh Perbaikan" in tulisan


def test_receiving_starts_the_fourteen_days(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai(), login("pelaksana1")
    (sidik,) = pohon(buka(lakon, klien, 13)).cssselect("[name=sidik]")
    assert kirim(lakon, klien, 13, sidik=sidik.get("value")).status_code == 302
    assert lakon.kini.status == "diterima"
    assert lakon.kini.batas_tanggapan is not None
    assert (lakon.kini.batas_tanggapan.day, lakon.kini.cara_terima) == (27, "elektronik")


def test_another_document_than_the_one_handed_over_is_not_received(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    assert kirim(lakon, login("pelaksana1"), 13, sidik="0" * 64).status_code == 409
    assert lakon.kini.status == "diserahkan"


@pytest.mark.parametrize("siapa", ["kasi", "kabid", "pelaksana2"])
def test_nobody_else_receives_it(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon = mulai().nilai()
    assert buka(lakon, login(siapa), 13).status_code == 404
    assert kirim(lakon, login(siapa), 13, sidik=lakon.kini.sidik).status_code == 404


# Tanggapi


def test_the_last_day_is_said_in_words_with_the_law_beside_it(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima()
    pinggir = teks(pohon(buka(lakon, login("pelaksana1"), 15)).cssselect("aside")[0])
    for bagian in ("27 Januari 2027, 23.59 WITA", "12 hari lagi", "hari ke-0", "PP 30/2019", "tidak dipertimbangkan"):
        assert bagian.lower() in pinggir.lower(), bagian


def test_signing_asks_once_more_and_then_goes_up(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai().terima(), login("pelaksana1")
    halaman = kirim(lakon, klien, 15, sikap="tandatangani")
    assert "keberatan tidak dapat diajukan lagi" in utama(halaman)
    assert lakon.kini.status == "diterima"
    assert kirim(lakon, klien, 15, sikap="tandatangani", diperiksa="ya").status_code == 302
    assert lakon.kini.status == "menunggu_pengesahan"


def test_an_objection_needs_a_reason(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima()
    for diperiksa in ({}, {"diperiksa": "ya"}):
        jawab = kirim(lakon, login("pelaksana1"), 15, sikap="keberatan", alasan=" ", **diperiksa)
        assert (jawab.status_code, salah(jawab)) == (422, {"alasan"})
    assert lakon.kini.status == "diterima"


def test_an_objection_is_filed_with_its_files_counted(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai().terima().lampirkan("keberatan", "pelaksana1"), login("pelaksana1")
    tulisan = utama(kirim(lakon, klien, 15, sikap="keberatan", alasan="Laporan Maret ada."))
    assert "Laporan Maret ada." in tulisan
    assert "1 berkas" in tulisan
    jawab = kirim(lakon, klien, 15, sikap="keberatan", alasan="Laporan Maret ada.", diperiksa="ya")
    assert jawab.status_code == 302
    assert lakon.kini.keberatan is not None
    assert lakon.kini.status == "keberatan"


def test_after_the_last_day_an_objection_is_refused_with_both_dates(
    mulai: Mulai, login: Login, kerjakan: Callable[[], None]
) -> None:
    lakon = mulai().nilai().terima()
    alamat = lakon.url
    with lakon.pada(28):
        kerjakan()
        klien = login("pelaksana1")
        for jawab in (klien.get(alamat), klien.kirim(alamat, {"kunci": KUNCI, "sikap": "keberatan", "alasan": "x"})):
            assert jawab.status_code == 409
            assert "13 Januari 2027" in utama(jawab)
            assert "27 Januari 2027" in utama(jawab)
    assert (lakon.kini.status, lakon.kini.sikap) == ("menunggu_pengesahan", "diam")


@pytest.mark.parametrize("siapa", ["kasi", "kabid", "pelaksana2"])
def test_nobody_else_answers_the_result(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon = mulai().nilai().terima()
    assert buka(lakon, login(siapa), 15).status_code == 404
    assert kirim(lakon, login(siapa), 15, sikap="tandatangani", diperiksa="ya").status_code == 404


# Sahkan


def test_the_superior_puts_it_into_force(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai().terima().tandatangani(), login("kabid")
    halaman = buka(lakon, klien, 20)
    assert "Ditandatangani pegawai 15 Januari 2027" in utama(halaman)
    assert "Dua belas bulan" in utama(halaman)
    assert kirim(lakon, klien, 20, catatan="").status_code == 302
    assert lakon.kini.status == "sah"


def test_silence_is_told_to_the_superior(mulai: Mulai, login: Login, kerjakan: Callable[[], None]) -> None:
    lakon = mulai().nilai().terima()
    with lakon.pada(28):
        kerjakan()
    assert "Tidak menandatangani" in utama(buka(lakon, login("kabid"), 28))


def test_who_assessed_does_not_put_it_into_force_as_plt(mulai: Mulai, login: Login, db: Session) -> None:
    lakon = mulai().nilai().terima().tandatangani()
    wakilkan(db, "kasi", "kabid")
    assert "Anda sendiri pihak dalam perkara ini" in utama(buka(lakon, login("kasi"), 20))
    assert kirim(lakon, login("kasi"), 20).status_code == 403
    assert lakon.kini.status == "menunggu_pengesahan"


@pytest.mark.parametrize("siapa", ["pelaksana1", "kepala", "verifikatur"])
def test_nobody_else_puts_it_into_force(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon = mulai().nilai().terima().tandatangani()
    assert kirim(lakon, login(siapa), 20).status_code == 404


def test_a_month_that_was_never_verified_is_named_and_not_counted(mulai: Mulai, login: Login, db: Session) -> None:
    lakon = mulai()
    satu = db.query(Realisasi).filter_by(skp_id=lakon.skp_id, bulan=12).one()
    satu.status = "evaluated"
    db.commit()
    halaman = pohon(buka(lakon, login("kasi"), 12))
    (desember,) = [b for b in halaman.cssselect("table.rapat tbody tr") if "Des" in teks(b)]
    assert "Dinilai, tidak dihitung" in teks(desember)
    assert "11 bulan terverifikasi" in teks(halaman)
