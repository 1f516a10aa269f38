"""Words in a picture: escaped, and broken into lines by an estimate of their width."""

from __future__ import annotations

from html import escape

SIZE = {"": 14, "lb": 12}
LINE = {"": 17, "lb": 14}
MAX_LINES = 4
_NARROW, _WIDE = frozenset("ijlftr.,:;'|I()!- "), frozenset("mwMW@%")


def escaped(text: str) -> str:
    """For element text and quoted attributes."""
    return escape(text, quote=True)


def width(text: str, size: int) -> float:
    """About as wide as a sans-serif draws it."""
    return size * sum(0.32 if c in _NARROW else 0.86 if c in _WIDE else 0.68 if c.isupper() else 0.55 for c in text)


def wrapped(text: str, room: float, size: int) -> list[str]:
    """Lines of at most `room` where words allow it; at most MAX_LINES, the last with an ellipsis if words are left."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        elif len(lines) == MAX_LINES:
            lines[-1] = lines[-1].rstrip("…") + "…"
            break
        else:
            lines.append(word)
    return lines


def block(text: str, middle: tuple[int, int], room: float, name: str = "") -> str:
    """A <text> of the class `name`, centred on `middle`, lines one below the other."""
    lines = wrapped(text, room, SIZE[name])
    x, first = middle[0], middle[1] - LINE[name] * (len(lines) - 1) / 2 + SIZE[name] * 0.35
    spans = "".join(
        f'<tspan x="{x}" y="{first + LINE[name] * index:.0f}">{escaped(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f'<text class="{name or "nm"}">{spans}</text>'
