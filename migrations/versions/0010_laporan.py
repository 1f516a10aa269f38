"""Reports made by jobs; filters kept under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "laporan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=30), nullable=False),
        sa.Column("judul", sa.String(length=200), nullable=False),
        sa.Column("argumen", sa.Text(), nullable=False),
        sa.Column("diminta_oleh_id", sa.Integer(), nullable=False),
        sa.Column("diminta_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("berkas", sa.String(length=120), nullable=True),
        sa.Column("nama_berkas", sa.String(length=120), nullable=True),
        sa.Column("ukuran", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("galat", sa.String(length=500), nullable=True),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kedaluwarsa_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('menunggu', 'berjalan', 'siap', 'gagal')", name="ck_laporan_status"),
        sa.ForeignKeyConstraint(
            ["diminta_oleh_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_laporan_peminta", "laporan", ["diminta_oleh_id", "id"], unique=False)
    op.create_table(
        "saringan_tersimpan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("layar", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=60), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pegawai_id", "layar", "nama", name="uq_saringan_nama"),
    )


def downgrade() -> None:
    op.drop_table("saringan_tersimpan")
    op.drop_table("laporan")
