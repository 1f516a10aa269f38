"""The token machine's events that stand beside the work: event sub-processes, errors, escalations, conditions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.workflows.token_parts import BPMN, Data, Scope, Token, graph, signal_of, thrown_by
from workflows import clock, expressions


class Uncaught(Exception):
    """An error that nobody catches: an operator may bring it about."""


class Beside:
    """Part of tests.workflows.token.Machine."""

    tokens: list[Token]
    facts: Data
    heard: list[tuple[Token, str]]
    done: list[str]

    def _listen(self, scope: Scope, name: str) -> None:
        """Arm an event sub-process."""
        (start,) = scope.graph.nodes[name].iterchildren(f"{BPMN}startEvent")
        token = Token(scope, name, dict(scope.begun), what="listener")
        self._arm(token, start, token.dues)
        self.tokens.append(token)

    def _arm(self, token: Token, event: Any, dues: dict[str, datetime | None]) -> None:
        name = event.get("id")
        if event.find(f"{BPMN}conditionalEventDefinition") is not None:
            token.asked[name] = False
        elif thrown_by(event) is not None:
            token.catching.add(name)
        else:
            dues[name] = self._due(event, token.data)
            token.coming[name] = self._cycle(event, token.data)

    def _rearm(self, token: Token, name: str, dues: dict[str, datetime | None]) -> bool:
        """Whether a cycle has a further moment, which is then awaited; what was missed counts as the one just fired."""
        left = token.coming[name] = [moment for moment in token.coming[name] if moment > clock.now()]
        if left:
            dues[name] = left[0]
        return bool(left)

    def beside(self, token: Token) -> set[str]:
        """The events that wait beside or on something."""
        own = {token.node} if token.what == "catch" else set()
        return {*token.guards, *token.catching, *token.asked} - own

    def _disarm(self, token: Token, name: str) -> None:
        token.guards.pop(name, None)
        token.asked.pop(name, None)
        token.catching.discard(name)

    def _throw(self, scope: Scope, node: str, data: Data) -> None:
        """To the nearest who catches: by the code before by any; beside the branches before around them."""
        if scope.graph.kind(node) in ("endEvent", "intermediateThrowEvent"):
            self._broadcast(scope.graph.nodes[node])
        thrown = thrown_by(scope.graph.nodes[node])
        if thrown is None or scope.graph.kind(node) not in ("endEvent", "intermediateThrowEvent"):
            return
        self._find(thrown, scope, data)

    def _find(self, thrown: tuple[str, str | None], scope: Scope, data: Data, first: Token | None = None) -> None:
        """`first`: the activity that throws, whose own boundary events are asked before all others."""
        at: Scope | None = scope
        while at is not None:
            beside = [token for token in self.tokens if token.scope is at and token.what == "listener"]
            host = at.owner and (at.owner.owner or at.owner)
            for places in ([first] if first else [], beside, [host] if host else []):
                found = {name: token for token in places for name in token.catching}
                for wanted in (thrown, (thrown[0], None)):
                    for name, token in found.items():
                        if self._catches(token, name) == wanted:
                            self._go([self._take(token, name, data)])
                            return
            at, first = at.owner.scope if at.owner else None, None
        if thrown[0] == "error":
            raise Uncaught(f"error {thrown[1]} tidak ditangkap")

    def fail(self, token: Token, code: str, facts: Data) -> None:
        """The job of a service task ends with an error."""
        self.done = [token.node]
        token.data.update(facts)
        self._tell(token.scope, facts)
        self._find(("error", code), token.scope, dict(token.data), token.owner or token)
        self._settle()

    def hearing(self, name: str) -> list[tuple[Token, str]]:
        """Whoever waits for a signal now."""
        return [
            (token, event)
            for token in self.tokens
            for event in (*token.dues, *token.guards)
            if signal_of(self._event(token, event)) == name
        ]

    def _broadcast(self, thrower: Any) -> None:
        """Heard by whoever waits just now; they take it up later, each for itself."""
        name = signal_of(thrower)
        if name is not None:
            self.heard += self.hearing(name)

    def _catches(self, token: Token, name: str) -> tuple[str, str | None] | None:
        return thrown_by(self._event(token, name))

    def _event(self, token: Token, name: str) -> Any:
        if token.what == "listener":
            return next(one for one in token.scope.graph.nodes[token.node] if one.get("id") == name)
        return token.scope.graph.nodes[name]

    def _look(self) -> None:
        """Conditions that have become true: all asked first, then fired, the outermost first."""
        true: list[tuple[int, str, Token]] = []
        for token in self.tokens:
            for name, was in token.asked.items():
                text = self._event(token, name).findtext(f".//{BPMN}condition").strip()
                known = (token.scope.begun if token.scope.in_loop else self.facts) | self._in_scope(token.scope)
                now = expressions.names(text) <= known.keys() and bool(expressions.evaluate(text, known))
                token.asked[name] = now
                if now and not was:
                    true.append((token.scope.depth, name, token))
        moving = []
        for _, name, token in sorted(true, key=lambda one: one[:2]):
            if token in self.tokens:
                moving.append(self._take(token, name, {}))
        self._go(moving)

    def _take(self, token: Token, name: str, known: Data) -> Token:
        """An event beside or on something has happened: interrupt, and stand ready to go on from it."""
        scope, event = token.scope, self._event(token, name)
        if token.what == "listener":
            data = (dict(scope.begun) if scope.in_loop else dict(self.facts)) | known
            node, calm = token.node, event.get("isInterrupting") == "false"
            if not calm:
                for other in list(self.tokens):
                    if other.scope is scope and other in self.tokens:
                        self._kill(other)
            elif token.dues.get(name) is not None and not self._rearm(token, name, token.dues):
                self.tokens.remove(token)
        elif token.what == "catch":
            data, node = token.data, name
            self.tokens.remove(token)
        else:
            data, node = dict(token.found if token.what == "multi" else token.data) | known, name
            if event.get("cancelActivity", "true") == "true":
                self._kill(token)
        if known:
            self._latest(scope, data)
        moved = Token(scope, node, data, what="moving")
        self.tokens.append(moved)
        return moved

    def _go(self, moving: list[Token]) -> None:
        for token in moving:
            if token in self.tokens:
                self.tokens.remove(token)
                if token.scope.graph.nodes[token.node].get("triggeredByEvent") == "true":
                    self._body(token)
                else:
                    self._leave(token.scope, token.node, token.data)

    def _body(self, token: Token) -> None:
        """An event sub-process begins."""
        token.what = "scope"
        self.tokens.append(token)
        self._begin(graph(token.scope.graph.nodes[token.node]), token, dict(token.data))

    def _tell(self, scope: Scope, new: Data) -> None:
        self.facts.update(new)
        while scope.in_loop:
            scope.begun.update(new)
            assert scope.owner is not None
            scope = scope.owner.scope
