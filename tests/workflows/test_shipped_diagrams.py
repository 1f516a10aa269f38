"""The shipped diagrams before anybody runs them: clean, complete, documented, and drawn without tangles."""

import pytest
from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

import workflows
from portal.katalog import ACARA, KATALOG, LANGKAH
from tests.workflows.lakon import MULAI, panggung
from workflows import checks, compiler, xml
from workflows.bpmn import shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
KEYS = [one.key for one in shipped()]
ROOTS = {one.key: xml.parse(one.xml) for one in shipped()}
# Occasions that the portal can tell and no shipped diagram uses: BKD may put them into a version of its own.
FOR_BKD = {"bulan_diverifikasi"}
STEPS = ("userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity", "boundaryEvent")
# What regulations.md marks as certain or as seen: nothing else may be cited by number.
CITED = ("PP 46/2011 Pasal 5", "PP 30/2019 Pasal 59")


def elements(key: str, *names: str) -> list[etree._Element]:
    return [node for name in names for node in ROOTS[key].iter(BPMN + name)]


def documentation(node: etree._Element) -> str:
    return (node.findtext(f"{BPMN}documentation") or "").strip()


@pytest.mark.parametrize("one", shipped(), ids=KEYS)
def test_a_shipped_diagram_has_no_finding_not_even_a_warning(one):
    texts = {other.key: other.xml for other in shipped()}
    assert list(checks.findings(one.xml, decisions=one.decisions, catalogue=KATALOG, called=texts.get)) == []


@pytest.mark.parametrize("one", shipped(), ids=KEYS)
def test_a_shipped_diagram_is_valid_by_the_schema_of_bpmn(one):
    VALIDATOR.validate(xml.parse(one.xml), one.key)


def test_the_order_of_publishing_lets_every_call_find_its_process():
    seen: set[str] = set()
    for one in shipped():
        assert set(compiler.called_keys(ROOTS[one.key])) <= seen
        seen.add(one.key)


def test_publishing_twice_changes_nothing():
    with panggung() as session:
        before = [(one.key, one.version) for one in workflows.definitions(session)]
        for one in shipped():
            workflows.publish(session, one.key, one.xml, by=None, decisions=one.decisions, catalogue=KATALOG, now=MULAI)
        assert [(one.key, one.version) for one in workflows.definitions(session)] == before
        assert sorted(before) == sorted((key, 1) for key in KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_every_step_says_on_what_it_rests(key):
    silent = [node.get("id") for node in elements(key, *STEPS) if len(documentation(node)) < 30]
    assert silent == []


@pytest.mark.parametrize("key", KEYS)
def test_only_articles_that_are_certain_are_cited_by_number(key):
    for node in ROOTS[key].iter(f"{BPMN}documentation"):
        text = node.text or ""
        for article in CITED:
            text = text.replace(article, "")
        assert "Pasal" not in text and "Ps " not in text, node.getparent().get("id")


@pytest.mark.parametrize("key", KEYS)
def test_every_task_of_a_person_has_a_deadline_and_a_timer_on_that_same_fact(key):
    for task in elements(key, "userTask"):
        batas = [p.get("value") for p in task.iter(f"{SPIFF}property") if p.get("name") == "batas"]
        timers = [
            timer.text
            for event in elements(key, "boundaryEvent") if event.get("attachedToRef") == task.get("id")
            for timer in event.iter(f"{BPMN}timeDate")
        ]  # fmt: skip
        assert batas and batas == timers, task.get("id")


@pytest.mark.parametrize("key", KEYS)
def test_every_fork_has_a_default_that_leaves_the_case_with_a_person(key):
    nodes = {node.get("id"): node for node in ROOTS[key].iter() if node.get("id")}
    for gateway in elements(key, "exclusiveGateway"):
        if len(gateway.findall(f"{BPMN}outgoing")) < 2:
            continue
        target = nodes[nodes[gateway.get("default")].get("targetRef")]
        name = etree.QName(target).localname
        rejected_appeal = gateway.get("id") == "putusan"  # there the person has just decided
        assert name in ("userTask", "callActivity") or rejected_appeal, gateway.get("id")


def test_the_catalogue_names_exactly_the_steps_and_occasions_of_the_diagrams():
    assert {task.get("id") for key in KEYS for task in elements(key, "userTask")} == LANGKAH
    acara = {p.get("value") for key in KEYS for p in ROOTS[key].iter(f"{SPIFF}parameter") if p.get("id") == "acara"}
    assert {value.strip('"') for value in acara} == ACARA - FOR_BKD


@pytest.mark.parametrize("key", KEYS)
def test_everything_is_drawn_inside_its_lane(key):
    bounds = {}
    for shape in ROOTS[key].iter(f"{BPMNDI}BPMNShape"):
        box = shape[0]
        bounds[shape.get("bpmnElement")] = tuple(float(box.get(name)) for name in ("x", "y", "width", "height"))
    for lane in elements(key, "lane"):
        x, y, width, height = bounds[lane.get("id")]
        for ref in lane.iter(f"{BPMN}flowNodeRef"):
            nx, ny, nw, nh = bounds[ref.text]
            assert x <= nx and nx + nw <= x + width and y <= ny and ny + nh <= y + height, ref.text


@pytest.mark.parametrize("key", KEYS)
def test_flows_are_drawn_straight_and_no_two_lie_on_each_other(key):
    pieces = []
    for edge in ROOTS[key].iter(f"{BPMNDI}BPMNEdge"):
        points = [(float(point.get("x")), float(point.get("y"))) for point in edge if point.get("x")]
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            assert x1 == x2 or y1 == y2, edge.get("id")
            pieces.append((edge.get("bpmnElement"), min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    for index, (name, *a) in enumerate(pieces):
        for other, *b in pieces[index + 1 :]:
            wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert name == other or wide < 0 or high < 0 or (wide == 0 and high == 0), (name, other)
