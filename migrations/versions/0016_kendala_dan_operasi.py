"""Runs of operations over many instances; what stands still is found by indexes that hold nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("argumen", sa.Text(), nullable=False),
        sa.Column("alasan", sa.String(length=500), nullable=False),
        sa.Column("diminta_oleh_id", sa.Integer(), nullable=False),
        sa.Column("diminta_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('berjalan', 'selesai', 'dihentikan')", name="ck_operasi_status"),
        sa.ForeignKeyConstraint(["diminta_oleh_id"], ["pegawai.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_operasi_diminta", "operasi", ["diminta_pada", "id"], unique=False)
    op.create_table(
        "butir_operasi",
        sa.Column("operasi_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("kunci", sa.String(length=60), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("hasil", sa.String(length=10), nullable=False),
        sa.Column("pesan", sa.String(length=500), nullable=True),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("hasil IN ('menunggu', 'berhasil', 'ditolak', 'dilewati')", name="ck_butir_operasi_hasil"),
        sa.ForeignKeyConstraint(["operasi_id"], ["operasi.id"]),
        sa.PrimaryKeyConstraint("operasi_id", "urutan"),
    )
    op.create_index("ix_butir_operasi_hasil", "butir_operasi", ["operasi_id", "hasil", "urutan"], unique=False)
    for nama, tabel, kolom, syarat in INDEKS:
        op.create_index(
            nama, tabel, kolom, unique=False, sqlite_where=sa.text(syarat), postgresql_where=sa.text(syarat)
        )


def downgrade() -> None:
    for nama, tabel, _kolom, _syarat in INDEKS:
        op.drop_index(nama, table_name=tabel)
    op.drop_table("butir_operasi")
    op.drop_table("operasi")


INDEKS = (
    ("ix_wf_instance_failed", "wf_instance", ["retry_at", "id"], "status = 'incident'"),
    (
        "ix_wf_task_parked", "wf_task", ["created_at", "id"],
        "status = 'open' AND kind = 'external' AND note IS NOT NULL",
    ),
)  # fmt: skip
