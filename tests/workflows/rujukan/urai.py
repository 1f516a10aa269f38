"""From text to trees, letter by letter: the grammar of docs/expressions.md by recursive descent."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.workflows.rujukan.bilangan import Bukan, terbatas, tetapan

PYTHON = """False None True and as assert async await break class continue def del elif else except finally for from
    global if import in is lambda nonlocal not or pass raise return try while with yield"""
WORDS = frozenset(PYTHON.split())
FUNCTIONS = {
    "len": (1, 1), "abs": (1, 1), "min": (1, 20), "max": (1, 20), "round": (1, 2), "sum": (1, 1), "int": (1, 1),
    "angka": (1, 1), "str": (1, 1), "bool": (1, 1), "any": (1, 1), "all": (1, 1), "kolom": (2, 2), "ambil": (2, 3),
    "selisih_hari": (2, 2), "tanggal_tambah": (2, 2),
}  # fmt: skip
RESERVED = frozenset(FUNCTIONS) | {"sekarang", "typename", "dmninputexpr"}
LETTERS, PARTS, DEPTH, BRACKETS = 4_000, 400, 25, 50
SIGNS = ("**=", "//=", "**", "//", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=")
SIGNS += tuple("+-*/%<>=()[]{},:;")
COMPARED = ("==", "!=", "<", "<=", ">", ">=")


@dataclass
class Kata:
    """A token: kind (number, text, name, sign, line, end), what is written, and whether it begins its line."""

    kind: str
    text: str
    begins: bool


def baca(text: Any) -> list[Kata]:
    """The tokens; a line break inside brackets is none."""
    if not text.strip():
        raise Bukan
    if len(text) > LETTERS:
        raise Bukan
    text = text.replace("\r\n", "\n")
    for char in text:
        if char == "\\" or (
            char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        ):
            raise Bukan
    found: list[Kata] = []
    text, place, deep, begins = text.strip(), 0, 0, True
    while place < len(text):
        char = text[place]
        if char in " \t":
            place += 1
            continue
        if char == "#":
            while place < len(text) and text[place] != "\n":
                place += 1
            continue
        if char == "\n":
            place += 1
            if not deep and found and found[-1].kind != "line":
                found.append(Kata("line", "\n", False))
            begins = True
            continue
        indented = begins and place > 0 and text[place - 1] in " \t"
        kind, word = _kata(text, place)
        if kind == "text" and found and found[-1].kind == "text":
            raise Bukan
        if indented and not deep:
            raise Bukan
        deep += (word in "([{") - (word in ")]}") if kind == "sign" else 0
        if not 0 <= deep <= BRACKETS:
            raise Bukan
        found.append(Kata(kind, word, begins))
        begins = False
        place += len(word)
    return [*found, Kata("end", "", False)]


def _kata(text: str, place: int) -> tuple[str, str]:
    char, rest = text[place], text[place:]
    if char in "0123456789":
        return "number", _bilangan(rest)
    if char in "\"'":
        end = rest.find(char, 1)
        if end < 0 or "\n" in rest[:end] or rest[end + 1 : end + 2] in ("'", '"'):
            raise Bukan
        return "text", rest[: end + 1]
    if char in "_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        end = 0
        while end < len(rest) and rest[end].isascii() and (rest[end].isalnum() or rest[end] == "_"):
            end += 1
        if rest[end : end + 1] in ("'", '"') and end < len(rest):
            raise Bukan
        return "name", rest[:end]
    for sign in SIGNS:
        if rest.startswith(sign):
            return "sign", sign
    raise Bukan


def _bilangan(rest: str) -> str:
    end = _angka_sampai(rest, 0)
    if rest[end : end + 1] == ".":
        after = _angka_sampai(rest, end + 1)
        if after == end + 1:
            raise Bukan
        end = after
    if rest[end : end + 1] in ("e", "E") and end < len(rest):
        begin = end + 1 + (rest[end + 1 : end + 2] in ("+", "-") and end + 1 < len(rest))
        after = _angka_sampai(rest, begin)
        if after == begin:
            raise Bukan
        end = after
    following = rest[end : end + 1]
    if following and (following in "._" or (following.isascii() and following.isalnum())):
        raise Bukan
    word = rest[:end]
    if word.isdigit() and word[0] == "0" and word.strip("0"):
        raise Bukan  # 007
    return word


def _angka_sampai(text: str, place: int) -> int:
    while place < len(text) and text[place] in "0123456789":
        place += 1
    return place


# Tokens to trees: ("kind", parts…)


class Pengurai:
    """One text. Trees count their parts and their depth while they are checked, at the end."""

    def __init__(self, text: str) -> None:
        self.words = baca(text)
        self.at = 0

    def see(self, *words: str) -> bool:
        now = self.words[self.at]
        return now.kind in ("sign", "name") and now.text in words

    def take(self, *words: str) -> bool:
        if self.see(*words):
            self.at += 1
            return True
        return False

    def need(self, word: str) -> None:
        if not self.take(word):
            raise Bukan

    def kind(self) -> str:
        return self.words[self.at].kind

    def whole(self) -> Any:
        tree = self.expression()
        if self.kind() == "line":
            self.at += 1
        if self.kind() != "end":
            raise Bukan
        _hitung([(tree, 1)], 0)
        return tree

    def script(self) -> list[Any]:
        steps = []
        while self.kind() != "end":
            steps += self.statement()
            if self.kind() == "end":
                break
            ended = self.take(";")
            if self.kind() == "line":
                self.at += 1
            elif not ended:
                raise Bukan
        parts = 0
        for step in steps:
            if step[0] != "hapus-lagi":
                parts += 1
            parts = _hitung([(part, 2) for part in step[2:] if part is not None], parts)
        if parts > PARTS:
            raise Bukan
        return [step for step in steps if step[0] != "pass"]

    def statement(self) -> list[Any]:
        if self.take("pass"):
            return [("pass", "")]
        if self.take("del"):
            steps = [("hapus", self.target())]
            while self.take(","):
                if self.kind() != "name":
                    break
                steps.append(("hapus-lagi", self.target()))
            return steps
        name, key = self.target(), None
        if self.take("["):
            key = self.expression()
            self.need("]")
        for sign in ("+", "-", "*", "/", "//", "%", "**"):
            if key is None and self.take(f"{sign}="):
                return [("tambah", name, (sign, ("lama", name), self.expression()))]
        self.need("=")
        return [("isi", name, self.expression(), key)]

    def target(self) -> str:
        if self.kind() != "name":
            raise Bukan
        name = self.name()
        if name in RESERVED:
            raise Bukan
        return name

    def name(self) -> str:
        name = self.words[self.at].text
        if name in WORDS or name[0] == "_" or "__" in name or len(name) > 100:
            raise Bukan
        self.at += 1
        return name

    def expression(self) -> Any:
        value = self.either()
        if self.take("if"):
            test = self.either()
            self.need("else")
            return ("jika", test, value, self.expression())
        return value

    def either(self) -> Any:
        return self._chain("or", self.both)

    def both(self) -> Any:
        return self._chain("and", self.negation)

    def _chain(self, word: str, part: Callable[[], Any]) -> Any:
        parts = [part()]
        while self.take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else (word, *parts)

    def negation(self) -> Any:
        return ("not", self.negation()) if self.take("not") else self.comparison()

    def comparison(self) -> Any:
        first, rest = self.sum(), []
        while True:
            sign = self.words[self.at].text if self.kind() == "sign" else ""
            if sign in COMPARED:
                self.at += 1
            elif self.take("in"):
                sign = "in"
            elif self.see("not") and self.words[self.at + 1].text == "in":
                self.at, sign = self.at + 2, "not in"
            elif self.take("is"):
                sign = "is not" if self.take("not") else "is"
            else:
                return ("banding", first, *rest) if rest else first
            right = self.sum()
            if sign.startswith("is") and right != ("tetap", None):
                raise Bukan
            rest.append((sign, right))

    def sum(self) -> Any:
        return self._left(("+", "-"), self.product)

    def product(self) -> Any:
        return self._left(("*", "/", "//", "%"), self.signed)

    def _left(self, signs: tuple[str, ...], part: Callable[[], Any]) -> Any:
        tree = part()
        while self.kind() == "sign" and self.see(*signs):
            sign = self.words[self.at].text
            self.at += 1
            tree = (sign, tree, part())
        return tree

    def signed(self) -> Any:
        for sign in ("-", "+"):
            if self.kind() == "sign" and self.take(sign):
                return ("tanda", sign, self.signed())
        base = self.part()
        return ("**", base, self.signed()) if self.kind() == "sign" and self.take("**") else base

    def part(self) -> Any:
        tree = self.atom()
        while self.kind() == "sign" and self.take("["):
            tree = ("ambil", tree, self.expression())
            self.need("]")
        return tree

    def atom(self) -> Any:
        kind, word = self.words[self.at].kind, self.words[self.at].text
        if kind == "number":
            self.at += 1
            return ("tetap", terbatas(tetapan(word), Bukan))
        if kind == "text":
            self.at += 1
            return ("tetap", word[1:-1])
        if kind == "name":
            return self._named(word)
        if kind == "sign" and self.take("("):
            return self._brackets()
        if kind == "sign" and self.take("["):
            return ("daftar", *self._until("]"))
        if kind == "sign" and self.take("{"):
            return self._dict()
        raise Bukan

    def _named(self, word: str) -> Any:
        if word in ("True", "False", "None"):
            self.at += 1
            return ("tetap", {"True": True, "False": False, "None": None}[word])
        if word in FUNCTIONS:
            self.at += 1
            self.need("(")
            given = self._until(")")
            least, most = FUNCTIONS[word]
            if not least <= len(given) <= most:
                raise Bukan
            return ("panggil", word, *given)
        name = self.name()
        if self.kind() == "sign" and self.see("("):
            raise Bukan
        return ("nama", name)

    def _brackets(self) -> Any:
        if self.take(")"):
            return ("daftar",)
        first = self.expression()
        if self.take(")"):
            return first
        self.need(",")
        return ("daftar", first, *self._until(")"))

    def _until(self, close: str) -> list[Any]:
        parts: list[Any] = []
        while not self.take(close):
            parts.append(self.expression())
            if not self.see(close):
                self.need(",")
        return parts

    def _dict(self) -> Any:
        pairs: list[Any] = []
        while not self.take("}"):
            key = self.expression()
            if key[0] != "tetap" or type(key[1]) is not str:
                raise Bukan
            self.need(":")
            pairs.append((key[1], self.expression()))
            if not self.see("}"):
                self.need(",")
        return ("kamus", *pairs)


def _hitung(todo: list[tuple[Any, int]], parts: int) -> int:
    """Count parts and depth; the name on the left of `+=` and the keys of a dict are no parts."""
    while todo:
        tree, depth = todo.pop()
        if tree[0] == "lama":
            continue
        kind = tree[0]
        if kind == "banding":
            children = [tree[1], *(right for _, right in tree[2:])]
        elif kind == "kamus":
            children = [value for _, value in tree[1:]]
        elif kind in ("panggil", "tanda"):
            children = list(tree[2:])
        else:
            children = [] if kind in ("tetap", "nama") else list(tree[1:])
        added = tree[0] in ("+", "-", "*", "/", "//", "%", "**") and tree[1][0] == "lama"
        if not added:
            parts += 1
            if depth > DEPTH or parts > PARTS:
                raise Bukan
        todo += [(child, depth if added else depth + 1) for child in children]
    return parts
