"""A diagram as a picture, drawn on the server: accessible SVG with the path taken and where it stands, no script.

Colours come from the page's stylesheet by class: n (node), done, now, lane, ln (lane's name), lb (label), ar (arrow
head), ik (icon). A picture that stands alone brings its own `style`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.gambar import nodes, path, reading, text
from workflows.gambar.reading import Drawing, Edge, Lane
from workflows.xml import BPMN, parse

WIDE = 1000  # from here on a page lets the picture scroll instead of shrinking its letters
MAX_NAMES = 40


def svg(
    xml: bytes,
    *,
    done: Iterable[str] = (),
    now: Iterable[str] = (),
    title: str,
    called: Mapping[str, bytes] | None = None,
    marks: Mapping[str, str] | None = None,
    style: str = "",
) -> str:
    """The diagram as an <svg> element of bounded size.

    `done`: ids of finished elements in the order of the history (it tells which way a gateway went); `now`: where the
    instance stands. Where it stands inside a called process, the call lights up, given that process's text in `called`
    by its key. `marks`: other classes by element or flow, such as what became of it. `title` is what a screen reader
    calls the picture. NotSafe if a text is no BPMN.
    """
    drawing = reading.read(parse(xml))
    inside = {key: reading.ids(parse(text)) for key, text in (called or {}).items()}
    finished = list(done)
    standing = {path.seen_as(drawing, name, inside) for name in now}
    taken = path.taken(drawing, finished, standing)
    seen = dict.fromkeys(finished, "done") | dict.fromkeys(standing, "now") | dict(marks or {})
    lines = dict.fromkeys(taken, "done") | dict(marks or {})
    x, y, width, height = drawing.bounds()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bpmn{" lebar" if width > WIDE else ""}" '
        f'viewBox="{x} {y} {width} {height}" role="img" focusable="false">',
        f"<title>{text.escaped(title)}</title>",
        f"<desc>{text.escaped(describe(drawing, finished, standing))}</desc>",
        f"<style>{text.escaped(style)}</style>" if style else "",
        *(_lane(lane) for lane in drawing.lanes),
        *(_edge(edge, "") for edge in drawing.edges if edge.id not in lines),
        *(_edge(edge, lines[edge.id]) for edge in drawing.edges if edge.id in lines),
        *(nodes.node(one, seen.get(one.id, "")) for one in drawing.nodes),
        *(_edge_label(edge) for edge in drawing.edges),
        *(nodes.label(one) for one in drawing.nodes),
        "</svg>",
    ]
    return "".join(parts)


def words(xml: bytes) -> dict[str, tuple[str, str]]:
    """What each element of a text is called and what its documentation says, by id. NotSafe if it is no BPMN."""
    named = ((node, node.get("id")) for node in parse(xml).iter(f"{{{BPMN}}}*"))
    return {
        name: (node.get("name") or name, " ".join((node.findtext(f"{{{BPMN}}}documentation") or "").split()))
        for node, name in named
        if name
    }


def describe(drawing: Drawing, done: Iterable[str], now: Iterable[str]) -> str:
    """The same in words: lanes, steps passed (each once, in order), and where it stands."""
    names = {one.id: one.name for one in drawing.nodes if one.name and one.is_step}
    passed = [names[name] for name in dict.fromkeys(done) if name in names]
    standing = [names[name] for name in names if name in set(now)]
    said = [f"Diagram {drawing.name}."]
    if drawing.lanes:
        said.append(f"Lajur: {_listed(lane.name for lane in drawing.lanes)}.")
    if not passed and not standing:
        said.append(f"Langkah: {_listed(names.values())}.")
    if passed:
        said.append(f"Sudah dilewati: {_listed(passed)}.")
    if standing:
        said.append(f"Sekarang: {_listed(standing)}.")
    return " ".join(said)


def _listed(names: Iterable[str]) -> str:
    every = [name for name in dict.fromkeys(names) if name]
    more = f", dan {len(every) - MAX_NAMES} lagi" if len(every) > MAX_NAMES else ""
    return ", ".join(every[:MAX_NAMES]) + more


def _lane(lane: Lane) -> str:
    box = lane.box
    return (
        f'<rect class="lane" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>'
        f'<text class="ln" x="{box.x + 10}" y="{box.y + 20}">{text.escaped(lane.name)}</text>'
    )


def _edge(edge: Edge, name: str) -> str:
    mark = f" {name}" if name else ""
    head = path.arrow(edge.points)
    dashes = " putus" if edge.dashed else ""
    line = f'<path class="fl{dashes}{mark}" d="{path.rounded(edge.points)}"/>'
    return line + (f'<polygon class="ar{mark}" points="{head}"/>' if head else "")


def _edge_label(edge: Edge) -> str:
    if not edge.name or not edge.points:
        return ""
    if edge.label:
        return text.block(edge.name, edge.label.middle, edge.label.width * 1.3, "lb")
    (x1, y1), (x2, y2) = edge.points[0], edge.points[1]
    return text.block(edge.name, ((x1 + x2) // 2, (y1 + y2) // 2 - 10), 90, "lb")
