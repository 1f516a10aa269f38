"""Many columns as one value, read in one go.

SQLAlchemy and the driver each describe every column of every answer; for a task with its instance that is a third of
the question's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Column, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from workflows.types import Waktu


class Bundle(FunctionElement[str]):
    """A JSON list of these columns (at most a hundred), as text."""

    type = Text()
    inherit_cache = True


@compiles(Bundle, "postgresql")
def _of_postgresql(element: Bundle, compiler: Any, **options: Any) -> str:
    return f"CAST(json_build_array({compiler.process(element.clauses, **options)}) AS text)"


@compiles(Bundle, "sqlite")
def _of_sqlite(element: Bundle, compiler: Any, **options: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **options)})"


class Unbundled:
    """Reads a bundle of these columns; a moment comes back as `Waktu` reads it."""

    def __init__(self, columns: Iterable[Column[Any]]) -> None:
        self._moments = tuple(place for place, column in enumerate(columns) if isinstance(column.type, Waktu))

    def __call__(self, text: str) -> Sequence[Any]:
        """The values, in the order of the columns."""
        values = orjson.loads(text)
        for place in self._moments:
            if values[place] is not None:
                values[place] = _moment(values[place])
        return values  # type: ignore[no-any-return]


def _moment(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
