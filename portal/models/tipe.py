"""Column types that keep a value exact on both databases."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Numeric, String, Text, TypeDecorator


class Waktu(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite has no time zones, so it holds the naive UTC value there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("waktu tanpa zona tidak boleh disimpan")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Desimal(TypeDecorator[Decimal]):
    """An exact decimal. SQLite would turn NUMERIC into a binary float, so it holds text there; never sort or sum it
    in SQL.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, presisi: int = 20, skala: int = 4) -> None:
        super().__init__(presisi, skala)
        self.presisi, self.skala = presisi, skala

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(self.presisi + 2))
        return dialect.type_descriptor(Numeric(self.presisi, self.skala))

    def process_bind_param(self, value: Decimal | int | str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("nilai pecahan biner tidak boleh disimpan")
        exact = Decimal(value)
        if exact != round(exact, self.skala):
            raise ValueError(f"lebih dari {self.skala} angka di belakang koma")
        return str(exact) if dialect.name == "sqlite" else exact

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(value).normalize()
        return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact


class Json(TypeDecorator[Any]):
    """A small JSON value kept as text: same bytes on both databases, key order kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
