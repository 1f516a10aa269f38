"""Opening somebody else's case is kept with its purpose; nobody else can write such a line."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import pemeriksaan
from portal.audit import Event
from portal.errors import BukanHak, TidakDitemukan, TidakSah
from portal.models import Peristiwa
from tests.bulan import Panggung


def catatan(db: Session) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == Event.KASUS_DIBUKA)))


@pytest.fixture
def berjalan(panggung: Panggung) -> str:
    """The instance of pelaksana1's SKP."""
    return panggung.skp(berlaku=False)._skp or ""


@pytest.mark.parametrize("siapa", ["auditor", "admin_bkd"])
def test_the_opening_is_kept_with_who_what_and_why(
    db: Session, aktor: Callable[[str], Any], berjalan: str, siapa: str
) -> None:
    pemeriksaan.catat_akses("instans", berjalan, "  Pengaduan\n 12/2026 ", actor=aktor(siapa), sesi="tanda")
    (satu,) = catatan(db)
    assert (satu.aktor, satu.instans_id) == (aktor(siapa).id, berjalan)
    assert satu.rincian["tujuan"] == "Pengaduan 12/2026"
    assert satu.rincian["sesi"] == "tanda"
    assert satu.rincian["nomor"].startswith("SKP-2026-")


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda", "pengelola_alur"])
def test_who_does_not_examine_keeps_no_opening(
    db: Session, aktor: Callable[[str], Any], berjalan: str, siapa: str
) -> None:
    with pytest.raises(BukanHak):
        pemeriksaan.catat_akses("instans", berjalan, "Ingin tahu saja", actor=aktor(siapa))
    assert catatan(db) == []


@pytest.mark.parametrize("tujuan", ["", "    ", "\0\0\0\0\0\0", "ok", "x" * 301])
def test_a_purpose_that_says_nothing_or_too_much_is_refused(
    db: Session, aktor: Callable[[str], Any], berjalan: str, tujuan: str
) -> None:
    with pytest.raises(TidakSah) as salah:
        pemeriksaan.catat_akses("instans", berjalan, tujuan, actor=aktor("auditor"))
    assert salah.value.medan == "tujuan"
    assert catatan(db) == []


def test_an_instance_that_is_not_there_cannot_be_opened(db: Session, aktor: Callable[[str], Any]) -> None:
    with pytest.raises(TidakDitemukan):
        pemeriksaan.catat_akses("instans", "0" * 32, "Pemeriksaan rutin", actor=aktor("auditor"))
    assert catatan(db) == []
