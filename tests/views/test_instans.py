"""/instans/: what auditor and Admin BKD find there, as pages and as a workbook; nobody else searches."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import Pegawai
from portal.queries import instans_layar
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.views.bantuan import pernyataan, pohon, teks, usul

Login = Callable[[str], Any]
TUJUAN = {"pilihan": "aduan", "keterangan": "surat 12/2026"}
FEB = datetime(2026, 2, 5, 9, tzinfo=waktu.WITA)


def daftar(jawab: Any) -> list[str]:
    """Numbers of the cases listed."""
    assert jawab.status_code == 200
    return [teks(s) for s in pohon(jawab).cssselect("tbody th .small")]


@pytest.fixture
def banding(januari: Panggung) -> Panggung:
    """January waits for the atasan."""
    return januari.ajukan().tolak().banding()


# The list


def test_logged_out_both_pages_lead_to_login(client: Any, januari: Panggung) -> None:
    for alamat in ("/instans/", "/instans/ekspor.xlsx", f"/instans/{januari.instans}"):
        assert "/login/" in client.get(alamat).location


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda", "penyetuju_alur"])
def test_other_roles_neither_search_nor_export(januari: Panggung, login: Login, siapa: str) -> None:
    klien = login(siapa)
    assert klien.get("/instans/").status_code == 403
    assert klien.get("/instans/ekspor.xlsx").status_code == 403
    assert klien.kirim(f"/pemeriksaan/instans/{januari.instans}", TUJUAN).status_code == 403
    assert "/instans/" not in [a.get("href") for a in pohon(klien.get("/")).cssselect("nav.rel a")]


@pytest.mark.parametrize("siapa", ["auditor", "admin_bkd"])
def test_auditor_and_admin_find_every_case_and_have_it_in_their_menu(
    januari: Panggung, login: Login, siapa: str
) -> None:
    klien = login(siapa)
    assert {n[:3] for n in daftar(klien.get("/instans/"))} == {"SKP", "RB-"}
    assert "/instans/" in [a.get("href") for a in pohon(klien.get("/instans/")).cssselect("nav.rel a")]


@pytest.mark.kedua_basis
@pytest.mark.parametrize(
    ("saringan", "ada"),
    [
        ({"q": "LUSIA"}, 2),
        ({"q": ORANG["pelaksana1"].nip}, 2),
        ({"q": f"{ORANG['pelaksana1'].nip[:8]} {ORANG['pelaksana1'].nip[8:]}"}, 2),
        ({"q": "rb-2026-01"}, 1),
        ({"q": "Markus"}, 0),
        ({"q": "%"}, 0),
        ({"q": "_"}, 0),
        ({"q": "' OR 1=1 --"}, 0),
        ({"proses": "skp_tahunan"}, 1),
        ({"proses": "tidak_ada"}, 0),
        ({"keadaan": "berjalan"}, 1),
        ({"keadaan": "selesai"}, 1),
        ({"keadaan": "macet"}, 0),
        ({"keadaan": "ngawur"}, 2),
        ({"dari": "2026-02-01"}, 1),
        ({"sampai": "2026-01-31"}, 1),
        ({"dari": "2026-02-01", "sampai": "2026-02-01"}, 1),
        ({"dari": "2026-02-02"}, 0),
        ({"dari": "besok", "sampai": "9999-12-31", "opd": "x"}, 2),
        ({"opd": "99999"}, 0),
        ({"q": "lusia", "proses": "realisasi_bulanan", "keadaan": "selesai"}, 0),
    ],
)
def test_filters_narrow_the_list_together(januari: Panggung, login: Login, saringan: dict[str, str], ada: int) -> None:
    januari.kerjakan(3)
    assert len(daftar(login("auditor").get("/instans/", query_string=saringan))) == ada


@pytest.mark.kedua_basis
def test_an_opd_lists_its_own_cases_only(januari: Panggung, login: Login) -> None:
    klien = login("auditor")
    pilihan = {teks(o): o.get("value") for o in pohon(klien.get("/instans/")).cssselect("#opd option")}
    assert len(daftar(klien.get(f"/instans/?opd={pilihan['Dinas Sosial']}"))) == 2
    assert daftar(klien.get(f"/instans/?opd={pilihan['Sekretariat Daerah']}")) == []


@pytest.mark.kedua_basis
def test_overdue_lists_what_a_person_is_late_with(banding: Panggung, login: Login) -> None:
    klien = login("auditor")
    with banding.pada(2, 6):
        assert daftar(klien.get("/instans/?keadaan=lewat")) == []
    with banding.pada(6, 1):
        assert daftar(klien.get("/instans/?keadaan=lewat")) == [banding.bulan.nomor]


def test_the_address_of_a_filter_fills_the_form_and_the_export(januari: Panggung, login: Login) -> None:
    halaman = pohon(login("auditor").get("/instans/?q=lusia&keadaan=berjalan&dari=2026-01-01"))
    assert halaman.cssselect("#q")[0].get("value") == "lusia"
    assert halaman.cssselect("#keadaan option[selected]")[0].get("value") == "berjalan"
    assert halaman.cssselect("#dari")[0].get("value") == "2026-01-01"
    (unduh,) = halaman.cssselect("a[href*='ekspor']")
    assert "q=lusia" in unduh.get("href") and "keadaan=berjalan" in unduh.get("href")


def test_markup_in_the_search_is_only_text(db: Session, login: Login) -> None:
    jawab = login("auditor").get("/instans/", query_string={"q": "<script>x</script>"})
    assert "<script>x" not in jawab.text
    assert "Tidak ada yang cocok" in jawab.text


@pytest.mark.kedua_basis
def test_a_process_without_a_person_is_listed_too(db: Session, login: Login) -> None:
    usul(db, "kasi", "CUTI-7")
    assert daftar(login("auditor").get("/instans/?q=cuti")) == ["CUTI-7"]


@pytest.mark.kedua_basis
def test_pages_have_25_rows_and_the_statements_stay_the_same(db: Session, login: Login) -> None:
    klien, hitungan = login("auditor"), []
    for banyak in (2, 28):
        for n in range(banyak):
            usul(db, "kasi", f"U-{banyak}-{n}")
        with pernyataan(db.get_bind()) as semua:
            klien.get("/instans/")
        hitungan.append(len(semua))
    assert len(daftar(klien.get("/instans/"))) == 25
    assert len(daftar(klien.get("/instans/?halaman=2"))) == 5
    assert "Halaman ini kosong" in klien.get("/instans/?halaman=3").text
    assert hitungan[0] == hitungan[1] <= 16


def test_the_list_is_read_in_the_order_of_an_index(db: Session) -> None:
    with pernyataan(db.get_bind()) as semua:
        instans_layar.workflows.find(db, instans_layar.workflows.Query())
    (satu,) = [s for s in semua if "wf_instance" in s]
    rencana = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {satu}", (25, 0)).all()
    assert any("ix_wf_instance_started" in str(baris) for baris in rencana), rencana


# The workbook


def sel(jawab: Any, lembar: int = 1) -> list[list[str]]:
    """The texts of a sheet, row by row; the raw XML must hold no formula."""
    isi = ZipFile(io.BytesIO(jawab.data))
    nama = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    akar = etree.fromstring(isi.read(f"xl/worksheets/sheet{lembar}.xml"))
    assert not akar.findall(".//m:f", nama)
    return [["".join(c.itertext()) for c in baris.findall("m:c", nama)] for baris in akar.findall(".//m:row", nama)]


@pytest.mark.kedua_basis
def test_the_export_holds_the_filtered_list_and_says_how_it_was_made(banding: Panggung, login: Login) -> None:
    jawab = login("auditor").get("/instans/ekspor.xlsx?q=rb-")
    assert jawab.headers["Content-Disposition"].startswith("attachment; filename=perkara-")
    assert "no-store" in jawab.headers["Cache-Control"]
    kepala, satu = sel(jawab)
    assert kepala[0] == "Nomor"
    assert satu[0] == banding.bulan.nomor
    assert {"Lusia Pelaksana", "Dinas Sosial", "Berjalan", "Putuskan banding"} <= set(satu)
    keterangan = {b[0]: b[1] for b in sel(jawab, 2)}
    assert keterangan["NIP, nama, atau nomor"] == "rb-"
    assert "Helena Auditor" in keterangan["Dibuat untuk"]
    assert keterangan["Baris"] == "1"


def test_a_name_that_looks_like_a_formula_stays_text(db: Session, januari: Panggung, login: Login) -> None:
    jahat = '=HYPERLINK("http://contoh.invalid","x")'
    db.scalars(select(Pegawai).where(Pegawai.nip == ORANG["pelaksana1"].nip)).one().nama = jahat
    db.commit()
    jawab = login("auditor").get("/instans/ekspor.xlsx")
    assert jahat in sel(jawab)[1]
    assert b'quotePrefix="1"' in ZipFile(io.BytesIO(jawab.data)).read("xl/styles.xml")
    assert not [n for n in ZipFile(io.BytesIO(jawab.data)).namelist() if "hyperlink" in n.lower()]


def test_the_export_stops_and_says_so(db: Session, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        usul(db, "kasi", f"U-{n}")
    monkeypatch.setattr(instans_layar, "TERBANYAK", 4)
    monkeypatch.setattr(instans_layar, "SEPOTONG", 2)
    jawab = login("auditor").get("/instans/ekspor.xlsx")
    assert len(sel(jawab)) == 1 + 4
    assert "Hanya 4 yang terbaru" in dict(b[:2] for b in sel(jawab, 2))["Tidak lengkap"]
