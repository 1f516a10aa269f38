"""The inbox by index: what open tasks are filtered and sorted by stands in four indexes of open tasks alone."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_BUKA = sa.text("status = 'open' AND kind = 'user'")
_KOTAK = {
    "ix_wf_task_box_due": ["owner", "due_at", "created_at", "id", "process", "step", "words", "status", "kind"],
    "ix_wf_task_box_received": ["owner", "created_at", "id", "due_at", "process", "step", "words", "status", "kind"],
    "ix_wf_task_box_name": ["owner", "words", "id", "due_at", "created_at", "process", "step", "status", "kind"],
    "ix_wf_task_box_step": ["owner", "step", "process", "due_at", "created_at", "id", "words", "status", "kind"],
    "ix_wf_task_due": ["due_at", "instance_id"],
}
_SEKALI = 5000


def upgrade() -> None:
    op.add_column("wf_task", sa.Column("words", sa.Text(), nullable=False, server_default=""))
    _isi()
    for nama, kolom in _KOTAK.items():
        op.create_index(nama, "wf_task", kolom, sqlite_where=_BUKA, postgresql_where=_BUKA)
    op.drop_index("ix_wf_task_kind", table_name="wf_task")
    op.drop_index("ix_wf_task_owner", table_name="wf_task")
    op.create_index("ix_wf_task_owner", "wf_task", ["owner", "created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_wf_task_owner", table_name="wf_task")
    op.create_index("ix_wf_task_owner", "wf_task", ["owner", "status", "due_at"])
    op.create_index("ix_wf_task_kind", "wf_task", ["kind", "status", "due_at"])
    for nama in _KOTAK:
        op.drop_index(nama, table_name="wf_task")
    op.drop_column("wf_task", "words")


def _isi() -> None:
    """The words of the tasks there are; small letters as Python makes them, since SQLite knows only those of ASCII."""
    tugas = sa.table("wf_task", *(sa.column(nama) for nama in ("id", "title", "name", "business_key", "words")))
    basis, sampai = op.get_bind(), ""
    tulis = sa.update(tugas).where(tugas.c.id == sa.bindparam("satu")).values(words=sa.bindparam("kata"))
    while True:
        baca = sa.select(tugas).where(tugas.c.id > sampai).order_by(tugas.c.id).limit(_SEKALI)
        baris = basis.execute(baca).all()
        if not baris:
            return
        basis.execute(tulis, [{"satu": b.id, "kata": _kata(b.title, b.name, b.business_key)} for b in baris])
        sampai = baris[-1].id


def _kata(*bagian: str) -> str:
    return "\n".join(bagian).lower().encode()[:1900].decode(errors="ignore")
