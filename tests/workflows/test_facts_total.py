"""All facts of an instance together stay small: they are read and written at each step."""

from __future__ import annotations

import pytest

import workflows
from tests.workflows.conftest import ANI
from tests.workflows.diagrams import Diagram
from workflows import facts


def filling(script: str) -> Diagram:
    drawn = Diagram("kumpul").start().user("isi").script("tambah", script).user("lanjut").end()
    return drawn.path("mulai", "isi", "tambah", "lanjut", "selesai")


def test_an_instance_has_at_most_a_hundred_facts_and_is_told_which_step_set_one_too_many(desk):
    first = desk.start(filling("baru = 1"), **{f"f{n}": n for n in range(99)})
    desk.do("isi")
    assert len(desk.instance(first).facts) == 100
    with pytest.raises(workflows.Incident, match="Langkah lanjut gagal.*101 fakta, paling banyak 100.*del"):
        desk.do("lanjut", satu_lagi=1)
    assert len(desk.instance(first).facts) == 100 and set(desk.open()) == {"lanjut"}, "nothing is lost"
    assert desk.do("lanjut").instance.status == "done"


def test_all_of_them_together_have_a_length_and_the_longest_is_named(desk):
    long = {f"f{n}": ["x" * 1900] * 20 for n in range(3)}
    first = desk.start(filling("baru = f0"), pendek="y", **long)
    with pytest.raises(workflows.Incident, match=f"paling banyak {facts.MAX_BYTES}; yang terpanjang panjang"):
        desk.do("isi", panjang=["z" * 2000] * 20)
    assert set(desk.open()) == {"isi"}
    with pytest.raises(workflows.Incident, match="tambah gagal.*fakta"):
        desk.do("isi")
    desk.call(workflows.correct, first.instance.id, facts={}, drop=["f1"], by=ANI, reason="panjang", now=desk.now)
    assert desk.do("isi").instance.waiting == ("Lanjut",)
    with pytest.raises(ValueError, match="bita, paling banyak"):
        more = {"f1": ["x" * 1900] * 20, "f4": ["x" * 1900] * 20}
        desk.call(workflows.correct, first.instance.id, facts=more, by=ANI, reason="x", now=desk.now)


def test_who_starts_with_too_much_starts_nothing(desk):
    desk.publish(filling("baru = 1"))
    with pytest.raises(workflows.Incident, match="bita"):
        desk.begin("kumpul", **{f"f{n}": ["x" * 2000] * 20 for n in range(4)})
    assert desk.call(workflows.instances) == []


def test_letters_count_as_the_bytes_they_take(desk):
    with pytest.raises(ValueError, match="bita"):
        facts.check_total({"f": 1}, "\u6c34" * (facts.MAX_BYTES // 3 + 1))
    facts.check_total({"f": 1}, "\u6c34" * (facts.MAX_BYTES // 3))
