"""Processes that a message starts: each message once, with its key and its facts, by whoever comes first."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.test_due import SMALL, asleep, plan_of, reads_everything, selects
from workflows import checks


def opened(key: str = "banding", step: str = "isi", message: str = "keberatan", party: str = "peran:admin_bkd"):
    """Starts for a message; the one task is its lane's."""
    drawn = Diagram(key).start(on=f"message:{message}").user(step, lane="Admin BKD").end()
    return drawn.party("Admin BKD", party).path("mulai", step, "selesai")


def sender(**props: str) -> Diagram:
    drawn = Diagram("kirim").start().user("putuskan").throw("kabari", "keberatan", **props).end()
    return drawn.path("mulai", "putuskan", "kabari", "selesai")


def of(desk, key: str = "banding") -> list[workflows.Instance]:
    return [one for one in desk.call(workflows.instances) if one.process == key]


def test_a_message_starts_the_process_with_its_key_its_facts_and_the_party_of_its_lane(desk):
    desk.publish(opened())
    desk.start(sender(kunci="skp", muatan="hasil"), "a", skp="skp:7")
    desk.do("putuskan", hasil="ditolak")
    assert desk.call(workflows.due, desk.now) == 1
    (advance,) = desk.tick()
    assert [(task.element, task.owner) for task in advance.opened] == [("isi", "peran:admin_bkd")]
    assert (advance.instance.process, advance.instance.business_key) == ("banding", "skp:7")
    assert advance.instance.facts == {"hasil": "ditolak"}
    first = desk.history(advance)[0]
    assert (first.element, first.kind, first.what, first.facts) == ("mulai", "start", "message", {"hasil": "ditolak"})
    assert desk.tick() == [] and desk.call(workflows.due, desk.now) == 0
    assert desk.do("isi", instance=advance.instance.id).instance.status == "done"
    assert desk.tick(days=400) == [], "once"


@pytest.mark.parametrize("by", ["end", "send task", "door"])
def test_whoever_sends_it(desk, by):
    desk.publish(opened())
    if by == "door":
        desk.call(workflows.send, "keberatan", key="skp:1", facts={"n": 1}, by=ANI, now=desk.now)
    else:
        drawn = Diagram("kirim").start().user("putuskan")
        if by == "end":
            drawn.end(message="keberatan").path("mulai", "putuskan", "selesai")
        else:
            reference = drawn._messages.setdefault("keberatan", "pesan_keberatan")
            drawn._node("sendTask", "kabari", lane="Sistem", attributes=f'messageRef="{reference}"').end()
            drawn.path("mulai", "putuskan", "kabari", "selesai")
        desk.start(drawn, "skp:1")
        desk.do("putuskan")
    (advance,) = desk.tick()
    assert advance.instance.business_key == "skp:1"
    assert desk.tick() == []


def test_who_waits_for_it_comes_before_a_start(desk):
    desk.publish(opened())
    waiting = Diagram("terima").start().receive("dengar", "keberatan").user("baca").end()
    desk.start(waiting.path("mulai", "dengar", "baca", "selesai"), "skp:1")
    for key in ("skp:1", "skp:2"):
        desk.call(workflows.send, "keberatan", key=key, facts={}, now=desk.now)
    moved = {advance.instance.process: advance.instance.business_key for advance in desk.tick()}
    assert moved == {"terima": "skp:1", "banding": "skp:2"}
    assert desk.tick() == []


def test_while_one_of_its_key_runs_a_message_waits_and_starts_the_next_when_that_has_ended(desk):
    desk.publish(opened())
    for n in (1, 2, 3):
        desk.call(workflows.send, "keberatan", key="skp:1", facts={"n": n}, now=desk.now)
    (first,) = desk.tick()
    assert first.instance.facts == {"n": 1}
    assert desk.tick() == [] and desk.call(workflows.due, desk.now) == 0
    desk.do("isi")
    (second,) = desk.tick()
    assert second.instance.facts == {"n": 2}
    desk.call(workflows.cancel, second.instance.id, by=ANI, reason="x")
    assert [one.instance.facts for one in desk.tick()] == [{"n": 3}]


