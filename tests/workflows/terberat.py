"""The heaviest evaluations anybody could think of, measured: each operator and function over the biggest values, as
often as a text can say it; and texts that are hard on the parser and the compiler themselves.

    python -m tests.workflows.terberat      a line of JSON for each: what, CPU seconds, bytes at the peak, answer
    python -m tests.workflows.terberat 10   for every tenth
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from time import process_time
from typing import Any

from workflows import expressions
from workflows.bounded import MAX_CELLS, MAX_ITEMS, MAX_LEVELS, MAX_TEXT
from workflows.errors import NotSafe
from workflows.expressions import MAX_SOURCE
from workflows.grammar import MAX_NODES

PANJANG = "9." + "1234567890" * 5 + "1234567"  # as many digits as there may be


BEGINNINGS = (
    *("(", "[", "{", "{'a':", "len(", "a[", "(a,", "[a,", "f(a=", "lambda:", "not ", "-", "~", "+", "a if a else "),
    *("(yield ", "await ", "*", "**", "f'{", "(a:=", "a.b(", "{**", "{a for a in ", "[a for a in ", "(a for a in "),
    *("a if ", "a or ", "a and ", "a in ", "a not in ", "a is ", "a < ", "a ** ", "a + ", "a, ", "a=", "a:=", "a:"),
)
CHAINS = (*("1+", "a and ", "a<", "a**", "1,", "a if a else ", "not a or ", "'a' ", "a;", "a\n", "a=1\n", "a=", "#\n"),)


def dalam(levels: int, leaf: Any) -> Any:
    """Lists and dicts in each other."""
    for level in range(levels):
        leaf = {"a": leaf} if level % 2 else [leaf]
    return leaf


def lebar(cells: int) -> Any:
    """A tree as wide and deep as may be: small dicts weigh the most for each value they hold."""
    return [{"a": {}} for _ in range(cells // 2 - 1)]


FAKTA: dict[str, Any] = {
    "b": list(range(MAX_ITEMS - 1)),
    "b2": list(range(MAX_ITEMS - 1)),
    "s": list(range(1_000)),
    "d": [Decimal(PANJANG) + number for number in range(1_500)],
    "d2": [Decimal(PANJANG) + number for number in range(1_500)],
    "t": "\U0001f600" * (MAX_TEXT - 1) + "b",
    "t2": "\U0001f600" * (MAX_TEXT - 1) + "b",
    "h": "\U0001f600" * (MAX_TEXT // 2),
    "j": "\U0001f600" * 98 + "c",
    "j5": "\U0001f600" * 5 + "c",
    "jj": ("ab" * 2_000) + "c",
    "ab": "ab" * (MAX_TEXT // 2),
    "tt": ["x" * 4_000 + str(number) for number in range(120)],
    "tt2": ["x" * 4_000 + str(number) for number in range(120)],
    "k": {f"k{number}": number for number in range(MAX_ITEMS - 1)},
    "k2": {f"k{number}": number for number in range(MAX_ITEMS - 1)},
    "r": [{"n": number} for number in range(4_000)],
    "rd": [{"n": Decimal(PANJANG)} for number in range(1_200)],
    "n": dalam(MAX_LEVELS - 1, 1),
    "n2": dalam(MAX_LEVELS - 1, 1),
    "l": lebar(MAX_CELLS // 2),
    "i": 2**127 - 1,
    "f": Decimal(PANJANG),
    "g": Decimal("1e59"),
    "u": Decimal("1.0000000001"),
    "tg": date(2026, 1, 31),
    "w": "2026-01-31T17:00:00+08:00",
}
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or")
CALLS = {
    "len": 1, "abs": 1, "min": 1, "max": 1, "round": 1, "sum": 1, "int": 1, "angka": 1, "str": 1, "bool": 1, "any": 1,
    "all": 1, "kolom": 2, "ambil": 2, "selisih_hari": 2, "tanggal_tambah": 2,
}  # fmt: skip
SECOND = {"kolom": "'n'", "ambil": "'a'", "selisih_hari": "w", "tanggal_tambah": "36600"}
PAIRS = (
    *(("b", "b2"), ("d", "d2"), ("t", "t2"), ("tt", "tt2"), ("k", "k2"), ("n", "n2"), ("r", "r"), ("l", "l")),
    *(("i", "i"), ("f", "f"), ("g", "f"), ("f", "i"), ("f", "16"), ("f", "-16"), ("u", "-16"), ("i", "f"), ("u", "16")),
    *(("j", "t"), ("j5", "t"), ("jj", "ab"), ("t", "ab"), ("-1", "b"), ("f", "d"), ("f", "b"), ("i", "d"), ("t", "tt")),
    *(("b", "[b, b2]"), ("n", "[n, n2]"), ("'z'", "k"), ("h", "h"), ("s", "s")),
)


def penuh(part: str) -> Iterator[str]:
    """As often as a text may say it, so that the parts are all worked out."""
    most = min(MAX_SOURCE // (len(part) + 7), MAX_NODES // max(1, len(part.split()) // 2 + 1))
    yield f"[{', '.join([part] * most)}]"
    yield f"len([{', '.join([part] * (most // 2))}])"
    yield f"({') and ('.join([part] * min(most, 200))})"
    yield f"({') or ('.join([part] * 4)})"


def ungkapan() -> Iterator[str]:
    """Every operator and function over the biggest of each kind."""
    for sign in OPERATORS:
        for left, right in PAIRS:
            yield from penuh(f"{left} {sign} {right}")
    for name, many in CALLS.items():
        for fact in FAKTA:
            yield from penuh(f"{name}({fact}, {SECOND[name]})" if many == 2 else f"{name}({fact})")
    for fact in FAKTA:
        yield from penuh(fact)
        yield from penuh(f"[{fact}, {fact}]")
        yield from penuh(f"{{'a': {fact}}}")
        yield from penuh(f"{fact}[0]")
        yield from penuh(f"-{fact}")
        yield from penuh(f"{fact} if {fact} == {fact} else {fact}")
    for name in ("min", "max"):
        yield from penuh(f"{name}({', '.join(['f'] * 20)})")
    yield f"[{', '.join(FAKTA)}]"


def skrip() -> Iterator[str]:
    """Assignments that keep, copy and double."""
    for fact in FAKTA:
        yield "\n".join(f"x{number} = {fact}" for number in range(130))
        yield "\n".join(f"x{number} = [{fact}]" for number in range(100))
        yield f"x = {fact}\n" + f"x[0] = {fact}[0]\n" * 60
        yield f"x = {fact}\n" + f"x['a'] = {fact}\n" * 60
        yield f"x = {fact}\n" + f"x = x + {fact}\n" * 90
        yield f"x = {fact}\n" + "x = [x, x]\n" * 90
        yield f"x = {fact}\n" + "x += x\n" * 90
        yield f"x = {fact}\n" + "x = {'a': x, 'b': x}\n" * 60
        yield f"x = {fact}\n" + "x *= x\n" * 90
        yield f"x = {fact}\n" + "x /= 3\n" * 90
        yield f"x = {fact}\n" + "x **= 16\n" * 90
        yield f"x = {fact}\n" + "y = x == x\n" * 60
    yield "x = [[]]\n" + "x = [x]\n" * 120
    yield "\n".join(f"x{number} = {{}}" for number in range(190))
    yield "a = 1;" * 190
    yield "del " + ", ".join(f"x{number}" for number in range(390))
    yield "pass\n" * 390


def huruf() -> Iterator[str]:
    """Hard to read: brackets of every kind, open and closed, chains, and what the parser tries twice."""
    closes = {"(": ")", "[": "]", "{": "}"}
    for begin in BEGINNINGS:
        tail = "".join(closes[char] for char in reversed(begin) if char in closes)
        for many in (24, 50, 99, 200, MAX_SOURCE // len(begin) - 1):
            for inner in ("1", "a 1", "="):
                yield (begin * many + inner)[:MAX_SOURCE]
                if tail:
                    yield begin * many + inner + tail * many
                    yield begin * many + inner + (tail[:-1] + ")" if tail[-1] != ")" else "]") * many
    for left, right in (("(", "["), ("{", "("), ("[", "{")):
        yield (left + right) * 1_900
        yield (left + right) * 12 + "1"
    for chain in CHAINS:
        yield (chain * MAX_SOURCE)[: MAX_SOURCE - len(chain) % 2]
        yield (chain * MAX_SOURCE)[: MAX_SOURCE - 10] + "1"
    yield from ("9" * 3_999, "0x" + "f" * 3_990, "1_" * 1_900 + "1", "1." + "9" * 3_990, "1e" + "9" * 3_990)
    yield from (
        "'" + "a" * 3_990 + "'",
        "'" * 3_999,
        '"""' * 1_300,
        "\n" * 3_990 + "1",
        "a" * 3_999,
        "\t" * 3_990 + "1",
    )
    yield from ("if a:\n " * 90 + "a = 1", "".join(" " * n + "if a:\n" for n in range(80)), "(\n" * 1_900, "$" * 3_999)
    yield "match a:\n" + " case 1: pass\n" * 200


