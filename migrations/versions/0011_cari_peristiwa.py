"""Indexes of the page that searches all audit events: by time, and by who acted or what happened in order of time."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_DIWAKILI = sa.text("atas_nama IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_peristiwa_aktor", table_name="peristiwa")
    op.create_index("ix_peristiwa_aktor", "peristiwa", ["aktor", "pada", "id"])
    op.create_index("ix_peristiwa_jenis", "peristiwa", ["jenis", "pada", "id"])
    op.create_index("ix_peristiwa_pada", "peristiwa", ["pada", "id"])
    op.create_index(
        "ix_peristiwa_atas_nama", "peristiwa", ["atas_nama", "pada", "id"], sqlite_where=_DIWAKILI,
        postgresql_where=_DIWAKILI,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_peristiwa_atas_nama", table_name="peristiwa")
    op.drop_index("ix_peristiwa_pada", table_name="peristiwa")
    op.drop_index("ix_peristiwa_jenis", table_name="peristiwa")
    op.drop_index("ix_peristiwa_aktor", table_name="peristiwa")
    op.create_index("ix_peristiwa_aktor", "peristiwa", ["aktor", "id"])
