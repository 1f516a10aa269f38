"""Many instances of one, made by copying its rows: each with task ids of its own, as if each had been started."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, Table, insert, select

from workflows import tables as t

_IDS = re.compile(r"\b[0-9a-f]{32}\b")


def copies(engine: Engine, instance_id: str, many: int, **columns: Any) -> list[str]:
    """Copy an instance with its open tasks and waits; their ids. `columns` replace columns of its waits."""
    with engine.begin() as connection:
        of = {table: _rows(connection, table, instance_id) for table in (t.instance, t.task, t.wait)}
        made = [_one(of) for _ in range(many)]
        for table in of:
            rows = [row for one in made for row in one[table]]
            if table is t.wait:
                rows = [row | columns for row in rows]
            if rows:
                connection.execute(insert(table), rows)
    return [one[t.instance][0]["id"] for one in made]


def _rows(connection: Any, table: Table, instance_id: str) -> list[dict[str, Any]]:
    column = table.c.id if table is t.instance else table.c.instance_id
    return [dict(row._mapping) for row in connection.execute(select(table).where(column == instance_id))]


def _one(of: Mapping[Table, list[dict[str, Any]]]) -> dict[Table, list[dict[str, Any]]]:
    fresh: dict[str, str] = {}
    mark = uuid.uuid4().hex

    def other(found: re.Match[str]) -> str:
        return fresh.setdefault(found[0], uuid.uuid4().hex)

    return {
        table: [
            {
                name: _IDS.sub(other, value) if isinstance(value, str) and name != "sha256" else value
                for name, value in row.items()
            }
            | ({"business_key": f"{row['business_key']}:{mark}"} if "business_key" in row else {})
            for row in rows
        ]
        for table, rows in of.items()
    }
