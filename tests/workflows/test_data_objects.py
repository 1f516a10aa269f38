"""Data objects at the door: who sees them, what is missing, what is counted, what publishing refuses, and versions
published while they were only a drawing."""

from typing import Any

import pytest
from sqlalchemy import select, update

import workflows
from tests.workflows.conftest import ANI, NOW, Desk
from tests.workflows.diagrams import Diagram, line
from workflows import checks, codec, compiler
from workflows import tables as t
from workflows.facts import MAX_BYTES


def report() -> Diagram:
    """Ani writes, another branch of the same process reads; nobody between them knows the value."""
    drawn = line("p", "tulis", "antara", "baca").data("rekap", "Rekap kehadiran")
    return drawn.reads("baca", "rekap").writes("tulis", "rekap")


def within() -> Diagram:
    return Diagram("i").start("mi").user("b").end("ei").path("mi", "b", "ei")


def state(desk: Desk, begun: workflows.Advance) -> Any:
    with desk.engine.connect() as connection:
        return connection.execute(select(t.instance).where(t.instance.c.id == begun.instance.id)).one()


def told(drawn: Diagram, level: str = "galat") -> list[str]:
    return [one.message for one in checks.findings(drawn.xml()) if one.level == level]


def test_a_step_writes_when_it_is_done_and_only_who_has_an_arrow_reads(desk: Desk):
    begun = desk.start(report(), nilai=1)
    desk.do("tulis", rekap="21 hari", lain=2)
    assert desk.instance(begun).facts == {"nilai": 1, "lain": 2}
    assert desk.open()["antara"].arguments == {}
    desk.do("antara")
    assert desk.open()["baca"].arguments == {"rekap": "21 hari"}
    assert desk.do("baca").instance.facts == {"nilai": 1, "lain": 2}
    lines = {one.element: one.facts for one in desk.history(begun)}
    assert lines["tulis"] == {"rekap": "21 hari", "lain": 2}
    assert "rekap" not in lines["baca"]


def test_what_nobody_has_written_yet_is_an_incident_that_names_it_and_an_operator_can_go_on(desk: Desk):
    drawn = report().xor("x", default="f_langsung").flow("x", "tulis", "lengkap").flow("x", "baca", id="f_langsung")
    drawn._flows[0] = drawn._flows[0].replace('targetRef="tulis"', 'targetRef="x"')
    desk.publish(drawn)
    with pytest.raises(workflows.Incident, match="Langkah baca .* objek data rekap belum terisi"):
        desk.begin("p", lengkap=False)
    desk.begin("p", lengkap=True)
    with pytest.raises(workflows.Incident, match="Langkah tulis .* objek data rekap tidak diisi"):
        desk.do("tulis")
    assert desk.open().keys() == {"tulis"}
    desk.do("tulis", rekap="ada")
    assert desk.open().keys() == {"antara"}


def test_no_fact_takes_the_name_of_an_object(desk: Desk):
    desk.publish(report())
    with pytest.raises(ValueError, match="fakta rekap: itu objek data"):
        desk.begin("p", rekap="x")
    begun = desk.begin("p")
    desk.do("tulis", rekap="x")
    with pytest.raises(workflows.NotPossible, match="itu objek data proses ini, dan langkah ini tidak menulisnya"):
        desk.do("antara", rekap="y")
    with pytest.raises(ValueError, match="fakta rekap"):
        desk.call(workflows.correct, begun.instance.id, facts={"rekap": "z"}, by=ANI, reason="uji", now=NOW)
    desk.do("antara")
    with pytest.raises(workflows.NotPossible, match="fakta rekap"):
        desk.do("baca", rekap="y")


def test_the_saved_state_does_not_grow_with_how_often_it_is_written(desk: Desk):
    drawn = Diagram("p").data("rekap").start().xor("m").user("tulis").xor("x", default="f_x").end()
    drawn.path("mulai", "m", "tulis", "x").flow("x", "m", "rekap != 'cukup'").flow("x", "selesai", id="f_x")
    begun = desk.start(drawn.writes("tulis", "rekap"))
    sizes = []
    for number in range(30):
        desk.do("tulis", rekap=f"isi {number:04d}")
        sizes.append(len(state(desk, begun).state))
    assert sizes[-1] <= sizes[1] + 40
    assert desk.do("tulis", rekap="cukup").instance.status == "done"


