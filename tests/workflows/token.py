"""A tiny interpreter of BPMN by tokens, independent of the engine: it reads the XML itself and knows no tree.

It is the judge where stock SpiffWorkflow is wrong (joins inside loops). Conditions and scripts go through
workflows.expressions and moments through workflows.clock; everything about tokens is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from lxml import etree

from tests.workflows.irama import moments
from tests.workflows.token_beside import Beside
from tests.workflows.token_data import Kept, named_objects
from tests.workflows.token_parts import BPMN, Data, Graph, Scope, Token, graph, upstream
from tests.workflows.token_repeats import Repeats, repeats
from workflows import clock, expressions

SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
OPEN = ("userTask", "manualTask", "serviceTask")
ACTIVITIES = (*OPEN, "subProcess", "callActivity")
COUNTED = (
    *(*OPEN, "scriptTask", "businessRuleTask", "intermediateCatchEvent", "boundaryEvent", "endEvent", "receiveTask"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"),
)


class Machine(Beside, Repeats, Kept):
    """One instance. `called`: XML by process key; `decide`: decision id and data to new facts."""

    def __init__(
        self,
        xml: bytes,
        called: Mapping[str, bytes] | None = None,
        facts: Data | None = None,
        decide: Callable[[str, Data], Data] | None = None,
    ) -> None:
        self.called = {key: graph(_process(text)) for key, text in (called or {}).items()}
        self.decide = decide
        self.hidden = named_objects(_process(xml))
        texts = (xml, *(called or {}).values())
        self.kinds = {
            node.get("id"): etree.QName(node).localname
            for text in texts
            for node in _process(text).iter(etree.Element)
            if node.get("id")
        }
        self.triggers = {
            node.get("id")
            for text in texts
            for node in _process(text).iter(f"{BPMN}startEvent")
            if node.getparent().get("triggeredByEvent") == "true"
        }
        self.facts: Data = dict(facts or {})
        self.tokens: list[Token] = []
        self.inner: dict[Token, Scope] = {}
        self.done: list[str] = []
        self.ended = False
        self.heard: list[tuple[Token, str]] = []
        self._begin(graph(_process(xml)), None, dict(self.facts))
        self._settle()

    # what can be seen

    def open(self) -> list[Token]:
        return [token for token in self.tokens if token.what == "task"]

    def waits(self) -> list[tuple[Token, str, datetime | None]]:
        return [
            (token, name, due)
            for token in self.tokens
            for name, due in (*token.dues.items(), *token.guards.items(), *((one, None) for one in token.asked))
        ]

    def counts(self, name: str) -> bool:
        """Whether the history of the engine is compared for this element."""
        return self.kinds[name] in COUNTED or name in self.triggers

    # what can be done

    def complete(self, token: Token, facts: Data) -> None:
        self.done = []
        self._write(token, facts)
        self._finish(token)
        self._settle()

    def deliver(self, token: Token, name: str) -> None:
        self.done = []
        self._fire(token, name)
        self._settle()

    def hear(self, name: str) -> None:
        """A signal from outside, or (no name) those thrown before: the outermost first, each if it still waits."""
        self.done = []
        heard, self.heard = (self.hearing(name), self.heard) if name else (self.heard, [])
        for token, event in sorted(heard, key=lambda one: (one[0].scope.depth, one[1])):
            if token in self.tokens and (event in token.dues or event in token.guards):
                self._fire(token, event)
                self._settle()

    def move(self, token: Token, name: str, target: str, facts: Data) -> None:
        """Lead a token (or, by its name, a boundary event that waits at it) to another node of its scope."""
        self.done = []
        data = dict(token.found if token.what == "multi" else token.data)
        if not token.scope.in_loop:
            data.update(self.facts)
        data = self._facts_of(data) | facts
        self._tell(token.scope, facts)
        if name not in self.beside(token) or self._interrupts(token.scope, name):
            self._kill(token)
        else:
            self._disarm(token, name)
        moved = Token(token.scope, target, data, what="moving")
        self.tokens.append(moved)
        self._look()
        if moved in self.tokens:
            self.tokens.remove(moved)
            self._enter(token.scope, token.scope.graph.into[target][0], data)
        self._settle()

    def tick(self) -> None:
        """One after the other, the earliest first."""
        self.done = []
        while True:
            due = [(moment, index) for index, (_, _, moment) in enumerate(self.waits()) if moment is not None]
            due = [one for one in due if one[0] <= clock.now()]
            if not due:
                return
            token, name, _ = self.waits()[min(due)[1]]
            self._fire(token, name)
            self._settle()

    def _begin(self, drawn: Graph, owner: Token | None, data: Data) -> None:
        in_loop = owner is not None and (owner.owner is not None or owner.scope.in_loop)
        scope = Scope(drawn, owner, in_loop=in_loop, begun=dict(data), depth=owner.scope.depth + 1 if owner else 0)
        if owner is not None:
            self.inner[owner] = scope
        for name in drawn.nodes:
            if drawn.nodes[name].get("triggeredByEvent") == "true":
                self._listen(scope, name)
        (start,) = (name for name in drawn.nodes if drawn.kind(name) == "startEvent")
        begun = Token(scope, start, data, what="moving")
        self.tokens.append(begun)
        self._look()
        if begun in self.tokens:
            self.tokens.remove(begun)
            self._leave(scope, start, data)

    def _leave(self, scope: Scope, node: str, data: Data) -> None:
        """A step is done; what it throws, and what its facts make true, comes before what follows it."""
        self.done.append(node)
        self._store(scope, node, data)
        token = Token(scope, node, data, what="moving")
        self.tokens.append(token)
        self._throw(scope, node, data)
        self._look()
        if token in self.tokens:
            self.tokens.remove(token)
            self._on(scope, node, data)

    def _on(self, scope: Scope, node: str, data: Data) -> None:
        self._spread(scope, scope.graph.out.get(node, []), data)

    def _spread(self, scope: Scope, flows: list[Any], data: Data) -> None:
        """One branch may end what the next has not yet begun."""
        branches = [(Token(scope, flow.get("targetRef"), dict(data), what="moving"), flow) for flow in flows]
        self.tokens.extend(token for token, _ in branches)
        for token, flow in branches:
            if token in self.tokens:
                self.tokens.remove(token)
                self._enter(scope, flow, token.data)

    def _enter(self, scope: Scope, flow: Any, data: Data) -> None:
        node = flow.get("targetRef")
        kind = scope.graph.kind(node)
        element = scope.graph.nodes[node]
        loop = repeats(element)
        self._lay(scope, node, data)
        if loop is not None:
            self._repeat(Token(scope, node, data, what="multi"), loop)
        elif kind in ACTIVITIES:
            self._activity(Token(scope, node, data))
        elif kind in ("parallelGateway", "inclusiveGateway"):
            self.tokens.append(Token(scope, node, data, via=flow.get("id"), what="join"))
            if kind == "parallelGateway":
                self._join_all(scope, node)
            elif len(scope.graph.into[node]) == 1:
                self._join_some(scope, node)  # where one flow comes in there is nothing to wait for
        elif kind == "exclusiveGateway":
            self.done.append(node)
            self._enter(scope, self._choose(scope, node, data)[0], data)
        elif kind == "eventBasedGateway":
            names = [one.get("targetRef") for one in scope.graph.out[node]]
            dues = {name: self._due(scope.graph.nodes[name], data) for name in names}
            self.tokens.append(Token(scope, node, data, what="catch", dues=dues))
        elif kind in ("intermediateCatchEvent", "receiveTask"):
            token = Token(scope, node, data, what="catch")
            self._arm(token, element, token.dues)
            self.tokens.append(token)
            self._look()
        elif kind == "endEvent":
            self._end(scope, node, data)
        else:
            self._automatic(scope, node, kind, element, data)

    def _automatic(self, scope: Scope, node: str, kind: str, element: Any, data: Data) -> None:
        new = self._work(kind, element, data)
        data.update(new)
        self._tell(scope, self._facts_of(new))
        self._leave(scope, node, data)

    def _work(self, kind: str, element: Any, data: Data) -> Data:
        """The facts that a step of the engine's own sets."""
        if kind == "scriptTask":
            after = expressions.execute(element.findtext(f"{BPMN}script"), data)
            return {key: value for key, value in after.items() if key not in data or data[key] != value}
        if kind == "businessRuleTask":
            assert self.decide is not None
            return self.decide(element.findtext(f".//{SPIFF}calledDecisionId"), data)
        assert kind in ("intermediateThrowEvent", "sendTask"), kind
        return {}

    def _choose(self, scope: Scope, node: str, data: Data) -> list[Any]:
        default = scope.graph.nodes[node].get("default")
        flows = scope.graph.out[node]
        known = data | self._in_scope(scope)
        chosen = [flow for flow in flows if _condition(flow) and expressions.evaluate(_condition(flow), known)]
        return chosen or [flow for flow in flows if flow.get("id") == default or not _condition(flow)]

    def _activity(self, token: Token) -> None:
        drawn, name = token.scope.graph, token.node
        if token.owner is None:
            for one in drawn.guards(name):
                self._arm(token, drawn.nodes[one], token.guards)
        kind = drawn.kind(name)
        token.what = "task" if kind in OPEN else "scope"
        self.tokens.append(token)
        if token.asked:
            self._look()
        if token not in self.tokens:
            return
        if kind == "subProcess":
            self._begin(graph(drawn.nodes[name]), token, dict(token.data))
        elif kind == "callActivity":
            self._begin(self.called[drawn.nodes[name].get("calledElement")], token, dict(token.data))

    def _finish(self, token: Token) -> None:
        """An activity is over: its guards go, its token moves on."""
        self.tokens.remove(token)
        owner = token.owner
        if token.what == "multi":  # its instances are in the history, one by one
            token.data.update(token.aside)
            answers = repeats(token.scope.graph.nodes[token.node]).findtext(f"{BPMN}loopDataOutputRef")
            if answers is not None:
                self._tell(token.scope, self._facts_of({answers: token.data[answers]}))
            self._store(token.scope, token.node, token.data)
            self._latest(token.scope, token.data)
            moved = Token(token.scope, token.node, token.data, what="moving")
            self.tokens.append(moved)
            self._look()
            if moved in self.tokens:
                self.tokens.remove(moved)
                self._on(token.scope, token.node, token.data)
            return
        if owner is None:
            if token.scope.graph.nodes[token.node].get("triggeredByEvent") == "true":
                token.scope.left.update(token.data)
            self._leave(token.scope, token.node, token.data)
            return
        self._one_done(token)

    def _fire(self, token: Token, name: str) -> None:
        if token.what == "listener":
            self._go([self._take(token, name, {})])
            return
        if name in token.dues and token.owner is not None:
            self._finish(token)
            return
        if name in token.dues:
            self.tokens.remove(token)
            self.done.extend([token.node] if token.node != name else [])
            self._leave(token.scope, name, token.data)
            return
        data = dict(token.found if token.what == "multi" else token.data)
        event = token.scope.graph.nodes[name]
        if self._interrupts(token.scope, name):
            self._kill(token)
        elif event.find(f"{BPMN}timerEventDefinition") is None or token.coming[name]:  # may come more than once
            self._latest(token.scope, data)
            if token.coming[name] and not self._rearm(token, name, token.guards):
                token.guards.pop(name)
        else:
            token.guards.pop(name)
        self._leave(token.scope, name, data)

    def _interrupts(self, scope: Scope, name: str) -> bool:
        return scope.graph.nodes[name].get("cancelActivity", "true") == "true"

    def _kill(self, token: Token) -> None:
        self.tokens.remove(token)
        for other in list(self.tokens):
            if other in self.tokens and (other.scope.owner is token or other.owner is token):
                self._kill(other)

    def _end(self, scope: Scope, node: str, data: Data) -> None:
        self.done.append(node)
        scope.left.update(data)
        if scope.graph.nodes[node].find(f"{BPMN}terminateEventDefinition") is not None:
            for other in list(self.tokens):
                if other.scope is scope and other in self.tokens:
                    self._kill(other)
        self._throw(scope, node, data)
        self._look()

    def _join_all(self, scope: Scope, node: str) -> None:
        flows = [flow.get("id") for flow in scope.graph.into[node]]
        here = {token.via: token for token in reversed(self._at(scope, node))}
        if all(flow in here for flow in flows):
            self._go_on(scope, node, list(here.values()), scope.graph.out[node])

    def _join_some(self, scope: Scope, node: str) -> bool:
        here = {token.via: token for token in reversed(self._at(scope, node))}
        came = upstream(scope.graph, node, set(here))
        could = upstream(scope.graph, node, {flow.get("id") for flow in scope.graph.into[node]} - set(here))
        places = [token for token in self.tokens if token.scope is scope and token.node != node]
        for token in places:
            for place in (token.node, *token.guards):
                if place in could and place not in came:
                    return False
        return self._go_on(scope, node, list(here.values()), None)

    def _go_on(self, scope: Scope, node: str, used: list[Token], flows: list[Any] | None) -> bool:
        data: Data = {}
        for token in sorted(used, key=self.tokens.index):
            data.update(token.data)
        for token in used:
            self.tokens.remove(token)
        self._latest(scope, data)
        self.done.append(node)
        self._spread(scope, self._choose(scope, node, data) if flows is None else flows, data)
        return True

    def _at(self, scope: Scope, node: str) -> list[Token]:
        return [token for token in self.tokens if token.scope is scope and token.node == node]

    def _settle(self) -> None:
        """Inclusive joins whose tokens have all come, and scopes in which nothing is left."""
        moved = True
        while moved:
            moved = False
            for token in list(self.tokens):
                if token not in self.tokens:
                    continue
                inside = any(other.scope.owner is token and other.what != "listener" for other in self.tokens)
                if token.what == "join" and token.scope.graph.kind(token.node) == "inclusiveGateway":
                    moved = self._join_some(token.scope, token.node) or moved
                elif token.what == "scope" and not inside:
                    moved = True
                    scope = self.inner.pop(token)
                    self.tokens = [other for other in self.tokens if other.scope is not scope]
                    token.data = scope.left
                    self._latest(scope, token.data)
                    self._finish(token)
        if all(token.what == "listener" for token in self.tokens):
            self.tokens = []
            self.ended = True

    def _latest(self, scope: Scope, data: Data) -> None:
        if not scope.in_loop:
            data.update({key: self.facts[key] for key in data if key in self.facts})

    def _write(self, token: Token, facts: Data) -> None:
        token.data.update(facts)
        self._tell(token.scope, facts)

    def _due(self, event: Any, data: Data) -> datetime | None:
        timer = event.find(f"{BPMN}timerEventDefinition")
        if timer is None:
            return None
        cycle = self._cycle(event, data)
        if cycle:
            return cycle[0]
        (text,) = (child.text for child in timer.iterchildren(etree.Element))
        return clock.moment(expressions.evaluate(text.strip(), data))

    def _cycle(self, event: Any, data: Data) -> list[datetime]:
        text = event.findtext(f"{BPMN}timerEventDefinition/{BPMN}timeCycle")
        return moments(expressions.evaluate(text.strip(), data), clock.now()) if text else []


def _process(xml: bytes) -> Any:
    return etree.fromstring(xml).find(f"{BPMN}process")


def _condition(flow: Any) -> str | None:
    return flow.findtext(f"{BPMN}conditionExpression")
