"""When the worker was last alive."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "denyut",
        sa.Column("nama", sa.String(length=40), nullable=False),
        sa.Column("pada", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nama"),
    )


def downgrade() -> None:
    op.drop_table("denyut")
