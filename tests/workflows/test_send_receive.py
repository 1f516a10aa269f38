"""Send and receive tasks: a message by name and key, as the events do it, and what only an activity can."""

from __future__ import annotations

import pytest

import workflows
from tests.workflows.conftest import ANI, BUDI
from tests.workflows.diagrams import Diagram
from tests.workflows.zoo import loop_of
from tests.workflows.zoo_alat import LOOP
from workflows import checks


def sender(mi: str = "", **props: str) -> Diagram:
    drawn = Diagram("kirim").start().user("putuskan").task("send", "kabari", "putusan", mi, **props).end()
    return drawn.path("mulai", "putuskan", "kabari", "selesai")


def receiver(mi: str = "", then: str = "lanjut", **props: str) -> Diagram:
    drawn = Diagram("terima").start().user("isi").task("receive", "tunggu", "putusan", mi, **props).user(then).end()
    return drawn.path("mulai", "isi", "tunggu", then, "selesai")


def send(desk, key: str = "skp:1", **facts: object) -> None:
    desk.call(workflows.send, "putusan", key=key, facts=facts, now=desk.now)


def test_it_carries_the_named_facts_to_the_one_with_the_same_key_and_the_history_says_so(desk):
    desk.publish(receiver(kunci="skp"))
    waiting, other = (desk.begin("terima", key, skp=f"skp:{key}") for key in ("1", "2"))
    for one in (waiting, other):
        desk.do("isi", instance=one.instance.id)
    assert desk.instance(waiting).waiting == ("tunggu",)
    sent = desk.start(sender(kunci="skp", muatan="hasil"), "c", skp="skp:1")
    desk.do("putuskan", hasil="dikabulkan", rahasia="x")
    (advance,) = desk.tick()
    assert (advance.instance.id, advance.instance.facts) == (
        waiting.instance.id,
        {"skp": "skp:1", "hasil": "dikabulkan"},
    )
    line = next(step for step in desk.history(waiting) if step.element == "tunggu")
    assert (line.kind, line.what, line.facts) == ("message", "message", {"hasil": "dikabulkan"})
    assert [step.element for step in desk.history(sent)].count("kabari") == 1
    assert desk.open(other.instance.id) == {} and desk.tick() == []


def test_a_message_sent_early_is_kept_until_the_task_waits(desk):
    desk.start(sender(muatan="n"))
    desk.do("putuskan", n=7)
    assert desk.tick() == [] and desk.call(workflows.due, desk.now) == 0
    desk.publish(receiver())
    desk.begin("terima")
    assert desk.tick() == [], "it does not wait yet"
    desk.do("isi")
    (advance,) = desk.tick()
    assert (advance.instance.facts, advance.instance.waiting) == ({"n": 7}, ("Lanjut",))


@pytest.mark.parametrize("late", [False, True])
def test_a_deadline_on_a_receive_task_takes_it_back_and_a_later_message_is_kept_for_another(desk, late):
    drawn = receiver().timer("lewat", "P1D", on="tunggu").user("tagih").path("lewat", "tagih", "selesai")
    desk.start(drawn)
    desk.do("isi")
    if late:
        (advance,) = desk.tick(days=1)
        assert advance.instance.waiting == ("Tagih",)
        send(desk)
        assert desk.tick() == []
        desk.do("tagih")
        desk.begin("terima")
        desk.do("isi")
        assert desk.tick()[0].instance.waiting == ("Lanjut",)
    else:
        send(desk)
        assert desk.tick()[0].instance.waiting == ("Lanjut",)
        assert desk.tick(days=9) == [], "its timer went with it"


def test_a_reminder_beside_a_receive_task_leaves_it_waiting(desk):
    drawn = receiver().timer("ingat", "P1D", on="tunggu", interrupting=False).user("tagih").end("habis")
    begun = desk.start(drawn.path("ingat", "tagih", "habis"))
    desk.do("isi")
    desk.tick(days=1)
    assert set(desk.instance(begun).waiting) == {"Tagih", "tunggu"}
    send(desk)
    (advance,) = desk.tick()
    assert set(advance.instance.waiting) == {"Tagih", "Lanjut"}


def test_in_a_loop_each_round_waits_anew_with_the_key_of_that_round(desk):
    drawn = Diagram("terima").start().xor("m").task("receive", "tunggu", "putusan", kunci='"k:" + str(n)')
    drawn.script("hitung", "n = n + 1").xor("x", default="f_lagi").end().path("mulai", "m", "tunggu", "hitung", "x")
    begun = desk.start(drawn.flow("x", "selesai", "n >= 2").flow("x", "m", id="f_lagi"), n=0)
    for key in ("k:1", "k:0"):
        send(desk, key)
    assert [one.instance.facts["n"] for one in desk.tick()] == [1]
    assert [one.instance.status for one in desk.tick()] == ["done"]
    assert desk.tick() == [] and desk.instance(begun).facts["n"] == 2


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_each_of_a_list_waits_for_its_own_message(desk, sequential):
    begun = desk.start(receiver(loop_of(sequential, "daftar"), kunci="satu"), daftar=["x", "y", "z"])
    desk.do("isi")
    for key in ("z", "x", "y", "w"):
        send(desk, key)
    moved = [one.instance.id for _ in range(4) for one in desk.tick()]
    assert set(moved) == {begun.instance.id}
    assert desk.instance(begun).waiting == ("Lanjut",)
    heard = [step for step in desk.history(begun) if step.element == "tunggu" and step.what == "message"]
    assert len(heard) == 3, "one each; the one for nobody is kept"


