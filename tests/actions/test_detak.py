"""The engine's heartbeat: what is due happens once, and what cannot happen now leaves no trace."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

import workflows
from portal import waktu
from portal.actions import detak, skp
from portal.models import Peristiwa

JANUARI = datetime(2026, 1, 5, 9, 0, tzinfo=waktu.WITA)
LEWAT = JANUARI + timedelta(days=60)


@pytest.fixture
def menunggu(db, aktor) -> str:
    """An SKP still being drafted, whose deadline will have passed at LEWAT. Its instance id."""
    with waktu.pada(JANUARI):
        return skp.buat(actor=aktor("pelaksana1"), tahun=2026).instans_id


def jejak(db) -> int:
    jumlah = db.scalar(select(func.count()).where(Peristiwa.jenis == "pengatur_waktu:berjalan"))
    db.rollback()
    return jumlah


def test_a_deadline_that_has_passed_is_acted_on_once_and_recorded(db, menunggu):
    with waktu.pada(LEWAT):
        assert detak.berdetak() == 1
        assert detak.berdetak() == 0
    assert jejak(db) == 1


def test_before_the_deadline_nothing_moves_and_nothing_is_recorded(db, menunggu):
    with waktu.pada(JANUARI + timedelta(hours=1)):
        assert detak.berdetak() == 0
    assert jejak(db) == 0


@pytest.mark.postgres_saja
def test_an_instance_in_other_hands_is_left_alone_without_a_trace_until_the_next_beat(db, menunggu):
    with waktu.pada(LEWAT):
        with db.get_bind().connect() as lain, lain.begin():
            lain.execute(text("SELECT 1 FROM wf_instance WHERE id = :id FOR UPDATE"), {"id": menunggu})
            assert workflows.due(db, LEWAT) == 1
            db.rollback()
            assert detak.berdetak() == 0
        assert jejak(db) == 0
        assert detak.berdetak() == 1
    assert jejak(db) == 1
