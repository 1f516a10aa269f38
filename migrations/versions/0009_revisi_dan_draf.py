"""Revision and closing of an SKP; drafts of diagrams."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revisi_skp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=30), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=True),
        sa.Column("sebab", sa.String(length=20), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("berlaku_bulan", sa.Integer(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("instans_id", sa.String(length=32), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diputuskan_oleh_id", sa.Integer(), nullable=True),
        sa.Column("diputuskan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan", sa.Text(), nullable=True),
        sa.CheckConstraint("berlaku_bulan BETWEEN 1 AND 12", name="ck_revisi_bulan"),
        sa.ForeignKeyConstraint(
            ["diputuskan_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instans_id"),
        sa.UniqueConstraint("nomor"),
    )
    op.create_index("ix_revisi_skp", "revisi_skp", ["skp_id", "id"], unique=False)
    op.create_table(
        "draf_proses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.Column("keputusan", sa.Text(), nullable=False),
        sa.Column("dasar_versi", sa.Integer(), nullable=True),
        sa.Column("revisi", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("dibuat_oleh", sa.String(length=40), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("penyusun", sa.Text(), nullable=False),
        sa.Column("diubah_oleh", sa.String(length=40), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diajukan_oleh", sa.String(length=40), nullable=True),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan_ajuan", sa.Text(), nullable=True),
        sa.Column("ditinjau_oleh", sa.String(length=40), nullable=True),
        sa.Column("ditinjau_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan_tinjauan", sa.Text(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draf', 'diajukan', 'dikembalikan', 'diterbitkan', 'dibuang')", name="ck_draf_proses_status"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_draf_proses_kunci", "draf_proses", ["kunci", "id"], unique=False)
    op.create_index(
        "uq_draf_proses_terbuka",
        "draf_proses",
        ["kunci"],
        unique=True,
        sqlite_where=sa.text("status IN ('draf', 'diajukan', 'dikembalikan')"),
        postgresql_where=sa.text("status IN ('draf', 'diajukan', 'dikembalikan')"),
    )
    op.add_column("kegiatan", sa.Column("dihapus_versi", sa.Integer(), nullable=True))
    op.add_column("skp", sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True))
    op.add_column("skp", sa.Column("ditutup_karena", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_table("draf_proses")
    op.drop_table("revisi_skp")
    op.drop_column("kegiatan", "dihapus_versi")
    op.drop_column("skp", "ditutup_pada")
    op.drop_column("skp", "ditutup_karena")
