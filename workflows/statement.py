"""A statement that is worded once for each kind of database and then only sent.

SQLAlchemy looks a statement up, asks each value for its converter and prepares for rows to come, every time; that costs
five times what SQLite needs to write the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Insert, TextClause
from sqlalchemy.engine import Dialect

Given = Mapping[str, Any]


class Statement:
    """An INSERT of whole rows, a text, or an UPDATE, DELETE or SELECT whose values are all named parameters.

    `send` takes the names of the columns (INSERT) or of the parameters; more names than that do no harm. What a SELECT
    answers comes as the driver gives it.
    """

    def __init__(self, core: Any) -> None:
        self._core = core
        self._worded: dict[str, _Worded] = {}

    def send(self, connection: Connection, given: Given | Sequence[Given]) -> CursorResult[Any]:
        """Execute it with these values, or once with each of several; as SQLAlchemy would: same events, same errors."""
        worded = self._worded.get(connection.dialect.name) or self._word(connection.dialect)
        if isinstance(given, Mapping):
            return connection.exec_driver_sql(worded.text, worded.values(given))
        return connection.exec_driver_sql(worded.text, [worded.values(one) for one in given])

    def _word(self, dialect: Dialect) -> _Worded:
        worded = self._worded[dialect.name] = _Worded(self._core, dialect)
        return worded


class _Worded:
    """The text in one database's words, and how its values are handed over."""

    def __init__(self, core: Any, dialect: Dialect) -> None:
        columns = list(core.table.c.keys()) if isinstance(core, Insert) else None
        compiled = core.compile(dialect=dialect, column_keys=columns)
        self.text = compiled.string
        self._by_place = bool(compiled.positional)
        self._names = tuple(compiled.positiontup if self._by_place else compiled.binds)
        self._converters = [
            (place, convert)
            for place, name in enumerate(self._names)
            if (convert := _converter(core, compiled.binds[name].type, dialect)) is not None
        ]

    def values(self, given: Given) -> Any:
        """As the driver takes them: by place or by name."""
        values = [given[name] for name in self._names]
        for place, convert in self._converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values) if self._by_place else dict(zip(self._names, values, strict=True))


def _converter(core: Any, kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(core, TextClause):  # its values have no types: the driver takes them as they are
        return None
    return kind.dialect_impl(dialect).bind_processor(dialect)  # type: ignore[no-any-return]
