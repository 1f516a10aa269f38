"""Decision tables: each hit policy by examples and, over random tables, against an answer by brute force."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import chain

import pytest

from tests.workflows import keputusan
from tests.workflows.conftest import NOW
from tests.workflows.diagrams import Diagram
from tests.workflows.keputusan import Gambar, Menolak, acak, jawab
from workflows import clock, compiler, decision_table, xml
from workflows.checks import findings
from workflows.decisions import ROWS
from workflows.errors import Incident, NotSafe
from workflows.run import Run

TABLES = 1_500


def tabel(drawn: Gambar) -> decision_table.Table:
    return decision_table.read(xml.parse(drawn.xml(), kind="dmn"))


def sel(text: str) -> keputusan.Cell:
    return text, bool


def satu(policy: str, rules: list[tuple[str, object]], aggregation: str = "", values=(), default=None) -> Gambar:
    """One input x, one output hasil."""
    return Gambar(
        policy, aggregation, ["x"], [("hasil", values, default)], [([sel(text)], [result]) for text, result in rules]
    )


def persis(value):
    """Numbers by value; a float is never equal to anything here."""
    assert not isinstance(value, float)
    return Fraction(value) if type(value) in (int, Decimal, Fraction) else value


BANYAK = [(">= 1", "c"), (">= 2", "a"), (">= 3", "b"), ("== 9", "a")]
BILANGAN = [(">= 1", Decimal("0.1")), (">= 2", Decimal("0.2")), (">= 3", 5)]


@pytest.mark.parametrize(
    ("drawn", "x", "value", "rows"),
    [
        (satu("UNIQUE", [("1", "a"), ("2", "b")]), 2, "b", (2,)),
        (satu("UNIQUE", [("1", "a"), ("2", "b")]), 3, None, ()),
        (satu("UNIQUE", [("1", "a")], default="lain"), 3, "lain", ()),
        (satu("ANY", [(">= 1", "a"), (">= 2", "a")]), 2, "a", (1, 2)),
        (satu("ANY", [(">= 1", 1), (">= 2", Decimal("1.0"))]), 2, 1, (1, 2)),
        (satu("FIRST", BANYAK), 2, "c", (1,)),
        (satu("PRIORITY", BANYAK, values=["a", "b", "c"]), 3, "a", (1, 2, 3)),
        (satu("PRIORITY", BANYAK, values=["b", "a", "c"]), 3, "b", (1, 2, 3)),
        (satu("PRIORITY", BANYAK, values=["b", "a", "c"], default="c"), 0, "c", ()),
        (satu("RULE ORDER", BANYAK), 9, ["c", "a", "b", "a"], (1, 2, 3, 4)),
        (satu("RULE ORDER", BANYAK), 0, [], ()),
        (satu("OUTPUT ORDER", BANYAK, values=["a", "b", "c"]), 9, ["a", "a", "b", "c"], (1, 2, 3, 4)),
        (satu("COLLECT", BANYAK), 2, ["c", "a"], (1, 2)),
        (satu("COLLECT", BILANGAN), 3, ["0.1", "0.2", "5"], (1, 2, 3)),
        (satu("COLLECT", BILANGAN, "SUM"), 2, Decimal("0.3"), (1, 2)),
        (satu("COLLECT", BILANGAN, "MIN"), 3, Decimal("0.1"), (1, 2, 3)),
        (satu("COLLECT", BILANGAN, "MAX"), 3, 5, (1, 2, 3)),
        (satu("COLLECT", BILANGAN, "COUNT"), 3, 3, (1, 2, 3)),
        (satu("COLLECT", BILANGAN, "COUNT"), 0, 0, ()),
        (satu("COLLECT", BILANGAN, "SUM"), 0, None, ()),
        (satu("COLLECT", BILANGAN, "MAX"), 0, None, ()),
    ],
)
def test_each_hit_policy_answers_as_dmn_says(drawn, x, value, rows):
    answer = tabel(drawn).decide({"x": x})
    assert persis(answer.facts["hasil"]) == persis(value)
    assert answer.rows == rows


def test_priority_looks_at_the_columns_from_left_to_right_and_ties_stay_as_drawn():
    drawn = Gambar(
        "PRIORITY",
        "",
        ["x"],
        [("satu", ["a", "b"], None), ("bebas", [], None), ("dua", [1, 2], None)],
        [([sel("-")], ["b", "p", 1]), ([sel("-")], ["a", "q", 2]), ([sel("-")], ["a", "r", 2])],
    )
    assert tabel(drawn).decide({"x": 0}).facts == {"satu": "a", "bebas": "q", "dua": 2}


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (satu("UNIQUE", [(">= 1", "a"), ("7", "b"), (">= 3", "a")]), "UNIQUE, tetapi baris 1, 3 sama-sama cocok"),
        (satu("ANY", [(">= 1", "a"), (">= 2", "a"), (">= 3", "b")]), "ANY, tetapi hasil baris 1 dan 3 berbeda"),
        (satu("ANY", [(">= 1", 1), (">= 2", True)]), "baris 1 dan 2 berbeda"),
        (satu("PRIORITY", [(">= 1", "z")], values=["a"]), "baris 1: 'z' bukan salah satu nilai keluaran hasil"),
        (satu("COLLECT", [(">= 1", "z")], "SUM"), "sum hanya untuk bilangan"),
        (satu("COLLECT", [(">= 1", 1), (">= 2", "z")], "MIN"), "Tidak dapat membandingkan"),
        (satu("COLLECT", [(">= 1", 1), (">= 2", True)]), "baris 2: benar/salah tidak dapat menjadi butir daftar"),
        (satu("FIRST", [("> 'a'", "z")]), "baris 1: Tidak dapat membandingkan bilangan dengan teks"),
        (satu("FIRST", [("belum_ada", "z")]), "baris 1: Data “belum_ada” belum ada"),
    ],
)
def test_a_broken_policy_or_cell_names_the_rows(drawn, words):
    with pytest.raises(NotSafe, match=words):
        tabel(drawn).decide({"x": 5})


def test_first_does_not_look_below_the_row_that_matches():
    drawn = satu("FIRST", [(">= 1", "a"), ("> 'a'", "b")])
    assert tabel(drawn).decide({"x": 5}).facts == {"hasil": "a"}


def test_random_tables_answer_as_by_brute_force():
    choose = random.Random("tabel keputusan")
    seen: dict[tuple[str, bool], int] = {}
    for number in range(TABLES):
        drawn, asked = acak(choose)
        ready = tabel(drawn)
        for facts in asked:
            try:
                expected = jawab(drawn, facts)
            except Menolak:
                expected = None
            try:
                answer = ready.decide(facts)
                found = answer.facts, list(answer.rows)
            except NotSafe:
                found = None
            told = f"{number}: {drawn.xml().decode()} {facts}"
            assert (expected is None) == (found is None), told
            if expected is not None and found is not None:
                assert found[1] == expected[1], told
                assert {k: persis(v) for k, v in found[0].items()} == {k: persis(v) for k, v in expected[0].items()}, (
                    told
                )
            seen[drawn.policy, expected is None] = seen.get((drawn.policy, expected is None), 0) + 1
    assert all(seen.get((policy, False), 0) > 100 for policy in keputusan.POLICIES), seen
    assert seen["UNIQUE", True] > 100 and seen["ANY", True] > 100, seen


def test_a_unique_table_in_which_no_overlap_is_found_never_breaks_at_values_its_cells_name():
    """And the other way: what is found is an overlap, for the example says where."""
    choose, found, tried = random.Random("tumpang tindih"), 0, 0
    for _ in range(600):
        drawn, asked = acak(choose)
        drawn = Gambar("UNIQUE", "", drawn.inputs, [("hasil", [], None)], [(c, ["a"]) for c, _ in drawn.rules])
        if not drawn.rules or any("batas" in cell[0] or "nama" in cell[0] for c, _ in drawn.rules for cell in c):
            continue
        told = [f for f in findings(SATU, decisions={"putusan": drawn.xml()}) if "sama-sama cocok" in f.message]
        tried, found = tried + 1, found + bool(told)
        if not told:
            for facts in asked:
                tabel(drawn).decide(facts)
    assert found > 100 and tried - found > 50, (found, tried)


def garis(text: str = "pilih = 1") -> Diagram:
    drawn = Diagram("z").start().script("siap", text).decision("d", "putusan").user("a").end()
    return drawn.path("mulai", "siap", "d", "a", "selesai")


SATU = garis().xml()


def jalan(drawn: Gambar, **facts: object) -> Run:
    spec = compiler.compile_text("z", "z" * 8, SATU, {"putusan": drawn.xml()}, {})
    run = Run.begin(spec, facts, "k")
    with clock.at(NOW):
        run.settle()
    return run


def test_an_instance_gets_the_answer_as_facts_and_its_history_names_the_rows():
    run = jalan(satu("COLLECT", BILANGAN), x=2)
    assert run.facts["hasil"] == ["0.1", "0.2"]
    (line,) = [line for line in run.done if line.kind == "decision"]
    assert line.facts == {"hasil": ["0.1", "0.2"], ROWS: "1, 2"}
    assert ROWS not in run.facts and "baris" not in chain.from_iterable(t.internal_data for t in run.open_tasks())


def test_an_advance_tells_what_its_tables_answered_and_why():
    run = jalan(satu("COLLECT", BILANGAN), x=2)
    (line,) = [line for line in run.done if line.kind == "decision"]
    told = line.decided
    assert told is not None and (told.element, told.policy, dict(told.facts)) == (
        "d",
        "COLLECT",
        {"hasil": ["0.1", "0.2"]},
    )
    assert [value for _label, value in told.asked] == [2] and [row.number for row in told.rows] == [1, 2]
    assert all(line.decided is None for line in run.done if line.kind != "decision")


def test_rows_are_told_also_where_the_answer_changes_nothing_or_none_matched():
    run = jalan(satu("FIRST", [("1", "a")]), x=7, hasil="lama")
    (line,) = [line for line in run.done if line.kind == "decision"]
    assert run.facts["hasil"] is None, "an answer of an earlier round does not stay"
    assert line.facts == {"hasil": None, ROWS: ""}
    run = jalan(satu("FIRST", [("1", "a")]), x=1, hasil="a")
    (line,) = [line for line in run.done if line.kind == "decision"]
    assert line.facts == {ROWS: "1"}


def test_a_broken_policy_is_an_incident_that_names_the_step_the_table_and_the_rows():
    with pytest.raises(Incident, match="Langkah d gagal.*tabel_putusan.*baris 1, 2 sama-sama cocok"):
        jalan(satu("UNIQUE", [(">= 1", "a"), (">= 2", "b")]), x=2)


@pytest.mark.parametrize("result", ["{'a': 1}", "[1]", f"'{'x' * 400}'" + " + 'x'" * 3])
def test_an_answer_that_no_fact_can_hold_is_an_incident(result):
    drawn = satu("FIRST", [("-", "GANTI")]).xml().replace(b'"GANTI"', b"GANTI").replace(b"&quot;GANTI&quot;", b"GANTI")
    text = drawn.replace(b"GANTI", result.encode())
    spec = compiler.compile_text("z", "z" * 8, SATU, {"putusan": text}, {})
    run = Run.begin(spec, {"x": 1}, "k")
    if result.startswith("'"):
        run.settle()
        assert len(run.facts["hasil"]) == 403
        return
    with pytest.raises(Incident, match="fakta hasil"):
        run.settle()


def test_the_whole_table_is_one_evaluation():
    drawn = satu("COLLECT", [(f"? in [{', '.join(['sum(b)'] * 20)}]", n) for n in range(60)])
    with pytest.raises(NotSafe, match="terlalu berat"):
        tabel(drawn).decide({"x": 1, "b": [1] * 400})


def test_a_table_of_every_policy_is_published_without_findings():
    for policy in keputusan.POLICIES:
        values = ["a", "b", "c"] if policy in ("PRIORITY", "OUTPUT ORDER") else ()
        rules = [("1", "c"), ("2", "a"), ("> 2", "b"), ("< 1", "b")]
        drawn = satu(policy, rules if policy != "RULE ORDER" else BANYAK, values=values)
        assert [f.message for f in findings(SATU, decisions={"putusan": drawn.xml()}) if f.level == "galat"] == []
    for aggregation in keputusan.AGGREGATIONS:
        drawn = satu("COLLECT", BILANGAN, aggregation)
        assert [f.message for f in findings(SATU, decisions={"putusan": drawn.xml()}) if f.level == "galat"] == []
