"""Open tasks of some parties by index: any page in any order, and counts, without sorting or reading all of them.

Each party's tasks are one walk along an index that holds everything a list filters and sorts by; the database merges
the walks, which are few (a person, those he stands in for, his queues). A page of the second half is walked from the
end. Only the rows of the page itself are read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from workflows import tables as t

Sort = Literal["due", "received", "name"]
Apart = Mapping[str, str]
MOST_PARTIES = 16
"""Of more parties the walks cost more than they save."""
_task = t.task.c
# Written out, not bound: a database uses a partial index only where it can read the index's own condition.
OPEN_USER = (_task.status == literal_column("'open'"), _task.kind == literal_column("'user'"))
_KEYS: dict[Sort, tuple[tuple[ColumnElement[Any], bool], ...]] = {
    "due": ((_task.due_at, False), (_task.created_at, False), (_task.id, False)),
    "received": ((_task.created_at, True), (_task.id, True)),
    "name": ((_task.words, False), (_task.id, False)),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows of a sorted list: so many after so many. `backward`: counted from the end, the last row first."""

    limit: int
    offset: int
    backward: bool = False


def words(title: str, name: str, business_key: str) -> str:
    """What a task is found by and sorted by; no longer than an index takes (1,900 bytes)."""
    text = "\n".join((title, name, business_key)).lower()
    return text if len(text) < 475 else text.encode()[:1900].decode(errors="ignore")


def give_words(session: Session, limit: int = 1000) -> int:
    """Tasks written without their words by a node of an older release get them; how many. Found by an index of those
    alone, so it costs nothing where there are none."""
    wordless = _task.words == literal_column("''")
    rows = session.execute(select(_task.id, _task.title, _task.name, _task.business_key).where(wordless).limit(limit))
    found = [{"task": row.id, "said": words(row.title, row.name, row.business_key)} for row in rows]
    if found:
        given = update(t.task).where(_task.id == bindparam("task"), wordless).values(words=bindparam("said"))
        session.connection().execute(given, found)
    return len(found)


def cut(limit: int, offset: int, of: int | None) -> Cut:
    """The shorter way to a page. `of`: how many rows there are, where the caller knows."""
    if of is None or offset * 2 + limit <= of:
        return Cut(limit, offset)
    end = min(offset + limit, of)
    return Cut(max(0, end - offset), of - end, backward=True)


def order(sort: Sort, columns: Any = _task, *, backward: bool = False) -> list[ColumnElement[Any]]:
    """The sort of a list; what has no deadline comes last."""
    keys = []
    for column, falling in _KEYS[sort]:
        down = falling != backward
        key = columns[column.name].desc() if down else columns[column.name].asc()
        if column is _task.due_at:  # NULL sorts first on one database and last on the other, so say it
            key = key.nulls_first() if down else key.nulls_last()
        keys.append(key)
    return keys


def narrowed(
    process: str | None, step: str | None, due_before: datetime | None, sort: Sort
) -> list[ColumnElement[bool]]:
    """The conditions of a page on what an index could also fetch by. Where that index is not in the page's order they
    are said so that no database fetches by them and sorts, but walks in order and looks at each."""
    asked = ((_task.process, process), (_task.step, step))
    of_kind = [column == value for column, value in asked if value is not None]
    soon = [_task.due_at < due_before] if due_before is not None else []
    if sort != "due":
        return _looked_at(*of_kind, *soon)
    return soon + (of_kind if len(of_kind) == 2 else _looked_at(*of_kind))


def _looked_at(*where: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    return [case((and_(*where), true()), else_=false())] if where else []


def page(
    parties: Collection[str],
    apart: Apart,
    where: Sequence[ColumnElement[bool]],
    sort: Sort,
    rows: Cut,
    *,
    each_sorted: bool,
) -> Any:
    """SELECT of the rows of one page, in the order of `rows`.

    `each_sorted`: whether each walk says its order too: PostgreSQL merges only then, and SQLite only without.
    """
    keys = [column for column, _ in _KEYS[sort] if column is not _task.id]
    walks = [select(_task.id, *keys).where(*_of(party, apart), *where) for party in sorted(parties)]
    if each_sorted:
        walks = [walk.order_by(*order(sort, backward=rows.backward)) for walk in walks]
    merged = union_all(*walks).subquery()
    ids = select(merged).order_by(*order(sort, merged.c, backward=rows.backward))
    chosen = ids.limit(rows.limit).offset(rows.offset).subquery()
    query = select(t.task).join(chosen, chosen.c.id == _task.id)
    return query.order_by(*order(sort, backward=rows.backward))


def count(parties: Collection[str], apart: Apart, where: Sequence[ColumnElement[bool]]) -> Select[tuple[int]]:
    """SELECT of how many there are."""
    walks = [select(func.count().label("n")).where(*_of(party, apart), *where) for party in sorted(parties)]
    counted = union_all(*walks).subquery()
    return select(func.sum(counted.c.n))


def groups(
    parties: Collection[str], apart: Apart, where: Sequence[ColumnElement[bool]], soon: ColumnElement[bool]
) -> Any:
    """SELECT of (process, step, how many, how many of them `soon`) by party."""
    soonest = func.sum(case((soon, 1), else_=0)).cast(Integer)
    walks = [
        select(_task.step, _task.process, func.count(), soonest)
        .where(*_of(party, apart), *where)
        .group_by(_task.step, _task.process)
        for party in sorted(parties)
    ]
    return union_all(*walks)


def _of(party: str, apart: Apart) -> list[ColumnElement[bool]]:
    mine = [_task.owner == party, *OPEN_USER]
    return [*mine, _task.lane != apart[party]] if party in apart else mine
