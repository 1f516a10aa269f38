"""How many open tasks some parties have, from what the database has counted (workflows/counts.py).

What somebody has put aside is taken off again: those few tasks are read one by one. So is the part of a day where
"soon" ends in the middle of one. Statements are built once for each kind of question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    not_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from workflows import counts
from workflows import tables as t
from workflows.box import OPEN_USER, Apart
from workflows.values import Task

Ids = Collection[str] | Select[tuple[str]] | None
_task, _count = t.task.c, counts.count.c
_ZERO = literal_column("0", Integer)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many tasks there are, and how many of them are due soon, by (process key, step); and how many there are by
    (process key, step, day of the deadline). `aside`: how many were left out because they are put aside."""

    groups: Mapping[tuple[str, str], tuple[int, int]]
    days: Mapping[tuple[str, str, date], int] = field(default_factory=dict)
    aside: int = field(default=0, compare=False)

    @property
    def process(self) -> dict[str, int]:
        """How many by process key."""
        return self._by(0)

    @property
    def step(self) -> dict[str, int]:
        """How many by step."""
        return self._by(1)

    def count(self, *, process: str | None = None, step: str | None = None, soon: bool = False) -> int:
        """How many of this process and step (None: of any); `soon`: only those that are due soon."""
        fits = (n for of, n in self.groups.items() if process in (None, of[0]) and step in (None, of[1]))
        return sum(n[soon] for n in fits)

    def by_day(self, process: str | None, step: str | None, before: datetime | None) -> dict[date, int] | None:
        """How many of this process and step on each day; `before`: the days up to that moment. None where that moment
        is inside a day."""
        if before is not None and not counts.whole_days(before):
            return None
        last = counts.day_of(before) if before is not None else None
        found: dict[date, int] = {}
        for (its_process, its_step, day), many in self.days.items():
            if process in (None, its_process) and step in (None, its_step) and (last is None or day < last):
                found[day] = found.get(day, 0) + many
        return found

    def less(self, gone: Collection[Task], due_before: datetime | None = None) -> Facets:
        """The same without these tasks, each of which was counted."""
        groups, days = dict(self.groups), dict(self.days)
        for one in gone:
            soon = due_before is not None and one.due_at is not None and one.due_at < due_before
            many, of_them = groups[one.process, one.step]
            groups[one.process, one.step] = (many - 1, of_them - soon)
            days[one.process, one.step, counts.day_of(one.due_at)] -= 1
        groups = {of: n for of, n in groups.items() if n[0]}
        return Facets(groups, {of: n for of, n in days.items() if n}, self.aside + len(gone))

    def _by(self, part: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for of, (many, _) in sorted(self.groups.items()):
            found[of[part]] = found.get(of[part], 0) + many
        return found


def facets(
    session: Session,
    *,
    parties: Collection[str],
    due_before: datetime | None = None,
    without: Ids = None,
    apart: Apart | None = None,
) -> Facets:
    """Open user tasks of these parties counted by process and step, and how many of each are due before a moment: one
    statement, which reads no task but those `without`."""
    if not parties:
        return Facets({})
    values = _parties(parties, apart)
    part = due_before is not None and not counts.whole_days(due_before)
    if due_before is not None and part:
        values |= {"begins": counts.begins(counts.day_of(due_before)), "due_before": due_before}
    asked = _Asked(session.get_bind().dialect.name, len(apart or {}), frozenset({"part"} if part else ()))
    query = _asking(_facets, asked, without, values)
    return _facets_of(session.execute(query, values), due_before)


def _facets_of(rows: Any, due_before: datetime | None) -> Facets:
    soon_ends = counts.day_of(due_before) if due_before is not None else date.min
    groups: dict[tuple[str, str], tuple[int, int]] = {}
    days: dict[tuple[str, str, date], int] = {}
    aside = 0
    for process, step, day, many, early, left_out in rows:
        before = groups.get((process, step), (0, 0))
        groups[process, step] = (before[0] + many, before[1] + (many if day < soon_ends else 0) + early)
        days[process, step, day] = days.get((process, step, day), 0) + many
        aside += left_out
    return Facets({of: n for of, n in groups.items() if n[0]}, {of: n for of, n in days.items() if n}, aside)


def count(
    session: Session,
    parties: Collection[str],
    apart: Apart | None,
    *,
    process: str | None,
    step: str | None,
    due_before: datetime | None,
    without: Ids,
) -> int:
    """How many open user tasks these parties have; `due_before` is the beginning of a day. One statement."""
    values = _parties(parties, apart)
    given = {"process": process, "step": step, "day": due_before and counts.day_of(due_before)}
    values |= {name: value for name, value in given.items() if value is not None}
    if due_before is not None and without is not None:
        values["due_before"] = due_before
    asked = _Asked(session.get_bind().dialect.name, len(apart or {}), frozenset(values.keys() & given.keys()))
    return int(session.scalar(_asking(_counted, asked, without, values), values) or 0)


class _Asked(NamedTuple):
    """What the wording of a statement depends on. `apart`: of how many parties a lane is left out."""

    dialect: str
    apart: int
    given: frozenset[str]
    without: bool = False


def _parties(parties: Collection[str], apart: Apart | None) -> dict[str, Any]:
    values: dict[str, Any] = {"parties": sorted(parties)}
    for number, (party, lane) in enumerate(sorted((apart or {}).items())):
        values |= {f"apart_{number}": party, f"lane_{number}": lane}
    return values


def _asking(build: Any, asked: _Asked, without: Ids, values: dict[str, Any]) -> Any:
    """The statement: worded before, but where a SELECT says what was put aside."""
    if isinstance(without, Select):
        return build.__wrapped__(asked, without)
    if not without:
        return build(asked)
    values["without"] = sorted(without)
    return build(asked._replace(without=True))


@lru_cache(maxsize=128)
def _facets(asked: _Asked, without: Select[tuple[str]] | None = None) -> Any:
    many = func.sum(_count.n).cast(Integer)
    by = (_count.process, _count.step, _count.due_day)
    counted = select(*by, many, _ZERO, _ZERO).where(*_mine(_count, asked.apart)).group_by(*by).having(many != 0)
    parts = [counted, *_aside(asked, without)]
    if "part" in asked.given:
        early = [_task.due_at >= bindparam("begins"), _task.due_at < bindparam("due_before")]
        day = literal_column(f"'{counts.NEVER}'", Date).cast(Date) if asked.dialect == "postgresql" else _day(asked)
        several = select(_task.process, _task.step, day, _ZERO, func.count().cast(Integer), _ZERO)
        several = several.where(*_mine(_task, asked.apart), *OPEN_USER, *early)
        parts.append(several.group_by(_task.process, _task.step))
    return union_all(*parts) if len(parts) > 1 else counted


def _aside(asked: _Asked, without: Select[tuple[str]] | None) -> Iterator[Any]:
    """Of what was put aside, each task; and that it was not due soon, where `early` counted it."""
    chosen = _chosen(asked, without)
    if chosen is None:
        return
    one, minus = literal_column("1", Integer), literal_column("-1", Integer)
    mine = (chosen, _looked_at(*_mine(_task, asked.apart), *OPEN_USER))
    yield select(_task.process, _task.step, _day(asked), minus, _ZERO, one).where(*mine)
    if "part" in asked.given:
        early = (_task.due_at >= bindparam("begins"), _task.due_at < bindparam("due_before"))
        yield select(_task.process, _task.step, _day(asked), _ZERO, minus, _ZERO).where(*mine, _looked_at(*early))


@lru_cache(maxsize=128)
def _counted(asked: _Asked, without: Select[tuple[str]] | None = None) -> Any:
    ways = {
        "process": (_count.process == bindparam("process"), _task.process == bindparam("process")),
        "step": (_count.step == bindparam("step"), _task.step == bindparam("step")),
        "day": (_count.due_day < bindparam("day"), _task.due_at < bindparam("due_before")),
    }
    names = sorted(asked.given)
    where = [*_mine(_count, asked.apart), *(ways[name][0] for name in names)]
    total = select(func.coalesce(func.sum(_count.n), 0)).where(*where).scalar_subquery()
    chosen = _chosen(asked, without)
    if chosen is None:
        return select(total)
    its = (ways[name][1] for name in names)
    gone = select(func.count()).where(chosen, _looked_at(*_mine(_task, asked.apart), *OPEN_USER, *its))
    return select(total - gone.scalar_subquery())


def _chosen(asked: _Asked, without: Select[tuple[str]] | None) -> ColumnElement[bool] | None:
    if without is not None:
        return _task.id.in_(without)
    return _task.id.in_(bindparam("without", expanding=True)) if asked.without else None


def _looked_at(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Conditions that are asked of each task that was chosen by its id, and that no database may fetch by."""
    return case((and_(*where), true()), else_=false())


def _mine(columns: Any, apart: int) -> list[ColumnElement[bool]]:
    leaves = (
        not_(and_(columns.owner == bindparam(f"apart_{number}"), columns.lane == bindparam(f"lane_{number}")))
        for number in range(apart)
    )
    return [columns.owner.in_(bindparam("parties", expanding=True)), *leaves]


def _day(asked: _Asked) -> ColumnElement[date]:
    return literal_column(counts.day_sql(asked.dialect, "wf_task"), Date)
