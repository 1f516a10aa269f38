"""Timers that come again, and boundary events that may happen more than once beside their activity.

A repetition is written as ISO 8601 has it: R3/PT1H (three times, an hour apart, from when the waiting begins), R/P1D
(daily, without end), R5/2026-11-01T08:00:00+08:00/P7D (five times, the first at that moment). Months and years go by
the calendar in WITA, always counted from the first moment: the 31st stays the 31st where a month has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.util.task import TaskState

from workflows import clock
from workflows.elements import Guard, Timer
from workflows.errors import Incident
from workflows.joins import take_latest

SHORTEST = timedelta(minutes=1)
MOST = 9_999
_TEXT = re.compile(r"R([0-9]*)/(?:([^/P][^/]*)/)?(P[^/]+)")
_BESIDE = "samping"  # marks what happened beside its activity: it does not lead to where the activity is left


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Moments a period apart. `number` counts them from `anchor`, which is number 0; `last` is the last of them."""

    anchor: datetime
    period: str
    number: int
    last: int | None

    def due(self) -> datetime:
        """The next moment, aware UTC."""
        return clock.after(self.anchor, self.period, self.number)

    def later(self, now: datetime) -> Rhythm | None:
        """With the first moment after `now` as the next; None if there is none. What was missed is passed over."""
        low, step = self.number, 1
        while not self._is_after(low + step, now):
            low, step = low + step, step * 2
        high = low + step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._is_after(middle, now) else (middle, high)
        number = high if not self._is_after(low, now) else low
        if self.last is not None and number > self.last:
            return None
        return Rhythm(self.anchor, self.period, number, self.last)

    def _is_after(self, number: int, now: datetime) -> bool:
        try:
            return clock.after(self.anchor, self.period, number) > now
        except ValueError:  # beyond the calendar
            return True

    def saved(self) -> list[Any]:
        """As JSON can keep it."""
        return [self.anchor.isoformat(), self.period, self.number, self.last]

    @classmethod
    def restored(cls, saved: list[Any]) -> Rhythm:
        """What `saved` gave."""
        anchor, period, number, last = saved
        return cls(datetime.fromisoformat(anchor), period, number, last)


def rhythm(value: object, start: datetime | None = None) -> Rhythm:
    """The repetition a text means, begun at `start` (now) if it names no first moment; ValueError with the reason."""
    match = _TEXT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"bukan pengulangan ISO seperti R3/PT1H atau R/P1D: {str(value)[:40]!r}")
    count, first, period = match.groups()
    if count and not 1 <= int(count) <= MOST:
        raise ValueError(f"pengulangan harus 1 sampai {MOST} kali, bukan {count[:20]}")
    anchor = clock.moment(first) if first else start or clock.now()
    if clock.after(anchor, period, 1) - anchor < SHORTEST:
        raise ValueError(f"jarak pengulangan paling pendek satu menit, bukan {period[:20]}")
    begin = 0 if first else 1
    return Rhythm(anchor, period, begin, begin + int(count) - 1 if count else None)


class Cycle(Timer):
    """A timer with a rhythm. Where only one moment counts (delays, interrupting events) it is the first."""

    def __init__(self, name: str, expression: str, element: str, **kwargs: Any) -> None:
        super().__init__(name, expression, element, **kwargs)
        self.rhythm_slot = f"irama:{element}"

    def due(self, my_task: Any) -> datetime:
        """The next moment, fixed when first asked; Incident if the text gives no repetition."""
        stored = my_task.internal_data.get(self.slot)
        if stored is not None:
            return datetime.fromisoformat(stored)
        value = my_task.workflow.script_engine.evaluate(my_task, self.expression)
        try:
            return self._keep(my_task, rhythm(value))
        except ValueError as error:
            raise Incident(self.element, str(error)) from None

    def again(self, my_task: Any) -> bool:
        """Pass to the first moment still to come; False if there is none. All that were missed count as one."""
        self.due(my_task)
        rest = Rhythm.restored(my_task.internal_data[self.rhythm_slot]).later(clock.now())
        if rest is None:
            return False
        self._keep(my_task, rest)
        return True

    def slots(self) -> tuple[str, ...]:
        """The next moment, and the rhythm it belongs to."""
        return (self.slot, self.rhythm_slot)

    def carry(self, my_task: Any, fresh: Any) -> None:
        """Another task of the same event waits on for the rest."""
        for slot in self.slots():
            fresh.internal_data[slot] = my_task.internal_data[slot]

    def wait_on(self, my_task: Any) -> None:
        """The rest has been set by `again`."""

    def reset(self, my_task: Any) -> None:
        """Forget the rhythm, so that a loop begins it anew."""
        my_task.internal_data.pop(self.rhythm_slot, None)
        super().reset(my_task)

    def _keep(self, my_task: Any, now: Rhythm) -> datetime:
        moment = now.due()
        my_task.internal_data[self.rhythm_slot] = now.saved()
        my_task.internal_data[self.slot] = moment.isoformat()
        return moment


class Recurring(Guard):
    """Boundary event. One that runs beside its activity sends out a token each time it happens, and goes on waiting.

    Each time begins with the facts as they are then, so that the third reminder knows what the second set. It has a
    task of its own beside the waiting one, not joined with the activity's way out, so that pruning forgets it once its
    branch has ended, however often it happens.
    """

    def _update_hook(self, my_task: Any) -> Any:
        definition = self.event_definition
        may_recur = not self.cancel_activity and my_task._state == TaskState.WAITING and hasattr(definition, "again")
        if not may_recur:
            return super()._update_hook(my_task)
        my_task._inherit_data()  # the rhythm may be told by a fact
        if not definition.has_fired(my_task):
            return super()._update_hook(my_task)
        kept = dict(my_task.internal_data)
        if definition.again(my_task):
            definition.wait_on(my_task)
            self._happen_beside(my_task, kept)
            return None
        goes_on = super()._update_hook(my_task)
        take_latest(my_task.data, my_task.workflow)
        return goes_on

    def _happen_beside(self, my_task: Any, kept: dict[str, Any]) -> None:
        happened = my_task.parent._add_child(self, TaskState.WAITING)
        happened.triggered = True
        happened.internal_data.update(kept, **{_BESIDE: True})
        happened._inherit_data()
        take_latest(happened.data, happened.workflow)
        self._predict(happened, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK | TaskState.WAITING)
        happened._ready()

    def _predict_hook(self, my_task: Any) -> None:
        if my_task.internal_data.get(_BESIDE):
            outputs = [spec for spec in self.outputs if not isinstance(spec, BoundaryEventJoin)]
            my_task._sync_children(outputs, TaskState.FUTURE)
        else:
            super()._predict_hook(my_task)
