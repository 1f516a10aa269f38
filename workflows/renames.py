"""Guessing which step of a new version is a renamed one of the old."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from workflows.definitions import definition
from workflows.outline import Element, outline

_FURNITURE = ("lane", "sequenceFlow")


def suggest(session: Session, key: str, *, since: int, to: int) -> Mapping[str, str]:
    """From element ids that are gone in version `to` to new ones of the same kind and the same step or name.

    Only where there is one such element on either side; NotFound if a version does not exist.
    """
    old, new = (outline(definition(session, key, version).xml).elements for version in (since, to))
    gone = [one for one in old.values() if one.kind not in _FURNITURE and one.id not in new]
    came = [one for one in new.values() if one.kind not in _FURNITURE and one.id not in old]
    found: dict[str, str] = {}
    for same in (_step, _name):
        left = [one for one in gone if one.id not in found]
        right = [one for one in came if one.id not in found.values()]
        for one in left:
            mark = same(one)
            others = [other for other in right if same(other) == mark]
            if mark and len(others) == 1 and sum(same(other) == mark for other in left) == 1:
                found[one.id] = others[0].id
    return found


def _step(one: Element) -> tuple[str, str] | None:
    step = one.says.get("langkah")
    return (one.kind, step) if step else None


def _name(one: Element) -> tuple[str, str] | None:
    return (one.kind, one.name) if one.name else None
