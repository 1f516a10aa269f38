"""The diagram language against its reference interpreter, and against noise.

Longer runs: `.venv/bin/python -m benchmarks.ungkapan 20000`.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows import rujukan
from tests.workflows.adu import BUKAN, TANPA, adu, engine, reference
from tests.workflows.pengarang import FACTS
from workflows.errors import NotSafe
from workflows.expressions import check, evaluate, execute

SEEDS = 1_500


@pytest.mark.parametrize("part", range(3))
def test_every_text_means_what_the_reference_says_or_is_refused_as_there(part):
    told: list[str] = []
    parted, seen = adu(range(part, SEEDS, 3), told.append)
    assert not parted, "\n".join(told[:5])
    for kind, least in (("expression", 100), ("script", 50), ("cell", 100)):
        for end in ("value", BUKAN, *([TANPA] if kind != "cell" else [])):
            assert seen[kind, end] > least, (kind, end, seen)


def test_the_reference_shares_no_code_with_the_engine():
    for module in (rujukan, rujukan.urai, rujukan.nilai, rujukan.bilangan):
        for name, value in vars(module).items():
            origin = value.__name__ if type(value) is type(rujukan) else getattr(value, "__module__", "")
            assert not str(origin).startswith(("workflows", "ast", "operator")), (module, name)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7.50 % -2.50", "0.00"),
        ("-7 // 2.0", "-4"),
        ("1 / 3", "0." + "3" * 60),
        ("2 / 3", "0." + "6" * 59 + "7"),
        ("1e3 / 1", "1000"),
        ("2.40 / 2", "1.20"),
        ("1.5 ** -16", "0.00152243884034744481467008834424345584882063374815470846199877"),
        ("(10 ** 16) ** 2 % 0.3", "0.1"),
        ("round(2.5) + round(-2.5)", "0"),
        ("0 * -1.0", "0.0"),
        ("1e59 + 0.04 + 0.06", "1" + "0" * 59),
        ("m + 0.5", "1" + "0" * 60),
        ("0.0 ** 0", "1"),
    ],
)
def test_numbers_come_out_to_the_digit(text, value):
    assert evaluate(f"str({text})", FACTS) == value
    assert rujukan.evaluate(f"str({text})", FACTS) == value


TEPI = [
    "1 is (None)",
    "(len)('a')",
    "1, 2",
    "(1), (2)",
    "'a',",
    "a,",
    "f[0, 1]",
    "f[(0, 1)]",
    "'a' # x",
    "# x\n1",
    "# x\n 1",
    "1 # x\n # y",
    "(1 # )\n)",
    "('a' # x\n'b')",
    "1\n+1",
    "(1\n+1)",
    "x in'a'",
    "'a'in'a'",
    "1if 1 else 2",
    "f'a' 1if 1 else 2",
    "007",
    "00",
    "1e99999999999999999999",
    "{('a'): 1}",
    "{'a' if 1 else 'b': 1}",
    "-2 ** 2",
    "2 ** -1",
    "2 ** not 1",
    "not 1 == 1",
    "1 == not 1",
    "(" * 50 + "1" + ")" * 50,
    "(" * 51 + "1" + ")" * 51,
    "'(' " * 1,
    "-" * 24 + "1",
    "-" * 25 + "1",
    "1" + "+1" * 24,
    "1" + "+1" * 25,
    "1 and " * 300 + "1",
    "[" + "1," * 398 + "]",
    "[" + "1," * 399 + "1]",
    "a" * 100,
    "a" * 101,
    "a__b",
    "_a",
    "None",
    "match",
    "print",
    "[" * 20 + "]" * 20,
    "[" * 21 + "]" * 21,
    "[" * 22 + "]" * 22,
    "max(" + "1," * 20 + ")",
    "max(" + "1," * 21 + ")",
    "sekarang",
    "\u00a01",
    "1\u3000",
]


@pytest.mark.parametrize("text", TEPI, ids=lambda text: ascii(text[:30]))
def test_both_stop_at_the_same_edges(text):
    for kind in ("expression", "script", "cell"):
        for one in (text, f"a = {text}") if kind == "script" else (text,):
            assert engine(kind, one) == reference(kind, one), (kind, one)


@settings(max_examples=400, deadline=None)
@given(st.dates(), st.dates(), st.integers(-40_000, 40_000))
def test_days_are_counted_by_the_calendar(one, other, days):
    facts = {"a": one, "b": other.isoformat(), "n": days}
    assert evaluate("selisih_hari(a, b)", facts) == (one - other).days
    expected = one.toordinal() + days
    text = f"tanggal_tambah({one.isoformat()!r}, n)"
    if abs(days) <= 36_600 and 1 <= expected <= date.max.toordinal():
        assert evaluate(text, facts) == date.fromordinal(expected).isoformat()
    else:
        with pytest.raises(NotSafe):
            evaluate(text, facts)


def _tenang(run) -> None:
    try:
        run()
    except NotSafe as refused:
        assert len(str(refused)) < 300


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=200))
def test_noise_is_a_value_or_a_refusal_and_nothing_else(text):
    _tenang(lambda: check(text))
    _tenang(lambda: check(text, "script"))
    _tenang(lambda: evaluate(text, FACTS))
    _tenang(lambda: execute(text, FACTS))
