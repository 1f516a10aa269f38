"""The pages of operations on one process: what can be done, what would come of it, the reason, the confirmation."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

import workflows
from tests.bulan import Panggung
from tests.views.bantuan import pohon, teks, usul

Login = Callable[[str], Any]
ALASAN = "Surat Kepala BKD 800/7/2026"


@pytest.fixture
def instans(db: Session) -> str:
    """A low-code process that waits for kasi."""
    nomor = workflows.task(db, usul(db, "kasi")).instance_id
    db.rollback()
    return nomor


def buka(klien: Any, instans: str, alamat: str = "") -> Any:
    """The page, having said what for."""
    tujuan = {"pilihan": "lain", "keterangan": "operasi pada proses", "kembali": "/instans/"}
    klien.kirim(f"/pemeriksaan/instans/{instans}", tujuan)
    return klien.get(f"/instans/{instans}/operasi{alamat}")


def status(db: Session, instans: str) -> str:
    db.rollback()
    return workflows.instance(db, instans).status


def lanjut(klien: Any, instans: str, jenis: str, **isian: Any) -> Any:
    """Send the form of the page as it stands, with what was looked at."""
    alamat = f"/instans/{instans}/operasi/{jenis}"
    halaman = pohon(klien.kirim(alamat, isian) if isian else klien.get(alamat))
    dilihat = halaman.cssselect("input[name=dilihat]")
    assert dilihat, teks(halaman.cssselect("main")[0])
    return klien.kirim(alamat, {**isian, "dilihat": dilihat[0].get("value"), "alasan": ALASAN})


def test_the_page_of_the_case_leads_to_what_can_be_done_and_says_why_not(
    instans: str, login: Login, db: Session
) -> None:
    klien = login("admin_bkd")
    halaman = pohon(buka(klien, instans))
    tautan = [a.get("href").rsplit("/", 1)[1] for a in halaman.cssselect("main .tasks a.what")]
    assert tautan == ["tangguhkan", "pindahkan", "betulkan", "batalkan", "migrasi", "alihkan"]
    assert "Tidak selagi keadaannya: Berjalan." in teks(halaman.cssselect("main")[0])
    assert pohon(klien.get(f"/instans/{instans}")).cssselect(f"a[href='/instans/{instans}/operasi']")


def test_before_another_s_case_what_for_is_asked(instans: str, login: Login) -> None:
    jawab = login("admin_bkd").get(f"/instans/{instans}/operasi/tangguhkan")
    assert "Ini perkara orang lain" in jawab.text and "dilihat" not in jawab.text


def test_suspending_shows_what_stops_and_wants_a_reason(instans: str, login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    halaman = pohon(buka(klien, instans, "/tangguhkan"))
    assert "Putuskan usul, Kornelis Kasi" in teks(halaman.cssselect("#akibat")[0].getparent().getparent())
    dilihat = halaman.cssselect("input[name=dilihat]")[0].get("value")
    kurang = klien.kirim(f"/instans/{instans}/operasi/tangguhkan", {"dilihat": dilihat, "alasan": "ya"})
    assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
    assert status(db, instans) == "running"
    jawab = lanjut(klien, instans, "tangguhkan")
    assert (jawab.status_code, jawab.location) == (302, f"/instans/{instans}")
    assert status(db, instans) == "suspended"
    halaman = pohon(klien.get(f"/instans/{instans}"))
    assert "Ditangguhkan Admin BKD" in teks(halaman.cssselect("main")[0])
    assert klien.get("/instans/?keadaan=ditangguhkan").text.count(instans) > 0
    assert "Usul" not in teks(pohon(login("kasi").get("/tugas/")).cssselect("main")[0])


def test_what_was_not_looked_at_is_not_done(instans: str, login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    buka(klien, instans)
    alamat = f"/instans/{instans}/operasi/pindahkan"
    isi = {"dari": "usul_cuti", "ke": "catat", "alasan": ALASAN}
    halaman = pohon(klien.kirim(alamat, isi))
    assert "Catat usul" in teks(halaman.cssselect("#akibat")[0].getparent().getparent())
    lain = klien.kirim(alamat, {**isi, "dilihat": "pindahkan|usul_cuti|selesai|[]|[]"})
    assert lain.status_code == 200 and [t.step for t in workflows.tasks(db, instance=instans)] == ["usul_cuti"]
    db.rollback()
    assert lanjut(klien, instans, "pindahkan", dari="usul_cuti", ke="catat").status_code == 302
    assert [t.step for t in workflows.tasks(db, instance=instans)] == ["catat"]


def test_where_it_cannot_go_the_page_says_why(instans: str, login: Login) -> None:
    klien = login("admin_bkd")
    buka(klien, instans)
    jawab = klien.kirim(f"/instans/{instans}/operasi/pindahkan", {"dari": "catat", "ke": "usul_cuti"})
    halaman = pohon(jawab)
    assert "Tidak ada yang menunggu di catat" in teks(halaman.cssselect("main .note.bad")[0])
    assert not halaman.cssselect("input[name=dilihat]")


def test_facts_are_corrected_in_their_own_kind(instans: str, login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    halaman = pohon(buka(klien, instans, "/betulkan"))
    assert halaman.cssselect("input[name=fakta-lama]")[0].get("value") == "3"
    alamat = f"/instans/{instans}/operasi/betulkan"
    salah = klien.kirim(alamat, {"fakta-lama": "lima"})
    assert salah.status_code == 422 and "tulis seperti semula (3)" in salah.text
    jawab = lanjut(klien, instans, "betulkan", **{"fakta-lama": "5", "baru_nama": "darurat", "baru_nilai": "ya"})
    assert jawab.status_code == 302
    fakta = workflows.instance(db, instans).facts
    assert (fakta["lama"], fakta["darurat"]) == (5, True)


def test_a_process_of_the_law_says_what_to_do_instead(januari: Panggung, login: Login) -> None:
    klien = login("admin_bkd")
    halaman = pohon(buka(klien, januari.instans))
    tautan = [a.get("href").rsplit("/", 1)[1] for a in halaman.cssselect("main .tasks a.what")]
    assert tautan == ["tangguhkan", "pindahkan", "migrasi", "alihkan"]
    satu = pohon(klien.get(f"/instans/{januari.instans}/operasi/batalkan"))
    assert "dibatalkan oleh mutasi" in teks(satu.cssselect("main")[0]) and not satu.cssselect("main form")
    jawab = klien.kirim(
        f"/instans/{januari.instans}/operasi/batalkan", {"dilihat": "batalkan|||[]|[]", "alasan": ALASAN}
    )
    assert jawab.status_code == 409 and januari.bulan.status == "realisasi"


@pytest.mark.parametrize("siapa", ["auditor", "kasi", "pelaksana1", "admin_opd", "pengelola_alur"])
def test_nobody_else_gets_there(siapa: str, instans: str, login: Login, db: Session) -> None:
    klien = login(siapa)
    for alamat in ("", "/tangguhkan"):
        assert klien.get(f"/instans/{instans}/operasi{alamat}").status_code == 403
    jawab = klien.kirim(f"/instans/{instans}/operasi/tangguhkan", {"dilihat": "tangguhkan|||[]|[]", "alasan": ALASAN})
    assert jawab.status_code == 403 and status(db, instans) == "running"


def test_an_auditor_sees_no_link_to_it(instans: str, login: Login) -> None:
    klien = login("auditor")
    buka(klien, instans)
    assert not pohon(klien.get(f"/instans/{instans}")).cssselect("a[href$='/operasi']")


def test_an_operation_that_does_not_exist_is_404(instans: str, login: Login) -> None:
    klien = login("admin_bkd")
    assert buka(klien, instans, "/hapus").status_code == 404


def test_ticked_rows_or_the_whole_list_are_a_run(login: Login, db: Session, kerjakan: Callable[[], None]) -> None:
    ids = [workflows.task(db, usul(db, "kasi", f"U-{n}")).instance_id for n in range(3)]
    db.rollback()
    klien = login("admin_bkd")
    halaman = pohon(klien.get("/instans/?q=U-"))
    assert len(halaman.cssselect("input[name=pilih]")) == 3 and not pohon(login("auditor").get("/instans/")).cssselect(
        "input[name=pilih]"
    )
    assert halaman.cssselect("#jenis-semua option[value=batalkan]") and halaman.cssselect("input[name=q][value='U-']")
    satu = pohon(klien.kirim("/operasi/baru", {"jenis": "tangguhkan", "pilih": ids[:2]}))
    assert len(satu.cssselect("input[name=pilih]")) == 2
    semua = {"jenis": "tangguhkan", "semua": "1", "q": "U-"}
    halaman = pohon(klien.kirim("/operasi/baru", semua))
    assert "3 perkara" in teks(halaman.cssselect("main")[0]) and halaman.cssselect("input[name=q][value='U-']")
    kurang = klien.kirim("/operasi/baru", semua | {"alasan": "ya"})
    assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
    jawab = klien.kirim("/operasi/baru", semua | {"alasan": ALASAN})
    assert jawab.status_code == 302
    kerjakan()
    assert {status(db, i) for i in ids} == {"suspended"}
    hasil = teks(pohon(klien.get(jawab.location)).cssselect("main")[0])
    assert "3 berhasil" in hasil and "Tangguhkan" in hasil


def test_a_run_is_for_admin_bkd_and_for_what_many_can_have(login: Login, db: Session, instans: str) -> None:
    isi = {"jenis": "tangguhkan", "pilih": instans, "alasan": ALASAN}
    for siapa in ("auditor", "kasi"):
        assert login(siapa).kirim("/operasi/baru", isi).status_code == 403
    assert login("admin_bkd").kirim("/operasi/baru", isi | {"jenis": "pindahkan"}).status_code == 404
    assert "Belum ada yang dipilih" in login("admin_bkd").kirim("/operasi/baru", {"jenis": "tangguhkan"}).text


def test_a_choice_is_named_by_its_people_before_it_is_operated_on(januari: Panggung, login: Login) -> None:
    isi = {"jenis": "tangguhkan", "pilih": januari.bulan.instans_id}
    nama = pohon(login("admin_bkd").kirim("/operasi/baru", isi)).cssselect("section[aria-labelledby=yang] li")
    assert [teks(satu) for satu in nama] == [f"{januari.bulan.nomor} (Realisasi Januari 2026, Lusia Pelaksana)"]


def test_the_history_tells_each_operation_and_the_facts_only_what_became_of_them(
    instans: str, login: Login, app: Any, db: Session
) -> None:
    from tests.flows.rest import Rest
    from tests.views.api.bantuan import sesuai

    klien = login("admin_bkd")
    buka(klien, instans)
    lanjut(klien, instans, "tangguhkan")
    lanjut(klien, instans, "lanjutkan")
    lanjut(klien, instans, "betulkan", **{"fakta-lama": "5"})
    lanjut(klien, instans, "pindahkan", dari="usul_cuti", ke="catat")
    jalan = [teks(b) for b in pohon(klien.get(f"/instans/{instans}")).cssselect("ol.line li strong")]
    assert jalan[1:5] == ["Ditangguhkan", "Dilanjutkan", "Fakta dibetulkan", "Dipindahkan"]
    isi = teks(pohon(klien.get(f"/instans/{instans}?bagian=fakta")).cssselect("main")[0])
    assert isi.endswith("Lama35") and ALASAN not in isi and "Sebelumnya" not in isi
    jawab = Rest(app, "admin_bkd").get(f"instans/{instans}/riwayat?tujuan=menangani+laporan+gangguan")
    riwayat = sesuai(app, jawab, "get", "instans/{instans_id}/riwayat")
    assert {r["apa"]: r["kata"] for r in riwayat["riwayat"]}["moved"] == "Dipindahkan"
