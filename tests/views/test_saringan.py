"""Filters kept under a name: saved, used, replaced, removed; each person his own."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import saringan
from portal.audit import Event
from portal.models import Peristiwa, SaringanTersimpan
from tests.views.bantuan import pohon, teks

Login = Callable[[str], Any]


def nama(klien: Any, alamat: str = "/instans/") -> dict[str, str]:
    """The kept filters the page offers: name -> address."""
    halaman = pohon(klien.get(alamat))
    return {teks(a): a.get("href") for a in halaman.cssselect("nav[aria-label='Saringan tersimpan'] a")}


def simpan(klien: Any, sebutan: str, isi: str = "q=lusia&keadaan=lewat", layar: str = "instans") -> Any:
    return klien.kirim(f"/saringan/{layar}", {"nama": sebutan, "isi": isi})


def tercatat(db: Session, jenis: Event) -> list[dict[str, Any]]:
    db.rollback()
    return [p.rincian for p in db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id))]


@pytest.mark.kedua_basis
def test_a_filter_is_kept_used_and_removed(db: Session, login: Login) -> None:
    klien = login("auditor")
    assert simpan(klien, "  Lusia   terlambat ").location == "/instans/?q=lusia&keadaan=lewat"
    assert nama(klien) == {"Lusia terlambat": "/instans/?q=lusia&keadaan=lewat"}
    halaman = pohon(klien.get("/instans/?q=lusia&keadaan=lewat"))
    (kini,) = halaman.cssselect("nav[aria-label='Saringan tersimpan'] a[aria-current]")
    assert teks(kini) == "Lusia terlambat"
    (hapus,) = [f.get("action") for f in halaman.cssselect("form[action$='/hapus']")]
    assert klien.kirim(hapus).location == "/instans/"
    assert nama(klien) == {}
    assert tercatat(db, Event.SARINGAN_DISIMPAN)[0]["baru"] == {"q": "lusia", "keadaan": "lewat"}
    assert tercatat(db, Event.SARINGAN_DIHAPUS)[0]["lama"] == {"q": "lusia", "keadaan": "lewat"}


@pytest.mark.kedua_basis
def test_the_same_name_is_replaced(db: Session, login: Login) -> None:
    klien = login("auditor")
    simpan(klien, "Saya")
    simpan(klien, "Saya", "proses=skp_tahunan")
    assert nama(klien) == {"Saya": "/instans/?proses=skp_tahunan"}
    assert tercatat(db, Event.SARINGAN_DISIMPAN)[1]["lama"] == {"q": "lusia", "keadaan": "lewat"}


def test_each_screen_and_each_person_has_his_own(db: Session, login: Login) -> None:
    klien = login("auditor")
    simpan(klien, "Perkara")
    simpan(klien, "Kasi", "siapa=kornelis", "peristiwa")
    klien.kirim("/peristiwa/tujuan", {"pilihan": "rutin"})
    assert list(nama(klien)) == ["Perkara"]
    assert nama(klien, "/peristiwa/") == {"Kasi": "/peristiwa/?siapa=kornelis"}
    assert nama(login("admin_bkd")) == {}


def test_another_s_filter_cannot_be_removed(db: Session, login: Login) -> None:
    simpan(login("auditor"), "Perkara")
    nomor = db.scalars(select(SaringanTersimpan.id)).one()
    db.rollback()
    assert login("admin_bkd").kirim(f"/saringan/{nomor}/hapus").status_code == 404
    assert login("kasi").kirim(f"/saringan/{nomor}/hapus").status_code == 403
    assert list(nama(login("auditor"))) == ["Perkara"]


@pytest.mark.parametrize(
    ("sebutan", "isi"), [("", "q=a"), ("   ", "q=a"), ("x" * 61, "q=a"), ("Kosong", ""), ("X", "halaman=3")]
)
def test_what_cannot_be_kept_is_said_on_the_page_one_came_from(
    db: Session, login: Login, sebutan: str, isi: str
) -> None:
    klien = login("auditor")
    jawab = simpan(klien, sebutan, isi)
    assert jawab.status_code == 302
    assert pohon(klien.get(jawab.location)).cssselect("[role=alert]")
    assert tercatat(db, Event.SARINGAN_DISIMPAN) == []


def test_only_what_the_screen_knows_is_kept(db: Session, login: Login) -> None:
    klien = login("auditor")
    simpan(klien, "Aneh", "q=a&jahat=%3Cscript%3E&keadaan=ngawur&opd=x&halaman=7")
    assert nama(klien) == {"Aneh": "/instans/?q=a"}
    assert simpan(klien, "Lain", layar="tidak_ada").status_code == 404


def test_there_is_an_end_to_the_list(db: Session, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saringan, "PALING_BANYAK", 2)
    klien = login("auditor")
    for n in range(3):
        simpan(klien, f"S{n}")
    assert list(nama(klien)) == ["S0", "S1"]
    simpan(klien, "S1", "q=baru")
    assert nama(klien)["S1"] == "/instans/?q=baru", "what is there may still be replaced"


def test_keeping_needs_the_forms_token(login: Login) -> None:
    assert login("auditor").post("/saringan/instans", data={"nama": "a", "isi": "q=a"}).status_code == 400


def test_without_a_filter_there_is_nothing_to_keep(db: Session, login: Login) -> None:
    klien = login("auditor")
    assert not pohon(klien.get("/instans/")).cssselect("form[action='/saringan/instans']")
    assert pohon(klien.get("/instans/?q=a")).cssselect("form[action='/saringan/instans']")
