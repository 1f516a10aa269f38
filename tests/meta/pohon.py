"""The project's own files, and what the checks on them have in common."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

AKAR = Path(__file__).parents[2]
BUATAN = {
    ".git", ".venv", ".setup", "node_modules", "dist", "instance", "__pycache__", "test-results",
    ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache",
}  # fmt: skip
"""Folders that set-up and tools make; .gitignore has them too."""


@cache
def berkas(*akhiran: str) -> tuple[Path, ...]:
    """All files of the project with one of these suffixes (none: all), without what is made."""
    return tuple(sorted(p for p in _jalan(AKAR) if not akhiran or p.suffix in akhiran))


@cache
def python(*folder: str) -> tuple[Path, ...]:
    """All Python files below these folders (none: the whole project)."""
    return tuple(p for p in berkas(".py") if not folder or nama(p).startswith(tuple(f"{f}/" for f in folder)))


def nama(path: Path) -> str:
    """Relative to the project, with slashes."""
    return path.relative_to(AKAR).as_posix()


def pohon(path: Path) -> ast.Module:
    """Its syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def panggilan(path: Path) -> Iterator[tuple[str, int]]:
    """Every call in a file: dotted name as written, line."""
    for node in ast.walk(pohon(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def impor(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, also inside functions: dotted name, line."""
    for node in ast.walk(pohon(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", node.lineno


def _jalan(folder: Path) -> Iterator[Path]:
    for p in folder.iterdir():
        if p.name in BUATAN or p.is_symlink():
            continue
        if p.is_dir():
            yield from _jalan(p)
        else:
            yield p
