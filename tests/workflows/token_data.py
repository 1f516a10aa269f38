"""The token machine's data objects: kept by the scope that draws them, laid before a step and taken from it."""

from __future__ import annotations

from typing import Any

from tests.workflows.token_parts import BPMN, Data, Scope


class Kept:
    """Part of tests.workflows.token.Machine."""

    hidden: frozenset[str]

    def _known_as(self, scope: Scope, node: str, way: str, end: str) -> list[str]:
        element = scope.graph.nodes[node]
        named = [one.findtext(f"{BPMN}{end}") for one in element.findall(f"{BPMN}{way}")]
        root = element.getroottree()
        shown = {one.get("id"): one.get("dataObjectRef") for one in root.iter(f"{BPMN}dataObjectReference")}
        return [shown[one] for one in named]

    def _home(self, scope: Scope, name: str) -> Scope:
        while all(one.get("id") != name for one in scope.graph.element.findall(f"{BPMN}dataObject")):
            assert scope.owner is not None
            scope = scope.owner.scope
        return scope

    def _lay(self, scope: Scope, node: str, data: Data) -> None:
        for name in self._known_as(scope, node, "dataInputAssociation", "sourceRef"):
            data[name] = self._home(scope, name).objects[name]

    def _store(self, scope: Scope, node: str, data: Data) -> None:
        for name in self._known_as(scope, node, "dataOutputAssociation", "targetRef"):
            self._home(scope, name).objects[name] = data[name]
        for name in self.hidden:
            data.pop(name, None)

    def _in_scope(self, scope: Scope | None) -> Data:
        found: Data = {}
        while scope is not None:
            found = scope.objects | found
            scope = scope.owner.scope if scope.owner is not None else None
        return found

    def _facts_of(self, data: Data) -> Data:
        return {name: value for name, value in data.items() if name not in self.hidden}


def named_objects(process: Any) -> frozenset[str]:
    """What a diagram's objects are called."""
    return frozenset(one.get("id") for one in process.iter(f"{BPMN}dataObject"))
