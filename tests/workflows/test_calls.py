"""Call activities and sub-processes, with persistence, pruning, deadlines and pinned versions."""

import pytest

import workflows
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, line
from workflows import compiler


def child(key: str = "banding", *steps: str) -> Diagram:
    drawn = Diagram(key).start().user("ajukan").user("putuskan", "Pejabat penilai").script("catat", "diputus = True")
    return drawn.end().path("mulai", "ajukan", "putuskan", "catat", "selesai")


def parent() -> Diagram:
    """isi -> banding (with a deadline and a reminder) -> tinjau"""
    drawn = Diagram("bulanan").start().user("isi").call("panggil", "banding").user("tinjau").user("lewat").user("ingat")
    drawn.timer("batas", "P14D", on="panggil").timer("pengingat", "P7D", on="panggil", interrupting=False)
    drawn.end().end("habis").path("mulai", "isi", "panggil", "tinjau", "selesai").path("batas", "lewat", "tinjau")
    return drawn.path("pengingat", "ingat", "habis")


@pytest.fixture
def running(desk):
    """An instance inside the called process."""
    desk.publish(child())
    first = desk.start(parent(), nilai=5)
    desk.do("isi")
    return first


def test_a_called_process_uses_the_callers_parties_and_gives_its_facts_back(desk, running):
    assert {(task.element, task.owner, task.process) for task in desk.open().values()} == {
        ("ajukan", "orang:1", "bulanan")
    }
    desk.do("ajukan", alasan_id=3)
    assert desk.open()["putuskan"].owner == "orang:2"
    done = desk.do("putuskan", kabul=True)
    assert [task.element for task in done.opened] == ["tinjau"]
    assert done.instance.facts == {"nilai": 5, "alasan_id": 3, "kabul": True, "diputus": True}
    assert desk.do("tinjau").instance.status == "done"
    elements = [step.element for step in desk.history(running)]
    assert elements == [
        "mulai", "isi", "mulai", "ajukan", "putuskan", "catat", "selesai", "panggil", "tinjau", "selesai",
    ]  # fmt: skip


def test_the_lanes_of_a_called_process_need_a_party_too(desk):
    desk.publish(child())
    desk.publish(parent())
    with pytest.raises(ValueError, match="pejabat_penilai"):
        desk.call(workflows.start, "bulanan", lanes={"pegawai": "orang:1"}, facts={}, business_key="a")


def test_a_deadline_on_a_call_takes_everything_inside_back(desk, running):
    desk.do("ajukan")
    (advance,) = desk.tick(days=7)
    assert ([task.element for task in advance.opened], advance.ended) == (["ingat"], ())
    assert desk.open().keys() == {"putuskan", "ingat"}
    (advance,) = desk.tick(days=7)
    assert [(task.element, task.status) for task in advance.ended] == [("putuskan", "cancelled")]
    assert desk.open().keys() == {"ingat", "lewat"}
    desk.do("lewat")
    desk.do("ingat")
    assert desk.do("tinjau").instance.status == "done"


def test_a_called_process_that_ends_takes_the_callers_timers_along(desk, running):
    desk.do("ajukan")
    desk.do("putuskan")
    assert desk.tick(days=99) == []


def test_a_call_is_pinned_to_the_version_of_its_publishing(desk, running):
    newer = Diagram("banding").start().user("baru").end().path("mulai", "baru", "selesai")
    assert desk.publish(newer).version == 2
    desk.do("ajukan")
    desk.do("putuskan")
    second = desk.begin("bulanan", "skp:2")
    desk.do("isi", instance=second.instance.id)
    assert desk.open(second.instance.id).keys() == {"ajukan"}, "still the pinned version"
    assert desk.publish(parent()).version == 2, "publishing again pins the newest"
    third = desk.begin("bulanan", "skp:3")
    desk.do("isi", instance=third.instance.id)
    assert desk.open(third.instance.id).keys() == {"baru"}


def test_two_versions_of_one_process_can_live_in_one_caller(desk):
    desk.publish(child())
    middle = Diagram("tengah").start().call("lama", "banding").end().path("mulai", "lama", "selesai")
    desk.publish(middle)
    desk.publish(Diagram("banding").start().user("baru").end().path("mulai", "baru", "selesai"))
    top = Diagram("atas").start().call("satu", "tengah").call("dua", "banding").end()
    desk.start(top.path("mulai", "satu", "dua", "selesai"))
    desk.do("ajukan")
    desk.do("putuskan")
    assert desk.open().keys() == {"baru"}
    assert desk.do("baru").instance.status == "done"


