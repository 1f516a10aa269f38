"""procrastinate's tables and functions, on PostgreSQL only (docs/adr/0001-pekerjaan.md).

The text is that of the installed version, whose functions carry their own version in their names (portal/queue.py calls
procrastinate_defer_jobs_v1). A new version of procrastinate comes with its own SQL migrations: put them in a migration here.
"""

from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        # Through the driver: SQLAlchemy would take the ':' of casts and assignments for parameters.
        connection.connection.cursor().execute(SchemaManager.get_schema())


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for sql in (_TABEL, _FUNGSI, _TIPE):
        for perintah in connection.scalars(text(sql)).all():
            connection.exec_driver_sql(perintah)


_TABEL = (
    "SELECT format('DROP TABLE %I CASCADE', tablename) FROM pg_tables"
    " WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%'"
)
_FUNGSI = (
    "SELECT format('DROP FUNCTION %s CASCADE', CAST(oid AS regprocedure)) FROM pg_proc"
    " WHERE pronamespace = CAST(current_schema() AS regnamespace) AND proname LIKE 'procrastinate\\_%'"
)
_TIPE = (
    "SELECT format('DROP TYPE IF EXISTS %I CASCADE', typname) FROM pg_type"
    " WHERE typnamespace = CAST(current_schema() AS regnamespace) AND typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c')"
)
