"""Multi-instance over a list, with answers, with an early end: the item is each instance's own, each round is new."""

import pytest

from tests.workflows.diagrams import Diagram
from tests.workflows.zoo import EACH, loop_of


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
