"""Small BPMN texts for the engine's tests: a diagram is drawn in a few lines and given out as bytes."""

import re
from collections.abc import Mapping
from html import escape

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
)


class Diagram:
    """Nodes, then flows; every method gives the diagram back."""

    def __init__(self, key: str, name: str | None = None) -> None:
        self.key, self.name = key, name or key
        self._lanes: dict[str, list[str]] = {}
        self._nodes: list[str] = []
        self._flows: list[str] = []
        self._messages: dict[str, str] = {}
        self._signals: dict[str, str] = {}
        self._parties: dict[str, str] = {}
        self._codes: dict[tuple[str, str], None] = {}
        self._leaving = ""
        self._data: list[str] = []

    def party(self, lane: str, party: str) -> "Diagram":
        """Who does the work of a lane in a process that starts by the clock."""
        self._parties[lane] = party
        return self

    def start(self, id: str = "mulai", on: str = "", interrupting: bool = True, **props: str) -> "Diagram":
        """`on`: of an event sub-process, or the clock, as `event` reads it."""
        attributes = "" if interrupting else 'isInterrupting="false"'
        return self._node(
            "startEvent", id, lane="Sistem", attributes=attributes, props=props, inside=self._trigger(id, on)
        )

    def end(
        self, id: str = "selesai", terminate: bool = False, message: str | None = None, on: str = "", **props: str
    ) -> "Diagram":
        """`on`: error:KODE, escalation:KODE or signal:nama"""
        inside = f'<bpmn:terminateEventDefinition id="t_{id}"/>' if terminate else ""
        inside += self._message(id, message) if message else ""
        return self._node("endEvent", id, lane="Sistem", props=props, inside=inside + self._trigger(id, on))

    def event(self, id: str, trigger: str, on: str | None = None, interrupting: bool = True) -> "Diagram":
        """An event that is caught. `trigger`: timer:P1D, message:kabar, signal:kabar, error:KODE, escalation:KODE,
        condition:p0 > 1; error: and escalation: without a code catch any. `on`: the activity it sits on."""
        return self._catch(id, self._trigger(id, trigger), on, interrupting, {})

    def escalate(self, id: str, code: str) -> "Diagram":
        return self._node("intermediateThrowEvent", id, lane="Sistem", inside=self._trigger(id, f"escalation:{code}"))

    def data(self, name: str, text: str = "") -> "Diagram":
        """A data object; `reads` and `writes` draw arrows to it."""
        self._data += [
            f'<bpmn:dataObject id="{name}"/>',
            f'<bpmn:dataObjectReference id="ref_{name}" name="{text or name}" dataObjectRef="{name}"/>',
        ]
        return self

    def reads(self, node: str, *names: str) -> "Diagram":
        """Arrows from data objects to a step that has been drawn."""
        place = f'<bpmn:property id="isi_{node}" name="__targetRef_placeholder"/>'
        return self._arrows(node, place, "Input", names, f"<bpmn:targetRef>isi_{node}</bpmn:targetRef>")

    def writes(self, node: str, *names: str) -> "Diagram":
        """Arrows from a step to data objects; call it after `reads`."""
        return self._arrows(node, "", "Output", names, "")

    def _arrows(self, node: str, place: str, way: str, names: tuple[str, ...], rest: str) -> "Diagram":
        """Before what follows them in the schema: how often the step is repeated, and what it does."""
        (number,) = (number for number, one in enumerate(self._nodes) if f' id="{node}" ' in one.split(">", 1)[0])
        end = "sourceRef" if way == "Input" else "targetRef"
        drawn = place + "".join(
            f'<bpmn:data{way}Association id="{way}_{node}_{name}"><bpmn:{end}>ref_{name}</bpmn:{end}>{rest}'
            f"</bpmn:data{way}Association>"
            for name in names
        )
        text = self._nodes[number]
        after = (r"<bpmn:multiInstance", r"<bpmn:standardLoop", r"<bpmn:script>", r"<bpmn:\w+EventDefinition")
        places = [found.start() for one in after if (found := re.search(one, text))]
        at = min([*places, text.rindex("</bpmn:")])
        self._nodes[number] = text[:at] + drawn + text[at:]
        return self

    def leaving(self, *codes: str) -> "Diagram":
        """The process says that these errors may leave it."""
        self._leaving = (
            "<bpmn:extensionElements><spiffworkflow:properties>"
            f'<spiffworkflow:property name="kesalahan" value="{", ".join(codes)}"/>'
            "</spiffworkflow:properties></bpmn:extensionElements>"
        )
        return self

    def _trigger(self, id: str, trigger: str) -> str:
        kind, _, what = trigger.partition(":")
        if not kind:
            return ""
        if kind == "message":
            return self._message(id, what)
        if kind == "timer":
            return self._timer(id, what)
        if kind == "signal":
            return self._signal(id, what)
        if kind == "condition":
            return (
                f'<bpmn:conditionalEventDefinition id="def_{id}"><bpmn:condition xsi:type="bpmn:tFormalExpression">'
                f"{escape(what)}</bpmn:condition></bpmn:conditionalEventDefinition>"
            )
        if what:
            self._codes[kind, what] = None
        reference = f' {kind}Ref="{kind}_{what}"' if what else ""
        return f'<bpmn:{kind}EventDefinition id="def_{id}"{reference}/>'

    def user(self, id: str, lane: str = "Pegawai", name: str | None = None, mi: str = "", **props: str) -> "Diagram":
        return self._node("userTask", id, lane=lane, name=name or id.capitalize(), props=props, inside=mi)

    def script(self, id: str, text: str) -> "Diagram":
        return self._node("scriptTask", id, lane="Sistem", inside=f"<bpmn:script>{escape(text)}</bpmn:script>")

    def service(self, id: str, operation: str, **parameters: str) -> "Diagram":
        given = "".join(
            f'<spiffworkflow:parameter id="{key}" type="str" value="{escape(value)}"/>'
            for key, value in parameters.items()
        )
        operator = (
            f'<spiffworkflow:serviceTaskOperator id="{operation}">'
            f"<spiffworkflow:parameters>{given}</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator>"
        )
        return self._node("serviceTask", id, lane="Sistem", extension=operator)

    def decision(self, id: str, decision: str) -> "Diagram":
        called = f"<spiffworkflow:calledDecisionId>{decision}</spiffworkflow:calledDecisionId>"
        return self._node("businessRuleTask", id, lane="Sistem", extension=called)

    def call(self, id: str, key: str) -> "Diagram":
        return self._node("callActivity", id, lane="Sistem", attributes=f'calledElement="{key}"')

    def xor(self, id: str, default: str | None = None) -> "Diagram":
        return self._node("exclusiveGateway", id, lane="Sistem", attributes=f'default="{default}"' if default else "")

    def gateway(self, kind: str, id: str, default: str | None = None) -> "Diagram":
        """kind: parallel, inclusive, eventBased"""
        return self._node(f"{kind}Gateway", id, lane="Sistem", attributes=f'default="{default}"' if default else "")

    def timer(self, id: str, text: str, on: str | None = None, interrupting: bool = True, tag: str = "") -> "Diagram":
        return self._catch(id, self._timer(id, text, tag), on, interrupting, {})

    def receive(
        self, id: str, message: str, on: str | None = None, interrupting: bool = True, **props: str
    ) -> "Diagram":
        return self._catch(id, self._message(id, message), on, interrupting, props)

    def throw(self, id: str, message: str, **props: str) -> "Diagram":
        return self._node("intermediateThrowEvent", id, lane="Sistem", props=props, inside=self._message(id, message))

    def task(self, kind: str, id: str, message: str, mi: str = "", **props: str) -> "Diagram":
        """kind: send or receive"""
        reference = self._messages.setdefault(message, f"pesan_{message}")
        attributes = f'messageRef="{reference}"'
        return self._node(f"{kind}Task", id, lane="Sistem", attributes=attributes, props=props, inside=mi)

    def signal(self, id: str, name: str, **props: str) -> "Diagram":
        return self._node("intermediateThrowEvent", id, lane="Sistem", props=props, inside=self._signal(id, name))

    def sub(self, id: str, inner: "Diagram", mi: str = "", lane: str = "Pegawai", triggered: bool = False) -> "Diagram":
        """What is inside belongs to the sub-process's lane. `triggered`: an event sub-process."""
        self._messages |= inner._messages
        self._signals |= inner._signals
        self._codes |= inner._codes
        attributes = 'triggeredByEvent="true"' if triggered else ""
        inside = mi + "".join(inner._data + inner._nodes + inner._flows)
        return self._node("subProcess", id, lane=lane, attributes=attributes, inside=inside)

    def path(self, *ids: str) -> "Diagram":
        for source, target in zip(ids, ids[1:], strict=False):
            self.flow(source, target)
        return self

    def flow(self, source: str, target: str, when: str | None = None, id: str | None = None) -> "Diagram":
        condition = (
            f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(when)}</bpmn:conditionExpression>'
            if when
            else ""
        )
        id = id or f"f_{source}_{target}"
        self._flows.append(
            f'<bpmn:sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}">{condition}</bpmn:sequenceFlow>'
        )
        return self

    def _party(self, lane: str) -> str:
        party = self._parties.get(lane)
        named = f'<spiffworkflow:property name="pihak" value="{party}"/>'
        properties = f"<spiffworkflow:properties>{named}</spiffworkflow:properties>"
        return f"<bpmn:extensionElements>{properties}</bpmn:extensionElements>" if party else ""

    def xml(self) -> bytes:
        lanes = "".join(
            f'<bpmn:lane id="jalur_{number}" name="{name}">{self._party(name)}'
            + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
            + "</bpmn:lane>"
            for number, (name, nodes) in enumerate(self._lanes.items())
        )
        codes = "".join(
            f'<bpmn:{kind} id="{kind}_{code}" name="{code}" {kind}Code="{code}"/>' for kind, code in self._codes
        )
        messages = "".join(f'<bpmn:message id="{id}" name="{name}"/>' for name, id in self._messages.items())
        signals = "".join(f'<bpmn:signal id="{id}" name="{name}"/>' for name, id in self._signals.items())
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions {NAMESPACES} id="d_{self.key}" '
            f'targetNamespace="http://bkd.example/uji">{messages}{signals}{codes}'
            f'<bpmn:process id="{self.key}" name="{self.name}" isExecutable="true">{self._leaving}'
            f'<bpmn:laneSet id="jalur">{lanes}</bpmn:laneSet>{"".join(self._data + self._nodes)}'
            f"{''.join(self._flows)}"
            f"</bpmn:process></bpmn:definitions>"
        ).encode()

    def _catch(self, id: str, inside: str, on: str | None, interrupting: bool, props: Mapping[str, str]) -> "Diagram":
        if on is None:
            return self._node("intermediateCatchEvent", id, lane="Sistem", props=props, inside=inside)
        attributes = f'attachedToRef="{on}"' + ("" if interrupting else ' cancelActivity="false"')
        return self._node("boundaryEvent", id, lane="Sistem", attributes=attributes, props=props, inside=inside)

    def _timer(self, id: str, text: str, tag: str = "") -> str:
        tag = tag or {"P": "timeDuration", "R": "timeCycle"}.get(text.lstrip('"')[0], "timeDate")
        if re.match(r"P\w*\Z|R\d*/|\d{4}-", text):
            text = f'"{text}"'
        return (
            f'<bpmn:timerEventDefinition id="def_{id}"><bpmn:{tag} xsi:type="bpmn:tFormalExpression">{escape(text)}'
            f"</bpmn:{tag}></bpmn:timerEventDefinition>"
        )

    def _signal(self, id: str, name: str) -> str:
        reference = self._signals.setdefault(name, f"sinyal_{name}")
        return f'<bpmn:signalEventDefinition id="def_{id}" signalRef="{reference}"/>'

    def _message(self, id: str, name: str) -> str:
        reference = self._messages.setdefault(name, f"pesan_{name}")
        return f'<bpmn:messageEventDefinition id="def_{id}" messageRef="{reference}"/>'

    def _node(
        self,
        tag: str,
        id: str,
        *,
        lane: str,
        name: str | None = None,
        attributes: str = "",
        extension: str = "",
        props: Mapping[str, str] | None = None,
        inside: str = "",
    ) -> "Diagram":
        self._lanes.setdefault(lane, []).append(id)
        properties = "".join(
            f'<spiffworkflow:property name="{key}" value="{escape(value)}"/>' for key, value in (props or {}).items()
        )
        extension += f"<spiffworkflow:properties>{properties}</spiffworkflow:properties>" if properties else ""
        extension = f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>" if extension else ""
        self._nodes.append(f'<bpmn:{tag} id="{id}" name="{name or id}" {attributes}>{extension}{inside}</bpmn:{tag}>')
        return self


