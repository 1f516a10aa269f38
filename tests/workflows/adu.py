"""The engine's interpreter and the reference, side by side: the same value, or the same kind of refusal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.workflows import rujukan
from tests.workflows.pengarang import FACTS, Pengarang
from workflows import decision_table, expressions
from workflows.errors import NotSafe

BUKAN, TANPA = "not of the language", "no value"
Kind = str


def texts(seed: int) -> Iterator[tuple[Kind, str]]:
    """Texts of each kind: expression, script, cell, and damaged ones of each."""
    author = Pengarang(seed)
    yield "expression", author.expression()
    yield "script", author.script()
    yield "cell", author.cell()
    yield "expression", author.noise(author.expression(3))
    yield "script", author.noise(author.script())
    yield "cell", author.noise(author.cell())
    yield ("expression", "script", "cell")[seed % 3], author.words()


def engine(kind: Kind, text: str) -> Any:
    """What the engine says. Anything but a value or NotSafe is raised."""
    try:
        _compile(kind, text)
    except NotSafe as refused:
        assert 0 < len(str(refused)) < 300
        return BUKAN
    try:
        return rujukan.keluar(_run(kind, text))
    except NotSafe as refused:
        assert 0 < len(str(refused)) < 300
        return TANPA


def _compile(kind: Kind, text: str) -> None:
    if kind == "cell":
        decision_table.test(text)
    else:
        expressions.check(text, "script" if kind == "script" else "expression")


def _run(kind: Kind, text: str) -> Any:
    if kind == "script":
        return sorted_by_name(expressions.execute(text, FACTS))
    if kind == "expression":
        return expressions.evaluate(text, FACTS)
    test = decision_table.test(text)
    env = expressions.facts_for(test.program.reads - {decision_table.ASKED}, FACTS) if test else {}
    return [_or_refused(lambda one=one: test is None or test.holds(one, env)) for one in ASKED]


def reference(kind: Kind, text: str) -> Any:
    """What the reference says."""
    try:
        if kind == "script":
            return rujukan.keluar(sorted_by_name(rujukan.execute(text, FACTS)))
        if kind == "expression":
            return rujukan.keluar(rujukan.evaluate(text, FACTS))
        answers = [_or_refused(lambda one=one: rujukan.cocok(text, one, FACTS)) for one in ASKED]
        return rujukan.keluar(answers)
    except rujukan.Bukan:
        return BUKAN
    except rujukan.Tanpa:
        return TANPA


ASKED = (3, "a", None, FACTS["b"], [1])  # what a cell is asked with


def _or_refused(ask: Callable[[], bool]) -> str:
    try:
        return str(ask())
    except (NotSafe, rujukan.Tanpa):
        return TANPA


def sorted_by_name(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts in an order of their own."""
    return dict(sorted(facts.items()))


def adu(seeds: range, tell: Callable[[str], None]) -> tuple[int, Counter[tuple[Kind, str]]]:
    """Compare so many; how many part, each told in a line, and how often each kind ended how."""
    parted, seen = 0, Counter[tuple[Kind, str]]()
    for seed in seeds:
        for kind, text in texts(seed):
            try:
                ours = engine(kind, text)
            except Exception as error:  # noqa: BLE001  a finding like any other
                ours = f"raised {error!r}"
            theirs = reference(kind, text)
            seen[kind, ours if isinstance(ours, str) else "value"] += 1
            if ours != theirs:
                parted += 1
                tell(f"seed {seed}, {kind} {text!r}: {str(ours)[:200]} against {str(theirs)[:200]}")
    return parted, seen
