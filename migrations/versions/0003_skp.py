"""SKP, monthly realisation, appeal, evidence and attendance recap."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tarikan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.String(length=7), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("mulai", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lama_ms", sa.Integer(), nullable=False),
        sa.Column("lengkap", sa.Boolean(), nullable=False),
        sa.Column("baru", sa.Integer(), nullable=False),
        sa.Column("berubah", sa.Integer(), nullable=False),
        sa.Column("sama", sa.Integer(), nullable=False),
        sa.Column("ditolak", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("temuan", sa.Text(), nullable=False),
        sa.Column("galat", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opd_id"],
            ["opd.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_tarikan_opd", "tarikan", ["opd_id", "bulan"], unique=False)
    op.create_table(
        "rekap_absensi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.String(length=7), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("tarikan_id", sa.Integer(), nullable=False),
        sa.Column("hari_kerja", sa.Integer(), nullable=False),
        sa.Column("hadir", sa.Integer(), nullable=False),
        sa.Column("apel", sa.Integer(), nullable=False),
        sa.Column("apel_wajib", sa.Integer(), nullable=False),
        sa.Column("upacara", sa.Integer(), nullable=False),
        sa.Column("upacara_wajib", sa.Integer(), nullable=False),
        sa.Column("kejadian", sa.Text(), nullable=False),
        sa.Column("tk", sa.Integer(), nullable=False),
        sa.Column("izin", sa.Integer(), nullable=False),
        sa.Column("cuti", sa.Integer(), nullable=False),
        sa.Column("dl", sa.Integer(), nullable=False),
        sa.Column("menit_kerja", sa.Integer(), nullable=False),
        sa.Column("ditutup_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["tarikan_id"],
            ["tarikan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pegawai_id", "bulan", "versi", name="uq_rekap_versi"),
    )
    op.create_table(
        "skp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=30), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("mulai", sa.Date(), nullable=False),
        sa.Column("selesai", sa.Date(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("penilai_id", sa.Integer(), nullable=True),
        sa.Column("atasan_banding_id", sa.Integer(), nullable=True),
        sa.Column("pengecualian_pihak", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("penolakan_bkd", sa.Integer(), nullable=False),
        sa.Column("instans_id", sa.String(length=32), nullable=True),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditetapkan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditetapkan_karena", sa.String(length=30), nullable=True),
        sa.CheckConstraint("selesai >= mulai", name="ck_skp_masa"),
        sa.ForeignKeyConstraint(
            ["atasan_banding_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
        ),
        sa.ForeignKeyConstraint(
            ["opd_id"],
            ["opd.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["penilai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instans_id"),
        sa.UniqueConstraint("nomor"),
        sa.UniqueConstraint("pegawai_id", "mulai", name="uq_skp_pegawai_mulai"),
    )
    op.create_index("ix_skp_atasan", "skp", ["atasan_banding_id"], unique=False)
    op.create_index("ix_skp_opd", "skp", ["opd_id", "tahun"], unique=False)
    op.create_index("ix_skp_penilai", "skp", ["penilai_id"], unique=False)
    op.create_index("ix_skp_tahun_status", "skp", ["tahun", "status"], unique=False)
    op.create_table(
        "catatan_skp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("kegiatan_id", sa.Integer(), nullable=True),
        sa.Column("keputusan", sa.String(length=20), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
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
    op.create_index("ix_catatan_skp", "catatan_skp", ["skp_id", "versi"], unique=False)
    op.create_table(
        "kegiatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("uraian", sa.String(length=500), nullable=False),
        sa.Column("ak", _desimal(12, 3), nullable=True),
        sa.Column("kuantitas", _desimal(14, 2), nullable=False),
        sa.Column("satuan", sa.String(length=40), nullable=False),
        sa.Column("kualitas", _desimal(5, 2), nullable=False),
        sa.Column("waktu", sa.Integer(), nullable=False),
        sa.Column("biaya", _desimal(18, 0), nullable=True),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_kegiatan_skp", "kegiatan", ["skp_id", "urutan"], unique=False)
    op.create_table(
        "realisasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomor", sa.String(length=30), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("instans_id", sa.String(length=32), nullable=True),
        sa.Column("verifikatur_id", sa.Integer(), nullable=True),
        sa.Column("ditinjau_oleh_id", sa.Integer(), nullable=True),
        sa.Column("catatan_penilai", sa.Text(), nullable=True),
        sa.Column("catatan_verifikatur", sa.Text(), nullable=True),
        sa.Column("penolakan_bkd", sa.Integer(), nullable=False),
        sa.Column("pakai_target", sa.Boolean(), nullable=False),
        sa.Column("nilai", _desimal(7, 2), nullable=True),
        sa.Column("predikat", sa.String(length=20), nullable=True),
        sa.Column("jejak", sa.Text(), nullable=True),
        sa.Column("profil", sa.String(length=20), nullable=True),
        sa.Column("dihitung_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dibuka_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terlambat", sa.Boolean(), nullable=False),
        sa.Column("diverifikasi_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rekap_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("bulan BETWEEN 1 AND 12", name="ck_realisasi_bulan"),
        sa.ForeignKeyConstraint(
            ["ditinjau_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["rekap_id"],
            ["rekap_absensi.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.ForeignKeyConstraint(
            ["verifikatur_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instans_id"),
        sa.UniqueConstraint("nomor"),
        sa.UniqueConstraint("skp_id", "bulan", name="uq_realisasi_bulan"),
    )
    op.create_index("ix_realisasi_periode", "realisasi", ["tahun", "bulan", "status"], unique=False)
    op.create_table(
        "skp_versi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("skp_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["skp_id"],
            ["skp.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("skp_id", "versi", name="uq_skp_versi"),
    )
    op.create_table(
        "banding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keputusan", sa.String(length=10), nullable=True),
        sa.Column("alasan_keputusan", sa.Text(), nullable=True),
        sa.Column("diputus_oleh_id", sa.Integer(), nullable=True),
        sa.Column("diputus_pada", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["diputus_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("realisasi_id"),
    )
    op.create_table(
        "bukti",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("kegiatan_id", sa.Integer(), nullable=True),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("jenis", sa.String(length=80), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("oleh_id", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["kegiatan_id"],
            ["kegiatan.id"],
        ),
        sa.ForeignKeyConstraint(
            ["oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bukti_realisasi", "bukti", ["realisasi_id"], unique=False)
    op.create_table(
        "kegiatan_bulan",
        sa.Column("kegiatan_id", sa.Integer(), nullable=False),
        sa.Column("bulan", sa.Integer(), nullable=False),
        sa.Column("kuantitas", _desimal(14, 2), nullable=False),
        sa.Column("kualitas", _desimal(5, 2), nullable=False),
        sa.Column("waktu", _desimal(6, 2), nullable=False),
        sa.Column("biaya", _desimal(18, 0), nullable=True),
        sa.Column("ak", _desimal(12, 3), nullable=True),
        sa.CheckConstraint("bulan BETWEEN 1 AND 12", name="ck_kegiatan_bulan"),
        sa.ForeignKeyConstraint(
            ["kegiatan_id"],
            ["kegiatan.id"],
        ),
        sa.PrimaryKeyConstraint("kegiatan_id", "bulan"),
    )
    op.create_table(
        "nilai_baris",
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("kegiatan_id", sa.Integer(), nullable=False),
        sa.Column("sisi", sa.String(length=8), nullable=False),
        sa.Column("kuantitas", _desimal(14, 2), nullable=False),
        sa.Column("kualitas", _desimal(5, 2), nullable=False),
        sa.Column("waktu", _desimal(6, 2), nullable=False),
        sa.Column("biaya", _desimal(18, 0), nullable=True),
        sa.Column("ak", _desimal(12, 3), nullable=True),
        sa.Column("catatan", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["kegiatan_id"],
            ["kegiatan.id"],
        ),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
        ),
        sa.PrimaryKeyConstraint("realisasi_id", "kegiatan_id", "sisi"),
    )


def downgrade() -> None:
    op.drop_table("nilai_baris")
    op.drop_table("kegiatan_bulan")
    op.drop_index("ix_bukti_realisasi", table_name="bukti")
    op.drop_table("bukti")
    op.drop_table("banding")
    op.drop_table("skp_versi")
    op.drop_index("ix_realisasi_periode", table_name="realisasi")
    op.drop_table("realisasi")
    op.drop_index("ix_kegiatan_skp", table_name="kegiatan")
    op.drop_table("kegiatan")
    op.drop_index("ix_catatan_skp", table_name="catatan_skp")
    op.drop_table("catatan_skp")
    op.drop_index("ix_skp_tahun_status", table_name="skp")
    op.drop_index("ix_skp_penilai", table_name="skp")
    op.drop_index("ix_skp_opd", table_name="skp")
    op.drop_index("ix_skp_atasan", table_name="skp")
    op.drop_table("skp")
    op.drop_table("rekap_absensi")
    op.drop_index("ix_tarikan_opd", table_name="tarikan")
    op.drop_table("tarikan")


def _desimal(presisi: int, skala: int) -> sa.types.TypeEngine:
    """An exact decimal: text on SQLite, which has none."""
    return sa.String(presisi + 2).with_variant(sa.Numeric(presisi, skala), "postgresql")
