"""Lines: which of them an instance took, and how they are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from workflows.gambar.reading import Drawing, Edge, Point

CORNER = 8
HEAD = 9


def seen_as(drawing: Drawing, name: str, inside: Mapping[str, Collection[str]]) -> str:
    """The id itself if the diagram draws it, else the call whose process holds it."""
    if any(node.id == name for node in drawing.nodes):
        return name
    return next((call for key, call in drawing.calls.items() if name in inside.get(key, ())), name)


def taken(drawing: Drawing, done: Sequence[str], now: Collection[str]) -> set[str]:
    """The ids of the flows an instance took.

    Whoever finished went on by the only flow there is. A gateway that chooses went, each time, where work was seen
    first afterwards; what stands now counts as seen last.
    """
    choosing = {node.id for node in drawing.nodes if node.kind in ("exclusiveGateway", "eventBasedGateway")}
    order = [*done, *now]
    found: set[str] = set()
    flows: dict[str, list[Edge]] = {}
    for edge in drawing.edges:
        flows.setdefault(edge.source, []).append(edge)
    for index, name in enumerate(done):
        out = flows.get(name, [])
        if name in choosing and len(out) > 1:
            later = order[index + 1 :]
            seen = [(later.index(edge.target), edge.id) for edge in out if edge.target in later]
            found |= {min(seen)[1]} if seen else set()
        else:
            found |= {edge.id for edge in out}
    return found


def rounded(points: Sequence[Point]) -> str:
    """Path data through the points, corners rounded."""
    if not points:
        return "M0 0"
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{into[0]} {into[1]}Q{corner[0]} {corner[1]} {out[0]} {out[1]}")
    parts.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(parts)


def arrow(points: Sequence[Point]) -> str:
    """The corners of an arrow head at the end; empty where there is no line."""
    for (x1, y1), (x2, y2) in reversed(list(pairwise(points))):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        if length:
            dx, dy = (x2 - x1) / length * HEAD, (y2 - y1) / length * HEAD
            wings = ((x2 - dx - dy / 2, y2 - dy + dx / 2), (x2 - dx + dy / 2, y2 - dy - dx / 2))
            return f"{x2},{y2} " + " ".join(f"{x:.1f},{y:.1f}" for x, y in wings)
    return ""


def _towards(start: Point, end: Point) -> Point:
    """The point a corner's radius away from `start`, at most half way to `end`."""
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    share = min(CORNER / length, 0.5) if length else 0
    return round(start[0] + (end[0] - start[0]) * share), round(start[1] + (end[1] - start[1]) * share)
