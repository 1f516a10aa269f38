"""Who sees which SKP, month and person: the condition every query starts from."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import bulan, skp
from portal.errors import TidakDitemukan
from portal.models import Pegawai, Pengganti, Realisasi, Skp
from portal.queries import lingkup
from portal.rules.periode import Periode
from tests.factories import ORANG

JUNI = datetime(2026, 6, 15, 9, tzinfo=waktu.WITA)
PIHAK = {"pelaksana1", "kasi", "kabid", "verifikatur"}
PEMBACA = PIHAK | {"admin_opd", "auditor", "admin_bkd"}


@pytest.fixture
def berkas(db: Session, aktor: Callable) -> tuple[int, int]:
    """pelaksana1's SKP and its January: ids."""
    with waktu.pada(JUNI):
        satu = skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        return satu.id, bulan.buka(satu.id, Periode(2026, 1)).id


def yang_melihat(db: Session, aktor: Callable, syarat: Callable, tabel: type, id_: int) -> set[str]:
    with waktu.pada(JUNI):
        return {o for o in ORANG if db.scalar(select(tabel.id).where(tabel.id == id_, syarat(aktor(o)))) is not None}


def test_parties_are_the_person_his_chain_and_his_verifikatur(
    db: Session, aktor: Callable, berkas: tuple[int, int]
) -> None:
    assert yang_melihat(db, aktor, lingkup.skp_pihak, Skp, berkas[0]) == PIHAK
    assert yang_melihat(db, aktor, lingkup.realisasi_pihak, Realisasi, berkas[1]) == PIHAK


def test_roles_open_their_opd_or_everything_for_reading(db: Session, aktor: Callable, berkas: tuple[int, int]) -> None:
    assert yang_melihat(db, aktor, lingkup.skp_terlihat, Skp, berkas[0]) == PEMBACA
    assert yang_melihat(db, aktor, lingkup.realisasi_terlihat, Realisasi, berkas[1]) == PEMBACA


def test_a_substitute_sees_what_the_office_decides_on_but_not_the_own_skp_of_the_one_he_replaces(
    db: Session, aktor: Callable, berkas: tuple[int, int]
) -> None:
    with waktu.pada(JUNI):
        milik_kasi = skp.buat(actor=aktor("kasi"), tahun=2026).id
        siapa = {k: aktor(k).pegawai_id for k in ("kasi", "jft")}
        db.add(
            Pengganti(
                digantikan_id=siapa["kasi"], pengganti_id=siapa["jft"], jenis="Plh",
                sejak=date(2026, 6, 1), sampai=date(2026, 6, 30),
                nomor_surat="1",
            )
        )  # fmt: skip
        db.commit()
    assert "jft" in yang_melihat(db, aktor, lingkup.skp_terlihat, Skp, berkas[0])
    assert "jft" not in yang_melihat(db, aktor, lingkup.skp_terlihat, Skp, milik_kasi)
    with waktu.pada(datetime(2026, 7, 1, 9, tzinfo=waktu.WITA)):
        assert db.scalar(select(Skp.id).where(Skp.id == berkas[0], lingkup.skp_terlihat(aktor("jft")))) is None


def test_what_is_not_visible_does_not_exist(db: Session, aktor: Callable, berkas: tuple[int, int]) -> None:
    with waktu.pada(JUNI):
        assert lingkup.skp(aktor("kasi"), berkas[0]).id == berkas[0]
        for ambil, id_ in ((lingkup.skp, berkas[0]), (lingkup.realisasi, berkas[1])):
            with pytest.raises(TidakDitemukan):
                ambil(aktor("pelaksana2"), id_)
            with pytest.raises(TidakDitemukan):
                ambil(aktor("auditor"), 999_999)


def test_people_are_found_by_their_chain_their_opd_and_by_those_who_see_all(db: Session, aktor: Callable) -> None:
    def menemukan(kunci: str) -> set[str]:
        syarat = Pegawai.nip == ORANG[kunci].nip
        return {
            o
            for o in ORANG
            if db.scalar(select(Pegawai.id).where(syarat, lingkup.pegawai_terlihat(aktor(o)))) is not None
        }

    assert menemukan("pelaksana1") == PEMBACA
    assert menemukan("kepala_bkd") == {
        "kepala_bkd", "sekda", "gubernur", "verifikatur", "verifikatur2", "auditor", "admin_bkd",
    }  # fmt: skip


def test_an_account_without_a_person_sees_nothing_by_itself(db: Session, berkas: tuple[int, int]) -> None:
    from portal.security import Actor

    teknis = Actor("akun:1", "teknis", frozenset({"akun:1"}), frozenset({"Pengelola Alur"}))
    assert db.scalar(select(Skp.id).where(lingkup.skp_terlihat(teknis))) is None
    assert db.scalar(select(Pegawai.id).where(lingkup.pegawai_terlihat(teknis))) is None
