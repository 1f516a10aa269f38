"""No binary fraction can arise near scores or money: not written, not called for, not divided out, not stored.

tests/meta/test_berkas.py refuses literals and float(); here stands how one could come about unseen.
"""

import ast
from pathlib import Path

import sqlalchemy as sa

from portal.extensions import db
from tests.meta.pohon import impor, nama, panggilan, pohon, python

FOLDER = tuple(f"portal/{f}" for f in ("rules", "hitung", "actions", "models", "forms", "queries", "reports"))
LAIN = ("portal/bahan_nilai.py", "portal/grafik.py")
"""Files outside these folders that handle scores."""
MODUL = {"math", "cmath", "statistics", "random", "numpy", "array", "struct"}
PANGGILAN = {"float", "complex", "round", "fsum", "math.fsum", "statistics.mean"}
BOLEH_IMPOR = {"portal/rules/eksak.py": {"math"}}
"""For `gcd`, which is exact; that nothing else comes from there is a test of its own."""
BOLEH_PANGGIL = {"portal/models/tipe.py": {"round"}}
"""`round` of a Decimal to the column's scale."""

DIBAGI = {
    "portal/queries/penilaian_tahunan.py": {"isi[0] * 60", "isi[1] * 40"},
    "portal/reports/f2.py": {"sum(ada, Fraction(0))"}, "portal/reports/f4.py": {"nilai * bobot"},
    "portal/reports/kinerja.py": {"sum(semua, Fraction(0))"}, "portal/reports/pp30.py": {"nilai * bobot"},
    "portal/rules/angka_kredit.py": {"koefisien * persen", "koefisien * persen / 100 * lama"},
    "portal/rules/bagi.py": {"total"},
    "portal/rules/hukuman.py": {"tpp * (100 - berat.persen)"},
    "portal/rules/nilai_tahunan.py": {
        "sum(nilai, Fraction(0))", "_jumlah(satu.bulan, 'kualitas')", "target * _jumlah(satu.bulan, 'waktu')",
    },
    "portal/rules/perilaku_bulanan.py": {
        "hadir", "hari / norma_hari + jam / norma_jam", "semua - kecewa", "hari", "jam",
    },
    "portal/rules/pp30.py": {
        "sum(isi.values(), Fraction(0))", "sum((satu.eksak for satu in nilai), Fraction(0))", "satu.eksak + dua",
        "hasil",
    },
    "portal/rules/pp46.py": {"semua"},
    "portal/rules/tahun_2021.py": {
        "sum((baca(n) for n in nilai.values()), Fraction(0))", "sum((baca(n) for n in persen.values()), Fraction(0))",
        "sum(nilai, Fraction(0))", "sum(sikap.values(), Fraction(0))",
    },
    "portal/rules/tpp.py": {"uang * baca(tarif[ruang])"},
}  # fmt: skip
"""What is divided, by file: each read and found to be a Fraction or a Decimal. A new division is added here by who has
made sure of the same; two ints would make a binary fraction.
"""


def _semua() -> tuple[Path, ...]:
    return (*python(*FOLDER), *(p for p in python("portal") if nama(p) in LAIN))


def _dibagi(p) -> set[str]:
    """The left side of every `/` that does not join a path."""
    hasil = set()
    for node in ast.walk(pohon(p)):
        kiri, kanan = getattr(node, "left", getattr(node, "target", None)), getattr(node, "right", None)
        bagi = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        jalan = isinstance(kanan, ast.JoinedStr) or (isinstance(kanan, ast.Constant) and isinstance(kanan.value, str))
        if bagi and not jalan and "/ '" not in ast.unparse(node):
            hasil.add(ast.unparse(kiri))
    return hasil


def test_only_exact_numbers_are_divided():
    ada = {nama(p): _dibagi(p) for p in _semua() if _dibagi(p)}
    assert ada == DIBAGI


def test_nothing_is_raised_to_a_power_below_nought():
    hasil = []
    for p in _semua():
        for node in ast.walk(pohon(p)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and isinstance(node.right, ast.UnaryOp):
                hasil.append(f"{nama(p)}:{node.lineno}: {ast.unparse(node)}")
    assert not hasil, "\n".join(hasil)


def test_nothing_is_imported_or_called_that_works_with_binary_fractions():
    hasil = [
        f"{nama(p)}:{n}: {modul}"
        for p in _semua()
        for modul, n in impor(p)
        if modul.split(".")[0] in MODUL - BOLEH_IMPOR.get(nama(p), set())
    ]
    hasil += [
        f"{nama(p)}:{baris}: {apa}"
        for p in _semua()
        for apa, baris in panggilan(p)
        if apa in PANGGILAN - BOLEH_PANGGIL.get(nama(p), set())
    ]
    assert not hasil, "\n".join(hasil)


def test_of_the_modules_that_know_binary_fractions_only_what_is_exact_is_imported():
    semua = [n for p in _semua() if nama(p) in BOLEH_IMPOR for n in ast.walk(pohon(p))]
    assert {a.name for n in semua if isinstance(n, ast.ImportFrom) and n.module in MODUL for a in n.names} == {"gcd"}
    assert not [a.name for n in semua if isinstance(n, ast.Import) for a in n.names if a.name in MODUL]


def test_no_column_stores_one(portal_uji):
    hasil = [
        f"{tabel.name}.{kolom.name}"
        for tabel in db.metadata.tables.values()
        for kolom in tabel.columns
        if isinstance(kolom.type, sa.Float | sa.REAL | sa.Double)
        or (isinstance(kolom.type, sa.Numeric) and not kolom.type.asdecimal)
    ]
    assert not hasil, hasil


def test_the_check_sees_a_division_a_path_is_not(tmp_path):
    berkas = tmp_path / "contoh.py"
    berkas.write_text("a = 1 / 3\nb = folder / 'nama'\nc = folder / 'x' / f'{a}'\nd /= 2\n", encoding="utf-8")
    assert _dibagi(berkas) == {"1", "d"}