def test_an_instance_goes_on_in_a_new_process_memory(desk, running):
    desk.do("ajukan")
    compiler._cache.clear()
    desk.do("putuskan")
    compiler._cache.clear()
    assert desk.do("tinjau").instance.status == "done"


def test_a_call_in_a_loop_stays_flat(desk):
    desk.publish(line("anak", "jawab"))
    drawn = Diagram("putar").start().call("tanya", "anak").xor("putus", default="f_lagi").end()
    drawn.path("mulai", "tanya", "putus").flow("putus", "selesai", "cukup").flow("putus", "tanya", id="f_lagi")
    desk.start(drawn)
    sizes = []
    for _ in range(12):
        desk.do("jawab", cukup=False)
        sizes.append(state_size(desk))
    assert max(sizes[2:]) <= sizes[1] * 1.02
    assert desk.do("jawab", cukup=True).instance.status == "done"


def state_size(desk):
    from sqlalchemy import select

    from workflows import tables

    with desk.engine.connect() as connection:
        return len(connection.scalar(select(tables.instance.c.state)))


@pytest.mark.parametrize("last", ["a", "b"])
def test_branches_inside_a_sub_process_keep_what_each_set_whichever_ends_last(desk, last):
    inner = Diagram("x").start("m").gateway("parallel", "bagi").user("a").user("b").end("s1").end("s2")
    inner.path("m", "bagi", "a", "s1").path("bagi", "b", "s2")
    drawn = Diagram("luar").start().sub("dalam", inner).xor("putus", default="f_basi").user("segar").user("basi").end()
    drawn.path("mulai", "dalam", "putus").flow("putus", "segar", 'nilai_a == "baru" and nilai_b == "baru"')
    drawn.flow("putus", "basi", id="f_basi").path("segar", "selesai").path("basi", "selesai")
    desk.start(drawn, nilai_a="lama", nilai_b="lama")
    for name in ("ab".replace(last, ""), last):
        done = desk.do(name, **{f"nilai_{name}": "baru"})
    assert [task.element for task in done.opened] == ["segar"]


def test_a_sub_process_with_a_deadline_works_as_one_step(desk):
    inner = Diagram("x").start("mulai_dalam").user("a").user("b").end("selesai_dalam")
    inner.path("mulai_dalam", "a", "b", "selesai_dalam")
    drawn = Diagram("luar").start().sub("dalam", inner).timer("batas", "P3D", on="dalam").user("sesudah").end()
    drawn.path("mulai", "dalam", "sesudah", "selesai").path("batas", "selesai")
    desk.start(drawn)
    desk.do("a", x=1)
    assert desk.do("b").opened[0].element == "sesudah"
    second = desk.begin("luar", "skp:2")
    desk.do("a", instance=second.instance.id)
    (advance,) = desk.tick(days=3)
    assert advance.instance.status == "done"
    assert [task.element for task in advance.ended] == ["b"]
    assert advance.instance.ended_at == desk.now > NOW


def calls(key: str, other: str | None) -> Diagram:
    """A process that calls another one, or works alone."""
    drawn = Diagram(key).start().end()
    if other is None:
        return drawn.user("kerja").path("mulai", "kerja", "selesai")
    return drawn.call("panggil", other).path("mulai", "panggil", "selesai")


def refused(desk, drawn: Diagram) -> str:
    with pytest.raises(workflows.NotPublishable) as error:
        desk.publish(drawn)
    return str(error.value)


def test_a_circle_of_calls_cannot_come_about_by_the_order_of_publishing(desk):
    assert "belum diterbitkan" in refused(desk, calls("a", "b"))
    desk.publish(calls("b", None))
    desk.publish(calls("a", "b"))
    assert "b → a → b" in refused(desk, calls("b", "a"))
    desk.publish(calls("c", "a"))
    assert "b → c → a → b" in refused(desk, calls("b", "c"))
    assert "memanggil dirinya sendiri" in refused(desk, calls("b", "b"))


def test_a_circle_of_calls_is_refused_also_when_it_is_closed_by_a_later_version(desk):
    desk.publish(calls("b", None))
    desk.publish(calls("a", "b"))
    desk.publish(calls("a", None))
    desk.publish(calls("b", "a"))
    with pytest.raises(workflows.NotPublishable, match="a → b → a"):
        desk.call(workflows.publish, "a", calls("a", "b").xml(), by="orang:9", again=True)
    first = desk.begin("b")
    assert [task.element for task in first.opened] == ["kerja"]
    assert desk.do("kerja").instance.status == "done"
