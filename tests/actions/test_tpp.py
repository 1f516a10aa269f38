"""The TPP of a month is computed once the month is verified, kept with its trace, and computed anew beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import bahan_tpp
from portal.actions import kehadiran, tpp
from portal.errors import BukanHak, TidakDitemukan, TidakSah
from portal.models import Jabatan, Opd, Peristiwa, RekapAbsensi, Skp, TppBulan
from tests.actions.test_kehadiran import MULAI, Hasil, rekap
from tests.bulan import Panggung
from tests.lakon_ketentuan import tarif_januari

ALASAN = "Kelas jabatan baru dilengkapi."


def kelas(db: Session, nomor: int | None = 6) -> None:
    """The class of the posts in the SKP."""
    db.execute(update(Jabatan).where(Jabatan.id.in_(select(Skp.jabatan_id))).values(kelas=nomor))
    db.commit()


def tersimpan(db: Session) -> list[TppBulan]:
    db.expire_all()
    return list(db.scalars(select(TppBulan).order_by(TppBulan.versi)))


def peristiwa(db: Session, jenis: str) -> list[Peristiwa]:
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id)))


@pytest.fixture
def dinilai(januari: Panggung, db: Session, aktor: Callable[[str], Any]) -> Panggung:
    """Assessed, not verified; class and rupiah known."""
    tarif_januari(db, aktor)
    januari.ajukan().setujui()
    kelas(db)
    return januari


def test_nothing_is_kept_before_the_month_is_verified(dinilai: Panggung, db: Session) -> None:
    assert tersimpan(db) == []
    dinilai.sahkan()
    assert len(tersimpan(db)) == 1


def test_verification_keeps_amounts_trace_sets_and_digest_in_its_own_transaction(
    dinilai: Panggung, db: Session, aktor: Callable[[str], Any]
) -> None:
    dinilai.sahkan()
    (satu,) = tersimpan(db)
    # the exact score 98,8333...: 60% x 5.000.000 x 593/600 = 2.965.000; 1 TK and 2 TL1 = 4% of 2.000.000
    assert (satu.tarif, satu.produktivitas, satu.disiplin, satu.dibayar) == (5_000_000, 2_965_000, 1_920_000, 4_885_000)
    assert (satu.potongan, satu.dipotong, satu.versi, satu.sebab) == (4, 80_000, 1, "verifikasi")
    assert satu.masukan["capaian"] == "593/6" and satu.rekap_id == dinilai.bulan.rekap_id
    assert satu.jejak["parameter"].split() == [
        "tpp.kelas@2026-01-01#1",
        "tpp.bobot@2014-01-01",
        "absensi.tarif@2014-01-01",
    ]
    assert (satu.sidik_sebelum, satu.sidik) == (bahan_tpp.AWAL, bahan_tpp.sidik(satu))
    assert satu.dihitung_oleh_id == aktor("verifikatur").pegawai_id
    (kejadian,) = peristiwa(db, "tpp:dihitung")
    assert (kejadian.rincian["dibayar"], kejadian.rincian["sidik"]) == ("4885000", satu.sidik)


@pytest.mark.parametrize("apa", ["UPDATE tpp_bulan SET dibayar = 1", "DELETE FROM tpp_bulan"])
def test_the_database_refuses_to_change_what_is_kept(dinilai: Panggung, db: Session, apa: str) -> None:
    dinilai.sahkan()
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
        db.execute(text(apa))
    db.rollback()
    assert tersimpan(db)[0].dibayar == 4_885_000


def test_verification_does_not_wait_for_a_class_or_its_rupiah(dinilai: Panggung, db: Session) -> None:
    kelas(db, None)
    dinilai.sahkan()
    assert (dinilai.bulan.status, tersimpan(db)) == ("done", [])


def test_a_corrected_recap_is_another_row_in_a_chain_and_the_first_stays(
    dinilai: Panggung, db: Session, aktor: Callable[[str], Any]
) -> None:

    dinilai.sahkan()
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    db.rollback()

    def kirim(**lain: Any) -> None:
        kehadiran.catat(
            opd,
            "2026-01",
            Hasil((replace(rekap("pelaksana1", 2), **lain),), (), ("a" * 64,), "rest"),
            mulai=MULAI,
            lama_ms=1,
        )

    kirim(tk=0, kejadian=())
    lama, baru = tersimpan(db)
    assert (lama.dibayar, lama.sidik) == (4_885_000, bahan_tpp.sidik(lama))
    assert (baru.dibayar, baru.versi, baru.sebab) == (4_965_000, 2, "kehadiran")
    assert (baru.sidik_sebelum, baru.sidik) == (lama.sidik, bahan_tpp.sidik(baru))
    rekap_id = db.scalars(select(RekapAbsensi.id).where(RekapAbsensi.versi == 2)).one()
    assert baru.rekap_id == rekap_id and baru.dihitung_oleh_id is None
    (kejadian,) = peristiwa(db, "tpp:dihitung_ulang")
    assert (kejadian.aktor, kejadian.rincian["berubah"], kejadian.rincian["bulan"]) == ("sistem", 1, "2026-01")
    kirim(tk=0, kejadian=())
    assert len(tersimpan(db)) == 2, "the same answer again changes nothing"


def test_months_verified_before_the_class_was_known_are_computed_when_bkd_asks(
    dinilai: Panggung, db: Session, aktor: Callable[[str], Any]
) -> None:
    kelas(db, None)
    dinilai.sahkan()
    admin = aktor("admin_bkd")
    assert tpp.hitung_ulang("DINAS", "2026-01", actor=admin, alasan=ALASAN)["belum"] == 1
    kelas(db)
    hasil = tpp.hitung_ulang("DINAS", "2026-01", actor=admin, alasan=ALASAN)
    assert dict(hasil) == {"baru": 1, "berubah": 0, "tetap": 0, "belum": 0}
    hasil = tpp.hitung_ulang("DINAS", "2026-01", actor=admin, alasan=ALASAN)
    assert dict(hasil) == {"baru": 0, "berubah": 0, "tetap": 1, "belum": 0}
    (satu,) = tersimpan(db)
    assert (satu.dibayar, satu.sebab, satu.dihitung_oleh_id) == (4_885_000, "hitung_ulang", admin.pegawai_id)
    assert [p.rincian["alasan"] for p in peristiwa(db, "tpp:dihitung_ulang")] == [ALASAN] * 3


@pytest.mark.parametrize("siapa", ["admin_opd", "verifikatur", "pelaksana1", "auditor"])
def test_who_may_not_compute_anew(dinilai: Panggung, aktor: Callable[[str], Any], siapa: str) -> None:
    with pytest.raises(BukanHak):
        tpp.hitung_ulang("DINAS", "2026-01", actor=aktor(siapa), alasan=ALASAN)


def test_what_is_asked_wrongly_is_refused_by_its_name(dinilai: Panggung, aktor: Callable[[str], Any]) -> None:
    admin = aktor("admin_bkd")
    for opd, bulan, alasan, medan in (
        ("DINAS", "2026-01", "  x ", "alasan"), ("DINAS", "2026-13", ALASAN, "periode"),
        ("DINAS", "2025-12", ALASAN, "periode"),
    ):  # fmt: skip
        with pytest.raises(TidakSah) as salah:
            tpp.hitung_ulang(opd, bulan, actor=admin, alasan=alasan)
        assert salah.value.temuan[0].medan == medan
    with pytest.raises(TidakDitemukan):
        tpp.hitung_ulang("TIDAKADA", "2026-01", actor=admin, alasan=ALASAN)
