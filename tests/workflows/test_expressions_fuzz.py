"""The diagram language against a second, tiny interpreter that knows only trees, and against noise."""

import operator
from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflows.errors import NotSafe
from workflows.expressions import check, evaluate, execute

FACTS = {"a": 3, "b": Decimal("-2.50"), "c": "abc", "d": True, "e": None, "f": [1, "abc", 3]}


class Salah(Exception):
    """The reference has no value for this tree."""


def _number(value):
    if type(value) not in (int, Decimal, Fraction):
        raise Salah
    return Fraction(value)


def _order(compare):
    def run(x, y):
        if type(x) is str and type(y) is str:
            return compare(x, y)
        return compare(_number(x), _number(y))

    return run


def _arithmetic(operate):
    def run(x, y):
        x, y = _number(x), _number(y)
        try:
            return operate(x, y)
        except ZeroDivisionError:
            raise Salah from None

    return run


def _plus(x, y):
    if type(x) is type(y) and type(x) in (str, list):
        return x + y
    return _number(x) + _number(y)


def _member(x, y):
    if type(y) is list:
        return x in y
    if type(x) is str and type(y) is str:
        return x in y
    raise Salah


BINARY = {
    "+": _plus,
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(operator.mul),
    "//": _arithmetic(operator.floordiv),
    "%": _arithmetic(operator.mod),
    "<": _order(operator.lt),
    "<=": _order(operator.le),
    ">": _order(operator.gt),
    ">=": _order(operator.ge),
    "==": operator.eq,
    "!=": operator.ne,
    "in": _member,
    "not in": lambda x, y: not _member(x, y),
}
CALLS = {
    "abs": lambda x: abs(_number(x)),
    "len": lambda x: len(x) if type(x) in (str, list) else _fail(),
    "bool": bool,
    "sum": lambda x: sum(map(_number, x)) if type(x) is list else _fail(),
    "any": lambda x: any(x) if type(x) is list else _fail(),
    "all": lambda x: all(x) if type(x) is list else _fail(),
}


def _fail():
    raise Salah


def reference(tree):
    """The value of a tree, numbers as Fraction; Salah where there is none."""
    match tree:
        case ("konstanta", _, value):
            return value
        case ("nama", name):
            return FACTS[name]
        case ("-", part):
            return -_number(reference(part))
        case ("not", part):
            return not reference(part)
        case ("and", left, right):
            return reference(left) and reference(right)
        case ("or", left, right):
            return reference(left) or reference(right)
        case ("jika", test, yes, no):
            return reference(yes) if reference(test) else reference(no)
        case ("daftar", *parts):
            return [reference(part) for part in parts]
        case ("panggil", name, part):
            return CALLS[name](reference(part))
        case (sign, left, right):
            return BINARY[sign](reference(left), reference(right))


def tulis(tree) -> str:
    """The tree as text, with all brackets."""
    match tree:
        case ("konstanta", text, _):
            return text
        case ("nama", name):
            return name
        case ("-" | "not" as sign, part):
            return f"({sign} {tulis(part)})"
        case ("jika", test, yes, no):
            return f"({tulis(yes)} if {tulis(test)} else {tulis(no)})"
        case ("daftar", *parts):
            return f"[{', '.join(map(tulis, parts))}]"
        case ("panggil", name, part):
            return f"{name}({tulis(part)})"
        case (sign, left, right):
            return f"({tulis(left)} {sign} {tulis(right)})"


def _konstanta(value):
    return ("konstanta", str(value) if type(value) in (int, Decimal) else repr(value), value)


leaves = st.one_of(
    st.integers(0, 1_000).map(_konstanta),
    st.decimals(0, 1_000, places=2).map(_konstanta),
    st.sampled_from(["", "abc", "b"]).map(_konstanta),
    st.sampled_from([True, False, None]).map(_konstanta),
    st.sampled_from(sorted(FACTS)).map(lambda name: ("nama", name)),
)
trees = st.recursive(
    leaves,
    lambda part: st.one_of(
        st.tuples(st.sampled_from(sorted(BINARY)), part, part),
        st.tuples(st.sampled_from(["and", "or"]), part, part),
        st.tuples(st.sampled_from(["-", "not"]), part),
        st.tuples(st.just("jika"), part, part, part),
        st.lists(part, max_size=3).map(lambda parts: ("daftar", *parts)),
        st.tuples(st.just("panggil"), st.sampled_from(sorted(CALLS)), part),
    ),
    max_leaves=12,
)


def _nilai(value):
    """Numbers by value, everything else by type too."""
    if type(value) in (int, Decimal, Fraction):
        return Fraction(value)
    if type(value) is list:
        return [_nilai(item) for item in value]
    return (type(value).__name__, value)


@settings(max_examples=1_500, deadline=None)
@given(trees)
@example(("%", ("konstanta", "7.50", Decimal("7.50")), ("nama", "b")))
@example(("//", ("nama", "b"), ("konstanta", "2", 2)))
def test_every_tree_means_what_the_reference_says(tree):
    try:
        expected = _nilai(reference(tree))
    except Salah:
        expected = Salah
    try:
        found = _nilai(evaluate(tulis(tree), FACTS))
    except NotSafe:
        found = Salah
    assert found == expected, tulis(tree)


@settings(max_examples=300, deadline=None)
@given(st.decimals(-(10**9), 10**9, places=4), st.decimals(-(10**9), 10**9, places=4).filter(bool))
def test_division_is_right_to_fifty_digits(x, y):
    error = Fraction(evaluate("x / y", {"x": x, "y": y})) - Fraction(x) / Fraction(y)
    assert abs(error) <= abs(Fraction(x) / Fraction(y)) / 10**50


@settings(max_examples=500, deadline=None)
@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 5))
def test_rounding_is_half_up_away_from_zero(x, places):
    scaled = abs(Fraction(x)) * 10**places
    expected = Fraction((scaled + Fraction(1, 2)).__floor__(), 10**places) * (-1 if x < 0 else 1)
    assert Fraction(evaluate("round(x, p)", {"x": x, "p": places})) == expected


KATA = """
    a b c 1 0.5 'x' ( ) [ ] { } , : . + - * / // % ** < == >= in not and or if else is None
    lambda for = ; @ len max sum del import
"""
WORDS = KATA.split()


def _tenang(run) -> None:
    try:
        run()
    except NotSafe as refused:
        assert len(str(refused)) < 300


@settings(max_examples=800, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=200))
def test_noise_is_a_value_or_a_refusal_and_nothing_else(text):
    _tenang(lambda: check(text))
    _tenang(lambda: check(text, "script"))
    _tenang(lambda: evaluate(text, FACTS))
    _tenang(lambda: execute(text, FACTS))
