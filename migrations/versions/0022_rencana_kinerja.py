"""What SKP ask since July 2021: intervened plans, indicators, expectations; the rating of units; feedback of the year."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kegiatan", sa.Column("jenis", sa.String(length=8), nullable=False, server_default="utama"))
    op.add_column("kegiatan", sa.Column("intervensi", sa.String(length=500), nullable=True))
    op.add_column("kegiatan", sa.Column("perspektif", sa.String(length=20), nullable=True))
    op.add_column("kegiatan", sa.Column("indikator", sa.Text(), nullable=True))
    op.add_column("skp", sa.Column("pendekatan", sa.String(length=12), nullable=True))
    op.add_column("skp", sa.Column("ekspektasi", sa.Text(), nullable=True))
    op.add_column("skp", sa.Column("lampiran", sa.Text(), nullable=True))
    op.add_column("hasil_penilaian", sa.Column("umpan_balik", sa.Text(), nullable=True))
    op.add_column("hasil_penilaian", sa.Column("penjelasan_pola", sa.Text(), nullable=True))
    op.create_table(
        "capaian_organisasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("capaian", sa.String(length=20), nullable=False),
        sa.Column("dasar", sa.String(length=300), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["oleh_id"], ["pegawai.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_capaian_organisasi", "capaian_organisasi", ["tahun", "unit_id", "id"])


def downgrade() -> None:
    op.drop_table("capaian_organisasi")
    for tabel, kolom in (
        ("hasil_penilaian", "penjelasan_pola"), ("hasil_penilaian", "umpan_balik"), ("skp", "lampiran"),
        ("skp", "ekspektasi"), ("skp", "pendekatan"), ("kegiatan", "indikator"),
        ("kegiatan", "perspektif"), ("kegiatan", "intervensi"),
        ("kegiatan", "jenis"),
    ):  # fmt: skip
        op.drop_column(tabel, kolom)
