"""A workbook becomes the draft in one transaction: the right step, the right draft, one event."""

import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import gudang_impor
from portal.actions import impor, tugas
from portal.errors import Bentrok, TerlaluBesar, TidakDitemukan, TidakSah
from portal.forms.impor.gabung import sidik
from portal.models import DrafTugas, Peristiwa
from tests.views.lakon_skp import LakonSkp

Aktor = Callable[[str], Any]
ISIAN = {"kegiatan": [{"id": "", "uraian": "Dari Excel", "kuantitas": "12"}]}
SUMBER = impor.Sumber("skp.xlsx", hashlib.sha256(b"x").hexdigest(), "")


def terapkan(skp: LakonSkp, oleh: Any, **lain: Any) -> Any:
    isi: dict[str, Any] = {"isian": ISIAN, "sumber": SUMBER, "cara": "ganti", "hitung": {"baru": 1}} | lain
    return impor.terapkan(skp.tugas, actor=oleh, **isi)


def draf(db: Session) -> Any:
    db.rollback()
    return db.scalar(select(DrafTugas.isian))


def test_draft_and_event_are_one(db: Session, aktor: Aktor) -> None:
    skp = LakonSkp(db, aktor)
    terapkan(skp, aktor("pelaksana1"))
    assert draf(db) == ISIAN
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "draf:diimpor"))
    assert (satu.subjek, satu.subjek_id, satu.rincian["sha256"]) == ("skp", skp.id, SUMBER.sha256)
    assert (satu.rincian["draf"], satu.rincian["draf_sebelum"], satu.rincian["baru"]) == (ISIAN, None, 1)


def test_another_draft_than_the_one_compared_with_is_not_touched(db: Session, aktor: Aktor) -> None:
    skp, lama = LakonSkp(db, aktor), {"kegiatan": [{"uraian": "Diketik"}]}
    tugas.simpan_draf(skp.tugas, actor=aktor("pelaksana1"), isian=lama)
    with pytest.raises(Bentrok) as galat:
        terapkan(skp, aktor("pelaksana1"))
    assert galat.value.kode == "draf_berubah"
    assert draf(db) == lama
    terapkan(skp, aktor("pelaksana1"), sumber=impor.Sumber("a.xlsx", SUMBER.sha256, sidik(lama)))
    assert draf(db) == ISIAN


def test_nobody_elses_and_no_other_step(db: Session, aktor: Aktor) -> None:
    skp = LakonSkp(db, aktor)
    for siapa in ("pelaksana2", "kasi", "admin_bkd"):
        with pytest.raises(TidakDitemukan):
            terapkan(skp, aktor(siapa))
    skp.ajukan()
    with pytest.raises(TidakDitemukan):
        terapkan(skp, aktor("kasi"))
    assert db.scalar(select(func.count()).select_from(Peristiwa).where(Peristiwa.jenis == "draf:diimpor")) == 0


def test_an_unknown_way_and_a_draft_too_large_change_nothing(db: Session, aktor: Aktor) -> None:
    skp = LakonSkp(db, aktor)
    with pytest.raises(TidakSah):
        terapkan(skp, aktor("pelaksana1"), cara="timpa")
    with pytest.raises(TerlaluBesar):
        terapkan(skp, aktor("pelaksana1"), isian={"kegiatan": [{"uraian": "x" * 200_000}]})
    assert draf(db) is None


@pytest.mark.satu_basis
def test_a_file_is_kept_for_a_day_and_its_ticket_is_signed(app: Flask) -> None:
    with app.test_request_context():
        satu = gudang_impor.simpan(b"isi")
        assert gudang_impor.baca(satu) == b"isi"
        tiket = gudang_impor.Tiket(satu, "a.xlsx", "t1", "orang:1", "")
        assert gudang_impor.periksa(tiket.tanda(), tugas="t1", aktor="orang:1") == tiket
        for tanda, tugas_id, siapa in (
            (tiket.tanda(), "t2", "orang:1"), (tiket.tanda(), "t1", "orang:2"), (tiket.tanda() + "x", "t1", "orang:1"),
        ):  # fmt: skip
            with pytest.raises(Bentrok):
                gudang_impor.periksa(tanda, tugas=tugas_id, aktor=siapa)
        berkas = app.config["SETTINGS"].data_dir / "impor" / satu
        os.utime(berkas, (0, 0))
        assert gudang_impor.sapu() >= 1
        with pytest.raises(Bentrok):
            gudang_impor.baca(satu)
        with pytest.raises(Bentrok):
            gudang_impor.baca("../../secret_key")
