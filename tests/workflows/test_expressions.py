"""The diagram language: what it says, what it refuses, and that no text can harm the process that reads it."""

import signal
import tracemalloc
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from time import perf_counter

import pytest

from tests.workflows.serangan import FAKTA, HURUF, INGATAN, KELUAR, SKRIP, WAKTU
from workflows.errors import NotSafe
from workflows.expressions import Malformed, check, evaluate, execute, names, writes

PLAIN = (type(None), bool, int, Decimal, str, date)


@contextmanager
def paling_lama(seconds: float):
    """Fail, even inside a loop, after `seconds` of wall time."""

    def stop(signum, frame):
        raise TimeoutError(f"masih berjalan sesudah {seconds} detik")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    start = perf_counter()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert perf_counter() - start < seconds


def murni(value) -> bool:
    """Only plain values, all the way down."""
    if type(value) is list:
        return all(murni(item) for item in value)
    if type(value) is dict:
        return all(type(key) is str and murni(item) for key, item in value.items())
    return isinstance(value, PLAIN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 1", 2),
        ("7 / 2", Decimal("3.5")),
        ("0.1 + 0.2", Decimal("0.3")),
        ("0.12345678901234567890123", Decimal("0.12345678901234567890123")),
        ("-7 // 2", -4),
        ("-7.0 // 2", -4),
        ("-7 % 3", 2),
        ("-7.5 % 2", Decimal("0.5")),
        ("7.5 % -2", Decimal("-0.5")),
        ("2 ** 10", 1024),
        ("2 ** -2", Decimal("0.25")),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.345, 2)", Decimal("2.35")),
        ("round(98.325, 2)", Decimal("98.33")),
        ("abs(-3)", 3),
        ("min(3, 1, 2)", 1),
        ("max([3, 1, 2])", 3),
        ("sum([1, 0.5])", Decimal("1.5")),
        ("int('42')", 42),
        ("int(3.9)", 3),
        ("int(-3.9)", -3),
        ("angka('98.33') >= 91", True),
        ("angka('1') == 1", True),
        ("str(12) + '-' + str(0.50)", "12-0.50"),
        ("bool([])", False),
        ("any([False, 1])", True),
        ("all([True, 0])", False),
        ("len('abc') + len([1]) + len({'a': 1})", 5),
        ("kolom([{'n': 1}, {'n': 2}], 'n')", [1, 2]),
        ("ambil({'a': 1}, 'b', 7)", 7),
        ("{'a': [1, (2, 3)]}", {"a": [1, [2, 3]]}),
        ("[10, 20][-1]", 20),
        ("{'a': 1}['a']", 1),
        ("'abc'[0]", "a"),
        ("selisih_hari('2026-03-01', '2026-02-01')", 28),
        ("selisih_hari('2026-03-01T23:00:00+08:00', '2026-03-01')", 0),
        ("tanggal_tambah('2026-01-31', 14)", "2026-02-14"),
        ("tanggal_tambah('2026-01-31T17:00:00+08:00', 1)", "2026-02-01T17:00:00+08:00"),
        ("4 < 5 < 6", True),
        ("4 < 5 < 5", False),
        ("'a' in ['a', 'b'] and 'x' not in 'abc'", True),
        ("None is None and not (1 is None)", True),
        ("'ya' if 1 > 0 else 'tidak'", "ya"),
        ("0 or 'isi'", "isi"),
        ("1 and 0", 0),
    ],
)
def test_an_expression_has_the_value_a_reader_expects(text, value):
    result = evaluate(text, {})
    assert result == value
    assert type(result) is type(value) or isinstance(result, Decimal)


@pytest.mark.parametrize("text", ["1 / 2", "0.5", "round(0.5, 1)", "sum([0.1, 0.2])", "2 ** -1", "masuk", "masuk * 2"])
def test_no_value_is_ever_a_binary_float(text):
    assert type(evaluate(text, {"masuk": 0.1})) is Decimal


def test_a_float_among_the_facts_is_read_as_it_prints():
    assert evaluate("masuk + 0.2 == 0.3", {"masuk": 0.1}) is True


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_a_fact_that_is_no_number_is_refused(value):
    with pytest.raises(NotSafe):
        evaluate("masuk == masuk", {"masuk": value})


