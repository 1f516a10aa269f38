"""Events (append-only), embedded jobs, drafts, receipts, notices, dated switches."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draf_tugas",
        sa.Column("tugas_id", sa.String(length=32), nullable=False),
        sa.Column("aktor", sa.String(length=40), nullable=False),
        sa.Column("isian", sa.Text(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tugas_id", "aktor"),
    )
    op.create_table(
        "kunci_idempoten",
        sa.Column("aktor", sa.String(length=40), nullable=False),
        sa.Column("kunci", sa.String(length=100), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("jawaban", sa.Text(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("aktor", "kunci"),
    )
    op.create_table(
        "parameter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("nilai", sa.String(length=200), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("dasar", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kunci", "sejak", name="uq_parameter_sejak"),
    )
    op.create_table(
        "pekerjaan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=40), nullable=False),
        sa.Column("argumen", sa.Text(), nullable=False),
        sa.Column("mulai_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("percobaan", sa.Integer(), nullable=False),
        sa.Column("sewa_sampai", sa.DateTime(timezone=True), nullable=True),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("galat", sa.Text(), nullable=True),
        sa.Column("kunci", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kunci"),
    )
    op.create_index("ix_pekerjaan_antre", "pekerjaan", ["selesai_pada", "mulai_pada"], unique=False)
    op.create_table(
        "peristiwa",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("jenis", sa.String(length=60), nullable=False),
        sa.Column("aktor", sa.String(length=40), nullable=False),
        sa.Column("atas_nama", sa.String(length=40), nullable=True),
        sa.Column("instans_id", sa.String(length=32), nullable=True),
        sa.Column("subjek", sa.String(length=30), nullable=True),
        sa.Column("subjek_id", sa.Integer(), nullable=True),
        sa.Column("rincian", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_peristiwa_aktor", "peristiwa", ["aktor", "id"], unique=False)
    op.create_index("ix_peristiwa_instans", "peristiwa", ["instans_id", "id"], unique=False)
    op.create_index("ix_peristiwa_subjek", "peristiwa", ["subjek", "subjek_id", "id"], unique=False)
    op.create_table(
        "tugas_ditunda",
        sa.Column("tugas_id", sa.String(length=32), nullable=False),
        sa.Column("aktor", sa.String(length=40), nullable=False),
        sa.Column("sampai", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tugas_id", "aktor"),
    )
    op.create_table(
        "pemberitahuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("judul", sa.String(length=200), nullable=False),
        sa.Column("tautan", sa.String(length=200), nullable=True),
        sa.Column("kunci", sa.String(length=120), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dibaca_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kunci"),
    )
    op.create_index("ix_pemberitahuan_pegawai", "pemberitahuan", ["pegawai_id", "id"], unique=False)
    _hanya_tambah("peristiwa")


def downgrade() -> None:
    op.drop_index("ix_pemberitahuan_pegawai", table_name="pemberitahuan")
    op.drop_table("pemberitahuan")
    op.drop_table("tugas_ditunda")
    op.drop_index("ix_peristiwa_subjek", table_name="peristiwa")
    op.drop_index("ix_peristiwa_instans", table_name="peristiwa")
    op.drop_index("ix_peristiwa_aktor", table_name="peristiwa")
    op.drop_table("peristiwa")
    op.drop_index("ix_pekerjaan_antre", table_name="pekerjaan")
    op.drop_table("pekerjaan")
    op.drop_table("parameter")
    op.drop_table("kunci_idempoten")
    op.drop_table("draf_tugas")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION peristiwa_tolak()")


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
    op.execute(
        f"CREATE TRIGGER {tabel}_tolak_truncate BEFORE TRUNCATE ON {tabel} FOR EACH STATEMENT EXECUTE FUNCTION {tabel}_tolak()"
    )
