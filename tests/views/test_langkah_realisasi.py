"""Reporting a month and judging it: what the pages show, what they refuse beside which field, and who may not."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from portal.models import DrafTugas
from tests.bulan import BERKAS, TELAAH, Panggung
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks
from tests.views.langkah_bulan import buka, isi, kirim, salah

Login = Callable[[str], object]
PERIKSA = {"diperiksa": "ya", "kunci": KUNCI}


# Isi realisasi


def test_the_month_is_prefilled_with_its_targets(januari: Panggung, login: Login) -> None:
    halaman = buka(januari, login("pelaksana1"), 3)
    assert [isi(halaman, f"baris-0-{m}") for m in ("kuantitas", "kualitas", "waktu")] == ["9", "100", "20"]
    assert isi(halaman, "baris-1-kuantitas") == "40"
    assert "Target: 9 laporan, mutu 100, 20 hari" in teks(pohon(halaman).cssselect("main")[0])


def test_the_page_says_until_when_and_shows_the_attendance(januari: Panggung, login: Login) -> None:
    isi_halaman = teks(pohon(buka(januari, login("pelaksana1"), 3)).cssselect("main")[0])
    assert "diisi 1 Februari 2026 sampai 5 Februari 2026, 23.59 WITA" in isi_halaman
    assert "19 dari 21 hari kerja" in isi_halaman
    assert "TL1 2 kali (35 menit)" in isi_halaman


def test_a_partner_that_is_down_is_said_with_the_next_try_and_the_form_still_works(
    panggung: Panggung, login: Login
) -> None:
    halaman = buka(panggung.skp().buka(), login("pelaksana1"), 1)
    tulisan = teks(pohon(halaman).cssselect("main")[0])
    assert "E-absensi sedang tidak dapat dihubungi. Portal mencoba lagi sendiri 1 Februari 2026" in tulisan
    assert pohon(halaman).cssselect("button[value=ajukan]")


def test_an_opd_without_machine_is_said(panggung: Panggung, login: Login) -> None:
    halaman = buka(panggung.skp().tanpa_mesin().buka(), login("pelaksana1"), 3)
    assert "Tanpa mesin" in teks(pohon(halaman).cssselect("main")[0])


def test_before_the_skp_is_in_force_one_can_only_keep_a_draft(panggung: Panggung, login: Login, db: Session) -> None:
    p, klien = panggung.skp(berlaku=False).rekap().buka(), login("pelaksana1")
    halaman = buka(p, klien, 3)
    assert "SKP Anda belum ditetapkan" in teks(pohon(halaman).cssselect("main")[0])
    assert not pohon(halaman).cssselect("button[value=ajukan]")
    kirim(p, klien, 3, tindakan="simpan", **p.isian((8, 90, 20), (40, 100, 20)))
    for lain in ({}, PERIKSA):
        jawab = kirim(
            p,
            klien,
            3,
            tindakan="ajukan",
            **p.isian((8, 90, 20), (40, 100, 20)),
            **{k: v for k, v in lain.items() if k != "kunci"},
        )
        assert jawab.status_code == 409
    assert isi(buka(p, klien, 3), "baris-0-kuantitas") == "8"
    assert db.query(DrafTugas).count() == 1
    assert p.bulan.status == "realisasi"


def test_the_answers_are_shown_once_more_with_the_score_before_they_are_sent(januari: Panggung, login: Login) -> None:
    klien, isian = login("pelaksana1"), januari.isian((9, "95,5", 20), (40, 98, 20))
    halaman = kirim(januari, klien, 3, tindakan="ajukan", **isian)
    tulisan = teks(pohon(halaman).cssselect("main")[0])
    assert "9 laporan, mutu 95,5, 20 hari; target 9 laporan, mutu 100, 20 hari" in tulisan
    assert "98,92" in tulisan
    assert januari.bulan.status == "realisasi"
    jawab = kirim(januari, klien, 3, tindakan="ajukan", diperiksa="ya", **isian)
    assert jawab.status_code == 302
    assert "/terima" in jawab.location
    klaim = {b.kegiatan_id: b.kualitas for b in januari.bulan.baris if b.sisi == "klaim"}
    assert klaim[januari.kegiatan[0]] == Decimal("95.5")
    assert januari.bulan.status == "propose"


def test_a_fault_is_shown_beside_its_field_and_nothing_typed_is_lost(januari: Panggung, login: Login) -> None:
    jawab = kirim(januari, login("pelaksana1"), 3, tindakan="ajukan", **januari.isian((9, 880, 20), ("", 98, 20)))
    assert jawab.status_code == 422
    assert salah(jawab) == {"baris-0-kualitas", "baris-1-kuantitas"}
    assert isi(jawab, "baris-0-kualitas") == "880"
    assert {a.get("href") for a in pohon(jawab).cssselect(".ringkasan a")} == {
        "#baris-0-kualitas",
        "#baris-1-kuantitas",
    }


def test_a_late_month_can_be_sent_and_the_lateness_is_kept(januari: Panggung, login: Login) -> None:
    klien = login("pelaksana1")
    assert "Sudah lewat" in teks(pohon(buka(januari, klien, 7)).cssselect("main")[0])
    assert (
        kirim(
            januari, klien, 7, tindakan="ajukan", diperiksa="ya", **januari.isian((9, 95, 20), (40, 98, 20))
        ).status_code
        == 302
    )
    assert januari.bulan.terlambat is True


@pytest.mark.parametrize(
    "siapa", ["pelaksana2", "kasi", "kabid", "verifikatur", "verifikatur2", "admin_bkd", "auditor"]
)
def test_nobody_else_fills_in_the_month(januari: Panggung, login: Login, siapa: str) -> None:
    assert buka(januari, login(siapa), 3).status_code == 404
    jawab = kirim(
        januari, login(siapa), 3, tindakan="ajukan", diperiksa="ya", **januari.isian((9, 95, 20), (40, 98, 20))
    )
    assert jawab.status_code == 404
    assert januari.bulan.status == "realisasi"


def test_the_plt_of_the_employee_does_not_fill_in_his_month(januari: Panggung, login: Login) -> None:
    januari.wakilkan("pelaksana2", "pelaksana1")
    assert buka(januari, login("pelaksana2"), 3).status_code == 404


# Tinjau realisasi


def test_the_appraiser_sees_target_claim_and_last_month_beside_each_other(januari: Panggung, login: Login) -> None:
    januari.ajukan((9, 90, 20), (40, 98, 20)).setujui().sahkan()
    kini = januari.buka(2)
    with kini.pada(3, 2):
        from portal.actions import realisasi

        realisasi.ajukan(kini.tugas, actor=kini.aktor("pelaksana1"), baris=kini.baris((7, 95, 20), (40, 98, 20)))
        (baris, _lain) = (
            pohon(login("kasi").get(f"/tugas/{kini.tugas}")).cssselect("main form table")[0].cssselect("tbody tr")
        )
    sel = {td.get("data-k"): teks(td) for td in baris.cssselect("td")}
    assert sel["Target"].startswith("9 laporan, mutu 100, 20 hari")
    assert sel["Menurut pegawai"].startswith("7 laporan, mutu 95, 20 hari")
    assert sel["Bulan lalu"] == "9 laporan, mutu 90, 20 hari"
    assert sel["Nilai"].startswith("90,93 Mengapa?")
    assert "realisasi / target × 100 = 7 / 9 × 100 = 77,78" in sel["Nilai"]


def test_the_appraiser_agrees(januari: Panggung, login: Login) -> None:
    assert kirim(januari.ajukan(), login("kasi"), 4, keputusan="setujui").status_code == 302
    assert januari.bulan.status == "evaluated"


def test_a_rejection_demands_a_note_then_values_then_a_reason_for_each(januari: Panggung, login: Login) -> None:
    klien, sama = login("kasi"), januari.ajukan().isian((9, 95, 20), (40, 98, 20))
    beda = januari.isian((8, 85, 20), (40, 98, 20))
    tanpa_catatan = kirim(januari, klien, 4, keputusan="tolak", **beda)
    assert (tanpa_catatan.status_code, salah(tanpa_catatan)) == (422, {"catatan"})
    tanpa_nilai = kirim(januari, klien, 4, keputusan="tolak", catatan="Belum sesuai.", **sama)
    assert tanpa_nilai.status_code == 422
    assert "nilai usulan yang berbeda" in teks(pohon(tanpa_nilai).cssselect(".ringkasan")[0])
    tanpa_alasan = kirim(januari, klien, 4, keputusan="tolak", catatan="Belum sesuai.", **beda)
    assert (tanpa_alasan.status_code, salah(tanpa_alasan)) == (422, {"baris-0-catatan"})
    assert januari.bulan.status == "propose"
    lengkap = {**beda, "baris-0-catatan": "Dua dikembalikan."}
    assert kirim(januari, klien, 4, keputusan="tolak", catatan="Belum sesuai.", **lengkap).status_code == 302
    assert januari.bulan.status == "rejected_manager"


def test_every_anchor_of_the_error_summary_is_on_the_page(januari: Panggung, login: Login) -> None:
    klien = login("kasi")
    januari.ajukan()
    for isian in (januari.isian((9, 95, 20), (40, 98, 20)), januari.isian((8, 880, ""), (40, 98, 20)), {}):
        halaman = pohon(kirim(januari, klien, 4, keputusan="tolak", catatan="Belum sesuai.", **isian))
        tujuan = [a.get("href")[1:] for a in halaman.cssselect(".ringkasan a")]
        assert tujuan
        assert all(halaman.cssselect(f"[id='{satu}']") for satu in tujuan), tujuan


@pytest.mark.parametrize("siapa", ["pelaksana1", "pelaksana2", "kabid", "verifikatur", "verifikatur2"])
def test_only_the_appraiser_judges(januari: Panggung, login: Login, siapa: str) -> None:
    januari.ajukan()
    assert buka(januari, login(siapa), 4).status_code == 404
    assert kirim(januari, login(siapa), 4, keputusan="setujui").status_code == 404
    assert januari.bulan.status == "propose"


def test_the_employee_does_not_judge_himself_as_plt_of_his_appraiser(januari: Panggung, login: Login) -> None:
    januari.ajukan().wakilkan("pelaksana1", "kasi")
    halaman = buka(januari, login("pelaksana1"), 4)
    assert "Anda sendiri pihak dalam perkara ini" in teks(pohon(halaman).cssselect("main")[0])
    assert not pohon(halaman).cssselect("button[value=kirim]")
    assert kirim(januari, login("pelaksana1"), 4, keputusan="setujui").status_code == 403
    assert januari.bulan.status == "propose"


# All of them


def test_biaya_and_angka_kredit_are_asked_where_they_have_a_target(
    db: Session, aktor: Callable, kerjakan: Callable, login: Login
) -> None:
    p = (
        Panggung(db, aktor, kerjakan, "jft")
        .skp(kegiatan=[{**TELAAH, "ak": "6"}, {**BERKAS, "biaya": "120000000"}])
        .rekap()
        .buka()
    )
    halaman = buka(p, login("jft"), 3)
    assert (isi(halaman, "baris-0-ak"), isi(halaman, "baris-1-biaya")) == ("0,5", "10.000.000")
    assert not pohon(halaman).cssselect("[name='baris-0-biaya'], [name='baris-1-ak']")
    angka = {**p.isian((9, 100, 20), (40, 100, 20)), "baris-0-ak": "0,4", "baris-1-biaya": "9.500.000"}
    assert kirim(p, login("jft"), 3, tindakan="ajukan", diperiksa="ya", **angka).status_code == 302
    klaim = {b.kegiatan_id: (b.ak, b.biaya) for b in p.bulan.baris if b.sisi == "klaim"}
    assert list(klaim.values()) == [(Decimal("0.4"), None), (None, Decimal("9500000"))]


def test_the_number_of_statements_does_not_depend_on_the_number_of_kegiatan(
    db: Session, aktor: Callable, kerjakan: Callable, login: Login
) -> None:
    hitungan = []
    for siapa, banyak in (("pelaksana1", 1), ("pelaksana2", 12)):
        p = Panggung(db, aktor, kerjakan, siapa).skp(kegiatan=[TELAAH] * banyak).tanpa_mesin().buka()
        klien = login(siapa)
        with p.pada(2, 3), pernyataan(db.get_bind()) as semua:
            assert klien.get(f"/tugas/{p.tugas}").status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1] <= 24