def test_objects_count_among_the_facts_where_these_have_a_limit(desk: Desk):
    drawn = report()
    begun = desk.start(drawn, **{f"f{number}": 1 for number in range(99)})
    desk.do("tulis", rekap="x")
    with pytest.raises(workflows.Incident, match="paling banyak 100"):
        desk.do("antara", satu_lagi=1)
    assert len(desk.instance(begun).facts) == 99
    long = ["x" * 2000] * 60
    instance = desk.begin("p", "lain", panjang=long).instance.id
    with pytest.raises(workflows.Incident, match=f"paling banyak {MAX_BYTES}"):
        desk.do("tulis", instance=instance, rekap=long)


def test_a_called_process_gets_it_as_a_fact_and_gives_it_back(desk: Desk):
    inner = line("anak", "isi")
    desk.publish(inner)
    drawn = Diagram("p").data("rekap").start().user("tulis").call("c", "anak").user("baca").end()
    drawn.path("mulai", "tulis", "c", "baca", "selesai").reads("c", "rekap").reads("baca", "rekap")
    begun = desk.start(drawn.writes("tulis", "rekap").writes("c", "rekap"))
    desk.do("tulis", rekap="satu")
    assert desk.instance(begun).facts == {}
    desk.do("isi", rekap="dua", hasil=1)
    assert desk.open()["baca"].arguments == {"rekap": "dua"}
    assert desk.instance(begun).facts == {"hasil": 1}


def test_what_a_message_brings_is_written_where_an_arrow_leads_from_its_event(desk: Desk):
    drawn = Diagram("p").data("rekap").start().receive("terima", "kabar").user("baca").end()
    drawn.path("mulai", "terima", "baca", "selesai").reads("baca", "rekap").writes("terima", "rekap")
    begun = desk.start(drawn)
    desk.call(workflows.send, "kabar", key="skp:1", facts={"rekap": "dari luar"}, now=desk.now)
    desk.tick(seconds=1)
    assert desk.open()["baca"].arguments == {"rekap": "dari luar"}
    assert desk.instance(begun).facts == {}


def test_a_message_that_brings_it_where_no_arrow_leads_is_an_incident_of_its_event(desk: Desk):
    drawn = report().receive("terima", "kabar").path("antara", "terima")
    drawn._flows = [one for one in drawn._flows if 'id="f_antara_baca"' not in one]
    begun = desk.start(drawn.path("terima", "baca"))
    desk.do("tulis", rekap="satu")
    desk.do("antara")
    desk.call(workflows.send, "kabar", key="skp:1", facts={"rekap": "dari luar"}, now=desk.now)
    desk.tick(seconds=1)
    assert "fakta rekap: itu objek data" in (desk.instance(begun).incident or "")


def test_a_version_published_while_it_was_only_a_drawing_keeps_its_meaning_until_it_is_published_again(desk: Desk):
    drawn = report()
    desk.publish(drawn)
    old = compiler.digest("p", drawn.xml(), {}, {}, as_drawing=True)
    with desk.engine.begin() as connection:
        connection.execute(update(t.definition).values(sha256=old, text_sha256=old))
    begun = desk.begin("p", rekap="sebuah fakta")
    assert state(desk, begun).form == codec.PLAIN
    desk.do("tulis")
    desk.do("antara")
    assert desk.do("baca").instance.facts == {"rekap": "sebuah fakta"}
    again = desk.publish(drawn)
    assert again.version == 2
    assert desk.publish(drawn).version == 2
    assert state(desk, desk.begin("p", "baru")).form == codec.FORMAT


def test_a_node_of_the_release_before_leaves_such_instances_alone_and_runs_all_others(desk: Desk):
    assert state(desk, desk.start(line("q", "a"), "lain")).form == codec.PLAIN
    saved = state(desk, desk.start(report()))
    assert (saved.form, codec.form_in(saved.state)) == (codec.FORMAT, codec.FORMAT)