@pytest.mark.parametrize("value", [Decimal("1e999999"), Decimal("1e-999999"), 2**200, "x" * 30_000, list(range(6_000))])
def test_a_fact_that_is_too_big_is_refused(value):
    with paling_lama(1), pytest.raises(NotSafe):
        evaluate("masuk", {"masuk": value})


class Warna(StrEnum):
    MERAH = "merah"


class Angka(IntEnum):
    SATU = 1


def test_enums_among_the_facts_become_plain_values():
    assert type(evaluate("masuk", {"masuk": Warna.MERAH})) is str
    assert type(evaluate("masuk", {"masuk": Angka.SATU})) is int


class Jebakan:
    def __eq__(self, other):
        raise AssertionError("kode tamu dijalankan")

    def __bool__(self):
        raise AssertionError("kode tamu dijalankan")

    __hash__ = None


@pytest.mark.parametrize("value", [Jebakan(), [Jebakan()], {"a": Jebakan()}, {1: 2}, {1, 2}, b"x", len, object, 1j])
def test_a_foreign_object_among_the_facts_is_refused_without_being_asked_anything(value):
    with pytest.raises(NotSafe):
        evaluate("masuk == masuk", {"masuk": value})


def test_facts_the_text_does_not_name_are_not_looked_at():
    assert evaluate("1", {"masuk": Jebakan()}) == 1


def test_a_value_shares_nothing_with_the_facts():
    facts = {"daftar": [1, [2]]}
    evaluate("daftar", facts)[1].append(3)
    assert facts == {"daftar": [1, [2]]}


def test_a_list_that_holds_itself_is_refused():
    loop: list = []
    loop.append(loop)
    with pytest.raises(NotSafe):
        evaluate("masuk", {"masuk": loop})


def test_extra_names_win_over_facts():
    assert evaluate("sekarang", {"sekarang": "dulu"}, {"sekarang": "2026-11-23"}) == "2026-11-23"


def test_without_the_engine_there_is_no_clock():
    for text in ("sekarang", "hari_ini()", "sekarang()"):
        with pytest.raises(NotSafe):
            evaluate(text, {})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("tidak_ada + 1", "tidak_ada"),
        ("nilai.real", "atribut"),
        ("[x for x in daftar]", "Perulangan"),
        ("lambda: 1", "lambda"),
        ("f'{nilai}'", "f-string"),
        ("(a := 1)", ":="),
        ("eval('1')", "eval"),
        ("max(1, key=2)", "Argumen bernama"),
        ("len(1, 2)", "len"),
        ("nilai > 'a'", "bilangan dengan teks"),
        ("nilai + 'a'", "bilangan dan teks"),
        ("True + 1", "benar/salah"),
        ("1 / 0", "nol"),
        ("1.5 % 0", "nol"),
        ("1 // 0", "nol"),
        ("0 ** -1", "nol"),
        ("daftar[9]", "9"),
        ("kamus['z']", "z"),
        ("angka('1.234,5')", "1.234,5"),
        ("angka('1e5')", "1e5"),
        ("int('0x10')", "0x10"),
        ("round(1.5, 99)", "round"),
        ("selisih_hari('kemarin', '2026-01-01')", "kemarin"),
        ("tanggal_tambah('2026-02-30', 1)", "2026-02-30"),
        ("nilai is 90", "is None"),
        ("min([])", "min"),
        ("nilai\\", "\\"),
        ("a b", "tidak dapat dibaca"),
    ],
)
def test_a_refusal_names_what_is_wrong_in_indonesian(text, word):
    with pytest.raises(NotSafe) as refused:
        evaluate(text, FAKTA)
    assert word in str(refused.value)
    assert str(refused.value).endswith(".")


def test_an_unreadable_text_is_a_syntax_error_and_a_forbidden_one_is_not():
    for text in (">= 91", "a b", "(", ""):
        with pytest.raises(Malformed):
            check(text)
    with pytest.raises(NotSafe) as refused:
        check("open('x')")
    assert not isinstance(refused.value, SyntaxError)


