"""From text to closures: the list of what the diagram language allows. Everything not listed is refused by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

from workflows import bounded
from workflows.bounded import Value
from workflows.errors import NotSafe
from workflows.functions import FUNCTIONS

Run: TypeAlias = Callable[[dict[str, Value]], Value]

MAX_NODES = 400
MAX_DEPTH = 25
MAX_BRACKETS = 50  # in each other, also those that only group
UNITS = 4  # of workflows.meter, for each part
# Names a script may not set: functions, what the engine gives, and a key that serializers take for their own.
RESERVED = frozenset(FUNCTIONS) | {"sekarang", "dmninputexpr", "typename"}

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}\Z")
# What may stand in a text, letter by letter: less than Python reads (no 0x1f, 1_000, r"a", 'a' 'b', triple quotes).
_TOKENS = re.compile(
    r"""(?:[ \t\n]+|\#[^\n]*
    |[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.])
    |(?:"[^"\n]*+"|'[^'\n]*+')(?!(?:[ \t\n]+|\#[^\n]*)*+["'])
    |[A-Za-z_][A-Za-z0-9_]*+(?!["'])
    |\*\*=?|//=?|[-+*/%<>=!]=?|[()\[\]{},:;])*+""",
    re.VERBOSE,
)
_GLUED = re.compile(r"(?<![A-Za-z0-9_])[0-9][0-9.]*[A-Za-z_]")
_QUIET = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*")  # texts and comments
_BRACKETS = re.compile(_QUIET.pattern + r"|[()\[\]{}]")
_OPERATORS: dict[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: bounded.add,
    ast.Sub: bounded.subtract,
    ast.Mult: bounded.multiply,
    ast.Div: bounded.divide,
    ast.FloorDiv: bounded.floor,
    ast.Mod: bounded.modulo,
    ast.Pow: bounded.power,
}
_UNARY: dict[type[ast.unaryop], Callable[[Value], Value]] = {
    ast.Not: lambda a: not a,
    ast.USub: bounded.negative,
    ast.UAdd: bounded.positive,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: bounded.equal,
    ast.NotEq: lambda a, b: not bounded.equal(a, b),
    ast.Lt: bounded.less,
    ast.LtE: bounded.less_equal,
    ast.Gt: bounded.greater,
    ast.GtE: bounded.greater_equal,
    ast.In: bounded.within,
    ast.NotIn: lambda a, b: not bounded.within(a, b),
    ast.Is: lambda a, b: a is b,
    ast.IsNot: lambda a, b: a is not b,
}
_REFUSED: dict[type[ast.AST], str] = {
    ast.Attribute: "Titik (atribut)",
    ast.Lambda: "lambda",
    ast.ListComp: "Perulangan di dalam daftar",
    ast.SetComp: "Perulangan di dalam himpunan",
    ast.DictComp: "Perulangan di dalam kamus",
    ast.GeneratorExp: "Perulangan",
    ast.JoinedStr: "f-string",
    ast.NamedExpr: "Penugasan di dalam ekspresi (:=)",
    ast.Starred: "Tanda bintang (*)",
    ast.Slice: "Potongan [a:b]",
    ast.Set: "Himpunan {a, b}",
    ast.MatMult: "Operasi @",
    ast.BitAnd: "Operasi &",
    ast.BitOr: "Operasi |",
    ast.BitXor: "Operasi ^",
    ast.LShift: "Operasi <<",
    ast.RShift: "Operasi >>",
    ast.Invert: "Operasi ~",
    ast.Expr: "Pernyataan tanpa penugasan",
    ast.If: "Pernyataan if (pakai “a if syarat else b”)",
    ast.For: "Perulangan for",
    ast.While: "Perulangan while",
    ast.FunctionDef: "Fungsi buatan sendiri (def)",
    ast.ClassDef: "Kelas (class)",
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.With: "with",
    ast.Try: "try",
    ast.Raise: "raise",
    ast.Assert: "assert",
    ast.Global: "global",
    ast.Return: "return",
    ast.Assign: "Penugasan berantai (a = b = c)",
    ast.AugAssign: "Penugasan seperti ini",
    ast.AnnAssign: "Penugasan dengan tipe",
}


class Malformed(NotSafe, SyntaxError):
    """The text cannot even be read. A SyntaxError too: by that SpiffWorkflow tells the cells `91` and `>= 91` apart."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.msg = message  # what str() of a SyntaxError shows


@dataclass(frozen=True)
class Statement:
    """`name = value`, `name[key] = value`, or `del name` (no value); `reads` are the names its parts read."""

    name: str
    key: Run | None
    value: Run | None
    reads: frozenset[str]


class Grammar:
    """One text. Call `expression()` or `statements()` once; `reads` then holds the names that were read."""

    def __init__(self, text: str) -> None:
        self.reads: set[str] = set()
        self._text = text
        self._lines = [line.encode() for line in text.split("\n")]
        self._nodes = 0
        self._end = len(_TOKENS.match(text)[0])  # type: ignore[index]  # it always matches something

    @property
    def units(self) -> int:
        """What it costs to run every part once, in units of workflows.meter."""
        return self._nodes * UNITS

    def expression(self) -> Run:
        """The closure of the whole text as one expression."""
        tree = self._parse("eval")
        assert isinstance(tree, ast.Expression)
        self._check_brackets(tree.body)
        run = self._run(tree.body, 1)
        self._check_letters()
        return run

    def statements(self) -> Iterator[Statement]:
        """The assignments of the text in order (`pass` is left out)."""
        tree = self._parse("exec")
        assert isinstance(tree, ast.Module)
        for node in tree.body:
            self._count(node, 1)
            before, self.reads = self.reads, set()
            yield from self._statement(node)
            self.reads |= before
        self._check_letters()

    def _parse(self, mode: str) -> ast.AST:
        deep = 0
        for mark in _BRACKETS.findall(self._text):
            deep += (mark in "([{") - (mark in ")]}") if len(mark) == 1 else 0
            if deep > MAX_BRACKETS:
                raise NotSafe(f"Ekspresi terlalu rumit: kurung bertingkat lebih dari {MAX_BRACKETS}.")
        if self._end < len(self._text) and _GLUED.search(self._text):  # Python would read `1if` with a warning
            raise self._odd_letters()
        try:
            return ast.parse(self._text, mode=mode)
        except SyntaxError as error:
            where = f" (baris {error.lineno}, huruf ke-{error.offset})" if error.lineno else ""
            raise Malformed(f"Tulisan “{self._text[:60]}” tidak dapat dibaca{where}.") from None
        except (ValueError, RecursionError, MemoryError):
            raise NotSafe("Ekspresi terlalu rumit.") from None

    def _check_letters(self) -> None:
        """After the walk, which has the better words for what it refuses."""
        if self._end < len(self._text):
            raise self._odd_letters()

    def _odd_letters(self) -> Malformed:
        return Malformed(f"Tulisan “{self._text[self._end : self._end + 20]}” tidak dapat dibaca.")

    def _count(self, node: ast.AST, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise NotSafe(f"Ekspresi terlalu rumit: lebih dari {MAX_NODES} bagian.")
        if depth > MAX_DEPTH:
            raise NotSafe(f"Ekspresi terlalu rumit: kurung bertingkat lebih dari {MAX_DEPTH}.")

    def _refuse(self, node: ast.AST, part: ast.AST | None = None) -> NotSafe:
        what = _REFUSED.get(type(part or node), type(part or node).__name__)
        return NotSafe(f"{what} tidak diizinkan: “{self._source(node)[:60]}”.")

    def _source(self, node: ast.AST) -> str:
        line, last = getattr(node, "lineno", 1) - 1, getattr(node, "end_lineno", 1) - 1
        start, end = getattr(node, "col_offset", 0), getattr(node, "end_col_offset", 0)
        if line == last:
            return self._lines[line][start:end].decode(errors="replace")
        lines = [self._lines[line][start:], *self._lines[line + 1 : last], self._lines[last][:end]]
        return b"\n".join(lines).decode(errors="replace")

    def _check_brackets(self, node: ast.expr) -> None:
        """A tuple of Python's stands in its own brackets: `(1), (2)` and `1, 2` are two values, not a list."""
        if not isinstance(node, ast.Tuple):
            return
        whole = _QUIET.sub("0", self._source(node))
        depth = 0
        for place, char in enumerate(whole):
            depth += (char in "([{") - (char in ")]}")
            if not depth and place < len(whole) - 1:
                raise NotSafe(f"Daftar harus dalam kurung: “{self._source(node)[:60]}”.")

    def _statement(self, node: ast.stmt) -> Iterator[Statement]:
        if isinstance(node, ast.Pass):
            return
        if self._source(node).startswith("(") or isinstance(node, ast.Delete) and "(" in self._source(node):
            raise NotSafe(f"Hanya nama yang dapat diisi, bukan “{self._source(node)[:60]}”.")
        if isinstance(node, ast.Delete):
            for target in node.targets:
                yield Statement(self._target(target), None, None, frozenset())
            return
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._check_brackets(node.value)
            target, value = node.targets[0], self._run(node.value, 2)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self._check_brackets(node.value)
            target, value = node.target, self._binary(node, node.op, self._name(node.target), self._run(node.value, 2))
        else:
            raise self._refuse(node)
        key = None
        if isinstance(target, ast.Subscript):
            self._name_of(target.value)
            self._check_brackets(target.slice)
            key = self._run(target.slice, 2)
            target = target.value
            self.reads.add(self._source(target))
        yield Statement(self._target(target), key, value, frozenset(self.reads))

    def _target(self, node: ast.expr) -> str:
        name = self._name_of(node)
        if name in RESERVED:
            raise NotSafe(f"Nama “{name}” dipakai mesin dan tidak boleh diisi.")
        return name

    def _name_of(self, node: ast.expr) -> str:
        """A plain ASCII name, written as it is read: look-alike letters that Python would fold are refused."""
        if not isinstance(node, ast.Name):
            if type(node) in _REFUSED:
                raise self._refuse(node)
            raise NotSafe(f"Hanya nama yang dapat diisi, bukan “{self._source(node)[:60]}”.")
        if not _NAME.match(node.id) or "__" in node.id or self._source(node) != node.id:
            raise NotSafe(f"Nama “{self._source(node)[:60]}” tidak diizinkan.")
        return node.id

    def _run(self, node: ast.expr, depth: int) -> Run:
        self._count(node, depth)
        rule = _RULES.get(type(node))
        if rule is None:
            raise self._refuse(node)
        return rule(self, node, depth + 1)

    def _constant(self, node: ast.Constant, depth: int) -> Run:
        value: Any = node.value
        if type(value) is float:
            value = self._decimal(node)
        if type(value) not in (int, str, bool, type(None), Decimal):
            raise NotSafe(f"Nilai “{self._source(node)[:60]}” tidak diizinkan.")
        value = bounded.clean(value)
        return lambda env: value

    def _decimal(self, node: ast.Constant) -> Decimal:
        """As written, not as a binary float has it."""
        try:
            return Decimal(self._source(node).replace("_", ""))
        except InvalidOperation:
            raise NotSafe(f"Bilangan “{self._source(node)[:60]}” terlalu besar.") from None

    def _name(self, node: ast.Name, depth: int = 0) -> Run:
        name = self._name_of(node)
        if name in FUNCTIONS:
            raise NotSafe(f"“{name}” adalah fungsi; tulis {name}(…).")
        self.reads.add(name)

        def run(env: dict[str, Value]) -> Value:
            try:
                return env[name]
            except KeyError:
                raise NotSafe(f"Data “{name}” belum ada.") from None

        return run

    def _bool(self, node: ast.BoolOp, depth: int) -> Run:
        runs, stop = [self._run(value, depth) for value in node.values], isinstance(node.op, ast.Or)

        def run(env: dict[str, Value]) -> Value:
            value: Value = None
            for part in runs:
                value = part(env)
                if bool(value) is stop:
                    break
            return value

        return run

    def _unary(self, node: ast.UnaryOp, depth: int) -> Run:
        operate = _UNARY.get(type(node.op))
        if operate is None:
            raise self._refuse(node, node.op)
        part = self._run(node.operand, depth)
        return lambda env: operate(part(env))

    def _binop(self, node: ast.BinOp, depth: int) -> Run:
        return self._binary(node, node.op, self._run(node.left, depth), self._run(node.right, depth))

    def _binary(self, node: ast.AST, op: ast.operator, left: Run, right: Run) -> Run:
        operate = _OPERATORS.get(type(op))
        if operate is None:
            raise self._refuse(node, op)
        return lambda env: operate(left(env), right(env))

    def _compare(self, node: ast.Compare, depth: int) -> Run:
        first = self._run(node.left, depth)
        rest: list[tuple[Callable[[Value, Value], bool], Run]] = []
        for op, part in zip(node.ops, node.comparators, strict=True):
            rest.append((_COMPARE[type(op)], self._run(part, depth)))
            if isinstance(op, ast.Is | ast.IsNot) and not (isinstance(part, ast.Constant) and part.value is None):
                raise NotSafe(f"“is” hanya untuk “is None”: “{self._source(node)[:60]}”.")

        def run(env: dict[str, Value]) -> bool:
            left = first(env)
            for compare, part in rest:
                right = part(env)
                if not compare(left, right):
                    return False
                left = right
            return True

        return run

    def _choice(self, node: ast.IfExp, depth: int) -> Run:
        test, yes, no = self._run(node.test, depth), self._run(node.body, depth), self._run(node.orelse, depth)
        return lambda env: yes(env) if test(env) else no(env)

    def _list(self, node: ast.List | ast.Tuple, depth: int) -> Run:
        parts = [self._run(part, depth) for part in node.elts]
        return lambda env: [part(env) for part in parts]

    def _dict(self, node: ast.Dict, depth: int) -> Run:
        pairs: list[tuple[str, Run]] = []
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or type(key.value) is not str:
                raise NotSafe("Kunci kamus harus teks dalam tanda kutip.")
            pairs.append((key.value, self._run(value, depth)))
        return lambda env: {key: part(env) for key, part in pairs}

    def _subscript(self, node: ast.Subscript, depth: int) -> Run:
        self._check_brackets(node.slice)
        box, key = self._run(node.value, depth), self._run(node.slice, depth)
        return lambda env: bounded.index(box(env), key(env))

    def _call(self, node: ast.Call, depth: int) -> Run:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        function = FUNCTIONS.get(name)
        if function is None or not self._source(node).startswith(name) or self._source(node.func) != name:
            raise NotSafe(f"Pemanggilan “{self._source(node)[:60]}” tidak diizinkan: hanya fungsi dalam daftar.")
        if node.keywords:
            raise NotSafe(f"Argumen bernama tidak diizinkan: “{self._source(node)[:60]}”.")
        if not function.least <= len(node.args) <= function.most:
            raise NotSafe(f"Jumlah nilai untuk {name}(…) tidak sesuai.")
        parts, call = [self._run(part, depth) for part in node.args], function.call
        return lambda env: call(*[part(env) for part in parts])


_RULES: dict[type[ast.expr], Callable[[Grammar, Any, int], Run]] = {
    ast.Constant: Grammar._constant,
    ast.Name: Grammar._name,
    ast.BoolOp: Grammar._bool,
    ast.UnaryOp: Grammar._unary,
    ast.BinOp: Grammar._binop,
    ast.Compare: Grammar._compare,
    ast.IfExp: Grammar._choice,
    ast.List: Grammar._list,
    ast.Tuple: Grammar._list,
    ast.Dict: Grammar._dict,
    ast.Subscript: Grammar._subscript,
    ast.Call: Grammar._call,
}
