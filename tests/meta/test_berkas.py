"""House rules that a reader cannot check by hand. Each failure lists file, line and what stands there."""

import ast
import re
import sys

import pytest

from tests.meta.pohon import berkas, impor, nama, panggilan, pohon, python

TEKS = (".py", ".html", ".js", ".mjs", ".css", ".sh", ".toml", ".md", ".in", ".txt", ".json", ".xml", ".bpmn", ".dmn",
        ".po", ".ini", ".mako", ".yml", ".yaml", "")  # fmt: skip


def langgar(pola: str, *akhiran: str, kecuali: tuple[str, ...] = ()) -> list[str]:
    """Lines that match, as `file:line: text`."""
    cari, hasil = re.compile(pola), []
    for p in berkas(*akhiran):
        if nama(p).startswith(kecuali):
            continue
        try:
            isi = p.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if cari.search(isi):
            baris = enumerate(isi.splitlines(), 1)
            hasil += [f"{nama(p)}:{n}: {teks.strip()[:120]}" for n, teks in baris if cari.search(teks)]
    return hasil


def test_no_python_file_is_longer_than_400_lines():
    panjang = {nama(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python()}
    assert {p: n for p, n in panjang.items() if n > 400} == {}


def test_no_function_of_the_product_is_longer_than_60_lines():
    hasil = []
    for p in python("portal", "workflows", "integrations"):
        for node in ast.walk(pohon(p)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                hasil.append(f"{nama(p)}:{node.lineno}: {node.name}")
    assert not hasil, "\n".join(hasil)


def test_every_module_says_in_one_sentence_what_it_is_for():
    semua = python("portal", "workflows", "integrations", "migrations")
    hasil = [nama(p) for p in semua if p.stat().st_size and not ast.get_docstring(pohon(p))]
    assert not hasil, "\n".join(hasil)


def test_no_binary_fraction_comes_near_scores_or_money():
    hasil = []
    folder = [f"portal/{f}" for f in ("rules", "hitung", "actions", "models", "forms", "queries", "reports")]
    for p in python(*folder):
        for node in ast.walk(pohon(p)):
            pecahan = isinstance(node, ast.Constant) and isinstance(node.value, float)
            if pecahan or (isinstance(node, ast.Call) and ast.unparse(node.func) == "float"):
                hasil.append(f"{nama(p)}:{node.lineno}: {ast.unparse(node)}")
    assert not hasil, "\n".join(hasil)


BERBAHAYA = {
    "eval": (), "exec": (), "compile": ("workflows/",), "pickle.loads": (), "pickle.load": (), "yaml.load": (),
    "os.system": (), "etree.parse": ("workflows/xml.py", "integrations/xml.py", "integrations/eabsensi/simulator/"),
    "etree.fromstring": ("workflows/xml.py", "integrations/xml.py", "integrations/eabsensi/simulator/"),
}  # fmt: skip
"""Calls that may not occur, and the files where they may."""


def test_no_call_that_runs_text_as_code_or_parses_without_limits():
    hasil = [
        f"{nama(p)}:{baris}: {apa}"
        for p in python("portal", "workflows", "integrations")
        for apa, baris in panggilan(p)
        if apa in BERBAHAYA and not nama(p).startswith(BERBAHAYA[apa] or ("-",))
    ]
    assert not hasil, "\n".join(hasil)


def test_only_the_clock_asks_what_time_it_is():
    boleh = ("portal/waktu.py", "workflows/clock.py", "integrations/eabsensi/simulator/")
    hasil = [
        f"{nama(p)}:{baris}: {apa}"
        for p in python(*(f"portal/{f}" for f in ("rules", "actions", "queries", "views", "models")), "workflows")
        for apa, baris in panggilan(p)
        if apa.endswith(("datetime.now", "date.today", "utcnow")) and not nama(p).startswith(boleh)
    ]
    assert not hasil, "\n".join(hasil)


def test_only_an_action_commits():
    boleh = ("portal/actions/__init__.py", "portal/commands/")
    hasil = [
        f"{nama(p)}:{baris}: {apa}"
        for p in python("portal", "workflows", "integrations")
        for apa, baris in panggilan(p)
        if apa.endswith("session.commit") and not nama(p).startswith(boleh)
    ]
    assert not hasil, "\n".join(hasil)


def test_rules_import_the_standard_library_and_each_other_only():
    boleh = sys.stdlib_module_names | {"portal.rules"}
    hasil = [
        f"{nama(p)}:{baris}: {modul}"
        for p in python("portal/rules")
        for modul, baris in impor(p)
        if modul.split(".")[0] not in boleh and not modul.startswith("portal.rules")
    ]
    assert not hasil, "\n".join(hasil)


def test_the_migrations_do_not_import_the_models():
    hasil = [
        f"{nama(p)}:{baris}: {modul}"
        for p in python("migrations")
        for modul, baris in impor(p)
        if modul.split(".")[0] in ("portal", "workflows", "config", "flask_appbuilder")
    ]
    assert not hasil, "\n".join(hasil)


def test_only_config_reads_the_environment():
    pola = r"os\.environ|os\.getenv|\bgetenv\("
    hasil = langgar(pola, ".py", kecuali=("config.py", "tests/", "benchmarks/"))
    assert not hasil, "\n".join(hasil)


def test_no_address_of_a_package_registry_and_no_path_of_a_machine_is_committed():
    alamat = ("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs")
    pola = "|".join((*alamat, "/ro" + "ot/", "/wo" + "rk/", "/t" + "mp/[a-z]"))
    hasil = langgar(pola, *TEKS)
    assert not hasil, "\n".join(hasil)


def test_nothing_is_left_unfinished():
    pola = r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error"
    hasil = langgar(pola, ".py", ".html", ".js", ".mjs", ".css")
    assert not hasil, "\n".join(hasil)


BUTUH_PROGRAM = "tests/reports/test_libreoffice.py:"
"""The one test that says so and does nothing where a program is missing that is no part of the portal: an office suite.
What it judges is judged everywhere by tests/reports/hitung.py."""


def test_no_test_is_skipped_or_expected_to_fail():
    pola = r"pytest\.(mark\.)?" + r"(skip|xfail)|unittest\.skip|assert " + "True$"
    hasil = [h for h in langgar(pola, ".py") if not h.startswith(BUTUH_PROGRAM)]
    assert not hasil, "\n".join(hasil)


@pytest.mark.parametrize("akhiran", [".py", ".html", ".js", ".css"])
def test_text_files_are_utf_8_with_unix_ends_of_line(akhiran):
    hasil = [nama(p) for p in berkas(akhiran) if b"\r" in p.read_bytes() or not _utf8(p.read_bytes())]
    assert not hasil, "\n".join(hasil)


def _utf8(isi: bytes) -> bool:
    try:
        isi.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
