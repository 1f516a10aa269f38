"""A decision table of each hit policy, and what it answers by brute force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.workflows import keputusan
from tests.workflows.diagrams import Diagram
from tests.workflows.zoo_alat import Animal, again


def _row(text: str, holds: Callable[[Any], bool], result: Any) -> tuple[list[keputusan.Cell], list[Any]]:
    return [(text, holds)], [result]


_ANY, _ONE = _row(">= 0", lambda x: x >= 0, "b"), _row("1", lambda x: x == 1, "a")
_ADD = (_row(">= 0", lambda x: x >= 0, 1), _row("1", lambda x: x == 1, 2))
RULES: Mapping[str, Any] = {
    "UNIQUE": (_row("0", lambda x: x == 0, "b"), _ONE),
    "FIRST": (_ONE, _row("", lambda x: True, "b")),
    "ANY": (_row("< 2", lambda x: x < 2, "a"), _row("<= 0", lambda x: x <= 0, "a")),
    "PRIORITY": (_ANY, _ONE),
    "RULE ORDER": (_ANY, _ONE),
    "OUTPUT ORDER": (_ANY, _ONE),
    "COLLECT": (_ANY, _ONE),
    **{f"COLLECT {name}": _ADD for name in ("SUM", "MIN", "MAX", "COUNT")},
}
CHOICE = {"COLLECT SUM": "hasil == 3", "COLLECT MIN": "hasil > 0", "COLLECT MAX": "hasil == 2"}
CHOICE |= {"COLLECT COUNT": "hasil == 2", "RULE ORDER": '"a" in hasil', "COLLECT": '"a" in hasil'}
CHOICE |= {"OUTPUT ORDER": 'hasil[0] == "a"'}


def drawn_table(policy: str) -> keputusan.Gambar:
    """The table of a policy ("COLLECT SUM" with its aggregation)."""
    name, _, aggregation = policy.partition(" ") if policy.startswith("COLLECT") else (policy, "", "")
    values = ["a", "b"] if policy in ("PRIORITY", "OUTPUT ORDER") else []
    return keputusan.Gambar(name, aggregation, ["pilih"], [("hasil", values, None)], RULES[policy])


def decide(id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the token machine's tables answer, by brute force."""
    policy = id.removeprefix("putusan_").replace("_", " ").upper()
    facts, _ = keputusan.jawab(drawn_table(policy), data)
    return {name: int(value) if isinstance(value, Fraction) else value for name, value in facts.items()}


def decided(policy: str) -> Callable[[], Animal]:
    """A business rule task whose answer chooses the way."""

    def draw() -> Animal:
        id = f"putusan_{policy.lower().replace(' ', '_')}"
        drawn = Diagram("z").script("siap", "pilih = p0 % 3").decision("d", id)
        drawn.xor("x1", default="f_x1").user("a").user("b").xor("h").path("siap", "d", "x1")
        choice = CHOICE.get(policy, 'hasil == "a"')
        drawn.flow("x1", "a", choice).flow("x1", "b", id="f_x1").path("a", "h").path("b", "h")
        return again(drawn, "siap", "h")[0], {}, {id: drawn_table(policy).xml(id)}

    return draw
