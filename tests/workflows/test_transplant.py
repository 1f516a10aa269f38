"""Wherever an instance is set into another version, it goes on as one that came that way: judged by tokens."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.workflows import acak
from tests.workflows.diagrams import Diagram
from tests.workflows.ganti_nama import renamed
from tests.workflows.kembar import Naskah, leading, play, renewing
from tests.workflows.test_prune import compiled, shipped_script, with_answer
from tests.workflows.zoo import ZOO
from tests.workflows.zoo_tabel import decide
from workflows import compiler
from workflows.bpmn import shipped

DIAGRAMS = 40


def other_version(drawn: Diagram, called: Any, decisions: Any, same: bool) -> tuple[compiler.Compiled, dict[str, str]]:
    xml, mapping = (drawn.xml(), {}) if same else renamed(drawn.xml())
    others = {key: compiled(one) for key, one in called.items()}
    return compiler.compile_text(drawn.key, "f" * 64, xml, decisions or {}, others), mapping


@pytest.mark.parametrize("same", [True, False], ids=["to the same text", "to a text with other names"])
@pytest.mark.parametrize("name", ZOO)
def test_whenever_it_migrates_each_construct_goes_on_as_one_that_came_that_way(name: str, same: bool) -> None:
    draw, judge = ZOO[name]
    drawn, called, decisions = draw()
    facts = with_answer if "answers" in name else acak.facts
    texts = {key: one.xml() for key, one in called.items()}
    script = Naskah(compiled(drawn, called, decisions), drawn.xml(), facts, texts, judge, decide)
    other, mapping = other_version(drawn, called, decisions, same)
    for seed in range(2):
        play(script, f"alih {name} {seed}", moves=30, meddle=renewing(other, mapping, 0.5))
    play(script, f"alih {name}", moves=30, meddle=renewing(other, mapping, 0.5, leading(script, 0.2)))


@pytest.mark.parametrize("key", [one.key for one in shipped()])
def test_whenever_it_migrates_and_moves_each_shipped_diagram_goes_on_as_the_tokens_say(key: str) -> None:
    script, one = shipped_script(key), next(one for one in shipped() if one.key == key)
    xml, mapping = renamed(one.xml)
    called = {name: shipped_script(name).spec for name in compiler.called_keys(etree.fromstring(xml))}
    other = compiler.compile_text(key, "f" * 64, xml, one.decisions, called)
    for seed in range(3):
        meddle = renewing(other, mapping, 0.5, leading(script, 0.2))
        play(script, f"alih {key} {seed}", moves=30, ways=((True, True), (False, False)), meddle=meddle)


@pytest.mark.parametrize("part", range(10))
def test_whenever_they_migrate_random_diagrams_go_on_as_the_tokens_say(part: int) -> None:
    moves = 0
    for seed in range(part, DIAGRAMS, 10):
        drawn = acak.Pelukis(f"acak {seed}", depth=2 + seed % 3)
        texts = {key: one.xml() for key, one in drawn.called.items()}
        script = Naskah(compiled(drawn.main, drawn.called), drawn.main.xml(), acak.facts, texts)
        other, mapping = other_version(drawn.main, drawn.called, None, same=seed % 4 == 0)
        then = leading(script, 0.2) if seed % 3 == 0 else None
        ways = ((True, True), (False, False))
        moves += play(script, f"alih {seed}", ways=ways, meddle=renewing(other, mapping, 0.5, then))[0]
    assert moves > DIAGRAMS // 10, "nothing was tried"
