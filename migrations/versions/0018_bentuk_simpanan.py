"""Instances say in which form they are saved; open tasks that an older node wrote without their words are found."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TANPA_KATA = sa.text("words = ''")


def upgrade() -> None:
    op.add_column("wf_instance", sa.Column("form", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_wf_task_wordless", "wf_task", ["id"], sqlite_where=_TANPA_KATA, postgresql_where=_TANPA_KATA)


def downgrade() -> None:
    op.drop_index("ix_wf_task_wordless", table_name="wf_task")
    op.drop_column("wf_instance", "form")
