"""Hukuman disiplin as decided (append-only), and what attendance says about who must be examined."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hukuman_disiplin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pangkal_id", sa.Integer(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("tindakan", sa.String(length=10), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("peraturan", sa.String(length=40), nullable=False),
        sa.Column("jenis", sa.String(length=30), nullable=False),
        sa.Column("tingkat", sa.String(length=10), nullable=False),
        sa.Column("sebutan", sa.String(length=200), nullable=False),
        sa.Column("dasar", sa.String(length=100), nullable=False),
        sa.Column("potongan", sa.Integer(), nullable=False),
        sa.Column("sk_nomor", sa.String(length=100), nullable=False),
        sa.Column("sk_tanggal", sa.Date(), nullable=False),
        sa.Column("pejabat", sa.String(length=150), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("pasal", sa.String(length=200), nullable=False),
        sa.Column("pelanggaran", sa.Text(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=True),
        sa.Column("dicatat_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dicatat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tindakan IN ('catat', 'betulkan', 'batalkan')", name="ck_hukuman_disiplin_tindakan"),
        sa.CheckConstraint("tingkat IN ('ringan', 'sedang', 'berat')", name="ck_hukuman_disiplin_tingkat"),
        sa.ForeignKeyConstraint(["dicatat_oleh_id"], ["pegawai.id"]),
        sa.ForeignKeyConstraint(["pangkal_id"], ["hukuman_disiplin.id"]),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pangkal_id", "versi", name="uq_hukuman_disiplin_versi"),
    )
    op.create_index("ix_hukuman_disiplin_pegawai", "hukuman_disiplin", ["pegawai_id", "mulai"], unique=False)
    op.create_index("ix_hukuman_disiplin_sk", "hukuman_disiplin", ["sk_tanggal", "id"], unique=False)
    _hanya_tambah("hukuman_disiplin")
    op.create_table(
        "temuan_disiplin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.String(length=7), nullable=False),
        sa.Column("tk", sa.Integer(), nullable=False),
        sa.Column("menit", sa.Integer(), nullable=False),
        sa.Column("hari", sa.Integer(), nullable=False),
        sa.Column("tangga", sa.Integer(), nullable=False),
        sa.Column("hukuman", sa.String(length=100), nullable=True),
        sa.Column("beruntun", sa.String(length=10), nullable=False),
        sa.Column("jejak", sa.Text(), nullable=False),
        sa.Column("dihitung_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opd_id"], ["opd.id"]),
        sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pegawai_id", "tahun", name="uq_temuan_disiplin"),
    )
    op.create_index("ix_temuan_disiplin_hari", "temuan_disiplin", ["tahun", "hari", "pegawai_id"], unique=False)
    op.create_index(
        "ix_temuan_disiplin_tangga", "temuan_disiplin", ["tahun", "tangga", "hari", "pegawai_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("temuan_disiplin")
    op.drop_table("hukuman_disiplin")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION hukuman_disiplin_tolak()")


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
