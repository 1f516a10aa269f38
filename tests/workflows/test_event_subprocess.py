"""Event sub-processes: armed with their process or sub-process, running beside it or in its place."""

import pytest

import workflows
from tests.workflows.conftest import Desk
from tests.workflows.diagrams import Diagram, line
from workflows.checks import findings


def handler(trigger: str, interrupting: bool = True, mark: str = "") -> Diagram:
    """A trigger, one person's step, an end."""
    drawn = Diagram("x").start(f"mulai_e{mark}", on=trigger, interrupting=interrupting).user(f"urus{mark}")
    return drawn.end(f"akhir_e{mark}").path(f"mulai_e{mark}", f"urus{mark}", f"akhir_e{mark}")


def errors(drawn: Diagram) -> list[str]:
    return [f"{found.element}: {found.message}" for found in findings(drawn.xml()) if found.level == "galat"]


def letter(desk: Desk, name: str, key: str = "skp:1") -> None:
    """A process that only sends a message."""
    desk.start(Diagram(f"kirim_{name}").start().throw("k", name).end().path("mulai", "k", "selesai"), key)


def test_a_timer_takes_the_place_of_the_process(desk):
    begun = desk.start(line("p", "isi").sub("E", handler("timer:P3D"), triggered=True))
    assert set(desk.open()) == {"isi"}
    desk.tick(days=3)
    assert set(desk.open()) == {"urus"}
    desk.do("urus")
    assert desk.instance(begun).status == "done"
    assert [step.element for step in desk.history(begun)] == ["mulai", "mulai_e", "isi", "urus", "akhir_e", "E"]
    assert [step.what for step in desk.history(begun)][1:3] == ["timer", "cancelled"]


def test_what_is_only_armed_does_not_keep_the_process_from_ending(desk):
    drawn = line("p", "isi").sub("E", handler("timer:P3D"), triggered=True)
    begun = desk.start(drawn.sub("F", handler("message:kabar", False, "2"), triggered=True))
    advance = desk.do("isi")
    assert advance.instance.status == "done"
    assert desk.tick(days=30) == []
    assert desk.instance(begun).waiting == ()


def test_a_message_opens_it_beside_the_process_as_often_as_it_comes(desk):
    begun = desk.start(line("p", "isi", "tinjau").sub("E", handler("message:kabar", False), triggered=True))
    for count in (1, 2):
        letter(desk, "kabar")
        desk.tick(seconds=1)
        assert len(desk.call(workflows.tasks, instance=begun.instance.id)) == 1 + count
    desk.do("isi")
    desk.do("tinjau")
    assert desk.instance(begun).status == "running", "two of them still run"
    for _ in range(2):
        desk.do("urus", instance=begun.instance.id)
    assert desk.instance(begun).status == "done"


def test_a_timer_beside_the_process_opens_it_once(desk):
    desk.start(line("p", "isi").sub("E", handler("timer:P1D", False), triggered=True))
    desk.tick(days=1)
    assert set(desk.open()) == {"isi", "urus"}
    desk.do("urus")
    assert desk.tick(days=1) == []
    assert desk.do("isi").instance.status == "done"


def test_the_facts_of_the_message_reach_the_process(desk):
    body = Diagram("x").start("mulai_e", on="message:kabar", interrupting=False).script("catat", "salinan = isi_kabar")
    body.end("akhir_e").path("mulai_e", "catat", "akhir_e")
    begun = desk.start(line("p", "isi").sub("E", body, triggered=True))
    sender = Diagram("s").start().throw("k", "kabar", muatan="isi_kabar").end().path("mulai", "k", "selesai")
    desk.start(sender, isi_kabar="penting")
    desk.tick(seconds=1)
    assert desk.instance(begun).facts == {"isi_kabar": "penting", "salinan": "penting"}


def test_in_a_sub_process_it_ends_that_alone_and_the_process_goes_on(desk):
    part = line("x", "dalam").sub("E", handler("timer:P1D"), triggered=True)
    part._nodes = [node.replace('id="mulai"', 'id="m1"').replace('id="selesai"', 'id="s1"') for node in part._nodes]
    part._flows = [flow.replace('Ref="mulai"', 'Ref="m1"').replace('Ref="selesai"', 'Ref="s1"') for flow in part._flows]
    drawn = Diagram("p").start().sub("s", part).user("sesudah").user("lain").gateway("parallel", "g").end()
    begun = desk.start(drawn.path("mulai", "g", "s", "sesudah", "selesai").path("g", "lain", "selesai"))
    desk.tick(days=1)
    assert set(desk.open()) == {"urus", "lain"}
    desk.do("urus")
    assert set(desk.open()) == {"sesudah", "lain"}
    desk.do("sesudah")
    desk.do("lain")
    assert desk.instance(begun).status == "done"