def test_a_running_instance_may_still_hear_what_would_have_started_the_next(desk):
    drawn = Diagram("banding").start(on="message:keberatan").user("isi", lane="Admin BKD").receive("lagi", "keberatan")
    drawn.user("baca", lane="Admin BKD").end().party("Admin BKD", "peran:admin_bkd")
    desk.publish(drawn.path("mulai", "isi", "lagi", "baca", "selesai"))
    for n in (1, 2):
        desk.call(workflows.send, "keberatan", key="skp:1", facts={"n": n}, now=desk.now)
    (first,) = desk.tick()
    assert desk.tick() == []
    desk.do("isi")
    (advance,) = desk.tick()
    assert (advance.instance.id, advance.instance.facts) == (first.instance.id, {"n": 2})
    assert len(of(desk)) == 1


def test_what_was_sent_before_the_process_listens_starts_nothing(desk):
    desk.call(workflows.send, "keberatan", key="skp:1", facts={}, now=desk.now)
    desk.pass_time(minutes=1)
    desk.publish(opened())
    assert desk.tick() == []
    desk.call(workflows.send, "keberatan", key="skp:2", facts={}, now=desk.now)
    desk.publish(opened(step="periksa"))
    (advance,) = desk.tick()
    assert (advance.instance.business_key, advance.opened[0].element) == ("skp:2", "periksa"), "the newest version"


def test_a_version_without_the_event_ends_it_and_frees_the_message(desk):
    desk.publish(opened())
    with pytest.raises(workflows.NotPublishable, match="sudah memulai proses banding"):
        desk.publish(opened("lain"))
    plain = Diagram("banding").start().user("isi", lane="Admin BKD").end().path("mulai", "isi", "selesai")
    desk.publish(plain)
    desk.call(workflows.send, "keberatan", key="skp:1", facts={}, now=desk.now)
    assert desk.tick() == [] and desk.call(workflows.openings) == []
    desk.pass_time(minutes=1)
    desk.publish(opened("lain"))
    desk.call(workflows.send, "keberatan", key="skp:2", facts={}, now=desk.now)
    assert [(one.instance.process, one.instance.business_key) for one in desk.tick()] == [("lain", "skp:2")]


def test_a_process_on_hold_starts_when_it_goes_on(desk):
    desk.publish(opened())
    desk.call(workflows.suspend_process, "banding", by=ANI, reason="libur", now=desk.now)
    desk.call(workflows.send, "keberatan", key="skp:1", facts={}, now=desk.now)
    assert desk.tick(days=3) == [] and desk.call(workflows.due, desk.now) == 0
    desk.call(workflows.resume_process, "banding", by=ANI, reason="masuk", now=desk.now)
    assert len(desk.tick()) == 1 and desk.tick() == []


def test_a_start_that_fails_keeps_the_message_tells_why_and_leaves_the_others_alone(desk):
    drawn = Diagram("banding").start(on="message:keberatan").script("hitung", "x = 1 / n")
    drawn.user("isi", lane="Admin BKD").end().party("Admin BKD", "peran:admin_bkd")
    desk.publish(drawn.path("mulai", "hitung", "isi", "selesai"))
    for key, n in (("buruk", 0), ("baik", 1)):
        desk.call(workflows.send, "keberatan", key=key, facts={"n": n}, now=desk.now)
    assert [one.instance.business_key for one in desk.tick()] == ["baik"]
    assert desk.tick() == [] and desk.call(workflows.due, desk.now) == 0
    (one,) = desk.call(workflows.openings)
    assert (one.process, one.message, one.failed) == ("banding", "keberatan", 1) and "hitung" in str(one.incident)
    assert desk.call(workflows.due, desk.now + timedelta(hours=1)) == 1
    assert [one.business_key for one in of(desk)] == ["baik"]
    drawn = Diagram("banding").start(on="message:keberatan").user("isi", lane="Admin BKD").end()
    desk.publish(drawn.party("Admin BKD", "peran:admin_bkd").path("mulai", "isi", "selesai"))
    assert [one.instance.business_key for one in desk.tick(hours=1)] == ["buruk"], "mended by a version that works"
    assert [one.failed for one in desk.call(workflows.openings)] == [0]


