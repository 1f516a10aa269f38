"""The shapes of BPMN: tasks with their icons, gateways, events. A task's text follows its box, as the style expects."""

from __future__ import annotations

from workflows.gambar import text
from workflows.gambar.reading import Box, Node

# Drawn in a square of 14 units, upper left corner at 0,0.
_ICONS = {
    "userTask": "M7 1.5a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2M2 13c0-3 2-4.6 5-4.6s5 1.6 5 4.6z",
    "manualTask": "M2 7h8a2 2 0 0 1 0 4H2zM4 7V4h6",
    "serviceTask": "M7 4.6a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8M7 1.5v3M7 9.5v3M1.5 7h3M9.5 7h3"
    "M3 3l2.2 2.2M8.8 8.8L11 11M11 3L8.8 5.2M5.2 8.8L3 11",
    "scriptTask": "M3 1.5h8v11H3zM5 4.5h4M5 7h4M5 9.5h4",
    "businessRuleTask": "M1.5 2.5h11v9h-11zM1.5 5.5h11M5.5 5.5v6M1.5 8.5h11",
    "sendTask": "M1.5 3h11v8h-11zL7 7.5 12.5 3",
    "receiveTask": "M1.5 3h11v8h-11zL7 7.5 12.5 3",
}
_GATEWAYS = {
    "exclusiveGateway": "M-7 -7L7 7M7 -7L-7 7",
    "parallelGateway": "M0 -10V10M-10 0H10",
    "inclusiveGateway": "M-8 0a8 8 0 1 1 16 0a8 8 0 1 1 -16 0",
    "eventBasedGateway": "M0 -9L9 -2L5.5 8H-5.5L-9 -2Z",
}
_EVENTS = {
    "timer": "M-6.5 0a6.5 6.5 0 1 1 13 0a6.5 6.5 0 1 1 -13 0M0 -4V0L3 2",
    "message": "M-6.5 -4.5h13v9h-13zL0 1L6.5 -4.5",
    "signal": "M0 -6L6 4.5H-6Z",
    "error": "M-6 5L-2 -4L2 2L6 -6",
    "escalation": "M0 -6L5 5L0 1L-5 5Z",
    "conditional": "M-5 -6h10v12h-10zM-3 -3h6M-3 0h6M-3 3h6",
    "terminate": "M-6 0a6 6 0 1 1 12 0a6 6 0 1 1 -12 0",
}


def node(one: Node, mark: str) -> str:
    """The element with its inner signs; `mark` is "done", "now" or empty."""
    if one.kind.endswith("Reference"):
        return f"<g>{_data(one)}</g>"
    draw = _gateway if one.kind.endswith("Gateway") else _event if one.kind.endswith("Event") else _task
    return f"<g>{draw(one, f'n {mark}'.strip())}</g>"


def label(one: Node) -> str:
    """The name beside an event or gateway: where the diagram puts it, else below."""
    if not one.name or not one.kind.endswith(("Gateway", "Event", "Reference")):
        return ""
    x, y = one.box.middle
    place = one.label or Box(x - 50, one.box.y + one.box.height + 4, 100, 28)
    return text.block(one.name, place.middle, place.width * 1.2, "lb")


def _task(one: Node, name: str) -> str:
    box = one.box
    if one.kind == "callActivity":
        name += " panggil"
    if one.triggered:
        name += " putus"
    size = f'width="{box.width}" height="{box.height}" rx="7"'
    shape = f'<rect class="{name}" x="{box.x}" y="{box.y}" {size}/>'
    words = text.block(one.name, box.middle, box.width - 12)
    if one.kind in ("callActivity", "subProcess"):
        x, y = box.x + box.width // 2, box.y + box.height - 9
        return f'{shape}{words}<path class="ik" d="M{x - 6} {y - 6}h12v12h-12zM{x} {y - 4}v8M{x - 4} {y}h8"/>'
    icon = _ICONS.get(one.kind)
    if icon is None:
        return shape + words
    return f'{shape}{words}<path class="ik" transform="translate({box.x + 4} {box.y + 4})" d="{icon}"/>'


def _data(one: Node) -> str:
    """A sheet with a corner turned down, or a drum."""
    x, y, w, h = one.box.x, one.box.y, one.box.width, one.box.height
    if one.kind == "dataStoreReference":
        top, bottom = f"a{w / 2:g} 6 0 0 1 {w} 0", f"a{w / 2:g} 6 0 0 1 {-w} 0"
        return f'<path class="ik" d="M{x} {y + 6}{top}v{h - 12}{bottom}zM{x} {y + 6}a{w / 2:g} 6 0 0 0 {w} 0"/>'
    fold = min(w, h) // 3
    sheet = f"M{x} {y}h{w - fold}l{fold} {fold}v{h - fold}h{-w}zM{x + w - fold} {y}v{fold}h{fold}"
    return f'<path class="ik" d="{sheet}"/>'


def _gateway(one: Node, name: str) -> str:
    box, (x, y) = one.box, one.box.middle
    corners = f"{x},{box.y} {box.x + box.width},{y} {x},{box.y + box.height} {box.x},{y}"
    sign = _GATEWAYS.get(one.kind, "")
    inner = f'<path class="ik kuat" transform="translate({x} {y})" d="{sign}"/>' if sign else ""
    return f'<polygon class="{name}" points="{corners}"/>{inner}'


def _event(one: Node, name: str) -> str:
    x, y = one.box.middle
    radius = min(one.box.width, one.box.height) / 2
    calm = "" if one.interrupting else " putus"
    if one.kind == "endEvent":
        name += " akhir"
    parts = [f'<circle class="{name}{calm}" cx="{x}" cy="{y}" r="{radius:g}"/>']
    if one.kind in ("boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"):
        parts.append(f'<circle class="ik{calm}" cx="{x}" cy="{y}" r="{radius - 3:g}"/>')
    if sign := _EVENTS.get(one.event):
        thrown = " isi" if one.kind in ("intermediateThrowEvent", "endEvent") else ""
        parts.append(f'<path class="ik{thrown}" transform="translate({x} {y})" d="{sign}"/>')
    return "".join(parts)
