"""The benchmarks do not rot: each runs with tiny numbers, in a process of its own as `make bench` runs it."""

import subprocess
import sys

import pytest

from tests.meta.pohon import AKAR, nama, python

KECIL = {
    "engine": "mengukur((1, 2), 1)",
    "pola": "mengukur(3)",
    "kotak": "mengukur((200,), 1)",
    "lewat_http": "mengukur((2,), 1.0)",
    "tenggat": "mengukur(20)",
    "pulih": "mengukur(2, 5, 1.0)",
}
LAINNYA = {"antrean", "ketahanan", "laporan", "nilai", "pemangkasan", "ungkapan"}
"""Those that print a table of their own, or run for as long as one likes; imported only."""
BERSAMA = {"__init__", "__main__", "basis", "diagram", "gambar", "hitung", "peserta", "portal_hidup", "tabel"}
BERSAMA |= {"tetangga"}


def test_every_benchmark_is_tried_here_or_named():
    ada = {p.stem for p in python("benchmarks") if nama(p).count("/") == 1}
    assert ada == KECIL.keys() | LAINNYA | BERSAMA


@pytest.mark.parametrize("modul", sorted(KECIL))
def test_a_benchmark_measures_both_databases(modul):
    hasil = _python(
        f"from benchmarks import {modul}, tabel; [print(tabel._teks(t.baris)) for t in {modul}.{KECIL[modul]}]"
    )
    assert "SQLite FULL" in hasil
    assert "PostgreSQL" in hasil


def test_the_other_benchmarks_can_be_imported():
    _python("; ".join(f"import benchmarks.{modul}" for modul in sorted(LAINNYA)))


def test_a_table_becomes_markdown_with_what_was_not_measured_shown_as_such():
    from dataclasses import asdict

    from benchmarks.tabel import Tabel, markdown

    satu = Tabel("Judul", ("", "ms"), [["kami", 1.234], ["lain", None], ["banyak", 12345]], "Catatan.")
    assert "| kami | 1.23 |\n| lain | - |\n| banyak | 12,345 |" in markdown(asdict(satu))


def _python(kode: str) -> str:
    hasil = subprocess.run(
        [sys.executable, "-c", kode], cwd=AKAR, capture_output=True, text=True, timeout=300, check=False
    )
    assert hasil.returncode == 0, hasil.stderr[-3000:]
    return hasil.stdout
