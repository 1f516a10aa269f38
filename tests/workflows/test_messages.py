"""Messages between instances: written with the sender's advance, delivered by tick, each to one receiver."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from tests.workflows.conftest import ANI, NOW
from tests.workflows.diagrams import Diagram


def sender(message: str = "putusan", **props: str) -> Diagram:
    drawn = Diagram("kirim").start().user("putuskan").throw("kabari", message, **props).end()
    return drawn.path("mulai", "putuskan", "kabari", "selesai")


def receiver(**props: str) -> Diagram:
    drawn = Diagram("terima").start().user("isi").receive("tunggu", "putusan", **props).user("lanjut").end()
    return drawn.path("mulai", "isi", "tunggu", "lanjut", "selesai")


def test_a_message_carries_named_facts_to_the_instance_with_the_same_key(desk):
    desk.publish(receiver(kunci="skp"))
    waiting = desk.begin("terima", "a", skp="skp:1")
    other = desk.begin("terima", "b", skp="skp:2")
    for one in (waiting, other):
        desk.do("isi", instance=one.instance.id)
    assert desk.instance(waiting).waiting == ("tunggu",)
    desk.start(sender(kunci="skp", muatan="hasil, catatan_id"), business_key="c", skp="skp:1")
    desk.do("putuskan", hasil="dikabulkan", catatan_id=7, rahasia="x")
    assert desk.call(workflows.due, NOW) == 1
    (advance,) = desk.tick()
    assert advance.instance.id == waiting.instance.id
    assert [task.element for task in advance.opened] == ["lanjut"]
    assert advance.instance.facts == {"skp": "skp:1", "hasil": "dikabulkan", "catatan_id": 7}
    step = next(step for step in desk.history(waiting) if step.element == "tunggu")
    assert (step.what, step.facts) == ("message", {"hasil": "dikabulkan", "catatan_id": 7})
    assert desk.open(other.instance.id) == {}
    assert desk.tick() == []


def test_without_a_key_the_business_keys_must_agree(desk):
    desk.publish(receiver())
    desk.begin("terima", "skp:1")
    desk.do("isi")
    desk.start(sender(), business_key="skp:2")
    desk.do("putuskan")
    assert desk.tick() == []
    desk.begin("kirim", "skp:1")
    desk.do("putuskan")
    assert len(desk.tick()) == 1


def test_a_message_sent_early_waits_for_its_receiver(desk):
    desk.start(sender(), business_key="skp:1")
    desk.do("putuskan")
    assert desk.tick() == []
    desk.publish(receiver())
    desk.begin("terima", "skp:1")
    desk.do("isi")
    assert [task.element for task in desk.tick()[0].opened] == ["lanjut"]


def test_a_message_of_a_rolled_back_advance_was_never_sent(desk):
    desk.publish(receiver())
    desk.begin("terima", "skp:1")
    desk.do("isi")
    desk.start(sender(), business_key="skp:1")
    task = desk.open()["putuskan"]
    with Session(desk.engine) as session:
        workflows.complete(session, task.id, by=person_of(task), facts={}, now=NOW)
        session.rollback()
    assert desk.tick() == []


def person_of(task):
    assert task.owner == ANI.id
    return ANI


def test_each_message_reaches_one_instance_the_one_that_waited_longest(desk):
    desk.publish(receiver(kunci='"sama"'))
    old = desk.begin("terima", "a")
    desk.pass_time(hours=1)
    young = desk.begin("terima", "b")
    for one in (young, old):
        desk.do("isi", instance=one.instance.id)
    desk.start(sender(kunci='"sama"'))
    desk.do("putuskan")
    (advance,) = desk.tick()
    assert advance.instance.id == old.instance.id
    desk.begin("kirim")
    desk.do("putuskan")
    (advance,) = desk.tick()
    assert advance.instance.id == young.instance.id


def test_two_messages_for_one_event_in_a_loop_are_taken_one_after_the_other(desk):
    drawn = Diagram("terima").start().receive("tunggu", "putusan", kunci='"sama"').script("hitung", "n = n + 1")
    drawn.xor("cukup", default="f_lagi").end().path("mulai", "tunggu", "hitung", "cukup")
    drawn.flow("cukup", "selesai", "n >= 2").flow("cukup", "tunggu", id="f_lagi")
    first = desk.start(drawn, n=0)
    desk.publish(sender(kunci='"sama"'))
    for key in ("a", "b"):
        sent = desk.begin("kirim", key)
        desk.do("putuskan", instance=sent.instance.id)
    assert len(desk.tick()) == 1
    assert desk.instance(first).facts["n"] == 1
    assert desk.tick()[0].instance.status == "done"


def test_a_boundary_message_interrupts_or_runs_beside(desk):
    for key, interrupting in (("putus", True), ("samping", False)):
        drawn = Diagram(key).start().user("isi").receive("tarik", "putusan", on="isi", interrupting=interrupting)
        drawn.user("baca").end().end("habis").path("mulai", "isi", "selesai").path("tarik", "baca", "habis")
        desk.start(drawn, business_key=key)
    desk.publish(sender())
    for key in ("putus", "samping"):
        sent = desk.begin("kirim", key)
        desk.do("putuskan", instance=sent.instance.id)
    advances = {advance.instance.process: advance for advance in desk.tick()}
    assert [task.status for task in advances["putus"].ended] == ["cancelled"]
    assert advances["putus"].instance.waiting == ("Baca",)
    assert advances["samping"].ended == ()
    assert set(advances["samping"].instance.waiting) == {"Isi", "Baca", "tarik"}
    desk.begin("kirim", "samping")
    desk.do("putuskan")
    (advance,) = desk.tick()
    assert [task.element for task in advance.opened] == ["baca"], "it stays beside its task for the next one"
    desk.do("isi", instance=advance.instance.id)
    desk.begin("kirim", "samping")
    desk.do("putuskan")
    assert desk.tick() == [], "and ends with it"


def test_an_end_event_can_send_and_an_event_gateway_can_receive(desk):
    ending = Diagram("kirim").start().user("putuskan").end(message="putusan", kunci='"k"', muatan="hasil")
    desk.publish(ending.path("mulai", "putuskan", "selesai"))
    drawn = Diagram("pilih").start().gateway("eventBased", "mana").receive("jawab", "putusan", kunci='"k"')
    drawn.timer("habis", "P9D").user("a").user("b").end().path("mulai", "mana", "jawab", "a", "selesai")
    desk.start(drawn.path("mana", "habis", "b", "selesai"), business_key="x")
    desk.begin("kirim", "y")
    desk.do("putuskan", hasil="ya")
    (advance,) = desk.tick()
    assert advance.instance.waiting == ("A",)
    assert advance.instance.facts == {"hasil": "ya"}
    assert desk.tick(days=20) == []


def test_two_workers_at_once_deliver_each_message_once(desk):
    drawn = Diagram("terima").start().receive("tunggu", "putusan", kunci='"sama"').user("lanjut").end()
    desk.publish(drawn.path("mulai", "tunggu", "lanjut", "selesai"))
    desk.publish(sender(kunci='"sama"'))
    for number in range(4):
        desk.begin("terima", f"t:{number}")
        sent = desk.begin("kirim", f"k:{number}")
        desk.do("putuskan", instance=sent.instance.id)
    gate, moved = threading.Barrier(2), []

    def work():
        with Session(desk.engine) as session:
            gate.wait()
            with session.begin():
                moved.extend(advance.instance.business_key for advance in workflows.tick(session, desk.now))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    for _ in range(4):
        moved.extend(advance.instance.business_key for advance in desk.tick())
    assert sorted(moved) == [f"t:{number}" for number in range(4)]
    assert desk.tick() == []


def test_a_message_whose_fact_is_missing_is_an_incident(desk):
    desk.start(sender(muatan="hasil"))
    with pytest.raises(workflows.Incident, match="hasil"):
        desk.do("putuskan")


@pytest.mark.parametrize("key", ["kosong", "tidak", "panjang"])
def test_a_key_must_be_a_text(desk, key):
    desk.start(sender(kunci=key), kosong=None, tidak=True, panjang="a" * 300)
    with pytest.raises(workflows.Incident, match="kunci"):
        desk.do("putuskan")


def test_a_receiver_that_fails_keeps_the_message_for_the_next_try(desk):
    drawn = Diagram("terima").start().receive("tunggu", "putusan").script("hitung", "x = 1 / n").user("isi").end()
    first = desk.start(drawn.path("mulai", "tunggu", "hitung", "isi", "selesai"), n=1)
    desk.start(sender(muatan="n"))
    desk.do("putuskan", n=0)
    (advance,) = desk.tick()
    assert (advance.instance.status, len(advance.incidents)) == ("incident", 1)
    assert desk.tick(minutes=5) == []
    (advance,) = desk.tick(hours=1)
    assert advance.instance.id == first.instance.id
    assert advance.instance.status == "incident"


def test_a_cancelled_instance_receives_nothing(desk):
    drawn = receiver()
    first = desk.start(drawn)
    desk.do("isi")
    desk.call(workflows.cancel, first.instance.id, by=ANI, reason="x")
    desk.start(sender())
    desk.do("putuskan")
    assert desk.tick() == []


def test_a_message_nobody_waits_for_is_not_looked_at_by_any_tick(desk):
    wanted = workflows.metadata.tables["wf_message"].c.wanted
    desk.start(sender(), business_key="skp:1")
    desk.do("putuskan")
    assert desk.call(lambda session: session.scalars(select(wanted)).all()) == [False]
    desk.publish(receiver())
    desk.begin("terima", "skp:1")
    desk.do("isi")
    assert desk.call(lambda session: session.scalars(select(wanted)).all()) == [True]
    assert len(desk.tick()) == 1
    assert desk.call(lambda session: session.scalars(select(wanted)).all()) == [False]