@pytest.mark.parametrize("loop", [LOOP, loop_of("true", "3"), loop_of("false", "3")])
def test_a_repeated_receive_task_takes_one_message_for_each_and_a_repeated_send_task_sends_as_many(desk, loop):
    begun = desk.start(receiver(loop))
    desk.do("isi")
    sent = desk.start(sender(loop), "skp:9")
    desk.do("putuskan", instance=sent.instance.id)
    assert [desk.tick() for _ in range(4)] == [[]] * 4, "another key"
    again = desk.begin("kirim")
    desk.do("putuskan", instance=again.instance.id)
    while desk.tick():
        pass
    assert desk.instance(begun).waiting == ("Lanjut",)
    assert [step.what for step in desk.history(begun) if step.element == "tunggu"].count("message") == 3
    assert desk.call(workflows.due, desk.now) == 0


def test_on_hold_nothing_is_delivered_and_at_resume_the_message_is(desk):
    begun = desk.start(receiver(muatan="n"))
    desk.do("isi")
    desk.call(workflows.suspend, begun.instance.id, by=BUDI, reason="tunggu", now=desk.now)
    send(desk, n=3)
    assert desk.tick(days=3) == [] and desk.call(workflows.due, desk.now) == 0
    desk.call(workflows.resume, begun.instance.id, by=BUDI, reason="lanjut", now=desk.now)
    (advance,) = desk.tick()
    assert (advance.instance.facts, advance.instance.waiting) == ({"n": 3}, ("Lanjut",))
    assert desk.tick() == []


@pytest.mark.parametrize(("key", "heard"), [("skp", "skp:1"), ("lain", "lain:1")])
def test_in_another_version_the_key_stays_as_it_was_fixed_unless_its_rule_changed(desk, key, heard):
    begun = desk.start(receiver(kunci="skp"), skp="skp:1", lain="lain:1")
    desk.do("isi")
    desk.call(workflows.correct, begun.instance.id, facts={"skp": "skp:2"}, by=BUDI, reason="x", now=desk.now)
    desk.publish(receiver(then="periksa", kunci=key))
    desk.call(workflows.migrate, begun.instance.id, to=2, by=BUDI, reason="baru", now=desk.now)
    for one in {"skp:1", "skp:2", "lain:1"} - {heard}:
        send(desk, one)
    assert desk.tick() == []
    send(desk, heard)
    (advance,) = desk.tick()
    assert (advance.instance.version, advance.instance.waiting) == (2, ("Periksa",))


def test_a_message_on_its_way_reaches_an_instance_that_was_migrated_meanwhile(desk):
    begun = desk.start(receiver())
    desk.do("isi")
    send(desk)
    desk.publish(receiver(then="periksa"))
    desk.call(workflows.migrate, begun.instance.id, to=2, by=BUDI, reason="baru", now=desk.now)
    assert [one.instance.waiting for one in desk.tick()] == [("Periksa",)]


def test_a_cancelled_receiver_leaves_the_message_to_the_next(desk):
    begun = desk.start(receiver())
    desk.do("isi")
    send(desk, n=1)
    desk.call(workflows.cancel, begun.instance.id, by=ANI, reason="x", now=desk.now)
    assert desk.tick() == []
    desk.begin("terima")
    desk.do("isi")
    assert [one.instance.facts for one in desk.tick()] == [{"n": 1}]


def test_a_send_task_whose_fact_is_missing_is_an_incident_and_sends_nothing(desk):
    begun = desk.start(sender(muatan="hasil"))
    with pytest.raises(workflows.Incident, match="kabari.*hasil"):
        desk.do("putuskan")
    assert set(desk.open()) == {"putuskan"} and desk.instance(begun).status == "running"
    desk.do("putuskan", hasil=1)
    desk.publish(receiver())
    desk.begin("terima")
    desk.do("isi")
    assert [one.instance.facts for one in desk.tick()] == [{"hasil": 1}]


@pytest.mark.parametrize("kind", ["send", "receive"])
def test_a_task_that_names_no_message_is_refused(kind):
    xml = Diagram("p").start().task(kind, "t", "m").end().path("mulai", "t", "selesai").xml()
    told = [one.message for one in checks.findings(xml.replace(b'messageRef="pesan_m"', b"")) if one.level == "galat"]
    assert any("tidak menyebut pesan mana" in message for message in told), told
    told = [one.message for one in checks.findings(xml.replace(b'messageRef="pesan_m"', b'messageRef="x"'))]
    assert any("pesan “x” tidak ada" in message for message in told), told
