"""One purpose for one case: where it is asked, what it covers, and who is never asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.audit import Event
from portal.models import Penilaian, Peristiwa, Skp
from portal.queries import pemeriksaan
from tests.bulan import Panggung
from tests.views.bantuan import pegawai_id, pernyataan

Login = Callable[[str], Any]
TUJUAN = {"pilihan": "aduan", "keterangan": "surat 12/2026"}


def pembukaan(db: Session) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == Event.KASUS_DIBUKA).order_by(Peristiwa.id)))


@pytest.fixture
def alamat(db: Session, januari: Panggung) -> dict[str, str]:
    """Where the case of pelaksana1 can be opened, by what the guard calls it."""
    skp = db.scalars(select(Skp)).one()
    tahunan = Penilaian(
        nomor="PN-2026-1", pegawai_id=skp.pegawai_id, tahun=2026, skp_id=skp.id, profil="PAN6",
        dibuka_pada=datetime(2027, 1, 1, tzinfo=waktu.WITA),
    )  # fmt: skip
    db.add(tahunan)
    db.commit()
    return {
        f"skp/{skp.id}": f"/skp/{skp.id}",
        f"realisasi/{januari.bulan.id}": f"/realisasi/{januari.bulan.id}",
        f"penilaian/{tahunan.id}": f"/penilaian/{tahunan.id}",
        f"catatan-perilaku/{skp.pegawai_id}-2026": f"/catatan-perilaku/{skp.pegawai_id}?tahun=2026",
        f"instans/{januari.instans}": f"/instans/{januari.instans}",
        f"instans/{skp.instans_id}": f"/instans/{skp.instans_id}",
    }


def ditanya(jawab: Any) -> bool:
    assert jawab.status_code == 200, jawab.status_code
    return "Untuk apa Anda membuka perkara ini?" in jawab.text


@pytest.mark.parametrize("siapa", ["auditor", "admin_bkd"])
def test_every_way_into_another_s_case_asks_what_for(alamat: dict[str, str], login: Login, siapa: str) -> None:
    klien = login(siapa)
    for url in alamat.values():
        assert ditanya(klien.get(url)), url
    nomor = next(a for a in alamat if a.startswith("skp/"))
    for bagian in ("versi/1", "f1.xlsx", "skp6.xlsx"):
        assert ditanya(klien.get(f"/{nomor}/{bagian}")), bagian


@pytest.mark.kedua_basis
def test_one_purpose_opens_the_whole_case_for_the_session(db: Session, alamat: dict[str, str], login: Login) -> None:
    for kunci, url in alamat.items():
        klien, sebelum = login("auditor"), len(pembukaan(db))
        jawab = klien.kirim(f"/pemeriksaan/{kunci}", TUJUAN | {"kembali": url})
        assert jawab.location == url
        for lain in alamat.values():
            assert not ditanya(klien.get(lain)), (kunci, lain)
        (satu,) = pembukaan(db)[sebelum:]
        assert (satu.subjek, satu.subjek_id) == ("pegawai", pegawai_id(db, "pelaksana1"))
        assert satu.rincian["tahun"] == 2026
        assert satu.rincian["dibuka"] == kunci.split("/")[0]
        assert satu.rincian["tujuan"] == "Menindaklanjuti pengaduan: surat 12/2026"


def test_another_year_and_another_person_are_other_cases(db: Session, alamat: dict[str, str], login: Login) -> None:
    klien, satu = login("auditor"), pegawai_id(db, "pelaksana1")
    klien.kirim(f"/pemeriksaan/catatan-perilaku/{satu}-2026", TUJUAN)
    assert not ditanya(klien.get(f"/catatan-perilaku/{satu}?tahun=2026"))
    assert ditanya(klien.get(f"/catatan-perilaku/{satu}?tahun=2025"))
    assert ditanya(klien.get(f"/catatan-perilaku/{pegawai_id(db, 'pelaksana2')}?tahun=2026"))


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd", "sekda"])
def test_parties_and_who_looks_at_an_opd_are_never_asked(
    db: Session, alamat: dict[str, str], login: Login, siapa: str
) -> None:
    klien = login(siapa)
    for url in alamat.values():
        assert "Untuk apa Anda membuka" not in klien.get(url).text
    assert pembukaan(db) == []


def test_an_auditor_who_is_a_party_is_not_asked(db: Session, januari: Panggung, login: Login) -> None:
    skp = db.scalars(select(Skp)).one()
    skp.penilai_id = pegawai_id(db, "auditor")
    db.commit()
    assert "Untuk apa Anda membuka" not in login("auditor").get(f"/skp/{skp.id}").text
    assert ditanya(login("admin_bkd").get(f"/skp/{skp.id}"))


def test_a_verifikatur_who_examines_must_say_what_for_before_the_assessment(
    db: Session, alamat: dict[str, str], januari: Panggung, login: Login
) -> None:
    januari.verifikatur("admin_bkd")
    klien = login("admin_bkd")
    for kunci, url in alamat.items():
        assert ditanya(klien.get(url)) == kunci.startswith(("penilaian", "catatan")), kunci


@pytest.mark.parametrize(
    "kunci", ["skp/99999", "skp/x", "skp/1e9", "realisasi/0", "penilaian/7", "catatan-perilaku/1", "apa/1", "instans/x",
              "catatan-perilaku/99999-2026", "catatan-perilaku/1-26", "skp/12345678901234567890"],
)  # fmt: skip
def test_what_is_not_there_cannot_be_opened(db: Session, login: Login, kunci: str) -> None:
    assert login("auditor").kirim(f"/pemeriksaan/{kunci}", TUJUAN).status_code == 404
    assert pembukaan(db) == []


@pytest.mark.parametrize("ke", ["https://contoh.invalid/", "//contoh.invalid", "/\\contoh.invalid", "javascript:1", ""])
def test_after_the_purpose_nobody_is_led_away(alamat: dict[str, str], login: Login, ke: str) -> None:
    kunci = next(iter(alamat))
    assert login("auditor").kirim(f"/pemeriksaan/{kunci}", TUJUAN | {"kembali": ke}).location == "/instans/"


def test_who_does_not_examine_costs_no_statement_more(db: Session, januari: Panggung, login: Login) -> None:
    kasi = januari.aktor("kasi")
    with pernyataan(db.get_bind()) as semua:
        assert pemeriksaan.pintu(kasi, "skp", "1", None) is None
    assert semua == []


# What leaves as a file


def ekspor(db: Session) -> list[dict[str, Any]]:
    db.rollback()
    semua = db.scalars(select(Peristiwa).where(Peristiwa.jenis == Event.DAFTAR_DIEKSPOR).order_by(Peristiwa.id))
    return [p.rincian | {"aktor": p.aktor, "subjek": p.subjek} for p in semua]


def test_a_list_that_is_taken_away_is_kept_with_its_filter_and_rows(
    db: Session, januari: Panggung, login: Login
) -> None:
    login("auditor").get("/instans/ekspor.xlsx?q=rb-&keadaan=berjalan&halaman=3")
    (satu,) = ekspor(db)
    assert (satu["layar"], satu["baris"]) == ("instans", 1)
    assert satu["saringan"] == {"q": "rb-", "keadaan": "berjalan"}
    assert satu["aktor"] == januari.aktor("auditor").id


def test_looking_at_the_list_takes_nothing_away(db: Session, januari: Panggung, login: Login) -> None:
    login("auditor").get("/instans/?q=rb-")
    login("kasi").get("/instans/ekspor.xlsx")
    assert ekspor(db) == []


@pytest.mark.parametrize("form", ["f1", "skp6"])
def test_a_form_of_somebody_else_is_kept_and_one_s_own_is_not(
    db: Session, januari: Panggung, login: Login, form: str
) -> None:
    skp = januari.bulan.skp_id
    login("pelaksana1").get(f"/skp/{skp}/{form}.xlsx")
    assert ekspor(db) == []
    login("kasi").get(f"/skp/{skp}/{form}.xlsx")
    (satu,) = ekspor(db)
    assert (satu["layar"], satu["subjek"], satu["baris"]) == (form, "skp", 1)


def test_the_forms_of_an_opd_are_kept_as_one_list(db: Session, januari: Panggung, login: Login) -> None:
    assert login("admin_opd").get("/laporan/f1.xlsx?tahun=2026").status_code == 200
    (satu,) = ekspor(db)
    assert (satu["layar"], satu["baris"], satu["saringan"]) == ("f1_opd", 1, {"tahun": "2026"})


# REST


def rest(klien: Any, url: str, **tajuk: str) -> Any:
    return klien.get(f"/api/v1/instans/{url}", headers={k.replace("_", "-"): v for k, v in tajuk.items()})


@pytest.mark.kedua_basis
def test_a_program_says_what_for_in_its_call_and_once_is_enough(db: Session, januari: Panggung, login: Login) -> None:
    klien = login("auditor")
    for url in (januari.instans, f"{januari.instans}/riwayat"):
        jawab = rest(klien, url)
        assert (jawab.status_code, jawab.get_json()["kode"]) == (403, "tujuan_diperlukan")
    assert rest(klien, januari.instans, X_Tujuan="Pengaduan 12/2026").status_code == 200
    (satu,) = pembukaan(db)
    assert satu.rincian["tujuan"] == "Pengaduan 12/2026"
    assert rest(klien, f"{januari.instans}/riwayat").status_code == 200
    assert rest(klien, str(januari._skp)).status_code == 200, "the same case"
    assert len(pembukaan(db)) == 1
    assert rest(login("auditor"), januari.instans).status_code == 403, "another session"


def test_the_purpose_may_stand_in_the_address(db: Session, januari: Panggung, login: Login) -> None:
    assert rest(login("auditor"), f"{januari.instans}?tujuan=Pengaduan+12/2026").status_code == 200
    assert pembukaan(db)[0].rincian["tujuan"] == "Pengaduan 12/2026"


@pytest.mark.parametrize("tujuan", ["rutin", "  kurang   ", "x" * 301])
def test_a_purpose_that_says_too_little_or_too_much_is_refused(
    db: Session, januari: Panggung, login: Login, tujuan: str
) -> None:
    jawab = rest(login("auditor"), januari.instans, X_Tujuan=tujuan)
    assert (jawab.status_code, jawab.get_json()["kode"]) == (422, "tidak_sah")
    assert pembukaan(db) == []


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur"])
def test_parties_call_without_a_purpose(db: Session, januari: Panggung, login: Login, siapa: str) -> None:
    assert rest(login(siapa), januari.instans).status_code == 200
    assert rest(login(siapa), f"{januari.instans}/riwayat").status_code == 200
    assert pembukaan(db) == []


def test_for_a_stranger_the_case_is_not_there_whatever_his_purpose(januari: Panggung, login: Login) -> None:
    jawab = rest(login("pelaksana2"), januari.instans, X_Tujuan="Ingin tahu saja")
    assert (jawab.status_code, jawab.get_json()["kode"]) == (404, "tidak_ditemukan")


def test_each_token_says_what_for_once(db: Session, app: Any, januari: Panggung) -> None:
    from tests.flows.rest import Rest

    pertama, kedua = Rest(app, "auditor"), Rest(app, "auditor")
    alamat = f"instans/{januari.instans}"
    assert pertama.get(alamat).status_code == 403
    assert pertama.get(f"{alamat}?tujuan=Pengaduan+12/2026").status_code == 200
    assert pertama.get(f"{alamat}/riwayat").status_code == 200
    assert kedua.get(alamat).status_code == 403
    (satu,) = pembukaan(db)
    assert satu.rincian["sesi"].startswith("token:")
