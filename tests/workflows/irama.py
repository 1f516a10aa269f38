"""Repetitions as the token machine reads them, from ISO 8601 alone: a list of moments, none of the engine's code."""

from __future__ import annotations

from datetime import datetime, timedelta

UNITS = {"W": 604_800, "D": 86_400, "H": 3_600, "M": 60, "S": 1}
PLENTY = 2_000


def moments(text: str, start: datetime) -> list[datetime]:
    """All moments of R<n>/[<first>/]<period>, in order; of an endless one as many as any test plays. Periods of fixed
    length only."""
    head, *middle, period = text.split("/")
    days, _, hours = period[1:].partition("T")
    length, digits = 0, ""
    for sign in days.replace("M", "?") + hours:
        if sign.isdigit():
            digits += sign
        else:
            length, digits = length + int(digits) * UNITS[sign], ""
    count = int(head[1:]) if head[1:] else PLENTY
    first = datetime.fromisoformat(middle[0]) if middle else start + timedelta(seconds=length)
    return [first + timedelta(seconds=length * number) for number in range(count)]