def _tenang(work: Callable[[], Any]) -> str:
    try:
        work()
    except NotSafe as refused:
        return f"NotSafe {str(refused)[:50]}"
    return "value"


def ukur(work: Callable[[], Any]) -> tuple[float, int, str]:
    """CPU seconds (the better of two), bytes at the peak, and the answer. Nothing is compiled beforehand."""
    seconds = []
    for _ in range(2):
        expressions._expression.cache_clear()
        expressions._script.cache_clear()
        begun = process_time()
        answer = _tenang(work)
        seconds.append(process_time() - begun)
    expressions._expression.cache_clear()
    expressions._script.cache_clear()
    tracemalloc.start()
    try:
        _tenang(work)
        return min(seconds), tracemalloc.get_traced_memory()[1], answer
    finally:
        tracemalloc.stop()


TERATAS = (  # the worst that was found
    ("expression", "[l or l, l or l, l or l, l or l]"),
    ("expression", f"[{', '.join(['h + h'] * 100)}]"),
    ("expression", f"len([{', '.join(['l + l'] * 100)}])"),
    ("expression", f"len([{', '.join(['sum(d2)'] * 90)}])"),
    ("expression", f"({') or ('.join(['j in t'] * 90)})"),
    ("script", "\n".join(f"x{number} = r" for number in range(130))),
    ("script", "x = l\n" + "x[0] = l[0]\n" * 60),
    ("script", "x = l\n" + "x = {'a': x, 'b': x}\n" * 60),
    ("reading", "a, " * 1_333),
    ("reading a script", "a;" * 2_000),
    ("reading a script", "a=1\n" * 1_000),
)


def semua(every: int = 1) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    """The worst, then every so manieth of all, by kind."""
    cases = list(TERATAS)
    cases += islice((("expression", text) for text in dict.fromkeys(ungkapan())), 0, None, every)
    cases += islice((("script", text) for text in dict.fromkeys(skrip())), 0, None, every)
    read = list(islice(dict.fromkeys(huruf()), 0, None, every))
    cases += [(kind, text) for kind in ("reading", "reading a script") for text in read]
    for kind, text in cases:
        run = expressions.execute if kind.endswith("script") else expressions.evaluate
        yield kind, text, lambda text=text, run=run: run(text, FAKTA)


def main(every: int) -> None:
    """A line of JSON for each, for the test that started this process."""
    for kind, text, work in semua(every):
        seconds, peak, answer = ukur(work)
        sys.stdout.write(json.dumps([kind, text[:70], len(text), seconds, peak, answer]) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
