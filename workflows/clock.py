"""The engine's clock, and how a diagram writes a moment: ISO date-time, date or duration.

A caller may give any moment as now (a test, the demo, a worker that catches up); inside an advance every timer follows.
A time without an offset is meant in WITA (Asia/Makassar), as the portal's users read it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
_now: ContextVar[datetime | None] = ContextVar("workflows_now", default=None)
_DURATION = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?"
)


def now() -> datetime:
    """Aware UTC: the moment the caller set, else the machine's."""
    return _now.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime | None) -> Iterator[datetime]:
    """Hold the clock at `moment` (aware, else ValueError) for the calls inside; None means the machine's clock now."""
    if moment is not None and moment.tzinfo is None:
        raise ValueError("waktu tanpa zona")
    moment = (moment or now()).astimezone(UTC)
    token = _now.set(moment)
    try:
        yield moment
    finally:
        _now.reset(token)


def moment(value: object, start: datetime | None = None) -> datetime:
    """Aware UTC moment of an ISO date-time, an ISO date (its first minute in WITA) or a duration from `start`.

    ValueError for anything else.
    """
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return _aware(datetime.combine(value, time()))
    if not isinstance(value, str):
        raise ValueError(f"bukan waktu: {value!r}")
    text = value.strip()
    if text.startswith("P"):
        return after(start or now(), text)
    try:
        return _aware(datetime.fromisoformat(text))
    except ValueError:
        raise ValueError(f"bukan waktu ISO: {text[:40]!r}") from None


def _aware(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=WITA)).astimezone(UTC)


def after(start: datetime, text: str, times: int = 1) -> datetime:
    """Aware UTC moment so many ISO durations after `start`, months and years by the calendar in WITA; ValueError."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"bukan jangka waktu ISO: {text[:40]!r}")
    years, months, weeks, days, hours, minutes, seconds = (times * int(part or 0) for part in match.groups())
    local = start.astimezone(WITA)
    month = local.year * 12 + local.month - 1 + years * 12 + months
    try:
        day = min(local.day, monthrange(month // 12, month % 12 + 1)[1])
        moved = local.replace(year=month // 12, month=month % 12 + 1, day=day)
        return (moved + timedelta(days=days + 7 * weeks, hours=hours, minutes=minutes, seconds=seconds)).astimezone(UTC)
    except (OverflowError, ValueError):
        raise ValueError(f"jangka waktu terlalu panjang: {text[:40]!r}") from None
