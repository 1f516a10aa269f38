"""The monthly evaluation of a whole OPD (PermenPANRB 6/2022): asked for with its month, made, and who may not."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import Laporan, Realisasi
from portal.queries import formulir_bulan
from tests.reports.buka import buka
from tests.views.bantuan import pernyataan, pohon, teks
from tests.views.lakon_tahun import tulis_tahun
from tests.views.test_laporan_saya import unduh

Login = Callable[[str], Any]
ISI = {"jenis": "evaluasi6b", "tahun": "2026", "bulan_rekap": "3"}


@pytest.fixture
def setahun(db: Session) -> list[int]:
    """Two people of DINAS with a verified year; March of the second is still being filled in. The SKP."""
    skp = [tulis_tahun(db, siapa, bulan=12) for siapa in ("pelaksana1", "pelaksana2")]
    db.execute(update(Realisasi).where(Realisasi.skp_id == skp[1], Realisasi.bulan == 3).values(status="realisasi"))
    db.commit()
    return skp


@pytest.fixture(autouse=True)
def januari() -> Iterator[None]:
    """All of it happens on 12 January 2027."""
    with waktu.pada(datetime(2027, 1, 12, 9, tzinfo=waktu.WITA)):
        yield


def kini(klien: Any, isi: dict[str, str]) -> Any:
    """Ask for it."""
    return klien.kirim("/laporan/minta", isi)


def test_the_months_that_were_sent_come_as_one_workbook(setahun: list[int], login: Login, kerjakan: Any) -> None:
    klien = login("admin_opd")
    alamat = kini(klien, ISI).location
    kerjakan()
    jawab, isi = unduh(klien, alamat)
    assert "Evaluasi-Bulanan_2026-03_DINAS.xlsx" in jawab.headers["Content-Disposition"]
    daftar, satu = buka(isi).lembar
    assert satu.nama.startswith("Lusia Pelaksana") and satu.cari("PERIODE BULANAN: MARET 2026")
    assert daftar.baris(4)["C"] == "Lusia Pelaksana" and "C" not in daftar.baris(5)


def test_the_month_is_asked_for_and_must_have_something(setahun: list[int], login: Login, db: Session) -> None:
    klien = login("admin_opd")
    salah = {"bulan_rekap": "Pilih bulannya.", "tahun": "Tidak ada untuk tahun 2020"}
    for (medan, kata), nilai in zip(salah.items(), ("", "2020"), strict=True):
        isi = {medan: nilai}
        jawab = kini(klien, ISI | isi)
        assert jawab.status_code == 422 and kata in teks(pohon(jawab).cssselect("main")[0]), kata
    db.execute(update(Realisasi).values(status="realisasi"))
    db.commit()
    assert kini(klien, ISI).status_code == 422
    assert db.scalars(select(Laporan)).all() == []


def test_who_looks_at_no_opd_may_not_ask(setahun: list[int], login: Login) -> None:
    for siapa in ("pelaksana1", "kasi", "verifikatur"):
        assert kini(login(siapa), ISI).status_code == 403, siapa
    assert kini(login("admin_opd"), ISI | {"opd": "BKD"}).status_code == 404


def test_two_months_cost_no_more_statements_than_one(setahun: list[int], db: Session) -> None:
    nomor = db.scalars(select(Realisasi.id).where(Realisasi.bulan == 5).order_by(Realisasi.id)).all()
    db.expire_all()
    with pernyataan(db.get_bind()) as satu:
        formulir_bulan.muat(nomor[:1])
    db.expire_all()
    with pernyataan(db.get_bind()) as dua:
        formulir_bulan.muat(nomor)
    assert len(nomor) == 2 and len(satu) == len(dua)
