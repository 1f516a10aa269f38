"""Leading a token elsewhere: what was there goes, what is drawn at the target happens, and joins still count right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

import workflows
from tests.workflows import acak
from tests.workflows.conftest import BUDI, Desk
from tests.workflows.diagrams import Diagram, line, loop
from tests.workflows.kembar import Naskah, leading, play
from tests.workflows.test_prune import compiled, with_answer
from tests.workflows.test_suspend import failing
from tests.workflows.zoo import ZOO
from tests.workflows.zoo_alat import inner, split
from tests.workflows.zoo_tabel import decide

WHY = {"by": BUDI, "reason": "salah langkah"}
DIAGRAMS = 60


def move(desk: Desk, begun: workflows.Advance, source: str, target: str, **more: Any) -> workflows.Advance:
    return desk.call(workflows.move, begun.instance.id, source=source, target=target, now=desk.now, **{**WHY, **more})


def both() -> Diagram:
    """Two branches that come together before the last step."""
    drawn = split(Diagram("dua").start(), "parallel", "a", "b").user("c").end().path("mulai", "g")
    return drawn.user("a2").path("h", "c", "selesai")


def test_a_task_is_taken_back_and_another_opens_with_the_line_in_the_history(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau", "sahkan"), nilai=1)
    (old,) = begun.opened
    advance = move(desk, begun, "isi", "sahkan", facts={"nilai": 2})
    assert [(task.element, task.status) for task in advance.ended] == [("isi", "cancelled")]
    assert [task.element for task in advance.opened] == ["sahkan"] == list(desk.open())
    assert advance.instance.facts == {"nilai": 2} and advance.instance.waiting == ("Sahkan",)
    (said,) = [one for one in desk.history(begun) if one.what == "moved"]
    assert (said.element, said.by) == ("isi", "orang:2")
    assert said.facts == {"alasan": "salah langkah", "dari": "isi", "ke": "sahkan", "fakta": {"nilai": 2}}
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.complete, old.id, by=BUDI, facts={}) if old.owner in BUDI.parties else desk.call(
            workflows.preview, old.id, {}
        )
    desk.do("sahkan")
    assert desk.instance(begun).status == "done"


def test_a_token_goes_back_through_a_loop(desk: Desk) -> None:
    begun = desk.start(loop("putar"))
    desk.do("isi")
    move(desk, begun, "tinjau", "isi")
    assert list(desk.open()) == ["isi"]
    desk.do("isi")
    desk.do("tinjau", setuju=True)
    assert desk.instance(begun).status == "done"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_out_of_one_branch_and_to_a_step_before_the_join_the_join_counts_right(desk: Desk, order: str) -> None:
    drawn = split(Diagram("dua").start().user("siap"), "parallel", "a", "b").user("c").end()
    begun = desk.start(drawn.path("mulai", "siap", "g").path("h", "c", "selesai"))
    desk.do("siap")
    desk.do(order[0])
    assert list(desk.open()) == [order[1]]
    move(desk, begun, order[1], order[1])
    assert list(desk.open()) == [order[1]], "the same step anew, and the arrival of the other branch stays"
    desk.do(order[1])
    assert list(desk.open()) == ["c"]


def test_to_an_automatic_step_it_runs_at_once_up_to_the_next_person(desk: Desk) -> None:
    drawn = Diagram("skrip").start().user("a").script("hitung", "hasil = nilai + 1").xor("x", default="f_x")
    drawn.user("b").user("c").end().path("mulai", "a", "hitung", "x")
    drawn.flow("x", "b", "hasil > 5").flow("x", "c", id="f_x")
    begun = desk.start(drawn.path("b", "selesai").path("c", "selesai"), nilai=1)
    advance = move(desk, begun, "a", "hitung", facts={"nilai": 8})
    assert list(desk.open()) == ["b"] and advance.instance.facts["hasil"] == 9


def test_to_an_end_event_the_instance_ends_as_it_would_there(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau"))
    assert move(desk, begun, "isi", "selesai").instance.status == "done"


def test_a_service_step_issues_its_job_and_a_moved_job_is_taken_back(desk: Desk) -> None:
    drawn = Diagram("luar").start().user("a").service("layanan", "tarik", nomor="nilai").user("b").end()
    begun = desk.start(drawn.path("mulai", "a", "layanan", "b", "selesai"), nilai=7)
    (job,) = move(desk, begun, "a", "layanan").opened
    assert (job.operation, job.arguments) == ("tarik", {"nomor": 7})
    assert [task.id for task in move(desk, begun, "layanan", "b").ended] == [job.id]
    with pytest.raises(workflows.NotReady):
        desk.call(workflows.complete, job.id, by=None, facts={})


def test_boundary_events_go_with_their_task_and_are_armed_anew_at_the_target(desk: Desk) -> None:
    drawn = Diagram("batas").start().user("a").user("b").user("lambat").end().end("s2")
    drawn.timer("ta", "P1D", on="a").timer("tb", "P2D", on="b").path("mulai", "a", "b", "selesai")
    begun = desk.start(drawn.path("ta", "lambat", "s2").path("tb", "lambat"))
    desk.pass_time(hours=5)
    move(desk, begun, "a", "b")
    (wait,) = desk.call(workflows.waits, begun.instance.id)
    assert (wait.element, wait.due_at) == ("tb", desk.now + timedelta(days=2))
    assert desk.open()["b"].due_at == wait.due_at
    desk.tick(days=2)
    assert list(desk.open()) == ["lambat"]


def test_a_side_path_that_a_boundary_event_opened_goes_on_without_its_task(desk: Desk) -> None:
    drawn = Diagram("samping").start().user("a").user("b").user("ingatkan").end().end("s2")
    drawn.timer("ta", "P1D", on="a", interrupting=False).path("mulai", "a", "b", "selesai").path("ta", "ingatkan", "s2")
    begun = desk.start(drawn)
    desk.tick(days=1)
    move(desk, begun, "a", "b")
    assert set(desk.open()) == {"ingatkan", "b"}
    desk.do("b")
    desk.do("ingatkan")
    assert desk.instance(begun).status == "done"


def test_from_a_boundary_event_that_waits_its_task_goes_too_only_if_it_interrupts(desk: Desk) -> None:
    for number, interrupting in enumerate((True, False)):
        drawn = Diagram(f"dari{number}").start().user("a").user("b").end().end("s2")
        drawn.timer("ta", "P1D", on="a", interrupting=interrupting).path("mulai", "a", "selesai").path("ta", "b", "s2")
        begun = desk.start(drawn)
        move(desk, begun, "ta", "b")
        assert set(desk.open(begun.instance.id)) == ({"b"} if interrupting else {"a", "b"})
        assert desk.call(workflows.waits, begun.instance.id) == []


def test_a_whole_part_that_runs_inside_is_taken_back(desk: Desk) -> None:
    drawn = Diagram("bagian").start().sub("s", inner()).user("b").end().path("mulai", "s", "b", "selesai")
    begun = desk.start(drawn)
    desk.do("p", catatan="dari dalam")
    advance = move(desk, begun, "s", "b")
    assert {task.element for task in advance.ended} == {"q", "r"} and list(desk.open()) == ["b"]
    desk.do("b")
    assert desk.instance(begun).facts == {"catatan": "dari dalam"}


def test_inside_a_part_a_token_moves_within_it(desk: Desk) -> None:
    part = Diagram("x").start("m1").user("p").user("q").end("e1").path("m1", "p", "q", "e1")
    begun = desk.start(Diagram("bagian").start().sub("s", part).user("b").end().path("mulai", "s", "b", "selesai"))
    move(desk, begun, "p", "q")
    assert list(desk.open()) == ["q"]
    with pytest.raises(workflows.NotPossible, match="bagian proses yang sama"):
        move(desk, begun, "q", "b")
    desk.do("q")
    assert list(desk.open()) == ["b"]


def test_a_called_process_can_be_left_and_begun_anew(desk: Desk) -> None:
    desk.publish(acak.child("anak", "k"))
    drawn = Diagram("induk").start().call("k", "anak").user("b").end().path("mulai", "k", "b", "selesai")
    begun = desk.start(drawn, p0=0)
    (first,) = begun.opened
    move(desk, begun, "k", "k")
    (second,) = desk.open().values()
    assert first.element == second.element and first.id != second.id
    move(desk, begun, "k", "b")
    assert list(desk.open()) == ["b"]


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_repeated_task_is_one_token_and_begins_anew(desk: Desk, sequential: str) -> None:
    drawn = Diagram("ulang").start().user("a").user("b", mi=acak.MI.format(sequential, 2)).user("c").end()
    begun = desk.start(drawn.path("mulai", "a", "b", "c", "selesai"))
    desk.do("a")
    some = desk.call(workflows.tasks, instance=begun.instance.id)
    desk.call(workflows.complete, some[0].id, by=desk_person(some[0]), facts={}, now=desk.now)
    move(desk, begun, "b", "b")
    for left in (2, 1):
        some = desk.call(workflows.tasks, instance=begun.instance.id)
        assert len(some) == (1 if sequential == "true" else left)
        desk.call(workflows.complete, some[0].id, by=desk_person(some[0]), facts={}, now=desk.now)
    assert list(desk.open()) == ["c"]


def desk_person(task: workflows.Task) -> Any:
    from tests.workflows.conftest import person

    return person(task.owner)


def test_where_an_element_is_open_several_times_the_task_says_which(desk: Desk) -> None:
    drawn = Diagram("kembar").start().gateway("parallel", "g").xor("x").user("a").user("b").end()
    drawn.path("mulai", "g").flow("g", "x", id="f1").flow("g", "x", id="f2").path("x", "a", "b", "selesai")
    begun = desk.start(drawn)
    assert len(begun.opened) == 2
    with pytest.raises(workflows.NotPossible, match="terbuka 2 kali"):
        move(desk, begun, "a", "b")
    advance = move(desk, begun, begun.opened[0].id, "b")
    assert [task.id for task in advance.ended] == [begun.opened[0].id]
    assert sorted(task.element for task in desk.call(workflows.tasks)) == ["a", "b"]


def test_out_of_an_incident_by_the_step_that_failed(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    desk.tick(days=1)
    (scope,) = desk.call(workflows.places, begun.instance.id).scopes
    assert [(one.element, one.kind) for one in scope.sources] == [("tunggu", "timer"), ("hitung", "incident")]
    advance = move(desk, begun, "hitung", "baca")
    assert advance.instance.status == "running" and advance.instance.incident is None
    assert list(desk.open()) == ["baca"] and desk.call(workflows.waits, begun.instance.id) == []


def test_what_follows_the_target_may_fail_and_then_nothing_has_changed(desk: Desk) -> None:
    drawn = Diagram("gagal").start().user("a").script("bagi", "hasil = 1 // nol").end()
    begun = desk.start(drawn.path("mulai", "a", "bagi", "selesai"), nol=0)
    with pytest.raises(workflows.Incident):
        move(desk, begun, "a", "bagi")
    foreseen = desk.call(
        workflows.foresee, workflows.move, begun.instance.id, source="a", target="bagi", now=desk.now, **WHY
    )
    assert [type(one) for one in foreseen.incidents] == [workflows.Incident]
    assert list(desk.open()) == ["a"] and len(desk.history(begun)) == 1


def test_foreseeing_a_move_shows_it_and_keeps_nothing(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau"))
    before = (desk.open(), desk.history(begun), desk.instance(begun))
    seen = desk.call(
        workflows.foresee, workflows.move, begun.instance.id, source="isi", target="tinjau", now=desk.now, **WHY
    )
    assert [task.element for task in seen.opened] == ["tinjau"] and [task.element for task in seen.ended] == ["isi"]
    assert (desk.open(), desk.history(begun), desk.instance(begun)) == before
    with pytest.raises(workflows.NotPossible):
        desk.call(workflows.foresee, workflows.move, begun.instance.id, source="isi", target="tidak_ada", **WHY)


def test_targets_that_make_no_sense_are_refused_by_name(desk: Desk) -> None:
    drawn = split(Diagram("tolak").start(), "parallel", "a", "b").path("mulai", "g").user("d").end().end("s2")
    drawn.timer("ta", "P1D", on="a").path("ta", "s2").path("h", "e").gateway("eventBased", "e").timer("t1", "P1D")
    begun = desk.start(drawn.receive("t2", "kabar").path("e", "t1", "d", "selesai").path("e", "t2", "d"))
    for target, why in {
        "mulai": "awal proses", "ta": "menempel", "h": "cabang bertemu", "t1": "cabang kejadian", "x": "tidak ada di",
        "a.BoundaryEventSplit": "tidak ada di", "Start": "tidak ada di",
    }.items():  # fmt: skip
        with pytest.raises(workflows.NotPossible, match=why):
            move(desk, begun, "b", target)
    with pytest.raises(workflows.NotPossible, match="Tidak ada yang menunggu di d"):
        move(desk, begun, "d", "a")
    with pytest.raises(ValueError, match="alasan"):
        move(desk, begun, "b", "d", reason="")
    with pytest.raises(ValueError, match="fakta"):
        move(desk, begun, "b", "d", facts={"x": 1.5})
    assert set(desk.open()) == {"a", "b"}
    move(desk, begun, "b", "e")
    assert {wait.element for wait in desk.call(workflows.waits, begun.instance.id)} == {"ta", "t1", "t2"}
    move(desk, begun, "t1", "d")
    assert set(desk.open()) == {"a", "d"}


def test_a_suspended_or_ended_instance_is_not_moved(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau"))
    desk.call(workflows.suspend, begun.instance.id, **WHY)
    with pytest.raises(workflows.NotPossible, match="Lanjutkan"):
        move(desk, begun, "isi", "tinjau")
    desk.call(workflows.cancel, begun.instance.id, **WHY)
    with pytest.raises(workflows.NotReady):
        move(desk, begun, "isi", "tinjau")
    assert desk.call(workflows.places, begun.instance.id).scopes == ()


def test_places_name_what_stands_and_where_it_could_go_in_the_order_of_the_diagram(desk: Desk) -> None:
    part = Diagram("x").start("m1").user("p").user("q").end("e1").path("m1", "p", "q", "e1")
    drawn = Diagram("tempat").start().user("a").sub("s", part).timer("ts", "P1D", on="s").user("b").end().end("s2")
    begun = desk.start(drawn.path("mulai", "a", "s", "b", "selesai").path("ts", "s2"))
    desk.do("a")
    outer, inside = desk.call(workflows.places, begun.instance.id).scopes
    assert outer.id == "" and {one.element: one.kind for one in outer.sources} == {"s": "subprocess", "ts": "timer"}
    assert [one.element for one in outer.targets] == ["a", "s", "b", "s2", "selesai"]
    assert inside.name == "s" and inside.id in outer.sources[0].tasks
    assert [(one.element, one.kind) for one in inside.targets] == [("p", "user"), ("q", "user"), ("e1", "end")]
    assert inside.sources == (workflows.Place("p", "P", "user", (desk.open()["p"].id,)),)


def test_moving_takes_a_handful_of_statements(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau"))
    seen: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    move(desk, begun, "isi", "tinjau")
    assert len(seen) <= 12, seen


@pytest.mark.parametrize("name", ZOO)
def test_whatever_token_is_led_wherever_each_construct_goes_on_as_the_tokens_say(name: str) -> None:
    draw, judge = ZOO[name]
    drawn, called, decisions = draw()
    facts = with_answer if "answers" in name else acak.facts
    texts = {key: one.xml() for key, one in called.items()}
    # Whoever is led out of a task that gathers answers leaves them behind; the tokens keep them.
    judge = judge and "answers" not in name
    script = Naskah(compiled(drawn, called, decisions), drawn.xml(), facts, texts, judge, decide)
    for seed in range(3):
        play(script, f"pindah {name} {seed}", moves=30, meddle=leading(script, 0.3))


@pytest.mark.parametrize("part", range(10))
def test_whatever_token_is_led_wherever_random_diagrams_go_on_as_the_tokens_say(part: int) -> None:
    moves = 0
    for seed in range(part, DIAGRAMS, 10):
        drawn = acak.Pelukis(f"acak {seed}", depth=2 + seed % 3)
        texts = {key: one.xml() for key, one in drawn.called.items()}
        script = Naskah(compiled(drawn.main, drawn.called), drawn.main.xml(), acak.facts, texts)
        ways = ((True, True), (False, False))
        moves += play(script, f"pindah {seed}", ways=ways, meddle=leading(script, 0.3))[0]
    assert moves > DIAGRAMS // 10, "nothing was tried"
