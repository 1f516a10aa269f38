"""The engine's heartbeat: what is due happens once, and what cannot happen now leaves no trace."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

import workflows
from portal import waktu
from portal.actions import detak, skp
from portal.models import Peristiwa
from portal.queries import jalan
from tests.workflows.diagrams import Diagram

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


@pytest.fixture
def dua(db, aktor) -> list[str]:
    """Two instances whose deadline will have passed at LEWAT."""
    with waktu.pada(JANUARI):
        return [skp.buat(actor=aktor(nama), tahun=2026).instans_id for nama in ("pelaksana1", "pelaksana2")]


def gagal_bagi(instans_id: str):
    """What follows a deadline, failing for one instance."""

    def ikuti(advance):
        if advance.instance.id == instans_id:
            raise KeyError("tidak ada")

    return ikuti


def test_one_whose_follow_up_fails_takes_nothing_of_the_others_along_and_is_not_tried_at_once(db, dua, monkeypatch):
    buruk, baik = dua
    with waktu.pada(LEWAT):
        monkeypatch.setattr(detak.diam, "ikuti", gagal_bagi(buruk))
        assert detak.berdetak() == 2
        assert workflows.instance(db, baik).incident is None
        assert [s.what for s in workflows.history(db, baik)][-1] == "timer"
        satu = workflows.instance(db, buruk)
        assert (satu.status, satu.retry_at) == ("incident", LEWAT + timedelta(hours=1))
        assert "KeyError" in satu.incident
        db.rollback()
        assert detak.berdetak() == 0, "no hot loop"
    assert jejak(db) == 2
    with waktu.pada(LEWAT + timedelta(hours=2)):
        monkeypatch.undo()
        assert detak.berdetak() == 1
        assert workflows.instance(db, buruk).incident is None


def test_a_database_that_is_away_is_no_incident_of_the_instance(db, menunggu, monkeypatch):
    def putus(advance):
        raise OperationalError("SELECT 1", {}, Exception("putus"))

    with waktu.pada(LEWAT):
        monkeypatch.setattr(detak.diam, "ikuti", putus)
        assert detak.berdetak() == 0
        assert workflows.instance(db, menunggu).incident is None
        monkeypatch.undo()
        assert detak.berdetak() == 1


def test_a_beat_that_has_lasted_long_enough_leaves_the_rest_to_the_next(db, dua):
    with waktu.pada(LEWAT):
        assert detak.berdetak(paling_lama=0.0) == 0
        assert detak.berdetak(paling_banyak=1) == 1
        assert detak.berdetak(paling_lama=60.0) == 1


def test_a_message_starts_its_process_at_the_next_beat_and_the_event_says_so(app, db, monkeypatch):
    lukisan = Diagram("diminta").start(on="message:minta").user("isi", lane="Admin BKD").end()
    lukisan.party("Admin BKD", "peran:admin_bkd").path("mulai", "isi", "selesai")
    with waktu.pada(JANUARI):
        workflows.publish(db, "diminta", lukisan.xml(), by=None, now=JANUARI)
        for kunci in ("a", "b"):
            workflows.send(db, "minta", key=kunci, facts={}, now=JANUARI)
        db.commit()
        asli = detak.alur.lanjutkan

        def sekali(advance):
            monkeypatch.setattr(detak.alur, "lanjutkan", asli)
            raise RuntimeError("tidak dapat ditindaklanjuti")

        monkeypatch.setattr(detak.alur, "lanjutkan", sekali)
        assert detak.berdetak() == 2
        assert detak.berdetak() == 0, "the one that failed rests"
        (satu,) = workflows.openings(db)
        assert satu.failed == 1 and "tidak dapat ditindaklanjuti" in str(satu.incident)
        db.rollback()
    with waktu.pada(JANUARI + timedelta(hours=1)):
        assert detak.berdetak() == 1
        assert detak.berdetak() == 0
    assert sorted(one.business_key for one in workflows.instances(db)) == ["a", "b"]
    rincian = [p.rincian for p in db.scalars(select(Peristiwa).order_by(Peristiwa.id))]
    assert [len(satu["gagal"]) for satu in rincian if satu.get("proses") == "diminta"] == [1, 0, 0]
    assert all(satu["dibuka"] == ["isi"] for satu in rincian if satu.get("proses") == "diminta" and not satu["gagal"])
    with app.test_request_context():
        semua = jalan.jalan(workflows.instances(db, business_keys=["a"])[0].id, judul="a").semua
    assert (semua[0].nama, semua[0].keterangan) == ("Dimulai", "kabar dari perkara lain")
