"""What is told of an instance beside its tasks: what it began with, what else it waits for, and why it stopped."""

from datetime import timedelta

import workflows
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, line


def test_the_first_line_of_the_history_tells_who_began_and_with_what(desk):
    first = desk.start(line("satu", "isi"), bulan="2026-03", nomor=7)
    begun = desk.history(first)[0]
    assert (begun.element, begun.what) == ("mulai", "done")
    assert begun.facts == {"bulan": "2026-03", "nomor": 7}
    desk.do("isi", nomor=8)
    assert desk.history(first)[0].facts == {"bulan": "2026-03", "nomor": 7}, "what it began with is never rewritten"


def test_an_instance_that_began_with_nothing_says_so(desk):
    assert desk.history(desk.start(line("satu", "isi")))[0].facts == {}


def test_timers_and_messages_are_told_the_first_due_first(desk):
    drawn = Diagram("tunggu").start().user("isi").timer("lewat", '"P9D"', on="isi").timer("ingat", '"P3D"', on="isi")
    drawn.receive("kabar", "kabar", on="isi", kunci='"k-1"').end().end("a").end("b").end("c")
    drawn.path("mulai", "isi", "selesai").path("lewat", "a").path("ingat", "b").path("kabar", "c")
    first = desk.start(drawn)
    told = desk.call(workflows.waits, first.instance.id)
    assert [(one.element, one.due_at, one.message, one.key) for one in told] == [
        ("ingat", NOW + timedelta(days=3), None, None),
        ("lewat", NOW + timedelta(days=9), None, None),
        ("kabar", None, "kabar", "k-1"),
    ]
    desk.do("isi")
    assert desk.call(workflows.waits, first.instance.id) == []


def test_an_incident_says_why_and_when_it_is_tried_again(desk):
    drawn = Diagram("henti").start().user("isi").timer("lewat", '"P1D"', on="isi").script("hitung", "a = 1 / nol")
    drawn.end().end("b").path("mulai", "isi", "selesai").path("lewat", "hitung", "b")
    first = desk.start(drawn, nol=0)
    assert (first.instance.incident, first.instance.retry_at) == (None, None)
    (stopped,) = desk.tick(days=2)
    kept = desk.instance(first)
    assert kept.status == stopped.instance.status == "incident"
    assert "hitung" in kept.incident and "nol" in kept.incident
    assert kept.retry_at == NOW + timedelta(days=2, hours=1)
