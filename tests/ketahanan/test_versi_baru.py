"""During an upgrade two releases run at once: what a newer one saved, this one leaves alone and says so."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

import workflows
from portal import queue, worker
from portal.models import KunciIdempoten
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.ketahanan import potret
from tests.workflows.conftest import ANI, BUDI, NOW, Desk
from tests.workflows.diagrams import Diagram
from tests.workflows.kawanan import copies
from workflows import codec
from workflows import tables as t


def jaga(kunci: str = "jaga") -> Diagram:
    """A task with a deadline, then a job."""
    return (
        Diagram(kunci).start().user("isi", lane="Pegawai").timer("lewat", "P1D", on="isi").xor("temu")
        .service("kabari", "tarik").end().path("mulai", "isi", "temu", "kabari", "selesai").path("lewat", "temu")
    )  # fmt: skip


def jadi_baru(session: Session, instans: str) -> None:
    """As if a newer release had saved it: another form, and words this one does not know."""
    baru = json.dumps({"v": codec.FORMAT + 1, "isi": "kata-kata yang belum dikenal"})
    session.execute(update(t.instance).where(t.instance.c.id == instans).values(state=baru, form=codec.FORMAT + 1))


def test_what_a_newer_release_saved_is_not_touched_and_its_neighbours_go_on(mesin: Engine, meja: Desk) -> None:
    meja.publish(jaga())
    baru, lama = (meja.begin("jaga", kunci).instance.id for kunci in ("baru", "lama"))
    meja.call(jadi_baru, baru)
    dulu = meja.call(potret.mesin, baru, "baru")
    with pytest.raises(workflows.NewerState):
        meja.call(workflows.complete, meja.open(baru)["isi"].id, by=ANI, facts={}, now=NOW)
    with pytest.raises(workflows.NewerState):
        meja.call(workflows.preview, meja.open(baru)["isi"].id, {})
    bergerak = meja.call(workflows.tick, NOW + timedelta(days=2))
    assert [satu.instance.id for satu in bergerak] == [lama]
    assert meja.call(potret.mesin, baru, "baru") == dulu


def test_what_the_release_before_saved_has_the_form_of_this_one_once_it_has_moved(mesin: Engine, meja: Desk) -> None:
    meja.publish(jaga())
    lama = meja.begin("jaga").instance.id
    dulu = codec.PLAIN - 1
    meja.call(lambda session: session.execute(update(t.instance).where(t.instance.c.id == lama).values(form=dulu)))
    meja.call(workflows.complete, meja.open(lama)["isi"].id, by=ANI, facts={}, now=NOW)
    form = meja.call(lambda session: session.scalar(select(t.instance.c.form).where(t.instance.c.id == lama)))
    assert form == codec.PLAIN


def test_hundreds_that_a_newer_release_saved_do_not_hold_back_an_old_node(mesin: Engine, meja: Desk) -> None:
    meja.publish(jaga())
    baru = meja.begin("jaga", "baru").instance.id
    meja.call(jadi_baru, baru)
    copies(mesin, baru, 300, due_at=NOW + timedelta(hours=1))
    lama = meja.begin("jaga", "lama").instance.id
    pada = NOW + timedelta(days=2)
    assert [satu.instance_id for satu in meja.call(workflows.pending, pada, 50)] == [lama]
    assert [satu.instance.id for satu in meja.call(workflows.tick, pada)] == [lama]
    assert meja.call(workflows.due, pada) == 0


def test_what_an_old_node_writes_during_an_upgrade_is_found_by_search_after_the_next_look(
    perkara: str, app: Flask, rest: Callable[[str], Rest], db: Session
) -> None:
    db.execute(update(t.task).values(words=""))  # a node of the release before words does not know the column
    db.commit()
    pemilik = workflows.tasks(db, instance=perkara)[0].owner
    assert workflows.tasks(db, parties={pemilik}, search="jaga-1") == []
    db.rollback()
    assert worker.lengkapi_kata(app) == 1
    assert worker.lengkapi_kata(app) == 0
    assert [satu.instance_id for satu in workflows.tasks(db, parties={pemilik}, search="jaga-1")] == [perkara]


def test_what_needs_no_state_still_works_on_it(mesin: Engine, meja: Desk) -> None:
    meja.publish(jaga())
    baru = meja.begin("jaga").instance.id
    meja.call(jadi_baru, baru)
    tugas = meja.open(baru)["isi"].id
    assert meja.call(workflows.claim, tugas, by=ANI, now=NOW).claimed_by == "orang:1"
    assert meja.call(workflows.assign, tugas, to="orang:2", by=BUDI, reason="cuti", now=NOW).owner == "orang:2"
    assert [satu.what for satu in meja.call(workflows.history, baru)][-1] == "assigned"
    assert meja.call(workflows.cancel, baru, by=BUDI, reason="salah", now=NOW).instance.status == "cancelled"


def test_a_form_that_nobody_reads_any_more_is_an_error_of_ours(mesin: Engine, meja: Desk) -> None:
    meja.publish(jaga())
    satu = meja.begin("jaga").instance.id
    rusak = update(t.instance).where(t.instance.c.id == satu).values(state='{"v": 0}')
    meja.call(lambda session: session.execute(rusak))
    with pytest.raises(ValueError, match="bentuk simpanan 0"):
        meja.call(workflows.complete, meja.open(satu)["isi"].id, by=ANI, facts={}, now=NOW)


@pytest.fixture
def perkara(rest: Callable[[str], Rest], db: Session) -> str:
    """A low-code instance with an open task of pelaksana1. Its id."""
    workflows.publish(db, "jaga", jaga().xml(), by=None)
    db.commit()
    isi = {"pihak": {"pegawai": ORANG["pelaksana1"].nip}, "fakta": {}, "kunci_bisnis": "JAGA-1"}
    return rest("admin_bkd").post("proses/jaga/mulai", isi).json["instans"]


def test_who_meets_a_case_of_the_newer_release_is_told_to_send_it_again(
    perkara: str, rest: Callable[[str], Rest], db: Session
) -> None:
    state = db.execute(t.instance.select()).one().state
    jadi_baru(db, perkara)
    db.commit()
    saya = rest("pelaksana1")
    kirim = {"isian": {"keputusan": "setuju"}}
    jalan = f"tugas/{saya.tugas('isi')['id']}/selesai"
    jawab = saya.post(jalan, kirim, **{"Idempotency-Key": "kunci-baru"})
    assert (jawab.status_code, jawab.json["kode"]) == (503, "sedang_diperbarui"), jawab.text
    assert jawab.headers["Retry-After"]
    assert "sedang diperbarui" in jawab.json["detail"]
    assert db.query(KunciIdempoten).filter_by(kunci="kunci-baru").count() == 0
    db.execute(update(t.instance).values(state=state))
    db.commit()
    assert saya.post(jalan, kirim, **{"Idempotency-Key": "kunci-baru"}).status_code == 200


def test_a_job_of_such_a_case_waits_for_a_newer_worker_and_is_never_given_up(
    perkara: str, app: Flask, rest: Callable[[str], Rest], db: Session, kerjakan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest("pelaksana1").selesai("isi", {"keputusan": "setuju"})
    tugas = workflows.tasks(db, instance=perkara, kind="external")[0].id
    jadi_baru(db, perkara)
    db.commit()
    from portal import alur, jobs
    from portal.actions import action, audit
    from portal.security import SISTEM

    @action
    def tarik(tugas_id: str) -> None:
        alur.selesaikan(tugas_id, actor=None, fakta={})
        audit.record(db, audit.Event.REKAP_DITARIK, actor=SISTEM)

    monkeypatch.setitem(jobs.OPERASI, "tarik", tarik)
    kerjakan()
    db.rollback()
    assert workflows.task(db, tugas).status == "open"
    menunggu = queue.keadaan(db)
    assert (menunggu.menunggu, menunggu.gagal) == (1, 0)
    sql = {"sqlite": "SELECT percobaan FROM pekerjaan", "postgresql": "SELECT attempts FROM procrastinate_jobs"}
    percobaan = db.scalar(text(sql[db.get_bind().dialect.name]))
    assert percobaan in (0, 1) and percobaan < worker.MAKS_GAGAL
