"""The answer to a rejection and the appeal: both sides, their scores, the decision, and who may not."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.bulan import Panggung
from tests.views.bantuan import pohon, teks
from tests.views.langkah_bulan import buka, kirim, salah

Login = Callable[[str], object]


# Tanggapi penolakan


def test_the_employee_sees_both_scores_with_their_reasons(januari: Panggung, login: Login) -> None:
    halaman = pohon(buka(januari.ajukan().tolak(), login("pelaksana1"), 4))
    sel = {td.get("data-k"): teks(td) for td in halaman.cssselect("main tbody tr:first-child td")}
    assert sel["Nilai Anda"].startswith("98,33 Mengapa?")
    assert sel["Nilai penilai"].startswith("91,30 Mengapa?")
    assert "selisih -7,03" in sel["Nilai penilai"]
    assert [td.get("data-k") for td in halaman.cssselect("main td.diff")] == ["Menurut Anda", "Menurut penilai"]
    assert "Dua telaah dikembalikan." in teks(halaman)
    assert "1 dari 2 kegiatan berbeda" in teks(halaman)


def test_accepting_lets_the_suggestion_stand(januari: Panggung, login: Login) -> None:
    assert kirim(januari.ajukan().tolak(), login("pelaksana1"), 5, sikap="terima").status_code == 302
    assert januari.kerjakan(5).bulan.nilai == Decimal("95.31")


def test_an_appeal_needs_a_reason(januari: Panggung, login: Login) -> None:
    jawab = kirim(januari.ajukan().tolak(), login("pelaksana1"), 5, sikap="banding", alasan=" ")
    assert (jawab.status_code, salah(jawab)) == (422, {"alasan"})
    assert januari.bulan.status == "rejected_manager"


@pytest.mark.parametrize("siapa", ["kasi", "kabid", "pelaksana2", "verifikatur"])
def test_nobody_else_answers_the_rejection(januari: Panggung, login: Login, siapa: str) -> None:
    januari.ajukan().tolak()
    assert buka(januari, login(siapa), 5).status_code == 404
    assert kirim(januari, login(siapa), 5, sikap="terima").status_code == 404


# Putuskan banding


def test_both_sides_stand_on_one_page(januari: Panggung, login: Login) -> None:
    halaman = pohon(buka(januari.ajukan().tolak().banding(), login("kabid"), 6))
    sel = {td.get("data-k"): teks(td) for td in halaman.cssselect("main tbody tr:first-child td")}
    assert sel["Pegawai"].startswith("9 laporan, mutu 95, 20 hari")
    assert sel["Penilai"].startswith("8 laporan, mutu 85, 20 hari")
    tulisan = teks(halaman.cssselect("main")[0])
    for bagian in (
        "Tanda terima 31 Januari ada.",
        "Mutu belum sesuai.",
        "Dua telaah dikembalikan.",
        "Batas keputusan",
        "19 dari 21 hari kerja",
    ):
        assert bagian in tulisan
    assert [m.get("name") for m in halaman.cssselect("main table.kerja input:not([type=hidden])")] == [
        "baris-0-kuantitas", "baris-0-kualitas", "baris-0-waktu",
    ], "only what is in dispute is asked for"  # fmt: skip


def test_a_granted_appeal_lets_the_claim_stand(januari: Panggung, login: Login) -> None:
    jawab = kirim(
        januari.ajukan().tolak().banding(),
        login("kabid"),
        6,
        keputusan="kabul",
        alasan="Tanda terima sah.",
        diperiksa="ya",
    )
    assert jawab.status_code == 302
    assert januari.kerjakan(6).bulan.nilai == Decimal("98.83")


def test_a_denial_is_shown_with_the_score_it_gives_before_it_is_sent(januari: Panggung, login: Login) -> None:
    klien = login("kabid")
    isian = januari.ajukan().tolak().banding().isian((9, 88, 20), (40, 98, 20))
    halaman = kirim(januari, klien, 6, keputusan="tolak", alasan="Satu terlambat.", **isian)
    tulisan = teks(pohon(halaman).cssselect("main")[0])
    assert "Nilai SKP bulan ini menjadi97,67" in tulisan
    assert "Ditolak: nilai yang Anda tetapkan berlaku" in tulisan
    assert januari.bulan.status == "appeal"
    assert (
        kirim(januari, klien, 6, keputusan="tolak", alasan="Satu terlambat.", diperiksa="ya", **isian).status_code
        == 302
    )
    assert januari.kerjakan(6).bulan.nilai == Decimal("97.67")


def test_a_decision_needs_a_reason_and_a_denial_other_values(januari: Panggung, login: Login) -> None:
    klien = login("kabid")
    januari.ajukan().tolak().banding()
    for putusan in ("kabul", "tolak"):
        jawab = kirim(januari, klien, 6, keputusan=putusan, alasan="", **januari.isian((9, 88, 20), (40, 98, 20)))
        assert (jawab.status_code, salah(jawab)) == (422, {"alasan"})
    sama = kirim(januari, klien, 6, keputusan="tolak", alasan="Tidak.", **januari.isian((9, 95, 20), (40, 98, 20)))
    assert sama.status_code == 422
    assert "Kabulkan, atau ubah nilainya" in teks(pohon(sama).cssselect(".ringkasan")[0])
    buruk = kirim(januari, klien, 6, keputusan="tolak", alasan="Tidak.", **januari.isian((9, 880, 20), (40, 98, 20)))
    assert (buruk.status_code, salah(buruk)) == (422, {"baris-0-kualitas"})


@pytest.mark.parametrize("siapa", ["kasi", "pelaksana1", "pelaksana2", "kepala", "verifikatur"])
def test_only_the_superior_decides_the_appeal(januari: Panggung, login: Login, siapa: str) -> None:
    januari.ajukan().tolak().banding()
    assert buka(januari, login(siapa), 6).status_code == 404
    assert kirim(januari, login(siapa), 6, keputusan="kabul", alasan="Ya.", diperiksa="ya").status_code == 404
    assert januari.bulan.status == "appeal"


def test_the_appraiser_does_not_decide_on_his_own_rejection_as_plt_of_the_superior(
    januari: Panggung, login: Login
) -> None:
    januari.ajukan().tolak().banding().wakilkan("kasi", "kabid")
    halaman = buka(januari, login("kasi"), 6)
    assert "Anda sendiri pihak dalam perkara ini" in teks(pohon(halaman).cssselect("main")[0])
    assert kirim(januari, login("kasi"), 6, keputusan="kabul", alasan="Ya.", diperiksa="ya").status_code == 403
    assert januari.bulan.status == "appeal"
