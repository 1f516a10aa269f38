"""What somebody does for another is found by indexes that hold nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SERAHAN = sa.text("delegated_by IS NOT NULL AND status = 'open'")
_INDEKS = {"ix_wf_task_delegate": ["owner", "instance_id"], "ix_wf_task_delegated": ["delegated_by", "id"]}


def upgrade() -> None:
    for nama, kolom in _INDEKS.items():
        op.create_index(nama, "wf_task", kolom, sqlite_where=_SERAHAN, postgresql_where=_SERAHAN)


def downgrade() -> None:
    for nama in _INDEKS:
        op.drop_index(nama, table_name="wf_task")
