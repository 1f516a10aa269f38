"""Capaian kinerja organisasi: who records it, what is kept, and how the predicates of the people are counted."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import bahan_capaian, waktu
from portal.actions import capaian
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah
from portal.models import CapaianOrganisasi, HasilPenilaian, Opd, Penilaian, Peristiwa, Skp, Unit
from portal.rules.capaian import Isian, Masa
from tests.views.lakon_tahun import LakonTahun, tulis_tahun

BAIK = Isian("baik", "SK Gubernur 12/KEP/2027", "Rapat 5 Januari.")
MASA = Masa(2026)
Aktor = Callable[[str], Any]


@pytest.fixture(autouse=True)
def januari() -> Iterator[None]:
    """All of it happens on 10 January 2027."""
    with waktu.pada(datetime(2027, 1, 10, 9, tzinfo=waktu.WITA)):
        yield


def unit(db: Session, nama: str) -> int:
    return db.scalars(select(Unit.id).where(Unit.nama == nama)).one()


def opd(db: Session, kode: str = "DINAS") -> int:
    return db.scalars(select(Opd.id).where(Opd.kode == kode)).one()


def test_admin_bkd_records_it_with_its_document_and_an_event(db: Session, aktor: Aktor) -> None:
    capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor("admin_bkd"))
    satu = db.scalars(select(CapaianOrganisasi)).one()
    assert (satu.opd_id, satu.unit_id, satu.tahun, satu.triwulan) == (opd(db), None, 2026, 0)
    assert (satu.capaian, satu.dasar, satu.catatan, satu.alasan) == (
        "baik", "SK Gubernur 12/KEP/2027", "Rapat 5 Januari.", "",
    )  # fmt: skip
    kejadian = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "capaian_organisasi:ditetapkan")).one()
    assert (kejadian.subjek, kejadian.subjek_id, kejadian.rincian["baru"]["capaian"]) == ("opd", opd(db), "baik")


def test_a_correction_is_another_row_that_says_why_and_the_old_one_stays(db: Session, aktor: Aktor) -> None:
    bkd = aktor("admin_bkd")
    lama = capaian.tetapkan("DINAS", MASA, BAIK, actor=bkd).id
    kurang = Isian("kurang", "SK Gubernur 15/KEP/2027", "", "Perjanjian kinerja dihitung ulang.")
    baru = capaian.tetapkan("DINAS", MASA, kurang, actor=bkd, dilihat=lama)
    assert [(b.id, b.capaian) for b in db.scalars(select(CapaianOrganisasi).order_by(CapaianOrganisasi.id))] == [
        (lama, "baik"), (baru.id, "kurang"),
    ]  # fmt: skip
    assert bahan_capaian.terakhir([opd(db)], 2026)[opd(db), None].capaian == "kurang"
    kejadian = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "capaian_organisasi:dibetulkan")).one()
    assert kejadian.rincian["lama"]["capaian"] == "baik" and kejadian.rincian["baru"]["capaian"] == "kurang"
    assert kejadian.rincian["alasan"] == "Perjanjian kinerja dihitung ulang."


def test_a_correction_without_a_reason_is_refused_and_nothing_is_kept(db: Session, aktor: Aktor) -> None:
    capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor("admin_bkd"))
    with pytest.raises(TidakSah) as galat:
        capaian.tetapkan("DINAS", MASA, Isian("kurang", "SK 2/2027"), actor=aktor("admin_bkd"))
    assert [t.medan for t in galat.value.temuan] == ["alasan"]
    assert len(db.scalars(select(CapaianOrganisasi)).all()) == 1


def test_who_saw_an_older_state_is_told(db: Session, aktor: Aktor) -> None:
    capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor("admin_bkd"))
    with pytest.raises(Bentrok) as galat:
        capaian.tetapkan(
            "DINAS", MASA, Isian("kurang", "SK 2/2027", "", "Dihitung ulang lagi."), actor=aktor("admin_bkd"), dilihat=0
        )
    assert galat.value.kode == "capaian_berubah"


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "sekda"])
def test_to_others_the_opd_is_not_there(db: Session, aktor: Aktor, siapa: str) -> None:
    with pytest.raises((TidakDitemukan, BukanHak)):
        capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor(siapa))
    assert db.scalars(select(CapaianOrganisasi)).all() == []


@pytest.mark.parametrize("siapa", ["admin_opd", "auditor"])
def test_who_only_reads_may_not_record(db: Session, aktor: Aktor, siapa: str) -> None:
    with pytest.raises(BukanHak):
        capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor(siapa))


def test_a_pimpinan_records_units_of_his_own_opd_and_not_the_opd(db: Session, aktor: Aktor) -> None:
    sendiri, lain = unit(db, "Sekretariat Daerah"), unit(db, "Seksi Rehabilitasi Anak")
    capaian.tetapkan("SETDA", MASA, BAIK, actor=aktor("sekda"), unit_id=sendiri)
    assert db.scalars(select(CapaianOrganisasi.unit_id)).all() == [sendiri]
    with pytest.raises(BukanHak):
        capaian.tetapkan("SETDA", MASA, BAIK, actor=aktor("sekda"))
    for unit_id in (lain, sendiri):
        with pytest.raises(TidakDitemukan):
            capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor("sekda"), unit_id=unit_id)


@pytest.mark.parametrize("masa", [Masa(2021), Masa(2027), Masa(2026, 7), Masa(2028)])
def test_a_time_without_one_is_refused(aktor: Aktor, masa: Masa) -> None:
    with pytest.raises(TidakSah):
        capaian.tetapkan("DINAS", masa, BAIK, actor=aktor("admin_bkd"))


def test_the_database_itself_keeps_what_was_recorded(db: Session, aktor: Aktor) -> None:
    capaian.tetapkan("DINAS", MASA, BAIK, actor=aktor("admin_bkd"))
    for kalimat in ("UPDATE capaian_organisasi SET capaian = 'istimewa'", "DELETE FROM capaian_organisasi"):
        with pytest.raises(DBAPIError):
            db.execute(text(kalimat))
        db.rollback()
    with pytest.raises(DBAPIError):
        db.execute(text("INSERT INTO capaian_organisasi SELECT * FROM capaian_organisasi"))
    db.rollback()


def test_the_nearest_unit_counts_for_a_person_else_his_opd(db: Session, aktor: Aktor) -> None:
    bkd, seksi, bidang = aktor("admin_bkd"), unit(db, "Seksi Rehabilitasi Anak"), unit(db, "Bidang Rehabilitasi Sosial")
    tempat = [(opd(db), seksi), (opd(db), bidang), (opd(db), unit(db, "Dinas Sosial"))]

    def kini() -> list[str | None]:
        return [s.capaian if (s := bahan_capaian.untuk(tempat, 2026).get(t)) else None for t in tempat]

    assert kini() == [None, None, None]
    capaian.tetapkan("DINAS", MASA, BAIK, actor=bkd)
    assert kini() == ["baik", "baik", "baik"]
    capaian.tetapkan("DINAS", MASA, Isian("kurang", "SK Kepala Dinas 1/2027"), actor=bkd, unit_id=bidang)
    assert kini() == ["kurang", "kurang", "baik"]


def test_people_are_counted_by_the_result_that_counts_and_by_their_last_skp(db: Session, aktor: Aktor) -> None:
    for siapa in ("pelaksana2", "pelaksana3"):
        tulis_tahun(db, siapa, bulan=1)
    lakon = LakonTahun(db, aktor, bulan=1).nilai().terima().keberatan().tanggapi()
    hitung = lambda: bahan_capaian.sebaran_satu(2026, Skp.opd_id == opd(db))  # noqa: E731
    assert (hitung().jumlah, hitung().belum) == ({"Butuh Perbaikan": 1}, 2)
    lakon.putuskan("ubah", aspek=[], hasil_kerja="sesuai", rating_perilaku="sesuai")
    assert (hitung().jumlah, hitung().belum, hitung().dinilai) == ({"Baik": 1}, 2, 1)
    pindah = db.scalars(select(Skp).where(Skp.pegawai_id == aktor("pelaksana2").pegawai_id)).one()
    pindah.selesai, pindah.status = date(2026, 6, 30), "ditutup"
    kolom = {k.key: getattr(pindah, k.key) for k in Skp.__table__.columns if k.key not in ("id", "nomor", "instans_id")}
    baru = {"mulai": date(2026, 7, 1), "selesai": date(2026, 12, 31), "opd_id": opd(db, "BKD"), "status": "ditetapkan",
            "unit_id": unit(db, "Bidang Kinerja")}  # fmt: skip
    db.add(Skp(nomor="SKP-PINDAH", **{**kolom, **baru}))
    db.commit()
    assert (hitung().jumlah, hitung().belum) == ({"Baik": 1}, 1)
    assert bahan_capaian.sebaran_satu(2026, Skp.opd_id == opd(db, "BKD")).belum == 1
    assert bahan_capaian.sebaran_satu(2026, bahan_capaian.orang_dari(opd(db), unit(db, "Dinas Sosial"))).orang == 2


def test_years_of_another_law_are_nobodys_predicate(db: Session, aktor: Aktor) -> None:
    LakonTahun(db, aktor, tahun=2020, bulan=1)
    penilaian = db.scalars(select(Penilaian)).one()
    db.add(
        HasilPenilaian(
            penilaian_id=penilaian.id, sisi="penilai", predikat="Buruk", jejak={}, oleh_id=aktor("kasi").pegawai_id,
            pada=waktu.sekarang(),
        )
    )  # fmt: skip
    db.commit()
    assert bahan_capaian.sebaran_satu(2020, Skp.opd_id == opd(db)).jumlah == {}
