"""Signals on their way, processes that start by the clock, and due work found along one index."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wf_wait", sa.Column("signal", sa.String(length=128)))
    op.create_index("ix_wf_wait_signal", "wf_wait", ["signal"])
    op.drop_index("ix_wf_wait_due", "wf_wait")
    op.create_index("ix_wf_wait_due", "wf_wait", ["due_at", "instance_id"])
    op.create_table(
        "wf_signal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("element", sa.String(length=128), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.String(length=32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wf_signal_instance", "wf_signal", ["instance_id"])
    op.create_table(
        "wf_schedule",
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(length=128), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("retry_at", sa.DateTime(timezone=True)),
        sa.Column("incident", sa.Text()),
        sa.Column("last_at", sa.DateTime(timezone=True)),
        sa.Column("last_instance", sa.String(length=32)),
        sa.PrimaryKeyConstraint("process"),
    )
    op.create_index("ix_wf_schedule_due", "wf_schedule", ["next_at"])


def downgrade() -> None:
    op.drop_table("wf_schedule")
    op.drop_table("wf_signal")
    op.drop_index("ix_wf_wait_due", "wf_wait")
    op.create_index("ix_wf_wait_due", "wf_wait", ["due_at"])
    op.drop_index("ix_wf_wait_signal", "wf_wait")
    op.drop_column("wf_wait", "signal")
