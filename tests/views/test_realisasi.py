"""/realisasi/<id>: all sides, the score with its reasons, how it went, and who may not look."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from portal import audit
from portal.audit import Event
from portal.security import SISTEM
from tests.bulan import BERKAS, TELAAH, Panggung
from tests.views.bantuan import pernyataan, pohon, teks

Login = Callable[[str], object]


def buka(p: Panggung, klien: object) -> object:
    return klien.get(f"/realisasi/{p.bulan.id}")


@pytest.fixture
def selesai(januari: Panggung) -> Panggung:
    """January: rejected, appealed, decided, verified."""
    return januari.ajukan().tolak().banding().putuskan().sahkan()


def test_all_sides_stand_in_one_table_and_what_differs_is_marked(selesai: Panggung, login: Login) -> None:
    halaman = pohon(buka(selesai, login("pelaksana1")))
    tabel = halaman.cssselect("section[aria-labelledby=sisi] table")[0]
    assert [teks(th) for th in tabel.cssselect("thead th")] == [
        "Kegiatan",
        "Target",
        "Pegawai",
        "Pejabat penilai",
        "Atasan banding",
        "Berlaku",
        "Nilai",
    ]
    baris = tabel.cssselect("tbody tr")[0]
    sel = {td.get("data-k"): td for td in baris.cssselect("td")}
    assert teks(sel["Berlaku"]).startswith("9 laporan, mutu 88, 20 hari")
    assert [teks(b) for b in sel["Pejabat penilai"].cssselect("strong")] == ["8 laporan", "mutu 85"]
    assert {k for k, td in sel.items() if "diff" in td.get("class", "")} == {
        "Pejabat penilai",
        "Atasan banding",
        "Berlaku",
    }


def test_the_score_explains_itself_step_by_step(selesai: Panggung, login: Login) -> None:
    halaman = pohon(buka(selesai, login("pelaksana1")))
    assert "97,67 Sangat Baik" in teks(halaman.cssselect("section[aria-labelledby=nilai] header")[0])
    mengapa = teks(halaman.cssselect("section[aria-labelledby=nilai] details")[0])
    assert "Aspek kualitas: realisasi / target × 100 = 88 / 100 × 100 = 88" in mengapa
    assert "(kuantitas + kualitas + waktu) / 3 = (100 + 88 + 100) / 3 = 96" in mengapa
    assert "Nilai SKP bulan: 97,67" in mengapa
    assert "SKP Online, nilai bulanan" in mengapa


def test_the_way_is_a_diagram_and_the_same_as_a_list(selesai: Panggung, login: Login) -> None:
    halaman = pohon(buka(selesai, login("pelaksana1")))
    (bingkai,) = halaman.cssselect(".bpmn-scroll")
    assert bingkai.get("tabindex") == "0"
    assert "Sudah dilewati:" in teks(bingkai.cssselect("svg desc")[0])
    langkah = [teks(li.cssselect("strong")[0]) for li in halaman.cssselect("section[aria-labelledby=jalan] ol li")]
    assert langkah == [
        "Isi realisasi",
        "Nilai realisasi",
        "Tanggapi penolakan",
        "Putuskan banding",
        "Verifikasi realisasi",
    ]


def test_the_trail_is_told_in_words(selesai: Panggung, login: Login) -> None:
    riwayat = [
        teks(li.cssselect("strong")[0])
        for li in pohon(buka(selesai, login("pelaksana1"))).cssselect("section[aria-labelledby=riwayat] li")
    ]
    assert riwayat == [
        "Bulan dibuka",
        "Rekap kehadiran diterima dari e-absensi",
        "Realisasi diajukan",
        "Realisasi ditolak dengan nilai usulan",
        "Banding diajukan",
        "Banding ditolak dengan nilai akhir sendiri",
        "Nilai dihitung: 97,67 (Sangat Baik)",
        "Disahkan BKD",
    ]


def test_silence_after_a_rejection_is_told_as_such(januari: Panggung, login: Login) -> None:
    januari.ajukan().tolak().kerjakan(12)
    tulisan = teks(pohon(buka(januari, login("pelaksana1"))).cssselect("section[aria-labelledby=riwayat]")[0])
    assert "Nilai usulan berlaku karena tidak ditanggapi, SISTEM" in tulisan


def test_a_month_that_waits_says_on_whom_and_since_when(januari: Panggung, login: Login) -> None:
    halaman = buka(januari.ajukan(), login("pelaksana1"))
    tulisan = teks(pohon(halaman).cssselect("main .note")[0])
    assert "Nilai realisasi: menunggu Kornelis Kasi sejak 3 Februari 2026" in tulisan
    assert "Belum dihitung" in teks(pohon(halaman).cssselect("main")[0])
    assert not pohon(halaman).cssselect("main a.btn[href^='/tugas/']"), "it is not the employee's turn"


def test_whose_turn_it_is_finds_the_way_to_the_task(januari: Panggung, login: Login) -> None:
    januari.ajukan()
    (tautan,) = pohon(buka(januari, login("kasi"))).cssselect("main a.btn[href^='/tugas/']")
    assert tautan.get("href") == f"/tugas/{januari.tugas}"


def test_the_title_names_the_month_and_the_person(januari: Panggung, login: Login) -> None:
    halaman = pohon(buka(januari, login("pelaksana1")))
    assert halaman.cssselect("title")[0].text == "Realisasi Januari 2026, Lusia Pelaksana · PPK Online"
    assert len(halaman.cssselect("h1")) == 1


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur", "auditor", "admin_bkd", "admin_opd"])
def test_parties_and_those_who_watch_over_the_opd_may_read(januari: Panggung, login: Login, siapa: str) -> None:
    assert buka(januari, login(siapa)).status_code == 200


@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "kepala", "verifikatur2", "pengelola_alur"])
def test_for_everyone_else_the_month_does_not_exist(januari: Panggung, login: Login, siapa: str) -> None:
    assert buka(januari, login(siapa)).status_code == 404


def test_a_month_that_is_not_there_is_not_found_and_nobody_reads_logged_out(
    januari: Panggung, login: Login, client: object
) -> None:
    assert login("auditor").get("/realisasi/99999").status_code == 404
    assert "/login/" in buka(januari, client).location


def test_the_number_of_statements_depends_neither_on_rows_nor_on_events(
    db: Session, aktor: Callable, kerjakan: Callable, login: Login
) -> None:
    hitungan = []
    for siapa, banyak in (("pelaksana1", 1), ("pelaksana2", 12)):
        p = Panggung(db, aktor, kerjakan, siapa).skp(kegiatan=[TELAAH, *[BERKAS] * banyak]).tanpa_mesin().buka()
        p.ajukan(*[(9, 95, 20)] * (banyak + 1))
        for nomor in range(banyak * 5):
            audit.record(db, Event.BUKTI_DIUNGGAH, actor=SISTEM, subjek=("realisasi", p.bulan.id), nama=f"{nomor}.pdf")
        db.commit()
        klien, alamat = login(siapa), f"/realisasi/{p.bulan.id}"
        with pernyataan(db.get_bind()) as semua:
            assert klien.get(alamat).status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1] <= 30