def test_going_to_another_version_takes_the_value_along_and_back(desk: Desk):
    begun = desk.start(report())
    desk.do("tulis", rekap="tetap")
    wider = report().reads("antara", "rekap")
    desk.publish(wider)
    desk.call(workflows.migrate, begun.instance.id, to=2, by=ANI, reason="uji", now=NOW)
    desk.do("antara")
    assert desk.open()["baca"].arguments == {"rekap": "tetap"}
    desk.call(workflows.revert, begun.instance.id, by=ANI, reason="uji", now=NOW)
    desk.do("baca")
    assert state(desk, begun).status == "done"


def test_no_version_is_gone_to_that_reads_what_is_not_there_or_names_an_object_like_a_fact(desk: Desk):
    plain = line("p", "tulis", "antara", "baca")
    begun, other = desk.start(plain), desk.begin("p", "lain", rekap="fakta")
    desk.do("tulis", instance=begun.instance.id)
    desk.publish(report().reads("antara", "rekap"))
    verdicts = {one.instance_id: one for one in desk.call(workflows.fits, "p", to=2)}
    assert "objek data rekap belum terisi" in " ".join(verdicts[begun.instance.id].reasons)
    assert "Fakta rekap sudah ada" in " ".join(verdicts[other.instance.id].reasons)


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (lambda: report().script("s", "x = rekap"), "membaca objek data “rekap” tanpa panah dari objek itu"),
        (lambda: report().script("s", "rekap = 1"), "mengisi “rekap”, nama objek data, tanpa panah"),
        (lambda: report().script("s", "x = 1").writes("s", "rekap"), "skripnya tidak mengisinya"),
        (lambda: line("p", "a").data("rekap").reads("a", "rekap"), "tidak ada langkah yang menulisnya"),
        (lambda: line("p", "a").data("pegawai").writes("a", "pegawai"), "sudah menjadi nama lajur"),
        (lambda: line("p", "a").data("Rekap_1").writes("a", "Rekap_1"), "bukan nama data yang sah"),
        (lambda: report().user("u", batas="rekap"), "membaca objek data “rekap” tanpa panah"),
        (lambda: report().throw("k", "kabar", muatan="rekap"), "membaca objek data “rekap” tanpa panah"),
        (lambda: report().user("u", fakta="rekap"), "mengisi “rekap”, nama objek data"),
        (lambda: report().xor("g").reads("g", "rekap"), "exclusiveGateway tidak dapat membaca objek data"),
        (lambda: report().throw("k", "kabar").writes("k", "rekap"), "intermediateThrowEvent tidak dapat menulis"),
        (lambda: line("p", "a").writes("a", "entah"), "panah data menunjuk “ref_entah”, yang bukan objek data"),
        (lambda: report().sub("S", within()).reads("S", "rekap"), "gambar dari langkah di dalamnya"),
        (
            lambda: line("p", "a").sub("S", within().data("dalam").writes("b", "dalam")).reads("a", "dalam"),
            "objek data “dalam” milik bagian lain",
        ),
        (
            lambda: report().user("u", mi='<bpmn:multiInstanceLoopCharacteristics/>').writes("u", "rekap"),
            "langkah multi-instance hanya dapat menulis daftar hasilnya",
        ),
    ],
)  # fmt: skip
def test_publishing_refuses_by_name(drawn: Any, said: str):
    assert [one for one in told(drawn()) if said in one], told(drawn())


def test_publishing_accepts_a_whole_one_and_says_what_is_only_shown():
    assert told(report()) == []
    alone = line("p", "a").data("rekap")
    assert ["tidak ada panah dari atau ke langkah" in one for one in told(alone, "peringatan")].count(True) == 1


def test_the_differential_tests_reach_objects_that_are_set():
    spec = compiler.compile_text("p", "0" * 64, report().xml(), {}, {})
    assert spec.spec.objects == spec.spec.hidden == {"rekap"}
