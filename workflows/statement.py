"""A statement that is worded once for each kind of database and then only sent.

SQLAlchemy looks a statement up, asks each value for its converter and prepares for rows to come, every time; that costs
five times what SQLite needs to write the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Insert
from sqlalchemy.engine import Dialect

Given = Mapping[str, Any]
_Worded = tuple[str, tuple[tuple[str, Callable[[Any], Any] | None], ...]]


class Statement:
    """An INSERT of whole rows, or an UPDATE or DELETE whose values are all named parameters. It returns no rows.

    `send` takes the names of the columns (INSERT) or of the parameters; more names than that do no harm.
    """

    def __init__(self, core: Any) -> None:
        self._core = core
        self._worded: dict[str, _Worded] = {}

    def send(self, connection: Connection, given: Given | Sequence[Given]) -> CursorResult[Any]:
        """Execute it with these values, or once with each of several; as SQLAlchemy would: same events, same errors."""
        words, names = self._worded.get(connection.dialect.name) or self._word(connection.dialect)
        if isinstance(given, Mapping):
            return connection.exec_driver_sql(words, _values(names, given))
        return connection.exec_driver_sql(words, [_values(names, one) for one in given])

    def _word(self, dialect: Dialect) -> _Worded:
        columns = list(self._core.table.c.keys()) if isinstance(self._core, Insert) else None
        compiled = self._core.compile(dialect=dialect, column_keys=columns)
        converters = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
        }
        if not compiled.positional:
            raise TypeError(f"{dialect.name} takes values by name, not by place")
        worded = self._worded[dialect.name] = (
            compiled.string,
            tuple((name, converters[name]) for name in compiled.positiontup),
        )
        return worded


def _values(names: Any, given: Given) -> tuple[Any, ...]:
    return tuple(
        given[name] if convert is None or given[name] is None else convert(given[name]) for name, convert in names
    )
