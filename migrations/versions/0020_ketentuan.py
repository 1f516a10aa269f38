"""Parameters decided under four eyes: proposals, the sets decided for ever, simulations of what a proposal would do."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "usulan_ketentuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tabel", sa.String(length=60), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("nilai", sa.Text(), nullable=False),
        sa.Column("acuan", sa.String(length=100), nullable=True),
        sa.Column("dasar", sa.String(length=300), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("revisi", sa.Integer(), nullable=False),
        sa.Column("penyusun", sa.Text(), nullable=False),
        sa.Column("dibuat_oleh_id", sa.Integer(), nullable=False),
        sa.Column("dibuat_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diubah_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("diajukan_oleh_id", sa.Integer(), nullable=True),
        sa.Column("diajukan_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ditinjau_oleh_id", sa.Integer(), nullable=True),
        sa.Column("ditinjau_pada", sa.DateTime(timezone=True), nullable=True),
        sa.Column("catatan_tinjauan", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draf', 'diajukan', 'dikembalikan', 'disetujui', 'dibuang')", name="ck_usulan_ketentuan_status"
        ),
        sa.ForeignKeyConstraint(
            ["diajukan_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dibuat_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ditinjau_oleh_id"],
            ["pegawai.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_usulan_ketentuan_tabel", "usulan_ketentuan", ["tabel", "id"], unique=False)
    op.create_index(
        "uq_usulan_ketentuan_terbuka",
        "usulan_ketentuan",
        ["tabel"],
        unique=True,
        sqlite_where=sa.text("status IN ('draf', 'diajukan', 'dikembalikan')"),
        postgresql_where=sa.text("status IN ('draf', 'diajukan', 'dikembalikan')"),
    )
    op.create_table(
        "ketentuan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tabel", sa.String(length=60), nullable=False),
        sa.Column("sejak", sa.Date(), nullable=False),
        sa.Column("nilai", sa.Text(), nullable=False),
        sa.Column("dasar", sa.String(length=300), nullable=False),
        sa.Column("sidik_sebelum", sa.String(length=64), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("usulan_id", sa.Integer(), nullable=False),
        sa.Column("diusulkan_oleh_id", sa.Integer(), nullable=False),
        sa.Column("disetujui_oleh_id", sa.Integer(), nullable=False),
        sa.Column("disetujui_pada", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["disetujui_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["diusulkan_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["usulan_id"],
            ["usulan_ketentuan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sidik"),
        sa.UniqueConstraint("usulan_id"),
    )
    op.create_index("ix_ketentuan_tabel", "ketentuan", ["tabel", "sejak", "id"], unique=False)
    op.create_table(
        "simulasi_ketentuan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usulan_id", sa.Integer(), nullable=False),
        sa.Column("revisi", sa.Integer(), nullable=False),
        sa.Column("masa", sa.String(length=7), nullable=False),
        sa.Column("satuan", sa.String(length=12), nullable=False),
        sa.Column("nilai", sa.Text(), nullable=False),
        sa.Column("himpunan", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("posisi", sa.Integer(), nullable=False),
        sa.Column("selesai", sa.Integer(), nullable=False),
        sa.Column("jumlah", sa.Integer(), nullable=False),
        sa.Column("galat", sa.String(length=500), nullable=True),
        sa.Column("diminta_oleh_id", sa.Integer(), nullable=False),
        sa.Column("diminta_pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selesai_pada", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('menunggu', 'berjalan', 'siap', 'gagal')", name="ck_simulasi_ketentuan_status"),
        sa.ForeignKeyConstraint(
            ["diminta_oleh_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["usulan_id"],
            ["usulan_ketentuan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("uq_simulasi_ketentuan", "simulasi_ketentuan", ["usulan_id", "revisi", "masa"], unique=True)
    op.create_table(
        "hasil_simulasi",
        sa.Column("simulasi_id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("opd_id", sa.Integer(), nullable=False),
        sa.Column("sebelum", sa.BigInteger(), nullable=True),
        sa.Column("sesudah", sa.BigInteger(), nullable=True),
        sa.Column("selisih", sa.BigInteger(), nullable=True),
        sa.Column("sebab", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["opd_id"],
            ["opd.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
        ),
        sa.ForeignKeyConstraint(
            ["simulasi_id"],
            ["simulasi_ketentuan.id"],
        ),
        sa.PrimaryKeyConstraint("simulasi_id", "pegawai_id"),
    )
    op.create_index("ix_hasil_simulasi_opd", "hasil_simulasi", ["simulasi_id", "opd_id", "selisih"], unique=False)
    op.create_index(
        "ix_hasil_simulasi_selisih", "hasil_simulasi", ["simulasi_id", "selisih", "pegawai_id"], unique=False
    )
    _hanya_tambah("ketentuan")


def downgrade() -> None:
    for tabel in ("hasil_simulasi", "simulasi_ketentuan", "ketentuan", "usulan_ketentuan"):
        op.drop_table(tabel)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ketentuan_tolak()")


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
        f"CREATE TRIGGER {tabel}_tolak_truncate BEFORE TRUNCATE ON {tabel} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {tabel}_tolak()"
    )
