"""What time it is, in one place: aware UTC for storing, WITA for showing and for every deadline.

The demo and the tests live through other months with `with waktu.pada(saat): ...`; product code only ever calls
`sekarang()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")

_dipaksa: ContextVar[datetime | None] = ContextVar("waktu_dipaksa", default=None)


def sekarang() -> datetime:
    """The present moment, aware, UTC."""
    return _dipaksa.get() or datetime.now(UTC)


def hari_ini() -> date:
    """The present calendar day in WITA, which is what the law's days are counted in."""
    return sekarang().astimezone(WITA).date()


@contextmanager
def pada(saat: datetime) -> Iterator[None]:
    """Let everything inside happen at `saat` (aware)."""
    if saat.tzinfo is None:
        raise ValueError("saat harus memiliki zona waktu")
    token = _dipaksa.set(saat.astimezone(UTC))
    try:
        yield
    finally:
        _dipaksa.reset(token)
