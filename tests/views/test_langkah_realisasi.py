"""The pages of the monthly steps: what each shows, what it refuses beside which field, and who may not."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from portal.models import DrafTugas
from tests.bulan import BERKAS, TELAAH, Panggung
from tests.factories import nyalakan
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks

Login = Callable[[str], object]
PERIKSA = {"diperiksa": "ya", "kunci": KUNCI}


def buka(p: Panggung, klien: object, hari: int) -> object:
    """The page of the open task on that day of February."""
    with p.pada(2, hari):
        return klien.get(f"/tugas/{p.tugas}")


def kirim(p: Panggung, klien: object, hari: int, tugas: str | None = None, **isian: str) -> object:
    """Its form, sent."""
    with p.pada(2, hari):
        return klien.kirim(f"/tugas/{tugas or p.tugas}", {"kunci": KUNCI, "tindakan": "kirim", **isian})


def isi(halaman: object, nama: str) -> str:
    (medan,) = pohon(halaman).cssselect(f"[name='{nama}']")
    return medan.get("value") or medan.text or ""


def salah(halaman: object) -> set[str]:
    """Names of the fields marked as wrong."""
    return {m.get("name") for m in pohon(halaman).cssselect("[aria-invalid=true]")} | {
        m.get("id") for m in pohon(halaman).cssselect("fieldset.err")
    }


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


# Verifikasi realisasi


def test_the_verifikatur_sees_what_counts_and_verifies(januari: Panggung, login: Login) -> None:
    januari.ajukan().tolak().banding().putuskan()
    halaman = pohon(buka(januari, login("verifikatur"), 7))
    tulisan = teks(halaman.cssselect("main")[0])
    assert "97,67 Sangat Baik" in tulisan
    assert "Dibanding, lalu ditolak dengan nilai akhir sendiri oleh Juliana Kabid" in tulisan
    assert "Satu telaah terlambat." in tulisan
    assert {r.get("value") for r in halaman.cssselect("[name=keputusan]")} == {"sahkan", "sahkan_target"}
    assert kirim(januari, login("verifikatur"), 7, keputusan="sahkan").status_code == 302
    assert januari.bulan.status == "done"


def test_the_target_instead_of_the_realisation_needs_a_note(januari: Panggung, login: Login) -> None:
    klien = login("verifikatur")
    jawab = kirim(januari.ajukan().setujui(), klien, 7, keputusan="sahkan_target")
    assert (jawab.status_code, salah(jawab)) == (422, {"catatan"})
    assert kirim(januari, klien, 7, keputusan="sahkan_target", catatan="Gangguan sistem.").status_code == 302
    assert (januari.bulan.nilai, januari.bulan.pakai_target) == (Decimal("100"), True)


def test_bkd_does_not_send_back_unless_the_province_says_so(januari: Panggung, login: Login) -> None:
    jawab = kirim(januari.ajukan().setujui(), login("verifikatur"), 7, keputusan="tolak", catatan="Biaya keliru.")
    assert jawab.status_code == 403
    assert januari.bulan.status == "evaluated"


@pytest.mark.parametrize("siapa", ["verifikatur2", "pelaksana1", "kasi", "kabid", "admin_bkd", "auditor"])
def test_only_the_verifikatur_of_the_opd_verifies(januari: Panggung, login: Login, siapa: str) -> None:
    januari.ajukan().setujui()
    assert buka(januari, login(siapa), 7).status_code == 404
    assert kirim(januari, login(siapa), 7, keputusan="sahkan").status_code == 404
    assert januari.bulan.status == "evaluated"


def test_a_verifikatur_who_is_a_party_may_read_and_not_verify(januari: Panggung, login: Login) -> None:
    januari.ajukan().setujui().verifikatur("kasi")
    halaman = buka(januari, login("kasi"), 7)
    assert "Anda sendiri pihak dalam perkara ini" in teks(pohon(halaman).cssselect("main")[0])
    assert kirim(januari, login("kasi"), 7, keputusan="sahkan").status_code == 403
    assert januari.bulan.status == "evaluated"


# Tindak lanjut verifikasi


@pytest.fixture
def dikembalikan(januari: Panggung, login: Login, db: Session) -> Panggung:
    """BKD, which may here, sent the month back."""
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    januari.ajukan().setujui()
    assert {r.get("value") for r in pohon(buka(januari, login("verifikatur"), 7)).cssselect("[name=keputusan]")} >= {
        "tolak"
    }
    assert (
        kirim(januari, login("verifikatur"), 7, keputusan="tolak", catatan="Kuantitas melebihi surat.").status_code
        == 302
    )
    return januari


def test_corrected_values_are_scored_and_verified_again(dikembalikan: Panggung, login: Login) -> None:
    halaman = buka(dikembalikan, login("kasi"), 8)
    assert "Kuantitas melebihi surat." in teks(pohon(halaman).cssselect("main")[0])
    assert isi(halaman, "baris-0-kualitas") == "95"
    isian = dikembalikan.isian((8, 85, 20), (40, 98, 20))
    assert kirim(dikembalikan, login("kasi"), 8, sikap="terima", catatan="Dikoreksi.", **isian).status_code == 302
    assert (dikembalikan.kerjakan(8).bulan.status, dikembalikan.bulan.nilai) == ("evaluated", Decimal("95.31"))


def test_the_appraiser_may_stand_by_the_values_with_an_explanation(dikembalikan: Panggung, login: Login) -> None:
    tanpa = kirim(dikembalikan, login("kasi"), 8, sikap="bantah", catatan="")
    assert (tanpa.status_code, salah(tanpa)) == (422, {"catatan"})
    assert kirim(dikembalikan, login("kasi"), 8, sikap="bantah", catatan="Surat kedua terlampir.").status_code == 302
    assert dikembalikan.kerjakan(8).bulan.nilai == Decimal("98.83")


def test_a_wrong_correction_is_shown_beside_its_field(dikembalikan: Panggung, login: Login) -> None:
    jawab = kirim(
        dikembalikan,
        login("kasi"),
        8,
        sikap="terima",
        catatan="Koreksi.",
        **dikembalikan.isian((8, 101, 20), (40, 98, 20)),
    )
    assert (jawab.status_code, salah(jawab)) == (422, {"baris-0-kualitas"})


@pytest.mark.parametrize("siapa", ["verifikatur", "pelaksana1", "kabid"])
def test_only_the_appraiser_follows_up(dikembalikan: Panggung, login: Login, siapa: str) -> None:
    assert buka(dikembalikan, login(siapa), 8).status_code == 404
    assert kirim(dikembalikan, login(siapa), 8, sikap="bantah", catatan="Tidak.").status_code == 404


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
