"""Instances are listed by when they began."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_wf_instance_started", "wf_instance", ["started_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_wf_instance_started", table_name="wf_instance")
