"""Printed official documents, by the digest of what stands on them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cetakan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("perihal", sa.String(length=40), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.String(length=64), nullable=False),
        sa.Column("sah", sa.Boolean(), nullable=False),
        sa.Column("banyak", sa.Integer(), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asli_pada", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form", "perihal", "sidik", name="uq_cetakan_isi"),
    )


def downgrade() -> None:
    op.drop_table("cetakan")
