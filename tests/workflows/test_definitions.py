"""Versions: published once, never changed, each instance on its own; and what may not be published."""

from dataclasses import replace

import pytest
from sqlalchemy import event

import workflows
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram, line, loop, table
from workflows import compiler
from workflows.catalogue import Catalogue


def test_the_same_text_is_the_same_version_and_another_text_the_next(desk):
    first = desk.publish(line("satu", "isi"))
    assert (first.version, first.key, first.lanes, first.running) == (1, "satu", ("sistem", "pegawai"), 0)
    assert (first.published_by, first.published_at) == ("orang:9", NOW)
    assert first.xml == line("satu", "isi").xml()
    assert desk.publish(line("satu", "isi")) == first
    second = desk.publish(line("satu", "isi", "tinjau"))
    assert second.version == 2
    assert second.sha256 != first.sha256
    assert desk.publish(line("satu", "isi")).version == 1, "an old text is not published anew behind the newer one"
    assert desk.call(workflows.definition, "satu") == second
    assert desk.call(workflows.definition, "satu", 1) == first


def test_an_instance_stays_on_its_version(desk):
    first = desk.start(line("satu", "isi", "tinjau"))
    desk.publish(line("satu", "isi", "paraf"))
    second = desk.begin("satu", "skp:2")
    desk.do("isi", instance=first.instance.id)
    desk.do("isi", instance=second.instance.id)
    assert desk.open(first.instance.id).keys() == {"tinjau"}
    assert desk.open(second.instance.id).keys() == {"paraf"}
    running = {(one.key, one.version): one.running for one in desk.call(workflows.definitions)}
    assert running == {("satu", 2): 1, ("satu", 1): 1}
    desk.do("tinjau")
    assert desk.call(workflows.definition, "satu", 1).running == 0


def test_an_unknown_process_or_version_is_not_found(desk):
    desk.publish(line("satu", "isi"))
    for key, version in (("dua", None), ("satu", 2)):
        with pytest.raises(workflows.NotFound):
            desk.call(workflows.definition, key, version)


def test_a_diagram_with_errors_is_not_published_and_says_why(desk):
    drawn = line("satu", "isi").path("isi", "hilang")
    with pytest.raises(workflows.NotPublishable) as refusal:
        desk.publish(drawn)
    assert refusal.value.findings
    assert all(finding.level == "galat" for finding in refusal.value.findings)
    assert desk.call(workflows.definitions) == []


def test_a_hostile_condition_is_not_published(desk):
    drawn = loop("jahat")
    drawn._flows = [flow.replace(">setuju<", ">__import__('os').system('id')<") for flow in drawn._flows]
    with pytest.raises(workflows.NotPublishable) as refusal:
        desk.publish(drawn)
    assert any("f_putus_selesai" in (finding.element, finding.message) or finding for finding in refusal.value.findings)


def test_a_call_to_an_unpublished_process_is_not_published(desk):
    drawn = Diagram("panggil").start().call("c", "belum_ada").end().path("mulai", "c", "selesai")
    with pytest.raises(workflows.NotPublishable):
        desk.publish(drawn)


def test_a_lane_outside_the_catalogue_is_not_published(desk):
    drawn = line("satu", "isi", lane="Tukang kebun")
    catalogue = Catalogue(lanes=frozenset({"pegawai"}))
    with pytest.raises(workflows.NotPublishable):
        desk.call(workflows.publish, "satu", drawn.xml(), by=None, catalogue=catalogue)


def test_the_process_id_must_be_the_key(desk):
    with pytest.raises(workflows.NotPublishable):
        desk.call(workflows.publish, "lain", line("satu", "isi").xml(), by=None)


def test_a_version_is_compiled_once_and_then_costs_no_statement(desk):
    desk.start(loop("putar"))
    desk.do("isi")
    statements = []
    event.listen(desk.engine, "before_cursor_execute", lambda *args: statements.append(args[2]), named=False)
    desk.do("tinjau", setuju=False)
    assert not [text for text in statements if "wf_definition" in text]
    compiler._cache.clear()
    desk.do("isi")
    assert [text for text in statements if "wf_definition" in text]


@pytest.mark.parametrize("policy", ["FIRST", "UNIQUE"])
def test_a_decision_table_decides(desk, policy):
    rules = [(">= 90", '"sangat baik"'), ("? >= 70 and ? < 90", '"baik"'), ("< 70", '"kurang"')]
    text = table("predikat_bulan", "nilai", "predikat", rules, policy)
    drawn = Diagram("nilai_bulan").start().user("isi").decision("putus", "predikat_bulan").end()
    drawn.path("mulai", "isi", "putus", "selesai")
    desk.publish(drawn, {"predikat_bulan": text})
    for number, (value, expected) in enumerate([(90, "sangat baik"), (89, "baik"), (70, "baik"), (69, "kurang")]):
        desk.begin("nilai_bulan", f"skp:{number}")
        done = desk.do("isi", nilai=value)
        assert (done.instance.facts["predikat"], done.instance.status) == (expected, "done")


def test_a_list_a_decision_gives_replaces_the_old_one(desk):
    """The library would merge them item by item."""
    text = table("pilih", "n", "daftar", [("> 0", '["b", "a", "b"]')])
    drawn = Diagram("daftar_baru").start().user("isi").decision("putus", "pilih").end()
    desk.publish(drawn.path("mulai", "isi", "putus", "selesai"), {"pilih": text})
    desk.begin("daftar_baru", daftar=["a", "b"])
    assert desk.do("isi", n=1).instance.facts["daftar"] == ["b", "a", "b"]


def test_another_decision_table_is_another_version(desk):
    drawn = Diagram("nilai_bulan").start().decision("putus", "predikat_bulan").end().path("mulai", "putus", "selesai")
    first = desk.publish(drawn, {"predikat_bulan": table("predikat_bulan", "nilai", "p", [("> 1", "1")])})
    second = desk.publish(drawn, {"predikat_bulan": table("predikat_bulan", "nilai", "p", [("> 1", "2")])})
    assert (first.version, second.version) == (1, 2)
    assert replace(second, decisions={}) != replace(first, decisions={})
    assert second.decisions["predikat_bulan"].startswith(b"<?xml")


def test_a_hostile_cell_is_not_published(desk):
    drawn = Diagram("nilai_bulan").start().decision("putus", "p").end().path("mulai", "putus", "selesai")
    with pytest.raises(workflows.NotPublishable):
        desk.publish(drawn, {"p": table("p", "nilai", "hasil", [("> 1", "__import__('os').getcwd()")])})
