"""The paths: everything can be reached, everything can end, and every fork knows where to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.checks.diagram import ACTIVITIES, GATEWAYS, Diagram, Flow, Node, Scope
from workflows.checks.finding import Report, local

_AUTOMATIC = frozenset(
    {"scriptTask", "businessRuleTask", "sendTask", "intermediateThrowEvent", *(GATEWAYS - {"eventBasedGateway"})}
)


def check(diagram: Diagram, report: Report) -> None:
    """Starts, ends, reachability, forks and boundary events of every scope."""
    for scope in diagram.scopes:
        for flow in scope.stray:
            report.error(
                flow.element,
                f"alur dari “{flow.source}” ke “{flow.target}” tidak menghubungkan dua elemen di tempat yang sama.",
            )
        _check_ends(scope, report)
        for node in scope.nodes.values():
            _check_outgoing(node, report)
            _check_place(node, scope, report)
        _check_reach(scope, report)
        _check_joins(scope, report)
        _check_busy_loops(scope, report)


def _check_ends(scope: Scope, report: Report) -> None:
    kinds = [node.kind for node in scope.nodes.values()]
    if kinds.count("startEvent") != 1:
        report.error(scope.element, f"harus ada tepat satu start event, bukan {kinds.count('startEvent')}.")
    if "endEvent" not in kinds:
        report.error(scope.element, "tidak ada end event.")


def _check_outgoing(node: Node, report: Report) -> None:
    count = len(node.outgoing)
    if node.triggered:
        if count or node.incoming:
            report.error(node.element, "event sub-process tidak boleh memiliki alur masuk atau keluar.")
        return
    if node.kind == "endEvent":
        if count:
            report.error(node.element, "end event tidak boleh memiliki alur keluar.")
        return
    if not count:
        report.error(node.element, "jalur buntu: tidak ada alur keluar.")
    if node.kind in GATEWAYS:
        _check_gateway(node, report)
        return
    if count > 1:
        report.error(node.element, f"{count} alur keluar tanpa gateway; pakai gateway untuk bercabang.")
    _no_conditions(node, report)


def _no_conditions(node: Node, report: Report) -> None:
    for flow in node.outgoing:
        if flow.condition is not None:
            report.error(flow.element, "syarat pada alur ini tidak akan dibaca; syarat hanya berlaku sesudah gateway.")


def _check_gateway(node: Node, report: Report) -> None:
    if node.kind in ("parallelGateway", "eventBasedGateway"):
        _no_conditions(node, report)
        return
    default = node.element.get("default")
    if default and default not in [flow.element.get("id") for flow in node.outgoing]:
        report.error(node.element, f"alur baku “{default}” bukan alur keluar gateway ini.")
    single = len(node.outgoing) == 1 and node.outgoing[0].condition is None
    if not default and node.outgoing and not single:
        report.error(node.element, "tidak ada alur baku (default) bila tidak satu pun syarat terpenuhi.")
    for flow in node.outgoing:
        is_default = flow.element.get("id") == default
        if is_default and flow.condition is not None:
            report.warn(flow.element, "syarat pada alur baku tidak akan dibaca.")
        elif not is_default and not single and flow.condition is None:
            report.error(flow.element, "alur ini membutuhkan syarat, atau jadikan alur baku.")


def _check_place(node: Node, scope: Scope, report: Report) -> None:
    """Boundary events sit on activities of the same scope; nothing flows into starts and boundary events."""
    if node.kind in ("startEvent", "boundaryEvent") and node.incoming:
        report.error(node.element, f"{node.kind} tidak boleh memiliki alur masuk.")
    if node.kind == "boundaryEvent":
        host = scope.nodes.get(node.attached or "")
        if host is None or host.kind not in ACTIVITIES or host.triggered:
            report.error(node.element, "boundary event tidak menempel pada sebuah tugas.")
    if node.kind == "eventBasedGateway":
        for flow in node.outgoing:
            target = scope.nodes[flow.target]
            if target.kind not in ("intermediateCatchEvent", "receiveTask"):
                report.error(flow.element, "sesudah eventBasedGateway harus ada event penangkap atau receiveTask.")
            if any(local(event) == "conditionalEventDefinition" for event in target.events()):
                report.error(target.element, "kejadian bersyarat sesudah eventBasedGateway tidak didukung.")


def _check_reach(scope: Scope, report: Report) -> None:
    flows = {name: [flow.target for flow in node.outgoing] for name, node in scope.nodes.items()}
    ends = {name for name, node in scope.nodes.items() if node.kind == "endEvent"}
    opening = {name: list(targets) for name, targets in flows.items()}
    leaving = {name: list(targets) for name, targets in flows.items()}
    for name, node in scope.nodes.items():
        if node.attached in opening:
            opening[node.attached].append(name)
            # A reminder beside the task lets nobody out of it, unless it ends everything.
            if node.interrupting or _terminates(scope, _walk([name], flows)):
                leaving[node.attached].append(name)
    begun = (name for name, node in scope.nodes.items() if node.kind == "startEvent" or node.triggered)
    reached = _walk(begun, opening)
    # Where an event sub-process takes over, everything in the scope ends with it.
    ending = set(scope.nodes) if scope.takers() else _walk(ends, _reversed(leaving))
    for name, node in scope.nodes.items():
        if name not in reached:
            report.error(node.element, "tidak dapat dicapai dari start event.")
        if name not in ending and node.outgoing:
            report.error(node.element, "jalur tanpa akhir: dari sini tidak ada end event yang dapat dicapai.")


def _terminates(scope: Scope, names: set[str]) -> bool:
    return any(local(event) == "terminateEventDefinition" for name in names for event in scope.nodes[name].events())


def _reversed(edges: Mapping[str, list[str]]) -> dict[str, list[str]]:
    backward: dict[str, list[str]] = {name: [] for name in edges}
    for name, targets in edges.items():
        for target in targets:
            backward[target].append(name)
    return backward


def _walk(starts: Iterable[str], edges: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(edges[name])
    return seen


def _check_joins(scope: Scope, report: Report) -> None:
    """Who goes back before a parallel join must run all its branches again: the join waits for each of them."""
    joins = [node for node in scope.nodes.values() if node.kind == "parallelGateway" and len(node.incoming) > 1]
    edges = {name: [flow.target for flow in node.outgoing] for name, node in scope.nodes.items()}
    for node in scope.nodes.values():
        if node.attached in edges:
            edges[node.attached].append(node.id)
    for join in joins:
        after = _walk(edges[join.id], edges)
        missing = [flow for flow in join.incoming if flow.source not in after]
        if join.id in after and missing:
            names = ", ".join(f"“{flow.source}”" for flow in missing)
            report.error(
                join.element,
                "alur kembali ke sebelum penggabungan serentak ini tanpa menjalankan lagi cabang dari "
                f"{names}; perkara akan menunggu selamanya. Kembalilah ke sesudah penggabungan.",
            )


def _check_busy_loops(scope: Scope, report: Report) -> None:
    """A circle in which nothing ever waits may spin until the step budget stops it."""
    automatic = {name: node for name, node in scope.nodes.items() if node.kind in _AUTOMATIC}
    edges = {name: [f.target for f in _inside(node.outgoing, automatic)] for name, node in automatic.items()}
    for name, node in automatic.items():
        if name in _walk(edges[name], edges):
            report.warn(node.element, "berada dalam lingkaran yang tidak pernah menunggu orang, waktu atau pesan.")


def _inside(flows: list[Flow], nodes: Mapping[str, Node]) -> list[Flow]:
    return [flow for flow in flows if flow.target in nodes]
