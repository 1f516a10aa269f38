"""How much work one evaluation, and all evaluations of one advance together, may do: counted, never timed.

A unit is about a tenth of a microsecond on the machine of docs/benchmarks. Counting gives the same answer on every
machine and at every load, so an instance never fails on a busy day only.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from workflows.errors import NotSafe, StepLimit

WORK = 100_000  # of one evaluation: an expression, a whole script, or a whole decision table
ADVANCE = 10_000_000  # of all evaluations of one advance: about a second
EACH = 50  # of every evaluation, whatever it says

_evaluation: ContextVar[list[int] | None] = ContextVar("workflows_evaluation", default=None)
_advance: ContextVar[list[int] | None] = ContextVar("workflows_advance", default=None)


def spend(units: int) -> None:
    """Pay for work before it is done; NotSafe where the evaluation has no more left."""
    left = _evaluation.get()
    if left is not None:
        left[0] -= units
        if left[0] < 0:
            raise NotSafe("Perhitungan terlalu berat.")


class Evaluation:
    """One evaluation; inside another one it is a part of that. StepLimit where the advance has no more left."""

    __slots__ = ("_left", "_token")

    def __enter__(self) -> None:
        self._token: Any = None
        if _evaluation.get() is None:
            self._left = [WORK - EACH]
            self._token = _evaluation.set(self._left)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if self._token is None:
            return
        _evaluation.reset(self._token)
        advance = _advance.get()
        if advance is not None:
            advance[0] -= WORK - self._left[0]
            if advance[0] < 0:
                raise StepLimit("Terlalu banyak perhitungan dalam satu kali maju.")


class Advance:
    """The evaluations inside are of one advance; `left` is kept by the caller between the parts of it."""

    __slots__ = ("_left", "_token")

    def __init__(self, left: list[int]) -> None:
        self._left = left

    def __enter__(self) -> None:
        self._token = _advance.set(self._left)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        _advance.reset(self._token)