def line(key: str, *steps: str, lane: str = "Pegawai") -> Diagram:
    """start -> user tasks -> end"""
    drawn = Diagram(key).start()
    for step in steps:
        drawn.user(step, lane)
    return drawn.end().path("mulai", *steps, "selesai")


def loop(key: str) -> Diagram:
    """isi -> tinjau -> back to isi until setuju"""
    drawn = Diagram(key).start().user("isi").user("tinjau", "Pejabat penilai").xor("putus", default="f_kembali").end()
    drawn.path("mulai", "isi", "tinjau", "putus").flow("putus", "selesai", "setuju")
    return drawn.flow("putus", "isi", id="f_kembali")


def table(id: str, input: str, output: str, rules: list[tuple[str, str]], policy: str = "FIRST") -> bytes:
    """A decision table with one input and one output column."""
    rows = "".join(
        f'<rule id="r{number}"><inputEntry id="i{number}"><text>{escape(when)}</text></inputEntry>'
        f'<outputEntry id="o{number}"><text>{escape(value)}</text></outputEntry></rule>'
        for number, (when, value) in enumerate(rules)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="def" name="def" '
        f'namespace="http://bkd.example/dmn"><decision id="{id}" name="{id}">'
        f'<decisionTable id="tabel" hitPolicy="{policy}">'
        f'<input id="masuk" label="{input}"><inputExpression id="ie" typeRef="string"><text>{input}</text>'
        f'</inputExpression></input><output id="keluar" label="{output}" name="{output}" typeRef="string"/>'
        f"{rows}</decisionTable></decision></definitions>"
    ).encode()
