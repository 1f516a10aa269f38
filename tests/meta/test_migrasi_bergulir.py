"""Migrations only add, so that nodes of the release before go on while newer ones are started beside them.

What takes away or tightens comes a release later, when no old node is left: it is listed in TANPA_YANG_LAMA with the
reason why no node of the release before needs it any more. Migrations up to the first release are not looked at.
"""

import ast
from pathlib import Path

import pytest

from portal import skema

RILIS_PERTAMA = "0012"
MENGAMBIL = {"drop_table", "drop_column", "rename_table", "drop_constraint", "create_unique_constraint"}
"""A unique index or constraint may refuse what an old node still writes."""
SQL = ("DROP TABLE", "DROP COLUMN", "RENAME", "SET NOT NULL", "ALTER COLUMN")
TANPA_YANG_LAMA: dict[str, str] = {
    "0025": "capaian_organisasi was only prepared (0022): no release writes or reads it",
}
BERKAS = sorted(p for p in (skema.MIGRASI / "versions").glob("[0-9]*.py") if p.name[:4] > RILIS_PERTAMA)


def melanggar(teks: str) -> list[str]:
    """What in `upgrade` of this migration an old node could stumble over."""
    naik = next(n for n in ast.parse(teks).body if isinstance(n, ast.FunctionDef) and n.name == "upgrade")
    panggilan = [satu for satu in ast.walk(naik) if isinstance(satu, ast.Call) and isinstance(satu.func, ast.Attribute)]
    baru = {_teks(satu.args[0]) for satu in panggilan if satu.func.attr == "create_table"}
    return [ast.unparse(satu) for satu in panggilan if _melanggar(satu, baru)]


def _teks(simpul: ast.expr) -> object:
    return simpul.value if isinstance(simpul, ast.Constant) else ast.unparse(simpul)


def _melanggar(satu: ast.Call, baru: set[object]) -> bool:
    """`baru`: tables of the same migration, which no old node writes to."""
    nama, isi, kata = ast.unparse(satu.func).rpartition(".")[2], ast.unparse(satu), {k.arg for k in satu.keywords}
    return {
        "create_index": "unique=True" in isi and _teks(satu.args[1]) not in baru,
        "alter_column": bool(kata & {"new_column_name", "type_", "nullable"}),
        "add_column": "nullable=False" in isi and "server_default" not in isi,
        "execute": any(kata in isi.upper() for kata in SQL),
    }.get(nama, nama in MENGAMBIL)


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda p: p.name)
def test_a_migration_only_adds(berkas: Path) -> None:
    if berkas.name[:4] not in TANPA_YANG_LAMA:
        assert melanggar(berkas.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "baris",
    [
        'op.drop_table("skp")',
        'op.drop_column("skp", "nomor")',
        'op.rename_table("skp", "dokumen")',
        'op.alter_column("skp", "nomor", nullable=False)',
        'op.alter_column("skp", "nomor", new_column_name="nomor_skp")',
        'op.add_column("skp", sa.Column("x", sa.Text(), nullable=False))',
        'op.create_index("ux", "skp", ["nomor"], unique=True)',
        'op.execute("ALTER TABLE skp DROP COLUMN nomor")',
    ],
)
def test_the_check_sees_what_takes_away_or_tightens(baris: str) -> None:
    assert len(melanggar(f"def upgrade():\n    {baris}\n")) == 1


def test_the_check_lets_pass_what_adds() -> None:
    tambah = 'op.add_column("a", sa.Column("x", sa.Text(), nullable=False, server_default=""))'
    assert melanggar(f'def upgrade():\n    {tambah}\n    op.create_index("ix", "a", ["x"])\n') == []
    unik = 'op.create_index("ux", "b", ["x"], unique=True)'
    assert melanggar(f'def upgrade():\n    op.create_table("b")\n    {unik}\n') == []
    assert melanggar(f'def upgrade():\n    op.create_table("c")\n    {unik}\n') == [unik.replace('"', "'")]


def test_numbers_of_migrations_sort_as_text_so_that_later_can_be_told_from_earlier() -> None:
    nomor = [p.name[:4] for p in (skema.MIGRASI / "versions").glob("[0-9]*.py")]
    assert all(satu.isdecimal() for satu in nomor)
    assert skema.terbaru() == max(nomor)
    assert [skema.cukup(satu) for satu in (None, "0001", skema.terbaru(), "9999")] == [False, False, True, True]
