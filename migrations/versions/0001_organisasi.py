"""Perangkat daerah, jabatan, pegawai, penempatan, rantai penilai."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gelombang",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kode"),
    )
    op.create_table(
        "hari_libur",
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("tanggal"),
    )
    op.create_table(
        "jabatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("jenis", sa.String(length=20), nullable=False),
        sa.Column("eselon", sa.String(length=5), nullable=True),
        sa.Column("kelas", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nama", "jenis", name="uq_jabatan_nama"),
    )
    op.create_table(
        "opd",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("punya_mesin", sa.Boolean(), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kode"),
    )
    op.create_table(
        "pegawai",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("jenis", sa.String(length=15), nullable=False),
        sa.Column("golongan", sa.String(length=6), nullable=True),
        sa.Column("gelombang_id", sa.Integer(), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["gelombang_id"],
            ["gelombang.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nip"),
    )
    op.create_index("ix_pegawai_gelombang", "pegawai", ["gelombang_id"], unique=False)
    op.create_index("ix_pegawai_nama", "pegawai", ["nama"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("induk_id", sa.Integer(), nullable=True),
        sa.Column("nama", sa.String(length=160), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["induk_id"],
            ["unit.id"],
        ),
        sa.ForeignKeyConstraint(
            ["opd_id"],
            ["opd.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unit_opd", "unit", ["opd_id"], unique=False)
    op.create_table(
        "penempatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("nomor_sk", sa.String(length=80), nullable=True),
        sa.CheckConstraint("sampai IS NULL OR sampai >= sejak", name="ck_penempatan_masa"),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_penempatan_pegawai", "penempatan", ["pegawai_id", "sejak"], unique=False)
    op.create_index("ix_penempatan_unit", "penempatan", ["unit_id"], unique=False)
    op.create_table(
        "pengganti",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digantikan_id", sa.Integer(), nullable=False),
        sa.Column("pengganti_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=3), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=False),
        sa.Column("nomor_surat", sa.String(length=80), nullable=False),
        sa.CheckConstraint("pengganti_id <> digantikan_id", name="ck_pengganti_orang"),
        sa.CheckConstraint("sampai >= sejak", name="ck_pengganti_masa"),
        sa.ForeignKeyConstraint(
            ["digantikan_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pengganti_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_pengganti_pengganti", "pengganti", ["pengganti_id", "sejak"], unique=False)
    op.create_table(
        "rantai",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("penilai_id", sa.Integer(), nullable=False),
        sa.Column("atasan_id", sa.Integer(), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.Column("pengecualian", sa.String(length=200), nullable=True),
        sa.CheckConstraint("sampai IS NULL OR sampai >= sejak", name="ck_rantai_masa"),
        sa.ForeignKeyConstraint(
            ["atasan_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["penilai_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rantai_atasan", "rantai", ["atasan_id"], unique=False)
    op.create_index("ix_rantai_pegawai", "rantai", ["pegawai_id", "sejak"], unique=False)
    op.create_index("ix_rantai_penilai", "rantai", ["penilai_id"], unique=False)
    op.create_table(
        "verifikatur",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("sampai", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opd_id"],
            ["opd.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_verifikatur_opd", "verifikatur", ["opd_id"], unique=False)
    op.create_index("ix_verifikatur_pegawai", "verifikatur", ["pegawai_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_verifikatur_pegawai", table_name="verifikatur")
    op.drop_index("ix_verifikatur_opd", table_name="verifikatur")
    op.drop_table("verifikatur")
    op.drop_index("ix_rantai_penilai", table_name="rantai")
    op.drop_index("ix_rantai_pegawai", table_name="rantai")
    op.drop_index("ix_rantai_atasan", table_name="rantai")
    op.drop_table("rantai")
    op.drop_index("ix_pengganti_pengganti", table_name="pengganti")
    op.drop_table("pengganti")
    op.drop_index("ix_penempatan_unit", table_name="penempatan")
    op.drop_index("ix_penempatan_pegawai", table_name="penempatan")
    op.drop_table("penempatan")
    op.drop_index("ix_unit_opd", table_name="unit")
    op.drop_table("unit")
    op.drop_index("ix_pegawai_nama", table_name="pegawai")
    op.drop_index("ix_pegawai_gelombang", table_name="pegawai")
    op.drop_table("pegawai")
    op.drop_table("opd")
    op.drop_table("jabatan")
    op.drop_table("hari_libur")
    op.drop_table("gelombang")
