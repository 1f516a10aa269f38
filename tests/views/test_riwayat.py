"""/riwayat/: one's own cases by year, and nobody else's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import Realisasi, Skp
from portal.queries import riwayat_saya
from tests.bulan import Panggung
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks, usul

Login = Callable[[str], Any]


def isi(jawab: Any) -> list[tuple[str, list[str]]]:
    """The years with the names of their cases, in the order of the page."""
    assert jawab.status_code == 200
    return [
        (teks(kartu.cssselect("h2")[0]), [teks(a) for a in kartu.cssselect("tbody th > a")])
        for kartu in pohon(jawab).cssselect("section.card")
    ]


def dahulu(db: Session, tahun: int) -> None:
    """That year's SKP of pelaksana1, with a verified January, as an older portal would have left it."""
    lama = db.scalars(select(Skp).where(Skp.pegawai_id == pegawai_id(db, "pelaksana1"))).first()
    assert lama is not None
    saat = datetime(tahun, 1, 5, 9, tzinfo=waktu.WITA)
    milik = ("pegawai_id", "opd_id", "unit_id", "jabatan_id", "penilai_id", "atasan_banding_id")
    satu = Skp(
        nomor=f"SKP-{tahun}-9", tahun=tahun, mulai=saat.date(), selesai=saat.replace(month=12, day=31).date(),
        status="ditetapkan", dibuat_pada=saat, **{k: getattr(lama, k) for k in milik},
    )  # fmt: skip
    db.add(satu)
    db.flush()
    db.add(
        Realisasi(
            nomor=f"RB-{tahun}-01-9", skp_id=satu.id, tahun=tahun, bulan=1, status="done", nilai="91.50",
            predikat="Sangat Baik", dibuka_pada=saat.replace(month=2), diverifikasi_pada=saat.replace(month=3),
        )
    )  # fmt: skip
    db.commit()


def test_logged_out_it_leads_to_login(client: Any) -> None:
    assert "/login/" in client.get("/riwayat/").location


@pytest.mark.kedua_basis
def test_the_own_cases_stand_by_year_in_the_order_they_began(db: Session, januari: Panggung, login: Login) -> None:
    januari.ajukan()
    dahulu(db, 2024)
    assert isi(login("pelaksana1").get("/riwayat/")) == [
        ("2026", ["SKP 2026", "Realisasi Januari 2026"]),
        ("2024", ["SKP 2024", "Realisasi Januari 2024"]),
    ]


def test_a_case_says_its_result_or_on_whom_it_waits_and_leads_to_its_way(
    db: Session, januari: Panggung, login: Login
) -> None:
    januari.ajukan()
    dahulu(db, 2024)
    baris = [teks(tr) for tr in pohon(login("pelaksana1").get("/riwayat/")).cssselect("tbody tr")]
    assert "Nilai realisasiKornelis Kasi" in baris[1]
    assert "91,50, Sangat Baik" in baris[3]
    tautan = {a.get("href") for a in pohon(login("pelaksana1").get("/riwayat/")).cssselect("tbody a")}
    assert {f"/realisasi/{januari.bulan.id}", f"/instans/{januari.instans}"} <= tautan


def test_nobody_finds_the_cases_of_another_there(januari: Panggung, login: Login) -> None:
    for siapa in ("pelaksana2", "kasi", "auditor", "admin_bkd"):
        jawab = login(siapa).get("/riwayat/")
        assert isi(jawab) == []
        assert "Belum ada riwayat" in jawab.text


def test_a_low_code_process_counts_where_one_had_a_task_as_the_employee(db: Session, login: Login) -> None:
    usul(db, "kasi", "CUTI-7")
    assert "CUTI-7" not in login("kasi").get("/riwayat/").text, "he decides there, it is not his case"


def test_older_years_are_a_page_further(
    db: Session, januari: Panggung, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tahun in (2022, 2023, 2024):
        dahulu(db, tahun)
    monkeypatch.setattr(riwayat_saya, "PALING_BANYAK_TAHUN", 2)
    klien = login("pelaksana1")
    pertama = klien.get("/riwayat/")
    assert [t for t, _ in isi(pertama)] == ["2026", "2024"]
    (lanjut,) = [a.get("href") for a in pohon(pertama).cssselect("nav.halaman a")]
    assert lanjut == "/riwayat/?sebelum=2024"
    assert [t for t, _ in isi(klien.get(lanjut))] == ["2023", "2022"]
    assert [t for t, _ in isi(klien.get("/riwayat/?sebelum=x"))] == ["2026", "2024"]


def test_the_statements_do_not_grow_with_the_years(db: Session, januari: Panggung, login: Login) -> None:
    klien, hitungan = login("pelaksana1"), []
    for tahun in (2022, 2023, 2024):
        dahulu(db, tahun)
        with pernyataan(db.get_bind()) as semua:
            klien.get("/riwayat/")
        hitungan.append(len(semua))
    assert len(set(hitungan)) == 1 and hitungan[0] <= 18, hitungan


def test_beranda_and_the_rail_lead_there(db: Session, login: Login) -> None:
    halaman = pohon(login("pelaksana1").get("/"))
    assert halaman.cssselect("main a[href='/riwayat/']") and halaman.cssselect("nav.rel a[href='/riwayat/']")
