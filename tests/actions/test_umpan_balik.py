"""Feedback and pattern in the assessment of a year under PermenPANRB 6/2022: asked, refused, kept, handed on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import capaian
from portal.actions.hasil_tahunan import sidik
from portal.errors import TidakSah
from portal.models import HasilPenilaian, Kegiatan, Peristiwa
from portal.rules.capaian import Isian, Masa
from tests.views.lakon_tahun import LakonTahun, tulis_tahun

Aktor = Callable[[str], Any]
SEBAB = "Dua target dicapai pada bulan Desember."


def tetapkan(aktor: Aktor, kata: str, dasar: str = "SK Gubernur 12/KEP/2027", alasan: str = "") -> int:
    """The DINAS is recorded like this on 10 January 2027; the id of the row."""
    with waktu.pada(datetime(2027, 1, 10, 9, tzinfo=waktu.WITA)):
        return capaian.tetapkan("DINAS", Masa(2026), Isian(kata, dasar, "", alasan), actor=aktor("admin_bkd")).id


def kegiatan(db: Session, lakon: LakonTahun) -> list[int]:
    return list(db.scalars(select(Kegiatan.id).where(Kegiatan.skp_id == lakon.skp_id).order_by(Kegiatan.urutan)))


def hasil(db: Session, sisi: str = "penilai") -> HasilPenilaian:
    db.rollback()
    return db.scalars(select(HasilPenilaian).where(HasilPenilaian.sisi == sisi)).one()


def test_feedback_is_kept_for_each_plan_that_has_some_and_is_part_of_the_document(db: Session, aktor: Aktor) -> None:
    lakon = LakonTahun(db, aktor, bulan=1)
    satu = kegiatan(db, lakon)[0]
    lakon.nilai(umpan_balik=[{"kegiatan": satu, "umpan": "  Tepat waktu. "}])
    assert hasil(db).umpan_balik == {str(satu): "Tepat waktu."}
    kejadian = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "penilaian:diserahkan")).one()
    assert kejadian.rincian["hasil"]["umpan_balik"] == {str(satu): "Tepat waktu."}
    penilaian = lakon.kini
    assert penilaian.sidik == sidik(penilaian)
    hasil(db).umpan_balik = {str(satu): "Terlambat."}
    assert penilaian.sidik != sidik(penilaian)
    db.rollback()


def test_without_feedback_and_without_a_capaian_nothing_more_is_asked(db: Session, aktor: Aktor) -> None:
    LakonTahun(db, aktor, bulan=1).nilai()
    satu = hasil(db)
    assert (satu.umpan_balik, satu.penjelasan_pola, satu.capaian_id) == (None, None, None)


def test_feedback_on_a_plan_of_somebody_else_or_twice_is_refused_and_named(db: Session, aktor: Aktor) -> None:
    lain = tulis_tahun(db, "pelaksana2", bulan=1)
    asing = db.scalars(select(Kegiatan.id).where(Kegiatan.skp_id == lain)).first()
    lakon = LakonTahun(db, aktor, bulan=1)
    satu = kegiatan(db, lakon)[0]
    with pytest.raises(TidakSah) as galat:
        lakon.nilai(umpan_balik=[{"kegiatan": k, "umpan": "Baik."} for k in (satu, asing, satu)])
    assert [(t.medan, t.baris) for t in galat.value.temuan] == [("umpan_balik.umpan", 2), ("umpan_balik.umpan", 3)]
    assert lakon.kini.status == "menunggu_nilai"


def test_a_year_of_numbers_takes_no_feedback_on_plans(db: Session, aktor: Aktor) -> None:
    lakon = LakonTahun(db, aktor, tahun=2020, bulan=1)
    with pytest.raises(TidakSah):
        lakon.nilai(penjelasan_pola=SEBAB)


def test_a_predicate_that_keeps_the_pattern_from_being_met_is_explained(db: Session, aktor: Aktor) -> None:
    """The only one of his organisation, which did well: nobody is left who could need improvement."""
    nomor, lakon = tetapkan(aktor, "baik"), LakonTahun(db, aktor, bulan=1)
    with pytest.raises(TidakSah) as galat:
        lakon.nilai(hasil_kerja="sesuai", rating_perilaku="sesuai")
    (temuan,) = galat.value.temuan
    assert (
        temuan.medan == "penjelasan_pola" and "Butuh Perbaikan dan/atau Kurang paling sedikit 1 orang" in temuan.pesan
    )
    assert lakon.kini.status == "menunggu_nilai" and db.scalars(select(HasilPenilaian)).all() == []
    lakon.nilai(hasil_kerja="sesuai", rating_perilaku="sesuai", penjelasan_pola=f" {SEBAB} ")
    assert (hasil(db).penjelasan_pola, hasil(db).capaian_id) == (SEBAB, nomor)
    kejadian = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "penilaian:diserahkan")).one()
    assert (kejadian.rincian["hasil"]["penjelasan_pola"], kejadian.rincian["hasil"]["capaian"]) == (SEBAB, "baik")


def test_what_the_rest_can_still_set_right_is_not_explained(db: Session, aktor: Aktor) -> None:
    tetapkan(aktor, "baik")
    for siapa in ("pelaksana2", "pelaksana3"):
        tulis_tahun(db, siapa, bulan=1)
    LakonTahun(db, aktor, bulan=1).nilai(hasil_kerja="sesuai", rating_perilaku="sesuai")
    assert hasil(db).penjelasan_pola is None


def test_a_correction_does_not_change_what_was_compared(db: Session, aktor: Aktor) -> None:
    nomor = tetapkan(aktor, "butuh_perbaikan")
    lakon = LakonTahun(db, aktor, bulan=1).nilai()
    assert hasil(db).capaian_id == nomor
    sebelum = lakon.kini.sidik
    tetapkan(aktor, "istimewa", alasan="Perjanjian kinerja dihitung ulang.")
    assert hasil(db).capaian_id == nomor and sidik(lakon.kini) == sebelum


def test_the_decision_of_an_objection_keeps_the_feedback_and_is_not_asked_to_explain(db: Session, aktor: Aktor) -> None:
    nomor = tetapkan(aktor, "sangat_kurang")
    lakon = LakonTahun(db, aktor, bulan=1)
    satu = kegiatan(db, lakon)[0]
    lakon.nilai(umpan_balik=[{"kegiatan": satu, "umpan": "Terlambat."}], penjelasan_pola=SEBAB)
    lakon.terima().keberatan().tanggapi().putuskan("ubah", aspek=[], hasil_kerja="di atas", rating_perilaku="di atas")
    putusan = hasil(db, "putusan")
    assert (putusan.predikat, putusan.umpan_balik) == ("Sangat Baik", {str(satu): "Terlambat."})
    assert (putusan.penjelasan_pola, putusan.capaian_id) == (None, nomor)
