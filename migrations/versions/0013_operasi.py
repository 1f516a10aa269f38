"""Operations on instances: processes on hold, delegated tasks, and instances as they were before another version."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wf_suspension",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "wf_migration",
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("to_version", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("ver", sa.Integer(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "seq"),
    )
    op.add_column("wf_task", sa.Column("delegated_by", sa.String(length=100), nullable=True))


def downgrade() -> None:
    op.drop_column("wf_task", "delegated_by")
    op.drop_table("wf_migration")
    op.drop_table("wf_suspension")
