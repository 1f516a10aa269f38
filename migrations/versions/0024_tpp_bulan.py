"""The TPP of a verified month, kept with its trace; computed anew it is another row."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tpp_bulan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sebab", sa.String(length=20), nullable=False),
        sa.Column("rekap_id", sa.Integer(), nullable=True),
        sa.Column("masukan", sa.Text(), nullable=False),
        sa.Column("tarif", sa.BigInteger(), nullable=False),
        sa.Column("potongan", _desimal(), nullable=False),
        sa.Column("dipotong", sa.BigInteger(), nullable=False),
        sa.Column("produktivitas", sa.BigInteger(), nullable=False),
        sa.Column("disiplin", sa.BigInteger(), nullable=False),
        sa.Column("dibayar", sa.BigInteger(), nullable=False),
        sa.Column("jejak", sa.Text(), nullable=False),
        sa.Column("sidik_sebelum", sa.String(length=64), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("dihitung_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dihitung_pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sebab IN ('verifikasi', 'kehadiran', 'hitung_ulang')", name="ck_tpp_bulan_sebab"),
        sa.ForeignKeyConstraint(["dihitung_oleh_id"], ["pegawai.id"]),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"]),
        sa.ForeignKeyConstraint(["realisasi_id"], ["realisasi.id"]),
        sa.ForeignKeyConstraint(["rekap_id"], ["rekap_absensi.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("realisasi_id", "versi", name="uq_tpp_bulan_versi"),
        sa.UniqueConstraint("sidik"),
    )
    op.create_index("ix_tpp_bulan_pegawai", "tpp_bulan", ["pegawai_id", "tahun", "bulan"], unique=False)
    _hanya_tambah("tpp_bulan")


def downgrade() -> None:
    op.drop_table("tpp_bulan")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION tpp_bulan_tolak()")


def _desimal() -> sa.types.TypeEngine:
    return sa.String(7) if op.get_bind().dialect.name == "sqlite" else sa.Numeric(5, 2)


def _hanya_tambah(tabel: str) -> None:
    """The database itself refuses to change or remove a row of `tabel`."""
    if op.get_bind().dialect.name == "sqlite":
        for kata in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {tabel}_tolak_{kata.lower()} BEFORE {kata} ON {tabel} "
                f"BEGIN SELECT RAISE(ABORT, '{tabel} hanya dapat ditambah'); END"
            )
        # INSERT OR REPLACE would remove the old row without asking the triggers above.
        op.execute(
            f"CREATE TRIGGER {tabel}_tolak_ganti BEFORE INSERT ON {tabel} "
            f"WHEN EXISTS (SELECT 1 FROM {tabel} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{tabel} hanya dapat ditambah'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {tabel}_tolak() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{tabel} hanya dapat ditambah'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {tabel}_tolak BEFORE UPDATE OR DELETE ON {tabel} FOR EACH ROW EXECUTE FUNCTION {tabel}_tolak()"
    )