def test_two_workers_at_once_start_one_instance_for_each_message(desk):
    desk.publish(opened())
    for n in range(6):
        desk.call(workflows.send, "keberatan", key=f"skp:{n}", facts={}, now=desk.now)
    gate = threading.Barrier(2)

    def work() -> None:
        gate.wait(30)
        with Session(desk.engine) as session:
            found = workflows.pending(session, desk.now)
        for one in found:
            with Session(desk.engine) as session, session.begin():
                workflows.begin(session, one, desk.now)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(one.business_key for one in of(desk)) == [f"skp:{n}" for n in range(6)]
    assert desk.tick() == []


def test_a_worker_that_dies_before_its_commit_starts_nothing_twice(desk):
    desk.publish(opened())
    desk.call(workflows.send, "keberatan", key="skp:1", facts={}, now=desk.now)
    with Session(desk.engine) as session:
        assert len(workflows.tick(session, desk.now)) == 1
        session.rollback()
    assert of(desk) == [] and len(desk.tick()) == 1 and desk.tick() == []


def test_it_may_also_be_started_by_hand_and_be_called_and_begins_at_once(desk):
    desk.publish(opened())
    by_hand = desk.call(
        workflows.start, "banding", lanes={"admin_bkd": "orang:1"}, facts={}, business_key="tangan", now=desk.now
    )
    assert [task.element for task in by_hand.opened] == ["isi"]
    drawn = Diagram("induk").start().call("k", "banding").end().path("mulai", "k", "selesai")
    desk.publish(drawn)
    called = desk.call(
        workflows.start, "induk", lanes={"admin_bkd": "orang:1"}, facts={}, business_key="panggil", now=desk.now
    )
    assert [task.element for task in called.opened] == ["isi"]
    assert desk.call(workflows.due, desk.now) == 0


def test_thousands_of_other_messages_cost_its_look_nothing(desk):
    desk.publish(opened())
    asleep(desk)
    with selects(desk.engine) as seen:
        assert desk.call(workflows.pending, NOW, 50) == []
    (asked,) = [one for one in seen if "wf_opening" in one[0]]
    plan = plan_of(desk.engine, *asked)
    assert not reads_everything(desk.engine, plan), f"{SMALL}\n{plan}"


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (opened(party=""), "oleh pesan memerlukan properti pihak"),
        (opened(party="orang:7"), "antrean peran"),
        (Diagram("p").start(on="message:m", kunci="skp").end().path("mulai", "selesai"), "properti kunci"),
        (Diagram("p").start(on="message:m", muatan="skp").end().path("mulai", "selesai"), "properti muatan"),
    ],
)
def test_a_process_nobody_could_be_found_for_is_refused_by_name(drawn, said):
    found = [one.message for one in checks.findings(drawn.xml()) if one.level == "galat"]
    assert any(said in message for message in found), found


def test_a_called_process_needs_its_parties_as_well(desk):
    desk.publish(Diagram("anak").start().user("a", lane="Pegawai").end().path("mulai", "a", "selesai"))
    drawn = Diagram("induk").start(on="message:m").call("k", "anak").end().path("mulai", "k", "selesai")
    with pytest.raises(workflows.NotPublishable, match="oleh pesan tanpa pihak.*pegawai"):
        desk.publish(drawn)


@pytest.mark.parametrize(
    ("message", "key", "facts"),
    [("", "k", {}), ("m" * 129, "k", {}), ("m", "", {}), ("m", "k" * 201, {}), ("m", "k", {"Besar": 1})],
)
def test_what_is_no_message_is_not_sent(desk, message, key, facts):
    with pytest.raises(ValueError, match="pesan|fakta"):
        desk.call(workflows.send, message, key=key, facts=facts, now=desk.now)
