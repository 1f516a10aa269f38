"""The rules stay pure: standard library only, no clock, no float, no dynamic code."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

import portal.rules

FOLDER = Path(portal.rules.__file__).parent
BERKAS = sorted(FOLDER.glob("*.py"))
JAM = {"now", "today", "utcnow", "time_ns", "monotonic"}
TERLARANG = {"float", "eval", "exec", "open", "print", "input"}


def _pohon(berkas):
    return list(ast.walk(ast.parse(berkas.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda berkas: berkas.stem)
def test_a_rule_imports_only_the_standard_library_and_other_rules(berkas):
    for simpul in _pohon(berkas):
        nama = []
        if isinstance(simpul, ast.Import):
            nama = [satu.name for satu in simpul.names]
        elif isinstance(simpul, ast.ImportFrom):
            nama = [simpul.module or ""]
        for satu in nama:
            assert satu.split(".")[0] in sys.stdlib_module_names or satu.startswith("portal.rules"), satu


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda berkas: berkas.stem)
def test_a_rule_reads_no_clock_and_computes_with_no_float(berkas):
    for simpul in _pohon(berkas):
        if isinstance(simpul, ast.Attribute):
            assert simpul.attr not in JAM, simpul.attr
        if isinstance(simpul, ast.Constant):
            assert not isinstance(simpul.value, float), simpul.value
        if isinstance(simpul, ast.Call) and isinstance(simpul.func, ast.Name):
            assert simpul.func.id not in TERLARANG, simpul.func.id


@pytest.mark.parametrize("berkas", sorted(FOLDER.glob("*.toml")), ids=lambda berkas: berkas.stem)
def test_a_parameter_is_an_integer_or_text_never_a_binary_fraction(berkas):
    def semua(isi):
        if isinstance(isi, dict | list):
            for satu in isi.values() if isinstance(isi, dict) else isi:
                yield from semua(satu)
        else:
            yield isi

    assert not [satu for satu in semua(tomllib.loads(berkas.read_text(encoding="utf-8"))) if isinstance(satu, float)]
