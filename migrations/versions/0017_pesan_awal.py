"""Processes that a message starts, and messages whose start failed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wf_opening",
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(length=128), nullable=False),
        sa.Column("message", sa.String(length=128), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process"),
        sa.UniqueConstraint("message"),
    )
    op.add_column("wf_message", sa.Column("incident", sa.Text()))
    op.add_column("wf_message", sa.Column("retry_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("wf_message", "retry_at")
    op.drop_column("wf_message", "incident")
    op.drop_table("wf_opening")
