"""The database counts open tasks by party, process, step, lane and day of the deadline: triggers of wf_task."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_KUNCI = "owner, process, step, lane, due_day, slot"
_DARI = "owner, process, step, lane, due_at, status, kind"
_LAMA, _BARU = (f"{baris}.status = 'open' AND {baris}.kind = 'user'" for baris in ("OLD", "NEW"))
_HARI_SQLITE = "coalesce(date({}.due_at, '+8 hours'), '9999-12-31')"
_HARI_POSTGRES = "coalesce(timezone(interval '8 hours', {}.due_at)::date, date '9999-12-31')"


def upgrade() -> None:
    op.create_table(
        "wf_task_count",
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("process", sa.String(64), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        sa.Column("lane", sa.String(64), nullable=False),
        sa.Column("due_day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*_KUNCI.split(", ")),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": "70"},
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for pernyataan in _pemicu_sqlite() if sqlite else _pemicu_postgres():
        op.execute(pernyataan)
    # After the triggers: on PostgreSQL whoever writes waits for this migration from then on, so nobody is missed.
    hari = (_HARI_SQLITE if sqlite else _HARI_POSTGRES).format("wf_task")
    op.execute(
        f"INSERT INTO wf_task_count ({_KUNCI}, n) SELECT owner, process, step, lane, {hari}, 0, count(*) FROM wf_task "
        f"WHERE status = 'open' AND kind = 'user' GROUP BY owner, process, step, lane, {hari}"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for nama in ("opened", "left", "came", "gone"):
            op.execute(f"DROP TRIGGER wf_task_{nama}")
    else:
        op.execute("DROP FUNCTION wf_task_counted() CASCADE")
    op.drop_table("wf_task_count")


def _pemicu_sqlite() -> list[str]:
    tambah = (
        f"INSERT INTO wf_task_count ({_KUNCI}, n) VALUES (NEW.owner, NEW.process, NEW.step, NEW.lane, "
        f"{_HARI_SQLITE.format('NEW')}, 0, 1) ON CONFLICT ({_KUNCI}) DO UPDATE SET n = n + 1;"
    )
    sama = "owner = OLD.owner AND process = OLD.process AND step = OLD.step AND lane = OLD.lane"
    sama += f" AND due_day = {_HARI_SQLITE.format('OLD')} AND slot = 0"
    kurang = f"UPDATE wf_task_count SET n = n - 1 WHERE {sama}; DELETE FROM wf_task_count WHERE {sama} AND n = 0;"
    bagian = (
        ("opened", "INSERT", _BARU, tambah),
        ("left", f"UPDATE OF {_DARI}", _LAMA, kurang),
        ("came", f"UPDATE OF {_DARI}", _BARU, tambah),
        ("gone", "DELETE", _LAMA, kurang),
    )
    return [
        f"CREATE TRIGGER wf_task_{n} AFTER {apa} ON wf_task WHEN {bila} BEGIN {isi} END" for n, apa, bila, isi in bagian
    ]


def _pemicu_postgres() -> list[str]:
    fungsi = (
        "CREATE FUNCTION wf_task_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' AND {_LAMA} THEN {_ubah('OLD', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' AND {_BARU} THEN {_ubah('NEW', 1)} END IF; "
        "RETURN NULL; END $$"
    )
    bagian = (
        ("opened", "INSERT", _BARU),
        ("changed", f"UPDATE OF {_DARI}", f"({_LAMA}) OR ({_BARU})"),
        ("gone", "DELETE", _LAMA),
    )
    return [fungsi] + [
        f"CREATE TRIGGER wf_task_{n} AFTER {apa} ON wf_task FOR EACH ROW WHEN ({bila}) EXECUTE FUNCTION wf_task_counted()"
        for n, apa, bila in bagian
    ]


def _ubah(baris: str, banyak: int) -> str:
    hari = _HARI_POSTGRES.format(baris)
    return (
        f"INSERT INTO wf_task_count AS c ({_KUNCI}, n) VALUES ({baris}.owner, {baris}.process, {baris}.step, {baris}.lane, "
        f"{hari}, pg_backend_pid(), {banyak}) ON CONFLICT ({_KUNCI}) DO UPDATE SET n = c.n + {banyak};"
    )
