"""The score of a month as it is kept: exact, with its trace, and by SISTEM where nobody answered."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.actions import penilaian
from portal.errors import SudahSelesai
from portal.models import Peristiwa
from portal.rules.jejak import Jejak
from tests.bulan import TELAAH, Panggung


@pytest.fixture
def satu(panggung: Panggung) -> Panggung:
    """The month of the oracle: one kegiatan, target 9, 100, 20."""
    return panggung.skp(kegiatan=[TELAAH]).tanpa_mesin().buka().ajukan((9, 95, 20))


def test_the_six_scenarios_of_the_oracle(satu: Panggung) -> None:
    assert satu.setujui().bulan.nilai == Decimal("98.33")
    assert satu.bulan.predikat == "Sangat Baik"
    satu.sahkan(keputusan="sahkan_target", catatan="Gangguan sistem.")
    assert (satu.bulan.nilai, satu.bulan.predikat) == (Decimal("100"), "Sangat Baik")


def test_denied_with_own_values(satu: Panggung) -> None:
    assert satu.tolak().banding().putuskan().bulan.nilai == Decimal("96")


def test_silence_lets_the_suggestion_stand_and_says_that_nobody_answered(satu: Panggung, db: Session) -> None:
    satu.tolak().kerjakan(12)
    assert (satu.bulan.nilai, satu.bulan.status) == (Decimal("91.30"), "evaluated")
    (diterima,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "realisasi:penolakan_diterima"))
    assert diterima.aktor == "sistem"


def test_the_trace_is_kept_and_leads_to_the_kept_score(satu: Panggung) -> None:
    bulan = satu.tolak().banding().putuskan().bulan
    jejak = Jejak.from_dict(bulan.jejak)
    assert (jejak.profil, bulan.profil) == ("JABAR_MONTHLY", "JABAR_MONTHLY")
    assert [satu.hasil for satu in jejak.langkah[-2:]] == [bulan.nilai, bulan.predikat]
    assert [s.hasil for s in jejak.langkah[:3]] == [100, 88, 100]


def test_what_was_not_done_counts_nought_in_the_mean(panggung: Panggung) -> None:
    p = panggung.skp().tanpa_mesin().buka().ajukan((9, 95, 20), (0, 0, 0)).setujui()
    assert p.bulan.nilai == Decimal("49.17")


def test_scoring_twice_changes_nothing(satu: Panggung, db: Session, kerjakan: Callable[[], None]) -> None:
    satu.setujui()
    (tugas,) = workflows.tasks(db, instance=satu.instans, kind="external", step="hitung_nilai", status="done")
    db.rollback()
    with pytest.raises(SudahSelesai):
        penilaian.hitung(tugas.id)
    assert satu.bulan.nilai == Decimal("98.33")
