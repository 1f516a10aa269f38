"""Multi-instance over a list, with answers, with an early end: the item is each instance's own, each round is new."""

import pytest

from tests.workflows.diagrams import Diagram
from tests.workflows.zoo import loop_of
from tests.workflows.zoo_alat import EACH


def each(loop: str) -> Diagram:
    """The list, a step for each in it, and once more for as long as somebody says so."""
    drawn = Diagram("p").start().script("isi", 'daftar = ["x", "y", "z"]').xor("m").user("nilai", mi=loop)
    drawn.user("tanya").xor("k", default="f_k").end().path("mulai", "isi", "m", "nilai", "tanya", "k")
    return drawn.flow("k", "m", "lagi").flow("k", "selesai", id="f_k")


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_each_in_a_list_is_asked_in_every_round_and_its_item_is_no_fact_of_the_process(desk, sequential):
    begun = desk.start(each(loop_of(sequential, "daftar")), satu="semula")
    for lagi in (True, False):
        for number in range(3):
            desk.do("nilai", angka=number)
        advance = desk.do("tanya", lagi=lagi)
    assert advance.instance.status == "done"
    assert desk.instance(begun).facts["satu"] == "semula"
    assert [step.element for step in desk.history(begun) if step.kind == "user"].count("nilai") == 6


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_answers_are_gathered_anew_in_each_round(desk, sequential):
    begun = desk.start(each(EACH.format(sequential)), jawab="lama")
    for word in ("a", "b"):
        for number in range(3):
            desk.do("nilai", jawab=f"{word}{number}")
        assert desk.do("tanya", lagi=word == "a").instance.facts["jawaban"] == [f"{word}{n}" for n in range(3)]
    assert desk.instance(begun).status == "done"


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_enough_is_enough_and_the_rest_is_taken_back(desk, sequential):
    desk.start(each(loop_of(sequential, "daftar", "cukup")))
    desk.do("nilai", cukup=False)
    advance = desk.do("nilai", cukup=True)
    assert set(desk.open()) == {"tanya"}
    assert [task.status for task in advance.ended] == (["done"] if sequential == "true" else ["done", "cancelled"])


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_an_empty_list_asks_nobody(desk, sequential):
    drawn = each(loop_of(sequential, "kosong"))
    desk.start(drawn, kosong=[])
    assert set(desk.open()) == {"tanya"}


@pytest.mark.parametrize("sequential", ["true", "false"])
def test_what_each_instance_waited_for_is_forgotten_when_the_whole_is_interrupted(desk, sequential):
    drawn = Diagram("p").start().user("sesudah").end()
    drawn._messages["kabar"] = "pesan_kabar"
    loop = loop_of(sequential, "2")
    drawn._node("receiveTask", "tunggu", lane="Sistem", attributes='messageRef="pesan_kabar"', inside=loop)
    drawn.timer("lewat", "P1D", on="tunggu").path("mulai", "tunggu", "selesai").path("lewat", "sesudah", "selesai")
    begun = desk.start(drawn)
    desk.tick(days=1)
    assert set(desk.open()) == {"sesudah"}
    assert desk.instance(begun).waiting == ("Sesudah",)
    assert desk.do("sesudah").instance.status == "done"