def test_it_knows_what_the_branches_beside_it_have_found(desk):
    body = Diagram("x").start("mulai_e", on="timer:P1D").script("hitung", "hasil = nilai + 1").end("akhir_e")
    drawn = line("p", "isi", "tinjau").sub("E", body.path("mulai_e", "hitung", "akhir_e"), triggered=True)
    begun = desk.start(drawn)
    desk.do("isi", nilai=4)
    desk.tick(days=1)
    assert desk.instance(begun).status == "done"
    assert desk.instance(begun).facts["hasil"] == 5


def test_a_loop_through_a_sub_process_with_one_costs_the_same_in_every_round(desk):
    part = Diagram("x").start("m1").user("dalam").end("e1").path("m1", "dalam", "e1")
    part.sub("E", handler("message:kabar", False), triggered=True)
    drawn = Diagram("p").start().xor("m").sub("s", part).xor("x", default="f_x").end().path("mulai", "m", "s", "x")
    begun = desk.start(drawn.flow("x", "m", "lagi").flow("x", "selesai", id="f_x"))
    sizes = []
    for _ in range(12):
        desk.do("dalam", lagi=True)
        with desk.engine.connect() as connection:
            sizes.append(len(connection.execute(workflows.metadata.tables["wf_instance"].select()).first().state))
    assert max(sizes[2:]) <= sizes[2] * 1.02
    assert len(desk.call(workflows.tasks, instance=begun.instance.id)) == 1
    assert desk.do("dalam", lagi=False).instance.status == "done"


def test_one_inside_another_is_armed_with_the_outer_one(desk):
    outer = handler("timer:P1D", True).sub("F", handler("timer:P2D", True, "2"), triggered=True)
    begun = desk.start(line("p", "isi").sub("E", outer, triggered=True))
    desk.tick(days=1)
    assert set(desk.open()) == {"urus"}
    desk.tick(days=2)
    assert set(desk.open()) == {"urus2"}
    desk.do("urus2")
    assert desk.instance(begun).status == "done"


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (line("p", "isi").sub("E", handler(""), triggered=True), "startEvent sebuah event sub-process tanpa pemicu"),
        (line("p", "isi").sub("E", handler("error:G", False), triggered=True), "error selalu menghentikan"),
        (line("p", "isi").sub("E", handler("timer:P1D"), triggered=True).path("isi", "E"), "tidak boleh memiliki alur"),
        (
            line("p", "isi").sub("E", handler("timer:P1D"), triggered=True).timer("t", "P1D", on="E").path("t", "isi"),
            "boundary event tidak menempel",
        ),
        (
            line("p", "isi").sub(
                "E",
                handler("timer:P1D"),
                triggered=True,
                mi='<bpmn:standardLoopCharacteristics loopMaximum="3"/>',
            ),
            "tidak dapat diulang",
        ),
    ],
)
def test_what_an_event_sub_process_may_not_be_is_refused_by_name(drawn, words):
    assert [message for message in errors(drawn) if words in message], errors(drawn)


def test_a_word_that_the_engine_would_take_for_a_yes_is_refused():
    xml = line("p", "isi").sub("E", handler("timer:P1D"), triggered=True).xml()
    found = findings(xml.replace(b'triggeredByEvent="true"', b'triggeredByEvent="1"'))
    assert [one for one in found if one.element == "E" and 'triggeredByEvent="true"' in one.message]


def test_a_process_that_only_an_event_sub_process_ends_may_be_published():
    drawn = (
        Diagram("p").start().xor("m").user("isi").end().path("mulai", "m", "isi", "m").user("b").path("b", "selesai")
    )
    without = errors(drawn)
    assert [message for message in without if message.startswith("isi") and "jalur tanpa akhir" in message]
    ended = errors(drawn.sub("E", handler("timer:P1D"), triggered=True))
    assert not [message for message in ended if "jalur tanpa akhir" in message]
