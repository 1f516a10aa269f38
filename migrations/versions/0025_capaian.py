"""The capaian of an OPD as a whole and of a quarter, kept for good; which one a year's result was compared with."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABEL = "capaian_organisasi"


def upgrade() -> None:
    op.drop_index("ix_capaian_organisasi", TABEL)
    with op.batch_alter_table(TABEL) as tabel:
        tabel.add_column(sa.Column("opd_id", sa.Integer(), nullable=True))
        tabel.add_column(sa.Column("triwulan", sa.Integer(), nullable=False, server_default="0"))
        tabel.add_column(sa.Column("alasan", sa.String(length=500), nullable=False, server_default=""))
        tabel.alter_column("unit_id", existing_type=sa.Integer(), nullable=True)
        tabel.create_foreign_key("fk_capaian_opd", "opd", ["opd_id"], ["id"])
        tabel.create_check_constraint("ck_capaian_triwulan", "triwulan BETWEEN 0 AND 4")
    op.execute(f"UPDATE {TABEL} SET opd_id = (SELECT opd_id FROM unit WHERE unit.id = {TABEL}.unit_id)")
    with op.batch_alter_table(TABEL) as tabel:
        tabel.alter_column("opd_id", existing_type=sa.Integer(), nullable=False)
    op.create_index("ix_capaian_organisasi", TABEL, ["tahun", "triwulan", "opd_id", "unit_id", "id"])
    op.add_column("hasil_penilaian", sa.Column("capaian_id", sa.Integer(), nullable=True))
    _hanya_tambah()


def downgrade() -> None:
    _lepas()
    op.drop_column("hasil_penilaian", "capaian_id")
    op.drop_index("ix_capaian_organisasi", TABEL)
    op.execute(
        f"DELETE FROM {TABEL} WHERE unit_id IS NULL OR triwulan <> 0"
    )  # the table of before has no place for them
    with op.batch_alter_table(TABEL) as tabel:
        tabel.drop_constraint("ck_capaian_triwulan", type_="check")
        tabel.drop_constraint("fk_capaian_opd", type_="foreignkey")
        tabel.alter_column("unit_id", existing_type=sa.Integer(), nullable=False)
        for kolom in ("alasan", "triwulan", "opd_id"):
            tabel.drop_column(kolom)
    op.create_index("ix_capaian_organisasi", TABEL, ["tahun", "unit_id", "id"])


def _hanya_tambah() -> None:
    """The database itself refuses to change or remove a row."""
    if op.get_bind().dialect.name == "sqlite":
        for kata in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {TABEL}_tolak_{kata.lower()} BEFORE {kata} ON {TABEL} "
                f"BEGIN SELECT RAISE(ABORT, '{TABEL} hanya dapat ditambah'); END"
            )
        # INSERT OR REPLACE would remove the old row without asking the triggers above.
        op.execute(
            f"CREATE TRIGGER {TABEL}_tolak_ganti BEFORE INSERT ON {TABEL} "
            f"WHEN EXISTS (SELECT 1 FROM {TABEL} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{TABEL} hanya dapat ditambah'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {TABEL}_tolak() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{TABEL} hanya dapat ditambah'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {TABEL}_tolak BEFORE UPDATE OR DELETE ON {TABEL} FOR EACH ROW EXECUTE FUNCTION {TABEL}_tolak()"
    )


def _lepas() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for kata in ("update", "delete", "ganti"):
            op.execute(f"DROP TRIGGER {TABEL}_tolak_{kata}")
        return
    op.execute(f"DROP TRIGGER {TABEL}_tolak ON {TABEL}")
    op.execute(f"DROP FUNCTION {TABEL}_tolak()")
