"""The statutory objection as pages: the appraiser's answer, both sides before who decides, and who may not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.views.bantuan import pohon, teks
from tests.views.lakon_tahun import Mulai, buka, kirim, mulai, utama, wakilkan
from tests.views.langkah_bulan import salah

__all__ = ["mulai"]
Login = Callable[[str], Any]


# Tanggapi keberatan


def test_the_appraiser_reads_the_objection_with_its_clock_and_answers(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai().terima().keberatan(), login("kasi")
    tulisan = utama(buka(lakon, klien, 17))
    for bagian in ("Laporan Maret sudah diterima 31 Maret.", "29 Januari 2027, 23.59 WITA", "Diam tidak berarti"):
        assert bagian in tulisan, bagian
    jawab = kirim(lakon, klien, 17, tanggapan=" ")
    assert (jawab.status_code, salah(jawab)) == (422, {"tanggapan"})
    assert kirim(lakon, klien, 17, tanggapan="Tanda terima tidak ada.").status_code == 302
    assert lakon.kini.status == "ditanggapi"


@pytest.mark.parametrize("siapa", ["pelaksana1", "kabid", "pelaksana2"])
def test_nobody_else_answers_the_objection(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon = mulai().nilai().terima().keberatan()
    assert buka(lakon, login(siapa), 17).status_code == 404
    assert kirim(lakon, login(siapa), 17, tanggapan="Ya.").status_code == 404


# Putuskan keberatan


def test_both_sides_stand_in_two_columns_with_the_disagreement_marked(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima().keberatan().tanggapi()
    halaman = pohon(buka(lakon, login("kabid"), 19))
    baris = {
        teks(b.cssselect("th")[0]): [teks(s) for s in b.cssselect("td")] for b in halaman.cssselect(".dua-sisi tr")[1:]
    }
    assert baris["Siapa"] == ["Lusia Pelaksana", "Kornelis Kasi"]
    assert baris["Menyatakan"] == ["Laporan Maret sudah diterima 31 Maret.", "Tanda terima tidak ada."]
    assert len(halaman.cssselect(".dua-sisi td.diff")) == 2
    pinggir = teks(halaman.cssselect("aside")[0])
    for bagian in ("Lewat batas tidak pernah berarti dikabulkan", "13 Januari 2027", "27 Januari 2027", "PP 30/2019"):
        assert bagian in pinggir, bagian


def test_a_silent_appraiser_is_named_in_his_column(mulai: Mulai, login: Login, kerjakan: Callable[[], None]) -> None:
    lakon = mulai().nilai().terima().keberatan()
    with lakon.pada(30):
        kerjakan()
    assert "Tidak menanggapi" in utama(buka(lakon, login("kabid"), 30))


def test_a_changed_result_is_shown_beside_the_old_one_before_it_is_final(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai(tahun=2020).nilai().terima().keberatan().tanggapi(), login("kabid")
    medan = pohon(buka(lakon, klien, 19))
    assert medan.cssselect("[name='aspek-3-nilai']")[0].get("value") == "80", "own values start from the appraiser's"
    isi = lakon.isian(aspek__3__nilai="92", keputusan="ubah", pemeriksaan="Kedua pihak didengar.", alasan="Bukti ada.")
    tulisan = utama(kirim(lakon, klien, 19, **isi))
    assert "Semula88,84 (Baik)" in tulisan
    assert "Nilai prestasi kerja menjadi89,80 (Baik)" in tulisan
    assert lakon.kini.status == "ditanggapi"
    assert kirim(lakon, klien, 19, **isi, diperiksa="ya").status_code == 302
    assert lakon.kini.status == "sah"
    assert {h.sisi: h.nilai for h in lakon.kini.hasil} == {"penilai": Decimal("88.84"), "putusan": Decimal("89.80")}


def test_keeping_the_result_needs_no_values_but_the_examination_and_the_reason(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai().terima().keberatan().tanggapi(), login("kabid")
    kosong = kirim(lakon, klien, 19, keputusan="tetap", pemeriksaan="", alasan="")
    assert (kosong.status_code, salah(kosong)) == (422, {"pemeriksaan", "alasan"})
    isi = {"keputusan": "tetap", "pemeriksaan": "Kedua pihak didengar.", "alasan": "Tidak terbukti."}
    assert "Hasil tetap: Butuh Perbaikan" in utama(kirim(lakon, klien, 19, **isi))
    assert kirim(lakon, klien, 19, **isi, diperiksa="ya").status_code == 302
    assert (lakon.kini.status, len(lakon.kini.hasil)) == ("sah", 1)


def test_a_changed_result_with_a_bad_number_is_told_at_its_field(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2020).nilai().terima().keberatan().tanggapi()
    isi = lakon.isian(aspek__3__nilai="920", keputusan="ubah", pemeriksaan="Didengar.", alasan="Ada.")
    halaman = kirim(lakon, login("kabid"), 19, **isi)
    assert (halaman.status_code, salah(halaman)) == (422, {"aspek-3-nilai"})
    assert pohon(halaman).cssselect("[name=pemeriksaan]")[0].text.strip() == "Didengar."


@pytest.mark.parametrize("siapa", ["kasi", "pelaksana1", "kepala", "verifikatur"])
def test_only_the_superior_decides_the_objection(mulai: Mulai, login: Login, siapa: str) -> None:
    lakon = mulai().nilai().terima().keberatan().tanggapi()
    assert buka(lakon, login(siapa), 19).status_code == 404
    isi = {"keputusan": "tetap", "pemeriksaan": "Ya.", "alasan": "Ya.", "diperiksa": "ya"}
    assert kirim(lakon, login(siapa), 19, **isi).status_code == 404
    assert lakon.kini.status == "ditanggapi"


def test_who_assessed_does_not_decide_the_objection_as_plt_of_the_superior(
    mulai: Mulai, login: Login, db: Session
) -> None:
    lakon = mulai().nilai().terima().keberatan().tanggapi()
    wakilkan(db, "kasi", "kabid")
    assert "Anda sendiri pihak dalam perkara ini" in utama(buka(lakon, login("kasi"), 19))
    isi = {"keputusan": "tetap", "pemeriksaan": "Ya.", "alasan": "Ya.", "diperiksa": "ya"}
    assert kirim(lakon, login("kasi"), 19, **isi).status_code == 403
    assert lakon.kini.status == "ditanggapi"
