"""Plt and Plh: the bar says for whom one acts; every trail, and every decision where it is read, names both."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import tugas as tindakan
from portal.models import Peristiwa
from portal.security import orang
from tests.bulan import Panggung, januari, panggung
from tests.views.bantuan import pegawai_id, pohon, teks

__all__ = ["januari", "panggung"]
Login = Callable[[str], Any]


def buka(p: Panggung, klien: Any, alamat: str, hari: int = 8) -> str:
    with p.pada(2, hari):
        jawab = klien.get(alamat)
    assert jawab.status_code == 200
    return teks(pohon(jawab).cssselect("body")[0])


@pytest.fixture
def diwakili(januari: Panggung) -> Panggung:
    """jft is Plt of kasi, and kepala of kabid; January was reported, rejected, appealed and decided by the two."""
    januari.ajukan().wakilkan("jft", "kasi").wakilkan("kepala", "kabid")
    januari.penilai, januari.atasan = "jft", "kepala"
    return januari.tolak().banding().putuskan()


def test_the_bar_says_for_whom_on_every_page(januari: Panggung, login: Login) -> None:
    januari.wakilkan("jft", "kasi")
    klien = login("jft")
    for alamat in ("/", "/tugas/", "/skp/", "/tidak-ada"):
        with januari.pada(2, 4):
            halaman = pohon(klien.get(alamat))
        nama, peran = (teks(halaman.cssselect(f".who .{k}")[0]) for k in ("who-nama", "who-peran"))
        assert (nama, peran) == ("Oktovianus Pekerja Sosial", "sebagai Plt. Kornelis Kasi"), alamat


def test_the_trails_of_the_month_and_of_the_instance_name_both(diwakili: Panggung, login: Login) -> None:
    dua = ("Oktovianus Pekerja Sosial untuk Kornelis Kasi", "Ignasius Kepala Dinas untuk Juliana Kabid")
    bulan = buka(diwakili, login("pelaksana1"), f"/realisasi/{diwakili.bulan.id}")
    instans = buka(diwakili, login("pelaksana1"), f"/instans/{diwakili.instans}?bagian=peristiwa")
    langkah = buka(diwakili, login("pelaksana1"), f"/instans/{diwakili.instans}?bagian=langkah")
    for nama in dua:
        assert nama in bulan and nama in instans and nama in langkah, nama


def test_the_decision_of_the_appeal_names_both_where_it_is_read(diwakili: Panggung, login: Login) -> None:
    kalimat = "Putusan Ignasius Kepala Dinas untuk Juliana Kabid"
    assert kalimat in buka(diwakili, login("pelaksana1"), f"/realisasi/{diwakili.bulan.id}")


def test_the_trail_of_the_skp_names_both(panggung: Panggung, login: Login) -> None:
    panggung.wakilkan("jft", "kasi")
    panggung.penilai = "jft"
    panggung.skp()
    with panggung.pada(2, 8):
        halaman = login("pelaksana1").get("/skp/")
        alamat = pohon(halaman).cssselect("main a.what")[0].get("href")
    assert "Oktovianus Pekerja Sosial untuk Kornelis Kasi" in buka(panggung, login("pelaksana1"), alamat)


def test_one_name_where_the_holder_acted_himself(januari: Panggung, login: Login) -> None:
    januari.ajukan().tolak().banding().putuskan()
    isi = buka(januari, login("pelaksana1"), f"/realisasi/{januari.bulan.id}")
    assert "Putusan Juliana Kabid," in isi and " untuk " not in isi.split("Putusan Juliana Kabid,")[1][:40]


@pytest.mark.parametrize("apa", ["ambil", "lepas", "draf", "tunda"])
def test_what_does_not_finish_a_task_is_recorded_with_both_as_well(apa: str, januari: Panggung, db: Session) -> None:
    from datetime import timedelta

    from portal import waktu

    januari.ajukan().wakilkan("jft", "kasi")
    aktor, tugas = januari.aktor("jft"), januari.tugas
    with januari.pada(2, 4):
        if apa in ("ambil", "lepas"):
            tindakan.ambil(tugas, actor=aktor)
        if apa == "lepas":
            tindakan.lepas(tugas, actor=aktor)
        if apa == "draf":
            tindakan.simpan_draf(tugas, actor=aktor, isian={})
        if apa == "tunda":
            tindakan.tunda(tugas, actor=aktor, sampai=waktu.sekarang() + timedelta(days=1))
    satu = db.scalars(select(Peristiwa).order_by(Peristiwa.id.desc()).limit(1)).one()
    assert (satu.aktor, satu.atas_nama) == (orang(pegawai_id(db, "jft")), orang(pegawai_id(db, "kasi")))
