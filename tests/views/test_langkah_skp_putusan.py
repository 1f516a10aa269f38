"""The pages where an SKP is decided: review, verification, the final decision; and who may not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import CatatanSkp, Pengganti
from tests.factories import nyalakan
from tests.views.bantuan import KUNCI, pegawai_id, pohon, teks
from tests.views.lakon_skp import KEGIATAN, LakonSkp, formulir, nilai, tautan_putus

Login = Callable[[str], Any]
Mulai = Callable[..., LakonSkp]


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    """mulai("pelaksana1"): an SKP of this year, just begun."""
    return lambda siapa="pelaksana1", **lain: LakonSkp(db, aktor, siapa, **lain)


# Tinjau SKP


def test_what_changed_since_the_last_version_is_marked(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().kembalikan()
    satu = skp.kegiatan[0]
    melayani = {"uraian": "Melayani", "satuan": "Kegiatan", "kuantitas": "12", "kualitas": "90", "waktu": "12"}
    baru = [{**KEGIATAN[0], "id": satu, "kuantitas": "120"}, melayani]
    halaman = pohon(login("kasi").get(skp.ajukan(baru).url))
    (beda,) = halaman.cssselect("td.diff")
    assert teks(beda) == "sebelumnya 100 Laporan menjadi 120 Laporan"
    tabel = teks(halaman.cssselect("table.f1")[0])
    assert "Melayani Kegiatan baru" in tabel
    assert "Mengelola arsip Dihapus" in tabel
    assert "3 baris berbeda dari versi sebelumnya" in teks(halaman.cssselect("main")[0])
    assert "Kornelis Kasi: Naikkan." in tabel


def test_a_change_of_the_months_alone_is_marked_too(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan([KEGIATAN[1] | {"waktu": "2"}]).kembalikan()
    bulan = {b: {"kuantitas": "12", "kualitas": "95", "waktu": "20"} for b in ("5", "6")}
    skp.ajukan([{**KEGIATAN[1], "waktu": "2", "id": skp.kegiatan[0], "bulan": bulan}])
    halaman = pohon(login("kasi").get(skp.url))
    assert not halaman.cssselect("td.diff")
    assert "Pembagian berubah" in teks(halaman.cssselect("table.f1 details[open]")[0])


def test_last_years_skp_lies_beside(mulai: Mulai, login: Login) -> None:
    mulai(tahun=waktu.hari_ini().year - 1).ajukan([{**KEGIATAN[0], "uraian": "Kegiatan tahun lalu"}]).setujui().sahkan()
    halaman = pohon(login("kasi").get(mulai().ajukan().url))
    assert "Kegiatan tahun lalu" in teks(halaman.cssselect("main")[0])


def test_returning_demands_a_reason_and_a_note_on_a_row_and_keeps_what_was_typed(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan(), login("kasi")
    tanpa = {"keputusan": "kembalikan", "catatan": "Kurang.", "tindakan": "kirim", "kunci": KUNCI}
    jawab = klien.kirim(skp.url, tanpa)
    halaman = pohon(jawab)
    assert (jawab.status_code, tautan_putus(halaman)) == (422, [])
    assert "paling sedikit satu kegiatan" in teks(halaman.cssselect(".ringkasan")[0])
    assert nilai(halaman, "catatan") == "Kurang."
    tanpa_alasan = {
        f"catatan_baris-{skp.kegiatan[0]}": "Naikkan.",
        "keputusan": "kembalikan",
        "catatan": "",
        "kunci": KUNCI,
    }
    jawab = klien.kirim(skp.url, tanpa_alasan)
    assert (jawab.status_code, tautan_putus(pohon(jawab))) == (422, [])
    assert nilai(pohon(jawab), f"catatan_baris-{skp.kegiatan[0]}") == "Naikkan."
    assert skp.kini.status == "diajukan"


def test_returned_with_a_reason_per_row(db: Session, mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan()
    isi = {
        f"catatan_baris-{skp.kegiatan[1]}": "Dua bulan saja.",
        "keputusan": "kembalikan",
        "catatan": "Periksa.",
        "kunci": KUNCI,
    }
    assert login("kasi").kirim(skp.url, isi).status_code == 302
    catatan = db.execute(select(CatatanSkp.kegiatan_id, CatatanSkp.catatan).where(CatatanSkp.skp_id == skp.id)).all()
    assert set(catatan) == {(skp.kegiatan[1], "Dua bulan saja."), (None, "Periksa.")}
    assert skp.kini.status == "dikembalikan"


def test_agreed_it_goes_to_bkd(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan()
    assert login("kasi").kirim(skp.url, {"keputusan": "setujui", "kunci": KUNCI}).status_code == 302
    assert skp.kini.status == "disetujui"
    assert login("verifikatur").get(skp.url).status_code == 200


@pytest.mark.parametrize("siapa", ["pelaksana1", "pelaksana2", "kabid", "kabid_bkd", "verifikatur", "admin_bkd"])
def test_only_the_pejabat_penilai_reviews(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai().ajukan()
    assert login(siapa).get(skp.url).status_code == 404
    assert login(siapa).kirim(skp.url, {"keputusan": "setujui", "kunci": KUNCI}).status_code == 404
    assert skp.kini.status == "diajukan"


def test_a_plt_may_read_but_not_decide_on_his_own_skp(db: Session, mulai: Mulai, login: Login) -> None:
    skp, hari = mulai().ajukan(), waktu.hari_ini()
    kasi, saya = pegawai_id(db, "kasi"), pegawai_id(db, "pelaksana1")
    db.add(Pengganti(digantikan_id=kasi, pengganti_id=saya, jenis="Plt", sejak=hari, sampai=hari, nomor_surat="1"))
    db.commit()
    halaman = pohon(login("pelaksana1").get(skp.url))
    assert "Anda adalah pihak dalam SKP ini" in teks(halaman.cssselect("main")[0])
    assert not [b for b in halaman.cssselect("button") if teks(b) == "Kirim keputusan"]
    assert login("pelaksana1").kirim(skp.url, {"keputusan": "setujui", "kunci": KUNCI}).status_code == 403
    assert skp.kini.status == "diajukan"


# Verifikasi SKP


def test_bkd_cannot_reject_while_the_switch_is_off(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().setujui()
    halaman = pohon(login("verifikatur").get(skp.url))
    assert not halaman.cssselect('input[value="tolak"]')
    assert "Sahkan SKP" in [teks(b) for b in halaman.cssselect("button")]
    for nama in ("Lusia Pelaksana", "Kornelis Kasi", "Juliana Kabid", "Carolus Verifikatur"):
        assert nama in teks(halaman.cssselect("main")[0])
    jawab = login("verifikatur").kirim(skp.url, {"keputusan": "tolak", "catatan": "x", "kunci": KUNCI})
    assert (jawab.status_code, skp.kini.status) == (403, "disetujui")


def test_where_the_switch_is_on_bkd_may_send_back_with_a_reason(db: Session, mulai: Mulai, login: Login) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    skp = mulai().ajukan().setujui()
    klien = login("verifikatur")
    assert pohon(klien.get(skp.url)).cssselect('input[value="tolak"]')
    jawab = klien.kirim(skp.url, {"keputusan": "tolak", "catatan": "", "kunci": KUNCI})
    assert (jawab.status_code, tautan_putus(pohon(jawab))) == (422, [])
    assert klien.kirim(skp.url, {"keputusan": "tolak", "catatan": "Biaya.", "kunci": KUNCI}).status_code == 302
    assert skp.kini.status == "diajukan"
    assert "Penolakan BKD" in teks(pohon(login("kasi").get(skp.url)).cssselect("main")[0])


def test_confirmed_by_bkd_the_skp_is_set(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().setujui()
    isi = formulir(login("verifikatur").get(skp.url))
    assert isi["keputusan"] == "sahkan"
    assert login("verifikatur").kirim(skp.url, isi).status_code == 302
    assert (skp.kini.status, skp.kini.ditetapkan_karena) == ("ditetapkan", "disepakati")


@pytest.mark.parametrize("siapa", ["verifikatur2", "pelaksana1", "kasi", "kabid", "admin_opd"])
def test_the_verifikatur_of_another_opd_and_the_parties_do_not_verify(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai().ajukan().setujui()
    assert login(siapa).get(skp.url).status_code == 404
    assert login(siapa).kirim(skp.url, {"keputusan": "sahkan", "kunci": KUNCI}).status_code == 404
    assert skp.kini.status == "disetujui"


# Putuskan SKP


def test_both_sides_stand_on_one_page_and_the_form_begins_with_the_employees_values(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().kembalikan(catatan="Terlalu rendah.", baris="Naikkan.").sengketakan("Sudah sesuai.")
    halaman = pohon(login("kabid").get(skp.url))
    pegawai, penilai = halaman.cssselect(".side > .card")[:2]
    assert "Sudah sesuai." in teks(pegawai)
    assert "Terlalu rendah." in teks(penilai)
    assert "Kornelis Kasi: Naikkan." in teks(halaman.cssselect("table.f1")[0])
    assert (nilai(halaman, "kegiatan-0-kuantitas"), nilai(halaman, "kegiatan-0-bulan-1-kuantitas")) == ("100", "9")


def test_the_final_decision_is_shown_once_more_before_it_is_made(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan().sengketakan(), login("kabid")
    isi = formulir(klien.get(skp.url)) | {"kegiatan-0-kuantitas": "110", "alasan": "Diambil tengahnya."}
    isi = formulir(klien.kirim(skp.url, {**isi, "tindakan": "bagi"}))
    periksa = klien.kirim(skp.url, {**isi, "tindakan": "kirim"})
    assert (periksa.status_code, skp.kini.status) == (200, "disengketakan")
    ringkas = teks(pohon(periksa).cssselect("main dl")[0])
    assert "110 Laporan, mutu 100, 12 bulan, biaya Rp10.000.000" in ringkas
    assert "Diambil tengahnya." in ringkas
    assert klien.kirim(skp.url, {**isi, "tindakan": "kirim", "diperiksa": "ya"}).status_code == 302
    kini = skp.kini
    assert (kini.status, kini.ditetapkan_karena, kini.kegiatan[0].kuantitas) == (
        "ditetapkan",
        "putusan_atasan",
        Decimal(110),
    )


def test_a_decision_needs_a_reason(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan().sengketakan(), login("kabid")
    isi = formulir(klien.get(skp.url)) | {"alasan": "", "tindakan": "kirim", "diperiksa": "ya"}
    jawab = klien.kirim(skp.url, isi)
    assert (jawab.status_code, tautan_putus(pohon(jawab)), skp.kini.status) == (422, [], "disengketakan")


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kepala", "verifikatur"])
def test_the_appraiser_does_not_decide_the_dispute_about_his_own_return(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai().ajukan().kembalikan().sengketakan()
    assert login(siapa).get(skp.url).status_code == 404
    assert login(siapa).kirim(skp.url, {"alasan": "x", "diperiksa": "ya", "kunci": KUNCI}).status_code == 404
