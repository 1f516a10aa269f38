"""Running instances on another version: what fits and what does not, the same tasks under new names, and going back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

import workflows
from tests.workflows import acak
from tests.workflows.conftest import ANI, BUDI, Desk, person
from tests.workflows.diagrams import Diagram, line, loop
from tests.workflows.ganti_nama import renamed
from tests.workflows.test_suspend import failing
from tests.workflows.zoo_alat import inner, split
from workflows import tables as t

WHY = {"by": BUDI, "reason": "aturan baru"}


def migrate(desk: Desk, begun: workflows.Advance, to: int = 2, **more: Any) -> workflows.Advance:
    return desk.call(workflows.migrate, begun.instance.id, to=to, now=desk.now, **{**WHY, **more})


def verdict(desk: Desk, key: str, **more: Any) -> workflows.Verdict:
    (found,) = desk.call(workflows.fits, key, **{"to": 2, **more})
    return found


def everything(desk: Desk) -> list[Any]:
    """All rows of an instance as they are."""
    with desk.engine.connect() as connection:
        return [
            sorted(map(repr, connection.execute(select(table)).all()))
            for table in (t.instance, t.task, t.wait, t.history, t.message, t.migration)
        ]


def test_a_renamed_step_keeps_its_task_and_who_holds_it_under_the_new_name(desk: Desk) -> None:
    begun = desk.start(line("baris", "isi", "tinjau"))
    (task,) = begun.opened
    desk.call(workflows.claim, task.id, by=ANI, now=desk.now)
    desk.publish(
        Diagram("baris")
        .start()
        .user("lengkapi", name="Lengkapi", langkah="isi_baru")
        .user("tinjau")
        .end()
        .path("mulai", "lengkapi", "tinjau", "selesai")
    )
    found = verdict(desk, "baris")
    assert (found.kind, found.live, found.version) == ("needs_mapping", ("isi",), 1)
    assert "isi" in found.reasons[0] and "petakan" in found.reasons[0]
    mapping = {"isi": "lengkapi"}
    assert verdict(desk, "baris", mapping=mapping).kind == "fits"
    desk.pass_time(hours=1)
    advance = migrate(desk, begun, mapping=mapping)
    assert (advance.instance.version, advance.instance.status, advance.instance.waiting) == (
        2,
        "running",
        ("Lengkapi",),
    )
    now = desk.open()["lengkapi"]
    assert (now.id, now.name, now.step, now.version) == (task.id, "Lengkapi", "isi_baru", 2)
    assert [one.id for one in desk.call(workflows.tasks, search="lengkapi")] == [task.id]
    assert (now.claimed_by, now.created_at, now.owner) == ("orang:1", task.created_at, "orang:1")
    last = desk.history(begun)[-1]
    assert (last.what, last.by) == ("migrated", "orang:2")
    assert last.facts == {"alasan": "aturan baru", "dari": 1, "ke": 2, "pemetaan": mapping}
    desk.do("lengkapi")
    desk.do("tinjau")
    assert desk.instance(begun).status == "done"


def test_to_an_equal_text_nothing_changes_but_the_version(desk: Desk) -> None:
    drawn = split(Diagram("sama").start(), "parallel", "a", "b", "c").path("mulai", "g").timer("ta", "P1D", on="a")
    drawn = drawn.user("d").end().path("h", "d", "selesai").path("ta", "h").receive("kabar", "kabar", on="b")
    begun = desk.start(drawn.path("kabar", "d"), nilai=1)
    desk.do("c", nilai=2)
    desk.publish(line("sama", "a"))
    desk.call(workflows.publish, "sama", drawn.xml(), by=None, again=True, now=desk.now)
    before = (desk.open(), desk.call(workflows.waits, begun.instance.id), desk.instance(begun))
    migrate(desk, begun, to=3)
    tasks, waits, instance = desk.open(), desk.call(workflows.waits, begun.instance.id), desk.instance(begun)
    assert tasks == {key: replace(task, version=3) for key, task in before[0].items()}
    assert waits == before[1] and instance == replace(before[2], version=3)


def test_after_going_back_through_a_loop_the_instance_goes_on_in_the_new_version(desk: Desk) -> None:
    begun = desk.start(loop("putar"))
    for _ in range(3):
        desk.do("isi")
        desk.do("tinjau", setuju=False)
    drawn = Diagram("putar").start().user("isi").user("cek").user("tinjau", "Pejabat penilai").xor("putus", default="f")
    drawn.end().path("mulai", "isi", "cek", "tinjau", "putus").flow("putus", "selesai", "setuju")
    desk.publish(drawn.flow("putus", "isi", id="f"))
    assert verdict(desk, "putar").kind == "fits"
    migrate(desk, begun)
    desk.do("isi")
    assert list(desk.open()) == ["cek"]
    desk.do("cek")
    desk.do("tinjau", setuju=True)
    assert desk.instance(begun).status == "done"


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_branch_that_has_arrived_at_a_join_is_counted_in_the_new_version(desk: Desk, order: str) -> None:
    drawn = split(Diagram("cabang").start(), "parallel", "a", "b").path("mulai", "g").user("c").end()
    begun = desk.start(drawn.path("h", "c", "selesai"))
    desk.do(order[0], nilai=1)
    drawn = split(Diagram("cabang").start(), "parallel", "a", "b").path("mulai", "g").user("sela").user("c").end()
    desk.publish(drawn.path("h", "sela", "c", "selesai"))
    migrate(desk, begun)
    desk.do(order[1])
    assert list(desk.open()) == ["sela"] and desk.instance(begun).facts == {"nilai": 1}


def test_inside_a_sub_process_and_with_its_name_changed(desk: Desk) -> None:
    begun = desk.start(Diagram("bagian").start().sub("s", inner()).user("b").end().path("mulai", "s", "b", "selesai"))
    desk.do("p", dari_p=1)
    drawn = Diagram("bagian").start().sub("s2", inner()).user("sela").user("b").end()
    desk.publish(drawn.path("mulai", "s2", "sela", "b", "selesai"))
    assert verdict(desk, "bagian").kind == "needs_mapping"
    before = {key: task.id for key, task in desk.open().items()}
    migrate(desk, begun, mapping={"s": "s2"})
    assert {key: task.id for key, task in desk.open().items()} == before
    desk.do("q")
    desk.do("r")
    assert list(desk.open()) == ["sela"]
    desk.do("sela")
    assert desk.instance(begun).facts == {"dari_p": 1}


def test_inside_a_called_process_that_has_a_new_version_too(desk: Desk) -> None:
    child = line("anak", "x", "y")
    desk.publish(child)
    drawn = Diagram("induk").start().call("k", "anak").user("b").end().path("mulai", "k", "b", "selesai")
    begun = desk.start(drawn)
    desk.publish(line("anak", "x", "sela", "y"))
    desk.publish(drawn)
    assert verdict(desk, "induk").kind == "fits"
    migrate(desk, begun)
    for element in ("x", "sela", "y", "b"):
        assert list(desk.open()) == [element]
        desk.do(element)
    assert desk.instance(begun).status == "done"


def test_a_called_process_in_whose_new_version_the_step_is_gone_does_not_fit(desk: Desk) -> None:
    desk.publish(line("anak", "x"))
    drawn = Diagram("induk").start().call("k", "anak").end().path("mulai", "k", "selesai")
    begun = desk.start(drawn)
    desk.publish(line("anak", "lain"))
    desk.publish(drawn)
    found = verdict(desk, "induk")
    assert found.kind == "needs_mapping" and "(x)" in found.reasons[0]
    migrate(desk, begun, mapping={"x": "lain"})
    assert list(desk.open()) == ["lain"]


def test_a_boundary_event_the_new_version_adds_is_armed_and_one_that_has_happened_does_not_return(desk: Desk) -> None:
    def drawn(*more: str) -> Diagram:
        one = Diagram("ingat").start().user("a").end().user("d").end("e2").path("mulai", "a", "selesai")
        one.timer("satu", "P1D", on="a", interrupting=False).path("satu", "d", "e2")
        for name in more:
            one.timer(name, "P3D", on="a", interrupting=False).path(name, "d")
        return one

    begun = desk.start(drawn())
    desk.tick(days=1)
    assert set(desk.open()) == {"a", "d"} and desk.call(workflows.waits, begun.instance.id) == []
    desk.publish(drawn("dua"))
    migrate(desk, begun)
    (wait,) = desk.call(workflows.waits, begun.instance.id)
    assert (wait.element, wait.due_at) == ("dua", desk.now + timedelta(days=3))
    desk.do("a")
    assert desk.call(workflows.waits, begun.instance.id) == []
    desk.do("d")
    assert desk.instance(begun).status == "done"


def test_a_boundary_event_the_new_version_lacks_goes(desk: Desk) -> None:
    drawn = line("baris", "a", "b").timer("t", "P1D", on="a").path("t", "b")
    begun = desk.start(drawn)
    desk.publish(line("baris", "a", "b"))
    migrate(desk, begun)
    assert desk.call(workflows.waits, begun.instance.id) == [] and desk.open()["a"].due_at is None
    desk.do("a")
    assert list(desk.open()) == ["b"]


def test_a_moment_stays_under_a_new_name_and_is_set_anew_where_its_rule_changed(desk: Desk) -> None:
    def drawn(name: str, text: str) -> Diagram:
        return Diagram("tunggu").start().timer(name, text).user("a").end().path("mulai", name, "a", "selesai")

    begun = desk.start(drawn("satu", "P5D"))
    due = desk.now + timedelta(days=5)
    desk.publish(drawn("dua", "P5D"))
    desk.publish(drawn("dua", "P9D"))
    desk.pass_time(days=1)
    migrate(desk, begun, mapping={"satu": "dua"})
    assert [(one.element, one.due_at) for one in desk.call(workflows.waits, begun.instance.id)] == [("dua", due)]
    migrate(desk, begun, to=3)
    (wait,) = desk.call(workflows.waits, begun.instance.id)
    assert wait.due_at == desk.now + timedelta(days=9)
    desk.tick(days=9)
    assert list(desk.open()) == ["a"]


def test_a_deadline_stays_unless_the_rule_of_the_step_changed(desk: Desk) -> None:
    def drawn(text: str, name: str = "A") -> Diagram:
        return Diagram("batas").start().user("a", name=name, batas=text).end().path("mulai", "a", "selesai")

    begun = desk.start(drawn('"P5D"'))
    due = desk.open()["a"].due_at
    desk.publish(drawn('"P5D"', "Nama baru"))
    desk.publish(drawn('"P7D"'))
    desk.pass_time(days=1)
    migrate(desk, begun)
    assert (desk.open()["a"].due_at, desk.open()["a"].name) == (due, "Nama baru")
    migrate(desk, begun, to=3)
    assert desk.open()["a"].due_at == desk.now + timedelta(days=7)


def test_a_step_in_another_lane_goes_to_who_stands_there_and_its_claim_ends(desk: Desk) -> None:
    drawn = Diagram("baris").start().user("a", "Verifikatur").user("b", "Pejabat penilai").end()
    begun = desk.start(drawn.path("mulai", "a", "b", "selesai"))
    (task,) = begun.opened
    desk.call(workflows.claim, task.id, by=person("orang:3", "peran:verifikatur:BKD"), now=desk.now)
    desk.publish(line("baris", "a", lane="Pejabat penilai"))
    migrate(desk, begun)
    now = desk.open()["a"]
    assert (now.lane, now.owner, now.claimed_by) == ("pejabat_penilai", "orang:2", None)


def test_a_reassigned_and_a_delegated_task_stay_with_whom_they_are(desk: Desk) -> None:
    begun = desk.start(line("baris", "a", "b"))
    (task,) = begun.opened
    desk.call(workflows.delegate, task.id, to="orang:5", by=ANI, reason="x", now=desk.now)
    desk.publish(line("baris", "a"))
    migrate(desk, begun)
    assert (desk.open()["a"].owner, desk.open()["a"].delegated_by) == ("orang:5", "orang:1")


def test_a_job_goes_on_and_is_finished_in_the_new_version(desk: Desk) -> None:
    def drawn(operation: str, *more: str) -> Diagram:
        one = Diagram("luar").start().service("layanan", operation, nomor="nilai").end()
        for name in more:
            one.user(name)
        return one.path("mulai", "layanan", *more, "selesai")

    begun = desk.start(drawn("tarik"), nilai=7)
    (job,) = begun.opened
    desk.publish(drawn("tarik", "b"))
    desk.publish(drawn("hitung"))
    assert verdict(desk, "luar", to=3).kind == "cannot" and "tarik" in verdict(desk, "luar", to=3).reasons[0]
    migrate(desk, begun)
    assert desk.open()["layanan"] == replace(job, version=2)
    desk.call(workflows.complete, job.id, by=None, facts={"hasil": 1}, now=desk.now)
    assert list(desk.open()) == ["b"]


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_repeated_task_goes_on_where_it_was(desk: Desk, sequential: str) -> None:
    def drawn(*more: str) -> Diagram:
        one = Diagram("ulang").start().user("b", mi=acak.MI.format(sequential, 3)).end()
        for name in more:
            one.user(name)
        return one.path("mulai", "b", *more, "selesai")

    begun = desk.start(drawn())
    desk.do("b")
    desk.publish(drawn("c"))
    migrate(desk, begun)
    for _ in range(2):
        desk.do("b")
    assert list(desk.open()) == ["c"]


def test_a_suspended_instance_migrates_on_hold_and_one_in_an_incident_in_its_incident(desk: Desk) -> None:
    begun = desk.start(failing(), pembagi=0)
    desk.tick(days=1)
    drawn = Diagram("macet").start().timer("tunggu", "P1D").script("hitung", "hasil = 10").user("baca").end()
    desk.publish(drawn.path("mulai", "tunggu", "hitung", "baca", "selesai"))
    desk.call(workflows.suspend, begun.instance.id, **WHY)
    assert migrate(desk, begun).instance.status == "suspended"
    assert desk.tick(days=1) == [] and desk.call(workflows.waits, begun.instance.id) == []
    assert desk.call(workflows.resume, begun.instance.id, **WHY).instance.status == "incident"
    desk.call(workflows.retry, begun.instance.id, now=desk.now, **WHY)
    assert list(desk.open()) == ["baca"] and desk.instance(begun).facts["hasil"] == 10


def test_reverting_at_once_gives_exactly_what_was(desk: Desk) -> None:
    drawn = line("d", "a", "b").timer("t", "P1D", on="a").path("t", "b")
    begun = desk.start(drawn, nilai=1)
    with pytest.raises(workflows.NotPossible, match="belum pernah"):
        desk.call(workflows.revert, begun.instance.id, **WHY)
    before = (desk.open(), desk.call(workflows.waits, begun.instance.id), desk.instance(begun))
    state = raw_state(desk)
    desk.publish(line("d", "x", "b", lane="Pejabat penilai").timer("t2", "P9D", on="x").path("t2", "b"))
    desk.pass_time(hours=2)
    migrate(desk, begun, mapping={"a": "x"})
    assert desk.open()["x"].owner == "orang:2" and raw_state(desk) != state
    back = desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY)
    assert (desk.open(), desk.call(workflows.waits, begun.instance.id), desk.instance(begun)) == before
    assert raw_state(desk) == state and back.instance == before[2]
    last = desk.history(begun)[-1]
    assert (last.what, last.facts) == ("reverted", {"alasan": "aturan baru", "dari": 2, "ke": 1, "persis": True})
    with pytest.raises(workflows.NotPossible, match="belum pernah"):
        desk.call(workflows.revert, begun.instance.id, **WHY)


def raw_state(desk: Desk) -> str:
    with desk.engine.connect() as connection:
        return connection.scalar(select(t.instance.c.state))


def test_reverting_keeps_a_claim_that_was_made_since(desk: Desk) -> None:
    begun = desk.start(line("d", "a"))
    desk.publish(line("d", "x"))
    migrate(desk, begun, mapping={"a": "x"})
    desk.call(workflows.claim, begun.opened[0].id, by=ANI, now=desk.now)
    desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY)
    assert desk.open()["a"].claimed_by == "orang:1"


def test_reverting_after_it_went_on_uses_the_mapping_turned_round(desk: Desk) -> None:
    begun = desk.start(line("d", "a", "b", "c"))
    desk.publish(line("d", "x", "y", "sela", "c"))
    migrate(desk, begun, mapping={"a": "x", "b": "y"})
    desk.do("x")
    desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY)
    assert list(desk.open()) == ["b"] and desk.instance(begun).version == 1
    desk.do("b")
    desk.do("c")
    assert desk.instance(begun).status == "done"


def test_reverting_from_a_step_the_old_version_does_not_have_is_refused(desk: Desk) -> None:
    begun = desk.start(line("d", "a", "b"))
    desk.publish(line("d", "a", "sela", "b"))
    migrate(desk, begun)
    desk.do("a")
    with pytest.raises(workflows.Unfit, match="sela"):
        desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY)
    desk.do("sela")
    assert desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY).instance.version == 1


def test_two_migrations_are_undone_one_after_the_other(desk: Desk) -> None:
    begun = desk.start(line("d", "a"))
    desk.publish(line("d", "b"))
    desk.publish(line("d", "c"))
    migrate(desk, begun, mapping={"a": "b"})
    migrate(desk, begun, to=3, mapping={"b": "c"})
    for version, element in ((2, "b"), (1, "a")):
        assert desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY).instance.version == version
        assert list(desk.open()) == [element]


def test_migrations_that_make_no_sense_are_refused(desk: Desk) -> None:
    begun = desk.start(line("d", "a"))
    with pytest.raises(workflows.NotPossible, match="sudah berjalan di versi 1"):
        migrate(desk, begun, to=1)
    with pytest.raises(workflows.NotFound, match="versi 2"):
        migrate(desk, begun)
    with pytest.raises(ValueError, match="alasan"):
        migrate(desk, begun, reason="")
    desk.publish(line("d", "a", "b"))
    desk.do("a")
    for verb, more in ((workflows.migrate, {"to": 2}), (workflows.revert, {})):
        with pytest.raises(workflows.NotReady):
            desk.call(verb, begun.instance.id, **more, **WHY)


def test_foreseeing_a_migration_keeps_nothing(desk: Desk) -> None:
    begun = desk.start(line("d", "a"))
    desk.publish(line("d", "a", "b"))
    before = everything(desk)
    seen = desk.call(workflows.foresee, workflows.migrate, begun.instance.id, to=2, now=desk.now, **WHY)
    assert seen.instance.version == 2 and everything(desk) == before


def test_migrating_and_reverting_take_a_handful_of_statements(desk: Desk) -> None:
    drawn = split(Diagram("lima").start(), "parallel", *"abcde").path("mulai", "g").user("z").end()
    begun = desk.start(drawn.path("h", "z", "selesai").timer("ta", "P1D", on="a").path("ta", "z"))
    xml, mapping = renamed(drawn.xml())
    desk.call(workflows.publish, "lima", xml, by=None, now=desk.now)
    seen: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    migrate(desk, begun, mapping=mapping)
    assert len(seen) <= 14, seen  # two of them compile the new version, once per process
    assert set(desk.open()) == {f"{one}_baru" for one in "abcde"}
    seen.clear()
    desk.call(workflows.revert, begun.instance.id, now=desk.now, **WHY)
    assert len(seen) <= 12, seen
