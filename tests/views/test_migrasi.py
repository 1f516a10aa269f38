"""Running processes go to another version and back: looked at, mapped, by a run; a diagram is put on hold."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.models import Peristiwa
from portal.security import orang
from tests.views.bantuan import pegawai_id, pohon, teks
from tests.workflows.diagrams import line

Login = Callable[[str], Any]
ALASAN = "Versi 2 memperbaiki urutan langkahnya"


@pytest.fixture
def berjalan(db: Session) -> list[str]:
    """Three of version 1 at step `periksa`; version 2 calls that step `tinjau`."""
    workflows.publish(db, "alih", line("alih", "periksa", "catat").xml(), by=None, now=waktu.sekarang())
    pihak = {"pegawai": orang(pegawai_id(db, "kasi")), "sistem": "sistem"}
    ids = [
        workflows.start(
            db, "alih", lanes=pihak, facts={}, business_key=f"A-{n}", title=f"Alih {n}", now=waktu.sekarang()
        ).instance.id
        for n in range(3)
    ]
    workflows.publish(db, "alih", line("alih", "tinjau", "catat").xml(), by=None, now=waktu.sekarang())
    db.commit()
    return ids


def versi(db: Session, ids: list[str]) -> set[int]:
    db.rollback()
    return {workflows.instance(db, i).version for i in ids}


def test_what_would_become_of_them_is_said_before_and_a_mapping_helps(
    berjalan: list[str], login: Login, db: Session
) -> None:
    klien = login("admin_bkd")
    halaman = pohon(klien.get("/proses/alih/migrasi"))
    assert "Perlu padanan 3" in teks(halaman.cssselect("main")[0])
    assert halaman.cssselect("select[name=peta-periksa] option[value=tinjau]")
    cocok = pohon(klien.get("/proses/alih/migrasi?dari=1&ke=2&peta-periksa=tinjau"))
    assert "Cocok 3" in teks(cocok.cssselect("main")[0]) and len(cocok.cssselect("#putusan")) == 1
    assert cocok.cssselect("form[method=post] input[name=peta-periksa][value=tinjau]")
    assert versi(db, berjalan) == {1}


def test_they_go_by_a_run_and_the_whole_run_goes_back(
    berjalan: list[str], login: Login, db: Session, kerjakan: Callable[[], None]
) -> None:
    klien = login("admin_bkd")
    isi = {"dari": "1", "ke": "2", "peta-periksa": "tinjau"}
    kurang = klien.kirim("/proses/alih/migrasi", isi | {"alasan": "ya"})
    assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
    jawab = klien.kirim("/proses/alih/migrasi", isi | {"alasan": ALASAN})
    assert jawab.status_code == 302
    kerjakan()
    assert versi(db, berjalan) == {2}
    assert {t.step for t in workflows.tasks(db, instance=berjalan)} == {"tinjau"}
    (satu, *_) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "instans:dimigrasi"))
    assert (satu.rincian["dari_versi"], satu.rincian["ke_versi"], satu.rincian["peta"]) == (1, 2, {"periksa": "tinjau"})
    kembali = klien.kirim(f"{jawab.location}/kembalikan", {"alasan": "Versi 2 ternyata salah"})
    assert kembali.status_code == 302
    kerjakan()
    assert versi(db, berjalan) == {1}
    assert len(list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == "instans:migrasi_dikembalikan")))) == 3


def test_what_finds_no_place_stays_with_the_reason(
    berjalan: list[str], login: Login, db: Session, kerjakan: Callable[[], None]
) -> None:
    klien = login("admin_bkd")
    jawab = klien.kirim("/proses/alih/migrasi", {"dari": "1", "ke": "2", "alasan": ALASAN})
    kerjakan()
    assert versi(db, berjalan) == {1}
    assert "0 berhasil · 3 ditolak" in teks(pohon(klien.get(jawab.location)).cssselect("main")[0])


def test_a_dry_run_of_all_changes_nothing_and_tells_each(
    berjalan: list[str], login: Login, db: Session, kerjakan: Callable[[], None]
) -> None:
    klien = login("admin_bkd")
    isi = {"dari": "1", "ke": "2", "peta-periksa": "tinjau", "uji": "1"}
    jawab = klien.kirim("/proses/alih/migrasi", isi)
    kerjakan()
    assert "3 berhasil" in teks(pohon(klien.get(jawab.location)).cssselect("main")[0])
    assert versi(db, berjalan) == {1}
    assert not pohon(klien.get(jawab.location)).cssselect("form[action$='/kembalikan']")


def test_a_diagram_on_hold_takes_no_new_ones_until_it_is_open_again(
    berjalan: list[str], login: Login, db: Session
) -> None:
    klien = login("admin_bkd")
    assert klien.kirim("/proses/alih/tangguhkan", {"alasan": "ya"}).status_code == 422
    assert klien.kirim("/proses/alih/tangguhkan", {"alasan": ALASAN}).status_code == 302
    assert "Diagram ini ditangguhkan" in klien.get("/proses/alih/migrasi").text
    assert workflows.is_suspended(db, "alih") is not None
    db.rollback()
    assert klien.kirim("/proses/alih/tangguhkan", {"alasan": ALASAN}).status_code == 409
    assert klien.kirim("/proses/alih/lanjutkan", {"alasan": ALASAN}).status_code == 302
    assert workflows.is_suspended(db, "alih") is None
    db.rollback()
    assert klien.kirim("/proses/alih/lanjutkan", {"alasan": ALASAN}).status_code == 409


def test_an_auditor_looks_and_nobody_else_does(berjalan: list[str], login: Login, db: Session) -> None:
    halaman = pohon(login("auditor").get("/proses/alih/migrasi"))
    assert "Perlu padanan 3" in teks(halaman.cssselect("main")[0]) and not halaman.cssselect("main form[method=post]")
    for siapa in ("auditor", "pengelola_alur", "kasi"):
        klien = login(siapa)
        for alamat in ("migrasi", "tangguhkan", "lanjutkan"):
            jawab = klien.kirim(f"/proses/alih/{alamat}", {"dari": "1", "ke": "2", "alasan": ALASAN})
            assert jawab.status_code == 403
    assert login("kasi").get("/proses/alih/migrasi").status_code == 403
    assert login("admin_bkd").get("/proses/tiada/migrasi").status_code == 404
    assert versi(db, berjalan) == {1}


def test_a_process_of_one_version_says_so(login: Login, db: Session) -> None:
    assert "Baru ada satu versi" in login("admin_bkd").get("/proses/skp_tahunan/migrasi").text


def test_one_or_all_go_and_come_back_over_rest(
    berjalan: list[str], app: Any, db: Session, kerjakan: Callable[[], None]
) -> None:
    from tests.flows.rest import Rest
    from tests.views.api.bantuan import problem, sesuai

    admin, tujuan = Rest(app, "admin_bkd"), {"X-Tujuan": "menangani laporan gangguan"}
    jalan = f"instans/{berjalan[0]}/migrasi"

    def kirim(**isi: Any) -> Any:
        return sesuai(
            app, admin.post(jalan, {"alasan": ALASAN} | isi, **tujuan), "post", "instans/{instans_id}/migrasi"
        )

    problem(admin.post(jalan, {"alasan": ALASAN, "versi": 2}), 403, "tujuan_diperlukan")
    assert kirim(versi=2, pratinjau=True)["cocok"] is False
    problem(admin.post(jalan, {"alasan": ALASAN, "versi": 2}, **tujuan), 422, "tidak_sah")
    assert problem(admin.post(jalan, {"alasan": ALASAN}, **tujuan), 422, "tidak_sah")["medan"] == "versi"
    peta = {"periksa": "tinjau"}
    assert kirim(versi=2, peta=peta, pratinjau=True)["cocok"] is True and versi(db, berjalan) == {1}
    kirim(versi=2, peta=peta)
    assert versi(db, berjalan[:1]) == {2}
    kirim(kembalikan=True)
    assert versi(db, berjalan) == {1}
    isi = {"jenis": "migrasi", "saringan": {"proses": "alih"}, "versi": 2, "peta": peta, "alasan": ALASAN}
    assert sesuai(app, admin.post("operasi", isi), "post", "operasi")["jumlah"] == 3
    kerjakan()
    assert versi(db, berjalan) == {2}
    problem(Rest(app, "auditor").post(jalan, {"alasan": ALASAN, "versi": 2}, **tujuan), 403, "bukan_hak")


def test_verdicts_come_by_pages_and_keep_the_mapping(
    berjalan: list[str], login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.queries import migrasi

    monkeypatch.setattr(migrasi, "SEHALAMAN", 2)
    klien, alamat, ada = login("auditor"), "/proses/alih/migrasi?dari=1&ke=2&peta-periksa=tinjau", []
    for banyak in (2, 1):
        halaman = pohon(klien.get(alamat))
        baris = halaman.cssselect("section[aria-labelledby=putusan] tbody th a")
        assert len(baris) == banyak and f"Cocok {banyak}" in teks(halaman.cssselect("main")[0])
        ada += [a.get("href").rsplit("/", 1)[1] for a in baris]
        berikut = halaman.cssselect("a[href*='sesudah=']")
        alamat = berikut[0].get("href") if berikut else ""
    assert sorted(ada) == sorted(berjalan) and not alamat


def test_what_a_dry_run_found_is_taken_away_as_a_file(
    berjalan: list[str], login: Login, db: Session, kerjakan: Callable[[], None]
) -> None:
    from tests.reports.buka import buka

    klien = login("admin_bkd")
    jalan = klien.kirim("/proses/alih/migrasi", {"dari": "1", "ke": "2", "uji": "1"}).location
    kerjakan()
    tautan = pohon(klien.get(jalan)).cssselect("a[href$='/hasil.xlsx']")[0].get("href")
    jawab = login("auditor").get(tautan)
    assert jawab.status_code == 200 and "no-store" in jawab.headers["Cache-Control"]
    lembar = buka(jawab.data).lembar[0]
    baris = [lembar.baris(n) for n in (2, 3, 4)]
    assert sorted(b["A"] for b in baris) == ["A-0", "A-1", "A-2"] and lembar.baris(5) == {}
    assert {b["B"] for b in baris} == {"Ditolak"} and all("periksa" in b["C"].lower() for b in baris)
    assert sorted(b["E"] for b in baris) == sorted(berjalan)
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "daftar:diekspor"))
    assert (satu.rincian["layar"], satu.rincian["baris"]) == ("operasi", 3)
    assert login("kasi").get(tautan).status_code == 403
    assert login("admin_bkd").get("/operasi/999/hasil.xlsx").status_code == 404


@pytest.mark.kedua_basis
def test_only_live_ones_of_the_version_are_chosen_in_one_statement(berjalan: list[str], app: Any, db: Session) -> None:
    from portal.queries import migrasi
    from portal.security import SISTEM, actor_of
    from tests.views.bantuan import pernyataan

    workflows.suspend(db, berjalan[0], by=SISTEM, reason="uji", now=waktu.sekarang())
    workflows.cancel(db, berjalan[1], by=SISTEM, reason="uji", now=waktu.sekarang())
    db.commit()
    with app.app_context():
        admin = actor_of(pegawai_id(db, "admin_bkd"))
        with pernyataan(db.get_bind()) as semua:
            ada = migrasi.terpilih(admin, "alih", 1)
        assert len(semua) == 1
        assert sorted(ada) == sorted([(berjalan[0], "A-0"), (berjalan[2], "A-2")])
        assert migrasi.terpilih(admin, "alih", 2) == []
