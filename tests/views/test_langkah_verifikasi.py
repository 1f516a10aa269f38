"""BKD verifies a month, or sends it back where it may; the appraiser follows up; and who may not."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.bulan import Panggung
from tests.factories import nyalakan
from tests.views.bantuan import pohon, teks
from tests.views.langkah_bulan import buka, isi, kirim, salah

Login = Callable[[str], object]


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
