"""Open tasks of some parties by index: any page in any order, and counts, without sorting or reading all of them.

Each party's tasks are one walk along an index that holds everything a list filters and sorts by; the database merges
the walks, which are few (a person, those he stands in for, his queues). A page of the second half is walked from the
end; one of a list by deadline from the nearest end of a day, since the days are counted (workflows/counts.py). Only the
rows of the page itself are read.

A statement is built once for each kind of list, since building it takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    String,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from workflows import counts
from workflows import tables as t

Sort = Literal["due", "received", "name"]
Apart = Mapping[str, str]
MOST_PARTIES = 16
"""Of more parties PostgreSQL takes longer to plan a statement with a walk of each than to run it; SQLite does not."""
MOST_WALKS = 400
"""SQLite takes no more than 500 parts in a statement."""
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
    """Which rows of a sorted list: so many after so many. `backward`: counted from the end, the last row first. `since`
    and `until`: of a list by deadline, the day that the walk begins with."""

    limit: int
    offset: int
    backward: bool = False
    since: date | None = None
    until: date | None = None


class Kind(NamedTuple):
    """What kind of list: all that its statement depends on but the values. `party`: whether each leaves a lane out.
    `together`: the parties are given as one value, since they are very many."""

    party: tuple[bool, ...]
    together: bool
    sort: Sort
    backward: bool
    each_sorted: bool
    given: frozenset[str]


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


def cut(limit: int, offset: int, of: int | None, days: Mapping[date, int] | None = None) -> Cut:
    """The shortest way to a page. `of`: how many rows there are, where the caller knows. `days`: how many of each day,
    of a list by deadline."""
    if of is None:
        return Cut(limit, offset)
    end = min(offset + limit, of)
    if end <= offset:
        return Cut(0, 0)
    ways = [Cut(limit, offset), Cut(end - offset, of - end, backward=True), *_by_day(offset, end, days or {})]
    return min(ways, key=lambda way: way.offset)


def _by_day(offset: int, end: int, days: Mapping[date, int]) -> Iterator[Cut]:
    """From the beginning of the first row's day, or back from the end of the last row's. What has no deadline follows
    after all days, and no index has both in one piece: a page that has some of it and more is walked from the end."""
    before, dated = 0, sum(days.values()) - days.get(counts.NEVER, 0)
    for day, many in sorted(days.items()):
        after = before + many
        if before <= offset < after and (day == counts.NEVER or end <= dated):
            yield Cut(end - offset, offset - before, since=day)
        if before < end <= after and day != counts.NEVER:
            yield Cut(end - offset, after - end, backward=True, until=day)
        before = after


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


_WAYS: dict[str, ColumnElement[bool]] = {
    "process": _task.process == bindparam("process"),
    "step": _task.step == bindparam("step"),
    "due_before": _task.due_at < bindparam("due_before"),
    "since": _task.due_at >= bindparam("since"),
    "until": _task.due_at < bindparam("until"),
    "search": _task.words.like(bindparam("search"), escape="/"),
}


def pattern(search: str | None) -> str | None:
    """A part of the words of a task, as LIKE takes it; None where nothing is looked for."""
    part = (search or "").strip().lower()
    for sign in "/%_":
        part = part.replace(sign, f"/{sign}")
    return f"%{part}%" if part else None


def _looked_at(*where: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    return [case((and_(*where), true()), else_=false())] if where else []


def page(
    parties: Collection[str],
    apart: Apart,
    given: Mapping[str, Any],
    sort: Sort,
    rows: Cut,
    *,
    each_sorted: bool,
    more: Sequence[ColumnElement[bool]] = (),
) -> tuple[Any, dict[str, Any]]:
    """SELECT of the rows of one page, in the order of `rows`, and its values. `given`: what narrows the list, by name
    (process, step, due_before, search: a pattern of LIKE, without: ids). `more`: conditions that nobody has named.

    `each_sorted`: whether each walk says its order too: PostgreSQL merges only then, and SQLite only without.
    """
    together = each_sorted and len(parties) > MOST_PARTIES
    names, values = _together(parties, apart) if together else _parties(parties, apart)
    values |= {name: value for name, value in given.items() if value is not None}
    values |= {"limit": rows.limit, "offset": rows.offset}
    if together:
        values["each"] = rows.limit + rows.offset
    if rows.since == counts.NEVER:
        values["never"] = True
    elif rows.since is not None:
        values["since"] = counts.begins(rows.since)
    if rows.until is not None:
        values["until"] = counts.begins(rows.until + timedelta(days=1))
    asked = frozenset(values.keys() & {*_WAYS, "without", "never"})
    kind = Kind(names, together, sort, rows.backward, each_sorted, asked)
    values.pop("never", None)
    return (_page.__wrapped__(kind, more) if more else _page(kind)), values


@lru_cache(maxsize=512)
def _page(kind: Kind, more: Sequence[ColumnElement[bool]] = ()) -> Any:
    keys = [column for column, _ in _KEYS[kind.sort] if column is not _task.id]
    where = [*_narrowed(kind.given, kind.sort), *more]
    mines = [_any_of(kind.party)] if kind.together else _each(kind.party)
    walks = [select(_task.id, *keys).where(*mine, *where) for mine in mines]
    if kind.each_sorted:
        walks = [walk.order_by(*order(kind.sort, backward=kind.backward)) for walk in walks]
    if kind.together:
        walk = walks[0].correlate(_PARTY).limit(bindparam("each", type_=Integer)).lateral()
        merged = select(*walk.c).select_from(_PARTY.join(walk, true())).subquery()
    else:
        merged = union_all(*walks).subquery()
    ids = select(merged).order_by(*order(kind.sort, merged.c, backward=kind.backward))
    chosen = ids.limit(bindparam("limit", type_=Integer)).offset(bindparam("offset", type_=Integer)).subquery()
    query = select(t.task).join(chosen, chosen.c.id == _task.id)
    return query.order_by(*order(kind.sort, backward=kind.backward))


def _narrowed(given: frozenset[str], sort: Sort) -> list[ColumnElement[bool]]:
    """The conditions of a page. What an index could also fetch by, where that index is not in the page's order, is said
    so that no database fetches by it and sorts, but walks in order and looks at each."""
    of_kind = [_WAYS[name] for name in ("process", "step") if name in given]
    ends = [_WAYS[name] for name in ("due_before", "since", "until") if name in given]
    rest = [_WAYS[name] for name in ("search",) if name in given]
    if "without" in given:
        rest.append(_task.id.not_in(bindparam("without", expanding=True)))
    if "never" in given:
        ends.append(_task.due_at.is_(None))
    if sort != "due":
        return rest + _looked_at(*of_kind, *ends)
    return rest + ends + (of_kind if len(of_kind) == 2 else _looked_at(*of_kind))


def count(
    parties: Collection[str],
    apart: Apart,
    given: Mapping[str, Any],
    more: Sequence[ColumnElement[bool]] = (),
) -> tuple[Any, dict[str, Any]]:
    """SELECT of how many there are, looking at each, and its values; `given` and `more` as in `page`."""
    names, values = _parties(parties, apart)
    values |= {name: value for name, value in given.items() if value is not None}
    asked = frozenset(values.keys() & {*_WAYS, "without"})
    return (_count.__wrapped__(names, asked, more) if more else _count(names, asked)), values


@lru_cache(maxsize=256)
def _count(party: tuple[bool, ...], given: frozenset[str], more: Sequence[ColumnElement[bool]] = ()) -> Any:
    where = [*(_WAYS[name] for name in sorted(given - {"without"})), *more]
    if "without" in given:
        where.append(_task.id.not_in(bindparam("without", expanding=True)))
    walks = [select(func.count().label("n")).where(*mine, *where) for mine in _each(party)]
    return select(func.sum(union_all(*walks).subquery().c.n))


def _parties(parties: Collection[str], apart: Apart) -> tuple[tuple[bool, ...], dict[str, Any]]:
    ordered = sorted(parties)
    values = {f"party_{number}": party for number, party in enumerate(ordered)}
    values |= {f"lane_{number}": apart[party] for number, party in enumerate(ordered) if party in apart}
    return tuple(party in apart for party in ordered), values


def _together(parties: Collection[str], apart: Apart) -> tuple[tuple[bool, ...], dict[str, Any]]:
    """The parties as one value; those that leave a lane out are named once more."""
    values: dict[str, Any] = {"parties": sorted(parties)}
    leaving = sorted(party for party in parties if party in apart)
    for number, party in enumerate(leaving):
        values |= {f"party_{number}": party, f"lane_{number}": apart[party]}
    return (True,) * len(leaving), values


def _any_of(party: tuple[bool, ...]) -> list[ColumnElement[bool]]:
    """Of whichever party the walk is for: the first rows of each, as many as the page may need."""
    leaves = (
        or_(_task.owner != bindparam(f"party_{number}"), _task.lane != bindparam(f"lane_{number}"))
        for number in range(len(party))
    )
    return [_task.owner == _PARTY.c.owner, *OPEN_USER, *leaves]


_PARTY = func.unnest(bindparam("parties", type_=ARRAY(String))).table_valued("owner", name="party").render_derived()


def _each(party: tuple[bool, ...]) -> Iterator[list[ColumnElement[bool]]]:
    for number, leaves in enumerate(party):
        mine = [_task.owner == bindparam(f"party_{number}"), *OPEN_USER]
        yield [*mine, _task.lane != bindparam(f"lane_{number}")] if leaves else mine
