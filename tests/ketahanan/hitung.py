"""Counting what a block sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Hitungan:
    """Statements (BEGIN left out) and commits since the block began."""

    pernyataan: list[str] = field(default_factory=list)
    commit: int = 0


@contextmanager
def terhitung(engine: Engine) -> Iterator[Hitungan]:
    """Count while the block lasts."""
    hitungan = Hitungan()

    def sebelum(_conn: Any, _cursor: Any, teks: str, *_lain: Any) -> None:
        if not teks.startswith("BEGIN"):
            hitungan.pernyataan.append(teks)

    def selesai(_conn: Any) -> None:
        hitungan.commit += 1

    event.listen(engine, "before_cursor_execute", sebelum)
    event.listen(engine, "commit", selesai)
    try:
        yield hitungan
    finally:
        event.remove(engine, "before_cursor_execute", sebelum)
        event.remove(engine, "commit", selesai)
