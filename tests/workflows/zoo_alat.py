"""What the animals of the zoo are drawn with."""

from __future__ import annotations

from collections.abc import Mapping

from tests.workflows.diagrams import Diagram

Animal = tuple[Diagram, Mapping[str, Diagram], Mapping[str, bytes]]
LOOP = '<bpmn:standardLoopCharacteristics loopMaximum="3"/>'
UNTIL = (
    '<bpmn:standardLoopCharacteristics testBefore="true" loopMaximum="5"><bpmn:loopCondition '
    'xsi:type="bpmn:tFormalExpression">p0 &lt; 6</bpmn:loopCondition></bpmn:standardLoopCharacteristics>'
)
OPERATOR = (
    '<spiffworkflow:serviceTaskOperator id="tarik"><spiffworkflow:parameters/></spiffworkflow:serviceTaskOperator>'
)
EACH = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">'
    "3</bpmn:loopCardinality><bpmn:loopDataOutputRef>jawaban</bpmn:loopDataOutputRef>"
    '<bpmn:outputDataItem id="jawab" name="jawab"/></bpmn:multiInstanceLoopCharacteristics>'
)


def again(drawn: Diagram, first: str, last: str) -> Animal:
    """The block between two nodes in a loop, with a person who decides each time."""
    drawn.start().xor("m").user("tanya").xor("x", default="f_x").end().path("mulai", "m", first).path(
        last, "tanya", "x"
    )
    drawn.flow("x", "m", "p0 < 5").flow("x", "selesai", id="f_x")
    return drawn, {}, {}


def split(drawn: Diagram, kind: str, *branches: str, way_in: str = "g", way_out: str = "h") -> Diagram:
    """Branches of one user task each between two gateways of a kind."""
    default = f"f_{way_in}" if kind == "inclusive" else None
    drawn.gateway(kind, way_in, default=default).gateway(kind, way_out)
    for number, name in enumerate(branches):
        drawn.user(name).path(name, way_out)
        if kind == "inclusive" and number:
            drawn.flow(way_in, name, f"p{number} % 2 == 1")
        else:
            drawn.flow(way_in, name, id=default)
    return drawn


def once(drawn: Diagram, first: str, last: str) -> Animal:
    """The block between start and end, a person before it and one after it."""
    drawn.start().user("awal").user("akhir").end().path("mulai", "awal", first).path(last, "akhir", "selesai")
    return drawn, {}, {}


def inner(name: str = "y", mark: str = "") -> Diagram:
    """Three branches that end each by itself."""
    drawn = Diagram(name).start(f"m{mark}").gateway("parallel", f"g{mark}_").path(f"m{mark}", f"g{mark}_")
    for one in "pqr":
        drawn.user(f"{one}{mark}").end(f"e{one}{mark}").path(f"g{mark}_", f"{one}{mark}", f"e{one}{mark}")
    return drawn