def _jalankan(run) -> None:
    """Refused with our own error, or a plain value; within seconds (mostly a busy machine's) and a few megabytes."""

    def once() -> None:
        try:
            result = run()
        except NotSafe as refused:
            assert str(refused) and str(refused) != "None"
        else:
            assert murni(result)

    with paling_lama(3):
        once()
    tracemalloc.start()
    try:
        once()
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("text", KELUAR)
def test_no_way_leads_out_of_the_language(text):
    with paling_lama(1):
        for mode in ("expression", "script"):
            with pytest.raises(NotSafe):
                check(text, mode)
        with pytest.raises(NotSafe):
            evaluate(text, FAKTA)


@pytest.mark.parametrize("text", WAKTU, ids=lambda text: text[:40])
def test_no_expression_takes_long(text):
    _jalankan(lambda: evaluate(text, FAKTA))


@pytest.mark.parametrize("text", INGATAN, ids=lambda text: text[:40])
def test_no_expression_takes_much_memory(text):
    with pytest.raises(NotSafe):
        _ = evaluate(text, FAKTA)
    _jalankan(lambda: evaluate(text, FAKTA))


@pytest.mark.parametrize("text", HURUF, ids=ascii)
def test_no_letter_hides_what_a_text_does(text):
    with pytest.raises(NotSafe):
        check(text)
    with pytest.raises(NotSafe):
        evaluate(text, FAKTA)


@pytest.mark.parametrize("text", SKRIP, ids=lambda text: ascii(text[:40]))
def test_no_script_harms(text):
    before = repr(FAKTA)
    _jalankan(lambda: execute(text, FAKTA))
    assert repr(FAKTA) == before


@pytest.mark.parametrize("text", SKRIP[: SKRIP.index("a = [1]\na[0] = a\nb = a == a")])
def test_a_script_beyond_assignments_is_refused(text):
    with pytest.raises(NotSafe):
        check(text, "script")


def test_a_coding_line_does_not_change_how_the_text_is_read():
    assert evaluate("# coding: utf-7\n'+AGE-'", {}) == "+AGE-"


def test_the_corpus_is_large():
    assert len({*KELUAR, *WAKTU, *INGATAN, *HURUF, *SKRIP}) >= 200


def test_a_script_gives_new_facts_and_leaves_the_old_ones():
    facts = {"a": 1, "daftar": [1, 2], "kamus": {"x": 1}}
    new = execute("b = a + 1\na += b\ndaftar[0] = 9\nkamus['y'] = daftar\npass", facts)
    assert new == {"a": 3, "b": 2, "daftar": [9, 2], "kamus": {"x": 1, "y": [9, 2]}}
    assert facts == {"a": 1, "daftar": [1, 2], "kamus": {"x": 1}}
    new["daftar"].append(1)
    assert new["kamus"]["y"] == [9, 2]


def test_a_script_that_fails_changes_nothing():
    facts = {"a": 1}
    with pytest.raises(NotSafe):
        execute("a = 2\nb = 1 / 0", facts)
    assert facts == {"a": 1}


def test_a_script_deletes_facts_also_those_that_are_not_there_yet():
    assert execute("del hasil, a", {"a": 1, "b": 2}) == {"b": 2}
    with pytest.raises(NotSafe):
        execute("del a\nb = a", {"a": 1})


def test_what_a_script_throws_away_again_counts_too():
    for text in ("a = [1, 1]\n" + "a = [a, a]\n" * 60 + "del a", "a = besar\n" * 20):
        with pytest.raises(NotSafe, match="terlalu (besar|berat)"):
            execute(text, FAKTA)


def test_filling_a_part_of_a_fact_that_is_not_there_is_refused():
    with pytest.raises(NotSafe, match="kamus"):
        execute("kamus['a'] = 1", {})


def test_names_are_the_facts_a_text_needs():
    assert names("nilai >= 91 and max(a, b['c']) > 1") == {"nilai", "a", "b"}
    assert names("a = 1\nb = a + c\nd += 1\ne['x'] = 2", "script") == {"c", "d", "e"}
    assert names("a = a + 1", "script") == {"a"}
    assert writes("a = 1\ndel b\nc['x'] = 1") == {"a", "b", "c"}


def test_limits_of_size_are_exact():
    check("1" + " " * 3_998 + "\n")
    check("+".join(["1"] * 25))
    check("[" + ",".join(["1"] * 399) + "]")
    for text in ("1" + "+1" * 25, "[" + ",".join(["1"] * 400) + "]", "'" + "a" * 3_999 + "'"):
        with pytest.raises(NotSafe):
            check(text)
