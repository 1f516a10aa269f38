"""The token machine's repeated activities: multi-instance, at once or in turn, and the standard loop."""

from __future__ import annotations

from typing import Any

from tests.workflows.token_parts import BPMN, Data, Token
from workflows import expressions

MULTI = f"{BPMN}multiInstanceLoopCharacteristics"
LOOP = f"{BPMN}standardLoopCharacteristics"


def repeats(element: Any) -> Any | None:
    """How an activity is repeated."""
    multi = element.find(MULTI)
    return element.find(LOOP) if multi is None else multi


class Repeats:
    """Part of tests.workflows.token.Machine."""

    tokens: list[Token]
    done: list[str]

    def _repeat(self, token: Token, loop: Any) -> None:
        """Arm what sits on the whole of it, then begin one instance or all."""
        for one in token.scope.graph.guards(token.node):
            self._arm(token, token.scope.graph.nodes[one], token.guards)
        token.found = dict(token.data)
        self.tokens.append(token)
        self._look()
        if token not in self.tokens:
            return
        token.rest = self._items(token, loop)
        for name in self._own(loop):
            if name in token.data:
                token.aside[name] = token.data.pop(name)
        token.left = len(token.rest)
        answers = loop.findtext(f"{BPMN}loopDataOutputRef")
        if answers is not None:
            token.data[answers] = []
        if not token.rest or (loop.get("testBefore") == "true" and not self._goes_on(token, loop)):
            self._finish(token)
            return
        many = 1 if loop.tag == LOOP or loop.get("isSequential") == "true" else len(token.rest)
        made = [self._instance(token) for _ in range(many)]
        for one in made:
            if one in self.tokens:
                self.tokens.remove(one)
                self._begin_one(one)

    def _items(self, token: Token, loop: Any) -> list[Data]:
        """What each instance gets of its own."""
        if loop.tag == LOOP:
            return [{} for _ in range(int(loop.get("loopMaximum")))]
        source = loop.findtext(f"{BPMN}loopDataInputRef")
        if source is None:
            return [{} for _ in range(expressions.evaluate(loop.findtext(f"{BPMN}loopCardinality"), token.data))]
        item = loop.find(f"{BPMN}inputDataItem")
        return [{} if item is None else {item.get("id"): one} for one in token.data[source]]

    def _own(self, loop: Any) -> list[str]:
        return [one.get("id") for one in loop.iterchildren(f"{BPMN}inputDataItem", f"{BPMN}outputDataItem")]

    def _goes_on(self, token: Token, loop: Any) -> bool:
        condition = loop.findtext(f"{BPMN}loopCondition")
        return condition is None or bool(expressions.evaluate(condition, token.data))

    def _instance(self, owner: Token) -> Token:
        one = Token(owner.scope, owner.node, owner.data | owner.rest.pop(0), what="moving", owner=owner)
        self.tokens.append(one)
        return one

    def _begin_one(self, token: Token) -> None:
        scope, name = token.scope, token.node
        kind = scope.graph.kind(name)
        if kind == "receiveTask":
            token.what, token.dues = "catch", {name: None}
            self.tokens.append(token)
        elif kind in ("scriptTask", "businessRuleTask", "sendTask"):
            self.tokens.append(token)
            new = self._work(kind, scope.graph.nodes[name], token.data)
            token.data.update(new)
            self._tell(scope, self._facts_of(new))
            self._finish(token)
        else:
            self._activity(token)

    def _one_done(self, token: Token) -> None:
        """An instance is over: what it found goes to the whole, which may be over too."""
        owner = token.owner
        assert owner is not None
        loop = repeats(token.scope.graph.nodes[token.node])
        self.done.append(token.node)
        answers = loop.findtext(f"{BPMN}loopDataOutputRef")
        if answers is None:
            owner.data.update(token.data)
        else:
            answer = token.data[loop.find(f"{BPMN}outputDataItem").get("id")]
            owner.data[answers] = [*owner.data[answers], answer]
        for name in self._own(loop):
            owner.data.pop(name, None)
        owner.left -= 1
        enough = loop.findtext(f"{BPMN}completionCondition")
        over = not owner.left or not self._goes_on(owner, loop)
        if over or (enough is not None and expressions.evaluate(enough, token.data)):
            for other in list(self.tokens):
                if other.owner is owner and other in self.tokens:
                    self._kill(other)
            self._finish(owner)
            return
        self._look()
        if owner in self.tokens and (loop.tag == LOOP or loop.get("isSequential") == "true"):
            one = self._instance(owner)
            self.tokens.remove(one)
            self._begin_one(one)
