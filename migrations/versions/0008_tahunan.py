"""The year's end: assessment, result, behaviour, objection, logbook, papers, extra duties."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "penilaian",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=30), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("profil", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("instans_id", sa.String(length=32), nullable=True),
        sa.Column("dibuka_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dinilai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sidik", sa.String(length=64), nullable=True),
        sa.Column("diterima_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cara_terima", sa.String(length=20), nullable=True),
        sa.Column("batas_tanggapan", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sikap", sa.String(length=20), nullable=True),
        sa.Column("ditanggapi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disahkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disahkan_oleh_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["disahkan_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instans_id"),
        sa.UniqueConstraint("nomor"),
        sa.UniqueConstraint("pegawai_id", "tahun", name="uq_penilaian_tahun"),
    )
    op.create_index("ix_penilaian_skp", "penilaian", ["skp_id"], unique=False)
    op.create_index("ix_penilaian_tahun_status", "penilaian", ["tahun", "status"], unique=False)
    op.create_table(
        "hasil_penilaian",
        sa.Column("penilaian_id", sa.Integer(), nullable=False),
        sa.Column("sisi", sa.String(length=8), nullable=False),
        sa.Column("capaian_skp", _desimal(7, 2), nullable=True),
        sa.Column("nilai_perilaku", _desimal(7, 2), nullable=True),
        sa.Column("nilai", _desimal(7, 2), nullable=True),
        sa.Column("hasil_kerja", sa.String(length=20), nullable=True),
        sa.Column("rating_perilaku", sa.String(length=20), nullable=True),
        sa.Column("predikat", sa.String(length=20), nullable=False),
        sa.Column("jejak", sa.Text(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("rekomendasi", sa.Text(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sisi IN ('penilai', 'putusan')", name="ck_hasil_sisi"),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["penilaian_id"],
            ["penilaian.id"],
        ),
        sa.PrimaryKeyConstraint("penilaian_id", "sisi"),
    )
    op.create_table(
        "nilai_perilaku",
        sa.Column("penilaian_id", sa.Integer(), nullable=False),
        sa.Column("sisi", sa.String(length=8), nullable=False),
        sa.Column("aspek", sa.String(length=40), nullable=False),
        sa.Column("nilai", _desimal(5, 2), nullable=True),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["penilaian_id"],
            ["penilaian.id"],
        ),
        sa.PrimaryKeyConstraint("penilaian_id", "sisi", "aspek"),
    )
    op.create_table(
        "keberatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=30), nullable=False),
        sa.Column("penilaian_id", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batas_tanggapan", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tanggapan", sa.Text(), nullable=True),
        sa.Column("ditanggapi_oleh_id", sa.Integer(), nullable=True),
        sa.Column("ditanggapi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batas_putusan", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keputusan", sa.String(length=10), nullable=True),
        sa.Column("pemeriksaan", sa.Text(), nullable=True),
        sa.Column("alasan_keputusan", sa.Text(), nullable=True),
        sa.Column("diputus_oleh_id", sa.Integer(), nullable=True),
        sa.Column("diputus_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["diputus_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ditanggapi_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["penilaian_id"],
            ["penilaian.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nomor"),
        sa.UniqueConstraint("penilaian_id"),
    )
    op.create_table(
        "lampiran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("penilaian_id", sa.Integer(), nullable=False),
        sa.Column("kegunaan", sa.String(length=20), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("jenis", sa.String(length=80), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["penilaian_id"],
            ["penilaian.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_lampiran_penilaian", "lampiran", ["penilaian_id"], unique=False)
    op.create_table(
        "catatan_perilaku",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("aspek", sa.String(length=40), nullable=True),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dicoret_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dicoret_oleh_id", sa.Integer(), nullable=True),
        sa.Column("dicoret_karena", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["dicoret_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_catatan_perilaku", "catatan_perilaku", ["pegawai_id", "tanggal"], unique=False)
    op.create_table(
        "tugas_tambahan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.String(length=12), nullable=False),
        sa.Column("uraian", sa.String(length=500), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("surat", sa.String(length=120), nullable=False),
        sa.Column("nilai_kreativitas", sa.Integer(), nullable=True),
        sa.Column("diakui", sa.String(length=10), nullable=False),
        sa.Column("catatan", sa.String(length=500), nullable=True),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diakui_oleh_id", sa.Integer(), nullable=True),
        sa.Column("diakui_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["diakui_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_tugas_tambahan_skp", "tugas_tambahan", ["skp_id"], unique=False)


def downgrade() -> None:
    op.drop_table("tugas_tambahan")
    op.drop_table("catatan_perilaku")
    op.drop_table("lampiran")
    op.drop_table("keberatan")
    op.drop_table("nilai_perilaku")
    op.drop_table("hasil_penilaian")
    op.drop_table("penilaian")


def _desimal(presisi: int, skala: int) -> sa.types.TypeEngine:
    """Exact on both: SQLite keeps text, PostgreSQL NUMERIC."""
    return sa.String(presisi + 2).with_variant(sa.Numeric(presisi, skala), "postgresql")
