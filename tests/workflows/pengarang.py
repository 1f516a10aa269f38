"""Texts of the diagram language from its grammar, and texts almost of it, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

FACTS: dict[str, Any] = {
    "a": 3,
    "b": Decimal("-2.50"),
    "c": "abc",
    "d": True,
    "e": None,
    "f": [1, "abc", Decimal("3.0")],
    "g": {"a": 1, "b": [2, {"a": "x"}], "kunci": None},
    "h": "2026-01-31",
    "i": date(2026, 2, 28),
    "j": datetime(2026, 2, 28, 12, 30, tzinfo=UTC),
    "k": 2**127,
    "m": Decimal("9" * 60),
    "n": Decimal("1e-58"),
    "o": [[1, 2], [3], []],
    "p": [{"a": 1}, {"a": Decimal("2.5")}, {"a": -7, "b": 0}],
    "q": "",
    "r": [],
    "s": {},
    "t": 0,
    "u": Decimal("0.000"),
    "v": "2026-12-31T23:59:59+08:00",
    "w": ["a", "b", "a"],
    "x": [3, Decimal("-0.5"), 10, Decimal("1e3")],
    "y": "-12.50",
    "z": False,
}
NUMBERS = """0 1 2 3 7 10 16 17 255 1000 0.0 0.1 0.5 1.5 2.50 99.995 1e3 1E-3 2.5e+2
    170141183460469231731687303715884105728
    340282366920938463463374607431768211455 340282366920938463463374607431768211456 0.333333333333333333333333333333
    999999999999999999999999999999999999999999999999999999999999.0 1e60 1e61 1e-60 1e-61 007 1.005 2.345 00 1e59
    0.999999999999999999999999999999999999999999999999999999999999 123456789.987654321"""
NUMBERS_LIST = NUMBERS.split()
TEXTS = ["''", '""', "'a'", '"abc"', "'b'", "'12'", "'-3.50'", "'+7'", "'2026-02-28'", "'2026-01-31T07:05'", "'é €'"]
TEXTS += ["'2026-01-31 07:05:01.25Z'", "'2026-13-01'", "'0001-01-01'", "'9999-12-31'", "'2026-02-30'", "'kunci'"]
TEXTS += ["'# bukan'", "'(['", "'1e5'", "'20260131'", "'2026-01-31T24:00'", "'2026-01-31T10:00+24:00'", "'1' 'a'"]
ARITHMETIC = ("+", "-", "*", "/", "//", "%", "**")
COMPARED = ("==", "!=", "<", "<=", ">", ">=", "in", "not in")
FUNCTIONS = ("len", "abs", "round", "sum", "int", "angka", "str", "bool", "any", "all")
NOISE = ["(", ")", "[", "]", "{", "}", ",", ":", "=", "==", "+", "-", "*", "**", "not", "and", "or", "if", "else", "in"]
NOISE += ["is", "None", "True", "lambda", "for", ";", "\n", "#", "'", '"', ".", "_", "0", "1", "a", "len", "del", "1_0"]
NOISE += [
    "0x1",
    "\t",
    " ",
    "e",
    "E5",
    "@",
    "&",
    "~",
    "\u00e9",
    "\u200b",
    "\\",
    "$",
    "!",
    ":=",
    "f'a'",
    "r''",
    "pass",
    "?",
]


class Pengarang:
    """Writes texts; what it writes is mostly of the language and often has a value."""

    def __init__(self, seed: object) -> None:
        self.choose = random.Random(f"pengarang {seed}")

    def expression(self, depth: int = 4) -> str:
        """A text of any kind."""
        pick = self.choose.random()
        if depth <= 0 or pick < 0.12:
            return self._leaf()
        if pick < 0.40:
            return self._number(depth)
        kinds: list[Callable[[int], str]] = [self._logic, self._compare, self._choice, self._list, self._dict]
        kinds += [self._part, self._call, self._text, self._any_binary, self._sign]
        return self._wrapped(self.choose.choice(kinds)(depth - 1))

    def script(self) -> str:
        """Some assignments."""
        lines = []
        for _ in range(self.choose.randrange(1, 6)):
            name = self.choose.choice("abcfgsxr")
            pick = self.choose.random()
            if pick < 0.5:
                lines.append(f"{name} = {self.expression(3)}")
            elif pick < 0.7:
                lines.append(f"{name} {self.choose.choice(ARITHMETIC)}= {self.expression(2)}")
            elif pick < 0.85:
                key = self.choose.choice(["0", "-1", "'a'", "'baru'", self.expression(1)])
                lines.append(f"{name}[{key}] = {self.expression(2)}")
            elif pick < 0.95:
                lines.append(f"del {', '.join(self.choose.sample('abcdxyz', self.choose.randrange(1, 3)))}")
            else:
                lines.append(self.choose.choice(["pass", "# catatan", "", "  # menjorok"]))
        return self.choose.choice(["\n", "\n", "\n\n", ";", "; "]).join(lines)

    def cell(self) -> str:
        """A cell of a decision table."""
        pick = self.choose.random()
        if pick < 0.1:
            return self.choose.choice(["", "-", " - ", "  "])
        if pick < 0.4:
            return self.expression(2)
        if pick < 0.7:
            return f"{self.choose.choice(COMPARED[:6])}{self.choose.choice(['', ' '])}{self.expression(2)}"
        text = self.expression(3)
        for name in self.choose.sample("abcdf", 2):
            text = text.replace(name, "?", self.choose.randrange(3))
        return f"? {self.choose.choice(COMPARED)} {text}" if self.choose.random() < 0.5 else text

    def noise(self, text: str) -> str:
        """The text with some letters or words lost, doubled, put in or cut off."""
        for _ in range(self.choose.randrange(1, 4)):
            place, pick = self.choose.randrange(len(text) + 1), self.choose.random()
            other = self.choose.randrange(len(text) + 1)
            if pick < 0.35:
                text = text[:place] + self.choose.choice(NOISE) + text[place:]
            elif pick < 0.6:
                text = text[:place] + text[place + self.choose.randrange(1, 4) :]
            elif pick < 0.75:
                text = text[:place]
            elif pick < 0.9:
                text = text[:place] + text[min(place, other) : max(place, other)][:30] + text[place:]
            else:
                text = text[:place] + " " + self.choose.choice(NOISE) + " " + text[place:]
        return text

    def words(self) -> str:
        """Words in no order."""
        picked = [self.choose.choice([*NOISE, *NUMBERS_LIST, *TEXTS, *FACTS]) for _ in range(self.choose.randrange(30))]
        return self.choose.choice(["", " ", " ", " "]).join(picked)

    def _wrapped(self, text: str) -> str:
        pick = self.choose.random()
        if pick < 0.45:
            return f"({text})"
        if pick < 0.5:
            return f"(\n  {text} # catatan\n)"
        return text

    def _leaf(self) -> str:
        return self.choose.choice(
            [
                self.choose.choice(NUMBERS_LIST),
                self.choose.choice(TEXTS),
                self.choose.choice(["True", "False", "None"]),
                self.choose.choice(list(FACTS)),
                self.choose.choice(list(FACTS)),
                self.choose.choice(["belum_ada", "sekarang", "[]", "{}", "()", "(1,)", "f[0]", "g['a']"]),
            ]
        )

    def _numeral(self) -> str:
        return self.choose.choice([*NUMBERS_LIST[:20], "a", "b", "t", "u", "k", "m", "n", "x[0]", "x[1]", "d"])

    def _number(self, depth: int) -> str:
        if depth <= 0:
            return self._numeral()
        left, right = self._number(depth - self.choose.randrange(1, 3)), self._number(depth - 2)
        sign = self.choose.choice(ARITHMETIC)
        if sign == "**":
            right = self.choose.choice(["0", "1", "2", "3", "-1", "-2", "16", "-16", "17", "0.5", right])
        gap = self.choose.choice(["", " ", " "])
        return self._wrapped(f"{left}{gap}{sign}{gap}{right}")

    def _any_binary(self, depth: int) -> str:
        return f"{self.expression(depth)} {self.choose.choice(ARITHMETIC)} {self.expression(depth)}"

    def _sign(self, depth: int) -> str:
        return self.choose.choice(["-", "+", "not ", "- -"]) + self.expression(depth)

    def _logic(self, depth: int) -> str:
        word = self.choose.choice([" and ", " or "])
        return word.join(self.expression(depth) for _ in range(self.choose.randrange(2, 4)))

    def _compare(self, depth: int) -> str:
        text = self.expression(depth)
        for _ in range(self.choose.choice([1, 1, 1, 2])):
            if self.choose.random() < 0.1:
                text += self.choose.choice([" is None", " is not None", " is (None)", " is 1"])
            else:
                alike = self.choose.random() < 0.5
                text += f" {self.choose.choice(COMPARED)} {self._numeral() if alike else self.expression(depth)}"
        return text

    def _choice(self, depth: int) -> str:
        return f"{self.expression(depth)} if {self.expression(depth)} else {self.expression(depth)}"

    def _list(self, depth: int) -> str:
        parts = [self.expression(depth) for _ in range(self.choose.randrange(4))]
        if len(parts) == 1 and self.choose.random() < 0.3:
            return f"({parts[0]},)"
        inside = ", ".join(parts) + self.choose.choice(["", "", ","] if parts else [""])
        return f"[{inside}]" if len(parts) < 2 or self.choose.random() < 0.8 else f"({inside})"

    def _dict(self, depth: int) -> str:
        keys = [self.choose.choice(["'a'", '"b"', "'kunci'", "('c')", "''"]) for _ in range(self.choose.randrange(3))]
        return "{" + ", ".join(f"{key}: {self.expression(depth)}" for key in keys) + "}"

    def _part(self, depth: int) -> str:
        box = self.choose.choice([*"cfgopwxrs", f"({self.expression(depth)})"])
        return f"{box}[{self.choose.choice(['0', '1', '-1', '-3', '5', chr(39) + 'a' + chr(39), self.expression(1)])}]"

    def _text(self, depth: int) -> str:
        return f"{self.choose.choice(TEXTS)} + str({self._number(depth)})"

    def _call(self, depth: int) -> str:
        pick = self.choose.random()
        if pick < 0.15:
            many = ", ".join(self._number(depth - 1) for _ in range(self.choose.randrange(1, 4)))
            return f"{self.choose.choice(['min', 'max'])}({many})"
        if pick < 0.25:
            return f"{self.choose.choice(['min', 'max', 'sum', 'any', 'all', 'len'])}({self._list(depth)})"
        if pick < 0.35:
            return f"round({self._number(depth)}, {self.choose.choice(['0', '1', '2', '12', '13', '-1', 'True', 'a'])})"
        if pick < 0.42:
            rows = self.choose.choice(["p", "o", "f", self.expression(depth)])
            return f"kolom({rows}, {self.choose.choice(['0', TEXTS[2]])})"
        if pick < 0.5:
            default = self.choose.choice(["", ", 7", f", {self.expression(depth)}"])
            return (
                f"ambil({self.choose.choice(['g', 's', self.expression(depth)])}, {self.choose.choice(TEXTS)}{default})"
            )
        if pick < 0.58:
            return f"selisih_hari({self._day(depth)}, {self._day(depth)})"
        if pick < 0.66:
            days = self.choose.choice(["0", "1", "-31", "36600", "36601", "365", "1.0", "True", self.expression(1)])
            return f"tanggal_tambah({self._day(depth)}, {days})"
        gap = self.choose.choice(["", "", " "])
        return f"{self.choose.choice(FUNCTIONS)}{gap}({self._number(depth) if pick < 0.8 else self.expression(depth)})"

    def _day(self, depth: int) -> str:
        return self.choose.choice(["h", "i", "j", "v", *TEXTS[8:17], self.expression(depth - 2)])
