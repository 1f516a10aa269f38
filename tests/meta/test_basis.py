"""The tests' own ground: a fresh database is fresh even while somebody still holds the one before."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.basis import Sqlite


@pytest.mark.satu_basis
def test_a_connection_left_over_from_the_test_before_does_not_spoil_the_next(tmp_path: Path) -> None:
    """In place of the old file, SQLite would let both share one index of the WAL: "disk I/O error" in the next test."""
    basis = Sqlite(tmp_path / "data")
    basis.cetak("kosong")
    sisa = basis.segarkan("kosong").connect()
    sisa.execute(text("CREATE TABLE sisa (n INTEGER)"))
    sisa.commit()
    sisa.execute(text("SELECT * FROM sisa")).all()

    with basis.segarkan("kosong").begin() as connection:
        assert not connection.dialect.has_table(connection, "sisa")
        connection.execute(text("CREATE TABLE baru (n INTEGER)"))
    assert sisa.dialect.has_table(sisa, "sisa")
    sisa.close()
    basis.tutup()
